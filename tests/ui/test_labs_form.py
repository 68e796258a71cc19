"""The form of a lab report: typed with few keys, found by any name, asked about, kept, and seen whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.words import MINUS, THIN
from bonejournal.ui.theme import theme
from tests.ui.labs_window import BASELINE, DENOSUMAB, LAST, SOUTH, Window, result
from tests.ui.shells import said
from tests.ui.typed import CTRL, SHIFT, over

TEN = ("184", "23", "82", "2.34", "42", "5.1", "70", "84", "61", "1.9")


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with over(Window, qtbot, tmp_path) as window:
        yield window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with over(Window, qtbot, tmp_path, DENOSUMAB, BASELINE, SOUTH, LAST) as window:
        yield window


def values(panel: LabPanel) -> dict[str, str]:
    return {row.analyte: str(row.value) for row in panel.results}


def test_ten_values_take_no_more_than_75_seconds(window: Window) -> None:
    window.keys = 0
    form = window.open()
    window.to_results()
    assert window.focus == "ctx.value"
    window.enter(*TEN)
    assert window.focus == "another"
    window.save()
    assert window.keys <= 62, window.keys  # 1.2 seconds each: the 75 keys of a DXA report may take 90
    panel = window.newest()
    assert (panel.date, panel.time, panel.lab, panel.fasting) == (
        dt.date(2025, 11, 5),
        dt.time(8, 10),
        "Northgate",
        True,
    )
    assert tuple(values(panel).values()) == TEN
    assert panel.results[2] == result("25ohd", "82", "nmol/L", "50", "125")
    assert form is not window.form


def test_what_is_known_stands_there_already(window: Window) -> None:
    form = window.open()
    assert [row.name.text() for row in form.grid.rows.values()][:3] == ["CTX", "PINP", "Vitamin D, 25(OH)D"]
    texts = form.texts()
    assert (texts["lab"], texts["fasting"]) == ("Northgate", "yes")
    assert [texts[f"ctx.{column}"] for column in ("sign", "value", "unit", "low", "high")] == [
        "", "", "ng/L", "111", "791",
    ]  # fmt: skip
    assert form.grid.rows["ctx"].sides["last"].text() == "203, 10 Oct 2025"
    assert form.grid.rows["ctx"].cells["value"].accessibleDescription() == "Last time 203, 10 Oct 2025"
    assert form.footnote.text() == "0 of 10 filled. Empty rows are not saved."


def test_what_it_comes_to_is_said_when_the_field_is_left(window: Window) -> None:
    window.open()
    window.to_results()
    window.type("184")
    assert window.verdict("ctx") == ""
    window.press(Qt.Key.Key_Return)
    assert window.verdict("ctx") == f"{MINUS}64{THIN}%, real fall"
    window.enter("50", "130")
    assert window.verdict("pinp") == f"{MINUS}19{THIN}%, within noise"
    assert window.verdict("25ohd") == "above the lab’s interval"
    assert window.the_form.footnote.text() == "3 of 10 filled. Empty rows are not saved."
    window.the_form.header.fasting.button("no").click()
    assert window.verdict("ctx") == "not compared: not fasting"


def test_a_kept_answer_goes_with_the_panel(window: Window) -> None:
    window.open()
    window.to_results()
    window.enter("", "", "75 ng/mL")
    QTest.mouseClick(window.question()[1][1], Qt.MouseButton.LeftButton)
    assert window.question() == ("", [])
    window.save()
    panel = window.newest()
    assert [(kept.field, kept.question) for kept in panel.kept] == [("results.0.unit", "other_unit")]
    form = window.open(panel.id)
    form.judge()
    assert window.question() == ("", [])


def test_an_empty_panel_is_not_saved_and_says_why(window: Window) -> None:
    form = window.open()
    window.press(Qt.Key.Key_Return, CTRL)
    assert window.form is form
    assert said(window.shell) == "Type at least one result."
    assert window.focus == "ctx.value"


def test_another_test_is_found_by_any_of_its_names(window: Window) -> None:
    form = window.open()
    form.another.field.setFocus()
    window.enter("osteoc")
    assert window.focus == "osteocalcin.value"
    window.type("21")
    form.another.field.setFocus()
    window.enter("vitamina")  # it is listed already
    assert window.focus == "25ohd.value"
    assert list(form.grid.rows).count("25ohd") == 1
    form.another.field.setFocus()
    window.type("Zonulin 2.0")
    assert [offer.title for offer in form.another.field.offers()] == ["Add “Zonulin 2.0” as it is"]
    window.enter("")
    assert form.another.field.text() == ""
    window.tab("44", "ng/mg", "", "107")
    window.save()
    panel = window.newest()
    assert [(row.analyte, str(row.value), row.unit) for row in panel.results] == [
        ("osteocalcin", "21", "µg/L"),
        ("Zonulin 2.0", "44", "ng/mg"),
    ]
    assert panel.results[1].ref_high == Decimal(107)
    again = window.open()
    again.another.field.setFocus()
    window.type("zonu")
    assert again.another.field.offers()[0].note == "Typed by you before"


def test_a_first_panel_lists_the_usual_tests(empty: Window) -> None:
    form = empty.open()
    assert list(form.grid.rows)[:3] == ["ctx", "pinp", "25ohd"]
    empty.enter("5 nov 2025", "8:10")
    assert empty.focus == "lab"
    empty.enter("Northgate")
    assert empty.the_form.header.fasting.isAncestorOf(empty.shell.window.focusWidget() or form)
    form.grid.go_to("ctx.value")
    empty.tab("184", "", "111-791")
    assert (form.texts()["ctx.low"], form.texts()["ctx.high"]) == ("111", "791")
    assert empty.verdict("ctx") == "in the lab’s interval"
    empty.save()
    assert (empty.newest().lab, empty.newest().fasting) == ("Northgate", None)


def test_how_a_sample_is_best_taken_stands_beneath(window: Window) -> None:
    form = window.open()
    window.to_results()
    assert form.another.hint.text().startswith("CTX: Fasting since the night before")


def test_a_draft_outlives_the_window_with_the_rows_that_were_added(window: Window, qtbot: QtBot) -> None:
    form = window.open()
    window.to_results()
    window.enter("184")
    form.another.field.setFocus()
    window.enter("osteoc")
    window.type("2")
    form.leaving()
    window.settle()
    assert window.drafts()[0]["osteocalcin.value"] == "2"
    window.close()
    fresh = Window(qtbot, window.path.parent)
    form = fresh.open()
    texts = form.texts()
    assert (texts["ctx.value"], texts["osteocalcin.value"], texts["date"]) == ("184", "2", "5 Nov 2025")
    assert fresh.verdict("ctx") == f"{MINUS}64{THIN}%, real fall"
    assert said(fresh.shell).startswith("Your draft")
    fresh.close()


def test_a_panel_is_opened_changed_and_keeps_what_the_form_does_not_show(window: Window) -> None:
    form = window.open(LAST.id)
    assert form._title.text() == "Lab panel of 10 October 2025"
    assert len(form.grid.rows) == 10
    assert form.grid.rows["ctx"].sides["last"].text() == "512, 4 Nov 2024"
    form.grid.go_to("ctx.value")
    window.enter("204")
    form.grid.go_to("tsh.value")
    window.press(Qt.Key.Key_Delete)
    window.save()
    panel = next(one for one in window.records(LabPanel) if one.id == LAST.id)
    assert values(panel) == {**{test: value for test, value in values(LAST).items() if test != "tsh"}, "ctx": "204"}
    assert panel.results[1] == LAST.results[1]
    window.press(Qt.Key.Key_Z, CTRL)
    window.settle()
    assert next(one for one in window.records(LabPanel) if one.id == LAST.id) == LAST


def test_tab_goes_as_it_is_printed_and_arrows_reach_the_signs(window: Window) -> None:
    window.open()
    window.to_results()
    stops = []
    for _ in range(5):
        stops.append(window.focus)
        window.press(Qt.Key.Key_Tab)
    assert stops == ["ctx.value", "ctx.unit", "ctx.low", "ctx.high", "pinp.value"]
    window.press(Qt.Key.Key_Tab, SHIFT)
    window.press(Qt.Key.Key_Left)
    window.press(Qt.Key.Key_Left)
    assert window.focus == "pinp.sign"
    window.type(">")
    assert window.the_form.texts()["pinp.sign"] == ">"


def test_every_field_has_a_name(window: Window) -> None:
    form = window.open()
    fields = [field for field in form.findChildren(QLineEdit) if field.isVisibleTo(form)]
    names = [field.accessibleName() for field in fields]
    assert all(names)
    assert len(set(names)) == len(names)
    assert all(button.accessibleName() or button.text() for button in form.findChildren(QAbstractButton))
    assert form.grid.rows["ctx"].cells["low"].accessibleName() == "Lab’s low, CTX"


@pytest.mark.parametrize("scale, width, height", [(1.0, 1280, 800), (1.5, 1280, 800), (2.0, 1024, 700)])
def test_nothing_runs_out_of_the_page(window: Window, scale: float, width: int, height: int) -> None:
    window.shell.window.resize(width, height)
    form = window.open()
    window.to_results()
    window.enter("0.184")
    if scale != 1.0:
        theme.set_scale(scale)
        window.qtbot.waitUntil(lambda: window.the_form is not form and window.the_form._begun)
        form = window.the_form
    window.settle()
    assert form.texts()["ctx.value"] == "0.184"
    area = window.shell.window.stack.currentWidget()
    assert isinstance(area, QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    assert form.grid.height() >= form.grid.heightForWidth(form.grid.width())
    if scale == 1.0:
        assert form.grid._bar.isHidden()
