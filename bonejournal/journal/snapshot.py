"""A journal's values on one day: rare records in full, and of those that grow by the day what rules look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bonejournal.domain.record import Recent, Record
from bonejournal.domain.snapshot import Snapshot, anchor_days, windows
from bonejournal.journal.tables import BY_KEY, KindTables
from bonejournal.journal.versions import Loader

_ORDER = "ORDER BY r.date, r.id"
_UNTIL = "r.live = 1 AND r.date <= ?"


def take(loader: Loader, on: dt.date) -> Snapshot:
    """What the journal says on the day `on`."""
    held: dict[str, tuple[Record, ...]] = {}
    for key, tables in BY_KEY.items():
        if tables.kind.recent is None:
            ahead = "9999-12-31" if tables.kind.ahead else on.isoformat()
            found = loader.rows(tables, "r.live = 1 AND (r.date IS NULL OR r.date <= ?)", (ahead,), _ORDER)
            held[key] = tuple(record for _, record in found)
    ends = sorted({on, *anchor_days(held)})
    for key, tables in BY_KEY.items():
        if tables.kind.recent is not None:
            held[key] = _recent(loader, tables, tables.kind.recent, ends)
    return Snapshot(on, {key: held[key] for key in BY_KEY})


def _recent(loader: Loader, tables: KindTables, recent: Recent, ends: Sequence[dt.date]) -> tuple[Record, ...]:
    found: dict[int, Record] = {}
    for start, end in windows(ends):
        found.update(loader.rows(tables, "r.live = 1 AND r.date BETWEEN ? AND ?", (start.isoformat(), end.isoformat())))
    on = ends[-1].isoformat()
    rare = [f"b.{item.name} IS NOT NULL" for item in tables.shape.items if item.rare]
    if rare:
        found.update(loader.rows(tables, f"{_UNTIL} AND ({' OR '.join(rare)})", (on,)))
    found.update(_latest(loader, tables, _UNTIL, on))
    for name in recent.latest:
        for end in ends:
            found.update(_latest(loader, tables, f"{_UNTIL} AND b.{name} IS NOT NULL", end.isoformat()))
    if recent.per:
        found.update(loader.latest_per(tables, recent.per, recent.only, on))
    return tuple(sorted(found.values(), key=lambda record: (record.day or dt.date.min, record.id)))


def _latest(loader: Loader, tables: KindTables, where: str, end: str) -> list[tuple[int, Record]]:
    return loader.rows(tables, where, (end,), "ORDER BY r.date DESC, r.id DESC LIMIT 1")
