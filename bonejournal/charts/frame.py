"""The ground of a time chart: axes placed by hand, texts measured before they are set, labels that keep clear of marks.

Lengths are pixels at ratio 1 with y downwards, as the window counts them; values are the chart's own.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from bonejournal.charts.boxes import Box, Room
from bonejournal.charts.fonts import drawable, properties
from bonejournal.charts.letters import Outline, TextLine, text_width
from bonejournal.charts.plain import PlainAxes
from bonejournal.charts.style import DPI, ChartStyle

LINE = 1.32
"""Height of a line of text, in sizes of its letters."""
_SIZE = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True)
class Said:
    """A line of a label: its text, its colour's token and whether it is bold."""

    text: str
    colour: str = "text"
    bold: bool = False


class Frame:
    """A figure with one plot over time; texts and labels stand on a second layer over the whole picture."""

    def __init__(self, style: ChartStyle, size: tuple[float, float], ratio: float) -> None:
        self.style = style
        self.width, self.height = size
        self.ratio = ratio
        self.figure = Figure(figsize=(size[0] / DPI, size[1] / DPI), dpi=DPI * ratio, facecolor=style.ground)
        self._over = self.figure.add_axes(PlainAxes(self.figure, (0, 0, 1, 1), zorder=5))
        self._over.set_axis_off()
        self._over.set_xlim(0, size[0])
        self._over.set_ylim(size[1], 0)
        self.taken = Room()
        self.halo = True
        self.room = 1.0
        """How large marks are, below 1 where many points stand close."""
        self.plot = Box(0, 0, *size)
        self.axes: Axes = self._over
        self._x = (0.0, 1.0)
        self._y = (0.0, 1.0)

    def open(self, plot: Box, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Place the plot; x in ordinal days, y in the chart's unit."""
        self.plot, self._x, self._y = plot, x, y
        place = (
            plot.left / self.width,
            1 - plot.bottom / self.height,
            (plot.right - plot.left) / self.width,
            (plot.bottom - plot.top) / self.height,
        )
        self.axes = self.figure.add_axes(PlainAxes(self.figure, place, facecolor="none", zorder=2))
        self.axes.set_xlim(*x)
        self.axes.set_ylim(*y)
        self.axes.set_axis_off()

    def crowd(self, days: Sequence[int]) -> None:
        """Make marks smaller where the points of `days` stand closer than marks are wide."""
        ordered = sorted({self.x(day) for day in days})
        if len(ordered) > 1:
            apart = (ordered[-1] - ordered[0]) / (len(ordered) - 1)
            self.room = min(1.0, max(0.4, apart / self.style.u(24)))

    def x(self, day: float) -> float:
        """Where an ordinal day stands."""
        share = (day - self._x[0]) / (self._x[1] - self._x[0])
        return self.plot.left + share * (self.plot.right - self.plot.left)

    def y(self, value: float) -> float:
        """Where a value stands."""
        share = (value - self._y[0]) / (self._y[1] - self._y[0])
        return self.plot.bottom - share * (self.plot.bottom - self.plot.top)

    def line_height(self) -> float:
        """The height of a line of text."""
        return self.style.u(self.style.label_px) * LINE

    def measure(self, text: str, *, bold: bool = False) -> float:
        """The width of a text."""
        return text_width(drawable(text), self.style.pt(self.style.label_px)) + (self.style.u(0.6) if bold else 0)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        colour: str = "text",
        *,
        align: str = "left",
        bold: bool = False,
        over: bool = False,
    ) -> None:
        """Write one line with its middle at y.

        over: it stands over lines, and gets a halo of the card unless the frame's `halo` is off.
        """
        said, style = drawable(text), self.style
        ink = style.c(colour)
        halo = Outline(style.c("card"), style.pt(3)) if over and self.halo else None
        before = self.measure(text) * _SIZE[align] if align != "left" else 0.0
        base = y + style.u(style.label_px) * 0.36
        font = properties(said, style.pt(style.label_px))
        line = TextLine(x - before, base, said, font, ink, halo, Outline(ink, style.pt(0.45)) if bold else None)
        self._over.add_artist(line)

    def mark(self, xs: Sequence[float], ys: Sequence[float], **look: Any) -> Line2D:
        """A line on the upper layer, such as a sample in the legend."""
        line = Line2D(xs, ys, **look)
        self._over.add_artist(line)
        return line

    def strokes(self, xs: Sequence[float], ends: tuple[float, float], **look: Any) -> None:
        """Upright lines on the upper layer, all from one height to another, drawn at once."""
        if xs:
            apart = [place for x in xs for place in (x, x, math.nan)]
            self.mark(apart, [*ends, math.nan] * len(xs), **look)

    def line(self, xs: Sequence[float], ys: Sequence[float], **look: Any) -> None:
        """A line in the plot, in days and the chart's unit; the plot shows what it was opened for."""
        self.axes.add_artist(Line2D(xs, ys, **look))

    def across(self, value: float, colour: str, width: float, **look: Any) -> None:
        """A line across the plot at a value, of a token's colour and so many units wide."""
        ink, thick = self.style.c(colour), self.style.pt(width)
        self.line(self._x, (value, value), color=ink, linewidth=thick, clip_on=False, **look)

    def fill(self, box: Box, colour: str, *, name: str = "") -> None:
        """An area on the upper layer, beneath its lines and texts; `colour` as matplotlib has it."""
        size = (box.right - box.left, box.bottom - box.top)
        self._over.add_artist(Rectangle((box.left, box.top), *size, facecolor=colour, linewidth=0, zorder=1, gid=name))

    def fills(self, boxes: Sequence[Box], colour: str, *, name: str = "") -> None:
        """Many areas of one colour, as `fill` draws them but as one shape."""
        if boxes:
            corners = [
                ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
                for box in boxes
            ]
            whole = Path.make_compound_path_from_polys(np.array(corners))
            self._over.add_artist(PathPatch(whole, facecolor=colour, linewidth=0, zorder=1, gid=name))

    def shape(self, patch: Patch) -> None:
        """A shape whose lengths are pixels, on the upper layer."""
        self._over.add_artist(patch)

    def wrapped(self, text: str, width: float) -> list[str]:
        """The text in lines no wider than `width`; a word wider than that is cut."""
        whole = " ".join(drawable(text).split())
        if whole and self.measure(whole) <= width:
            return [whole]
        lines: list[str] = []
        for word in drawable(text).split():
            joined = f"{lines[-1]} {word}" if lines else word
            if lines and self.measure(joined) <= width:
                lines[-1] = joined
                continue
            while len(word) > 1 and self.measure(word) > width:
                fits = max(1, bisect_right(range(1, len(word)), width, key=lambda end: self.measure(word[:end])))
                lines.append(word[:fits])
                word = word[fits:]
            lines.append(word)
        return lines

    def place(self, x: float, y: float, choices: Iterable[Sequence[Said]], reach: tuple[float, float]) -> Box | None:
        """Write the first of `choices` that finds room beside the point x, y and keep that room.

        reach: how far the point's bar goes above and below it. None where there is no room: the table has it too.
        """
        for lines in choices:
            width = max(self.measure(line.text, bold=line.bold) for line in lines)
            height = self.line_height() * len(lines)
            for box, align in self._beside(x, y, width, height, reach):
                if not box.within(self.plot) or not self.taken.is_free(box):
                    continue
                anchor = box.left + (box.right - box.left) * _SIZE[align]
                for number, line in enumerate(lines):
                    middle = box.top + self.line_height() * (number + 0.5)
                    self.text(anchor, middle, line.text, line.colour, align=align, bold=line.bold, over=True)
                air = self.style.u(4)  # so that two numbers beside each other do not read as one
                self.taken.keep(Box(box.left - air, box.top, box.right + air, box.bottom))
                return box
        return None

    def _beside(
        self, x: float, y: float, width: float, height: float, reach: tuple[float, float]
    ) -> Iterable[tuple[Box, str]]:
        gap, near, up, down = self.style.u(10), self.style.u(3), reach[0], reach[1]
        tops = (
            y - height - near,
            y + near,
            y - height / 2,
            y - height * 0.75,
            y - height * 0.2,
            y - height - up,
            y + down,
        )
        for top in tops[:2]:
            yield Box(x + gap, top, x + gap + width, top + height), "left"
            yield Box(x - gap - width, top, x - gap, top + height), "right"
        for top in (y - up - near - height, y + down + near):
            yield Box(x - width / 2, top, x + width / 2, top + height), "center"
        for top in tops[2:]:
            yield Box(x + gap, top, x + gap + width, top + height), "left"
            yield Box(x - gap - width, top, x - gap, top + height), "right"

    def keep_line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Keep labels off a straight line."""
        steps = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) / self.style.u(5)))
        half = self.style.u(2)
        for step in range(steps + 1):
            x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
            self.taken.keep(Box(x - half, y - half, x + half, y + half))

    def value_axis(self, ticks: Sequence[tuple[float, str]], floor: float | None = None) -> None:
        """Horizontal lines with their numbers left of the plot, as far as they have room; `floor` is the base."""
        apart = abs(self.y(ticks[1][0]) - self.y(ticks[0][0])) if len(ticks) > 1 else self.height
        every = max(1, math.ceil(self.line_height() / max(apart, 1)))
        first = next((number for number, (value, _) in enumerate(ticks) if value == floor), 0)
        for number, (value, said) in enumerate(ticks):
            base = floor is not None and abs(value - floor) < 1e-9
            ink, width = ("control", 1.3) if base else ("grid", 1.0)
            self.across(value, ink, width, zorder=1, gid="grid")
            if (number - first) % every == 0:
                self.text(self.plot.left - self.style.u(8), self.y(value), said, "text2", align="right")

    def base(self) -> None:
        """The line the years stand under."""
        self.across(self._y[0], "control", 1.3, zorder=1, gid="base")

    def years(self) -> None:
        """Years under the plot, each at its 1 January, as many as there is room for."""
        first, last = (dt.date.fromordinal(int(edge)).year for edge in self._x)
        width = self.measure("2000") + self.style.u(16)
        for step in (1, 2, 5, 10, 20, 50):
            start = first + 1 if step == 2 else 0
            shown = [year for year in range(first + 1, last + 1) if (year - start) % step == 0]
            if len(shown) < 2 or self.x(366 * step) - self.x(0) >= width:
                break
        middle = self.plot.bottom + self.style.u(5) + self.line_height() / 2
        half = self.measure("2000") / 2
        for year in shown:
            x = self.x(dt.date(year, 1, 1).toordinal())
            if half <= x <= self.width - half:
                self.text(x, middle, str(year), "text2", align="center")


def spread(middles: Sequence[float], apart: float) -> list[float]:
    """Heights near `middles`, which ascend, so that lines of text there are at least `apart` from each other."""
    heights = list(middles)
    for _ in range(20):
        for place in range(1, len(heights)):
            overlap = heights[place - 1] + apart - heights[place]
            if overlap > 0.01:
                heights[place - 1] -= overlap / 2
                heights[place] += overlap / 2
    return heights
