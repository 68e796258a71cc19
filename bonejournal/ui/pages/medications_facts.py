"""What the Medications page shows of a journal, as plain values. Runs on the journal's thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bonejournal.domain.asking import Asking, asking
from bonejournal.domain.courses import (
    CourseRow,
    course_words,
    courses_sentence,
    in_rows,
)
from bonejournal.domain.dates import days_before
from bonejournal.domain.doses import DueDose, adherence_words, due_doses
from bonejournal.domain.medication import (
    Course,
    CourseKind,
    Dose,
    TimedDose,
    adherence,
    counted_adherence,
    next_dose,
    timed_doses,
)
from bonejournal.domain.nutrition import Intake, supplement_days
from bonejournal.domain.snapshot import RECENT_DAYS, Snapshot
from bonejournal.domain.visit import Agenda, Visit, VisitQuestion, agenda
from bonejournal.domain.words import tr, trn

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal

MOST_DOSES = 60
"""How many doses the page lists of a course that is taken every few days; all stand in Records."""
MOST_LONG = 1000
"""No course of a long interval has more doses than this in a lifetime."""


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """One course with its doses, the newest first, and of which there are more, only those.

    count: all there are. timed: how each stands to its day, where the interval is long. today: how many were taken
    today. told: how many of those due were taken.
    """

    course: Course
    on: dt.date
    doses: tuple[Dose, ...]
    count: int
    timed: Mapping[str, TimedDose]
    today: int
    told: str

    @property
    def title(self) -> str:
        """The course in one line."""
        return course_words(self.course)

    @property
    def in_doses(self) -> bool:
        """Whether doses are recorded of it, and not what is eaten."""
        return takes_doses(self.course)

    @property
    def last(self) -> Dose | None:
        """The last dose taken."""
        return next((dose for dose in self.doses if dose.taken and dose.date <= self.on), None)


@dataclass(frozen=True, slots=True)
class MedicationFacts:
    """All of the page: the courses in their order, what is due, what to ask, and the course that is chosen."""

    on: dt.date
    rows: tuple[CourseRow, ...]
    sentence: str
    due: tuple[DueDose, ...]
    asking: tuple[Asking, ...]
    agenda: Agenda
    place: str
    chosen: CourseFacts | None

    @property
    def courses(self) -> tuple[Course, ...]:
        """The courses in their order."""
        return tuple(row.course for row in self.rows)


def takes_doses(course: Course) -> bool:
    """Whether doses are recorded of a course: what a supplement holds is counted where it is eaten."""
    return course.kind is not CourseKind.SUPPLEMENT


def medication_facts(journal: Journal, chosen: str) -> MedicationFacts:
    """What the page shows; `chosen` is the id of the course whose doses are listed, "" for the first due."""
    snapshot = journal.snapshot(journal.today())
    on = snapshot.on
    courses = in_rows(snapshot.of(Course), on)
    due = due_doses(snapshot)
    found = agenda(snapshot.of(Visit), snapshot.of(VisitQuestion), on)
    course = _chosen(courses, due, chosen)
    return MedicationFacts(
        on,
        tuple(_row(journal, item, on) for item in courses),
        courses_sentence(courses, on),
        due,
        asking(snapshot),
        found,
        next((visit.place for visit in found.visits if visit.place), ""),
        course_facts(journal, course, on, snapshot) if course is not None else None,
    )


def _chosen(courses: Sequence[Course], due: Sequence[DueDose], wanted: str) -> Course | None:
    in_doses = [course for course in courses if takes_doses(course)]
    order = [
        *(course for course in courses if course.id == wanted),
        *(item.course for item in due),
        *in_doses,
        *courses,
    ]
    return order[0] if order else None


def _row(journal: Journal, course: Course, on: dt.date) -> CourseRow:
    timing = course.timing
    if timing is None or not timing.long or not takes_doses(course):
        return CourseRow(course)
    doses = journal.newest(Dose, "medication_id", course.id, MOST_LONG)
    coming = next_dose(course, doses, on)
    taken = tuple(sorted(dose.date for dose in doses if dose.taken and dose.date <= on))
    return CourseRow(course, taken, coming.day if coming is not None else None)


def course_facts(journal: Journal, course: Course, on: dt.date, snapshot: Snapshot | None = None) -> CourseFacts:
    """One course with its doses, or where it is a supplement how often it was taken; for that a snapshot is needed."""
    if not takes_doses(course):
        told = _eaten_words(course, snapshot or journal.snapshot(on))
        return CourseFacts(course, on, (), 0, {}, 0, told)
    timing = course.timing
    long = timing is not None and timing.long
    doses = journal.newest(Dose, "medication_id", course.id, MOST_LONG if long else MOST_DOSES)
    timed = {item.dose.id: item for item in timed_doses(course, doses, on)} if long else {}
    today = sum(1 for dose in doses if dose.taken and dose.date == on)
    if long:
        known = adherence(course, doses, on)
        return CourseFacts(course, on, doses, len(doses), timed, today, adherence_words(course, known))
    every = journal.tally(Dose, "medication_id", course.id, on)
    taken = journal.tally(Dose, "medication_id", course.id, on, only="taken")
    known = counted_adherence(course, taken.count, taken.first, on) if every.count else None
    return CourseFacts(course, on, doses, max(every.count, len(doses)), timed, today, adherence_words(course, known))


def _eaten_words(course: Course, snapshot: Snapshot) -> str:
    """On how many days of the last twelve weeks a supplement was taken, of those with anything eaten on record."""
    since = days_before(snapshot.on, RECENT_DAYS - 1)
    if course.day is not None:
        since = max(since, course.day)
    taken, days = supplement_days(snapshot.of(Intake), course.id, since, snapshot.on)
    if not days:
        return tr("Ticked where you note what you eat; nothing is noted in the last twelve weeks.")
    return trn(
        "Taken on {taken} of {count} day with anything eaten on record, in the last twelve weeks.",
        "Taken on {taken} of {count} days with anything eaten on record, in the last twelve weeks.",
        days,
        taken=taken,
    )
