from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bonejournal.domain.bone.density import Side
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import (
    BrokenSite,
    Fall,
    FallKind,
    Fracture,
    Fragility,
    FunctionTest,
    FunctionTestKind,
    Injury,
    RiskResult,
)
from bonejournal.domain.meaning.talk import Talk, talk
from bonejournal.domain.meaning.targets import evaluate
from bonejournal.domain.medicines.medication import CourseKind
from bonejournal.domain.profile import Sex
from bonejournal.domain.record import Record
from bonejournal.domain.training.workouts import WorkoutKind, WorkoutSet
from tests.domain.making import (
    HIP,
    NECK,
    RADIUS,
    SPINE,
    body,
    course,
    day,
    dose,
    food,
    journal,
    override,
    row,
    scan,
    woman,
    workout,
)

ON = "2026-01-01"


def points(on: str, *records: Record) -> list[Talk]:
    snapshot = journal(on, *records)
    return list(talk(snapshot, evaluate(snapshot)))


def ids(on: str, *records: Record) -> list[str]:
    return [point.id for point in points(on, *records)]


def test_a_t_score_of_minus_2_5_stays_a_point_after_a_better_one() -> None:
    scans = [scan("2020-01-01", row(HIP, t=-2.5)), scan("2024-01-01", row(HIP, t=-1.9))]
    assert ids(ON, woman(), *scans) == ["talk.t_score"]
    assert ids(ON, woman(), scans[1]) == []
    assert ids(ON, woman(menopause="2022"), *scans) == []
    assert ids(ON, *scans) == []


def test_a_point_about_a_t_score_names_the_medicine_taken() -> None:
    (point,) = points(
        ON,
        woman(),
        scan("2020-01-01", row(HIP, t=-2.5, side=Side.LEFT)),
        course("alendronate", "2021-06", name="Alendronate"),
    )
    assert point.text == "T-score −2.5 on record (left total hip, 1 January 2020); alendronate since June 2021."


def test_a_low_radius_is_no_point_where_another_site_has_a_t_score() -> None:
    wrist = scan("2020-01-01", row(RADIUS, t=-3.0))
    assert ids(ON, woman(), wrist) == ["talk.t_score"]
    assert ids(ON, woman(), wrist, scan("2024-01-01", row(NECK, t=-1.0))) == []


@pytest.mark.parametrize(
    "site, fragility, date, opens",
    [
        (BrokenSite.HIP, Fragility.YES, "2015", True),
        (BrokenSite.HIP, Fragility.UNKNOWN, "2015", False),
        (BrokenSite.HIP, None, "2015", False),
        (BrokenSite.VERTEBRA, None, "2015", True),
        (BrokenSite.VERTEBRA, Fragility.UNKNOWN, "2015", True),
        (BrokenSite.VERTEBRA, Fragility.NO, "2015", False),
        (BrokenSite.WRIST, Fragility.YES, "2015", False),
        (BrokenSite.HIP, Fragility.YES, "2008-04", False),
        (BrokenSite.HIP, Fragility.YES, "2008-05", True),
    ],
)
def test_a_fragility_fracture_opens_a_conversation_from_fifty_or_menopause_on(
    site: BrokenSite, fragility: Fragility | None, date: str, opens: bool
) -> None:
    fracture = Fracture(date=PartialDate(date), site=site, fragility=fragility)
    assert ids(ON, woman(), fracture) == (["talk.fragility"] if opens else [])
    young = woman(menopause="2007", born="1970-01-01")
    assert ("talk.fragility" in ids(ON, young, fracture)) is (opens or date == "2008-04")


def test_several_fractures_are_told_apart() -> None:
    broken = [
        Fracture(date=PartialDate("2015"), site=BrokenSite.VERTEBRA, level="T12"),
        Fracture(date=PartialDate("2019-05"), site=BrokenSite.HIP, fragility=Fragility.YES),
    ]
    point = next(talk for talk in points(ON, woman(), *broken) if talk.id == "talk.fragility")
    assert point.text.startswith("Vertebra T12, 2015; Hip, May 2019 on record. ")


@pytest.mark.parametrize("t, opens", [(-1.0, False), (-1.1, True), (-2.4, True), (-2.5, False)])
def test_frax_is_a_point_between_the_two_thresholds(t: float, opens: bool) -> None:
    frax = RiskResult(date=day("2025-06-01"), tool="frax", hip_percent=3)
    assert ("talk.frax" in ids(ON, woman(), scan("2025-01-01", row(HIP, t=t)), frax)) is opens
    lower = replace(frax, hip_percent=2.9)
    assert "talk.frax" not in ids(ON, woman(), scan("2025-01-01", row(HIP, t=t)), lower)


