"""Results of scans on a plot: noise bars, spoken points, the legend of scanners, and the chart without a scan."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from bonejournal.charts.boxes import Box
from bonejournal.charts.drawn import Drawn
from bonejournal.charts.frame import Frame
from bonejournal.charts.plot import Entry, Look, without_points
from bonejournal.charts.point import Point
from bonejournal.charts.scans import day_of, draw_breaks, scanner_name, sentence, spoken
from bonejournal.charts.style import ChartStyle
from bonejournal.domain.bone.density import Result
from bonejournal.domain.words import tr


def draw_axes(
    frame: Frame, ticks: Sequence[tuple[float, str]], whole: Sequence[Result], history: Sequence[Result]
) -> None:
    """Both axes of an open plot and its lower edge, and where the scanner changed.

    whole: all results of the site, history: those shown, both oldest first.
    """
    frame.value_axis(ticks)
    frame.base()
    frame.crowd([day_of(item) for item in history])
    frame.years()
    draw_breaks(frame, whole, frame.axes.get_xlim())


def draw_bars(frame: Frame, bars: Sequence[tuple[float, float, float]], colour: str) -> list[float]:
    """Noise bars of one colour, each (day, value, half above and below it); how far each reaches, in pixels."""
    if not bars:
        return []
    style = frame.style
    xs: list[float] = []
    ys: list[float] = []
    reach: list[float] = []
    for day, value, half in bars:
        x, low, high = frame.x(day), frame.y(value - half), frame.y(value + half)
        xs += (day, day, math.nan)
        ys += (value - half, value + half, math.nan)
        frame.taken.keep(Box(x - style.u(5), high, x + style.u(5), low))
        reach.append(low - frame.y(value))
    thick = style.pt(1.6 * max(frame.room, 0.6))
    frame.line(
        xs, ys, color=colour, linewidth=thick, zorder=2, gid="bars",
        marker="_", markersize=style.pt(9 * frame.room), markeredgewidth=thick,
    )  # fmt: skip
    return reach


def befores(whole: Sequence[Result]) -> dict[str, Result]:
    """The result just before each of one place, by the id of the later one's scan; the first has none."""
    return {later.scan.id: earlier for earlier, later in pairwise(whole)}


def spoken_points(
    frame: Frame, whole: Sequence[Result], history: Sequence[Result], values: Sequence[float]
) -> tuple[Point, ...]:
    """Each result's place in the picture and what it says."""
    before = befores(whole)
    return tuple(
        Point(
            frame.x(day_of(result)),
            frame.y(value),
            partial(spoken, result, before.get(result.scan.id)),
            result.scan.id,
        )
        for result, value in zip(history, values, strict=True)
    )


def empty(
    style: ChartStyle, size: tuple[float, float], ratio: float, whole: Sequence[Result], words: str = ""
) -> Drawn:
    """A chart without a point: what is missing, in the middle."""
    summary = sentence(whole)
    shown = words or (tr("No scan in this period.") if whole else summary)
    return without_points(style, size, ratio, shown, words or summary)


def scanners(history: Sequence[Result], runs: Sequence[Sequence[Result]], looks: Sequence[Look]) -> list[Entry]:
    """The legend of the scanners shown."""
    entries: list[Entry] = [
        (shape, scanner_name(run[0], runs))
        for run, shape in zip(runs, looks, strict=True)
        if any(result in history for result in run)
    ]
    return entries
