"""What is due: doses of long intervals, scans, assessments, blood tests and visits, from what was recorded last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bonejournal.domain import said
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.dates import months_after
from bonejournal.domain.falls.events import Assessed, Assessment, FunctionTest
from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.labs.readings import readings
from bonejournal.domain.meaning.facts import DENOSUMAB, latest_stopped, unfollowed
from bonejournal.domain.meaning.measures.bone import last_full_scan
from bonejournal.domain.meaning.measures.falls import AREAS, MONTHS, TESTS, last_assessed
from bonejournal.domain.meaning.targets import Gap
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose, NextDose, drugs, next_dose, taken_doses
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.visit import Visit, VisitKind
from bonejournal.domain.words import day_long, tr

SOON_DAYS = 60
"""How far ahead what is due is listed."""
AHEAD_DAYS = 3 * 366
"""How far ahead a calendar reaches."""
LAB_MONTHS = 12
"""How long after the last one a blood test is due again (our choice)."""
FOLLOW_ON_MONTHS = 6
"""What follows denosumab starts six months after its last dose (ECTS 2020)."""
LABS = ("25ohd", "ctx", "pinp")
ASSESSED = (*AREAS, Assessed.HORMONE_REVIEW)


@dataclass(frozen=True, slots=True)
class Due:
    """What is due on a date; `overdue_days` is 0 until then, None without a date.

    follows: the record it follows from, such as the last dose or the appointment. time: that of an appointment.
    """

    what: str
    date: dt.date | None
    overdue_days: int | None
    text: str
    follows: str = ""
    time: dt.time | None = None


def due(snapshot: Snapshot, gaps: Sequence[Gap], ahead_days: int = SOON_DAYS) -> tuple[Due, ...]:
    """What is overdue, due within `ahead_days` or without a date; by date, those without one first."""
    soon = dt.date.fromordinal(min(dt.date.max.toordinal(), snapshot.on.toordinal() + ahead_days))
    found = (
        *_doses(snapshot),
        *_follow_on(snapshot),
        *_scan(snapshot, gaps),
        *_assessments(snapshot),
        *_labs(snapshot),
        *_visits(snapshot),
        *_planned(snapshot),
    )
    listed = [item for item in found if item.date is None or item.date <= soon]
    return tuple(sorted(listed, key=lambda item: (item.date is not None, item.date or dt.date.min, item.what)))


def _due(
    snapshot: Snapshot, what: str, day: dt.date | None, text: str, follows: Record | None, time: dt.time | None = None
) -> Due:
    overdue = None if day is None else max(0, (snapshot.on - day).days)
    return Due(what, day, overdue, text, follows.id if follows else "", time)


def dose_key(course: Course) -> str:
    """How a course's dose is called in files: by its first drug of the catalogue, else by the course's name."""
    return next((key for key in course.keys if key in drugs()), course.name)


def _doses(snapshot: Snapshot) -> Iterator[Due]:
    for course in snapshot.of(Course):
        timing = course.timing
        if timing is None or not timing.long or course.kind not in (CourseKind.MEDICINE, CourseKind.HORMONE_THERAPY):
            continue
        coming = next_dose(course, snapshot.of(Dose), snapshot.on)
        if coming is not None:
            text = _dose_text(coming, snapshot)
            yield _due(snapshot, f"dose:{dose_key(course)}", coming.day, text, coming.last or course)


def _dose_text(coming: NextDose, snapshot: Snapshot) -> str:
    if coming.day is None:
        return tr("{name}: when was the last one given?", name=coming.course.called())
    return said.dose_due(
        coming.course.called(),
        coming.day,
        snapshot.on,
        denosumab=DENOSUMAB in coming.course.keys,
        planned=any(visit.purpose_kind is VisitKind.INJECTION for visit in _open_visits(snapshot)),
    )


def _follow_on(snapshot: Snapshot) -> Iterator[Due]:
    course = latest_stopped(unfollowed(snapshot))
    if course is None:
        return
    taken = taken_doses(course, snapshot.of(Dose), snapshot.on)
    day = months_after(taken[-1].date, FOLLOW_ON_MONTHS) if taken else None
    text = tr("What follows denosumab: ask your doctor which medicine starts, and when.")
    if day is not None:
        text = tr(
            "What follows denosumab starts around {day}, six months after its last dose (ECTS 2020); "
            "ask your doctor which medicine it is.",
            day=day_long(day),
        )
    yield _due(snapshot, f"follow_on:{DENOSUMAB}", day, text, course)


def _scan(snapshot: Snapshot, gaps: Sequence[Gap]) -> Iterator[Due]:
    interval = next((gap.bounds.high for gap in gaps if gap.id == "density.dxa_due"), None)
    last = last_full_scan(snapshot)
    if last is not None and interval is not None:
        day = months_after(last, int(interval))
        scan = next(scan for scan in reversed(snapshot.of(DxaScan)) if scan.date == last)
        yield _due(snapshot, "dxa", day, said.scan_due(day, last, snapshot.on, int(interval)), scan)


def _assessments(snapshot: Snapshot) -> Iterator[Due]:
    last = last_assessed(snapshot)
    for area in ASSESSED:
        if area in last:
            day = months_after(last[area], MONTHS)
            text = tr(
                "{area}: last on {day}; once a year is our suggestion.", area=tr(area.label), day=day_long(last[area])
            )
            yield _due(snapshot, f"assessment:{area}", day, text, _assessed_on(snapshot, area, last[area]))


def _assessed_on(snapshot: Snapshot, area: Assessed, day: dt.date) -> Record | None:
    """The record by which something was assessed on a day."""
    of_area = [item for item in snapshot.of(Assessment) if item.kind is area]
    tests = [test for test in snapshot.of(FunctionTest) if test.test is not None and area in TESTS[test.test]]
    return next((record for record in (*of_area, *tests) if record.date == day), None)


def _labs(snapshot: Snapshot) -> Iterator[Due]:
    for analyte in LABS:
        found = readings(snapshot, analyte)
        if found:
            last = found[-1].date
            text = tr(
                "{analyte}: last on {day}; once a year is our suggestion, your doctor’s interval counts.",
                analyte=found[-1].name,
                day=day_long(last),
            )
            yield _due(snapshot, f"lab:{analyte}", months_after(last, LAB_MONTHS), text, found[-1].panel)


def _open_visits(snapshot: Snapshot) -> list[Visit]:
    """Appointments from today on of which no outcome is recorded."""
    return [visit for visit in snapshot.of(Visit) if visit.date >= snapshot.on and not visit.outcome]


def _visits(snapshot: Snapshot) -> Iterator[Due]:
    for visit in _open_visits(snapshot):
        yield _due(snapshot, str(visit.purpose_kind), visit.date, said.appointment(visit), visit, visit.time)


def _planned(snapshot: Snapshot) -> Iterator[Due]:
    """What the latest visit planned, until it is there."""
    visits = snapshot.of(Visit)
    before = [visit for visit in visits if visit.purpose_kind is VisitKind.VISIT and visit.date < snapshot.on]
    if not before:
        return
    last = max(before, key=lambda visit: (visit.date, visit.time or dt.time.min, visit.id))
    later = {visit.purpose_kind for visit in visits if visit.date > last.date}
    if any(scan.date > last.date for scan in snapshot.of(DxaScan)):
        later.add(VisitKind.SCAN)
    if any(panel.date > last.date for panel in snapshot.of(LabPanel)):
        later.add(VisitKind.LAB)
    for kind, day in (
        (VisitKind.VISIT, last.next_visit),
        (VisitKind.SCAN, last.next_scan),
        (VisitKind.LAB, last.next_labs),
    ):
        if day is not None and kind not in later:
            yield _due(snapshot, str(kind), day, said.planned(kind, day, last.date), last)
