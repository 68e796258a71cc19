"""Eating: what was eaten and taken on a day, and its sums. Unknown stays unknown, and is never counted as zero."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from bonejournal.domain.field import clock, fields, flag, number, reference, text
from bonejournal.domain.nutrition.foods import NUTRIENTS, Food, contents_asked, unit_of
from bonejournal.domain.nutrition.portions import counted
from bonejournal.domain.record import Around, Dated, Problem, Question, Recent, kind, odd_day
from bonejournal.domain.words import exact, mark, tr, trn
from bonejournal.domain.words import number as say

MEALS = ("breakfast", "lunch", "dinner", "snack", "supplement", "day total")
"""The meals there are words for; any other text is a meal too."""
DAY_TOTAL = "day total"
_PLACES = {"energy_kcal": 0, "protein_g": 2, "omega3_mg": 0}


@kind("intake", mark("Eaten"), 6, recent=Recent(), order="position")
@dataclass(frozen=True, slots=True)
class Intake(Dated):
    """One thing eaten or taken, with what it held; `position` is its order in the day, from 1."""

    time: dt.time | None = clock(mark("Time"))
    position: float | None = number(mark("Position"), hard=(1, 10_000), whole=True)
    meal: str = text(mark("Meal"), listed=True)
    item: str = text(mark("What"), listed=True)
    amount: float | None = number(mark("Amount"), hard=(0, 100_000), soft=(0, 2000), listed=True)
    unit: str = text(mark("Unit"), listed=True)
    energy_kcal: float | None = number(mark("Energy"), "kcal", hard=(0, 20_000), soft=(0, 3000))
    protein_g: float | None = number(mark("Protein"), "g", hard=(0, 1000), soft=(0, 150), listed=True)
    calcium_mg: float | None = number(mark("Calcium"), "mg", hard=(0, 50_000), soft=(0, 2000), listed=True)
    vitamin_d_ug: float | None = number(mark("Vitamin D"), "µg", hard=(0, 50_000), soft=(0, 125), listed=True)
    vitamin_k_ug: float | None = number(mark("Vitamin K, all forms"), "µg", hard=(0, 100_000), soft=(0, 2000))
    vitamin_k2_ug: float | None = number(mark("Vitamin K2"), "µg", hard=(0, 100_000), soft=(0, 2000))
    magnesium_mg: float | None = number(mark("Magnesium"), "mg", hard=(0, 20_000), soft=(0, 1000))
    omega3_mg: float | None = number(mark("Omega-3 (EPA + DHA)"), "mg", hard=(0, 100_000), soft=(0, 10_000))
    supplement: bool | None = flag(mark("Supplement"))
    course_id: str = reference(mark("Course"), "medications")
    source: str = text(mark("Source"))

    def called(self) -> str:
        """What a menu calls it."""
        return self.item or Dated.called(self)

    def said(self) -> str:
        """One line for lists: "Yogurt, plain, 150 g, breakfast, Protein 7.9 g"."""
        amount = counted(round(self.amount, 2), self.unit) if self.amount is not None else ""
        held = (
            tr("{label} {value}", label=tr(item.label), value=f"{say(round(getattr(self, item.name), 1))} {item.unit}")
            for item in fields(type(self))
            if item.listed and item.name in NUTRIENTS and getattr(self, item.name) is not None
        )
        return ", ".join(filter(None, (self.item, amount, tr(self.meal), *held)))

    @property
    def vitamin_k(self) -> float | None:
        """Vitamin K of all forms in µg: where only K2 is known, that."""
        return self.vitamin_k2_ug if self.vitamin_k_ug is None else self.vitamin_k_ug

    def known(self, nutrient: str) -> Decimal | None:
        """The amount of a nutrient, None where it is not known."""
        value = self.vitamin_k if nutrient == "vitamin_k_ug" else getattr(self, nutrient)
        return None if value is None else exact(value)

    def check(self) -> Iterator[Problem]:
        """A row that says nothing."""
        if not self.item and all(getattr(self, name) is None for name in NUTRIENTS):
            yield Problem("item", tr("Say what it was, or type an amount of something."))

    def questions(self, around: Around) -> Iterator[Question]:
        """Unusual amounts, those that look like another unit, and a day that is still to come or before her birth."""
        yield from contents_asked(self, self.item)
        yield from odd_day(self, around)


def eaten(food: Food, amount: Decimal, unit: str, day: dt.date, *, meal: str = "", position: int = 1) -> Intake:
    """A row for an amount of a food. Where the amount does not tell what it held, that stays unknown."""
    held = food.contents(amount, unit) or {}
    values: dict[str, Any] = {name: None if value is None else stored(name, value) for name, value in held.items()}
    return Intake(
        date=day,
        position=float(position),
        meal=meal,
        item=food.name,
        amount=float(amount),
        unit=unit,
        source=food.source,
        **values,
    )


def stored(nutrient: str, amount: Decimal) -> float:
    """An amount that was worked out, as exactly as it is kept."""
    return float(round(amount, _PLACES.get(nutrient, 1 if unit_of(nutrient) == "mg" else 2)))


@dataclass(frozen=True, slots=True)
class Sum:
    """A nutrient over some rows: known amounts added up, food and supplements apart, None where none is known.

    rows: rows of food; rows_known: those that have a figure.
    """

    nutrient: str
    food: Decimal | None
    supplements: Decimal | None
    rows: int
    rows_known: int

    @property
    def total(self) -> Decimal | None:
        """All that is known, None where nothing is."""
        known = [amount for amount in (self.food, self.supplements) if amount is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def at_least(self) -> bool:
        """Whether the total may be more: some food has no figure."""
        return self.rows_known < self.rows

    def said(self) -> str:
        """As it is read: "840 mg", "At least 840 mg: 5 of 21 foods have no figure.", or "Not known"."""
        total, unit = self.total, unit_of(self.nutrient)
        if total is None:
            return tr("Not known")
        amount = f"{say(round(total, 0 if total >= 10 else 1))} {unit}"
        if not self.at_least:
            return amount
        return trn(
            "At least {amount}: {count} of {rows} foods has no figure.",
            "At least {amount}: {count} of {rows} foods have no figure.",
            self.rows - self.rows_known,
            amount=amount,
            rows=self.rows,
        )


class Eating(Protocol):
    """What is summed: a row of a day, or what a look back over years reads of one."""

    @property
    def date(self) -> dt.date:
        """The day."""

    @property
    def meal(self) -> str:
        """The meal, or that it stands for the whole day."""

    @property
    def supplement(self) -> bool | None:
        """Whether it is a supplement rather than food."""

    def known(self, nutrient: str) -> Decimal | None:
        """The amount of a nutrient, None where it is not known."""


Eats = TypeVar("Eats", bound=Eating)


def counting(rows: Sequence[Eats]) -> list[Eats]:
    """The rows of some days that count: a day's total only where that day has no other row of food."""
    itemised = {row.date for row in rows if not row.supplement and row.meal != DAY_TOTAL}
    return [row for row in rows if row.meal != DAY_TOTAL or row.date not in itemised]


def sum_of(nutrient: str, rows: Sequence[Intake]) -> Sum:
    """What some rows hold of a nutrient; `rows` are as `counting` gives them."""
    food = [row.known(nutrient) for row in rows if not row.supplement]
    supplements = [row.known(nutrient) for row in rows if row.supplement]
    known = [amount for amount in food if amount is not None]
    taken = [amount for amount in supplements if amount is not None]
    return Sum(
        nutrient,
        sum(known, Decimal(0)) if known else None,
        sum(taken, Decimal(0)) if taken else None,
        len(food),
        len(known),
    )


def day_sums(rows: Sequence[Intake], day: dt.date) -> dict[str, Sum]:
    """Each nutrient's sum on one day."""
    of_day = counting([row for row in rows if row.date == day])
    return {nutrient: sum_of(nutrient, of_day) for nutrient in NUTRIENTS}


def in_order(rows: Sequence[Intake]) -> list[Intake]:
    """Rows by day, then by their order in the day."""
    return sorted(rows, key=lambda row: (row.date, row.position or 0, row.id))
