"""Training: workouts with their sets, and how strong a set was.

Loads are in kg; a set without a load is done with the weight of the body. Nobody is asked to test a maximum: a
one-repetition maximum is only ever an estimate, from sets whose effort is known.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from bonejournal.domain.field import Part, Word, choice, clock, number, parts, text
from bonejournal.domain.record import Around, Dated, Problem, Question, Recent, kind, soft_limits
from bonejournal.domain.training.exercises import RESISTANCE, Exercise, Exercises
from bonejournal.domain.units import POUND_KG
from bonejournal.domain.words import exact, mark, tr

MOST_REPS = 10
LEAST_RPE, MOST_RPE = 7, 10
"""Beyond ten repetitions, or with more than three left in reserve, a set says too little about a maximum."""
_EPLEY = 30


class WorkoutKind(Word):
    """What a session was."""

    RESISTANCE = "resistance", mark("strength")
    IMPACT = "impact", mark("impact")
    BALANCE = "balance", mark("balance")
    WALKING = "walking", mark("walking")
    HIKING = "hiking", mark("hiking")
    STAIRS = "stairs", mark("stairs")
    RUNNING = "running", mark("running")
    CYCLING = "cycling", mark("cycling")
    SWIMMING = "swimming", mark("swimming")
    DANCE = "dance", mark("dance")
    YOGA = "yoga", mark("yoga")
    TAI_CHI = "tai_chi", mark("tai chi")
    MOBILITY = "mobility", mark("mobility")
    MIXED = "mixed", mark("mixed")
    OTHER = "other", mark("other")


class SetType(Word):
    """What a set was; not recorded means a working set."""

    WORKING = "working", mark("working")
    WARMUP = "warmup", mark("warm-up")
    DROP = "drop", mark("drop set")
    FAILURE = "failure", mark("to the limit")


@dataclass(frozen=True, slots=True)
class WorkoutSet(Part):
    """One set. `exercise` is a key of the catalogue or of her own exercises, or any text; `rpe` the effort, 1 to 10."""

    exercise: str = text(mark("Exercise"))
    set: float | None = number(mark("Set"), hard=(1, 500), whole=True)
    set_type: SetType | None = choice(mark("Type"), SetType)
    reps: float | None = number(mark("Repetitions"), hard=(0, 5000), soft=(0, 60), whole=True)
    load_kg: float | None = number(mark("Load"), "kg", hard=(0, 600), soft=(0, 150))
    seconds: float | None = number(mark("Seconds"), "s", hard=(0, 86_400), soft=(0, 3600))
    impacts: float | None = number(mark("Impacts"), hard=(0, 20_000), soft=(0, 500), whole=True)
    rpe: float | None = number(mark("Effort"), hard=(1, 10))

    @property
    def working(self) -> bool:
        """Whether it counts: something was done, and not to warm up."""
        done = (self.reps is not None and self.reps >= 1) or (self.seconds is not None and self.seconds > 0)
        return bool(self.exercise) and done and self.set_type is not SetType.WARMUP

    @property
    def loaded(self) -> bool:
        """Whether a weight was moved beside that of the body."""
        return self.load_kg is not None and self.load_kg > 0


@kind("workouts", mark("Workout"), 5, recent=Recent())
@dataclass(frozen=True, slots=True)
class Workout(Dated):
    """A session: a strength workout with its sets, or a walk in one line."""

    start: dt.time | None = clock(mark("Start"))
    minutes: float | None = number(mark("Minutes"), "min", hard=(0, 1440), soft=(1, 300), listed=True)
    kind: WorkoutKind | None = choice(mark("Kind"), WorkoutKind, listed=True)
    title: str = text(mark("Title"), listed=True)
    sets: tuple[WorkoutSet, ...] = parts(mark("Sets"), WorkoutSet)
    notes: str = text(mark("Note"), private=True, long=True)

    def check(self) -> Iterator[Problem]:
        """A session that says nothing."""
        if self.kind is None and not self.sets and not self.title and self.minutes is None:
            yield Problem("", tr("Say what it was, or add a set."))

    def questions(self, around: Around) -> Iterator[Question]:
        """Unusual numbers of the session and its sets."""
        yield from Dated.questions(self, around)
        for position, done in enumerate(self.sets):
            yield from soft_limits(done, f"sets.{position}.")


def is_resistance(done: WorkoutSet, known: Exercise | None) -> bool:
    """Whether a set trains strength: a working set of a resistance exercise, or of an unknown one with repetitions."""
    if not done.working:
        return False
    if known is None:
        return done.reps is not None and done.reps >= 1
    return RESISTANCE in known.classes


def resistance_sets(workout: Workout, exercises: Exercises) -> list[WorkoutSet]:
    """The sets of a workout that train strength."""
    return [done for done in workout.sets if is_resistance(done, exercises.get(done.exercise))]


def lifts(workouts: Iterable[Workout], exercises: Exercises) -> Iterator[tuple[str, Exercise | None, WorkoutSet]]:
    """The sets that train strength, with the lift they belong to; what is in no catalogue goes by its text."""
    for workout in workouts:
        for done in workout.sets:
            known = exercises.get(done.exercise)
            if is_resistance(done, known):
                yield (known.key if known else done.exercise, known, done)


def best_lifts(
    workouts: Iterable[Workout], exercises: Exercises, strength: Callable[[WorkoutSet], Decimal | None]
) -> dict[str, Decimal]:
    """The best figure of each lift that has one."""
    found: dict[str, Decimal] = {}
    for lift, _, done in lifts(workouts, exercises):
        figure = strength(done)
        if figure is not None:
            found[lift] = max(found.get(lift, figure), figure)
    return found


def estimated_1rm_kg(done: WorkoutSet) -> Decimal | None:
    """The one-repetition maximum that a loaded resistance set with a known effort suggests, in kg.

    From at most ten repetitions at an effort of 7 or more; the repetitions left in reserve (10 − effort) are added
    before Epley's formula (Epley 1985): load × (1 + r/30), the load itself for r = 1. None where it suggests none.
    """
    effort = done.rpe
    if effort is None and done.set_type is SetType.FAILURE:
        effort = MOST_RPE
    reps = _few_reps(done)
    if reps is None or effort is None or effort < LEAST_RPE:
        return None
    return _epley(done.load_kg or 0, reps, effort)


def set_strength_kg(done: WorkoutSet) -> Decimal | None:
    """A figure in kg to compare a lift with itself, for a loaded resistance set of one to ten repetitions.

    Epley's formula whatever the effort was; never shown as a maximum.
    """
    reps = _few_reps(done)
    return None if reps is None else _epley(done.load_kg or 0, reps, MOST_RPE)


def _few_reps(done: WorkoutSet) -> float | None:
    return done.reps if done.loaded and done.reps is not None and 1 <= done.reps <= MOST_REPS else None


@lru_cache(maxsize=1024)  # a lift is done with the same figures week after week
def _epley(load_kg: float, reps: float, effort: float) -> Decimal:
    load, most = exact(load_kg), exact(reps) + MOST_RPE - exact(effort)
    return load if most == 1 else load * (_EPLEY + most) / _EPLEY  # divided last: what comes out even stays even


class SetsError(ValueError):
    """What was typed is no row of sets; the text is a sentence for her."""


def parse_sets(text: str, exercise: str = "", first: int = 1, *, pounds: bool = False) -> list[WorkoutSet]:
    """Sets as they are typed: "3x8x40" and "3x8 40 kg" are three sets of eight with 40 kg, "8 40" one, "2x40s" two
    holds of 40 seconds; "@8" or "rpe 8" at the end is the effort. Raises SetsError.
    """
    said = text.strip().lower().replace("×", "x").replace(",", ".")
    found = re.fullmatch(
        r"(?:(?P<sets>\d{1,2})\s*x\s*)?(?P<count>\d{1,4})\s*(?P<hold>s|sec|seconds?)?"
        r"(?:\s*(?:x|@(?=\s*\d+(?:\.\d+)?\s*(?:kg|lb))|\s)\s*(?P<load>\d{1,3}(?:\.\d+)?)\s*(?P<unit>kg|lbs?)?)?"
        r"(?:\s*(?:@|\brpe|\beffort)\s*(?P<rpe>\d{1,2}(?:\.\d)?))?",
        said,
        re.ASCII,
    )
    if not found:
        raise SetsError(tr("“{text}” is no row of sets such as 3x8x40 or 3x8 40 kg.", text=text.strip()))
    load = Decimal(found["load"]) if found["load"] else None
    unit = found["unit"] or ("lb" if pounds else "kg")
    if load is not None and unit.startswith("lb"):
        load *= POUND_KG
    count = float(found["count"])
    made = WorkoutSet(
        exercise=exercise,
        reps=None if found["hold"] else count,
        seconds=count if found["hold"] else None,
        load_kg=float(load) if load is not None else None,
        rpe=float(found["rpe"]) if found["rpe"] else None,
    )
    return [replace(made, set=float(first + index)) for index in range(int(found["sets"] or 1))]
