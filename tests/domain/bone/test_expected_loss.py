"""The published range of loss beside her scans: how it runs, where it ends, and when none is shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bonejournal.domain.bone.comparison import histories
from bonejournal.domain.bone.density import Side, Site
from bonejournal.domain.bone.expected_loss import ExpectedLoss, expected_loss
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.profile import MenopauseKind, Profile, Sex
from bonejournal.domain.record import Record
from tests.charts import scans

SPINE = (Site.LUMBAR_SPINE, None)
FIRST = dt.date(2020, 6, 15)
HELEN = replace(scans.HELEN, menopause_date=PartialDate("2020-06-15"))


def made(
    *records: Record, profile: Profile | None = HELEN, place: tuple[Site, Side | None] = SPINE, on: dt.date = scans.ON
) -> ExpectedLoss:
    given = [*records] or [scans.spine(FIRST, 1.0)]
    snapshot = scans.snapshot(*given, profile=profile, on=on)
    held = histories([record for record in given if isinstance(record, type(scans.spine(FIRST, 1.0)))])
    return expected_loss(snapshot, held[place])


def course(drug: str, start: str, stop: str = "") -> Course:
    return Course(
        name=drug, drug=drug, kind=CourseKind.MEDICINE, start=PartialDate(start),
        stop=PartialDate(stop) if stop else None,
    )  # fmt: skip


def test_the_usual_range_falls_as_the_table_says_year_by_year() -> None:
    found = made(on=dt.date(2025, 6, 15)).usual
    assert found is not None
    two = next(point for point in found.points if point.day == dt.date(2022, 6, 15))
    assert (two.low, two.high) == (pytest.approx(0.967**2, abs=2e-4), pytest.approx(0.98**2, abs=2e-4))
    last = found.points[-1]
    assert last.day == dt.date(2025, 6, 15)
    assert last.low == pytest.approx(0.967**2 * 0.984**3, abs=5e-4)


def test_the_documents_figures_reach_a_fifth_by_their_years() -> None:
    early, twenty = made(on=dt.date(2027, 6, 15)).documents
    five = next(point for point in twenty.points if point.day == dt.date(2025, 6, 15))
    assert five.low == pytest.approx(0.8, abs=1e-3)
    assert twenty.points[-1].high == pytest.approx(0.8, abs=2e-3)
    assert twenty.points[-1].low == five.low
    steep = next(point for point in early.points if point.day == dt.date(2025, 6, 15))
    assert (steep.low, steep.high) == (pytest.approx(0.95**5, abs=1e-3), pytest.approx(0.97**5, abs=1e-3))


def test_nothing_reaches_beyond_the_day_of_the_journal() -> None:
    on = dt.date(2021, 1, 10)
    found = made(on=on)
    assert found.usual is not None
    assert {curve.points[-1].day for curve in (found.usual, *found.documents)} == {on}


def test_it_ends_where_the_scanner_changes_and_where_a_bone_medicine_begins() -> None:
    other = scans.spine(dt.date(2024, 6, 15), 0.8, model="Other")
    found = made(scans.spine(FIRST, 1.0), other).usual
    assert found is not None
    assert found.points[-1].day == FIRST + (other.date - FIRST) / 2
    treated = made(scans.spine(FIRST, 1.0), course("alendronate", "2021-03-01")).usual
    assert treated is not None
    assert treated.points[-1].day == dt.date(2021, 3, 1)


@pytest.mark.parametrize("drug", ["denosumab_60", "estradiol_patch", "prednisone", "letrozole", "goserelin"])
def test_none_is_shown_where_such_a_medicine_was_taken_at_the_first_scan(drug: str) -> None:
    found = made(scans.spine(FIRST, 1.0), course(drug, "2019"))
    assert found.usual is None
    assert found.documents == ()
    assert "medicine" in found.why_not


@pytest.mark.parametrize("drug", ["omeprazole", "estradiol_vaginal", "hydrocortisone"])
def test_other_medicines_change_nothing(drug: str) -> None:
    assert made(scans.spine(FIRST, 1.0), course(drug, "2019")).usual is not None


@pytest.mark.parametrize("kind", [MenopauseKind.SURGICAL, MenopauseKind.PREMATURE, MenopauseKind.MEDICAL])
def test_none_is_shown_after_another_kind_of_menopause(kind: MenopauseKind) -> None:
    found = made(profile=replace(HELEN, menopause_kind=kind))
    assert found.usual is None
    assert found.why_not


def test_without_the_last_period_it_is_said_what_is_missing() -> None:
    for profile in (None, replace(HELEN, menopause_date=None), replace(HELEN, menopause_kind=MenopauseKind.NOT_YET)):
        assert "last period" in made(profile=profile).why_not
    assert made(profile=replace(HELEN, sex=Sex.MALE)) == ExpectedLoss(None)


def test_the_spine_has_none_from_sixty_five_on_and_the_hip_has() -> None:
    old = replace(HELEN, birth_date=dt.date(1955, 1, 1), menopause_date=PartialDate("2005-01"))
    assert "wear of the spine" in made(profile=old).why_not
    place = (Site.TOTAL_HIP, Side.LEFT)
    hip = scans.snapshot(*scans.sample_scans(), profile=old)
    found = expected_loss(hip, histories(scans.sample_scans())[place]).usual
    assert found is not None


def test_a_scan_before_menopause_begins_with_the_range_of_those_years() -> None:
    found = made(profile=replace(HELEN, menopause_date=PartialDate("2023-06-15")), on=dt.date(2024, 6, 15))
    assert found.usual is not None
    first = found.usual.points[1]
    assert first.high == pytest.approx(1.0)
    twenty = next(curve for curve in found.documents if curve.loss.id == "curve.twenty")
    before = [point for point in twenty.points if point.day <= dt.date(2023, 6, 15)]
    assert {(point.low, point.high) for point in before} == {(1.0, 1.0)}
