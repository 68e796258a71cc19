"""What is taken together: shown only when both are there, as a fact where it was checked, else as a question."""

from __future__ import annotations

import csv
import re
from dataclasses import replace

import pytest

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import BrokenSite, Fracture, Fragility
from bonejournal.domain.medicines.asking import Asking, asking
from bonejournal.domain.medicines.medication import Course, CourseKind, drugs
from bonejournal.domain.medicines.together import ON_RECORD, Interaction, interactions, reviews
from bonejournal.domain.nutrition.foods import NUTRIENTS, HerFood
from bonejournal.domain.record import Record
from tests.domain.making import course, journal, panel, result_of, scan
from tests.house.test_floors import FORBIDDEN_WORDS

ON = "2026-11-12"
THYROID = course("levothyroxine", "2016", name="Thyroxine")
CALCIUM = course("calcium_citrate", "2024", name="Calcium", kind=CourseKind.SUPPLEMENT)
WARFARIN = course("warfarin", "2025", name="Warfarin")
CONFIDENCES = {"verified", "verified-2nd", "recalled"}


def pairs(*records: Record) -> dict[str, Asking]:
    return {item.key.removeprefix("pair:"): item for item in asking(journal(ON, *records)) if "pair:" in item.key}


def test_a_checked_fact_stands_as_one_when_both_are_taken() -> None:
    (item,) = pairs(THYROID, CALCIUM).values()
    assert item.title == "Thyroxine, with Calcium"
    assert item.text.endswith("Four hours between the two are usual.")
    assert item.question == "Are my hours right for Thyroxine and Calcium?"
    assert item.whence == "Checked against published reviews."


def test_one_alone_or_one_that_was_stopped_says_nothing() -> None:
    assert not pairs(THYROID)
    assert not pairs(THYROID, replace(CALCIUM, stop=PartialDate("2026-11-12")))
    assert pairs(THYROID, replace(CALCIUM, stop=PartialDate("2026-11-13")))


def test_what_was_not_checked_is_a_question() -> None:
    (item,) = pairs(WARFARIN, course("vitamin_k2_mk7", "2025", name="K2", kind=CourseKind.SUPPLEMENT)).values()
    assert item.text == item.question
    assert item.text.endswith("?")
    assert item.whence == "ACCP, written down from memory."


def test_a_supplement_counts_by_what_its_label_says() -> None:
    label = HerFood(name="D3 and K2", portion="1 capsule", vitamin_d_ug=20, vitamin_k2_ug=90)
    capsule = replace(course("vitamin_d3", "2024", name="D3 and K2", kind=CourseKind.SUPPLEMENT), food_id=label.id)
    assert "warfarin_vitamin_k" in pairs(WARFARIN, capsule, label)
    assert "warfarin_vitamin_k" not in pairs(WARFARIN, capsule, replace(label, vitamin_k2_ug=None))
    assert "warfarin_vitamin_k" not in pairs(WARFARIN, capsule, replace(label, vitamin_k2_ug=0))


def test_a_course_in_no_catalogue_counts_by_its_name() -> None:
    iron = Course(name="Ferrous iron 80 mg", kind=CourseKind.SUPPLEMENT)
    (item,) = pairs(iron, CALCIUM).values()
    assert item.title == "Calcium, with Ferrous iron 80 mg"


def test_several_on_a_side_are_one_item() -> None:
    magnesium = course("magnesium", "2025", name="Magnesium", kind=CourseKind.SUPPLEMENT)
    (item,) = pairs(THYROID, CALCIUM, magnesium).values()
    assert item.title == "Thyroxine, with Calcium and Magnesium"


def test_what_is_on_record_can_be_the_other_side() -> None:
    magnesium = course("magnesium", "2025", name="Magnesium", kind=CourseKind.SUPPLEMENT)
    kidneys = panel("2026-10-01", result_of("egfr", "52", "mL/min/1.73 m²"))
    assert not pairs(magnesium)
    assert pairs(magnesium, kidneys)["magnesium_kidney"].title == "Magnesium, with reduced kidney function"
    prolia = course("denosumab_60", "2024", schedule="every 6 months", name="Denosumab")
    low = panel("2026-10-01", result_of("25ohd", "40", "nmol/L", low="50", high="125"))
    assert "replete_first" in pairs(prolia, low)
    assert "replete_first" not in pairs(prolia, panel("2026-10-01", result_of("25ohd", "60", "nmol/L", low="50")))
    strontium = Course(name="Strontium citrate", kind=CourseKind.SUPPLEMENT)
    assert "strontium_scans" in pairs(strontium, scan("2026-01-01"))


@pytest.mark.parametrize(
    "broke, fragility, site, there",
    [
        ("2025-05-12", Fragility.YES, BrokenSite.WRIST, True),
        ("2025-05-11", Fragility.YES, BrokenSite.WRIST, False),
        ("2026-06", None, BrokenSite.VERTEBRA, True),
        ("2026-06", Fragility.NO, BrokenSite.WRIST, False),
        ("2026-06", Fragility.YES, BrokenSite.HAND, False),
        ("2020", Fragility.YES, BrokenSite.HIP, False),
    ],
)
def test_a_bone_that_broke_after_a_year_of_treatment_is_asked_about(
    broke: str, fragility: Fragility | None, site: BrokenSite, there: bool
) -> None:
    fracture = Fracture(date=PartialDate(broke), site=site, fragility=fragility)
    given = course("alendronate", "2024-05-12", name="Alendronate")
    assert ("fracture_on_treatment" in pairs(given, fracture)) is there
    assert "fracture_on_treatment" not in pairs(replace(given, stop=PartialDate("2026-11-01")), fracture)
    assert "fracture_on_treatment" not in pairs(replace(given, start=None), fracture)
    assert "fracture_on_treatment" not in pairs(course("omeprazole", "2020", name="Omeprazole"), fracture)


