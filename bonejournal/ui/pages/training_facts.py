"""What the Training page shows of a journal, as plain values: the week, six measures with their targets, the lifts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bonejournal.domain.dates import days_before
from bonejournal.domain.meaning.facts import cleared_for_impact
from bonejournal.domain.meaning.measures.common import WEEK_DAYS, Status, last_days
from bonejournal.domain.meaning.measures.training import PATTERNS, RECORDED_DAYS, STRENGTH_DAYS, exercises_of
from bonejournal.domain.meaning.targets import Gap, gaps_of
from bonejournal.domain.profile import Units
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.template import Template, TemplateKind
from bonejournal.domain.training.areas import AreaWeek, area_weeks
from bonejournal.domain.training.bone_weeks import BoneWeek, bone_weeks
from bonejournal.domain.training.exercises import Exercises, HerExercise
from bonejournal.domain.training.sessions import SHORT_PATTERNS, kind_of, load_said, share, short_name, token
from bonejournal.domain.training.workouts import Workout, WorkoutKind, WorkoutSet, estimated_1rm_kg, lifts
from bonejournal.domain.words import day_brief, day_short, mark, number, percent, tr, trn, weekday_brief

SESSIONS = "training.resistance.sessions"
INTENSITY = "training.resistance.intensity"
REPS, SETS = "training.resistance.reps", "training.resistance.sets"
COMPOUND, OVERLOAD = "training.compound", "training.overload"
IMPACT, BALANCE = "training.impact.sessions", "training.balance.sessions"
MOVING = (WorkoutKind.WALKING, WorkoutKind.CYCLING, WorkoutKind.SWIMMING)
"""What is good for heart and balance and is not counted for bone."""
_MISSING = {
    "squat": mark("a squat"),
    "hinge": mark("a hinge such as a deadlift"),
    "overhead_press": mark("an overhead press"),
}
_WORST = (Status.OVER, Status.SHORT, Status.NO_DATA, Status.MET)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A day of the week that ends today, and what was done on it, each kind once."""

    day: dt.date
    kinds: tuple[WorkoutKind, ...]


@dataclass(frozen=True, slots=True)
class TileFacts:
    """One measure: its mark, name, value, and the target beneath; the targets behind it say more.

    clearance: whether a clinician's word on hops and jumps would change it.
    """

    key: str
    mark: str
    title: str
    value: str
    target: str
    gaps: tuple[Gap, ...]
    clearance: bool = False


@dataclass(frozen=True, slots=True)
class Effort:
    """The heaviest set of a lift in one session: its day, share of the estimated maximum in percent, and load."""

    day: dt.date
    share: Decimal
    said: str
    workout: str


@dataclass(frozen=True, slots=True)
class LiftFacts:
    """A main lift: its name, and a short one; the heaviest set of each session, and the maximum each suggests, in kg.

    standing: whether the last four weeks brought no more than the four before; None where that cannot be told.
    """

    name: str
    short: str
    efforts: tuple[Effort, ...]
    estimates: tuple[tuple[dt.date, Decimal, str], ...]
    best: Decimal | None
    standing: bool | None


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """The page's values. `templates` are those of a workout."""

    on: dt.date
    sentence: str
    week: tuple[DayFacts, ...]
    tiles: tuple[TileFacts, ...]
    lifts: tuple[LiftFacts, ...]
    areas: tuple[AreaWeek, ...]
    bones: tuple[BoneWeek, ...]
    workouts: tuple[Workout, ...]
    exercises: Exercises
    units: Units | None
    templates: tuple[Template, ...]
    own: tuple[HerExercise, ...]
    intensity: Gap


def training_facts(snapshot: Snapshot) -> TrainingFacts:
    """Everything the page shows of a journal."""
    exercises = exercises_of(snapshot)
    workouts = tuple(last_days(snapshot.of(Workout), snapshot.on, STRENGTH_DAYS + 1))
    gaps = gaps_of(snapshot, "training.")
    week = last_days(workouts, snapshot.on, WEEK_DAYS)
    units = snapshot.profile.units if snapshot.profile else None
    month = last_days(workouts, snapshot.on, RECORDED_DAYS)
    moving = bool(month) and all(workout.kind in MOVING and not workout.sets for workout in month)
    done = {known.pattern for _, known, _ in lifts(week, exercises) if known is not None}
    cleared = cleared_for_impact(snapshot)
    return TrainingFacts(
        snapshot.on,
        _sentence(gaps, done, recorded=bool(month), moving=moving, cleared=cleared),
        tuple(_day(days_before(snapshot.on, back), week, exercises) for back in reversed(range(WEEK_DAYS))),
        tuple(_tiles(snapshot, gaps, done, cleared=cleared)),
        tuple(_main_lifts(workouts, exercises, snapshot.on, units)),
        area_weeks(workouts, exercises, snapshot.on),
        bone_weeks(workouts, exercises, snapshot.on, cleared=cleared),
        workouts,
        exercises,
        units,
        tuple(item for item in snapshot.of(Template) if item.kind is TemplateKind.WORKOUT),
        snapshot.of(HerExercise),
        gaps[INTENSITY],
    )


