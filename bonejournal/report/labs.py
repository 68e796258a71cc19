"""Labs and turnover markers on the doctor's page: latest, before, baseline, change from it, and the lab's interval."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from bonejournal.domain.field import as_printed
from bonejournal.domain.labs.analytes import analytes
from bonejournal.domain.labs.history import BREAKDOWN, BUILDING, MAIN, Draw, History, bound_words, history, listed
from bonejournal.domain.labs.panels import LabResult, converted
from bonejournal.domain.labs.readings import Reading
from bonejournal.domain.labs.verdict import three_figures
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import day_short, month_short, percent, tr, trn
from bonejournal.report.blocks import row, shortened
from bonejournal.report.values import Block, Cell, Choices, Section, Table
from bonejournal.report.words import clipped, softened

BOTH_UNITS = {"25ohd": "ng/mL", "calcium": "mg/dL", "calcium_adjusted": "mg/dL"}
"""Shown in the conventional unit too, where the result is in another."""
MARKERS = BREAKDOWN | BUILDING
"""What the hour of the day and breakfast change: when they were drawn is said."""
SHORT = {"25ohd": "25(OH)D", "pth": "PTH"}
"""Names that take two lines, as laboratories print them."""


def labs_block(snapshot: Snapshot, choices: Choices) -> Block | None:
    """The latest result of every test on record, bone turnover first."""
    keys = [item.analyte for _, items in listed(snapshot) for item in items if item.day is not None]
    keys.sort(key=lambda key: MAIN.index(key) if key in MAIN else len(MAIN))
    found = [one for key in keys if (one := history(snapshot, key)) is not None and one.draws]

    def make(rows: int) -> Section:
        shown = found[:rows]
        day = _commonest(one.draws[-1].reading.date for one in shown)
        first = _commonest(draw.reading.date for one in shown if (draw := _baseline(one)))
        heads = (
            tr("Test"),
            day_short(day) if day else tr("Latest"),
            tr("Before"),
            tr("Baseline"),
            tr("From baseline"),
            tr("Lab’s interval"),
        )
        body = tuple(_row(one, day, first) for one in shown)
        table = Table(heads, body, (0, 1, 0, 0, 0, 0))
        missing = len(found) - rows
        counted = (
            trn("{count} further test is in the appendix.", "{count} further tests are in the appendix.", missing)
            if choices.appendix
            else trn("{count} further test is on record.", "{count} further tests are on record.", missing)
        )
        said = _aside(shown)
        if first is not None:
            said = "; ".join(filter(None, (said, tr("baseline {day}", day=day_short(first)))))
        return Section("labs", tr("Labs"), said, tables=(table,), notes=(counted,) if missing > 0 else ())

    return shortened(len(found), make, usual=7) if found else None


def _commonest(days: Iterable[dt.date]) -> dt.date | None:
    """The day that most results are of, which is said once for all of them; None without any."""
    found = Counter(days).most_common(1)
    return found[0][0] if found else None


def _baseline(one: History) -> Draw | None:
    """What a result is set against: a marker's own baseline, of anything else the first of at least three."""
    if one.pair is not None:
        return next((draw for draw in one.draws if draw.reading == one.pair.baseline), None)
    return one.draws[0] if one.lsc is None and len(one.draws) > 2 else None


def _row(one: History, day: dt.date | None, first: dt.date | None) -> tuple[Cell, ...]:
    """A test's row; of another day than the common one a result carries its month."""
    latest, before = one.draws[-1], one.draws[-2] if len(one.draws) > 1 else None
    baseline = _baseline(one)
    value = _figure(one, latest)
    if latest.reading.date != day:
        value = tr("{value}, {month}", value=value, month=month_short(latest.reading.date))
    change = latest.left_out
    if one.pair is not None and one.pair.latest.result is latest.reading.result:
        change = percent(one.pair.change_percent, 0, sign=True)
        if one.lsc is not None:
            said = percent(one.lsc, 0)
            beyond = abs(one.pair.change_percent) > one.lsc
            change = (
                tr("{change}, beyond {lsc}", change=change, lsc=said)
                if beyond
                else tr("{change}, within {lsc}", change=change, lsc=said)
            )
    return row(
        SHORT.get(one.analyte) or softened(clipped(one.name, 24)),
        softened(value),
        _with_month(before) if before is not None else "",
        "" if baseline is None else _said(baseline) if baseline.reading.date == first else _with_month(baseline),
        softened(change),
        interval_words(latest.reading),
    )


def _with_month(draw: Draw) -> str:
    return tr("{value}, {month}", value=_said(draw), month=month_short(draw.reading.date))


def _said(draw: Draw) -> str:
    """A result with its comparator, in the unit of the line and without it."""
    return draw.figure.removesuffix(draw.reading.unit).rstrip()


def _figure(one: History, draw: Draw) -> str:
    """A result with its unit, and in the conventional one beside it where doctors read both."""
    figure, other = draw.figure, BOTH_UNITS.get(one.analyte)
    unit = draw.reading.unit
    if other is None or other == unit or one.analyte not in analytes():
        return figure
    told = converted(one.analyte, draw.reading.value, unit, other)
    return tr("{figure} ({other} {unit})", figure=figure, other=three_figures(told), unit=other) if told else figure


def interval_words(reading: Reading) -> str:
    """The lab's own interval: "111–791", "from 60", "to 5"."""
    low, high = bound_words(reading.low, reading.result.ref_low), bound_words(reading.high, reading.result.ref_high)
    return _interval(low, high)


def bounds_words(result: LabResult) -> str:
    """As `interval_words`, in the unit it is printed in."""
    low, high = (as_printed(bound) if bound is not None else "" for bound in (result.ref_low, result.ref_high))
    return _interval(low, high)


def _interval(low: str, high: str) -> str:
    if low and high:
        return tr("{low}–{high}", low=low, high=high)
    if low:
        return tr("from {low}", low=low)
    return tr("to {high}", high=high) if high else ""


def _aside(shown: Sequence[History]) -> str:
    """The laboratories, and how the markers were drawn."""
    panels = [one.draws[-1].reading.panel for one in shown]
    labs = list(dict.fromkeys(clipped(panel.lab, 24) for panel in panels if panel.lab))[:2]
    fasting = {panel.fasting for panel in panels}
    said = ", ".join(labs)
    if fasting == {True}:
        said = "; ".join(filter(None, (said, tr("fasting"))))
    elif False in fasting:
        said = "; ".join(filter(None, (said, tr("not all fasting"))))
    times = {one.draws[-1].reading.panel.time for one in shown if one.analyte in MARKERS}
    if len(times) == 1 and (time := times.pop()) is not None:
        said = "; ".join(filter(None, (said, tr("markers at {time}", time=time.strftime("%H:%M")))))
    return said
