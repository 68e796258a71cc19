from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2

from bonejournal.domain.attachment import Attachment
from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.kinds import KINDS
from bonejournal.domain.profile import Profile
from bonejournal.domain.step import creating
from bonejournal.domain.visit import Visit
from bonejournal.journal import backup, migrations, search
from bonejournal.journal.errors import DamagedError, FullError, JournalError
from bonejournal.journal.file import open_file, revision_of
from bonejournal.journal.store import Journal
from bonejournal.journal.tables import metadata
from tests.golden.reading import records
from tests.journal.making import ROOT, beside, crash_after, in_a_process, scan

HEAD = len(migrations.MIGRATIONS)
FIRST = ROOT / "tests" / "data" / "journal-r1.bonejournal"
SECOND = ROOT / "tests" / "data" / "journal-r2.bonejournal"


def bare() -> Iterator[sa.Connection]:
    engine = sa.create_engine(
        "sqlite://", creator=lambda: sqlcipher3.dbapi2.connect(":memory:"), module=sqlcipher3.dbapi2
    )
    with engine.connect() as connection:
        yield connection


@pytest.fixture
def migrated() -> Iterator[sa.Connection]:
    for connection in bare():
        for migration in migrations.MIGRATIONS:
            migration(connection)
        yield connection


@pytest.fixture
def derived() -> Iterator[sa.Connection]:
    for connection in bare():
        metadata.create_all(connection)
        yield connection


def shape(connection: sa.Connection) -> dict[str, Any]:
    """A schema without the wording of its SQL: columns, keys, indexes with their conditions, checks, kinds of table."""
    tables = {row[1]: row for row in connection.exec_driver_sql("PRAGMA table_list") if row[0] == "main"}
    found: dict[str, Any] = {}
    for name, row in tables.items():
        sql = connection.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).scalar()
        found[name] = {
            "kind": (row[2], "without rowid" if row[4] else "", "strict" if row[5] else ""),
            "autoincrement": "AUTOINCREMENT" in (sql or "").upper(),
            "columns": columns(connection, name),
            "references": sorted(
                row[2:] for row in connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})").fetchall()
            ),
            "indexes": indexes(connection, name),
            "checks": sorted(checks(sql or "")),
        }
    return found


def columns(connection: sa.Connection, table: str) -> list[tuple[Any, ...]]:
    held = connection.exec_driver_sql(f"PRAGMA table_xinfo({table})").fetchall()
    return sorted(tuple(row[1:]) for row in held)


def indexes(connection: sa.Connection, table: str) -> list[tuple[Any, ...]]:
    found = []
    for _, name, unique, origin, partial in connection.exec_driver_sql(f"PRAGMA index_list({table})").fetchall():
        held = connection.exec_driver_sql(f"PRAGMA index_xinfo({name})").fetchall()
        sql = connection.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).scalar() or ""
        where = plain(sql.upper().partition(" WHERE ")[2])
        found.append((name, unique, origin, partial, [row[2:] for row in held if row[5]], where))
    return sorted(found)


def checks(sql: str) -> Iterator[str]:
    for start in re.finditer(r"\bCHECK\s*\(", sql, re.IGNORECASE):
        depth, end = 1, start.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        yield plain(sql[start.end() : end - 1])


def plain(sql: str) -> str:
    return re.sub(r"\s+", " ", sql.replace('"', "")).strip().upper()


def test_the_migrations_make_what_follows_from_the_fields(migrated: sa.Connection, derived: sa.Connection) -> None:
    assert shape(migrated) == shape(derived)


def test_the_comparison_sees_what_matters(migrated: sa.Connection, derived: sa.Connection) -> None:
    whole = shape(derived)
    for spoiled in (
        "ALTER TABLE body ADD COLUMN more REAL",
        "CREATE INDEX more ON record (kind)",
        "DROP INDEX record_since",
        "CREATE TABLE more (a)",
    ):
        migrated.exec_driver_sql("SAVEPOINT s")
        migrated.exec_driver_sql(spoiled)
        assert shape(migrated) != whole
        migrated.exec_driver_sql("ROLLBACK TO s")
    assert shape(migrated) == whole


def test_a_journal_of_the_first_revision_opens_with_its_rows(path: Path) -> None:
    """The file was made once, from the sample, and is never made again."""
    digest = "12ff14be211d4c58393c47715e46de2ced0c712950760dd195c25b9ad44dd077"
    assert hashlib.sha256(FIRST.read_bytes()).hexdigest() == digest
    shutil.copyfile(FIRST, path)
    assert revision_of(path) == 1
    with Journal.open(path) as journal:
        held = {*journal.all(DxaScan), *journal.all(BodyMeasure), *journal.all(Profile)}
        assert held == {made for made in records(ROOT / "resources" / "sample") if made.KIND.code <= 3}
        assert all(finding.ok for finding in journal.examine())
        assert [draft.key for draft in journal.drafts()] == ["dxa/new"]
    before = path.read_bytes()
    Journal.open(path).close()
    assert path.read_bytes() == before


