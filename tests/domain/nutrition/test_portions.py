"""Amounts in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bonejournal.domain.nutrition.portions import counted


@pytest.mark.parametrize(
    "amount, unit, said",
    [
        (2, "capsule", "2 capsules"),
        (1, "capsule", "1 capsule"),
        (0.5, "tablet", "0.5 tablet"),
        (1.5, "slice", "1.5 slices"),
        (2, "glass", "2 glasses"),
        (2, "cup, diced", "2 cups, diced"),
        (Decimal(3), "cup shredded", "3 cups shredded"),
        (2, "large", "2 large"),
        (200, "g", "200 g"),
        (2, "canned", "2 canned"),
        (3, "", "3"),
    ],
)
def test_more_than_one_is_many(amount: float | Decimal, unit: str, said: str) -> None:
    assert counted(amount, unit) == said
