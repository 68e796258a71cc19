from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import Assessed, Assessment, FunctionTest, FunctionTestKind
from bonejournal.domain.meaning.due import AHEAD_DAYS, Due, due
from bonejournal.domain.meaning.targets import evaluate
from bonejournal.domain.medicines.medication import CourseKind
from bonejournal.domain.record import Record
from bonejournal.domain.visit import Visit, VisitKind
from tests.domain.making import (
    HIP,
    SPINE,
    course,
    day,
    dose,
    journal,
    override,
    panel,
    result_of,
    row,
    scan,
)

ON = "2026-07-01"


def listed(*records: Record, on: str = ON) -> list[Due]:
    snapshot = journal(on, *records)
    return list(due(snapshot, evaluate(snapshot)))


def told(*records: Record, on: str = ON) -> list[tuple[str, str | None, int | None]]:
    return [
        (item.what, item.date.isoformat() if item.date else None, item.overdue_days) for item in listed(*records, on=on)
    ]


PROLIA = course("denosumab_60", "2025-01-31", schedule="every 6 months", name="Denosumab")


@pytest.mark.parametrize("on, late", [("2026-01-01", 0), ("2026-02-28", 0), ("2026-03-01", 1), ("2026-04-01", 32)])
def test_the_next_dose_is_calendar_months_after_the_last(on: str, late: int) -> None:
    given = [dose(PROLIA, "2025-01-31"), dose(PROLIA, "2025-08-31"), dose(PROLIA, "2025-12-01", taken=False)]
    assert told(PROLIA, *given, on=on) == [("dose:denosumab_60", "2026-02-28", late)]


def test_without_a_dose_the_start_counts_for_one_interval() -> None:
    assert told(PROLIA, on="2025-02-10") == [("dose:denosumab_60", "2025-01-31", 10)]
    assert told(PROLIA, on="2025-07-31") == [("dose:denosumab_60", "2025-01-31", 181)]
    (open_,) = listed(PROLIA, on="2025-08-01")
    assert (open_.date, open_.overdue_days) == (None, None)
    assert open_.text == "Denosumab: when was the last one given?"


@pytest.mark.parametrize(
    "given, expected",
    [
        (replace(PROLIA, stop=PartialDate("2026-01-31")), []),
        (replace(PROLIA, kind=CourseKind.SUPPLEMENT), []),
        (replace(PROLIA, kind=CourseKind.HERBAL), []),
        (replace(PROLIA, schedule="every 27 days"), []),
        (replace(PROLIA, schedule="as needed"), []),
        (replace(PROLIA, schedule=""), []),
        (replace(PROLIA, drug="", name="My depot"), [("dose:My depot", "2026-01-31", 0)]),
        (replace(PROLIA, drug="unknown zoledronic_acid"), [("dose:zoledronic_acid", "2026-01-31", 0)]),
        (replace(PROLIA, kind=CourseKind.HORMONE_THERAPY), [("dose:denosumab_60", "2026-01-31", 0)]),
    ],
)
def test_which_doses_are_listed(given: Record, expected: list[tuple[str, str, int]]) -> None:
    taken = replace(dose(PROLIA, "2025-07-31"), medication_id=given.id)
    assert told(given, taken, on="2026-01-15") == expected


def test_a_dose_every_28_days_is_listed() -> None:
    monthly = course("denosumab_120", "2026-01-01", schedule="every 4 weeks")
    assert told(monthly, dose(monthly, "2026-06-20")) == [("dose:denosumab_120", "2026-07-18", 0)]


@pytest.mark.parametrize(
    "on, said",
    [
        ("2026-01-23", "No appointment noted yet. Arrange it for that day; if that is not possible, call the clinic "
         "beforehand."),
        ("2026-02-09", "9 days ago. Call the clinic to arrange it."),
        ("2026-02-28", "28 days ago. Call the clinic to arrange it."),
        ("2026-03-07", "5 weeks ago. Its effect wears off after six months, so please call your clinic today."),
    ],
)  # fmt: skip
def test_a_late_injection_is_to_be_arranged_never_left_out(on: str, said: str) -> None:
    (item,) = listed(PROLIA, dose(PROLIA, "2025-07-31"), on=on)
    assert item.text.endswith(said)
    assert "skip" not in item.text


def test_an_appointment_for_the_injection_is_known() -> None:
    noted = Visit(date=day("2026-02-02"), kind=VisitKind.INJECTION)
    found = listed(PROLIA, dose(PROLIA, "2025-07-31"), noted, on="2026-01-23")
    assert [item.what for item in found] == ["dose:denosumab_60", "injection"]
    assert "No appointment" not in found[0].text


def test_what_follows_denosumab_is_due_six_months_after_the_last_dose() -> None:
    ended = replace(PROLIA, stop=PartialDate("2026-06-01"))
    older = course("denosumab_60", "2020", "2022", schedule="every 6 months")
    given = dose(ended, "2025-12-31")
    assert told(ended, older, given) == [("follow_on:denosumab_60", "2026-06-30", 1)]
    assert told(ended) == [("follow_on:denosumab_60", None, None)]
    assert told(ended, given, course("alendronate", "2026-06-15")) == []


