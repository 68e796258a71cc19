"""What a line of quick add was understood as, and what it would write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bonejournal.domain.record import Kept, Question, Record, open_questions, problems
from bonejournal.domain.step import Change, Step
from bonejournal.domain.words import day_and_month, day_long, tr, weekday

if TYPE_CHECKING:
    from bonejournal.domain.quick.known import Known

_NEAR_DAYS = 180


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing a line says.

    text: the words it stands for. kind: the key of the kind of record it is about. name, about: what a list calls it,
    and a second line there. sentence, detail: all that `changes` write, in words; without `changes` nothing is
    written, and `missing` says why. questions: what is unusual about it. start: what its form opens with, None for
    an empty one; given: the id of a template it opens with instead; there: the record that is noted already, whose form
    opens. others: what else it could be, the likeliest first.
    """

    text: str
    kind: str
    name: str
    about: str = ""
    sentence: str = ""
    detail: str = ""
    changes: tuple[Change, ...] = ()
    missing: str = ""
    questions: tuple[Question, ...] = ()
    start: Record | None = None
    given: str = ""
    there: Record | None = None
    others: tuple[Understood, ...] = ()

    @property
    def known(self) -> bool:
        """Whether anything was understood at all."""
        return bool(self.kind)

    def keeping(self) -> Understood:
        """It with every question answered "keep"."""
        kept = tuple(Kept(asked.field, asked.key, asked.value) for asked in self.questions)
        if not kept:
            return self
        *first, last = self.changes
        if last.after is None:
            return self
        after = replace(last.after, kept=tuple(sorted({*last.after.kept, *kept})))
        return replace(self, changes=(*first, Change(last.before, after)), questions=())


@dataclass(frozen=True, slots=True)
class Guess:
    """One way to understand a line: the lower the score, the likelier; `make` works it out."""

    score: float
    make: Callable[[], Understood]


def nothing(text: str) -> Understood:
    """What stands for words that say nothing here."""
    return Understood(text, "", text, missing=tr("Not understood yet. Type a name and a number, such as yogurt 200."))


def judged(
    made: Understood, known: Known, after: Record, before: Record | None = None, alone: Record | None = None
) -> Understood:
    """`made` with the change it writes, or with what keeps it from being written, and what is to be asked.

    alone: what a form opens with, where `after` changes a record that is there.
    """
    found = problems(after)
    if found:
        return replace(made, missing=found[0].text, start=alone or after)
    if _is_ahead(after, known):
        return replace(made, sentence="", detail="", missing=_still_to_come(after), start=alone or after)
    around = known.around(type(after))
    asked_before = {(one.field, one.key, one.value) for one in before.questions(around)} if before else set()
    asked = [one for one in open_questions(after, around) if (one.field, one.key, one.value) not in asked_before]
    return replace(made, changes=(Change(before, after),), questions=tuple(asked), start=alone or after)


def _is_ahead(record: Record, known: Known) -> bool:
    return not record.KIND.ahead and record.day is not None and record.day > known.today


def _still_to_come(record: Record) -> str:
    return tr("{day} is still to come.", day=day_long(record.day)) if record.day is not None else ""


def judged_all(made: Understood, known: Known, rows: Sequence[Record]) -> Understood:
    """`made` with several new records of one kind, or with what keeps them from being written."""
    found = [problem.text for row in rows for problem in problems(row)]
    found += [_still_to_come(row) for row in rows if _is_ahead(row, known)]
    if found:
        return replace(made, missing=found[0])
    asked = open_questions(rows[-1], known.around(type(rows[-1])))  # `keeping` answers for the last one
    return replace(made, changes=tuple(Change(None, row) for row in rows), questions=tuple(asked))


def day_words(day: dt.date, today: dt.date) -> str:
    """A day as it stands in a sentence: "today", "Wednesday 11 November", "3 May 2019"."""
    if day == today:
        return tr("today")
    if abs((today - day).days) <= _NEAR_DAYS:
        return tr("{weekday} {day}", weekday=weekday(day), day=day_and_month(day))
    return day_long(day)


def joined(parts: Iterable[str]) -> str:
    """Parts of a sentence behind each other, those that are empty left out."""
    return ", ".join(filter(None, parts))


def step_of(items: Sequence[Understood]) -> Step | None:
    """One step that writes all items, None where one of them is not ready to be written.

    Several items about one record, such as exercises of one session, are one change of it.
    """
    if not items or not all(item.changes for item in items):
        return None
    befores: dict[str, Record | None] = {}
    afters: dict[str, Record | None] = {}
    for item in items:
        for change in item.changes:
            befores.setdefault(change.record.id, change.before)
            afters[change.record.id] = change.after
    changes = tuple(Change(befores[id_], after) for id_, after in afters.items())
    if len(changes) == 1:
        return Step(tr("Add {name}", name=changes[0].record.called()), changes)
    return Step(tr("Add {count} records", count=len(changes)), changes)
