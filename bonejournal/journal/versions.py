"""Versions of records as they stand in the tables: reading them, and writing new ones.

Only this room and the journal itself see versions that are not live.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bonejournal.domain.record import Record, owned
from bonejournal.journal.database import Database
from bonejournal.journal.phrases import INSERT, Phrases
from bonejournal.journal.tables import BY_CODE, BY_KEY, KindTables, Stored, id_bytes, step_digest

_AT_ONCE = 500
"""Ids asked for in one query."""
_ROWS_AT_ONCE = 10_000


def chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """`items` in pieces that fit one query."""
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]


class Proof(NamedTuple):
    """What stands beside the columns of a version: their digest, and its phrase."""

    digest: bytes
    phrase: int | None


class Loader:
    """Reads records out of the tables. Statements are built once for each kind."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._select = {code: _select(tables) for code, tables in BY_CODE.items()}
        self._recent: dict[int, dict[tuple[int, bytes, bytes], Record]] = {}
        self._select_parts = {code: _select_parts(tables) for code, tables in BY_CODE.items() if tables.part}

    def stored(
        self, tables: KindTables, where: str, values: tuple[Any, ...] = (), tail: str = ""
    ) -> Iterator[tuple[int, bytes, Proof, Stored]]:
        """(row, id, proof, columns) of the versions of one kind that `where` picks; `tail` orders and limits them."""
        code = tables.kind.code
        condition = f"r.kind = {code}" + (f" AND ({where})" if where else "")
        found = self._database.bare(f"{self._select[code]} WHERE {condition} {tail}", values)
        if tables.part is not None and len(found) <= _AT_ONCE:
            condition, values = f"p.row IN ({', '.join(str(row[0]) for row in found)})", ()
        yield from self._with_parts(tables, found, condition, values)

    def kept(self, tables: KindTables, where: str = "") -> Iterator[list[tuple[int, bytes, Proof, Stored]]]:
        """As `stored`, all versions of a kind whose content is kept, live or not, some thousand rows at a time."""
        last = int(self._database.rows(f"SELECT coalesce(max(row), 0) FROM {tables.kind.key}")[0][0])
        more = f" AND {where}" if where else ""
        for start in range(1, last + 1, _ROWS_AT_ONCE):
            yield self.span(tables, start, start + _ROWS_AT_ONCE - 1, f" AND r.cleared = 0{more}")

    def span(self, tables: KindTables, first: int, last: int, more: str) -> list[tuple[int, bytes, Proof, Stored]]:
        """As `stored`, the versions in the rows from `first` to `last`, read from the tables without an index."""
        select = _select(tables, f"{tables.kind.key} b CROSS JOIN record r")
        condition = "{table}.row BETWEEN ? AND ?" + f" AND r.kind = {tables.kind.code}{more}"
        found = self._database.bare(f"{select} WHERE {condition.format(table='b')}", (first, last))
        return list(self._with_parts(tables, found, condition.format(table="p"), (first, last)))

    def _with_parts(
        self, tables: KindTables, found: Sequence[Any], condition: str, values: tuple[Any, ...]
    ) -> Iterator[tuple[int, bytes, Proof, Stored]]:
        held: dict[int, list[tuple[Any, ...]]] = {}
        if tables.part is not None and found:
            sql = f"{self._select_parts[tables.kind.code]} WHERE {condition} ORDER BY p.row, p.pos"
            for row in self._database.bare(sql, values):
                held.setdefault(row[0], []).append(row[1:])
        for row in found:
            parts = tuple(held.get(row[0], ()))
            yield row[0], row[1], Proof(row[5], row[6]), Stored(row[2], row[3], row[4], row[7:], parts)

    def rows(
        self, tables: KindTables, where: str, values: tuple[Any, ...] = (), tail: str = ""
    ) -> list[tuple[int, Record]]:
        """(row, record) of the versions of one kind that `where` picks; `r` is the record table, `b` the body."""
        return [(row, tables.decode(id_, stored)) for row, id_, _, stored in self.stored(tables, where, values, tail)]

    def recent(self, tables: KindTables, spans: Iterable[tuple[str, str]]) -> dict[int, Record]:
        """The live versions of a kind in some spans of days, by row; one that stood there the last time is the same
        object, and is not made anew.
        """
        before = self._recent.get(tables.kind.code, {})
        now: dict[tuple[int, bytes, bytes], Record] = {}
        for span in spans:
            for row, id_, proof, stored in self.stored(tables, "r.live = 1 AND r.date BETWEEN ? AND ?", span):
                known = (row, id_, proof.digest)
                now[known] = before[known] if known in before else tables.decode(id_, stored)
        self._recent[tables.kind.code] = now
        return {row: record for (row, _, _), record in now.items()}

    def latest_per(self, tables: KindTables, per: str, only: str, until: str) -> list[tuple[int, Record]]:
        """(row, record) of the latest live version up to a day for each value of the field `per`, of those whose field
        `only` is yes.
        """
        condition = f" AND b.{only} = 1" if only else ""
        values = (
            f"WITH RECURSIVE found (value) AS (SELECT min({per}) FROM {tables.kind.key} WHERE {per} <> '' UNION ALL"
            f" SELECT (SELECT min({per}) FROM {tables.kind.key} WHERE {per} <> '' AND {per} > found.value) FROM found"
            " WHERE found.value IS NOT NULL) SELECT value FROM found WHERE value IS NOT NULL"
        )
        newest = (
            f"SELECT b.row FROM {tables.kind.key} b JOIN record r ON r.row = b.row WHERE b.{per} <> '' AND b.{per} = ?"
            f"{condition} AND b.date <= ? AND r.live = 1 ORDER BY b.date DESC, b.row DESC LIMIT 1"
        )
        rows = [
            row for (value,) in self._database.rows(values) for (row,) in self._database.rows(newest, (value, until))
        ]
        return [pair for some in chunks(rows) for pair in self.rows(tables, f"r.row IN ({', '.join(map(str, some))})")]

    def referring(self, ids: Sequence[str]) -> list[Record]:
        """The live records in whose fields one of these ids stands, and those that refer to what goes with them."""
        found: dict[int, Record] = {}
        while ids:
            new = {row: record for row, record in self._referring(ids).items() if row not in found}
            found.update(new)
            ids = [record.id for record in new.values() if owned(record, frozenset(ids))]
        return list(found.values())

    def _referring(self, ids: Sequence[str]) -> dict[int, Record]:
        found: dict[int, Record] = {}
        for tables in BY_CODE.values():
            for item in tables.shape.items:
                for some in chunks(ids) if item.refers else ():
                    marks = ", ".join("?" * len(some))
                    sql = (
                        f"SELECT b.row FROM {tables.kind.key} b CROSS JOIN record r ON r.row = b.row"
                        f" WHERE b.{item.name} <> '' AND b.{item.name} IN ({marks}) AND r.live = 1"
                    )
                    rows = [row for (row,) in self._database.run(sql, tuple(some)).fetchall()]
                    for chunk in chunks(rows):
                        found.update(self.rows(tables, f"r.row IN ({', '.join(map(str, chunk))})"))
        return found

    def live(self, ids: Iterable[str]) -> dict[str, tuple[int, Record]]:
        """The live versions of `ids`: id to (row, record)."""
        rows: list[int] = []
        for some in chunks([id_bytes(id_) for id_ in ids]):
            marks = ", ".join("?" * len(some))
            sql = f"SELECT row FROM record WHERE live = 1 AND id IN ({marks})"
            rows += [row for (row,) in self._database.run(sql, tuple(some)).fetchall()]
        return {held.id: (row, held) for row, held in self.by_row(rows).items()}

    def fill_phrases(self) -> None:
        """Give a phrase to every version whose content is kept and that has none, as after a migration; the caller
        holds the transaction.
        """
        phrases = Phrases(self._database)
        for tables in BY_CODE.values():
            for held in self.kept(tables, "r.phrase IS NULL"):
                given = [(tables, stored, tables.decode(id_, stored)) for _, id_, _, stored in held]
                meant, fresh = phrases.ready(given)
                if fresh:
                    self._database.run(INSERT, fresh)
                if held:
                    sql = "UPDATE record SET phrase = ? WHERE row = ?"
                    self._database.run(sql, [(phrase, row) for phrase, (row, *_) in zip(meant, held, strict=True)])

    def by_row(self, numbers: Sequence[int]) -> dict[int, Record]:
        """The versions with these row numbers; one whose content is gone is left out."""
        found: dict[int, Record] = {}
        for some in chunks(numbers):
            marks = ", ".join("?" * len(some))
            kinds = self._database.run(
                f"SELECT DISTINCT kind FROM record WHERE row IN ({marks})", tuple(some)
            ).fetchall()
            for (code,) in kinds:
                found.update(self.rows(BY_CODE[code], f"r.row IN ({marks})", tuple(some)))
        return found


