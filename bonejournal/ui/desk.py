"""The open journal as the window sees it. All work with it is done in another thread than the window's own.

One thread owns the journal: writes come first, then what somebody waits for while typing, then what pages show. A
second one draws charts and pages.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from bonejournal.ui.worker import Failed, Rank, Worker

if TYPE_CHECKING:
    from bonejournal.domain.profile import Profile
    from bonejournal.domain.record import Record
    from bonejournal.domain.step import Step
    from bonejournal.journal.errors import JournalError
    from bonejournal.journal.store import Journal

T = TypeVar("T")

PATIENCE_S = 2
"""For so long what is being drawn is waited for when the program ends: nobody will see it."""


class ClosedError(RuntimeError):
    """The journal was closed while a question was on its way; nothing is lost by it."""


@dataclass(frozen=True, slots=True)
class State:
    """What the window knows of the open journal after each change."""

    path: Path
    revision: int
    on: dt.date
    sample: bool
    profile: Profile | None
    undo: str | None
    redo: str | None
    count: int
    read_only: bool = False


class Desk(QObject):
    """The open journal as the window sees it: questions go in, answers come out, and changes are told.

    `opened` comes with the first state, `changed` with the keys of the kinds that changed, `state_changed` after
    each of both. `failed` carries every error that whoever asked did not take. `last_here` is the day this journal was
    last closed on this computer. `prepared` holds records that forms were opened with and that are not saved yet.

    `stopped` is why something could not be written: no room, or the file is gone. What was asked then waits here, as
    do drafts, until `try_again`.
    """

    opened = Signal()
    changed = Signal(object)
    state_changed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker("journal")
        self._painter = Worker("drawing")
        self._journal: Journal | None = None
        self.state: State | None = None
        self.prepared: dict[str, Record] = {}
        self.last_here: dt.date | None = None
        self.was_left_open = False
        self.stopped: JournalError | None = None
        self._waiting: list[Callable[[], object]] = []
        self._drafts: dict[str, dict[str, str] | None] = {}

    @property
    def on(self) -> dt.date:
        """The day it is: the sample's own, else the computer's."""
        return self.state.on if self.state else dt.date.today()

    def prepare(self, record: Record) -> str:
        """Have a form begin with a record that is not in the journal yet; returns which one the form is to be."""
        self.prepared[record.id] = record
        return f"new:{record.id}"

    @property
    def read_only(self) -> bool:
        """Whether the journal can only be looked at."""
        return self.state is not None and self.state.read_only

    def open(self, path: Path, failed: Failed, *, create: bool = False, to_read: bool = False) -> None:
        """Open (or create) a journal, or only read it; `opened` follows, or `failed` is called with the reason."""

        def run() -> tuple[Journal, State]:
            from bonejournal.journal import disk  # both imported here, after the window can be seen
            from bonejournal.journal.store import Journal

            self.was_left_open = disk.has_content(disk.beside(path)[0])  # a closing takes the log away
            begin = Journal.create if create else Journal.open_to_read if to_read else Journal.open
            journal = self._journal = begin(path)
            return journal, _state(journal)

        def then(opened: tuple[Journal, State]) -> None:
            journal, state = opened
            if journal is not self._journal:
                return  # it was closed while this was on its way
            self.state = state
            self.opened.emit()
            self.state_changed.emit()

        self._worker.put(run, then, failed, rank=Rank.WRITE, owner=self)

    def ask(
        self,
        run: Callable[[Journal], T],
        then: Callable[[T], object],
        *,
        owner: QObject,
        key: str = "",
        typing: bool = False,
    ) -> None:
        """Ask the journal something; `then` gets the answer in the window's thread."""
        rank = Rank.TYPING if typing else Rank.READ
        self._worker.put(lambda: run(self._held()), then, self.failed.emit, rank=rank, key=key, owner=owner)

    def apply(self, step: Step, then: Callable[[], object] | None = None, failed: Failed | None = None) -> None:
        """Write a step. `then` is called when it is on the disk; `changed` follows for all."""

        def written() -> None:
            for key in step.drafts:
                self._drafts.pop(key, None)
            if then is not None:
                then()

        self._write(lambda journal: journal.apply(step), written, failed)

    def decide(self, make: Callable[[Journal], tuple[Step, T] | None], then: Callable[[T | None], object]) -> None:
        """Write the step that `make` finds once all before is written; `then` gets what it found beside it, or None.

        What is pressed twice finds the second time that it is done.
        """
        found: list[T | None] = []

        def run(journal: Journal) -> frozenset[str]:
            made = make(journal)
            found[:] = [made[1] if made is not None else None]
            return journal.apply(made[0]) if made is not None else frozenset()

        self._write(run, lambda: then(found[0]))

    def undo(self, then: Callable[[], object] | None = None) -> None:
        """Take back the last step."""
        self._write(lambda journal: journal.undo(), then)

    def redo(self, then: Callable[[], object] | None = None) -> None:
        """Do again what was undone last."""
        self._write(lambda journal: journal.redo(), then)

    def keep_draft(self, key: str, texts: dict[str, str]) -> None:
        """Keep the texts of an open form. Where there is no room they wait, and are written with the next try."""
        self._keep(key, texts)

    def drop_draft(self, key: str) -> None:
        """Forget the texts of a form."""
        self._keep(key, None)

    def try_again(self) -> None:
        """Write what could not be written: the drafts that wait, and every change in its order."""
        waiting, self._waiting = self._waiting, []
        for key, texts in list(self._drafts.items()):
            self._keep(key, texts)
        for write in waiting:
            write()

    def try_instead(self, write: Callable[[], object]) -> None:
        """Have this tried in the place of the change that could not be written last, where one waits."""
        if self._waiting:
            self._waiting[-1] = write

    @property
    def unsaved(self) -> bool:
        """Whether something waits for room on the disk: what is typed, or a change that was made."""
        return bool(self._drafts or self._waiting)

    def write(
        self, run: Callable[[Journal], T], then: Callable[[T], object] | None = None, failed: Failed | None = None
    ) -> None:
        """Do something with the journal that is no change of records, such as a draft or a backup."""
        self._worker.put(lambda: run(self._held()), then, failed or self.failed.emit, rank=Rank.WRITE, owner=self)

    def draw(self, run: Callable[[], T], then: Callable[[T], object], *, owner: QObject, key: str = "") -> None:
        """Draw something in the other thread; the newest request of a key wins."""
        self._painter.put(run, then, self.failed.emit, key=key, owner=owner)

    def close(self) -> None:
        """Close the journal and wait until it is closed, one too that is still being opened."""
        if self._worker.ending:
            return
        done = threading.Event()

        def run() -> None:
            try:
                journal, self._journal = self._journal, None
                if journal is not None:
                    journal.close()
            finally:
                done.set()

        self._worker.put(run, None, self.failed.emit, rank=Rank.READ)
        done.wait(60)
        self.state = self.stopped = None
        self._waiting.clear()
        self._drafts.clear()
        self.prepared.clear()

    def end(self) -> bool:
        """Stop both threads, when the program ends; False where one is still in the midst of something."""
        self.close()
        return all([self._painter.end(PATIENCE_S), self._worker.end()])

    def idle(self) -> bool:
        """Whether nothing is under way: for tests and pictures."""
        return self._worker.idle() and self._painter.idle()

    def _held(self) -> Journal:
        if self._journal is None:
            raise ClosedError
        return self._journal

    def _write(
        self,
        run: Callable[[Journal], frozenset[str]],
        then: Callable[[], object] | None = None,
        failed: Failed | None = None,
    ) -> None:
        def both() -> tuple[frozenset[str], State]:
            journal = self._held()
            return run(journal), _state(journal)

        def told(result: tuple[frozenset[str], State]) -> None:
            kinds, self.state = result
            if not self._waiting:
                self.stopped = None
            try:
                if then is not None:
                    then()
            finally:  # whatever fails there, the pages do not go on showing what was
                if kinds:
                    self.changed.emit(kinds)
                self.state_changed.emit()

        def not_written(error: Exception) -> None:
            if self._stops(error):
                self._waiting.append(lambda: self._write(run, then, failed))
            (failed or self.failed.emit)(error)

        self._worker.put(both, told, not_written, rank=Rank.WRITE, owner=self)

    def _keep(self, key: str, texts: dict[str, str] | None) -> None:
        if self.read_only:
            return
        self._drafts[key] = texts

        def run() -> None:
            if texts is None:
                self._held().drop_draft(key)
            else:
                self._held().keep_draft(key, texts)

        def kept(_none: None) -> None:
            if self._drafts.get(key) is texts:
                self._drafts.pop(key, None)
            if self.stopped is not None and not self._waiting:
                self.stopped = None
                self.state_changed.emit()

        def not_kept(error: Exception) -> None:
            told = self.stopped is not None
            if not self._stops(error):
                self._drafts.pop(key, None)
            elif told:
                return
            self.failed.emit(error)

        self._worker.put(run, kept, not_kept, rank=Rank.WRITE, owner=self)

    def _stops(self, error: Exception) -> bool:
        """Whether nothing can be written now; it is told once more each time."""
        from bonejournal.journal.errors import FullError, MissingError, ReadOnlyError

        if self.read_only or not isinstance(error, FullError | MissingError | ReadOnlyError):
            return False
        self.stopped = error
        self.state_changed.emit()
        return True


def _state(journal: Journal) -> State:
    profile = journal.profile()
    sample = bool(profile and profile.today)
    return State(
        journal.path, journal.revision, journal.today(), sample, profile, journal.undo_label, journal.redo_label,
        journal.count(), journal.read_only,
    )  # fmt: skip
