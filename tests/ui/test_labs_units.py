"""Units in the form of a lab report, and figures that are pasted into it."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bonejournal.domain.labs.panels import Comparator
from bonejournal.exchange.lab_text import LabReport, read_lab_report
from bonejournal.ui.forms.labs import LabsForm
from tests.ui.labs_window import BASELINE, DENOSUMAB, LAST, SOUTH, Window, result
from tests.ui.shells import press, until
from tests.ui.typed import CTRL, over


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with over(Window, qtbot, tmp_path) as window:
        yield window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with over(Window, qtbot, tmp_path, DENOSUMAB, BASELINE, SOUTH, LAST) as window:
        yield window


def test_signs_and_units_are_typed_as_they_are_printed(window: Window) -> None:
    form = window.open()
    window.to_results()
    window.enter("<20", "", "33,5 ng/ml")
    texts = form.texts()
    assert (texts["ctx.sign"], texts["ctx.value"]) == ("<", "20")
    assert (texts["25ohd.value"], texts["25ohd.unit"]) == ("33.5", "ng/mL")
    assert (texts["25ohd.low"], texts["25ohd.high"]) == ("", "")  # this lab printed none in this unit
    assert form.grid.rows["25ohd"].sides["last"].text() == "31.2, 10 Oct 2025"
    window.save()
    panel = window.newest()
    assert panel.results[0].comparator is Comparator.LESS
    assert (panel.results[1].value, panel.results[1].unit) == (Decimal("33.5"), "ng/mL")


def test_a_unit_that_was_mixed_up_is_asked_about_and_mended(window: Window) -> None:
    window.open()
    window.to_results()
    window.enter("", "", "75 ng/mL")
    text, buttons = window.question()
    assert text == "75 ng/mL would be 187 nmol/L. Is it 75 nmol/L?"
    assert [button.text() for button in buttons] == ["Make it 75 nmol/L", "Keep 75 ng/mL"]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert window.question() == ("", [])
    assert window.focus == "calcium.value"
    assert window.the_form.texts()["25ohd.low"] == "50"
    assert window.verdict("25ohd") == "in the lab’s interval"
    window.save()
    assert window.newest().results == (result("25ohd", "75", "nmol/L", "50", "125"),)


def test_what_cannot_be_is_not_saved_and_offers_the_unit_it_would_be_usual_in(window: Window) -> None:
    form = window.open()
    window.to_results()
    window.enter("0.184")
    text, buttons = window.question()
    assert text == "CTX is between 5 and 6,000 ng/L. Did you mean 0.184 ng/mL?"
    assert [button.text() for button in buttons] == ["Make it 0.184 ng/mL"]
    assert window.verdict("ctx") == ""
    window.press(Qt.Key.Key_Return, CTRL)
    assert window.form is form
    assert window.focus == "ctx.value"
    QTest.mouseClick(window.question()[1][0], Qt.MouseButton.LeftButton)
    window.save()
    assert (window.newest().results[0].value, window.newest().results[0].unit) == (Decimal("0.184"), "ng/mL")


def test_another_laboratory_has_other_intervals_and_units(window: Window) -> None:
    form = window.open()
    form.grid.go_to("pth.low")
    window.type("2.0")
    form.header.lab.setFocus()
    form.header.lab.selectAll()
    window.tab("southgate")
    texts = form.texts()
    assert texts["fasting"] == "no"
    assert [texts[f"25ohd.{column}"] for column in ("unit", "low", "high")] == ["ng/mL", "20", "50"]
    assert [texts[f"ctx.{column}"] for column in ("unit", "low", "high")] == ["ng/L", "", ""]
    assert texts["pth.low"] == "2.0"


def test_another_unit_for_a_typed_figure_offers_to_convert_it_and_keeps_what_was_typed(window: Window) -> None:
    form = window.open()
    form.grid.go_to("25ohd.value")
    window.tab("82")
    assert window.focus == "25ohd.unit"
    window.type("ng/ml")
    window.press(Qt.Key.Key_Tab)
    text, buttons = window.question()
    assert text == "82 nmol/L is 32.85 ng/mL. Was it the figure or only the unit that is on the paper?"
    assert [button.text() for button in buttons] == ["Convert to 32.85 ng/mL", "It says 82 ng/mL"]
    buttons[0].click()
    assert (form.texts()["25ohd.value"], form.texts()["25ohd.unit"]) == ("32.85", "ng/mL")
    assert window.question() == ("", [])
    window.save()
    panel = window.newest()
    assert (panel.results[0].value, panel.results[0].unit) == (Decimal("32.85"), "ng/mL")
    assert [tuple(typed) for typed in panel.typed] == [("results.0.value", "82 nmol/L")]


def test_a_unit_that_is_only_put_right_leaves_the_figure(window: Window) -> None:
    form = window.open()
    form.grid.go_to("25ohd.value")
    window.tab("33", "ng/ml")
    window.question()[1][1].click()
    assert (form.texts()["25ohd.value"], form.texts()["25ohd.unit"]) == ("33", "ng/mL")
    assert window.question() == ("", [])
    window.save()
    assert window.newest().typed == ()


REPORT = """Entnahme: 05.11.2025 08:10
Vitamin D 25-OH   33,5   ng/ml    30 - 100
CTX   0,184 ng/ml (0,111 - 0,791)
Zonulin 48 ng/ml < 107
Mit freundlichen Grüßen"""


def paste(form: LabsForm, text: str) -> None:
    """Put a text into the panel, and wait until it is read."""
    assert form._panel is not None
    form._panel.text.setPlainText(text)
    until(form._panel.fill.isEnabled)


def test_a_long_pasted_text_is_read_beside_the_window_and_only_as_it_stands_now(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    QApplication.clipboard().clear()
    form = window.open()
    on = threading.Event()
    threads: list[threading.Thread] = []

    def slowly(text: str, today: dt.date) -> LabReport:
        threads.append(threading.current_thread())
        on.wait(10)
        return read_lab_report(text, today)

    monkeypatch.setattr("bonejournal.ui.forms.labs.read_lab_report", slowly)
    press(form, "Paste from the report…")
    assert form._panel is not None
    form._panel.text.setPlainText("CTX 0.184 ng/ml\nVitamin D 33.5 ng/ml")
    until(lambda: threads)
    form._panel.text.setPlainText("CTX 0.184 ng/ml")
    assert not form._panel.fill.isEnabled()
    on.set()
    until(form._panel.fill.isEnabled)
    assert form._panel.fill.text() == "Fill in 1 row"
    assert threading.main_thread() not in threads


def test_a_copied_report_stands_in_the_panel_from_the_start(window: Window) -> None:
    QApplication.clipboard().setText(REPORT)
    form = window.open()
    press(form, "Paste from the report…")
    assert form._panel is not None
    until(form._panel.fill.isEnabled)
    assert form._panel.text.toPlainText() == REPORT
    QApplication.clipboard().clear()


def test_a_pasted_report_is_shown_before_it_fills_the_grid(window: Window) -> None:
    QApplication.clipboard().clear()
    form = window.open()
    press(form, "Paste from the report…")
    assert form._panel is not None
    paste(form, REPORT)
    assert form._panel.fill.text() == "Fill in 2 rows"
    assert "No result was read in 1 line" in form._panel.unread.text()
    assert "Grüßen" in form._panel.unread.text()
    assert form.texts()["ctx.value"] == ""
    form._panel._ticks[2][0].click()
    press(form, "Fill in 3 rows")
    texts = form.texts()
    assert (texts["date"], texts["time"]) == ("5 Nov 2025", "08:10")
    assert [texts[f"25ohd.{column}"] for column in ("value", "unit", "low", "high")] == ["33.5", "ng/mL", "30", "100"]
    window.save()
    panel = window.newest()
    assert {row.analyte: (str(row.value), row.unit) for row in panel.results} == {
        "25ohd": ("33.5", "ng/mL"), "ctx": ("0.184", "ng/mL"), "Zonulin": ("48", "ng/mL"),
    }  # fmt: skip


def test_a_pasted_figure_takes_the_place_of_a_converted_one_and_of_what_was_typed_for_it(window: Window) -> None:
    QApplication.clipboard().clear()
    form = window.open()
    form.grid.go_to("25ohd.value")
    window.tab("82")
    window.type("ng/ml")
    window.press(Qt.Key.Key_Tab)
    window.question()[1][0].click()
    cell = form.grid.cell("25ohd.value")
    assert cell is not None
    assert "82 nmol/L" in cell.toolTip()
    press(form, "Paste from the report…")
    assert form._panel is not None
    paste(form, "Vitamin D 25-OH 33.5 ng/mL")
    press(form, "Fill in 1 row")
    assert cell.toolTip() == ""
    window.save()
    panel = window.newest()
    assert [(str(row.value), row.unit) for row in panel.results] == [("33.5", "ng/mL")]
    assert panel.typed == ()


def test_the_first_panel_begins_in_the_units_of_her_country(empty: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bonejournal.ui.forms.labs.prints_si", lambda units: True)
    texts = empty.open().texts()
    assert (texts["25ohd.unit"], texts["calcium.unit"], texts["ctx.unit"]) == ("nmol/L", "mmol/L", "ng/L")