def test_only_a_loss_of_the_latest_scan_is_talked_about() -> None:
    lost = [scan("2020-01-01", row(SPINE, 1.0, lsc=0.03)), scan("2022-01-01", row(SPINE, 0.96))]
    assert ids(ON, *lost) == ["talk.loss"]
    assert ids(ON, *lost, scan("2024-01-01", row(SPINE, 0.97))) == []
    assert ids(ON, *lost, scan("2023-01-01", row(SPINE, 0.5), serial="S2")) == []


SCANNED = day("2025-12-01")


def lived(days: int = 21, sessions: int = 24, protein: float = 72, calcium: float = 1200) -> list[Record]:
    first = SCANNED - dt.timedelta(days=83)
    return [
        scan("2023-01-01", row(SPINE, 1.0, lsc=0.03)),
        scan(SCANNED.isoformat(), row(SPINE, 0.9)),
        body("2025-01-01", weight=60),
        body("2025-12-31", weight=90),
        *(workout((first + dt.timedelta(days=at)).isoformat(), WorkoutKind.RESISTANCE) for at in range(sessions)),
        *(
            food((first + dt.timedelta(days=at)).isoformat(), protein_g=protein, calcium_mg=calcium, vitamin_d_ug=20)
            for at in range(days)
        ),
    ]


@pytest.mark.parametrize(
    "records, opens",
    [
        (lived(), True),
        (lived(days=20), False),
        (lived(sessions=23), False),
        (lived(protein=71), False),
        (lived(calcium=1199), False),
        ([*lived(calcium=1000), override("nutrition.calcium", 1000)], True),
        ([item for item in lived() if item.KIND.key != "body"], False),
    ],
)
def test_lifestyle_has_limits_where_the_targets_were_met(records: list[Record], opens: bool) -> None:
    assert ids(ON, *records) == ["talk.loss", *(["talk.lifestyle_limit"] if opens else [])]


PROLIA = course("denosumab_60", "2023-01-01", "2025-08-01", schedule="every 6 months")
GIVEN = dose(PROLIA, "2025-01-01")


@pytest.mark.parametrize(
    "records, opens",
    [
        ([PROLIA], True),
        ([PROLIA, GIVEN], True),
        ([replace(PROLIA, stop=PartialDate("2026-01-01"))], True),
        ([replace(PROLIA, stop=None)], False),
        ([replace(PROLIA, stop=PartialDate("2026-01-02"))], False),
        ([PROLIA, course("alendronate", "2025-09")], False),
        ([PROLIA, course("alendronate", "2020-09")], False),
        ([PROLIA, course("alendronate", "2020-09", "2025-06")], True),
        ([PROLIA, GIVEN, course("zoledronic_acid", "2025-03-01", "2025-03-02")], False),
        ([PROLIA, course("zoledronic_acid", "2025-03-01", "2025-03-02")], True),
        ([PROLIA, GIVEN, course("zoledronic_acid", "2025-01-01", "2025-01-02")], True),
        ([PROLIA, course("teriparatide", "2025-09-01")], True),
        ([PROLIA, course("denosumab_60", "2025-09-01", schedule="every 6 months")], False),
    ],
)
def test_denosumab_without_a_follow_on(records: list[Record], opens: bool) -> None:
    assert ("talk.denosumab" in ids(ON, *records)) is opens


@pytest.mark.parametrize(
    "given, sources",
    [
        (course("prednisone", "2025-10-03"), ("clinical",)),
        (course("prednisone", "2025-10-04"), None),
        (course("prednisone"), ("clinical",)),
        (course("prednisone", "2024", "2026-01-01"), None),
        (course("letrozole", "2025-12-31"), ()),
        (course("zolpidem", "2025-12-31"), ("decade",)),
        (course("omeprazole", "2020"), None),
        (course("calcium_citrate zolpidem", "2020"), ("decade",)),
        (course("my own tea", "2020"), None),
    ],
)
def test_what_harms_bone_or_raises_fall_risk_is_named(given: Record, sources: tuple[str, ...] | None) -> None:
    found = points(ON, given)
    assert [(point.id, point.sources) for point in found] == ([] if sources is None else [("talk.harmful", sources)])
    if found:
        assert found[0].text.endswith("changes to it are made with the doctor who prescribed it.")


def test_a_herbal_formula_is_a_complement() -> None:
    low, herbs = scan("2025-01-01", row(HIP, t=-2.5)), course("liu_wei_di_huang_wan", "2024", kind=CourseKind.HERBAL)
    assert "talk.herbal" in ids(ON, low, herbs)
    assert "talk.herbal" not in ids(ON, low, herbs, course("alendronate", "2025"))
    assert "talk.herbal" not in ids(ON, scan("2025-01-01", row(HIP, t=-2.4)), herbs)
    assert "talk.herbal" not in ids(ON, low, replace(herbs, stop=PartialDate("2025")))


