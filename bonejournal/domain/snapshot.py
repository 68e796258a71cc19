"""What a journal says on one day: the values that targets, conversation points, charts and the report are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record

R = TypeVar("R", bound=Record)

RECENT_DAYS = 84


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A journal on the day `on`: no record dated later is in it.

    Kinds that grow by the day are held for the last 84 days, with the latest of each number and every record that
    has a rare field (`record.Kind.recent`); all others in full. Records stand by day, then by id.
    """

    on: dt.date
    records: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)

    def of(self, cls: type[R]) -> tuple[R, ...]:
        """The records of one kind."""
        return cast("tuple[R, ...]", self.records.get(cls.KIND.key, ()))

    @property
    def profile(self) -> Profile | None:
        """Who the journal is about, None where nothing was told."""
        held = self.of(Profile)
        return held[0] if held else None
