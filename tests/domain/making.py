"""Short ways to make records for the tests."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, Result, Side, Site, SiteResult, results
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.labs.panels import Comparator, LabPanel, LabResult
from bonejournal.domain.meaning.targets import Gap, evaluate
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.override import TargetOverride
from bonejournal.domain.profile import MenopauseKind, Profile, Sex
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.training.workouts import Workout, WorkoutKind, WorkoutSet

SPINE, NECK, HIP, RADIUS = Site.LUMBAR_SPINE, Site.FEMORAL_NECK, Site.TOTAL_HIP, Site.RADIUS_33


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def row(
    site: Site = SPINE,
    bmd: float | None = None,
    t: float | None = None,
    *,
    side: Side | None = None,
    vertebrae: str = "",
    lsc: float | None = None,
) -> SiteResult:
    return SiteResult(site=site, side=side, vertebrae=vertebrae, bmd_g_cm2=bmd, t_score=t, lsc_g_cm2=lsc)


def scan(
    date: str, *rows: SiteResult, serial: str = "S1", facility: str = "Clinic", make: str = "Hologic", model: str = "A"
) -> DxaScan:
    return DxaScan(date=day(date), sites=rows, serial=serial, facility=facility, make=make, model=model)


def result(date: str, bmd: float, *, site: Site = SPINE, lsc: float | None = None, serial: str = "S1") -> Result:
    made = scan(date, row(site, bmd, lsc=lsc), serial=serial)
    return results(made)[0]


def body(
    date: str,
    *,
    height: float | None = None,
    waist: float | None = None,
    lean: float | None = None,
    weight: float | None = None,
    source: str = "",
) -> BodyMeasure:
    return BodyMeasure(
        date=day(date), weight_kg=weight, height_cm=height, waist_cm=waist, lean_mass_kg=lean, source=source
    )


def workout(date: str, kind: WorkoutKind | None = None, *sets: WorkoutSet) -> Workout:
    return Workout(date=day(date), kind=kind, sets=sets)


def lift(exercise: str, reps: float | None = 8, load: float | None = None, **more: Any) -> WorkoutSet:
    return WorkoutSet(exercise=exercise, reps=reps, load_kg=load, **more)


def food(date: str, *, meal: str = "lunch", supplement: bool | None = None, **known: float) -> Intake:
    return Intake(date=day(date), meal=meal, item="Something", supplement=supplement, **known)  # type: ignore[arg-type]


def result_of(
    analyte: str, value: str, unit: str = "", *, comparator: str = "", low: str = "", high: str = ""
) -> LabResult:
    return LabResult(
        analyte=analyte,
        value=Decimal(value),
        unit=unit,
        comparator=Comparator(comparator) if comparator else None,
        ref_low=Decimal(low) if low else None,
        ref_high=Decimal(high) if high else None,
    )


def panel(
    date: str, *found: LabResult, time: str = "", fasting: bool | None = None, lab: str = "", **more: Any
) -> LabPanel:
    at = dt.time.fromisoformat(time) if time else None
    return LabPanel(date=day(date), time=at, fasting=fasting, lab=lab, results=found, **more)


def course(
    drug: str,
    start: str = "",
    stop: str = "",
    *,
    kind: CourseKind = CourseKind.MEDICINE,
    schedule: str = "daily",
    name: str = "",
) -> Course:
    return Course(
        name=name or drug or "Something",
        drug=drug,
        kind=kind,
        schedule=schedule,
        start=PartialDate(start) if start else None,
        stop=PartialDate(stop) if stop else None,
    )


def dose(of: Course, date: str, *, taken: bool = True) -> Dose:
    return Dose(medication_id=of.id, date=day(date), taken=taken)


def override(target: str, low: float | None = None, high: float | None = None, date: str = "") -> TargetOverride:
    return TargetOverride(target=target, low=low, high=high, date=day(date) if date else None)


def woman(menopause: str = "2010", born: str = "1958-05-03") -> Profile:
    return Profile(
        id=Profile.SINGLETON,
        birth_date=day(born),
        sex=Sex.FEMALE,
        menopause_date=PartialDate(menopause) if menopause else None,
        menopause_kind=MenopauseKind.NATURAL if menopause else None,
    )


def journal(on: str, *records: Record) -> Snapshot:
    """A snapshot as the journal makes it: nothing dated after the day judged, appointments excepted."""
    held: dict[str, tuple[Record, ...]] = {}
    for record in sorted(records, key=lambda record: record.day or dt.date.min):
        if record.KIND.ahead or record.day is None or record.day <= day(on):
            held[record.KIND.key] = (*held.get(record.KIND.key, ()), record)
    return Snapshot(day(on), held)


def gap(id_: str, on: str, *records: Record) -> Gap:
    return next(found for found in evaluate(journal(on, *records)) if found.id == id_)
