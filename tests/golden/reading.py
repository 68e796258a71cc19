"""Reads a folder of CSV files into records, apart from the program's own reading of them."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.field import Part, Type, fields
from bonejournal.domain.kinds import KINDS
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Named, Record, parts_field
from bonejournal.domain.snapshot import Snapshot

KEPT_APART = {"attachments", "templates"}
"""Kinds that no rule looks at."""


def rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(cls: type[Record] | type[Part], row: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in fields(cls):
        text = row.get(item.name, "")
        if text == "" or item.holds is Type.PARTS:
            continue
        match item.holds:
            case Type.NUMBER:
                found[item.name] = float(text)
            case Type.PRINTED:
                found[item.name] = Decimal(text)
            case Type.CHOICE:
                assert item.words is not None
                found[item.name] = item.words(text)
            case Type.FLAG:
                found[item.name] = {"yes": True, "no": False}[text]
            case Type.DAY:
                found[item.name] = dt.date.fromisoformat(text)
            case Type.TIME:
                found[item.name] = dt.time.fromisoformat(text)
            case Type.PARTIAL_DAY:
                found[item.name] = PartialDate(text)
            case _:
                found[item.name] = text
    return found


def records(folder: Path) -> Iterator[Record]:
    for key, kind in KINDS.items():
        if key in KEPT_APART:
            continue
        cls, holder = kind.record, parts_field(kind.record)
        parts: dict[str, list[Part]] = {}
        firsts: dict[str, dict[str, str]] = {}
        for position, row in enumerate(rows(folder / f"{key}.csv")):
            id_ = row.get("id") or str(position)
            firsts.setdefault(id_, row)
            if holder is not None and holder.part is not None:
                made = values(holder.part, row)
                parts.setdefault(id_, []).extend([holder.part(**made)] if made else [])
        for id_, row in firsts.items():
            given = values(cls, row)
            if holder is not None:
                given[holder.name] = tuple(parts[id_])
            if issubclass(cls, Named):
                yield cls(**{**given, cls.NAMED: row[cls.COLUMN]})
            else:
                yield cls(id=Profile.SINGLETON if cls is Profile else id_, **given)


def snapshot(folder: Path, on: dt.date) -> Snapshot:
    held: dict[str, tuple[Record, ...]] = {}
    found = [record for record in records(folder) if record.KIND.ahead or record.day is None or record.day <= on]
    for kind in KINDS:
        of_kind = [record for record in found if record.KIND.key == kind]
        held[kind] = tuple(sorted(of_kind, key=lambda record: (record.day or dt.date.min, record.id)))
    return Snapshot(on, held)
