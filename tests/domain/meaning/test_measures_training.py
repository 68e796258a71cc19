from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import BrokenSite, Fracture
from bonejournal.domain.meaning.measures.common import Status, median
from bonejournal.domain.meaning.targets import Gap
from bonejournal.domain.record import Record
from bonejournal.domain.training.exercises import HerExercise
from bonejournal.domain.training.workouts import SetType, WorkoutKind, WorkoutSet
from tests.domain.making import HIP, day, gap, lift, override, row, scan, woman, workout

ON = "2026-11-12"
R = WorkoutKind.RESISTANCE


def judged(id_: str, *records: Record, on: str = ON) -> Gap:
    return gap("training." + id_, on, *records)


def standing(id_: str, *records: Record) -> tuple[Status, Decimal | None]:
    found = judged(id_, *records)
    return found.status, found.value


@pytest.mark.parametrize(
    "dates, status, value",
    [
        (["2026-11-06", "2026-11-12"], Status.MET, 2),
        (["2026-11-05", "2026-11-12"], Status.SHORT, 1),
        (["2026-11-12", "2026-11-12"], Status.SHORT, 1),
        (["2026-11-07", "2026-11-08", "2026-11-09", "2026-11-10"], Status.MET, 4),
        (["2026-10-16"], Status.SHORT, 0),
        (["2026-10-15"], Status.NO_DATA, None),
        ([], Status.NO_DATA, None),
    ],
)
def test_strength_days_are_those_of_seven_days(dates: list[str], status: Status, value: int | None) -> None:
    assert standing("resistance.sessions", *(workout(date, R) for date in dates)) == (status, value)


@pytest.mark.parametrize(
    "on, first, before",
    [
        ("2027-01-02", "2026-12-27", "2026-12-26"),
        ("2027-01-01", "2026-12-26", "2026-12-25"),
        ("2028-03-01", "2028-02-24", "2028-02-23"),
        ("2027-03-01", "2027-02-23", "2027-02-22"),
    ],
)
def test_a_week_reaches_over_the_end_of_a_year_and_of_february(on: str, first: str, before: str) -> None:
    inside = judged("resistance.sessions", workout(first, R), workout(on, R), on=on)
    assert (inside.value, inside.window.start) == (2, day(first))
    assert judged("resistance.sessions", workout(before, R), workout(on, R), on=on).value == 1


@pytest.mark.parametrize(
    "done, counts",
    [
        (lift("back_squat"), True),
        (lift("back_squat", set_type=SetType.WARMUP), False),
        (lift("back_squat", None), False),
        (lift("back_squat", 0), False),
        (lift("plank", None, seconds=30), True),
        (lift("Something of my own"), True),
        (lift("Something of my own", None, seconds=30), False),
        (lift("", 10), False),
        (lift("yoga", 10), False),
        (lift("hop", 10), False),
    ],
)
def test_what_makes_a_day_a_strength_day(done: WorkoutSet, counts: bool) -> None:
    assert judged("resistance.sessions", workout(ON, WorkoutKind.MIXED, done)).value == int(counts)


def test_her_own_exercise_goes_before_the_catalogue() -> None:
    own = HerExercise(key="hop", classes="R", pattern="squat", groups="hips core")
    assert judged("groups", workout(ON, None, lift("hop")), own).value == 2
    assert judged("compound", workout(ON, None, lift("hop")), own).value == 1


def test_intensity_sets_the_weeks_heaviest_load_against_the_best_estimate_of_84_days() -> None:
    best = workout("2026-08-21", R, lift("deadlift", 8, 60, rpe=8))  # 60 × (1 + 10/30) = 80, on the 84th day
    now = workout(ON, R, lift("deadlift", 8, 60), lift("deadlift", 8, 20, set_type=SetType.WARMUP))
    assert standing("resistance.intensity", best, now) == (Status.MET, 75)
    too_old = replace(best, date=day("2026-08-20"))
    assert standing("resistance.intensity", too_old, now) == (Status.NO_DATA, None)


