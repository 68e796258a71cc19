"""The newest records that point to another, and how many there are, without reading them all."""

from __future__ import annotations

import datetime as dt

from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.step import Change, Step, deleting
from bonejournal.journal.store import Journal

START = dt.date(2026, 1, 1)


def filled(journal: Journal) -> tuple[Course, list[Dose]]:
    """A course with ten doses, the fourth of which was skipped, beside another course with one."""
    mine = Course(name="Mine", kind=CourseKind.MEDICINE)
    other = Course(name="Other", kind=CourseKind.MEDICINE)
    doses = [
        Dose(medication_id=mine.id, date=START + dt.timedelta(days=number), taken=number != 3) for number in range(10)
    ]
    records = (mine, other, *doses, Dose(medication_id=other.id, date=START, taken=True))
    journal.apply(Step("Fill", tuple(Change(None, record) for record in records)))
    return mine, doses


def test_the_newest_come_latest_first_and_no_more_than_asked_for(journal: Journal) -> None:
    mine, doses = filled(journal)
    assert journal.newest(Dose, "medication_id", mine.id, 3) == tuple(reversed(doses[-3:]))
    assert len(journal.newest(Dose, "medication_id", mine.id, 100)) == 10
    assert journal.newest(Dose, "medication_id", "", 100) == ()


def test_a_tally_counts_up_to_a_day_and_only_what_is_asked(journal: Journal) -> None:
    mine, _ = filled(journal)
    every = journal.tally(Dose, "medication_id", mine.id, START + dt.timedelta(days=5))
    assert (every.count, every.first, every.last) == (6, START, START + dt.timedelta(days=5))
    taken = journal.tally(Dose, "medication_id", mine.id, START + dt.timedelta(days=3), only="taken")
    assert (taken.count, taken.last) == (3, START + dt.timedelta(days=2))
    since = START + dt.timedelta(days=8)
    assert journal.tally(Dose, "medication_id", mine.id, dt.date.max, since=since).count == 2
    everything = journal.tally(Dose, "", "", dt.date.max)
    assert (everything.count, everything.days) == (11, 10)
    nothing = journal.tally(Dose, "medication_id", mine.id, START - dt.timedelta(days=1))
    assert (nothing.count, nothing.first, nothing.last) == (0, None, None)


def test_what_is_deleted_is_not_among_them(journal: Journal) -> None:
    mine, doses = filled(journal)
    journal.apply(deleting([doses[-1]]))
    assert journal.newest(Dose, "medication_id", mine.id, 1) == (doses[-2],)
    assert journal.tally(Dose, "medication_id", mine.id, dt.date.max).count == 9
