from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bonejournal.domain.meaning.targets import evaluate
from bonejournal.domain.nutrition import eating
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.nutrition.over_time import Bit, begins, overall, weeks
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
from tests.domain.making import body, day, food

TODAY = day("2026-11-12")


def _snapshot(*records: Record) -> Snapshot:
    held: dict[str, tuple[Record, ...]] = {}
    for record in records:
        held[record.KIND.key] = (*held.get(record.KIND.key, ()), record)
    return Snapshot(TODAY, held)


def _week(**holds: Any) -> list[Intake]:
    return [food(f"2026-11-{number:02d}", **holds) for number in (8, 9, 10, 11)]


def _bar(snapshot: Snapshot, id_: str) -> eating.Bar:
    return next(bar for bar in eating.week_facts(snapshot, evaluate(snapshot)).bars if bar.gap.id == id_)


def test_a_bar_tells_food_and_tablets_apart_and_where_the_target_is() -> None:
    tablets = [food(f"2026-11-{number:02d}", supplement=True, calcium_mg=500) for number in (8, 9, 10)]
    bar = _bar(_snapshot(*_week(calcium_mg=600), *tablets), "nutrition.calcium")
    assert (bar.food, bar.tablets, bar.tick, bar.upper, bar.mark) == (600, 375, 1200, 2000, "short")
    assert bar.said == "Calcium: 975 mg of 1,200 mg. food 600, tablets 375; upper limit 2,000"
    assert bar.full > 2000


def test_protein_is_told_in_grams_for_her_weight_with_both_documents() -> None:
    bar = _bar(_snapshot(body("2026-11-01", weight=62), *_week(protein_g=61)), "nutrition.protein")
    assert (bar.value, bar.of, bar.tick, bar.band) == (
        "61 g",
        "of 74 g",
        Decimal("74.4"),
        (Decimal("74.4"), Decimal("99.2")),
    )
    assert bar.note == "1.2 g per kg; documents give 1.0–1.2 and 1.2–1.6"


def test_without_a_weight_protein_has_no_tick() -> None:
    bar = _bar(_snapshot(*_week(protein_g=61)), "nutrition.protein")
    assert (bar.value, bar.of, bar.tick, bar.food) == ("61 g", "", None, 61)


def test_too_few_days_are_a_sentence_and_no_bar() -> None:
    bar = _bar(_snapshot(food("2026-11-11", calcium_mg=900)), "nutrition.calcium")
    assert (bar.food, bar.value, bar.note) == (None, "", "Nothing to say yet: 1 of 7 days has data. Three are enough.")


def test_what_is_not_known_is_said_beneath_the_bar() -> None:
    bar = _bar(_snapshot(*_week(calcium_mg=300), *_week()), "nutrition.calcium")
    assert bar.note == "all from food; upper limit 2,000; known for 4 of 8 foods"


@pytest.mark.parametrize(
    "holds, said",
    [
        ({"calcium_mg": 300}, "Over the last 7 days calcium was short."),
        (
            {"calcium_mg": 300, "magnesium_mg": 10},
            "Over the last 7 days magnesium and calcium were short. Magnesium is the one to raise first.",
        ),
        ({"calcium_mg": 1300}, "Over the last 7 days nothing that is known was short."),
    ],
)
def test_the_sentence_names_what_is_short(holds: dict[str, float], said: str) -> None:
    snapshot = _snapshot(*_week(**holds))
    assert eating.sentence(snapshot, evaluate(snapshot)) == said


def test_nothing_on_record_is_no_sentence() -> None:
    assert eating.sentence(_snapshot(), evaluate(_snapshot())) == ""


def test_a_sum_that_may_be_more_has_its_note() -> None:
    rows = [food("2026-11-12", calcium_mg=300, protein_g=5), food("2026-11-12", calcium_mg=20)]
    facts = eating.day_facts(rows, TODAY, TODAY)
    assert facts.total_name == "So far today"
    assert facts.unknown_note(("calcium_mg",)) == ""
    assert facts.unknown_note(("calcium_mg", "protein_g")) == (
        "* Protein is unknown for 1 item, so the real total is higher. Unknown is never counted as zero."
    )
    assert facts.unknown_note(("protein_g", "magnesium_mg")) == (
        "* Not known: protein of 1 item, magnesium of 2 items. The real totals are higher; "
        "unknown is never counted as zero."
    )


@pytest.mark.parametrize(
    "nutrient, amount, said",
    [
        ("protein_g", "22", "22.0"),
        ("calcium_mg", "345.4", "345"),
        ("vitamin_d_ug", "24.32", "24.3"),
        ("vitamin_k_ug", "0.84", "0.8"),
        ("vitamin_k_ug", "112.88", "113"),
        ("magnesium_mg", "0", "0"),
    ],
)
def test_amounts_stand_in_the_table_as_exactly_as_they_are_worth(nutrient: str, amount: str, said: str) -> None:
    assert eating.amount_text(nutrient, Decimal(amount)) == said


def test_days_are_named_from_today() -> None:
    assert eating.day_title(TODAY, TODAY) == "Today, Thursday 12 November"
    assert eating.day_title(day("2026-11-11"), TODAY) == "Yesterday, Wednesday 11 November"
    assert eating.day_title(day("2025-11-11"), TODAY) == "Tuesday 11 November 2025"


def test_weeks_are_the_means_of_their_counted_days_and_empty_ones_are_left_out() -> None:
    bits = [
        Bit(day("2026-11-02"), "lunch", False, 400.0),
        Bit(day("2026-11-02"), "dinner", False, 200.0),
        Bit(day("2026-11-03"), "lunch", False, 500.0),
        Bit(day("2026-11-03"), "supplement", True, 500.0),
        Bit(day("2026-11-04"), "supplement", True, 500.0),  # a day without food on record
        Bit(day("2026-10-20"), "day total", False, 800.0),
        Bit(day("2026-10-28"), "lunch", False, None),
    ]
    found = weeks(bits, "calcium_mg")
    assert [(week.start, week.days, week.food, week.tablets) for week in found] == [
        (day("2026-10-19"), 1, 800, 0),
        (day("2026-11-02"), 2, 550, 250),
    ]
    assert overall(found) == (800, 3)


def test_a_look_back_begins_on_a_monday() -> None:
    assert begins("12w", TODAY, None) == day("2026-08-24")
    assert begins("1y", TODAY, day("2020-01-01")) == day("2025-11-10")
    assert begins("all", TODAY, day("2020-01-01")) == day("2019-12-30")
