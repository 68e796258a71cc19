"""TBS over time as reports print it, each score by itself, and HR-pQCT beneath."""

from __future__ import annotations

import datetime as dt

from bonejournal.charts.drawn import Drawn
from bonejournal.charts.lanes import Event, Lane
from bonejournal.charts.plot import Look
from bonejournal.charts.style import ChartStyle
from bonejournal.charts.trend import Series, Value, trend_chart
from bonejournal.domain.bone.beside_published import Structure
from bonejournal.domain.dates import months_after
from bonejournal.domain.words import day_long, number, tr

SPAN = (1.1, 1.5)
"""The TBS axis reaches this far at least, so that noise is never news (our choice)."""
LEAST_MONTHS = 36


def structure_chart(
    found: Structure, on: dt.date, style: ChartStyle, size: tuple[float, float], ratio: float = 1.0
) -> Drawn:
    """Scores are not joined: which of them compare is not on the report.

    size: width and height in pixels at `ratio` 1.
    """
    values = [
        Value(
            scan.date, score, "; ".join((day_long(scan.date), tr("TBS {score}", score=number(score, 3)), scan.place)),
            scan.id, label=number(score, 3),
        )
        for scan, score in found.scores
    ]  # fmt: skip
    look = Look(style.c("series3"), "D", "none", "none")
    events = [
        Event(
            item.date, look, 12, (tr("HR-pQCT"),), "; ".join((day_long(item.date), tr("HR-pQCT"), item.result)), item.id
        )
        for item in found.images
    ]
    days = [scan.date for scan, _ in found.scores] + [item.date for item in found.images]
    start = min(months_after(min(days), -2), months_after(on, -LEAST_MONTHS))
    return trend_chart(
        [Series(tr("TBS"), values, joined=False)], style, size, ratio, unit="", start=start, end=on,
        summary=found.sentence, lanes=[Lane(events=(event,)) for event in events], from_zero=False, least=SPAN,
    )  # fmt: skip
