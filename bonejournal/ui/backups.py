"""Backups in the window: making one, going back to one, and copies elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QObject, QTimer

from bonejournal.domain.words import tr, trn
from bonejournal.ui.dialogs import choose
from bonejournal.ui.dialogs.restore import RestoreSheet, records
from bonejournal.ui.widgets.buttons import Button, Link, link, plain, primary
from bonejournal.ui.widgets.notice import Notice
from bonejournal.ui.widgets.text import label

if TYPE_CHECKING:
    from bonejournal.journal.backup import Backup
    from bonejournal.journal.salvage import Salvaged
    from bonejournal.ui.files import Files
    from bonejournal.ui.shell import Shell

log = logging.getLogger("bonejournal")
COUNTED = 3
"""So many backups are read through to count their records: it takes a while."""


class Backups(QObject):
    """What the File menu does with backups; the slow part is done on the thread for files."""

    def __init__(self, files: Files, shell: Shell) -> None:
        super().__init__(files)
        self.files, self.shell = files, shell

    def back_up(self) -> None:
        """Make a verified copy now."""
        state, shell = self.shell.desk.state, self.shell
        if state is None:
            return

        def done(_made: object) -> None:
            shell.standing.look_for_backup()
            shell.window.say(tr("A verified copy was made."), tr("Show in folder"), lambda: self.show(state.path))

        shell.desk.write(lambda journal: journal.back_up(), done)

    def show(self, path: Path) -> None:
        """Show the folder of backups of a journal."""
        from bonejournal.journal.backup import folder_of

        choose.show_folder(folder_of(path))

    def restore(self) -> None:
        """Go back to a backup: of the open journal, else of any that is chosen."""
        path = self.shell.path
        if path is not None:
            self.choose_backup(path)
            return
        window = self.shell.window
        backups = Path(platformdirs.user_data_dir("bonejournal")) / "backups"
        chosen = choose.journal(window, backups if backups.is_dir() else None, tr("Choose a backup"))
        if chosen is None:
            return
        target = choose.new_journal(window, title=tr("Where the restored journal goes"))
        if target is not None:
            self.put_back(chosen, target)

    def choose_backup(self, path: Path) -> None:
        """List the backups of a journal, each counted, and put the chosen one in its place."""
        window = self.shell.window

        def show(backups: list[Backup]) -> None:
            RestoreSheet(window, path, backups, lambda chosen: self.put_back(chosen, path)).show_over()

        self.files.do(lambda: counted(path), show, self.shell.tell)

    def put_back(self, backup: Path, target: Path) -> None:
        """Close the journal, put the backup in its place, and open it; what was there is kept aside."""

        def run() -> Path | None:
            from bonejournal.journal.backup import restore

            return restore(backup, target, replace=True)

        def done(aside: Path | None) -> None:
            self.shell.open(target)
            said = tr("The backup is in place.")
            if aside is not None:
                said = tr("The backup is in place. The journal from before is kept as {name}.", name=aside.name)
            QTimer.singleShot(0, lambda: self.shell.window.say(said))

        self.shell.leave(lambda: self.files.do(run, done, lambda error: self._not_restored(target, error)))

    def _not_restored(self, target: Path, error: Exception) -> None:
        from bonejournal.journal.errors import JournalError

        if not isinstance(error, JournalError):
            self.shell.tell(error)
        log.warning("restore %s", type(error).__name__)
        text = str(error) if isinstance(error, JournalError) else tr("The journal is what it was.")

        def build() -> Notice:
            ways: list[Button | Link] = [
                primary(tr("Choose another backup…"), lambda: self.choose_backup(target)),
                plain(tr("Open the journal as it is"), lambda: self.shell.open(target)),
                link(tr("Start page"), self.shell.welcome),
            ]
            rows = [label(tr("{name} is what it was.", name=target.name), "second")] if target.exists() else []
            return Notice(
                "document",
                tr("This backup could not be put in place."),
                text,
                ways,
                middle=rows[0] if rows else None,
            )

        self.shell.show_alone(build, target.name)

    def copy_elsewhere(self, path: Path) -> None:
        """Copy a journal that cannot be written to where it can, and open the copy."""
        target = choose.new_journal(self.shell.window, path.name, tr("Where the copy goes"))
        if target is None:
            return

        def run() -> None:
            from bonejournal.journal.backup import restore

            restore(path, target)

        self.files.do(run, lambda _none: self.shell.open(target), lambda error: self.files.show_problem(target, error))

    def save_readable(self, path: Path) -> None:
        """Write what can be read of a damaged journal as a bundle, and say how much could not be read."""
        target = choose.archive(self.shell.window, f"{path.stem}-{tr('readable')}.zip")
        if target is None:
            return

        def run() -> Salvaged:
            from bonejournal.exchange.bundle_out import export_bundle
            from bonejournal.journal.salvage import salvage

            found = salvage(path)
            export_bundle(found.records, target, found.contents)
            return found

        def failed(error: Exception) -> None:
            from bonejournal.journal.errors import DamagedError

            if isinstance(error, DamagedError):
                self.shell.window.say(tr("Nothing could be read of {name}. It was left as it is.", name=path.name))
            else:
                self.files.tell_write(target, error)

        self.shell.window.say(tr("Reading what can be read…"))
        self.files.do(run, lambda found: self._tell_read(found, path, target), failed)

    def _tell_read(self, found: Salvaged, path: Path, target: Path) -> None:
        from bonejournal.ui.dialogs.sheet import Sheet

        begin = tr("Where the journal for this file goes")

        def anew() -> None:
            journal = choose.new_journal(self.shell.window, title=begin)
            if journal is not None:
                self.shell.open(journal, create=True, to_import=target)

        title = tr("{records} could be read and saved.", records=records(len(found.records)))
        sheet = Sheet(self.shell.window, title, _said_lost(found, path, target))
        sheet.way(primary(tr("Begin a new journal with it…"), sheet.done_with(anew)))
        sheet.way(plain(tr("Show in folder"), sheet.done_with(lambda: choose.show_folder(target))))
        sheet.cancel(tr("Close"))
        sheet.show_over()

    def not_made(self, error: Exception, then: Callable[[], object]) -> None:
        """No copy could be made, or not even what she typed written, before the journal closes: she decides."""
        from bonejournal.journal.errors import FullError, JournalError
        from bonejournal.ui.dialogs.sheet import Sheet

        log.warning("no copy at closing: %s", type(error).__name__)
        shell, unsaved = self.shell, self.shell.desk.unsaved
        why = str(error) if isinstance(error, JournalError) else tr("Something went wrong inside bonejournal.")
        sheet = (
            Sheet(
                shell.window,
                tr("What you typed last is not saved yet."),
                why if isinstance(error, FullError) else tr("{why} All that was saved before is safe.", why=why),
            )
            if unsaved
            else Sheet(
                shell.window,
                tr("No copy was made this time."),
                tr("{why} The journal itself is saved; earlier copies are still there.", why=why),
            )
        )

        def without() -> None:
            shell.close_journal()
            then()

        again, leave = sheet.done_with(lambda: shell.leave(then)), sheet.done_with(without)
        if unsaved:
            sheet.way(primary(tr("Try again"), again))
            sheet.way(plain(tr("Close without it"), leave))
        else:
            sheet.way(primary(tr("Close without a copy"), leave))
            sheet.way(plain(tr("Try again"), again))
        sheet.way(plain(tr("Save a copy elsewhere…"), sheet.done_with(self.save_copy)))
        sheet.cancel(tr("Stay"))
        sheet.show_over()

    def save_copy(self) -> None:
        """Write a verified copy of the open journal to a place she chooses."""
        state, shell = self.shell.desk.state, self.shell
        if state is None:
            return
        target = choose.new_journal(shell.window, f"{state.path.stem}-copy{choose.SUFFIX}", tr("Where the copy goes"))
        if target is not None:
            said = tr("A verified copy was saved as {name}.", name=target.name)
            link = tr("Show in folder")
            shell.desk.write(
                lambda journal: journal.back_up(target),
                lambda _made: shell.window.say(said, link, lambda: choose.show_folder(target)),
            )


def _said_lost(found: Salvaged, path: Path, target: Path) -> str:
    said = [
        tr("They are in {target}; the damaged {name} was left as it is.", target=target.name, name=path.name),
        trn("{count} record could not be read.", "{count} records could not be read.", found.lost)
        if found.lost
        else tr("As far as can be told, no record is missing."),
    ]
    if found.lost_files:
        said.append(trn("{count} attached file is lost.", "{count} attached files are lost.", found.lost_files))
    return " ".join(said)


def counted(path: Path) -> list[Backup]:
    """The backups of a journal, the newest first; the records in the newest ones are counted, further back to one that
    can be read.
    """
    from bonejournal.journal import check
    from bonejournal.journal.backup import backups_of
    from bonejournal.journal.errors import JournalError

    found = backups_of(path)
    for place, backup in enumerate(found):
        if place >= COUNTED and any(earlier.records is not None for earlier in found[:place]):
            break
        try:
            found[place] = replace(backup, records=check.verify(backup.path))
        except JournalError:
            continue
    return found
