"""The timeline page by clicks and keys: how it is reached, zoomed, read, opened and told as a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bonejournal.domain.profile import Profile
from bonejournal.ui.pages.density import DensityPage
from bonejournal.ui.pages.timeline import TimelinePage
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.segmented import Segmented
from tests.ui.shells import filled_shell, key, pause, sample_records, settle, until


@pytest.fixture(scope="module")
def shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    with filled_shell(qapp, tmp_path_factory.mktemp("timeline"), sample_records(), "timeline") as made:
        yield made


@pytest.fixture
def page(shell: Shell) -> TimelinePage:
    shell.window.go("timeline")
    shown = shell.window.stack.page()
    assert isinstance(shown, TimelinePage)
    until(lambda: shown.chart is not None and shown.chart.view.image() is not None)
    settle(shell)
    return shown


def points(page: TimelinePage) -> int:
    assert page.chart is not None
    return int(page.chart.view.accessibleDescription().split()[0])


def test_a_sentence_stands_above_it(page: TimelinePage) -> None:
    assert page.chart is not None
    assert page.chart.sentence.text().startswith("Since September 2020: 4 scans")
    assert page.chart.view.accessibleName() == page.chart.sentence.text()


def test_it_is_reached_from_bone_density_and_back_by_the_switch(shell: Shell, page: TimelinePage) -> None:
    for target, kind in (("density", DensityPage), ("timeline", TimelinePage)):
        shown = shell.window.stack.page()
        assert shown is not None
        switch = shown.findChild(Segmented, "page-switch")
        assert switch is not None
        QTest.mouseClick(switch.button(target), Qt.MouseButton.LeftButton)
        until(lambda kind=kind: isinstance(shell.window.stack.page(), kind))  # type: ignore[misc]


def test_the_arrow_keys_zoom_everything_together(shell: Shell, page: TimelinePage) -> None:
    assert page.reaches is not None
    before = points(page)
    page.reaches.button("all").setFocus()
    key(shell, Qt.Key.Key_Left)
    key(shell, Qt.Key.Key_Left)
    settle(shell)
    until(lambda: points(page) < before)
    assert page.reaches.chosen() == "2y"
    key(shell, Qt.Key.Key_Right)
    key(shell, Qt.Key.Key_Right)
    settle(shell)
    until(lambda: points(page) == before)


def test_points_are_read_by_keys_and_open_what_is_behind_them(
    shell: Shell, page: TimelinePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.chart is not None
    noted: list[tuple[str, str]] = []
    monkeypatch.setattr(shell.window, "go", lambda name, what="": noted.append((name, what)))
    page.chart.view.setFocus()
    key(shell, Qt.Key.Key_Home)
    assert page.chart.view.accessibleDescription().startswith("14 September 2020")
    key(shell, Qt.Key.Key_Return)
    until(lambda: bool(noted))
    assert noted[0][0] == "dxa-form"


def test_its_table_has_everything_newest_first_and_its_file_iso_days(shell: Shell, page: TimelinePage) -> None:
    assert page.chart is not None
    page.chart.toggle()
    pause()
    model = page.chart.table.model()
    assert [cell.text for cell in model.row(0).cells] == ["20 Nov 2026", "Dose due", "Denosumab"]
    assert page.chart.export.shown.sheet.text(separator=",").splitlines()[1].startswith("2026-11-20,Dose due")
    page.chart.toggle()


def test_without_anything_it_says_what_will_stand_here(qapp: QApplication, tmp_path: Path) -> None:
    records = [item for item in sample_records() if isinstance(item, Profile)]
    with filled_shell(qapp, tmp_path, records, "timeline") as made:
        shown = made.window.stack.page()
        assert isinstance(shown, TimelinePage)
        until(lambda: shown.found is not None)
        assert shown.chart is None
