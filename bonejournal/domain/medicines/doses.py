"""Doses as she reads them: which comes next, how late it is, whether each was on time, and how many were taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bonejournal.domain import said
from bonejournal.domain.meaning.facts import DENOSUMAB, active_courses
from bonejournal.domain.medicines.courses import in_rows
from bonejournal.domain.medicines.medication import (
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
from bonejournal.domain.visit import Visit, VisitKind
from bonejournal.domain.words import capital, day_long, mark, number, tr, trn

SOON_DAYS = 30
"""How far ahead a dose of a long interval is spoken of."""
AMBER_DAYS = 14
"""How late a dose is when its mark changes for the first time; the second time is after LATE_DAYS (both ours)."""
SITES = (
    mark("left arm"), mark("right arm"), mark("abdomen, left"), mark("abdomen, right"), mark("left thigh"),
    mark("right thigh"),
)  # fmt: skip
"""Where injections are given; any other text is a site too."""


@dataclass(frozen=True, slots=True)
class DueDose:
    """A dose of a long interval that is near or late.

    late: by how many days, below 1 where it is still to come, None where no day is known. mark: "due" until two weeks
    late, then "over", from four weeks on "overdue". sentences: as `said.dose_due`, the one with the day first. visit:
    the appointment that is noted for it.
    """

    coming: NextDose
    late: int | None
    sentences: tuple[str, ...]
    visit: Visit | None

    @property
    def mark(self) -> str:
        """The key of its mark."""
        late = self.late or 0
        return "overdue" if late >= LATE_DAYS else "over" if late >= AMBER_DAYS else "due"

    @property
    def course(self) -> Course:
        """The course it is a dose of."""
        return self.coming.course

    @property
    def text(self) -> str:
        """All sentences; of a late one also whether it was given already."""
        return " ".join((*self.sentences, *self.asks))

    @property
    def asks(self) -> tuple[str, ...]:
        """What is asked of a late one."""
        return (tr("Already given?"),) if self.late is not None and self.late > 0 else ()

    @property
    def explained(self) -> str:
        """What stands beneath the day: how often it is given, the last one, the appointment, what is to be arranged."""
        parts = []
        last, timing = self.coming.last, self.course.timing
        if last is not None and timing is not None:
            parts.append(
                tr("{often}; the last one was on {day}.", often=capital(timing.said()), day=day_long(last.date))
            )
        if self.visit is not None:
            parts.append(tr("Appointment noted: {appointment}", appointment=said.appointment(self.visit)))
        return " ".join((*parts, *self.sentences[1:], *self.asks))


def due_doses(snapshot: Snapshot, ahead_days: int = SOON_DAYS) -> tuple[DueDose, ...]:
    """Doses of intervals of 28 days or more due within `ahead_days`, late, or of no known day; the latest first."""
    found = []
    for course in active_courses(snapshot):
        timing = course.timing
        if timing is None or not timing.long or course.kind not in (CourseKind.MEDICINE, CourseKind.HORMONE_THERAPY):
            continue
        coming = next_dose(course, snapshot.of(Dose), snapshot.on)
        if coming is None or (coming.day is not None and (coming.day - snapshot.on).days > ahead_days):
            continue
        visit = _appointment(snapshot) if course.route != "oral" else None
        late = (snapshot.on - coming.day).days if coming.day is not None else None
        found.append(DueDose(coming, late, _due_words(coming, visit, snapshot.on), visit))
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
    if known.on_time is not None:
        return trn(
            "{on_time} of {count} dose on time.",
            "{on_time} of {count} doses on time.",
            known.asked,
            on_time=known.on_time,
        )
    return trn(
        "{taken} of {said} dose recorded as taken.",
        "{taken} of {said} doses recorded as taken.",
        known.asked,
        taken=known.taken,
        said=number(known.asked),
    )


def dose_words(dose: Dose, medicine: str = "") -> str:
    """A dose in a line: "Denosumab, 60 mg, abdomen", or "Denosumab, not taken: ill"."""
    taken = ""
    if dose.taken is False:
        taken = tr("not taken: {reason}", reason=dose.reason) if dose.reason else tr("not taken")
    time = dose.time.isoformat("minutes") if dose.time is not None else ""
    return ", ".join(filter(None, (medicine, time, dose.amount, dose.site, taken)))


def after_words(course: Course, day: dt.date) -> str:
    """When the next dose follows one of a day, for long intervals: "The next one is then due on 20 May 2027."."""
    timing = course.timing
    after = timing.after(day) if timing is not None and timing.long else None
    return tr("The next one is then due on {day}.", day=day_long(after)) if after is not None else ""


def courses_for_doses(courses: Sequence[Course], snapshot: Snapshot) -> list[Course]:
    """The courses a dose can be recorded of: what is due first, then what is taken now, then what was."""
    in_doses = [course for course in in_rows(courses, snapshot.on) if course.kind is not CourseKind.SUPPLEMENT]
    due = [item.course.id for item in due_doses(snapshot)]

    def place(course: Course) -> tuple[int, bool]:
        return due.index(course.id) if course.id in due else len(due), not course.active(snapshot.on)

    return sorted(in_doses, key=place)


def new_dose(course: Course, on: dt.date, last: Dose | None = None, *, taken: bool = True) -> Dose:
    """A dose of today, as much as the last one or as the course says; where it was given is left open."""
    amount = last.amount if last is not None and last.amount else course.dose
    return Dose(medication_id=course.id, date=on, amount=amount if taken else "", taken=taken)
