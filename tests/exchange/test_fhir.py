"""The FHIR R4 bundle: judged by HL7's own definitions, and read back into equal records."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonejournal.domain.bone.density import DxaScan, Side, Site, SiteResult
from bonejournal.domain.falls.events import BrokenSite, Fracture
from bonejournal.domain.labs.analytes import analytes
from bonejournal.domain.labs.panels import Comparator, LabPanel, LabResult
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.exchange.fhir.codes import lab_code
from bonejournal.exchange.fhir.resources import MAPPED
from bonejournal.exchange.fhir.write import export_fhir
from bonejournal.exchange.formats import read_file, recognise, sample
from bonejournal.exchange.plan import plan
from bonejournal.exchange.reader import ImportRefusedError
from tests.exchange.records import each_of, scan
from tests.exchange.test_round_trip import of_kind

ON = dt.date(2026, 11, 12)
SLOW = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
SAMPLE = [change.after for change in sample().step.changes if change.after is not None]


def bundle_of(path: Path, *records: Record) -> dict[str, Any]:
    export_fhir(each_of(records), path, ON)
    found: dict[str, Any] = json.loads(path.read_text("utf-8"), parse_float=Decimal)
    return found


def resources(path: Path, kind: str, *records: Record) -> list[dict[str, Any]]:
    entries = bundle_of(path, *records)["entry"]
    return [one["resource"] for one in entries if one["resource"]["resourceType"] == kind]


def in_order(records: Any) -> list[Record]:
    return sorted(records, key=lambda record: record.id)


@pytest.mark.parametrize("key", MAPPED)
@given(data=st.data())
@settings(max_examples=15, suppress_health_check=SLOW)
def test_every_record_comes_back_equal_and_every_bundle_is_one(
    tmp_path_factory: pytest.TempPathFactory, key: str, data: st.DataObject
) -> None:
    held = [record for record in data.draw(of_kind(key)) if record.KIND.key in MAPPED]
    path = tmp_path_factory.mktemp("fhir") / "out.json"
    Bundle.model_validate_json(json.dumps(bundle_of(path, *held), default=str))
    reading = read_file(path)
    assert reading.skipped == ()
    assert in_order(found.record for found in reading.found) == in_order(held)


def test_the_sample_goes_out_by_the_definitions_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "helen.json"
    found = bundle_of(path, *SAMPLE)
    Bundle.model_validate_json(path.read_text("utf-8"))
    assert recognise(path).format == "fhir"
    reading = read_file(path)
    meant = [record for record in SAMPLE if record.KIND.key in MAPPED]
    assert (reading.skipped, in_order(one.record for one in reading.found)) == ((), in_order(meant))
    kinds = {entry["resource"]["resourceType"] for entry in found["entry"]}
    assert kinds == {
        "Patient", "DiagnosticReport", "Observation", "MedicationStatement", "Condition", "Goal", "RiskAssessment",
        "Provenance",
    } - ({"Goal"} if not any(record.KIND.key == "targets" for record in SAMPLE) else set())  # fmt: skip
    urls = {entry["fullUrl"] for entry in found["entry"]}
    assert len(urls) == len(found["entry"])
    assert set(re.findall(r'"reference": "([^"]*)"', path.read_text("utf-8"))) <= urls
    again = tmp_path / "again.json"
    export_fhir(each_of(SAMPLE), again, ON)
    assert again.read_bytes() == path.read_bytes()


def test_a_second_import_adds_nothing(tmp_path: Path) -> None:
    from bonejournal.journal.store import Journal

    path = tmp_path / "helen.json"
    bundle_of(path, *SAMPLE)
    reading = read_file(path)
    with Journal.create(tmp_path / "a.bonejournal") as journal:
        journal.apply(plan(reading, {}).step)
        again = plan(reading, journal.standing(found.record.id for found in reading.found))
    assert (again.added, again.updated, again.unchanged) == (0, 0, len(reading.found))


def test_a_scan_has_the_codes_of_its_sites_and_the_digits_of_its_report(tmp_path: Path) -> None:
    sites = (
        SiteResult(site=Site.LUMBAR_SPINE, vertebrae="L1+L2+L4", bmd_g_cm2=0.82, t_score=-2.0),
        SiteResult(site=Site.FEMORAL_NECK, side=Side.LEFT, bmd_g_cm2=0.634, z_score=-0.5),
        SiteResult(site=Site.TOTAL_HIP, side=Side.MEAN, t_score=-1.9),
        SiteResult(site=Site.TROCHANTER, side=Side.LEFT, bmd_g_cm2=0.5),
    )
    made = resources(tmp_path / "a", "Observation", scan(sites=sites, make="GE", model="Lunar"))
    said = [(one["code"]["text"], one["code"].get("coding", [{}])[0].get("code")) for one in made]
    assert said == [
        ("BMD, Spine L1+L2+L4", "24966-4"), ("T-score, Spine L1+L2+L4", "38267-1"),
        ("BMD, Femoral neck, left", "80954-1"), ("Z-score, Femoral neck, left", "80940-0"),
        ("T-score, Total hip, mean of both", "38264-8"), ("BMD, Trochanter, left", None),
    ]  # fmt: skip
    assert str(made[0]["valueQuantity"]["value"]) == "0.820"
    assert made[0]["valueQuantity"]["code"] == "g/cm2"
    assert made[2]["bodySite"]["coding"] == [{"system": "http://snomed.info/sct", "code": "29627003"}]
    assert {one["device"]["display"] for one in made} == {"GE Lunar"}


def test_a_laboratory_code_stands_only_where_its_unit_is_the_codes() -> None:
    def code(analyte: str, unit: str, fasting: bool | None = None) -> str:
        return lab_code(LabResult(analyte=analyte, value=Decimal(1), unit=unit), fasting)

    assert code("25ohd", "ng/mL") == "62292-8"
    assert code("25ohd", "nmol/L") == ""
    assert code("shbg", "nmol/L") == "13967-5"
    assert code("tsh", "µIU/mL") == "3016-3"
    assert code("hba1c", "%") == "4548-4"
    assert code("hba1c", "mmol/mol") == ""
    assert code("urine_calcium_24h", "mg/24 h") in ("6874-2", "")
    assert (code("glucose", "mg/dL"), code("glucose", "mg/dL", fasting=True)) == ("", "1558-6")
    assert code("something", "mg/dL") == ""
    coded = {key for key, held in analytes().items() if any(code(key, one.name, fasting=True) for one in held.units)}
    assert coded == {key for key, held in analytes().items() if held.loinc}


def test_a_result_keeps_comparator_interval_and_words(tmp_path: Path) -> None:
    result = LabResult(
        analyte="egfr", value=Decimal("60"), comparator=Comparator.MORE, unit="mL/min/1.73 m²", ref_low=Decimal("60")
    )
    made = resources(tmp_path / "a", "Observation", LabPanel(date=ON, results=(result,)))
    assert made[0]["valueQuantity"] == {
        "value": 60, "comparator": ">", "unit": "mL/min/1.73 m²", "system": "http://unitsofmeasure.org",
        "code": "mL/min/{1.73_m2}",
    }  # fmt: skip
    assert made[0]["referenceRange"][0]["low"]["value"] == 60


def test_no_code_is_written_for_what_was_only_said(tmp_path: Path) -> None:
    broken = Fracture(date=None, site=BrokenSite.HIP)
    course = Course(name="Prolia", drug="denosumab_60", kind=CourseKind.MEDICINE, schedule="every 6 months")
    condition = resources(tmp_path / "a", "Condition", broken)[0]
    statement = resources(tmp_path / "b", "MedicationStatement", course)[0]
    assert condition["code"] == {"text": "Fracture: hip"}
    assert statement["medicationCodeableConcept"] == {"text": "Prolia"}
    assert statement["status"] == "active"
    assert statement["dosage"] == [{"text": "every 6 months"}]


def test_eating_is_the_mean_of_each_month_and_is_not_read_back(tmp_path: Path) -> None:
    rows = [Intake(date=dt.date(2026, 2, day), item="Yoghurt", calcium_mg=mg) for day, mg in ((1, 300.0), (2, 501.0))]
    path = tmp_path / "a.json"
    made = resources(path, "Observation", *rows)
    assert len(made) == 1
    assert made[0]["effectivePeriod"] == {"start": "2026-02-01", "end": "2026-02-28"}
    assert made[0]["valueQuantity"]["value"] == Decimal("400.5")
    assert made[0]["valueQuantity"]["code"] == "mg/d"
    assert made[0]["component"][0]["valueQuantity"]["value"] == 2
    assert read_file(path).found == ()


def test_everything_is_about_her_and_said_to_be_entered_by_herself(tmp_path: Path) -> None:
    held = [scan(date=dt.date(2000 + at // 12, 1 + at % 12, 1)) for at in range(150)]
    path = tmp_path / "a.json"
    entries = bundle_of(path, Profile(id=Profile.SINGLETON, birth_date=dt.date(1960, 3, 4)), *held)["entry"]
    spoken = {
        ref["reference"]
        for one in entries
        if one["resource"]["resourceType"] == "Provenance"
        for ref in one["resource"]["target"]
    }
    others = {one["fullUrl"] for one in entries if one["resource"]["resourceType"] != "Provenance"}
    assert spoken == others
    assert "performer" not in path.read_text()


def test_a_record_that_was_tampered_with_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    found = bundle_of(path, scan())
    report = next(one for one in found["entry"] if one["resource"]["resourceType"] == "DiagnosticReport")
    for change in (
        {"effectiveDateTime": "2026-02-30"}, {"extension": 7}, {"effectiveDateTime": {"a": []}},
        {"extension": [{"url": report["resource"]["extension"][0]["url"], "extension": [7]}]},
    ):  # fmt: skip
        held = [one if one is not report else one | {"resource": report["resource"] | change} for one in found["entry"]]
        path.write_text(json.dumps(found | {"entry": held}, default=str))
        with pytest.raises(ImportRefusedError):
            read_file(path)


def test_members_before_their_report_are_found(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    found = bundle_of(path, scan())
    path.write_text(json.dumps(found | {"entry": found["entry"][::-1]}, default=float))
    assert [one.record.KIND for one in read_file(path).found] == [DxaScan.KIND]


def test_what_another_program_wrote_between_our_records_is_told_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    found = bundle_of(path, scan())
    weight = {
        "resourceType": "Observation",
        "id": "theirs",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
        "effectiveDateTime": "2026-02-03",
        "valueQuantity": {"value": 61, "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"},
    }
    path.write_text(json.dumps(found | {"entry": [{"resource": weight}, *found["entry"]]}, default=float))
    reading = read_file(path)
    assert [one.record.KIND for one in reading.found] == [DxaScan.KIND]
    (left,) = reading.skipped
    assert left.where == "entry 1"
    assert "read from a file of their own" in left.why
