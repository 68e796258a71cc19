"""Tables that follow from the record fields, and what stands in their columns.

`step` says what was done, `record` is one row per version of a record, each kind has a body table, and each kind
with parts a child table by (row, pos). A record's day stands in `record.date`; all else in the body, and the day too
where it is less than a day (a date known to the month) or not the first thing said of a record.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.field import Field, Part, Type, as_printed, fields
from bonejournal.domain.kinds import KINDS
from bonejournal.domain.record import Dated, Kept, Kind, Record, Typed, parts_field

metadata = sa.MetaData()

step = sa.Table(
    "step",
    metadata,
    sa.Column("step", sa.Integer, primary_key=True),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("digest", sa.BLOB, nullable=False),
    sqlite_strict=True,
)
phrase = sa.Table(
    "phrase",
    metadata,
    sa.Column("phrase", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Integer, nullable=False),
    sa.Column("mark", sa.BLOB, nullable=False, unique=True),
    sa.Column("said", sa.Text, nullable=False),
    sa.Column("digest", sa.BLOB, nullable=False),
    sqlite_strict=True,
)
"""What records can be found by, once for all that say the same; `mark` is told by what they say it with."""
record = sa.Table(
    "record",
    metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("id", sa.BLOB, sa.CheckConstraint("length(id) = 16"), nullable=False),
    sa.Column("kind", sa.Integer, nullable=False),
    sa.Column("date", sa.Text, sa.CheckConstraint("date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'")),
    sa.Column("since", sa.Integer, sa.ForeignKey("step.step"), nullable=False),
    sa.Column("until", sa.Integer, sa.ForeignKey("step.step")),
    sa.Column("live", sa.Integer, sa.CheckConstraint("live = (until IS NULL)"), nullable=False),
    sa.Column("cleared", sa.Integer, sa.CheckConstraint("cleared IN (0, 1)"), nullable=False),
    sa.Column("typed", sa.Text, nullable=False),
    sa.Column("kept", sa.Text, nullable=False),
    sa.Column("digest", sa.BLOB, nullable=False),
    sa.Column("phrase", sa.Integer, sa.ForeignKey("phrase.phrase")),
    sa.Index("record_live_id", "id", unique=True, sqlite_where=sa.text("live = 1")),
    sa.Index("record_live_kind", "kind", "date", "phrase", sqlite_where=sa.text("live = 1")),
    sa.Index("record_live_day", "date", "kind", "phrase", sqlite_where=sa.text("live = 1")),
    sa.Index("record_phrase", "phrase", "live", "date"),
    sa.Index("record_id", "id"),
    sa.Index("record_since", "since"),
    sa.Index("record_until", "until", sqlite_where=sa.text("until IS NOT NULL")),
    sa.Index("record_cleared", "cleared", sqlite_where=sa.text("cleared = 1")),
    sqlite_strict=True,
)
draft = sa.Table(
    "draft",
    metadata,
    sa.Column("draft", sa.Integer, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("texts", sa.Text, nullable=False),
    sa.Column("digest", sa.BLOB, nullable=False),
    sqlite_autoincrement=True,  # its sequence tells a file from a copy made before a draft came and went
    sqlite_strict=True,
)
content = sa.Table(
    "content",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("bytes", sa.BLOB, nullable=False),
    sqlite_strict=True,
)
"""The bytes of attachments, once each whatever points to them."""

FINITE = 'abs("{name}") < 9e99'
_ID_BYTES = 16
_JSON = json.JSONEncoder(check_circular=False).encode
_quoted: Callable[[str], str] = json.encoder.encode_basestring_ascii
_WRITE: dict[type, Callable[[Any], str]] = {str: _quoted, float: float.__repr__, int: int.__repr__}
"""What stands in columns, as JSON writes it: a record's own digest is made often enough to be made without it."""


def _column(item: Field) -> sa.Column[Any]:
    match item.holds:
        case Type.TEXT:
            return sa.Column(item.name, sa.Text, nullable=False)
        case Type.NUMBER:
            return sa.Column(item.name, sa.REAL, sa.CheckConstraint(FINITE.format(name=item.name)))
        case Type.FLAG:
            return sa.Column(item.name, sa.Integer, sa.CheckConstraint(f"{item.name} IN (0, 1)"))
        case Type.CHOICE | Type.DAY | Type.PARTIAL_DAY | Type.TIME | Type.PRINTED:
            return sa.Column(item.name, sa.Text)
        case Type.PARTS:
            raise ValueError("parts have a table of their own")


