"""Training: days, loads, repetitions and sets of the week that ends today, and whether lifts keep rising.

Rest cannot be told from not recording, so four weeks without any workout are no data. No intensity is claimed of a
set whose effort was not noted, and nobody is asked to test a maximum.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from bonejournal.domain.dates import days_before
from bonejournal.domain.meaning.facts import cleared_for_impact
from bonejournal.domain.meaning.measures.common import (
    WEEK_DAYS,
    Asked,
    Finding,
    Status,
    Window,
    distance,
    last_days,
    median,
    nothing_recorded,
    settled,
)
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.training.exercises import BALANCE, IMPACT, RESISTANCE, Exercise, Exercises, HerExercise
from bonejournal.domain.training.workouts import (
    Workout,
    WorkoutKind,
    best_lifts,
    estimated_1rm_kg,
    lifts,
    resistance_sets,
    set_strength_kg,
)
from bonejournal.domain.words import either, exact, mark, number, percent, tr, trn

RECORDED_DAYS = 28
"""With no workout in so many days nothing is known."""
STRENGTH_DAYS = 84
"""How far back a best lift counts."""
PATTERNS = {"squat": mark("squat"), "hinge": mark("hinge"), "overhead_press": mark("overhead press")}
GROUPS = {
    "hips": mark("hips"),
    "spine": mark("spine"),
    "legs": mark("legs"),
    "arms": mark("arms"),
    "core": mark("core"),
}
NOT_CLEARED_ROWS = frozenset({"hiking", "stair_climbing", "step_down"})
"""What counts as impact until hops and jumps are cleared."""


def exercises_of(snapshot: Snapshot) -> Exercises:
    """The catalogue with her own exercises."""
    return _exercises(snapshot.of(HerExercise))


@lru_cache(maxsize=2)
def _exercises(own: tuple[HerExercise, ...]) -> Exercises:
    return Exercises(own)


def resistance_days(workouts: Iterable[Workout], exercises: Exercises) -> set[dt.date]:
    """The days with a strength session, or with a set that trains strength."""
    return {
        workout.date
        for workout in workouts
        if workout.kind is WorkoutKind.RESISTANCE or resistance_sets(workout, exercises)
    }


def impact_days(workouts: Iterable[Workout], exercises: Exercises, *, cleared: bool) -> set[dt.date]:
    """The days with impact, or until it is cleared with hills, stairs and step-downs; walking never counts."""
    kinds = {WorkoutKind.IMPACT, WorkoutKind.RUNNING} if cleared else {WorkoutKind.HIKING, WorkoutKind.STAIRS}

    def counts(known: Exercise) -> bool:
        return IMPACT in known.classes if cleared else known.key in NOT_CLEARED_ROWS

    return _days(workouts, exercises, kinds, counts)


def balance_days(workouts: Iterable[Workout], exercises: Exercises) -> set[dt.date]:
    """The days with balance work: its sessions and exercises, step-ups among them, other lifts not."""
    kinds = {WorkoutKind.BALANCE, WorkoutKind.TAI_CHI, WorkoutKind.YOGA}

    def counts(known: Exercise) -> bool:
        return (BALANCE in known.classes and RESISTANCE not in known.classes) or known.key == "step_up"

    return _days(workouts, exercises, kinds, counts)


def _days(
    workouts: Iterable[Workout], exercises: Exercises, kinds: set[WorkoutKind], counts: Callable[[Exercise], bool]
) -> set[dt.date]:
    return {
        workout.date
        for workout in workouts
        if workout.kind in kinds or any(counts(known) for known in _rows(workout, exercises))
    }


def _rows(workout: Workout, exercises: Exercises) -> Iterator[Exercise]:
    """The known exercises of a workout's rows, warm-ups and all."""
    for done in workout.sets:
        known = exercises.get(done.exercise) if done.exercise else None
        if known is not None:
            yield known


def _recorded(asked: Asked) -> list[Workout]:
    return last_days(asked.snapshot.of(Workout), asked.on, RECORDED_DAYS)


def _week(asked: Asked) -> list[Workout]:
    return last_days(asked.snapshot.of(Workout), asked.on, WEEK_DAYS)


def _window(asked: Asked, days: int = WEEK_DAYS) -> Window:
    found = last_days(asked.snapshot.of(Workout), asked.on, days)
    rows = sum(len(workout.sets) or 1 for workout in found)
    start = days_before(asked.on, days - 1)
    return Window(start, asked.on, len({workout.date for workout in found}), rows, rows)


def resistance_sessions(asked: Asked) -> Finding:
    """Days of the week with strength training."""
    days = resistance_days(_week(asked), exercises_of(asked.snapshot))
    said = trn(
        "Strength training on {count} day of the last 7", "Strength training on {count} days of the last 7", len(days)
    )
    return _enough_days(asked, len(days), said if days else tr("No strength training in the last 7 days"))


