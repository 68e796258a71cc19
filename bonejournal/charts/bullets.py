"""The averages of a week against what is asked for, to be taken along: a bar each, food solid, tablets outlined."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from matplotlib.patches import Rectangle

from bonejournal.charts.boxes import Box
from bonejournal.charts.drawn import Drawn
from bonejournal.charts.frame import Frame
from bonejournal.charts.point import Point
from bonejournal.charts.style import ChartStyle
from bonejournal.domain.nutrition.eating import Bar, WeekFacts
from bonejournal.domain.words import tr

ROW, THICK, TALL = 34, 12, 18
"""Heights in units: of a row, of a bar, and of what stands across it."""


def week_chart(facts: WeekFacts, style: ChartStyle, width: float, ratio: float = 1.0, *, summary: str) -> Drawn:
    """All averages, each with its figure, and what is counted by days beneath; as tall as it needs to be.

    width: in pixels at `ratio` 1.
    """
    rows = len(facts.bars) + len(facts.days)
    probe = Frame(style, (width, 1.0), ratio)
    height = rows * style.u(ROW) + style.u(16) + probe.line_height() + style.u(8)
    frame = Frame(style, (width, height), ratio)
    names = [bar.name for bar in facts.bars] + [days.name for days in facts.days]
    left = max(map(frame.measure, names), default=0) + style.u(16)
    figures = [tr("{value} {of}", value=bar.value, of=bar.of).strip() for bar in facts.bars]
    right = width - max(map(frame.measure, figures), default=0) - style.u(16)
    points = []
    for at, (bar, figure) in enumerate(zip(facts.bars, figures, strict=True)):
        middle = (at + 0.5) * style.u(ROW)
        frame.text(style.u(2), middle, bar.name)
        frame.text(width - style.u(2), middle, figure, align="right")
        if bar.food is not None:
            _draw_bar(frame, bar, (left, right), middle)
        points.append(Point((left + right) / 2, middle, bar.said, ""))
    for at, days in enumerate(facts.days, start=len(facts.bars)):
        middle = (at + 0.5) * style.u(ROW)
        frame.text(style.u(2), middle, days.name)
        frame.text(left, middle, days.text, "text2")
    _draw_key(frame, rows * style.u(ROW) + style.u(16) + frame.line_height() / 2)
    return Drawn(frame.figure, tuple(points), summary)


def _draw_bar(frame: Frame, bar: Bar, ends: tuple[float, float], middle: float) -> None:
    style, half = frame.style, frame.style.u(THICK) / 2

    def at(amount: Decimal) -> float:
        return ends[0] + (ends[1] - ends[0]) * float(min(max(amount / bar.full, Decimal(0)), Decimal(1)))

    food, tablets = bar.food or Decimal(0), bar.tablets or Decimal(0)
    frame.fill(Box(ends[0], middle - half, ends[1], middle + half), style.c("sunken"), name="room")
    if bar.band is not None:
        frame.fill(Box(at(bar.band[0]), middle - half, at(bar.band[1]), middle + half), style.c("band2"), name="range")
    _food(frame, Box(ends[0], middle - half, at(food), middle + half))
    if tablets:
        _tablets(frame, Box(at(food), middle - half, at(food + tablets), middle + half))
    if bar.tick is not None:
        _target(frame, at(bar.tick), middle)
    if bar.upper is not None:
        _limit(frame, at(bar.upper), middle)


def _food(frame: Frame, box: Box) -> None:
    frame.fill(box, frame.style.c("series1"), name="food")


def _tablets(frame: Frame, box: Box) -> None:
    inset = frame.style.u(1)
    frame.shape(
        Rectangle(
            (box.left + inset, box.top + inset), max(0.0, box.right - box.left - 2 * inset),
            box.bottom - box.top - 2 * inset, facecolor=frame.style.c("card"), edgecolor=frame.style.c("series1"),
            linewidth=frame.style.pt(2), gid="tablets",
        )
    )  # fmt: skip


def _range(frame: Frame, box: Box) -> None:
    frame.fill(box, frame.style.c("band2"), name="range")


def _target(frame: Frame, x: float, middle: float) -> None:
    half = frame.style.u(TALL) / 2
    ends = (middle - half, middle + half)
    frame.mark((x, x), ends, color=frame.style.c("text"), linewidth=frame.style.pt(2), zorder=3, gid="target")


def _limit(frame: Frame, x: float, middle: float) -> None:
    half = frame.style.u(TALL) / 2
    frame.mark(
        (x, x), (middle - half, middle + half), color=frame.style.c("text2"), linewidth=frame.style.pt(2),
        linestyle=(0, (1.5, 1.2)), zorder=3, gid="limit",
    )  # fmt: skip


def _draw_key(frame: Frame, middle: float) -> None:
    """What the parts of the bars mean, in one line."""
    style, x = frame.style, frame.style.u(2)
    areas: tuple[tuple[Callable[[Frame, Box], None], str], ...] = (
        (_food, tr("food")), (_tablets, tr("tablets")), (_range, tr("range")),
    )  # fmt: skip
    for draw, words in areas:
        draw(frame, Box(x, middle - style.u(5), x + style.u(18), middle + style.u(5)))
        frame.text(x + style.u(24), middle, words, "text2")
        x += style.u(24 + 18) + frame.measure(words)
    marks: tuple[tuple[Callable[[Frame, float, float], None], str], ...] = (
        (_target, tr("target")), (_limit, tr("upper limit")),
    )  # fmt: skip
    for stand, words in marks:
        stand(frame, x + style.u(2), middle)
        frame.text(x + style.u(10), middle, words, "text2")
        x += style.u(10 + 18) + frame.measure(words)
