"""What the Records page asks of the journal, on the journal's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bonejournal.domain.kinds import KINDS
from bonejournal.domain.record import Kind, Record
from bonejournal.domain.words import mark

if TYPE_CHECKING:
    from bonejournal.journal.readings import Version
    from bonejournal.journal.search import Done
    from bonejournal.journal.store import Journal

PERIODS = {"": mark("Any time"), "3": mark("Last 3 months"), "12": mark("Last 12 months"), "60": mark("Last 5 years")}
"""The periods a list can be narrowed to, by their months."""


class Past(NamedTuple):
    """What was done: to one record, or in all."""

    record: Record | None
    versions: list[Version]
    steps: list[Done]


def kinds_in_order() -> list[Kind]:
    """The kinds of record in their order, those with a single record last."""
    return sorted(KINDS.values(), key=lambda kind: (bool(kind.record.SINGLETON), kind.code))


def past(record: str, journal: Journal) -> Past:
    """The versions of a record; all steps where no record is meant."""
    from bonejournal.journal.search import steps

    if record:
        versions = journal.history(record)
        if versions:
            return Past(journal.get(record), versions, [])
    return Past(None, [], steps(journal))
