"""Each kind of record as resources of FHIR R4, and what those resources give back.

The first resource made of a record carries its id and our extension; the others are its members, with ids that follow
from it. Whatever `back` does not give is noted in the extension, so nothing here has to be complete to be read back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from bonejournal.domain.body import Activity, BodyMeasure, Sleep
from bonejournal.domain.bone.density import DxaScan, SiteResult
from bonejournal.domain.falls.events import Fall, Fracture, FunctionTest, RiskResult, tool_words
from bonejournal.domain.field import field_of
from bonejournal.domain.labs.panels import LabPanel, LabResult, label
from bonejournal.domain.meaning.targets import load_targets
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.override import TargetOverride
from bonejournal.domain.profile import Profile
from bonejournal.domain.words import mark, tr
from bonejournal.exchange.fhir import codes
from bonejournal.exchange.fhir.codes import category, concept, quantity
from bonejournal.exchange.fhir.extension import Json, cleaned, decimal, printed
from bonejournal.exchange.fhir.making import (
    HER,
    Find,
    Mapped,
    day_of,
    dig,
    member_id,
    observation,
    references,
    resource,
)

# Herself


def _person(record: Profile, on: dt.date) -> list[Json]:
    name = cleaned(record.name)
    return [
        resource(
            "Patient",
            record.id,
            name=[{"text": name}] if name else [],
            gender=str(record.sex or ""),
            birthDate=str(record.birth_date or ""),
        )
    ]


def _person_back(carrier: Json, find: Find, rows: int) -> dict[str, Any]:
    return {
        "name": dig(carrier, "name", 0, "text"),
        "sex": dig(carrier, "gender"),
        "birth_date": dig(carrier, "birthDate"),
    }


# Bone density

_DXA = {
    "bmd_g_cm2": (mark("BMD"), "g/cm2"),
    "t_score": (mark("T-score"), "T-score"),
    "z_score": (mark("Z-score"), "Z-score"),
    "bmc_g": (mark("BMC"), "g"),
    "area_cm2": (mark("Area"), "cm2"),
    "tbs": (mark("TBS"), ""),
    "lsc_g_cm2": (mark("LSC"), "g/cm2"),
}


def _scan(record: DxaScan, on: dt.date) -> list[Json]:
    made = []
    device = cleaned(record.device)
    for row, result in enumerate(record.sites):
        for name, (said, unit) in _DXA.items():
            value = getattr(result, name)
            if value is None:
                continue
            text = tr("{quantity}, {site}", quantity=tr(said), site=result.label)
            made.append(
                observation(
                    member_id(record.id, f"sites.{row}.{name}"),
                    concept(text, codes.dxa_code(result, name)),
                    category=category("imaging"),
                    effectiveDateTime=day_of(record),
                    valueQuantity=quantity(decimal(value, field_of(SiteResult, name).decimals), unit),
                    bodySite=codes.body_site(result),
                    device={"display": device} if device else {},
                )
            )
    report = resource(
        "DiagnosticReport",
        record.id,
        status="final",
        category=[concept(tr("Radiology"), codes.RADIOLOGY)],
        code=concept(tr("Bone density by DXA"), codes.DXA_REPORT),
        subject=HER,
        effectiveDateTime=day_of(record),
        result=references(made),
    )
    return [report, *made]


def _scan_back(carrier: Json, find: Find, rows: int) -> dict[str, Any]:
    sites = [{name: dig(find(f"sites.{row}.{name}"), "valueQuantity", "value") for name in _DXA} for row in range(rows)]
    return {"date": dig(carrier, "effectiveDateTime"), "sites": sites}


# Blood tests


def _panel(record: LabPanel, on: dt.date) -> list[Json]:
    made = [_result(record, row, result) for row, result in enumerate(record.results)]
    report = resource(
        "DiagnosticReport",
        record.id,
        status="final",
        category=[{"text": tr("Laboratory")}],
        code={"text": tr("Blood test")},
        subject=HER,
        effectiveDateTime=day_of(record),
        result=references(made),
    )
    return [report, *made]


def _result(record: LabPanel, row: int, result: LabResult) -> Json:
    unit = cleaned(result.unit)
    value = quantity(result.value, unit)
    if result.comparator is not None and result.value is not None:
        value = {"value": result.value, "comparator": str(result.comparator)} | value
    bounds = {"low": result.ref_low, "high": result.ref_high}
    interval = {name: quantity(bound, unit) for name, bound in bounds.items() if bound is not None}
    assay, specimen = cleaned(result.assay), cleaned(result.specimen)
    return observation(
        member_id(record.id, f"results.{row}"),
        concept(cleaned(tr(label(result.analyte))) or tr("Test"), codes.lab_code(result, record.fasting)),
        category=category("laboratory"),
        effectiveDateTime=day_of(record),
        valueQuantity=value,
        method={"text": assay} if assay else {},
        specimen={"display": specimen} if specimen else {},
        referenceRange=[interval] if interval else [],
    )


def _panel_back(carrier: Json, find: Find, rows: int) -> dict[str, Any]:
    return {
        "date": dig(carrier, "effectiveDateTime"),
        "results": [_result_back(find(f"results.{row}")) for row in range(rows)],
    }


def _result_back(found: Json) -> dict[str, Any]:
    return {
        "analyte": dig(found, "code", "text"),
        "value": printed(dig(found, "valueQuantity", "value")),
        "comparator": dig(found, "valueQuantity", "comparator"),
        "unit": dig(found, "valueQuantity", "unit"),
        "ref_low": printed(dig(found, "referenceRange", 0, "low", "value")),
        "ref_high": printed(dig(found, "referenceRange", 0, "high", "value")),
        "assay": dig(found, "method", "text"),
        "specimen": dig(found, "specimen", "display"),
    }


# Body, sleep, steps, tests

_BODY = {
    "weight_kg": (mark("Weight"), "kg", codes.WEIGHT),
    "height_cm": (mark("Height"), "cm", codes.HEIGHT),
    "waist_cm": (mark("Waist"), "cm", ""),
    "lean_mass_kg": (mark("Lean mass"), "kg", ""),
    "fat_mass_kg": (mark("Fat mass"), "kg", ""),
}


def _body(record: BodyMeasure, on: dt.date) -> list[Json]:
    made = [
        observation(
            member_id(record.id, name),
            concept(tr(said), code),
            category=category("vital-signs"),
            effectiveDateTime=day_of(record),
            valueQuantity=quantity(decimal(value, field_of(BodyMeasure, name).decimals), unit),
        )
        for name, (said, unit, code) in _BODY.items()
        if (value := getattr(record, name)) is not None
    ]
    whole = observation(
        record.id,
        {"text": tr("Body measure")},
        category=category("vital-signs"),
        effectiveDateTime=day_of(record),
        hasMember=references(made),
    )
    return [whole, *made]


def _body_back(carrier: Json, find: Find, rows: int) -> dict[str, Any]:
    values = {name: dig(find(name), "valueQuantity", "value") for name in _BODY}
    return {"date": dig(carrier, "effectiveDateTime")} | values


def _single(record: Any, code: Json, said: str, value: float | None, unit: str) -> list[Json]:
    """An observation with the one figure of a record."""
    figure = quantity(decimal(value), unit) if value is not None else {}
    return [
        observation(record.id, code, category=category(said), effectiveDateTime=day_of(record), valueQuantity=figure)
    ]


def _single_back(name: str) -> Callable[[Json, Find, int], dict[str, Any]]:
    def back(carrier: Json, find: Find, rows: int) -> dict[str, Any]:
        return {"date": dig(carrier, "effectiveDateTime"), name: dig(carrier, "valueQuantity", "value")}

    return back


def _sleep(record: Sleep, on: dt.date) -> list[Json]:
    return _single(record, {"text": tr("Hours slept")}, "activity", record.hours, "h")


def _steps(record: Activity, on: dt.date) -> list[Json]:
    return _single(record, concept(tr("Steps of the day"), codes.STEPS), "activity", record.steps, "steps")


def _test(record: FunctionTest, on: dt.date) -> list[Json]:
    test = record.test
    said = tr(test.label) if test else tr("Function test")
    if record.side is not None:
        said = tr("{test}, {side}", test=said, side=tr(record.side.label))
    return _single(record, {"text": said}, "exam", record.value, test.unit if test else "")


# Falls, fractures, risk


def _fall(record: Fall, on: dt.date) -> list[Json]:
    text = tr("Fall") if record.counts else tr("Near fall")
    return [
        observation(record.id, {"text": text}, effectiveDateTime=day_of(record), valueString=cleaned(record.said()))
    ]


def _fracture(record: Fracture, on: dt.date) -> list[Json]:
    bone = tr(record.site.label) if record.site else ""
    where = [bone, cleaned(record.level), tr(record.side.label) if record.side else ""]
    return [
        resource(
            "Condition",
            record.id,
            code={"text": tr("Fracture: {bone}", bone=bone)},
            bodySite=[{"text": ", ".join(filter(None, where))}],
            subject=HER,
            onsetDateTime=str(record.date),
        )
    ]


def _fracture_back(carrier: Json, find: Find, rows: int) -> dict[str, Any]:
    return {"date": dig(carrier, "onsetDateTime")}


_OUTCOMES = {
    "major_percent": mark("Major osteoporotic fracture within 10 years"),
    "hip_percent": mark("Hip fracture within 10 years"),
}


def _risk(record: RiskResult, on: dt.date) -> list[Json]:
    predictions = [
        {"outcome": {"text": tr(said)}, "probabilityDecimal": decimal(value)}
        for name, said in _OUTCOMES.items()
        if (value := getattr(record, name)) is not None
    ]
    tool = cleaned(tool_words(record.tool))
    return [
        resource(
            "RiskAssessment",
            record.id,
            status="final",
            method={"text": tr("{tool}, as reported", tool=tool)} if tool else {},
            subject=HER,
            occurrenceDateTime=day_of(record),
            prediction=predictions,
        )
    ]


def _risk_back(carrier: Json, find: Find, rows: int) -> dict[str, Any]:
    return {"date": dig(carrier, "occurrenceDateTime")}


# Medicines and targets


def _course(record: Course, on: dt.date) -> list[Json]:
    stopped = record.stop is not None and record.stop.judged <= on
    coming = record.start is not None and record.start.judged > on
    route, reason = cleaned(record.route), cleaned(record.reason)
    timing = record.timing
    dosage: Json = {"text": ", ".join(filter(None, (cleaned(record.dose), timing.said() if timing else "")))}
    dosage = {name: value for name, value in (dosage | {"route": {"text": route} if route else {}}).items() if value}
    period = {"start": str(record.start or ""), "end": str(record.stop or "")}
    return [
        resource(
            "MedicationStatement",
            record.id,
            status="completed" if stopped else "intended" if coming else "active",
            medicationCodeableConcept={"text": cleaned(record.name) or tr("Medicine")},
            subject=HER,
            effectivePeriod={name: day for name, day in period.items() if day},
            informationSource=HER,
            reasonCode=[{"text": reason}] if reason else [],
            dosage=[dosage] if dosage else [],
        )
    ]


def _course_back(carrier: Json, find: Find, rows: int) -> dict[str, Any]:
    return {
        "name": dig(carrier, "medicationCodeableConcept", "text"),
        "start": dig(carrier, "effectivePeriod", "start"),
        "stop": dig(carrier, "effectivePeriod", "end"),
        "reason": dig(carrier, "reasonCode", 0, "text"),
        "route": dig(carrier, "dosage", 0, "route", "text"),
    }


def _goal(record: TargetOverride, on: dt.date) -> list[Json]:
    known = {target.id: target for target in load_targets()}.get(record.target)
    said = tr(known.title) if known else cleaned(record.target) or tr("Target")
    unit = known.unit if known else ""
    bounds = {"low": record.low, "high": record.high}
    limits = {name: quantity(decimal(bound), unit) for name, bound in bounds.items() if bound is not None}
    return [
        resource(
            "Goal",
            record.id,
            lifecycleStatus="active",
            description={"text": said},
            subject=HER,
            startDate=str(record.date or ""),
            target=[{"measure": {"text": said}, "detailRange": limits}] if limits else [],
        )
    ]


def _goal_back(carrier: Json, find: Find, rows: int) -> dict[str, Any]:
    return {
        "date": dig(carrier, "startDate"),
        "low": dig(carrier, "target", 0, "detailRange", "low", "value"),
        "high": dig(carrier, "target", 0, "detailRange", "high", "value"),
    }


def _only_day(carrier: Json, find: Find, rows: int) -> dict[str, Any]:
    return {"date": dig(carrier, "effectiveDateTime")}


MAPPED: Mapping[str, Mapped] = {
    one.kind.KIND.key: one
    for one in (
        Mapped(Profile, _person, _person_back),
        Mapped(
            DxaScan, _scan, _scan_back, lambda rows: [f"sites.{row}.{name}" for row in range(rows) for name in _DXA]
        ),
        Mapped(LabPanel, _panel, _panel_back, lambda rows: [f"results.{row}" for row in range(rows)]),
        Mapped(BodyMeasure, _body, _body_back, lambda rows: list(_BODY)),
        Mapped(FunctionTest, _test, _single_back("value")),
        Mapped(Course, _course, _course_back),
        Mapped(Fracture, _fracture, _fracture_back),
        Mapped(Fall, _fall, _only_day),
        Mapped(RiskResult, _risk, _risk_back),
        Mapped(TargetOverride, _goal, _goal_back),
        Mapped(Sleep, _sleep, _single_back("hours")),
        Mapped(Activity, _steps, _single_back("steps")),
    )
}
"""The kinds that FHIR has a place for, in the order they are written. All others are in the CSV bundle and in JSON."""
