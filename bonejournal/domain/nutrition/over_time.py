"""Eating over months and years: the mean of each week, from food and from supplements, weeks without data left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from bonejournal.domain.dates import days_before, months_after
from bonejournal.domain.meaning.measures.common import WEEK_DAYS
from bonejournal.domain.meaning.measures.nutrition import eaten
from bonejournal.domain.words import exact


class Bit(NamedTuple):
    """Of a row of eating, what a long look back needs: the amount of the one nutrient that is asked about."""

    date: dt.date
    meal: str
    supplement: bool
    amount: float | None

    def known(self, nutrient: str) -> Decimal | None:
        """The amount, whatever it is of."""
        return None if self.amount is None else exact(self.amount)


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday to Sunday: the mean of its `days` counted days."""

    start: dt.date
    days: int
    food: Decimal
    tablets: Decimal

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.food + self.tablets


def monday(day: dt.date) -> dt.date:
    """The first day of a day's week."""
    return days_before(day, day.weekday())


def weeks(bits: Iterable[Bit], nutrient: str) -> list[Week]:
    """The weeks of which something is known, oldest first."""
    by_week: dict[dt.date, list[Bit]] = {}
    for bit in bits:
        by_week.setdefault(monday(bit.date), []).append(bit)
    made: list[Week] = []
    for start in sorted(by_week):
        found = eaten(by_week[start], nutrient, start + dt.timedelta(days=WEEK_DAYS - 1), WEEK_DAYS)
        if found.days:
            tablets = found.taken(nutrient)
            made.append(Week(start, len(found.days), found.mean - tablets, tablets))
    return made


def begins(reach: str, on: dt.date, first: dt.date | None) -> dt.date:
    """The Monday from which on is looked back: twelve weeks ("12w"), a year ("1y"), or from the first row there is."""
    if reach == "12w":
        return days_before(monday(on), 11 * WEEK_DAYS)
    if reach == "1y" or first is None:
        return monday(months_after(on, -12))
    return monday(first)


def overall(found: Sequence[Week]) -> tuple[Decimal, int]:
    """The mean over all counted days of some weeks, and how many days these are; there is at least one."""
    days = sum(week.days for week in found)
    return sum((week.total * week.days for week in found), Decimal(0)) / days, days
