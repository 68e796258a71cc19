"""Made-up records of every kind, with texts that are hard to write down."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from bonejournal.domain.attachment import digest_of
from bonejournal.domain.bone.density import DxaScan, Site, SiteResult
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.field import Field, Part, Type, fields
from bonejournal.domain.kinds import KINDS
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Kept, Record, Typed, parts_field, problems

PDF = b"%PDF-1.7 made up"
NASTY = (
    "=1+1", "-- x", "@a", "+49 30", "-2.7", "'", "''=1", "'quoted'", '"', '""', "a,b", "a;b", "line\nfeed",
    "car\rriage", "both\r\n", "\tTab", "\r", " leading", "trailing ", "골밀도 검사", "🦴🩻",
    "e\u0301", "\u202eright to left",
    "\u2028", "\x85", "\x0b", "\ufeff", "NaN", "yes", "=cmd|' /C calc'!A0", "\u2212 2", "'\t", "L1-L4",
)  # fmt: skip

texts = st.one_of(
    st.just(""),
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12),
    st.text(alphabet="'=+-@\t\r\n,\" a", max_size=6),
)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


WORDED: dict[str, tuple[str, ...]] = {
    "vertebrae": ("", "L1-L4", "L1+L2+L4", "L2-L4"),
    "schedule": ("", "daily", "daily x2", "mon,thu", "every 6 months", "once", "as needed"),
    "content": ('[{"weight_kg":"62.0"}]', '[{"item":"=1","amount":"1"},{"item":"골밀도, \\"2\\""}]'),
    "media_type": ("application/pdf",),
    "sha256": (digest_of(PDF),),
}
"""Texts that only some words can stand in."""


def value_of(item: Field) -> st.SearchStrategy[Any]:
    found: st.SearchStrategy[Any]
    match item.holds:
        case Type.TEXT:
            found = st.uuids().map(str) if item.refers else texts
            if item.name in WORDED:
                found = st.sampled_from(WORDED[item.name])
            return found.filter(bool) if item.required else st.just("") | found if item.refers else found
        case Type.NUMBER if item.whole:
            low, high = item.hard or (0.0, 0.0)
            found = st.integers(math.ceil(low), math.floor(high)).map(float)
        case Type.PRINTED:
            low, high = item.hard or (0.0, 0.0)
            plain = st.integers(int(low), int(high)).map(Decimal)
            found = plain | st.integers(0, 6).flatmap(lambda places: st.decimals(str(low), str(high), places=places))
        case Type.TIME:
            found = st.builds(dt.time, st.integers(0, 23), st.integers(0, 59))
        case Type.NUMBER:
            low, high = item.hard or (0.0, 0.0)
            places = st.integers(0, 6)
            rounded = st.builds(round, st.floats(low, high), places).filter(lambda found: low <= found <= high)
            found = rounded | st.floats(low, high) | st.sampled_from((low, high))
        case Type.CHOICE:
            found = st.sampled_from(list(item.words or ()))
        case Type.FLAG:
            found = st.booleans()
        case Type.DAY:
            found = days
        case Type.PARTIAL_DAY:
            found = days.flatmap(lambda day: st.sampled_from((4, 7, 10)).map(lambda n: PartialDate(str(day)[:n])))
        case _:
            some = st.lists(made(item.part), min_size=1, max_size=4).map(tuple) if item.part else st.just(())
            return st.integers(0, 9).flatmap(lambda number: st.just(()) if number == 9 else some)
    return found if item.required else st.none() | found


def made(cls: type[Any], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    values = {item.name: value_of(item) for item in fields(cls)}
    if issubclass(cls, Part):
        # What holds nothing is no part: a workout's line without one is a session without sets.
        return st.builds(cls, **values).filter(lambda part: part != cls()).map(ordered)
    given.setdefault("id", st.uuids().map(str))
    return st.builds(cls, **values, **given).map(ordered).filter(lambda record: not problems(record))


def ordered(holder: Any) -> Any:
    """The same with bounds the right way round: what is called low below what is called high."""
    names = {item.name for item in fields(type(holder))}
    for low in [name for name in names if name.endswith("low") and name[:-3] + "high" in names]:
        pair = (getattr(holder, low), getattr(holder, low[:-3] + "high"))
        if None not in pair and pair[0] > pair[1]:
            holder = replace(holder, **{low: pair[1], low[:-3] + "high": pair[0]})
    return holder


def answered(record: Record) -> st.SearchStrategy[Record]:
    """The same record with what was typed and what was kept."""
    paths = [item.name for item in fields(type(record)) if item.holds is not Type.PARTS]
    inside = parts_field(type(record))
    if inside is not None and inside.part is not None:
        first = fields(inside.part)[0].name
        paths += [f"{inside.name}.{place}.{first}" for place in range(len(getattr(record, inside.name)))]
    path = st.sampled_from(paths)
    typed = st.lists(st.builds(Typed, path, texts), max_size=2).map(tuple)
    kept = st.lists(st.builds(Kept, path, texts, texts), max_size=2).map(tuple)
    return st.builds(lambda typed, kept: _with(record, typed, kept), typed, kept)


def _with(record: Record, typed: tuple[Typed, ...], kept: tuple[Kept, ...]) -> Record:
    values = {item.name: getattr(record, item.name) for item in fields(type(record))}
    return type(record)(record.id, typed, kept, **values)


kinds = st.one_of(*(made(kind.record) for kind in KINDS.values() if not kind.record.SINGLETON))
journals = st.tuples(
    st.lists(kinds.flatmap(answered), max_size=5, unique_by=lambda record: record.id),
    st.lists(made(Profile, id=st.just(Profile.SINGLETON)).flatmap(answered), max_size=1),
).map(lambda both: [*both[0], *both[1]])


def scan(**values: Any) -> DxaScan:
    """One scan of a spine, as small as it gets."""
    values.setdefault("date", dt.date(2026, 3, 14))
    values.setdefault("sites", (SiteResult(site=Site.LUMBAR_SPINE, bmd_g_cm2=0.826, t_score=-2.0),))
    return DxaScan(**values)


def each_of(records: Iterable[Record]) -> Callable[[type[Record]], list[Record]]:
    """What an export asks for records, as a journal gives them."""
    held = sorted(records, key=lambda record: (record.day or dt.date.min, record.id))
    return lambda cls: [record for record in held if type(record) is cls]