def _encode(item: Field) -> Callable[[Any], Any] | None:
    match item.holds:
        case Type.CHOICE | Type.PARTIAL_DAY | Type.DAY:
            return lambda value: None if value is None else str(value)
        case Type.TIME:
            return lambda value: None if value is None else value.isoformat("minutes")
        case Type.PRINTED:
            return lambda value: None if value is None else as_printed(value)
        case Type.FLAG:
            return lambda value: None if value is None else int(value)
        case Type.NUMBER:  # as it is read back: SQLite keeps neither the int nor the sign of zero
            return lambda value: None if value is None else float(value) + 0.0
        case _:
            return None


def _decode(item: Field) -> Callable[[Any], Any] | None:
    match item.holds:
        case Type.CHOICE:
            words = item.words
            if words is None:
                raise ValueError(f"{item.name} has no words")
            known: dict[str | None, Any] = {str(word): word for word in words}
            known[None] = None
            return known.__getitem__
        case Type.PARTIAL_DAY:
            return lambda value: None if value is None else PartialDate(value)
        case Type.DAY:
            return lambda value: None if value is None else dt.date.fromisoformat(value)
        case Type.TIME:
            return lambda value: None if value is None else dt.time.fromisoformat(value)
        case Type.PRINTED:
            return lambda value: None if value is None else Decimal(value)
        case Type.FLAG:
            return lambda value: None if value is None else bool(value)
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as its columns: everything but row, step numbers and id."""

    date: str | None
    typed: str
    kept: str
    body: tuple[Any, ...]
    parts: tuple[tuple[Any, ...], ...]


class Shape:
    """How records of one kind, or parts of one class, become rows and come back."""

    def __init__(self, cls: type[Record] | type[Part], leave_out: frozenset[str]) -> None:
        self.cls = cls
        self.items = [item for item in fields(cls) if item.name not in leave_out]
        self.names = [item.name for item in self.items]
        self._heads = [f"[{_quoted(name)}, " for name in self.names]
        getter = attrgetter(*self.names)
        self._get: Callable[[Any], tuple[Any, ...]] = getter if len(self.names) > 1 else lambda held: (getter(held),)
        self._into = [(i, code) for i, item in enumerate(self.items) if (code := _encode(item))]
        self._out_of = [(i, code) for i, item in enumerate(self.items) if (code := _decode(item))]

    def columns(self) -> list[sa.Column[Any]]:
        """The columns of the fields."""
        return [_column(item) for item in self.items]

    def encode(self, held: Record | Part) -> tuple[Any, ...]:
        """The values of one record or part as SQL takes them."""
        values = list(self._get(held))
        for index, code in self._into:
            values[index] = code(values[index])
        return tuple(values)

    def said(self, row: Sequence[Any]) -> str:
        """What stands in a row, as JSON would write its pairs of name and value; what is not recorded is left out."""
        heads, write = self._heads, _WRITE
        pairs = zip(heads, row, strict=True)
        said = ", ".join([f"{head}{write[type(value)](value)}]" for head, value in pairs if value is not None])
        return f"[{said}]"

    def decode(self, row: Sequence[Any]) -> list[Any]:
        """The values of one row as the dataclass takes them."""
        values = list(row)
        for index, code in self._out_of:
            values[index] = code(values[index])
        return values


class KindTables:
    """The tables of one kind, its statements built once, and its records to and from rows."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.dated = issubclass(kind.record, Dated)
        self.part = parts_field(kind.record)
        elsewhere = ({"date"} if self.dated else set()) | ({self.part.name} if self.part else set())
        self.shape = Shape(kind.record, frozenset(elsewhere))
        owner = sa.Column("row", sa.Integer, sa.ForeignKey("record.row", ondelete="CASCADE"), primary_key=True)
        found = [
            sa.Index(f"{kind.key}_{item.name}", *_looked_up(kind, item), sqlite_where=sa.text(f"{item.name} <> ''"))
            for item in self.shape.items
            if item.refers
        ]
        self.body = sa.Table(kind.key, metadata, owner, *self.shape.columns(), *found, sqlite_strict=True)
        self.insert = _insert(kind.key, ["row", *self.shape.names])
        rare = kind.recent is None
        self._telling = _telling(self.shape, all_of=rare)
        order = [item.name for item in fields(kind.record)]
        self._part_at = order.index(self.part.name) if self.part else -1
        if self.part is None or self.part.part is None:
            return
        self.part_class = self.part.part
        self.part_shape = Shape(self.part_class, frozenset())
        self._part_telling = _telling(self.part_shape, all_of=rare)
        part_name = f"{kind.key}_{self.part.name}"
        self.parts = sa.Table(
            part_name,
            metadata,
            sa.Column("row", sa.Integer, sa.ForeignKey(f"{kind.key}.row", ondelete="CASCADE"), primary_key=True),
            sa.Column("pos", sa.Integer, primary_key=True),
            *self.part_shape.columns(),
            sqlite_strict=True,
            sqlite_with_rowid=False,
        )
        self.insert_part = _insert(part_name, ["row", "pos", *self.part_shape.names])

    def encode(self, held: Record) -> Stored:
        """One record as its columns."""
        found = held.day
        parts: tuple[tuple[Any, ...], ...] = ()
        if self.part is not None:
            parts = tuple(self.part_shape.encode(part) for part in getattr(held, self.part.name))
        return Stored(
            found.isoformat() if found else None,
            json.dumps(held.typed) if held.typed else "[]",
            json.dumps(held.kept) if held.kept else "[]",
            self.shape.encode(held),
            parts,
        )

    def decode(self, id_: bytes, stored: Stored) -> Record:
        """The record that `encode` made the columns of."""
        values = self.shape.decode(stored.body)
        if self.part is not None:
            made = tuple(self.part_class(*self.part_shape.decode(row)) for row in stored.parts)
            values.insert(self._part_at - (1 if self.dated else 0), made)
        if self.dated:
            values.insert(0, dt.date.fromisoformat(stored.date or ""))
        typed = tuple(Typed(*pair) for pair in json.loads(stored.typed)) if stored.typed != "[]" else ()
        kept = tuple(Kept(*triple) for triple in json.loads(stored.kept)) if stored.kept != "[]" else ()
        return self.kind.record(id_text(id_), typed, kept, *values)

    def telling(self, stored: Stored) -> tuple[Any, ...]:
        """The columns that what a record can be found by follows from; records that agree in them say the same."""
        if self.part is None:
            return (self.kind.code, *self._telling(stored.body))
        return (self.kind.code, *self._telling(stored.body), *map(self._part_telling, stored.parts))

    def digest(self, id_: bytes, stored: Stored) -> bytes:
        """Changes with anything recorded; a column that is added later and empty changes nothing."""
        head = f'[{self.kind.code}, "{id_.hex()}", {_quoted(stored.date) if stored.date else "null"}, '
        parts = "".join([f", {self.part_shape.said(row)}" for row in stored.parts])
        said = f"{head}{_quoted(stored.typed)}, {_quoted(stored.kept)}, {self.shape.said(stored.body)}{parts}]"
        return hashlib.blake2b(said.encode(), digest_size=8).digest()


