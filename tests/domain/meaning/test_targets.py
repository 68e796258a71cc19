from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.meaning.measures.common import Basis, Bounds, Status
from bonejournal.domain.meaning.targets import (
    LAYERS,
    Gap,
    asked_words,
    evaluate,
    figure,
    load_sources,
    load_targets,
    ranked,
    read_target,
    unit_words,
    value_words,
)
from bonejournal.domain.record import Record
from tests.domain.making import HIP, NECK, SPINE, body, day, gap, journal, override, row, scan, woman


def full(date: str, *more: Any) -> Record:
    return scan(date, row(SPINE, 0.9, -1.5), row(HIP, 0.8, -1.2), *more)


def test_an_empty_journal_knows_nothing_and_blames_nobody() -> None:
    found = evaluate(journal("2026-11-12"))
    assert len(found) == 32
    assert {item.status for item in found} == {Status.NO_DATA}
    assert {item.text for item in found} == {"Nothing recorded yet."}
    assert {item.rank for item in found} == {None}


def test_a_window_names_the_days_that_were_looked_at() -> None:
    found = {item.id: item.window for item in evaluate(journal("2026-11-12"))}
    assert (found["training.compound"].start, found["training.compound"].end) == (day("2026-11-06"), day("2026-11-12"))
    assert (found["nutrition.protein"].start, found["nutrition.protein"].end) == (day("2026-11-05"), day("2026-11-11"))
    assert found["falls.count"].start == day("2025-11-12")
    assert found["density.rate"].start is None


def test_a_journal_can_be_judged_on_the_calendars_first_and_last_day() -> None:
    for on in (dt.date.min, dt.date.max):
        assert len(evaluate(journal(on.isoformat(), scan(on.isoformat(), row(SPINE, 0.9), row(HIP, 0.8))))) == 32


@pytest.mark.parametrize(
    "chosen, low, high, basis",
    [
        (None, "1.2", "1.6", Basis.DOCUMENT),
        (1.0, "1.0", "1.2", Basis.PROFILE),
        (1.2, "1.2", "1.6", Basis.PROFILE),
        (1.6, "1.6", "1.6", Basis.PROFILE),
    ],
)
def test_protein_is_asked_for_as_she_chose(chosen: float | None, low: str, high: str, basis: Basis) -> None:
    found = gap("nutrition.protein", "2026-11-12", replace(woman(), protein_target_g_kg=chosen)).bounds
    assert (found.low, found.high, found.basis) == (Decimal(low), Decimal(high), basis)


@pytest.mark.parametrize(
    "on, status, months",
    [
        ("2026-10-12", Status.MET, 23),
        ("2026-10-13", Status.MET, 24),
        ("2026-10-14", Status.ATTENTION, 24),
        ("2026-11-13", Status.ATTENTION, 25),
    ],
)
def test_a_scan_is_looked_at_again_the_day_after_24_months(on: str, status: Status, months: int) -> None:
    found = gap("density.dxa_due", on, full("2024-10-13"))
    assert (found.status, found.value) == (status, months)


def test_the_older_of_spine_and_hip_decides_when_a_scan_is_due() -> None:
    scans = [scan("2022-01-01", row(NECK, 0.7)), scan("2025-01-01", row(SPINE, 0.9))]
    assert gap("density.dxa_due", "2025-02-01", *scans).status is Status.ATTENTION
    assert gap("density.dxa_due", "2025-02-01", scans[1]).status is Status.NO_DATA


def test_records_of_later_days_do_not_exist() -> None:
    later = scan("2026-11-13", row(SPINE, 0.5, -4.0), row(HIP, 0.5, -4.0))
    with_it = evaluate(journal("2026-11-12", woman(), full("2024-10-13"), later))
    assert with_it == evaluate(journal("2026-11-12", woman(), full("2024-10-13")))


@pytest.mark.parametrize("score, status", [(-0.9, Status.MET), (-1.0, Status.MET), (-1.1, Status.ATTENTION)])
def test_a_t_score_of_exactly_minus_one_is_met(score: float, status: Status) -> None:
    found = gap("density.t_score", "2026-11-12", woman(), scan("2026-01-01", row(HIP, t=score)))
    assert (found.status, found.value) == (status, Decimal(str(score)))


