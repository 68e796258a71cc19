"""The DXA form, filled in with real keys in a real window over a real journal."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, Side, Site, SiteResult
from bonejournal.domain.words import day_long
from bonejournal.ui.forms.dxa import DxaForm
from bonejournal.ui.theme import theme
from tests.ui.shells import said
from tests.ui.typed import CTRL, SHIFT, FormWindow, over

LAST = DxaScan(
    date=dt.date(2024, 10, 9), facility="Hillcrest Bone Clinic", make="Hologic", model="Horizon A", serial="301584M",
    sites=(
        SiteResult(Site.LUMBAR_SPINE, vertebrae="L1-L4", bmd_g_cm2=0.772, t_score=-2.5, z_score=-1.7, lsc_g_cm2=0.027),
        SiteResult(Site.FEMORAL_NECK, Side.LEFT, bmd_g_cm2=0.646, t_score=-1.8, z_score=-0.7),
        SiteResult(Site.TOTAL_HIP, Side.LEFT, bmd_g_cm2=0.755, t_score=-1.5, z_score=-0.8),
    ),
)  # fmt: skip


class Window(FormWindow[DxaForm]):
    form_class = DxaForm
    letter = Qt.Key.Key_D

    def newest(self) -> DxaScan:
        return max(self.records(DxaScan), key=lambda scan: scan.id)

    def question(self) -> tuple[str, list[QPushButton]]:
        return self.asked(self.the_form.grid.rows.values())


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with over(Window, qtbot, tmp_path) as window:
        yield window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with over(Window, qtbot, tmp_path, LAST) as window:
        yield window


def test_three_sites_take_no_more_than_75_keys(window: Window) -> None:
    window.keys = 0
    form = window.open()
    window.type("13 oct 2025")
    for _ in range(8):  # clinic, scanner, four vertebrae, unit, numbers
        window.press(Qt.Key.Key_Tab)
    assert window.focus == "spine.bmd"
    window.tab("0.826", "-2.0", "-1.2", "0.661", "-1.6", "-0.5", "0.775", "-1.4")
    window.type("-0.6")
    assert form.grid.rows["spine"].change.said.words == "+0.054 (+7.0\u2009%), real gain"
    window.save()
    assert window.keys <= 75, window.keys
    scan = window.newest()
    assert scan.date == dt.date(2025, 10, 13)
    assert (scan.facility, scan.model, scan.serial) == ("Hillcrest Bone Clinic", "Horizon A", "301584M")
    assert [(row.site, row.side, row.bmd_g_cm2, row.t_score, row.z_score) for row in scan.sites] == [
        (Site.LUMBAR_SPINE, None, 0.826, -2.0, -1.2),
        (Site.FEMORAL_NECK, Side.LEFT, 0.661, -1.6, -0.5),
        (Site.TOTAL_HIP, Side.LEFT, 0.775, -1.4, -0.6),
    ]
    assert scan.sites[0].lsc_g_cm2 == 0.027
    assert scan.sites[0].vertebrae == "L1-L4"


def test_enter_goes_from_the_date_to_the_numbers_and_on(window: Window) -> None:
    window.keys = 0
    window.open()
    window.type("13 oct 2025")
    window.press(Qt.Key.Key_Return)
    assert window.focus == "spine.bmd"
    for text in ("826", "-2.0", "-1.2", "661", "-1.6", "-.5", "775", "-1.4"):
        window.type(text)
        window.press(Qt.Key.Key_Return)
    window.type("-.6")
    window.save()
    assert window.keys <= 60, window.keys
    assert [row.bmd_g_cm2 for row in window.newest().sites] == [0.826, 0.661, 0.775]


def test_a_first_scan_asks_for_clinic_and_scanner(empty: Window) -> None:
    form = empty.open()
    assert "first scan" in form.header._words.text()
    empty.press(Qt.Key.Key_Return)
    assert empty.focus == "facility"
    empty.tab("Hillcrest")
    assert empty.focus == "scanner"
    empty.tab("", "Hologic", "Horizon A", "301584M", "", "", "", "", "", "", "0.826")
    assert empty.focus == "spine.t"
    empty.save()
    scan = empty.newest()
    assert (scan.facility, scan.make, scan.model, scan.serial) == ("Hillcrest", "Hologic", "Horizon A", "301584M")


def test_decimal_commas_and_milligrams_are_taken_and_kept_as_typed(window: Window) -> None:
    form = window.open()
    window.press(Qt.Key.Key_Return)
    window.tab("0,826", "-2,0", "-1,2", "661")
    assert form.texts()["spine.bmd"] == "0.826"
    assert form.texts()["spine.t"] == "\u22122.0"
    assert form.texts()["femoral_neck_left.bmd"] == "0.661"
    window.save()
    scan = window.newest()
    assert (scan.sites[0].bmd_g_cm2, scan.sites[0].t_score, scan.sites[1].bmd_g_cm2) == (0.826, -2.0, 0.661)
    assert [tuple(typed) for typed in scan.typed] == [("sites.1.bmd_g_cm2", "661 mg/cm²")]


def test_the_unit_switch_converts_what_stands_there(window: Window) -> None:
    form = window.open()
    window.press(Qt.Key.Key_Return)
    window.tab("0.826")
    button = form.header.unit.button("mg/cm²")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert form.texts()["spine.bmd"] == "826"
    assert form.texts()["spine.lsc"] == "27"
    assert form.grid.rows["spine"].last.text() == "772"
    assert form.grid.rows["spine"].change.said.words.startswith("+54 ")
    QTest.mouseClick(form.header.unit.button("g/cm²"), Qt.MouseButton.LeftButton)
    assert form.texts()["spine.bmd"] == "0.826"
    window.save()
    assert window.newest().typed == ()


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


def test_a_draft_outlives_the_window(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    form = window.open()
    window.press(Qt.Key.Key_Return)
    window.tab("0.826", "-2.0")
    window.type("-1")
    qtbot.waitUntil(lambda: not form._draft.isActive(), timeout=3000)
    window.settle()
    texts = window.drafts()[0]
    window.close()
    fresh = Window(qtbot, tmp_path)
    form = fresh.open()
    assert {name: form.texts()[name] for name in ("spine.bmd", "spine.t", "spine.z")} == {
        "spine.bmd": "0.826",
        "spine.t": "\u22122.0",
        "spine.z": "-1",
    }
    assert form.texts() == texts
    fresh.close()


def test_rows_that_were_folded_out_come_back_with_the_draft(window: Window) -> None:
    form = window.open()
    QTest.mouseClick(form.foot.single, Qt.MouseButton.LeftButton)
    assert window.focus == "spine_L1.bmd"
    window.type("0.720")
    window.press(Qt.Key.Key_Escape)
    assert window.form is None
    form = window.open()
    assert form.texts()["spine_L1.bmd"] == "0.720"


def test_single_vertebrae_and_other_regions_are_kept_and_not_compared(window: Window) -> None:
    form = window.open()
    QTest.mouseClick(form.foot.single, Qt.MouseButton.LeftButton)
    window.type("0.720")
    QTest.mouseClick(form.foot.other, Qt.MouseButton.LeftButton)
    assert window.focus == "trochanter_left.bmd"
    window.type("0.599")
    assert form.grid.rows["trochanter_left"].change.said.words == "kept, not compared"
    window.save()
    assert [(row.site, row.side, row.vertebrae) for row in window.newest().sites] == [
        (Site.LUMBAR_SPINE, None, "L1"),
        (Site.TROCHANTER, Side.LEFT, ""),
    ]


def test_editing_changes_what_was_typed_and_nothing_else(window: Window) -> None:
    form = window.open(LAST.id)
    assert form._title.text() == "DXA report of 9 October 2024"
    window.save()
    assert window.records(DxaScan) == [LAST]
    window.open(LAST.id)
    window.press(Qt.Key.Key_Return)
    window.tab("0.773")
    window.save()
    rows = (dataclasses.replace(LAST.sites[0], bmd_g_cm2=0.773), *LAST.sites[1:])
    assert window.records(DxaScan) == [dataclasses.replace(LAST, sites=rows)]


def test_saving_says_so_and_can_be_undone(window: Window) -> None:
    window.open()
    window.press(Qt.Key.Key_Return)
    window.tab("0.826", "-2.0")
    day = day_long(window.the_form.desk.on)
    window.save()
    assert said(window.shell) == f"DXA report of {day} saved."
    assert len(window.records(DxaScan)) == 2
    window.press(Qt.Key.Key_Z, CTRL)
    window.settle()
    assert window.records(DxaScan) == [LAST]


def test_ctrl_s_saves_the_form(window: Window) -> None:
    window.open()
    window.press(Qt.Key.Key_Return)
    window.tab("0.826", "-2.0")
    window.press(Qt.Key.Key_S, CTRL)
    window.qtbot.waitUntil(lambda: window.form is None)
    assert len(window.records(DxaScan)) == 2


def test_height_and_weight_become_one_measure_of_the_day(window: Window) -> None:
    form = window.open()
    window.press(Qt.Key.Key_Return)
    window.tab("0.826", "-2.0")
    for name, text in (("height", "164,6"), ("weight", "62")):
        form.foot.field(name).setFocus()
        window.type(text)
    window.save()
    (measure,) = window.records(BodyMeasure)
    assert (measure.height_cm, measure.weight_kg, measure.source) == (164.6, 62.0, "dxa")
    scan = window.newest()
    assert measure.date == scan.date
    form = window.open(scan.id)
    assert (form.texts()["height"], form.texts()["weight"]) == ("164.6", "62.0")
    form.foot.field("weight").setFocus()
    form.foot.field("weight").selectAll()
    window.type("61.5")
    window.save()
    (again,) = window.records(BodyMeasure)
    assert (again.id, again.weight_kg) == (measure.id, 61.5)


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


def test_arrows_move_among_the_cells_and_inside_a_text(window: Window) -> None:
    window.open()
    window.press(Qt.Key.Key_Return)
    window.press(Qt.Key.Key_Left)
    assert window.focus == "spine.bmc"
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Right)
    assert window.focus == "femoral_neck_left.bmd"
    window.type("0.6")
    window.press(Qt.Key.Key_Left)
    assert window.focus == "femoral_neck_left.bmd"
    window.press(Qt.Key.Key_Up)
    assert window.focus == "spine.bmd"


def test_area_and_bmc_are_tab_stops_where_the_last_report_had_them(window: Window) -> None:
    form = window.open()
    policy = form.grid.rows["spine"].cells["area"].focusPolicy
    assert not policy() & Qt.FocusPolicy.TabFocus
    form.grid.tab_through(("area", "bmc", "bmd", "t", "z"))
    assert policy() & Qt.FocusPolicy.TabFocus


def test_every_field_has_a_name_and_says_its_last_value(window: Window) -> None:
    form = window.open()
    fields = [field for field in form.findChildren(QLineEdit) if field.isVisibleTo(form)]
    assert len(fields) >= 30
    assert all(field.accessibleName() for field in fields)
    assert all(button.accessibleName() or button.text() for button in form.findChildren(QAbstractButton))
    names = [field.accessibleName() for field in fields]
    assert len(set(names)) == len(names)
    cell = form.grid.rows["spine"].cells
    assert cell["t"].accessibleName() == "T-score, Spine L1–L4"
    assert cell["bmd"].accessibleDescription() == "Last time 0.772"


def test_tab_reaches_everything_and_comes_back(window: Window) -> None:
    form = window.open()
    seen: list[str] = []
    for _ in range(80):
        seen.append(window.focus)
        window.press(Qt.Key.Key_Tab)
        if window.focus == "date" and len(seen) > 1:
            break
    rows = ("spine", "femoral_neck_left", "total_hip_left", "femoral_neck_right", "total_hip_right", "radius_33_left")
    cells = [f"{row}.{column}" for row in rows for column in ("bmd", "t", "z")]
    assert [name for name in seen if "." in name and name in cells] == cells
    for name in ("facility", "scanner", "L1", "tbs", "height", "weight", "notes", "Save", "Cancel"):
        assert name in seen, name
    assert form is window.form


REPORT = """DXA Results Summary: Left Hip
Region   Area (cm²)  BMC (g)  BMD (g/cm²)  T - score  PR (%)  Z - score  AM (%)
Neck           4.92     3.12        0.634       -1.9      75       -0.5      92
Total         35.72    28.46        0.797       -1.2      85       -0.2      97
"""


def test_a_pasted_report_is_shown_before_it_is_filled_in(window: Window) -> None:
    QApplication.clipboard().clear()
    form = window.open()
    form.paste_report()
    assert form._panel is not None
    form._panel.text.setPlainText(REPORT)
    assert form._panel.fill.text() == "Fill in 2 rows"
    assert form.texts()["total_hip_left.bmd"] == ""
    ticks = form._panel._ticks
    ticks[0][0].click()
    QTest.mouseClick(form._panel.fill, Qt.MouseButton.LeftButton)
    assert form.texts()["total_hip_left.bmd"] == "0.797"
    assert form.texts()["total_hip_left.area"] == "35.72"
    assert form.texts()["femoral_neck_left.bmd"] == ""
    window.save()
    (row,) = window.newest().sites
    assert (row.bmc_g, row.t_score, row.z_score) == (28.46, -1.2, -0.2)


def test_escape_closes_the_pasting_and_then_the_form(window: Window) -> None:
    QApplication.clipboard().clear()
    form = window.open()
    form.paste_report()
    window.press(Qt.Key.Key_Escape)
    assert form._panel is None
    assert window.form is form
    window.press(Qt.Key.Key_Escape)
    assert window.form is None


@pytest.mark.parametrize(
    "scale, width, height", [(1.0, 1360, 826), (1.5, 1280, 800), (2.0, 1024, 700), (1.0, 1024, 700)]
)
def test_nothing_runs_out_of_the_page(window: Window, scale: float, width: int, height: int) -> None:
    window.shell.window.resize(width, height)
    form = window.open()
    window.press(Qt.Key.Key_Return)
    window.tab("0.826", "2.0")
    if scale != 1.0:
        theme.set_scale(scale)
        window.qtbot.waitUntil(lambda: window.the_form is not form and window.the_form._begun)
        window.settle()
        form = window.the_form
    assert form.texts()["spine.bmd"] == "0.826"
    window.settle()
    area = window.shell.window.stack.currentWidget()
    assert isinstance(area, QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    assert form.grid.height() >= form.grid.heightForWidth(form.grid.width())
    form.left("spine.t")
    problem = form.grid.rows["spine"].problem
    assert problem is not None
    assert all(_inside(button, form) for button in problem.findChildren(QPushButton))
    cell = form.grid.rows["total_hip_right"].cells["z"]
    cell.setFocus()
    assert _inside(cell, form.grid._port)


def _inside(widget: QWidget, holder: QWidget) -> bool:
    left = widget.mapTo(holder, widget.rect().topLeft()).x()
    return left >= 0 and left + widget.width() <= holder.width()