def _day(day: dt.date, week: Sequence[Workout], exercises: Exercises) -> DayFacts:
    kinds = (kind_of(workout, exercises) for workout in week if workout.date == day)
    return DayFacts(day, tuple(dict.fromkeys(kinds)))


# The sentence


def _sentence(gaps: Mapping[str, Gap], done: set[str], *, recorded: bool, moving: bool, cleared: bool) -> str:
    if not recorded:
        return tr("No session is recorded in the last four weeks.")
    if moving:
        return tr("Walking and cycling are good for heart and balance. They are not counted as bone loading.")
    missing = ", ".join(_missing(gaps, done, cleared=cleared))
    said = (_strength(gaps), tr("Still open this week: {missing}.", missing=missing) if missing else "")
    return " ".join(filter(None, said))


def _strength(gaps: Mapping[str, Gap]) -> str:
    sessions, rising = gaps[SESSIONS], gaps[OVERLOAD].status is Status.MET
    if sessions.status is Status.MET and rising:
        return tr("Your strength sessions are done and your lifts are rising.")
    if sessions.status is Status.MET:
        return tr("Your strength sessions are done.")
    if rising and sessions.value:
        return tr("Your lifts are rising.")
    return ""


def _missing(gaps: Mapping[str, Gap], done: set[str], *, cleared: bool) -> list[str]:
    """What a week still asks for, in the order of the tiles; never impact that nobody cleared."""
    found = _more(gaps[SESSIONS], mark("one more strength session"), mark("{count} more strength sessions"))
    if gaps[COMPOUND].status is Status.SHORT:
        found += [tr(words) for key, words in _MISSING.items() if key not in done]
    if cleared:
        found += _more(gaps[IMPACT], mark("one more session with impact"), mark("{count} more sessions with impact"))
    else:
        found += _more(
            gaps[IMPACT], mark("stairs or hills on one more day"), mark("stairs or hills on {count} more days")
        )
    return found + _more(gaps[BALANCE], mark("one more balance session"), mark("{count} more balance sessions"))


def _more(gap: Gap, one: str, many: str) -> list[str]:
    if gap.status is not Status.SHORT or gap.broken is None or gap.value is None:
        return []
    return [trn(one, many, int(gap.broken - gap.value))]


# The tiles


def _tiles(snapshot: Snapshot, gaps: Mapping[str, Gap], done: set[str], *, cleared: bool) -> list[TileFacts]:
    return [
        _count(gaps[SESSIONS], "strength", tr("Strength")),
        _load(gaps[INTENSITY]),
        _sets(gaps[SETS], gaps[REPS]),
        _compound(gaps[COMPOUND], done),
        _impact(snapshot, gaps[IMPACT], cleared=cleared),
        _count(gaps[BALANCE], "balance", tr("Balance")),
    ]


def _no_data() -> str:
    return tr("no data yet")


def _count(gap: Gap, key: str, title: str) -> TileFacts:
    said = _no_data() if gap.value is None else trn("{count} session", "{count} sessions", int(gap.value))
    return TileFacts(key, gap.status, title, said, _a_week(gap), (gap,))


def _a_week(gap: Gap) -> str:
    asked = gap.bounds.said()
    return tr("target {asked} a week", asked=asked) if asked else ""


def _load(gap: Gap) -> TileFacts:
    asked = gap.bounds.said()
    said = _no_data() if gap.value is None else tr("{percent} of best", percent=percent(gap.value, 0))
    target = tr("target {asked} %", asked=asked) if asked else ""
    if gap.value is None and gap.status is Status.NO_DATA:
        target = tr("note the effort of the last set")
    return TileFacts("load", gap.status, tr("Load"), said, target, (gap,))


def _sets(sets: Gap, reps: Gap) -> TileFacts:
    worst = min((sets.status, reps.status), key=lambda status: _WORST.index(status) if status in _WORST else 0)
    if sets.value is None or reps.value is None:
        said = _no_data()
    else:
        said = tr("{sets} × {reps}", sets=number(round(sets.value, 1)), reps=number(round(reps.value, 1)))
    asked = (sets.bounds.said(), reps.bounds.said())
    target = tr("target {sets} sets of {reps}", sets=asked[0], reps=asked[1]) if all(asked) else ""
    return TileFacts("sets", worst, tr("Sets and reps"), said, target, (sets, reps))


