"""What one click or key does to the journal: found in its thread, once all that was pressed before is written.

Each is a step and what is said of it, or None where there is nothing to do any more; see `JournalPage.do`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bonejournal.domain.medicines.doses import new_dose
from bonejournal.domain.medicines.medication import Course, Dose
from bonejournal.domain.nutrition.foods import HerFood
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.nutrition.meals import amount_said, placed, rescaled
from bonejournal.domain.nutrition.supplements import taken, ticks
from bonejournal.domain.profile import Profile, Units
from bonejournal.domain.record import new_id
from bonejournal.domain.step import Change, Step, creating, deleting, editing
from bonejournal.domain.template import Template, pinning
from bonejournal.domain.template_said import key_said
from bonejournal.domain.visit import Visit, VisitQuestion, agenda, question_for
from bonejournal.domain.words import number, tr

if TYPE_CHECKING:
    from bonejournal.domain.record import Record
    from bonejournal.journal.store import Journal

LAST_DOSES = 20
"""As many as can be of one day."""

Pressed = tuple[Step, str] | None


def answered(journal: Journal, id_: str) -> Pressed:
    """A question has its answer."""
    held = journal.get(id_)
    if not isinstance(held, VisitQuestion) or held.answered:
        return None
    return editing(held, replace(held, answered=True)), tr("Marked as answered.")


def noted(journal: Journal, wanted: VisitQuestion) -> Pressed:
    """A question reads so; an emptied one is deleted. One that has its answer meanwhile stays: this is another."""
    held = journal.get(wanted.id)
    there = isinstance(held, VisitQuestion) and not held.answered
    if not wanted.text:
        return (deleting([held]), tr("The question is deleted.")) if held is not None and there else None
    if not isinstance(held, VisitQuestion):
        step = creating(wanted)
    elif held.answered:
        step = creating(replace(wanted, id=new_id(), answered=False))
    elif held.text == wanted.text:
        return None
    else:
        step = editing(held, replace(held, text=wanted.text))
    return step, tr("Your question is noted.")


def asked(journal: Journal, text: str) -> Pressed:
    """A question is put on her list, unless it stands there."""
    found = agenda(journal.all(Visit), journal.all(VisitQuestion), journal.today())
    if any(one.text == text for one in found.questions):
        return None
    return creating(question_for(text, found)), tr("Added to your questions: {question}", question=text)


def dose(journal: Journal, course_id: str, *, taken: bool) -> Pressed:
    """A dose of today was taken, or was not, as often as the course says at most."""
    course, on = journal.get(course_id), journal.today()
    if not isinstance(course, Course) or not course.active(on):
        return None
    timing = course.timing
    free, times = timing is not None and timing.free, timing.times if timing is not None else 1
    last = journal.newest(Dose, "medication_id", course.id, LAST_DOSES)
    today = sum(1 for one in last if one.date == on and (one.taken or not taken))
    if today >= times and not free:
        return None
    name = course.called()
    made = creating(new_dose(course, on, last[0] if last else None, taken=taken))
    said = tr("{name}: taken today.", name=name) if taken else tr("{name}: not taken today.", name=name)
    return replace(made, label=tr("Add a dose of {name}", name=name)), said


def tick(journal: Journal, course_id: str, day: dt.date, *, on: bool) -> Pressed:
    """A supplement was taken on a day, or was not."""
    course = journal.get(course_id)
    rows = journal.between(Intake, day, day)
    found = next(iter(ticks([course], journal.all(HerFood), rows, day)), None) if isinstance(course, Course) else None
    if found is None or found.taken == on:
        return None
    name = found.course.name
    if not on:
        return deleting(found.rows), tr("{name} not taken.", name=name)
    made = placed([taken(found, day)], day, rows)
    return Step(tr("Take {name}", name=name), tuple(Change(None, row) for row in made)), tr("{name} taken.", name=name)


def amount(journal: Journal, id_: str, amount: Decimal) -> Pressed:
    """A row of eating has another amount; what it holds follows."""
    row = journal.get(id_)
    if not isinstance(row, Intake) or row.amount == float(amount):
        return None
    after = rescaled(row, amount)
    return editing(row, after), tr("{item}: {amount}.", item=row.called(), amount=amount_said(after))


def pinned(journal: Journal, id_: str, key: int) -> Pressed:
    """A template is logged by a key, or by none where it is 0."""
    held = journal.get(id_)
    if not isinstance(held, Template) or held.pin == (key or None):
        return None
    said = (
        tr("{name} is logged by {key}.", name=held.name, key=key_said(key))
        if key
        else tr("{name} has no key any more.", name=held.name)
    )
    return pinning(held, key or None, journal.all(Template)), said


def units(journal: Journal, chosen: Units | None) -> Pressed:
    """She reads other units."""
    before = journal.profile()
    after = replace(before or Profile(id=Profile.SINGLETON), units=chosen)
    if after == before:
        return None
    step = editing(before, after) if before is not None else creating(after)
    return step, tr("Units are {units} now.", units=tr(chosen.label) if chosen else "")


def deleted(journal: Journal, ids: Sequence[str]) -> Pressed:
    """What is there of these ids is deleted with what refers to it; the profile stays."""
    records = [held for id_ in ids if (held := journal.get(id_)) is not None and not held.SINGLETON]
    if not records:
        return None
    said = (
        tr("{name} deleted. It is kept in Recently deleted for 90 days.", name=records[0].called())
        if len(records) == 1
        else tr("{count} records deleted. They are kept for 90 days.", count=number(len(records)))
    )
    return deleting(records, journal.referring([record.id for record in records])), said


def restored(journal: Journal, records: Sequence[Record]) -> Pressed:
    """Deleted records are back."""
    gone = [record for record in records if journal.get(record.id) is None]
    if not gone:
        return None
    if len(gone) == 1:
        name = gone[0].called()
        label, said = tr("Restore {name}", name=name), tr("{name} is back.", name=name)
    else:
        label = tr("Restore {count} records", count=len(gone))
        said = tr("{count} records are back.", count=len(gone))
    return Step(label, tuple(Change(None, record) for record in gone)), said


def brought_back(journal: Journal, wanted: Record) -> Pressed:
    """A record is as it was in an earlier version."""
    live, name = journal.get(wanted.id), wanted.called()
    if live == wanted:
        return None
    step = Step(tr("Bring back {name} as it was", name=name), (Change(live, wanted),))
    return step, tr("{name} is as it was then.", name=name)
