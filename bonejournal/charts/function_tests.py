"""The results of one test of strength, balance or gait over time, with the published limit."""

from __future__ import annotations

from bonejournal.charts.drawn import Drawn
from bonejournal.charts.style import ChartStyle
from bonejournal.charts.trend import Line, Series, Value, trend_chart
from bonejournal.domain.dates import months_after
from bonejournal.domain.falls.events import FunctionTest
from bonejournal.domain.falls.function_tests import result_words
from bonejournal.domain.falls.history import FunctionHistory
from bonejournal.domain.words import day_long, tr

LEAST_MONTHS = 12
"""How far back the picture reaches at least."""
STANDS = "stands"


def function_chart(test: FunctionHistory, style: ChartStyle, size: tuple[float, float], ratio: float = 1.0) -> Drawn:
    """One line a side from zero on, and the limit with its source.

    size: width and height in pixels at `ratio` 1.
    """
    sides = dict.fromkeys(item.side for item in test.results)
    series = [
        Series(
            tr(side.label if side else test.kind.label), [_value(item) for item in test.results if item.side is side]
        )
        for side in sides
    ]
    last = test.results[-1].date
    return trend_chart(
        series[:3],
        style,
        size,
        ratio,
        unit="" if test.kind.unit == STANDS else test.kind.unit,
        start=min(test.results[0].date, months_after(last, -LEAST_MONTHS)),
        end=last,
        summary=test.said,
        lines=[Line(float(test.limit.value), test.limit.label, "dashed")] if test.limit else [],
    )


def _value(item: FunctionTest) -> Value:
    said = tr("{day}; {result}", day=day_long(item.date), result=result_words(item))
    return Value(item.date, item.value or 0.0, said, item.id)
