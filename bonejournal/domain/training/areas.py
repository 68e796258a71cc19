"""Which areas of the body strength training has loaded, week by week: bone answers where it is loaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bonejournal.domain.dates import days_before
from bonejournal.domain.meaning.measures.common import WEEK_DAYS, last_days
from bonejournal.domain.meaning.measures.training import GROUPS
from bonejournal.domain.training.exercises import Exercises
from bonejournal.domain.training.workouts import Workout, lifts
from bonejournal.domain.words import tr, trn

WEEKS = 12
"""How many weeks are looked at."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How an area was loaded in a week: on how many days, and in how many sets."""

    days: int
    sets: int


@dataclass(frozen=True, slots=True)
class AreaWeek:
    """Seven days and what they loaded, by area; `areas` is None where no session is recorded in them."""

    start: dt.date
    end: dt.date
    areas: dict[str, Loaded] | None

    def loaded(self, area: str) -> Loaded | None:
        """What an area got, None where nothing is recorded."""
        return None if self.areas is None else self.areas.get(area, Loaded(0, 0))

    @property
    def every(self) -> bool:
        """Whether all five areas were loaded."""
        return self.areas is not None and all(area in self.areas for area in GROUPS)


def area_weeks(workouts: Sequence[Workout], exercises: Exercises, on: dt.date) -> tuple[AreaWeek, ...]:
    """The twelve weeks of seven days that end on a day, the oldest first, those before the first session left out.

    As the target has it, strength sets count, and neither walks nor balance.
    """
    weeks = [_week(workouts, exercises, days_before(on, back * WEEK_DAYS)) for back in reversed(range(WEEKS))]
    first = next((place for place, week in enumerate(weeks) if week.areas is not None), len(weeks))
    return tuple(weeks[first:])


def _week(workouts: Sequence[Workout], exercises: Exercises, end: dt.date) -> AreaWeek:
    done = last_days(workouts, end, WEEK_DAYS)
    days: dict[str, set[dt.date]] = {}
    sets: dict[str, int] = {}
    for workout in done:
        for _, known, _ in lifts([workout], exercises):
            for area in known.groups & GROUPS.keys() if known is not None else ():
                days.setdefault(area, set()).add(workout.date)
                sets[area] = sets.get(area, 0) + 1
    found = {area: Loaded(len(days[area]), sets[area]) for area in GROUPS if area in days}
    return AreaWeek(days_before(end, WEEK_DAYS - 1), end, found if done else None)


def areas_sentence(weeks: Sequence[AreaWeek]) -> str:
    """In how many weeks all five areas were loaded, and which one was left out most often."""
    known = [week for week in weeks if week.areas is not None]
    if not known:
        return tr("No session is recorded in the last twelve weeks.")
    every = sum(week.every for week in known)
    said = trn(
        "All five areas were loaded in {every} of {count} week with a session.",
        "All five areas were loaded in {every} of {count} weeks with a session.",
        len(known),
        every=every,
    )
    without = {area: sum(area not in (week.areas or {}) for week in known) for area in GROUPS}
    most = max(without.values())
    if not most:
        return said
    names = ", ".join(tr(name) for area, name in GROUPS.items() if without[area] == most)
    left = trn(
        "Left out most often: {names}, in {count} week.",
        "Left out most often: {names}, in {count} weeks.",
        most,
        names=names,
    )
    return tr("{said} {left}", said=said, left=left)


def loaded_said(found: Loaded | None) -> str:
    """What an area got in a week, as it is read: "on 2 days, 9 sets"."""
    if found is None:
        return tr("nothing recorded")
    if not found.days:
        return tr("not loaded")
    sets = trn("{count} set", "{count} sets", found.sets)
    return trn("on {count} day, {sets}", "on {count} days, {sets}", found.days, sets=sets)
