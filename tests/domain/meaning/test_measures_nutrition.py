from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.meaning.measures.common import Status
from bonejournal.domain.meaning.targets import Gap
from bonejournal.domain.record import Record
from tests.domain.making import body, food, gap, override, panel, result_of, woman

ON = "2026-11-12"
WEEK = [f"2026-11-{date:02}" for date in range(5, 12)]
WEIGHT = body("2026-01-01", weight=60)


def judged(id_: str, *records: Record) -> Gap:
    return gap(id_, ON, *records)


def daily(days: int = 7, **known: float) -> list[Record]:
    return [food(date, **known) for date in WEEK[:days]]


@pytest.mark.parametrize("days, status", [(0, Status.NO_DATA), (2, Status.NO_DATA), (3, Status.MET), (7, Status.MET)])
def test_three_days_are_enough_and_two_are_not(days: int, status: Status) -> None:
    found = judged("nutrition.calcium", *daily(days, calcium_mg=1200))
    assert (found.status, found.window.days_with_data) == (status, days)
    if days == 2:
        assert found.text == "Nothing to say yet: 2 of 7 days have data. Three are enough."


def test_one_of_several_has_and_several_have() -> None:
    one_day = judged("nutrition.calcium", *daily(1, calcium_mg=1200))
    assert one_day.text == "Nothing to say yet: 1 of 7 days has data. Three are enough."
    one_partner = judged("minerals.synergy", *daily(calcium_mg=1200, vitamin_d_ug=22, vitamin_k2_ug=0, magnesium_mg=9))
    assert one_partner.text == "Of calcium’s partners vitamin D, K2 and magnesium, 1 of 3 is met."


def test_where_no_day_counts_it_is_said_which_days_were_looked_at() -> None:
    found = judged("nutrition.calcium", food(ON, calcium_mg=500))  # what she just typed is not among them
    assert found.text == "Nothing to say yet: nothing is recorded for 5 to 11 November. Three days are enough."


def test_today_and_the_eighth_day_back_are_not_averaged() -> None:
    beside = [food(ON, calcium_mg=9000), food("2026-11-04", calcium_mg=9000)]
    assert judged("nutrition.calcium", *daily(3, calcium_mg=1000), *beside).value == 1000


def test_an_empty_cell_is_not_nought() -> None:
    rows = [*daily(3, calcium_mg=1600), food(WEEK[0]), food(WEEK[4]), food(WEEK[5], protein_g=60)]
    found = judged("nutrition.calcium", *rows)
    assert (found.value, found.window.days_with_data, found.window.rows, found.window.rows_known) == (1600, 3, 4, 3)
    assert judged("nutrition.calcium", *rows, food(WEEK[4], calcium_mg=0)).value == 1200


def test_a_supplement_counts_only_on_a_day_with_food() -> None:
    taken = [food(date, supplement=True, calcium_mg=500) for date in WEEK]
    assert judged("nutrition.calcium", *taken).status is Status.NO_DATA
    found = judged("nutrition.calcium", *taken, *daily(3))
    assert (found.value, found.window.rows, found.window.rows_known) == (None, 3, 0)
    assert found.status is Status.NO_DATA
    assert judged("nutrition.calcium", *taken, *daily(3, calcium_mg=700)).value == 1200


def test_a_days_total_is_left_out_beside_other_food() -> None:
    totals = [food(date, meal="day total", calcium_mg=1500) for date in WEEK[:3]]
    assert judged("nutrition.calcium", *totals).value == 1500
    assert judged("nutrition.calcium", *totals, *daily(1, calcium_mg=900)).value == 1300


@pytest.mark.parametrize("known, status", [(4, Status.SHORT), (3, Status.NO_DATA), (5, Status.SHORT)])
def test_unknown_is_not_short(known: int, status: Status) -> None:
    rows = [food(date, **({"calcium_mg": 100} if at < known else {})) for date in WEEK[:3] for at in range(5)]
    found = judged("nutrition.calcium", *rows)
    assert found.status is status
    if status is Status.NO_DATA:
        assert found.value is None
        assert found.text == "At least 300 mg a day: 6 of 15 foods have no figure."


@pytest.mark.parametrize(
    "amount, status",
    [(1199.9, Status.SHORT), (1200, Status.MET), (2000, Status.MET), (2000.1, Status.OVER)],
)
def test_calcium_has_a_lower_bound_and_an_upper_level(amount: float, status: Status) -> None:
    assert judged("nutrition.calcium", *daily(calcium_mg=amount)).status is status


