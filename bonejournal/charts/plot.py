"""Where a plot stands in its picture, between tick labels, words above and a legend below; and its runs of points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bonejournal.charts.boxes import Box
from bonejournal.charts.drawn import Drawn
from bonejournal.charts.frame import Frame
from bonejournal.charts.style import ChartStyle, Dash
from bonejournal.domain.words import trn


@dataclass(frozen=True, slots=True)
class Look:
    """How one run of points is drawn: dash "none" is no line, marker "" no marker."""

    colour: str
    marker: str
    fill: str
    dash: str | Dash
    latest: bool = True


@dataclass(frozen=True, slots=True)
class Swatch:
    """How an area is drawn."""

    colour: str


Entry = tuple[Look | Swatch | None, str]
Row = list[tuple[Look | Swatch | None, str, float]]


def _sample(style: ChartStyle, shape: Look | Swatch | None) -> float:
    """How much room a legend keeps for a sample, in pixels; a marker without its line takes less."""
    if shape is None:
        return 0.0
    return style.u(20 if isinstance(shape, Look) and shape.dash == "none" else 35)


def legend_rows(frame: Frame, entries: Sequence[Entry]) -> list[Row]:
    """The legend broken into rows of what fits beside each other; each with its width."""
    rows: list[Row] = [[]]
    used = 0.0
    for shape, words in entries:
        sample = _sample(frame.style, shape)
        for number_, line in enumerate(frame.wrapped(words, frame.width - frame.style.u(8) - sample)):
            width = sample + frame.measure(line) + frame.style.u(18)
            if rows[-1] and (number_ or used + width - frame.style.u(18) > frame.width - frame.style.u(4)):
                rows.append([])
                used = 0.0
            rows[-1].append((shape if not number_ else None, line, width))
            used += width
    return [row for row in rows if row]


def fitting_legend(frame: Frame, entries: Sequence[Entry]) -> list[Row]:
    """The legend in at most two fifths of the picture: the earliest scanners give way, and are counted."""
    most = max(1, int(frame.height * 0.4 / (frame.line_height() + frame.style.u(4))))
    rows = legend_rows(frame, entries)
    left_out = 0
    while len(rows) > most and left_out < len(entries) - 1:
        left_out += 1
        counted = trn("{count} more in the table", "{count} more in the table", left_out)
        rows = legend_rows(frame, [*entries[left_out:], (None, counted)])
    return rows[-most:]


def draw_legend(frame: Frame, rows: Sequence[Row]) -> None:
    """Write the legend's rows along the lower edge."""
    style = frame.style
    for number_, row in enumerate(rows):
        y = frame.height - style.u(4) - (len(rows) - number_ - 0.5) * (frame.line_height() + style.u(4))
        x = style.u(4)
        for shape, words, width in row:
            if isinstance(shape, Swatch):
                half = style.u(6)
                frame.fill(Box(x, y - half, x + style.u(26), y + half), shape.colour)
            elif shape:
                long = _sample(style, shape) - style.u(9)
                run = (x, x + long / 2, x + long)
                frame.mark((run[0], run[2]), (y, y), color=shape.colour, linewidth=style.pt(2), linestyle=shape.dash)
                frame.mark((run[1],), (y,), **marker(style, shape, style.c("card"), 8.5))
            frame.text(x + _sample(style, shape), y, words, "text2")
            x += width


def marker(style: ChartStyle, shape: Look, ground: str, size: float = 11) -> dict[str, Any]:
    """The matplotlib words for a marker of `size` units."""
    return {
        "marker": shape.marker,
        "markersize": style.pt(size),
        "linestyle": "none",
        "color": shape.colour,
        "markeredgecolor": shape.colour,
        "markeredgewidth": style.pt(min(1.9, size * 0.2)),
        "fillstyle": "full" if shape.fill in {"full", "none"} else shape.fill,
        "markerfacecolor": ground if shape.fill == "none" else shape.colour,
        "markerfacecoloralt": ground,
    }


def open_plot(
    frame: Frame,
    ticks: Sequence[str],
    entries: Sequence[Entry],
    days: tuple[float, float],
    values: tuple[float, float],
    right: float = 0,
    under: float = 0,
    *,
    above: bool = True,
) -> None:
    """Place the plot between its tick labels, the words above it and the legend below, and write the legend.

    days: ordinal days at both ends; right: pixels kept free on the right for labels; under: pixels kept free between
    the years and the legend; above: whether anything is written above it.
    """
    style = frame.style
    rows = fitting_legend(frame, entries) if style.full else []
    below = len(rows) * (frame.line_height() + style.u(4)) + (style.u(14) if rows else 0)
    left = max(frame.measure(said) for said in ticks) + style.u(10)
    top = frame.line_height() + style.u(8) if above else frame.line_height() / 2 + style.u(2)
    bottom = frame.height - below - under - frame.line_height() - style.u(7)
    frame.open(Box(left, top, frame.width - style.u(4) - right, max(bottom, top + style.u(40))), days, values)
    draw_legend(frame, rows)


def draw_run(
    frame: Frame, days: Sequence[float], values: Sequence[float], shape: Look, name: str, aside: float = 0
) -> None:
    """One run of points, `aside` days beside its days: the line through them, and markers above every bar."""
    style, colour = frame.style, shape.colour
    shown = [day + aside for day in days]
    width = style.pt(2.2) * max(frame.room, 0.7)
    dots = marker(style, shape, style.c("card"), 11 * frame.room)
    if shape.dash != "none":
        frame.line(shown, values, color=colour, linewidth=width, linestyle=shape.dash, zorder=3, gid=f"run {name}")
    if shape.marker:
        frame.line(shown, values, zorder=4, gid=f"points {name}", clip_on=False, **dots)
    for index, day in enumerate(shown):
        x, y, half = frame.x(day), frame.y(values[index]), style.u(6) * frame.room
        frame.taken.keep(Box(x - half, y - half, x + half, y + half))
        if index and shape.dash != "none":
            frame.keep_line(frame.x(shown[index - 1]), frame.y(values[index - 1]), x, y)


def without_points(style: ChartStyle, size: tuple[float, float], ratio: float, words: str, summary: str) -> Drawn:
    """A chart without a point: what is missing, in the middle."""
    frame = Frame(style, size, ratio)
    lines = frame.wrapped(words, frame.width * 0.8)
    for index, line in enumerate(lines):
        y = frame.height / 2 + (index - (len(lines) - 1) / 2) * frame.line_height() * 1.15
        frame.text(frame.width / 2, y, line, "text2", align="center")
    return Drawn(frame.figure, (), summary)
