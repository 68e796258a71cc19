from __future__ import annotations

from dataclasses import replace

import pytest

from bonejournal.domain.body import Sleep
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import (
    Assessed,
    Assessment,
    BrokenSite,
    Fall,
    FallKind,
    Fracture,
    FunctionTest,
    FunctionTestKind,
    RiskResult,
)
from bonejournal.domain.meaning.measures.common import Status
from bonejournal.domain.record import Record
from bonejournal.domain.visit import Visit
from tests.domain.making import HIP, body, course, day, gap, override, row, scan, woman

ON = "2026-11-12"


def assessed(kind: Assessed, date: str) -> Assessment:
    return Assessment(date=day(date), kind=kind)


def trial(test: FunctionTestKind, date: str = ON, value: float = 10) -> FunctionTest:
    return FunctionTest(date=day(date), test=test, value=value)


@pytest.mark.parametrize(
    "records, status",
    [
        ([], Status.NO_DATA),
        ([woman()], Status.NO_DATA),
        ([override("falls.count", high=1, date="2026-11-01")], Status.NO_DATA),
        ([body("2025-11-11", weight=60)], Status.NO_DATA),
        ([body("2025-11-12", weight=60)], Status.MET),
        ([course("alendronate", "2025-11")], Status.MET),
        ([course("alendronate", "2020", "2026")], Status.NO_DATA),
        ([Visit(date=day("2026-12-01"))], Status.NO_DATA),
        ([Fall(date=day("2025-11-12"))], Status.ATTENTION),
        ([Fall(date=day("2025-11-11"))], Status.NO_DATA),
        ([Fall(date=day(ON), kind=FallKind.NEAR_FALL)], Status.MET),
    ],
)
def test_no_fall_on_record_means_none_only_where_something_is_recorded(records: list[Record], status: Status) -> None:
    assert gap("falls.count", ON, *records).status is status


def test_a_fall_may_be_allowed_for() -> None:
    falls = [Fall(date=day("2026-03-01")), Fall(date=day("2026-04-01"))]
    assert gap("falls.count", ON, *falls, override("falls.count", high=2)).status is Status.MET
    found = gap("falls.count", ON, *falls)
    assert (found.value, found.rank) == (2, None)
    unheard_of = override("falls.count", high=-1)
    assert gap("falls.count", ON, body("2026-11-01", weight=60), unheard_of).status is Status.ATTENTION


@pytest.mark.parametrize(
    "test, areas",
    [
        (FunctionTestKind.CHAIR_STAND_30S, 1),
        (FunctionTestKind.CHAIR_STAND_5X_S, 1),
        (FunctionTestKind.GRIP_KG, 1),
        (FunctionTestKind.SINGLE_LEG_STANCE_S, 1),
        (FunctionTestKind.TANDEM_STANCE_S, 1),
        (FunctionTestKind.TUG_S, 1),
        (FunctionTestKind.GAIT_SPEED_M_S, 1),
        (FunctionTestKind.SPPB, 3),
    ],
)
def test_a_test_of_her_own_counts_as_an_assessment(test: FunctionTestKind, areas: int) -> None:
    found = gap("falls.assessment", ON, trial(test))
    assert (found.status, found.value) == (Status.SHORT, areas)


def test_all_five_are_met_and_old_ones_are_stale() -> None:
    five = [assessed(kind, "2025-11-12") for kind in (Assessed.MEDICATION_REVIEW, Assessed.HOME_SAFETY)]
    found = gap("falls.assessment", ON, *five, trial(FunctionTestKind.SPPB))
    assert (found.status, found.value) == (Status.MET, 5)
    old = gap("falls.assessment", ON, assessed(Assessed.GAIT, "2025-11-11"))
    assert (old.status, old.value) == (Status.STALE, None)
    assert gap("falls.assessment", ON, assessed(Assessed.DENTAL, ON)).status is Status.NO_DATA


@pytest.mark.parametrize(
    "date, status", [("2025-11-12", Status.MET), ("2025-11-11", Status.STALE), ("", Status.NO_DATA)]
)
def test_hormones_are_talked_over_once_a_year(date: str, status: Status) -> None:
    records = [assessed(Assessed.HORMONE_REVIEW, date)] if date else [assessed(Assessed.GAIT, ON)]
    found = gap("endocrine.therapy", ON, *records)
    assert (found.status, found.value) == (status, None)


