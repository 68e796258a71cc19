"""Runs of comparable results on a plot: the plot's place, lines, noise bars, spoken points, and the empty chart."""

from __future__ import annotations

from collections.abc import Sequence

from bonejournal.charts.drawn import Drawn, Point
from bonejournal.charts.frame import Box, Frame
from bonejournal.charts.scans import (
    Entry,
    Look,
    day_of,
    draw_legend,
    fitting_legend,
    marker,
    scanner_name,
    sentence,
    spoken,
    table_of,
)
from bonejournal.charts.style import ChartStyle
from bonejournal.domain.density import Result
from bonejournal.domain.words import tr


def open_plot(
    frame: Frame,
    ticks: Sequence[str],
    entries: Sequence[Entry],
    days: tuple[float, float],
    values: tuple[float, float],
    right: float = 0,
) -> None:
    """Place the plot between its tick labels, the words above it and the legend below, and write the legend.

    days: ordinal days at both ends; right: pixels kept free on the right for labels.
    """
    style = frame.style
    rows = fitting_legend(frame, entries) if style.full else []
    below = len(rows) * (frame.line_height() + style.u(4)) + (style.u(14) if rows else 0)
    left = max(frame.measure(said) for said in ticks) + style.u(10)
    top = frame.line_height() + style.u(8)
    bottom = frame.height - below - frame.line_height() - style.u(7)
    frame.open(Box(left, top, frame.width - style.u(4) - right, max(bottom, top + style.u(40))), days, values)
    draw_legend(frame, rows)


def draw_run(
    frame: Frame, run: Sequence[Result], values: Sequence[float], shape: Look, name: str, aside: float = 0
) -> None:
    """One comparable run, `aside` days beside its days: the line through its points, and markers above every bar."""
    style, colour = frame.style, shape.colour
    days = [day_of(result) + aside for result in run]
    width = style.pt(2.2) * max(frame.room, 0.7)
    dots = marker(style, shape, style.c("card"), 11 * frame.room)
    frame.axes.plot(days, values, color=colour, linewidth=width, linestyle=shape.dash, zorder=3, gid=f"run {name}")
    frame.axes.plot(days, values, zorder=4, gid=f"points {name}", clip_on=False, **dots)
    for index, day in enumerate(days):
        x, y, half = frame.x(day), frame.y(values[index]), style.u(6) * frame.room
        frame.taken.append(Box(x - half, y - half, x + half, y + half))
        if index:
            frame.keep_line(frame.x(days[index - 1]), frame.y(values[index - 1]), x, y)


def draw_bar(frame: Frame, day: float, value: float, half: float, colour: str) -> float:
    """A noise bar of `half` above and below a value; how far it reaches, in pixels."""
    style = frame.style
    x, low, high = frame.x(day), frame.y(value - half), frame.y(value + half)
    thick = style.pt(1.6 * max(frame.room, 0.6))
    frame.axes.plot(
        (day, day), (value - half, value + half), color=colour, linewidth=thick, zorder=2, gid="bar",
        marker="_", markersize=style.pt(9 * frame.room), markeredgewidth=thick,
    )  # fmt: skip
    frame.taken.append(Box(x - style.u(5), high, x + style.u(5), low))
    return low - frame.y(value)


def before_of(whole: Sequence[Result], result: Result) -> Result | None:
    """The result just before, None for the first."""
    index = whole.index(result)
    return whole[index - 1] if index else None


def spoken_points(
    frame: Frame, whole: Sequence[Result], history: Sequence[Result], values: Sequence[float]
) -> tuple[Point, ...]:
    """Each result's place in the picture and what it says."""
    return tuple(
        Point(frame.x(day_of(result)), frame.y(value), spoken(result, before_of(whole, result)), result.scan.id)
        for result, value in zip(history, values, strict=True)
    )


def empty(
    style: ChartStyle, size: tuple[float, float], ratio: float, whole: Sequence[Result], words: str = ""
) -> Drawn:
    """A chart without a point: what is missing, in the middle."""
    frame = Frame(style, size, ratio)
    summary = sentence(whole)
    shown = words or (tr("No scan in this period.") if whole else summary)
    lines = frame.wrapped(shown, frame.width * 0.8)
    for index, line in enumerate(lines):
        y = frame.height / 2 + (index - (len(lines) - 1) / 2) * frame.line_height() * 1.15
        frame.text(frame.width / 2, y, line, "text2", align="center")
    return Drawn(frame.figure, (), words or summary, table_of(whole))


def scanners(history: Sequence[Result], runs: Sequence[Sequence[Result]], looks: Sequence[Look]) -> list[Entry]:
    """The legend of the scanners shown."""
    entries: list[Entry] = [
        (shape, scanner_name(run[0], runs))
        for run, shape in zip(runs, looks, strict=True)
        if any(result in history for result in run)
    ]
    return entries
