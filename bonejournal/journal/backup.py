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

from bonejournal.domain.words import tr
from bonejournal.journal import check, seal
from bonejournal.journal.errors import DamagedError, ExistsError, JournalError, damaged, translated
from bonejournal.journal.file import File, open_file, sync_folder

KEEP_NEWEST = 10
KEEP_DAILY_DAYS = 14
KEEP_MONTHLY_DAYS = 730

_NAME = re.compile(r"(?P<number>\d{6})-(?P<at>\d{4}-\d{2}-\d{2}-\d{4})(?:-(?P<reason>[a-z-]+))?\.bonejournal")


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: where it is, when it was made, how many records are in it (None where not counted)."""

    path: Path
    at: dt.datetime
    records: int | None = None
    number: int = 0


def folder_of(journal: Path) -> Path:
    """Where the copies of one journal are kept: the program's own folder, not beside the journal."""
    mark = hashlib.sha256(str(journal.resolve()).encode()).hexdigest()[:8]
    return Path(platformdirs.user_data_dir("bonejournal")) / "backups" / f"{journal.stem}-{mark}"


def backups_of(journal: Path) -> list[Backup]:
    """The copies there are, the newest first."""
    found = []
    with suppress(FileNotFoundError, NotADirectoryError):
        for path in folder_of(journal).iterdir():
            named = _NAME.fullmatch(path.name)
            if named:
                at = dt.datetime.strptime(named["at"], "%Y-%m-%d-%H%M").astimezone()
                found.append(Backup(path, at, None, int(named["number"])))
    return sorted(found, key=lambda backup: backup.number, reverse=True)


def make(file: File, target: Path | None = None, reason: str = "") -> Backup:
    """Copy an open journal, verify the copy, and give it its name only then.

    `target` is never overwritten (ExistsError). Without one the copy goes to the journal's own folder of backups.
    Raises FullError or ReadOnlyError from the disk, DamagedError where the copy cannot be read back.
    """
    moment = dt.datetime.now().astimezone()
    number = 0
    with translated(file.path):
        if target is None:
            folder = folder_of(file.path)
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            number = 1 + max((backup.number for backup in backups_of(file.path)), default=0)
            named = "-".join(filter(None, (f"{number:06d}", f"{moment:%Y-%m-%d-%H%M}", reason)))
            target = folder / f"{named}.bonejournal"
    if target.exists():
        raise ExistsError(tr("{name} is already there. Nothing was written over it.", name=target.name), target)
    draft = target.with_name(f".{target.name}.new")
    try:
        with translated(target):
            _copy(file, draft)
            records = verify(draft)
            os.link(draft, target)
            sync_folder(target.parent)
    finally:
        draft.unlink(missing_ok=True)
    if number:
        prune(file.path)
    return Backup(target, moment, records, number)


def _copy(file: File, draft: Path) -> None:
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    copy = sqlcipher3.dbapi2.connect(str(draft))
    try:
        held = file.connection.connection.driver_connection
        if held is None:
            raise RuntimeError("the journal is closed")
        held.backup(copy)  # in one step: in several it may never end
    finally:
        copy.close()
    with draft.open("rb") as written:
        os.fsync(written.fileno())


def verify(path: Path) -> int:
    """Open a copy, look at every record, and count them. Raises DamagedError."""
    file = open_file(path)
    try:
        bad = next((finding for finding in check.examine(file) if not finding.ok), None)
        if bad is not None:
            raise damaged(path, f"{bad.key}: {bad.detail}")
        return int(file.rows("SELECT count(*) FROM record WHERE live = 1")[0][0])
    finally:
        file.close(sealed=False)


def prune(journal: Path) -> None:
    """Remove the copies that the rule no longer keeps; the newest ten always stay."""
    held = backups_of(journal)
    newest = held[0].at if held else dt.datetime.now().astimezone()
    seen: set[str] = set()
    for position, backup in enumerate(held):
        age = (newest - backup.at).days
        day, month = f"{backup.at:%Y-%m-%d}", f"{backup.at:%Y-%m}"
        keep = position < KEEP_NEWEST
        keep = keep or (age <= KEEP_DAILY_DAYS and day not in seen)
        keep = keep or (age <= KEEP_MONTHLY_DAYS and month not in seen)
        seen |= {day, month}
        if not keep:
            backup.path.unlink(missing_ok=True)


def restore(backup: Path, target: Path, *, replace: bool = False) -> Path | None:
    """Put a verified backup at `target`. With `replace` the journal that is there is kept aside under a new name,
    which is returned; without it nothing is written over (ExistsError).

    Raises the errors of opening a journal, DamagedError for a backup that is not whole.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.new")
    aside: Path | None = None
    try:
        with translated(target):
            draft.unlink(missing_ok=True)
            shutil.copyfile(backup, draft)
            draft.chmod(0o600)
            try:
                verify(draft)
            except DamagedError:
                raise damaged(backup) from None
            except JournalError as error:
                raise type(error)(str(error).replace(draft.name, backup.name), backup) from None
            if target.exists() and not replace:
                raise ExistsError(tr("{name} is already there. Nothing was written over it.", name=target.name), target)
            if target.exists():
                aside = _set_aside(target)
            seal.break_seal(target)
            os.link(draft, target)
            sync_folder(target.parent)
    finally:
        for leftover in (draft, draft.with_name(draft.name + "-wal"), draft.with_name(draft.name + "-shm")):
            leftover.unlink(missing_ok=True)
    return aside


def _set_aside(target: Path) -> Path:
    """Move a journal and its write-ahead log out of the way; nothing is thrown away."""
    moment = dt.datetime.now().astimezone()
    for count in range(1, 1000):
        again = f"-{count}" if count > 1 else ""
        aside = target.with_name(f"{target.stem}-before-restore-{moment:%Y-%m-%d-%H%M}{again}{target.suffix}")
        if not aside.exists():
            break
    log = target.with_name(target.name + "-wal")
    if log.exists():
        log.replace(aside.with_name(aside.name + "-wal"))
    target.replace(aside)
    return aside
