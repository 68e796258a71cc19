from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain import insight
from bonejournal.domain.comparison import Verdict, histories, pairs
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.measures import Status
from bonejournal.domain.profile import MenopauseKind, Profile
from bonejournal.domain.record import Record
from bonejournal.domain.targets import evaluate
from tests.domain.making import HIP, NECK, RADIUS, SPINE, body, day, journal, row, scan, woman
from tests.golden.reading import snapshot

SAMPLE = snapshot(Path(__file__).parents[2] / "resources" / "sample", day("2026-11-12"))


def talk(on: str, *records: Record) -> list[str]:
    return [point.id for point in insight.talk(journal(on, *records))]


def test_the_sample_tells_its_story() -> None:
    told = {
        (str(site), pair.later.scan.date.year): (pair.verdict, pair.change_percent)
        for (site, _), history in histories(SAMPLE.of(insight.DxaScan)).items()
        for pair in pairs(history)
    }
    assert len(told) == 9
    assert {verdict for (_, year), (verdict, _) in told.items() if year == 2024} == {Verdict.NOT_COMPARABLE}
    expected = {
        ("lumbar_spine", 2022): (Verdict.LOSS, "-5.7"),
        ("total_hip", 2022): (Verdict.WITHIN_ERROR, "-3.0"),
        ("femoral_neck", 2022): (Verdict.WITHIN_ERROR, "-3.4"),
        ("lumbar_spine", 2026): (Verdict.GAIN, "7.0"),
        ("total_hip", 2026): (Verdict.WITHIN_ERROR, "2.6"),
        ("femoral_neck", 2026): (Verdict.WITHIN_ERROR, "2.3"),
    }
    for key, (verdict, percent) in expected.items():
        assert told[key][0] is verdict
        assert round(told[key][1] or Decimal(0), 1) == Decimal(percent)
    whole = insight.summary(SAMPLE)
    assert [point.id for point in whole.talk] == ["talk.t_score"]
    assert whole.due == ()
    assert insight.today_sentence(SAMPLE, whole).startswith("Your spine gained 0.054 g/cm² (7.0\u2009%)")
    assert insight.next_steps(SAMPLE) == ()


def test_a_t_score_of_minus_2_5_stays_a_point_after_a_better_one() -> None:
    scans = [scan("2020-01-01", row(HIP, t=-2.5)), scan("2024-01-01", row(HIP, t=-1.9))]
    assert talk("2026-01-01", woman(), *scans) == ["talk.t_score"]
    assert talk("2026-01-01", woman(), scans[1]) == []
    assert talk("2026-01-01", woman(menopause="2022"), *scans) == []
    assert talk("2026-01-01", *scans) == []


def test_a_low_radius_is_no_point_where_another_site_has_a_t_score() -> None:
    wrist = scan("2020-01-01", row(RADIUS, t=-3.0))
    assert talk("2026-01-01", woman(), wrist) == ["talk.t_score"]
    assert talk("2026-01-01", woman(), wrist, scan("2024-01-01", row(NECK, t=-1.0))) == []


def test_only_a_loss_of_the_latest_scan_is_talked_about() -> None:
    lost = [scan("2020-01-01", row(SPINE, 1.0, lsc=0.03)), scan("2022-01-01", row(SPINE, 0.96))]
    assert talk("2026-01-01", *lost) == ["talk.loss"]
    assert talk("2026-01-01", *lost, scan("2024-01-01", row(SPINE, 0.97))) == []
    between = [*lost, scan("2023-01-01", row(SPINE, 0.5), serial="S2")]
    assert talk("2026-01-01", *between) == []


def test_height_lost_is_talked_about() -> None:
    tall = replace(woman(), peak_height_cm=166.0)
    assert talk("2026-01-01", tall, body("2025-12-01", height=162.2)) == ["talk.height"]
    assert talk("2026-01-01", tall, body("2025-12-01", height=162.3)) == []
    assert talk("2025-11-30", tall, body("2025-12-01", height=162.2)) == []


