"""One journal file: create, open, lock, write to, close.

WAL with FULL synchronisation and an exclusive lock, one connection for as long as the file is open.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2

from bonejournal.domain.words import tr
from bonejournal.journal import disk, seal
from bonejournal.journal.database import APPLICATION_ID, CAREFUL, LOCK_SECONDS, Database
from bonejournal.journal.errors import (
    NewerError,
    damaged,
    exists,
    missing,
    not_a_journal,
    not_allowed,
    open_elsewhere,
    read_only,
    translated,
)
from bonejournal.journal.migrations import head

SETTINGS = (
    "locking_mode = EXCLUSIVE",
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",
    "foreign_keys = ON",
    "secure_delete = ON",
    *CAREFUL,
)
_HEADER_BYTES = 100


def revision_of(path: Path) -> int:
    """The revision of the journal at `path`, read from its first bytes without opening it as a database.

    Raises MissingError, NotAJournalError, NewerError, DamagedError, NotAllowedError where it cannot be read, and
    OpenElsewhereError where this process has it open.
    """
    if disk.identity(path) in disk.held:
        raise open_elsewhere(path)
    try:
        with path.open("rb") as file:
            start = file.read(_HEADER_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        raise missing(path) from None
    except IsADirectoryError:
        raise not_a_journal(path) from None
    except PermissionError:
        raise not_allowed(path) from None
    if len(start) < _HEADER_BYTES or not start.startswith(b"SQLite format 3\0"):
        raise not_a_journal(path)
    revision, application = _word(start, 60), _word(start, 68)
    if application != APPLICATION_ID or revision == 0:
        raise not_a_journal(path)
    if revision > head():
        raise NewerError(
            tr("{name} was last used with a newer bonejournal. This version leaves it untouched.", name=path.name), path
        )
    _look_at_header(path, start)
    return revision


def _word(start: bytes, at: int) -> int:
    found: int = struct.unpack_from(">I", start, at)[0]
    return found


def _look_at_header(path: Path, start: bytes) -> None:
    """Refuse a header that no journal has, before SQLite acts on it."""
    fixed = start[18:24] == b"\2\2\0\x40\x20\x20" and start[44:60] == bytes((0, 0, 0, 4, *[0] * 11, 1))
    if not fixed or any(start[64:68]) or any(start[72:92]) or _word(start, 24) != _word(start, 92):
        raise damaged(path, "header")


class File(Database):
    """An open journal file with its lock. `changed` says whether anything was written since the opening."""

    def __init__(self, path: Path) -> None:
        """Connect and take the lock; use `open_file`, which looks at the file first."""
        self.changed = False
        super().__init__(path, self._connect, SETTINGS)
        try:
            with Database.transaction(self):
                self._identity = disk.identity(path)
        except BaseException:
            super().close()
            raise
        if self._identity:
            disk.held.add(self._identity)

    def _connect(self) -> Any:
        return sqlcipher3.dbapi2.connect(
            str(self.path.absolute()), isolation_level=None, check_same_thread=False, timeout=LOCK_SECONDS
        )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written inside, or nothing of it. It is on the disk when the block is left.

        Raises MissingError where the file was moved or removed: what was written would be on no disk.
        """
        if disk.identity(self.path) != self._identity:
            raise missing(self.path)
        if not self.changed:
            seal.break_seal(self.path)
            self.changed = True
        with super().transaction():
            yield

    def close(self, *, sealed: bool = True) -> None:
        """Close the file; `sealed` remembers how it was left."""
        state = None
        try:
            if sealed and (self.changed or seal.read_seal(self.path) is None):
                state = self.state()
        finally:
            super().close()
            disk.held.discard(self._identity or (0, 0))
        if state is not None and disk.identity(self.path) == self._identity:
            with suppress(OSError):  # without a seal the next opening looks at every record
                seal.write_seal(self.path, state)


def open_file(path: Path) -> File:
    """Open the journal at `path` and take its lock; the caller has verified it, and migrates it.

    Raises a JournalError: missing, not ours, newer, damaged, read-only, open elsewhere.
    """
    revision_of(path)
    refuse_read_only(path)
    try:
        return File(path)
    except sa.exc.DBAPIError as error:
        raise damaged(path, str(error.orig)) from error


def refuse_read_only(path: Path) -> None:
    """Raise ReadOnlyError where the file or its folder cannot be written."""
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise read_only(path)


def create_file(path: Path) -> None:
    """Make an empty journal at `path`, whole or not at all. Raises ExistsError where a file is there."""
    with translated(path):
        if os.path.lexists(path):
            raise exists(path)
        if not path.parent.is_dir():
            raise missing(path.parent)
        draft = disk.draft_of(path)
        try:
            disk.reserve(draft)
            file = File(draft)
            try:
                file.migrate()
            finally:
                file.close(sealed=False)
            seal.break_seal(draft)
            disk.put(draft, path)
        except FileExistsError:
            raise exists(path) from None
        finally:
            disk.discard(draft)
