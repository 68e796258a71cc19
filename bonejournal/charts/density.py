"""Bone density over time: one site's BMD with its measurement noise, and its T-score in the WHO's ranges.

A line joins what can be compared, and nothing else. Both axes are fixed, so that noise never looks like news.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bonejournal.charts.boxes import Box
from bonejournal.charts.drawn import Drawn
from bonejournal.charts.frame import Frame, Said
from bonejournal.charts.lanes import draw_lane, draw_lanes, event_lanes, fractures_lane, lanes_height, packed, within
from bonejournal.charts.losses import draw_losses, loss_entries
from bonejournal.charts.plot import Look, draw_run, open_plot
from bonejournal.charts.runs import befores, draw_bars, empty, scanners, spoken_points
from bonejournal.charts.scans import (
    Range,
    day_of,
    draw_breaks,
    look,
    noise,
    runs_of,
    sentence,
    short_verdict,
    time_span,
)
from bonejournal.charts.style import ChartStyle
from bonejournal.domain.bone.comparison import Place, compare, histories
from bonejournal.domain.bone.density import (
    NORMAL_FROM,
    OSTEOPOROSIS_FROM,
    DxaScan,
    Result,
    Site,
    in_order,
    results,
    signed_t,
    t_results,
)
from bonejournal.domain.bone.events import bone_events
from bonejournal.domain.bone.expected_loss import ExpectedLoss, expected_loss
from bonejournal.domain.bone.standardised import bridging
from bonejournal.domain.profile import postmenopausal
from bonejournal.domain.said import t_sentence
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import exact, mark, number, signed, tr

SPAN_G_CM2 = 0.36
"""Height of the BMD axis for the spine and the hip."""
RADIUS_SPAN_G_CM2 = 0.24
MOST_ROWS, MOST_ROWS_ON_PAPER = 4, 2
"""Rows of medicines and fractures under the picture; all stand on their own pages."""
T_SPAN = (-4.0, 1.0)
"""The T-score axis, widened by whole numbers only."""


def shown_results(history: Sequence[Result], reach: Range, snapshot: Snapshot) -> list[Result]:
    """The results of a history that lie within the range."""
    start = reach.start(snapshot.on)
    return [result for result in history if start is None or result.scan.date >= start]


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
    low, high = bmd_axis(history, span)
    ticks = [(step / 20, number(step / 20, 2)) for step in _steps(low, high, 20)]
    if len(ticks) > 5:
        ticks = [(step / 10, number(step / 10, 2)) for step in _steps(low, high, 10)]
    entries = scanners(history, runs, looks)
    entries.append((None, tr("Bars on each point: measurement noise (LSC)")))
    expected = expected_loss(snapshot, whole) if style.full else ExpectedLoss(None)
    expected = expected if documents else replace(expected, documents=())
    entries += loss_entries(style, expected)
    common = [item for item in bridging(whole) if item[0] in history] if approximate and style.full else []
    if common:
        entries.append((_approximate(style), tr("approximate, different machines: standardised BMD")))
    days = time_span([day_of(result) for result in history], reach, snapshot.on)
    most = MOST_ROWS if style.full else MOST_ROWS_ON_PAPER
    events = bone_events(snapshot)
    # Paper has no room for a row of its own: fractures stand within the plot there, all of them.
    broken = None if style.full else within(fractures_lane(style, events.fractures), days)
    beneath = events if style.full else replace(events, fractures=())
    rows = packed(frame, event_lanes(style, beneath), days, most)
    open_plot(frame, [said for _, said in ticks], entries, days, (low, high), under=lanes_height(style, rows))
    frame.value_axis(ticks)
    frame.base()
    frame.crowd([day_of(item) for item in history])
    frame.years()
    draw_breaks(frame, whole, frame.axes.get_xlim())
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


def _approximate(style: ChartStyle) -> Look:
    """The look of standardised BMD: dotted and without colour, for it is no measurement."""
    return Look(style.c("text3"), "x", "full", (0, (1.2, 2.4)))


def _steps(low: float, high: float, per_unit: int) -> range:
    return range(math.ceil(low * per_unit - 1e-6), math.floor(high * per_unit + 1e-6) + 1)


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


def t_chart(
    snapshot: Snapshot,
    place: Place,
    style: ChartStyle,
    size: tuple[float, float],
    ratio: float = 1.0,
    reach: Range = Range.ALL,
    *,
    who_bands: bool = True,
) -> Drawn:
    """T-scores of one site and side from −4 to +1, on the WHO's three ranges as greys with their words.

    The ranges are for the years after menopause; where the latest scan is from before, Z-scores are shown without.
    size: width and height in pixels at `ratio` 1.
    """
    whole = score_history(snapshot, place)
    past = not whole or postmenopausal(snapshot.profile, whole[-1].scan.date)
    ranges_apply = past and _counts(snapshot, place)
    scores = {
        id(result): float(score)
        for result in whole
        if (score := result.row.t_score if past else result.row.z_score) is not None
    }
    history = [item for item in shown_results(whole, reach, snapshot) if id(item) in scores]
    if not history:
        return empty(style, size, ratio, whole, tr("No T-score on record for this site.") if whole else "")
    frame = Frame(style, size, ratio)
    runs = runs_of(whole)
    looks = [look(style, place, index, len(runs)) for index in range(len(runs))]
    values = [scores[id(item)] for item in history]
    low, high = math.floor(min(*values, T_SPAN[0])), math.ceil(max(*values, T_SPAN[1]))
    ticks = [(float(tick), signed(tick)) for tick in range(low, high + 1)]
    entries = scanners(history, runs, looks)
    if not past:
        entries.append((None, tr("Z-scores: the WHO’s ranges are for the years after menopause")))
    days = time_span([day_of(result) for result in history], reach, snapshot.on)
    open_plot(frame, [said for _, said in ticks], entries, days, (low, high))
    if ranges_apply and who_bands:
        _bands(frame, low, high)
    frame.value_axis(ticks)
    frame.base()
    frame.crowd([day_of(item) for item in history])
    frame.years()
    draw_breaks(frame, whole, frame.axes.get_xlim())
    for index, (run, shape) in enumerate(zip(runs, looks, strict=True)):
        shown = [result for result in run if result in history]
        if shown:
            days_shown = [day_of(result) for result in shown]
            draw_run(frame, days_shown, [scores[id(result)] for result in shown], shape, str(index))
    if ranges_apply and who_bands:
        _band_words(frame, low, high)
    for result, value in sorted(zip(history, values, strict=True), key=lambda item: -day_of(item[0])):
        said = signed_t(exact(value))
        room = frame.style.u(8)
        frame.place(frame.x(day_of(result)), frame.y(value), [[Said(said)]], (room, room))
    latest = next(item for item in reversed(whole) if id(item) in scores)
    said_score = signed_t(exact(scores[id(latest)]))
    if ranges_apply:
        summary = t_sentence(latest)
    elif past:
        summary = tr("T-score {score}. The WHO’s ranges are read at the spine and the hip.", score=said_score)
    else:
        summary = tr(
            "Z-score {score}. The WHO’s ranges are for the years after menopause; before, the Z-score is read.",
            score=said_score,
        )
    return Drawn(frame.figure, spoken_points(frame, whole, history, values), summary)


def _counts(snapshot: Snapshot, place: Place) -> bool:
    """Whether the WHO's ranges are for this site: the radius only where spine and hip have no T-score."""
    return place[0] in {result.row.site for result in t_results(snapshot.of(DxaScan))}


