"""FHIR of other programs: what is taken of it, what is left out and why, and what hostile files do to it."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, Side, Site
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import BrokenSite, Fracture
from bonejournal.domain.labs.panels import Comparator, LabPanel
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.record import Record, Typed
from bonejournal.exchange.formats import read_file, recognise
from bonejournal.exchange.plan import plan
from bonejournal.exchange.reader import ImportRefusedError, Reading
from bonejournal.journal.store import Journal

Json = dict[str, Any]
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"


def coded(code: str, text: str = "", system: str = LOINC) -> Json:
    return {"coding": [{"system": system, "code": code}], "text": text}


def number(loinc: str, value: Any, unit: str, **more: Any) -> Json:
    return {
        "resourceType": "Observation", "status": "final", "code": coded(loinc), "effectiveDateTime": "2025-09-12",
        "valueQuantity": {"value": value, "unit": unit},
    } | more  # fmt: skip


def bundle(*resources: Json) -> Json:
    entries = [{"fullUrl": f"urn:uuid:{place}", "resource": one} for place, one in enumerate(resources)]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def read(folder: Path, *resources: Json) -> Reading:
    path = folder / "other.json"
    path.write_text(json.dumps(bundle(*resources)), "utf-8")
    return read_file(path)


def only(reading: Reading) -> Record:
    (found,) = reading.found
    return found.record


def test_the_numbers_of_a_report_are_one_scan(tmp_path: Path) -> None:
    neck = {"bodySite": {"coding": [{"system": SNOMED, "code": "29627003"}]}, "device": {"display": "Horizon W"}}
    spine = {"code": coded("24966-4", "Spine L1-L3"), "device": {"display": "Horizon W"}}
    report = {"resourceType": "DiagnosticReport", "result": [{"reference": f"urn:uuid:{at}"} for at in range(4)]}
    reading = read(
        tmp_path,
        number("80954-1", 0.634, "g/cm2", **neck),
        number("80948-3", -1.9, "T-score", **neck),
        number("24966-4", 812, "mg/cm2", **spine),
        number("46278-8", 0.734, "g/cm-2", device={"display": "Horizon W"}),
        report,
    )
    scan = only(reading)
    assert isinstance(scan, DxaScan)
    assert (scan.date, scan.model, reading.skipped, reading.warnings) == (dt.date(2025, 9, 12), "Horizon W", (), ())
    assert [(row.site, row.side, row.vertebrae, row.bmd_g_cm2, row.t_score) for row in scan.sites] == [
        (Site.FEMORAL_NECK, Side.LEFT, "", 0.634, -1.9),
        (Site.LUMBAR_SPINE, None, "L1-L3", 0.812, None),
        (Site.TOTAL_HIP, Side.LEFT, "", 0.734, None),
    ]
    assert scan.typed == (Typed("sites.1.bmd_g_cm2", "812 mg/cm2"),)


@pytest.mark.parametrize("code, words", [("38265-5", "DXA [T-score]"), ("38263-0", "Left femur"), ("38268-9", "Bone")])
def test_a_site_that_is_left_open_is_not_guessed(tmp_path: Path, code: str, words: str) -> None:
    with pytest.raises(ImportRefusedError, match="does not say clearly where it was measured"):
        read(tmp_path, number(code, -1.2, "{T-score}", code=coded(code, words)))


@pytest.mark.parametrize(
    "code, words, site", [
        ("38265-5", "Radius 33 %", Site.RADIUS_33), ("38263-0", "Femur, total", Site.TOTAL_HIP),
        ("38268-9", "Lumbar spine", Site.LUMBAR_SPINE), ("38268-9", "Neck of femur", Site.FEMORAL_NECK),
    ],
)  # fmt: skip
def test_the_words_beside_a_code_say_the_site(tmp_path: Path, code: str, words: str, site: Site) -> None:
    scan = only(read(tmp_path, number(code, -1.2, "{T-score}", code=coded(code, words))))
    assert isinstance(scan, DxaScan)
    assert [row.site for row in scan.sites] == [site]


def test_labs_keep_digits_unit_sign_and_the_interval_of_the_lab(tmp_path: Path) -> None:
    range_ = [{"low": {"value": Decimal("0.40"), "unit": "mIU/L"}, "high": {"value": 4.5, "unit": "mIU/L"}}]
    lab = {"performer": [{"reference": "Organization/1", "display": "Northgate"}]}
    tsh = number("3016-3", 0, "mIU/L", referenceRange=range_, effectiveDateTime="2025-09-12T23:40:00-05:00", **lab)
    tsh["valueQuantity"] = {"value": 2, "unit": "mIU/L", "code": "m[IU]/L", "comparator": "<"}
    text = json.dumps(bundle(tsh), default=str).replace('"0.40"', "0.40").replace('"value": 2,', '"value": 2.10,')
    path = tmp_path / "other.json"
    path.write_text(text)
    panel = only(read_file(path))
    assert isinstance(panel, LabPanel)
    assert (panel.date, panel.time, panel.lab) == (dt.date(2025, 9, 12), dt.time(23, 40), "Northgate")
    (result,) = panel.results
    assert (str(result.value), result.unit, result.comparator) == ("2.10", "mIU/L", Comparator.LESS)
    assert (str(result.ref_low), str(result.ref_high)) == ("0.40", "4.5")
    assert (result.analyte, result.assay) == ("tsh", "")


def test_another_code_of_a_test_is_kept_beside_it_and_another_interval_is_not(tmp_path: Path) -> None:
    ranges: list[Json] = [{"low": {"value": 60, "unit": "%"}}]
    panel = only(read(tmp_path, number("98979-8", 71, "mL/min/{1.73_m2}", referenceRange=ranges)))
    assert isinstance(panel, LabPanel)
    (result,) = panel.results
    assert (result.analyte, result.unit, result.assay) == ("egfr", "mL/min/1.73 m²", "LOINC 98979-8")
    assert (result.ref_low, result.ref_high) == (None, None)


@pytest.mark.parametrize(
    "one", [
        number("2160-0", 0.9, "mg/hg"), number("2160-0", 0.9, ""), number("29463-7", 60, "stone"),
        number("24966-4", 0.8, "g/m2"), number("38267-1", -1.0, "%"), number("2160-0", "0.9", "mg/dL"),
        number("2160-0", 0.9, "mg/dL", effectiveDateTime="2025-09"),
        number("2160-0", 0.9, "mg/dL", effectiveDateTime="2025-02-30"),
        number("2160-0", 0.9, "mg/dL", effectiveDateTime={"a": []}),
        number("29463-7", 7, "kg"), number("24966-4", 8, "g/cm2"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_left_out_with_its_reason(tmp_path: Path, one: Json) -> None:
    kept = number("8302-2", 65, "[in_i]")
    reading = read(tmp_path, kept, one)
    measure = only(reading)
    assert isinstance(measure, BodyMeasure)
    assert measure.height_cm == pytest.approx(165.1)
    assert measure.typed == (Typed("height_cm", "65 [in_i]"),)
    assert len(reading.skipped) == 1


def test_withdrawn_and_absent_values_are_not_taken(tmp_path: Path) -> None:
    withdrawn = number("2160-0", 0.9, "mg/dL", status="entered-in-error")
    absent = number("2160-0", 0.9, "mg/dL", dataAbsentReason={"text": "not done"})
    reading = read(tmp_path, number("2160-0", 0.8, "mg/dL"), withdrawn, absent)
    panel = only(reading)
    assert isinstance(panel, LabPanel)
    assert [str(result.value) for result in panel.results] == ["0.8"]
    assert reading.warnings == ("2 entries are not taken: other measurements and answers (2).",)


def test_medicines_are_taken_where_it_is_said_since_when(tmp_path: Path) -> None:
    def statement(name: str, **more: Any) -> Json:
        return {
            "resourceType": "MedicationStatement",
            "status": "active",
            "medicationCodeableConcept": {"text": name},
        } | more

    alendronate = {"effectivePeriod": {"start": "2020-03", "end": "2023"}, "status": "stopped"}
    prescribed = {
        "resourceType": "MedicationRequest", "status": "active", "authoredOn": "2020-01-01",
        "medicationReference": {"reference": "urn:uuid:1"}, "dosageInstruction": [{"text": "1 a day"}],
    }  # fmt: skip
    bounded = prescribed | {
        "dosageInstruction": [{"text": "1 a\nday", "timing": {"repeat": {"boundsPeriod": {"start": "2021-05-06"}}}}]
    }
    reading = read(
        tmp_path,
        statement("Alendronic acid 70 MG Oral Tablet", **alendronate),
        {"resourceType": "Medication", "code": {"text": "Unheard of"}},
        prescribed,
        bounded,
        statement("Vitamin X"),
        statement("Omega-3 (EPA + DHA)", taken=[]),
        statement("Gone", status="completed"),
        statement("Perhaps", status="unknown", effectivePeriod={"start": "2020"}),
        statement(""),
        statement("Alendronic acid 70 MG Oral Tablet", **alendronate),
    )
    courses = [one.record for one in reading.found]
    assert all(isinstance(one, Course) for one in courses)
    said = [(one.name, one.drug, one.dose, str(one.start or ""), str(one.stop or "")) for one in courses]  # type: ignore[attr-defined]
    assert said == [
        ("Alendronic acid 70 MG Oral Tablet", "alendronate", "", "2020-03", "2023"),
        ("Unheard of", "", "1 a day", "2021-05-06", ""),
        ("Vitamin X", "", "", "", ""),
        ("Omega-3 (EPA + DHA)", "omega3", "", "", ""),
    ]
    assert courses[0].kind is CourseKind.MEDICINE  # type: ignore[attr-defined]
    assert len(reading.skipped) == 3
    assert reading.warnings == ("1 entry is not taken: prescriptions that do not say since when (1).",)


def test_broken_bones_are_taken_and_other_conditions_counted(tmp_path: Path) -> None:
    def condition(text: str, code: str = "1", **more: Any) -> Json:
        return {"resourceType": "Condition", "code": coded(code, text, SNOMED), "onsetDateTime": "2023-01"} | more

    reading = read(
        tmp_path,
        condition("Fracture of left distal radius"),
        condition("x", "359817006", onsetDateTime="2019-03-04T10:00:00Z"),
        condition("Pathological fracture"),
        condition("At risk of fracture"),
        condition("Family history of hip fracture"),
        condition("Osteoporosis"),
        condition("Fracture of rib", verificationStatus=coded("refuted")),
        condition("Fracture of rib", onsetDateTime=None),
    )
    broken = [one.record for one in reading.found]
    said = [(one.site, one.side, one.date, one.level) for one in broken if isinstance(one, Fracture)]
    assert said == [
        (BrokenSite.WRIST, Side.LEFT, PartialDate("2023-01"), "Fracture of left distal radius"),
        (BrokenSite.HIP, None, PartialDate("2019-03-04"), "x"),
        (BrokenSite.OTHER, None, PartialDate("2023-01"), "Pathological fracture"),
    ]
    assert [left.why for left in reading.skipped] == ["A fracture without a date: “Fracture of rib”."]
    assert reading.warnings == ("4 entries are not taken: other conditions (4).",)


def test_whom_it_is_about_is_said_and_two_people_are_refused(tmp_path: Path) -> None:
    anna = {"resourceType": "Patient", "name": [{"given": ["Anna", 7], "family": "Sample"}], "birthDate": "1960-03-04"}
    assert read(tmp_path, anna, number("29463-7", 60, "kg")).warnings == (
        "It says it is about Anna Sample, born 4 March 1960. Is that you?",
    )
    with pytest.raises(ImportRefusedError, match="more than one person"):
        read(tmp_path, anna, anna, number("29463-7", 60, "kg"))


def test_the_same_file_twice_adds_nothing_and_a_longer_one_adds_what_is_new(tmp_path: Path) -> None:
    first = [number("29463-7", 60, "kg"), number("2160-0", 0.8, "mg/dL")]
    with Journal.create(tmp_path / "j.bonejournal") as journal:
        made = plan(read(tmp_path, *first), {})
        journal.apply(made.step)
        again = read(tmp_path, *first, number("29463-7", 61, "kg", effectiveDateTime="2025-10-12"))
        second = plan(again, journal.standing(one.record.id for one in again.found))
    assert (made.added, second.added, second.updated, second.unchanged) == (2, 1, 0, 2)


def test_two_values_of_one_thing_are_not_both_taken(tmp_path: Path) -> None:
    reading = read(tmp_path, *(number("29463-7", kg, "kg") for kg in (60, 60, 61)))
    measure = only(reading)
    assert isinstance(measure, BodyMeasure)
    assert measure.weight_kg == 60
    assert len(reading.skipped) == 1


def test_a_single_resource_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps(number("29463-7", 60, "kg")))
    assert recognise(path).format == "fhir"
    assert isinstance(only(read_file(path)), BodyMeasure)


# Real files

TAKEN = {
    "uscore-dxa-hip-l-armass-bmd.json": {"dxa": 1},
    "uscore-dxa-hip-l-t-score-bmd.json": {"dxa": 1},
    "uscore-observation-serum-calcium.json": {"labs": 1},
    "uscore-height.json": {"body": 1},
    "uscore-weight.json": {"body": 1},
    "synthea-r4-osteoporosis-Jamison.json": {"fractures": 1, "labs": 47, "body": 17},
    "synthea-r4-Edythe-untrimmed.json": {"body": 5, "labs": 10},
    "ips-AU-example-sparked.json": {"medications": 4},
    "ips-UK_NHSx_IPS_Example_01-modified.json": {"medications": 2},
    "ips-hl7_connectathon_may_2025_epic_example2.json": {"medications": 3},
    "ips-IPS_IG_bundle-minimal.json": {"medications": 1},
    "ips-US_MEDITECH_ips_1.json": {"medications": 3},
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_real_file_gives_what_it_holds(shared_samples: Path, name: str) -> None:
    reading = read_file(shared_samples / "fhir" / name)
    kinds = [one.record.KIND.key for one in reading.found]
    assert {key: kinds.count(key) for key in kinds} == TAKEN[name]


def test_real_files_without_anything_for_us_are_told_in_a_sentence(shared_samples: Path) -> None:
    told = {}
    for path in sorted((shared_samples / "fhir").glob("*.[jx]*")):
        if path.name not in TAKEN | {"uscore-dxa-hip-l-z-score-bmd.json": 1}:
            with pytest.raises(ImportRefusedError) as refused:
                read_file(path)
            told[path.name] = str(refused.value)
    assert told["hl7-fhir-observation-bmd.xml"].endswith("where there is a choice, take JSON or CSV.")
    assert "is about more than one person" in told["fhir-test-bundle-bad-empty.json"]
    assert "it is not whole JSON" in told["fhir-test-bad-json-close-1.json"]
    assert "other measurements and answers (22)" in told["jp-checkup-osteoporosis-bundle.json"]
    assert not [said for said in told.values() if len(said) > 600]


# Hostile files

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.just("2025-01-01"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
GOOD = (
    number("24966-4", 0.8, "g/cm2", device={"display": "x"}, bodySite={"text": "Spine"}),
    number("2160-0", 0.9, "mg/dL", referenceRange=[{"low": {"value": 1}}], performer=[{"reference": "Organization/1"}]),
    number("29463-7", 60, "kg", identifier=[{"system": "a", "value": "b"}], subject={"reference": "c"}),
    {
        "resourceType": "MedicationStatement", "status": "active", "medicationCodeableConcept": {"text": "Aspirin"},
        "effectivePeriod": {"start": "2020"}, "dosage": [{"text": "x"}], "contained": [{"id": "y"}], "taken": "y",
    },
    {"resourceType": "Condition", "code": {"text": "Fracture"}, "onsetDateTime": "2020", "verificationStatus": {}},
    {"resourceType": "DiagnosticReport", "result": [{"reference": "urn:uuid:0"}], "id": "z"},
    {"resourceType": "Patient", "name": [{"family": "A"}], "birthDate": "1960"},
)  # fmt: skip


def put(holder: Any, path: list[int], value: Any) -> Any:
    """The same with something else at one place of it."""
    if not path or not isinstance(holder, dict | list) or not holder:
        return value
    at = path[0] % len(holder)
    if isinstance(holder, list):
        return [put(one, path[1:], value) if place == at else one for place, one in enumerate(holder)]
    return {key: put(one, path[1:], value) if place == at else one for place, (key, one) in enumerate(holder.items())}


@given(which=st.integers(0, len(GOOD) - 1), path=st.lists(st.integers(0, 9), max_size=5), value=anything)
@settings(max_examples=300, suppress_health_check=(HealthCheck.function_scoped_fixture,), deadline=None)
def test_anything_anywhere_is_read_or_told(tmp_path: Path, which: int, path: list[int], value: Any) -> None:
    file = tmp_path / "hostile.json"
    file.write_text(json.dumps(bundle(*(put(one, path, value) if at == which else one for at, one in enumerate(GOOD)))))
    try:
        reading = read_file(file)
    except ImportRefusedError:
        return
    for told in (*reading.warnings, *(left.why for left in reading.skipped)):
        told.encode()


@pytest.mark.parametrize("around", ['{"resourceType": "Bundle", "entry": [{"resource": %s}]}', '{"resourceType": %s}'])
def test_what_breaks_readers_of_json_is_told(shared_samples: Path, tmp_path: Path, around: str) -> None:
    files = sorted((shared_samples.parent / "badinput" / "json").rglob("*.json"))
    assert files
    start, end = around.encode().split(b"%s")
    file = tmp_path / "bad.json"
    for bad in files:
        file.write_bytes(start + bad.read_bytes() + end)
        with pytest.raises(ImportRefusedError):
            read_file(file)
