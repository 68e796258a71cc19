"""What the Records page asks of the journal, on the journal's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bonejournal.domain.kinds import KINDS
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Kind, Record
from bonejournal.domain.words import mark
from bonejournal.ui.pages.records_rows import Telling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bonejournal.journal.readings import Deleted, Version
    from bonejournal.journal.search import Done
    from bonejournal.journal.store import Journal

PERIODS = {"": mark("Any time"), "3": mark("Last 3 months"), "12": mark("Last 12 months"), "60": mark("Last 5 years")}
"""The periods a list can be narrowed to, by their months."""


class Gone(NamedTuple):
    """What was deleted, and what telling it needs."""

    deleted: list[Deleted]
    telling: Telling


class Past(NamedTuple):
    """What was done: to one record, or in all; and what telling it needs."""

    record: Record | None
    versions: list[Version]
    steps: list[Done]
    telling: Telling = Telling()


def kinds_in_order() -> list[Kind]:
    """The kinds of record in their order, those with a single record last."""
    return sorted(KINDS.values(), key=lambda kind: (bool(kind.record.SINGLETON), kind.code))


def telling(journal: Journal, deleted: Iterable[Deleted] = ()) -> Telling:
    """What lines of records need beside them; the medicines are those there are and those among the deleted."""
    profile = journal.get(Profile.SINGLETON)
    gone = (one.record for one in deleted if isinstance(one.record, Course))
    medicines = {course.id: course.called() for course in (*gone, *journal.all(Course))}
    return Telling(profile.units if isinstance(profile, Profile) else None, medicines)


def gone(journal: Journal) -> Gone:
    """What was deleted and can be brought back."""
    deleted = journal.deleted()
    return Gone(deleted, telling(journal, deleted))


def past(record: str, journal: Journal) -> Past:
    """The versions of a record; all steps where no record is meant."""
    from bonejournal.journal.search import steps

    if record:
        versions = journal.history(record)
        if versions:
            return Past(journal.get(record), versions, [], telling(journal))
    return Past(None, [], steps(journal))
