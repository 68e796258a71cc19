"""A value in a chart as it can be pointed at, read out and opened. Nothing of matplotlib: the window knows it too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """One value in a chart. x, y: pixels at ratio 1 from the top left.

    says: what is read out, its parts apart by "; ", or how it is put into words, since most points of many years are
    never pointed at.
    record_id: the record behind it, where there is one.
    span: from where to where across it can be pointed at, where that is more than its own place, such as a whole bar.
    """

    x: float
    y: float
    says: str | Callable[[], str]
    record_id: str = ""
    span: tuple[float, float] | None = None

    @property
    def text(self) -> str:
        """What is read out."""
        return self.says if isinstance(self.says, str) else self.says()

    def aside(self, x: float) -> float:
        """How far a place lies beside it."""
        if self.span is None:
            return abs(self.x - x)
        return max(self.span[0] - x, x - self.span[1], 0.0)
