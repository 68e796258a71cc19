"""What is done with whole files: new, open, import, export, the doctor's summary, backup, restore."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs
import shiboken6
from PySide6.QtCore import QObject

from bonejournal.domain.words import tr
from bonejournal.ui.backups import Backups, counted
from bonejournal.ui.dialogs import choose
from bonejournal.ui.dialogs.sheet import Sheet
from bonejournal.ui.exports import Exports
from bonejournal.ui.widgets.buttons import plain, primary
from bonejournal.ui.widgets.text import label
from bonejournal.ui.worker import Worker

if TYPE_CHECKING:
    from bonejournal.journal.errors import JournalError
    from bonejournal.ui.shell import Shell

log = logging.getLogger("bonejournal")
_SQLITE = b"SQLite format 3\0"


def sample_path() -> Path:
    """Where the copy of the sample journal lies that she may look around in."""
    return Path(platformdirs.user_data_dir("bonejournal")) / f"{tr('Sample – Helen')}{choose.SUFFIX}"


def is_journal(path: Path) -> bool:
    """Whether a file that was dropped is to be opened rather than imported."""
    if path.suffix.lower() == choose.SUFFIX:
        return True
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


class Files(QObject):
    """The File menu. What takes long is done on a thread of its own, `worker`."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.shell = shell
        self._worker: Worker | None = None
        self._stopped: Sheet | None = None
        self.backups = Backups(self, shell)
        self.exports = Exports(self, shell)

    @property
    def worker(self) -> Worker:
        """The thread for files; it begins with the first task."""
        if self._worker is None:
            self._worker = Worker("files")
        return self._worker

    def idle(self) -> bool:
        """Whether nothing is under way: for tests and pictures."""
        return self.exports.idle() and (self._worker is None or self._worker.idle())

    def end(self) -> None:
        """Stop, when the program ends; what is being written is finished."""
        self.exports.end()
        if self._worker is not None:
            self._worker.end()

    # New, open, sample

    def new(self) -> None:
        """Ask where the new journal goes, make it, and ask the four questions."""
        path = choose.new_journal(self.shell.window)
        if path is not None:
            self.shell.open(path, create=True)

    def open(self, folder: Path | None = None) -> None:
        """Ask for a journal and open it."""
        path = choose.journal(self.shell.window, folder if folder and folder.is_dir() else None)
        if path is not None:
            self.shell.open(path)

    def sample(self) -> None:
        """Open the copy of the sample, made when it is not there yet."""
        path = sample_path()

        def make() -> None:
            from bonejournal.exchange.formats import sample
            from bonejournal.journal.store import Journal

            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            journal = Journal.create(path)
            try:
                journal.apply(sample().step)
            except BaseException:
                journal.close()
                path.unlink(missing_ok=True)  # half a sample is of no use
                raise
            journal.close()

        if path.is_file():
            self.shell.open(path)
        else:
            self.do(make, lambda _none: self.shell.open(path), lambda error: self.show_problem(path, error))

    def dropped(self, path: Path) -> None:
        """Open a journal, attach to an open form, import; without a journal a new one is begun for the import."""
        form_takes = getattr(self.shell.window.stack.page(), "take_file", None)
        if path.is_file() and is_journal(path):
            self.shell.open(path)
        elif form_takes is not None and form_takes(path):
            return
        elif self.shell.desk.state is not None:
            self.shell.window.go("import", str(path))
        else:
            target = choose.new_journal(self.shell.window, title=tr("Where the journal for this file goes"))
            if target is not None:
                self.shell.open(target, create=True, to_import=path)

    # Import, export

    def bring_in(self) -> None:
        """Ask for a file, or a folder, and show what is in it."""
        window = self.shell.window

        def go(path: Path | None) -> None:
            if path is not None:
                window.go("import", str(path))

        sheet = Sheet(
            window,
            tr("Import"),
            tr(
                "bonejournal reads its own exports: CSV files, a folder of them or a .zip, JSON, and FHIR. You see "
                "what is in it before anything is added. A file can also be dropped on the window."
            ),
        )
        sheet.way(primary(tr("Choose a file…"), sheet.done_with(lambda: go(choose.to_import(window)))))
        sheet.way(plain(tr("Choose a folder…"), sheet.done_with(lambda: go(choose.folder_to_import(window)))))
        sheet.cancel()
        sheet.show_over()

    def merge(self) -> None:
        """Ask for another copy of the journal, and show what bringing it in would do."""
        window, state = self.shell.window, self.shell.desk.state
        folder = state.path.parent if state is not None and state.path.parent.is_dir() else None
        path = choose.journal(window, folder, tr("Choose the other copy of this journal"))
        if path is not None:
            window.go("merge", str(path))

    def export(self) -> None:
        """Ask what for and where to, and write it."""
        self.exports.ask()

    def tell_write(self, path: Path, error: Exception) -> None:
        """A file could not be written."""
        if not isinstance(error, OSError):
            self.shell.tell(error)
            return
        log.warning("%s", type(error).__name__)
        said = tr("{name} could not be written: {reason}.", name=path.name, reason=error.strerror or "")
        self.shell.window.say(said)

    # When something is wrong

    def open_elsewhere(self, path: Path) -> None:
        """Another window of this program has it."""
        from bonejournal.ui.files_problem import window_has_it

        self.shell.show_alone(lambda: window_has_it(self, path), path.name)

    def show_problem(self, path: Path, error: Exception) -> None:
        """It could not be opened: say what is true and what can be done, once the newest backup is counted."""
        from bonejournal.ui.files_problem import problem, technical

        log.warning("not opened: %s", technical(error))
        self.do(
            lambda: counted(path),
            lambda backups: self.shell.show_alone(lambda: problem(self, path, error, backups), path.name),
            lambda _error: self.shell.show_alone(lambda: problem(self, path, error, []), path.name),
        )

    def show_stopped(self, error: JournalError) -> None:
        """Writing is not possible now: no room, or the file is gone. What she typed is still there."""
        desk = self.shell.desk
        if self._stopped is not None and shiboken6.isValid(self._stopped) and self._stopped.isVisible():
            return
        sheet = self._stopped = Sheet(self.shell.window, tr(error.title), still_here(error))
        sheet.way(primary(tr("Try again"), sheet.done_with(desk.try_again)))
        sheet.way(plain(tr("Save a copy elsewhere…"), sheet.done_with(self.backups.save_copy)))
        sheet.cancel(tr("Close"))
        sheet.show_over()

    def show_log(self, error: Exception) -> None:
        """The technical part of a mistake of ours, to copy."""
        from PySide6.QtGui import QGuiApplication

        from bonejournal.ui.shell import traced

        text = traced(error)
        sheet = Sheet(
            self.shell.window,
            tr("Something went wrong inside bonejournal"),
            tr("Your journal is unchanged. This is the technical part; it holds nothing you recorded."),
        )
        words = label("\n".join(text.splitlines()[-8:]), "caption", wrap=True)
        sheet.box.addWidget(words)
        sheet.way(primary(tr("Copy"), sheet.done_with(lambda: QGuiApplication.clipboard().setText(text))))
        sheet.cancel(tr("Close"))
        sheet.show_over()

    def do(self, run: Callable[[], Any], then: Callable[[Any], object], failed: Callable[[Exception], object]) -> None:
        """Do something on the thread for files."""
        self.worker.put(run, then, failed, owner=self)


def still_here(error: JournalError) -> str:
    """What is safe while nothing can be written, and what to do; the title says what happened."""
    from bonejournal.journal.errors import FullError, MissingError

    match error:
        case FullError():
            return tr("What you typed is still here. Free some space, about 20 MB, then try again.")
        case MissingError():
            return tr("What you typed is still here. Put the file back, or plug in the stick it is on, then try again.")
    return tr("What you typed is still here. Allow the folder and the file to be written, then try again.")
