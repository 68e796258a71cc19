"""Published ranges that stand beside her own numbers: loss after menopause, yearly rates, gains under treatment.

They say what was found in groups of women. None is a forecast for one of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bonejournal.domain.bone.density import Site
from bonejournal.domain.resources import resource
from bonejournal.domain.words import mark

HIPS = frozenset({Site.TOTAL_HIP, Site.FEMORAL_NECK})


@dataclass(frozen=True, slots=True)
class Published:
    """A range of percent with its name, and the keys of the sources it is from; `time` says how long it took."""

    id: str
    name: str
    low: float
    high: float
    sources: tuple[str, ...]
    time: str = ""
    does: str = ""


@dataclass(frozen=True, slots=True)
class LossSpan:
    """Loss in percent a year up to so many years after the last period, None for all that follow."""

    to: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Loss:
    """A range of loss over the years since the last period. It begins `since` years after it, None for any time."""

    id: str
    name: str
    sources: tuple[str, ...]
    spans: tuple[LossSpan, ...]
    since: float | None = None


@cache
def _held() -> Mapping[str, Any]:
    with resource("published.toml").open("rb") as file:
        return tomllib.load(file)


def rates() -> tuple[Published, ...]:
    """Rates the documents name, in percent a year; a loss is below zero."""
    return tuple(_published(entry) for entry in _held()["rate"])


def responses() -> tuple[Published, ...]:
    """What was found with lifestyle, exercise, medication and both, in percent."""
    return tuple(_published(entry) for entry in _held()["response"])


def _published(entry: Mapping[str, Any]) -> Published:
    return Published(
        entry["id"], entry["name"], entry["low"], entry["high"], _keys(entry), entry.get("time", ""),
        entry.get("does", ""),
    )  # fmt: skip


def usual_loss(site: Site) -> Loss | None:
    """The usual range of loss without treatment at a site, None where none is known."""
    column = "spine" if site is Site.LUMBAR_SPINE else "hip" if site in HIPS else ""
    if not column:
        return None
    held = _held()["usual"]
    spans = tuple(LossSpan(row.get("to"), *row[column]) for row in held["rows"])
    return Loss("loss", mark("usual range of loss without treatment"), _keys(held), spans)


def document_losses() -> tuple[Loss, ...]:
    """The documents' figures of loss after menopause."""
    found = []
    for entry in _held()["curve"]:
        if "total" in entry:
            first, last = entry["years"]
            yearly = [100 * (1 - (1 - entry["total"] / 100) ** (1 / years)) for years in (last, first)]
            spans: tuple[LossSpan, ...] = (LossSpan(first, *yearly), LossSpan(last, yearly[0], 0))
        else:
            spans = tuple(LossSpan(span.get("to"), span["low"], span["high"]) for span in entry["spans"])
        found.append(Loss(entry["id"], entry["name"], _keys(entry), spans, 0))
    return tuple(found)


def _keys(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(entry["source"].split(", "))
