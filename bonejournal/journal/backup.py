"""Verified copies of a journal: made in one step, opened and counted before they are called a backup.

Kept are the newest ten, one a day for fourteen days and one a month for two years. Their order is a running number
in the name, so that a wrong clock never makes the newest copy look old.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import sqlcipher3.dbapi2

from bonejournal.journal import check, disk, seal
from bonejournal.journal.errors import (
    JournalError,
    NotAllowedError,
    OpenElsewhereError,
    ReadOnlyError,
    exists,
    missing,
    not_a_journal,
    translated,
)
from bonejournal.journal.file import File, open_file, revision_of

KEEP_NEWEST = 10
KEEP_DAILY_DAYS = 14
KEEP_MONTHLY_DAYS = 730

_NAME = re.compile(r"(?P<number>\d{6,})-(?P<at>\d{4}-\d{2}-\d{2}-\d{4})(?:-(?P<reason>[a-z-]+))?\.bonejournal")


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: where it is, when it was made, how many records are in it (None where not counted)."""

    path: Path
    at: dt.datetime
    records: int | None = None
    number: int = 0


def folder_of(journal: Path) -> Path:
    """Where the copies of one journal are kept: the program's own folder, not beside the journal."""
    mark = hashlib.sha256(os.fsencode(journal.resolve())).hexdigest()[:8]
    return Path(platformdirs.user_data_dir("bonejournal")) / "backups" / f"{journal.stem}-{mark}"


def backups_of(journal: Path) -> list[Backup]:
    """The copies there are, the newest first."""
    found = []
    with suppress(FileNotFoundError, NotADirectoryError):
        for path in folder_of(journal).iterdir():
            named = _NAME.fullmatch(path.name)
            if named:
                with suppress(ValueError, OverflowError, OSError):  # a name somebody made up
                    at = dt.datetime.strptime(named["at"], "%Y-%m-%d-%H%M").astimezone()
                    found.append(Backup(path, at, None, int(named["number"])))
    return sorted(found, key=lambda backup: backup.number, reverse=True)


def is_fresh(file: File) -> bool:
    """Whether there is a copy from after the last step; an end without a closing leaves none."""
    copies = backups_of(file.path)
    last = file.rows("SELECT at FROM step ORDER BY step DESC LIMIT 1")
    if not copies or not last:
        return not last
    try:
        made = copies[0].path.stat().st_mtime
    except OSError:
        return False
    return made >= dt.datetime.fromisoformat(last[0][0]).timestamp()


def make(file: File, target: Path | None = None, reason: str = "") -> Backup:
    """Copy an open journal, verify the copy, and give it its name only then.

    `target` is never overwritten (ExistsError), and its folder is there already (MissingError). Without one
    the copy goes to the journal's own folder of backups.
    Raises FullError, NotAllowedError or ReadOnlyError from the disk, DamagedError where the copy cannot be read back.
    """
    moment = dt.datetime.now().astimezone()
    number = 0
    with translated(target or file.path):
        if target is None:
            folder = folder_of(file.path)
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            number = 1 + max((backup.number for backup in backups_of(file.path)), default=0)
            named = "-".join(filter(None, (f"{number:06d}", f"{moment:%Y-%m-%d-%H%M}", reason)))
            target = folder / f"{named}.bonejournal"
        if os.path.lexists(target):
            raise exists(target)
        if not target.parent.is_dir():
            raise missing(target.parent)
        draft = disk.draft_of(target)
        try:
            disk.reserve(draft)
            _copy(file, draft)
            records = check.verify(draft, called=target, copied=True)
            disk.put(draft, target)
        except FileExistsError:
            raise exists(target) from None
        finally:
            disk.discard(draft)
    if number:
        prune(file.path)
    return Backup(target, moment, records, number)


def _copy(file: File, draft: Path) -> None:
    copy = sqlcipher3.dbapi2.connect(str(draft.absolute()))
    try:
        file.copy_into(copy)
    finally:
        copy.close()


def prune(journal: Path) -> None:
    """Remove the copies that the rule no longer keeps; the newest ten always stay.

    Ages are counted from the earliest of those ten: a clock that once ran ahead makes no copy look old.
    """
    held = backups_of(journal)
    since = min((backup.at for backup in held[:KEEP_NEWEST]), default=dt.datetime.now().astimezone())
    seen: set[str] = set()
    for position, backup in enumerate(held):
        age = (since - backup.at).days
        day, month = f"{backup.at:%Y-%m-%d}", f"{backup.at:%Y-%m}"
        keep = position < KEEP_NEWEST
        keep = keep or (age <= KEEP_DAILY_DAYS and day not in seen)
        keep = keep or (age <= KEEP_MONTHLY_DAYS and month not in seen)
        seen |= {day, month}
        if not keep:
            with suppress(OSError):
                backup.path.unlink(missing_ok=True)


def restore(backup: Path, target: Path, *, replace: bool = False) -> Path | None:
    """Put a verified backup at `target`. With `replace` the journal that is there is kept aside under a new name,
    which is returned; without it nothing is written over (ExistsError).

    Raises the errors of opening a journal, DamagedError for a backup that is not whole, OpenElsewhereError where
    `target` is open, or `backup` is and not all of it is in the file yet. Whatever is raised, the journal at `target`
    is what it was.
    """
    revision_of(backup)
    with translated(target):
        if target.is_dir():
            raise not_a_journal(target)
        if os.path.lexists(target) and not replace:
            raise exists(target)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = disk.draft_of(target)
        try:
            _fetch(backup, draft)
            check.verify(draft, called=backup)
            aside = _set_aside(target) if os.path.lexists(target) else None
            seal.break_seal(target)
            if aside is None:
                disk.put(draft, target)
            else:
                disk.put_over(draft, target)
        except FileExistsError:
            raise exists(target) from None
        finally:
            disk.discard(draft)
    return aside


def _fetch(backup: Path, draft: Path) -> None:
    """Copy the file, and what a crash left in its write-ahead log."""
    disk.reserve(draft)
    shutil.copyfile(backup, draft)
    log = disk.beside(backup)[0]
    if disk.has_content(log):
        check.verify(backup)  # refuses one that is open in another program
        shutil.copyfile(log, disk.beside(draft)[0])
        File(draft).close(sealed=False)


def _set_aside(target: Path) -> Path:
    """Copy a journal, whole or damaged, to a name of its own, so that another can take its place."""
    try:
        open_file(target).close(sealed=False)  # what a crash left in its log comes home
    except (NotAllowedError, OpenElsewhereError, ReadOnlyError):
        raise
    except JournalError:
        pass  # it cannot be opened; kept aside as it is
    aside = _free_name(target)
    log, shared, _ = disk.beside(target)
    try:
        for file, kept in ((target, aside), (log, disk.beside(aside)[0])):
            if file.exists():
                disk.reserve(kept)
                shutil.copyfile(file, kept)
                disk.sync(kept)
        disk.sync_folder(aside.parent)
    except BaseException:
        disk.discard(aside)  # half a journal, under the name of one that was kept
        raise
    log.unlink(missing_ok=True)
    shared.unlink(missing_ok=True)
    return aside


def _free_name(target: Path) -> Path:
    moment = dt.datetime.now().astimezone()
    stem = f"{target.stem}-before-restore-{moment:%Y-%m-%d-%H%M}"
    for count in range(1, 1000):
        aside = target.with_name(f"{stem}{f'-{count}' if count > 1 else ''}{target.suffix}")
        if not os.path.lexists(aside):
            return aside
    raise exists(target)
