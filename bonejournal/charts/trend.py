"""Values over time, plainly: what she measures, eats or lifts, with lines to read it against and lanes of medicines.

The caller says what compares: hollow values stand beside the line, and nothing is joined across a gap.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from bonejournal.charts.drawn import Drawn
from bonejournal.charts.frame import Frame, Said, spread
from bonejournal.charts.lanes import Lane, draw_lanes, lanes_height, packed
from bonejournal.charts.plot import Entry, Look, Swatch, draw_run, marker, open_plot, without_points
from bonejournal.charts.point import Point
from bonejournal.charts.style import DASHES, MARKERS, ChartStyle, Dash
from bonejournal.charts.time_axis import draw_dates
from bonejournal.domain.words import number, percent, tr

Beyond = Literal["", "<", ">"]

MOST_SERIES = 3
DOTTED: Dash = (0, (1.2, 2.4))
DASHED: Dash = (0, (5, 3))
_BEYOND = {"<": "v", ">": "^"}
_STEPS = (1.0, 2.0, 5.0)


@dataclass(frozen=True, slots=True)
class Value:
    """One value. `text` is what is read out of it, `label` what stands beside it in the ink of `tone`.

    hollow: it is left out of the line. beyond: "<" or ">" where only that is known of it; it stands at that limit.
    """

    day: dt.date
    value: float
    text: str
    record_id: str = ""
    hollow: bool = False
    beyond: Beyond = ""
    label: str = ""
    tone: str = "text"


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one kind, oldest first. `hollow_name` says in the legend what the hollow ones are.

    gap_days: values further apart than that are not joined; 0 joins all.
    """

    name: str
    values: Sequence[Value]
    joined: bool = True
    gap_days: int = 0
    hollow_name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A value to read the others against: its label stands at the right end; `key` says in the legend what it is."""

    value: float
    label: str
    dash: Literal["dotted", "dashed"] = "dotted"
    since: dt.date | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A range to read values against, from `since` on, in the colour of `tone`.

    The label stands at the value `label_at`, else in the middle; `key` says in the legend what it is.
    """

    low: float
    high: float
    label: str = ""
    since: dt.date | None = None
    tone: str = "band"
    key: str = ""
    label_at: float | None = None


def trend_chart(
    series: Sequence[Series],
    style: ChartStyle,
    size: tuple[float, float],
    ratio: float = 1.0,
    *,
    unit: str,
    start: dt.date,
    end: dt.date,
    summary: str,
    lines: Sequence[Line] = (),
    bands: Sequence[Band] = (),
    lanes: Sequence[Lane] = (),
    from_zero: bool = True,
    least: tuple[float, float] | None = None,
) -> Drawn:
    """At most three series from `start` to `end`.

    size: width and height in pixels at `ratio` 1; unit: what the axis is in, "" where a heading says it. least: both
    ends the axis reaches at least, so that noise is never news; `from_zero` makes zero one of them.
    """
    shown = [replace(item, values=[one for one in item.values if start <= one.day <= end]) for item in series]
    if len(series) > MOST_SERIES:
        raise ValueError("more than three lines cannot be told apart")
    if not any(item.values for item in shown):
        return without_points(style, size, ratio, tr("Nothing on record in this period."), summary)
    frame = Frame(style, size, ratio)
    looks = [Look(style.c(f"series{at + 1}"), MARKERS[at], "full", DASHES[at]) for at in range(len(series))]
    low, high = _reach(shown, lines, bands, least, from_zero=from_zero)
    air = max(1.0, (end - start).days * 0.02)
    days = (start.toordinal() - air, end.toordinal() + air)
    rows = packed(frame, lanes, days)
    under = lanes_height(style, rows)
    ticks = value_ticks(low, high, most=_most_ticks(frame, size[1] - under))
    said = [_said_tick(tick, ticks, unit) for tick in ticks]
    labels = _right_labels(frame, shown, looks, lines, bands)
    room = max((frame.measure(label.words) + label.inset for label in labels), default=0.0) + style.u(12)
    beside = bool(labels) and style.full and room < frame.width * 0.34
    entries = _legend(style, shown, looks, lines, bands, direct=beside)
    open_plot(
        frame,
        said,
        entries,
        days,
        (ticks[0], ticks[-1]),
        room if beside else style.u(10),
        under,
        above=unit not in {"", "%"},
    )
    _draw_bands(frame, bands, days)
    frame.value_axis(list(zip(ticks, said, strict=True)), ticks[0])
    if unit not in {"", "%"}:
        frame.text(style.u(2), frame.line_height() / 2, unit, "text2")
    frame.crowd([one.day.toordinal() for item in shown for one in item.values])
    draw_dates(frame, start, end)
    _draw_lines(frame, lines, days)
    for at, item in enumerate(shown):
        _draw_series(frame, item, looks[at], str(at))
    draw_lanes(frame, rows, (start.toordinal(), end.toordinal()))
    if beside:
        _draw_beside(frame, labels)
    _label_values(frame, shown)
    if labels and not beside:
        _draw_within(frame, labels)
    return Drawn(frame.figure, _points(frame, shown), summary)


