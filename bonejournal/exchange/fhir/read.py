"""FHIR R4: our own bundle read back into the records it was made of, another program's as far as we understand it.

A record whose members stand in the file is made as soon as they are there, so that little is held of a long file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bonejournal.domain.field import Field, Part, field_of
from bonejournal.domain.record import KINDS, Kept, Record, Typed, parts_field
from bonejournal.domain.words import tr
from bonejournal.exchange import json_text
from bonejournal.exchange.cells import CellError, quoted
from bonejournal.exchange.collected import Collected
from bonejournal.exchange.fhir.extension import OURS, Inside, Json, read_fields, read_part
from bonejournal.exchange.fhir.making import Find, Mapped, dig, member_id
from bonejournal.exchange.fhir.other import Other
from bonejournal.exchange.fhir.resources import MAPPED
from bonejournal.exchange.json_values import read_value, with_answers
from bonejournal.exchange.reader import ImportRefusedError, Reading, Settled, not_ours
from bonejournal.exchange.sheet import uuid_in
from bonejournal.exchange.sources import BROKEN_WHILE_READ, Opener, opened

_RESOURCE = re.compile(r'"(?:resourceType|fullUrl)"\s*:\s*"')
_URN = "urn:uuid:"
_PIECE = 1 << 20


class Fhir:
    """The reader of `export --format fhir`, and of what other programs and clinics hand out."""

    format = "fhir"

    def recognises(self, path: Path) -> bool:
        """Whether the file begins as a resource of FHIR does."""
        with opened(path) as source:
            openers = list(source.files.values())
            return len(openers) == 1 and _RESOURCE.search(json_text.head(openers[0])) is not None

    def read(self, path: Path, settled: Settled) -> Reading:
        """The records of the bundle. It leaves nothing open, so `settled` is not needed."""
        with opened(path) as source:
            if len(source.files) != 1:
                raise not_ours(path)
            (opener,) = source.files.values()
            return (_Read(source.name) if _is_ours(opener) else Other(source.name, self.format)).read(opener)


def _is_ours(opener: Opener) -> bool:
    """Whether our extension stands anywhere in a file."""
    name, rest = OURS.encode(), b""
    try:
        with opener() as stream:
            while piece := stream.read(_PIECE):
                if name in rest + piece:
                    return True
                rest = piece[-len(name) :]
    except BROKEN_WHILE_READ:
        pass  # reading it says what is wrong
    return False


def given_back(mapped: Mapped, record: Record, made: list[Json]) -> dict[str, Any]:
    """What the resources made of a record give back by themselves, as the values of its fields."""
    members = {one["id"]: one for one in made}
    inside = parts_field(type(record))
    rows = len(getattr(record, inside.name)) if inside else 0
    return _native(mapped, made[0], lambda path: members.get(member_id(record.id, path), {}), rows)


def _native(mapped: Mapped, carrier: Json, find: Find, rows: int) -> dict[str, Any]:
    """The values that FHIR's own elements give; what cannot be a field's value gives none."""
    found = mapped.back(carrier, find, rows)
    values: dict[str, Any] = {}
    for name, raw in found.items():
        item = field_of(mapped.kind, name)
        values[name] = [_values(item.part, row) for row in raw] if item.part else _value(item, raw)
    return values


def _values(cls: type[Part], raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(field_of(cls, name), value) for name, value in raw.items()}


def _value(item: Field, raw: Any) -> Any:
    try:
        return None if raw is None else read_value(item, raw)
    except CellError:
        return None


class _Read(Collected):
    def __init__(self, name: str) -> None:
        super().__init__(name, Fhir.format)
        self._held: dict[str, tuple[Json, str]] = {}
        self._waiting: list[tuple[Json, Inside, str]] = []

    def read(self, opener: Opener) -> Reading:
        for key, place, value in json_text.members(self.name, opener):
            if key == "resourceType" and value != "Bundle":
                raise ImportRefusedError(
                    tr(
                        "{name} is one part of what bonejournal wrote as FHIR. Bring in the whole file it is from.",
                        name=self.name,
                    )
                )
            if key == "entry" and place is not None:
                where = tr("entry {number}", number=place + 1)
                try:
                    self._take(value, where)
                except CellError as error:
                    self.skip(where, str(error))
        for carrier, inside, where in self._waiting:
            self._make(carrier, inside, where)
        for _, where in self._held.values():
            # It may be a member whose record was tampered with; read as another program's, her numbers would double.
            said = tr(
                "It belongs to no record of bonejournal. Another program’s records are read from a file of their own."
            )
            self.skip(where, said)
        return self.done()

    def _take(self, entry: Any, where: str) -> None:
        found = dig(entry, "resource")
        if not isinstance(found, dict):
            raise CellError(tr("There is nothing in it."))
        inside = Inside.of(found)
        id_ = _id(entry, found)
        if inside is None:
            self._held[id_ or where] = (found, where)
        elif not inside.derived:
            if inside.kind not in MAPPED or not id_:
                said = tr("This version of bonejournal does not know “{name}”.", name=quoted(inside.kind))
                raise CellError(said)
            self._waiting.append((found | {"id": id_}, inside, where))
        self._make_ready()

    def _make_ready(self) -> None:
        """Make the records of which all members are there."""
        while self._waiting:
            carrier, inside, where = self._waiting[0]
            refs = [*_listed(carrier, "result"), *_listed(carrier, "hasMember")]
            if any(ref not in self._held for ref in refs):
                return
            del self._waiting[0]
            self._make(carrier, inside, where)

    def _make(self, carrier: Json, inside: Inside, where: str) -> None:
        try:
            self.keep(self._record(carrier, inside), where)
        except CellError as error:
            self.skip(where, str(error))

    def _record(self, carrier: Json, inside: Inside) -> Record:
        mapped, cls = MAPPED[inside.kind], KINDS[inside.kind].record
        own_parts = parts_field(cls)
        parts = inside.listed.get(own_parts.name, []) if own_parts else []
        ids = {path: member_id(carrier["id"], path) for path in mapped.paths(len(parts))}
        members = {path: self._held.pop(id_)[0] for path, id_ in ids.items() if id_ in self._held}
        native = _native(mapped, carrier, lambda path: members.get(path, {}), len(parts))
        values = read_fields(cls, inside, native)
        if own_parts and own_parts.part:
            cls_part = own_parts.part
            rows = native[own_parts.name]
            values[own_parts.name] = tuple(
                read_part(cls_part, part, row) for part, row in zip(parts, rows, strict=True)
            )
        record = cls(id=cls.SINGLETON or carrier["id"], **values)
        return with_answers(record, inside.answers("typed", Typed), inside.answers("kept", Kept))


def _id(entry: Any, found: Json) -> str:
    said = dig(entry, "fullUrl")
    said = said if isinstance(said, str) and said.startswith(_URN) else found.get("id")
    return uuid_in(said.removeprefix(_URN)) if isinstance(said, str) else ""


def _listed(carrier: Json, name: str) -> list[str]:
    held = carrier.get(name)
    refs = [dig(one, "reference") for one in held] if isinstance(held, list) else []
    return [uuid_in(ref.removeprefix(_URN)) for ref in refs if isinstance(ref, str)]
