"""All formats that can be read, and reading a file of any of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bonejournal.domain.resources import resource
from bonejournal.domain.words import mark, tr
from bonejournal.exchange.bundle import Bundle
from bonejournal.exchange.fhir.read import Fhir
from bonejournal.exchange.json_in import JsonJournal
from bonejournal.exchange.plan import Plan, plan
from bonejournal.exchange.reader import Reader, Reading, Settled, not_ours

READERS: tuple[Reader, ...] = (Bundle(), JsonJournal(), Fhir())
SAMPLE = mark("Sample journal")


def recognise(path: Path) -> Reader:
    """The reader for a file, found by its content. Raises ImportRefusedError where there is none."""
    for reader in READERS:
        if reader.recognises(path):
            return reader
    raise not_ours(path)


def read_file(path: Path, settled: Settled | None = None, format_name: str = "") -> Reading:
    """Read a file: as the format of that name, else as what its content is. Raises ImportRefusedError."""
    named = [reader for reader in READERS if reader.format == format_name]
    reader = named[0] if named else recognise(path)
    return reader.read(path, settled or Settled()).usable()


def sample() -> Plan:
    """The step that fills a new journal with the fictional sample."""
    made = plan(read_file(resource("sample")), {})
    return replace(made, step=replace(made.step, label=tr(SAMPLE)))