# The axis


def _reach(
    shown: Sequence[Series],
    lines: Sequence[Line],
    bands: Sequence[Band],
    least: tuple[float, float] | None,
    *,
    from_zero: bool,
) -> tuple[float, float]:
    """Both ends that the axis has to reach; a little air above and below the values where nothing says the ends."""
    values = [one.value for item in shown for one in item.values]
    air = (max(values) - min(values)) * 0.04
    lowest = min(values) - air
    if lowest < 0 <= min(values):  # what is never below zero has no room there
        lowest = 0.0
    reached = [lowest, max(values) + air, *(least or ())]
    reached += [line.value for line in lines] + [end for band in bands for end in (band.low, band.high)]
    return min([*reached, 0.0] if from_zero else reached), max(reached)


def value_ticks(low: float, high: float, *, most: int) -> list[float]:
    """At most `most` even values, the first not above `low` and the last not below `high`."""
    if high - low < 1e-9:
        half = abs(high) * 0.1 or 1.0
        low, high = low - half, high + half
    size = 10.0 ** math.floor(math.log10((high - low) / max(1, most - 1)))
    for step in (factor * tens for tens in (size, size * 10) for factor in _STEPS):
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first + 1 <= most:
            break
    return [round(at * step, 9) for at in range(first, last + 1)]


def _most_ticks(frame: Frame, height: float) -> int:
    free = height - 3 * frame.line_height()
    return max(3, min(7, int(free / frame.style.u(26))))


def _said_tick(tick: float, ticks: Sequence[float], unit: str) -> str:
    step = Decimal(repr(round(ticks[1] - ticks[0], 9))).normalize()
    decimals = max(0, -int(step.as_tuple().exponent))
    return percent(tick, decimals) if unit == "%" else number(tick, decimals)


# What stands beneath the values


def _draw_bands(frame: Frame, bands: Sequence[Band], days: tuple[float, float]) -> None:
    for band in bands:
        first = band.since.toordinal() if band.since else days[0]
        if first < days[1]:
            share = (max(first, days[0]) - days[0]) / (days[1] - days[0])
            ink = frame.style.c(band.tone)
            frame.axes.axhspan(band.low, band.high, share, 1, color=ink, linewidth=0, zorder=0, gid="band")


def _draw_lines(frame: Frame, lines: Sequence[Line], days: tuple[float, float]) -> None:
    style = frame.style
    for line in lines:
        first = max(line.since.toordinal() if line.since else days[0], days[0])
        ink, dash = _line_look(line)
        frame.axes.plot(
            (first, days[1]), (line.value, line.value), color=style.c(ink), linewidth=style.pt(1.5), linestyle=dash,
            zorder=2, gid="line",
        )  # fmt: skip
        frame.keep_line(frame.x(first), frame.y(line.value), frame.plot.right, frame.y(line.value))


def _line_look(line: Line) -> tuple[str, Dash]:
    return ("text2", DASHED) if line.dash == "dashed" else ("text3", DOTTED)


# The values


def _draw_series(frame: Frame, item: Series, look: Look, name: str) -> None:
    full = look if item.joined else replace(look, dash="none")
    for run in _runs(item):
        days = [float(one.day.toordinal()) for one in run]
        heights = [one.value for one in run]
        draw_run(frame, days, heights, replace(full, marker=""), name)
        if plain := [at for at, one in enumerate(run) if not one.beyond]:
            draw_run(frame, [days[at] for at in plain], [heights[at] for at in plain], replace(full, dash="none"), name)
    for one in item.values:
        if one.hollow or one.beyond:
            shape = replace(look, dash="none", fill="none", marker=_BEYOND.get(one.beyond, look.marker))
            draw_run(frame, [one.day.toordinal()], [one.value], shape, f"{name} hollow")


