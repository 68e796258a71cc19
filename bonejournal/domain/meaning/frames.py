"""Explanations: the frameworks of the five documents, in our own words, each with the documents behind it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bonejournal.domain.bone.published import curves
from bonejournal.domain.meaning.tables import Entry, entries
from bonejournal.domain.resources import resource
from bonejournal.domain.typeahead import Index
from bonejournal.domain.words import tr


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table in words: `heads` names its columns, the first cell of each row names the row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FramePart:
    """One card of an explanation: a heading, or none, and texts, points and a table beneath each other."""

    heading: str
    texts: tuple[str, ...]
    points: tuple[str, ...]
    table: Comparison | None


@dataclass(frozen=True, slots=True)
class Explained:
    """One explanation. All its texts are in English, to be shown through `words.tr`.

    home: the key of the page it belongs to. links: the pages at whose foot it is offered. page: the page that shows
    it, where that is one of its own. sources: the keys of its documents; ours: what in it is from none of them.
    """

    id: str
    title: str
    lead: str
    home: str
    links: tuple[str, ...]
    page: str
    names: tuple[str, ...]
    sources: tuple[str, ...]
    ours: tuple[str, ...]
    parts: tuple[FramePart, ...]

    @property
    def place(self) -> tuple[str, str]:
        """The page that shows it, and which one of its kind."""
        return (self.page, "") if self.page else ("explain", self.id)


@cache
def frames() -> Mapping[str, Explained]:
    """All explanations by id, in their order in `targets.toml`; what they say at length is in `frames.toml`."""
    with resource("frames.toml").open("rb") as file:
        parts = tomllib.load(file)["part"]
    return {
        entry["id"]: _explained(entry, [part for part in parts if part["of"] == entry["id"]])
        for entry in entries("frame")
    }


def frames_linked(page: str) -> list[Explained]:
    """Those offered at the foot of a page."""
    return [one for one in frames().values() if page in one.links]


def frames_beside(one: Explained) -> list[Explained]:
    """The others of the same page."""
    return [other for other in frames().values() if other.home == one.home and other.id != one.id]


@cache
def frame_index() -> Index[Explained]:
    """All of them to look through, by title and by the other words for them."""
    return Index(
        (one, (tr(one.title), one.title, *(tr(name) for name in one.names), *one.names)) for one in frames().values()
    )


def _explained(entry: Entry, parts: Sequence[Entry]) -> Explained:
    return Explained(
        entry["id"],
        entry["title"],
        entry["why"],
        entry["home"],
        tuple(entry["links"]),
        entry.get("page", ""),
        tuple(entry["names"]),
        tuple(entry["sources"]),
        tuple(entry["ours"]),
        tuple(map(_part, parts)),
    )


def _part(entry: Entry) -> FramePart:
    return FramePart(
        entry.get("heading", ""),
        tuple(entry.get("texts", ())),
        tuple(curves()[one].why if one in curves() else one for one in entry.get("points", ())),
        Comparison(tuple(entry["heads"]), tuple(map(_row, entry["rows"]))) if "heads" in entry else None,
    )


def _row(row: str | Sequence[str]) -> tuple[str, ...]:
    """A row of a table; a curve's id stands for its title, what it says, and over which time."""
    if isinstance(row, str):
        curve = curves()[row]
        return (curve.title, curve.why, curve.time)
    return tuple(row)
