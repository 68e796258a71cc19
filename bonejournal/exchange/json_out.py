"""A whole journal as one JSON document: every kind of record under its key, written record by record.

`resources/schema/journal.json` describes it; `json_schema` makes that of the same declarations.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bonejournal.domain.attachment import Attachment
from bonejournal.domain.record import Record
from bonejournal.exchange.json_values import written
from bonejournal.exchange.sheet import sheets
from bonejournal.exchange.whole import last, whole_file

SCHEMA = "urn:bonejournal:journal:1"
"""The name of the document's form, which it states itself; another form gets another number."""
CONTENT = "content"
START = f'{{"$schema": "{SCHEMA}"'.encode()
"""How such a file begins."""

Each = Callable[[type[Record]], Iterable[Record]]
"""Where records come from: those of a kind one by one, in their order."""


def export_json(each: Each, path: Path, content_of: Callable[[str], bytes | None]) -> int:
    """Write all records, attachments with their bytes in base64; how many there were. Raises OSError.

    content_of: the bytes of an attachment by their SHA-256.
    """
    return last(writing_json(each, path, content_of))


def writing_json(each: Each, path: Path, content_of: Callable[[str], bytes | None]) -> Iterator[int]:
    """As `export_json`, step by step: how many records there are so far. Closed before its end it leaves no file."""
    count = 0
    with whole_file(path) as file:
        file.write(START)
        for sheet in sheets().values():
            file.write(f',\n"{sheet.kind.key}": ['.encode())
            between = "\n"
            for record in each(sheet.kind.record):
                data = written(sheet, record)
                if isinstance(record, Attachment):
                    data[CONTENT] = base64.b64encode(content_of(record.sha256) or b"").decode()
                file.write((between + _line(data)).encode())
                between = ",\n"
                count += 1
                yield count
            file.write(b"]")
        file.write(b"\n}\n")
    yield count


def _line(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False)
