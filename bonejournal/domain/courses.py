"""Courses as she reads them: in words, in the order they stand in, which dose comes next, and how each was on time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from bonejournal.domain import said
from bonejournal.domain.facts import ANABOLIC, ANTIRESORPTIVE, active_courses, acts, anti_fracture
from bonejournal.domain.medication import (
    LATE_DAYS,
    Adherence,
    Course,
    CourseKind,
    Dose,
    NextDose,
    TimedDose,
    next_dose,
)
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.talk import DENOSUMAB
from bonejournal.domain.visit import Visit, VisitKind
from bonejournal.domain.words import day_long, day_short, mark, tr, trn

SOON_DAYS = 30
"""How far ahead a dose of a long interval is spoken of."""
AMBER_DAYS = 14
"""How late a dose is when its mark changes for the first time; the second time is after LATE_DAYS (both ours)."""
ROUTES = {
    "oral": mark("by mouth"),
    "subcutaneous": mark("under the skin"),
    "intramuscular": mark("into a muscle"),
    "intravenous": mark("into a vein"),
    "transdermal": mark("on the skin"),
    "vaginal": mark("in the vagina"),
    "nasal": mark("into the nose"),
    "inhaled": mark("inhaled"),
}
"""How something is taken, by the word that files have; any other text is a route too."""
INJECTED = ("subcutaneous", "intramuscular", "intravenous")
SITES = (
    mark("left arm"), mark("right arm"), mark("abdomen, left"), mark("abdomen, right"), mark("left thigh"),
    mark("right thigh"),
)  # fmt: skip
"""Where injections are given; any other text is a site too."""


class Group(IntEnum):
    """What a course is to her bones, in the order courses stand in."""

    BONE = 0
    HORMONE = 1
    SUPPLEMENT = 2
    HERBAL = 3
    OTHER = 4
    HARMING = 5
    SEDATING = 6


def group_of(course: Course) -> Group:
    """What a course is to her bones, as far as the catalogue knows its drugs."""
    kinds = {
        CourseKind.HORMONE_THERAPY: Group.HORMONE,
        CourseKind.SUPPLEMENT: Group.SUPPLEMENT,
        CourseKind.HERBAL: Group.HERBAL,
    }
    if course.kind in kinds:
        return kinds[course.kind]
    if acts(course, ANTIRESORPTIVE, ANABOLIC):
        return Group.BONE
    if acts(course, "harmful"):
        return Group.HARMING
    return Group.SEDATING if any(drug.fall_risk for drug in course.drugs) else Group.OTHER


def in_rows(courses: Sequence[Course], on: dt.date) -> list[Course]:
    """Courses by what they are to her bones, in each group what is taken now first, then the latest begun."""

    def place(course: Course) -> tuple[object, ...]:
        begun = course.day.toordinal() if course.day else 0
        return group_of(course), not course.active(on), -begun, course.name.lower(), course.id

    return sorted(courses, key=place)


def route_words(route: str) -> str:
    """A route as she reads it: "under the skin"; any other text as it stands."""
    return tr(ROUTES[route]) if route in ROUTES else route


def injected(course: Course) -> bool:
    """Whether it is given with a needle."""
    return course.route in INJECTED


def course_words(course: Course) -> str:
    """A course in one line: "Denosumab 60 mg, under the skin, every 6 months"."""
    timing = course.timing
    first = course.name
    if course.dose and course.dose.lower() not in course.name.lower():
        first = tr("{name} {dose}", name=course.name, dose=course.dose)
    often = timing.said() if timing is not None else course.schedule
    return ", ".join(filter(None, (first, route_words(course.route), often)))


def span_words(course: Course) -> str:
    """From when to when: "since 18 November 2024", "March 2023 to June 2025"."""
    start = course.start.said() if course.start else ""
    stop = course.stop.said() if course.stop else ""
    if start and stop:
        return tr("{start} to {stop}", start=start, stop=stop)
    if stop:
        return tr("until {stop}", stop=stop)
    return tr("since {start}", start=start) if start else ""


def effect_words(course: Course) -> str:
    """What the catalogue knows its drugs for, in a few words; "" where that is nothing."""
    harming = acts(course, "harmful")
    sedating = any(drug.fall_risk for drug in course.drugs)
    if harming and sedating:
        return tr("known to lower bone and to make unsteady")
    if harming:
        return tr("known to lower bone")
    return tr("known to make unsteady") if sedating else ""


def courses_sentence(courses: Sequence[Course], on: dt.date) -> str:
    """What is taken now, in one sentence."""
    taken = [course for course in courses if course.active(on)]
    if not taken:
        return trn(
            "Nothing is taken now; {count} earlier course is on record.",
            "Nothing is taken now; {count} earlier courses are on record.",
            len(courses),
        )
    bone = anti_fracture(Snapshot(on, {Course.KIND.key: tuple(taken)}))
    if bone is None:
        return trn(
            "You take {count} medicine or supplement; it is not among the bone medicines known here.",
            "You take {count} medicines and supplements; none is among the bone medicines known here.",
            len(taken),
        )
    since = said.course_since(bone)
    if len(taken) == 1:
        return tr("Your bone medicine is {course}.", course=since)
    return trn(
        "Your bone medicine is {course}; beside it you take {count} other medicine or supplement.",
        "Your bone medicine is {course}; beside it you take {count} other medicines and supplements.",
        len(taken) - 1,
        course=since,
    )


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course with the days its doses were taken, where they are apart by weeks, and the day of the next one."""

    course: Course
    taken: tuple[dt.date, ...] = ()
    due: dt.date | None = None


