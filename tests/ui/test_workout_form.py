"""The workout form, filled in with real keys in a real window over a real journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bonejournal.domain.record import Kept, Typed
from bonejournal.domain.template import Template, TemplateKind, content_of
from bonejournal.domain.training.exercises import HerExercise
from bonejournal.domain.training.workouts import SetType, Workout, WorkoutKind, WorkoutSet
from bonejournal.exchange.templates import rows_of
from bonejournal.ui.forms.workout import WorkoutForm
from bonejournal.ui.theme import theme
from tests.ui.shells import here, press, said
from tests.ui.typed import CTRL, FormWindow, over

TODAY = dt.date.today()


def sets(
    exercise: str, count: int, reps: float, load: float | None = None, rpe: float | None = None
) -> list[WorkoutSet]:
    """Sets of which the last has an effort."""
    return [
        WorkoutSet(exercise=exercise, set=place, reps=reps, load_kg=load, rpe=rpe if place == count else None)
        for place in range(1, count + 1)
    ]


LAST = Workout(
    date=TODAY - dt.timedelta(days=5),
    minutes=40,
    kind=WorkoutKind.RESISTANCE,
    title="Strength A",
    sets=(
        WorkoutSet(exercise="back_squat", set=1, set_type=SetType.WARMUP, reps=8, load_kg=20),
        *sets("back_squat", 3, 8, 40, 8),
        *sets("bird_dog", 2, 10),
    ),
)
PRESS = Workout(
    date=TODAY - dt.timedelta(days=13),
    kind=WorkoutKind.RESISTANCE,
    title="Strength C",
    sets=tuple(sets("overhead_press", 2, 8, 17.5, 8)),
)
WALK = Workout(date=TODAY - dt.timedelta(days=1), minutes=30, kind=WorkoutKind.WALKING, title="By the canal")
PLAN = Workout(
    date=TODAY,
    minutes=40,
    kind=WorkoutKind.RESISTANCE,
    title="Strength A",
    sets=(*sets("back_squat", 3, 8, 30), *sets("overhead_press", 2, 8, 15), *sets("bird_dog", 2, 10)),
)
TEMPLATE = Template(name="Strength A", kind=TemplateKind.WORKOUT, pin=3, content=content_of(rows_of([PLAN])))
LOG_AGAIN = 2
"""The presses of Alt+3, which opens the form with the template."""


class Window(FormWindow[WorkoutForm]):
    form_class = WorkoutForm
    letter = Qt.Key.Key_W

    def newest(self) -> Workout:
        return max(self.records(Workout), key=lambda workout: workout.id)

    def loads(self) -> list[str]:
        form = self.the_form
        return [form.grid.said(f"{key}.load") for key in form.grid.rows]

    def add(self, line: str) -> None:
        self.the_form.another.setFocus()
        self.enter(line)

    def words(self, name: str) -> str:
        key, _, column = name.partition(".")
        side = self.the_form.grid.rows[key].sides[column]
        return side.accessibleName() if column == "share" else side.property("text")


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with over(Window, qtbot, tmp_path) as window:
        yield window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with over(Window, qtbot, tmp_path, LAST, PRESS, WALK, TEMPLATE) as window:
        yield window


# The budgets


def test_the_same_again_is_two_chords(window: Window) -> None:
    window.open(f"new:{TEMPLATE.id}")
    window.keys = LOG_AGAIN
    window.save()
    assert window.keys == LOG_AGAIN + 2
    done = window.newest()
    assert (done.date, done.minutes, done.title) == (TODAY, 40, "Strength A")
    assert [(row.exercise, row.reps, row.load_kg) for row in done.sets] == [
        *[("back_squat", 8, 40)] * 3,
        *[("overhead_press", 8, 17.5)] * 2,
        *[("bird_dog", 10, None)] * 2,
    ]
    assert {row.rpe for row in done.sets} == {None}  # how hard it was is not known beforehand


def test_one_lift_raised_takes_no_more_than_twelve_keys(window: Window) -> None:
    form = window.open(f"new:{TEMPLATE.id}")
    window.keys = LOG_AGAIN
    assert window.focus == "1.load"
    for _ in range(3):
        window.press(Qt.Key.Key_Down)
    assert window.focus == "4.load"
    window.type("20")
    assert window.loads() == ["40", "40", "40", "20", "20", "", ""]
    assert form.footnote.text() == "Overhead press: 2.5 kg more than last time."
    window.save()
    assert window.keys <= 12, window.keys
    assert [row.load_kg for row in window.newest().sets] == [40, 40, 40, 20, 20, None, None]


def test_a_walk_takes_few_keys(window: Window) -> None:
    window.keys = 0
    window.open()
    window.press(Qt.Key.Key_Tab)
    window.type("wal")
    window.tab("", "")
    window.type("45")
    window.save()
    assert window.keys <= 14, window.keys
    walk = window.newest()
    assert (walk.date, walk.kind, walk.minutes, walk.sets) == (TODAY, WorkoutKind.WALKING, 45, ())
    window.open("new:balance")
    assert window.focus == "minutes"
    window.type("15")
    window.save()
    assert (window.newest().kind, window.newest().minutes) == (WorkoutKind.BALANCE, 15)


# Beginning


def test_last_time_stands_beside_each_set_of_its_type_and_its_share_of_the_maximum(window: Window) -> None:
    form = window.open(f"new:{TEMPLATE.id}")
    assert [window.words(f"{key}.last") for key in form.grid.rows] == [
        "40 × 8", "40 × 8", "40 × 8", f"17.5 × 8, {_brief(PRESS.date)}", "17.5 × 8", "10", "10",
    ]  # fmt: skip
    # 40 kg for eight with two left: 40 × (30 + 10) / 30 = 53.3 kg
    assert window.words("1.share") == "75\u2009%, in 70–85\u2009%"
    assert window.words("2.share") == "75\u2009%"
    assert window.words("6.share") == "no load, no estimate"
    window.type("30")
    assert window.words("1.share") == "56\u2009%, below 70–85\u2009%"
    form.grid.go_to("1.count")
    window.press(Qt.Key.Key_Backspace)
    assert window.words("1.share") == "not done"
    window.save()
    assert [row.set for row in window.newest().sets if row.exercise == "back_squat"] == [2, 3]


def _brief(day: dt.date) -> str:
    from bonejournal.domain.words import day_brief

    return day_brief(day)


def test_which_main_lifts_the_session_has_is_said(window: Window) -> None:
    form = window.open(f"new:{TEMPLATE.id}")
    assert form.header._patterns.accessibleDescription() == "squat, press, no hinge yet"
    window.add("deadlift 1x5x50")
    assert form.header._patterns.accessibleDescription() == "squat, hinge, press"


def test_ctrl_r_repeats_the_last_session_of_its_kind(window: Window) -> None:
    form = window.open()
    window.press(Qt.Key.Key_R, CTRL)
    assert form.texts()["kind"] == "walking"
    press(window.shell.window.status, "Undo")
    assert not form.texts()["kind"]
    form.header.kind.choose("resistance")
    window.press(Qt.Key.Key_R, CTRL)
    assert [row.exercise for row in form._read().workout.sets] == [row.exercise for row in LAST.sets]
    window.save()
    again = window.newest()
    assert again.sets[0].set_type is SetType.WARMUP
    assert again.id != LAST.id


def test_a_line_opens_with_its_sets(window: Window) -> None:
    form = window.open("new:squat 3x8x45; plank 2x30s")
    assert window.loads() == ["45", "45", "45", "", ""]
    assert form.texts()["kind"] == "resistance"
    window.save()
    assert [(row.exercise, row.reps, row.seconds) for row in window.newest().sets] == [
        *[("back_squat", 8, None)] * 3,
        *[("plank", None, 30)] * 2,
    ]


def test_another_template_can_be_taken_and_taken_back(window: Window) -> None:
    form = window.open()
    form.templates.choose(TEMPLATE.id)
    form.templates.picked.emit(TEMPLATE.id)
    assert len(form.grid.rows) == len(PLAN.sets)
    assert form.texts()["title"] == "Strength A"
    press(window.shell.window.status, "Undo")
    assert not form.grid.rows


# Typing


def test_enter_after_the_last_number_adds_a_set_with_the_same_numbers(empty: Window) -> None:
    form = empty.open()
    empty.add("goblet squat")
    assert empty.focus == "1.count"
    empty.enter("8", "12.5", "7")
    assert empty.focus == "2.count"
    empty.enter("", "", "8")
    assert [form.grid.said(f"{key}.count") for key in form.grid.rows] == ["8", "8", "8"]
    empty.press(Qt.Key.Key_Backspace, CTRL)
    assert list(form.grid.rows) == ["1", "2"]
    empty.save()
    done = empty.newest()
    assert done.kind is WorkoutKind.RESISTANCE
    assert [(row.set, row.reps, row.load_kg, row.rpe) for row in done.sets] == [(1, 8, 12.5, 7), (2, 8, 12.5, 8)]


def test_a_row_typed_at_once_expands_to_sets_of_what_she_does(window: Window) -> None:
    form = window.open()
    window.add("squat 2x6x42.5")
    assert window.focus == "another"
    assert [row.group for row in form.grid.rows.values()] == ["back_squat"] * 2
    window.add("squat")  # without numbers those of last time
    assert window.loads() == ["42.5", "42.5", "20", "40", "40", "40"]


def test_a_warm_up_is_marked_by_a_letter(window: Window) -> None:
    form = window.open(f"new:{TEMPLATE.id}")
    form.grid.go_to("1.type")
    window.type("w")
    window.save()
    assert [row.set_type for row in window.newest().sets[:2]] == [SetType.WARMUP, None]


def test_an_unknown_name_becomes_an_exercise_of_her_own(empty: Window) -> None:
    empty.open()
    empty.add("sled push 2x10x20")
    empty.save()
    (own,) = empty.records(HerExercise)
    assert (own.key, own.name, own.classes) == ("sled_push", "Sled push", "R")
    assert {row.exercise for row in empty.newest().sets} == {"sled_push"}
    empty.press(Qt.Key.Key_Z, CTRL)
    empty.settle()
    assert not empty.records(HerExercise)
    assert not empty.records(Workout)


def test_pounds_keep_what_was_typed(empty: Window) -> None:
    form = empty.open()
    empty.add("back squat 1x8x40")
    _switch_unit(empty, "lb")
    assert empty.loads() == ["88.2"]
    empty.add("back squat 1x8x95")
    empty.add("back squat 1x8 50kg")
    assert empty.loads() == ["88.2", "95", "110.2"]
    _switch_unit(empty, "kg")
    assert empty.loads() == ["40", "43.1", "50"]
    assert form.grid.said("2.load") == "43.1"
    empty.save()
    done = empty.newest()
    assert [row.load_kg for row in done.sets] == [40, pytest.approx(43.09127515), 50]
    assert done.typed == (Typed("sets.1.load_kg", "95 lb"),)


def _switch_unit(window: Window, unit: str) -> None:
    switch = window.the_form.header.unit
    window.qtbot.mouseClick(switch.button(unit), Qt.MouseButton.LeftButton)


def test_seconds_are_understood_where_repetitions_stand(empty: Window) -> None:
    form = empty.open()
    empty.add("plank")
    empty.enter("40 s")
    assert form.grid.said("1.count") == "40"
    empty.save()
    assert (empty.newest().sets[0].seconds, empty.newest().sets[0].reps) == (40, None)


# What to mind


def test_what_to_mind_is_said_once_for_each_exercise_until_she_knows(window: Window) -> None:
    form = window.open(f"new:{TEMPLATE.id}")
    asked, buttons = window.asked(form.grid.rows.values())
    assert "Keep the back long" in asked
    assert sum(row.problem is not None for row in form.grid.rows.values()) == 1
    buttons[0].click()
    assert window.asked(form.grid.rows.values()) == ("", [])
    window.save()
    assert window.newest().kept == (Kept("sets.0.exercise", "caution", "back_squat"),)
    form = window.open(f"new:{TEMPLATE.id}")
    assert window.asked(form.grid.rows.values()) == ("", [])
    window.save()
    assert [kept.value for kept in window.newest().kept] == ["back_squat"]  # carried on, for the twelve weeks to come


def test_how_the_exercise_is_done_is_said_while_it_is_typed(window: Window) -> None:
    form = window.open(f"new:{TEMPLATE.id}")
    assert form.hint.text().startswith("Back squat: ")
    form.grid.go_to("6.count")
    assert form.hint.text().startswith("Bird-dog: ")


def test_what_cannot_be_is_said_beneath_its_set(window: Window) -> None:
    form = window.open(f"new:{TEMPLATE.id}")
    form.grid.go_to("4.load")
    window.type("700")
    window.press(Qt.Key.Key_Return, CTRL)
    assert "between 0 and 600" in said(window.shell)
    assert window.focus == "4.load"
    assert form.grid.rows["4"].told is not None
    window.type("17")
    window.save()
    assert window.newest().sets[3].load_kg == 17


# Keeping


def test_a_draft_survives_and_each_template_has_its_own(window: Window) -> None:
    window.open(f"new:{TEMPLATE.id}")
    window.type("42.5")
    window.add("sled push 1x10x20")
    window.press(Qt.Key.Key_Escape)
    window.qtbot.waitUntil(lambda: here(window.shell) != "workouts-form")
    window.settle()
    assert len(window.drafts()) == 1
    window.open()
    assert not window.the_form.grid.rows
    window.press(Qt.Key.Key_Escape)
    window.settle()
    form = window.open(f"new:{TEMPLATE.id}")
    assert window.loads()[:3] == ["42.5"] * 3
    assert form.grid.own_name("sled_push") == "Sled push"
    window.save()
    assert window.newest().sets[0].load_kg == 42.5
    assert window.drafts() == []


def test_another_text_size_keeps_every_row(window: Window) -> None:
    form = window.open(f"new:{TEMPLATE.id}")
    window.type("42.5")
    texts = form.texts()
    theme.larger()
    window.qtbot.waitUntil(lambda: window.form is not None and window.the_form is not form and window.the_form._begun)
    window.settle()
    assert window.the_form.texts() == texts


def test_a_session_that_is_only_looked_at_is_not_changed(window: Window) -> None:
    window.open(LAST.id)
    window.press(Qt.Key.Key_Return, CTRL)
    window.qtbot.waitUntil(lambda: window.form is None)
    window.settle()
    assert said(window.shell) == "Nothing was changed."
    assert LAST in window.records(Workout)


def test_a_session_can_be_kept_as_a_template(empty: Window) -> None:
    form = empty.open()
    empty.add("goblet squat 2x10x12")
    press(form, "Save as a template")
    assert empty.focus == "title"
    empty.type("At home")
    press(form, "Save as a template")
    empty.settle()
    (made,) = empty.records(Template)
    assert (made.name, made.kind, len(made.rows)) == ("At home", TemplateKind.WORKOUT, 2)
    press(form, "Save as a template")
    empty.settle()
    assert len(empty.records(Template)) == 1


def test_the_first_session_can_begin_with_exercises_and_no_numbers(empty: Window) -> None:
    form = empty.open("new:starter")
    assert form.texts()["title"] == "Strength A"
    assert [row.group for row in form.grid.rows.values()][::2] == ["goblet_squat", "overhead_press", "bird_dog"]
    assert {form.grid.said(f"{key}.count") for key in form.grid.rows} == {""}
    assert {empty.words(f"{key}.share") for key in form.grid.rows} == {"not done"}