def impact_sessions(asked: Asked) -> Finding:
    """Days of the week with weight-bearing impact."""
    cleared = cleared_for_impact(asked.snapshot)
    week = _week(asked)
    days = len(impact_days(week, exercises_of(asked.snapshot), cleared=cleared))
    if cleared:
        said = trn("Impact on {count} day of the last 7", "Impact on {count} days of the last 7", days)
        return _enough_days(asked, days, said if days else tr("No impact in the last 7 days"))
    said = trn("Hills or stairs on {count} day of the last 7", "Hills or stairs on {count} days of the last 7", days)
    after = tr("Hops and jumps are left out until a clinician clears them.")
    walks = {workout.date for workout in week if workout.kind is WorkoutKind.WALKING}
    if walks and not days:
        after = _walking_only(len(walks))
    return _enough_days(asked, days, said if days else tr("No hills or stairs in the last 7 days"), after)


def _walking_only(days: int) -> str:
    return trn(
        "Walks on {count} day: good for heart and balance, not counted as bone loading.",
        "Walks on {count} days: good for heart and balance, not counted as bone loading.",
        days,
    )


def balance_sessions(asked: Asked) -> Finding:
    """Days of the week with balance work."""
    days = len(balance_days(_week(asked), exercises_of(asked.snapshot)))
    said = trn("Balance on {count} day of the last 7", "Balance on {count} days of the last 7", days)
    return _enough_days(asked, days, said if days else tr("No balance work in the last 7 days"))


def _enough_days(asked: Asked, days: int, said: str, after: str = "") -> Finding:
    if not _recorded(asked):
        return nothing_recorded()
    short = mark("{said}, {missing} fewer than the {asked} asked for.")
    if not days:
        short = mark("{said}; the target is {asked} a week.")
    return _at_least(asked, Decimal(days), said, short, after)


def _at_least(asked: Asked, value: Decimal, said: str, short: str, after: str = "") -> Finding:
    """Whether a count reaches the lower bound; `said` begins the sentence, `after` follows it."""
    bounds, window = asked.bounds, _window(asked)
    if bounds.low is not None and value < bounds.low:
        text = tr(short, said=said, missing=number(bounds.low - value), asked=bounds.said())
        return Finding(Status.SHORT, " ".join(filter(None, (text, after))), value, bounds.low, window=window)
    text = said + "."
    if bounds.low is not None:
        text = tr("{said}; the target of {asked} is met.", said=said, asked=bounds.said())
    return Finding(Status.MET, " ".join(filter(None, (text, after))), value, window=window)


def intensity(asked: Asked) -> Finding:
    """The heaviest load of the week in percent of the best estimated maximum of 84 days; the median of the lifts."""
    if not _recorded(asked):
        return nothing_recorded()
    exercises = exercises_of(asked.snapshot)
    heaviest: dict[str, Decimal] = {}
    for lift, known, done in lifts(_week(asked), exercises):
        if known is not None and known.compound and done.loaded and done.load_kg is not None:
            heaviest[lift] = max(heaviest.get(lift, Decimal(0)), exact(done.load_kg))
    best = best_lifts(last_days(asked.snapshot.of(Workout), asked.on, STRENGTH_DAYS), exercises, estimated_1rm_kg)
    shares = [100 * load / best[lift] for lift, load in heaviest.items() if lift in best]
    if not shares:
        text = tr("Note how hard the last set felt and this can be worked out.")
        return Finding(Status.NO_DATA, text, window=_window(asked))
    value = settled(median(shares))
    said = tr("Your main lifts were at {value} of the estimated best", value=percent(value, 0))
    return _within(asked, value, said, mark("%"))


def reps(asked: Asked) -> Finding:
    """The median repetitions of the week's sets that train strength."""
    if not _recorded(asked):
        return nothing_recorded()
    done = [item for _, _, item in lifts(_week(asked), exercises_of(asked.snapshot))]
    counts = [exact(item.reps) for item in done if item.reps is not None and item.reps >= 1]
    if not counts:
        return _no_sets(asked)
    value = median(counts)
    said = trn(
        "Your usual set has {value} repetition",
        "Your usual set has {value} repetitions",
        math.ceil(value),
        value=number(value),
    )
    return _within(asked, value, said, "")


