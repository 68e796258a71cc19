"""What the report needs beyond a snapshot: every dose of the bone medicines, for how many were taken and on time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from bonejournal.domain.medicines.courses import Group, group_of
from bonejournal.domain.medicines.medication import Course, Dose
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot


class Readable(Protocol):
    """An open journal, as far as the report reads it."""

    def snapshot(self, on: dt.date) -> Snapshot:
        """What it says on a day."""

    def referring(self, ids: Iterable[str]) -> tuple[Record, ...]:
        """The records that refer to one of these."""


def gather(journal: Readable, on: dt.date) -> Snapshot:
    """The journal as the report reads it on a day."""
    snapshot = journal.snapshot(on)
    bone = [course.id for course in snapshot.of(Course) if group_of(course) is Group.BONE]
    doses = {dose.id: dose for dose in snapshot.of(Dose)}
    doses |= {one.id: one for one in journal.referring(bone) if isinstance(one, Dose) and one.date <= on}
    ordered = tuple(sorted(doses.values(), key=lambda dose: (dose.date, dose.id)))
    return replace(snapshot, records={**snapshot.records, Dose.KIND.key: ordered})
