from __future__ import annotations

from decimal import Decimal

import pytest

from bonejournal.domain.labs.panels import LabResult
from bonejournal.domain.meaning.measures.common import Status
from bonejournal.domain.record import Record
from tests.domain.making import course, gap, override, panel, result_of

ON = "2026-11-12"
DEFAULT = {"time": "08:00", "fasting": True, "lab": "North"}


def standing(id_: str, *records: Record, on: str = ON) -> tuple[Status, Decimal | None]:
    found = gap(id_, on, *records)
    return found.status, found.value


def serum(value: str, unit: str = "ng/mL", **more: str) -> LabResult:
    return result_of("25ohd", value, unit, **more)


@pytest.mark.parametrize(
    "result, status",
    [
        (serum("30", low="20", high="50"), Status.MET),
        (serum("20", low="20", high="50"), Status.MET),
        (serum("50", low="20", high="50"), Status.MET),
        (serum("19.9", low="20"), Status.SHORT),
        (serum("50.1", high="50"), Status.OVER),
        (serum("20", low="20", comparator="<"), Status.SHORT),
        (serum("20", low="20", comparator="<="), Status.MET),
        (serum("50", high="50", comparator=">"), Status.OVER),
        (serum("50", high="50", comparator=">="), Status.MET),
        (serum("30"), Status.NO_DATA),
    ],
)
def test_vitamin_d_is_judged_by_its_labs_interval(result: LabResult, status: Status) -> None:
    assert gap("endocrine.vitamin_d_serum", ON, panel("2026-05-01", result)).status is status


def test_vitamin_d_is_told_in_one_unit() -> None:
    found = gap("endocrine.vitamin_d_serum", ON, panel("2026-05-01", serum("49.92", "nmol/L", low="50", high="125")))
    assert (found.status, found.value) == (Status.SHORT, 20)
    assert "was 49.92 nmol/L (20 ng/mL) on" in found.text
    assert found.bounds.said() == "20.0–50.1"
    assert found.bounds.low is not None
    assert round(found.bounds.low, 3) == Decimal("20.032")
    hers = override("endocrine.vitamin_d_serum", 20)
    again = gap("endocrine.vitamin_d_serum", ON, hers, panel("2026-05-01", serum("49.92", "nmol/L", low="50")))
    assert (again.status, again.bounds.low, again.bounds.high) == (Status.MET, 20, None)
    assert again.text.endswith("as asked for.")
    lowered = override("endocrine.vitamin_d_serum", high=10)
    above = gap("endocrine.vitamin_d_serum", ON, lowered, panel("2026-05-01", serum("49.92", "nmol/L", low="50")))
    assert (above.status, above.text.endswith("10.0 ng/mL above the 10 asked for.")) == (Status.OVER, True)


@pytest.mark.parametrize(
    "result, said",
    [
        (serum("20", low="20", comparator="<"), "was <20 ng/mL on 1 May 2026, below the 20 asked for."),
        (serum("8", low="20", comparator="<"), "was <8 ng/mL on 1 May 2026, 12.0 ng/mL below the 20 asked for."),
        (serum("50", high="50", comparator=">"), "was >50 ng/mL on 1 May 2026, above the 50 of your lab’s interval."),
        (
            serum("149.76", "nmol/L", high="124.8", comparator=">"),
            "was >149.76 nmol/L (>60 ng/mL) on 1 May 2026, 10.0 ng/mL above the 50 of your lab’s interval.",
        ),
    ],
)
def test_vitamin_d_is_told_with_the_sign_it_was_printed_with(result: LabResult, said: str) -> None:
    found = gap("endocrine.vitamin_d_serum", ON, panel("2026-05-01", result))
    assert found.text == f"Vitamin D in blood {said}"


@pytest.mark.parametrize("date, status", [("2025-11-12", Status.MET), ("2025-11-11", Status.STALE)])
def test_vitamin_d_older_than_a_year_is_stale_and_keeps_its_value(date: str, status: Status) -> None:
    assert standing("endocrine.vitamin_d_serum", panel(date, serum("30", low="20"))) == (status, 30)


def test_an_old_result_without_an_interval_has_no_verdict_at_all() -> None:
    assert standing("endocrine.vitamin_d_serum", panel("2020-01-01", serum("30"))) == (Status.NO_DATA, None)


