"""All sites in one picture: change in percent from the first scan of each scanner."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bonejournal.charts.drawn import Drawn
from bonejournal.charts.frame import Frame, spread
from bonejournal.charts.plot import Look, draw_run, marker, open_plot
from bonejournal.charts.point import Point
from bonejournal.charts.runs import befores, draw_bars, empty
from bonejournal.charts.scans import (
    Range,
    day_of,
    draw_breaks,
    look,
    noise,
    runs_of,
    said_change,
    short_change,
    spoken,
    time_span,
)
from bonejournal.charts.style import ChartStyle
from bonejournal.domain.bone.comparison import Comparison, Place, comparable_before, compare, histories
from bonejournal.domain.bone.density import DxaScan, Result, Side, Site
from bonejournal.domain.said import site_words
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import percent, tr

SITES = (Site.LUMBAR_SPINE, Site.TOTAL_HIP, Site.FEMORAL_NECK)
LEAST_PERCENT = 10
"""The axis reaches this far up and down at least, and further in steps of 5."""


def main_places(snapshot: Snapshot) -> list[Place]:
    """Spine, total hip and femoral neck as on record, each with the side that has the latest and the most results."""
    held = histories(snapshot.of(DxaScan))
    found: list[Place] = []
    for site in SITES:
        places = [place for place in held if place[0] is site]
        if places:
            found.append(max(places, key=lambda place: (held[place][-1].scan.date, len(held[place]), _side(place))))
    return found


def _side(place: Place) -> int:
    return {Side.LEFT: 3, Side.RIGHT: 2, Side.MEAN: 1}.get(place[1], 0) if place[1] else 0


@dataclass(frozen=True, slots=True)
class ChangeRun:
    """One site on one scanner; values in percent of its first BMD."""

    place: Place
    results: list[Result]
    values: list[float]
    bars: list[float | None]
    shape: Look

    @property
    def whole(self) -> Comparison | None:
        """The latest result against the first."""
        return compare(self.results[0], self.results[-1]) if len(self.results) > 1 else None


def change_chart(
    snapshot: Snapshot,
    style: ChartStyle,
    size: tuple[float, float],
    ratio: float = 1.0,
    reach: Range = Range.ALL,
) -> Drawn:
    """Change of spine, total hip and femoral neck, each scanner starting at zero with its first scan.

    size: width and height in pixels at `ratio` 1.
    """
    held = histories(snapshot.of(DxaScan))
    places = main_places(snapshot)
    start = reach.start(snapshot.on)
    runs = change_runs(snapshot, style)
    shown = [item for run in runs for item in run.results if start is None or item.scan.date >= start]
    if not shown:
        return empty(style, size, ratio, [item for place in places for item in held[place]])
    frame = Frame(style, size, ratio)
    top, ticks = change_axis(runs)
    labels = {run.place: _label(run) for run in runs if run.shape.latest}
    room = max(frame.measure(words) for words in labels.values()) + style.u(26)
    beside = room < frame.width * 0.42
    note = tr("Each scanner starts at zero with its first scan. Bars: measurement noise (LSC)")
    entries = [(run.shape if not beside else None, labels[run.place]) for run in runs if run.shape.latest]
    days = time_span([day_of(item) for item in shown], reach, snapshot.on)
    open_plot(
        frame, [said for _, said in ticks], [*([] if beside else entries), (None, note)], days, (-top, top),
        room if beside else 0,
    )  # fmt: skip
    frame.value_axis(ticks, 0)
    frame.crowd([day_of(item) for item in shown])
    frame.years()
    longest = max((held[place] for place in places), key=len)
    draw_breaks(frame, longest, frame.axes.get_xlim())
    points = [point for index, run in enumerate(runs) for point in draw_change(frame, run, shown, held, places, index)]
    if beside:
        _direct(frame, [(run, labels[run.place]) for run in runs if run.shape.latest])
    points.sort(key=lambda point: (point.x, point.y))
    return Drawn(frame.figure, tuple(points), _summary(held, places))


def change_runs(snapshot: Snapshot, style: ChartStyle) -> list[ChangeRun]:
    """What can be compared of spine, total hip and femoral neck, scanner by scanner."""
    held = histories(snapshot.of(DxaScan))
    return [run for place in main_places(snapshot) for run in _runs(place, held[place], style)]


def change_axis(runs: Sequence[ChangeRun]) -> tuple[int, list[tuple[float, str]]]:
    """How far the axis reaches up and down in percent, and its ticks."""
    reached = max(
        (abs(value) + (bar or 0) for run in runs for value, bar in zip(run.values, run.bars, strict=True)), default=0
    )
    top = max(LEAST_PERCENT, math.ceil(reached * 1.05 / 5) * 5)
    step = 5 if top <= 15 else 10 if top <= 40 else 20
    return top, [(float(tick), percent(tick, 0, sign=True)) for tick in range(-(top // step) * step, top + 1, step)]


def _runs(place: Place, history: Sequence[Result], style: ChartStyle) -> list[ChangeRun]:
    found = runs_of(history)
    made: list[ChangeRun] = []
    for number_, run in enumerate(found):
        first = float(run[0].bmd or 0)
        values = [100 * (float(item.bmd or 0) - first) / first for item in run]
        noises = [noise(item, run) for item in run]
        bars = [None if lsc is None else 100 * float(lsc) / first for lsc in noises]
        bars[0] = None
        made.append(ChangeRun(place, run, values, bars, look(style, place, number_, len(found))))
    return made


def _label(run: ChangeRun) -> str:
    name = run.results[-1].row.label
    if run.whole is None:
        return name
    return tr("{site} {change}", site=name, change=said_change(run.whole))


def draw_change(
    frame: Frame,
    run: ChangeRun,
    shown: Sequence[Result],
    held: dict[Place, list[Result]],
    places: list[Place],
    index: int,
) -> list[Point]:
    """Draw what is shown of one run; sites stand a little beside each other so that their bars can be told apart."""
    aside = (places.index(run.place) - (len(places) - 1) / 2) * frame.style.u(7)
    per_day = frame.x(1) - frame.x(0)
    scans = {item.scan.id for item in shown}
    kept = [place for place, item in enumerate(run.results) if item.scan.id in scans]
    bars = [
        (day_of(run.results[place]) + aside / per_day, run.values[place], bar)
        for place in kept
        if (bar := run.bars[place]) is not None
    ]
    draw_bars(frame, bars, run.shape.colour)
    if not kept:
        return []
    results = [run.results[place] for place in kept]
    draw_run(
        frame,
        [day_of(item) for item in results],
        [run.values[place] for place in kept],
        run.shape,
        str(index),
        aside / per_day,
    )
    before = befores(held[run.place])
    return [
        Point(
            frame.x(day_of(item)) + aside,
            frame.y(run.values[place]),
            partial(spoken, item, before.get(item.scan.id)),
            item.scan.id,
        )
        for place, item in zip(kept, results, strict=True)
    ]


def _direct(frame: Frame, labelled: Sequence[tuple[ChangeRun, str]]) -> None:
    """Names at the right end, at the height of their last value and never on each other."""
    wanted = sorted((frame.y(run.values[-1]), words) for run, words in labelled)
    heights = spread([y for y, _ in wanted], frame.line_height())
    shapes = {words: run.shape for run, words in labelled}
    x = frame.plot.right + frame.style.u(10)
    for (_, words), middle in zip(wanted, heights, strict=True):
        frame.mark((x,), (middle,), **marker(frame.style, shapes[words], frame.style.c("card"), 8))
        frame.text(x + frame.style.u(9), middle, words, over=True)


def _summary(held: dict[Place, list[Result]], places: Sequence[Place]) -> str:
    """One sentence: each site's latest comparable change."""
    parts = []
    for place in places:
        latest = comparable_before(held[place])
        if latest is not None:
            parts.append(tr("{site} {change}", site=site_words(latest.later), change=short_change(latest)))
    if not parts:
        return tr("One scan so far. A second on the same scanner makes a comparison possible.")
    joined = "; ".join(parts)
    return tr("Since the last comparable scan: {changes}.", changes=joined)
