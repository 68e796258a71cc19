"""When a journal cannot be opened: one calm card with what is true, what is safe, and the ways on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from bonejournal.domain.words import near, tr
from bonejournal.journal import errors
from bonejournal.ui.dialogs.restore import moment, records
from bonejournal.ui.widgets.buttons import Button, Link, link, plain, primary
from bonejournal.ui.widgets.card import RowItem
from bonejournal.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from bonejournal.journal.backup import Backup
    from bonejournal.ui.files import Files


def technical(error: BaseException) -> str:
    """The line for "Details" and the log: which error, and what caused it, without the path that the system names."""
    cause = error.__cause__
    said = cause.strerror if isinstance(cause, OSError) else cause
    return f"{type(error).__name__}: {said}" if said is not None else type(error).__name__


def problem(files: Files, path: Path, error: Exception, backups: list[Backup]) -> Notice:
    """The card for an error of opening `path`; the newest of `backups` has been counted."""
    match error:
        case errors.DamagedError():
            return _damaged(files, path, error, backups)
        case errors.NotAJournalError() if any(backup.records is not None for backup in backups):
            # It was one here: its very first bytes are gone.
            return _damaged(files, path, errors.DamagedError(str(error)), backups)
        case errors.MissingError():
            return _missing(files, path, error, backups)
        case errors.NewerError():
            return _newer(files, path, error, backups)
        case errors.ReadOnlyError():
            return _read_only(files, path, error)
        case errors.ExistsError():
            return _exists(files, path, error)
        case errors.OpenElsewhereError():
            return locked(files, path, error)
        case errors.FullError():
            again = primary(tr("Try again"), lambda: files.shell.open(path))
            text = tr("{name} is unchanged. Free some space, about 20 MB, then try again.", name=path.name)
            return _card("disk", error, [again, *_ways_out(files)], text)
        case errors.JournalError():
            return _card("document", error, _ways_out(files, first=True))
    text = tr("Something went wrong inside bonejournal while it opened {name}. The file is unchanged.", name=path.name)
    again = primary(tr("Try again"), lambda: files.shell.open(path))
    title = tr("This journal cannot be opened.")
    return Notice("document", title, text, [again, *_ways_out(files)], details=technical(error))


def window_has_it(files: Files, path: Path) -> Notice:
    """Another window of this program has the journal."""
    return Notice(
        "lock",
        tr("This journal is open in another window."),
        tr("Only one window can write to it. Nothing is wrong."),
        [
            primary(tr("Show that window"), lambda: files.shell.ring(path)),
            plain(tr("Try again"), lambda: files.shell.open(path)),
            *_ways_out(files),
        ],
    )


def locked(files: Files, path: Path, error: Exception) -> Notice:
    """Another program, such as the command line, has the journal."""
    return Notice(
        "lock",
        tr("This journal is in use by another program."),
        tr(
            "Only one can write to {name}; it may be an import or a report on the command line. Nothing is wrong; try "
            "again when it is done.",
            name=path.name,
        ),
        [primary(tr("Try again"), lambda: files.shell.open(path)), *_ways_out(files)],
        details=technical(error),
    )


def _card(icon: str, error: errors.JournalError, buttons: list[Button | Link], text: str = "") -> Notice:
    return Notice(icon, tr(error.title), text or str(error), buttons, details=technical(error))


def _ways_out(files: Files, *, first: bool = False) -> list[Button | Link]:
    another = primary(tr("Open another…"), files.open) if first else link(tr("Open another…"), files.open)
    return [another, link(tr("Start page"), files.shell.welcome)]


def _damaged(files: Files, path: Path, error: errors.DamagedError, backups: list[Backup]) -> Notice:
    today = dt.date.today()
    rows = []
    ways: list[Button | Link] = []
    newest = next((backup for backup in backups if backup.records is not None), None)
    if newest is not None and newest.records is not None:
        whole = newest.path
        text = tr(
            "Your newest backup is from {when}, with {records}. The damaged file is kept beside it; nothing is "
            "thrown away.",
            when=near(newest.at, today),
            records=records(newest.records),
        )
        checked = tr("{records}, checked and readable", records=records(newest.records))
        rows.append(RowItem(tr("Backup of {when}", when=moment(newest.at)), checked, mark="met"))
        ways.append(primary(tr("Restore that backup"), lambda: files.backups.put_back(whole, path)))
        ways.append(plain(tr("Choose a backup…"), lambda: files.backups.choose_backup(path)))
    else:
        text = tr("It was left as it is. No backup of it is on this computer; one may lie on a stick or another disk.")
        if backups:
            text = tr("It was left as it is. No backup beside it can be read; one may lie on a stick or another disk.")
        ways.append(primary(tr("Choose a backup…"), lambda: files.backups.choose_backup(path)))
    ways.append(plain(tr("Save what can be read…"), lambda: files.backups.save_readable(path)))
    try:
        changed = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        rows.append(
            RowItem(
                tr("{name}, {when}", name=path.name, when=moment(changed)),
                tr("Differs from how bonejournal last closed it"),
                mark="stale",
            )
        )
    except OSError:
        pass
    ways.append(link(tr("Start page"), files.shell.welcome))
    return Notice("document", tr(error.title), text, ways, rows=rows, details=technical(error))


def _missing(files: Files, path: Path, error: errors.MissingError, backups: list[Backup]) -> Notice:
    ways = [primary(tr("Look for it…"), lambda: files.open(path.parent))]
    if backups:
        ways.append(plain(tr("Restore a backup…"), lambda: files.backups.choose_backup(path)))
    title = tr("{name} is not where it was.", name=path.name)
    text = tr("It may be on a stick that is not plugged in, or have another name or place now.")
    rows = [RowItem(str(path.parent), tr("Where it was last"), icon="folder")]
    again = plain(tr("Try again"), lambda: files.shell.open(path))
    start = link(tr("Start page"), files.shell.welcome)
    return Notice("search", title, text, [*ways, again, start], rows=rows, details=technical(error))


def _newer(files: Files, path: Path, error: errors.NewerError, backups: list[Backup]) -> Notice:
    ways = _ways_out(files, first=not backups)
    if backups:
        ways.insert(0, primary(tr("Open a backup from before…"), lambda: files.backups.choose_backup(path)))
    text = tr("This version leaves {name} untouched. A newer bonejournal opens it.", name=path.name)
    about = plain(tr("About bonejournal"), lambda: files.shell.help("about"))
    return _card("clock", error, [*ways, about], text)


def _read_only(files: Files, path: Path, error: errors.ReadOnlyError) -> Notice:
    copy = primary(tr("Save a copy elsewhere…"), lambda: files.backups.copy_elsewhere(path))
    read = plain(tr("Open read-only"), lambda: files.shell.open_to_read(path))
    again = plain(tr("Try again"), lambda: files.shell.open(path))
    text = tr("The folder or the file {name} does not allow writing. Nothing is wrong with it.", name=path.name)
    return _card("lock", error, [copy, read, again, *_ways_out(files)], text)


def _exists(files: Files, path: Path, error: errors.ExistsError) -> Notice:
    ways: list[Button | Link] = [
        primary(tr("Choose another name…"), files.new),
        plain(tr("Open the one that is there"), lambda: files.shell.open(path)),
        link(tr("Start page"), files.shell.welcome),
    ]
    return _card("document", error, ways)
