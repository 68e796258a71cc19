"""What several rules ask of a journal: courses and what they do to bone, fractures, clearance, kidneys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import OSTEOPOROSIS_FROM, DxaScan, t_results
from bonejournal.domain.dates import months_after, within_months
from bonejournal.domain.falls.events import BrokenSite, Fracture, Fragility
from bonejournal.domain.labs.readings import readings
from bonejournal.domain.meaning.tables import limit
from bonejournal.domain.medicines.medication import Course, Dose, taken_doses
from bonejournal.domain.profile import age, postmenopausal
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import exact

ANTIRESORPTIVE, ANABOLIC = "antiresorptive", "anabolic"
DENOSUMAB = "denosumab_60"
"""The drug whose next injection, and what follows it, are looked at apart."""
REBOUND_MONTHS = 24
"""How long after its stop an antiresorptive still explains a marker (our choice)."""
EGFR_UNIT = "mL/min/1.73 m²"
KIDNEY_BELOW = Decimal(60)
"""An eGFR below this, in mL/min/1.73 m², leaves protein and magnesium to her doctor (KDIGO's stage G3a and beyond)."""


def acts(course: Course, *properties: str) -> bool:
    """Whether any of a course's drugs has one of these properties in the catalogue."""
    return any(drug.bone in properties for drug in course.drugs)


def active_courses(snapshot: Snapshot) -> list[Course]:
    """The courses taken on the day judged."""
    return [course for course in snapshot.of(Course) if course.active(snapshot.on)]


def latest_started(courses: Iterable[Course]) -> Course | None:
    """The course begun last; one whose start is not known began before all others."""
    return max(courses, key=lambda course: (course.day or dt.date.min, course.id), default=None)


def latest_stopped(courses: Iterable[Course]) -> Course | None:
    """The course stopped last; of several on one day the one that was begun last."""
    return max(courses, key=_by_stop, default=None)


def _by_stop(course: Course) -> tuple[dt.date, dt.date, str]:
    return stopped(course) or dt.date.min, course.day or dt.date.min, course.id


def stopped(course: Course) -> dt.date | None:
    """The day a course was stopped, as it is judged."""
    return course.stop.judged if course.stop else None


def anti_fracture(snapshot: Snapshot) -> Course | None:
    """The bone medicine taken on the day judged, the latest-started of several."""
    return latest_started(course for course in active_courses(snapshot) if acts(course, ANTIRESORPTIVE, ANABOLIC))


def antiresorptive_stopped(snapshot: Snapshot) -> Course | None:
    """The antiresorptive that was stopped last, where that is at most 24 months ago."""
    return latest_stopped(
        course
        for course in snapshot.of(Course)
        if acts(course, ANTIRESORPTIVE)
        and (day := stopped(course)) is not None
        and within_months(day, REBOUND_MONTHS, snapshot.on)
    )


def unfollowed(snapshot: Snapshot, drug: str = DENOSUMAB) -> list[Course]:
    """Courses of a drug that were stopped and that no other antiresorptive follows, the latest-stopped last."""
    found = [
        course
        for course in snapshot.of(Course)
        if drug in course.keys and _has_stopped(course, snapshot.on) and not _followed(course, snapshot)
    ]
    return sorted(found, key=_by_stop)


def _has_stopped(course: Course, on: dt.date) -> bool:
    day = stopped(course)
    return day is not None and day <= on


def _followed(course: Course, snapshot: Snapshot) -> bool:
    taken = taken_doses(course, snapshot.of(Dose), snapshot.on)
    since = taken[-1].date if taken else stopped(course) or snapshot.on
    return any(
        other.active(snapshot.on) or (other.day is not None and other.day > since)
        for other in snapshot.of(Course)
        if other.id != course.id and acts(other, ANTIRESORPTIVE)
    )


def vertebral_fractures(snapshot: Snapshot) -> list[Fracture]:
    """The broken vertebrae on record."""
    return [item for item in snapshot.of(Fracture) if item.site is BrokenSite.VERTEBRA]


def fragility_fractures(snapshot: Snapshot) -> list[Fracture]:
    """Fractures that open a conversation whatever the T-score: the hip from a low fall, or a vertebra unless it was
    from a high one, from an age on or after menopause.
    """
    years = limit("talk.fragility", "from_age")
    return [item for item in snapshot.of(Fracture) if _fragile(item) and _at_risk(snapshot, item.day, years)]


def _fragile(fracture: Fracture) -> bool:
    if fracture.site is BrokenSite.HIP:
        return fracture.fragility is Fragility.YES
    return fracture.site is BrokenSite.VERTEBRA and fracture.fragility is not Fragility.NO


def _at_risk(snapshot: Snapshot, day: dt.date | None, from_age: Decimal) -> bool:
    if day is None:
        return False
    years = age(snapshot.profile, day)
    return (years is not None and years >= from_age) or postmenopausal(snapshot.profile, day)


def cleared_for_impact(snapshot: Snapshot) -> bool:
    """Whether a clinician's word on hops and jumps stands: a vertebral fracture or a first T-score of −2.5 or below
    after it undoes it.
    """
    profile = snapshot.profile
    if profile is None or not profile.impact_cleared:
        return False
    since = profile.impact_cleared_on
    if since is None:
        return True
    if any(item.day is not None and item.day > since for item in vertebral_fractures(snapshot)):
        return False
    low = [result.scan.date for result in t_results(snapshot.of(DxaScan)) if _osteoporosis(result.t)]
    return not low or min(low) <= since


def _osteoporosis(score: Decimal | None) -> bool:
    return score is not None and score <= OSTEOPOROSIS_FROM


def weight_on(snapshot: Snapshot, day: dt.date) -> Decimal | None:
    """The latest weight at or before a day, in kg."""
    known = [item for item in snapshot.of(BodyMeasure) if item.weight_kg is not None and item.date <= day]
    return exact(known[-1].weight_kg) if known and known[-1].weight_kg is not None else None


def reduced_kidney_function(snapshot: Snapshot) -> bool:
    """Whether the latest eGFR is below 60 mL/min/1.73 m²; "<60" is."""
    found = readings(snapshot, "egfr", EGFR_UNIT)
    return bool(found) and found[-1].below(KIDNEY_BELOW)


def anything_within_months(snapshot: Snapshot, months: int) -> bool:
    """Whether anything but a target is dated within so many months."""
    since = months_after(snapshot.on, -months)
    return any(
        record.day is not None and since <= record.day <= snapshot.on
        for kind, records in snapshot.records.items()
        if kind != "targets"
        for record in records
    )
