"""What went on while values were measured, in rows beneath them or by itself: courses as bars with a stroke for each
dose, and single events such as fractures.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from matplotlib.patches import Rectangle

from bonejournal.charts.boxes import Box
from bonejournal.charts.frame import Frame, Said
from bonejournal.charts.plot import Look, marker
from bonejournal.charts.point import Point
from bonejournal.charts.style import ChartStyle
from bonejournal.domain.bone.events import BoneEvents
from bonejournal.domain.falls.events import Fall, Fracture
from bonejournal.domain.falls.history import bone_words, circumstances, fall_beside, fall_kind_words, fracture_words
from bonejournal.domain.medicines.courses import CourseRow, course_words, span_words
from bonejournal.domain.medicines.medication import LATE_DAYS
from bonejournal.domain.words import day_brief, day_long, tr, trn

ROW, BAR = 25.0, 18.0
"""The height of a row beneath the values and of a bar in it, in units."""
UNDER = 12.0
"""How far the first row stands beneath the dates, in units."""
LEAST_MARK = 7.0
"""The least size of a mark, in units."""
NAMED_APART = 30.0
"""How far marks stand from each other at least, in units, where each of them is named."""
HARMING = (0, (3.5, 2))
"""The edge of a medicine that is known to lower bone."""


class Bar(NamedTuple):
    """A course from start to stop (None where it goes on). `spoken` is what is read out of it, "" for nothing.

    harming: whether it is known to lower bone; it has a broken edge.
    """

    start: dt.date
    stop: dt.date | None
    words: str
    spoken: str = ""
    record_id: str = ""
    harming: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, as it is drawn; of `words` the first that finds room stands beside it."""

    day: dt.date
    look: Look
    size: float
    words: tuple[str, ...]
    spoken: str
    record_id: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One row: bars, a stroke for each of the days `ticks`, windows in which a dose is due, and events.

    A bar is called by its own words, else by the lane's.
    """

    label: str = ""
    bars: Sequence[Bar] = ()
    ticks: Sequence[dt.date] = ()
    due: Sequence[dt.date] = ()
    events: Sequence[Event] = ()


# What stands in lanes


def event_lanes(style: ChartStyle, events: BoneEvents) -> list[Lane]:
    """Fractures, bone medicines with their doses, and steroids; each by itself, to be packed."""
    return [
        *(fractures_lane(style, (item,)) for item in events.fractures),
        *(course_lane(row) for row in events.medicines),
        *(course_lane(CourseRow(course), harming=True) for course in events.steroids),
    ]


def course_lane(row: CourseRow, *, harming: bool = False, due: bool = False) -> Lane:
    """A course with the days its doses were taken, and where wanted when the next one is due."""
    course = row.course
    spoken = "; ".join(filter(None, (course_words(course), span_words(course), _doses(row))))
    stop = course.stop.judged if course.stop else None
    bar = Bar(course.day or dt.date.min, stop, course.called(), spoken, course.id, harming)
    return Lane("", (bar,), row.taken, (row.due,) if due and row.due is not None else ())


def _doses(row: CourseRow) -> str:
    return trn("{count} dose taken", "{count} doses taken", len(row.taken)) if row.taken else ""


def fracture_event(style: ChartStyle, item: Fracture, words: Sequence[str] | None = None) -> Event:
    """A fracture with `words` beside it, else with which bone and how."""
    look = Look(style.c("series4"), "^", "none", "none")
    when = item.date.said(short=True) if item.date else ""
    bone, how = bone_words(item), item.mechanism
    beside = tuple(", ".join(filter(None, parts)) for parts in ((bone, how), (bone,))) if words is None else words
    spoken = "; ".join(filter(None, (when, tr("fracture"), bone, how)))
    return Event(item.day or dt.date.min, look, 15, tuple(beside), spoken, item.id)


def fractures_lane(style: ChartStyle, items: Iterable[Fracture]) -> Lane:
    """Fractures in one row, each named in two words where there is room."""
    return Lane(events=tuple(fracture_event(style, item, (fracture_words(item),)) for item in items))


def fall_event(style: ChartStyle, item: Fall) -> Event:
    """A filled dot with an injury, a ring without; a near fall is a small grey one."""
    ink = style.c("series2" if item.counts else "text3")
    look = Look(ink, "o", "full" if item.injured else "none", "none")
    day, beside = day_brief(item.date), fall_beside(item)
    words = (tr("{day}, {what}", day=day, what=beside), day) if beside else (day,)
    spoken = "; ".join(filter(None, (day_long(item.date), fall_kind_words(item).lower(), circumstances(item))))
    if item.injured and item.injury is not None:
        spoken = tr("{fall}; injury: {injury}", fall=spoken, injury=tr(item.injury.label))
    return Event(item.date, look, 12.5 if item.counts else 9, words, spoken, item.id)


# Rows


def packed(frame: Frame, lanes: Sequence[Lane], days: tuple[float, float], most: int = 0) -> list[Lane]:
    """Lanes put into as few rows as hold them beside each other with their words; those outside `days` left out.

    most: how many rows there are at most, 0 for any number; the last one says how many lanes it has no room for.
    """
    per_day = (frame.width - frame.style.u(60)) / (days[1] - days[0])
    rows: list[Lane] = []
    taken: list[list[Span]] = []
    left_out = 0
    for lane in lanes:
        kept = within(lane, days)
        if kept is None:
            continue
        ways = list(_ways(frame, kept, days, per_day))
        found = next(((at, way) for at in range(len(rows)) for way in ways if not any(map(way.meets, taken[at]))), None)
        if found is not None:
            rows[found[0]] = _joined(rows[found[0]], kept)
            taken[found[0]].append(found[1])
        elif most and len(rows) == most:
            left_out += 1
        else:
            rows.append(kept)
            taken.append([ways[0]])
    if left_out:
        rows.append(Lane(trn("{count} more not shown here", "{count} more not shown here", left_out)))
    return rows


class Span(NamedTuple):
    """From where to where something reaches in a row."""

    left: float
    right: float

    def meets(self, other: Span) -> bool:
        """Whether both take the same room."""
        return self.left < other.right and other.left < self.right


def within(lane: Lane, days: tuple[float, float]) -> Lane | None:
    """What of a lane lies between two days, None where that is nothing."""
    bars = [
        bar
        for bar in lane.bars
        if bar.start.toordinal() <= days[1] and (bar.stop is None or bar.stop.toordinal() >= days[0])
    ]
    events = [event for event in lane.events if days[0] <= event.day.toordinal() <= days[1]]
    return replace(lane, bars=bars, events=events) if bars or events else None


def _ways(frame: Frame, lane: Lane, days: tuple[float, float], per_day: float) -> Iterator[Span]:
    """The room a lane can take with its words, the best way first: in the bar, before it, behind it."""
    gap = frame.style.u(14)
    starts = [bar.start.toordinal() for bar in lane.bars] + [event.day.toordinal() for event in lane.events]
    stops = [bar.stop.toordinal() if bar.stop else days[1] for bar in lane.bars]
    stops += [event.day.toordinal() for event in lane.events]
    air = max((frame.style.u(event.size / 2) for event in lane.events), default=0.0)
    left = (max(min(starts), days[0]) - days[0]) * per_day - air
    right = (min(max(stops), days[1]) - days[0]) * per_day + air
    words = [frame.measure(bar.words or lane.label) for bar in lane.bars]
    width = max([*words, *(frame.measure(said) for event in lane.events for said in event.words)], default=0) + gap
    ticks = sorted((day.toordinal() - days[0]) * per_day for day in lane.ticks)
    edges = [left, *(tick for tick in ticks if left < tick < right), right]
    if lane.bars and max(later - earlier for earlier, later in pairwise(edges)) >= width:
        yield Span(left - gap / 2, right + gap / 2)
    if left - width >= 0:
        yield Span(left - width, right + gap / 2)
    yield Span(left - gap / 2, right + width)


def _joined(one: Lane, other: Lane) -> Lane:
    return Lane(
        one.label,
        (*one.bars, *other.bars),
        (*one.ticks, *other.ticks),
        (*one.due, *other.due),
        (*one.events, *other.events),
    )


def _row(style: ChartStyle) -> float:
    """The height of a row in pixels; paper has less of it."""
    return style.u(ROW if style.full else ROW * 0.8)


def lanes_height(style: ChartStyle, lanes: Sequence[Lane]) -> float:
    """The room lanes take between the dates and what stands beneath, in pixels."""
    return len(lanes) * _row(style) + (style.u(6) if lanes and style.full else 0)


def draw_lanes(frame: Frame, lanes: Sequence[Lane], shown: tuple[float, float]) -> list[Point]:
    """Draw lanes beneath the dates of the plot; `shown` are the first day and the last one that is known."""
    row = _row(frame.style)
    top = frame.plot.bottom + frame.line_height() + frame.style.u(UNDER if frame.style.full else UNDER - 3)
    return [
        point
        for at, lane in enumerate(lanes)
        for point in draw_lane(frame, lane, top + at * row + bar_height(frame.style) / 2, shown)
    ]


def bar_height(style: ChartStyle) -> float:
    """The height of a bar in pixels."""
    return style.u(BAR if style.full else BAR * 0.75)


def draw_lane(frame: Frame, lane: Lane, middle: float, shown: tuple[float, float]) -> list[Point]:
    """Draw one lane about the height `middle`; what it says, oldest first. What goes on is drawn to the end shown."""
    style, half = frame.style, bar_height(frame.style) / 2
    if lane.label and not lane.bars and not lane.events:
        frame.text(frame.plot.left, middle, lane.label, "text2")
    ticks = [frame.x(day.toordinal()) for day in lane.ticks if shown[0] <= day.toordinal() <= shown[1]]
    for day in lane.due:
        _due(frame, day, middle, half)
    bars = [(bar, _box(frame, bar, middle, half, shown)) for bar in lane.bars]
    for bar, box in bars:
        _bar(frame, box, harming=bar.harming)
    ends = (middle - half - style.u(3), middle + half + style.u(3))
    frame.strokes(ticks, ends, color=style.c("series1"), linewidth=style.pt(2.2), gid="tick")
    _draw_marks(frame, lane.events, middle)
    for _, box in bars:
        frame.taken.keep(box)
    for bar, box in bars:
        _name(frame, bar.words or lane.label, box, [x for x in ticks if box.left - 1 <= x <= box.right + 1])
    for event in lane.events:
        _beside(frame, event, middle)
    found = [
        (bar.start, Point((box.left + box.right) / 2, middle, bar.spoken, bar.record_id, (box.left, box.right)))
        for bar, box in bars
        if bar.spoken
    ]
    found += [(event.day, _point(frame, event, middle)) for event in lane.events]
    return [point for _, point in sorted(found, key=lambda item: item[0])]


def _box(frame: Frame, bar: Bar, middle: float, half: float, shown: tuple[float, float]) -> Box:
    left = max(frame.x(bar.start.toordinal()), frame.plot.left)
    right = frame.x(min(bar.stop.toordinal() if bar.stop else shown[1], shown[1]))
    return Box(left, middle - half, max(min(right, frame.plot.right), left + frame.style.u(2)), middle + half)


def _point(frame: Frame, event: Event, middle: float) -> Point:
    return Point(frame.x(event.day.toordinal()), middle, event.spoken, event.record_id)


def _bar(frame: Frame, box: Box, *, harming: bool) -> None:
    style = frame.style
    if not harming:
        frame.fill(box, style.c("lane"), name="bar")
        return
    shape = Rectangle(
        (box.left, box.top), box.right - box.left, box.bottom - box.top, facecolor=style.c("sunken"),
        edgecolor=style.c("series2"), linewidth=style.pt(1.4), linestyle=HARMING, zorder=1, gid="harming",
    )  # fmt: skip
    frame.shape(shape)


def _due(frame: Frame, day: dt.date, middle: float, half: float) -> None:
    """The window of the next dose, from its day on."""
    left, right = frame.x(day.toordinal()), min(frame.x(day.toordinal() + LATE_DAYS), frame.plot.right)
    if left >= frame.plot.right:
        return
    shape = Rectangle(
        (left, middle - half), max(right - left, frame.style.u(6)), 2 * half, facecolor="none",
        edgecolor=frame.style.c("series1"), linewidth=frame.style.pt(1.4), linestyle=(0, (2, 1.6)), gid="due",
    )  # fmt: skip
    frame.shape(shape)


def _name(frame: Frame, words: str, bar: Box, ticks: Sequence[float]) -> None:
    """Write a bar's name where no stroke crosses it: in the bar, before it or behind it; else over the strokes."""
    inset, width = frame.style.u(8), frame.measure(words)
    middle, high = (bar.top + bar.bottom) / 2, frame.line_height() / 2
    free = [x for x in (bar.left, *ticks) if not any(x < tick < x + width + 2 * inset for tick in ticks)]
    within = [x + inset for x in free if x + inset + width <= bar.right]
    places = [*within, bar.left - inset - width, bar.right + inset, bar.left + inset]
    for at, x in enumerate(places):
        box = Box(x, middle - high, x + width, middle + high)
        if frame.plot.left <= x and x + width <= frame.plot.right and frame.taken.is_free(box, bar):
            frame.text(x, middle, words, over=at == len(places) - 1)
            frame.taken.keep(box)
            return


