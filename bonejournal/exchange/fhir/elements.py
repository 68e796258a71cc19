"""What stands in the elements of a resource, read without trusting that any of them is what it should be."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from bonejournal.domain.words import tr
from bonejournal.exchange.cells import CellError, quoted
from bonejournal.exchange.fhir.extension import Json
from bonejournal.exchange.fhir.making import dig

_LONGEST = 200


def listed(holder: Any, name: str) -> list[Any]:
    """What a list holds, nothing where there is none."""
    found = dig(holder, name)
    return found if isinstance(found, list) else []


def text_in(found: Any) -> str:
    """A text on one line, not long, that can be stored; "" for anything else."""
    if not isinstance(found, str):
        return ""
    said = found[: 2 * _LONGEST].encode("utf-8", "replace").decode()
    return " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())[:_LONGEST]


def _each(found: Any) -> Iterable[Any]:
    return found if isinstance(found, list) else [found]


def codes_of(concept: Any, system: str) -> list[str]:
    """The codes of a concept in a system, in any where it is ""."""
    found = (coding for one in _each(concept) for coding in listed(one, "coding"))
    return [
        code
        for coding in found
        if isinstance(code := dig(coding, "code"), str) and system in ("", dig(coding, "system"))
    ]


def called(concept: Any) -> str:
    """What a concept is called."""
    said = [text_in(dig(concept, "text")), *(text_in(dig(coding, "display")) for coding in listed(concept, "coding"))]
    return next(filter(None, said), "")


def quantity_of(found: Any) -> tuple[Decimal, tuple[str, ...], str]:
    """The figure, its unit by code and as it is written, and both as they stand there. Raises CellError."""
    value = dig(found, "value")
    if not isinstance(value, Decimal):
        raise CellError(tr("There is no figure in it."))
    units = (text_in(dig(found, "code")), text_in(dig(found, "unit")))
    return value, units, f"{value} {units[1] or units[0]}".strip()


def moment_of(one: Json) -> str:
    """The day and time as they are written, without the zone. Raises CellError where no day is given."""
    found = one.get("effectiveDateTime") or dig(one, "effectivePeriod", "start") or one.get("effectiveInstant")
    shape = re.match(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?", found, re.ASCII) if isinstance(found, str) else None
    if shape is None:
        raise CellError(tr("It does not say on which day it was measured."))
    try:
        dt.datetime.fromisoformat(shape[0])
    except ValueError:
        raise CellError(tr("“{text}” is not a day of the calendar.", text=quoted(shape[0]))) from None
    return shape[0]


def interval_of(one: Json, units: tuple[str, ...]) -> tuple[Decimal | None, Decimal | None]:
    """The laboratory's interval where there is one alone, in the unit of the value."""
    normal = [each for each in listed(one, "referenceRange") if set(codes_of(dig(each, "type"), "")) <= {"normal"}]
    if len(normal) != 1:
        return None, None
    ends = [dig(normal[0], end) for end in ("low", "high")]
    fits = [{text_in(dig(end, "code")), text_in(dig(end, "unit"))} - {""} <= set(units) for end in ends]
    low, high = (dig(end, "value") for end in ends)
    if not all(fits):
        return None, None
    return low if isinstance(low, Decimal) else None, high if isinstance(high, Decimal) else None


def laboratory_of(one: Json) -> str:
    """The organisation that did it, "" where none is named."""
    for performer in listed(one, "performer"):
        if str(dig(performer, "reference")).startswith("Organization") or dig(performer, "type") == "Organization":
            return text_in(dig(performer, "display"))
    return ""


def source_name(one: Json, refs: frozenset[str]) -> str:
    """What the source calls a resource: by its identifier, else where it stands, else by all it says."""
    value, system = dig(one, "identifier", 0, "value"), dig(one, "identifier", 0, "system")
    if isinstance(value, str) and isinstance(system, str):
        return f"{system}|{value}|{one.get('resourceType')}"
    who = text_in(dig(one, "subject", "reference"))
    stands = sorted(ref for ref in refs if not ref.startswith("#") and not ref.endswith(("None", "/")))
    if stands:
        return f"{who}|{stands[-1]}"
    if isinstance(one.get("id"), str) and not refs:
        return f"{who}|{one.get('resourceType')}/{one['id']}"
    return json.dumps(one, sort_keys=True, default=str)
