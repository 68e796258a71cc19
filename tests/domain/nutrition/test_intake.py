from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.field import field_of
from bonejournal.domain.nutrition.foods import NUTRIENTS, HerFood, bundled, food_index
from bonejournal.domain.nutrition.intake import Intake, counting, day_sums, eaten, sum_of
from bonejournal.domain.record import Around, open_questions, problems
from bonejournal.domain.units import UnitError, parse_quantity
from tests.domain.making import day, food

TODAY = day("2026-11-12")
GLASS = HerFood(name="Milk", portion="1 glass", portion_g=200, calcium_mg=124, protein_g=3.5)
TABLET = HerFood(name="Calcium citrate", portion="1 tablet", calcium_mg=500)


def test_unknown_is_never_zero() -> None:
    row = eaten(GLASS.food, Decimal(165), "ml", TODAY)
    assert (row.calcium_mg, row.vitamin_d_ug) == (204.6, None)
    told = day_sums([row, food("2026-11-12")], TODAY)
    assert told["vitamin_d_ug"].total is None
    assert told["vitamin_d_ug"].said() == "Not known"
    assert told["calcium_mg"].said() == "At least 205 mg: 1 of 2 foods has no figure."


@pytest.mark.parametrize(
    "held, amount, unit, calcium",
    [
        (GLASS, "1", "", Decimal("248")),
        (GLASS, "2", "glass", Decimal("496")),
        (GLASS, "100", "g", Decimal("124")),
        (TABLET, "2", "tablet", Decimal("1000")),
        (TABLET, "2", "", Decimal("1000")),
    ],
)
def test_amounts_by_weight_and_by_portion(held: HerFood, amount: str, unit: str, calcium: Decimal) -> None:
    contents = held.food.contents(Decimal(amount), unit)
    assert contents is not None
    assert contents["calcium_mg"] == calcium


def test_a_weight_of_something_known_by_the_piece_tells_nothing() -> None:
    assert TABLET.food.contents(Decimal(5), "g") is None
    row = eaten(TABLET.food, Decimal(5), "g", TODAY)
    assert all(row.known(name) is None for name in NUTRIENTS)


def test_food_and_supplements_are_summed_apart() -> None:
    rows = [food("2026-11-12", calcium_mg=300), food("2026-11-12", supplement=True, calcium_mg=500)]
    told = sum_of("calcium_mg", rows)
    assert (told.food, told.supplements, told.total, told.at_least) == (300, 500, 800, False)


def test_a_days_total_counts_only_where_nothing_else_was_noted() -> None:
    total, lunch = food("2026-11-11", meal="day total", calcium_mg=900), food("2026-11-12", calcium_mg=300)
    doubled = food("2026-11-12", meal="day total", calcium_mg=900)
    pill = food("2026-11-11", supplement=True, calcium_mg=500)
    pills = food("2026-11-12", meal="day total", supplement=True, calcium_mg=500)
    assert counting([total, lunch, doubled, pill, pills]) == [total, lunch, pill]
    assert counting([total, doubled, pills]) == [total, doubled, pills]


def test_k2_alone_is_what_is_known_of_vitamin_k() -> None:
    assert food("2026-11-12", vitamin_k2_ug=90).known("vitamin_k_ug") == 90
    assert food("2026-11-12", vitamin_k_ug=100, vitamin_k2_ug=90).known("vitamin_k_ug") == 100


@given(st.lists(st.tuples(st.none() | st.floats(0, 900), st.booleans()), max_size=20))
def test_a_sum_is_the_sum_of_what_is_known(amounts: list[tuple[float | None, bool]]) -> None:
    known = [{"calcium_mg": round(amount, 2)} if amount is not None else {} for amount, _ in amounts]
    rows = [food("2026-11-12", supplement=pill, **held) for held, (_, pill) in zip(known, amounts, strict=True)]
    told = sum_of("calcium_mg", rows)
    expected = sum((Decimal(str(float(held["calcium_mg"]))) for held in known if held), Decimal(0))
    assert (told.total or 0) == expected
    assert (told.total is None) == (not any(known))
    assert told.rows == sum(not pill for _, pill in amounts)


def test_a_row_says_something() -> None:
    assert [p.field for p in problems(Intake(date=TODAY))] == ["item"]
    assert problems(Intake(date=TODAY, calcium_mg=300)) == []


def test_international_units_are_for_vitamin_d_alone() -> None:
    d, k = field_of(Intake, "vitamin_d_ug"), field_of(Intake, "vitamin_k2_ug")
    assert parse_quantity("1000 IU", d).value == 25
    assert parse_quantity("45 mg", k).value == 45_000
    assert parse_quantity("180 mcg", k).value == 180
    with pytest.raises(UnitError):
        parse_quantity("1000 IU", k)


def test_the_bundled_foods_are_as_their_source_has_them() -> None:
    assert len(bundled()) >= 375
    assert all(food.source and food.name for food in bundled())
    kale = food_index().best("kale, raw")[0]
    assert (kale.name, kale.amounts["calcium_mg"], kale.amounts["vitamin_k_ug"]) == ("Kale, raw", 254, Decimal(390))
    natto = next(food for food in bundled() if food.name == "Natto")
    assert natto.amounts["vitamin_k2_ug"] is None


def test_words_of_other_kitchens_find_a_food_and_hers_go_first() -> None:
    assert food_index().best("gim")[0].name == "Seaweed, laver, raw"
    assert "Tofu" in food_index().best("두부")[0].name
    assert food_index([GLASS]).best("milk")[0].own


@pytest.mark.parametrize(
    "name, holds, asked, fix",
    [
        ("D3 2000", {"vitamin_d_ug": 2000}, "2,000 µg would be 80,000 IU. Is it 2,000 IU?", "2000 IU"),
        ("Vitamin K2 MK-7", {"vitamin_k2_ug": 45000}, "45,000 µg would be 45 mg. Is it 45 µg?", "45 µg"),
        ("MK-4", {"vitamin_k2_ug": 45}, "45 µg would be 0.045 mg. Is it 45 mg?", "45 mg"),
    ],
)
def test_another_unit_is_asked_about(name: str, holds: dict[str, float], asked: str, fix: str) -> None:
    around = Around(day("2026-11-12"))
    for made in (HerFood(name=name, **holds), Intake(date=TODAY, item=name, **holds)):  # type: ignore[arg-type]
        (question,) = open_questions(made, around)
        assert (question.text, question.fix) == (asked, fix)


def test_what_is_usual_is_not_asked_about_and_a_part_is_no_more_than_all() -> None:
    around = Around(day("2026-11-12"))
    for name, amount in (
        ("MK-4 45 mg", 45000),
        ("MK-7", 180),
        ("K2 (MK-4) 100 µg", 100),
        ("Glakay (menatetrenone)", 15000),
    ):
        assert open_questions(HerFood(name=name, vitamin_k2_ug=amount), around) == []
    (question,) = open_questions(HerFood(name="Natto", vitamin_k_ug=10, vitamin_k2_ug=20), around)
    assert question.key == "part"
