"""The lines of Today, from a journal's values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import Assessed, Assessment
from bonejournal.domain.meaning import insight, today
from bonejournal.domain.meaning.targets import evaluate
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.profile import MenopauseKind, Profile
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.visit import Visit, VisitKind
from tests.domain.making import HIP, SPINE, day, journal, row, scan, woman
from tests.golden.reading import snapshot

SAMPLE = snapshot(Path(__file__).parents[3] / "resources" / "sample", day("2026-11-12"))


def sentence(judged: Snapshot) -> str:
    gaps = evaluate(judged)
    return today.today_sentence(judged, insight.summary(judged, gaps), gaps)


def coming(judged: Snapshot) -> tuple[today.Line, ...]:
    return today.coming_up(judged, insight.summary(judged))


def away(judged: Snapshot, last: str | None) -> tuple[today.Line, ...]:
    return today.since_last_here(judged, day(last) if last else None, evaluate(judged))


def test_the_samples_week_is_said_in_one_sentence() -> None:
    assert sentence(SAMPLE) == (
        "Two dates are coming up. Strength is on target; short this week: "
        "balance, the three big lifts, protein and 3 more."
    )
    assert today.next_steps(SAMPLE) == ()


def test_what_is_coming_up_has_one_thing_to_do_each_injections_first() -> None:
    dose, visit = coming(SAMPLE)
    assert (dose.title, dose.mark) == ("Denosumab is due on Friday 20 November", "due")
    assert dose.sub == "In 8 days. No appointment noted yet."
    course = next(one for one in SAMPLE.of(Course) if one.name == "Denosumab")
    assert dose.action == f"appointment:2026-11-20:{course.id}"
    assert (visit.title, visit.sub) == (
        "Visit with Dr Okafor, Tuesday 17 November", "In 5 days. 3 questions written down.",
    )  # fmt: skip
    assert visit.action == "summary"


def test_an_appointment_that_is_noted_is_not_asked_for_again() -> None:
    noted = Visit(date=day("2026-11-20"), kind=VisitKind.INJECTION)
    records = {**SAMPLE.records, "visits": (*SAMPLE.of(Visit), noted)}
    dose = next(line for line in coming(replace(SAMPLE, records=records)) if line.key.startswith("dose:"))
    assert dose.action == ""


def test_what_a_visit_planned_names_its_day_and_what_can_be_done() -> None:
    plan = Visit(date=day("2026-05-01"), next_visit=day("2026-07-10"), next_scan=day("2026-06-01"))
    scanned, again = coming(journal("2026-05-20", plan))
    assert (scanned.title, scanned.action) == ("Scan planned for 1 June 2026", "dxa")
    assert (again.title, again.sub) == ("Visit planned for 10 July 2026", "Noted at the visit of 1 May 2026.")
    assert again.action == "visit"


@pytest.mark.parametrize(
    "on, mark", [("2026-11-30", "due"), ("2026-12-03", "due"), ("2026-12-04", "over"), ("2026-12-18", "overdue")]
)
def test_a_late_injection_grows_louder_and_asks_whether_it_was_given(on: str, mark: str) -> None:
    dose = next(line for line in coming(replace(SAMPLE, on=day(on))) if line.key.startswith("dose:"))
    assert (dose.mark, dose.action) == (mark, "dose")


def test_a_scan_that_is_late_is_calm() -> None:
    judged = journal("2026-10-14", scan("2024-10-13", row(SPINE, 0.9), row(HIP, 0.8)))
    (line,) = coming(judged)
    assert (line.mark, line.action) == ("due", "dxa")


@given(st.dates(dt.date(2019, 1, 1), dt.date(2030, 1, 1)))
def test_any_day_of_the_sample_has_a_sentence(on: dt.date) -> None:
    judged = insight.as_of(replace(SAMPLE, on=dt.date(2030, 1, 1)), on)
    said = sentence(judged)
    assert said.endswith((".", "?"))
    assert "{" not in said


def test_an_empty_journal_says_where_to_begin() -> None:
    empty = journal("2026-11-12")
    assert [line.action for line in today.next_steps(empty)] == ["dxa", "profile", "profile", "body"]
    whole = insight.summary(empty)
    assert (whole.density, whole.lowest, whole.talk, whole.due) == ((), None, (), ())
    assert "three numbers" in sentence(empty)
    assert coming(empty) == ()


def test_one_scan_says_that_a_second_is_needed() -> None:
    judged = journal("2026-11-12", scan("2026-01-01", row(SPINE, 0.9, -1.0)))
    assert sentence(judged).startswith("One scan so far.")
    assert "scan" in [line.key for line in today.next_steps(judged)]


def test_what_is_late_is_said_first() -> None:
    judged = journal("2026-11-12", woman(), scan("2020-01-01", row(SPINE, 0.9, -2.6), row(HIP, 0.8)))
    assert "was due on 1 January 2022" in sentence(judged)


def test_what_is_only_suggested_once_a_year_is_no_headline() -> None:
    gait = Assessment(date=day("2024-01-01"), kind=Assessed.GAIT)
    judged = journal("2026-11-12", gait, scan("2026-01-01", row(SPINE, 0.9, -1.0)))
    whole = insight.summary(judged)
    assert [item.what for item in whole.due] == ["assessment:gait"]
    assert sentence(judged).startswith("One scan so far.")


@pytest.mark.parametrize(
    "menopause, kind, asked",
    [("", None, True), ("", MenopauseKind.UNKNOWN, True), ("", MenopauseKind.NOT_YET, False), ("2010", None, False)],
)
def test_when_periods_stopped_is_asked_only_where_it_is_open(
    menopause: str, kind: MenopauseKind | None, asked: bool
) -> None:
    known = PartialDate(menopause) if menopause else None
    profile = Profile(birth_date=day("1960-01-01"), menopause_date=known, menopause_kind=kind)
    assert ("menopause" in [line.key for line in today.next_steps(journal("2026-01-01", profile))]) is asked


def test_after_two_weeks_away_today_says_what_happened() -> None:
    assert away(SAMPLE, None) == ()
    assert away(SAMPLE, "2026-10-30") == ()
    assert [line.key for line in away(SAMPLE, "2026-10-29")] == ["dose:denosumab_60", "visit", "verdict"]
    later = replace(insight.as_of(SAMPLE, SAMPLE.on), on=day("2029-01-01"))
    lines = away(later, "2026-11-12")
    assert len(lines) == today.RETURN_LINES
    assert lines[0].key == "dose:denosumab_60"
    assert lines[0].mark == "overdue"
    assert {line.mark for line in lines[1:4]} == {"due", "stale"}
    assert lines[-1].key == "verdict"


def test_what_may_have_happened_is_asked_once_and_nothing_missed_is_counted() -> None:
    lines = today.catch_up(SAMPLE)
    assert [line.action for line in lines] == ["medications", "fall", "body", "add"]
    assert "62.0 kg, 164.6 cm" in lines[2].sub
    assert [line.action for line in today.catch_up(journal("2026-11-12"))] == ["medications", "fall", "body"]
