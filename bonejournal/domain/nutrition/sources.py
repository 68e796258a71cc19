"""Where nutrients come from: what the documents say holds each of them, in our words, and what we add."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from bonejournal.domain.resources import resource


@dataclass(frozen=True, slots=True)
class NutrientSource:
    """A nutrient: what it does, the foods that hold it, and the keys of the documents that say so.

    target: the id of the target that asks for it, "" for none. ours: what is not from the documents.
    """

    name: str
    target: str
    foods: tuple[str, ...]
    why: str
    ours: str
    sources: tuple[str, ...]


@cache
def nutrient_sources() -> tuple[NutrientSource, ...]:
    """All of them, those first that are to be raised first."""
    with resource("nutrient_sources.toml").open("rb") as file:
        entries = tomllib.load(file)["source"]
    return tuple(
        NutrientSource(
            entry["name"], entry["target"], tuple(entry["foods"]), entry["why"], entry["ours"], tuple(entry["sources"])
        )
        for entry in entries
    )
