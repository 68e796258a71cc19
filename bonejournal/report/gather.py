"""What the report needs beyond a snapshot: every dose of the bone medicines, what she weighed at each visit, and how
much hip and spine were loaded from the first session on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.dates import days_before, months_after
from bonejournal.domain.meaning.measures.training import exercises_of
from bonejournal.domain.medicines.courses import Group, group_of
from bonejournal.domain.medicines.medication import Course, Dose
from bonejournal.domain.record import PartsCounted, Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.training.dose import DONE, LOADING, NOT_COUNTED, DoseWeek, dose_weeks, loads_bone
from bonejournal.domain.training.workouts import Workout
from bonejournal.domain.visit import Visit

R = TypeVar("R", bound=Record)
VISITS = 6
"""So many visits back she can ask what changed since."""
WEEKS = 9
"""So long before a day what was weighed still stands for it."""


class Readable(Protocol):
    """An open journal, as far as the report reads it."""

    def snapshot(self, on: dt.date) -> Snapshot:
        """What it says on a day."""

    def between(self, cls: type[R], start: dt.date, end: dt.date) -> tuple[R, ...]:
        """The records of a kind from a day to another."""

    def referring(self, ids: Iterable[str]) -> tuple[Record, ...]:
        """The records that refer to one of these."""

    def days_of(self, cls: type[Record], field: str, among: Collection[str]) -> list[dt.date]:
        """The days with a record of a kind that has one of some texts in a field."""

    def parts_done(self, cls: type[Record], asked: PartsCounted) -> list[tuple[dt.date, int]]:
        """How many parts that count the records of a kind have on each day."""


@dataclass(frozen=True, slots=True)
class Gathered(Snapshot):
    """A snapshot with the weeks of all training, of which a snapshot holds the latest."""

    weeks: tuple[DoseWeek, ...] = ()


def training_weeks(journal: Readable, on: dt.date) -> tuple[DoseWeek, ...]:
    """How much hip and spine were loaded, from the first session on record to the day `on`; counted once a snapshot."""
    snapshot = journal.snapshot(on)

    def counted() -> tuple[DoseWeek, ...]:
        asked = PartsCounted("exercise", loads_bone(exercises_of(snapshot)), DONE, ("set_type", str(NOT_COUNTED)))
        sets = journal.parts_done(Workout, asked)
        return dose_weeks(journal.days_of(Workout, "kind", LOADING), sets, on)

    return snapshot.once("training weeks", counted)


def gather(journal: Readable, on: dt.date, *, timeline: bool = True) -> Gathered:
    """The journal as the report reads it on a day; with the weeks of all training for the timeline."""
    snapshot = for_changes(journal, on)
    return Gathered(on, snapshot.records, weeks=training_weeks(journal, on) if timeline else ())


def for_changes(journal: Readable, on: dt.date) -> Snapshot:
    """The journal as far as it says what changed since a visit."""
    snapshot = journal.snapshot(on)
    bone = [course.id for course in snapshot.of(Course) if group_of(course) is Group.BONE]
    doses = {dose.id: dose for dose in snapshot.of(Dose)}
    doses |= {one.id: one for one in journal.referring(bone) if isinstance(one, Dose) and one.date <= on}
    ordered = tuple(sorted(doses.values(), key=lambda dose: (dose.date, dose.id)))
    weighed = {one.id: one for one in (*_before_visits(journal, snapshot), *snapshot.of(BodyMeasure))}
    measures = tuple(sorted(weighed.values(), key=lambda one: (one.date, one.id)))
    records = {**snapshot.records, Dose.KIND.key: ordered, BodyMeasure.KIND.key: measures}
    return Snapshot(on, records)


def _before_visits(journal: Readable, snapshot: Snapshot) -> list[BodyMeasure]:
    """The measures of the weeks before the last visits and before a year ago: changes are told against them."""
    visits = [visit.date for visit in snapshot.of(Visit) if visit.date <= snapshot.on]
    found: list[BodyMeasure] = []
    for day in (*sorted(visits)[-VISITS:], months_after(snapshot.on, -12)):
        found.extend(journal.between(BodyMeasure, days_before(day, WEEKS * 7), day))
    return found