def _runs(item: Series) -> Iterator[list[Value]]:
    """What is joined: all but the hollow values, broken where days are missing."""
    run: list[Value] = []
    for one in item.values:
        if one.hollow:
            continue
        if run and item.gap_days and (one.day - run[-1].day).days > item.gap_days:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _label_values(frame: Frame, shown: Sequence[Series]) -> None:
    """Labels beside their values, the latest first."""
    values = [one for item in shown for one in item.values if one.label]
    reach = frame.style.u(6)
    for one in sorted(values, key=lambda one: one.day, reverse=True):
        bold = one.tone not in {"text", "text2"}
        said = Said(one.label, one.tone, bold=bold)
        frame.place(frame.x(one.day.toordinal()), frame.y(one.value), [[said]], (reach, reach))


def _points(frame: Frame, shown: Sequence[Series]) -> tuple[Point, ...]:
    found = [
        (one.day, at, Point(frame.x(one.day.toordinal()), frame.y(one.value), one.text, one.record_id))
        for at, item in enumerate(shown)
        for one in item.values
    ]
    return tuple(point for _, _, point in sorted(found, key=lambda item: item[:2]))


# Names and the legend


@dataclass(frozen=True, slots=True)
class _Right:
    """A label at the right end, and what stands before it."""

    value: float
    words: str
    look: Look | None
    ink: str
    inset: float


def _right_labels(
    frame: Frame, shown: Sequence[Series], looks: Sequence[Look], lines: Sequence[Line], bands: Sequence[Band]
) -> list[_Right]:
    """What can be said at the right end, from the top down."""
    found = [_Right(line.value, line.label, None, "text2", 0) for line in lines if line.label]
    found += [_Right(_label_at(band), band.label, None, "text2", 0) for band in bands if band.label]
    if len(shown) > 1:
        found += [
            _Right(item.values[-1].value, item.name, look, "text", frame.style.u(18))
            for item, look in zip(shown, looks, strict=True)
            if item.joined and item.values
        ]
    return sorted(found, key=lambda label: -label.value)


def _label_at(band: Band) -> float:
    return (band.low + band.high) / 2 if band.label_at is None else band.label_at


def _draw_beside(frame: Frame, labels: Sequence[_Right]) -> None:
    heights = spread([frame.y(label.value) for label in labels], frame.line_height())
    for label, middle in zip(labels, heights, strict=True):
        x = frame.plot.right + frame.style.u(8)
        if label.look is not None:
            frame.mark((x + frame.style.u(6),), (middle,), **marker(frame.style, label.look, frame.style.c("card"), 8))
        frame.text(x + label.inset, middle, label.words, label.ink)


def _draw_within(frame: Frame, labels: Sequence[_Right]) -> None:
    """Where there is no room beside the plot, lines are named on it; series have the legend."""
    inset = frame.style.u(2)
    for label in labels:
        if label.look is None:
            y = frame.y(label.value)
            frame.place(frame.plot.right - inset, y, [[Said(label.words, label.ink)]], (inset, inset))


def _legend(
    style: ChartStyle,
    shown: Sequence[Series],
    looks: Sequence[Look],
    lines: Sequence[Line],
    bands: Sequence[Band],
    *,
    direct: bool,
) -> list[Entry]:
    entries: list[Entry] = []
    for item, look in zip(shown, looks, strict=True):
        hollow = bool(item.hollow_name) and any(one.hollow for one in item.values)
        named = len(shown) > 1 and not (direct and item.joined)
        dot = replace(look, dash=look.dash if item.joined and not hollow else "none")
        if hollow or named:
            entries.append((dot, item.name))
        if hollow:
            entries.append((replace(look, dash="none", fill="none"), item.hollow_name))
    beyond = {one.beyond for item in shown for one in item.values}
    words = {"<": tr("below what the laboratory can tell"), ">": tr("above what the laboratory can tell")}
    for sign, shape in _BEYOND.items():
        if sign in beyond:
            entries.append((replace(looks[0], dash="none", fill="none", marker=shape), words[sign]))
    entries += _once([(Swatch(style.c(band.tone)), band.key) for band in bands if band.key])
    dashes = [(_line_look(line), line.key) for line in lines if line.key]
    return entries + _once([(Look(style.c(ink), "", "full", dash), key) for (ink, dash), key in dashes])


def _once(entries: Sequence[Entry]) -> list[Entry]:
    return list({words: (shape, words) for shape, words in entries}.values())