def phrase_digest(kind: int, mark: bytes, said: str) -> bytes:
    """Changes with anything in a phrase."""
    return _digest([kind, mark.hex(), said])


def step_digest(told: tuple[int, str, str, str], ended: Sequence[int], first: int, made: Sequence[bytes]) -> bytes:
    """Changes with what is told of a step, and with the versions it ended and made (rows from `first` on)."""
    return _digest([*told, sorted(ended), first, b"".join(made).hex()])


def draft_digest(key: str, at: str, texts: str) -> bytes:
    """Changes with anything in a draft."""
    return _digest([key, at, texts])


def _digest(said: list[Any]) -> bytes:
    """Eight bytes for what JSON says of some values; JSON, because it is the same in every version of Python."""
    return hashlib.blake2b(_JSON(said).encode(), digest_size=8).digest()


def id_bytes(id_: str) -> bytes:
    """An id as the file holds it. Raises ValueError where it is not written as ids are."""
    found = bytes.fromhex(id_.replace("-", ""))
    if len(found) != _ID_BYTES or id_text(found) != id_:
        raise ValueError("an id is written in lower case with four hyphens")
    return found


def id_text(id_: bytes) -> str:
    """An id as Python holds it."""
    said = id_.hex()
    return f"{said[:8]}-{said[8:12]}-{said[12:16]}-{said[16:20]}-{said[20:]}"


def _telling(shape: Shape, *, all_of: bool) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """What picks the columns of a row that are read aloud: texts, words and what stands in lists, or `all_of` them."""
    heard = (Type.TEXT, Type.CHOICE, Type.PRINTED)
    places = [
        place
        for place, item in enumerate(shape.items)
        if all_of or ((item.holds in heard or item.listed) and not item.refers)
    ]
    return lambda row: tuple([row[place] for place in places])


def _looked_up(kind: Kind, item: Field) -> list[str]:
    """The columns of the index that leads from a referring field to its records, by day where the latest is asked."""
    recent = kind.recent
    return [item.name, *filter(None, ("date", recent.only))] if recent and recent.per == item.name else [item.name]


def _insert(table: str, names: Sequence[str]) -> str:
    columns = ", ".join(f'"{name}"' for name in names)  # quoted: a set counts in a field called set
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(names))})"


BY_CODE: dict[int, KindTables] = {kind.code: KindTables(kind) for kind in sorted(KINDS.values(), key=lambda k: k.code)}
BY_KEY: dict[str, KindTables] = {tables.kind.key: tables for tables in BY_CODE.values()}
