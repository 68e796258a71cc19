"""Whether a journal is whole: its seal, SQLite's own checks, the schema, the digests of all that was written."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2

from bonejournal.domain.attachment import digest_of
from bonejournal.journal import disk, migrations, seal
from bonejournal.journal.database import Database, brought_up, looked_into
from bonejournal.journal.errors import JournalError, damaged, translated
from bonejournal.journal.phrases import mark_of
from bonejournal.journal.tables import BY_CODE, BY_KEY, draft_digest, phrase_digest, step_digest
from bonejournal.journal.versions import Loader

_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: a key for programs, whether it is well, and a technical line."""

    key: str
    ok: bool
    detail: str = ""


def examine(database: Database, *, copied: bool = False) -> list[Finding]:
    """Look at everything; the findings in order. An older journal's records are read through a copy of today's form.

    copied: it was copied page by page a moment ago; its indexes are then not held against its tables once more, which
    takes a third of the time.
    """
    pages = "quick_check" if copied else "integrity_check"
    found = [
        _finding(pages, lambda: _pragma(database, pages, "ok")),
        _finding("foreign_key_check", lambda: _pragma(database, "foreign_key_check", "")),
        _finding("schema", lambda: _schema(database)),
    ]
    if not all(finding.ok for finding in found):
        return found
    if database.revision == migrations.head():
        return [*found, *_contents(database)]
    with brought_up(database) as copy:
        Loader(copy).fill_phrases()
        return [*found, *_contents(copy)]


def _contents(database: Database) -> list[Finding]:
    return [
        _finding("steps", lambda: _steps(database)),
        _finding("records", lambda: _records(database)),
        _finding("phrases", lambda: _phrases(database)),
        _finding("drafts", lambda: _drafts(database)),
        _finding("attachments", lambda: _attachments(database)),
    ]


def _finding(key: str, look: Callable[[], Iterator[str]]) -> Finding:
    """The first thing that `look` finds wrong; where it cannot even be read, that it cannot."""
    try:
        wrong = next(look(), None)
    except sa.exc.DBAPIError as error:
        wrong = str(error.orig).partition(" with text ")[0]  # after it stands a value
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        wrong = type(error).__name__  # its text might hold a value
    return Finding(key, wrong is None, wrong or "")


def _pragma(database: Database, name: str, well: str) -> Iterator[str]:
    rows = database.run(f"PRAGMA {name}").fetchmany(3)
    said = "; ".join(" ".join(str(cell) for cell in row) for row in rows)
    if said != well:
        yield said


@lru_cache
def _made_by(steps: tuple[migrations.Migration, ...]) -> list[tuple[str, str, str, str | None]]:
    """The schema that these migrations make."""
    engine = sa.create_engine(
        "sqlite://", creator=lambda: sqlcipher3.dbapi2.connect(":memory:"), module=sqlcipher3.dbapi2
    )
    with engine.connect() as connection:
        for step in steps:
            step(connection)
        return [tuple(row) for row in connection.exec_driver_sql(_SCHEMA)]


def _schema(database: Database) -> Iterator[str]:
    """Nothing stands in the file but what the migrations made: no trigger or view of somebody else's."""
    held = [tuple(row) for row in database.run(_SCHEMA)]
    ours = _made_by(migrations.MIGRATIONS[: database.revision])
    if held != ours:
        yield ", ".join(sorted({str(row[1]) for row in set(held) ^ set(ours)}))


def _steps(database: Database) -> Iterator[str]:
    """Steps are counted without a gap, and each is as it was written, with the versions it made and ended."""
    made: dict[int, list[tuple[int, bytes]]] = {}
    ended: dict[int, list[int]] = {}
    for row, since, until, digest in database.run("SELECT row, since, until, digest FROM record ORDER BY row"):
        made.setdefault(since, []).append((row, digest))
        if until is not None:
            ended.setdefault(until, []).append(row)
    steps = database.run("SELECT step, label, at, origin, digest FROM step ORDER BY step").fetchall()
    for count, (step, label, at, origin, digest) in enumerate(steps, start=1):
        rows = made.get(step, [])
        first = rows[0][0] if rows else 0
        told = step_digest((step, label, at, origin), ended.get(step, []), first, [said for _, said in rows])
        if step != count or told != digest or [row for row, _ in rows] != list(range(first, first + len(rows))):
            yield f"step {step}"