@pytest.mark.parametrize(
    "kind, exercise, opens",
    [
        (WorkoutKind.IMPACT, "", True),
        (WorkoutKind.RUNNING, "", True),
        (WorkoutKind.HIKING, "", False),
        (WorkoutKind.MIXED, "hop", True),
        (WorkoutKind.MIXED, "running", True),
        (WorkoutKind.MIXED, "stair_climbing", False),
        (WorkoutKind.MIXED, "dancing", False),
        (WorkoutKind.MIXED, "step_down", False),
    ],
)
def test_impact_without_a_word_of_a_clinician(kind: WorkoutKind, exercise: str, opens: bool) -> None:
    low = scan("2025-01-01", row(HIP, t=-2.5))
    done = workout("2025-12-05", kind, *([WorkoutSet(exercise=exercise)] if exercise else []))
    assert ("talk.impact" in ids(ON, woman(), low, done)) is opens
    assert "talk.impact" not in ids(ON, woman(), low, replace(done, date=day("2025-12-04")))
    assert "talk.impact" not in ids(ON, replace(woman(), impact_cleared=True), low, done)
    assert "talk.impact" not in ids(ON, woman(), done)
    broken = Fracture(date=PartialDate("1990"), site=BrokenSite.VERTEBRA)
    assert ("talk.impact" in ids(ON, woman(), broken, done)) is opens


def test_height_lost_is_talked_about() -> None:
    tall = replace(woman(), peak_height_cm=166.0)
    assert ids(ON, tall, body("2025-12-01", height=162.2)) == ["talk.height"]
    assert ids(ON, tall, body("2025-12-01", height=162.3)) == []
    assert ids("2025-11-30", tall, body("2025-12-01", height=162.2)) == []
    earlier = body("2025-06-04", height=164.3)
    assert ids(ON, woman(), earlier, body("2025-12-01", height=162.3)) == ["talk.height"]
    assert ids(ON, woman(), earlier, body("2025-11-30", height=162.3)) == []


def stands(count: float, date: str = ON) -> FunctionTest:
    return FunctionTest(date=day(date), test=FunctionTestKind.CHAIR_STAND_30S, value=count)


def tug(seconds: float, date: str = ON) -> FunctionTest:
    return FunctionTest(date=day(date), test=FunctionTestKind.TUG_S, value=seconds)


@pytest.mark.parametrize(
    "born, fewest",
    [("1966-01-02", 0), ("1966-01-01", 12), ("1961-01-01", 11), ("1956-01-01", 10), ("1946-01-02", 10),
     ("1946-01-01", 9), ("1941-01-01", 8), ("1936-01-01", 4), ("1931-01-02", 4), ("1931-01-01", 0)],
)  # fmt: skip
def test_chair_stands_are_seen_against_her_age(born: str, fewest: int) -> None:
    profile = woman(born=born)
    if fewest:
        assert ids(ON, profile, stands(fewest)) == []
        assert ids(ON, profile, stands(fewest - 1)) == ["talk.function"]
        assert ids(ON, replace(profile, sex=Sex.MALE), stands(fewest - 1)) == []
    else:
        assert ids(ON, profile, stands(0)) == []


def test_the_latest_timed_up_and_go_of_a_year_counts() -> None:
    assert ids(ON, tug(12)) == ["talk.function"]
    assert ids(ON, tug(11.9)) == []
    assert ids(ON, tug(15, "2025-06-01"), tug(9, "2025-07-01")) == []
    assert ids(ON, tug(15, "2025-01-01")) == ["talk.function"]
    assert ids(ON, tug(15, "2024-12-31")) == []


@pytest.mark.parametrize(
    "falls, opens",
    [
        ([(None, "2025-06-01")], False),
        ([(Injury.NONE, "2025-06-01")], False),
        ([(Injury.BRUISE, "2025-06-01")], True),
        ([(Injury.BRUISE, "2024-12-31")], False),
        ([(None, "2025-06-01"), (Injury.NONE, "2025-01-01")], True),
        ([(None, "2025-06-01"), (None, "2024-12-31")], False),
    ],
)
def test_two_falls_or_one_with_an_injury(falls: list[tuple[Injury | None, str]], opens: bool) -> None:
    made = [Fall(date=day(date), injury=injury) for injury, date in falls]
    assert ids(ON, *made) == (["talk.falls"] if opens else [])
    near = [replace(item, kind=FallKind.NEAR_FALL) for item in made]
    assert ids(ON, *near) == []
