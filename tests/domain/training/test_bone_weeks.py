"""How bones were loaded by week: what counts as a set of each, impact and balance, and what is not known."""

from __future__ import annotations

from bonejournal.domain.training.bone_weeks import bone_weeks, bone_weeks_sentence, count_said
from bonejournal.domain.training.exercises import Exercises
from bonejournal.domain.training.workouts import SetType, WorkoutKind
from tests.domain.making import day, lift, workout

CATALOGUE = Exercises(())
ON = day("2026-11-12")


def test_a_set_counts_for_every_bone_its_exercise_loads_and_a_warm_up_for_none() -> None:
    squat = lift("back_squat", load=40)
    (week,) = bone_weeks(
        [
            workout("2026-11-06", None, lift("back_squat", set_type=SetType.WARMUP), squat, squat),
            workout("2026-11-12", None, lift("chest_supported_row", load=20)),
        ],
        CATALOGUE,
        ON,
        cleared=True,
    )
    assert (week.start, week.end) == (day("2026-11-06"), ON)
    assert [week.count(row) for row in ("hip", "spine", "wrist")] == [2, 3, 1]


def test_impact_and_balance_are_counted_by_days() -> None:
    done = [
        workout("2026-11-10", WorkoutKind.IMPACT),
        workout("2026-11-10", WorkoutKind.BALANCE),
        workout("2026-11-11", WorkoutKind.TAI_CHI),
    ]
    (week,) = bone_weeks(done, CATALOGUE, ON, cleared=True)
    assert (week.count("impact"), week.count("balance")) == (1, 2)


def test_hills_stand_for_impact_until_a_clinician_clears_it() -> None:
    done = [workout("2026-11-10", WorkoutKind.HIKING), workout("2026-11-11", WorkoutKind.WALKING)]
    (before,) = bone_weeks(done, CATALOGUE, ON, cleared=False)
    (after,) = bone_weeks(done, CATALOGUE, ON, cleared=True)
    assert (before.count("impact"), after.count("impact")) == (1, 0)


def test_sets_that_nobody_noted_are_not_known_and_never_none() -> None:
    (week,) = bone_weeks([workout("2026-11-10", WorkoutKind.RESISTANCE)], CATALOGUE, ON, cleared=True)
    assert week.count("hip") is None
    assert count_said("hip", week.count("hip")) == "not known"
    (walked,) = bone_weeks([workout("2026-11-10", WorkoutKind.WALKING)], CATALOGUE, ON, cleared=True)
    assert walked.count("hip") == 0


def test_the_sentence_has_the_means_and_the_weeks_with_impact_and_balance() -> None:
    done = [
        workout("2026-11-03", None, *[lift("back_squat")] * 2),
        workout("2026-11-10", None, *[lift("back_squat")] * 4),
        workout("2026-11-11", WorkoutKind.IMPACT, lift("chest_supported_row")),
    ]
    assert bone_weeks_sentence(bone_weeks(done, CATALOGUE, ON, cleared=True)) == (
        "Sets a week on average: 3 for the hip, 4 for the spine, 1 for the wrist. Of 2 weeks with a session 1 had "
        "impact and 0 had balance work."
    )
    assert bone_weeks_sentence(()) == "No session is recorded in the last twelve weeks."
