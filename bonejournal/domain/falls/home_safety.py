"""Going through a home for what makes falls less likely: the list as data, and the ticks as one line of result."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from bonejournal.domain.meaning.targets import load_sources
from bonejournal.domain.resources import resource
from bonejournal.domain.words import tr


@dataclass(frozen=True, slots=True)
class HomePoint:
    """One thing to look at, and its few words in a result; both to be shown through `words.tr`."""

    text: str
    brief: str


@dataclass(frozen=True, slots=True)
class Room:
    """What is looked at in one place."""

    name: str
    points: tuple[HomePoint, ...]


@cache
def rooms() -> tuple[Room, ...]:
    """The list, in the order one walks through a home."""
    return tuple(
        Room(room["name"], tuple(HomePoint(point["text"], point["brief"]) for point in room["points"]))
        for room in _held()["room"]
    )


@cache
def points() -> tuple[HomePoint, ...]:
    """All points, in their order."""
    return tuple(point for room in rooms() for point in room.points)


def source_title() -> str:
    """Where the list comes from."""
    return next(tr(source.title) for source in load_sources() if source.key == _held()["source"])


@cache
def _held() -> dict[str, Any]:
    with resource("home_safety.toml").open("rb") as file:
        return tomllib.load(file)


def result_of(ticked: Collection[str]) -> str:
    """The result of a walk through the home; `ticked` are the `brief` words of what is in order. "" for no tick."""
    if not ticked:
        return ""
    left = [tr(point.brief) for point in points() if point.brief not in ticked]
    count = {"done": len(points()) - len(left), "all": len(points())}
    if not left:
        return tr("All {all} points in order.", **count)
    return tr("{done} of {all} in order; still: {left}.", **count, left=", ".join(left))


def ticked_in(result: str) -> frozenset[str]:
    """The points a result says are in order; none where it is in other words than `result_of`."""
    everything = frozenset(point.brief for point in points())
    left = frozenset(point.brief for point in points() if _names(result, tr(point.brief)))
    ticked = everything - left
    return ticked if result_of(ticked) == result.strip() and ticked else frozenset()


def _names(result: str, brief: str) -> bool:
    _, _, named = result.strip().rstrip(".").rpartition(": ")
    return brief in named.split(", ")
