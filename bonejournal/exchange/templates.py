"""Templates and the records they make: their rows are written as the kind's file has them, without ids and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from bonejournal.domain.record import Record
from bonejournal.domain.template import Template, TemplateKind
from bonejournal.exchange.sheet import Sheet, sheets

_FILES = {
    TemplateKind.INTAKE: "intake.csv",
    TemplateKind.WORKOUT: "workouts.csv",
    TemplateKind.LABS: "labs.csv",
    TemplateKind.BODY: "body.csv",
}
_OF_THE_DAY = frozenset({"id", "date", "notes"})
"""What is of one day only, and so in no template."""


def records_of(template: Template, day: dt.date) -> list[Record]:
    """The records that a template makes for a day, with ids of their own: one of all rows where the kind has parts,
    else one of each row. Raises ValueError where a row cannot be read.
    """
    if template.kind is None:
        raise ValueError("a template without a kind makes nothing")
    sheet = sheets()[_FILES[template.kind]]
    rows = [_values(sheet, row) for row in template.rows]
    if not rows:
        raise ValueError("a template without rows makes nothing")
    if sheet.part is None or sheet.part_class is None:
        return [_made(sheet, own, day) for own, _ in rows]
    inside = tuple(
        sheet.part_class(**part) for _, part in rows if any(value not in (None, "") for value in part.values())
    )
    return [_made(sheet, rows[0][0] | {sheet.part.name: inside}, day)]


def rows_of(records: Iterable[Record]) -> list[dict[str, str]]:
    """The rows of a template that makes such records."""
    found = []
    for record in records:
        sheet = sheets()[f"{record.KIND.key}.csv"]
        for cells in sheet.rows(record):
            named = dict(zip(sheet.columns, cells, strict=True))
            found.append({column: cell for column, cell in named.items() if cell and column not in _OF_THE_DAY})
    return found


def _values(sheet: Sheet, row: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    own, part = sheet.values({column: cell for column, cell in row.items() if column not in _OF_THE_DAY})
    return own, part


def _made(sheet: Sheet, values: dict[str, Any], day: dt.date) -> Record:
    held: dict[str, Any] = {**values, "date": day}
    return sheet.kind.record(**held)
