"""A journal's values on one day: rare records in full, and of those that grow by the day what rules look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from bonejournal.domain.record import Recent, Record
from bonejournal.domain.snapshot import Snapshot, anchor_days, windows
from bonejournal.journal.tables import BY_KEY, KindTables
from bonejournal.journal.versions import Loader

_ORDER = "ORDER BY r.date, r.id"
_UNTIL = "r.live = 1 AND r.date <= ?"


class Snapshots:
    """Takes snapshots, and keeps the last one: after a step only what changed is read again."""

    def __init__(self, loader: Loader) -> None:
        """Of the records that a loader reads."""
        self._loader = loader
        self._taken: Snapshot | None = None
        self._changed: set[str] = set()

    def on(self, day: dt.date) -> Snapshot:
        """What the journal says on a day."""
        taken = self.current
        if taken is None or taken.on != day:
            taken = self._taken = take(self._loader, day, self._taken, self._changed)
            self._changed.clear()
        return taken

    @property
    def current(self) -> Snapshot | None:
        """The last one, where nothing has changed since."""
        return None if self._changed else self._taken

    def change(self, kinds: Collection[str]) -> None:
        """Know that these kinds are no longer what they were."""
        self._changed |= set(kinds)


def take(
    loader: Loader, on: dt.date, earlier: Snapshot | None = None, changed: Collection[str] = frozenset()
) -> Snapshot:
    """What the journal says on the day `on`.

    earlier: a snapshot of the same day, of which all is still so but the kinds `changed`: only those are read again.
    """
    same: dict[str, tuple[Record, ...]] = {}
    if earlier is not None and earlier.on == on:
        same = {key: records for key, records in earlier.records.items() if key not in changed}
    held: dict[str, tuple[Record, ...]] = {}
    for key, tables in BY_KEY.items():
        if tables.kind.recent is None:
            held[key] = same[key] if key in same else _rare(loader, tables, on)
    anchors = anchor_days(held)
    if earlier is not None and anchors != anchor_days({key: earlier.records[key] for key in held}):
        same = {}  # other weeks are looked back on now
    ends = sorted({on, *anchors})
    for key, tables in BY_KEY.items():
        if tables.kind.recent is not None:
            held[key] = same[key] if key in same else _recent(loader, tables, tables.kind.recent, ends)
    return Snapshot(on, {key: held[key] for key in BY_KEY})


def _rare(loader: Loader, tables: KindTables, on: dt.date) -> tuple[Record, ...]:
    ahead = "9999-12-31" if tables.kind.ahead else on.isoformat()
    found = loader.rows(tables, "r.live = 1 AND (r.date IS NULL OR r.date <= ?)", (ahead,), _ORDER)
    return tuple(record for _, record in found)


def _recent(loader: Loader, tables: KindTables, recent: Recent, ends: Sequence[dt.date]) -> tuple[Record, ...]:
    found = loader.recent(tables, [(start.isoformat(), end.isoformat()) for start, end in windows(ends)])
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
