"""Sleep, waist and lean mass: means and changes, with what counts as noise of measuring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from bonejournal.domain.body import BodyMeasure, Sleep
from bonejournal.domain.dates import days_before, months_after
from bonejournal.domain.meaning.measures.common import (
    ENOUGH_DAYS,
    WEEK_DAYS,
    Asked,
    Finding,
    Status,
    Window,
    distance,
    last_days,
    mean,
    nothing_recorded,
    seen,
    too_few_days,
    without_own_bounds,
)
from bonejournal.domain.words import day_long, exact, month_long, number, percent, tr

_LEAN_LOW_PERCENT = {"dxa": Decimal(-2)}
_LEAN_LOW_OTHERWISE = Decimal(-3)


def sleep(asked: Asked) -> Finding:
    """Mean hours of the week; of several sources on one day the one with most hours."""
    if not asked.snapshot.of(Sleep):
        return nothing_recorded()
    of_day: dict[dt.date, dict[str, Decimal]] = {}
    rows = last_days(asked.snapshot.of(Sleep), asked.on, WEEK_DAYS)
    for row in rows:
        if row.hours is not None:
            sources = of_day.setdefault(row.date, {})
            sources[row.source] = sources.get(row.source, Decimal(0)) + exact(row.hours)
    start = days_before(asked.on, WEEK_DAYS - 1)
    window = Window(start, asked.on, len(of_day), len(rows), len(rows))
    if len(of_day) < ENOUGH_DAYS:
        return too_few_days(len(of_day), window)
    value, low = mean([max(sources.values()) for sources in of_day.values()]), asked.bounds.low
    said = number(round(value, 1))
    if low is None:
        return Finding(Status.MET, tr("Sleep averaged {hours} hours.", hours=said), value, window=window)
    if value < low:
        text = tr(
            "Sleep averaged {hours} hours, {missing} hours below the {target} hours asked for.",
            hours=said,
            missing=distance(low - value, 1),
            target=number(low),
        )
        return Finding(Status.SHORT, text, value, low, window=window)
    text = tr("Sleep averaged {hours} hours. The target of {target} hours is met.", hours=said, target=number(low))
    return Finding(Status.MET, text, value, window=window)


def lean_mass(asked: Asked) -> Finding:
    """Change of lean mass in percent against about a year before, both from the same source."""
    bounds = without_own_bounds(asked.bounds)
    measures = [measure for measure in asked.snapshot.of(BodyMeasure) if measure.lean_mass_kg is not None]
    if not measures:
        return nothing_recorded(bounds)
    latest = measures[-1]
    source = _source(latest)
    if not bounds.hers:
        bounds = replace(bounds, low=_LEAN_LOW_PERCENT.get(source, _LEAN_LOW_OTHERWISE))
    same = [measure for measure in measures[:-1] if _source(measure) == source]
    before = _nearest(same, latest.date, months=12, within=(6, 18))
    if before is None or latest.lean_mass_kg is None or before.lean_mass_kg is None:
        text = tr(
            "Lean mass of {day} is on record; another from the same source 6 to 18 months apart makes a comparison.",
            day=day_long(latest.date),
        )
        return Finding(Status.NO_DATA, text, bounds=bounds)
    now, then = exact(latest.lean_mass_kg), exact(before.lean_mass_kg)
    value = 100 * (now - then) / then
    window = seen(asked.on, [before.date, latest.date])
    if latest.date < months_after(asked.on, -12):
        text = tr(
            "The latest lean mass is from {month}. The target looks at the last 12 months.",
            month=month_long(latest.date),
        )
        return Finding(Status.STALE, text, value, bounds=bounds, window=window)
    figures = {
        "then": number(then, 1),
        "now": number(now, 1),
        "change": percent(value, sign=True),
        "start": month_long(before.date),
        "end": month_long(latest.date),
    }
    if bounds.low is None:
        text = tr("Lean mass went from {then} to {now} kg ({change}) between {start} and {end}.", **figures)
        return Finding(Status.MET, text, value, None, bounds, window)
    low = percent(bounds.low, None)
    if value < bounds.low:
        text = tr(
            "Lean mass went from {then} to {now} kg ({change}) between {start} and {end}, "
            "{beyond} beyond the {low} that count as noise of the measurement.",
            **figures,
            low=low,
            beyond=percent(abs(value - bounds.low)),
        )
        return Finding(Status.SHORT, text, value, bounds.low, bounds, window)
    text = tr(
        "Lean mass went from {then} to {now} kg ({change}) between {start} and {end}; "
        "down to {low} counts as noise of the measurement.",
        **figures,
        low=low,
    )
    return Finding(Status.MET, text, value, None, bounds, window)


def waist(asked: Asked) -> Finding:
    """Change of the waist in cm against about half a year before."""
    bounds = asked.bounds
    measures = [measure for measure in asked.snapshot.of(BodyMeasure) if measure.waist_cm is not None]
    if not measures:
        return nothing_recorded()
    latest = measures[-1]
    before = _nearest(measures[:-1], latest.date, months=6, within=(3, 12))
    if before is None or latest.waist_cm is None or before.waist_cm is None:
        text = tr(
            "A waist of {day} is on record; another 3 to 12 months apart makes a comparison.", day=day_long(latest.date)
        )
        return Finding(Status.NO_DATA, text)
    now = exact(latest.waist_cm)
    value = now - exact(before.waist_cm)
    window = seen(asked.on, [before.date, latest.date])
    if latest.date < months_after(asked.on, -6):
        text = tr(
            "The latest waist is from {month}. The target looks at the last 6 months.", month=month_long(latest.date)
        )
        return Finding(Status.STALE, text, value, window=window)
    over = bounds.high is not None and value > bounds.high
    figures = {
        "now": number(now),
        "change": number(abs(value)),
        "start": month_long(before.date),
        "noise": number(bounds.high or Decimal(0)),
    }
    if over:
        text = tr(
            "Your waist is {now} cm, {change} cm more than in {start}; up to {noise} cm counts as noise of measuring.",
            **figures,
        )
        return Finding(Status.ATTENTION, text, value, broken=bounds.high, window=window)
    if value > 0 and bounds.high is None:
        text = tr("Your waist is {now} cm, {change} cm more than in {start}.", **figures)
    elif value > 0:
        text = tr("Your waist is {now} cm; the {change} cm more than in {start} are noise of measuring.", **figures)
    elif value < 0:
        text = tr("Your waist is {now} cm, {change} cm less than in {start}.", **figures)
    else:
        text = tr("Your waist is {now} cm, as in {start}.", **figures)
    return Finding(Status.MET, text, value, window=window)


def _source(measure: BodyMeasure) -> str:
    return " ".join(measure.source.casefold().split())


def _nearest(
    measures: Iterable[BodyMeasure], latest: dt.date, *, months: int, within: tuple[int, int]
) -> BodyMeasure | None:
    """The measure nearest to `months` before `latest`, among those `within` so many months; at a tie the later."""
    aim = months_after(latest, -months)
    newest, oldest = (months_after(latest, -count) for count in within)
    near = [measure for measure in measures if oldest <= measure.date <= newest]
    return min(reversed(near), key=lambda measure: abs((measure.date - aim).days), default=None)