@pytest.mark.parametrize(
    "done, value",
    [
        (lift("deadlift", 1, 50, rpe=10), 100),
        (lift("deadlift", 5, 60, set_type=SetType.FAILURE), Decimal(100) * 60 / 70),
        (lift("deadlift", 10, 60, rpe=7), Decimal(100) * 60 / 86),
        (lift("deadlift", 11, 60, rpe=9), None),
        (lift("deadlift", 8, 60, rpe=6.5), None),
        (lift("deadlift", 8, 60), None),
        (lift("deadlift", 8, 0, rpe=8), None),
        (lift("biceps_curl", 8, 10, rpe=8), None),
        (lift("My own lift", 8, 10, rpe=8), None),
    ],
)
def test_no_intensity_is_claimed_without_a_known_effort(done: WorkoutSet, value: Decimal | None) -> None:
    found = judged("resistance.intensity", workout(ON, R, done))
    if value is None:
        assert found.status is Status.NO_DATA
        assert found.value is None
    else:
        assert abs((found.value or 0) - value) < Decimal("1e-20")


def test_of_two_lifts_the_mean_is_their_median() -> None:
    sets = [lift("deadlift", 1, 50, rpe=10), lift("back_squat", 10, 60, rpe=10)]
    assert judged("resistance.intensity", workout(ON, R, *sets)).value == (100 + Decimal(6000) / 80) / 2


@pytest.mark.parametrize("reps, status", [(5, Status.SHORT), (6, Status.MET), (12, Status.MET), (13, Status.OVER)])
def test_repetitions_are_asked_within_their_bounds(reps: int, status: Status) -> None:
    assert standing("resistance.reps", workout(ON, R, lift("deadlift", reps))) == (status, reps)


def test_a_session_that_lists_no_set_says_nothing_of_repetitions_and_sets() -> None:
    for id_ in ("resistance.reps", "resistance.sets", "resistance.intensity"):
        assert standing(id_, workout(ON, R)) == (Status.NO_DATA, None)
    assert standing("groups", workout(ON, R)) == (Status.SHORT, 0)


def test_sets_are_counted_for_each_exercise_of_each_session() -> None:
    first = workout("2026-11-10", R, lift("deadlift"), lift("deadlift"), lift("plank", None, seconds=30))
    second = workout(ON, R, lift("deadlift"), lift("deadlift"), lift("deadlift"))
    assert standing("resistance.sets", first, second) == (Status.MET, 2)  # 2, 1 and 3
    assert standing("resistance.sets", first) == (Status.SHORT, Decimal("1.5"))


def test_what_is_left_of_the_three_lifts_is_named() -> None:
    found = judged("compound", workout(ON, R, lift("goblet_squat"), lift("deadlift"), lift("bench_press")))
    assert (found.status, found.value) == (Status.SHORT, 2)
    assert found.text == "No overhead press in the last 7 days. Done: 2 of the 3 asked for."
    less = judged("groups", workout(ON, R, lift("deadlift")))
    assert less.text == "Nothing for arms or core in the last 7 days. Done: 3 of the 5 asked for."


@pytest.mark.parametrize(
    "before, now, status, value",
    [(40, 44, Status.MET, 10), (40, 40, Status.SHORT, 0), (40, 30, Status.SHORT, -25)],
)
def test_lifts_are_asked_to_rise(before: float, now: float, status: Status, value: int) -> None:
    earlier = workout("2026-10-15", R, lift("deadlift", 8, before))
    assert standing("overload", earlier, workout("2026-10-16", R, lift("deadlift", 8, now))) == (status, value)


def test_what_was_not_done_at_all_is_said_as_one_does() -> None:
    month = workout("2026-10-16", R)
    assert (
        judged("resistance.sessions", month).text
        == "No strength training in the last 7 days; the target is 2–3 a week."
    )
    assert judged("balance.sessions", month).text == "No balance work in the last 7 days; the target is 2–3 a week."
    assert judged("impact.sessions", month).text.startswith("No hills or stairs in the last 7 days; the target is 2–3")
    cleared = judged("impact.sessions", month, replace(woman(), impact_cleared=True))
    assert cleared.text == "No impact in the last 7 days; the target is 2–3 a week."


