"""What the form of a DXA report asks about, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.dxa_window import LAST, Window
from tests.ui.typed import CTRL, SHIFT, over


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with over(Window, qtbot, tmp_path, LAST) as window:
        yield window


def test_a_minus_that_is_missing_is_asked_about_and_mended(window: Window) -> None:
    form = window.open()
    window.press(Qt.Key.Key_Return)
    window.tab("0.826")
    window.type("2.0")
    assert window.question() == ("", [])
    window.press(Qt.Key.Key_Tab)
    text, buttons = window.question()
    assert text.startswith("Is the minus sign missing?")
    assert [button.text() for button in buttons] == ["Make it \u22122.0", "Keep 2.0"]
    assert window.focus == "spine.z"
    window.press(Qt.Key.Key_Tab, SHIFT)
    window.press(Qt.Key.Key_Tab, SHIFT)
    assert window.focus == "Make it \u22122.0"
    window.press(Qt.Key.Key_Space)
    assert form.texts()["spine.t"] == "\u22122.0"
    assert window.question()[0] == ""
    assert window.focus == "spine.z"


def test_a_kept_answer_is_not_asked_again_and_goes_with_the_scan(window: Window) -> None:
    form = window.open()
    window.press(Qt.Key.Key_Return)
    window.tab("0.826", "2.0")
    window.press(Qt.Key.Key_Tab, SHIFT)
    assert window.focus == "Keep 2.0"
    window.press(Qt.Key.Key_Return)
    assert form.texts()["spine.t"] == "2.0"
    assert window.question()[0] == ""
    window.save()
    scan = window.newest()
    assert ("sites.0.t_score", "minus") in [(kept.field, kept.question) for kept in scan.kept]
    again = window.open(scan.id)
    again.judge()
    assert window.question()[0] == ""


def test_what_cannot_be_is_said_beside_the_field_and_not_saved(window: Window) -> None:
    form = window.open()
    window.press(Qt.Key.Key_Return)
    window.tab("8.26")
    text, buttons = window.question()
    assert text == "BMD is between 0.200 and 2.500 g/cm². Did you mean 0.826?"
    assert not buttons
    cell = form.grid.cell("spine.bmd")
    assert cell is not None
    assert cell.property("state") == "hard"
    assert text in cell.accessibleDescription()
    window.press(Qt.Key.Key_Return, CTRL)
    assert window.form is not None
    assert window.focus == "spine.bmd"
    window.type("0.826")
    assert window.question()[0] == ""
    window.save()


def test_letters_are_said_to_be_no_number(window: Window) -> None:
    window.open()
    window.press(Qt.Key.Key_Return)
    window.tab("low")
    assert window.question()[0] == "“low” is not a number."


def test_a_height_that_cannot_be_is_said_and_not_saved(window: Window) -> None:
    form = window.open()
    window.press(Qt.Key.Key_Return)
    window.tab("0.826", "-2.0")
    form.foot.field("height").setFocus()
    window.type("16.4")
    window.press(Qt.Key.Key_Tab)
    assert not form.foot.asked.isHidden()
    window.press(Qt.Key.Key_Return, CTRL)
    assert window.form is not None
    assert window.focus == "height"


def test_leaving_out_a_vertebra_asks_why_and_says_what_it_means(window: Window) -> None:
    form = window.open()
    assert "can be compared" in form.header._words.text()
    form.header.checks[2].setFocus()
    window.press(Qt.Key.Key_Space)
    assert "other vertebrae" in form.header._words.text()
    assert form.grid.rows["spine"].name.text() == "Spine L1+L2+L4"
    assert form.header.reason.isVisible()
    form.header.reason.setFocus()
    window.tab("fracture")
    form.grid.rows["spine"].cells["bmd"].setFocus()
    window.type("0.826")
    assert form.grid.rows["spine"].change.said.words == "other vertebrae"
    window.save()
    row = window.newest().sites[0]
    assert (row.vertebrae, row.exclusion_reason) == ("L1+L2+L4", "fracture")


def test_another_clinic_is_another_line(window: Window) -> None:
    form = window.open()
    form.header.scanner.setFocus()
    form.header.scanner.choose("new")
    form.header.scanner.picked.emit("new")
    window.tab("GE", "Lunar Prodigy", "77", "")
    assert form.header._words.text() == "Other scanner than on 9 October 2024: this scan starts a new line."


def test_a_scan_of_the_same_day_can_be_opened_instead(window: Window) -> None:
    form = window.open()
    window.type("9 oct 2024")
    window.press(Qt.Key.Key_Tab)
    buttons = {button.text(): button for button in form.header.asked.findChildren(QPushButton)}
    assert set(buttons) == {"Open it", "Record another"}
    QTest.mouseClick(buttons["Open it"], Qt.MouseButton.LeftButton)
    window.qtbot.waitUntil(lambda: window.form is not None and window.form.what == LAST.id)