def course_heads() -> tuple[str, ...]:
    """The heads of a table of courses."""
    return (
        tr("Name"), tr("Kind"), tr("Dose"), tr("How often"), tr("Start"), tr("Stop"), tr("Next one due"),
        tr("What it is known for"),
    )  # fmt: skip


def course_cells(row: CourseRow) -> tuple[str, ...]:
    """What such a table says of a course."""
    course, timing = row.course, row.course.timing
    return (
        course.called(),
        tr(course.kind.label) if course.kind else "",
        course.dose,
        timing.said() if timing else "",
        course.start.said(short=True) if course.start else "",
        course.stop.said(short=True) if course.stop else "",
        day_short(row.due) if row.due else "",
        effect_words(course),
    )


# Doses


@dataclass(frozen=True, slots=True)
class DueDose:
    """A dose of a long interval that is near or late.

    mark: "due" until two weeks late, then "over", from four weeks on "overdue". sentences: as `said.dose_due`, the one
    with the day first. visit: the appointment that is noted for it.
    """

    coming: NextDose
    mark: str
    sentences: tuple[str, ...]
    visit: Visit | None

    @property
    def course(self) -> Course:
        """The course it is a dose of."""
        return self.coming.course

    @property
    def text(self) -> str:
        """All sentences."""
        return " ".join(self.sentences)


def late_mark(day: dt.date | None, on: dt.date) -> str:
    """The mark of a dose that is due on a day."""
    late = (on - day).days if day is not None else 0
    return "overdue" if late >= LATE_DAYS else "over" if late >= AMBER_DAYS else "due"


def due_doses(snapshot: Snapshot) -> tuple[DueDose, ...]:
    """Doses of intervals of 28 days or more that are due within 30 days, late, or of no known day; the latest first."""
    found = []
    for course in active_courses(snapshot):
        timing = course.timing
        if timing is None or not timing.long or course.kind not in (CourseKind.MEDICINE, CourseKind.HORMONE_THERAPY):
            continue
        coming = next_dose(course, snapshot.of(Dose), snapshot.on)
        if coming is None or (coming.day is not None and (coming.day - snapshot.on).days > SOON_DAYS):
            continue
        visit = _appointment(snapshot) if injected(course) or not course.route else None
        found.append(DueDose(coming, late_mark(coming.day, snapshot.on), _due_words(coming, visit, snapshot.on), visit))
    return tuple(sorted(found, key=lambda due: (due.coming.day or dt.date.min, due.course.id)))


def _appointment(snapshot: Snapshot) -> Visit | None:
    """The next appointment for an injection."""
    noted = (
        visit
        for visit in snapshot.of(Visit)
        if visit.purpose_kind is VisitKind.INJECTION and visit.date >= snapshot.on and not visit.outcome
    )
    return min(noted, key=lambda visit: (visit.date, visit.time or dt.time.min, visit.id), default=None)


def _due_words(coming: NextDose, visit: Visit | None, on: dt.date) -> tuple[str, ...]:
    course = coming.course
    if coming.day is None:
        return (tr("{name}: when was the last one given?", name=course.called()),)
    return said.dose_due_parts(
        course.called(),
        coming.day,
        on,
        denosumab=DENOSUMAB in course.keys,
        planned=visit is not None or course.route == "oral",
    )


def interval_words(timed: TimedDose) -> str:
    """How long after the one before a dose was taken, and whether that was on time: "6 months, on time"."""
    if timed.before is None:
        return tr("first one")
    days = (timed.dose.date - timed.before.date).days
    length = _length(days)
    if timed.off is None:
        return length
    if timed.on_time:
        return tr("{length}, on time", length=length)
    if timed.off > 0:
        return tr("{length}, {late} after its day", length=length, late=_length(timed.off))
    return tr("{length}, {early} before its day", length=length, early=_length(-timed.off))


def _length(days: int) -> str:
    """A number of days in the unit one speaks of: days, weeks from two weeks on, months from three on."""
    if days >= 85:
        return trn("{count} month", "{count} months", round(days / 30.4375))
    if days >= 14:
        return trn("{count} week", "{count} weeks", round(days / 7))
    return trn("{count} day", "{count} days", days)


def adherence_words(course: Course, known: Adherence | None) -> str:
    """How many of the doses that were due were taken, and of long intervals taken on time; never a share of nothing."""
    timing = course.timing
    if known is None:
        return "" if timing is None or timing.free else tr("No dose recorded yet.")
    due = max(known.due, known.taken)  # one taken a few days early is due as well
    if known.on_time is not None:
        return trn(
            "{on_time} of {count} dose on time.", "{on_time} of {count} doses on time.", due, on_time=known.on_time
        )
    return trn("{taken} of {count} dose taken.", "{taken} of {count} doses taken.", due, taken=known.taken)


def after_words(course: Course, day: dt.date) -> str:
    """When the next dose follows one of a day, for long intervals: "The next one is then due on 20 May 2027."."""
    timing = course.timing
    after = timing.after(day) if timing is not None and timing.long else None
    return tr("The next one is then due on {day}.", day=day_long(after)) if after is not None else ""


def new_dose(course: Course, on: dt.date, last: Dose | None = None, *, taken: bool = True) -> Dose:
    """A dose of today, as much as the last one or as the course says; where it was given is left open."""
    amount = last.amount if last is not None and last.amount else course.dose
    return Dose(medication_id=course.id, date=on, amount=amount if taken else "", taken=taken)