def test_of_two_stopped_on_one_day_the_one_begun_later_is_followed() -> None:
    first = replace(course("denosumab_60", "2020", "2026-06-01"), id="b")
    second = replace(course("denosumab_60", "2022", "2026-06-01"), id="a")
    given = [dose(first, "2025-11-10"), dose(second, "2025-12-31")]
    assert told(first, second, *given) == [("follow_on:denosumab_60", "2026-06-30", 1)]


def test_a_scan_is_due_by_its_interval() -> None:
    full = scan("2024-06-30", row(SPINE, 0.9), row(HIP, 0.8))
    assert told(full) == [("dxa", "2026-06-30", 1)]
    assert told(full, override("density.dxa_due", high=26)) == [("dxa", "2026-08-30", 0)]
    assert told(full, override("density.dxa_due", low=26)) == []
    assert told(scan("2020-06-30", row(SPINE, 0.9))) == []


def test_assessments_come_up_again_only_once_done() -> None:
    gait = FunctionTest(date=day("2025-07-02"), test=FunctionTestKind.TUG_S, value=9)
    records = [
        Assessment(date=day("2025-05-01"), kind=Assessed.GAIT),
        Assessment(date=day("2025-06-30"), kind=Assessed.HORMONE_REVIEW),
        Assessment(date=day("2025-06-30"), kind=Assessed.DENTAL),
    ]
    assert told(*records, gait) == [
        ("assessment:hormone_review", "2026-06-30", 1),
        ("assessment:gait", "2026-07-02", 0),
    ]


@pytest.mark.parametrize("analyte, expected", [("25ohd", True), ("ctx", True), ("pinp", True), ("tsh", False)])
def test_three_blood_tests_come_up_again_after_a_year(analyte: str, expected: bool) -> None:
    draw = panel("2025-08-30", result_of(analyte, "30", "ng/mL"))
    assert told(draw) == ([(f"lab:{analyte}", "2026-08-30", 0)] if expected else [])
    assert told(replace(draw, date=day("2025-08-31"))) == []


def test_appointments_are_listed_until_their_outcome_is_noted() -> None:
    today = Visit(date=day(ON), kind=VisitKind.LAB)
    assert told(today, Visit(date=day("2026-08-30")), Visit(date=day("2026-08-31"))) == [
        ("lab", ON, 0), ("visit", "2026-08-30", 0),
    ]  # fmt: skip
    assert told(replace(today, outcome="Done.")) == []
    assert told(replace(today, date=day("2026-06-30"))) == []


PLAN = Visit(
    date=day("2026-05-01"), next_visit=day("2026-07-10"), next_scan=day("2026-06-01"), next_labs=day("2026-07-01")
)


@pytest.mark.parametrize(
    "more, left",
    [
        ([], ["scan", "lab", "visit"]),
        ([Visit(date=day("2026-05-02"), kind=VisitKind.SCAN, outcome="x")], ["lab", "visit"]),
        ([scan("2026-06-05", row(SPINE, 0.9))], ["lab", "visit"]),
        ([scan("2026-05-01", row(SPINE, 0.9))], ["scan", "lab", "visit"]),
        ([panel("2026-06-05", result_of("tsh", "1"))], ["scan", "visit"]),
        ([Visit(date=day("2026-09-01"))], ["scan", "lab"]),
        ([Visit(date=day("2026-06-01"), outcome="x")], []),
        ([Visit(date=day("2026-04-01"), next_scan=day("2026-07-04"))], ["scan", "lab", "visit"]),
    ],
)
def test_what_the_latest_visit_planned_is_listed_until_it_is_there(more: list[Record], left: list[str]) -> None:
    assert [item.what for item in listed(PLAN, *more)] == left


def test_the_order_is_by_date_those_without_one_first() -> None:
    unknown = course("zoledronic_acid", schedule="every 12 months")
    labs = panel("2025-07-01", result_of("25ohd", "30", "ng/mL"), result_of("ctx", "300", "ng/L"))
    assert [item.what for item in listed(PLAN, unknown, labs)] == [
        "dose:zoledronic_acid", "scan", "lab", "lab:25ohd", "lab:ctx", "visit",
    ]  # fmt: skip


def test_each_names_the_record_it_follows_from_and_a_calendar_reaches_further() -> None:
    visit = Visit(date=day("2026-07-20"), time=dt.time(8, 30))
    drawn = panel("2026-05-05", result_of("25ohd", "30", "ng/mL"))
    looked = Assessment(date=day("2026-06-01"), kind=Assessed.GAIT)
    snapshot = journal(ON, visit, drawn, looked)
    gaps = evaluate(snapshot)
    near = [(item.what, item.follows, item.time) for item in due(snapshot, gaps)]
    assert near == [("visit", visit.id, dt.time(8, 30))]
    far = {item.what: item.follows for item in due(snapshot, gaps, AHEAD_DAYS)}
    assert far == {"visit": visit.id, "lab:25ohd": drawn.id, "assessment:gait": looked.id}
