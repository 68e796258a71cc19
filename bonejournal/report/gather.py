"""What the report needs beyond a snapshot: every dose of the bone medicines, and what she weighed at each visit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol, TypeVar

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.dates import days_before, months_after
from bonejournal.domain.medicines.courses import Group, group_of
from bonejournal.domain.medicines.medication import Course, Dose
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
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


def gather(journal: Readable, on: dt.date) -> Snapshot:
    """The journal as the report reads it on a day."""
    snapshot = journal.snapshot(on)
    bone = [course.id for course in snapshot.of(Course) if group_of(course) is Group.BONE]
    doses = {dose.id: dose for dose in snapshot.of(Dose)}
    doses |= {one.id: one for one in journal.referring(bone) if isinstance(one, Dose) and one.date <= on}
    ordered = tuple(sorted(doses.values(), key=lambda dose: (dose.date, dose.id)))
    weighed = {one.id: one for one in (*_before_visits(journal, snapshot), *snapshot.of(BodyMeasure))}
    measures = tuple(sorted(weighed.values(), key=lambda one: (one.date, one.id)))
    return replace(snapshot, records={**snapshot.records, Dose.KIND.key: ordered, BodyMeasure.KIND.key: measures})


def _before_visits(journal: Readable, snapshot: Snapshot) -> list[BodyMeasure]:
    """The measures of the weeks before the last visits and before a year ago: changes are told against them."""
    visits = [visit.date for visit in snapshot.of(Visit) if visit.date <= snapshot.on]
    found: list[BodyMeasure] = []
    for day in (*sorted(visits)[-VISITS:], months_after(snapshot.on, -12)):
        found.extend(journal.between(BodyMeasure, days_before(day, WEEKS * 7), day))
    return found
