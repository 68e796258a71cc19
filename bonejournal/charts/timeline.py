"""Everything about her bones on one axis of time, picture above picture: density, markers, training, and the lanes of
medicines, fractures and falls beneath them. All of it zooms together.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bonejournal.charts.change import change_axis, change_runs, draw_change, main_places
from bonejournal.charts.drawn import Drawn, Point, Table
from bonejournal.charts.frame import Box, Frame, Said
from bonejournal.charts.lanes import (
    ROW,
    Lane,
    course_lane,
    draw_lane,
    fall_event,
    fracture_event,
    packed,
)
from bonejournal.charts.plot import Entry, Look, draw_legend, draw_run, fitting_legend, without_points
from bonejournal.charts.scans import Range, breaks, day_of, draw_breaks
from bonejournal.charts.style import DASHES, MARKERS, ChartStyle
from bonejournal.charts.time_axis import draw_dates
from bonejournal.domain.bone.comparison import histories
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.bone.timeline import BoneTimeline, Week, timeline_rows
from bonejournal.domain.dates import months_after
from bonejournal.domain.falls.history import fracture_words
from bonejournal.domain.labs.history import Draw
from bonejournal.domain.medicines.courses import CourseRow
from bonejournal.domain.words import day_long, day_short, number, percent, tr, trn

MOST_WEEKS = 160
"""With more weeks than this the means of four weeks are drawn."""
MOST_ROWS = 4
SHARES = {"density": 0.46, "markers": 0.32, "training": 0.22}
"""How the height is shared among the pictures that have something to show."""
COMING_DAYS = 45
"""How far beyond today the axis reaches, so that what is due can be seen."""


@dataclass(frozen=True, slots=True)
class _Panel:
    """One picture: its heading, both ends and ticks of its axis, and what draws it and gives its points."""

    key: str
    heading: str
    values: tuple[float, float]
    ticks: Sequence[tuple[float, str]]
    draw: Callable[[], list[tuple[float, Point]]]
    broken: bool = False


def timeline_chart(
    found: BoneTimeline, style: ChartStyle, size: tuple[float, float], ratio: float = 1.0, reach: Range = Range.ALL
) -> Drawn:
    """The timeline from the first record on, or over the last years.

    size: width and height in pixels at `ratio` 1.
    """
    table = Table(
        (tr("Date"), tr("What"), tr("Details")),
        tuple((line.said, line.what, line.details) for line in timeline_rows(found)),
    )
    first = reach.start(found.on) or found.first
    if first is None or first > found.on:
        return without_points(style, size, ratio, found.sentence, found.sentence, table)
    start = min(first, months_after(found.on, -12)) - dt.timedelta(days=20)
    end = _end(found, style)
    days = (float(start.toordinal()), float(end.toordinal()))
    frame = Frame(style, size, ratio)
    lanes = _lanes(frame, found, days)
    entries = _legend(found, style)
    legend = fitting_legend(frame, entries)
    made = (_density(frame, found, days), _markers(frame, found, days), _weeks(frame, found, days))
    panels = [panel for panel in made if panel is not None]
    names = [name for name, _ in lanes]
    said = [words for panel in panels for _, words in panel.ticks]
    left = max(map(frame.measure, (*names, *said, "0")), default=0) + style.u(16)
    right = frame.width - style.u(8)
    below = len(legend) * (frame.line_height() + style.u(4)) + style.u(14)
    rows = max(len(lanes), 1) * style.u(ROW)
    bottom = frame.height - below - rows - frame.line_height() - style.u(14)
    points = _draw_panels(frame, panels, (left, right, bottom), days)
    frame.open(Box(left, bottom, right, bottom + rows), days, (0, 1))
    known = (days[0], float(found.on.toordinal()))
    for at, (name, lane) in enumerate(lanes):
        middle = bottom + (at + 0.5) * style.u(ROW)
        frame.text(style.u(2), middle, name, "text2")
        for point in draw_lane(frame, lane, middle, known):
            points.append((point.x, point))
    _today(frame, found.on, style.u(4), max((frame.measure(panel.heading) for panel in panels[:1]), default=0))
    frame.axes.axhline(0, color=style.c("control"), linewidth=style.pt(1.3), clip_on=False)
    draw_dates(frame, start, end)
    draw_legend(frame, legend)
    ordered = tuple(point for _, point in sorted(points, key=lambda item: item[0]))
    return Drawn(frame.figure, ordered, found.sentence, table)


def _end(found: BoneTimeline, style: ChartStyle) -> dt.date:
    due = [row.due for row in found.events.medicines if row.due is not None]
    latest = min(max([*due, found.on]), months_after(found.on, 6))
    return latest + dt.timedelta(days=COMING_DAYS)


def _draw_panels(
    frame: Frame, panels: Sequence[_Panel], edges: tuple[float, float, float], days: tuple[float, float]
) -> list[tuple[float, Point]]:
    """Draw the pictures under each other in the room above `edges`' bottom."""
    style, line = frame.style, frame.line_height()
    left, right, bottom = edges
    heads = [line * (2 if panel.broken else 1) + style.u(16 if at else 8) for at, panel in enumerate(panels)]
    free = bottom - sum(heads) - style.u(10)
    whole = sum(SHARES[panel.key] for panel in panels) or 1
    top = style.u(2)
    points: list[tuple[float, Point]] = []
    for panel, head in zip(panels, heads, strict=True):
        frame.text(style.u(2), top + line / 2 + (style.u(8) if panel is not panels[0] else 0), panel.heading, "text2")
        height = free * SHARES[panel.key] / whole
        frame.open(Box(left, top + head, right, top + head + height), days, panel.values)
        frame.taken.clear()
        frame.value_axis(panel.ticks, 0)
        points += panel.draw()
        top += head + height
    return points


