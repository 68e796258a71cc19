"""One file of the CSV bundle for each kind of record; its columns follow from the record's fields.

The columns are the record's own fields, then those of its part, then the notes. The id goes first, except for a kind
that has a single record, or whose records are known by a name: that stands in the place of the id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from bonejournal.domain.field import Field, Part, field_of, fields
from bonejournal.domain.kinds import KINDS
from bonejournal.domain.record import Kind, Named, Record, id_named, parts_field
from bonejournal.exchange.cells import guarded, read_cell, write_cell

ORIGINALS = "originals.csv"
ORIGINALS_COLUMNS = ("record_id", "field", "text")
KEPT = "kept_answers.csv"
KEPT_COLUMNS = ("record_id", "field", "question", "value")
OF_ANY_KIND = {ORIGINALS: ORIGINALS_COLUMNS, KEPT: KEPT_COLUMNS}
"""The columns of the files that are of no kind: they tell of records of all kinds."""
_IN_ANY_FILE = {"id", "key", "date", "source", "notes", "name", "text"}
"""Columns that tell nothing of what a file is about."""
_TELLING_OF_SINGLE = 4
"""Columns that make a file the one of a single record: "name" and "notes" stand in many a stranger's file."""
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The file of one kind: which columns it has, and how records become rows and come back."""

    kind: Kind
    own: tuple[Field, ...]
    part: Field | None
    of_part: tuple[Field, ...]

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.kind.key}.csv"

    @property
    def single(self) -> bool:
        """Whether there is only one record of this kind."""
        return bool(self.kind.record.SINGLETON)

    @property
    def part_class(self) -> type[Part] | None:
        """What the rows of one record are."""
        return self.part.part if self.part else None

    @property
    def named(self) -> type[Named] | None:
        """The kind's class where its records are known by a name."""
        return self.kind.record if issubclass(self.kind.record, Named) else None

    def column(self, item: Field) -> str:
        """The column of a field: its own name, but for the one that stands in the place of the id."""
        return self.named.COLUMN if self.named and item.name == self.named.NAMED else item.name

    @property
    def id_column(self) -> str:
        """The column that tells the records apart, "" where there is only one."""
        return "" if self.single else self.named.COLUMN if self.named else "id"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names in the header row."""
        names = [self.column(item) for item in self.own if item.name != "notes"]
        names += [item.name for item in self.of_part]
        names += [item.name for item in self.own if item.name == "notes"]
        return tuple(names) if self.single or self.named else ("id", *names)

    @property
    def required(self) -> frozenset[str]:
        """Columns without which a file of this kind can say nothing."""
        return frozenset(self.column(item) for item in (*self.own, *self.of_part) if item.required)

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a header row is this kind's: it has what is required and says something, and most is known."""
        known = set(header) & set(self.columns)
        telling = known - _IN_ANY_FILE
        enough = len(telling) >= (_TELLING_OF_SINGLE if self.single else 1)
        return enough and self.required <= known and 2 * len(known) > len(set(header))

    def rows(self, record: Record) -> Iterator[list[str]]:
        """A record's rows: one for each part, the notes on the first."""
        own = {self.column(item): write_cell(item, getattr(record, item.name)) for item in self.own}
        own.setdefault("id", record.id)
        parts: Sequence[Part | None] = (getattr(record, self.part.name) if self.part else ()) or (None,)
        for position, part in enumerate(parts):
            cells = dict(own)
            if part is not None:
                cells.update({item.name: write_cell(item, getattr(part, item.name)) for item in self.of_part})
            if position and "notes" in cells:
                cells["notes"] = ""
            yield [cells.get(name, "") for name in self.columns]

    def values(self, cells: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
        """What a row says of the record and of its part, by field. Raises CellError."""
        return (
            {item.name: read_cell(item, cells[self.column(item)]) for item in self.own if self.column(item) in cells},
            {item.name: read_cell(item, cells[item.name]) for item in self.of_part if item.name in cells},
        )

    def id_of(self, said: str, own: dict[str, Any]) -> str:
        """The id of a record that a file calls `said`: a UUID as it is, any other text always the same UUID, and
        without one the UUID of what the record's own fields say.
        """
        if self.single:
            return self.kind.record.SINGLETON
        if self.named:
            return id_named(f"{self.kind.key}:{own.get(self.named.NAMED, said)}")
        if as_uuid := uuid_in(said):
            return as_uuid
        if said:
            return id_named(f"{self.kind.key}:{said}")
        content = [
            write_cell(item, own.get(item.name)) for item in self.own if not (self.part and item.name == "notes")
        ]
        return id_named("\x1f".join([self.kind.key, "", *content]))


@cache
def sheets() -> dict[str, Sheet]:
    """The file of every kind, by its name, in the order the kinds are numbered."""
    made = []
    for kind in sorted(KINDS.values(), key=lambda kind: kind.code):
        part = parts_field(kind.record)
        inside = fields(part.part) if part and part.part else ()
        own = tuple(item for item in fields(kind.record) if item is not part)
        made.append(Sheet(kind, own, part, inside))
    return {sheet.file: sheet for sheet in made}


def uuid_in(said: str) -> str:
    """The UUID that a cell holds, "" where it is none."""
    low = said.lower()
    return low if _UUID.fullmatch(low) else ""


def id_meant(item: Field, said: str, called: Mapping[str, Sequence[str]]) -> str:
    """The id that a reference in a file means: a UUID as it is, else what the file calls the record it refers to.

    called: the ids of the records read so far, by what the file calls them; only for a reference to any kind.
    """
    said = said.strip()
    if not said or uuid_in(said):
        return uuid_in(said)
    if item.refers != "*":
        return id_named(f"{item.refers}:{said}")
    ids = called.get(said, ())
    return ids[0] if len(ids) == 1 else said


def originals_rows(record: Record) -> Iterator[list[str]]:
    """What was typed where a value was converted, as rows."""
    for typed in record.typed:
        yield [record.id, guarded(typed.field), guarded(typed.text)]


def kept_rows(record: Record) -> Iterator[list[str]]:
    """The questions she answered with "keep", as rows."""
    for kept in record.kept:
        yield [record.id, guarded(kept.field), guarded(kept.question), guarded(kept.value)]


def at(record: Record, path: str) -> Any:
    """The value at a path such as "sites.0.bmd_g_cm2". Raises KeyError where a record has no such field."""
    name, _, inside = path.partition(".")
    item = field_of(type(record), name)
    value = getattr(record, name)
    if item.part is None:
        if inside:
            raise KeyError(path)
        return value
    index, _, inner = inside.partition(".")
    if not re.fullmatch("[0-9]{1,6}", index) or int(index) >= len(value):
        raise KeyError(path)
    part = cast(Part, value[int(index)])
    return getattr(part, field_of(type(part), inner).name)
