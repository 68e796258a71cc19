"""A record while it is typed: whatever is still missing, it is judged without an error."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from bonejournal.domain.kinds import KINDS
from bonejournal.domain.record import Around, Kind, Record, open_questions, problems
from bonejournal.exchange.formats import sample

TODAY = dt.date(2026, 11, 12)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_a_record_that_lacks_any_one_field_is_judged_without_an_error(kind: Kind) -> None:
    held = [change.record for change in sample().step.changes if isinstance(change.after, kind.record)][:60]
    for record in held[:20]:
        others: tuple[Record, ...] = tuple(other for other in held if other.id != record.id)
        for field in dataclasses.fields(record):
            if field.name in ("id", "typed", "kept") or isinstance(getattr(record, field.name), tuple):
                continue
            nothing = "" if type(getattr(record, field.name)) is str else None
            lacking = dataclasses.replace(record, **{field.name: nothing})  # as a form makes it of what it cannot read
            assert isinstance(problems(lacking), list)
            assert isinstance(open_questions(lacking, Around(TODAY, dt.date(1968, 5, 3), others)), list)
