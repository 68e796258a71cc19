from __future__ import annotations

from dataclasses import replace

import pytest

from bonejournal.domain.bone.density import DxaScan, Site, SiteResult
from bonejournal.domain.record import Around, Kept, Record, open_questions, problems
from tests.domain.making import HIP, NECK, SPINE, day, row, scan

AROUND = Around(day("2026-11-12"))


def asked(record: Record, *neighbours: Record) -> list[tuple[str, str]]:
    around = replace(AROUND, neighbours=neighbours)
    return [(question.field, question.key) for question in open_questions(record, around)]


def one(site: Site = HIP, **values: float) -> DxaScan:
    return scan("2026-10-13", SiteResult(site=site, **values))


def test_an_ordinary_report_is_asked_nothing() -> None:
    made = scan("2026-10-13", row(SPINE, 0.826, -2.0), row(HIP, 0.775, -1.4), row(NECK, 0.661, -1.6))
    assert asked(made) == []
    assert problems(made) == []


def test_a_missing_minus_sign_is_offered() -> None:
    (question,) = open_questions(one(bmd_g_cm2=0.775, t_score=1.4), AROUND)
    assert (question.field, question.key, question.fix) == ("sites.0.t_score", "minus", "-1.4")


def test_a_t_score_far_from_what_the_bmd_gives_is_asked_about() -> None:
    assert asked(one(bmd_g_cm2=0.775, t_score=-2.4)) == [("sites.0.t_score", "check_t")]
    assert asked(replace(one(bmd_g_cm2=0.775, t_score=-2.4), make="Unknown")) == []


@pytest.mark.parametrize("typed, meant", [(826, "0.826"), (82.6, "0.826"), (8.26, "0.826")])
def test_a_slip_of_the_unit_is_named_in_the_refusal(typed: float, meant: str) -> None:
    found = problems(one(SPINE, bmd_g_cm2=typed))
    assert any(f"Did you mean {meant}?" in problem.text for problem in found)


@pytest.mark.parametrize("area, keys", [(33.02, []), (30.33, [("sites.0.bmd_g_cm2", "arithmetic")])])
def test_bmc_on_area_should_make_the_bmd(area: float, keys: list) -> None:
    assert asked(one(bmd_g_cm2=0.775, bmc_g=25.59, area_cm2=area)) == keys


def test_a_z_score_below_the_t_score_is_asked_about() -> None:
    assert asked(one(t_score=-1.4, z_score=-1.7)) == [("sites.0.z_score", "z_below_t")]
    assert asked(one(t_score=-1.4, z_score=-1.6)) == []


def test_an_area_that_changed_is_asked_about_on_one_scanner_only() -> None:
    before = scan("2024-10-09", SiteResult(site=HIP, bmd_g_cm2=0.755, area_cm2=32.0))
    now = one(bmd_g_cm2=0.775, area_cm2=33.02)
    assert asked(now, before) == [("sites.0.area_cm2", "area")]
    assert asked(now, replace(before, serial="S2")) == []


def test_a_second_scan_of_one_day_is_asked_about() -> None:
    made = one(bmd_g_cm2=0.775)
    assert asked(made, scan("2026-10-13")) == [("date", "same_day")]
    assert asked(made, made) == []


def test_a_day_to_come_is_asked_about() -> None:
    assert asked(scan("2027-10-13", row(HIP, 0.775))) == [("date", "future")]


def test_an_unusual_bmd_is_asked_about() -> None:
    assert asked(one(bmd_g_cm2=0.39)) == [("sites.0.bmd_g_cm2", "soft")]


def test_a_kept_answer_is_asked_again_only_when_the_value_changes() -> None:
    made = one(bmd_g_cm2=0.775, t_score=1.4)
    (question,) = open_questions(made, AROUND)
    kept = replace(made, kept=(Kept(question.field, question.key, question.value),))
    assert asked(kept) == []
    changed = replace(kept, sites=(replace(made.sites[0], t_score=1.5),))
    assert asked(changed) == [("sites.0.t_score", "minus")]


def test_vertebrae_that_cannot_be_read_are_refused_and_asked_nothing() -> None:
    made = scan("2026-10-13", row(SPINE, 0.9, -1.2, vertebrae="L7"))
    assert [problem.field for problem in problems(made)] == ["sites.0.vertebrae"]
    assert asked(made) == []


def test_a_report_without_a_number_is_refused() -> None:
    assert problems(scan("2026-10-13"))
