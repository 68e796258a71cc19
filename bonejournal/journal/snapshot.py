"""A journal's values on one day: recent days and rare records in full."""

from __future__ import annotations

import datetime as dt

from bonejournal.domain.field import Type
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import RECENT_DAYS, Snapshot
from bonejournal.journal.tables import BY_KEY, KindTables
from bonejournal.journal.versions import Loader

_ORDER = "ORDER BY r.date, r.id"


def take(loader: Loader, on: dt.date) -> Snapshot:
    """What the journal says on the day `on`."""
    day = on.isoformat()
    held: dict[str, tuple[Record, ...]] = {}
    for key, tables in BY_KEY.items():
        if tables.kind.recent:
            held[key] = _recent(loader, tables, on)
        else:
            found = loader.rows(tables, "r.live = 1 AND (r.date IS NULL OR r.date <= ?)", (day,), _ORDER)
            held[key] = tuple(record for _, record in found)
    return Snapshot(on, held)


def _recent(loader: Loader, tables: KindTables, on: dt.date) -> tuple[Record, ...]:
    numbers = [item for item in tables.shape.items if item.holds is Type.NUMBER]
    rare = [f"b.{item.name} IS NOT NULL" for item in numbers if item.rare]
    start = (on - dt.timedelta(days=RECENT_DAYS - 1)).isoformat()
    where = " OR ".join(["r.date >= ?", *rare])
    found = dict(loader.rows(tables, f"r.live = 1 AND r.date <= ? AND ({where})", (on.isoformat(), start)))
    for item in numbers:
        if not item.rare:
            latest = f"r.live = 1 AND r.date <= ? AND b.{item.name} IS NOT NULL"
            found.update(loader.rows(tables, latest, (on.isoformat(),), "ORDER BY r.date DESC, r.id DESC LIMIT 1"))
    return tuple(sorted(found.values(), key=lambda record: (record.day or dt.date.min, record.id)))