def _compound(gap: Gap, done: set[str]) -> TileFacts:
    title = tr("Compound lifts")
    if gap.value is None:
        return TileFacts("compound", gap.status, title, _no_data(), tr("squat, hinge, overhead press"), (gap,))
    said = tr("{there} of {all}", there=number(gap.value), all=number(len(PATTERNS)))
    there = ", ".join(tr(name) for key, name in SHORT_PATTERNS.items() if key in done)
    left = ", ".join(tr(name) for key, name in SHORT_PATTERNS.items() if key not in done)
    if there and left:
        there = tr("{there}; no {left}", there=there, left=left)
    return TileFacts("compound", gap.status, title, said, there or tr("no {left}", left=left), (gap,))


def _impact(snapshot: Snapshot, gap: Gap, *, cleared: bool) -> TileFacts:
    profile = snapshot.profile
    if cleared:
        tile = _count(gap, "impact", tr("Impact"))
        since = profile.impact_cleared_on if profile is not None else None
        target = tr("cleared {day}", day=day_short(since)) if since else tile.target
        return TileFacts("impact", tile.mark, tile.title, tile.value, target, (gap,))
    days = int(gap.value or 0)
    said = trn("Stairs on {count} day", "Stairs on {count} days", days)
    if gap.value is None:
        said = _no_data()
    target = tr("Impact is left out until a clinician clears it.")
    return TileFacts("impact", gap.status, tr("Impact"), said, target, (gap,), clearance=True)


# The lifts


def _main_lifts(workouts: Sequence[Workout], exercises: Exercises, on: dt.date, units: Units | None) -> list[LiftFacts]:
    """For each of squat, hinge and overhead press the lift she does most often with a load."""
    sessions = [(workout, tuple(lifts([workout], exercises))) for workout in last_days(workouts, on, STRENGTH_DAYS)]
    often: dict[str, Counter[str]] = {pattern: Counter() for pattern in PATTERNS}
    for _, done in sessions:
        for lift in dict.fromkeys(lift for lift, _, one in done if one.loaded):
            known = exercises.get(lift)
            if known is not None and known.pattern in often:
                often[known.pattern][lift] += 1
    found = []
    for counts in often.values():
        if counts:
            lift = max(counts, key=lambda lift: counts[lift])
            sets = [(workout, [one for name, _, one in done if name == lift]) for workout, done in sessions]
            found.append(_lift(lift, sets, exercises, on, units))
    return found


def _lift(
    lift: str,
    sessions: Sequence[tuple[Workout, Sequence[WorkoutSet]]],
    exercises: Exercises,
    on: dt.date,
    units: Units | None,
) -> LiftFacts:
    """One lift over some sessions, each with the lift's sets."""
    known = exercises.get(lift)
    name = tr(known.name) if known is not None else lift
    suggested = [
        (workout, max(figures))
        for workout, done in sessions
        if (figures := [figure for one in done if (figure := estimated_1rm_kg(one)) is not None])
    ]
    best = max((figure for _, figure in suggested), default=None)
    efforts = []
    for workout, done in sessions:
        load = max((one.load_kg for one in done if one.loaded and one.load_kg is not None), default=None)
        part = share(load, best)
        if load is not None and part is not None:
            said = tr(
                "{lift}, {day}: {load}, {share} of the estimated maximum",
                lift=name, day=day_short(workout.date), load=load_said(load, units), share=percent(part, 0),
            )  # fmt: skip
            efforts.append(Effort(workout.date, part, said, workout.id))
    estimates = tuple((workout.date, figure, workout.id) for workout, figure in suggested)
    short = short_name(known) if known is not None else lift
    return LiftFacts(name, short, tuple(efforts), estimates, best, _standing(estimates, on))


def _standing(estimates: Sequence[tuple[dt.date, Decimal, str]], on: dt.date) -> bool | None:
    since = days_before(on, RECORDED_DAYS - 1)
    now = [figure for day, figure, _ in estimates if day >= since]
    before = [figure for day, figure, _ in estimates if days_before(since, RECORDED_DAYS) <= day < since]
    return max(now) <= max(before) if now and before else None


def day_word(day: dt.date) -> str:
    """A day of the strip in short: "Fri 6"."""
    return tr("{weekday} {day}", weekday=weekday_brief(day), day=day.day)


def day_in_table(day: dt.date) -> str:
    """A day of the table: "Wed 11 Nov"."""
    return tr("{weekday} {day}", weekday=weekday_brief(day), day=day_brief(day))


def day_said(facts: DayFacts) -> str:
    """A day as a screen reader says it: its name, and what was done."""
    kinds = ", ".join(token(kind) for kind in facts.kinds) or tr("nothing recorded")
    return tr("{day}: {kinds}", day=day_word(facts.day), kinds=kinds)
