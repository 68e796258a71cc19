"""FHIR of other programs: density, labs, weight and height, medicines with a period, and broken bones.

Of everything else the kinds are counted and named. Nothing is worked out: a value in a unit we do not know, a site the
words leave open, a medicine that does not say since when, are left out with the reason. What is read keeps the name
its source gave it, so that the same file twice adds nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, Site, SiteResult
from bonejournal.domain.dates import DateError, PartialDate
from bonejournal.domain.falls.events import Fracture
from bonejournal.domain.labs.panels import Comparator, LabPanel, LabResult
from bonejournal.domain.record import Record, Typed, id_named, problems
from bonejournal.domain.words import mark, number, tr, trn
from bonejournal.exchange import json_text
from bonejournal.exchange.cells import CellError, quoted
from bonejournal.exchange.collected import Collected
from bonejournal.exchange.fhir import known
from bonejournal.exchange.fhir.codes import LOINC, SNOMED_CT
from bonejournal.exchange.fhir.elements import (
    called,
    codes_of,
    interval_of,
    laboratory_of,
    listed,
    moment_of,
    quantity_of,
    source_name,
    text_in,
)
from bonejournal.exchange.fhir.extension import Json
from bonejournal.exchange.fhir.making import dig
from bonejournal.exchange.fhir.taken import Taken, course
from bonejournal.exchange.reader import ImportRefusedError, Reading
from bonejournal.exchange.sources import Opener

_WITHDRAWN = frozenset({"entered-in-error", "cancelled", "refuted"})
_FRACTURE = re.compile(r"\bfractur|\bbroken\b")
_NO_FRACTURE = re.compile(r"\b(?:risk|history|family|suspected|without|no)\b")
_LEFT = {
    "Observation": mark("other measurements and answers"),
    "Condition": mark("other conditions"),
    "DiagnosticReport": mark("reports without numbers we take"),
    "Encounter": mark("visits and stays"),
    "Procedure": mark("procedures"),
    "Immunization": mark("vaccinations"),
    "AllergyIntolerance": mark("allergies"),
    "Claim": mark("bills and insurance"),
    "ExplanationOfBenefit": mark("bills and insurance"),
    "CarePlan": mark("care plans"),
    "CareTeam": mark("care plans"),
    "DocumentReference": mark("documents"),
    "Composition": mark("headings"),
    "Practitioner": mark("people and places"),
    "PractitionerRole": mark("people and places"),
    "RelatedPerson": mark("people and places"),
    "Organization": mark("people and places"),
    "Location": mark("people and places"),
    "Device": mark("devices"),
    "Provenance": mark("notes on where things are from"),
    "MedicationAdministration": mark("single doses"),
    "MedicationDispense": mark("prescriptions"),
    "MedicationRequest": mark("prescriptions that do not say since when"),
    "ServiceRequest": mark("orders"),
    "Coverage": mark("bills and insurance"),
}
"""What is not taken, in words; a kind that is not here by its own name."""
_OTHER_UNIT = mark("The unit “{unit}” is none we know for this.")


class Row(NamedTuple):
    """A number of a scan, a panel or a measure before it is known what it stands with."""

    name: str
    where: str
    moment: str
    holder: type[Record]
    value: Any
    typed: str
    by: str


@dataclass
class _Held:
    """What is known of a file before its end."""

    people: list[Json] = field(default_factory=list)
    medicines: dict[str, Json] = field(default_factory=dict)
    taken: list[tuple[Json, str, str]] = field(default_factory=list)
    group: dict[str, str] = field(default_factory=dict)
    reports: dict[str, list[str]] = field(default_factory=dict)
    rows: list[tuple[Row, frozenset[str]]] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)


class Other(Collected):
    """Reads a bundle or a single resource. Raises ImportRefusedError where nothing of it can be taken."""

    def __init__(self, name: str, format_name: str) -> None:
        super().__init__(name, format_name)
        self.held = _Held()

    def read(self, opener: Opener) -> Reading:
        """All that can be taken."""
        alone: Json = {}
        for key, place, value in json_text.members(self.name, opener):
            if key == "entry" and place is not None:
                self._entry(value, tr("entry {number}", number=place + 1))
            elif place is None:
                alone[key] = value
            else:
                alone.setdefault(key, []).append(value)
        if alone.get("resourceType") != "Bundle":
            self._take(alone, frozenset(), quoted(str(alone.get("resourceType"))))
        if len(self.held.people) > 1:
            raise ImportRefusedError(tr("{name} is about more than one person, so nothing is taken.", name=self.name))
        self._gather()
        people, left = tuple(map(_about, self.held.people)), self._not_taken()
        reading = replace(self.done(), warnings=tuple(filter(None, (*people, left))))
        if not reading.found and not reading.skipped:
            said = tr("{name} holds nothing this journal takes. {what}", name=self.name, what=left)
            raise ImportRefusedError(said.strip())
        return reading

    # Entries

    def _entry(self, entry: Any, where: str) -> None:
        found = dig(entry, "resource")
        if not isinstance(found, dict):
            self.skip(where, tr("There is nothing in it."))
            return
        refs = {f"{found.get('resourceType')}/{found.get('id')}", str(dig(entry, "fullUrl"))}
        self._take(found, frozenset(refs), where)

    def _take(self, one: Json, refs: frozenset[str], where: str) -> None:
        kind = one.get("resourceType")
        kind = kind if isinstance(kind, str) else ""
        for inside in listed(one, "contained"):
            if isinstance(inside, dict):
                self._take(inside, refs=frozenset({f"#{inside.get('id')}"}), where=where)
        held, name = self.held, source_name(one, refs)
        if kind == "Patient":
            held.people.append(one)
        elif kind == "Medication":
            held.medicines |= dict.fromkeys(refs, one)
        elif {*codes_of(one.get("verificationStatus"), ""), str(one.get("status"))} & _WITHDRAWN:
            held.left[kind] += 1
        elif kind in ("MedicationStatement", "MedicationRequest"):
            held.taken.append((one, name, where))
        elif kind == "DiagnosticReport":
            results = [ref for result in listed(one, "result") if isinstance(ref := dig(result, "reference"), str)]
            held.group |= dict.fromkeys(results, name)
            held.reports[name] = results
        elif kind in ("Observation", "Condition"):
            try:
                taken = (
                    self._number(one, refs, name, where) if kind == "Observation" else self._broken(one, name, where)
                )
            except (CellError, DateError) as error:
                self.skip(where, str(error))
            else:
                held.left[kind] += not taken
        else:
            held.left[kind] += 1

    # Observations

    def _number(self, one: Json, refs: frozenset[str], name: str, where: str) -> bool:
        """Take a number of a scan, a panel or the body; False where it is something else."""
        codes = codes_of(one.get("code"), LOINC)
        made = next((found for code in codes if (found := self._row(one, code, name, where)) is not None), None)
        if made is None:
            return False
        if wrong := problems(self._record("", made.moment, made.by, [made])):
            raise CellError(" ".join(problem.text for problem in wrong))
        self.held.rows.append((made, refs))
        return True

    def _row(self, one: Json, code: str, name: str, where: str) -> Row | None:
        words = " ".join((called(one.get("code")), called(one.get("bodySite")))).lower()
        sites = frozenset(each.partition(":")[0] for each in codes_of(one.get("bodySite"), SNOMED_CT))
        dxa, analyte = known.measured(code, words, sites), known.analyte_of(code)
        if dxa is None and analyte is None and code not in known.BODY:
            return None
        if "dataAbsentReason" in one:
            return None
        value, units, printed = quantity_of(one.get("valueQuantity"))
        moment, by = moment_of(one), text_in(dig(one, "device", "display"))
        if dxa is not None:
            if dxa.site is None:
                raise CellError(tr("It does not say clearly where it was measured."))
            factor = _known(known.dxa_factor(dxa.field, units), units)
            number_of: dict[str, Any] = {dxa.field: float(value * factor)}
            row = SiteResult(
                site=dxa.site,
                side=dxa.side,
                vertebrae=known.vertebrae_in(words) if dxa.site is Site.LUMBAR_SPINE else "",
                **number_of,
            )
            return Row(name, where, moment, DxaScan, row, printed if factor != 1 else "", by)
        if analyte is not None:
            unit = known.lab_unit(analyte, units)
            if not unit:
                raise CellError(tr(_OTHER_UNIT, unit=quoted(" / ".join(filter(None, units)))))
            low, high = interval_of(one, units)
            sign = text_in(dig(one, "valueQuantity", "comparator"))
            result = LabResult(
                analyte=analyte.key, value=value, unit=unit, comparator=Comparator.of(sign) if sign else None,
                ref_low=low, ref_high=high, assay="" if code == analyte.loinc else f"LOINC {code}",
            )  # fmt: skip
            return Row(name, where, moment, LabPanel, result, "", laboratory_of(one))
        factor = _known(known.body_factor(code, units), units)
        measure = {known.BODY[code]: float(value * factor)}
        return Row(name, where, moment, BodyMeasure, measure, printed if factor != 1 else "", "")

    def _gather(self) -> None:
        """Make records of what stands together: in one report, else at one moment by one laboratory or scanner."""
        together: dict[tuple[Any, ...], list[Row]] = {}
        used = set()
        for row, refs in self.held.rows:
            report = next((self.held.group[ref] for ref in refs if ref in self.held.group), "")
            used.add(report)
            together.setdefault((row.holder, report, row.moment, row.by), []).append(row)
        self.held.left["DiagnosticReport"] += len(self.held.reports.keys() - used)
        for (holder, report, moment, by), rows in together.items():
            name = f"{report or min(row.name for row in rows)}:{holder.KIND.key}:{moment}"
            self.keep(self._record(id_named(f"fhir-other:{name}"), moment, by, rows), rows[0].where)
        for course_of, where in self._courses():
            if isinstance(course_of, str):
                self.skip(where, course_of)
            else:
                self.keep(course_of, where)

    def _record(self, id_: str, moment: str, by: str, rows: list[Row]) -> Record:
        make = {DxaScan: self._scan, LabPanel: self._panel, BodyMeasure: self._measure}[rows[0].holder]
        return make(id_, dt.date.fromisoformat(moment[:10]), moment, by, rows)

    def _scan(self, id_: str, day: dt.date, _moment: str, by: str, rows: list[Row]) -> Record:
        sites: dict[tuple[Any, ...], SiteResult] = {}
        typed: list[Typed] = []
        for one in rows:
            row: SiteResult = one.value
            key = (row.site, row.side, row.vertebrae)
            name = next(name for name in known.DXA_FIELDS if getattr(row, name) is not None)
            empty: dict[str, Any] = {name: None}
            held = sites.get(key, replace(row, **empty))
            if getattr(held, name) not in (None, getattr(row, name)):
                self._twice(one)
                continue
            sites[key] = replace(held, **{name: getattr(row, name)})
            if one.typed:
                typed.append(Typed(f"sites.{list(sites).index(key)}.{name}", one.typed))
        return DxaScan(id=id_, date=day, model=by, sites=tuple(sites.values()), typed=tuple(typed))

    def _panel(self, id_: str, day: dt.date, moment: str, by: str, rows: list[Row]) -> Record:
        results: dict[tuple[str, str], LabResult] = {}
        for one in rows:
            result: LabResult = one.value
            if results.setdefault((result.analyte, result.assay), result) != result:
                self._twice(one)
        time = dt.time.fromisoformat(moment[11:16]) if len(moment) > 10 else None
        return LabPanel(id=id_, date=day, time=time, lab=by, results=tuple(results.values()))

    def _measure(self, id_: str, day: dt.date, _moment: str, _by: str, rows: list[Row]) -> Record:
        values: dict[str, Any] = {}
        typed = []
        for one in rows:
            ((name, value),) = one.value.items()
            if values.setdefault(name, value) != value:
                self._twice(one)
            elif one.typed:
                typed.append(Typed(name, one.typed))
        return BodyMeasure(id=id_, date=day, source="FHIR", typed=tuple(dict.fromkeys(typed)), **values)

    def _twice(self, row: Row) -> None:
        self.skip(row.where, tr("Another value of the same stands there already; which is meant cannot be told."))

    # Medicines and broken bones

    def _courses(self) -> Iterator[tuple[Record | str, str]]:
        seen: set[Taken] = set()
        for one, name, where in self.held.taken:
            drug = one.get("medicationCodeableConcept")
            held = one.get("medicationReference")
            there = self.held.medicines.get(str(dig(held, "reference")))
            what = called(drug) or text_in(dig(held, "display")) or called(dig(there or {}, "code"))
            made = Taken.of(one, what)
            if isinstance(made, Taken) and made in seen:
                continue
            if isinstance(made, Taken):
                seen.add(made)
                yield course(made, id_named(f"fhir-other:{name}")), where
            elif made:
                yield made, where
            else:
                self.held.left["MedicationRequest"] += 1

    def _broken(self, one: Json, name: str, where: str) -> bool:
        """Take a broken bone; False for any other condition."""
        words = called(one.get("code"))
        said = " ".join((words, called(dig(one, "bodySite", 0)))).lower()
        codes = frozenset(codes_of(one.get("code"), SNOMED_CT))
        if not (codes & known.BROKEN.keys() or (_FRACTURE.search(said) and not _NO_FRACTURE.search(said))):
            return False
        onset = one.get("onsetDateTime") or dig(one, "onsetPeriod", "start")
        if not isinstance(onset, str):
            raise CellError(tr("A fracture without a date: “{text}”.", text=quoted(words)))
        site, side = known.broken_bone(codes, said), known.side_in(said)
        made = Fracture(
            id=id_named(f"fhir-other:{name}"), date=PartialDate(onset[:10]), site=site, side=side, level=words
        )
        self.keep(made, where)
        return True

    def _not_taken(self) -> str:
        """How many entries are not taken, by what they are; "" for none."""
        left = Counter[str]()
        for kind, count in self.held.left.items():
            left[tr(_LEFT[kind]) if kind in _LEFT else quoted(kind) or tr("entries without a kind")] += count
        count = left.total()
        told = ", ".join(
            tr("{what} ({count})", what=what, count=number(many)) for what, many in left.most_common() if many
        )
        said = trn("{count} entry is not taken: {list}.", "{count} entries are not taken: {list}.", count, list=told)
        return said if count else ""


def _about(person: Json) -> str:
    """Whom a file is about: another person's values are the worst that can come in."""
    name = dig(person, "name", 0)
    parts = (*listed(name, "given"), dig(name, "family"))
    called_so = text_in(dig(name, "text")) or " ".join(filter(None, map(text_in, parts)))
    born = text_in(person.get("birthDate"))
    with suppress(DateError):  # else it is said as it stands there
        born = PartialDate(born).said()
    return tr(
        "It says it is about {name}, born {day}. Is that you?",
        name=called_so or tr("not said"),
        day=born or tr("not said"),
    )


def _known(factor: Decimal | None, units: tuple[str, ...]) -> Decimal:
    if factor is None:
        raise CellError(tr(_OTHER_UNIT, unit=quoted(" / ".join(filter(None, units)))))
    return factor
