"""Two copies of a journal that went apart, made one: what only one side changed is taken, what both changed is asked.

A side's states of a record are what it held since both sides last held the same: digests of its content in their order,
None where it was deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, NamedTuple

from bonejournal.domain.attachment import Attachment
from bonejournal.domain.field import Field, Part, Type, fields, show
from bonejournal.domain.record import Kept, Problem, Record
from bonejournal.domain.step import Change, Step
from bonejournal.domain.words import tr, trn

State = bytes | None


class Verdict(Enum):
    """What becomes of a record."""

    SAME = "same"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


def verdict(mine: Sequence[State], theirs: Sequence[State]) -> Verdict:
    """Which side went on. A side that never had the record has no states; the first states are equal where both sides
    once were one journal.

    A side whose present state the other one has had already is merely behind.
    """
    if not mine or not theirs:
        present = [*(mine or theirs)][-1:]
        return Verdict.SAME if present in ([], [None]) else Verdict.THEIRS if theirs else Verdict.MINE
    if mine[-1] == theirs[-1]:
        return Verdict.SAME
    mine_is_behind, theirs_is_behind = mine[-1] in theirs, theirs[-1] in mine
    if mine_is_behind and theirs_is_behind:  # one of them went there and back
        mine_is_behind, theirs_is_behind = mine[-1] == mine[0], theirs[-1] == theirs[0]
    if mine_is_behind == theirs_is_behind:
        return Verdict.BOTH
    return Verdict.THEIRS if mine_is_behind else Verdict.MINE


ASKED = "merge"
"""The question that a conflict is; its answer is kept with the record, so that neither copy asks again."""


def decided(record: Record | None, other: State) -> bool:
    """Whether this version was kept when the other side's `other` was looked at."""
    return record is not None and Kept("", ASKED, other.hex() if other else "") in record.kept


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that both sides changed, differently; None is the side that deleted it.

    also: the changes that go with theirs, such as the doses of a course that is only there. other: their state.
    """

    mine: Record | None
    theirs: Record | None
    also: tuple[Change, ...] = ()
    other: State = None

    @property
    def record(self) -> Record:
        """The record as one of the sides has it."""
        return Change(self.mine, self.theirs).record

    @property
    def changes(self) -> tuple[Change, ...]:
        """What it means to take theirs."""
        return (Change(self.mine, self.theirs), *self.also)

    @property
    def keeping(self) -> tuple[Change, ...]:
        """What it means to keep mine: that it was decided is remembered, where there is a record to remember it."""
        if self.mine is None:
            return ()
        earlier = (kept for kept in self.mine.kept if kept.question != ASKED)
        answer = Kept("", ASKED, self.other.hex() if self.other else "")
        return (Change(self.mine, replace(self.mine, kept=(*earlier, answer))),)


class Left(NamedTuple):
    """A record of theirs that cannot be taken, and why."""

    record: Record
    problems: list[Problem]

    @property
    def why(self) -> str:
        """The reasons in a sentence or more."""
        return " ".join(problem.text for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Merge:
    """What bringing in another copy would do. `unchanged` counts the records that both sides have alike.

    contents: the bytes that attachments of theirs point to, by their digest.
    """

    name: str
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...] = ()
    unchanged: int = 0
    left: tuple[Left, ...] = ()
    contents: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def added(self) -> int:
        """How many records only the other side has."""
        return sum(change.before is None for change in self.changes)

    @property
    def deleted(self) -> int:
        """How many records the other side deleted."""
        return sum(change.after is None for change in self.changes)

    @property
    def updated(self) -> int:
        """How many records the other side changed."""
        return len(self.changes) - self.added - self.deleted

    def step(self, theirs: Iterable[Conflict] = (), mine: Iterable[Conflict] = ()) -> Step:
        """The step that brings it in: with the other side of the conflicts `theirs`, and with what she has of `mine`
        as decided. All others stay as they are, to be asked about again.
        """
        found = {change.record.id: change for change in self.changes}
        for changes in (*(one.keeping for one in mine), *(one.changes for one in theirs)):
            found.update((change.record.id, change) for change in changes)
        attached = {one.after.sha256 for one in found.values() if isinstance(one.after, Attachment)}
        contents = tuple(held for digest, held in self.contents.items() if digest in attached)
        return Step(tr("Merge of {name}", name=self.name), tuple(found.values()), contents=contents)

    def said(self) -> str:
        """The counts in a sentence."""
        if not self.changes and not self.conflicts and not self.left:
            return tr("Everything in {name} is already here.", name=self.name)
        said = [trn("{count} record added", "{count} records added", self.added)]
        if self.updated:
            said.append(tr("{count} updated", count=self.updated))
        if self.deleted:
            said.append(tr("{count} deleted", count=self.deleted))
        if self.conflicts:
            said.append(trn("{count} changed on both sides", "{count} changed on both sides", len(self.conflicts)))
        if self.left:
            said.append(trn("{count} thing left out", "{count} things left out", len(self.left)))
        return ", ".join(said)


class Difference(NamedTuple):
    """A field in which two sides differ: its path, what it is called, and what each side says; "" for nothing."""

    path: str
    label: str
    mine: str
    theirs: str


def differences(mine: Record | None, theirs: Record | None) -> Iterator[Difference]:
    """The fields in which two versions of a record differ, all that say something where there is only one."""
    for item in fields(type(Change(mine, theirs).record)):
        sides = [None if held is None else getattr(held, item.name) for held in (mine, theirs)]
        if item.holds is not Type.PARTS:
            yield from _difference(item, "", "", *sides)
            continue
        for place in range(max(len(side or ()) for side in sides)):
            parts = [side[place] if side and place < len(side) else None for side in sides]
            path, head = f"{item.name}.{place}.", _called(parts) or f"{tr(item.label)} {place + 1}"
            for inner in fields(item.part) if item.part else ():
                values = [None if part is None else getattr(part, inner.name) for part in parts]
                yield from _difference(inner, path, head, *values)


def _called(parts: Sequence[Part | None]) -> str:
    """What a part is about, by what it must have, where both sides agree in that: "Lumbar spine"."""
    said = {
        show(item, getattr(part, item.name)) for part in parts if part for item in fields(type(part)) if item.required
    }
    return said.pop() if len(said) == 1 else ""


def _difference(item: Field, path: str, head: str, mine: Any, theirs: Any) -> Iterator[Difference]:
    if mine == theirs:
        return
    said = [show(item, mine), show(item, theirs)]
    if said != ["", ""]:
        label = f"{head}, {tr(item.label)}" if head else tr(item.label)
        yield Difference(path + item.name, label, *said)
