"""Everything about her bones on one axis of time, picture above picture: density, markers, training, and the lanes of
medicines, fractures and falls beneath them. All of it zooms together.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from matplotlib.patches import Rectangle

from bonejournal.charts.boxes import Box
from bonejournal.charts.change import ChangeRun, change_axis, change_runs, draw_change, main_places
from bonejournal.charts.drawn import Drawn
from bonejournal.charts.frame import Frame, Said
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
from bonejournal.charts.point import Point
from bonejournal.charts.scans import Range, breaks, day_of, draw_breaks
from bonejournal.charts.style import DASHES, MARKERS, ChartStyle
from bonejournal.charts.time_axis import draw_dates
from bonejournal.domain.bone.comparison import histories
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.bone.timeline import BoneTimeline, week_words
from bonejournal.domain.dates import months_after
from bonejournal.domain.falls.history import fracture_words
from bonejournal.domain.labs.history import Draw
from bonejournal.domain.medicines.courses import CourseRow
from bonejournal.domain.training.dose import DoseWeek
from bonejournal.domain.words import day_long, day_short, number, percent, tr, trn, whole

MOST_WEEKS = 160
"""With more weeks than this the means of four weeks are drawn."""
LEAST_SETS = 30
"""The axis of training reaches so many sets a week at least, so that a few more or less are no news."""
MOST_ROWS = 4
SHARES = {"density": 0.46, "markers": 0.32, "training": 0.22}
"""How the height is shared among the pictures that have something to show."""
NAME_REACHES = (6, 14, 22)
"""How far above or below its latest draw the name of a marker may stand, in units."""
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
    first = reach.start(found.on) or found.first
    if first is None or first > found.on:
        return without_points(style, size, ratio, found.sentence, found.sentence)
    start = min(first, months_after(found.on, -12)) - dt.timedelta(days=20)
    end = _end(found)
    days = (float(start.toordinal()), float(end.toordinal()))
    frame = Frame(style, size, ratio)
    lanes = _lanes(frame, found, days)
    runs = change_runs(found.snapshot, style)
    entries = _legend(found, runs, style)
    legend = fitting_legend(frame, entries)
    made = (_density(frame, found, runs, days), _markers(frame, found, days), _weeks(frame, found, days))
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
    frame.across(0, "control", 1.3)
    draw_dates(frame, start, end)
    draw_legend(frame, legend)
    ordered = tuple(point for _, point in sorted(points, key=lambda item: item[0]))
    return Drawn(frame.figure, ordered, found.sentence)


def _end(found: BoneTimeline) -> dt.date:
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
        base, half = frame.y(0), style.u(2)
        frame.taken.keep(Box(left, base - half, right, base + half))  # a name would look struck out
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


def _density(frame: Frame, found: BoneTimeline, runs: Sequence[ChangeRun], days: tuple[float, float]) -> _Panel | None:
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
        made: list[tuple[float, Point]] = []
        latest: list[tuple[str, Draw]] = []
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
                made.append((x, Point(x, y, partial(_spoken_draw, one.name, draw), draw.reading.panel.id)))
            if joined:
                latest.append((one.name, joined[-1]))
        _name_latest(frame, latest)
        return made

    return _Panel("markers", tr("Markers of bone turnover, change from baseline"), (low, high), ticks, draw_all)


def _name_latest(frame: Frame, latest: Sequence[tuple[str, Draw]]) -> None:
    """Write what each marker came to beside its latest draw; where the draws meet, both in one place."""
    told = sorted(
        (
            frame.y(_change(draw)),
            f"{name} {percent(_change(draw), 0, sign=True)}",
            frame.x(draw.reading.date.toordinal()),
        )
        for name, draw in latest
    )
    near = frame.line_height() * 2
    groups = [told]
    if told and (told[-1][0] - told[0][0] > near or abs(told[-1][2] - told[0][2]) > near):
        groups = [[one] for one in told]
    for group in groups:
        names = [words for _, words, _ in group]
        x = max((x for _, _, x in group), default=0.0)
        for far in map(frame.style.u, NAME_REACHES):
            if names and frame.place(x, group[0][0], [[Said(", ".join(names))], list(map(Said, names))], (far, far)):
                break


def _spoken_draw(name: str, draw: Draw) -> str:
    change = tr("baseline") if draw.change is None else percent(_change(draw), 0, sign=True)
    return "; ".join(filter(None, (day_long(draw.reading.date), f"{name} {draw.figure}", change, draw.left_out)))


def _change(draw: Draw) -> float:
    """In percent of the baseline, which is itself at zero."""
    return float(draw.change or 0)


def _marker_look(style: ChartStyle, at: int) -> Look:
    return Look(style.c(f"series{4 + at}"), MARKERS[3 + at], "full", DASHES[at])


# Training


def _weeks(frame: Frame, found: BoneTimeline, days: tuple[float, float]) -> _Panel | None:
    """Bars of sets, or of days where no set is on record; a week whose sets are not noted is a low empty box."""
    weeks = [week for week in found.weeks if days[0] - 6 <= week.day.toordinal() <= days[1]]
    if not weeks:
        return None
    each = 4 if len(weeks) > MOST_WEEKS else 1
    groups = [weeks[at : at + each] for at in range(0, len(weeks), each)]
    means = [_mean(group, dosed=found.dosed) for group in groups]
    top, step = 7, 2
    if found.dosed:
        top = max(LEAST_SETS, math.ceil(max(mean or 0 for mean in means) / 10) * 10)
        step = 10 if top <= 40 else math.ceil(top / 30) * 10

    def draw() -> list[tuple[float, Point]]:
        points, bars = [], []
        for group, mean in zip(groups, means, strict=True):
            first, last = group[0].day.toordinal(), min(group[-1].day.toordinal() + 7, found.on.toordinal() + 1)
            left, right = max(frame.x(first), frame.plot.left), min(frame.x(last), frame.plot.right)
            inset = min(frame.style.u(1), (right - left) * 0.15)
            base = frame.y(0)
            if mean is None and right > left:
                high = frame.style.u(5)
                frame.shape(
                    Rectangle(
                        (left + inset, base - high), right - left - 2 * inset, high, fill=False, gid="not noted",
                        edgecolor=frame.style.c("control"), linewidth=frame.style.pt(1),
                    )
                )  # fmt: skip
            elif mean and right > left:
                bars.append(Box(left + inset, frame.y(mean), max(right - inset, left + inset + 0.5), base))
            middle = (left + right) / 2
            said = partial(_spoken_weeks, group, mean, dosed=found.dosed)
            points.append((middle, Point(middle, frame.y(mean or 0), said, "", (left, right))))
        frame.fills(bars, frame.style.c("series3"), name="week")
        return points

    ticks = [(float(tick), number(tick)) for tick in range(0, int(top) + 1, step)]
    return _Panel("training", _weeks_heading(found, each), (0, top), ticks, draw)


def _weeks_heading(found: BoneTimeline, each: int) -> str:
    if found.dosed:
        if each == 1:
            return tr("Sets a week that load hip or spine")
        return tr("Sets a week that load hip or spine, means of four weeks")
    if each == 1:
        return tr("Strength and impact, days a week")
    return tr("Strength and impact, days a week, means of four weeks")


def _mean(group: Sequence[DoseWeek], *, dosed: bool) -> float | None:
    """Sets a week of the weeks where they are known, or days; None where no set is noted."""
    known = [week.sets if dosed else week.days for week in group]
    counts = [count for count in known if count is not None]
    return sum(counts) / len(counts) if counts else None


def _spoken_weeks(group: Sequence[DoseWeek], mean: float | None, *, dosed: bool) -> str:
    if len(group) == 1:
        return "; ".join((tr("Week from {day}", day=day_long(group[0].day)), week_words(group[0])))
    weeks = tr("Four weeks from {day}", day=day_long(group[0].day))
    if mean is None:
        return "; ".join((weeks, tr("sets not noted")))
    if dosed:
        sets = trn(
            "{sets} set a week that loads hip or spine",
            "{sets} sets a week that load hip or spine",
            whole(mean),
            sets=number(mean, 0),
        )
        return "; ".join((weeks, sets))
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


def _legend(found: BoneTimeline, runs: Sequence[ChangeRun], style: ChartStyle) -> list[Entry]:
    entries: list[Entry] = [(run.shape, run.results[-1].row.label) for run in runs if run.shape.latest]
    if entries:
        entries.append((None, tr("bars: measurement noise (LSC)")))
    entries += [(_marker_look(style, at), one.name) for at, (one, _) in enumerate(found.marker_draws())]
    if any(week.sets is None for week in found.weeks) and found.dosed:
        entries.append((None, tr("empty box: a week with sessions whose sets are not noted")))
    if found.falls:
        entries.append((Look(style.c("series2"), "o", "none", "none"), tr("fall; filled with an injury")))
    return entries
