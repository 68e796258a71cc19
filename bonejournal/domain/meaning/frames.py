"""Explanations: the frameworks of the five documents, in our own words, each with the documents behind it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

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
    """All explanations by id, in the order of `frames.toml`."""
    with resource("frames.toml").open("rb") as file:
        return {entry["id"]: _explained(entry) for entry in tomllib.load(file)["frame"]}


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


def _explained(entry: Mapping[str, Any]) -> Explained:
    return Explained(
        entry["id"],
        entry["title"],
        entry["lead"],
        entry["home"],
        tuple(entry["links"]),
        entry.get("page", ""),
        tuple(entry["names"]),
        tuple(entry["sources"]),
        tuple(entry["ours"]),
        tuple(map(_part, entry.get("part", ()))),
    )


def _part(entry: Mapping[str, Any]) -> FramePart:
    return FramePart(
        entry.get("heading", ""),
        tuple(entry.get("texts", ())),
        tuple(entry.get("points", ())),
        Comparison(tuple(entry["heads"]), tuple(map(tuple, entry["rows"]))) if "heads" in entry else None,
    )
