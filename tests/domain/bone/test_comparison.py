from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.bone.comparison import (
    LscSource,
    Reason,
    Verdict,
    comparable_before,
    compare,
    histories,
    obstacle,
    pairs,
    same_device,
    series,
    since_first,
    unnamed_device,
    yearly_rates,
)
from bonejournal.domain.bone.density import DxaScan, Result, results
from tests.domain.making import HIP, NECK, RADIUS, SPINE, result, row, scan


def device(make: str, model: str, serial: str, facility: str = "") -> DxaScan:
    return scan("2024-01-01", make=make, model=model, serial=serial, facility=facility)


@pytest.mark.parametrize(
    "one, other, same",
    [
        (("GE", "Prodigy", "12"), ("ge", "Pro digy", "1 2"), True),
        (("GE", "Prodigy", "12"), ("GE", "Prodigy", "13"), False),
        (("GE", "Prodigy", "12", "North"), ("GE", "Prodigy", "12", "South"), True),
        (("GE", "Prodigy", "", "North"), ("GE", "Prodigy", "12", "north "), True),
        (("GE", "Prodigy", "", "North"), ("GE", "Prodigy", "", "South"), False),
        (("GE", "Prodigy", ""), ("GE", "Prodigy", ""), False),
        (("", "Prodigy", "", "North"), ("", "Prodigy", "", "North"), False),
        (("GE", "", "", "North"), ("GE", "", "", "North"), False),
        (("", "", "12"), ("", "", "12"), True),
        (("GE", "Prodigy", "12"), ("GE", "iDXA", "12"), False),
    ],
)
def test_which_scanners_are_the_same(one: tuple[str, ...], other: tuple[str, ...], same: bool) -> None:
    assert same_device(device(*one), device(*other)) is same
    assert same_device(device(*other), device(*one)) is same


def test_scanners_of_which_too_little_is_known_are_not_called_different() -> None:
    assert unnamed_device(device("GE", "Prodigy", ""), device("GE", "Prodigy", ""))
    assert unnamed_device(device("", "", ""), device("GE", "Prodigy", "1", "North"))
    assert not unnamed_device(device("GE", "Prodigy", "1"), device("GE", "Prodigy", "2"))
    assert not unnamed_device(device("GE", "Prodigy", "", "North"), device("GE", "Prodigy", "", "South"))


def test_other_vertebrae_are_not_comparable() -> None:
    one, other = (results(scan("2024-01-01", row(SPINE, 0.9, vertebrae=text)))[0] for text in ("L1-L4", "L1+L2+L4"))
    assert obstacle(one, other) is Reason.VERTEBRAE
    found = compare(one, other)
    assert (found.verdict, found.change_percent, found.lsc_percent) == (Verdict.NOT_COMPARABLE, None, None)


def test_empty_vertebrae_mean_all_four() -> None:
    one, other = (results(scan("2024-01-01", row(SPINE, 0.9, vertebrae=text)))[0] for text in ("", "L1-L4"))
    assert obstacle(one, other) is None


@pytest.mark.parametrize(
    "earlier, later, lsc, source",
    [
        (0.03, 0.02, "0.02", LscSource.FACILITY),
        (0.03, None, "0.03", LscSource.FACILITY),
        (None, None, "0.053", LscSource.DEFAULT),
    ],
)
def test_whose_least_significant_change_counts(
    earlier: float | None, later: float | None, lsc: str, source: LscSource
) -> None:
    found = compare(result("2022-01-01", 1.0, lsc=earlier), result("2024-01-01", 0.99, lsc=later))
    assert (found.lsc_g_cm2, found.lsc_source) == (Decimal(lsc), source)


@pytest.mark.parametrize("site, percent", [(SPINE, "5.3"), (HIP, "5.0"), (NECK, "6.9")])
def test_default_least_significant_changes(site, percent: str) -> None:
    found = compare(result("2022-01-01", 0.8, site=site), result("2024-01-01", 0.8, site=site))
    assert found.lsc_percent == Decimal(percent)


def test_no_verdict_where_no_least_significant_change_is_known() -> None:
    found = compare(result("2022-01-01", 0.6, site=RADIUS), result("2024-01-01", 0.5, site=RADIUS))
    assert (found.verdict, found.reason, found.lsc_percent) == (None, Reason.NO_LSC, None)
    assert found.change_percent == pytest.approx(Decimal("-16.667"), abs=Decimal("0.001"))


