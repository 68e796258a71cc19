"""Falls and fractures over time, above the medicines that make unsteady."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bonejournal.charts.drawn import Drawn, Point, Table
from bonejournal.charts.frame import Box, Frame, Said
from bonejournal.charts.plot import Look, marker
from bonejournal.charts.style import ChartStyle
from bonejournal.domain.dates import months_after
from bonejournal.domain.fall_history import (
    FallHistory,
    bone_words,
    circumstances,
    fall_beside,
    fall_kind_words,
)
from bonejournal.domain.fall_timeline import BAR, LANE, course_rows, timeline_lines, timeline_sentence
from bonejournal.domain.falls import Fall, Fracture
from bonejournal.domain.medication import Course
from bonejournal.domain.words import day_brief, day_long, tr

LEAST_MONTHS = 24
"""How far back the timeline reaches at least."""


@dataclass(frozen=True, slots=True)
class _Event:
    """A fall or fracture as it is drawn."""

    day: dt.date
    look: Look
    size: float
    words: tuple[str, ...]
    spoken: str
    record_id: str


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
        frame.text(frame.plot.left + style.u(4), first_bar - style.u(9), tr("none on record"), "text2")
    for at, row in enumerate(rows):
        for course in row:
            _bar(frame, course, first_bar + at * style.u(BAR), history.on)
    frame.years()
    points = [
        *_events(frame, [_fracture(style, item) for item in history.fractures if item.day], middles[0]),
        *_events(frame, [_fall(style, item) for item in history.falls], middles[1]),
    ]
    points.sort(key=lambda found: found[0])
    return Drawn(frame.figure, tuple(point for _, point in points), timeline_sentence(history), table_of(history))


def _first(history: FallHistory) -> dt.date:
    """Where the picture begins: a little before the first event, two years back at least."""
    days = [fall.date for fall in history.falls] + [item.day for item in history.fractures if item.day]
    return min([months_after(history.on, -LEAST_MONTHS), *(months_after(day, -6) for day in days)])


def _fracture(style: ChartStyle, item: Fracture) -> _Event:
    look = Look(style.c("series4"), "^", "none", "none")
    when = item.date.said(short=True) if item.date else ""
    bone, how = bone_words(item), item.mechanism
    words = tuple(", ".join(filter(None, parts)) for parts in ((bone, how), (bone,)))
    spoken = "; ".join(filter(None, (when, tr("fracture"), bone, how)))
    return _Event(item.day or dt.date.min, look, 15, words, spoken, item.id)


def _fall(style: ChartStyle, item: Fall) -> _Event:
    """A filled dot with an injury, a ring without; a near fall is a small grey one."""
    ink = style.c("series2" if item.counts else "text3")
    look = Look(ink, "o", "full" if item.injured else "none", "none")
    day, beside = day_brief(item.date), fall_beside(item)
    words = (tr("{day}, {what}", day=day, what=beside), day) if beside else (day,)
    spoken = "; ".join(filter(None, (day_long(item.date), fall_kind_words(item).lower(), circumstances(item))))
    if item.injured and item.injury is not None:
        spoken = tr("{fall}; injury: {injury}", fall=spoken, injury=tr(item.injury.label))
    return _Event(item.date, look, 12.5 if item.counts else 9, words, spoken, item.id)


def _events(frame: Frame, events: Sequence[_Event], middle: float) -> Iterator[tuple[dt.date, Point]]:
    """Marks on one lane, then their words as far as there is room, the latest first."""
    style = frame.style
    for event in events:
        x, half = frame.x(event.day.toordinal()), style.u(event.size / 2)
        frame.mark((x,), (middle,), **marker(style, event.look, style.c("card"), event.size), gid="event", zorder=3)
        frame.taken.append(Box(x - half, middle - half, x + half, middle + half))
    for event in sorted(events, key=lambda event: event.day, reverse=True):
        x = frame.x(event.day.toordinal())
        reach = style.u(4)
        frame.place(x, middle, [[Said(words)] for words in event.words], (reach, reach))
    for event in events:
        yield event.day, Point(frame.x(event.day.toordinal()), middle, event.spoken, event.record_id)


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


def table_of(history: FallHistory) -> Table:
    """Everything in the picture, newest first."""
    lines = timeline_lines(history)
    return Table((tr("Date"), tr("What"), tr("Details")), tuple((line.said, line.what, line.details) for line in lines))
