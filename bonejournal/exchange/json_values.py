"""Records as JSON: the values of a record's fields, and back, strictly.

What is not recorded is left out. A figure that was printed stays text, so that "2.20" keeps its digits; all other
numbers are numbers. Days, times and words are written as the CSV bundle writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bonejournal.domain.field import LONGEST_NUMBER, Field, Part, Type, as_printed, fields
from bonejournal.domain.record import Kept, Record, Typed
from bonejournal.domain.words import tr
from bonejournal.exchange.cells import CellError, quoted, read_cell
from bonejournal.exchange.sheet import Sheet, at, id_meant

TYPED, KEPT = "typed", "kept"
Json = dict[str, Any]


def written(sheet: Sheet, record: Record) -> Json:
    """A record as JSON, its id first where it has one of its own."""
    found: Json = {} if sheet.single or sheet.named else {"id": record.id}
    found |= _fields(record)
    if record.typed:
        found[TYPED] = [{"field": one.field, "text": one.text} for one in record.typed]
    if record.kept:
        found[KEPT] = [{"field": one.field, "question": one.question, "value": one.value} for one in record.kept]
    return found


def _fields(holder: Record | Part) -> Json:
    found = {}
    for item in fields(type(holder)):
        value = getattr(holder, item.name)
        if value is not None and value not in ("", ()):
            found[item.name] = _value(item, value)
    return found


def _value(item: Field, value: Any) -> Any:
    match item.holds:
        case Type.NUMBER:
            return int(value) if item.whole else value + 0.0
        case Type.TEXT | Type.FLAG:
            return value
        case Type.PRINTED:
            return as_printed(value)
        case Type.TIME:
            return value.isoformat("minutes")
        case Type.PARTS:
            return [_fields(part) for part in value]
        case _:
            return str(value)


def read(sheet: Sheet, data: Any, called: Mapping[str, list[str]]) -> tuple[Record, str, set[str]]:
    """(a record, what the file calls it, the names nobody knows). Raises CellError; the record may still have
    `problems`. called: the ids of the records read so far, by what the file calls them.
    """
    if not isinstance(data, dict):
        raise CellError(tr("This is not a record."))
    known = {item.name: item for item in (*sheet.own, *((sheet.part,) if sheet.part else ()))}
    unknown = data.keys() - known.keys() - {"id", TYPED, KEPT}
    values = _read_fields(known, data, unknown)
    for name, item in known.items():
        if item.refers and name in values:
            values[name] = id_meant(item, values[name], called)
    said = _text("id", data.get("id", ""))
    record = sheet.kind.record(id=sheet.id_of(said, values), **values)
    return with_answers(record, _rows(data, TYPED, Typed._fields), _rows(data, KEPT, Kept._fields)), said, unknown


def with_answers(
    record: Record, typed_rows: Iterable[Mapping[str, str]], kept_rows: Iterable[Mapping[str, str]]
) -> Record:
    """The record with what was typed and the questions that were answered. Raises CellError."""
    typed = tuple(Typed(**row) for row in typed_rows)
    kept = tuple(Kept(**row) for row in kept_rows)
    for path in [*(one.field for one in typed), *(one.field for one in kept)]:
        try:
            at(record, path) if path else None
        except KeyError:
            said = tr("It says something of a field that is not there: “{name}”.", name=quoted(path))
            raise CellError(said) from None
    return replace(record, typed=typed, kept=kept) if typed or kept else record


def _rows(data: Json, name: str, needed: tuple[str, ...]) -> list[dict[str, str]]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) and row.keys() == {*needed} for row in rows):
        raise CellError(tr("{column} is not written as it should be.", column=name))
    return [{key: _text(name, value) for key, value in row.items()} for row in rows]


def _read_fields(known: Mapping[str, Field], data: Json, unknown: set[str]) -> dict[str, Any]:
    return {name: _read(item, data[name], unknown) for name, item in known.items() if name in data}


def _read(item: Field, value: Any, unknown: set[str]) -> Any:
    if item.part is not None:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise CellError(tr("{column} is not written as it should be.", column=item.name))
        inside = {one.name: one for one in fields(item.part)}
        for one in value:
            unknown |= {f"{item.name}.{name}" for name in one.keys() - inside.keys()}
        return tuple(item.part(**_read_fields(inside, one, unknown)) for one in value)
    return read_value(item, value)


def read_value(item: Field, value: Any) -> Any:
    """The value of a field, from JSON whose numbers were read as decimals. Raises CellError naming the field."""
    match item.holds:
        case Type.TEXT:
            return _text(item.name, value)
        case Type.FLAG:
            if not isinstance(value, bool):
                raise CellError(tr("{column}: “{text}” is neither yes nor no.", column=item.name, text=_shown(value)))
            return value
        case Type.NUMBER:
            if not isinstance(value, Decimal):
                said = tr(
                    "{column}: “{text}” is not a number written like 0.826.", column=item.name, text=_shown(value)
                )
                raise CellError(said)
            return float(value) + 0.0  # a negative zero becomes zero
        case _:
            text = _text(item.name, value)
            return read_cell(item, text) if text else None


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise CellError(tr("{column}: “{text}” is not a text in quotation marks.", column=name, text=_shown(value)))
    try:
        value.encode()
    except UnicodeEncodeError:
        raise CellError(tr("{column} holds characters that cannot be stored.", column=name)) from None
    if "\0" in value:
        raise CellError(tr("{column} holds characters that cannot be stored.", column=name))
    return value


def _shown(value: Any) -> str:
    """A value that stands where it cannot, as a sentence quotes it."""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return quoted(str(value).encode("utf-8", "replace").decode()[: 2 * LONGEST_NUMBER])
