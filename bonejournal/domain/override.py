"""A target that she, or her doctor, set differently."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from bonejournal.domain.field import day, number, text
from bonejournal.domain.record import Named, Problem, kind
from bonejournal.domain.words import mark, tr


@kind("targets", mark("Target set differently"), 18)
@dataclass(frozen=True, slots=True)
class TargetOverride(Named):
    """Bounds in the target's own unit that stand in the place of the document's; an empty side means no bound."""

    NAMED: ClassVar[str] = "target"

    target: str = text(mark("Target"), required=True, listed=True)
    low: float | None = number(mark("At least"), hard=(-100_000, 100_000), listed=True)
    high: float | None = number(mark("At most"), hard=(-100_000, 100_000), listed=True)
    reason: str = text(mark("Reason"), listed=True)
    set_by: str = text(mark("Set by"))
    date: dt.date | None = day(mark("Date"))

    @property
    def day(self) -> dt.date | None:
        """The day it was set, None where that is not known: it then holds always."""
        return self.date

    def check(self) -> Iterator[Problem]:
        """Bounds the wrong way round."""
        if self.low is not None and self.high is not None and self.low > self.high:
            yield Problem("low", tr("The lower bound is above the upper one."))
