"""A monkey at the window: seeded clicks, keys and texts anywhere. Nothing goes wrong, and all of it can be undone."""

from __future__ import annotations

import logging
import random
import string
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from bonejournal.domain.kinds import KINDS
from bonejournal.domain.record import Record
from bonejournal.journal.store import Journal
from bonejournal.ui.all_pages import PAGES
from bonejournal.ui.dialogs import choose
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.export import Export
from tests.ui.shells import filled_shell, pause, sample_records, settle, sheets

W = TypeVar("W", bound=QWidget)
SHORT, LONG = 100, 1500
LEAVES = frozenset({"new", "open", "close", "quit", "restore", "full_screen"})
"""Commands that end the journal in the window."""
AWAY = frozenset({"Start your own…", "Start page", "Restore this backup", "Choose a backup…"})
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NO = Qt.KeyboardModifier.NoModifier
KEYS = [
    *((key, NO) for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Delete)),
    *((key, NO) for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_F2)),
    *((key, NO) for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_T, Qt.Key.Key_S, Qt.Key.Key_E)),
    *((key, CTRL) for key in (Qt.Key.Key_Z, Qt.Key.Key_D, Qt.Key.Key_S, Qt.Key.Key_Return, Qt.Key.Key_A)),
    *((key, CTRL) for key in (Qt.Key.Key_N, Qt.Key.Key_K, Qt.Key.Key_F, Qt.Key.Key_R)),
    *((key, ALT) for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Left, Qt.Key.Key_Right)),
    (Qt.Key.Key_Z, CTRL | SHIFT),
    (Qt.Key.Key_Tab, SHIFT),
]
TEXTS = (
    *("1", "0", "-3", "61.5", "7,5 h", "12 Nov 2026", "2026-13-45", "yesterday"),
    *("denosumab", "milk 200", "한국어 우유", "؟", "x" * 300),
)


class Monkey:
    """Does one thing after the other to whatever window is on top, and keeps a list of what it did."""

    def __init__(self, shell: Shell, seed: int) -> None:
        self.shell, self.chance = shell, random.Random(seed)
        self.did: list[str] = []

    def act(self) -> None:
        """One thing."""
        acts: list[tuple[Callable[[], None], int]] = [
            (self._click, 10), (self._click_row, 3), (self._type, 6), (self._key, 8), (self._command, 3), (self._go, 2),
        ]  # fmt: skip
        act = self.chance.choices([one for one, _ in acts], [often for _, often in acts])[0]
        act()
        if self.chance.random() < 0.3:
            pause(self.chance.choice((0, 5, 30)))
        else:
            QApplication.processEvents()

    def _top(self) -> QWidget:
        return QApplication.activePopupWidget() or next(iter(reversed(sheets())), None) or self.shell.window

    def _one(self, kind: type[W]) -> W | None:
        all_ = (one for one in self._top().findChildren(kind) if shiboken6.isValid(one))
        found = [one for one in all_ if one.isVisible() and one.isEnabled()]
        return self.chance.choice(found) if found else None

    def _click(self) -> None:
        top = self._top()
        if isinstance(top, QMenu):
            self._choose(top)
        elif (button := self._one(QAbstractButton)) is not None and not self._keeps(button):
            self.did.append(f"click {button.objectName()} {button.text()}")
            QTest.mouseClick(button, Qt.MouseButton.LeftButton, NO, button.rect().center())
            if self.chance.random() < 0.2:
                self.did.append("and again")
                self._again(button)

    def _keeps(self, button: QAbstractButton) -> bool:
        """Whether it leads away from the journal, or waits in its menu until something is chosen there."""
        waits = isinstance(button, QToolButton | QPushButton) and button.menu() is not None
        return waits or button.text() in AWAY

    def _again(self, button: QAbstractButton) -> None:
        try:
            QTest.mouseDClick(button, Qt.MouseButton.LeftButton, NO, QPoint(4, 4))
            QTest.mouseRelease(button, Qt.MouseButton.LeftButton, NO, QPoint(4, 4))
        except RuntimeError:
            self.did.append("(it is gone)")

    def _choose(self, menu: QMenu) -> None:
        able = [one for one in menu.actions() if one.isEnabled() and not one.isSeparator() and not self._leaves(one)]
        if able:
            action = self.chance.choice(able)
            self.did.append(f"menu {action.text()}")
            menu.close()
            action.trigger()
        else:
            menu.close()

    def _leaves(self, action: QAction) -> bool:
        held = self.shell.window.commands
        return action.menu() is not None or any(action is held.action(one) for one in LEAVES)

    def _click_row(self) -> None:
        view = self._one(QAbstractItemView)
        model = view.model() if view is not None else None
        if view is None or model is None or not model.rowCount():
            return
        row = self.chance.randrange(min(model.rowCount(), 20))
        place = view.visualRect(model.index(row, 0)).center()
        self.did.append(f"row {view.objectName()} {row}")
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, self.chance.choice((NO, NO, CTRL, SHIFT)), place)

    def _type(self) -> None:
        field = self._one(self.chance.choice((QLineEdit, QLineEdit, QPlainTextEdit, QComboBox)))
        if field is None:
            return
        text = self.chance.choice((*TEXTS, "".join(self.chance.choices(string.printable[:95], k=4))))
        self.did.append(f"type {field.objectName()} {text[:20]}")
        field.setFocus()
        if isinstance(field, QLineEdit) and self.chance.random() < 0.5:
            field.selectAll()
        if text.isascii() and len(text) < 50:
            QTest.keyClicks(field, text)
        elif isinstance(field, QLineEdit):
            field.insert(text)
        elif isinstance(field, QPlainTextEdit):
            field.insertPlainText(text)

    def _key(self) -> None:
        key, modifier = self.chance.choice(KEYS)
        top = self._top()
        target = top.focusWidget() or top
        self.did.append(f"key {modifier.name} {key.name} on {type(target).__name__}")
        QTest.keyClick(target if isinstance(top, QMenu) else target.window().windowHandle(), key, modifier)

    def _command(self) -> None:
        able = [one for one, *_ in self.shell.window.commands.able() if one not in LEAVES]
        if able and not sheets() and QApplication.activePopupWidget() is None:
            command = self.chance.choice(able)
            self.did.append(f"command {command}")
            self.shell.window.run(command)

    def _go(self) -> None:
        if not sheets() and QApplication.activePopupWidget() is None:
            page = self.chance.choice([page.key for page in PAGES])
            what = "new" if page.endswith("-form") else ""
            self.did.append(f"go {page} {what}")
            self.shell.window.go(page, what)


