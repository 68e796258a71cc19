"""Meals: rows of eating that are put behind the others of a day, repeated, changed in amount, or made one food."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from bonejournal.domain.nutrition.foods import NUTRIENTS, WEIGHT_UNITS, HerFood
from bonejournal.domain.nutrition.intake import DAY_TOTAL, Intake, in_order, stored
from bonejournal.domain.nutrition.portions import counted
from bonejournal.domain.record import new_id
from bonejournal.domain.words import exact, mark, tr

MEAL_NAMES = {
    "breakfast": mark("Breakfast"),
    "lunch": mark("Lunch"),
    "dinner": mark("Dinner"),
    "snack": mark("Snack"),
    "supplement": mark("Supplements"),
    DAY_TOTAL: mark("The whole day"),
    "": mark("No meal noted"),
}
"""The headings of meals; a meal of her own is called as she does."""
_ORDER = ("breakfast", "lunch", "snack", "dinner", "supplement", DAY_TOTAL)


def meal_name(meal: str) -> str:
    """A meal as it stands above its rows."""
    return tr(MEAL_NAMES[meal]) if meal in MEAL_NAMES else meal


@dataclass(frozen=True, slots=True)
class Meal:
    """One meal of a day. time: when its first thing was eaten, where that is noted."""

    key: str
    rows: tuple[Intake, ...]

    @property
    def name(self) -> str:
        """As it stands above its rows."""
        return meal_name(self.key)

    @property
    def time(self) -> dt.time | None:
        """When it began, None where no time is noted."""
        return min((row.time for row in self.rows if row.time is not None), default=None)


def meals(rows: Iterable[Intake]) -> tuple[Meal, ...]:
    """The rows of one day by meal: supplements under a heading of their own, the whole day's total last."""
    found: dict[str, list[Intake]] = {}
    for row in in_order(list(rows)):
        found.setdefault("supplement" if row.supplement else row.meal, []).append(row)
    places = list(found)

    def place(key: str) -> tuple[float, int]:
        if key in _ORDER:
            return _ORDER.index(key), 0
        return _ORDER.index("snack") + 0.5, places.index(key)

    return tuple(Meal(key, tuple(found[key])) for key in sorted(found, key=place))


def placed(rows: Iterable[Intake], day: dt.date, already: Iterable[Intake]) -> list[Intake]:
    """The same food and supplements as new rows of `day`, behind those it has `already`."""
    last = max((row.position or 0 for row in already), default=0)
    return [
        replace(row, id=new_id(), date=day, position=float(last + place), typed=(), kept=())
        for place, row in enumerate(rows, start=1)
    ]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A day that can be repeated: its rows, and those of them whose meal, or supplement, the other day has not yet."""

    day: dt.date
    rows: tuple[Intake, ...]
    lacking: tuple[Intake, ...]


def to_repeat(recent: Sequence[Intake], day: dt.date) -> Repeat | None:
    """The latest day before `day` that has rows, to be eaten again; None where there is none among `recent`."""
    before = max((row.date for row in recent if row.date < day), default=None)
    if before is None:
        return None
    rows = tuple(in_order([row for row in recent if row.date == before]))
    here = [row for row in recent if row.date == day]
    eaten = {row.meal for row in here if not row.supplement}
    taken = {row.course_id or row.item for row in here if row.supplement}
    return Repeat(before, rows, tuple(row for row in rows if _lacks(row, eaten, taken)))


def _lacks(row: Intake, eaten: set[str], taken: set[str]) -> bool:
    if row.supplement:
        return (row.course_id or row.item) not in taken
    return row.meal not in eaten


def rescaled(row: Intake, amount: Decimal) -> Intake:
    """A row of another amount, what it holds in proportion. Where there was no amount, only the amount is set."""
    if not row.amount:
        return replace(row, amount=float(amount))
    share = amount / exact(row.amount)
    values: dict[str, Any] = {
        name: stored(name, exact(held) * share) for name in NUTRIENTS if (held := getattr(row, name)) is not None
    }
    kept = tuple(typed for typed in row.typed if typed.field not in values and typed.field != "amount")
    return replace(row, amount=float(amount), typed=kept, **values)


def weight_of(rows: Sequence[Intake]) -> Decimal | None:
    """What some rows weigh together in grams, None where not all of them are noted by weight."""
    total = Decimal(0)
    for row in rows:
        grams = WEIGHT_UNITS.get(row.unit.strip().lower())
        if grams is None or row.amount is None:
            return None
        total += grams * exact(row.amount)
    return total or None


def recipe(name: str, rows: Sequence[Intake], portions: Decimal) -> HerFood:
    """A food of her own made of these rows, that gives so many portions.

    What is not known of one part is not known of the whole. Where all parts are noted by weight it is known by
    weight too, as it was before cooking.
    """
    weight = weight_of(rows)
    share = weight / 100 if weight is not None else portions
    values: dict[str, Any] = {}
    for nutrient in NUTRIENTS:
        known = [row.known(nutrient) for row in rows]
        held = [amount for amount in known if amount is not None]
        if rows and len(held) == len(known):
            values[nutrient] = stored(nutrient, sum(held, Decimal(0)) / share)
    return HerFood(
        name=name,
        portion=tr("1 portion"),
        portion_g=None if weight is None else float(round(weight / portions, 1)),
        source=tr("own recipe: {parts}", parts="; ".join(part_said(row) for row in rows)),
        **values,
    )


def part_said(row: Intake) -> str:
    """A row as part of a list: "Porridge oats 40 g"."""
    if row.amount is None:
        return row.item
    return tr("{item} {amount}", item=row.item, amount=amount_said(row))


def amount_said(row: Intake) -> str:
    """How much of it was eaten: "40 g", "2 capsules"; "" where that is not noted."""
    return "" if row.amount is None else counted(row.amount, row.unit)