def _select(tables: KindTables, among: str = "") -> str:
    body = ", ".join(f'b."{name}"' for name in tables.shape.names)
    return (
        f"SELECT r.row, r.id, r.date, r.typed, r.kept, r.digest, r.phrase, {body}"
        f" FROM {among or f'record r JOIN {tables.kind.key} b'} ON b.row = r.row"
    )


def _select_parts(tables: KindTables) -> str:
    names = ", ".join(f'p."{name}"' for name in ["row", *tables.part_shape.names])
    return (
        f"SELECT {names} FROM {tables.parts.name} p"
        f" JOIN record r ON r.row = p.row JOIN {tables.kind.key} b ON b.row = p.row"
    )


@dataclass(frozen=True, slots=True)
class Writing:
    """A step as rows: what the tables take, ready before the transaction begins."""

    step: tuple[int, str, str, str, bytes]
    ending: tuple[int, ...]
    rows: int
    inserts: tuple[tuple[str, list[tuple[Any, ...]]], ...]


class Writer:
    """Writes the versions of one step."""

    _STEP = "INSERT INTO step (step, label, at, origin, digest) VALUES (?, ?, ?, ?, ?)"
    _END = "UPDATE record SET until = ?, live = 0 WHERE row = ?"
    _HEADER = (
        "INSERT INTO record (row, id, kind, date, since, until, live, cleared, typed, kept, digest, phrase)"
        " VALUES (?, ?, ?, ?, ?, NULL, 1, 0, ?, ?, ?, ?)"
    )

    def __init__(self, database: Database) -> None:
        self._database = database
        self._phrases = Phrases(database)
        self._rows = int(database.rows("SELECT coalesce(max(row), 0) FROM record")[0][0])

    def prepare(self, told: tuple[int, str, str, str], ending: Sequence[int], records: Sequence[Record]) -> Writing:
        """Make the rows of a step: it ends the versions in the rows `ending`, and makes one of each record."""
        headers: list[tuple[Any, ...]] = []
        bodies: dict[str, list[tuple[Any, ...]]] = {}
        parts: dict[str, list[tuple[Any, ...]]] = {}
        digests: list[bytes] = []
        first = self._rows + 1 if records else 0
        held = [(tables := BY_KEY[record.KIND.key], tables.encode(record), record) for record in records]
        phrases, fresh = self._phrases.ready(held)
        for row, (tables, stored, record), phrase in zip(range(first, first + len(held)), held, phrases, strict=True):
            id_ = id_bytes(record.id)
            digest = tables.digest(id_, stored)
            digests.append(digest)
            code = tables.kind.code
            headers.append((row, id_, code, stored.date, told[0], stored.typed, stored.kept, digest, phrase))
            bodies.setdefault(tables.insert, []).append((row, *stored.body))
            if stored.parts:
                lines = parts.setdefault(tables.insert_part, [])
                lines.extend((row, position, *part) for position, part in enumerate(stored.parts))
        inserts = ((self._HEADER, headers), *bodies.items(), *parts.items()) if headers else ()
        inserts = ((INSERT, fresh), *inserts) if fresh else inserts
        step = (*told, step_digest(told, ending, first, digests))
        return Writing(step, tuple(ending), self._rows + len(headers), inserts)

    def write(self, writing: Writing) -> None:
        """Write them; the caller holds the transaction."""
        run = self._database.run
        run(self._STEP, writing.step)
        if writing.ending:
            run(self._END, [(writing.step[0], row) for row in writing.ending])
        for sql, lines in writing.inserts:
            run(sql, lines if len(lines) > 1 else lines[0])

    def written(self, writing: Writing) -> None:
        """The transaction is through: the next step's rows come after these."""
        self._rows = writing.rows
