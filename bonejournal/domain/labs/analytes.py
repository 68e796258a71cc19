"""What a laboratory measures: names, units with exact conversions, limits, and how a sample is best taken.

One table a line of `analytes.toml`. Units of different families are never turned into each other: such results are
analytes of their own, as bone alkaline phosphatase by mass and by activity.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from bonejournal.domain.resources import resource
from bonejournal.domain.typeahead import Index


@dataclass(frozen=True, slots=True)
class Unit:
    """How a figure in a unit becomes one in the analyte's own: times `times`, divided by `per`, then plus `plus`."""

    name: str
    times: Decimal = Decimal(1)
    per: Decimal = Decimal(1)
    plus: Decimal = Decimal(0)

    def own(self, value: Decimal) -> Decimal:
        """A figure of this unit in the analyte's own."""
        return value * self.times / self.per + self.plus

    def of_own(self, value: Decimal) -> Decimal:
        """A figure in the analyte's own unit, in this one."""
        return (value - self.plus) * self.per / self.times


@dataclass(frozen=True, slots=True)
class Analyte:
    """One analyte. `hard` and `usual` are in its own unit, the first of `units`.

    hard: what no sample holds; usual: what most results lie in, only to notice a unit that was mixed up. Both are our
    own choice and no interval of a laboratory. lsc_percent: the change a marker has to exceed, with its source; None
    where none is established. loinc: the code, "" where none is sure. si: the unit laboratories print that work in SI
    units, "" where that is its own.
    """

    key: str
    name: str
    names: tuple[str, ...]
    group: str
    units: tuple[Unit, ...]
    hard: tuple[Decimal, Decimal]
    usual: tuple[Decimal, Decimal]
    lsc_percent: Decimal | None
    lsc_source: str
    sampling: str
    loinc: str
    si: str = ""

    @property
    def unit(self) -> str:
        """Its own unit, in which results are compared."""
        return self.units[0].name

    def first_unit(self, si: bool) -> str:
        """The unit a first result is likely to be printed in: SI, or its own."""
        return self.si if si and self.si else self.unit

    def unit_named(self, written: str) -> Unit | None:
        """The unit that is written so, however it is spelled; None where it is not one of this analyte's."""
        said = spelled(written)
        return next((unit for unit in self.units if spelled(unit.name) == said), None)

    def own(self, value: Decimal, unit: str) -> Decimal | None:
        """A figure in the analyte's own unit, None where its unit cannot be turned into that."""
        found = self.unit_named(unit)
        return found.own(value) if found else None


_SPELLINGS = (
    ("μ", "u"), ("µ", "u"), ("mcg", "ug"), ("²", "2"), (" ", ""), ("^", ""), ("**", ""), ("per", "/"),
    ("microg", "ug"), ("micromol", "umol"), ("cc", "ml"),
)  # fmt: skip
_SAME = {"miu/ml": "iu/l", "uiu/ml": "miu/l", "uu/ml": "miu/l", "mu/l": "miu/l", "pmole/l": "pmol/l"}


@lru_cache(maxsize=500)
def spelled(unit: str) -> str:
    """A unit as units are compared: "mcg/L", "µg/l" and "ug/L" are one."""
    said = unit.strip().lower()
    for written, meant in _SPELLINGS:
        said = said.replace(written, meant)
    return _SAME.get(said, said)


@cache
def analytes() -> Mapping[str, Analyte]:
    """All analytes, by key, in the order of the file."""
    with resource("analytes.toml").open("rb") as file:
        return {key: _analyte(key, table) for key, table in tomllib.load(file).items()}


def _analyte(key: str, table: Mapping[str, Any]) -> Analyte:
    return Analyte(
        key,
        table["name"],
        tuple(table.get("names", ())),
        table["group"],
        tuple(_unit(name, str(written)) for name, written in table["units"].items()),
        _pair(table["hard"]),
        _pair(table["usual"]),
        Decimal(str(table["lsc_percent"])) if "lsc_percent" in table else None,
        table.get("lsc_source", ""),
        table.get("sampling", ""),
        table.get("loinc", ""),
        table.get("si", ""),
    )


def _unit(name: str, written: str) -> Unit:
    """A unit whose conversion is written "1000", "/2.496" or "0.09148 + 2.152"."""
    times, _, plus = written.partition("+")
    if times.startswith("/"):
        return Unit(name, per=Decimal(times[1:].strip()))
    return Unit(name, Decimal(times.strip()), plus=Decimal(plus.strip() or 0))


def _pair(written: tuple[Any, Any]) -> tuple[Decimal, Decimal]:
    low, high = written
    return Decimal(str(low)), Decimal(str(high))


@cache
def analyte_index() -> Index[Analyte]:
    """The analytes to look through, by their names and abbreviations."""
    return Index((held, (held.name, held.key.replace("_", " "), *held.names)) for held in analytes().values())
