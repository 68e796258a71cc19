from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.record import problems
from bonejournal.domain.training.exercises import Compound, Exercises, HerExercise, catalogue, key_for
from bonejournal.domain.training.workouts import (
    SetsError,
    SetType,
    WorkoutKind,
    WorkoutSet,
    estimated_1rm_kg,
    parse_sets,
    resistance_sets,
    set_strength_kg,
)
from tests.domain.making import lift, workout


@pytest.mark.parametrize(
    "reps, load, rpe, expected",
    [(5, 60, 10, "70"), (5, 60, 8, "74"), (1, 80, 10, "80"), (10, 30, 7, "43"), (8, 40, 6.5, None), (11, 40, 9, None)],
)
def test_a_maximum_is_estimated_from_few_repetitions_of_known_effort(
    reps: float, load: float, rpe: float, expected: str | None
) -> None:
    told = estimated_1rm_kg(lift("deadlift", reps, load, rpe=rpe))
    assert told == (Decimal(expected) if expected else None)


def test_without_an_effort_no_maximum_is_claimed_but_to_the_limit_is_one() -> None:
    assert estimated_1rm_kg(lift("deadlift", 5, 60)) is None
    assert estimated_1rm_kg(lift("deadlift", 5, 60, set_type=SetType.FAILURE)) == 70
    assert set_strength_kg(lift("deadlift", 5, 60)) == 70
    assert set_strength_kg(lift("deadlift", 1, 60)) == 60


@given(st.integers(1, 10), st.floats(1, 200), st.integers(7, 10))
def test_reserve_never_makes_a_maximum_smaller(reps: int, load: float, rpe: int) -> None:
    told, strength = estimated_1rm_kg(lift("x", reps, load, rpe=rpe)), set_strength_kg(lift("x", reps, load))
    assert told is not None
    assert strength is not None
    assert told >= strength >= Decimal(str(load))


def test_body_weight_warm_ups_and_empty_cells_are_no_loaded_sets() -> None:
    assert set_strength_kg(lift("push_up", 8)) is None
    made = workout(
        "2026-11-01",
        WorkoutKind.RESISTANCE,
        lift("deadlift", 8, 20, set_type=SetType.WARMUP),
        lift("deadlift", 8, 40),
        lift("", 8, 40),
        lift("single_leg_stand", None, seconds=30),
        lift("something of mine", 8),
        lift("something of mine", None, seconds=30),
        lift("plank", None, seconds=40),
    )
    assert [done.exercise for done in resistance_sets(made, Exercises())] == ["deadlift", "something of mine", "plank"]


def test_an_exercise_of_her_own_is_known_and_goes_first() -> None:
    wall = HerExercise(key="wall_sit", name="Wall sit", classes="R", compound=Compound.YES, groups="legs hips")
    held = Exercises([wall])
    assert held.get("wall_sit") == wall.exercise
    assert held.get("Wall sit") == wall.exercise
    assert held.index.best("wall")[0].key == "wall_sit"
    assert held.get("nothing") is None
    assert key_for("Wall sit!", ["wall_sit"]) == "wall_sit_2"


def test_the_same_key_is_the_same_record_and_another_key_another() -> None:
    one, two = HerExercise(key="a"), HerExercise(key="a", name="A")
    assert one.id == two.id != HerExercise(key="b").id


@pytest.mark.parametrize(
    "typed, sets, reps, load, seconds, rpe",
    [
        ("3x8x40", 3, 8, 40, None, None),
        ("3x8 40 kg", 3, 8, 40, None, None),
        ("3 x 8 x 42,5", 3, 8, 42.5, None, None),
        ("8 40", 1, 8, 40, None, None),
        ("3x8", 3, 8, None, None, None),
        ("2x40s", 2, None, None, 40, None),
        ("3x8x40 @8", 3, 8, 40, None, 8),
        ("5x5x100lb", 5, 5, 45.359237, None, None),
    ],
)
def test_sets_are_typed_in_one_go(
    typed: str, sets: int, reps: float | None, load: float | None, seconds: float | None, rpe: float | None
) -> None:
    made = parse_sets(typed, "deadlift")
    assert [done.set for done in made] == list(range(1, sets + 1))
    assert made[0] == WorkoutSet(exercise="deadlift", set=1, reps=reps, load_kg=load, seconds=seconds, rpe=rpe)


@pytest.mark.parametrize("typed", ["", "x", "3x", "a lot", "3x8x40 stones"])
def test_what_is_no_row_of_sets_is_said(typed: str) -> None:
    with pytest.raises(SetsError):
        parse_sets(typed)


def test_a_count_is_whole() -> None:
    found = problems(workout("2026-11-01", None, lift("deadlift", 7.5, 40)))
    assert [problem.field for problem in found] == ["sets.0.reps"]
    assert "whole number" in found[0].text


def test_every_exercise_of_the_catalogue_says_how_it_is_done() -> None:
    assert len(catalogue()) >= 75
    assert all(len(exercise.form) > 30 and exercise.form.endswith(".") for exercise in catalogue().values())
    assert set().union(*(exercise.classes for exercise in catalogue().values())) == set("RIBMC")