def held(shell: Shell) -> dict[str, Record]:
    """All that is recorded."""
    found: dict[str, Record] = {}

    def ask(journal: Journal) -> dict[str, Record]:
        return {record.id: record for kind in KINDS.values() for record in journal.all(kind.record)}

    shell.desk.ask(ask, found.update, owner=shell)
    settle(shell)
    return found


def let_loose(shell: Shell, seed: int, times: int, log: pytest.LogCaptureFixture) -> None:
    monkey, failed = Monkey(shell, seed), []
    shell.desk.failed.connect(failed.append)
    before = held(shell)
    try:
        with log.at_level(logging.ERROR):
            for _ in range(times):
                monkey.act()
                assert shell.desk.state is not None, "the journal is closed"
                assert failed == []
                assert not log.records
            while (popup := QApplication.activePopupWidget()) is not None:
                popup.close()
            for sheet in sheets():
                sheet.reject()
            shell.window.go("about")
            settle(shell)
            for _ in range(times * 2):
                if shell.desk.state is None or shell.desk.state.undo is None:
                    break
                shell.desk.undo()
                settle(shell)
            assert failed == []
            assert not log.records
        assert held(shell) == before
    except BaseException:
        print("\n".join(monkey.did[-40:]))
        raise


@pytest.fixture
def no_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """She changes her mind in each of the system's dialogs, and no other program is started."""
    for name in ("new_journal", "journal", "to_import", "to_attach", "folder_to_import", "archive", "document"):
        monkeypatch.setattr(choose, name, lambda *_more, **_named: None)
    for name in ("folder", "pdf", "open_file", "show_folder"):
        monkeypatch.setattr(choose, name, lambda *_more, **_named: None)
    monkeypatch.setattr(Export, "ask_path", lambda *_more: None)


def stormed(app: QApplication, folder: Path, seed: int, times: int, log: pytest.LogCaptureFixture) -> None:
    with filled_shell(app, folder, sample_records(), "today") as shell:
        let_loose(shell, seed, times, log)
        path = shell.path
    assert path is not None
    with Journal.open(path) as journal:
        assert [one for one in journal.examine() if not one.ok] == []


@pytest.mark.usefixtures("no_dialogs")
def test_a_monkey_breaks_nothing(qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    stormed(qapp, tmp_path, 1, SHORT, caplog)


@pytest.mark.storm
@pytest.mark.usefixtures("no_dialogs")
@pytest.mark.parametrize("seed", range(10, 20))
def test_ten_monkeys_break_nothing(
    qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture, seed: int
) -> None:
    stormed(qapp, tmp_path, seed, LONG, caplog)
