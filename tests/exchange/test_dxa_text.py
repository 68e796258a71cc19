"""The text of printed DXA reports."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.bone.density import Side, Site
from bonejournal.exchange.dxa_text import Report, read_report

TODAY = dt.date(2026, 11, 12)
SPINE, NECK, HIP = Site.LUMBAR_SPINE, Site.FEMORAL_NECK, Site.TOTAL_HIP


def numbers(report: Report) -> dict[tuple[Site, Side | None, str], str]:
    return {
        (found.site, found.side, found.vertebrae): " ".join(
            found.numbers.get(column, "·") for column in ("area", "bmc", "bmd", "t", "z")
        ).replace("\u2212", "-")
        for found in report.rows
    }


def read_sample(folder: Path, name: str) -> Report:
    return read_report((folder / "dxa-text" / name).read_text("utf-8"), TODAY)


def test_a_table_with_area_and_bmc(shared_samples: Path) -> None:
    report = read_sample(shared_samples, "constructed-hologic-spine-hip.txt")
    found = numbers(report)
    assert report.day == dt.date(2025, 9, 12)
    assert found[SPINE, None, "L1-L4"] == "57.98 45.65 0.787 -2.4 -0.5"
    assert found[SPINE, None, "L1"] == "12.41 8.93 0.720 -1.9 0.0"
    assert found[NECK, Side.LEFT, ""] == "4.92 3.12 0.634 -1.9 -0.5"
    assert found[HIP, Side.LEFT, ""] == "35.72 28.46 0.797 -1.2 -0.2"
    assert found[Site.WARDS, Side.LEFT, ""] == "1.13 0.47 0.416 -2.7 -0.6"
    assert len(found) == 10


def test_a_table_with_sides_beneath_the_region_and_a_trend_after_it(shared_samples: Path) -> None:
    report = read_sample(shared_samples, "constructed-ge-lunar-spine-femur.txt")
    found = numbers(report)
    assert report.tbs == "1.274"
    assert report.day is None
    assert found[SPINE, None, "L1-L4"] == "· · 0.956 -1.9 -0.2"
    assert found[SPINE, None, "L2-L4"] == "· · 0.981 -1.8 -0.2"
    assert found[NECK, Side.RIGHT, ""] == "· · 0.758 -2.0 -0.6"
    assert found[HIP, Side.MEAN, ""] == "· · 0.815 -1.5 -0.4"
    assert len(found) == 12


def test_a_table_with_the_day_and_age_among_the_numbers(shared_samples: Path) -> None:
    found = numbers(read_sample(shared_samples, "ge-lunar-hl7-example.txt"))
    assert found == {
        (SPINE, None, "L1-L4"): "· · 1.148 -0.4 -0.5",
        (NECK, Side.LEFT, ""): "· · 0.891 -1.0 -0.9",
        (HIP, Side.LEFT, ""): "· · 0.887 -1.2 -1.3",
        (NECK, Side.RIGHT, ""): "· · 0.885 -1.0 -1.0",
        (HIP, Side.RIGHT, ""): "· · 0.867 -1.4 -1.4",
    }


def test_sentences_with_an_excluded_vertebra_and_two_units(shared_samples: Path) -> None:
    found = numbers(read_sample(shared_samples, "constructed-portal-one-line.txt"))
    assert found == {
        (SPINE, None, "L2-L4"): "· · 0.901 -2.3 -0.4",
        (NECK, Side.LEFT, ""): "· · 0.634 -1.9 ·",
        (HIP, Side.LEFT, ""): "· · 0.797 -1.2 -0.2",
        (Site.RADIUS_33, Side.LEFT, ""): "· · 625 mg/cm² -1.1 ·",
    }


@pytest.mark.parametrize("name, sites", [("narrative-oru-1.txt", 4), ("narrative-oru-2.txt", 3)])
def test_earlier_scores_are_not_this_scan(shared_samples: Path, name: str, sites: int) -> None:
    found = numbers(read_sample(shared_samples, name))
    assert len(found) == sites
    assert found[SPINE, None, "L1-L4"] in {"· · 0.812 -2.6 ·", "· · 0.782 -2.8 ·"}


def test_a_line_too_long_for_a_sentence_is_passed_over() -> None:
    """What a clipboard happens to hold is read while the form waits: such a line took minutes."""
    report = read_report("L1-L4 BMD 0.812 TBS 1.1 " * 200 + "\nL1-L4 BMD 0.945 T-score -2.1\nTBS L1-L4: 1.274", TODAY)
    assert set(numbers(report).values()) == {numbers(read_report("L1-L4 BMD 0.945 T-score -2.1", TODAY)).popitem()[1]}
    assert report.tbs == "1.274"


def test_a_decimal_comma_is_read() -> None:
    report = read_report("Linker Hüfte\nLeft total hip: BMD 0,797 g/cm2, T-score -1,2", TODAY)
    assert numbers(report) == {(HIP, Side.LEFT, ""): "· · 0.797 -1.2 ·"}


@pytest.mark.parametrize("text", ["", "Dear Mrs Marlow, thank you for coming.", "T-score\nBMD\n", "L1 L2 L3 0.1.2.3"])
def test_nothing_is_made_of_what_is_no_report(text: str) -> None:
    assert not read_report(text, TODAY).rows


@given(st.text(alphabet="L1234-+,. BMDTZscoreNk()%/\n\tAreagcm²", max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    read_report(text, TODAY)
