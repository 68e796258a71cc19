"""Lab panels: results as they were printed, with unit and the laboratory's own interval, and when they were drawn.

Nothing is converted where it is stored; results are brought to one unit where they are compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bonejournal.domain.field import Part, Word, as_printed, choice, clock, flag, parts, printed, text
from bonejournal.domain.labs.analytes import Analyte, Unit, analytes, spelled
from bonejournal.domain.record import Around, Dated, Problem, Question, kind
from bonejournal.domain.words import mark, tr
from bonejournal.domain.words import number as say

_ANY = (-1_000_000_000, 1_000_000_000)
_FAR = 10
"""So many times outside the laboratory's interval, a value is asked about."""


class Comparator(Word):
    """How a result stands to the figure that was printed, where it is not equal to it."""

    LESS = "<", mark("below")
    AT_MOST = "<=", mark("at most")
    MORE = ">", mark("above")
    AT_LEAST = ">=", mark("at least")


@dataclass(frozen=True, slots=True)
class LabResult(Part):
    """One line of a panel. `analyte` is a key of the catalogue, or any text."""

    assay: str = text(mark("Assay"))
    specimen: str = text(mark("Specimen"))
    analyte: str = text(mark("Test"), required=True, listed=True)
    value: Decimal | None = printed(mark("Result"), hard=_ANY, listed=True)
    comparator: Comparator | None = choice(mark("Below or above"), Comparator)
    unit: str = text(mark("Unit"))
    ref_low: Decimal | None = printed(mark("Interval from"), hard=_ANY)
    ref_high: Decimal | None = printed(mark("Interval to"), hard=_ANY)

    @property
    def known(self) -> Analyte | None:
        """What was measured, None for a test that is not in the catalogue."""
        return analytes().get(self.analyte)

    @property
    def own(self) -> Decimal | None:
        """The value in its analyte's own unit; None without one, or where it cannot be turned into that."""
        if self.value is None or self.known is None:
            return None
        return self.known.own(self.value, self.unit)

    def said(self) -> str:
        """As it is printed: "CTX 168 ng/L", "eGFR < 60 mL/min/1.73 m²"."""
        return " ".join(filter(None, (tr(label(self.analyte)), self.said_figure())))

    def said_figure(self) -> str:
        """The figure with its sign and unit, as it is printed."""
        figure = "" if self.value is None else as_printed(self.value)
        return " ".join(filter(None, (self.comparator, figure, self.unit)))


@kind("labs", mark("Lab panel"), 4)
@dataclass(frozen=True, slots=True)
class LabPanel(Dated):
    """What was measured in one draw."""

    time: dt.time | None = clock(mark("Time"))
    fasting: bool | None = flag(mark("Fasting"))
    lab: str = text(mark("Laboratory"), listed=True)
    results: tuple[LabResult, ...] = parts(mark("Results"), LabResult)
    notes: str = text(mark("Note"), private=True, long=True)

    def said(self) -> str:
        """One line for lists: its results."""
        return ", ".join(result.said() for result in self.results) or self.lab

    def check(self) -> Iterator[Problem]:
        """A panel without a result, and values that no sample holds."""
        if not self.results:
            yield Problem("", tr("Type at least one result."))
        for position, result in enumerate(self.results):
            path = f"results.{position}."
            if beyond(result) and result.known is not None:
                yield Problem(path + "value", _impossible(result, result.known))
            if result.ref_low is not None and result.ref_high is not None and result.ref_low > result.ref_high:
                yield Problem(path + "ref_low", tr("The interval begins above its end."))

    def questions(self, around: Around) -> Iterator[Question]:
        """An odd day, units that are not the analyte's or were mixed up, and the same test twice."""
        yield from Dated.questions(self, around)
        seen: set[tuple[str, str]] = set()
        for position, result in enumerate(self.results):
            yield from _ask(result, f"results.{position}.")
            drawn = (result.analyte, result.specimen)
            if drawn in seen:
                asked = tr("{test} stands here twice. Are both meant?", test=tr(label(result.analyte)))
                yield Question(f"results.{position}.analyte", "twice", asked, result.analyte)
            seen.add(drawn)


def label(analyte: str) -> str:
    """What a test is called: the catalogue's name to be translated, or the text that was typed."""
    known = analytes().get(analyte)
    return known.name if known else analyte


