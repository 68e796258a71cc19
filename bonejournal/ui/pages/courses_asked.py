"""Courses with their doses as charts need them, asked without reading the thousands of daily ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bonejournal.domain.meaning.facts import ANABOLIC, ANTIRESORPTIVE, acts
from bonejournal.domain.medicines.medication import Course, Dose

if TYPE_CHECKING:
    from bonejournal.domain.snapshot import Snapshot
    from bonejournal.journal.store import Journal

MOST_DOSES = 1000
"""No course of a long interval has more doses than this in a lifetime."""


def with_bone_doses(journal: Journal, snapshot: Snapshot) -> Snapshot:
    """The same with every dose of the bone medicines that are taken weeks apart."""
    doses = {dose.id: dose for dose in snapshot.of(Dose)}
    for course in snapshot.of(Course):
        if acts(course, ANTIRESORPTIVE, ANABOLIC) and course.timing is not None and course.timing.long:
            found = journal.newest(Dose, "medication_id", course.id, MOST_DOSES)
            doses |= {dose.id: dose for dose in found if dose.date <= snapshot.on}
    ordered = tuple(sorted(doses.values(), key=lambda dose: (dose.date, dose.id)))
    return replace(snapshot, records={**snapshot.records, Dose.KIND.key: ordered})