def _beside(frame: Frame, event: Event, middle: float) -> None:
    """Words before a mark, or behind it where there is no room before."""
    x, gap, high = frame.x(event.day.toordinal()), frame.style.u(event.size / 2 + 5), frame.line_height() / 2
    for words in event.words:
        width = frame.measure(words)
        for left in (x - gap - width, x + gap):
            box = Box(left, middle - high, left + width, middle + high)
            inside = frame.plot.left <= left and left + width <= frame.plot.right
            if inside and frame.taken.is_free(box):
                frame.text(left, middle, words)
                frame.taken.keep(box)
                return


def _apart(frame: Frame, events: Sequence[Event]) -> float:
    """How far marks of a row stand from each other in the mean, in units."""
    places = sorted({frame.x(event.day.toordinal()) for event in events})
    return (places[-1] - places[0]) / (len(places) - 1) / frame.style.u(1) if len(places) > 1 else math.inf


def _draw_marks(frame: Frame, events: Sequence[Event], middle: float) -> None:
    """Marks of a row, smaller where many of them would run into a chain."""
    style = frame.style
    alike: dict[tuple[Look, float], list[float]] = {}
    most = max(LEAST_MARK, _apart(frame, events) * 0.85)
    for event in events:
        x, size = frame.x(event.day.toordinal()), min(event.size, most)
        half = style.u(size / 2)
        alike.setdefault((event.look, size), []).append(x)
        frame.taken.keep(Box(x - half, middle - half, x + half, middle + half))
    for (look, size), places in alike.items():
        dots = marker(style, look, style.c("card"), size)
        frame.mark(places, [middle] * len(places), **dots, gid="event", zorder=3)


def draw_events(frame: Frame, events: Sequence[Event], middle: float) -> Iterator[tuple[dt.date, Point]]:
    """Marks within the plot, then their words about them as far as there is room, the latest first.

    Of many that stand close only the latest is named: scraps of dates between them tell nothing.
    """
    _draw_marks(frame, events, middle)
    named = sorted(events, key=lambda event: event.day, reverse=True)
    if _apart(frame, events) < NAMED_APART:
        named = named[:1]
    for event in named:
        x = frame.x(event.day.toordinal())
        reach = frame.style.u(4)
        frame.place(x, middle, [[Said(words)] for words in event.words], (reach, reach))
    for event in events:
        yield event.day, _point(frame, event, middle)
