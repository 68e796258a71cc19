"""Changes and steps: every change is a before and an after, and a step is a labelled list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bonejournal.domain.record import Record
from bonejournal.domain.words import tr


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; creating has no before, deleting no after."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record as it is after, or was before it was deleted."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change has a before, an after, or both")
        return found


class Origin(StrEnum):
    """Where a step came from."""

    ENTRY = "entry"
    IMPORT = "import"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Step:
    """A labelled list of changes made in one transaction: a form's save, a delete of ten rows, an import."""

    label: str
    changes: tuple[Change, ...]
    origin: Origin = Origin.ENTRY
    drafts: tuple[str, ...] = ()
    """The drafts this step makes into values; they go in the same transaction."""


class Standing(NamedTuple):
    """What a journal holds under an id: the live record if there is one, and whether its latest version is hers.

    hers: made, changed or deleted by entry, not by an import; an import leaves such a version alone.
    """

    live: Record | None
    hers: bool


def creating(record: Record, *also: Record, drafts: tuple[str, ...] = ()) -> Step:
    """A step that adds a record, and what was entered with it."""
    changes = tuple(Change(None, item) for item in (record, *also))
    return Step(tr("Add {name}", name=record.called()), changes, drafts=drafts)


def editing(before: Record, after: Record, drafts: tuple[str, ...] = ()) -> Step:
    """A step that changes a record."""
    return Step(tr("Change {name}", name=after.called()), (Change(before, after),), drafts=drafts)


def deleting(records: Sequence[Record]) -> Step:
    """A step that deletes records."""
    if len(records) == 1:
        label = tr("Delete {name}", name=records[0].called())
    else:
        label = tr("Delete {count} records", count=len(records))
    return Step(label, tuple(Change(record, None) for record in records))
