"""What stands beside the sets while they are typed: last time, how heavy each is for her, and what differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from bonejournal.domain.meaning.measures.common import Bounds
from bonejournal.domain.profile import Units
from bonejournal.domain.training.exercises import Exercises
from bonejournal.domain.training.sessions import (
    LOAD,
    SHORT_PATTERNS,
    Last,
    by_exercise,
    lift_of,
    load_said,
    name_of,
    share,
)
from bonejournal.domain.training.workout_entry import IMPACTS, SECONDS, measure_of
from bonejournal.domain.training.workouts import (
    SetType,
    Workout,
    WorkoutSet,
    best_lifts,
    estimated_1rm_kg,
    is_resistance,
    lifts,
)
from bonejournal.domain.units import shown_unit, to_shown
from bonejournal.domain.words import Said, day_brief, mark, number, percent, tr, trn

MOST_DIFFERENCES = 2
NOTHING = Said("", "")


def set_said(done: WorkoutSet, units: Units | None) -> str:
    """A set in short, its load in her unit: "40 × 8", "10", "40 s"."""
    measure = measure_of(done)
    value = getattr(done, measure)
    count = "" if value is None else number(value)
    if measure == SECONDS and count:
        count = tr("{count} s", count=count)
    if not done.loaded or done.load_kg is None:
        return count
    load = number(to_shown(LOAD, done.load_kg, shown_unit(LOAD, units)))
    return tr("{load} × {count}", load=load, count=count) if count else load


def last_words(
    rows: Sequence[tuple[str, str, SetType | None]],
    lasts: Mapping[str, Last],
    exercises: Exercises,
    units: Units | None,
) -> tuple[dt.date | None, dict[str, str]]:
    """For each row (its key, its exercise, its type) the same set of last time; and the day most of them are of.

    Where an exercise was done last on another day, its first row says so.
    """
    found = {key: lasts.get(lift_of(exercise, exercises)) for key, exercise, _ in rows}
    day = max((last.day for last in found.values() if last is not None), default=None)
    words: dict[str, str] = {}
    places: dict[tuple[str, bool], int] = {}
    for key, exercise, set_type in rows:
        first = all(begun != exercise for begun, _ in places)
        kind = (exercise, set_type is SetType.WARMUP)
        places[kind] = places.get(kind, -1) + 1
        last = found[key]
        was = last.like(set_type, places[kind]) if last is not None else None
        words[key] = set_said(was, units) if was is not None else ""
        if was is not None and last is not None and last.day != day and first:
            words[key] = tr("{sets}, {day}", sets=words[key], day=day_brief(last.day))
    return day, words


def shares(
    workout: Workout, keys: Sequence[str], exercises: Exercises, best: Mapping[str, Decimal], bounds: Bounds
) -> dict[str, Said]:
    """How heavy each set is in percent of the estimated maximum of its lift, the first of an exercise in full.

    best: what the sessions before suggest; a lift without one goes by this session's own sets, where their effort
    is noted.
    """
    own = best_lifts([workout], exercises, estimated_1rm_kg)
    said: dict[str, Said] = {}
    begun: set[str] = set()
    for key, done in zip(keys, workout.sets, strict=True):
        first = done.exercise not in begun
        begun.add(done.exercise)
        said[key] = _share(done, exercises, {**own, **best}, bounds, first=first)
    return said


def _share(done: WorkoutSet, exercises: Exercises, best: Mapping[str, Decimal], bounds: Bounds, *, first: bool) -> Said:
    known = exercises.get(done.exercise)
    if not is_resistance(done, known):
        return NOTHING
    if not done.loaded:
        return Said("", tr("no load, no estimate")) if first else NOTHING
    part = share(done.load_kg, best.get(lift_of(done.exercise, exercises)))
    if part is None:
        return Said("", tr("note the effort to see it")) if first else NOTHING
    said = percent(part, 0)
    if known is None or not known.compound or not bounds.said():
        return Said("", said)
    asked = f"{bounds.said()}\u2009%"
    if bounds.low is not None and part < bounds.low:
        return Said("short", tr("{share}, below {asked}", share=said, asked=asked) if first else said)
    if bounds.high is not None and part > bounds.high:
        return Said("over", tr("{share}, above {asked}", share=said, asked=asked) if first else said)
    return Said("met", tr("{share}, in {asked}", share=said, asked=asked) if first else said)


def patterns_done(workout: Workout, exercises: Exercises) -> list[tuple[str, bool]]:
    """Squat, hinge and overhead press, and whether the session has each."""
    done = {known.pattern for _, known, _ in lifts([workout], exercises) if known is not None}
    return [(tr(name), key in done) for key, name in SHORT_PATTERNS.items()]


def differences(workout: Workout, lasts: Mapping[str, Last], exercises: Exercises, units: Units | None) -> str:
    """What differs from last time in one sentence; "" where nothing was done before."""
    said, known = [], False
    for exercise, sets in by_exercise(workout):
        last = lasts.get(lift_of(exercise, exercises))
        counted = [done for done in sets if done.working]
        before = [done for done in last.sets if done.working] if last is not None else []
        if not counted or not before:
            continue
        known = True
        if words := _difference(counted, before, units):
            said.append(tr("{exercise}: {difference}", exercise=name_of(exercise, exercises), difference=words))
    if not said:
        return tr("The same as last time.") if known else ""
    shown = "; ".join(said[:MOST_DIFFERENCES])
    more = len(said) - MOST_DIFFERENCES
    if more > 0:
        return trn("{shown}; {count} more changed.", "{shown}; {count} more changed.", more, shown=shown)
    return tr("{shown}.", shown=shown)


def _difference(now: Sequence[WorkoutSet], before: Sequence[WorkoutSet], units: Units | None) -> str:
    load = _heaviest(now) - _heaviest(before)
    if load:
        said = load_said(abs(load), units)
        return tr("{load} more than last time", load=said) if load > 0 else tr("{load} less than last time", load=said)
    if len(now) != len(before):
        count = len(now) - len(before)
        if count > 0:
            return trn("{count} set more than last time", "{count} sets more than last time", count)
        return trn("{count} set fewer than last time", "{count} sets fewer than last time", -count)
    count, measure = round(_counted(now) - _counted(before)), measure_of(now[0])
    if not count:
        return ""
    one, many = _COUNTS[measure, count > 0]
    return trn(one, many, abs(count))


_COUNTS = {
    ("reps", True): (mark("{count} repetition more than last time"), mark("{count} repetitions more than last time")),
    ("reps", False): (
        mark("{count} repetition fewer than last time"),
        mark("{count} repetitions fewer than last time"),
    ),
    (IMPACTS, True): (mark("{count} impact more than last time"), mark("{count} impacts more than last time")),
    (IMPACTS, False): (mark("{count} impact fewer than last time"), mark("{count} impacts fewer than last time")),
    (SECONDS, True): (mark("{count} second more than last time"), mark("{count} seconds more than last time")),
    (SECONDS, False): (mark("{count} second less than last time"), mark("{count} seconds less than last time")),
}


def _heaviest(sets: Sequence[WorkoutSet]) -> Decimal:
    return max((Decimal(repr(done.load_kg)) for done in sets if done.load_kg is not None), default=Decimal(0))


def _counted(sets: Sequence[WorkoutSet]) -> float:
    return sum(getattr(done, measure_of(done)) or 0.0 for done in sets)
