"""What all measures share: how a journal can stand, what is asked for, and what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from bonejournal.domain.dates import days_before
from bonejournal.domain.record import Dated
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import days_named, number, signed, tr, trn

D = TypeVar("D", bound=Dated)

WEEK_DAYS = 7
ENOUGH_DAYS = 3
"""Days with data from which on a week can be averaged."""
_MOST_DECIMALS = 4
"""So many has a bound that somebody set or printed, at the most."""


class Status(StrEnum):
    """How a journal stands against a target; `attention` is a rule's answer, not an amount's."""

    MET = "met"
    SHORT = "short"
    OVER = "over"
    ATTENTION = "attention"
    STALE = "stale"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"


class Basis(StrEnum):
    """Whose bound it is."""

    DOCUMENT = "document"
    PROFILE = "profile"
    OVERRIDE = "override"
    LAB = "lab"
    REFERENCE = "reference"
    DESIGN = "design"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is asked for, in the target's unit; None where there is no bound. `upper` is a reference's upper level."""

    low: Decimal | None = None
    high: Decimal | None = None
    upper: Decimal | None = None
    basis: Basis = Basis.DOCUMENT

    @property
    def hers(self) -> bool:
        """Whether she, or her doctor, set them."""
        return self.basis is Basis.OVERRIDE

    def times(self, per: Decimal) -> Bounds:
        """Bounds that are for each of something, such as a kg, for so many of it."""
        low, high = (None if bound is None else bound * per for bound in (self.low, self.high))
        return replace(self, low=low, high=high)

    def said(self) -> str:
        """The bounds as a sentence has them: "2–3", "1,200"; "" where there is none."""
        low, high = _told(self.low), _told(self.high)
        if low is not None and high is not None and low != high:
            places = max(_decimals(low), _decimals(high))
            if low < 0:  # a dash between would be read as a minus
                return tr("{low} to {high}", low=signed(low, places), high=signed(high, places))
            return tr("{low}–{high}", low=number(low, places), high=number(high, places))
        either = low if low is not None else high
        return number(either) if either is not None else ""


def _told(bound: Decimal | None) -> Decimal | None:
    """A bound as it is told: one that was converted has digits that no lab prints, and nobody sets."""
    return round(bound, 1) if bound is not None and _decimals(bound) > _MOST_DECIMALS else bound


def _decimals(value: Decimal) -> int:
    """How many digits a figure has behind the point, zeros at its end left out."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class Window:
    """The days that were looked at, and how much of them is recorded. No `start` means all that is recorded."""

    start: dt.date | None
    end: dt.date
    days_with_data: int = 0
    rows: int = 0
    rows_known: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What a measure found: the status, the value in the target's unit, a sentence.

    broken: the bound that is not kept. bounds: those in force where they follow from the records. window: the days
    looked at where they follow from the records.
    """

    status: Status
    text: str
    value: Decimal | None = None
    broken: Decimal | None = None
    bounds: Bounds | None = None
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a measure is asked: a journal on a day, the bounds in force, and how it stands against another target."""

    snapshot: Snapshot
    bounds: Bounds
    status_of: Callable[[str], Status]

    @property
    def on(self) -> dt.date:
        """The day judged."""
        return self.snapshot.on


Measure = Callable[[Asked], Finding]


def nothing_recorded(bounds: Bounds | None = None) -> Finding:
    """The answer of every measure to a journal without its records."""
    return Finding(Status.NO_DATA, tr("Nothing recorded yet."), bounds=bounds)


def too_few_days(days: int, window: Window, bounds: Bounds | None = None) -> Finding:
    """The answer where fewer than three of a week's days have data."""
    if not days and window.start is not None:
        span = days_named(window.start, window.end)
        text = tr("Nothing to say yet: nothing is recorded for {span}. Three days are enough.", span=span)
    else:
        text = trn(
            "Nothing to say yet: {count} of 7 days has data. Three are enough.",
            "Nothing to say yet: {count} of 7 days have data. Three are enough.",
            days,
        )
    return Finding(Status.NO_DATA, text, bounds=bounds, window=window)


def without_own_bounds(bounds: Bounds) -> Bounds:
    """Bounds that hang on data which are missing: none, unless she set them."""
    return bounds if bounds.hers else replace(bounds, low=None, high=None)


def median(values: Iterable[Decimal]) -> Decimal:
    """The middle value; of an even number the mean of the middle two."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def settled(value: Decimal) -> Decimal:
    """A value without the last digits that a division leaves open, so that what equals a bound is equal to it."""
    return round(value, min(20, 24 - value.adjusted()))


def mean(values: Sequence[Decimal]) -> Decimal:
    """The arithmetic mean."""
    return sum(values, Decimal(0)) / len(values)


def last_days(records: Iterable[D], end: dt.date, days: int) -> list[D]:
    """The records of the `days` days that end on `end`."""
    start = days_before(end, days - 1)
    return [record for record in records if start <= record.date <= end]


def seen(on: dt.date, days: Iterable[dt.date]) -> Window:
    """The window of values that were looked up, rather than counted: from the first of their days to today."""
    found = sorted(set(days))
    count = len(found)
    return Window(found[0] if found else None, on, count, count, count)


def distance(amount: Decimal, decimals: int = 0) -> str:
    """How far from a bound, with as many more decimals as it takes not to say nought."""
    for places in range(decimals, decimals + 4):
        if abs(amount) >= Decimal(5).scaleb(-places - 1):
            return number(abs(amount), places)
    return number(abs(amount))
