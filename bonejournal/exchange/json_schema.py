"""The JSON Schema of the JSON document, made of what the fields declare.

`python -m bonejournal.exchange.json_schema` writes it anew into `resources/schema/journal.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from bonejournal.domain.attachment import Attachment
from bonejournal.domain.field import Field, Type, fields
from bonejournal.domain.resources import resource
from bonejournal.exchange.json_out import CONTENT, SCHEMA
from bonejournal.exchange.json_values import KEPT, TYPED
from bonejournal.exchange.sheet import Sheet, sheets

FILE = ("schema", "journal.json")
_ID = {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
_TEXTS = {
    Type.DAY: {"type": "string", "format": "date"},
    Type.TIME: {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    Type.PARTIAL_DAY: {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    Type.PRINTED: {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$"},
}


def schema() -> dict[str, Any]:
    """The schema of the whole document."""
    kinds = list(sheets().values())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "A bonejournal journal",
        "description": "Every record by its kind. What is not recorded is left out; no value stands for “unknown”.",
        "type": "object",
        "required": ["$schema", *(sheet.kind.key for sheet in kinds)],
        "additionalProperties": False,
        "properties": {"$schema": {"const": SCHEMA}} | {sheet.kind.key: _list(sheet) for sheet in kinds},
        "$defs": {
            "id": _ID,
            TYPED: _answers("What stood on the paper where the stored value was converted.", ("field", "text")),
            KEPT: _answers("Questions she answered with “keep”.", ("field", "question", "value")),
        },
    }


def text() -> str:
    """The schema as its file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _list(sheet: Sheet) -> dict[str, Any]:
    items = [*sheet.own, *((sheet.part,) if sheet.part else ())]
    record = _object(items)
    own: dict[str, Any] = {} if sheet.single or sheet.named else {"id": {"$ref": "#/$defs/id"}}
    record["properties"] = own | record["properties"]
    record["required"] = [*own, *record.get("required", [])]
    record["properties"] |= {TYPED: {"$ref": f"#/$defs/{TYPED}"}, KEPT: {"$ref": f"#/$defs/{KEPT}"}}
    if sheet.kind.record is Attachment:
        record["properties"][CONTENT] = {"type": "string", "contentEncoding": "base64", "title": "The file itself"}
        record["required"].append(CONTENT)
    said = {"title": sheet.kind.label, "type": "array", "items": record}
    return said | {"maxItems": 1} if sheet.single else said


def _object(items: Iterable[Field]) -> dict[str, Any]:
    held = list(items)
    made: dict[str, Any] = {"type": "object", "properties": {item.name: _value(item) for item in held}}
    needed = [item.name for item in held if item.required]
    return made | ({"required": needed} if needed else {}) | {"additionalProperties": False}


def _value(item: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"title": item.label}
    if item.unit:
        said["description"] = f"in {item.unit}"
    if item.part is not None:
        return said | {"type": "array", "items": _object(fields(item.part))}
    if item.words is not None:
        return said | {"enum": [str(word) for word in item.words]}
    if item.holds is Type.FLAG:
        return said | {"type": "boolean"}
    if item.holds is Type.NUMBER:
        low, high = item.hard or (None, None)
        return said | {"type": "integer" if item.whole else "number", "minimum": low, "maximum": high}
    if item.holds is Type.TEXT:
        return said | ({"$ref": "#/$defs/id"} if item.refers else {"type": "string"})
    return said | _TEXTS[item.holds]


def _answers(said: str, names: tuple[str, ...]) -> dict[str, Any]:
    row = {
        "type": "object",
        "properties": {name: {"type": "string"} for name in names},
        "required": [*names],
        "additionalProperties": False,
    }
    return {"description": said, "type": "array", "items": row}


def main() -> None:
    """Write the schema's file."""
    path = resource(*FILE)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
