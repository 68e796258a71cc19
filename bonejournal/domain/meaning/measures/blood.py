"""Blood: vitamin D, blood sugar and inflammation, each against the interval that its own lab printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from bonejournal.domain.dates import months_after, within_months
from bonejournal.domain.labs.readings import Reading, readings
from bonejournal.domain.meaning.measures.common import (
    Asked,
    Basis,
    Finding,
    Status,
    distance,
    nothing_recorded,
    seen,
    without_own_bounds,
)
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import day_long, mark, month_long, number, tr

MONTHS = 12
"""An older result is not judged (our choice)."""
VITAMIN_D, VITAMIN_D_UNIT = "25ohd", "ng/mL"
SUGAR = (("glucose", True), ("hba1c", False), ("insulin", True))
"""What tells of blood sugar, and whether it is read only from a fasting draw."""
INFLAMMATION = (("hs_crp", False), ("il6", False), ("tnf_alpha", False))


def vitamin_d_serum(asked: Asked) -> Finding:
    """The latest 25(OH)D in ng/mL, against her bounds or the interval of its lab."""
    found = [item for item in readings(asked.snapshot, VITAMIN_D, VITAMIN_D_UNIT) if item.unit == VITAMIN_D_UNIT]
    if not found:
        return nothing_recorded(without_own_bounds(asked.bounds))
    latest = found[-1]
    bounds = asked.bounds
    if not bounds.hers:
        bounds = replace(bounds, low=latest.low, high=latest.high, basis=Basis.LAB)
    low, high = bounds.low, bounds.high
    window = seen(asked.on, [latest.date])
    if low is None and high is None:
        return Finding(Status.NO_DATA, tr("Recorded. Your lab gave no interval."), bounds=bounds, window=window)
    value = latest.value
    if latest.date < months_after(asked.on, -MONTHS):
        text = tr(
            "The latest vitamin D result is from {month}. The target looks at the last {months} months.",
            month=month_long(latest.date),
            months=MONTHS,
        )
        return Finding(Status.STALE, text, value, bounds=bounds, window=window)
    amount = tr("{amount} {unit}", amount=f"{latest.sign}{number(round(value, 1))}", unit=VITAMIN_D_UNIT)
    if latest.result.unit != VITAMIN_D_UNIT and latest.result.value is not None:
        figure = f"{latest.sign}{number(latest.result.value)}"
        printed = tr("{amount} {unit}", amount=figure, unit=latest.result.unit)
        amount = tr("{printed} ({told})", printed=printed, told=amount)
    figures = {"amount": amount, "day": day_long(latest.date)}
    if low is not None and latest.below(low):
        below = mark("Vitamin D in blood was {amount} on {day}, {missing} ng/mL below the {bound} asked for.")
        if value == low:  # printed as "<20": nobody knows how far
            below = mark("Vitamin D in blood was {amount} on {day}, below the {bound} asked for.")
        figures |= {"missing": distance(low - value, 1), "bound": number(round(low, 1))}
        return Finding(Status.SHORT, tr(below, **figures), value, low, bounds, window)
    if high is not None and latest.above(high):
        above = {
            (False, True): mark(
                "Vitamin D in blood was {amount} on {day}, {missing} ng/mL above the {bound} of your lab’s interval."
            ),
            (False, False): mark("Vitamin D in blood was {amount} on {day}, above the {bound} of your lab’s interval."),
            (True, True): mark(
                "Vitamin D in blood was {amount} on {day}, {missing} ng/mL above the {bound} asked for."
            ),
            (True, False): mark("Vitamin D in blood was {amount} on {day}, above the {bound} asked for."),
        }[bounds.hers, value != high]
        figures |= {"missing": distance(high - value, 1), "bound": number(round(high, 1))}
        return Finding(Status.OVER, tr(above, **figures), value, high, bounds, window)
    text = tr("Vitamin D in blood was {amount} on {day}, within your lab’s interval.", **figures)
    if bounds.hers:
        text = tr("Vitamin D in blood was {amount} on {day}, as asked for.", **figures)
    return Finding(Status.MET, text, value, None, bounds, window)


def _in_their_intervals(asked: Asked, analytes: Sequence[tuple[str, bool]]) -> Finding:
    """How many of the latest results of some analytes are in their own lab's interval."""
    ever = [reading for analyte, fasting in analytes for reading in eligible(asked.snapshot, analyte, fasting=fasting)]
    if not ever:
        return nothing_recorded()
    recent = [reading for reading in ever if within_months(reading.date, MONTHS, asked.on)]
    if not recent:
        text = tr(
            "The latest result is from {month}. The target looks at the last {months} months.",
            month=month_long(max(reading.date for reading in ever)),
            months=MONTHS,
        )
        return Finding(Status.STALE, text, window=seen(asked.on, [reading.date for reading in ever]))
    latest = {reading.result.analyte: reading for reading in recent if reading.has_interval}
    window = seen(asked.on, [reading.date for reading in latest.values()])
    if not latest:
        return Finding(Status.NO_DATA, tr("Recorded. Your lab gave no interval."), window=window)
    outside = [reading for reading in latest.values() if reading.outside]
    value = Decimal(len(latest) - len(outside))
    if outside:
        text = tr(
            "{outside} outside the lab’s interval; worth talking about at your next visit.",
            outside=", ".join(_said(reading) for reading in outside),
        )
        return Finding(Status.ATTENTION, text, value, window=window)
    inside = ", ".join(_said(reading) for reading in latest.values())
    return Finding(Status.MET, tr("{inside}: within the lab’s interval.", inside=inside), value, window=window)


def eligible(snapshot: Snapshot, analyte: str, *, fasting: bool) -> list[Reading]:
    """The results of an analyte, only those of fasting draws where that is asked."""
    return [reading for reading in readings(snapshot, analyte) if reading.panel.fasting or not fasting]


def _said(reading: Reading) -> str:
    return tr(
        "{analyte} {amount} {unit} on {day}",
        analyte=reading.name,
        amount=f"{reading.sign}{number(reading.value)}",
        unit=reading.unit,
        day=day_long(reading.date),
    )


insulin = partial(_in_their_intervals, analytes=SUGAR)
inflammation_markers = partial(_in_their_intervals, analytes=INFLAMMATION)
