"""How much hip and spine were loaded, week by week over years: sets of strength and impact, by their exercises.

Walking is none of it. A session whose sets are not noted is a session, and never a week without any.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bonejournal.domain.training.exercises import IMPACT, RESISTANCE, Exercises
from bonejournal.domain.training.workouts import SetType, WorkoutKind

LOADING = frozenset({WorkoutKind.RESISTANCE, WorkoutKind.IMPACT, WorkoutKind.RUNNING})
"""Kinds of sessions that load bone; walking is none of them."""
DONE = ("reps", "seconds", "impacts")
"""The fields of a set of which one says that it was done."""
NOT_COUNTED = SetType.WARMUP
_PLACES = frozenset({"hips", "hip", "spine"})
"""Hip and spine as exercises name them: what they train, and which bones they load."""


@dataclass(frozen=True, slots=True)
class DoseWeek:
    """The week that begins on `day`: on how many days strength or impact is on record, and in how many sets hip or
    spine were loaded, None where sessions are on record and their sets are not.
    """

    day: dt.date
    days: int
    sets: int | None


def loads_bone(exercises: Exercises) -> Callable[[str], bool]:
    """Whether an exercise, as a set names it, loads hip or spine by strength or impact."""

    def loads(exercise: str) -> bool:
        known = exercises.get(exercise)
        if known is None or not known.classes & {RESISTANCE, IMPACT}:
            return False
        return bool((known.groups | known.bone_sites) & _PLACES)

    return loads


def dose_weeks(sessions: Iterable[dt.date], sets: Iterable[tuple[dt.date, int]], on: dt.date) -> tuple[DoseWeek, ...]:
    """The weeks from the first one that loaded bone to that of the day `on`.

    sessions: the days with a session of a kind that is `LOADING`; sets: how many sets that `loads_bone` counts were
    done on a day.
    """
    latest = on.toordinal()
    counted: Counter[int] = Counter()
    days = {ordinal for day in sessions if (ordinal := day.toordinal()) <= latest}
    for day, count in sets:
        ordinal = day.toordinal()
        if ordinal <= latest:
            days.add(ordinal)
            counted[_monday(ordinal)] += count
    if not days:
        return ()
    done = Counter(map(_monday, days))
    mondays = range(min(done), latest + 1, 7)
    return tuple(
        DoseWeek(dt.date.fromordinal(day), done[day], counted[day] if counted[day] or not done[day] else None)
        for day in mondays
    )


def _monday(ordinal: int) -> int:
    """The Monday of a day's week; the first day there is was one."""
    return ordinal - (ordinal - 1) % 7