def score_history(snapshot: Snapshot, place: Place) -> list[Result]:
    """The results of one site and side that have a T- or Z-score or a BMD, oldest first."""
    return [
        result
        for scan in in_order(snapshot.of(DxaScan))
        for result in results(scan)
        if (result.row.site, result.row.side) == place
    ]


_WHO = (
    (float(NORMAL_FROM), 10.0, "card", mark("−1.0 and above: the range the WHO calls normal"), mark("normal (WHO)")),
    (
        float(OSTEOPOROSIS_FROM),
        float(NORMAL_FROM),
        "sunken",
        mark("between the two: the range the WHO calls low bone mass"),
        mark("low bone mass (WHO)"),
    ),
    (
        -10.0,
        float(OSTEOPOROSIS_FROM),
        "border",
        mark("−2.5 and below: the range the WHO calls osteoporosis"),
        mark("osteoporosis (WHO)"),
    ),
)
"""The WHO's ranges of the T-score: both ends, the ground's token, and what is written on it, long and short."""


def _bands(frame: Frame, low: float, high: float) -> None:
    frame.halo = False
    for lower, upper, ground, *_ in _WHO:
        frame.axes.axhspan(
            max(lower, low), min(upper, high), color=frame.style.c(ground), linewidth=0, zorder=0, gid="range"
        )


def _band_words(frame: Frame, low: float, high: float) -> None:
    """Each range's words where it is free, the long ones where there is room."""
    inset, half = frame.style.u(8), frame.line_height() / 2
    for lower, upper, _, *choices in _WHO:
        top, bottom = frame.y(min(upper, high)) + inset / 2, frame.y(max(lower, low)) - inset / 2
        _first_free(frame, [tr(words) for words in choices], (top + half, (top + bottom) / 2, bottom - half))


def _first_free(frame: Frame, choices: Sequence[str], middles: Sequence[float]) -> None:
    inset, half = frame.style.u(8), frame.line_height() / 2
    for said in choices:
        width = frame.measure(said)
        room = frame.plot.right - frame.plot.left - 2 * inset - width
        for share in (0, 1, 0.5, 0.25, 0.75, 0.125, 0.375, 0.625, 0.875):
            for middle in middles:
                left = frame.plot.left + inset + room * share
                box = Box(left, middle - half, left + width, middle + half)
                if room >= 0 and frame.taken.is_free(box):
                    frame.text(left, middle, said, "text2")
                    frame.taken.keep(box)
                    return
