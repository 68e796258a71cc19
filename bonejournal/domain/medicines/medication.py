"""Medicines, supplements and herbal formulas: courses of them, and the doses taken.

The properties of a drug restate published texts with their source and how sure they are; they open a question for
the doctor and are never a verdict. Nothing here says to start, stop or delay anything.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.field import Word, choice, clock, flag, own_day, partial_day, reference, text
from bonejournal.domain.medicines.schedule import Schedule, ScheduleError, parse_schedule
from bonejournal.domain.record import Around, Problem, Question, Recent, Record, kind, odd_day
from bonejournal.domain.resources import resource
from bonejournal.domain.typeahead import Index
from bonejournal.domain.words import mark, tr, trn

EARLY_DAYS = 14
LATE_DAYS = 28
"""A dose of a long interval is on time from 14 days before its day to 28 days after. Ours, for every drug alike; of
denosumab a delay of up to 4 weeks was looked at as on time (Lyu 2020)."""


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug of the catalogue.

    bone: antiresorptive, anabolic, harmful or none; weight: strong or modest, of the harmful; fall_risk: whether it
    raises the risk of a fall. fact: a sentence to show, with its source and whether that was verified or recalled.
    """

    key: str
    name: str
    examples: str
    names: tuple[str, ...]
    group: str
    bone: str
    weight: str
    fall_risk: bool
    usual_schedule: str
    fact: str
    source: str
    confidence: str

    @property
    def anti_fracture(self) -> bool:
        """Whether it is given against fractures."""
        return self.bone in ("antiresorptive", "anabolic")