def test_a_journal_of_the_second_revision_opens_with_its_rows_and_can_be_looked_through(path: Path) -> None:
    """The file was made once, from twelve records of each kind of the sample, and is never made again."""
    digest = "721a196b155296eb6b5492724f0ca8e4b3615a87361a5daed7ea06c89b5fb37a"
    assert hashlib.sha256(SECOND.read_bytes()).hexdigest() == digest
    shutil.copyfile(SECOND, path)
    assert revision_of(path) == 2
    with Journal.open(path) as journal:
        (visit,) = (visit for visit in journal.all(Visit) if visit.notes == "brought the folder and the list")
        assert [version.label[:3] for version in journal.history(visit.id)] == ["Add", "Cha"]
        assert [journal.content(one.sha256) for one in journal.all(Attachment)] == [b"%PDF-1.7 made up"]
        assert [draft.key for draft in journal.drafts()] == ["labs:new"]
        (group,) = search.best(journal, "folder list")
        assert [entry.record for entry in group.entries] == [visit]
        assert search.find(journal, "nobody").count == 0
        assert all(finding.ok for finding in journal.examine())
        held = {record.id for kind in KINDS.values() for record in journal.all(kind.record)}
    assert len(held) == 122


def add_a_column(connection: sa.Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE body ADD COLUMN mood TEXT")


def fail_half_way(connection: sa.Connection) -> None:
    add_a_column(connection)
    connection.exec_driver_sql("CREATE TABLE half (a TEXT) STRICT")
    raise RuntimeError("half-way")


def with_migration(monkeypatch: pytest.MonkeyPatch, migration: migrations.Migration) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, migration))


@pytest.fixture
def older(path: Path) -> Path:
    with Journal.create(path) as journal:
        journal.apply(creating(scan()))
    return path


@pytest.mark.parametrize("sealed", [True, False])
def test_a_migration_keeps_every_row_and_makes_a_verified_copy_before(
    older: Path, monkeypatch: pytest.MonkeyPatch, *, sealed: bool
) -> None:
    if not sealed:
        moved = older.with_name("moved.bonejournal")
        older = older.rename(moved)
    with_migration(monkeypatch, add_a_column)
    with Journal.open(older) as journal:
        assert journal.count() == 1
        assert all(finding.ok for finding in journal.examine())
    assert revision_of(older) == HEAD + 1
    made = backup.backups_of(older)
    assert [copy.path.name.endswith("-before-update.bonejournal") for copy in made] == [True]
    assert revision_of(made[0].path) == HEAD
    Journal.open(older).close()
    assert len(backup.backups_of(older)) == 1


def test_a_migration_that_fails_leaves_the_journal_as_it_was(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = older.read_bytes()
    with monkeypatch.context() as patch:
        with_migration(patch, fail_half_way)
        with pytest.raises(RuntimeError, match="half-way"):
            Journal.open(older)
    assert older.read_bytes() == before
    assert beside(older) == {older.name}
    with Journal.open(older) as journal:
        assert journal.count() == 1


def test_a_failure_in_the_middle_of_the_transaction_takes_everything_back(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_migration(monkeypatch, fail_half_way)
    file = open_file(older)
    with pytest.raises(RuntimeError):
        file.migrate()
    assert file.revision == HEAD
    assert "mood" not in str(columns(file.connection, "body"))
    assert not columns(file.connection, "half")
    file.close(sealed=False)


def test_no_room_for_the_copy_means_no_migration(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with_migration(monkeypatch, add_a_column)
    monkeypatch.setattr("bonejournal.journal.disk.put", no_room)
    with pytest.raises(FullError):
        Journal.open(older)
    assert revision_of(older) == HEAD
    assert backup.backups_of(older) == []


KILLED = """
import os, sys
from pathlib import Path
from bonejournal.journal import migrations
from bonejournal.journal.file import open_file
def die(connection):
    connection.exec_driver_sql("ALTER TABLE body ADD COLUMN mood TEXT")
    connection.exec_driver_sql("CREATE TABLE half (a TEXT) STRICT")
    connection.exec_driver_sql(f"PRAGMA user_version = {migrations.head()}")
    os.kill(os.getpid(), 9)
migrations.MIGRATIONS += (die,)
file = open_file(Path(sys.argv[1]))
if sys.argv[2] == "bare":
    die(file.connection)
file.migrate()
"""


def test_kill_9_in_a_migration_leaves_the_journal_as_it_was(older: Path) -> None:
    assert in_a_process(KILLED, older, "ours").returncode == -9
    with Journal.open(older) as journal:
        assert journal.count() == 1
        assert all(finding.ok for finding in journal.examine())
    assert revision_of(older) == HEAD


def test_without_a_transaction_kill_9_would_leave_half_a_migration(older: Path) -> None:
    """The control: the same statements, bare."""
    assert in_a_process(KILLED, older, "bare").returncode == -9
    with pytest.raises(JournalError):
        Journal.open(older)


def test_an_older_journal_left_by_a_crash_is_brought_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Journal.create(path).close()
    crash_after(path, 3)
    with_migration(monkeypatch, add_a_column)
    with Journal.open(path) as journal:
        assert journal.count() == 3


def test_a_damaged_older_journal_is_not_brought_up(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older.write_bytes(older.read_bytes().replace(b"lumbar_spine", b"lumbar_spinf"))
    before = older.read_bytes()
    with_migration(monkeypatch, add_a_column)
    with pytest.raises(DamagedError):
        Journal.open(older)
    assert older.read_bytes() == before
    assert backup.backups_of(older) == []