@pytest.mark.parametrize("id_, field, enough", [("calcium", "calcium_mg", 300), ("vitamin_d", "vitamin_d_ug", 5)])
def test_who_has_too_much_is_not_told_what_is_rich_in_it(id_: str, field: str, enough: float) -> None:
    short, over = (judged(f"nutrition.{id_}", *daily(**{field: amount})) for amount in (enough, enough * 30))
    assert (short.status, over.status) == (Status.SHORT, Status.OVER)
    assert short.helps == short.target.closes
    assert "pharmacist" in over.helps
    assert over.helps != short.helps


def test_an_override_never_moves_the_upper_level() -> None:
    rows = daily(calcium_mg=2400)
    assert judged("nutrition.calcium", *rows, override("nutrition.calcium", 1000, 3000)).status is Status.OVER
    assert (
        judged("nutrition.calcium", *daily(calcium_mg=10), override("nutrition.calcium", high=9)).status is Status.MET
    )


def test_vitamin_d_is_said_in_both_units() -> None:
    assert judged("nutrition.vitamin_d", *daily(vitamin_d_ug=23)).text == (
        "Vitamin D averaged 23 µg (920 IU) a day. The target of 20–25 µg is met."
    )
    assert judged("nutrition.vitamin_d", *daily(vitamin_d_ug=112)).text == (
        "Vitamin D averaged 112 µg (4,480 IU) a day, 12 µg above the upper level of 100 µg "
        "(IOM 2011, not from the five documents)."
    )


def test_a_short_amount_says_how_far() -> None:
    assert judged("nutrition.calcium", *daily(calcium_mg=1040)).text == (
        "Calcium averaged 1,040 mg a day, 160 mg below the 1,200 mg target."
    )


def test_protein_needs_a_weight_and_takes_the_latest() -> None:
    rows = daily(protein_g=72)
    assert judged("nutrition.protein", *rows).status is Status.NO_DATA
    assert judged("nutrition.protein", *rows, WEIGHT).value == Decimal("1.2")
    heavier = body("2026-11-12", weight=72)
    found = judged("nutrition.protein", *rows, WEIGHT, heavier)
    assert (found.status, found.value) == (Status.SHORT, 1)
    assert found.text == "Protein averaged 72 g a day, 14 g below the 86–115 g target."
    assert judged("nutrition.protein", *daily(protein_g=720), WEIGHT).status is Status.MET


def test_protein_is_told_in_the_grams_that_are_for_her() -> None:
    assert judged("nutrition.protein", *daily(protein_g=61), body("2026-11-08", weight=62)).text == (
        "Protein averaged 61 g a day, 13 g below the 74–99 g target."
    )
    assert judged("nutrition.protein", *daily(protein_g=80), WEIGHT).text == (
        "Protein averaged 80 g a day. The target of 72–96 g is met."
    )


@pytest.mark.parametrize("taken, status", [(350, Status.MET), (350.1, Status.OVER)])
def test_the_upper_level_of_magnesium_is_for_supplements(taken: float, status: Status) -> None:
    rows = [food(date, supplement=True, magnesium_mg=taken) for date in WEEK]
    found = judged("nutrition.magnesium", *daily(magnesium_mg=400), *rows)
    assert (found.status, found.distance) == (status, 0)


def test_vitamin_k_of_a_row_is_k2_where_that_is_all_that_is_known() -> None:
    found = judged("nutrition.vitamin_k", *daily(vitamin_k2_ug=90))
    assert (found.status, found.value) == (Status.MET, 90)
    capsules = [food(date, supplement=True, vitamin_k_ug=90, vitamin_k2_ug=90) for date in WEEK]
    assert "leafy greens" in judged("nutrition.vitamin_k", *daily(vitamin_k_ug=20), *capsules).text
    assert "leafy greens" not in judged("nutrition.vitamin_k", *daily(vitamin_k_ug=120), *capsules).text


@pytest.mark.parametrize(
    "counted, sources, low, status",
    [(3, 2, 2, Status.MET), (4, 2, 3, Status.SHORT), (6, 4, 4, Status.MET), (7, 3, 4, Status.SHORT)],
)
def test_a_source_on_most_days(counted: int, sources: int, low: int, status: Status) -> None:
    rows = [food(date, vitamin_k2_ug=5 if at < sources else 4.9) for at, date in enumerate(WEEK[:counted])]
    found = judged("nutrition.vitamin_k2", *rows)
    assert (found.status, found.value, found.bounds.low) == (status, sources, low)


