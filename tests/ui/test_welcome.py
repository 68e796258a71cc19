"""The first screen: three ways in, recent journals, dropped files, text size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from bonejournal.journal.store import Journal
from bonejournal.ui.dialogs import choose
from bonejournal.ui.files import sample_path
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import theme
from bonejournal.ui.welcome import Recent, Welcome
from tests.ui.shells import here, key, press, settle, shown_shell, until


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with shown_shell(qapp, tmp_path) as made:
        yield made


def welcome(shell: Shell) -> Welcome:
    return next(one for one in shell.window.findChildren(Welcome) if one.isVisible())


def test_the_first_card_has_the_focus_and_arrows_go_down_and_around(shell: Shell) -> None:
    page = welcome(shell)
    assert page.new.hasFocus()
    key(shell, Qt.Key.Key_Down)
    assert page.open.hasFocus()
    key(shell, Qt.Key.Key_Tab)
    assert page.sample.hasFocus()
    key(shell, Qt.Key.Key_Down)
    assert page.new.hasFocus()


def test_enter_on_the_sample_opens_helen_and_keeps_it_out_of_recent(shell: Shell) -> None:
    welcome(shell).sample.setFocus()
    key(shell, Qt.Key.Key_Return)
    until(lambda: shell.desk.state is not None)
    settle(shell)
    assert shell.desk.state is not None
    assert shell.desk.state.sample
    assert shell.desk.state.path == sample_path()
    assert "invented" in shell.window._strip_says[0]
    assert shell.memory.recent() == []
    shell.welcome()
    settle(shell)
    shell.files.sample()
    until(lambda: shell.desk.state is not None)


def test_a_journal_is_opened_by_the_dialog_and_listed_then(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "helen.bonejournal"
    Journal.create(path).close()
    monkeypatch.setattr(choose, "journal", lambda *_more: path)
    QTest.mouseClick(welcome(shell).open, Qt.MouseButton.LeftButton)
    until(lambda: here(shell) and shell.desk.state is not None)
    key(shell, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    row = welcome(shell).findChild(Recent)
    assert row.accessibleName() == "Open helen.bonejournal"
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    until(lambda: shell.desk.state is not None)


def test_nothing_happens_when_the_dialog_is_left(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "new_journal", lambda *_more, **_named: None)
    QTest.mouseClick(welcome(shell).new, Qt.MouseButton.LeftButton)
    settle(shell)
    assert welcome(shell).isVisible()


def drop(shell: Shell, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(shell.window, QDragEnterEvent(QPoint(5, 5), *how))
    QApplication.sendEvent(shell.window, QDropEvent(QPointF(5, 5), *how))
    settle(shell)


def test_a_dropped_journal_is_opened(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "dropped.bonejournal"
    Journal.create(path).close()
    drop(shell, path)
    until(lambda: shell.desk.state is not None)
    assert shell.path == path


def test_a_dropped_csv_begins_a_journal_and_is_previewed(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "body.csv").write_text("id,date,weight_kg\na,2026-01-02,61.5\n", "utf-8")
    target = tmp_path / "new.bonejournal"
    monkeypatch.setattr(choose, "new_journal", lambda *_more, **_named: target)
    drop(shell, tmp_path / "body.csv")
    until(lambda: here(shell) == "import")
    settle(shell)
    press(shell.window, "Import 1 record")
    settle(shell)
    assert shell.desk.state is not None
    assert shell.desk.state.count == 1


def test_the_text_grows_at_once(shell: Shell) -> None:
    QTest.mouseClick(welcome(shell).sizes.buttons[1.5], Qt.MouseButton.LeftButton)
    settle(shell)
    assert theme.scale == 1.5
    assert welcome(shell).sizes.buttons[1.5].isChecked()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_at_the_smallest_window(shell: Shell, scale: float) -> None:
    theme.set_scale(scale)
    shell.window.resize(1024, 700)
    settle(shell)
    area = welcome(shell).parentWidget().parentWidget()
    assert isinstance(area, QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0


def test_help_is_there_without_a_journal(shell: Shell) -> None:
    for command in ("about", "keys", "sources"):
        shell.window.run(command)
        settle(shell)
        press(shell.window, "‹ Start page")
        settle(shell)
        assert welcome(shell).isVisible()