def factor(analyte: str, unit: str, to: str) -> Decimal | None:
    """What a figure in `unit` is multiplied with to be one in `to`; None where there is no such number."""
    if spelled(unit) == spelled(to):
        return Decimal(1)
    known = analytes().get(analyte)
    start, end = (known.unit_named(unit), known.unit_named(to)) if known else (None, None)
    if start is None or end is None or start.plus != end.plus:
        return None
    return start.times * end.per / (start.per * end.times)


def converted(analyte: str, value: Decimal, unit: str, to: str) -> Decimal | None:
    """A figure in another unit of its analyte, None where that cannot be."""
    if spelled(unit) == spelled(to):
        return value
    known = analytes().get(analyte)
    start, end = (known.unit_named(unit), known.unit_named(to)) if known else (None, None)
    return None if start is None or end is None else end.of_own(start.own(value))


def likely_unit(result: LabResult) -> str:
    """The unit in which the figure of a result would be usual, "" where none would, or where it is already."""
    known, value = result.known, result.value
    if known is None or value is None:
        return ""
    given = known.unit_named(result.unit)
    if given is not None and known.usual[0] <= given.own(value) <= known.usual[1]:
        return ""
    found = _likely(known, value, result.unit)
    return found.name if found else ""


def _likely(known: Analyte, value: Decimal, written: str) -> Unit | None:
    """The other unit in which a figure would be usual, None where there is none."""
    given = known.unit_named(written)
    for unit in known.units:
        if unit != given and known.usual[0] <= unit.own(value) <= known.usual[1]:
            return unit
    return None


def beyond(result: LabResult) -> bool:
    """Whether no sample holds that much or so little; what is only below a figure may be anything lower."""
    own, known = result.own, result.known
    if own is None or known is None:
        return False
    below = result.comparator in (Comparator.LESS, Comparator.AT_MOST)
    return own > known.hard[1] or (own < known.hard[0] and not below)


def _impossible(result: LabResult, known: Analyte) -> str:
    unit = known.unit_named(result.unit) or known.units[0]
    low, high = sorted((unit.of_own(known.hard[0]), unit.of_own(known.hard[1])))
    said = tr(
        "{test} is between {low} and {high}.",
        test=tr(known.name),
        low=say(_brief(low)),
        high=f"{say(_brief(high))} {result.unit}".strip(),
    )
    likely = _likely(known, result.value or Decimal(0), result.unit)
    if likely is None:
        return said
    meant = f"{as_printed(result.value or Decimal(0))} {likely.name}"
    return tr("{limits} Did you mean {meant}?", limits=said, meant=meant)


def _brief(value: Decimal) -> Decimal:
    """Three figures are enough for a limit."""
    return value if not value else round(value, max(0, 2 - value.adjusted()))


def _ask(result: LabResult, path: str) -> Iterator[Question]:
    known, value = result.known, result.value
    if known is None or value is None:
        return
    name, figure, stands = tr(known.name), as_printed(value), f"{as_printed(value)} {result.unit}".strip()
    likely = _likely(known, value, result.unit)
    given = known.unit_named(result.unit)
    if given is None:
        units = ", ".join(unit.name or tr("no unit") for unit in known.units)
        asked = (
            tr("{test} is given in {units}. Without a unit it is kept and never compared.", test=name, units=units)
            if not result.unit
            else tr(
                "“{unit}” is no unit of {test} known here ({units}). It is kept as it is and never compared.",
                unit=result.unit,
                test=name,
                units=units,
            )
        )
        yield Question(path + "unit", "unit", asked, result.unit, fix=likely.name if likely else None)
    elif beyond(result):
        return  # it is refused, with the unit that is likely
    elif not known.usual[0] <= given.own(value) <= known.usual[1] and likely is not None:
        told = say(_brief(likely.of_own(given.own(value))))
        meant = f"{figure} {likely.name}".strip()
        asked = tr(
            "{stands} would be {told}. Is it {meant}?", stands=stands, told=f"{told} {likely.name}".strip(), meant=meant
        )
        yield Question(path + "unit", "other_unit", asked, stands, fix=likely.name)
    elif (result.ref_high and result.ref_high > 0 and value > _FAR * result.ref_high) or (
        result.ref_low and result.ref_low > 0 and value * _FAR < result.ref_low
    ):
        asked = tr("{test} of {figure} lies far outside the interval printed. Is it right?", test=name, figure=stands)
        yield Question(path + "value", "far", asked, stands)
