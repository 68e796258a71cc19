"""Steps: what is done to records, as lists of values before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

from bonejournal.domain.field import fields
from bonejournal.domain.record import Record, owned
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
    contents: tuple[bytes, ...] = ()
    """The bytes that attachments of this step point to by their digest."""


class Standing(NamedTuple):
    """What a journal holds under an id: the live record if there is one, and whether its latest version is hers.

    hers: made, changed or deleted by entry, not by an import; an import leaves such a version alone.
    """

    live: Record | None
    hers: bool


def creating(record: Record, *also: Record, drafts: tuple[str, ...] = (), contents: tuple[bytes, ...] = ()) -> Step:
    """A step that adds a record, and what was entered with it."""
    changes = tuple(Change(None, item) for item in (record, *also))
    return Step(tr("Add {name}", name=record.called()), changes, drafts=drafts, contents=contents)


def editing(before: Record, after: Record, drafts: tuple[str, ...] = ()) -> Step:
    """A step that changes a record; one that is named differently now is another record."""
    changes = (Change(before, after),) if before.id == after.id else (Change(before, None), Change(None, after))
    return Step(tr("Change {name}", name=after.called()), changes, drafts=drafts)


def deleting(records: Sequence[Record], referring: Iterable[Record] = ()) -> Step:
    """A step that deletes records; of those `referring` to them the ones they own go too, the others forget them."""
    if len(records) == 1:
        label = tr("Delete {name}", name=records[0].called())
    else:
        label = tr("Delete {count} records", count=len(records))
    gone = {record.id: record for record in records}
    depending = [record for record in referring if record.id not in gone]
    while more := [record for record in depending if record.id not in gone and owned(record, gone)]:
        gone.update((record.id, record) for record in more)
    left = [Change(record, forgetting(record, gone)) for record in depending if record.id not in gone]
    return Step(label, (*(Change(record, None) for record in gone.values()), *left))


def forgetting(record: Record, gone: Collection[str]) -> Record:
    """A record without its references to what is gone."""
    held = [item.name for item in fields(type(record)) if item.refers and getattr(record, item.name) in gone]
    forgotten: dict[str, Any] = dict.fromkeys(held, "")
    return replace(record, **forgotten)
