"""What the form of a DXA report keeps: drafts, the scan, and what belongs to its day."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, Side, Site
from bonejournal.domain.words import day_long
from bonejournal.ui.forms import draft
from tests.ui.dxa_window import LAST, Window
from tests.ui.shells import said
from tests.ui.typed import CTRL, over


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with over(Window, qtbot, tmp_path, LAST) as window:
        yield window


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


def test_a_draft_is_written_while_she_types_on_without_a_rest(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = window.open()
    monkeypatch.setattr(draft, "LONGEST_MS", 300)
    form._draft.setInterval(200)
    written: list[bool] = []
    form._draft.timeout.connect(lambda: written.append(True))

    def typing_on() -> bool:
        QTest.keyClick(form.foot.notes, Qt.Key.Key_A)
        return bool(written)

    qtbot.waitUntil(typing_on, timeout=5000)
    assert window.drafts()[0]["notes"].startswith("a")


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