def test_of_two_draws_on_one_day_the_later_counts() -> None:
    early = panel("2026-05-01", serum("10", low="20"), time="08:00", id="b")
    late = panel("2026-05-01", serum("30", low="20"), time="16:00", id="a")
    assert standing("endocrine.vitamin_d_serum", early, late) == (Status.MET, 30)
    untimed = panel("2026-05-01", serum("11", low="20"), id="c")
    assert standing("endocrine.vitamin_d_serum", early, late, untimed) == (Status.MET, 30)


HBA1C = result_of("hba1c", "38", "mmol/mol", low="20", high="42")
GLUCOSE = result_of("glucose", "120", "mg/dL", low="70", high="99")


def test_blood_sugar_counts_tests_in_their_interval() -> None:
    fasting = panel("2026-05-01", HBA1C, GLUCOSE, fasting=True)
    assert standing("endocrine.insulin", fasting) == (Status.ATTENTION, 1)
    for unknown in (None, False):
        assert standing("endocrine.insulin", panel("2026-05-01", HBA1C, GLUCOSE, fasting=unknown)) == (Status.MET, 1)
    assert standing("endocrine.insulin", panel("2026-05-01", GLUCOSE)) == (Status.NO_DATA, None)
    assert standing("endocrine.insulin", panel("2025-11-11", HBA1C)) == (Status.STALE, None)
    assert standing("endocrine.insulin", panel("2025-11-12", HBA1C)) == (Status.MET, 1)


def test_the_latest_of_each_test_counts_where_its_lab_gave_an_interval() -> None:
    without = panel("2026-06-01", result_of("hba1c", "60", "mmol/mol"))
    assert standing("endocrine.insulin", without) == (Status.NO_DATA, None)
    assert standing("endocrine.insulin", panel("2026-05-01", HBA1C), without) == (Status.MET, 1)
    high = panel("2026-07-01", result_of("hba1c", "43", "mmol/mol", high="42"))
    assert standing("endocrine.insulin", panel("2026-05-01", HBA1C), high) == (Status.ATTENTION, 0)


def test_markers_of_inflammation_need_no_fasting() -> None:
    found = panel("2026-05-01", result_of("hs_crp", "1", high="5"), result_of("il6", "9", high="7"), fasting=False)
    assert standing("inflammation.markers", found) == (Status.ATTENTION, 1)


@pytest.mark.parametrize(
    "value, change, noise",
    [
        ("156", "56\u2009% above", "within"),
        ("156.1", "56.1\u2009% above", "more than"),
        ("43.96", "56.04\u2009% below", "more than"),
        ("155.7", "55.7\u2009% above", "within"),
        ("170", "70\u2009% above", "more than"),
    ],
)
def test_a_change_beside_its_noise_has_the_digits_that_tell_them_apart(value: str, change: str, noise: str) -> None:
    said = gap("markers.resorption", ON, ctx("2025-01-01", "100"), ctx("2026-01-01", value)).text
    assert f" {change} the baseline" in said
    assert f" is {noise} its measurement noise of 56\u2009%" in said


def test_a_marker_is_told_with_the_sign_it_was_printed_with() -> None:
    low = panel("2026-01-01", result_of("ctx", "50", "ng/L", comparator="<"), lab="North")
    assert gap("markers.resorption", ON, ctx("2025-01-01", "100"), low).text.startswith("CTX is <50 ng/L, ")


def ctx(date: str, value: str, unit: str = "ng/L", **more: object) -> Record:
    return panel(date, result_of("ctx", value, unit), **{**DEFAULT, **more})  # type: ignore[arg-type]