def test_t_scores_do_not_apply_before_menopause() -> None:
    found = gap("density.t_score", "2026-11-12", woman(menopause="2026-06"), scan("2026-01-01", row(HIP, t=-2.7)))
    assert (found.status, found.value) == (Status.NOT_APPLICABLE, None)


def test_a_journal_that_knows_no_age_asks_for_it_instead_of_judging() -> None:
    found = gap("density.t_score", "2026-11-12", scan("2026-01-01", row(HIP, t=-2.7)))
    assert found.status is Status.NOT_APPLICABLE
    assert "date of birth" in found.text


def test_one_loss_among_several_sites_decides_the_rate() -> None:
    scans = [
        scan("2022-01-01", row(SPINE, 0.9, lsc=0.03), row(NECK, 0.7, lsc=0.05), row(HIP, 0.8, lsc=0.02)),
        scan("2024-01-01", row(SPINE, 0.95, lsc=0.03), row(NECK, 0.66, lsc=0.05), row(HIP, 0.78, lsc=0.02)),
    ]
    found = gap("density.rate", "2026-11-12", *scans)
    assert found.status is Status.ATTENTION
    assert found.value == Decimal("-2.5") / (Decimal(730) / Decimal("365.25"))


def lean(*measures: tuple[str, float, str], on: str = "2026-06-30") -> Gap:
    return gap("endocrine.lean_mass", on, *(body(date, lean=value, source=source) for date, value, source in measures))


@pytest.mark.parametrize(
    "source, now, status",
    [
        ("dxa", 39.2, Status.MET),
        ("dxa", 39.1, Status.SHORT),
        ("scale", 38.8, Status.MET),
        ("scale", 38.7, Status.SHORT),
        ("", 38.8, Status.MET),
    ],
)
def test_lean_mass_may_vary_by_the_noise_of_its_source(source: str, now: float, status: Status) -> None:
    assert lean(("2025-06-20", 40.0, source), ("2026-06-20", now, source)).status is status


@pytest.mark.parametrize(
    "before, known",
    [("2024-12-19", False), ("2024-12-20", True), ("2025-12-20", True), ("2025-12-21", False)],
)
def test_lean_mass_is_compared_with_6_to_18_months_before(before: str, known: bool) -> None:
    found = lean((before, 40.0, "dxa"), ("2026-06-20", 40.0, "dxa"))
    assert found.status is (Status.MET if known else Status.NO_DATA)
    assert found.bounds.low == -2


def test_at_a_tie_the_later_lean_mass_is_the_one_before() -> None:
    found = lean(("2025-06-10", 40.0, "DXA"), ("2025-06-30", 50.0, "dxa"), ("2026-06-20", 50.0, "dxa "))
    assert found.value == 0


@pytest.mark.parametrize("on, status", [("2027-06-20", Status.MET), ("2027-06-21", Status.STALE)])
def test_lean_mass_older_than_a_year_is_stale_and_keeps_its_value(on: str, status: Status) -> None:
    found = lean(("2025-06-20", 40.0, "dxa"), ("2026-06-20", 40.4, "dxa"), on=on)
    assert (found.status, found.value) == (status, 1)


def test_lean_mass_never_measured_has_no_bound() -> None:
    assert gap("endocrine.lean_mass", "2026-06-30", body("2026-01-01", waist=80)).bounds.low is None


def waist(*measures: tuple[str, float], on: str = "2026-06-30") -> Gap:
    return gap("inflammation.waist", on, *(body(date, waist=value) for date, value in measures))


@pytest.mark.parametrize("now, status", [(82.0, Status.MET), (82.1, Status.ATTENTION), (70.0, Status.MET)])
def test_a_waist_may_vary_by_two_centimetres(now: float, status: Status) -> None:
    found = waist(("2025-12-20", 80.0), ("2026-06-20", now))
    assert found.status is status
    assert found.rank == (1 if status is Status.ATTENTION else None)


@pytest.mark.parametrize(
    "before, known",
    [("2025-06-19", False), ("2025-06-20", True), ("2026-03-20", True), ("2026-03-21", False)],
)
def test_a_waist_is_compared_with_3_to_12_months_before(before: str, known: bool) -> None:
    found = waist((before, 80.0), ("2026-06-20", 80.0))
    assert found.status is (Status.MET if known else Status.NO_DATA)


