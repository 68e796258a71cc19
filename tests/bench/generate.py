"""A journal of many years, the same each time: what a woman records who records everything.

Daily eating, supplements, doses, sleep, steps and weight; three strength sessions a week, walks and balance between
them; and now and then a scan, a blood test, a fall, a visit. Thirty years come to more than 500,000 lines of CSV.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from bonejournal.domain.body import Activity, BodyMeasure, Sleep
from bonejournal.domain.bone.density import DxaScan, Side, Site, SiteResult
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import (
    Assessed,
    Assessment,
    BrokenSite,
    Cause,
    Fall,
    Fracture,
    Fragility,
    FunctionTest,
    FunctionTestKind,
    Place,
    RiskResult,
)
from bonejournal.domain.labs.panels import LabPanel, LabResult
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.nutrition.foods import Food, HerFood, bundled
from bonejournal.domain.nutrition.intake import Intake, eaten
from bonejournal.domain.profile import MenopauseKind, Profile, Sex
from bonejournal.domain.record import Record
from bonejournal.domain.step import Change, Origin, Step
from bonejournal.domain.training.exercises import catalogue
from bonejournal.domain.training.workouts import Workout, WorkoutKind, WorkoutSet
from bonejournal.domain.visit import Visit, VisitKind, VisitQuestion
from bonejournal.journal.store import Journal

ON = dt.date(2026, 11, 12)
YEARS = 30
FOODS_A_YEAR = 57
"""Foods of her own that she adds in a year: with those of the table there are 2,000 after thirty."""
_MEALS = (("breakfast", 6), ("lunch", 6), ("snack", 3), ("dinner", 7))
_PILLS = ("Levothyroxine", "Omeprazole", "Amlodipine", "Atorvastatin", "Metformin", "Bisoprolol", "Estradiol")
_SUPPLEMENTS = ("Calcium citrate", "Vitamin D3", "Magnesium", "Omega-3")
_SCANNERS = (("Hologic", "QDR 4500"), ("GE", "Lunar Prodigy"), ("Hologic", "Horizon A"))
_SITES = (
    (Site.LUMBAR_SPINE, None, 1.02, 0.0045, -0.2),
    (Site.TOTAL_HIP, Side.LEFT, 0.93, 0.0040, -0.1),
    (Site.FEMORAL_NECK, Side.LEFT, 0.84, 0.0045, -0.3),
)
_TESTS = (
    ("ctx", "ng/L", 280, 90), ("pinp", "µg/L", 45, 12), ("25ohd", "nmol/L", 72, 14), ("calcium", "mmol/L", 2.38, 0.05),
    ("pth", "pmol/L", 4.9, 0.8), ("creatinine", "µmol/L", 70, 6), ("egfr", "mL/min/1.73 m²", 82, 5),
    ("tsh", "mU/L", 1.8, 0.5), ("hba1c", "mmol/mol", 37, 2), ("haemoglobin", "g/L", 133, 5),
)  # fmt: skip
_NOTES = ("felt strong", "knee a little sore", "slept badly before", "in the park with Ruth", "")


class Life:
    """Makes the records of one journal, day by day."""

    def __init__(self, years: float, seed: int = 30) -> None:
        self.chance = random.Random(seed)
        self.days = round(years * 365.25)
        self.start = ON - dt.timedelta(days=self.days - 1)
        self.lifts = [key for key, one in catalogue().items() if "R" in one.classes][:24]
        self.pills = [self.course(name, CourseKind.MEDICINE, "daily") for name in _PILLS]
        self.bottles = [self.course(name, CourseKind.SUPPLEMENT, "daily") for name in _SUPPLEMENTS]
        self.shot = self.course("Denosumab", CourseKind.MEDICINE, "every 6 months")

    def id(self) -> str:
        """A fresh id, the same in each run."""
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def course(self, name: str, kind: CourseKind, schedule: str) -> Course:
        """Something taken from the first day on."""
        return Course(
            id=self.id(), name=name, kind=kind, schedule=schedule, start=PartialDate(self.start.isoformat()),
            prescriber="Dr Okafor",
        )  # fmt: skip

    def first(self) -> list[Record]:
        """Who she is, and what she takes."""
        herself = Profile(
            id=Profile.SINGLETON, today=ON, name="Ada Example", birth_date=dt.date(1950, 2, 9), sex=Sex.FEMALE,
            menopause_date=PartialDate("2001-03"), menopause_kind=MenopauseKind.NATURAL, height_cm=163.0,
            peak_height_cm=168.0,
        )  # fmt: skip
        return [herself, *self.pills, *self.bottles, self.shot]

    def by_day(self) -> Iterator[list[Record]]:
        """The records of each day, the earliest first."""
        for number in range(self.days):
            day = self.start + dt.timedelta(days=number)
            made = [*self.first()] if number == 0 else []
            made += [*self.meals(day), *self.daily(day, number), *self.training(day)]
            for every, make in ((91, self.panel), (182, self.visit), (120, self.now_and_then)):
                if number % every == every // 2:
                    made += make(day, number)
            if number == 2 or (self.days - number) % 360 == 150:
                made += self.scan(day, number)
            if number % max(1, 365 // FOODS_A_YEAR) == 0:
                made.append(self.food(number))
            yield made

    def meals(self, day: dt.date) -> Iterator[Intake]:
        """What she ate: 22 lines from the bundled table, and four supplements."""
        position = 0
        for meal, lines in _MEALS:
            for _ in range(lines):
                position += 1
                food = min(int(self.chance.expovariate(1 / 60)), len(_menu()) - 1)
                amount = Decimal(self.chance.choice((30, 50, 80, 100, 150, 200)))
                yield replace(_eaten(food, amount), id=self.id(), date=day, meal=meal, position=float(position))
        for bottle in self.bottles:
            position += 1
            yield Intake(
                id=self.id(), date=day, position=float(position), meal="supplement", item=bottle.name, amount=1.0,
                calcium_mg=500.0 if bottle.name.startswith("Calcium") else None, supplement=True, course_id=bottle.id,
            )  # fmt: skip

    def daily(self, day: dt.date, number: int) -> Iterator[Record]:
        """Doses, sleep, steps and weight."""
        chance = self.chance
        for pill in self.pills:
            taken = chance.random() > 0.03
            yield Dose(
                id=self.id(), medication_id=pill.id, date=day, time=dt.time(8), taken=taken,
                reason="" if taken else "forgot",
            )  # fmt: skip
        if number % 182 == 0:
            yield Dose(id=self.id(), medication_id=self.shot.id, date=day, site="left arm", taken=True)
        yield Sleep(id=self.id(), date=day, hours=round(min(12, max(3, chance.gauss(7, 0.8))), 1), source="watch")
        yield Activity(id=self.id(), date=day, steps=float(max(0, int(chance.gauss(7200, 2400)))), source="watch")
        yield BodyMeasure(
            id=self.id(), date=day, weight_kg=round(64 + chance.gauss(0, 0.6), 1),
            height_cm=round(168 - 5 * number / self.days, 1) if number % 180 == 0 else None, source="scale",
        )  # fmt: skip

    def training(self, day: dt.date) -> Iterator[Workout]:
        """Strength on three days of the week, a walk or balance on the others."""
        chance = self.chance
        if day.weekday() not in (0, 2, 4):
            kind = WorkoutKind.BALANCE if day.weekday() == 1 else WorkoutKind.WALKING
            minutes = float(chance.randrange(15, 70))
            yield Workout(id=self.id(), date=day, kind=kind, minutes=minutes, notes=chance.choice(_NOTES))
            return
        sets = tuple(
            WorkoutSet(
                exercise=lift, set=float(count + 1), reps=float(chance.randrange(6, 13)),
                load_kg=float(chance.randrange(8, 60)), rpe=float(chance.randrange(6, 10)),
            )
            for lift in chance.sample(self.lifts, 7)
            for count in range(3)
        )  # fmt: skip
        jumps = WorkoutSet(exercise="drop_jump", set=1.0, impacts=float(chance.randrange(20, 60)))
        yield Workout(
            id=self.id(), date=day, start=dt.time(10), minutes=45.0, kind=WorkoutKind.RESISTANCE, title="Strength",
            sets=(*sets, jumps), notes=chance.choice(_NOTES),
        )  # fmt: skip

    def scan(self, day: dt.date, number: int) -> Iterator[Record]:
        """A DXA report of three sites."""
        make, model = _SCANNERS[number * len(_SCANNERS) // self.days]
        years = number / 365.25
        rows = tuple(
            SiteResult(
                site=site, side=side, vertebrae="L1-L4" if site is Site.LUMBAR_SPINE else "",
                bmd_g_cm2=round(bmd - loss * years + self.chance.gauss(0, 0.008), 3),
                t_score=round(t - 0.05 * years + self.chance.gauss(0, 0.1), 1), lsc_g_cm2=0.03,
            )
            for site, side, bmd, loss, t in _SITES
        )  # fmt: skip
        yield DxaScan(id=self.id(), date=day, facility="Example Clinic", make=make, model=model, sites=rows)

    def panel(self, day: dt.date, number: int) -> Iterator[Record]:
        """A blood test."""
        results = tuple(
            LabResult(analyte=key, value=Decimal(str(round(self.chance.gauss(middle, spread), 2))), unit=unit)
            for key, unit, middle, spread in _TESTS
        )
        yield LabPanel(id=self.id(), date=day, time=dt.time(8, 20), fasting=True, lab="Northgate", results=results)

    def visit(self, day: dt.date, number: int) -> Iterator[Record]:
        """A visit with three questions."""
        held = Visit(
            id=self.id(), date=day, kind=VisitKind.VISIT, clinician="Dr Okafor", place="Example Clinic",
            purpose="bone density", outcome="go on as before", next_visit=day + dt.timedelta(days=182),
        )  # fmt: skip
        yield held
        for place in range(1, 4):
            yield VisitQuestion(
                id=self.id(), date=day, text=f"Question {place} of visit {number // 182 + 1}", visit_id=held.id,
                position=float(place), answered=number + 365 < self.days,
            )  # fmt: skip

    def now_and_then(self, day: dt.date, number: int) -> Iterator[Record]:
        """A fall, tests of strength and balance, and now and then more."""
        yield Fall(id=self.id(), date=day, place=Place.INDOORS, cause=Cause.TRIP, activity="carrying shopping")
        for test, unit, middle in (
            (FunctionTestKind.CHAIR_STAND_30S, "", 13),
            (FunctionTestKind.TUG_S, "s", 9),
            (FunctionTestKind.GRIP_KG, "kg", 25),
        ):
            value = float(max(1, round(self.chance.gauss(middle, 1.5))))
            yield FunctionTest(id=self.id(), date=day, test=test, value=value, unit=unit)
        if number % 960 < 120:
            yield Fracture(
                id=self.id(), date=PartialDate(day.isoformat()), site=BrokenSite.WRIST, fragility=Fragility.YES,
            )  # fmt: skip
            yield RiskResult(
                id=self.id(), date=day, tool="frax", major_percent=round(14 + number / 2000, 1),
                hip_percent=3.1, with_bmd=True, given_by="Dr Okafor",
            )  # fmt: skip
            yield Assessment(id=self.id(), date=day, kind=Assessed.BALANCE, result="steady")

    def food(self, number: int) -> HerFood:
        """A food of her own."""
        base = self.chance.choice(_menu())
        return HerFood(
            id=self.id(), name=f"{base.name.split(',')[0]} of shop {number}", portion="portion", portion_g=120.0,
            protein_g=round(self.chance.uniform(0, 25), 1), calcium_mg=float(self.chance.randrange(0, 300)),
        )  # fmt: skip


@cache
def _menu() -> list[Food]:
    return [food for food in bundled() if food.portion_g is not None]


@cache
def _eaten(food: int, amount: Decimal) -> Intake:
    return eaten(_menu()[food], amount, "g", ON)


def records(years: float = YEARS, seed: int = 30) -> Iterator[Record]:
    """All records of such a journal."""
    for made in Life(years, seed).by_day():
        yield from made


def write(path: Path, years: float, seed: int = 30) -> Path:
    """Write such a journal to `path`: the last year as she entered it, a step a day, all before it by the year."""
    bulk: list[Record] = []
    with Journal.create(path) as journal:
        life = Life(years, seed)
        for number, made in enumerate(life.by_day()):
            left = life.days - number
            bulk += made
            if left <= 365 or left % 365 == 0:
                origin = Origin.ENTRY if left <= 365 else Origin.IMPORT
                journal.apply(Step(f"Day {number}", tuple(Change(None, record) for record in bulk), origin))
                bulk.clear()
    return path


@cache
def lived(years: float) -> Path:
    """Such a journal in the home of this run, made once."""
    return write(Path.home() / f"{years:g}-years.bonejournal", years)
