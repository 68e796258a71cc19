"""Medicines of other programs' FHIR: a statement or a prescription as something taken from a day to another."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from bonejournal.domain.dates import DateError, PartialDate
from bonejournal.domain.medicines.courses import kind_of
from bonejournal.domain.medicines.medication import Course, CourseKind, Drug, drugs
from bonejournal.domain.typeahead import fold
from bonejournal.domain.words import tr
from bonejournal.exchange.cells import quoted
from bonejournal.exchange.fhir.extension import Json
from bonejournal.exchange.fhir.making import dig

_ENDED = frozenset({"completed", "stopped"})
_NOT_TAKEN = frozenset({"n", "unk", "na"})
"""How FHIR before R4 says so."""
_LONGEST_DOSE = 200


class Taken(NamedTuple):
    """What is taken, in the source's words; dates as precise as they are given."""

    name: str
    dose: str
    start: str
    stop: str

    @classmethod
    def of(cls, one: Json, name: str) -> Taken | str:
        """What a resource says, or why it cannot be a course; "" for a prescription that gives no period."""
        statement = one.get("resourceType") == "MedicationStatement"
        dosage = dig(one, "dosage" if statement else "dosageInstruction", 0)
        period = one.get("effectivePeriod") if statement else dig(dosage, "timing", "repeat", "boundsPeriod")
        start, stop = _day(dig(period, "start")), _day(dig(period, "end"))
        if not start and not statement:
            return ""
        if not name:
            return tr("It does not say which medicine it is.")
        if one.get("status") not in ("active", *_ENDED) or str(one.get("taken")) in _NOT_TAKEN:
            return tr("It is not said clearly whether {name} is taken.", name=quoted(name))
        if one.get("status") in _ENDED and not stop:
            return tr("{name} is no longer taken, but it is not said since when.", name=quoted(name))
        if not start and (one.get("status") != "active" or "effectiveDateTime" in one):
            return tr("It is not said from when to when {name} was taken.", name=quoted(name))
        said = dig(dosage, "text")
        said = " ".join(said.split())[:_LONGEST_DOSE] if isinstance(said, str) else ""
        return cls(name, "".join(sign for sign in said if sign.isprintable()), start, stop)


def course(taken: Taken, id_: str) -> Course:
    """The course of it; its drug where the name is that of one in the catalogue."""
    drug = _drug(taken.name)
    return Course(
        id=id_,
        name=taken.name,
        drug=drug.key if drug else "",
        kind=kind_of(drug) if drug else CourseKind.MEDICINE,
        dose=taken.dose,
        start=PartialDate(taken.start) if taken.start else None,
        stop=PartialDate(taken.stop) if taken.stop else None,
    )


def _day(written: Any) -> str:
    """The day of a date or moment as it is written, "" where it is none."""
    try:
        return PartialDate(written.partition("T")[0]).text if isinstance(written, str) else ""
    except DateError:
        return ""


def _drug(name: str) -> Drug | None:
    """The one drug of the catalogue whose name, brand or other name stands in a text."""
    said = f" {_words(name)} "
    found = [
        drug
        for drug in drugs().values()
        if any(
            f" {key} " in said for own in (drug.name, *drug.examples.split(","), *drug.names) if (key := _words(own))
        )
    ]
    return found[0] if len(found) == 1 else None


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
