"""A laboratory test over the years: what is listed, which draws compare, and the sentence about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.labs.history import History, history, interval_words, listed
from bonejournal.domain.labs.panels import Comparator, LabPanel, LabResult
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot

ON = dt.date(2026, 11, 12)
FIRST, LATER = dt.date(2024, 11, 4), dt.date(2026, 11, 5)
DENOSUMAB = Course(
    name="Denosumab", drug="denosumab_60", kind=CourseKind.MEDICINE, start=PartialDate("2024-11-18"),
    schedule="every 6 months",
)  # fmt: skip


def result(analyte: str, value: str, unit: str, **more: object) -> LabResult:
    return replace(LabResult(analyte=analyte, value=Decimal(value), unit=unit), **more)  # type: ignore[arg-type]


def ctx(value: str, unit: str = "ng/L") -> LabResult:
    return result("ctx", value, unit, ref_low=Decimal(111), ref_high=Decimal(791))


def panel(
    day: dt.date, *results: LabResult, lab: str = "Northgate", fasting: bool | None = True, hour: int = 8
) -> LabPanel:
    return LabPanel(date=day, time=dt.time(hour, 10), fasting=fasting, lab=lab, results=results)


def snapshot(*records: Record) -> Snapshot:
    held: dict[str, tuple[Record, ...]] = {}
    for record in records:
        held[record.KIND.key] = (*held.get(record.KIND.key, ()), record)
    return Snapshot(ON, held)


def told(analyte: str, *records: Record, unit: str = "") -> History:
    found = history(snapshot(*records), analyte, unit)
    assert found is not None
    return found


def test_the_list_has_what_was_measured_and_the_main_tests_in_their_groups() -> None:
    groups = dict(
        listed(
            snapshot(
                panel(FIRST, ctx("512"), result("albumin", "43", "g/L")),
                panel(LATER, result("Vit. B12, active", "70", "pmol/L"), result("tsh", "1.9", "mIU/L")),
            )
        )
    )
    assert [(one.name, one.day, one.figure) for one in groups["Bone turnover"]] == [
        ("CTX", FIRST, "512 ng/L"),
        ("PINP", None, ""),
        ("Bone ALP, mass", None, ""),
    ]
    assert groups["Bone turnover"][1].said == ("no_data", "never measured", "")
    assert "Albumin" in [one.name for one in groups["Minerals and vitamin D"]]
    assert [one.name for one in groups["Kidney, thyroid, metabolic"]] == ["eGFR", "TSH", "HbA1c"]
    assert [one.name for one in groups["Other"]] == ["Vit. B12, active"]
    assert "Hormones" not in groups


def test_a_marker_is_told_against_the_baseline_from_before_the_medicine() -> None:
    found = told("ctx", panel(FIRST, ctx("512")), panel(LATER, ctx("184")), DENOSUMAB)
    assert found.sentence == (
        "CTX is 184 ng/L, 64\u2009% below your baseline from before denosumab. "
        "That is more than its measurement noise of 56\u2009%: a real fall in bone breakdown."
    )
    assert [(draw.said.words, draw.change and round(draw.change)) for draw in found.draws] == [
        ("Baseline", None),
        ("Real fall", -64),
    ]
    assert found.draws[1].said == ("loss", "Real fall", "met")
    assert found.what == "Bone breakdown"


def test_a_change_within_noise_is_neither_up_nor_down() -> None:
    found = told("ctx", panel(FIRST, ctx("300")), panel(LATER, ctx("400")))
    assert found.sentence == (
        "CTX is 400 ng/L, 33\u2009% above your first result, of 4 November 2024. That is within its measurement noise "
        "of 56\u2009%: it may have gone up, down or stayed the same."
    )
    assert found.draws[1].said.mark == "within_error"


def test_a_draw_that_does_not_compare_is_left_out_and_says_why() -> None:
    found = told(
        "ctx",
        panel(FIRST, ctx("512")),
        panel(dt.date(2025, 11, 10), ctx("196")),
        panel(LATER, ctx("221"), fasting=False, hour=14),
        panel(LATER, ctx("230"), hour=15),
        DENOSUMAB,
    )
    assert [draw.left_out for draw in found.draws] == ["", "", "not fasting", "at another hour"]
    assert found.draws[2].said == ("not_comparable", "Not comparable: not fasting", "")
    assert found.sentence.startswith("CTX is 196 ng/L, 62\u2009% below your baseline")
    assert found.sentence.endswith("On 5 November 2026 it was 230 ng/L. Left out of the comparison: drawn at 15:10.")


def test_another_laboratory_is_left_out_of_the_line() -> None:
    d = "25ohd"
    found = told(d, panel(FIRST, result(d, "48", "nmol/L"), lab="Elsewhere"), panel(LATER, result(d, "82", "nmol/L")))
    assert [draw.left_out for draw in found.draws] == ["another laboratory", ""]
    unnamed = told(d, panel(FIRST, result(d, "48", "nmol/L"), lab=""), panel(LATER, result(d, "82", "nmol/L")))
    assert [draw.left_out for draw in unnamed.draws] == ["", ""]


def test_glucose_is_compared_fasting_only_and_vitamin_d_at_any_time() -> None:
    both = (result("glucose", "5.1", "mmol/L"), result("25ohd", "82", "nmol/L"))
    eaten = panel(LATER, *both, fasting=False, hour=15)
    assert told("glucose", eaten).draws[0].left_out == "not fasting"
    assert told("25ohd", eaten).draws[0].left_out == ""


@pytest.mark.parametrize(
    "value, low, high, expected",
    [
        ("82", "50", "125", "was 82 nmol/L on 5 November 2026, in your lab’s interval of 50 to 125."),
        ("48", "50", "125", "was 48 nmol/L on 5 November 2026, below your lab’s interval of 50 to 125."),
        ("130", None, "125", "was 130 nmol/L on 5 November 2026, above your lab’s interval of up to 125."),
        ("60", None, None, "was 60 nmol/L on 5 November 2026. Your lab gave no interval."),
    ],
)  # fmt: skip
def test_other_tests_are_told_against_their_own_interval(
    value: str, low: str | None, high: str | None, expected: str
) -> None:
    bounds = {"ref_low": low and Decimal(low), "ref_high": high and Decimal(high)}
    assert (
        told("25ohd", panel(LATER, result("25ohd", value, "nmol/L", **bounds))).sentence
        == f"Vitamin D, 25(OH)D {expected}"
    )


def test_another_unit_is_for_reading_only() -> None:
    d = result("25ohd", "82", "nmol/L", ref_low=Decimal(50), ref_high=Decimal(125))
    found = told("25ohd", panel(LATER, d), unit="ng/mL")
    assert found.units == ("nmol/L", "ng/mL")
    assert found.draws[0].figure == "32.9 ng/mL"
    assert interval_words(found.draws[0].reading) == "20 to 50.1"
    assert found.draws[0].reading.result is d


def test_a_unit_that_is_not_known_is_kept_and_stays_out_of_the_picture() -> None:
    d = "25ohd"
    found = told(d, panel(FIRST, result(d, "19", "drops")), panel(LATER, result(d, "82", "nmol/L")))
    assert [draw.figure for draw in found.draws] == ["19 drops", "82 nmol/L"]
    assert found.draws[0].left_out == "another unit"
    assert [draw.figure for draw in found.shown] == ["82 nmol/L"]


def test_a_result_below_what_can_be_told_keeps_its_sign() -> None:
    found = told("hs_crp", panel(LATER, result("hs_crp", "0.6", "mg/L", comparator=Comparator.LESS)))
    assert found.draws[0].figure == "<0.6 mg/L"


@pytest.mark.parametrize(
    "records, why",
    [
        ([panel(LATER, ctx("184"))], "A comparison needs another result of the same laboratory."),
        ([panel(LATER, ctx("184"), fasting=False)], "Left out of the comparison: drawn at 08:10, not fasting."),
        (
            [panel(LATER, ctx("184")), DENOSUMAB],
            "There is no result of this laboratory from before denosumab to set it",
        ),
        (
            [panel(FIRST, ctx("512")), panel(dt.date(2024, 12, 20), ctx("200")), DENOSUMAB],
            "It is compared from eight weeks after the start of denosumab on.",
        ),
    ],
)
def test_a_marker_without_a_baseline_says_what_is_missing(records: list[Record], why: str) -> None:
    assert why in told("ctx", *records).sentence


def test_what_was_never_measured_has_no_history() -> None:
    assert history(snapshot(panel(LATER, ctx("184"))), "pinp") is None
