"""Tests of strength, balance and gait: how each is done safely, and the published limit a result is read against.

The texts and limits are data (`function_tests.toml`), each with its source; a limit is never a verdict about her.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from bonejournal.domain.falls.events import FunctionTest, FunctionTestKind
from bonejournal.domain.meaning.targets import load_sources
from bonejournal.domain.profile import Profile, Sex, age
from bonejournal.domain.resources import resource
from bonejournal.domain.words import exact, mark, number, tr

_SIDES = {
    "below": mark("worth talking about below {limit}"),
    "from": mark("worth talking about from {limit} on"),
    "above": mark("worth talking about above {limit}"),
    "to": mark("worth talking about at {limit} and below"),
}
_KINDS = {str(kind): kind for kind in FunctionTestKind}


@dataclass(frozen=True, slots=True)
class Limit:
    """A published limit: for women, for men (None where it has none for them), within the `ages` in years."""

    women: Decimal | None
    men: Decimal | None
    ages: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """How a test is done: what it needs, its steps, what is usual, and its limits. Texts are shown through `words.tr`.

    side: on which side of the limit a result is worth talking about ("below", "from", "above", "to"; "" where no
    limit is known). source: the key of the document that limits or method are from.
    """

    test: FunctionTestKind
    need: str
    steps: tuple[str, ...]
    usual: str
    side: str
    limits: tuple[Limit, ...]
    source: str

    @property
    def source_title(self) -> str:
        """The title of its source."""
        return next(tr(source.title) for source in load_sources() if source.key == self.source)

    @property
    def short_source(self) -> str:
        """The source in a word, as it stands in a chart."""
        return self.source_title.removeprefix("CDC ").split(",")[0]


@dataclass(frozen=True, slots=True)
class CutOff:
    """The limit she reads a result against, in the test's unit, with the ages it is for.

    hers: whether she is of these ages; a younger woman sees the first limit there is, and is not judged by it.
    """

    guide: Guide
    value: Decimal
    ages: tuple[int, int] | None
    hers: bool = True

    def beyond(self, value: float) -> bool:
        """Whether a result lies on the side that is worth talking about."""
        result = exact(value)
        return {
            "below": result < self.value,
            "from": result >= self.value,
            "above": result > self.value,
            "to": result <= self.value,
        }[self.guide.side]

    @property
    def label(self) -> str:
        """What stands at its line in a chart: "12, women 60–64 (STEADI)", "5 s (Bohannon 2006)"."""
        unit = self.guide.test.unit
        limit = with_unit(self.value, "" if unit == "stands" else unit)
        source = self.guide.short_source
        if self.ages is None:
            return tr("{limit} ({source})", limit=limit, source=source)
        first, last = self.ages
        return tr("{limit}, women {first}–{last} ({source})", limit=limit, first=first, last=last, source=source)

    @property
    def said(self) -> str:
        """The limit in words, with its source."""
        limit = with_unit(self.value, self.guide.test.unit)
        what = tr(_SIDES[self.guide.side], limit=limit)
        source = self.guide.source_title
        if self.ages is None:
            return tr("{what} ({source})", what=what, source=source)
        first, last = self.ages
        return tr("{what}, for women of {first} to {last} ({source})", what=what, first=first, last=last, source=source)


@cache
def beforehand() -> tuple[str, ...]:
    """What is to be seen to before any test, to be shown through `words.tr`."""
    return tuple(_held()["beforehand"])


@cache
def guides() -> Mapping[FunctionTestKind, Guide]:
    """The guide to each test."""
    return {guide.test: guide for guide in map(_guide, _held()["test"])}


@cache
def _held() -> dict[str, Any]:
    with resource("function_tests.toml").open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


def _guide(entry: Mapping[str, Any]) -> Guide:
    limits = tuple(
        Limit(_exact(item.get("women")), _exact(item.get("men")), tuple(item["ages"]) if "ages" in item else None)
        for item in entry.get("limits", ())
    )
    return Guide(
        _KINDS[entry["key"]],
        entry["need"],
        tuple(entry["steps"]),
        entry.get("usual", ""),
        entry.get("side", ""),
        limits,
        entry["source"],
    )


def _exact(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def cut_off(test: FunctionTestKind, profile: Profile | None, day: dt.date) -> CutOff | None:
    """The limit for somebody of her sex and age on a day, None where none is published.

    Where her sex is not known, the limits for women are read; where her age is not known, none that depends on it.
    """
    guide = guides()[test]
    years = age(profile, day)
    male = profile is not None and profile.sex is Sex.MALE
    known = [(value, limit.ages) for limit in guide.limits if (value := limit.men if male else limit.women) is not None]
    for value, ages in known:
        if ages is None or (years is not None and ages[0] <= years <= ages[1]):
            return CutOff(guide, value, ages)
    if known and years is not None and (first := known[0][1]) is not None and years < first[0]:
        return CutOff(guide, *known[0], hers=False)
    return None


def with_unit(value: float | Decimal, unit: str) -> str:
    """A result with its unit: "15 stands", "18 s"."""
    return f"{number(value)} {tr(unit)}".strip() if unit else number(value)


def result_words(test: FunctionTest) -> str:
    """A result as she reads it: "15 stands", "left 18 s"; "" where it has none."""
    if test.test is None or test.value is None:
        return ""
    said = with_unit(test.value, test.test.unit)
    return tr("{side} {value}", side=tr(test.side.label), value=said) if test.side else said
