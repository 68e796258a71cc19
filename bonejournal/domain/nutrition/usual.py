"""What she usually eats: foods as she names them, how much of them, and at which meal."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bonejournal.domain.nutrition.foods import NUTRIENTS, WEIGHT_UNITS, Food, HerFood, bundled
from bonejournal.domain.nutrition.intake import DAY_TOTAL, Intake
from bonejournal.domain.words import exact

_BY_THE_CLOCK = (
    (dt.time(10, 30), "breakfast"),
    (dt.time(15), "lunch"),
    (dt.time(17, 30), "snack"),
    (dt.time(21, 30), "dinner"),
)


@dataclass(frozen=True, slots=True)
class Usual:
    """A food she has eaten: the amount and the meal it most often stood with, the later one among equals."""

    food: Food
    amount: Decimal
    unit: str
    meal: str
    times: int


def usual_foods(rows: Iterable[Intake], own: Iterable[HerFood] = ()) -> list[Usual]:
    """The foods of some rows, those eaten most often first; rows are in their order, supplements are left out.

    What is in a food is that of her own food of its name, else of the bundled one its figures come from, else it
    follows from its last row.
    """
    hers = {item.name: item.food for item in own}
    by_source = {food.source: food for food in bundled()}
    held: dict[str, list[Intake]] = {}
    for row in rows:
        if row.item and row.amount and not row.supplement and row.meal != DAY_TOTAL:
            held.setdefault(row.item, []).append(row)
    found = [_usual(same, hers, by_source) for same in held.values()]
    return sorted((usual for usual in found if usual is not None), key=lambda usual: (-usual.times, usual.food.name))


def _usual(rows: Sequence[Intake], hers: Mapping[str, Food], by_source: Mapping[str, Food]) -> Usual | None:
    last = rows[-1]
    known = by_source.get(last.source)
    food = hers.get(last.item) or (replace(known, name=last.item) if known else food_of(last))
    if food is None:
        return None
    # counted from the end, the later one is met first and wins among equals
    amount, unit = Counter((row.amount, row.unit) for row in reversed(rows)).most_common(1)[0][0]
    meal = Counter(row.meal for row in reversed(rows)).most_common(1)[0][0]
    return Usual(food, exact(amount or 0), unit, meal, len(rows))


def food_of(row: Intake) -> Food | None:
    """The food that a row is an amount of, as far as the row tells; None without an amount."""
    if not row.amount:
        return None
    weight = WEIGHT_UNITS.get(row.unit.strip().lower())
    share = exact(row.amount) * weight / 100 if weight is not None else exact(row.amount)
    amounts = {name: None if (held := getattr(row, name)) is None else exact(held) / share for name in NUTRIENTS}
    portion = "" if weight is not None else f"1 {row.unit}".strip()
    return Food("", row.item, "", portion, None, amounts, row.source, own=weight is None)


def meal_at(time: dt.time) -> str:
    """The meal that is eaten about that time of the day."""
    return next((meal for end, meal in _BY_THE_CLOCK if time < end), "snack")