def _within(asked: Asked, value: Decimal, said: str, unit: str) -> Finding:
    bounds, window = asked.bounds, _window(asked)
    asked_for = f"{bounds.said()}\u2009{unit}" if unit else bounds.said()
    for status, bound, text in (
        (Status.SHORT, bounds.low, mark("{said}, {missing} below the {asked} asked for.")),
        (Status.OVER, bounds.high, mark("{said}, {missing} above the {asked} asked for.")),
    ):
        if bound is not None and (value < bound if status is Status.SHORT else value > bound):
            missing = f"{distance(value - bound)}\u2009{unit}" if unit else number(abs(value - bound))
            return Finding(status, tr(text, said=said, missing=missing, asked=asked_for), value, bound, window=window)
    text = tr("{said}; the target of {asked} is met.", said=said, asked=asked_for) if bounds.said() else said + "."
    return Finding(Status.MET, text, value, window=window)


def _no_sets(asked: Asked) -> Finding:
    return Finding(Status.NO_DATA, tr("No strength set is recorded in the last 7 days."), window=_window(asked))


def sets(asked: Asked) -> Finding:
    """The median of the sets of each exercise in each session of the week."""
    if not _recorded(asked):
        return nothing_recorded()
    exercises = exercises_of(asked.snapshot)
    counts: dict[tuple[str, str], int] = {}
    for workout in _week(asked):
        for lift, _, _ in lifts([workout], exercises):
            counts[workout.id, lift] = counts.get((workout.id, lift), 0) + 1
    if not counts:
        return _no_sets(asked)
    value = median(map(Decimal, counts.values()))
    said = trn(
        "You usually do {value} set of an exercise",
        "You usually do {value} sets of an exercise",
        math.ceil(value),
        value=number(value),
    )
    return _at_least(asked, value, said, mark("{said}, {missing} fewer than the {asked} asked for."))


def patterns(asked: Asked) -> Finding:
    """How many of squat, hinge and overhead press the week has."""
    found = {known.pattern for _, known, _ in lifts(_week(asked), exercises_of(asked.snapshot)) if known}
    said = mark("{there} of 3 main lifts (squat, hinge, overhead press) in the last 7 days")
    return _covered(asked, PATTERNS, found, said, mark("No {left} in the last 7 days."))


def groups(asked: Asked) -> Finding:
    """How many of hips, spine, legs, arms and core the week has loaded."""
    done = lifts(_week(asked), exercises_of(asked.snapshot))
    found = {group for _, known, _ in done if known for group in known.groups}
    said = mark("{there} of 5 regions (hips, spine, legs, arms, core) in the last 7 days")
    return _covered(asked, GROUPS, found, said, mark("Nothing for {left} in the last 7 days."))


def _covered(asked: Asked, wanted: dict[str, str], found: set[str], said: str, absent: str) -> Finding:
    """Whether enough of what is wanted was done; what was not comes first where it falls short: it is left to do."""
    if not _recorded(asked):
        return nothing_recorded()
    there = Decimal(sum(key in found for key in wanted))
    left = [tr(name) for key, name in wanted.items() if key not in found]
    bounds = asked.bounds
    if left and bounds.low is not None and there < bounds.low:
        done = tr("Done: {there} of the {asked} asked for.", there=number(there), asked=bounds.said())
        text = f"{tr(absent, left=either(left))} {done}"
        return Finding(Status.SHORT, text, there, bounds.low, window=_window(asked))
    after = tr("Not yet: {left}.", left=", ".join(left)) if left else ""
    said = tr(said, there=number(there))
    return _at_least(asked, there, said, mark("{said}, {missing} fewer than the {asked} asked for."), after)


def overload(asked: Asked) -> Finding:
    """The median change of the best sets of 28 days against those of the 28 days before."""
    if not _recorded(asked):
        return nothing_recorded()
    workouts, exercises = asked.snapshot.of(Workout), exercises_of(asked.snapshot)
    now = best_lifts(last_days(workouts, asked.on, RECORDED_DAYS), exercises, set_strength_kg)
    earlier = last_days(workouts, days_before(asked.on, RECORDED_DAYS), RECORDED_DAYS)
    before = best_lifts(earlier, exercises, set_strength_kg)
    changes = [100 * (now[lift] - before[lift]) / before[lift] for lift in now if lift in before]
    window = _window(asked, 2 * RECORDED_DAYS)
    if not changes:
        text = tr("No lift is recorded in both the last four weeks and the four before.")
        return Finding(Status.NO_DATA, text, window=window)
    value = settled(median(changes))
    low = asked.bounds.low
    met = low is None or value > low
    said = mark("Your lifts changed by {change} against the four weeks before; more than {low} is asked for.")
    if met and value > 0:
        said = mark("Your lifts changed by {change} against the four weeks before; they keep rising.")
    elif low is None:
        said = mark("Your lifts changed by {change} against the four weeks before.")
    elif not low:
        said = mark("Your lifts changed by {change} against the four weeks before; the aim is that they rise.")
    text = tr(said, change=percent(value, sign=True), low=percent(low or 0, None))
    return Finding(Status.MET if met else Status.SHORT, text, value, None if met else low, window=window)