def pinp(date: str, value: str, **more: object) -> Record:
    return panel(date, result_of("pinp", value, "µg/L"), **{**DEFAULT, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("value, status", [("156", Status.MET), ("156.1", Status.ATTENTION), ("20", Status.MET)])
def test_without_a_medicine_the_earliest_is_the_baseline(value: str, status: Status) -> None:
    found = gap("markers.resorption", ON, ctx("2024-01-01", "100"), ctx("2025-01-01", "300"), ctx("2026-01-01", value))
    assert (found.status, found.value) == (status, Decimal(value) - 100)


@pytest.mark.parametrize(
    "more, counts",
    [
        ({"fasting": False}, False),
        ({"fasting": None}, True),
        ({"time": ""}, True),
        ({"time": "06:00"}, True),
        ({"time": "05:59"}, False),
        ({"time": "10:30"}, True),
        ({"time": "10:31"}, False),
        ({"lab": "NORTH"}, True),
        ({"lab": ""}, True),
        ({"lab": "South"}, False),
        ({"unit": "mmol/L"}, False),
    ],
)
def test_what_ctx_is_compared_with(more: dict[str, object], counts: bool) -> None:
    before = ctx("2024-01-01", "100", **more)  # type: ignore[arg-type]
    expected = (Status.MET, Decimal(50)) if counts else (Status.NO_DATA, None)
    assert standing("markers.resorption", before, ctx("2026-01-01", "150")) == expected


def test_the_hour_does_not_matter_for_pinp() -> None:
    assert standing("markers.formation", pinp("2024-01-01", "100", time="15:00"), pinp("2026-01-01", "90")) == (
        Status.MET, -10,
    )  # fmt: skip
    assert standing("markers.formation", pinp("2024-01-01", "100", fasting=False), pinp("2026-01-01", "90")) == (
        Status.NO_DATA, None,
    )  # fmt: skip


def test_units_are_converted_and_two_draws_of_one_day_are_no_pair() -> None:
    assert standing("markers.resorption", ctx("2024-01-01", "0.2", "ng/mL"), ctx("2026-01-01", "100")) == (
        Status.MET, -50,
    )  # fmt: skip
    pair = [ctx("2026-01-01", "200", time="07:00"), ctx("2026-01-01", "100", time="09:00")]
    assert standing("markers.resorption", *pair) == (Status.NO_DATA, None)


@pytest.mark.parametrize("latest, known", [("2025-03-11", False), ("2025-03-12", True)])
def test_a_medicine_is_given_eight_weeks(latest: str, known: bool) -> None:
    given = course("risedronate", "2025-01-15")
    found = standing(
        "markers.resorption", given, ctx("2024-01-01", "900"), ctx("2025-01-14", "400"), ctx(latest, "200")
    )
    assert found == ((Status.MET, Decimal(-50)) if known else (Status.NO_DATA, None))


def test_with_a_medicine_only_what_was_before_its_start_is_a_baseline() -> None:
    given = course("risedronate", "2025-01-15")
    assert standing("markers.resorption", given, ctx("2025-01-15", "400"), ctx("2026-01-01", "200")) == (
        Status.NO_DATA, None,
    )  # fmt: skip
    always = course("risedronate")
    assert standing("markers.resorption", always, ctx("2020-01-15", "400"), ctx("2026-01-01", "200")) == (
        Status.NO_DATA, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "stop, against",
    [("2024-11-12", "300"), ("2024-11-11", "500")],
)
def test_for_24_months_after_an_antiresorptive_the_last_result_during_it_is_the_baseline(
    stop: str, against: str
) -> None:
    given = course("risedronate", "2022-01-15", stop)
    results = [ctx("2021-01-01", "500"), ctx("2024-01-01", "300"), ctx("2026-01-01", "600")]
    value = 100 * (600 - Decimal(against)) / Decimal(against)
    assert standing("markers.resorption", given, *results) == (Status.ATTENTION if value > 56 else Status.MET, value)


@pytest.mark.parametrize("on, status", [("2028-01-01", Status.MET), ("2028-01-02", Status.STALE)])
def test_a_marker_older_than_two_years_is_stale_and_keeps_its_change(on: str, status: Status) -> None:
    pair = [ctx("2024-01-01", "100"), ctx("2026-01-01", "150")]
    assert standing("markers.resorption", *pair, on=on) == (status, 50)


@pytest.mark.parametrize(
    "drug, value, status",
    [
        ("risedronate", "138", Status.MET),
        ("risedronate", "139", Status.ATTENTION),
        ("risedronate", "10", Status.MET),
        ("teriparatide", "300", Status.MET),
        ("teriparatide", "62", Status.MET),
        ("teriparatide", "61", Status.ATTENTION),
        ("calcium_carbonate", "300", Status.MET),
    ],
)
def test_pinp_is_read_with_the_medicine(drug: str, value: str, status: Status) -> None:
    given = course(drug, "2025-01-15")
    assert standing("markers.formation", given, pinp("2025-01-01", "100"), pinp("2026-01-01", value))[0] is status


def test_without_a_medicine_pinp_is_read_with_ctx() -> None:
    up = [pinp("2025-01-01", "100"), pinp("2026-01-01", "150")]
    assert standing("markers.formation", *up, ctx("2025-01-01", "100"), ctx("2026-01-01", "150"))[0] is Status.MET
    both = standing("markers.formation", *up, ctx("2025-01-01", "100"), ctx("2026-01-01", "157"))
    assert both == (Status.ATTENTION, 50)


def test_a_draw_that_is_left_out_says_why() -> None:
    found = gap("markers.resorption", ON, ctx("2026-01-01", "200", time="14:30", fasting=False))
    assert found.text == "Left out of the comparison: drawn at 14:30, not fasting."
