"""The lab form, filled in with real keys in a real window over a real journal."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.labs.panels import Comparator, LabPanel, LabResult
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.words import MINUS, THIN
from bonejournal.exchange.lab_text import LabReport, read_lab_report
from bonejournal.ui.forms.labs import LabsForm
from bonejournal.ui.theme import theme
from tests.ui.shells import press, said, until
from tests.ui.typed import CTRL, SHIFT, FormWindow, over

DENOSUMAB = Course(
    name="Denosumab", drug="denosumab_60", kind=CourseKind.MEDICINE, start=PartialDate("2024-11-18"),
    schedule="every 6 months",
)  # fmt: skip


def result(analyte: str, value: str, unit: str, low: str = "", high: str = "") -> LabResult:
    return LabResult(
        analyte=analyte, value=Decimal(value), unit=unit,
        ref_low=Decimal(low) if low else None, ref_high=Decimal(high) if high else None,
    )  # fmt: skip


BASELINE = LabPanel(
    date=dt.date(2024, 11, 4), time=dt.time(8, 30), fasting=True, lab="Northgate",
    results=(result("ctx", "512", "ng/L", "111", "791"), result("pinp", "62", "µg/L", "17", "83")),
)  # fmt: skip
SOUTH = LabPanel(
    date=dt.date(2025, 3, 3), fasting=False, lab="Southgate", results=(result("25ohd", "31", "ng/mL", "20", "50"),)
)
LAST = LabPanel(
    date=dt.date(2025, 10, 10), time=dt.time(8, 20), fasting=True, lab="Northgate",
    results=(
        result("ctx", "203", "ng/L", "111", "791"), result("pinp", "25", "µg/L", "17", "83"),
        result("25ohd", "78", "nmol/L", "50", "125"), result("calcium", "2.36", "mmol/L", "2.20", "2.60"),
        result("albumin", "43", "g/L", "35", "50"), result("pth", "5.4", "pmol/L", "1.6", "6.9"),
        result("creatinine", "71", "µmol/L", "45", "84"), result("egfr", "86", "mL/min/1.73 m²", "60"),
        result("alp", "63", "U/L", "35", "105"), result("tsh", "2.1", "mIU/L", "0.4", "4.5"),
    ),
)  # fmt: skip
TEN = ("184", "23", "82", "2.34", "42", "5.1", "70", "84", "61", "1.9")


class Window(FormWindow[LabsForm]):
    form_class = LabsForm
    letter = Qt.Key.Key_L

    def newest(self) -> LabPanel:
        return max(self.records(LabPanel), key=lambda panel: panel.id)

    def question(self) -> tuple[str, list[QPushButton]]:
        return self.asked(self.the_form.grid.rows.values())

    def to_results(self, day: str = "5 nov 2025") -> None:
        """Type when the blood was drawn, and go on to the first value."""
        self.enter(day, "0810")

    def verdict(self, key: str) -> str:
        return self.the_form.grid.rows[key].sides["verdict"].accessibleName()


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


def test_an_empty_panel_is_not_saved_and_says_why(window: Window) -> None:
    form = window.open()
    window.press(Qt.Key.Key_Return, CTRL)
    assert window.form is form
    assert said(window.shell) == "Type at least one result."
    assert window.focus == "ctx.value"


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