@pytest.mark.parametrize("on, status", [("2026-12-20", Status.MET), ("2026-12-21", Status.STALE)])
def test_a_waist_older_than_half_a_year_is_stale(on: str, status: Status) -> None:
    assert waist(("2025-12-20", 80.0), ("2026-06-20", 80.0), on=on).status is status


@given(st.lists(st.tuples(st.sampled_from(list(Status)), st.integers(0, 300)), min_size=32, max_size=32))
def test_no_mineral_stands_before_a_mechanical_gap(drawn: list[tuple[Status, int]]) -> None:
    base = evaluate(journal("2026-11-12"))
    gaps = ranked([
        replace(item, status=status, value=Decimal(value), broken=Decimal(100))
        for item, (status, value) in zip(base, drawn, strict=True)
    ])  # fmt: skip
    acting = sorted((item for item in gaps if item.rank), key=lambda item: item.rank or 0)
    assert [item.rank for item in acting] == list(range(1, len(acting) + 1))
    assert all(item.status in (Status.SHORT, Status.OVER, Status.ATTENTION) and item.target.layer for item in acting)
    order = [
        (LAYERS.index(item.target.layer), item.id == "minerals.synergy", -item.distance, item.id) for item in acting
    ]
    assert order == sorted(order)


def test_gaps_as_far_from_their_bounds_stand_in_the_order_of_their_ids() -> None:
    base = {item.id: item for item in evaluate(journal("2026-11-12"))}
    third = Decimal(400) / 3  # a third above 100, in as many digits as there are
    gaps = ranked([
        replace(base["nutrition.vitamin_d"], status=Status.OVER, value=third, broken=Decimal(100)),
        replace(base["nutrition.vitamin_k"], status=Status.SHORT, value=Decimal(60), broken=Decimal(90)),
    ])  # fmt: skip
    assert [item.rank for item in gaps] == [1, 2]


def test_a_value_however_far_from_its_bound_is_ranked() -> None:
    item = evaluate(journal("2026-11-12"))[0]
    assert ranked([replace(item, status=Status.OVER, value=Decimal(10**12), broken=Decimal("0.001"))])[0].rank == 1


@pytest.mark.parametrize(
    "value, printed",
    [("830", "830.0"), ("-0.0001", "0.0"), ("1.0005", "1.001"), ("-2.3809523", "-2.381")],
)
def test_figures_have_three_decimals_at_most(value: str, printed: str) -> None:
    assert repr(figure(Decimal(value))) == printed


def test_a_new_target_with_a_known_measure_is_one_entry_of_data() -> None:
    entry = {
        "id": "inflammation.waist_strict", "title": "Waist", "brief": "waist", "measure": "waist",
        "reads": ["body"], "unit": "cm",
        "high": 1, "basis": "design", "layer": "inflammatory", "triad": "quality", "sources": [],
        "window": "", "why": "", "closes": "",
    }  # fmt: skip
    assert read_target(entry).bounds.high == 1
    for slip in ({"measure": "waste"}, {"layer": "magic"}, {"triad": "speed"}, {"basis": "rumour"}, {"bounds": "none"}):
        with pytest.raises(ValueError):
            read_target(entry | slip)


def test_every_figure_that_is_not_the_documents_is_marked_as_ours() -> None:
    keys = {source.key for source in load_sources()}
    documents = {source.key for source in load_sources() if source.document}
    assert len(documents) == 5
    for target in load_targets():
        assert set(target.sources) <= documents
        assert target.why.endswith(".")
        assert all(part.source in keys for part in target.ours if part.basis is Basis.REFERENCE)
        if target.bounds.basis in (Basis.DESIGN, Basis.REFERENCE) or target.bounds.upper is not None:
            assert target.ours


def test_what_she_set_goes_before_the_profile_and_the_document() -> None:
    chosen = replace(woman(), protein_target_g_kg=1.0)
    found = gap("nutrition.protein", "2026-11-12", chosen, override("nutrition.protein", 0.8))
    assert (found.bounds.low, found.bounds.high, found.overridden) == (Decimal("0.8"), None, True)
    assert found.bounds.basis is Basis.OVERRIDE
    calcium = gap("nutrition.calcium", "2026-11-12", override("nutrition.calcium", 1000))
    assert (calcium.bounds.low, calcium.bounds.upper) == (1000, 2000)


