from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.bone.density import (
    Category,
    DxaScan,
    Side,
    category,
    lowest_t,
    lowest_t_ever,
    results,
    signed_t,
    vertebrae_of,
    write_vertebrae,
)
from bonejournal.domain.words import exact
from tests.domain.making import HIP, NECK, RADIUS, SPINE, row, scan


@pytest.mark.parametrize(
    "score, expected",
    [
        ("-0.9", Category.NORMAL),
        ("-1.0", Category.NORMAL),
        ("-1.1", Category.LOW_BONE_MASS),
        ("-2.4", Category.LOW_BONE_MASS),
        ("-2.49", Category.LOW_BONE_MASS),
        ("-2.5", Category.OSTEOPOROSIS_RANGE),
        ("-2.6", Category.OSTEOPOROSIS_RANGE),
    ],
)
def test_ranges_begin_exactly_at_their_bounds(score: str, expected: Category) -> None:
    assert category(Decimal(score)) is expected


@given(st.integers(-100, 100))
def test_a_stored_tenth_is_judged_as_the_tenth_that_was_printed(tenths: int) -> None:
    wanted = (
        Category.NORMAL if tenths >= -10 else Category.LOW_BONE_MASS if tenths > -25 else Category.OSTEOPOROSIS_RANGE
    )
    assert category(exact(tenths / 10)) is wanted


def test_the_widest_row_of_the_spine_is_judged() -> None:
    made = scan("2024-01-01", row(SPINE, 0.7, vertebrae="L2"), row(SPINE, 0.8, vertebrae="L2-L4"), row(SPINE, 0.9))
    assert [found.bmd for found in results(made)] == [Decimal("0.9")]


def test_the_first_of_two_equally_wide_rows_is_judged() -> None:
    made = scan("2024-01-01", row(SPINE, 0.8, vertebrae="L1-L3"), row(SPINE, 0.9, vertebrae="L2-L4"))
    assert [found.bmd for found in results(made)] == [Decimal("0.8")]


def test_a_single_vertebra_is_never_judged() -> None:
    made = scan("2024-01-01", row(SPINE, 0.5, -4.0, vertebrae="L2"), row(NECK, 0.7, -1.5))
    assert [found.row.site for found in results(made)] == [NECK]
    assert lowest_t([made]).t == Decimal("-1.5")  # type: ignore[union-attr]


def test_the_lowest_t_takes_the_latest_scan_of_each_site_and_all_its_sides() -> None:
    scans = [
        scan("2020-01-01", row(SPINE, t=-3.0), row(HIP, t=-2.0, side=Side.LEFT)),
        scan("2024-01-01", row(SPINE, t=-1.2), row(NECK, t=-1.1)),
        scan("2023-01-01", row(HIP, t=-1.9, side=Side.LEFT), row(HIP, t=-2.1, side=Side.RIGHT)),
    ]
    found = lowest_t(scans)
    assert found is not None
    assert (found.row.site, found.row.side, found.t) == (HIP, Side.RIGHT, Decimal("-2.1"))
    ever = lowest_t_ever(scans)
    assert ever is not None
    assert ever.t == Decimal(-3)


@given(st.permutations([SPINE, NECK, HIP]))
def test_at_a_tie_the_spine_goes_before_the_neck_and_the_neck_before_the_hip(order: list) -> None:
    made = scan("2024-01-01", *(row(site, t=-2.0) for site in order))
    found = lowest_t([made])
    assert found is not None
    assert found.row.site is SPINE
    without = lowest_t([scan("2024-01-01", *(row(site, t=-2.0) for site in order if site is not SPINE))])
    assert without is not None
    assert without.row.site is NECK


def test_the_radius_counts_only_where_no_other_t_score_is_on_record() -> None:
    wrist = scan("2024-01-01", row(RADIUS, 0.5, -3.0))
    assert lowest_t([wrist]).t == Decimal(-3)  # type: ignore[union-attr]
    hip_once = scan("2010-01-01", row(HIP, t=-0.5))
    assert lowest_t([hip_once, wrist]).t == Decimal("-0.5")  # type: ignore[union-attr]
    bmd_alone = scan("2010-01-01", row(HIP, 0.8))
    assert lowest_t([bmd_alone, wrist]).t == Decimal(-3)  # type: ignore[union-attr]


def test_no_t_score_has_no_lowest() -> None:
    assert lowest_t([]) is None
    assert lowest_t_ever([scan("2024-01-01", row(SPINE, 0.8))]) is None


@given(st.sets(st.integers(1, 4), min_size=1))
def test_vertebrae_are_read_as_they_are_written(chosen: set[int]) -> None:
    assert vertebrae_of(write_vertebrae(chosen)) == chosen


@pytest.mark.parametrize("text", ["L5", "L4-L1", "T12", "L1-", "spine"])
def test_other_vertebrae_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="L1-L4"):
        vertebrae_of(text)


def test_a_t_score_is_shown_with_a_decimal_and_a_real_minus() -> None:
    assert [signed_t(-2.0), signed_t(0.0), signed_t(1.5), signed_t(-2.49)] == ["−2.0", "0.0", "1.5", "−2.49"]


@pytest.mark.parametrize(
    "facility, clinic",
    [
        ("Hillcrest Bone Clinic", "Hillcrest"), ("St Mary’s Hospital", "St Mary’s"), ("Clinic Dr Kim", "Clinic Dr Kim"),
        ("The Royal London Hospital", "The Royal London"), ("Charité", "Charité"), ("", ""),
    ],
)  # fmt: skip
def test_a_clinic_is_called_by_its_own_name(facility: str, clinic: str) -> None:
    assert DxaScan(date=dt.date(2026, 1, 1), facility=facility).clinic == clinic
