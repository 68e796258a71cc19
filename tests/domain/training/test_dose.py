"""How much hip and spine were loaded: which exercises count, which weeks there are, and what is not known."""

from __future__ import annotations

import datetime as dt

import pytest

from bonejournal.domain.training.dose import DoseWeek, dose_weeks, loads_bone
from bonejournal.domain.training.exercises import Exercises, HerExercise

MONDAY = dt.date(2026, 11, 2)
ON = dt.date(2026, 11, 12)


@pytest.mark.parametrize(
    "exercise, counts",
    [
        ("back_squat", True),
        ("Back squat", True),
        ("drop_jump", True),
        ("biceps_curl", False),
        ("single_leg_stand", False),
        ("something of no catalogue", False),
    ],
)
def test_strength_and_impact_that_load_hip_or_spine_count(exercise: str, counts: bool) -> None:
    assert loads_bone(Exercises())(exercise) is counts


def test_an_exercise_of_her_own_counts_by_what_she_said_of_it() -> None:
    own = HerExercise(key="sled", name="Sled", classes="R", groups="legs", bone_sites="hip")
    assert loads_bone(Exercises([own]))("sled")


def test_weeks_run_from_the_first_to_now_and_an_empty_one_is_none_of_training() -> None:
    sessions = [MONDAY - dt.timedelta(days=14), MONDAY]
    sets = [(MONDAY - dt.timedelta(days=14), 12), (MONDAY, 9), (MONDAY + dt.timedelta(days=2), 3)]
    assert dose_weeks(sessions, sets, ON) == (
        DoseWeek(dt.date(2026, 10, 19), 1, 12),
        DoseWeek(dt.date(2026, 10, 26), 0, 0),
        DoseWeek(MONDAY, 2, 12),
        DoseWeek(dt.date(2026, 11, 9), 0, 0),
    )


def test_sessions_without_sets_are_not_known_and_never_none() -> None:
    assert dose_weeks([ON], [], ON) == (DoseWeek(dt.date(2026, 11, 9), 1, None),)


def test_what_is_still_to_come_is_not_in_it() -> None:
    tomorrow = ON + dt.timedelta(days=1)
    assert dose_weeks([tomorrow], [(tomorrow, 5)], ON) == ()
