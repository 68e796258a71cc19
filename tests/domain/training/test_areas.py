"""Areas loaded by week: what counts, weeks without a session, and the sentence above the grid."""

from __future__ import annotations

from bonejournal.domain.training.areas import Loaded, area_weeks, areas_sentence, loaded_said
from bonejournal.domain.training.exercises import Exercises
from bonejournal.domain.training.workouts import WorkoutKind
from tests.domain.making import day, lift, workout

CATALOGUE = Exercises(())
ON = day("2026-11-12")


def test_a_week_holds_the_days_and_sets_of_each_area() -> None:
    squat, row = lift("back_squat", load=40), lift("chest_supported_row", load=20)
    (week,) = area_weeks(
        [workout("2026-11-06", None, squat, squat), workout("2026-11-12", None, squat, row)], CATALOGUE, ON
    )
    assert (week.start, week.end) == (day("2026-11-06"), ON)
    assert week.loaded("hips") == Loaded(2, 3)
    assert week.loaded("arms") == Loaded(1, 1)
    assert week.loaded("core") == Loaded(0, 0)
    assert not week.every


def test_seven_days_before_lie_in_the_week_before() -> None:
    before, now = area_weeks(
        [workout("2026-11-05", None, lift("back_squat")), workout("2026-11-06", None, lift("back_squat"))],
        CATALOGUE,
        ON,
    )
    assert before.end == day("2026-11-05")
    assert before.loaded("hips") == now.loaded("hips") == Loaded(1, 1)


def test_walks_and_balance_load_nothing_and_a_week_without_a_session_is_not_known() -> None:
    found = area_weeks(
        [
            workout("2026-10-25", WorkoutKind.WALKING),
            workout("2026-10-26", WorkoutKind.BALANCE, lift("single_leg_stand")),
            workout("2026-11-12", None, lift("back_squat")),
        ],
        CATALOGUE,
        ON,
    )
    assert [week.areas is None for week in found] == [False, True, False]
    assert found[0].loaded("hips") == Loaded(0, 0)
    assert found[1].loaded("hips") is None
    assert loaded_said(found[0].loaded("hips")) == "not loaded"
    assert loaded_said(found[1].loaded("hips")) == "nothing recorded"
    assert loaded_said(Loaded(1, 3)) == "on 1 day, 3 sets"


def test_twelve_weeks_at_the_most_and_none_before_the_first_session() -> None:
    assert area_weeks([], CATALOGUE, ON) == ()
    assert len(area_weeks([workout("2026-08-21", None, lift("back_squat"))], CATALOGUE, ON)) == 12
    assert area_weeks([workout("2026-08-20", None, lift("back_squat"))], CATALOGUE, ON) == ()


def test_the_sentence_counts_full_weeks_and_names_what_was_left_out_most() -> None:
    every = [lift("back_squat"), lift("plank"), lift("chest_supported_row")]
    full = workout("2026-11-12", None, *every)
    part = workout("2026-11-05", None, lift("back_squat"), lift("plank"))
    assert areas_sentence(area_weeks([full], CATALOGUE, ON)) == (
        "All five areas were loaded in 1 of 1 week with a session."
    )
    assert areas_sentence(area_weeks([part, full], CATALOGUE, ON)) == (
        "All five areas were loaded in 1 of 2 weeks with a session. Left out most often: arms, in 1 week."
    )
    assert areas_sentence(()) == "No session is recorded in the last twelve weeks."
