"""The two charts of the Training page: how heavy her best sets were, and how her estimated maximum moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bonejournal.domain.dates import days_before
from bonejournal.domain.meaning.measures.common import WEEK_DAYS
from bonejournal.domain.meaning.measures.training import STRENGTH_DAYS
from bonejournal.domain.meaning.targets import Gap, asked_by
from bonejournal.domain.training.sessions import LOAD, load_said
from bonejournal.domain.units import shown_unit, to_shown
from bonejournal.domain.words import day_brief, day_short, percent, tr
from bonejournal.ui.widgets.export import Drawing

if TYPE_CHECKING:
    from bonejournal.charts.drawn import Drawn
    from bonejournal.charts.style import ChartStyle
    from bonejournal.charts.trend import Band, Value
    from bonejournal.domain.profile import Units
    from bonejournal.ui.pages.training_facts import LiftFacts, TrainingFacts

CORE = (70.0, 80.0)
"""Where both documents agree, in percent of the estimated maximum."""


def effort_sentence(facts: TrainingFacts) -> str:
    """How heavy the week's sets were; where that is not known, what would tell."""
    gap = facts.intensity
    if gap.value is None:
        return gap.text
    return tr("This week your main lifts were at {share} of the estimated best.", share=percent(gap.value, 0))


def estimate_sentence(facts: TrainingFacts) -> str:
    """Whether the estimated maximum of each lift rises; what stands still is named, and what the week did not have."""
    lifts = [lift for lift in facts.lifts if lift.estimates]
    before = [
        tr("{lift} last on {day}.", lift=lift.short, day=day_brief(lift.estimates[-1][0]))
        for lift in lifts
        if lift.estimates[-1][0] <= days_before(facts.on, WEEK_DAYS)
    ]
    return " ".join([_rise_words(lifts), *before])


def _rise_words(lifts: Sequence[LiftFacts]) -> str:
    still = [lift.short for lift in lifts if lift.standing]
    if still:
        return tr("No rise in four weeks: {lifts}.", lifts=", ".join(still))
    if any(lift.standing is None for lift in lifts):
        return tr("An estimate from your sets. Never test it.")
    return tr("Your main lifts are rising.")


def efforts_drawing(facts: TrainingFacts) -> Drawing:
    """The best set of each session in percent of the estimated maximum."""
    return Drawing(_draw_efforts, (facts.lifts, facts.intensity, facts.on, effort_sentence(facts)))


def _draw_efforts(
    lifts: Sequence[LiftFacts],
    intensity: Gap,
    on: dt.date,
    summary: str,
    style: ChartStyle,
    size: tuple[float, float],
    ratio: float,
) -> Drawn:
    from bonejournal.charts.trend import Series, Value, trend_chart

    series = [
        Series(
            lift.short,
            [Value(one.day, float(one.share), one.said, one.workout) for one in lift.efforts],
            joined=False,
        )
        for lift in lifts
    ]
    return trend_chart(
        series, style, size, ratio, unit="%", start=_start(on), end=on, summary=summary,
        bands=_bands(intensity), from_zero=False, least=(50.0, 90.0),
    )  # fmt: skip


def _bands(intensity: Gap) -> list[Band]:
    from bonejournal.charts.trend import Band

    low, high = intensity.bounds.low, intensity.bounds.high
    if low is None or high is None:
        return []
    if (float(low), float(high)) != (CORE[0], 85.0):
        words = tr("{low}–{high}", low=percent(low, 0), high=percent(high, 0))
        return [Band(float(low), float(high), words, key=asked_by(intensity))]
    return [
        Band(*CORE, tr("core {low}–{high}", low=70, high=percent(80, 0)), tone="band2"),
        Band(CORE[1], float(high), tr("to {high}", high=percent(high, 0)), key=asked_by(intensity)),
    ]


def estimates_drawing(facts: TrainingFacts) -> Drawing:
    """The estimated maximum of each main lift over twelve weeks, in her unit."""
    return Drawing(_draw_estimates, (facts.lifts, facts.units, facts.on, estimate_sentence(facts)))


def _draw_estimates(
    lifts: Sequence[LiftFacts],
    units: Units | None,
    on: dt.date,
    summary: str,
    style: ChartStyle,
    size: tuple[float, float],
    ratio: float,
) -> Drawn:
    from bonejournal.charts.trend import Series, trend_chart

    unit = shown_unit(LOAD, units)
    series = []
    for lift in lifts:
        last = load_said(round(lift.estimates[-1][1]), units) if lift.estimates else ""
        name = tr("{lift} {load}", lift=lift.short, load=last) if last else lift.short
        series.append(Series(name, _estimates(lift, units, unit)))
    return trend_chart(
        series, style, size, ratio, unit=unit, start=_start(on), end=on, summary=summary, from_zero=False
    )


def _estimates(lift: LiftFacts, units: Units | None, unit: str) -> list[Value]:
    from bonejournal.charts.trend import Value

    return [
        Value(
            day,
            float(to_shown(LOAD, float(figure), unit)),
            tr(
                "{lift}, {day}: {load}", lift=lift.name, day=day_short(day), load=load_said(round(figure, 1), units)
            ),
            workout,
        )
        for day, figure, workout in lift.estimates
    ]  # fmt: skip


def _start(on: dt.date) -> dt.date:
    return days_before(on, STRENGTH_DAYS - 1)
