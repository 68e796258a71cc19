"""Foods and supplements with what is in them: the bundled table, and her own beside it.

Values are per 100 g of the edible part, or per portion where a portion has no weight. What is not known is None and
never zero.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from bonejournal.domain.field import field_of, number, text
from bonejournal.domain.record import Around, Question, Record, kind, soft_limits
from bonejournal.domain.resources import resource
from bonejournal.domain.typeahead import Index
from bonejournal.domain.words import exact, mark, tr
from bonejournal.domain.words import number as say

NUTRIENTS = (
    "energy_kcal", "protein_g", "calcium_mg", "vitamin_d_ug", "vitamin_k_ug", "vitamin_k2_ug", "magnesium_mg",
    "omega3_mg",
)  # fmt: skip
"""What is counted. vitamin_k_ug is all forms, vitamin_k2_ug the K2 part of it; omega3_mg is EPA + DHA."""
WEIGHT_UNITS = {"g": Decimal(1), "ml": Decimal(1), "kg": Decimal(1000), "oz": Decimal("28.349523125")}
"""Grams of one unit; a millilitre of food is taken as a gram. The ounce is exact (1959 agreement)."""
_MK4 = re.compile(r"\bmk[ -]?4\b|menatetrenone", re.IGNORECASE)
_MK4_DOSE_MG = 45
"""The largest dose of MK-4 in use. It is given by the milligram, MK-7 by the microgram: so few µg are likely mg."""


@dataclass(frozen=True, slots=True)
class Food:
    """A food of the table or her own. amounts: per 100 g, or per portion where `portion_g` is None."""

    id: str
    name: str
    group: str
    portion: str
    portion_g: Decimal | None
    amounts: Mapping[str, Decimal | None]
    source: str
    own: bool = False

    def contents(self, amount: Decimal, unit: str) -> dict[str, Decimal | None] | None:
        """What `amount` of it holds; `unit` is one of weight, or "" and anything else for portions.

        None where that cannot be known: a weight of a food known by the portion, portions of one known by weight.
        """
        by_weight = WEIGHT_UNITS.get(unit.strip().lower())
        if self.portion_g is None and self.own:
            share = amount if by_weight is None else None
        elif by_weight is not None:
            share = amount * by_weight / 100
        else:
            share = amount * self.portion_g / 100 if self.portion_g is not None else None
        if share is None:
            return None
        return {name: None if held is None else held * share for name, held in self.amounts.items()}


@kind("foods", mark("Food"), 19)
@dataclass(frozen=True, slots=True)
class HerFood(Record):
    """A food or supplement of her own, per 100 g; where `portion_g` is empty the values are those of one portion."""

    name: str = text(mark("Name"), required=True, listed=True)
    portion: str = text(mark("Portion"), listed=True)
    portion_g: float | None = number(mark("Weight of a portion"), "g", hard=(0.01, 10_000), listed=True)
    energy_kcal: float | None = number(mark("Energy"), "kcal", hard=(0, 20_000), soft=(0, 900))
    protein_g: float | None = number(mark("Protein"), "g", hard=(0, 1000), soft=(0, 100), listed=True)
    calcium_mg: float | None = number(mark("Calcium"), "mg", hard=(0, 50_000), soft=(0, 2000), listed=True)
    vitamin_d_ug: float | None = number(mark("Vitamin D"), "µg", hard=(0, 50_000), soft=(0, 125), listed=True)
    vitamin_k_ug: float | None = number(mark("Vitamin K, all forms"), "µg", hard=(0, 100_000), soft=(0, 2000))
    vitamin_k2_ug: float | None = number(mark("Vitamin K2"), "µg", hard=(0, 100_000), soft=(0, 2000))
    magnesium_mg: float | None = number(mark("Magnesium"), "mg", hard=(0, 20_000), soft=(0, 1000))
    omega3_mg: float | None = number(mark("Omega-3 (EPA + DHA)"), "mg", hard=(0, 100_000), soft=(0, 10_000))
    source: str = text(mark("Source"))

    def called(self) -> str:
        """What a menu calls it."""
        return self.name

    def questions(self, around: Around) -> Iterator[Question]:
        """Unusual amounts, and those that look like another unit."""
        yield from contents_asked(self, self.name)

    @property
    def food(self) -> Food:
        """It, as the table has foods."""
        held = {name: getattr(self, name) for name in NUTRIENTS}
        return Food(
            self.id,
            self.name,
            "",
            self.portion,
            None if self.portion_g is None else exact(self.portion_g),
            {name: None if value is None else exact(value) for name, value in held.items()},
            self.source,
            own=True,
        )


def contents_asked(holder: Record, called: str) -> Iterator[Question]:
    """What is unusual about what something holds, with the unit that was likely meant; `called` is its name."""
    held = {name: exact(value) for name in NUTRIENTS if (value := getattr(holder, name)) is not None}
    by_milligram = _MK4.search(called) is not None
    for question in soft_limits(holder):
        if question.field == "vitamin_d_ug":
            yield _meant(question, held["vitamin_d_ug"], held["vitamin_d_ug"] * 40, "IU", "IU")
        elif question.field != "vitamin_k2_ug":
            yield question
        elif not by_milligram:
            yield _meant(question, held["vitamin_k2_ug"] / 1000, held["vitamin_k2_ug"] / 1000, "mg", "µg")
    k2, all_forms = held.get("vitamin_k2_ug"), held.get("vitamin_k_ug")
    if k2 and by_milligram and k2 <= _MK4_DOSE_MG:
        plain = Question("vitamin_k2_ug", "other_unit", "", repr(float(k2)))
        yield _meant(plain, k2, k2 / 1000, "mg", "mg")
    if k2 is not None and all_forms is not None and k2 > all_forms:
        asked = tr("Vitamin K2 is a part of vitamin K, all forms, and here it is more than all of it. Is it right?")
        yield Question("vitamin_k2_ug", "part", asked, f"{k2} {all_forms}")


def _meant(question: Question, figure: Decimal, other: Decimal, in_unit: str, unit: str) -> Question:
    """Asked with another unit: what stands there is `other` in one, and `figure` of `unit` is likely meant."""
    asked = tr(
        "{stands} would be {told}. Is it {meant}?",
        stands=f"{say(float(question.value))} µg",
        told=f"{say(other)} {in_unit}",
        meant=f"{say(figure)} {unit}",
    )
    return replace(question, text=asked, fix=f"{figure.normalize():f} {unit}")


@cache
def bundled() -> tuple[Food, ...]:
    """The bundled foods, in the order of the table."""
    with resource("foods.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_food(row) for row in csv.DictReader(file))


def _food(row: dict[str, str]) -> Food:
    k1, k2 = _known(row["vitamin_k1_ug"]), _known(row["vitamin_k2_ug"])
    both = k1 + k2 if k1 is not None and k2 is not None else (k1 if k1 is not None else k2)
    amounts = {name: _known(row[name]) for name in NUTRIENTS if name not in ("vitamin_k_ug", "vitamin_k2_ug")}
    amounts |= {"vitamin_k_ug": both, "vitamin_k2_ug": k2}
    return Food(
        row["source"],
        row["name"],
        row["group"],
        row["portion"],
        _known(row["portion_g"]),
        {name: amounts[name] for name in NUTRIENTS},
        row["source"],
    )


def _known(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


@cache
def _other_words() -> Mapping[str, tuple[str, ...]]:
    """Words of other kitchens for a food, by the words its name in the table holds."""
    with resource("food_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["in_name"].lower(): tuple(row["words"].split(";")) for row in csv.DictReader(file)}


def _names(food: Food) -> tuple[str, ...]:
    low = food.name.lower()
    return (food.name, *(word for part, words in _other_words().items() if part in low for word in words))


def food_index(own: Iterable[HerFood] = ()) -> Index[Food]:
    """Her own foods, then the bundled ones, to look through by name."""
    hers = [(item.food, (item.name,)) for item in own]
    return Index([*hers, *((food, _names(food)) for food in bundled())]) if hers else _bundled_index()


@cache
def _bundled_index() -> Index[Food]:
    return Index((food, _names(food)) for food in bundled())


def unit_of(nutrient: str) -> str:
    """The unit of a nutrient: mg, µg, g or kcal."""
    return field_of(HerFood, nutrient).unit
