"""A form in a real window over a real journal, filled in with its own keyboard; every press is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from bonejournal.domain.record import Record
from bonejournal.domain.step import Change, Step
from bonejournal.journal.store import Journal
from bonejournal.ui.forms.form import FormPage
from bonejournal.ui.memory import Memory
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import Mode, theme
from bonejournal.ui.widgets.entry_grid import GridRow
from tests.ui.shells import pause

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
F = TypeVar("F", bound=FormPage)
R = TypeVar("R", bound=Record)
W = TypeVar("W", bound="FormWindow")


class Hands:
    """Real keys in the window of a shell, counted: a key held with another counts for itself."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.keys = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.keys += 1 + modifier.value.bit_count()
        QTest.keyClick(self.shell.window.windowHandle(), key, modifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        for letter in text:
            self.keys += 1
            QTest.keyClick(self.shell.window.windowHandle(), letter)
        QApplication.processEvents()

    def tab(self, *texts: str) -> None:
        """Type each text and go on with Tab after it."""
        for text in texts:
            self.type(text)
            self.press(Qt.Key.Key_Tab)

    def enter(self, *texts: str) -> None:
        """Type each text and go on with Enter after it."""
        for text in texts:
            self.type(text)
            self.press(Qt.Key.Key_Return)


class FormWindow(Hands, Generic[F]):
    """A window whose form of one class is typed into; `letter` opens it with Ctrl and Shift."""

    form_class: type[F]
    letter: Qt.Key

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.path = folder / "helen.bonejournal"
        super().__init__(Shell(Memory(folder / "memory.ini")))
        self.shell.window.resize(1360, 826)
        self.shell.show(self.path)
        qtbot.waitUntil(lambda: self.shell.desk.state is not None)
        self.shell.window.activateWindow()
        self.closed = False
        self.settle()

    def settle(self) -> None:
        pause()
        self.qtbot.waitUntil(self.shell.desk.idle)
        pause()

    def open(self, what: str = "") -> F:
        if what:
            self.shell.window.go(self.form_class.key, what)
        else:
            self.press(self.letter, CTRL | SHIFT)
        self.qtbot.waitUntil(lambda: self.form is not None and self.form._begun)
        self.settle()
        return self.the_form

    @property
    def form(self) -> F | None:
        page = self.shell.window.stack.page()
        return page if isinstance(page, self.form_class) else None

    @property
    def the_form(self) -> F:
        assert self.form is not None
        return self.form

    @property
    def focus(self) -> str:
        widget = self.shell.window.focusWidget()
        return (widget.objectName() or widget.accessibleName()) if widget else ""

    def save(self) -> None:
        self.press(Qt.Key.Key_Return, CTRL)
        self.qtbot.waitUntil(lambda: self.form is None)
        self.settle()

    def records(self, cls: type[R]) -> list[R]:
        found: list[tuple[R, ...]] = []
        self.shell.desk.ask(lambda journal: journal.all(cls), found.append, owner=self.shell)
        self.qtbot.waitUntil(lambda: bool(found))
        return list(found[0])

    def drafts(self) -> list[dict[str, str]]:
        """The texts of the drafts in the journal."""
        found: list = []
        self.shell.desk.ask(lambda journal: journal.drafts(), found.append, owner=self.shell)
        self.qtbot.waitUntil(lambda: bool(found))
        return [dict(draft.texts) for draft in found[0]]

    def asked(self, rows: Iterable[GridRow]) -> tuple[str, list[QPushButton]]:
        """What is asked first beneath one of these rows, with its buttons."""
        for row in rows:
            if row.problem is not None:
                return row.problem.accessibleName(), row.problem.findChildren(QPushButton)
        return "", []

    def close(self) -> None:
        if self.closed:
            return
        self.closed = True
        self.shell.window.close()
        self.qtbot.waitUntil(lambda: not self.shell.window.isVisible())
        self.shell.window.deleteLater()
        pause()


@contextmanager
def over(window_class: type[W], qtbot: QtBot, folder: Path, *records: Record) -> Iterator[W]:
    """A window over a new journal that holds these records."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.start(app, Mode.LIGHT, 1.0)
    with Journal.create(folder / "helen.bonejournal") as journal:
        if records:
            journal.apply(Step("Add", tuple(Change(None, record) for record in records)))
    window = window_class(qtbot, folder)
    yield window
    window.close()
    theme.set_scale(1.0)
