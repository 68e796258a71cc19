"""Quick add of one laboratory result: "ctx 0.42 fasting", "vitamin d 82 nmol", "crp <5 mg/l"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from bonejournal.domain.labs.analytes import Analyte, Unit, analyte_index, spelled
from bonejournal.domain.labs.panels import Comparator, LabPanel, LabResult
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.line import Line, Quantity, quantity
from bonejournal.domain.quick.understood import Guess, Understood, day_words, joined, judged
from bonejournal.domain.typeahead import INSIDE
from bonejournal.domain.words import day_short, tr

_FASTING = re.compile(r"\b(?P<no>not |non[- ]?)?(?:fasting|fasted)\b", re.IGNORECASE)
_LEAST = 2
_AMOUNTS = ("g", "mg", "ug")
"""What is eaten is typed in these; of a result they are only the beginning of the unit."""


def guesses(line: Line, known: Known) -> Iterator[Guess]:
    """A result of each analyte that is named; with the units it can be in, where none was typed."""
    said = _FASTING.search(line.words)
    fasting = None if said is None else not said["no"]
    words = " ".join(_FASTING.sub(" ", line.words).split())
    held = quantity(words)
    for rank, analyte in analyte_index().fits(held.name, 6) if len(held.name) >= _LEAST else ():
        if rank >= INSIDE and fasting is None and not held.unit:
            continue
        score = (4.0 * rank - 6 if analyte.key in known.measured else 10.0 * rank + 1) - (
            10 if fasting is not None else 0
        )
        if held.number is None:
            yield Guess(score + 8, partial(_wanted, line, known, analyte, fasting))
            continue
        for place, (unit, fits) in enumerate(_units(analyte, held, known)):
            worse = 0 if fits else 25
            if held.unit:  # what was typed stays first, even where it cannot be
                worse = 10 if place else 8 if spelled(held.unit) in _AMOUNTS else -20
            yield Guess(score + 3 * place + worse, partial(_result, line, known, analyte, unit, held, fasting))


def _units(analyte: Analyte, held: Quantity, known: Known) -> list[tuple[str, bool]]:
    """The units the figure may be in, each with whether the figure fits there, the likeliest first.

    The one that was typed; else the one of her last result, then those in which such a figure is usual.
    """
    value = held.number or Decimal(0)
    if held.unit:
        typed = _typed(analyte, held.unit)
        if typed is None:
            return [(held.unit, True)] if "/" in held.unit or "%" in held.unit else []
        likely = (
            [] if _usual(analyte, typed, value) else [unit for unit in analyte.units if _usual(analyte, unit, value)]
        )
        return [(typed.name, True), *((unit.name, True) for unit in likely[:2])]
    last, _ = known.measured.get(analyte.key, ("", None))
    first = analyte.unit_named(last) if last else None
    fitting = [unit for unit in analyte.units if _usual(analyte, unit, value) and not _same(analyte, unit, first)]
    found = [*([first] if first else []), *_different(analyte, fitting)]
    if not found:
        found = [analyte.units[0]]
    return [(unit.name, _usual(analyte, unit, value)) for unit in found[:3]]


def _typed(analyte: Analyte, written: str) -> Unit | None:
    """The unit that was typed, whole or up to its stroke: "nmol" is nmol/L."""
    whole = analyte.unit_named(written)
    begun = [unit for unit in analyte.units if spelled(unit.name).startswith(spelled(written) + "/")]
    return whole or (begun[0] if begun else None)


def _usual(analyte: Analyte, unit: Unit, value: Decimal) -> bool:
    return analyte.usual[0] <= unit.own(value) <= analyte.usual[1]


def _same(analyte: Analyte, one: Unit, other: Unit | None) -> bool:
    """Whether a figure is the same in both."""
    return (
        other is not None and analyte.unit_named(one.name) is not None and one.own(Decimal(1)) == other.own(Decimal(1))
    )


def _different(analyte: Analyte, units: list[Unit]) -> list[Unit]:
    found: list[Unit] = []
    for unit in units:
        if not any(_same(analyte, unit, other) for other in found):
            found.append(unit)
    return found


def _about(analyte: Analyte, known: Known) -> str:
    panels = [panel for panel in known.of(LabPanel) if any(one.analyte == analyte.key for one in panel.results)]
    if not panels:
        return tr("blood or urine test")
    last = max(panels, key=lambda panel: panel.date)
    result = next(one for one in last.results if one.analyte == analyte.key)
    figure = result.said().removeprefix(tr(analyte.name)).strip()
    return tr("last time {value}, {day}", value=figure, day=day_short(last.date))


def _wanted(line: Line, known: Known, analyte: Analyte, fasting: bool | None) -> Understood:
    unit, _ = known.measured.get(analyte.key, (analyte.unit, None))
    start = LabPanel(
        date=line.day, time=line.time, fasting=fasting, results=(LabResult(analyte=analyte.key, unit=unit),)
    )
    wanted = tr("Type the result behind it, such as {name} {example}.", name=tr(analyte.name), example=f"… {unit}")
    return Understood(
        line.text, LabPanel.KIND.key, tr(analyte.name), _about(analyte, known), missing=wanted, start=start
    )


def _result(line: Line, known: Known, analyte: Analyte, unit: str, held: Quantity, fasting: bool | None) -> Understood:
    result = LabResult(
        analyte=analyte.key,
        value=Decimal(held.figure.replace(",", ".")),
        comparator=Comparator.of(held.comparator),
        unit=unit,
    )
    before = _drawn_then(line, known, analyte.key, fasting)
    panel = before or LabPanel(date=line.day)
    after = replace(
        panel,
        time=line.time or panel.time,
        fasting=panel.fasting if fasting is None else fasting,
        results=(*panel.results, result),
    )
    states = {True: tr("fasting"), False: tr("not fasting"), None: ""}
    sentence = joined(
        (
            result.said(),
            states[fasting],
            day_words(line.day, known.today),
            tr("at {time}", time=f"{line.time:%H:%M}") if line.time else "",
        )
    )
    made = Understood(
        line.text,
        LabPanel.KIND.key,
        tr("{test} in {unit}", test=tr(analyte.name), unit=unit) if unit else tr(analyte.name),
        _about(analyte, known),
        sentence,
        tr("Joins the other results of that day.") if before else "",
    )
    alone = LabPanel(date=line.day, time=line.time, fasting=fasting, results=(result,))
    return judged(made, known, after, before, alone if before else None)


def _drawn_then(line: Line, known: Known, analyte: str, fasting: bool | None) -> LabPanel | None:
    """The one panel of that day this result can belong to: without this test, and not drawn in another state."""
    fitting = [
        panel
        for panel in known.on_day(LabPanel, line.day)
        if all(result.analyte != analyte for result in panel.results)
        and (fasting is None or panel.fasting in (None, fasting))
        and (line.time is None or panel.time in (None, line.time))
    ]
    return fitting[0] if len(fitting) == 1 else None
