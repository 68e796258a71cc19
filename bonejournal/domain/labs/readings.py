"""Single lab results as rules read them: in one unit, against the interval their own lab gave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bonejournal.domain.labs.panels import LabPanel, LabResult, converted, label
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import tr

BELOW, ABOVE = "<", ">"


@dataclass(frozen=True, slots=True)
class Reading:
    """One result with its panel; value and interval are in `unit`."""

    panel: LabPanel
    result: LabResult
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str

    @property
    def date(self) -> dt.date:
        """The day of the draw."""
        return self.panel.date

    @property
    def name(self) -> str:
        """What was measured, as she reads it."""
        return tr(label(self.result.analyte))

    @property
    def has_interval(self) -> bool:
        """Whether its lab gave a bound to judge it by."""
        return self.low is not None or self.high is not None

    def below(self, bound: Decimal | None) -> bool:
        """Whether it lies below a bound; a result printed as "<20" lies below 20."""
        if bound is None:
            return False
        return self.value < bound or (self.value == bound and self.sign == BELOW)

    def above(self, bound: Decimal | None) -> bool:
        """Whether it lies above a bound; a result printed as ">20" lies above 20."""
        if bound is None:
            return False
        return self.value > bound or (self.value == bound and self.sign == ABOVE)

    @property
    def sign(self) -> str:
        """The sign its lab printed before the figure, such as "<"; "" where there is none."""
        return str(self.result.comparator or "")

    @property
    def outside(self) -> bool:
        """Whether it lies outside its lab's interval, an empty side of which is open."""
        return self.below(self.low) or self.above(self.high)


def readings(snapshot: Snapshot, analyte: str, unit: str = "") -> list[Reading]:
    """The results of an analyte in their order, told in `unit` where one is given and they can be.

    Of two on one day the later draw comes later, then the later line.
    """
    return [
        _read(panel, result, result.value, unit)
        for panel in in_order(snapshot.of(LabPanel))
        for result in panel.results
        if result.analyte == analyte and result.value is not None
    ]


def latest_readings(snapshot: Snapshot) -> list[Reading]:
    """The latest result of each analyte, those measured last at the end."""
    latest: dict[str, Reading] = {}
    for panel in in_order(snapshot.of(LabPanel)):
        for result in panel.results:
            if result.value is not None:
                latest.pop(result.analyte, None)
                latest[result.analyte] = _read(panel, result, result.value, "")
    return list(latest.values())


def in_order(panels: Iterable[LabPanel]) -> list[LabPanel]:
    """Panels by day, time and id."""
    return sorted(panels, key=lambda panel: (panel.date, panel.time or dt.time.min, panel.id))


def _read(panel: LabPanel, result: LabResult, value: Decimal, unit: str) -> Reading:
    told = converted(result.analyte, value, result.unit, unit) if unit else None
    if told is None:
        return Reading(panel, result, value, result.ref_low, result.ref_high, result.unit)
    low, high = (
        None if bound is None else converted(result.analyte, bound, result.unit, unit)
        for bound in (result.ref_low, result.ref_high)
    )
    return Reading(panel, result, told, low, high, unit)
