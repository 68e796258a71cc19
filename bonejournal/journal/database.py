"""One SQLite connection through SQLAlchemy Core, and the two ways to look at a journal without touching it.

The driver is in autocommit; every transaction, migrations included, begins with an explicit BEGIN IMMEDIATE, because
the default of the driver would half-apply a migration.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2
from sqlalchemy.pool import StaticPool

from bonejournal.journal import migrations
from bonejournal.journal.disk import beside
from bonejournal.journal.errors import translated

APPLICATION_ID = 0x424F4E45
"""«BONE» in SQLite's header: how the program and `file` tell a journal from any other SQLite file."""

LOCK_SECONDS = 0.2
CAREFUL = ("temp_store = MEMORY", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0")


class Database:
    """A connection that stays. Use it from one thread at a time. `path` is what its errors name."""

    def __init__(self, path: Path, connect: Callable[[], Any], settings: Sequence[str]) -> None:
        """Connect and apply the settings; the errors are those of the environment, translated."""
        self.path = path
        self._engine = sa.create_engine(
            "sqlite://", creator=connect, module=sqlcipher3.dbapi2, poolclass=StaticPool, hide_parameters=True
        )
        with translated(path):
            try:
                self.connection = self._engine.connect()
                for setting in settings:
                    self.run(f"PRAGMA {setting}").close()
            except BaseException:
                self._engine.dispose()
                raise

    def run(self, sql: str, values: tuple[Any, ...] | list[tuple[Any, ...]] = ()) -> sa.CursorResult[*tuple[Any, ...]]:
        """Run one statement; a list of tuples runs it for each."""
        return self.connection.exec_driver_sql(sql, values) if values else self.connection.exec_driver_sql(sql)

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> Sequence[sa.Row[*tuple[Any, ...]]]:
        """All rows of a query."""
        with translated(self.path):
            return self.run(sql, values).fetchall()

    def bare(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query as the driver gives them, for many thousands of rows."""
        held = self.connection.connection.cursor()
        try:
            held.execute(sql, values)
            return list(held.fetchall())
        except sqlcipher3.dbapi2.Error as error:
            raise sa.exc.DBAPIError(sql, None, error) from error
        finally:
            held.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written inside, or nothing of it. It is on the disk when the block is left."""
        with translated(self.path):
            self.run("BEGIN IMMEDIATE")
            try:
                yield
                self.run("COMMIT")
            except BaseException:
                with suppress(sa.exc.DBAPIError):  # a full disk has already rolled it back
                    self.run("ROLLBACK")
                raise

    @property
    def revision(self) -> int:
        """The schema's revision."""
        return int(self.run("PRAGMA user_version").scalar_one())

    def last_step(self) -> int:
        """Number of the last step, 0 in a new journal."""
        return int(self.rows("SELECT coalesce(max(step), 0) FROM step")[0][0])

    def state(self) -> str:
        """A few words that differ wherever something was written meanwhile: the last step, drafts, kept contents."""
        said: list[object] = [self.revision]
        for sql in (
            "SELECT step, at FROM step ORDER BY step DESC LIMIT 1",
            "SELECT count(*), (SELECT max(seq) FROM sqlite_sequence) FROM draft",
            "SELECT count(*) FROM record WHERE cleared = 1",
        ):
            said.extend(cell for row in self.rows(sql) for cell in row)
        return " ".join(map(str, said))

    def migrate(self, then: Callable[[], object] | None = None) -> None:
        """Bring the schema to the newest revision in one transaction, and do `then` in the same one."""
        start = self.revision
        if start >= migrations.head():
            return
        with self.transaction():
            for migration in migrations.MIGRATIONS[start:]:
                migration(self.connection)
            if then is not None:
                then()
            self.run(f"PRAGMA application_id = {APPLICATION_ID}")
            self.run(f"PRAGMA user_version = {migrations.head()}")

    def copy_into(self, target: Any) -> None:
        """Copy everything into a bare connection of the driver, in one step: in several it may never end."""
        held = self.connection.connection.driver_connection
        if held is None:
            raise RuntimeError("the journal is closed")
        with translated(self.path):
            try:
                held.backup(target)
            except sqlcipher3.dbapi2.Error as error:
                raise sa.exc.DBAPIError("backup", None, error) from error

    def close(self) -> None:
        """Let go of the connection."""
        self.connection.close()
        self._engine.dispose()


@contextmanager
def looked_into(path: Path, called: Path) -> Iterator[Database]:
    """A journal opened so that not a byte of it, or of what stands beside it, changes.

    Raises OpenElsewhereError where another program writes to it.
    """
    log, shared, _ = beside(path)
    logged, was_shared = log.exists(), shared.exists()
    uri = f"{path.absolute().as_uri()}?mode=ro" + ("" if logged else "&immutable=1")

    def connect() -> Any:
        return sqlcipher3.dbapi2.connect(
            uri, uri=True, isolation_level=None, check_same_thread=False, timeout=LOCK_SECONDS
        )

    try:
        database = Database(called, connect, CAREFUL)
        try:
            database.run("BEGIN")
            database.rows("SELECT count(*) FROM sqlite_schema")  # from here on nobody can write to it
            yield database
        finally:
            database.close()
    finally:
        if logged and not was_shared:
            shared.unlink(missing_ok=True)


@contextmanager
def brought_up(database: Database) -> Iterator[Database]:
    """A copy in memory at the newest revision."""
    copy = Database(
        database.path,
        lambda: sqlcipher3.dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False),
        CAREFUL,
    )
    try:
        database.copy_into(copy.connection.connection.driver_connection)
        copy.migrate()
        yield copy
    finally:
        copy.close()


def now() -> str:
    """The present moment as it is stored: local time with its offset."""
    return dt.datetime.now().astimezone().isoformat(timespec="milliseconds")
