"""A DXA report as texts, and back."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, Side, Site, SiteResult
from bonejournal.domain.bone.dxa_body import AtTheScan
from bonejournal.domain.bone.dxa_context import (
    Scanner,
    before,
    default_lsc,
    facilities,
    remembered_lsc,
    scanner_at,
    scanners,
    standing,
)
from bonejournal.domain.bone.dxa_entry import (
    GRAMS,
    MILLIGRAMS,
    SINGLE,
    SPINE,
    Line,
    lines_of,
    main_lines,
    name_of,
    path_of,
    read_scan,
    texts_of,
    tidied,
)
from bonejournal.domain.entry import Habit
from bonejournal.domain.record import Around, Typed
from tests.domain.making import HIP, NECK, body, day, row, scan
from tests.domain.making import SPINE as SPINE_SITE

HABIT = Habit(day("2026-11-12"))
SCAN = DxaScan(
    date=day("2026-10-13"), facility="Hillcrest", make="Hologic", model="Horizon A", serial="301584M", notes="calm",
    sites=(
        SiteResult(Site.LUMBAR_SPINE, vertebrae="L1+L2+L4", exclusion_reason="fracture", bmd_g_cm2=0.826, t_score=-2.0,
                   tbs=1.268, lsc_g_cm2=0.027),
        SiteResult(Site.LUMBAR_SPINE, vertebrae="L1", bmd_g_cm2=0.72),
        SiteResult(Site.TOTAL_HIP, Side.MEAN, bmd_g_cm2=0.7754, z_score=-0.6, area_cm2=33.02),
        SiteResult(Site.TOTAL_HIP, Side.MEAN, bmd_g_cm2=0.8),
        SiteResult(Site.TOTAL_BODY, bmc_g=2345.6),
    ),
    typed=(Typed("sites.0.bmd_g_cm2", "826 mg/cm²"),),
)  # fmt: skip


@pytest.mark.parametrize("unit", [GRAMS, MILLIGRAMS])
def test_texts_that_are_not_touched_change_nothing(unit: str) -> None:
    reading = read_scan(SCAN, texts_of(SCAN, unit), main_lines(SCAN), HABIT)
    assert reading.scan == SCAN
    assert not reading.unread


bmd = st.integers(200, 2500).map(lambda thousandths: thousandths / 1000)


@given(bmd, st.integers(-99, 99).map(lambda tenths: tenths / 10), st.sampled_from([GRAMS, MILLIGRAMS]))
def test_every_number_comes_back_as_it_was_stored(density: float, score: float, unit: str) -> None:
    made = scan("2026-10-13", row(SPINE_SITE, density, score), row(NECK, density, side=Side.LEFT))
    assert read_scan(made, texts_of(made, unit), main_lines(None), HABIT).scan == made


@pytest.mark.parametrize(
    "text, unit, shown, kept",
    [
        ("0.826", GRAMS, "0.826", ""),
        (".826", GRAMS, "0.826", ""),
        ("0,83", GRAMS, "0.830", ""),
        ("826", GRAMS, "0.826", "826 mg/cm²"),
        ("826 mg/cm2", GRAMS, "0.826", "826 mg/cm²"),
        ("826", MILLIGRAMS, "826", ""),
        ("0.826 g/cm2", MILLIGRAMS, "826", "0.826 g/cm²"),
        ("0.8264", GRAMS, "0.8264", ""),
        ("soon", GRAMS, "soon", ""),
        ("", GRAMS, "", ""),
    ],
)
def test_a_density_as_it_stands_once_it_is_left(text: str, unit: str, shown: str, kept: str) -> None:
    assert tidied("bmd", text, unit) == (shown, kept)


def test_scores_get_a_decimal_and_a_real_minus_and_thousands_are_not_grouped() -> None:
    assert tidied("t", "-2", GRAMS)[0] == "\u22122.0"
    assert tidied("z", "0.1", GRAMS)[0] == "0.1"
    assert tidied("bmc", "2345.6", GRAMS)[0] == "2345.60"


def test_rows_without_numbers_are_left_out_and_an_lsc_alone_is_none() -> None:
    texts = {"date": "13 oct 2026", "vertebrae": "L1-L4", "spine.lsc": "0.027", "total_hip_left.t": "-1.4"}
    reading = read_scan(DxaScan(date=HABIT.today), texts, main_lines(None), HABIT)
    assert [(one.site, one.t_score) for one in reading.scan.sites] == [(HIP, -1.4)]
    assert reading.keys == ("total_hip_left",)
    assert reading.scan.date == day("2026-10-13")


def test_what_cannot_be_read_is_told_by_the_text() -> None:
    texts = {"date": "soon", "spine.bmd": "low", "spine.t": "-1", "vertebrae": "none"}
    reading = read_scan(DxaScan(date=HABIT.today), texts, main_lines(None), HABIT)
    assert [problem.field for problem in reading.unread] == ["date", "spine.bmd", "vertebrae"]


def test_texts_and_fields_know_each_other() -> None:
    keys = ("total_hip_left", "spine")
    for name, path in (("spine.t", "sites.1.t_score"), ("tbs", "sites.1.tbs"), ("date", "date")):
        assert path_of(name, keys) == path
        assert name_of(path, keys) == name
    assert path_of("femoral_neck_left.t", keys) == ""


def test_the_side_she_had_last_comes_first() -> None:
    last = scan("2024-10-09", row(HIP, 0.7, side=Side.RIGHT), row(Site.RADIUS_33, 0.6, side=Side.RIGHT))
    assert [line.key for line in main_lines(last)] == [
        "spine", "femoral_neck_right", "total_hip_right", "femoral_neck_left", "total_hip_left", "radius_33_right",
    ]  # fmt: skip
    assert [line.key for line in lines_of(SCAN)] == [
        "spine", "spine_L1", "total_hip_mean", "total_hip_mean~2", "total_body",
    ]  # fmt: skip


# What it is seen against

EARLIER = scan("2024-10-09", row(SPINE_SITE, 0.772, lsc=0.027), row(HIP, 0.755, side=Side.LEFT))
OLDEST = scan("2020-09-14", row(SPINE_SITE, 0.998), serial="P", facility="Riverside", make="GE", model="Prodigy")
ALL = frozenset({1, 2, 3, 4})


def test_clinics_and_scanners_are_known_again_the_last_one_first() -> None:
    both = [OLDEST, EARLIER]
    assert facilities(both) == ["Clinic", "Riverside"]
    assert [scanner.serial for scanner in scanners(both, "riverside")] == ["P", "S1"]
    assert scanner_at(both, "Riverside") == Scanner("GE", "Prodigy", "P", "")
    assert scanner_at(both, "Elsewhere") is None
    assert Scanner("Hologic", "Horizon A", "301584M").label == "Horizon A, no. 301584M"
    assert remembered_lsc(both, "Clinic", SPINE_SITE) == 0.027
    assert remembered_lsc(both, "Clinic", HIP) is None
    assert default_lsc(SPINE_SITE) == "default 5.3\u2009%"


@pytest.mark.parametrize(
    "made, vertebrae, others, said",
    [
        (scan("2026-10-13"), ALL, [OLDEST, EARLIER], "Same scanner, same vertebrae as 9 October 2024"),
        (scan("2026-10-13"), ALL - {3}, [OLDEST, EARLIER], "Same scanner as 9 October 2024, other vertebrae"),
        (scan("2026-10-13", serial="S2"), ALL, [OLDEST, EARLIER], "Other scanner than on 9 October 2024"),
        (scan("2026-10-13", make="", model="", serial=""), ALL, [EARLIER], "It is not on record"),
        (scan("2019-10-13"), ALL, [OLDEST, EARLIER], "The first scan on record"),
    ],
)
def test_comparability_is_said_before_a_number_is_typed(
    made: DxaScan, vertebrae: frozenset[int], others: list[DxaScan], said: str
) -> None:
    assert standing(made, others, vertebrae).words.startswith(said)


@pytest.mark.parametrize(
    "made, line, density, mark, words",
    [
        (scan("2026-10-13"), SPINE, 0.826, "gain", "+0.054 (+7.0\u2009%), real gain"),
        (scan("2026-10-13"), SPINE, 0.78, "within_error", "+0.008 (+1.0\u2009%), within noise"),
        (scan("2026-10-13"), SPINE, 0.7, "loss", "\u22120.072 (\u22129.3\u2009%), real loss"),
        (scan("2026-10-13"), SPINE, None, "no_data", "not recorded"),
        (scan("2026-10-13", serial="S2"), SPINE, 0.8, "not_comparable", "other scanner"),
        (scan("2026-10-13"), Line(NECK, Side.LEFT), 0.7, "not_applicable", "first on record"),
        (scan("2026-10-13"), SINGLE[0], 0.7, "not_applicable", "kept, not compared"),
    ],
)
def test_the_change_of_a_row(made: DxaScan, line: Line, density: float | None, mark: str, words: str) -> None:
    typed = dataclasses.replace(line.row("L1-L4"), bmd_g_cm2=density)
    found = before(dataclasses.replace(made, sites=(typed,)), line, typed, [OLDEST, EARLIER], GRAMS)
    assert (found.change.mark, found.change.words) == (mark, words)


# Height and weight


def test_height_and_weight_are_a_measure_of_the_day() -> None:
    fresh = AtTheScan(None, [], HABIT)
    assert fresh.changes({"height": "", "weight": ""}, SCAN) == ()
    (change,) = fresh.changes({"height": "164,6", "weight": "136 lb"}, SCAN)
    made = change.after
    assert isinstance(made, BodyMeasure)
    assert (made.date, made.height_cm, made.source) == (SCAN.date, 164.6, "dxa")
    assert made.typed == (Typed("weight_kg", "136 lb"),)
    again = AtTheScan(SCAN, [made], HABIT)
    assert again.changes(again.texts(), SCAN) == ()
    later = dataclasses.replace(SCAN, date=dt.date(2026, 10, 14))
    (moved,) = again.changes(again.texts(), later)
    assert moved.before == made
    assert moved.after is not None
    assert moved.after.day == later.date
    (gone,) = again.changes({"height": "", "weight": ""}, SCAN)
    assert gone.after is None


def test_a_height_that_is_unusual_is_asked_about_and_one_that_cannot_be_is_refused() -> None:
    at = AtTheScan(None, [body("2024-10-09", height=164.8)], HABIT)
    asked = at.questions({"height": "160", "weight": ""}, SCAN, Around(HABIT.today))
    assert [question.field for question in asked] == ["height"]
    assert [one.field for one in at.problems({"height": "16", "weight": "x"}, SCAN)] == ["weight", "height"]
