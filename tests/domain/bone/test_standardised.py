"""Standardised BMD: known conversions alone, and only where makes differ."""

from __future__ import annotations

import pytest

from bonejournal.domain.bone.comparison import histories
from bonejournal.domain.bone.density import Side, Site
from bonejournal.domain.bone.standardised import bridging, standardised
from tests.charts import scans


@pytest.mark.parametrize(
    "place, expected",
    [
        ((Site.LUMBAR_SPINE, None), [0.9448, 0.8896, 0.8326, 0.8896]),
        ((Site.TOTAL_HIP, Side.LEFT), [0.8129, 0.7874, 0.7670, 0.7872]),
        ((Site.FEMORAL_NECK, Side.LEFT), [0.7676, 0.7404, 0.7212, 0.7375]),
    ],
)
def test_the_published_equations_by_make_and_site(place: tuple[Site, Side | None], expected: list[float]) -> None:
    found = bridging(histories(scans.sample_scans())[place])
    assert [round(value, 4) for _, value in found] == [pytest.approx(one, abs=2e-4) for one in expected]


def test_scans_of_one_make_or_of_an_unknown_one_need_none() -> None:
    history = histories(scans.sample_scans()[2:])[Site.LUMBAR_SPINE, None]
    assert standardised(history[0]) is not None
    assert bridging(history) == []