def test_lifts_that_do_not_rise_are_told_without_a_nought() -> None:
    earlier = workout("2026-09-20", R, lift("deadlift", 8, 40))
    text = judged("overload", earlier, workout("2026-10-16", R, lift("deadlift", 8, 38))).text
    assert text.endswith("against the four weeks before; the aim is that they rise.")


def test_no_rise_can_be_told_of_a_lift_of_one_month_only() -> None:
    done = workout(ON, R, lift("deadlift", 8, 40), lift("back_squat", 11, 40))
    old = [workout("2026-09-17", R, lift("deadlift", 8, 30)), workout("2026-10-15", R, lift("back_squat", 11, 30))]
    assert standing("overload", done, *old) == (Status.NO_DATA, None)
    assert judged("overload", done, workout("2026-09-18", R, lift("deadlift", 8, 30))).status is Status.MET


CLEARED = replace(woman(), impact_cleared=True, impact_cleared_on=day("2026-02-03"))


@pytest.mark.parametrize(
    "kind, exercise, cleared, not_cleared",
    [
        (WorkoutKind.IMPACT, "", 1, 0),
        (WorkoutKind.RUNNING, "", 1, 0),
        (WorkoutKind.HIKING, "", 0, 1),
        (WorkoutKind.STAIRS, "", 0, 1),
        (WorkoutKind.WALKING, "", 0, 0),
        (WorkoutKind.MIXED, "hop", 1, 0),
        (WorkoutKind.MIXED, "stair_climbing", 1, 1),
        (WorkoutKind.MIXED, "step_down", 1, 1),
        (WorkoutKind.MIXED, "hiking", 0, 1),
        (WorkoutKind.MIXED, "walking", 0, 0),
        (WorkoutKind.MIXED, "Moon jumps", 0, 0),
    ],
)
def test_impact_depends_on_what_a_clinician_cleared(
    kind: WorkoutKind, exercise: str, cleared: int, not_cleared: int
) -> None:
    done = workout(ON, kind, *([WorkoutSet(exercise=exercise)] if exercise else []))
    assert judged("impact.sessions", CLEARED, done).value == cleared
    assert judged("impact.sessions", woman(), done).value == not_cleared


def broken(date: str) -> Fracture:
    return Fracture(date=PartialDate(date), site=BrokenSite.VERTEBRA)


@pytest.mark.parametrize(
    "after, stands",
    [
        ([], True),
        ([broken("2026-02-04")], False),
        ([broken("2026-02-03")], True),
        ([scan("2026-03-01", row(HIP, t=-2.5))], False),
        ([scan("2026-03-01", row(HIP, t=-2.4))], True),
        ([scan("2024-03-01", row(HIP, t=-2.5)), scan("2026-03-01", row(HIP, t=-2.9))], True),
    ],
)
def test_a_clearance_is_undone_by_what_came_after_it(after: list[Record], stands: bool) -> None:
    hops = workout(ON, WorkoutKind.IMPACT)
    assert judged("impact.sessions", CLEARED, hops, *after).value == int(stands)
    undated = replace(CLEARED, impact_cleared_on=None)
    assert judged("impact.sessions", undated, hops, *after).value == 1


@pytest.mark.parametrize(
    "kind, exercise, counts",
    [
        (WorkoutKind.BALANCE, "", True),
        (WorkoutKind.TAI_CHI, "", True),
        (WorkoutKind.YOGA, "", True),
        (WorkoutKind.MIXED, "single_leg_stand", True),
        (WorkoutKind.MIXED, "step_up", True),
        (WorkoutKind.MIXED, "bird_dog", False),
        (WorkoutKind.MIXED, "chair_rise", False),
        (WorkoutKind.RESISTANCE, "", False),
    ],
)
def test_what_counts_as_balance(kind: WorkoutKind, exercise: str, counts: bool) -> None:
    done = workout(ON, kind, *([WorkoutSet(exercise=exercise)] if exercise else []))
    assert judged("balance.sessions", done).value == int(counts)