def _today(frame: Frame, on: dt.date, top: float, written: float) -> None:
    """The line of today, named where the heading, `written` pixels wide, leaves room for that."""
    x = frame.x(on.toordinal())
    frame.mark(
        (x, x), (top, frame.plot.bottom), color=frame.style.c("text3"), linewidth=frame.style.pt(1), zorder=0.4,
        gid="today",
    )  # fmt: skip
    words = tr("today") if frame.style.full else day_short(on)
    if x - frame.style.u(6) - frame.measure(words) > written + frame.style.u(12):
        frame.text(x - frame.style.u(6), top + frame.line_height() / 2, words, "text2", align="right", over=True)


# Density


def _density(frame: Frame, found: BoneTimeline, days: tuple[float, float]) -> _Panel | None:
    runs = change_runs(found.snapshot, frame.style)
    shown = [item for run in runs for item in run.results if days[0] <= day_of(item) <= days[1]]
    if not shown:
        return None
    held, places = histories(found.snapshot.of(DxaScan)), main_places(found.snapshot)
    top, ticks = change_axis(runs)
    longest = max((held[place] for place in places), key=len)

    def draw() -> list[tuple[float, Point]]:
        frame.crowd([day_of(item) for item in shown])
        draw_breaks(frame, longest, days)
        made = [point for at, run in enumerate(runs) for point in draw_change(frame, run, shown, held, places, at)]
        frame.room = 1.0
        return [(point.x, point) for point in made]

    broken = any(days[0] < day < days[1] for day, _ in breaks(longest))
    heading = tr("Bone density, change from each scanner’s first scan")
    return _Panel("density", heading, (-top, top), ticks, draw, broken)


# Markers


def _markers(frame: Frame, found: BoneTimeline, days: tuple[float, float]) -> _Panel | None:
    shown = [
        (at, one, [draw for draw in draws if days[0] <= draw.reading.date.toordinal() <= days[1]])
        for at, (one, draws) in enumerate(found.marker_draws())
    ]
    changes = [_change(draw) for _, _, draws in shown for draw in draws]
    if not changes:
        return None
    low, high = min(-100.0, math.floor(min(changes) / 50) * 50), max(50.0, math.ceil(max(changes) / 50) * 50)
    step = 50 if high - low <= 250 else 100 if high - low <= 600 else 500
    ticks = [(float(tick), percent(tick, 0, sign=True)) for tick in range(int(low), int(high) + 1, step)]

    def draw_all() -> list[tuple[float, Point]]:
        made = []
        for at, one, draws in shown:
            look = _marker_look(frame.style, at)
            joined = [draw for draw in draws if not draw.left_out]
            for kept, shape in (
                (joined, look),
                ([draw for draw in draws if draw.left_out], replace(look, dash="none", fill="none")),
            ):
                if kept:
                    xs = [draw.reading.date.toordinal() for draw in kept]
                    draw_run(frame, xs, [_change(draw) for draw in kept], shape, one.analyte)
            for draw in draws:
                x, y = frame.x(draw.reading.date.toordinal()), frame.y(_change(draw))
                change = tr("baseline") if draw.change is None else percent(_change(draw), 0, sign=True)
                parts = (day_long(draw.reading.date), f"{one.name} {draw.figure}", change, draw.left_out)
                made.append((x, Point(x, y, "; ".join(filter(None, parts)), draw.reading.panel.id)))
            if joined:
                last = joined[-1]
                change = percent(_change(last), 0, sign=True)
                x, y = frame.x(last.reading.date.toordinal()), frame.y(_change(last))
                frame.place(x, y, [[Said(f"{one.name} {change}")]], (frame.style.u(6), frame.style.u(6)))
        return made

    return _Panel("markers", tr("Markers of bone turnover, change from baseline"), (low, high), ticks, draw_all)