def frax(date: str, major: float | None, hip: float | None, tool: str = "frax") -> RiskResult:
    return RiskResult(date=day(date), tool=tool, major_percent=major, hip_percent=hip)


@pytest.mark.parametrize(
    "result, status, value",
    [
        (frax("2026-01-01", 19.9, 2.9), Status.MET, "2.9"),
        (frax("2026-01-01", 20, 1), Status.ATTENTION, "1"),
        (frax("2026-01-01", 5, 3), Status.ATTENTION, "3"),
        (frax("2026-01-01", 20, None), Status.ATTENTION, None),
        (frax("2026-01-01", 5, None), Status.MET, None),
        (frax("2024-11-12", 5, 1), Status.MET, "1"),
        (frax("2024-11-11", 25, 4), Status.STALE, "4"),
        (frax("2026-01-01", 25, 4, "garvan"), Status.NO_DATA, None),
    ],
)
def test_frax_is_judged_as_the_clinician_gave_it(result: RiskResult, status: Status, value: str | None) -> None:
    found = gap("fracture.risk", ON, result)
    assert (found.status, str(found.value) if found.value is not None else None) in {
        (status, value),
        (status, f"{value}.0"),
    }
    if status in (Status.MET, Status.ATTENTION):
        assert "United States" in found.text


@pytest.mark.parametrize(
    "hip, hers, status, said",
    [
        (3, 5, Status.MET, "below the 5\u2009% set for the hip."),
        (2, 1, Status.ATTENTION, "reaches the 1\u2009% set for the hip."),
        (3, None, Status.MET, "hip 3\u2009%."),
    ],
)
def test_a_threshold_of_hers_is_not_told_as_the_documents(
    hip: float, hers: float | None, status: Status, said: str
) -> None:
    found = gap("fracture.risk", ON, frax("2026-01-01", 5, hip), override("fracture.risk", high=hers))
    assert found.status is status
    assert found.text.endswith(said)


def test_of_two_frax_results_the_latest_counts() -> None:
    assert gap("fracture.risk", ON, frax("2025-06-01", 25, 4), frax("2026-01-01", 5, 1)).status is Status.MET


def sleep(date: str, hours: float, source: str = "manual") -> Sleep:
    return Sleep(date=day(date), hours=hours, source=source)


def test_a_nights_hours_are_those_of_one_source() -> None:
    nights = [sleep("2026-11-06", 7), sleep("2026-11-07", 7), sleep("2026-11-12", 4), sleep("2026-11-12", 3)]
    assert gap("inflammation.sleep", ON, *nights).value == 7
    assert gap("inflammation.sleep", ON, *nights, sleep("2026-11-12", 6, "watch")).value == 7
    assert gap("inflammation.sleep", ON, *nights, sleep("2026-11-12", 10, "watch")).value == 8
    assert gap("inflammation.sleep", ON, *nights[1:]).status is Status.NO_DATA
    assert gap("inflammation.sleep", ON, *nights[1:], sleep("2026-11-05", 9)).status is Status.NO_DATA


def test_short_sleep_says_how_far() -> None:
    nights = [sleep(f"2026-11-{date:02}", 6.5) for date in (8, 9, 10)]
    found = gap("inflammation.sleep", ON, *nights)
    assert found.text == "Sleep averaged 6.5 hours, 0.5 hours below the 7 hours asked for."


def test_a_normal_score_never_stands_there_without_a_fragility_fracture() -> None:
    fracture = Fracture(date=PartialDate("2025-03"), site=BrokenSite.VERTEBRA, level="L1")
    found = gap("density.t_score", ON, woman(), scan("2026-01-01", row(HIP, t=-0.5)), fracture)
    assert found.status is Status.MET
    assert "A fragility fracture is on record beside it (Vertebra L1, March 2025)." in found.text
    young = replace(fracture, date=PartialDate("1995"))
    assert "fracture" not in gap("density.t_score", ON, woman(), scan("2026-01-01", row(HIP, t=-0.5)), young).text


def test_a_t_score_names_the_medicine_taken() -> None:
    given = course("denosumab_60", "2024-11-18", name="Denosumab")
    found = gap("density.t_score", ON, woman(), scan("2026-01-01", row(HIP, t=-2.0)), given)
    assert found.text.endswith("On record: denosumab since 18 November 2024.")
