"""Whether a journal is whole: SQLite's own checks, the schema, and the digest of every record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bonejournal.journal import seal
from bonejournal.journal.errors import damaged, translated
from bonejournal.journal.file import File
from bonejournal.journal.tables import BY_CODE, metadata
from bonejournal.journal.versions import Loader

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: a key for programs, whether it is well, and a technical line."""

    key: str
    ok: bool
    detail: str = ""


def examine(file: File) -> list[Finding]:
    """Look at everything; the findings in order."""
    found = [
        _pragma(file, "integrity_check", "ok"),
        _pragma(file, "foreign_key_check", ""),
        _schema(file),
        _digests(file),
    ]
    return found


def _pragma(file: File, name: str, well: str) -> Finding:
    try:
        rows = file.run(f"PRAGMA {name}").fetchmany(3)
    except (sa.exc.DBAPIError, UnicodeDecodeError) as error:
        return Finding(name, False, str(getattr(error, "orig", error)))
    said = "; ".join(" ".join(str(cell) for cell in row) for row in rows)
    return Finding(name, said == well, said)


def _schema(file: File) -> Finding:
    """Nothing stands in the file but our own tables and indexes: no trigger or view of somebody else's."""
    try:
        held = {
            (row[0], row[1]) for row in file.run("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")
        }
    except (sa.exc.DBAPIError, UnicodeDecodeError) as error:
        return Finding("schema", False, str(getattr(error, "orig", error)))
    ours = {("table", table.name) for table in metadata.sorted_tables}
    ours |= {("index", str(index.name)) for table in metadata.sorted_tables for index in table.indexes}
    strange = sorted(name for _, name in held ^ ours)
    return Finding("schema", not strange, ", ".join(strange))


def _digests(file: File) -> Finding:
    """Every version whose content is still kept is as it was written."""
    count = 0
    try:
        loader = Loader(file)
        for tables in BY_CODE.values():
            for row, id_, digest, stored in loader.stored(tables, "", ()):
                count += 1
                if tables.digest(id_, stored) != digest:
                    return Finding("records", False, f"{tables.kind.key} row {row}")
            bare = (
                f"SELECT count(*) FROM record WHERE kind = ? AND live = 1"  # noqa: S608 our own names
                f" AND row NOT IN (SELECT row FROM {tables.kind.key})"
            )
            if file.run(bare, (tables.kind.code,)).scalar_one():
                return Finding("records", False, f"{tables.kind.key} without content")
        known = ", ".join(str(code) for code in BY_CODE)
        if file.run(f"SELECT count(*) FROM record WHERE kind NOT IN ({known})").scalar_one():  # noqa: S608
            return Finding("records", False, "records of an unknown kind")
    except (sa.exc.DBAPIError, ValueError, KeyError, TypeError) as error:
        return Finding("records", False, type(error).__name__)
    return Finding("records", True, str(count))


def verify(file: File, before: str | None) -> None:
    """Refuse a file that is not as it was left. `before` is its SHA-256 from before it was opened, None for a file
    with a write-ahead log.

    A file that matches its seal is trusted. One that differs though no step was added has been damaged. Any other
    (after a crash, copied from elsewhere) is looked at record by record. Raises DamagedError.
    """
    known = seal.read_seal(file.path)
    if known is not None and before == known.sha256:
        return
    with translated(file.path):
        bad = next((finding for finding in examine(file) if not finding.ok), None)
        if bad is not None:
            raise damaged(file.path, f"{bad.key}: {bad.detail}")
        if known is not None and before is not None:
            same_end = (known.step, known.at) == file.last_step()
            if same_end and known.size == file.path.stat().st_size:
                raise damaged(file.path, "seal")


def hash_before_opening(path: Path) -> str | None:
    """The SHA-256 of a journal that is closed, None where a write-ahead log says it was not closed well."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return None
    try:
        return seal.sha256_of(path)
    except OSError:
        return None
