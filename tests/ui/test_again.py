"""Logging again by a key, wherever she is: within its key budgets, changed, taken back, and put on keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.record import Record
from bonejournal.domain.template import Template
from bonejournal.ui.pages.templates import TemplatesPage
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.table import TableView
from tests.ui.eating import TODAY, Keys, eaten, held, helen, opened, show, wait
from tests.ui.shells import here, said, until

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
BREAKFAST = ["Porridge oats", "Milk, semi-skimmed", "Yogurt, plain"]


def before_breakfast() -> list[Record]:
    return [one for one in helen() if not (isinstance(one, Intake) and one.date == TODAY)]


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with opened(qapp, tmp_path, before_breakfast()) as made:
        made.window.go("today")
        wait(made)
        yield made


def test_the_usual_breakfast_is_one_chord_and_one_step(shell: Shell) -> None:
    keys = Keys(shell)
    keys.press(Qt.Key.Key_1, ALT)
    wait(shell)
    assert keys.pressed == 1
    assert [(row.item, row.position, row.meal) for row in eaten(shell)] == [
        (item, place, "breakfast") for place, item in enumerate(BREAKFAST, start=1)
    ]
    assert said(shell) == "Usual breakfast noted for today."
    assert here(shell) == "today"
    keys.press(Qt.Key.Key_Z, CTRL)
    wait(shell)
    assert eaten(shell) == []


def test_another_amount_takes_four_keys(shell: Shell) -> None:
    keys = Keys(shell)
    keys.press(Qt.Key.Key_1, ALT)
    wait(shell)
    keys.press(Qt.Key.Key_E)
    keys.type("9")
    keys.press(Qt.Key.Key_Return)
    wait(shell)
    assert keys.pressed == 4
    oats = eaten(shell)[0]
    assert (oats.item, oats.amount, oats.protein_g) == ("Porridge oats", 9, 1.52)
    assert [row.amount for row in eaten(shell)[1:]] == [200, 150]
    keys.press(Qt.Key.Key_Z, CTRL)
    wait(shell)
    assert eaten(shell)[0].amount == 40


def test_the_amounts_are_gone_through_with_the_arrows(shell: Shell) -> None:
    keys = Keys(shell)
    keys.press(Qt.Key.Key_1, ALT)
    wait(shell)
    keys.press(Qt.Key.Key_E)
    keys.press(Qt.Key.Key_Down)
    keys.type("150")
    keys.press(Qt.Key.Key_Return)
    wait(shell)
    assert [row.amount for row in eaten(shell)] == [40, 150, 150]


def test_the_key_that_offers_to_edit_is_a_letter_where_she_types(shell: Shell) -> None:
    shown = show(shell)
    keys = Keys(shell)
    shown.begin_entry()
    keys.press(Qt.Key.Key_1, ALT)
    wait(shell)
    keys.type("eg")
    assert shown.parts is not None
    assert shown.parts.entry.text() == "eg"


def test_another_key_ends_the_offer(shell: Shell) -> None:
    keys = Keys(shell)
    keys.press(Qt.Key.Key_1, ALT)
    wait(shell)
    keys.press(Qt.Key.Key_X)
    keys.press(Qt.Key.Key_E)
    wait(shell)
    assert shell.window.findChild(QWidget, "amount-1") is None


def test_supplements_are_one_chord_and_belong_to_their_courses(shell: Shell) -> None:
    keys = Keys(shell)
    keys.press(Qt.Key.Key_2, ALT)
    wait(shell)
    assert keys.pressed == 1
    rows = eaten(shell)
    assert [(row.item, row.supplement) for row in rows] == [
        ("Vitamin D3 and K2", True),
        ("Calcium citrate 500 mg", True),
    ]
    assert all(row.course_id for row in rows)


def test_a_supplement_taken_already_is_not_taken_twice_unless_she_says_so(shell: Shell) -> None:
    keys = Keys(shell)
    for _ in range(2):
        keys.press(Qt.Key.Key_2, ALT)
        wait(shell)
    assert len(eaten(shell)) == 2
    assert said(shell) == "My supplements: all of it is noted for that day already."
    shell.window.status.link.click()
    wait(shell)
    assert len(eaten(shell)) == 4


def test_a_workout_opens_its_form_filled(shell: Shell) -> None:
    Keys(shell).press(Qt.Key.Key_3, ALT)
    until(lambda: here(shell) == "workouts-form")


def test_a_weight_is_never_written_without_her(shell: Shell) -> None:
    before = len(held(shell, BodyMeasure))
    Keys(shell).press(Qt.Key.Key_4, ALT)
    until(lambda: here(shell) == "body-form")
    wait(shell)
    form = shell.window.stack.page()
    assert form is not None
    assert form.findChild(QWidget, "weight_kg").text() == "62.0"  # type: ignore[union-attr]
    assert len(held(shell, BodyMeasure)) == before


def test_a_key_with_nothing_on_it_says_how_to_put_something_there(qapp: QApplication, tmp_path: Path) -> None:
    records = [replace(one, pin=None) if isinstance(one, Template) else one for one in before_breakfast()]
    with opened(qapp, tmp_path, records) as shell:
        Keys(shell).press(Qt.Key.Key_1, ALT)
        wait(shell)
        assert said(shell) == "Nothing is on key 1 yet. Give a template this key, and it is logged by it."
        shell.window.status.link.click()
        wait(shell)
        assert here(shell) == "templates"


def test_keys_are_given_and_taken_in_the_list(shell: Shell) -> None:
    shell.window.go("templates")
    wait(shell)
    shown = shell.window.stack.page()
    assert isinstance(shown, TemplatesPage)
    assert shown.card is not None
    assert shown.card.selected_ids() == [shown.templates[0].id], "what is pressed first has something to work on"
    dinner = next(one for one in shown.templates if one.name == "Usual dinner")
    shown.card.table.select_id(dinner.id)
    button = shown.findChild(QWidget, "pin-1")
    assert button is not None
    assert button.isEnabled()
    button.click()  # type: ignore[attr-defined]
    wait(shell)
    pins = {one.name: one.pin for one in held(shell, Template)}
    assert (pins["Usual dinner"], pins["Usual breakfast"], pins["My supplements"]) == (1, None, 2)
    Keys(shell).press(Qt.Key.Key_1, ALT)
    wait(shell)
    assert [row.item for row in eaten(shell)][:2] == ["Cod, baked", "Potatoes, baked"]


def test_a_template_reads_as_rows_and_hands_over_its_key(shell: Shell) -> None:
    dinner = next(one for one in held(shell, Template) if one.name == "Usual dinner")
    shell.window.go("templates-form", dinner.id)
    wait(shell)
    form = shell.window.stack.page()
    assert form is not None
    [table] = form.findChildren(TableView)
    made = [table.model().index(0, 0).data()]
    assert made == ["Cod, baked 120 g"]
    form.findChild(QWidget, "pin").setText("2")  # type: ignore[union-attr]
    Keys(shell).press(Qt.Key.Key_Return, CTRL)
    until(lambda: here(shell) != "templates-form")
    wait(shell)
    pins = {one.name: one.pin for one in held(shell, Template)}
    assert (pins["Usual dinner"], pins["My supplements"]) == (2, None)
