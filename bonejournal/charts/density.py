"""Bone density over time: one site's BMD with its measurement noise.

A line joins what can be compared, and nothing else. The axis is fixed, so that noise never looks like news.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bonejournal.charts.drawn import Drawn
from bonejournal.charts.frame import Frame, Said
from bonejournal.charts.lanes import (
    Lane,
    draw_lane,
    draw_lanes,
    event_lanes,
    fractures_lane,
    lanes_height,
    packed,
    within,
)
from bonejournal.charts.losses import draw_losses, loss_entries
from bonejournal.charts.plot import Entry, Look, draw_run, open_plot
from bonejournal.charts.runs import befores, draw_axes, draw_bars, empty, scanners, spoken_points
from bonejournal.charts.scans import (
    Range,
    day_of,
    look,
    noise,
    runs_of,
    sentence,
    short_verdict,
    shown_results,
    time_span,
)
from bonejournal.charts.style import ChartStyle
from bonejournal.domain.bone.comparison import Place, compare, histories
from bonejournal.domain.bone.density import DxaScan, Result, Site
from bonejournal.domain.bone.events import bone_events
from bonejournal.domain.bone.expected_loss import ExpectedLoss, expected_loss
from bonejournal.domain.bone.standardised import bridging
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import number, tr

SPAN_G_CM2 = 0.36
"""Height of the BMD axis for the spine and the hip."""
RADIUS_SPAN_G_CM2 = 0.24
MOST_ROWS, MOST_ROWS_ON_PAPER = 4, 2
"""Rows of medicines and fractures under the picture; all stand on their own pages."""


def bmd_span(history: Sequence[Result]) -> float:
    """The height of the BMD axis in g/cm²: fixed for the site, more only where the data need it."""
    if not history:
        return SPAN_G_CM2
    fixed = RADIUS_SPAN_G_CM2 if history[0].row.site is Site.RADIUS_33 else SPAN_G_CM2
    low, high = _ends(history)
    return max(fixed, math.ceil((high - low) * 1.12 / 0.04 - 1e-9) * 0.04)


def _ends(history: Sequence[Result]) -> tuple[float, float]:
    runs = runs_of(history)
    bars = [(float(item.bmd or 0), float(noise(item, run) or 0)) for run in runs for item in run]
    return min(bmd - lsc for bmd, lsc in bars), max(bmd + lsc for bmd, lsc in bars)


def bmd_axis(history: Sequence[Result], span: float | None = None) -> tuple[float, float]:
    """Both ends of the BMD axis in g/cm²: the span centred on the data, at even hundredths."""
    height = max(span or 0, bmd_span(history))
    values = [float(item.bmd or 0) for item in history]
    low = round(((min(values) + max(values)) / 2 - height / 2) / 0.02) * 0.02
    bottom, top = _ends(history)
    while low + height < top:
        low += 0.01
    while low > bottom:
        low -= 0.01
    low = max(0.0, round(low, 3))
    return low, round(low + height, 3)


def bmd_chart(
    snapshot: Snapshot,
    place: Place,
    style: ChartStyle,
    size: tuple[float, float],
    ratio: float = 1.0,
    reach: Range = Range.ALL,
    span: float | None = None,
    *,
    documents: bool = False,
    approximate: bool = False,
) -> Drawn:
    """BMD of one site and side over time, with noise bars, verdicts and breaks.

    size: width and height in pixels at `ratio` 1; ratio: device pixels a pixel; span: the least height of the value
    axis in g/cm², where two charts are to be read beside each other. documents: whether their figures of loss stand
    beside it; approximate: whether standardised BMD does. Paper has neither, nor the usual range.
    """
    whole = histories(snapshot.of(DxaScan)).get(place, [])
    history = shown_results(whole, reach, snapshot)
    if not history:
        return empty(style, size, ratio, whole)
    frame = Frame(style, size, ratio)
    runs = runs_of(whole)
    looks = [look(style, place, index, len(runs)) for index in range(len(runs))]
    ends = bmd_axis(history, span)
    ticks = _ticks(*ends)
    expected = expected_loss(snapshot, whole) if style.full else ExpectedLoss(None)
    expected = expected if documents else replace(expected, documents=())
    common = [item for item in bridging(whole) if item[0] in history] if approximate and style.full else []
    entries = [*scanners(history, runs, looks), *_legend(style, expected, common=bool(common))]
    days = time_span([day_of(result) for result in history], reach, snapshot.on)
    broken, rows = _beneath(frame, snapshot, days)
    open_plot(frame, [said for _, said in ticks], entries, days, ends, under=lanes_height(style, rows))
    draw_axes(frame, ticks, whole, history)
    draw_losses(frame, expected)
    if common:
        draw_run(frame, [day_of(item) for item, _ in common], [at for _, at in common], _approximate(style), "standard")
    known = (days[0], min(days[1], snapshot.on.toordinal()))
    bars = _draw_runs(frame, runs, looks, history)
    meanwhile = draw_lane(frame, broken, frame.plot.bottom - style.u(9), known) if broken is not None else []
    _labels(frame, whole, history, bars)
    # The scans come last: reading begins at the latest one.
    meanwhile += draw_lanes(frame, rows, known)
    points = spoken_points(frame, whole, history, [float(item.bmd or 0) for item in history])
    return Drawn(frame.figure, (*meanwhile, *points), sentence(whole))


def _ticks(low: float, high: float) -> list[tuple[float, str]]:
    """Every 0.05 g/cm², or every 0.1 where those are more than five."""
    for per_unit in (20, 10):
        steps = range(math.ceil(low * per_unit - 1e-6), math.floor(high * per_unit + 1e-6) + 1)
        if len(steps) <= 5:
            break
    return [(step / per_unit, number(step / per_unit, 2)) for step in steps]


def _legend(style: ChartStyle, expected: ExpectedLoss, *, common: bool) -> list[Entry]:
    """What stands beside the scans; common: whether standardised BMD does."""
    entries: list[Entry] = [(None, tr("Bars on each point: measurement noise (LSC)")), *loss_entries(style, expected)]
    if common:
        entries.append((_approximate(style), tr("approximate, different machines: standardised BMD")))
    return entries


def _beneath(frame: Frame, snapshot: Snapshot, days: tuple[float, float]) -> tuple[Lane | None, list[Lane]]:
    """Fractures within the plot, and the rows of medicines and fractures under it.

    Paper has no room for a row of its own: fractures stand within the plot there, all of them.
    """
    style, events = frame.style, bone_events(snapshot)
    if style.full:
        return None, packed(frame, event_lanes(style, events), days, MOST_ROWS)
    broken = within(fractures_lane(style, events.fractures), days)
    return broken, packed(frame, event_lanes(style, replace(events, fractures=())), days, MOST_ROWS_ON_PAPER)


def _approximate(style: ChartStyle) -> Look:
    """The look of standardised BMD: dotted and without colour, for it is no measurement."""
    return Look(style.c("text3"), "x", "full", (0, (1.2, 2.4)))


def _draw_runs(
    frame: Frame, runs: Sequence[Sequence[Result]], looks: Sequence[Look], history: Sequence[Result]
) -> dict[int, float]:
    """Draw what is shown of each run; how far the bar of each result reaches, by its place in `history`."""
    reach: dict[int, float] = {}
    for number_, (run, shape) in enumerate(zip(runs, looks, strict=True)):
        shown = [result for result in run if result in history]
        known = [(result, float(lsc)) for result in shown if (lsc := noise(result, run)) is not None]
        reached = draw_bars(
            frame, [(day_of(result), float(result.bmd or 0), lsc) for result, lsc in known], shape.colour
        )
        reach |= {history.index(result): far for (result, _), far in zip(known, reached, strict=True)}
        if shown:
            days = [day_of(result) for result in shown]
            draw_run(frame, days, [float(result.bmd or 0) for result in shown], shape, str(number_))
    return reach


def _labels(frame: Frame, whole: Sequence[Result], history: Sequence[Result], bars: dict[int, float]) -> None:
    """Values and verdicts beside the points, the latest and what is real first."""
    wanted: list[tuple[int, int, Said | None]] = []
    earlier = befores(whole)
    for index, result in enumerate(history):
        before = earlier.get(result.scan.id)
        verdict = short_verdict(compare(before, result)) if before is not None and frame.style.full else None
        first = 0 if index == len(history) - 1 else 1 if verdict is not None and verdict.bold else 2
        wanted.append((first, -index, verdict))
    for _, place, verdict in sorted(wanted, key=lambda item: item[:2]):
        result = history[-place]
        value = Said(number(result.bmd or Decimal(0), 3))
        x, y = frame.x(day_of(result)), frame.y(float(result.bmd or 0))
        choices: list[Sequence[Said]] = [[value]]
        if verdict is not None:
            choices = [[verdict, value] if verdict.colour == "met" else [value, verdict], [value]]
        bar = bars.get(-place, frame.style.u(6))
        frame.place(x, y, choices, (bar, bar))
