"""What a journal says on one day: the values that targets, conversation points, charts and the report are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from bonejournal.domain.dates import days_before
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import KINDS, Record, parts_field

R = TypeVar("R", bound=Record)
T = TypeVar("T")

RECENT_DAYS = 85
"""Twelve weeks, and the day before them: a day that is still going on is not averaged."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A journal on the day `on`: no record dated later is in it, but those of a kind that is planned ahead.

    Of kinds that grow by the day it holds what `record.Recent` says; all others in full. Records stand by day, then
    by id.
    """

    on: dt.date
    records: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    worked_out: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was worked out of it `once`; a changed copy begins without."""

    def of(self, cls: type[R]) -> tuple[R, ...]:
        """The records of one kind."""
        return cast("tuple[R, ...]", self.records.get(cls.KIND.key, ()))

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` works out of it, kept for all who ask for it; `name` says what it is, and what else it is of."""
        if name not in self.worked_out:
            self.worked_out[name] = make()
        return cast("T", self.worked_out[name])

    def only(self, *kinds: type[Record]) -> Snapshot:
        """The same day with the records of these kinds alone, for what depends on no others."""
        keys = [cls.KIND.key for cls in kinds]
        return Snapshot(self.on, {key: self.records[key] for key in keys if key in self.records})

    @property
    def profile(self) -> Profile | None:
        """Who the journal is about, None where nothing was told."""
        held = self.of(Profile)
        return held[0] if held else None


def anchor_days(records: Mapping[str, Iterable[Record]]) -> set[dt.date]:
    """The days whose weeks before are looked back on, such as that of the latest scan of each site and side."""
    latest: dict[tuple[object, ...], dt.date] = {}
    for kind in KINDS.values():
        inside = parts_field(kind.record)
        if not kind.anchors or inside is None:
            continue
        for record in records.get(kind.key, ()):
            for part in getattr(record, inside.name) if record.day else ():
                said = (kind.key, *(getattr(part, name) for name in kind.anchors))
                latest[said] = max(latest.get(said, dt.date.min), record.day or dt.date.min)
    return set(latest.values())


def windows(ends: Iterable[dt.date]) -> list[tuple[dt.date, dt.date]]:
    """The spans of RECENT_DAYS that end on these days, those that touch made one, in their order."""
    found: list[tuple[dt.date, dt.date]] = []
    for end in sorted(set(ends)):
        start = days_before(end, RECENT_DAYS - 1)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
