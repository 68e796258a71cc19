"""Falls and fractures over time, above the medicines that make unsteady."""

from __future__ import annotations

import datetime as dt

from bonejournal.charts.boxes import Box
from bonejournal.charts.drawn import Drawn
from bonejournal.charts.frame import Frame
from bonejournal.charts.lanes import draw_events, fall_event, fracture_event
from bonejournal.charts.style import ChartStyle
from bonejournal.domain.dates import months_after
from bonejournal.domain.falls.history import FallHistory
from bonejournal.domain.falls.timeline import BAR, LANE, course_rows, timeline_sentence
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.words import tr

LEAST_MONTHS = 24
"""How far back the timeline reaches at least."""


def falls_chart(history: FallHistory, style: ChartStyle, size: tuple[float, float], ratio: float = 1.0) -> Drawn:
    """Fractures, falls (filled with an injury) and medicines that make unsteady; every mark opens its record.

    size: width and height in pixels at `ratio` 1.
    """
    frame = Frame(style, size, ratio)
    rows = course_rows(history.sedating, history.on)
    names = (tr("Fractures"), tr("Falls"), tr("Sedating"))
    left = max(map(frame.measure, names)) + style.u(22)
    height = 2 * style.u(LANE) + max(1, len(rows)) * style.u(BAR)
    days = (_first(history).toordinal(), months_after(history.on, 1).toordinal())
    frame.open(Box(left, style.u(8), frame.width - style.u(6), style.u(8) + height), days, (0, 1))
    middles = [style.u(8) + style.u(LANE) * (at + 0.62) for at in range(2)]
    first_bar = style.u(8) + 2 * style.u(LANE) + style.u(BAR) / 2
    for name, middle in zip(names, (*middles, first_bar), strict=True):
        frame.text(style.u(2), middle, name, "text2")
    for middle in (*middles, *(first_bar + at * style.u(BAR) for at in range(max(1, len(rows))))):
        ends = (frame.plot.left, frame.plot.right)
        frame.mark(ends, (middle, middle), color=style.c("grid"), linewidth=style.pt(1), zorder=0.5, gid="grid")
    if not rows:
        said, half = tr("none on record"), frame.line_height() / 2
        x, y = frame.plot.left + style.u(4), first_bar - style.u(9)
        frame.text(x, y, said, "text2")
        frame.taken.keep(Box(x, y - half, x + frame.measure(said), y + half))
    for at, row in enumerate(rows):
        for course in row:
            _bar(frame, course, first_bar + at * style.u(BAR), history.on)
    frame.years()
    points = [
        *draw_events(frame, [fracture_event(style, item) for item in history.fractures if item.day], middles[0]),
        *draw_events(frame, [fall_event(style, item) for item in history.falls], middles[1]),
    ]
    points.sort(key=lambda found: found[0])
    return Drawn(frame.figure, tuple(point for _, point in points), timeline_sentence(history))


def _first(history: FallHistory) -> dt.date:
    """Where the picture begins: a little before the first event, two years back at least."""
    days = [fall.date for fall in history.falls] + [item.day for item in history.fractures if item.day]
    return min([months_after(history.on, -LEAST_MONTHS), *(months_after(day, -6) for day in days)])


# Medicines


def _bar(frame: Frame, course: Course, middle: float, on: dt.date) -> None:
    style, plot = frame.style, frame.plot
    stop = course.stop.judged if course.stop is not None else on
    left = max(plot.left, frame.x(course.day.toordinal()) if course.day is not None else plot.left)
    right = min(plot.right, frame.x(min(stop, on).toordinal()))
    if right <= plot.left:
        return
    half = style.u(9)
    frame.fill(Box(left, middle - half, max(right, left + style.u(3)), middle + half), style.c("lane"), name="bar")
    name, width = course.called(), frame.measure(course.called())
    x = left + style.u(8) if left + width + style.u(8) <= plot.right else max(plot.left, right - width - style.u(8))
    frame.text(x, middle, name, over=x + width > right)
