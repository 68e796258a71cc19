"""The window with a journal in it: opening and closing, undo, what the status bar says, and what goes wrong."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from bonejournal import __version__
from bonejournal.domain.words import day_short, tr
from bonejournal.ui.all_pages import PAGES
from bonejournal.ui.commands import Handler
from bonejournal.ui.instance import Instance
from bonejournal.ui.main_window import MainWindow
from bonejournal.ui.memory import Memory
from bonejournal.ui.pages.page import Frame, Page
from bonejournal.ui.work import ClosedError, Desk

log = logging.getLogger("bonejournal")


def traced(error: BaseException) -> str:
    """Where an error came from, without its text, which may hold what she recorded."""
    return type(error).__name__ + "\n" + "".join(traceback.format_tb(error.__traceback__))


class Shell(QObject):
    """Ties window, journal and memory together. Pages reach the journal through `desk`, the window as their frame."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        from bonejournal.ui.files import Files  # it needs this class's name for its types only

        self.memory = memory
        self.desk = Desk(self)
        self.files = Files(self)
        self.instance: Instance | None = None
        self.path: Path | None = None
        self.window = MainWindow(PAGES, self._build, self._handlers(), memory, __version__)
        self.window.closing = self._closing
        self.desk.opened.connect(self._opened)
        self.desk.changed.connect(self.window.changed)
        self.desk.state_changed.connect(self._tell_state)
        self.desk.failed.connect(self.tell)
        self.window.page_changed.connect(self._page_changed)
        self._tell_recent()

    def _build(self, page: type[Page], frame: Frame, what: str) -> Page:
        made: Callable[[Frame, Desk, str], Page] = page
        return made(frame, self.desk, what)

    def _handlers(self) -> Mapping[str, Handler]:
        window: Callable[[str], Handler] = lambda key: lambda: self.window.go(key)  # noqa: E731
        return {
            **self.files.handlers(),
            "recent": lambda: None,
            "undo": self.undo,
            "redo": self.redo,
            "dxa": lambda: self.window.go("dxa-form", "new"),
            "body": lambda: self.window.go("body-form", "new"),
            "profile": window("profile-form"),
            "deleted": lambda: self.window.go("records", "deleted"),
            "find": self._find,
            "delete": lambda: self._page_does("delete_chosen"),
            "duplicate": lambda: self._page_does("duplicate_chosen"),
            "sources": window("sources"),
            "keys": window("keys"),
            "about": window("about"),
        }

    # Opening and closing

    def show(self, path: Path | None) -> None:
        """Show the window, with the journal at `path` or the welcome; the journal opens after the first paint."""
        if path is None:
            self.welcome()
        else:
            self._frame_for(path)
            self.window.first_paint.connect(lambda: self._open_claimed(path))
        self.window.show()

    def open(self, path: Path, *, create: bool = False) -> None:
        """Open a journal in this window; the one that is open is closed before."""
        self.close_journal()
        if not self._claim(path):
            self.files.open_elsewhere(path)
            return
        self._frame_for(path)
        self._open_claimed(path, create=create)

    def claim(self, path: Path) -> bool:
        """Take `path` for this window before it is shown; False when another window has it and was asked to rise."""
        if self._claim(path):
            return True
        self.ring(path)
        return False

    def ring(self, path: Path) -> None:
        """Ask the window that has `path` to show itself."""
        Instance(path).ring()

    def _claim(self, path: Path) -> bool:
        instance = Instance(path, self)
        if not instance.claim():
            return False
        instance.wanted.connect(self._rise)
        self.instance = instance
        return True

    def _frame_for(self, path: Path) -> None:
        self.path = path
        self.window.open_journal(path.name)

    def _open_claimed(self, path: Path, *, create: bool = False) -> None:
        self.desk.last_here = self.last_opened(path)
        self.desk.open(path, lambda error: self._not_opened(path, error), create=create)

    def _not_opened(self, path: Path, error: Exception) -> None:
        self.release()
        self.files.show_problem(path, error)

    def _opened(self) -> None:
        page = self.window.stack.page()
        if page is not None:
            page.refresh()
        if self.path is not None:
            self.memory.opened(self.path)
        self._tell_recent()
        QTimer.singleShot(0, self.files.after_opening)

    def close_journal(self) -> None:
        """Close the open journal, with a verified copy where it was changed."""
        self.window.stack.close_all()
        if self.desk.state is not None:
            self.memory.set_text(self._last_key(self.desk.state.path), dt.date.today().isoformat())
            self.desk.close(back_up=self.desk.state.undo is not None and not self.desk.state.sample)
        self.release()

    def last_opened(self, path: Path) -> dt.date | None:
        """The day this journal was last closed on this computer."""
        try:
            return dt.date.fromisoformat(self.memory.text(self._last_key(path)))
        except ValueError:
            return None

    def _last_key(self, path: Path) -> str:
        return "closed-" + hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]

    def release(self) -> None:
        """Give up the claim on the journal."""
        if self.instance is not None:
            self.instance.release()
            self.instance = None
        self.path = None

    def welcome(self) -> None:
        """Close the journal and show the first screen."""
        from bonejournal.ui.welcome import Welcome

        self.close_journal()
        self.window.show_alone(lambda: Welcome(self))

    def show_alone(self, build: Callable[[], QWidget], name: str = "") -> None:
        """Show one card instead of the pages."""
        self.window.show_alone(build, name)

    def _closing(self) -> bool:
        self.close_journal()
        self.desk.end()
        return True

    def _rise(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    # Saying

    def _tell_state(self) -> None:
        state = self.desk.state
        if state is None:
            return
        self.window.commands.enable("undo", state.undo is not None)
        self.window.commands.enable("redo", state.redo is not None)
        self.window.commands.name("undo", tr("&Undo {step}", step=state.undo) if state.undo else tr("&Undo"))
        self.window.commands.name("redo", tr("&Redo {step}", step=state.redo) if state.redo else tr("&Redo"))
        left = tr("Saved. Everything is in {name} on this computer.", name=state.path.name)
        self.window.set_saved(left, self.files.backup_said(state.path))
        if state.sample:
            said = tr("Sample journal of an invented woman; its today is {day}.", day=day_short(state.on))
            self.window.set_strip(said, (tr("Start your own…"), lambda: self.window.run("new")))
        else:
            self.window.set_strip()

    def _tell_recent(self) -> None:
        self.window.set_recent(self.memory.recent(), self.open)

    def _page_changed(self, key: str, what: str) -> None:
        log.info("page %s", key)

    def tell(self, error: Exception) -> None:
        """Say calmly that something did not work; the technical part goes to the log."""
        from bonejournal.domain.record import RefusedError
        from bonejournal.journal.errors import JournalError

        if isinstance(error, ClosedError):
            return
        if isinstance(error, JournalError | RefusedError):
            log.warning("%s", type(error).__name__)
            self.window.say(str(error))
            return
        log.error("unexpected %s", traced(error))
        self.window.say(
            tr("Something went wrong inside bonejournal; your journal is unchanged."),
            tr("Details"),
            lambda: self.files.show_log(error),
        )

    def undo(self) -> None:
        """Take back the last step and say what it was."""
        state = self.desk.state
        if state is None or state.undo is None:
            self.window.say(tr("Nothing to undo since you opened the journal."))
            return
        said = tr("Undone: {step}", step=state.undo)
        self.desk.undo(lambda: self.window.say(said, tr("Redo"), self.redo))

    def redo(self) -> None:
        """Do again what was undone last."""
        state = self.desk.state
        if state is not None and state.redo is not None:
            said = tr("Done again: {step}", step=state.redo)
            self.desk.redo(lambda: self.window.say(said, tr("Undo"), self.undo))

    def _find(self) -> None:
        if getattr(self.window.stack.page(), "find", None) is None:
            self.window.go("records")
        self._page_does("find")

    def _page_does(self, method: str) -> None:
        done = getattr(self.window.stack.page(), method, None)
        if callable(done):
            done()