@given(st.integers(400, 1500), st.integers(10, 70), st.sampled_from([-1, 0, 1]))
def test_a_change_of_exactly_the_lsc_is_real_and_a_thousandth_less_is_noise(bmd: int, lsc: int, sign: int) -> None:
    earlier = result("2022-01-01", bmd / 1000, lsc=lsc / 1000)
    reached = compare(earlier, result("2024-01-01", (bmd + sign * lsc) / 1000))
    assert reached.verdict is {1: Verdict.GAIN, 0: Verdict.WITHIN_ERROR, -1: Verdict.LOSS}[sign]
    nearly = compare(earlier, result("2024-01-01", (bmd + sign * (lsc - 1)) / 1000))
    assert nearly.verdict is Verdict.WITHIN_ERROR


@given(st.lists(st.tuples(st.integers(500, 1400), st.sampled_from("ABC")), min_size=1, max_size=8))
def test_each_scan_is_shown_with_the_one_before_and_the_first_comparable_with_the_latest(made: list) -> None:
    history = [result(f"{2010 + index}-05-01", bmd / 1000, serial=serial) for index, (bmd, serial) in enumerate(made)]
    shown = pairs(history)
    assert [(pair.earlier, pair.later) for pair in shown[: len(history) - 1]] == list(pairwise(history))
    extra = shown[len(history) - 1 :]
    first = next((old for old in history[:-1] if same_device(old.scan, history[-1].scan)), None)
    wanted = [] if first is None or first is history[-2] else [(first, history[-1])]
    assert [(pair.earlier, pair.later) for pair in extra] == wanted


@given(st.lists(st.tuples(st.integers(500, 1400), st.sampled_from("ABC")), max_size=8))
def test_a_line_is_never_drawn_across_scanners(made: list) -> None:
    history = [result(f"{2010 + index}-05-01", bmd / 1000, serial=serial) for index, (bmd, serial) in enumerate(made)]
    runs = series(history)
    assert sorted((point for run in runs for point in run), key=history.index) == history
    assert all(obstacle(one, other) is None for run in runs for one, other in pairwise(run))


def test_a_single_scan_has_no_pairs() -> None:
    history = [result("2024-01-01", 0.9)]
    assert pairs(history) == []
    assert since_first(history) is None
    assert comparable_before(history) is None
    assert comparable_before([]) is None


def test_the_last_earlier_comparable_scan_is_found_behind_another_scanner() -> None:
    history = [result("2018-01-01", 1.0), result("2020-01-01", 0.8, serial="S2"), result("2022-01-01", 0.9)]
    found = comparable_before(history)
    assert found is not None
    assert (found.earlier, found.verdict) == (history[0], Verdict.LOSS)


@pytest.mark.parametrize("days, known", [(269, False), (270, True)])
def test_a_yearly_rate_needs_270_days(days: int, known: bool) -> None:
    later = dt.date(2023, 1, 1) + dt.timedelta(days=days)
    scans = [scan("2023-01-01", row(SPINE, 1.0)), scan(later.isoformat(), row(SPINE, 0.99))]
    assert bool(yearly_rates(scans)) is known


def test_a_rate_is_taken_over_the_time_between_the_scans() -> None:
    scans = [
        scan("2020-01-01", row(SPINE, 1.0)),
        scan("2024-01-01", row(SPINE, 0.96)),
        scan("2024-06-01", row(SPINE, 0.98)),
    ]
    (found,) = yearly_rates(scans)
    assert found.earlier.scan is scans[0]
    assert found.rate_percent_year == Decimal(-2) / (Decimal(1613) / Decimal("365.25"))


def test_the_radius_has_no_yearly_rate() -> None:
    assert yearly_rates([scan("2020-01-01", row(RADIUS, 0.6)), scan("2023-01-01", row(RADIUS, 0.5))]) == []


def test_a_result_without_bmd_is_in_no_history() -> None:
    assert histories([scan("2020-01-01", row(SPINE, t=-1.0))]) == {}
    with pytest.raises(ValueError, match="BMD"):
        compare(Result(scan("2020-01-01"), row(SPINE)), result("2022-01-01", 0.9))
