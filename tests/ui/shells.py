"""A shell with a window, a memory and files of its own, for tests of the whole window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from bonejournal.domain.record import Record
from bonejournal.domain.step import Change, Step
from bonejournal.exchange.formats import sample
from bonejournal.journal.store import Journal
from bonejournal.ui.memory import Memory
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import Mode, theme


def pause(ms: int = 20) -> None:
    """Let the window and its threads go on; a sleep would keep them from it."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def until(done: Callable[[], Any], seconds: float = 10) -> None:
    for _ in range(int(seconds * 50)):
        if done():
            return
        pause()
    raise AssertionError("waited in vain")


def settle(shell: Shell) -> None:
    """Until nothing is under way."""
    for _ in range(3):
        pause()
        until(lambda: shell.desk.idle() and shell.files.idle())
    pause(30)


def went(shell: Shell) -> list[tuple[str, str]]:
    """From now on nothing is opened, and it is noted what would have been."""
    noted: list[tuple[str, str]] = []
    shell.window.go = lambda key, what="": noted.append((key, what))  # type: ignore[method-assign]
    return noted


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    pause()


@contextmanager
def shown_shell(app: QApplication, folder: Path, path: Path | None = None) -> Iterator[Shell]:
    theme.start(app, Mode.LIGHT, 1.0)
    shell = Shell(Memory(folder / "window.ini"))
    shell.window.resize(1280, 800)
    shell.show(path)
    shell.window.activateWindow()
    settle(shell)
    until(lambda: app.activeWindow() is shell.window)
    yield shell
    for dialog in sheets():
        dialog.reject()
    shell.window.close()
    until(lambda: not shell.window.isVisible() and shell.desk.idle() and shell.files.idle())
    shell.window.deleteLater()
    QCoreApplication.sendPostedEvents(shell.window, QEvent.Type.DeferredDelete)  # while the shell still stands
    theme.set_scale(1.0)
    theme.set_mode(Mode.LIGHT)


def sample_records() -> list[Record]:
    """All that the sample journal holds."""
    return [change.record for change in sample().step.changes]


@contextmanager
def filled_shell(app: QApplication, folder: Path, records: Sequence[Record], page: str) -> Iterator[Shell]:
    """A shell over a journal of these records, at one of its pages."""
    path = folder / "helen.bonejournal"
    with Journal.create(path) as journal:
        if records:
            journal.apply(Step("Fill", tuple(Change(None, record) for record in records)))
    with shown_shell(app, folder, path) as shell:
        until(lambda: shell.desk.state is not None)
        shell.window.go(page)
        settle(shell)
        shell.window.activateWindow()
        until(lambda: app.activeWindow() is shell.window)
        yield shell


def sheets() -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def press(holder: QWidget, words: str) -> None:
    """Click the button that says so."""
    pause()
    for button in holder.findChildren(QPushButton):
        if button.isVisible() and button.text().replace("&", "") == words:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            pause()
            return
    shown = [button.text() for button in holder.findChildren(QPushButton) if button.isVisible()]
    raise AssertionError(f"no button says {words!r}, only {shown}")


def key(shell: Shell, key_: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(shell.window.windowHandle(), key_, modifier)
    QApplication.processEvents()


def here(shell: Shell) -> str:
    place = shell.window.stack.here()
    return place.key if place else ""


def said(shell: Shell) -> str:
    return shell.window.status.left.text()
