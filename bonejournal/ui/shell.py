"""The window with a journal in it: opening and closing, undo, what the status bar says, and what goes wrong."""

from __future__ import annotations

import datetime as dt
import logging
import time
import traceback
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from bonejournal import __version__
from bonejournal.domain.words import tr
from bonejournal.ui import opened
from bonejournal.ui.all_pages import PAGES, prepare
from bonejournal.ui.desk import ClosedError, Desk
from bonejournal.ui.handlers import handlers
from bonejournal.ui.instance import Instance
from bonejournal.ui.leaving import Leaving
from bonejournal.ui.main_window import MainWindow
from bonejournal.ui.memory import Memory
from bonejournal.ui.pages.page import Frame, Page
from bonejournal.ui.rows_chosen import RowsChosen
from bonejournal.ui.standing import Standing, reading_only

if TYPE_CHECKING:
    from bonejournal.ui.answers import Answers
    from bonejournal.ui.files import Files
    from bonejournal.ui.palettes.palettes import Palettes

log = logging.getLogger("bonejournal")
PREPARE_MS = 300
PATIENCE_S = 10
"""For so long a second start waits for a window that is closing, or too busy to answer."""


def traced(error: BaseException) -> str:
    """Where an error came from, without its text, which may hold what she recorded."""
    return type(error).__name__ + "\n" + "".join(traceback.format_tb(error.__traceback__))


