from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.bone.comparison import Verdict, histories, pairs
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.meaning import insight
from bonejournal.domain.meaning.measures.common import Status
from bonejournal.domain.meaning.targets import evaluate
from tests.domain.making import HIP, SPINE, day, journal, row, scan
from tests.golden.reading import snapshot

HERE = Path(__file__).parents[3]
SAMPLE = snapshot(HERE / "resources" / "sample", day("2026-11-12"))


def test_the_sample_tells_its_story() -> None:
    told = {
        (str(site), pair.later.scan.date.year): (pair.verdict, pair.change_percent)
        for (site, _), history in histories(SAMPLE.of(DxaScan)).items()
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
    assert [point.id for point in whole.talk] == ["talk.t_score", "talk.falls"]
    assert [(item.what, item.date, item.overdue_days) for item in whole.due] == [
        ("visit", day("2026-11-17"), 0),
        ("dose:denosumab_60", day("2026-11-20"), 0),
    ]


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


def test_the_sample_stands_as_its_story_says() -> None:
    gaps = evaluate(SAMPLE)
    found = {status: count for status, count in insight.counts(gaps).items() if count}
    assert found == {Status.MET: 22, Status.SHORT: 6, Status.ATTENTION: 3, Status.NO_DATA: 1}
    assert [(share.met, share.of) for share in insight.layers(gaps)] == [(7, 9), (3, 3), (4, 4), (0, 1), (3, 6)]
    ranked = sorted((gap for gap in gaps if gap.rank), key=lambda gap: gap.rank or 0)
    assert [gap.id for gap in ranked] == [
        "training.balance.sessions", "training.compound", "nutrition.protein", "nutrition.magnesium",
        "nutrition.calcium", "minerals.synergy",
    ]  # fmt: skip
    values = {gap.id: round(gap.value, 1) for gap in gaps if gap.value is not None}
    assert values["nutrition.calcium"] == Decimal("1039.9")
    assert values["markers.resorption"] == Decimal("-64.1")


FORBIDDEN = (
    "danger", "risk score", " bad", "poor", "worse", "fail", "severe", "abnormal", "alarm", "warning", "must",
    "should", "need treatment", "disease", "patient", "missed", "streak", "goal", "congrat", "oops", "invalid", "skip",
)  # fmt: skip


def test_no_sentence_blames_or_alarms() -> None:
    folders = [HERE / "resources" / "sample", *sorted((HERE / "tests" / "golden").glob("*/"))]
    for folder in folders:
        if not (folder / "profile.csv").exists():
            continue
        for on in ("2025-06-15", "2026-01-31", "2026-06-01", "2026-11-12"):
            judged = snapshot(folder, day(on))
            gaps = evaluate(judged)
            whole = insight.summary(judged, gaps)
            for item in (*gaps, *whole.talk, *whole.due):
                low = item.text.lower()
                assert not [word for word in FORBIDDEN if word in low], item.text
                assert "{" not in low
                assert low


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


@given(st.dates(dt.date(2019, 1, 1), dt.date(2030, 1, 1)))
def test_any_day_of_the_sample_can_be_judged(on: dt.date) -> None:
    judged = insight.as_of(replace(SAMPLE, on=dt.date(2030, 1, 1)), on)
    whole = insight.to_json(insight.summary(judged))
    assert all(pair["to"] <= on.isoformat() for pair in whole["density"])
