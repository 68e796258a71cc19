"""What happened to her bones between the scans: bone medicines with their doses, steroids, fractures."""

from __future__ import annotations

from dataclasses import dataclass

from bonejournal.domain.falls.events import Fracture
from bonejournal.domain.meaning.facts import ANABOLIC, ANTIRESORPTIVE, acts
from bonejournal.domain.medicines.courses import CourseRow
from bonejournal.domain.medicines.medication import Course, Dose, next_dose, taken_doses
from bonejournal.domain.snapshot import Snapshot

STEROIDS = frozenset({"glucocorticoid", "inhaled glucocorticoid"})
"""Groups of the catalogue that are steroids; a replacement dose of one is not known to lower bone."""


@dataclass(frozen=True, slots=True)
class BoneEvents:
    """Medicines that act on bone, steroids, and fractures whose day is known; all by the day they began."""

    medicines: tuple[CourseRow, ...] = ()
    steroids: tuple[Course, ...] = ()
    fractures: tuple[Fracture, ...] = ()


def bone_events(snapshot: Snapshot) -> BoneEvents:
    """What a journal holds of them up to its day; doses are those of the snapshot, where they are weeks apart."""
    begun = [course for course in snapshot.of(Course) if course.day is None or course.day <= snapshot.on]
    broken = [item for item in snapshot.of(Fracture) if item.day is not None and item.day <= snapshot.on]
    return BoneEvents(
        tuple(_row(snapshot, course) for course in begun if acts(course, ANTIRESORPTIVE, ANABOLIC)),
        tuple(course for course in begun if steroid(course)),
        tuple(broken),
    )


def steroid(course: Course) -> bool:
    """Whether it is a steroid that is known to lower bone."""
    return any(drug.group in STEROIDS and drug.bone == "harmful" for drug in course.drugs)


def _row(snapshot: Snapshot, course: Course) -> CourseRow:
    if course.timing is None or not course.timing.long:
        return CourseRow(course)
    doses = snapshot.of(Dose)
    coming = next_dose(course, doses, snapshot.on)
    taken = tuple(dose.date for dose in taken_doses(course, doses, snapshot.on))
    return CourseRow(course, taken, coming.day if coming is not None else None)
