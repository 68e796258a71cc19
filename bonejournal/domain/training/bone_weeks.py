"""How training loaded hip, spine and wrist, week by week, and in which weeks there was impact and balance work."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bonejournal.domain.dates import days_before
from bonejournal.domain.meaning.measures.common import WEEK_DAYS, last_days
from bonejournal.domain.meaning.measures.training import balance_days, impact_days
from bonejournal.domain.training.areas import WEEKS
from bonejournal.domain.training.dose import DONE, LOADING, NOT_COUNTED
from bonejournal.domain.training.exercises import IMPACT, RESISTANCE, Exercises
from bonejournal.domain.training.workouts import Workout, WorkoutSet
from bonejournal.domain.words import mark, number, tr, trn

SITES = {"hip": mark("Hip, sets"), "spine": mark("Spine, sets"), "wrist": mark("Wrist, sets")}
"""The bones that exercises name, counted in sets of strength and impact."""
PRACTICE = {"impact": mark("Impact, days"), "balance": mark("Balance, days")}
"""What is counted by days."""
ROWS = {**SITES, **PRACTICE}


@dataclass(frozen=True, slots=True)
class BoneWeek:
    """Seven days and what they brought, by the keys of `ROWS`.

    counts: None where no session is recorded in them; one of them is None where sessions are and their sets are not.
    """

    start: dt.date
    end: dt.date
    counts: Mapping[str, int | None] | None

    def count(self, row: str) -> int | None:
        """How many sets or days, None where that is not known."""
        return None if self.counts is None else self.counts[row]


def bone_weeks(
    workouts: Sequence[Workout], exercises: Exercises, on: dt.date, *, cleared: bool
) -> tuple[BoneWeek, ...]:
    """The twelve weeks of seven days that end on a day, the oldest first, those before the first session left out.

    cleared: whether hops and jumps are; until then hills and stairs stand for impact, as in the target.
    """
    weeks = [_week(workouts, exercises, days_before(on, back * WEEK_DAYS), cleared) for back in reversed(range(WEEKS))]
    first = next((place for place, week in enumerate(weeks) if week.counts is not None), len(weeks))
    return tuple(weeks[first:])


def _week(workouts: Sequence[Workout], exercises: Exercises, end: dt.date, cleared: bool) -> BoneWeek:
    done = last_days(workouts, end, WEEK_DAYS)
    start = days_before(end, WEEK_DAYS - 1)
    if not done:
        return BoneWeek(start, end, None)
    sets = Counter(site for workout in done for site in _sites(workout.sets, exercises))
    # A session that loads bone and of which no set is noted was done with sets that nobody knows.
    noted = not any(workout.kind in LOADING and not workout.sets for workout in done)
    counts: dict[str, int | None] = {site: sets[site] if sets[site] or noted else None for site in SITES}
    counts["impact"] = len(impact_days(done, exercises, cleared=cleared))
    counts["balance"] = len(balance_days(done, exercises))
    return BoneWeek(start, end, counts)


def _sites(sets: Iterable[WorkoutSet], exercises: Exercises) -> Iterable[str]:
    """The bones that each set of strength or impact loaded; warm-ups are none."""
    for one in sets:
        known = exercises.get(one.exercise) if one.exercise else None
        counts = one.set_type is not NOT_COUNTED and any(getattr(one, field) for field in DONE)
        if known is not None and counts and known.classes & {RESISTANCE, IMPACT}:
            yield from known.bone_sites & SITES.keys()


def bone_weeks_sentence(weeks: Sequence[BoneWeek]) -> str:
    """The mean of each bone's sets in a week, and in how many weeks there was impact and balance."""
    known = [week for week in weeks if week.counts is not None]
    if not known:
        return tr("No session is recorded in the last twelve weeks.")
    had = {row: sum(bool(week.count(row)) for week in known) for row in PRACTICE}
    practised = trn(
        "Of {count} week with a session {impact} had impact and {balance} had balance work.",
        "Of {count} weeks with a session {impact} had impact and {balance} had balance work.",
        len(known),
        **had,
    )
    if not any(week.count(site) for week in known for site in SITES):
        return practised
    means = {site: _mean([week.count(site) for week in known]) for site in SITES}
    sets = tr("Sets a week on average: {hip} for the hip, {spine} for the spine, {wrist} for the wrist.", **means)
    return tr("{sets} {practised}", sets=sets, practised=practised)


def _mean(counts: Iterable[int | None]) -> str:
    known = [count for count in counts if count is not None]
    return number(Decimal(sum(known)) / max(1, len(known)), 0)


def count_said(row: str, count: int | None) -> str:
    """A count as it is read: "12 sets", "2 days"."""
    if count is None:
        return tr("not known")
    if row in SITES:
        return trn("{count} set", "{count} sets", count)
    return trn("{count} day", "{count} days", count)