def test_a_number_of_days_of_hers_is_not_told_as_most_days() -> None:
    for id_ in ("nutrition.vitamin_k2", "nutrition.omega3"):
        found = judged(id_, *daily(vitamin_k2_ug=0, omega3_mg=0), override(id_, 6))
        assert found.text.endswith("source on 0 of 7 days, 6 fewer than the 6 asked for.")


def test_two_small_amounts_make_no_source() -> None:
    rows = [food(date, omega3_mg=60) for date in WEEK for _ in range(2)]
    assert judged("nutrition.omega3", *rows).value == 0


FULL = {"calcium_mg": 1200, "vitamin_d_ug": 22, "vitamin_k2_ug": 10, "magnesium_mg": 330}


@pytest.mark.parametrize(
    "changed, status, value",
    [
        ({}, Status.MET, 3),
        ({"vitamin_d_ug": 10}, Status.ATTENTION, 2),
        ({"vitamin_d_ug": 150}, Status.ATTENTION, 2),
        ({"calcium_mg": 2500, "magnesium_mg": 100}, Status.ATTENTION, 2),
        ({"calcium_mg": 1000}, Status.NOT_APPLICABLE, None),
    ],
)
def test_calcium_is_looked_at_with_its_partners(changed: dict[str, float], status: Status, value: int | None) -> None:
    found = judged("minerals.synergy", *daily(**{**FULL, **changed}))
    assert (found.status, found.value) == (status, value)


def test_a_calcium_supplement_is_looked_at_with_its_partners_too() -> None:
    low = daily(**{**FULL, "calcium_mg": 300})
    tablet = food(WEEK[6], supplement=True, calcium_mg=1)
    assert judged("minerals.synergy", *low, tablet).status is Status.MET
    assert judged("minerals.synergy", *low, food(ON, supplement=True, calcium_mg=500)).status is Status.NOT_APPLICABLE
    left_out = food(WEEK[6], meal="day total", supplement=True, calcium_mg=500)
    assert judged("minerals.synergy", *low, left_out).status is Status.NOT_APPLICABLE
    unknown = {name: value for name, value in FULL.items() if name != "magnesium_mg"}
    assert judged("minerals.synergy", *daily(**unknown)).status is Status.NO_DATA
    assert judged("minerals.synergy", *daily(protein_g=1)).status is Status.NO_DATA


@pytest.mark.parametrize(
    "value, comparator, reduced",
    [
        ("59", "", True),
        ("60", "", False),
        ("60", "<", True),
        ("60", ">", False),
        ("90", ">", False),
        ("59", "<=", True),
    ],
)
def test_with_reduced_kidney_function_her_doctor_decides(value: str, comparator: str, reduced: bool) -> None:
    kidney = panel("2026-01-01", result_of("egfr", value, "mL/min/1.73 m²", comparator=comparator))
    older = panel("2025-01-01", result_of("egfr", "40", "mL/min/1.73 m²"))
    for id_ in ("nutrition.protein", "nutrition.magnesium", "minerals.synergy"):
        found = judged(id_, kidney, older, WEIGHT, *daily(**FULL, protein_g=90))
        assert (found.status is Status.NOT_APPLICABLE) is reduced
        assert id_ == "minerals.synergy" or found.window.days_with_data == 7
    hers = override("nutrition.magnesium", 300)
    assert judged("minerals.synergy", kidney, hers, *daily(**FULL)).status is Status.MET


def test_a_kidney_result_by_the_second_is_read_as_one() -> None:
    kidney = panel("2026-01-01", result_of("egfr", "1.2", "mL/s/1.73 m²"))
    assert judged("nutrition.magnesium", kidney, *daily(**FULL)).status is Status.MET
    reduced = panel("2026-01-01", result_of("egfr", "0.99", "mL/s/1.73 m²"))
    assert judged("nutrition.magnesium", reduced, *daily(**FULL)).status is Status.NOT_APPLICABLE


def test_nothing_eaten_is_said_so() -> None:
    assert judged("nutrition.omega3", woman()).text == "Nothing recorded yet."


@given(st.lists(st.integers(0, 3000), min_size=3, max_size=7), st.integers(0, 2), st.integers(0, 500))
def test_eating_more_never_lowers_the_mean(amounts: list[int], at: int, more: int) -> None:
    rows = [food(date, calcium_mg=amount) for date, amount in zip(WEEK, amounts, strict=False)]
    before = judged("nutrition.calcium", *rows)
    after = judged("nutrition.calcium", *rows, food(WEEK[at], calcium_mg=more))
    assert before.value is not None
    assert after.value is not None
    assert after.value >= before.value
    assert before.value == Decimal(sum(amounts)) / len(amounts)