@pytest.mark.parametrize("id_", ["endocrine.therapy", "endocrine.insulin", "inflammation.markers"])
def test_a_row_without_a_bound_takes_none(id_: str) -> None:
    found = gap(id_, "2026-11-12", override(id_, 1, 2))
    assert (found.bounds.low, found.bounds.high, found.overridden) == (None, None, False)


@pytest.mark.parametrize("id_", ["endocrine.lean_mass", "nutrition.vitamin_k2", "endocrine.vitamin_d_serum"])
def test_bounds_that_hang_on_missing_data_are_printed_only_where_she_set_them(id_: str) -> None:
    assert gap(id_, "2026-11-12").bounds.low is None
    found = gap(id_, "2026-11-12", override(id_, 3, 9))
    assert (found.bounds.low, found.bounds.high, found.status) == (3, 9, Status.NO_DATA)


@pytest.mark.parametrize("date, counts", [("2026-11-12", True), ("2026-11-13", False), ("", True)])
def test_bounds_set_for_a_later_day_do_not_hold_yet(date: str, counts: bool) -> None:
    assert gap("nutrition.calcium", "2026-11-12", override("nutrition.calcium", 900, date=date)).overridden is counts


def test_an_empty_side_means_no_bound_and_a_side_the_rule_does_not_look_at_changes_nothing() -> None:
    scans = [full("2020-01-01")]
    assert gap("density.dxa_due", "2026-11-12", *scans, override("density.dxa_due", low=1)).status is Status.MET
    assert (
        gap("density.t_score", "2026-11-12", woman(), *scans, override("density.t_score", high=-3)).status is Status.MET
    )
    longer = gap("density.dxa_due", "2026-11-12", *scans, override("density.dxa_due", high=96))
    assert longer.status is Status.MET


@pytest.mark.parametrize(
    "low, high, unit, said",
    [
        ("-38", "38", "%", "−38 to +38 %"),
        ("2", "3", "d/wk", "2–3 a week"),
        (None, "0", "falls", "no fall"),
        (None, "2", "cm", "at most 2 cm more"),
        (None, "1", "falls", "at most 1 fall"),
        ("1", None, "d", "at least 1 day"),
        (None, "1", "mo", "at most 1 month"),
        ("1200", None, "mg/d", "at least 1,200 mg a day"),
    ],
)
def test_what_is_asked_for_reads_as_a_sentence_has_it(low: str | None, high: str | None, unit: str, said: str) -> None:
    bounds = Bounds(*(None if bound is None else Decimal(bound) for bound in (low, high)))
    assert asked_words(bounds, unit) == said


@pytest.mark.parametrize(
    "value, unit, said",
    [
        ("1040.4", "mg/d", "1,040 mg"),
        ("0.981", "g/kg", "0.98 g/kg"),
        ("58", "%", "58 %"),
        ("2", "patterns", "2"),
        ("3", "cm", "+3 cm"),
        ("-1", "cm", "−1 cm"),
    ],
)
def test_a_value_stands_with_the_unit_it_is_measured_in(value: str, unit: str, said: str) -> None:
    assert value_words(Decimal(value), unit) == said


@pytest.mark.parametrize("unit, said", [("mg/d", "mg a day"), ("d/wk", "a week"), ("patterns", "lifts"), ("%", "%")])
def test_a_unit_is_read_as_words(unit: str, said: str) -> None:
    assert unit_words(unit) == said


@pytest.mark.parametrize(
    "high, said",
    [
        (2, "Your waist is 90 cm, 10 cm more than in December 2025; up to 2 cm counts as noise of measuring."),
        (None, "Your waist is 90 cm, 10 cm more than in December 2025."),
        (12, "Your waist is 90 cm; the 10 cm more than in December 2025 are noise of measuring."),
    ],
)
def test_more_waist_is_called_noise_only_up_to_a_bound(high: float | None, said: str) -> None:
    hers = override("inflammation.waist", None if high else 1, high)
    measures = (body("2025-12-20", waist=80), body("2026-06-20", waist=90))
    assert gap("inflammation.waist", "2026-06-30", hers, *measures).text == said
