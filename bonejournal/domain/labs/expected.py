"""What her earlier lab panels say of the one that is typed: its rows, units, intervals, and the results before."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bonejournal.domain.dates import months_after
from bonejournal.domain.labs.analytes import analytes
from bonejournal.domain.labs.entry import Line, text_of
from bonejournal.domain.labs.panels import LabPanel, LabResult

FIRST = ("ctx", "pinp", "25ohd", "calcium", "albumin", "phosphate", "pth", "egfr", "alp", "tsh")
"""What is listed before she has recorded a panel: the tests asked for most often where it is about bone."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a row begins with: the unit of last time, and the interval this laboratory printed then."""

    unit: str = ""
    low: str = ""
    high: str = ""


class History:
    """What her earlier panels say of the one that is typed; `panels` are all others.

    si: whether laboratories where she lives print SI units, for what she has no result of.
    """

    def __init__(self, panels: Iterable[LabPanel], si: bool = False) -> None:
        self._si = si
        self.panels = sorted(panels, key=lambda panel: (panel.date, panel.time or dt.time.min, panel.id))

    @property
    def last(self) -> LabPanel | None:
        """The latest panel."""
        return self.panels[-1] if self.panels else None

    def labs(self) -> tuple[str, ...]:
        """The laboratories on record, the latest first."""
        found: dict[str, str] = {}
        for panel in reversed(self.panels):
            if panel.lab:
                found.setdefault(_same(panel.lab), panel.lab)
        return tuple(found.values())

    def at_lab(self, lab: str) -> LabPanel | None:
        """The latest panel of a laboratory."""
        return next((panel for panel in reversed(self.panels) if lab and _same(panel.lab) == _same(lab)), None)

    def lines(self, most: int = 8, months: int = 24) -> tuple[Line, ...]:
        """The rows to begin with: the tests of the last panel, and where these are fewer than `most`, those measured
        most often in the months before it; the commonest of a bone panel where there is no panel yet.
        """
        if self.last is None:
            return tuple(map(Line, FIRST))
        found = dict.fromkeys(result.analyte for result in self.last.results)
        since = months_after(self.last.date, -months)
        often = Counter(
            result.analyte
            for panel in reversed(self.panels[:-1])
            for result in panel.results
            if panel.date >= since and result.analyte not in found
        )
        more = [analyte for analyte, _ in often.most_common(max(0, most - len(found)))]
        places = {analyte: place for place, analyte in enumerate(analytes())}
        return tuple(map(Line, (*found, *sorted(more, key=lambda analyte: places.get(analyte, len(places))))))

    def expected(self, analyte: str, lab: str, unit: str | None = None) -> Expected:
        """What to begin a row with; the interval that was printed beside `unit`, where one is given."""
        if unit is None:
            unit = next((result.unit for _, result in self._of(analyte, lab)), None)
        if unit is None:
            unit = next((result.unit for _, result in self._of(analyte)), None)
        if unit is None:
            known = analytes().get(analyte)
            unit = known.first_unit(self._prints_si(lab)) if known else ""
        for _, result in self._of(analyte, lab):
            if result.unit == unit and (result.ref_low is not None or result.ref_high is not None):
                return Expected(unit, text_of(result.ref_low), text_of(result.ref_high))
        return Expected(unit)

    def _prints_si(self, lab: str) -> bool:
        """Whether her latest results that tell, of this laboratory or else of any, are in SI units."""
        alike = [panel for panel in self.panels if lab and _same(panel.lab) == _same(lab)]
        for panel in (*reversed(alike), *reversed(self.panels)):
            told = [known.si == result.unit for result in panel.results if (known := result.known) and known.si]
            if told:
                return sum(told) * 2 > len(told)
        return self._si

    def before(self, analyte: str, panel: LabPanel) -> tuple[LabPanel, LabResult] | None:
        """The latest result of an analyte drawn before `panel`, with its panel."""
        at = (panel.date, panel.time or dt.time.max)
        earlier = (
            (other, result)
            for other, result in self._of(analyte)
            if (other.date, other.time or dt.time.min) < at and other.id != panel.id
        )
        return next(earlier, None)

    def own_tests(self) -> tuple[str, ...]:
        """The tests she has recorded that are not in the catalogue."""
        found = (result.analyte for panel in self.panels for result in panel.results)
        return tuple(dict.fromkeys(analyte for analyte in found if analyte not in analytes()))

    def _of(self, analyte: str, lab: str | None = None) -> Iterator[tuple[LabPanel, LabResult]]:
        """The results of an analyte with a value, the latest first; those of one laboratory where it is given."""
        for panel in reversed(self.panels):
            if lab is None or (lab and _same(panel.lab) == _same(lab)):
                for result in reversed(panel.results):
                    if result.analyte == analyte and result.value is not None:
                        yield panel, result


def _same(lab: str) -> str:
    return " ".join(lab.casefold().split())
