"""The form of a DXA report: typed with few keys, in any notation, pasted, and seen whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from bonejournal.domain.bone.density import Side, Site
from bonejournal.ui.theme import theme
from tests.ui.dxa_window import LAST, Window
from tests.ui.shells import until
from tests.ui.typed import over


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
    until(form._panel.fill.isEnabled)
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
    ways = problem.findChildren(QPushButton)
    assert ways
    assert all(_inside(button, form) for button in ways)
    cell = form.grid.rows["total_hip_right"].cells["z"]
    cell.setFocus()
    assert _inside(cell, form.grid._port)


def _inside(widget: QWidget, holder: QWidget) -> bool:
    left = widget.mapTo(holder, widget.rect().topLeft()).x()
    return left >= 0 and left + widget.width() <= holder.width()