def _change(draw: Draw) -> float:
    """In percent of the baseline, which is itself at zero."""
    return float(draw.change or 0)


def _marker_look(style: ChartStyle, at: int) -> Look:
    return Look(style.c(f"series{4 + at}"), MARKERS[3 + at], "full", DASHES[at])


# Training


def _weeks(frame: Frame, found: BoneTimeline, days: tuple[float, float]) -> _Panel | None:
    weeks = [week for week in found.weeks if days[0] - 6 <= week.day.toordinal() <= days[1]]
    if not weeks:
        return None
    each = 4 if len(weeks) > MOST_WEEKS else 1
    groups = [weeks[at : at + each] for at in range(0, len(weeks), each)]

    def draw() -> list[tuple[float, Point]]:
        points = []
        for group in groups:
            mean = sum(week.days for week in group) / len(group)
            first, last = group[0].day.toordinal(), min(group[-1].day.toordinal() + 7, found.on.toordinal() + 1)
            left, right = max(frame.x(first), frame.plot.left), min(frame.x(last), frame.plot.right)
            inset = min(frame.style.u(1), (right - left) * 0.15)
            if mean and right > left:
                box = Box(left + inset, frame.y(mean), max(right - inset, left + inset + 0.5), frame.y(0))
                frame.fill(box, frame.style.c("series3"), name="week")
            middle = (left + right) / 2
            points.append((middle, Point(middle, frame.y(mean), _spoken(group, mean), "", (left, right))))
        return points

    ticks = [(float(tick), number(tick)) for tick in (0, 2, 4, 6)]
    heading = (
        tr("Strength and impact, days a week")
        if each == 1
        else tr("Strength and impact, days a week, means of four weeks")
    )
    return _Panel("training", heading, (0, 7), ticks, draw)


def _spoken(group: Sequence[Week], mean: float) -> str:
    week = tr("Week from {day}", day=day_long(group[0].day))
    if len(group) == 1:
        days = trn("strength or impact on {count} day", "strength or impact on {count} days", group[0].days)
        return "; ".join((week, days))
    weeks = tr("Four weeks from {day}", day=day_long(group[0].day))
    return "; ".join((weeks, tr("strength or impact on {days} days a week", days=number(mean, 1))))


# Lanes


def _lanes(frame: Frame, found: BoneTimeline, days: tuple[float, float]) -> list[tuple[str, Lane]]:
    """Rows with their names: medicines as many as they need, fractures and falls one each where there are any."""
    style, events = frame.style, found.events
    courses = [
        *(course_lane(row, due=True) for row in events.medicines),
        *(course_lane(CourseRow(course), harming=True) for course in events.steroids),
    ]
    rows = [("" if at else tr("Medicines"), lane) for at, lane in enumerate(packed(frame, courses, days, MOST_ROWS))]
    broken = [fracture_event(style, item, (fracture_words(item),)) for item in events.fractures]
    fallen = [fall_event(style, item) for item in found.falls]
    for name, marks in ((tr("Fractures"), broken), (tr("Falls"), fallen)):
        kept = [mark for mark in marks if days[0] <= mark.day.toordinal() <= days[1]]
        if kept:
            rows.append((name, Lane(events=kept)))
    return rows


def _legend(found: BoneTimeline, style: ChartStyle) -> list[Entry]:
    entries: list[Entry] = []
    for run in change_runs(found.snapshot, style):
        if run.shape.latest:
            entries.append((run.shape, run.results[-1].row.label))
    if entries:
        entries.append((None, tr("bars: measurement noise (LSC)")))
    entries += [(_marker_look(style, at), one.name) for at, (one, _) in enumerate(found.marker_draws())]
    if found.falls:
        entries.append((Look(style.c("series2"), "o", "none", "none"), tr("fall; filled with an injury")))
    return entries
