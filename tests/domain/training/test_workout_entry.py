"""The texts of the workout form: what they stand for, and what is kept of a number that was converted."""

from __future__ import annotations

import datetime as dt

import pytest

from bonejournal.domain.entry import Habit
from bonejournal.domain.profile import Units
from bonejournal.domain.record import Typed
from bonejournal.domain.training.exercises import Exercises, HerExercise
from bonejournal.domain.training.workout_entry import (
    ORDER,
    WAS,
    fitting,
    in_unit,
    name_of,
    parse_lines,
    path_of,
    read_workout,
    texts_of_workout,
)
from bonejournal.domain.training.workouts import SetType, Workout, WorkoutKind, WorkoutSet

TODAY = dt.date(2026, 11, 12)
METRIC, US = Habit(TODAY), Habit(TODAY, Units.US)
SQUAT = WorkoutSet(exercise="back_squat", set=1, reps=8, load_kg=40, rpe=8)
WORKOUT = Workout(
    date=TODAY,
    start=dt.time(9, 30),
    minutes=40,
    kind=WorkoutKind.RESISTANCE,
    title="Strength A",
    sets=(
        SQUAT,
        WorkoutSet(exercise="plank", set=1, seconds=40),
        WorkoutSet(exercise="back_squat", set=7, set_type=SetType.WARMUP, reps=5, load_kg=20),
        WorkoutSet(exercise="hop", set=1, impacts=10, seconds=15),
        WorkoutSet(exercise="farmers_carry", set=1, load_kg=12.5, seconds=30),
    ),
)


@pytest.mark.parametrize("habit", [METRIC, US], ids=["kg", "lb"])
def test_a_session_that_is_only_looked_at_is_not_changed(habit: Habit) -> None:
    reading = read_workout(WORKOUT, texts_of_workout(WORKOUT, habit), habit)
    assert reading.workout == WORKOUT
    assert not reading.unread


def test_a_load_typed_in_pounds_is_kept_as_typed() -> None:
    texts = texts_of_workout(WORKOUT, US) | {"1.load": "95", "1.load" + WAS: ""}
    done = read_workout(WORKOUT, texts, US).workout
    assert done.sets[0].load_kg == pytest.approx(43.09127515)
    assert done.typed == (Typed("sets.0.load_kg", "95 lb"),)
    again = texts_of_workout(done, US)
    assert again["1.load"] == "95"
    assert read_workout(done, again, US).workout == done


def test_the_unit_switch_converts_what_is_seen_and_keeps_what_was_typed() -> None:
    texts = texts_of_workout(WORKOUT, METRIC)
    texts |= in_unit(texts, "lb")
    assert texts["1.load"] == "88.2"
    assert read_workout(WORKOUT, texts, METRIC).workout == WORKOUT
    texts |= in_unit(texts, "kg")
    assert texts["1.load"] == "40"
    assert not texts["1.load" + WAS]
    texts |= in_unit(texts, "lb") | {"1.load": "95", "1.load" + WAS: ""}
    texts |= in_unit(texts, "kg")
    assert texts["1.load"] == "43.1"
    assert read_workout(WORKOUT, texts, METRIC).workout.typed == (Typed("sets.0.load_kg", "95 lb"),)


def test_a_row_without_a_count_was_not_done() -> None:
    reading = read_workout(WORKOUT, texts_of_workout(WORKOUT, METRIC) | {"1.count": ""}, METRIC)
    assert [done.exercise for done in reading.workout.sets] == ["plank", "back_squat", "hop", "farmers_carry"]
    assert reading.keys == ("2", "3", "4", "5")


def test_seconds_can_be_typed_where_repetitions_stand() -> None:
    texts = {ORDER: "1", "1.exercise": "plank", "1.count": "2 min", "1.measure": "reps"}
    reading = read_workout(Workout(date=TODAY), texts, METRIC)
    assert reading.workout.sets == (WorkoutSet(exercise="plank", set=1, seconds=120),)
    assert reading.workout.typed == (Typed("sets.0.seconds", "2 min"),)
    again = texts_of_workout(reading.workout, METRIC)
    assert again["1.count"] == "120"
    assert read_workout(reading.workout, again, METRIC).workout == reading.workout


def test_what_cannot_be_read_is_said_at_its_cell_and_the_rest_is_read() -> None:
    texts = texts_of_workout(WORKOUT, METRIC) | {"1.load": "heavy", "minutes": "soon"}
    reading = read_workout(WORKOUT, texts, METRIC)
    assert {problem.field for problem in reading.unread} == {"1.load", "minutes"}
    assert reading.workout.sets[0].reps == 8


def test_sets_are_numbered_by_exercise() -> None:
    texts = {ORDER: "1 2 3"}
    for key, exercise in (("1", "plank"), ("2", "hop"), ("3", "plank")):
        texts |= {f"{key}.exercise": exercise, f"{key}.count": "5"}
    assert [done.set for done in read_workout(Workout(date=TODAY), texts, METRIC).workout.sets] == [1, 1, 2]


def test_a_field_of_the_record_and_the_cell_it_is_typed_in_find_each_other() -> None:
    texts = texts_of_workout(WORKOUT, METRIC)
    keys = read_workout(WORKOUT, texts, METRIC).keys
    for field in ("sets.0.reps", "sets.1.seconds", "sets.3.impacts", "sets.4.load_kg", "sets.0.rpe", "minutes"):
        assert path_of(name_of(field, keys), keys, texts) == field
    assert path_of("9.count", keys, texts) == ""


def test_several_exercises_in_one_line() -> None:
    squat, plank, row = parse_lines("split squat 2x10x8; plank 2x40s;  bent-over row ")
    assert (squat.name, [(done.reps, done.load_kg) for done in squat.sets]) == ("split squat", [(10, 8), (10, 8)])
    assert (plank.name, [done.seconds for done in plank.sets]) == ("plank", [40, 40])
    assert (row.name, row.sets) == ("bent-over row", ())
    (pounds,) = parse_lines("squat 3x8x95", pounds=True)
    assert pounds.sets[0].load_kg == pytest.approx(43.0912752)


def test_what_she_does_is_offered_before_what_she_never_did() -> None:
    exercises = Exercises([HerExercise(key="sled_push", name="Sled push")])
    assert fitting("squat", exercises, ["back_squat"])[0].key == "back_squat"
    assert fitting("squat", exercises)[0].key != "back_squat"
    assert fitting("goblet squat", exercises, ["back_squat"])[0].key == "goblet_squat"
    assert fitting("sled", exercises)[0].key == "sled_push"
