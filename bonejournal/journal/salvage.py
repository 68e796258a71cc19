"""What can still be read of a damaged journal: every live record that is as it was written, and how many are not.

The file itself is not touched: all is read from a private copy, row by row where a page cannot be read. What differs
from its digest is left out; a wrong number is worse than a missing one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
import sqlcipher3.dbapi2

from bonejournal.domain.attachment import Attachment, digest_of
from bonejournal.domain.record import Record, problems
from bonejournal.journal import disk
from bonejournal.journal.database import APPLICATION_ID, CAREFUL, LOCK_SECONDS, Database
from bonejournal.journal.errors import JournalError, damaged, translated
from bonejournal.journal.migrations import head
from bonejournal.journal.tables import BY_CODE, KindTables
from bonejournal.journal.versions import Loader

T = TypeVar("T")
_UNREADABLE = (sa.exc.DBAPIError, JournalError, ValueError, KeyError, TypeError, OverflowError, IndexError)
_LEAST_BYTES = 60
"""A version takes more than this in the file."""
_PAGE = 4096
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be read: the records, the bytes of attached files by their SHA-256, and how many records and files
    could not.
    """

    records: list[Record]
    contents: dict[str, bytes]
    lost: int
    lost_files: int


def salvage(path: Path) -> Salvaged:
    """Read what can be read of the journal at `path`, which may be damaged anywhere.

    Raises DamagedError where nothing can, and the errors of the disk.
    """
    with translated(path), disk.private_copy(path) as copy:
        _mend_header(copy)
        try:
            database = Database(path, lambda: _connect(copy), CAREFUL)
        except (JournalError, sa.exc.DBAPIError) as error:
            raise damaged(path, type(error).__name__) from None
        try:
            with suppress(*_UNREADABLE):
                if database.revision < head():
                    database.migrate(lambda: Loader(database).fill_phrases())
            return _read(path, database)
        finally:
            database.close()


def _connect(copy: Path) -> sqlcipher3.dbapi2.Connection:
    return sqlcipher3.dbapi2.connect(
        str(copy.absolute()), isolation_level=None, check_same_thread=False, timeout=LOCK_SECONDS
    )


def _mend_header(copy: Path) -> None:
    """Write into the first bytes what stands there in every journal, so that they alone lose nothing."""
    size = copy.stat().st_size
    if size < 2 * _PAGE:
        return
    with copy.open("r+b") as file:
        start = bytearray(file.read(100))
        start[0:24] = b"SQLite format 3\0" + _PAGE.to_bytes(2, "big") + b"\2\2\0\x40\x20\x20"
        start[28:32] = (-(-size // _PAGE)).to_bytes(4, "big")
        start[32:40] = bytes(8)  # no free pages: none are taken into use here
        start[44:60] = bytes((0, 0, 0, 4, *[0] * 11, 1))
        if int.from_bytes(start[60:64], "big") not in range(1, head() + 1):
            start[60:64] = head().to_bytes(4, "big")
        start[64:68] = bytes(4)
        start[68:72] = APPLICATION_ID.to_bytes(4, "big")
        start[72:92] = bytes(20)
        start[92:96] = start[24:28]
        file.seek(0)
        file.write(start)


def _read(path: Path, database: Database) -> Salvaged:
    last = _last_row(path, database)
    heads = _spanned(lambda first, end: _heads(database, first, end), range(1, last + 1))
    loader = Loader(database)
    found: dict[str, Record] = {}
    for code, tables in BY_CODE.items():
        rows = [row for row, kind, current in heads if kind == code and current]
        held = _spanned(lambda first, end, tables=tables: _whole(loader, tables, first, end), rows)  # type: ignore[misc]
        found.update({record.id: record for record in held})
    if not found:
        raise damaged(path, "no record can be read")
    past = sum(not current for _, _, current in heads)
    contents, lost_files = _contents(database, list(found.values()))
    return Salvaged(list(found.values()), contents, last - past - len(found), lost_files)


def _last_row(path: Path, database: Database) -> int:
    """How many versions there are: they are numbered from 1 without a gap. A spoilt number may be any."""
    found = []
    for table in ("record", *(tables.kind.key for tables in BY_CODE.values())):
        with suppress(*_UNREADABLE):
            found.append(int(database.rows(f"SELECT coalesce(max(row), 0) FROM {table}")[0][0]))
    return min(max(found, default=0), path.stat().st_size // _LEAST_BYTES)


def _spanned(read: Callable[[int, int], Sequence[T]], rows: Sequence[int]) -> list[T]:
    """What `read` gives from a first to a last row, asked for in ever smaller spans of `rows` where it cannot."""
    found: list[T] = []
    spans = [rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE)][::-1]
    while spans:
        span = spans.pop()
        try:
            found.extend(read(span[0], span[-1]))
        except _UNREADABLE:
            middle = len(span) // 2
            if middle:
                spans += [span[middle:], span[:middle]]
    return found


def _heads(database: Database, first: int, end: int) -> list[tuple[int, int, bool]]:
    """The rows of a span: number, kind, and whether it is the current version of its record. One of which that cannot
    be said is left out.
    """
    sql = "SELECT row, kind, live, until FROM record NOT INDEXED WHERE row BETWEEN ? AND ?"
    found = database.bare(sql, (first, end))
    return [(row, kind, live == 1) for row, kind, live, until in found if (live == 1) == (until is None)]


def _whole(loader: Loader, tables: KindTables, first: int, end: int) -> list[Record]:
    found = []
    for _, id_, proof, stored in loader.span(tables, first, end, " AND r.live = 1"):
        with suppress(*_UNREADABLE):
            record = tables.decode(id_, stored)
            if tables.digest(id_, stored) == proof.digest and not problems(record):
                found.append(record)
    return found


def _contents(database: Database, records: Sequence[Record]) -> tuple[dict[str, bytes], int]:
    wanted = {record.sha256 for record in records if isinstance(record, Attachment)}
    found: dict[str, bytes] = {}
    for digest in wanted:
        with suppress(*_UNREADABLE):
            rows = database.rows("SELECT bytes FROM content WHERE sha256 = ?", (digest,))
            if rows and digest_of(bytes(rows[0][0])) == digest:
                found[digest] = bytes(rows[0][0])
    return found, len(wanted) - len(found)
