"""Published ranges that stand beside her own numbers: loss after menopause, yearly rates, gains under treatment.

They say what was found in groups of women. None is a forecast for one of them. They are the curves of `targets.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from bonejournal.domain.bone.density import Site
from bonejournal.domain.meaning.tables import Entry, entries

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


@dataclass(frozen=True, slots=True)
class Curve:
    """One of them in words, for pages of text. All is in English, to be shown through `words.tr`.

    ours: what about it is not from the five documents.
    """

    id: str
    title: str
    why: str
    time: str
    sources: tuple[str, ...]
    ours: tuple[str, ...]


@cache
def curves() -> dict[str, Curve]:
    """All of them by id, in the order of the file."""
    return {
        entry["id"]: Curve(
            entry["id"],
            entry["title"],
            entry["why"],
            entry.get("time", ""),
            tuple(entry["sources"]),
            tuple(part["what"] for part in entry.get("ours", ())),
        )
        for entry in entries("curve")
    }


def rates() -> tuple[Published, ...]:
    """Rates the documents name, in percent a year; a loss is below zero."""
    return tuple(map(_published, _shown("rates")))


def responses() -> tuple[Published, ...]:
    """What was found with lifestyle, exercise, medication and both, in percent."""
    return tuple(map(_published, _shown("responses")))


def window_years() -> tuple[int, int]:
    """How many years after menopause are the ones that matter most, and how many of them the very first."""
    first, whole = sorted(entry["years"][1] for entry in _shown("window"))
    return whole, first


def usual_loss(site: Site) -> Loss | None:
    """The usual range of loss without treatment at a site, None where none is known."""
    column = "spine" if site is Site.LUMBAR_SPINE else "hip" if site in HIPS else ""
    if not column:
        return None
    held = _curve("curve.usual")
    spans = tuple(LossSpan(_years(row.get("to")), *map(float, row[column])) for row in held["spans"])
    return Loss(held["id"], held["drawn"], tuple(part["source"] for part in held["ours"]), spans)


def document_losses() -> tuple[Loss, ...]:
    """The documents' figures of loss after menopause."""
    return tuple(
        Loss(entry["id"], entry["drawn"], tuple(entry["sources"]), tuple(_spans(entry)), 0)
        for entry in _shown("losses")
        if "years" in entry
    )


def _spans(entry: Entry) -> Iterator[LossSpan]:
    """A rate over its years and what holds after them; a sum over the fewest and the most years it may have taken."""
    first, last = entry["years"]
    if entry["unit"] == "%":
        share = -float(entry["low"]) / 100
        slow, fast = (100 * (1 - (1 - share) ** (1 / years)) for years in (last, first))
        yield LossSpan(first, slow, fast)
        yield LossSpan(last, slow, 0)
        return
    for years, held in ((last, entry), (None, _curve(entry["then"]))):
        yield LossSpan(years, -float(held["high"]), -float(held["low"]))


def _shown(where: str) -> Iterable[Entry]:
    return (entry for entry in entries("curve") if where in entry["shown"])


def _curve(id_: str) -> Entry:
    return next(entry for entry in entries("curve") if entry["id"] == id_)


def _published(entry: Entry) -> Published:
    return Published(
        entry["id"], entry["title"], float(entry["low"]), float(entry["high"]), tuple(entry["sources"]),
        entry.get("time", ""),
    )  # fmt: skip


def _years(value: int | None) -> float | None:
    return None if value is None else float(value)
