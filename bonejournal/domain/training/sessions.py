"""Sessions as she reads them: what one was, what she lifted, what came of it last time, and how much a lift is now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from bonejournal.domain.dates import days_before
from bonejournal.domain.field import Field, field_of
from bonejournal.domain.profile import Units
from bonejournal.domain.training.exercises import BALANCE, IMPACT, MOBILITY, RESISTANCE, Exercise, Exercises
from bonejournal.domain.training.workouts import (
    SetType,
    Workout,
    WorkoutKind,
    WorkoutSet,
    best_lifts,
    estimated_1rm_kg,
    is_resistance,
)
from bonejournal.domain.units import shown_unit, to_shown
from bonejournal.domain.words import capital, exact, mark, number, tr, trn

LOAD: Field = field_of(WorkoutSet, "load_kg")
MAXIMUM_DAYS = 84
"""How far back a set tells of her maximum, in days."""
AREAS = {
    "hips": mark("hips"),
    "spine": mark("spine"),
    "wrist": mark("wrist"),
    "legs": mark("legs"),
    "arms": mark("arms"),
    "core": mark("core"),
}
"""What can be loaded, in the order it is said."""
SHORT_PATTERNS = {"squat": mark("squat"), "hinge": mark("hinge"), "overhead_press": mark("press")}
"""The main lifts where room is short."""
_LONGEST = 9
_BRIEF = 3
"""Exercises that a table names of one session."""
_SITES = {"hip": "hips"}
_TOKENS = {
    WorkoutKind.RESISTANCE: mark("Strength"),
    WorkoutKind.IMPACT: mark("Impact"),
    WorkoutKind.BALANCE: mark("Balance"),
    WorkoutKind.WALKING: mark("Walk"),
    WorkoutKind.HIKING: mark("Hike"),
    WorkoutKind.STAIRS: mark("Stairs"),
    WorkoutKind.RUNNING: mark("Run"),
    WorkoutKind.CYCLING: mark("Cycling"),
    WorkoutKind.SWIMMING: mark("Swim"),
    WorkoutKind.DANCE: mark("Dance"),
    WorkoutKind.YOGA: mark("Yoga"),
    WorkoutKind.TAI_CHI: mark("Tai chi"),
    WorkoutKind.MOBILITY: mark("Mobility"),
    WorkoutKind.MIXED: mark("Mixed"),
    WorkoutKind.OTHER: mark("Other"),
}


def kind_of(workout: Workout, exercises: Exercises) -> WorkoutKind:
    """What a session was; where she did not say, by its sets."""
    if workout.kind is not None:
        return workout.kind
    known = [exercises.get(done.exercise) for done in workout.sets]
    if any(is_resistance(done, item) for done, item in zip(workout.sets, known, strict=True)):
        return WorkoutKind.RESISTANCE
    kinds = {kind_for(item) for item in known if item is not None}
    return next((kind for kind in (WorkoutKind.IMPACT, WorkoutKind.BALANCE) if kind in kinds), WorkoutKind.OTHER)


def kind_for(exercise: Exercise) -> WorkoutKind:
    """The kind of session that an exercise makes by itself."""
    for of, kind in (
        (RESISTANCE, WorkoutKind.RESISTANCE),
        (IMPACT, WorkoutKind.IMPACT),
        (BALANCE, WorkoutKind.BALANCE),
        (MOBILITY, WorkoutKind.MOBILITY),
    ):
        if of in exercise.classes:
            return kind
    return WorkoutKind.OTHER


def token(kind: WorkoutKind) -> str:
    """A session in one word, such as "Walk"."""
    return tr(_TOKENS[kind])


def name_of(exercise: str, exercises: Exercises) -> str:
    """An exercise as she reads it; one in no catalogue goes by its text."""
    known = exercises.get(exercise)
    return tr(known.name) if known is not None else exercise


def short_name(exercise: Exercise) -> str:
    """A main lift where room is short: its own name, or the pattern's where that is long."""
    name = tr(exercise.name)
    pattern = tr(SHORT_PATTERNS.get(exercise.pattern, ""))
    return name if len(name) <= _LONGEST or not pattern else capital(pattern)


def load_said(load_kg: float | Decimal, units: Units | None) -> str:
    """A load with its unit: "40 kg", "88 lb"."""
    unit = shown_unit(LOAD, units)
    return f"{number(to_shown(LOAD, float(load_kg), unit))} {unit}"


def by_exercise(workout: Workout) -> Iterator[tuple[str, list[WorkoutSet]]]:
    """The sets of each exercise, in the order in which it was begun."""
    held: dict[str, list[WorkoutSet]] = {}
    for done in workout.sets:
        held.setdefault(done.exercise, []).append(done)
    yield from held.items()


