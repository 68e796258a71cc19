"""The JSON document of a whole journal read back, record by record."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Any

from bonejournal.domain.attachment import Attachment
from bonejournal.domain.words import tr
from bonejournal.exchange import json_text, json_values
from bonejournal.exchange.attached import unfit
from bonejournal.exchange.cells import CellError, quoted
from bonejournal.exchange.collected import Collected
from bonejournal.exchange.json_out import CONTENT, SCHEMA
from bonejournal.exchange.reader import ImportRefusedError, Reading, Settled, not_ours
from bonejournal.exchange.sheet import Sheet, sheets
from bonejournal.exchange.sources import Opener, opened

_FAMILY = SCHEMA.rpartition(":")[0] + ":"


class JsonJournal:
    """The reader of `export --format json`."""

    format = "json"

    def recognises(self, path: Path) -> bool:
        """Whether the file begins as an object that names the form of our document."""
        with opened(path) as source:
            openers = list(source.files.values())
            return len(openers) == 1 and f'"{_FAMILY}' in json_text.head(openers[0])

    def read(self, path: Path, settled: Settled) -> Reading:
        """All records. The document leaves nothing open, so `settled` is not needed."""
        with opened(path) as source:
            if len(source.files) != 1:
                raise not_ours(path)
            return _Document(source.name).read(*source.files.values())


class _Document(Collected):
    def __init__(self, name: str) -> None:
        super().__init__(name, JsonJournal.format)
        self._sheets: dict[str, Sheet] = {sheet.kind.key: sheet for sheet in sheets().values()}
        self._called: dict[str, list[str]] = {}
        self._unknown: set[tuple[str, str]] = set()

    def read(self, opener: Opener) -> Reading:
        for key, place, value in json_text.members(self.name, opener):
            if key == "$schema":
                self._look_at(value)
            elif key in self._sheets and place is not None:
                where = tr("{kind}, record {number}", kind=key, number=place + 1)
                try:
                    self._take(self._sheets[key], value, where)
                except CellError as error:
                    self.skip(where, str(error))
            elif (key, "") not in self._unknown:
                self._unknown.add((key, ""))
                said = tr("This version of bonejournal does not know “{name}”.", name=quoted(key))
                self.skip(quoted(self.name), said)
        return self.done()

    def _look_at(self, schema: Any) -> None:
        if schema == SCHEMA:
            return
        if isinstance(schema, str) and schema.startswith(_FAMILY):
            said = tr("{name} was written by a later version of bonejournal. Update it first.", name=self.name)
        else:
            said = tr("{name} is not a file bonejournal can read.", name=self.name)
        raise ImportRefusedError(said)

    def _take(self, sheet: Sheet, data: Any, where: str) -> None:
        coded = data.pop(CONTENT, "") if sheet.kind.record is Attachment and isinstance(data, dict) else ""
        record, said, unknown = json_values.read(sheet, data, self._called)
        for name in sorted(unknown):
            if (sheet.kind.key, name) not in self._unknown:
                self._unknown.add((sheet.kind.key, name))
                self.skip(where, tr("This version of bonejournal does not know “{name}”.", name=quoted(name)))
        content = _bytes(coded) if isinstance(record, Attachment) else b""
        why = unfit(record, content) if isinstance(record, Attachment) else ""
        if why:
            self.skip(where, why)
        elif self.keep(record, where):
            self._called.setdefault(said, []).append(record.id)
            if isinstance(record, Attachment):
                self.contents[record.sha256] = content


def _bytes(coded: Any) -> bytes:
    try:
        return base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError, TypeError):
        raise CellError(tr("Its file is not written in base64.")) from None
