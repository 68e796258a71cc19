from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.nutrition.foods import HerFood
from bonejournal.domain.nutrition.intake import Intake, eaten
from bonejournal.domain.nutrition.meals import amount_said, meals, placed, recipe, rescaled, to_repeat
from bonejournal.domain.nutrition.supplements import portion, taken, ticks
from tests.domain.making import day

TODAY, YESTERDAY = day("2026-11-12"), day("2026-11-11")
OATS = Intake(
    date=YESTERDAY,
    position=1,
    meal="breakfast",
    item="Porridge oats",
    amount=40,
    unit="g",
    protein_g=6.8,
    calcium_mg=20,
)
MILK = Intake(
    date=YESTERDAY, position=2, meal="breakfast", item="Milk", amount=200, unit="ml", protein_g=7, calcium_mg=248,
    vitamin_d_ug=0,
)  # fmt: skip
COD = Intake(date=YESTERDAY, position=3, meal="dinner", item="Cod", amount=120, unit="g", protein_g=27.4)
TABLET = Intake(
    date=YESTERDAY, position=4, meal="dinner", item="Calcium", amount=1, unit="tablet", calcium_mg=500, supplement=True,
    course_id="01890000-0000-7000-8000-000000000001",
)  # fmt: skip
LABEL = HerFood(name="D3 and K2", portion="2 capsules", vitamin_d_ug=20)
COURSE = Course(
    name="Vitamin D3", kind=CourseKind.SUPPLEMENT, dose="20 µg", start=PartialDate("2024-11"), food_id=LABEL.id
)


def test_meals_stand_in_the_order_of_the_day_and_supplements_by_themselves() -> None:
    found = meals(
        [TABLET, COD, replace(MILK, time=dt.time(7, 40)), OATS, replace(COD, id="x", meal="tea", item="Cake")]
    )
    assert [(meal.name, [row.item for row in meal.rows]) for meal in found] == [
        ("Breakfast", ["Porridge oats", "Milk"]),
        ("tea", ["Cake"]),
        ("Dinner", ["Cod"]),
        ("Supplements", ["Calcium"]),
    ]
    assert [meal.time for meal in found] == [dt.time(7, 40), None, None, None]


def test_rows_are_put_behind_those_of_the_day() -> None:
    made = placed([OATS, MILK], TODAY, [replace(COD, date=TODAY, position=5)])
    assert [(row.date, row.position, row.item) for row in made] == [(TODAY, 6, "Porridge oats"), (TODAY, 7, "Milk")]
    assert {OATS.id, MILK.id}.isdisjoint(row.id for row in made)


def test_a_day_is_repeated_with_what_the_other_has_not_yet() -> None:
    eating = [OATS, MILK, COD, TABLET]
    empty = to_repeat(eating, TODAY)
    assert empty is not None
    assert (empty.day, empty.lacking) == (YESTERDAY, (OATS, MILK, COD, TABLET))
    begun = to_repeat([*eating, *placed([OATS, TABLET], TODAY, ())], TODAY)
    assert begun is not None
    assert begun.lacking == (COD,)
    assert begun.rows == (OATS, MILK, COD, TABLET)
    assert to_repeat([replace(OATS, date=TODAY)], TODAY) is None


def test_another_amount_holds_in_proportion_and_unknown_stays_unknown() -> None:
    more = rescaled(MILK, Decimal(300))
    assert (more.amount, more.protein_g, more.calcium_mg, more.vitamin_d_ug, more.magnesium_mg) == (
        300, 10.5, 372, 0, None,
    )  # fmt: skip
    nothing_known = replace(MILK, amount=None)
    assert rescaled(nothing_known, Decimal(300)) == replace(nothing_known, amount=300)


def test_a_recipe_of_weights_is_known_by_weight() -> None:
    made = recipe("Porridge", [OATS, MILK], Decimal(2))
    assert (made.portion_g, made.protein_g, made.calcium_mg, made.vitamin_d_ug) == (120, 5.75, 111.7, None)
    row = eaten(made.food, Decimal(1), "", TODAY)
    assert (row.protein_g, row.vitamin_d_ug) == (6.9, None)
    assert made.source == "own recipe: Porridge oats 40 g; Milk 200 ml"


def test_a_recipe_with_a_part_known_by_the_piece_is_known_by_the_portion() -> None:
    egg = replace(COD, item="Egg", amount=2, unit="egg", protein_g=13)
    made = recipe("Breakfast", [egg, MILK], Decimal(2))
    assert (made.portion_g, made.protein_g, made.calcium_mg) == (None, 10, None)


@pytest.mark.parametrize(
    "row, said",
    [(OATS, "40 g"), (TABLET, "1 tablet"), (replace(OATS, amount=None), ""), (replace(OATS, unit=""), "40")],
)
def test_an_amount_is_said_with_its_unit(row: Intake, said: str) -> None:
    assert amount_said(row) == said


def test_a_tick_writes_what_the_label_says_of_one_portion() -> None:
    [tick] = ticks([COURSE], [LABEL], [], TODAY)
    assert (tick.taken, tick.said) == (False, "D3 and K2, 2 capsules")
    row = taken(tick, TODAY)
    assert (row.item, row.amount, row.unit, row.vitamin_d_ug, row.calcium_mg) == ("D3 and K2", 2, "capsules", 20, None)
    assert (row.supplement, row.course_id) == (True, COURSE.id)
    [after] = ticks([COURSE], [LABEL], [row], TODAY)
    assert after.rows == (row,)


def test_a_tick_fills_the_day_of_a_supplement_taken_twice_daily() -> None:
    [tick] = ticks([replace(COURSE, schedule="daily x2")], [LABEL], [], TODAY)
    assert tick.said == "D3 and K2, 2 capsules, 2 times a day"
    row = taken(tick, TODAY)
    assert (row.amount, row.unit, row.vitamin_d_ug) == (4, "capsules", 40)
    assert portion(tick, TODAY).vitamin_d_ug == 20
    [tick] = ticks([replace(COURSE, schedule="every 2 months")], [LABEL], [], TODAY)
    assert taken(tick, TODAY).vitamin_d_ug == 20


def test_a_supplement_without_a_label_is_ticked_with_nothing_known() -> None:
    [tick] = ticks([replace(COURSE, food_id="")], [LABEL], [], TODAY)
    row = taken(tick, TODAY)
    assert (tick.said, row.item, row.vitamin_d_ug, row.supplement) == ("Vitamin D3, 20 µg", "Vitamin D3", None, True)


def test_only_supplements_taken_on_that_day_can_be_ticked() -> None:
    stopped = replace(COURSE, id="s", stop=PartialDate("2026-01-01"))
    medicine = replace(COURSE, id="m", kind=CourseKind.MEDICINE)
    assert ticks([stopped, medicine], [LABEL], [], TODAY) == ()
    noted = replace(TABLET, date=TODAY, course_id=stopped.id)
    assert [tick.rows for tick in ticks([stopped], [LABEL], [noted], TODAY)] == [(noted,)]