def sets_said(sets: Sequence[WorkoutSet], units: Units | None) -> str:
    """Sets of one exercise in short: "40 kg × 8, 8, 8", "40, 40 s", "10, 10"; "" where nothing was counted."""
    said = []
    for load, group in groupby(sets, lambda done: done.load_kg if done.loaded else None):
        counts = _counts(list(group))
        if load is None:
            said.append(counts)
        else:
            shown = load_said(load, units)
            said.append(tr("{load} × {counts}", load=shown, counts=counts) if counts else shown)
    return ", ".join(filter(None, said))


def _counts(sets: Sequence[WorkoutSet]) -> str:
    said = []
    for held, group in groupby(sets, lambda done: done.reps is None and done.impacts is None):
        figures = [
            number(value)
            for done in group
            if (value := done.seconds if held else done.reps if done.reps is not None else done.impacts) is not None
        ]
        if figures:
            counts = ", ".join(figures)
            said.append(tr("{counts} s", counts=counts) if held else counts)
    return ", ".join(said)


def session_brief(workout: Workout, exercises: Exercises, units: Units | None) -> str:
    """What was done in the width of a table: the loads of the first exercise, the names of two more."""
    said = []
    for place, (exercise, sets) in enumerate(by_exercise(workout)):
        working = [done for done in sets if done.working] or sets
        impacts = sum(done.impacts or 0 for done in working)
        counts = (
            number(impacts) if impacts else sets_said(working, units) if not place and sets[0].seconds is None else ""
        )
        said.append(f"{name_of(exercise, exercises)} {counts}".strip())
    more = len(said) - _BRIEF
    if more > 1:
        shown = "; ".join(said[:_BRIEF])
        return trn("{shown}; {count} more", "{shown}; {count} more", more, shown=shown)
    return "; ".join(said)


def areas_loaded(workout: Workout, exercises: Exercises) -> list[str]:
    """The areas and bones that a session's exercises load, as words."""
    found: set[str] = set()
    for done in workout.sets:
        known = exercises.get(done.exercise)
        if known is not None:
            found |= known.groups | {_SITES.get(site, site) for site in known.bone_sites}
    return [tr(name) for key, name in AREAS.items() if key in found]


def lift_of(exercise: str, exercises: Exercises) -> str:
    """The name under which the sets of a lift are compared: the catalogue's key, else the text itself."""
    known = exercises.get(exercise)
    return known.key if known is not None else exercise


def maxima(workouts: Iterable[Workout], exercises: Exercises, until: dt.date) -> dict[str, Decimal]:
    """The best estimated maximum of each lift in the 84 days that end on `until`, in kg."""
    start = days_before(until, MAXIMUM_DAYS - 1)
    return best_lifts((item for item in workouts if start <= item.date <= until), exercises, estimated_1rm_kg)


@dataclass(frozen=True, slots=True)
class Last:
    """An exercise as it was done last: on which day, and its sets."""

    day: dt.date
    sets: tuple[WorkoutSet, ...]

    def like(self, set_type: SetType | None, place: int) -> WorkoutSet | None:
        """The set of that type in its place among those of the type, from 0; None where there was none."""
        alike = [done for done in self.sets if (done.set_type is SetType.WARMUP) == (set_type is SetType.WARMUP)]
        return alike[place] if place < len(alike) else None


def last_times(workouts: Iterable[Workout], exercises: Exercises) -> Mapping[str, Last]:
    """Each exercise as it was done last in these sessions, by its lift."""
    found: dict[str, Last] = {}
    for workout in sorted(workouts, key=lambda workout: (workout.date, workout.start or dt.time.min, workout.id)):
        for exercise, sets in by_exercise(workout):
            found[lift_of(exercise, exercises)] = Last(workout.date, tuple(sets))
    return found


def caution_of(known: Exercise | None) -> str:
    """What to mind about an exercise that bends or turns the spine under load; "" where there is nothing."""
    if known is None:
        return ""
    bends = bool({"flexion", "flexion_flag"} & known.cautions)
    if bends and "twist" in known.cautions:
        return tr("This bends and turns the spine under load. Ask a physiotherapist first whether it is for you.")
    if "flexion_flag" in known.cautions:
        return tr("This bends the spine under load. Ask a physiotherapist first whether it is for you.")
    if bends:
        return tr("Keep the back long: rounded, it bends the spine under load. A physiotherapist can look at it once.")
    if "twist" in known.cautions:
        return tr("This turns the spine under load. Ask a physiotherapist first whether it is for you.")
    return ""


def share(load_kg: float | None, maximum: Decimal | None) -> Decimal | None:
    """A load in percent of an estimated maximum, both in kg; None where one of them is not known."""
    return None if load_kg is None or not load_kg or not maximum else 100 * exact(load_kg) / maximum
