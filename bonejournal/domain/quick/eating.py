"""Quick add of what was eaten: "yogurt 200", "2 eggs", "milk 1 cup", and the quick line "calcium 500"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial

from bonejournal.domain.field import field_of
from bonejournal.domain.nutrition.eating import NAMES, nutrient_name
from bonejournal.domain.nutrition.foods import WEIGHT_UNITS, Food, unit_of
from bonejournal.domain.nutrition.intake import Intake, eaten
from bonejournal.domain.nutrition.portions import counted
from bonejournal.domain.nutrition.usual import Usual, meal_at
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.line import MEALS, TIMES, Line, Quantity, quantity
from bonejournal.domain.quick.understood import Guess, Understood, day_words, joined, judged
from bonejournal.domain.typeahead import INSIDE, SLIP, WORDS, Index, fold
from bonejournal.domain.units import UnitError, parse_quantity
from bonejournal.domain.words import either, exact, mark, number, tr

_GRAMS = {"gram": "g", "grams": "g", "gr": "g", "kilo": "kg", "ounce": "oz", "ounces": "oz", "millilitre": "ml"}
_PORTIONS = {
    mark("portion"), mark("portions"), mark("serving"), mark("servings"), mark("piece"), mark("pieces"), "x",
}  # fmt: skip
_PORTION = re.compile(r"(?P<count>[\d.]+)\s+(?P<unit>[^(,]+)", re.ASCII)
_MEASURED = re.compile(r"cup|oz|fl|tbsp|tablespoon|tsp|teaspoon|can\b|container|serving|nlea|unit|block", re.IGNORECASE)
"""Portions that are poured or weighed: three prunes are not three cups of them."""
_FEW = 12
"""Up to so many a bare number counts pieces, and says nothing of what comes in none; above, it is grams."""
_NUTRIENT_NAMES: Mapping[str, tuple[str, ...]] = {
    "protein_g": (),
    "calcium_mg": ("ca",),
    "vitamin_d_ug": ("d3", "vitamin d3"),
    "vitamin_k_ug": ("k1",),
    "vitamin_k2_ug": ("k2", "mk-7", "mk7"),
    "magnesium_mg": ("mg",),
    "omega3_mg": ("omega 3", "epa", "dha", "fish oil"),
    "energy_kcal": ("kcal", "calories"),
}
"""Other names under which a nutrient is typed, in the order in which contents are said."""
_DAILY: Mapping[str, tuple[int, int]] = {
    "calcium_mg": (20, 2500), "protein_g": (1, 200), "vitamin_d_ug": (5, 125), "vitamin_k_ug": (5, 2000),
    "vitamin_k2_ug": (5, 2000), "magnesium_mg": (10, 1000), "omega3_mg": (50, 10_000), "energy_kcal": (20, 5000),
}  # fmt: skip
"""What a bare number behind a nutrient can well be: beyond it, something else is meant first. Ours."""
_ONLY_EATEN = ("protein_g", "energy_kcal")
"""No laboratory measures these under their bare name."""


@cache
def _nutrients() -> Index[str]:
    return Index((key, (NAMES[key], tr(NAMES[key]), *names)) for key, names in _NUTRIENT_NAMES.items())


def guesses(line: Line, known: Known) -> Iterator[Guess]:
    """Foods of the name that is typed, hers first; and the nutrient of that name, where a number follows it."""
    held = _spoken(quantity(line.words))
    if held.comparator or held.number == 0:
        return
    for hers, index in zip((True, False), known.foods, strict=True):
        for rank, food in index.fits(held.name, 8):
            if (len(held.name) < 2 and not hers) or food.id in known.supplements:
                continue
            if rank == SLIP and held.unit == TIMES:
                continue
            if rank == SLIP and held.number is None and not fold(food.name).startswith(fold(held.name)[:1]):
                continue  # a word of its own, and not a slip inside a long name
            unit = _unit(food, held, known)
            score = (3.0 * rank - 6 if hers else 10.0 * rank + 2) + (0 if unit is not None else 30)
            if held.number is None:
                score += 2
            yield Guess(score, partial(_food, line, known, food, held, unit))
    if held.number is not None:
        for rank, nutrient in _nutrients().fits(held.name, 3):
            if rank <= WORDS or (rank < INSIDE and held.unit):
                yield from _nutrient_guess(line, known, nutrient, rank, held)


def _spoken(held: Quantity) -> Quantity:
    """The unit told from the name in "200 g yogurt" and "2 cups milk"; a number before a name alone counts it."""
    first, _, rest = held.name.partition(" ")
    if held.unit or held.number is None or not rest:
        return held
    if _weight(first) or fold(first) in _portion_words():
        return replace(held, name=rest.removeprefix("of "), unit=first)
    return held


@cache
def _portion_words() -> frozenset[str]:
    words = {"cup", "cups", "slice", "slices", "glass", "glasses", "tbsp", "tsp", "tablespoon", "teaspoon", "handful"}
    return frozenset({fold(tr(word)) for word in _PORTIONS} | {fold(word) for word in _PORTIONS} | words)


def _weight(unit: str) -> str:
    """The unit of weight that is written so, "" for any other."""
    said = unit.strip().lower()
    said = _GRAMS.get(said, said)
    return said if said in WEIGHT_UNITS else ""


def _portion_unit(food: Food) -> str:
    """What one portion is called, such as "cup"; "" where a portion is not one of something."""
    found = _PORTION.match(food.portion)
    return found["unit"].strip() if found and Decimal(found["count"]) == 1 else ""


def _unit(food: Food, held: Quantity, known: Known) -> str | None:
    """The unit the number is in; None where this food has none of the kind that was typed."""
    usual = known.usual.get(food.name)
    portion = _portion_unit(food)
    if weight := _weight(held.unit):
        return weight if food.portion_g is not None or not food.own else None
    if held.unit:
        said = fold(held.unit)
        generic = said in {fold(word) for word in _PORTIONS}
        fits = generic or bool(portion and fold(portion).startswith(said.rstrip("s")))
        return (portion or tr("portion")) if fits and (food.portion or food.own) else None
    if food.own and food.portion_g is None:
        return portion or (usual.unit if usual else "") or tr("portion")
    if held.number is not None and held.number <= _FEW:
        return portion if food.portion_g and portion and not _MEASURED.match(portion) else None
    return usual.unit if usual is not None else "g"


def _food(line: Line, known: Known, food: Food, held: Quantity, unit: str | None) -> Understood:
    usual = known.usual.get(food.name)
    made = Understood(line.text, Intake.KIND.key, food.name, _about(food, usual))
    amount = held.number
    if amount is None:
        amount, unit = _one(food, usual, unit or "g")
    meal = line.meal or (usual.meal if usual and usual.meal else meal_at(known.now))
    position = known.position(line.day)
    row = eaten(food, amount, unit or held.unit, line.day, meal=meal, position=int(position or 1))
    row = replace(row, position=position, time=line.time)
    if unit is None:
        wanted = tr("How much is meant? Type grams, such as 150 g.")
        if held.unit:
            wanted = tr("How much one “{unit}” of it is, is not known. Type grams, such as 150 g.", unit=held.unit)
        return replace(made, missing=wanted, start=replace(row, amount=None, unit=""))
    made = replace(
        made,
        sentence=joined(
            (
                food.name,
                _amount(food, amount, unit),
                day_words(line.day, known.today),
                tr("at {time}", time=f"{line.time:%H:%M}") if line.time else "",
                tr(MEALS[meal]) if meal in MEALS else meal,
            )
        ),
        detail=contents_said(row),
    )
    return judged(made, known, row)


def _one(food: Food, usual: Usual | None, unit: str) -> tuple[Decimal, str]:
    """As much as she usually has; else one portion, else 100 g."""
    if usual is not None:
        return usual.amount, usual.unit
    if food.portion_g is not None or (food.own and unit not in WEIGHT_UNITS):
        return Decimal(1), _portion_unit(food) or tr("portion")
    return Decimal(100), "g"


def _amount(food: Food, amount: Decimal, unit: str) -> str:
    said = counted(amount, unit)
    if _weight(unit) or food.portion_g is None:
        return said
    return tr("{amount} ({grams} g)", amount=said, grams=number(round(amount * food.portion_g)))


def _about(food: Food, usual: Usual | None) -> str:
    if usual is not None:
        return tr("food, usual amount {amount}", amount=counted(usual.amount, usual.unit))
    if food.own:
        return tr("your own food")
    if food.portion and food.portion_g is not None:
        return tr("food, {portion} = {grams} g", portion=food.portion, grams=number(food.portion_g))
    return tr("food")


def contents_said(row: Intake) -> str:
    """What a row holds, in a sentence or two: the nutrients it has, those it has none of, those not known."""
    names = {key: tr(NAMES[key]) for key in _NUTRIENT_NAMES if key not in ("energy_kcal", "vitamin_k2_ug")}
    held = {key: getattr(row, key) for key in names}
    has = [
        tr("{amount} {unit} {nutrient}", amount=_round(value), unit=unit_of(key), nutrient=names[key])
        for key, value in held.items()
        if value
    ]
    none = [names[key] for key, value in held.items() if value == 0]
    unknown = [names[key] for key, value in held.items() if value is None]
    if len(unknown) == len(names):
        return tr("What it holds is not known.")
    sentences = [tr("{nutrients}.", nutrients=", ".join(has)) if has else ""]
    sentences.append(tr("No {nutrients}.", nutrients=either(none)) if none else "")
    sentences.append(tr("Not known: {nutrients}.", nutrients=", ".join(unknown)) if unknown else "")
    return " ".join(filter(None, sentences))


def _round(value: float) -> str:
    return number(round(exact(value), 0 if value >= 10 else 1))


def _nutrient_guess(line: Line, known: Known, nutrient: str, rank: int, held: Quantity) -> Iterator[Guess]:
    item = field_of(Intake, nutrient)
    low, high = _DAILY[nutrient]
    unit = held.unit
    if nutrient == "vitamin_d_ug" and not unit and held.number is not None and held.number > high:
        unit = "IU"  # labels of tablets say 1000 or 2000
    try:
        entered = parse_quantity(f"{held.figure} {unit}".strip(), item)
    except UnitError:
        return
    likely = held.unit or low <= entered.value <= high
    yield Guess(
        10.0 * rank + ((-3 if nutrient in _ONLY_EATEN else 0) if likely else 25),
        partial(_nutrient, line, known, nutrient, entered.value, entered.typed),
    )


def _nutrient(line: Line, known: Known, nutrient: str, value: float, typed: str) -> Understood:
    name = nutrient_name(nutrient)
    row = Intake(
        date=line.day,
        time=line.time,
        position=known.position(line.day),
        meal=line.meal,
        item=name,
        **{nutrient: value},  # type: ignore[arg-type]
    )
    amount = f"{number(value)} {unit_of(nutrient)}"
    made = Understood(
        line.text,
        Intake.KIND.key,
        name,
        tr("an amount, without saying what it was in"),
        joined(
            (
                tr("{nutrient}, {amount} ({typed})", nutrient=name, amount=amount, typed=typed)
                if typed
                else tr("{nutrient}, {amount}", nutrient=name, amount=amount),
                day_words(line.day, known.today),
                tr("at {time}", time=f"{line.time:%H:%M}") if line.time else "",
                tr(MEALS[line.meal]) if line.meal in MEALS else line.meal,
            )
        ),
        tr("Counted as food; nothing else is said about it."),
    )
    return judged(made, known, row)