def test_it_names_the_bone_and_only_the_medicine_it_broke_under() -> None:
    fracture = Fracture(date=PartialDate("2026-06"), site=BrokenSite.WRIST)
    before = course("raloxifene", "2020", name="Raloxifene")
    item = pairs(fracture, before, course("alendronate", "2026-01", name="Alendronate"))["fracture_on_treatment"]
    assert item.title == "Raloxifene, with a broken wrist (June 2026)"
    assert item.text == item.question
    assert item.question == (
        "What does a broken wrist (June 2026), after a year or more with Raloxifene, mean for my treatment?"
    )
    assert item.whence == "IOF 2012, written down from memory."


def test_one_medicine_alone_can_be_worth_a_question() -> None:
    found = pairs(course("alendronate", "2026-01", name="Alendronate"))
    assert set(found) == {"thigh_groin", "dentist", "forgotten_weekly"}
    assert found["dentist"].title == "Alendronate: the dentist"
    assert found["dentist"].question == "Does my dentist want to know of Alendronate before a tooth is pulled?"
    assert "dentist" not in pairs(course("estradiol_oral", "2026-01", name="Estradiol"))


def test_denosumab_after_a_broken_vertebra_says_what_was_checked() -> None:
    prolia = course("denosumab_60", "2026", schedule="every 6 months", name="Denosumab")
    broken = Fracture(date=PartialDate("2020"), site=BrokenSite.VERTEBRA)
    assert pairs(prolia, broken)["denosumab_vertebra"].whence == "Checked against ECTS 2020."
    assert "denosumab_vertebra" not in pairs(prolia, replace(broken, site=BrokenSite.WRIST))
    low = panel("2026-10-01", result_of("calcium", "2.0", "mmol/L", low="2.2", high="2.6"))
    assert "replete_first" in pairs(prolia, low)


def test_a_very_long_course_is_asked_about_once() -> None:
    def asked(since: str) -> list[str]:
        taken = course("alendronate", since, name="Alendronate")
        return [item.text for item in asking(journal(ON, taken)) if item.key.startswith("review:")]

    assert len(asked("2016")) == 1
    assert "ten years" in asked("2016")[0]
    assert "five years" in asked("2018")[0]


@pytest.mark.parametrize("rule", interactions(), ids=lambda rule: rule.key)
def test_every_rule_is_whole_and_says_nothing_we_do_not_say(rule: Interaction) -> None:
    groups = {drug.group for drug in drugs().values()}
    for token in (*rule.one, *rule.other):
        sort, _, what = token.rpartition(":")
        known = {
            "": what in drugs(), "group": what.replace("_", " ") in groups, "holds": what in NUTRIENTS,
            "has": what in ON_RECORD, "named": bool(what), "kind": what in {str(one) for one in CourseKind},
            "bone": what in {drug.bone for drug in drugs().values()}, "broken_after": what.isdecimal(),
        }  # fmt: skip
        assert known[sort], token
    assert not any(token.startswith("has:") for token in rule.one)
    assert rule.confidence in CONFIDENCES
    assert bool(rule.about) == (not rule.other)
    assert bool(rule.fact) == (rule.confidence == "verified")
    assert rule.question.endswith("?")
    assert "{one}" in rule.question
    words = f"{rule.fact} {rule.question}"
    assert not FORBIDDEN_WORDS.search(words)
    assert not re.search(r"\b(stop|skip|postpone|delay|pause|avoid|do not take)\b", words, re.IGNORECASE)


@pytest.mark.parametrize(
    "drug, since, there",
    [
        ("alendronate", "2022-05-12", True),
        ("alendronate", "2022-05-13", False),
        ("zoledronic_acid", "2024-04", True),
        ("teriparatide", "2025-05-12", True),
        ("romosozumab", "2026-03-13", False),
        ("levothyroxine", "2010", False),
        ("alendronate", "", False),
    ],
)
def test_a_medicine_is_looked_at_again_when_it_has_been_taken_for_long(drug: str, since: str, there: bool) -> None:
    found = [item for item in asking(journal(ON, course(drug, since, name="It"))) if item.key.startswith("review:")]
    assert bool(found) is there
    for item in found:
        assert item.text == item.question
        assert item.title == "It: time to look at it together?"


def test_review_times_are_whole_and_only_ask() -> None:
    for rule in reviews():
        assert set(rule.drugs) <= set(drugs())
        assert rule.confidence in CONFIDENCES
        assert rule.question.endswith("?")
        assert not re.search(r"\b(stop|pause|end|holiday)\b", rule.question)


def test_the_files_have_no_column_that_is_not_read() -> None:
    from bonejournal.domain.resources import resource

    for name in ("interactions.csv", "reviews.csv"):
        with resource(name).open(encoding="utf-8", newline="") as file:
            assert all(None not in row and None not in row.values() for row in csv.DictReader(file))