class Shell(QObject):
    """Ties window, journal and memory together. Pages reach the journal through `desk`, the window as their frame."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.memory = memory
        self.desk = Desk(self)
        self.instance: Instance | None = None
        self.path: Path | None = None
        self.answers: Answers | None = None
        self._to_import: Path | None = None
        self._leaving = Leaving(self)
        self._may_close = False
        self.window = MainWindow(PAGES, self._build, handlers(self), memory, __version__)
        self.window.closing = self._closing
        self.window.refuses = self._refuses
        self.window.setAcceptDrops(True)
        self.window.installEventFilter(self)
        self.desk.opened.connect(self._opened)
        self.desk.changed.connect(self.window.changed)
        self.standing = Standing(self)
        self.desk.failed.connect(self.tell)
        self.window.page_changed.connect(self._page_changed)
        self._rows = RowsChosen(self)
        self._tell_recent()

    @cached_property
    def files(self) -> Files:
        """What is done with whole files; made at its first use, for its dialogs are not needed to show the window."""
        from bonejournal.ui.files import Files

        return Files(self)

    @cached_property
    def palettes(self) -> Palettes:
        """Quick add and Search; made at their first use."""
        from bonejournal.ui.palettes.palettes import Palettes

        return Palettes(self)

    def _build(self, page: type[Page], frame: Frame, what: str) -> Page:
        made: Callable[[Frame, Desk, str], Page] = page
        built = made(frame, self.desk, what)
        if hasattr(type(built), "shell"):
            built.shell = self  # type: ignore[attr-defined]
        return built

    # Opening and closing

    def show(self, path: Path | None) -> None:
        """Show the window, with the journal at `path` or the welcome; the journal opens after the first paint."""
        if path is None:
            self.welcome()
        elif self.instance is not None or self._claim(path):
            self._frame_for(path)
            self.window.first_paint.connect(lambda: self._open_claimed(path))
        else:
            self.files.open_elsewhere(path)
        self.window.show()

    def open(self, path: Path, *, create: bool = False, to_import: Path | None = None) -> None:
        """Open a journal in this window; the one that is open is closed before.

        A journal that is created begins with four questions, or with `to_import`.
        """
        if path == self.path and self.desk.state is not None and not create:
            self.window.say(tr("{name} is open already.", name=path.name))
            return
        self.leave(lambda: self._open(path, create=create, to_import=to_import))

    def open_to_read(self, path: Path) -> None:
        """Open a journal that cannot be written to, only to look at it."""

        def open_() -> None:
            self._frame_for(path)
            self.desk.last_here = self.last_opened(path)
            self.desk.open(path, lambda error: self._not_opened(path, error), to_read=True)

        self.leave(open_)

    def _refuses(self, key: str, what: str) -> str:
        """Why nothing new can be begun, "" where it can."""
        begins = key in ("import", "merge") or (key.endswith("-form") and what.startswith("new"))
        return reading_only() if begins and self.desk.read_only else ""

    def _open(self, path: Path, *, create: bool, to_import: Path | None) -> None:
        if not self._claim(path):
            self.files.open_elsewhere(path)
            return
        if create and to_import is None:
            self._ask_first(path)
        else:
            self._to_import = to_import
            self._frame_for(path)
        self._open_claimed(path, create=create)

    def _ask_first(self, path: Path) -> None:
        from bonejournal.ui.answers import Answers
        from bonejournal.ui.first_run import FirstRun

        self.path = path
        answers = self.answers = Answers()
        self.window.show_alone(lambda: FirstRun(self, answers), path.name)

    def answered(self) -> None:
        """The first questions are answered or left: write what was given, and show Today, or the form of a medicine."""
        answers, self.answers = self.answers, None
        if self.path is not None:
            self.window.open_journal(self.path.name, "today")
        if answers is not None and (step := answers.step(self.desk.on)) is not None:
            self.desk.apply(step)
        if self.desk.state is not None:
            self.standing.state()
        if answers is not None and answers.takes_medicine:
            self.window.go("medications-form", "new")

    def shown_elsewhere(self, path: Path) -> bool:
        """Whether another window has `path` and has just shown itself; where none has, this one takes it.

        A window that is closing is waited for, and one that does neither is not waited for longer than she would.
        """
        until = time.monotonic() + PATIENCE_S
        while not self._claim(path):
            if Instance(path).answered():
                return True
            if time.monotonic() > until:
                break
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
        self.answers = None
        self.release()
        self.files.show_problem(path, error)

    def _opened(self) -> None:
        state = self.desk.state
        if state is None or self.path is None:
            return
        opened.empty(state.path)  # what a viewer still held when it was last closed
        if state.read_only:
            self.window.commands.enable("change", False)
        if not state.sample:
            self.memory.opened(self.path)
        self._tell_recent()
        page = self.window.stack.page()
        if page is not None:
            page.refresh()
        if self._to_import is not None:
            self.window.go("import", str(self._to_import))
            self._to_import = None
        self.standing.look()
        QTimer.singleShot(PREPARE_MS, self.window, self._prepare)

    def _prepare(self) -> None:
        """Have what pages need loaded in another thread, once Qt's classes, which it names, are made in this one."""
        from bonejournal.ui.known_classes import KnownClasses

        known = KnownClasses(self.window)
        known.ended.connect(
            partial(self.desk.draw, prepare, lambda _none: self.palettes.make_ready(), owner=self.window)
        )
        known.begin()

    def leave(self, then: Callable[[], object]) -> None:
        """Close the open journal, with a verified copy where it was changed; `then` follows when it is closed.

        Nothing typed is lost. Where the copy cannot be made, she is asked, and may stay.
        """
        self._leaving.leave(then)

    def close_journal(self) -> None:
        """Close the open journal at once, without a copy."""
        self.window.stack.close_all()
        self.standing.forget()
        self.answers = None
        if self.desk.state is not None:
            self.memory.set_text(self._last_key(self.desk.state.path), dt.date.today().isoformat())
            opened.empty(self.desk.state.path)
        self.desk.close()
        self.release()

    def last_opened(self, path: Path) -> dt.date | None:
        """The day this journal was last closed on this computer."""
        try:
            return dt.date.fromisoformat(self.memory.text(self._last_key(path)))
        except ValueError:
            return None

    def _last_key(self, path: Path) -> str:
        import hashlib

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

        self.leave(lambda: self.show_alone(lambda: Welcome(self)))

    def help(self, key: str) -> None:
        """Show a page of the Help menu, also while no journal is open."""
        if self.window.stack.here() is not None:
            self.window.go(key)
            return
        from bonejournal.ui.outside import Outside

        page = next(page for page in PAGES if page.key == key).load()

        def build() -> QWidget:
            made = self._build(page, Outside(self), "")
            made.refresh()
            return made

        if self.answers is None:
            self.show_alone(build)

    def show_alone(self, build: Callable[[], QWidget], name: str = "") -> None:
        """Show one card instead of the pages; the first button of a notice has the focus."""

        def built() -> QWidget:
            from bonejournal.ui.widgets.notice import Notice

            made = build()
            if isinstance(made, Notice) and made.buttons:
                first = made.buttons[0]
                QTimer.singleShot(0, first, first.setFocus)
            return made

        self.window.show_alone(built, name)

    def _closing(self) -> bool:
        if self._may_close:
            return True

        def gone() -> None:
            self._may_close = True
            self._rows.end()
            self.files.end()
            self.desk.end()
            self.window.close()

        QTimer.singleShot(0, lambda: self.leave(gone))
        return False

    def _rise(self) -> None:
        if self.instance is None or self._leaving.under_way:
            return  # whoever rang opens the journal when it is closed, or rings again where she stays
        self.instance.answer()
        self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A file dropped on the window."""
        if isinstance(event, QDragEnterEvent) and event.mimeData().hasUrls():
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
            if paths:
                event.acceptProposedAction()
                QTimer.singleShot(0, lambda: self.files.dropped(paths[0]))
                return True
        return super().eventFilter(watched, event)

    # Saying

    def _tell_recent(self) -> None:
        self.window.set_recent(self.memory.recent(), self.open)

    def _page_changed(self, key: str, what: str) -> None:
        log.info("page %s", key)
        self._rows.look()  # back at a table, the focus was there before the page was told
        self.standing.opened(key, what)

    def tell(self, error: Exception) -> None:
        """Say calmly that something did not work; the technical part goes to the log."""
        from bonejournal.domain.record import RefusedError
        from bonejournal.journal.errors import FullError, JournalError, MissingError, ReadOnlyError

        if isinstance(error, ClosedError):
            return
        if isinstance(error, ReadOnlyError) and self.desk.read_only:
            self.window.say(reading_only())
            return
        if isinstance(error, FullError | MissingError | ReadOnlyError) and self.desk.state is not None:
            log.warning("%s", type(error).__name__)
            if not self._leaving.under_way:  # then she is asked once, before it is closed
                self.files.show_stopped(error)
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