@cache
def drugs() -> Mapping[str, Drug]:
    """The catalogue, by key."""
    with resource("drugs.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: _drug(row) for row in csv.DictReader(file)}


def _drug(row: dict[str, str]) -> Drug:
    return Drug(
        row["key"],
        row["name"],
        row["examples"],
        tuple(name.strip() for name in row["names"].split(";") if name.strip()),
        row["group"],
        row["bone"],
        row["weight"],
        row["fall_risk"] == "y",
        row["usual_schedule"],
        row["fact"],
        row["source"],
        row["confidence"],
    )


@cache
def drug_index() -> Index[Drug]:
    """The catalogue to look through, by name, brand and other names."""
    return Index(
        (drug, (drug.name, drug.key.replace("_", " "), *drug.examples.split(","), *drug.names))
        for drug in drugs().values()
    )


class CourseKind(Word):
    """What sort of thing is taken."""

    MEDICINE = "medicine", mark("medicine")
    HORMONE_THERAPY = "hormone_therapy", mark("hormone therapy")
    SUPPLEMENT = "supplement", mark("supplement")
    HERBAL = "herbal", mark("herbal formula")


@kind("medications", mark("Medicine"), 7)
@dataclass(frozen=True, slots=True)
class Course(Record):
    """Something taken from a start to a stop, both as precise as she knows them.

    drug: keys of the catalogue apart by spaces, any text, or "". A supplement's contents are those of the food
    `food_id`, and it is taken in what is eaten; all else is taken in doses.
    """

    name: str = text(mark("Name"), required=True, listed=True)
    drug: str = text(mark("Drug"))
    kind: CourseKind | None = choice(mark("Kind"), CourseKind, required=True, listed=True)
    dose: str = text(mark("Dose"), listed=True)
    route: str = text(mark("Route"), listed=True)
    schedule: str = text(mark("How often"), listed=True)
    start: PartialDate | None = partial_day(mark("Start"), listed=True)
    stop: PartialDate | None = partial_day(mark("Stop"), listed=True)
    reason: str = text(mark("Reason"))
    prescriber: str = text(mark("Prescribed by"))
    food_id: str = reference(mark("Contents"), "foods")
    notes: str = text(mark("Note"), private=True, long=True)

    @property
    def day(self) -> dt.date | None:
        """The day it began, None where that is not known."""
        return self.start.judged if self.start else None

    def called(self) -> str:
        """What a menu calls it."""
        return self.name

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its drugs, known or not."""
        return tuple(self.drug.split())

    @property
    def drugs(self) -> tuple[Drug, ...]:
        """Its drugs that are in the catalogue."""
        return tuple(drugs()[key] for key in self.keys if key in drugs())

    @property
    def timing(self) -> Schedule | None:
        """When its doses are due, None where that is not recorded."""
        return parse_schedule(self.schedule)

    def active(self, on: dt.date) -> bool:
        """Whether it is taken on a day: from its start to the day before its stop."""
        return (self.start is None or self.start.judged <= on) and (self.stop is None or self.stop.judged > on)

    def check(self) -> Iterator[Problem]:
        """A schedule that cannot be read, or a stop before the start."""
        try:
            parse_schedule(self.schedule)
        except ScheduleError as error:
            yield Problem("schedule", str(error))
        if self.start and self.stop and _surely_before(self.stop, self.start):
            yield Problem("stop", tr("The stop is before the start."))

    def questions(self, around: Around) -> Iterator[Question]:
        """A start before her birth."""
        if self.day is not None and around.birth_date is not None and self.day < around.birth_date:
            asked = tr("The start is before the date of birth. Is the year right?")
            yield Question("start", "before_birth", asked, str(self.start))


def _surely_before(one: PartialDate, other: PartialDate) -> bool:
    """Whether a date as precise as it is known lies before another: "2020" is not before "2020-06"."""
    length = min(len(one.text), len(other.text))
    return one.text[:length] < other.text[:length]


@kind("doses", mark("Dose"), 8, recent=Recent(per="medication_id", only="taken"))
@dataclass(frozen=True, slots=True)
class Dose(Record):
    """A dose that was taken, or skipped for a reason; an injection with its site."""

    medication_id: str = reference(mark("Medicine"), "medications", owned=True, required=True)
    date: dt.date = own_day()
    time: dt.time | None = clock(mark("Time"), listed=True)
    amount: str = text(mark("Amount"), listed=True)
    site: str = text(mark("Where on the body"), listed=True)
    taken: bool | None = flag(mark("Taken"), listed=True)
    reason: str = text(mark("Why it was skipped"), listed=True)
    notes: str = text(mark("Note"), private=True, long=True)

    @property
    def day(self) -> dt.date | None:
        """The day it was taken or skipped."""
        return self.date

    def questions(self, around: Around) -> Iterator[Question]:
        """An odd day, and a second dose of one day where one is due."""
        yield from odd_day(self, around)
        same = [
            other
            for other in around.neighbours
            if isinstance(other, Dose)
            and (other.id, other.medication_id, other.date) != (self.id, self.medication_id, self.date)
            and (other.medication_id, other.date) == (self.medication_id, self.date)
            and other.taken
        ]
        if self.taken and same:
            asked = tr("A dose of that day is on record already. Is this another one?")
            yield Question("date", "second_dose", asked, self.date.isoformat())


def taken_doses(course: Course, doses: Sequence[Dose], on: dt.date) -> list[Dose]:
    """The doses of a course taken up to a day, in their order."""
    of_course = [dose for dose in doses if dose.medication_id == course.id and dose.taken and dose.date <= on]
    return sorted(of_course, key=lambda dose: (dose.date, dose.time or dt.time.min, dose.id))


@dataclass(frozen=True, slots=True)
class NextDose:
    """When the next dose of a course is due; `day` is None where nobody knows when the last one was."""

    course: Course
    day: dt.date | None
    last: Dose | None


def next_dose(course: Course, doses: Sequence[Dose], on: dt.date) -> NextDose | None:
    """The next dose by the last one taken plus the interval, calendar months clipped to the month's end.

    Without a dose on record it is the start, where that is not longer ago than one interval. None where no dose
    follows: not active on the day, no interval, or due on or after the stop.
    """
    timing = course.timing
    if timing is None or not timing.recurs or not course.active(on):
        return None
    taken = taken_doses(course, doses, on)
    last = taken[-1] if taken else None
    earliest = timing.before(on)
    if last is not None:
        day = timing.after(last.date)
    elif course.start is not None and earliest is not None and course.start.judged >= earliest:
        day = course.start.judged
    else:
        day = None
    if day is not None and course.stop is not None and day >= course.stop.judged:
        return None
    return NextDose(course, day, last)


@dataclass(frozen=True, slots=True)
class Adherence:
    """Doses taken, of the doses that were due; on_time of the taken ones only where the interval is 28 days or more."""

    taken: int
    due: int
    on_time: int | None

    @property
    def asked(self) -> int:
        """The denominator as it is read: a dose taken a few days early was due as well, so never "5 of 4"."""
        return max(self.due, self.taken)

    def said(self) -> str:
        """As it is read: "5 of 6 doses", with how many were on time where that is looked at."""
        said = trn("{taken} of {count} dose", "{taken} of {count} doses", self.asked, taken=self.taken)
        if self.on_time is None:
            return said
        return tr("{taken}, {count} on time", taken=said, count=self.on_time)


def adherence(course: Course, doses: Sequence[Dose], on: dt.date) -> Adherence | None:
    """How much of what was due was taken, up to a day or the stop; `doses` are all of the course.

    None where no dose is recorded, where the schedule names no days, or where a supplement is counted as eaten.
    """
    if not any(dose.medication_id == course.id and dose.date <= on for dose in doses):
        return None
    taken = taken_doses(course, doses, on)
    counted = counted_adherence(course, len(taken), taken[0].date if taken else None, on)
    if counted is None or course.timing is None or not course.timing.long:
        return counted
    return replace(counted, on_time=sum(item.on_time is True for item in timed_doses(course, doses, on)))


def counted_adherence(course: Course, taken: int, first: dt.date | None, on: dt.date) -> Adherence | None:
    """As `adherence`, of a course with so many doses taken up to the day, the first of them on `first`.

    It does not say how many were on time: for that the doses themselves are needed.
    """
    timing = course.timing
    if timing is None or timing.free or course.kind is CourseKind.SUPPLEMENT:
        return None
    start = course.start.judged if course.start else first
    if start is None:
        return None
    end = on
    if course.stop is not None and course.stop.judged <= on:
        end = course.stop.judged - dt.timedelta(days=1)
    return Adherence(taken, timing.times * sum(1 for _ in timing.days_due(start, end)), None)


@dataclass(frozen=True, slots=True)
class TimedDose:
    """A dose taken, and how many days after its day it was (before, where negative).

    off: None where no day was due: the first dose of a course whose start is not known, or of one without an interval.
    """

    dose: Dose
    before: Dose | None
    off: int | None

    @property
    def on_time(self) -> bool | None:
        """Whether it was taken near its day, None where no day was due."""
        return None if self.off is None else -EARLY_DAYS <= self.off <= LATE_DAYS


def timed_doses(course: Course, doses: Sequence[Dose], on: dt.date) -> list[TimedDose]:
    """The doses taken, oldest first: the first is due at the start, each other an interval after the one before."""
    taken, timing = taken_doses(course, doses, on), course.timing
    day = course.start.judged if course.start else (taken[0].date if taken else None)
    found: list[TimedDose] = []
    for dose in taken:
        off = None if day is None or timing is None else (dose.date - day).days
        found.append(TimedDose(dose, found[-1].dose if found else None, off))
        day = timing.after(dose.date) if timing is not None else None
    return found
