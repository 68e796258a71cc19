"""One journal file: create, open, lock, write to, close.

WAL with FULL synchronisation and an exclusive lock, one connection for as long as the file is open. The driver is in
autocommit; every transaction, migrations included, begins with an explicit BEGIN IMMEDIATE, because the default of
the driver would half-apply a migration.
"""

from __future__ import annotations

import datetime as dt
import os
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2
from sqlalchemy.pool import StaticPool

from bonejournal.domain.words import tr
from bonejournal.journal import seal
from bonejournal.journal.errors import (
    ExistsError,
    NewerError,
    damaged,
    missing,
    not_a_journal,
    read_only,
    translated,
)
from bonejournal.journal.migrations import HEAD, MIGRATIONS, Migration

APPLICATION_ID = 0x424F4E45
"""«BONE» in SQLite's header: how the program and `file` tell a journal from any other SQLite file."""

_SETTINGS = (
    "locking_mode = EXCLUSIVE",
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
)
_LOCK_SECONDS = 0.2


def revision_of(path: Path) -> int:
    """The revision of the journal at `path`, read from its first bytes without opening it as a database.

    Raises MissingError, NotAJournalError, NewerError.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except (FileNotFoundError, NotADirectoryError):
        raise missing(path) from None
    except IsADirectoryError:
        raise not_a_journal(path) from None
    except PermissionError:
        raise read_only(path) from None
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
        raise not_a_journal(path)
    revision: int = struct.unpack(">I", head[60:64])[0]
    if struct.unpack(">I", head[68:72])[0] != APPLICATION_ID or revision == 0:
        raise not_a_journal(path)
    if revision > HEAD:
        raise NewerError(
            tr("{name} was last used with a newer bonejournal. This version leaves it untouched.", name=path.name), path
        )
    return revision


class File:
    """An open journal file. Use it from one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Connect and take the lock; use `open_file` or `create_file`, which look at the file first."""
        self.path = path
        self.changed = False
        self._engine = sa.create_engine(
            "sqlite://", creator=self._connect, module=sqlcipher3.dbapi2, poolclass=StaticPool, hide_parameters=True
        )
        with translated(path):
            try:
                self.connection = self._engine.connect()
                for setting in _SETTINGS:
                    self.connection.exec_driver_sql(f"PRAGMA {setting}").close()
                self.connection.exec_driver_sql("BEGIN IMMEDIATE")
                self.connection.exec_driver_sql("COMMIT")
            except BaseException:
                self._engine.dispose()
                raise

    def _connect(self) -> Any:
        return sqlcipher3.dbapi2.connect(
            str(self.path), isolation_level=None, check_same_thread=False, timeout=_LOCK_SECONDS
        )

    def run(self, sql: str, values: tuple[Any, ...] | list[tuple[Any, ...]] = ()) -> sa.CursorResult[*tuple[Any, ...]]:
        """Run one statement; a list of tuples runs it for each."""
        return self.connection.exec_driver_sql(sql, values) if values else self.connection.exec_driver_sql(sql)

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> Sequence[sa.Row[*tuple[Any, ...]]]:
        """All rows of a query."""
        with translated(self.path):
            return self.run(sql, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written inside, or nothing of it. It is on the disk when the block is left."""
        if not self.changed:
            seal.break_seal(self.path)
            self.changed = True
        with translated(self.path):
            self.connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.exec_driver_sql("COMMIT")
            except BaseException:
                with suppress(sa.exc.DBAPIError):  # a full disk has already rolled it back
                    self.connection.exec_driver_sql("ROLLBACK")
                raise

    @property
    def revision(self) -> int:
        """The schema's revision."""
        return int(self.run("PRAGMA user_version").scalar_one())

    def last_step(self) -> tuple[int, str]:
        """Number and time of the last step, (0, "") in a new journal."""
        found = self.rows("SELECT step, at FROM step ORDER BY step DESC LIMIT 1")
        return (int(found[0][0]), str(found[0][1])) if found else (0, "")

    def migrate(self, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        """Bring the schema to the newest revision in one transaction."""
        start = self.revision
        if start >= len(migrations):
            return
        with self.transaction():
            for migration in migrations[start:]:
                migration(self.connection)
            self.run(f"PRAGMA application_id = {APPLICATION_ID}")
            self.run(f"PRAGMA user_version = {len(migrations)}")
        self.checkpoint()

    def checkpoint(self) -> None:
        """Bring everything from the write-ahead log into the file itself."""
        with translated(self.path):
            self.run("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def close(self, *, sealed: bool = True) -> None:
        """Close the file; `sealed` remembers how it was left."""
        step, at = self.last_step() if sealed else (0, "")
        self.connection.close()
        self._engine.dispose()
        if sealed and (self.changed or seal.read_seal(self.path) is None):
            with suppress(OSError):  # without a seal the next opening looks at every record
                seal.write_seal(self.path, step, at)


def open_file(path: Path) -> File:
    """Open the journal at `path` and take its lock; the caller verifies and migrates it.

    Raises a JournalError: missing, not ours, newer, read-only, open elsewhere.
    """
    revision_of(path)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise read_only(path)
    try:
        return File(path)
    except sa.exc.DBAPIError as error:
        raise damaged(path, str(error.orig)) from error


def create_file(path: Path) -> None:
    """Make an empty journal at `path`, whole or not at all. Raises ExistsError where a file is there."""
    if path.exists():
        raise ExistsError(tr("{name} is already there. Nothing was written over it.", name=path.name), path)
    if not path.parent.is_dir():
        raise missing(path.parent)
    new = path.with_name(f".{path.name}.new")
    try:
        with translated(path):
            new.unlink(missing_ok=True)
            os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            file = File(new)
            file.migrate()
            file.close(sealed=False)
            seal.break_seal(new)
            os.link(new, path)
            sync_folder(path.parent)
    except FileExistsError:
        raise ExistsError(tr("{name} is already there. Nothing was written over it.", name=path.name), path) from None
    finally:
        new.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def now() -> str:
    """The present moment as it is stored: local time with its offset."""
    return dt.datetime.now().astimezone().isoformat(timespec="milliseconds")
