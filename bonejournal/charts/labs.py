"""One laboratory test over time: its values in the line they can be compared in, the interval, the baseline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from bonejournal.charts.drawn import Drawn
from bonejournal.charts.lanes import Lane, course_lane
from bonejournal.charts.style import ChartStyle
from bonejournal.charts.trend import Band, Beyond, Line, Series, Value, trend_chart
from bonejournal.domain.labs.analytes import analytes
from bonejournal.domain.labs.history import Draw, History, bound_words
from bonejournal.domain.labs.panels import Comparator
from bonejournal.domain.meaning.measures.markers import MarkerPair
from bonejournal.domain.meaning.targets import source_titles
from bonejournal.domain.medicines.courses import CourseRow
from bonejournal.domain.words import day_long, percent, tr

LEAST_DAYS = 180
"""The time axis is at least this long."""
MOST_LABELS = 4
"""With more values only the first, the latest and those left out are labelled."""
_BEYOND: dict[Comparator, Beyond] = {
    Comparator.LESS: "<",
    Comparator.AT_MOST: "<",
    Comparator.MORE: ">",
    Comparator.AT_LEAST: ">",
}


def lab_chart(
    history: History,
    courses: Sequence[CourseRow],
    style: ChartStyle,
    size: tuple[float, float],
    ratio: float = 1.0,
    *,
    start: dt.date | None,
    end: dt.date,
) -> Drawn:
    """A test from `start` (its first draw, where that is None) to `end`, over the courses taken meanwhile.

    size: width and height in pixels at `ratio` 1.
    """
    shown = history.shown
    first = start or min((draw.reading.date for draw in shown), default=end)
    first = min(first, end - dt.timedelta(days=LEAST_DAYS))
    hollow = {draw.left_out for draw in shown if draw.left_out}
    series = Series(
        tr("fasting, in the morning") if history.analyte == "ctx" else tr("compared"),
        [_value(history, draw) for draw in shown],
        hollow_name=next(iter(hollow)) if len(hollow) == 1 else tr("left out of the comparison") if hollow else "",
    )
    lines, bands = _lines(history), []
    if history.pair is not None and history.lsc is not None:
        bands.append(_noise(history.pair, history.lsc, analytes()[history.analyte].lsc_source))
    return trend_chart(
        (series,), style, size, ratio, unit=history.unit, start=first, end=end, summary=history.sentence,
        lines=lines, bands=bands, lanes=_lanes(courses),
    )  # fmt: skip


def _value(history: History, draw: Draw) -> Value:
    shown = history.shown
    label, tone = "", "text"
    figure = draw.figure.removesuffix(history.unit).strip()
    if draw.left_out:
        label, tone = tr("{figure}, {why}", figure=figure, why=draw.left_out), "text2"
    elif draw is shown[-1] or draw.said.mark == "" or len(shown) <= MOST_LABELS or _lowest(history, draw):
        label = figure
    if draw is shown[-1] and draw.said.ink in {"met", "short"}:
        tone = draw.said.ink
    reading = draw.reading
    return Value(
        reading.date, float(reading.value), spoken(draw), reading.panel.id, bool(draw.left_out),
        _BEYOND[reading.result.comparator] if reading.result.comparator else "", label, tone,
    )  # fmt: skip


def _lowest(history: History, draw: Draw) -> bool:
    return history.lsc is not None and draw.reading.value == min(one.reading.value for one in history.shown)


def spoken(draw: Draw) -> str:
    """A point as it is read out."""
    panel = draw.reading.panel
    time = f", {panel.time:%H:%M}" if panel.time else ""
    parts = [f"{day_long(panel.date)}{time}", f"{draw.reading.name} {draw.figure}"]
    if panel.fasting is not None:
        parts.append(tr("fasting") if panel.fasting else tr("not fasting"))
    change = "" if draw.change is None else percent(draw.change, 0, sign=True)
    parts += [", ".join(filter(None, (change, draw.said.words))), panel.lab]
    return "; ".join(filter(None, parts))


def _lines(history: History) -> list[Line]:
    """The interval of the latest result's laboratory, and the baseline."""
    if not history.shown:
        return []
    latest = history.shown[-1].reading
    key = tr("the lab’s interval")
    found = []
    if latest.high is not None:
        words = bound_words(latest.high, latest.result.ref_high)
        found.append(Line(float(latest.high), tr("{figure} lab’s upper", figure=words), key=key))
    if latest.low is not None:
        words = bound_words(latest.low, latest.result.ref_low)
        found.append(Line(float(latest.low), tr("{figure} lab’s lower", figure=words), key=key))
    if history.pair is not None:
        base = history.pair.baseline
        words = bound_words(base.value, base.result.value)
        label = tr("{figure} baseline", figure=words)
        found.append(Line(float(base.value), label, "dashed", since=base.date))
    return found


def _noise(pair: MarkerPair, lsc: Decimal, source: str) -> Band:
    """What a change has to leave to be real, around the baseline; named on the side where the latest result lies.

    source: the key of who published how large the noise is.
    """
    base, share, falls = pair.baseline.value, lsc / 100, pair.change_percent < 0
    low, high = float(base * (1 - share)), float(base * (1 + share))
    label = tr("{noise} noise limit", noise=percent(-lsc if falls else lsc, 0, sign=True))
    whose = ", ".join(source_titles((source,), short=True))
    key = tr("noise around the baseline ({source})", source=whose) if whose else tr("noise around the baseline")
    at = low if falls else high
    return Band(low, high, label, since=pair.baseline.date, tone="loss_band", key=key, label_at=at)


def _lanes(courses: Sequence[CourseRow]) -> list[Lane]:
    return [course_lane(row) for row in sorted(courses, key=lambda row: row.course.day or dt.date.min)]