@pytest.mark.parametrize(
    "on, listed, late",
    [("2026-08-13", False, 0), ("2026-08-14", True, 0), ("2026-10-13", True, 0), ("2026-10-14", True, 1)],
)
def test_a_scan_is_listed_sixty_days_ahead_and_late_from_the_day_after(on: str, listed: bool, late: int) -> None:
    judged = journal(on, scan("2024-10-13", row(SPINE, 0.9), row(HIP, 0.8)))
    found = insight.summary(judged).due
    assert [(item.what, item.date, item.overdue_days) for item in found] == (
        [("dxa", day("2026-10-13"), late)] if listed else []
    )
    if listed:
        (line,) = insight.coming_up(insight.summary(judged))
        assert (line.mark, line.action) == ("overdue" if late else "due", "dxa")


def test_layers_and_triad_count_only_what_is_known() -> None:
    gaps = [replace(gap, status=Status.STALE) for gap in evaluate(journal("2026-01-01"))]
    assert [(share.key, share.of) for share in insight.layers(gaps)] == [
        ("mechanical", 0), ("endocrine", 0), ("inflammatory", 0), ("structural", 0), ("minerals", 0),
    ]  # fmt: skip
    met = [replace(gap, status=Status.MET) for gap in gaps]
    assert [(share.met, share.of) for share in insight.layers(met)] == [(9, 9), (4, 4), (4, 4), (1, 1), (6, 6)]
    assert [share.key for share in insight.triad(met)] == ["density", "quality", "fall_risk"]
    assert sum(share.of for share in insight.triad(met)) == 32
    assert insight.counts(met)[Status.MET] == 32
    assert insight.counts(met)[Status.SHORT] == 0


def test_an_empty_journal_says_where_to_begin() -> None:
    empty = journal("2026-11-12")
    assert [line.action for line in insight.next_steps(empty)] == ["dxa", "profile", "profile", "body"]
    whole = insight.summary(empty)
    assert (whole.density, whole.lowest, whole.talk, whole.due) == ((), None, (), ())
    assert "three numbers" in insight.today_sentence(empty, whole)
    assert insight.coming_up(whole) == ()


def test_one_scan_says_that_a_second_is_needed() -> None:
    judged = journal("2026-11-12", scan("2026-01-01", row(SPINE, 0.9, -1.0)))
    assert insight.today_sentence(judged, insight.summary(judged)).startswith("One scan so far.")
    assert "scan" in [line.key for line in insight.next_steps(judged)]


def test_what_is_late_is_said_first() -> None:
    judged = journal("2026-11-12", woman(), scan("2020-01-01", row(SPINE, 0.9, -2.6), row(HIP, 0.8)))
    assert "was due on 1 January 2022" in insight.today_sentence(judged, insight.summary(judged))


@pytest.mark.parametrize(
    "menopause, kind, asked",
    [("", None, True), ("", MenopauseKind.UNKNOWN, True), ("", MenopauseKind.NOT_YET, False), ("2010", None, False)],
)
def test_when_periods_stopped_is_asked_only_where_it_is_open(
    menopause: str, kind: MenopauseKind | None, asked: bool
) -> None:
    known = PartialDate(menopause) if menopause else None
    profile = Profile(birth_date=day("1960-01-01"), menopause_date=known, menopause_kind=kind)
    assert ("menopause" in [line.key for line in insight.next_steps(journal("2026-01-01", profile))]) is asked


def test_after_two_weeks_away_today_says_what_happened() -> None:
    assert insight.since_last_here(SAMPLE, None) == ()
    assert insight.since_last_here(SAMPLE, day("2026-10-30")) == ()
    back = insight.since_last_here(SAMPLE, day("2026-10-29"))
    assert [line.key for line in back] == ["verdict", "catch_up.dxa", "catch_up.body"]
    later = insight.as_of(SAMPLE, SAMPLE.on)
    later = replace(later, on=day("2029-01-01"))
    lines = insight.since_last_here(later, day("2026-11-12"))
    assert [line.key for line in lines] == [
        "dxa", "endocrine.lean_mass", "inflammation.waist", "verdict", "catch_up.dxa",
    ]  # fmt: skip
    assert [line.mark for line in lines[:3]] == ["overdue", "stale", "stale"]


@given(st.dates(dt.date(2019, 1, 1), dt.date(2030, 1, 1)))
def test_any_day_of_the_sample_can_be_judged(on: dt.date) -> None:
    judged = insight.as_of(replace(SAMPLE, on=dt.date(2030, 1, 1)), on)
    whole = insight.to_json(insight.summary(judged))
    assert all(pair["to"] <= on.isoformat() for pair in whole["density"])
    assert insight.today_sentence(judged, insight.summary(judged))