def test_walking_alone_is_named_kindly() -> None:
    found = judged("impact.sessions", *(workout(f"2026-11-{date:02}", WorkoutKind.WALKING) for date in range(6, 11)))
    assert found.text.endswith("Walks on 5 days: good for heart and balance, not counted as bone loading.")


def test_without_a_bound_nothing_is_short() -> None:
    walk = workout(ON, WorkoutKind.WALKING)
    for id_ in ("resistance.sessions", "compound", "groups", "balance.sessions"):
        found = judged(id_, walk, override("training." + id_, high=9))
        assert (found.status, found.value, found.rank) == (Status.MET, 0, None)
        assert "target" not in found.text


@given(st.lists(st.integers(-1000, 1000).map(Decimal), min_size=1, max_size=9))
def test_a_median_lies_in_the_middle(values: list[Decimal]) -> None:
    found = median(values)
    assert sum(value < found for value in values) <= len(values) / 2
    assert sum(value > found for value in values) <= len(values) / 2
    assert min(values) <= found <= max(values)


@given(st.lists(st.integers(0, 90), max_size=12), st.integers(0, 90))
def test_one_more_session_never_lowers_what_is_counted(days: list[int], more: int) -> None:
    today = day(ON)
    done = [workout((today - dt.timedelta(days=back)).isoformat(), R) for back in (*days, 20)]
    with_it = workout((today - dt.timedelta(days=more)).isoformat(), R, lift("deadlift", 8, 50))
    for id_ in ("resistance.sessions", "groups", "compound"):
        assert (judged(id_, *done, with_it).value or 0) >= (judged(id_, *done).value or 0)


@pytest.mark.parametrize("count, said", [(1, "You usually do 1 set of"), (2, "You usually do 2 sets of")])
def test_one_set_is_one_set(count: int, said: str) -> None:
    assert judged("resistance.sets", workout(ON, R, *[lift("deadlift", 8, 50)] * count)).text.startswith(said)


@pytest.mark.parametrize(
    "reps, said", [(1, "Your usual set has 1 repetition,"), (8, "Your usual set has 8 repetitions;")]
)
def test_one_repetition_is_one_repetition(reps: int, said: str) -> None:
    assert judged("resistance.reps", workout(ON, R, lift("deadlift", reps, 50))).text.startswith(said)


@pytest.mark.parametrize(
    "reps, hers, said",
    [
        ((5, 6), (6, 12), "5.5 repetitions, 0.5 below the 6–12 asked for."),
        ((12, 13), (6, 12), "12.5 repetitions, 0.5 above the 6–12 asked for."),
        ((4, 4), (6, 12), "4 repetitions, 2 below the 6–12 asked for."),
        ((3, 4), (4, 4), "3.5 repetitions, 0.5 below the 4 asked for."),
    ],
)
def test_half_a_repetition_is_not_told_as_a_whole_one(
    reps: tuple[int, int], hers: tuple[float, float], said: str
) -> None:
    done = workout(ON, R, *(lift("deadlift", count, 50) for count in reps))
    assert judged("resistance.reps", done, override("training.resistance.reps", *hers)).text.endswith(said)


@pytest.mark.parametrize(
    "load, hers, said",
    [
        (44, -20, "changed by −12.0\u2009% against the four weeks before; more than −20\u2009% is asked for."),
        (44, None, "changed by −12.0\u2009% against the four weeks before."),
        (50, -20, "changed by 0.0\u2009% against the four weeks before; more than −20\u2009% is asked for."),
        (56, None, "changed by +12.0\u2009% against the four weeks before; they keep rising."),
    ],
)
def test_only_lifts_that_rise_are_said_to(load: float, hers: float | None, said: str) -> None:
    lifts = [workout("2026-10-15", R, lift("deadlift", 8, 50)), workout(ON, R, lift("deadlift", 8, load))]
    found = judged("overload", *lifts, override("training.overload", hers, None if hers else 9))
    assert found.status is Status.MET
    assert found.text.endswith(said)
