"""Lines of quick add over the sample journal: what they are understood as, and what they write."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TypeVar

from bonejournal.domain.profile import Profile, Units
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.understand import understand
from bonejournal.domain.quick.understood import Understood
from bonejournal.domain.record import Record, problems
from bonejournal.domain.snapshot import Snapshot
from bonejournal.exchange.formats import sample

R = TypeVar("R", bound=Record)
TODAY = dt.date(2026, 11, 12)
NOON = dt.time(13)


@cache
def known() -> Known:
    held: dict[str, list[Record]] = {}
    for change in sample().step.changes:
        record = change.after
        if record is not None and (record.day is None or record.day <= TODAY or record.KIND.ahead):
            held.setdefault(record.KIND.key, []).append(record)
    return knowing(*(record for records in held.values() for record in records))


def knowing(*records: Record, units: Units | None = None) -> Known:
    held: dict[str, tuple[Record, ...]] = {}
    if units is not None:
        records = (*records, Profile(id=Profile.SINGLETON, units=units))
    for record in sorted(records, key=lambda record: (record.day or dt.date.min, record.id)):
        held[record.KIND.key] = (*held.get(record.KIND.key, ()), record)
    return Known(Snapshot(TODAY, held), NOON)


def one(text: str, where: Known | None = None) -> Understood:
    (item,) = understand(text, where or known())
    return item


def written(text: str, cls: type[R], where: Known | None = None) -> R:
    item = one(text, where)
    (change,) = item.changes
    assert isinstance(change.after, cls)
    assert not problems(change.after)
    return change.after
