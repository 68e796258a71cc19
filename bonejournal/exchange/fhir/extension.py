"""Our extension: what a record holds and FHIR's own elements do not give back.

It is one extension with parts inside. A text that FHIR cannot hold as one (blank, or with control characters) goes as
base64, so that nothing is lost.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bonejournal.domain.field import Field, Part, Type, as_printed, fields
from bonejournal.domain.record import Kept, Record, Typed
from bonejournal.domain.words import tr
from bonejournal.exchange.cells import CellError, figure
from bonejournal.exchange.json_values import read_value

OURS = "urn:uuid:f1696665-ecc2-5b89-9adb-4c2002a2f554"
"""The name of our extension. It stands for nothing on a network."""
KIND, ROW, DERIVED = "record", "row", "derived"
"""No field is called so."""
Json = dict[str, Any]
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_LONGEST_PLAIN = 20


def holds_text(text: str) -> bool:
    """Whether FHIR can hold a text as a string."""
    return bool(text.strip()) and not _CONTROL.search(text)


def cleaned(text: str) -> str:
    """A text without what FHIR cannot hold, "" where nothing is left."""
    said = _CONTROL.sub(" ", text)
    return said if holds_text(said) else ""


def decimal(value: float, places: int | None = None) -> Decimal:
    """A number as the decimal that is written: with at least so many places."""
    plain = figure(value, places)
    return Decimal(plain if len(plain) <= _LONGEST_PLAIN else repr(value + 0.0))


def own(record: Record, given_back: Mapping[str, Any]) -> Json:
    """The extension of a record, with all that reading FHIR's own elements does not give back."""
    inside: list[Json] = [{"url": KIND, "valueCode": record.KIND.key}]
    for item in fields(type(record)):
        value = getattr(record, item.name)
        if item.part is None:
            inside += _differing(item, value, given_back.get(item.name))
            continue
        known = given_back.get(item.name, ())
        for row, part in enumerate(value):
            held: list[Json] = [{"url": ROW, "valueInteger": row}]
            for one in fields(type(part)):
                held += _differing(one, getattr(part, one.name), known[row].get(one.name))
            inside.append({"url": item.name, "extension": held})
    inside += [_texts("typed", one._asdict()) for one in record.typed]
    inside += [_texts("kept", one._asdict()) for one in record.kept]
    return {"url": OURS, "extension": inside}


def derived() -> Json:
    """The extension of what follows from records and is not read back."""
    return {"url": OURS, "extension": [{"url": DERIVED, "valueBoolean": True}]}


def _differing(item: Field, value: Any, given_back: Any) -> list[Json]:
    if value is None or value in ("", given_back):
        return []
    return [{"url": item.name} | _written(item, value)]


def _texts(name: str, held: Mapping[str, str]) -> Json:
    return {"url": name, "extension": [{"url": key} | _string(text) for key, text in held.items()]}


def _string(text: str) -> Json:
    if holds_text(text):
        return {"valueString": text}
    return {"valueBase64Binary": base64.b64encode(text.encode()).decode()} if text else {"valueBoolean": False}


def _written(item: Field, value: Any) -> Json:
    match item.holds:
        case Type.TEXT:
            return _string(value)
        case Type.NUMBER:
            return {"valueDecimal": decimal(value, item.decimals)}
        case Type.PRINTED:
            return {"valueDecimal": value}
        case Type.FLAG:
            return {"valueBoolean": value}
        case Type.TIME:
            return {"valueTime": value.isoformat("seconds")}
        case Type.CHOICE:
            return {"valueCode": str(value)}
        case _:
            return {"valueDate": str(value)}


class Inside:
    """What stands in our extension of a resource. Raises CellError where it is not as we write it."""

    def __init__(self, held: list[Json]) -> None:
        self.single: dict[str, Json] = {}
        self.listed: dict[str, list[Inside]] = {}
        for one in held:
            name = one.get("url") if isinstance(one, dict) else None
            if not isinstance(name, str) or name in self.single:
                raise CellError(tr("What bonejournal noted with it is not as it should be."))
            if isinstance(one.get("extension"), list):
                self.listed.setdefault(name, []).append(Inside(one["extension"]))
            else:
                self.single[name] = one

    @classmethod
    def of(cls, resource: Json) -> Inside | None:
        """Our extension of a resource, None where it has none."""
        held = resource.get("extension")
        for one in held if isinstance(held, list) else ():
            if isinstance(one, dict) and one.get("url") == OURS and isinstance(one.get("extension"), list):
                return cls(one["extension"])
        return None

    @property
    def kind(self) -> str:
        """The key of the record's kind."""
        said = self.single.get(KIND, {}).get("valueCode", "")
        return said if isinstance(said, str) else ""

    @property
    def derived(self) -> bool:
        """Whether the resource only follows from records."""
        return DERIVED in self.single

    def value(self, item: Field) -> Any:
        """The value of a field that stands here, None where none does."""
        held = self.single.get(item.name)
        if held is None:
            return None
        found = next((value for key, value in held.items() if key.startswith("value")), None)
        if "valueBase64Binary" in held:
            return read_value(item, _decoded(found))
        if item.holds is Type.TIME and isinstance(found, str):
            found = found.removesuffix(":00")
        return read_value(item, printed(found) if item.holds is Type.PRINTED else found)

    def answers(self, name: str, of: type[Typed] | type[Kept]) -> list[dict[str, str]]:
        """What was typed, or the questions that were answered, as texts by name."""
        return [{key: one.text(key) for key in of._fields} for one in self.listed.get(name, ())]

    def text(self, name: str) -> str:
        """A text, "" where none stands here."""
        held = self.single.get(name, {})
        if "valueBase64Binary" in held:
            return _decoded(held["valueBase64Binary"])
        said = held.get("valueString", "")
        return said if isinstance(said, str) else ""


def printed(value: Any) -> Any:
    """A number as the text of its digits; anything else as it is."""
    return as_printed(value) if isinstance(value, Decimal) else value


def _decoded(value: Any) -> str:
    try:
        return base64.b64decode(value, validate=True).decode()
    except (binascii.Error, ValueError, TypeError):
        raise CellError(tr("What bonejournal noted with it is not as it should be.")) from None


def read_part(cls: type[Part], inside: Inside, given_back: Mapping[str, Any]) -> Part:
    """A part of a record, of what FHIR's elements give back and what stands in our extension."""
    return cls(**read_fields(cls, inside, given_back))


def read_fields(cls: type[Any], inside: Inside, given_back: Mapping[str, Any]) -> dict[str, Any]:
    """The values of all fields but parts. Raises CellError."""
    values = {}
    for item in fields(cls):
        if item.part is None:
            noted = inside.value(item)
            found = given_back.get(item.name) if noted is None else noted
            if found is not None:
                values[item.name] = found
    return values
