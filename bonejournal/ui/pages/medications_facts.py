"""What the Medications page shows of a journal, as plain values. Runs on the journal's thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.dates import days_before, months_after
from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.medicines.asking import Asking, asking
from bonejournal.domain.medicines.courses import (
    CourseRow,
    course_words,
    courses_sentence,
    in_rows,
)
from bonejournal.domain.medicines.doses import SOON_DAYS, DueDose, adherence_words, due_doses
from bonejournal.domain.medicines.medication import (
    Course,
    CourseKind,
    Dose,
    TimedDose,
    adherence,
    counted_adherence,
    next_dose,
    timed_doses,
)
from bonejournal.domain.medicines.taken_days import TakenMonth, has_calendar, month_span, taken_month
from bonejournal.domain.nutrition.foods import HerFood
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.visit import Agenda, Visit, VisitQuestion, agenda
from bonejournal.domain.words import tr, trn

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal

MOST_DOSES = 60
"""How many doses the page lists of a course that is taken every few days; all stand in Records."""
LAST_DOSES = 20
"""Enough of a course's last doses to find the last that was taken."""
TESTS_MONTHS = 24
"""How far back blood tests and scans matter to what is taken now."""
MOST_LONG = 1000
"""No course of a long interval has more doses than this in a lifetime."""


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """One course with its doses, the newest first, and of which there are more, only those.

    count: all there are. timed: how each stands to its day, where the interval is long. today: how many were taken
    today. told: how many of those due were taken. month: a month of what is taken by the day or the week.
    """

    course: Course
    on: dt.date
    doses: tuple[Dose, ...]
    count: int
    timed: Mapping[str, TimedDose]
    today: int
    told: str
    month: TakenMonth | None = None

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


def medication_facts(
    journal: Journal, chosen: str, month: dt.date | None = None, ahead_days: int = SOON_DAYS
) -> MedicationFacts:
    """What the page shows; `chosen` is the id of the course whose doses are listed, "" for the first due, and `month`
    any day of the month of its calendar. ahead_days: how long before its day an injection is shown as due.

    Only the last doses of each course are read, for those of a daily tablet go into the thousands.
    """
    on = journal.today()
    every = journal.all(Course)
    doses = {course.id: _doses(journal, course) for course in every if takes_doses(course)}
    held = {
        Course.KIND.key: every,
        Dose.KIND.key: tuple(dose for of_course in doses.values() for dose in of_course),
        Visit.KIND.key: journal.all(Visit),
        VisitQuestion.KIND.key: journal.all(VisitQuestion),
        **_beside(journal, every, on),
    }
    snapshot = Snapshot(on, held)
    courses = in_rows(every, on)
    due = due_doses(snapshot, ahead_days)
    found = agenda(snapshot.of(Visit), snapshot.of(VisitQuestion), on)
    course = _chosen(courses, due, chosen)
    return MedicationFacts(
        on,
        tuple(_row(item, doses.get(item.id, ()), on) for item in courses),
        courses_sentence(courses, on),
        due,
        asking(snapshot),
        found,
        next((visit.place for visit in found.visits if visit.place), ""),
        course_facts(journal, course, on, month) if course is not None else None,
    )


def _beside(journal: Journal, courses: Sequence[Course], on: dt.date) -> dict[str, tuple[Record, ...]]:
    """What is worth knowing of courses together with something else: what supplements hold, blood tests, scans."""
    held = (journal.get(course.food_id) for course in courses if course.food_id and course.active(on))
    since = months_after(on, -TESTS_MONTHS)
    return {
        HerFood.KIND.key: tuple(food for food in held if isinstance(food, HerFood)),
        LabPanel.KIND.key: journal.between(LabPanel, since, on),
        DxaScan.KIND.key: journal.between(DxaScan, since, on),
    }


def _doses(journal: Journal, course: Course) -> tuple[Dose, ...]:
    """All doses of a course of a long interval, else the last of them."""
    return journal.newest(Dose, "medication_id", course.id, MOST_LONG if _long(course) else LAST_DOSES)


def _long(course: Course) -> bool:
    return course.timing is not None and course.timing.long


def _chosen(courses: Sequence[Course], due: Sequence[DueDose], wanted: str) -> Course | None:
    in_doses = [course for course in courses if takes_doses(course)]
    order = [
        *(course for course in courses if course.id == wanted),
        *(item.course for item in due),
        *in_doses,
        *courses,
    ]
    return order[0] if order else None


def _row(course: Course, doses: Sequence[Dose], on: dt.date) -> CourseRow:
    if not _long(course):
        return CourseRow(course)
    coming = next_dose(course, doses, on)
    taken = tuple(sorted(dose.date for dose in doses if dose.taken and dose.date <= on))
    return CourseRow(course, taken, coming.day if coming is not None else None)


def course_facts(journal: Journal, course: Course, on: dt.date, month: dt.date | None = None) -> CourseFacts:
    """One course with its doses, or where it is a supplement how often it was taken; and a month of its calendar."""
    return replace(_course_facts(journal, course, on), month=month_of(journal, course, on, month or on))


def month_of(journal: Journal, course: Course, on: dt.date, month: dt.date) -> TakenMonth | None:
    """A month of a course by any day of it; None where a calendar tells nothing."""
    if not has_calendar(course):
        return None
    start, end = month_span(month)
    doses, ticked = journal.between(Dose, start, end), []
    if not takes_doses(course):
        ticked = [day for day, course_id in journal.bare(Intake, ("course_id",), start, end) if course_id == course.id]
    return taken_month(course, doses, month, on, ticked)


def _course_facts(journal: Journal, course: Course, on: dt.date) -> CourseFacts:
    if not takes_doses(course):
        return CourseFacts(course, on, (), 0, {}, 0, _eaten_words(journal, course, on))
    long = _long(course)
    doses = journal.newest(Dose, "medication_id", course.id, MOST_LONG if long else MOST_DOSES)
    timed = {item.dose.id: item for item in timed_doses(course, doses, on)} if long else {}
    today = sum(1 for dose in doses if dose.taken and dose.date == on)
    if long:
        told = adherence_words(course, adherence(course, doses, on))
        return CourseFacts(course, on, doses, len(doses), timed, today, told)
    every = journal.tally(Dose, "medication_id", course.id, on)
    taken = journal.tally(Dose, "medication_id", course.id, on, only="taken")
    known = counted_adherence(course, taken.count, taken.first, on) if every.count else None
    return CourseFacts(course, on, doses, max(every.count, len(doses)), timed, today, adherence_words(course, known))


def _eaten_words(journal: Journal, course: Course, on: dt.date) -> str:
    """On how many days from its start to its stop a supplement was taken, of those with anything eaten on record."""
    since = course.day or dt.date.min
    stop = course.stop.judged if course.stop is not None else None
    stopped = stop is not None and stop <= on
    until = days_before(stop, 1) if stop is not None and stopped else on
    days = journal.tally(Intake, "", "", until, since=since).days
    if not days and stopped:
        return tr("Nothing eaten is on record of the time it was taken.")
    if not days:
        return tr("It is ticked where you note what you eat; nothing is noted there yet.")
    taken = journal.tally(Intake, "course_id", course.id, until, since=since).days
    return trn(
        "Taken on {taken} of {count} day with anything eaten on record.",
        "Taken on {taken} of {count} days with anything eaten on record.",
        days,
        taken=taken,
    )
