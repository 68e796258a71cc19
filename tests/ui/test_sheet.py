"""The small windows over the window: all of their words and buttons can be seen, however narrow they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from bonejournal.journal.backup import Backup
from bonejournal.ui.dialogs.restore import RestoreSheet
from bonejournal.ui.theme import Mode, theme
from tests.ui.shells import pause

AT = dt.datetime(2026, 11, 11, 21, 14).astimezone()


@pytest.fixture(params=[1.0, 2.0])
def window(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[QWidget]:
    theme.start(qapp, Mode.LIGHT, request.param)
    made = QWidget()
    made.resize(1280, 800)
    made.show()
    yield made
    made.close()
    theme.set_scale(1.0)


def shown(window: QWidget, backups: list[Backup]) -> RestoreSheet:
    sheet = RestoreSheet(window, Path("helen.bonejournal"), backups, lambda _path: None)
    sheet.show_over()
    pause()
    sheet.resize(sheet.minimumWidth(), sheet.height())
    pause()
    return sheet


@pytest.mark.parametrize("count", [0, 8])
def test_no_button_is_cut(window: QWidget, count: int) -> None:
    backups = [Backup(Path(f"backup-{n}"), AT - dt.timedelta(days=n), 1204, 3) for n in range(count)]
    sheet = shown(window, backups)
    assert sheet.height() <= window.height()
    for button in sheet.buttons:
        assert button.isVisible()
        end = button.mapTo(sheet, button.rect().bottomRight())
        assert sheet.rect().contains(end), button.text()
    if backups:
        assert sheet.table.isVisible()
        assert sheet.table.viewport().height() >= 2 * theme.u(34)
    sheet.reject()


def test_without_a_backup_that_is_said_and_nothing_is_offered_that_cannot_be_done(window: QWidget) -> None:
    sheet = shown(window, [])
    assert [button.text() for button in sheet.buttons] == ["Choose a file…", "Cancel"]
    assert all(button.isEnabled() for button in sheet.buttons)
    words = [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("There is no backup beside this journal yet.") for text in words)
    sheet.reject()
