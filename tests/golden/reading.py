"""Reads a folder of CSV files into records, as small as the golden journals need it."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.density import DxaScan, SiteResult
from bonejournal.domain.field import Part, Type, field_of
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import KINDS, Record
from bonejournal.domain.snapshot import Snapshot


def rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(cls: type[Record] | type[Part], row: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, text in row.items():
        try:
            item = field_of(cls, name)
        except KeyError:
            continue
        if text == "" or item.holds is Type.PARTS:
            continue
        match item.holds:
            case Type.NUMBER:
                found[name] = float(text)
            case Type.CHOICE:
                assert item.words is not None
                found[name] = item.words(text)
            case Type.FLAG:
                found[name] = {"yes": True, "no": False}[text]
            case Type.DAY:
                found[name] = dt.date.fromisoformat(text)
            case Type.PARTIAL_DAY:
                found[name] = PartialDate(text)
            case _:
                found[name] = text
    return found


def records(folder: Path) -> Iterator[Record]:
    for row in rows(folder / "profile.csv"):
        yield Profile(id=Profile.SINGLETON, **values(Profile, row))
    scans: dict[str, DxaScan] = {}
    sites: dict[str, list[SiteResult]] = {}
    for row in rows(folder / "dxa.csv"):
        sites.setdefault(row["id"], []).append(SiteResult(**values(SiteResult, row)))
        scans.setdefault(row["id"], DxaScan(id=row["id"], **values(DxaScan, row)))
    for id_, scan in scans.items():
        given = {name: getattr(scan, name) for name in ("date", "facility", "make", "model", "serial", "software")}
        yield DxaScan(id=id_, **given, notes=scan.notes, sites=tuple(sites[id_]))
    for row in rows(folder / "body.csv"):
        yield BodyMeasure(id=row["id"], **values(BodyMeasure, row))


def snapshot(folder: Path, on: dt.date) -> Snapshot:
    held: dict[str, tuple[Record, ...]] = {}
    found = [record for record in records(folder) if record.day is None or record.day <= on]
    for kind in KINDS:
        of_kind = [record for record in found if record.KIND.key == kind]
        held[kind] = tuple(sorted(of_kind, key=lambda record: (record.day or dt.date.min, record.id)))
    return Snapshot(on, held)
