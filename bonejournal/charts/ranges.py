"""Published ranges as bars on one scale of percent, and her own values with their measurement noise beneath them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bonejournal.charts.boxes import Box
from bonejournal.charts.drawn import Drawn
from bonejournal.charts.frame import Frame
from bonejournal.charts.plot import marker
from bonejournal.charts.point import Point
from bonejournal.charts.scans import look
from bonejournal.charts.style import ChartStyle
from bonejournal.domain.bone.beside_published import Beside, Hers
from bonejournal.domain.bone.density import Site
from bonejournal.domain.bone.published import Published
from bonejournal.domain.meaning.targets import source_titles
from bonejournal.domain.words import percent, tr

ROW = 36.0
"""The height of a row in units."""


def ranges_chart(beside: Beside, style: ChartStyle, size: tuple[float, float], ratio: float = 1.0) -> Drawn:
    """Published ranges, then hers; the range of what she does is darker and named.

    size: width and height in pixels at `ratio` 1.
    """
    frame = Frame(style, size, ratio)
    frame.halo = False
    names = [frame.wrapped(tr(one.name), frame.width * 0.36)[:2] for one in beside.published]
    own = [frame.wrapped(tr("Yours: {site}", site=one.name), frame.width * 0.36)[:2] for one in beside.hers]
    low, high, step = _reach(beside)
    ticks = [low + step * at for at in range(round((high - low) / step) + 1)]
    left = max(frame.measure(line) for lines in (*names, *own) for line in lines) + style.u(16)
    words = [frame.wrapped(range_words(one), frame.width * 0.27)[:2] for one in beside.published]
    words += [frame.wrapped(one.words, frame.width * 0.27)[:2] for one in beside.hers]
    right = frame.width - max(frame.measure(line) for lines in words for line in lines) - style.u(26)
    rows = len(names) + len(own)
    top = style.u(4)
    bottom = frame.height - frame.line_height() - style.u(10)
    row = min(style.u(ROW), (bottom - top) / max(rows, 1))
    bottom = top + row * rows
    frame.open(Box(left, top, right, bottom), (low, high), (rows, 0))
    widest = max(frame.measure(percent(tick, 0, sign=tick != 0)) for tick in ticks) + style.u(10)
    every = max(1, math.ceil(widest / (frame.x(step) - frame.x(0))))
    for tick in ticks:
        x = frame.x(tick)
        ink = style.c("control" if tick == 0 else "grid")
        frame.mark(
            (x, x), (top, bottom), color=ink, linewidth=style.pt(1.3 if tick == 0 else 1), zorder=0.5, gid="grid"
        )
        if round(tick / step) % every:
            continue
        said = percent(tick, 0, sign=tick != 0)
        frame.text(x, bottom + style.u(5) + frame.line_height() / 2, said, "text2", align="center")
    points = []
    for at, (one, lines) in enumerate(zip(beside.published, names, strict=True)):
        _write(frame, lines, frame.y(at + 0.5), bold=one.id == beside.does)
        points.append(_published(frame, one, frame.y(at + 0.5), hers=one.id == beside.does))
    for at, (mine, lines) in enumerate(zip(beside.hers, own, strict=True)):
        middle = frame.y(len(names) + at + 0.5)
        _write(frame, lines, middle)
        points.append(_hers(frame, mine, middle))
    for at, lines in enumerate(words):
        _write(frame, lines, frame.y(at + 0.5), beside=True)
    return Drawn(frame.figure, tuple(points), beside.sentence)


def _reach(beside: Beside) -> tuple[float, float, float]:
    """Both ends of the scale and its step: even percents that hold everything."""
    ends = [end for one in beside.published for end in (one.low, one.high)]
    ends += [one.value + sign * (one.noise or 0) for one in beside.hers for sign in (-1, 1)]
    low, high = min(*ends, 0.0), max(*ends, 0.0)
    step = 1.0 if high - low <= 8 else 2.0 if high - low <= 18 else 5.0 if high - low <= 50 else 20.0
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def _write(frame: Frame, lines: Sequence[str], middle: float, *, bold: bool = False, beside: bool = False) -> None:
    """A row's name before the plot, or what it comes to behind it."""
    x = frame.plot.right + frame.style.u(22) if beside else frame.plot.left - frame.style.u(12)
    for at, line in enumerate(lines):
        y = middle + (at - (len(lines) - 1) / 2) * frame.line_height()
        frame.text(x, y, line, "text", align="left" if beside else "right", bold=bold)


def _published(frame: Frame, one: Published, middle: float, *, hers: bool) -> Point:
    style, half = frame.style, frame.style.u(7)
    box = Box(frame.x(one.low), middle - half, frame.x(one.high), middle + half)
    frame.fill(box, style.c("band2" if hers else "lane"), name="published")
    # A bar is seen by its edge; that of what she does is stronger.
    xs = (box.left, box.right, box.right, box.left, box.left)
    ys = (box.top, box.top, box.bottom, box.bottom, box.top)
    edge = style.c("text2" if hers else "control")
    frame.mark(xs, ys, color=edge, linewidth=style.pt(1.6 if hers else 0.8), gid="does" if hers else "edge")
    spoken = "; ".join((tr(one.name), range_words(one), *source_titles(one.sources)))
    return Point((box.left + box.right) / 2, middle, spoken, "", (box.left, box.right))


def range_words(one: Published) -> str:
    """A range: "+3 % to +7 % in the first year"."""
    low, high = (percent(end, 1 if end % 1 else 0, sign=end != 0) for end in (one.low, one.high))
    if one.time:
        return tr("{low} to {high} {time}", low=low, high=high, time=tr(one.time))
    return tr("{low} to {high} a year", low=low, high=high)


def _hers(frame: Frame, one: Hers, middle: float) -> Point:
    style, row = frame.style, one.pair.later.row
    x, shape = frame.x(one.value), look(style, (row.site or Site.LUMBAR_SPINE, row.side), 0, 1)
    if one.noise is not None:
        ends = (frame.x(one.value - one.noise), frame.x(one.value + one.noise))
        frame.mark(
            ends, (middle, middle), color=shape.colour, linewidth=style.pt(1.6), marker="|", markersize=style.pt(9),
            markeredgewidth=style.pt(1.6), gid="noise",
        )  # fmt: skip
    frame.mark((x,), (middle,), **marker(style, shape, style.c("card"), 11), zorder=3, gid="hers")
    spoken = "; ".join((one.name, one.words, one.dates))
    return Point(x, middle, spoken, one.pair.later.scan.id)
