"""One field of several records given one value, as one step that one undo takes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bonejournal.domain.entry import Habit, record_of
from bonejournal.domain.field import Field, Type, fields
from bonejournal.domain.record import Around, Kept, Named, Question, Record, open_questions, problems
from bonejournal.domain.step import Change, Step
from bonejournal.domain.words import number, tr


def bulk_fields(records: Sequence[Record]) -> tuple[Field, ...]:
    """The fields that can be changed in all of these at once; none where they are not of one kind."""
    kinds = {type(record) for record in records}
    if len(kinds) != 1:
        return ()
    kind = kinds.pop()
    named = kind.NAMED if issubclass(kind, Named) else ""
    return tuple(
        item
        for item in fields(kind)
        if item.holds is not Type.PARTS and not item.refers and item.name != named and not kind.SINGLETON
    )


@dataclass(frozen=True, slots=True)
class Bulk:
    """What changing them would do. problem: why it cannot be; question: what is unusual in what would be there.

    step: None where it cannot be. changed: how many records would be different.
    """

    step: Step | None
    changed: int
    problem: str = ""
    question: str = ""


def bulk_change(records: Sequence[Record], item: Field, text: str, habit: Habit, birth: dt.date | None = None) -> Bulk:
    """Give a field of all these records the value a text stands for; answers to what is unusual are kept with it."""
    changes, asked = [], ""
    for record in records:
        after, unread = record_of(record, {item.name: text}, habit)
        found = [*unread, *problems(after)]
        if found:
            said = found[0].text if len(records) == 1 else _of(record, found[0].text)
            return Bulk(None, 0, problem=said)
        open_ = _new(record, after, Around(habit.today, birth))
        if open_ and not asked:
            asked = _of(record, open_[0].text)
        if after != record:
            kept = (*after.kept, *(Kept(one.field, one.key, one.value) for one in open_))
            changes.append(Change(record, replace(after, kept=kept)))
    label = tr("Change {field} of {count} records", field=tr(item.label), count=number(len(changes)))
    return Bulk(Step(label, tuple(changes)), len(changes), question=asked)


def _new(before: Record, after: Record, around: Around) -> list[Question]:
    """What is asked of the record after, and was not of the one before."""
    was = {(one.field, one.key, one.value) for one in open_questions(before, around)}
    return [one for one in open_questions(after, around) if (one.field, one.key, one.value) not in was]


def _of(record: Record, text: str) -> str:
    return tr("{record}: {text}", record=record.called(), text=text)


def bulk_said(records: Iterable[Record]) -> str:
    """What a sheet says of what is selected: "12 records: DXA report"."""
    held = list(records)
    return tr("{count} records: {kind}.", count=number(len(held)), kind=tr(held[0].KIND.label)) if held else ""
