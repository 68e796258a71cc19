from __future__ import annotations

import datetime as dt

import pytest

from bonejournal.domain.nutrition.foods import HerFood
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.quick.food_line import eaten_row, understand_food
from bonejournal.domain.quick.known import Known
from bonejournal.domain.snapshot import Snapshot
from tests.domain.making import day

TODAY, SUNDAY = day("2026-11-12"), day("2026-11-08")
SKYR = HerFood(name="Skyr", portion="1 pot", portion_g=150, protein_g=11, calcium_mg=150)
OATS = Intake(date=day("2026-11-10"), meal="breakfast", item="Porridge oats", amount=40, unit="g", protein_g=6.8)
KNOWN = Known(Snapshot(TODAY, {"foods": (SKYR,), "intake": (OATS,)}), dt.time(8, 0))


@pytest.mark.parametrize(
    "text, item, amount, unit, on",
    [
        ("skyr 200", "Skyr", 200, "g", SUNDAY),
        ("2 skyr", "Skyr", 2, "pot", SUNDAY),
        ("porridge", "Porridge oats", 40, "g", SUNDAY),
        ("porridge 60 yesterday", "Porridge oats", 60, "g", day("2026-11-11")),
        ("skyr 200 lunch", "Skyr", 200, "g", SUNDAY),
    ],
)
def test_a_line_is_understood_for_the_day_shown(text: str, item: str, amount: float, unit: str, on: dt.date) -> None:
    row = eaten_row(understand_food(text, KNOWN, SUNDAY)[0])
    assert row is not None
    assert (row.item, row.amount, row.unit, row.date) == (item, amount, unit, on)


def test_only_food_is_understood_here() -> None:
    for text in ("weight 62", "fell in kitchen", "prolia today", "ctx 0.42", "squat 3x8 40"):
        assert all(made.kind == "intake" for made in understand_food(text, KNOWN, TODAY))


@pytest.mark.parametrize("text", ["", "   ", ";;;", "200", "?", "x" * 400, "skyr 30 februar", "\0", "2 2 2"])
def test_nothing_typed_is_ever_a_fault(text: str) -> None:
    for made in understand_food(text, KNOWN, TODAY):
        assert made.changes or made.missing


def test_what_cannot_be_written_stands_behind_what_can() -> None:
    found = understand_food("milk 1 cup", KNOWN, TODAY)
    assert [bool(made.changes) for made in found] == sorted((bool(made.changes) for made in found), reverse=True)
    assert found[0].changes