def _records(database: Database) -> Iterator[str]:
    """Every version whose content is still kept is as it was written, and is found by what it says."""
    loader = Loader(database)
    marks = {number: bytes(mark) for number, mark in database.run("SELECT phrase, mark FROM phrase")}
    for tables in BY_CODE.values():
        meant: dict[tuple[Any, ...], bytes] = {}
        for row, id_, proof, stored in itertools.chain.from_iterable(loader.kept(tables)):
            if tables.digest(id_, stored) != proof.digest:
                yield f"{tables.kind.key} row {row}"
            telling = tables.telling(stored)
            if telling not in meant:
                meant[telling] = mark_of(telling)
            if proof.phrase is not None and marks.get(proof.phrase) != meant[telling]:
                yield f"{tables.kind.key} row {row} is found by another phrase"
    has = " ".join(
        f"WHEN {code} THEN EXISTS (SELECT 1 FROM {tables.kind.key} b WHERE b.row = r.row)"
        for code, tables in BY_CODE.items()
    )
    for (row,) in database.run(f"SELECT row FROM record r WHERE coalesce(CASE kind {has} END, cleared) = cleared"):
        yield f"row {row} is without content, or should be, or is of no known kind"


def _phrases(database: Database) -> Iterator[str]:
    """Every phrase is as it was written, and no kept version is without one."""
    for number, code, mark, said, digest in database.run("SELECT phrase, kind, mark, said, digest FROM phrase"):
        if phrase_digest(code, mark, said) != digest:
            yield f"phrase {number}"
    for (row,) in database.run("SELECT row FROM record WHERE (phrase IS NULL) <> cleared"):
        yield f"row {row} has no phrase, or should have none"


def _drafts(database: Database) -> Iterator[str]:
    for key, at, texts, digest in database.run("SELECT key, at, texts, digest FROM draft"):
        if draft_digest(key, at, texts) != digest or not isinstance(json.loads(texts), dict):
            yield "draft"


def _attachments(database: Database) -> Iterator[str]:
    """Every attached file is there, and as it was given."""
    for (digest,) in database.rows("SELECT sha256 FROM content"):
        held = database.rows("SELECT bytes FROM content WHERE sha256 = ?", (digest,))[0][0]
        if digest_of(held) != digest:
            yield digest
    for (digest,) in database.run("SELECT sha256 FROM attachments WHERE sha256 NOT IN (SELECT sha256 FROM content)"):
        yield f"{digest} is missing"


def references(database: Database) -> Finding:
    """Which live records point to one that is not here. The file is whole all the same: nothing was damaged, and
    whoever reads such a record reads it as one that points nowhere.
    """
    found = []
    for tables in BY_CODE.values():
        for item in tables.shape.items:
            if not item.refers:
                continue
            kind = "" if item.refers == "*" else f" AND n.kind = {BY_KEY[item.refers].kind.code}"
            sql = (
                f"SELECT count(*), min(r.row) FROM {tables.kind.key} b JOIN record r ON r.row = b.row"
                f" WHERE r.live = 1 AND b.{item.name} <> '' AND NOT EXISTS (SELECT 1 FROM record n"
                f" WHERE n.live = 1 AND n.id = unhex(b.{item.name}, '-'){kind})"
            )
            count, row = database.rows(sql)[0]
            if count:
                found.append(f"{tables.kind.key}.{item.name}: {count} (row {row})")
    return Finding("references", True, "; ".join(found))


def proven(path: Path) -> bool:
    """Whether the closed file is, to the byte, the one that was left here."""
    known = seal.read_seal(path)
    log, _, rollback = disk.beside(path)
    if known is None or disk.has_content(log) or disk.has_content(rollback):
        return False
    with translated(path):
        return seal.sha256_of(path) == known.sha256


def verify(path: Path, called: Path | None = None, *, copied: bool = False) -> int:
    """Look at all of a closed journal without changing a byte; how many live records it holds.

    A file that differs from how it was left here, though nothing was written in between, has been damaged; any other
    (after a crash, copied from elsewhere) is believed record by record. `called` is what errors name; `copied` as in
    `examine`. Raises DamagedError, and OpenElsewhereError where another program has it open.
    """
    named = called or path
    log, _, rollback = disk.beside(path)
    if disk.has_content(rollback):
        raise damaged(named, "a rollback journal lies beside it")
    try:
        with looked_into(path, named) as database:
            bad = next((finding for finding in examine(database, copied=copied) if not finding.ok), None)
            if bad is not None:
                raise damaged(named, f"{bad.key}: {bad.detail}")
            state = database.state()
            count = int(database.rows("SELECT count(*) FROM record WHERE live = 1")[0][0])
    except JournalError:
        raise
    except (sa.exc.DBAPIError, ValueError) as error:
        raise damaged(named, str(getattr(error, "orig", type(error).__name__))) from None
    known = seal.read_seal(path)
    if known is not None and known.state == state and not disk.has_content(log) and not proven(path):
        raise damaged(named, "seal")
    return count
