"""What the charts of bone density share: which results are shown, their runs, noise, words and looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from bonejournal.charts.boxes import Box, Room
from bonejournal.charts.frame import Frame, Said
from bonejournal.charts.plot import Look
from bonejournal.charts.style import DASHES, EARLIER, FILLS, MARKERS, ChartStyle
from bonejournal.domain import said
from bonejournal.domain.bone.comparison import (
    Comparison,
    Place,
    Reason,
    Verdict,
    comparable_before,
    compare,
    lsc_of,
    obstacle,
    same_device,
    series,
)
from bonejournal.domain.bone.density import Result, Site, signed_t
from bonejournal.domain.dates import months_after
from bonejournal.domain.field import Word
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import day_long, day_short, mark, number, percent, tr

_ORDER = (Site.LUMBAR_SPINE, Site.TOTAL_HIP, Site.FEMORAL_NECK, Site.RADIUS_33)
"""Whose marker, dash and colour is the first, the second, ..."""


class Range(Word):
    """How far back a chart reaches from the day of the snapshot."""

    ALL = "all", mark("All")
    FIVE_YEARS = "5y", mark("Last 5 years")
    TWO_YEARS = "2y", mark("Last 2 years")

    def start(self, on: dt.date) -> dt.date | None:
        """The first day shown, None for all."""
        months = {Range.FIVE_YEARS: -60, Range.TWO_YEARS: -24}.get(self)
        return None if months is None else months_after(on, months)


def look(style: ChartStyle, place: Place, run: int, runs: int) -> Look:
    """The look of run number `run` of `runs`: shape and colour say the site, fill and dash the scanner."""
    kind = _ORDER.index(place[0]) if place[0] in _ORDER else 0
    latest = run == runs - 1
    fill = "full" if latest else FILLS[run % len(FILLS)]
    return Look(style.c(f"series{kind + 1}"), MARKERS[kind], fill, DASHES[kind] if latest else EARLIER, latest)


def runs_of(history: Sequence[Result]) -> list[list[Result]]:
    """Comparable runs, the one that holds the latest result last."""
    return sorted(series(history), key=lambda run: (run[-1].scan.date, run[-1].scan.id))


def noise(result: Result, run: Sequence[Result]) -> Decimal | None:
    """The LSC of a result in g/cm²: its own report's, else one of its run's, else ISCD's minimum precision."""
    if result.row.lsc_g_cm2 is None:
        for other in run:
            if other.row.lsc_g_cm2 is not None:
                return lsc_of(other, other)[0]
    return lsc_of(result, result)[0]


def shown_results(history: Sequence[Result], reach: Range, snapshot: Snapshot) -> list[Result]:
    """The results of a history that lie within the range."""
    start = reach.start(snapshot.on)
    return [result for result in history if start is None or result.scan.date >= start]


def day_of(result: Result) -> int:
    """The day of a result's scan as a number."""
    return result.scan.date.toordinal()


def scanner_name(result: Result, runs: Sequence[Sequence[Result]]) -> str:
    """A scanner for a legend: "GE Lunar Prodigy, Riverside", with what tells it from the others of `runs`."""
    scan = result.scan
    device = _clipped(" ".join(filter(None, (scan.make, scan.model))))
    name = ", ".join(filter(None, (device, _clipped(scan.clinic)))) or tr("scanner not named")
    others = [run[0] for run in runs if run[0].scan is not result.scan and obstacle(run[0], result) is not None]
    if any(same_device(other.scan, scan) for other in others) and result.row.vertebra_set:
        name = f"{name}, {said.vertebrae_words(result)}"
    if scan.serial and any((other.scan.make, other.scan.model) == (scan.make, scan.model) for other in others):
        name = f"{name}, {scan.serial}" if not any(same_device(other.scan, scan) for other in others) else name
    return name


def _clipped(name: str, most: int = 60) -> str:
    """A name in a picture; the table has it whole."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def short_change(pair: Comparison) -> str:
    """A change in a few words: "+7.0 %, real gain"."""
    match pair.verdict:
        case Verdict.NOT_COMPARABLE:
            return f"≠ {said.verdict_words(pair)}"
        case Verdict.GAIN:
            return tr("{change}, real gain", change=said_change(pair))
        case Verdict.LOSS:
            return tr("{change}, real loss", change=said_change(pair))
        case Verdict.WITHIN_ERROR:
            return tr("≈ {change}, within noise", change=said_change(pair))
        case None:
            return tr("{change}, no LSC known", change=said_change(pair))


def said_change(pair: Comparison) -> str:
    """The change in percent with its sign."""
    return percent(pair.change_percent or Decimal(0), sign=True)


VERDICT_COLOUR = {Verdict.GAIN: "met", Verdict.LOSS: "short"}


def spoken(result: Result, before: Result | None) -> str:
    """A point as it is read out."""
    parts = [day_long(result.scan.date)]
    if result.bmd is not None:
        parts.append(tr("{label} {bmd} g/cm²", label=result.row.label, bmd=number(result.bmd, 3)))
    if result.row.t_score is not None:
        parts.append(tr("T-score {score}", score=signed_t(result.row.t_score)))
    if result.row.z_score is not None:
        parts.append(tr("Z-score {score}", score=signed_t(result.row.z_score)))
    if result.scan.place:
        parts.append(result.scan.place)
    if before is not None and before.bmd is not None and result.bmd is not None:
        parts.append(
            tr(
                "{verdict} (against {day})",
                verdict=short_change(compare(before, result)),
                day=day_short(before.scan.date),
            )
        )
    return "; ".join(parts)


def time_span(days: Sequence[int], reach: Range, on: dt.date) -> tuple[float, float]:
    """The ordinal days at both ends of the time axis: at least three years, with air at both sides."""
    start = reach.start(on)
    low, high = (start.toordinal(), on.toordinal()) if start else (min(days), max(days))
    air = max(120.0, 0.085 * (high - low), (3 * 365.25 - (high - low)) / 2)
    return low - air, high + air


def breaks(history: Sequence[Result]) -> list[tuple[float, Reason]]:
    """Between which scans nothing can be compared: the day in the middle, and why."""
    return [
        ((day_of(one) + day_of(other)) / 2, reason)
        for one, other in pairwise(history)
        if (reason := obstacle(one, other)) is not None
    ]


def draw_breaks(frame: Frame, history: Sequence[Result], shown: tuple[float, float]) -> None:
    """Dotted lines where the scanner or the vertebrae changed, with as many words as there is room for."""
    crossed = [(day_of(run[0]), day_of(run[-1])) for run in runs_of(history)]
    middle = frame.plot.top - frame.line_height() / 2 - frame.style.u(2)
    written = Room()
    for day, reason in breaks(history):
        if not shown[0] < day < shown[1]:
            continue
        frame.axes.axvline(
            day, color=frame.style.c("text3"), linewidth=frame.style.pt(1.4), linestyle=(0, (1.2, 2.6)), gid="break"
        )
        x = frame.x(day)
        half = frame.style.u(3)
        frame.taken.keep(Box(x - half, frame.plot.top, x + half, frame.plot.bottom))
        whole = not any(first < day < last for first, last in crossed)
        for words in _break_words(reason, whole=whole and frame.style.full):
            width = frame.measure(words)
            left = max(min(x - width / 2, frame.width - frame.style.u(2) - width), frame.plot.left)
            box = Box(left, middle - 1, left + width, middle + 1)
            room = Box(left - frame.style.u(8), middle - 1, left + width + frame.style.u(8), middle + 1)
            if left + width <= frame.width and written.is_free(room):
                frame.text(left, middle, words, "text2")
                written.keep(box)
                break


def _break_words(reason: Reason, *, whole: bool) -> list[str]:
    """What a break may say, the longest first; `whole` where nothing comparable reaches across."""
    if reason is Reason.VERTEBRAE:
        short = [tr("other vertebrae")]
        return [tr("vertebrae changed: not comparable across this line"), *short] if whole else short
    short = [tr("other scanner")]
    return [tr("scanner changed: not comparable across this line"), *short] if whole else short


def short_verdict(pair: Comparison) -> Said | None:
    """A verdict beside a point, None where there is none to say."""
    if pair.verdict in {None, Verdict.NOT_COMPARABLE}:
        return None
    colour = VERDICT_COLOUR.get(pair.verdict, "quiet") if pair.verdict else "quiet"
    return Said(short_change(pair), colour, bold=colour != "quiet")


def sentence(history: Sequence[Result]) -> str:
    """The first sentence about a history: its latest scan against the one before, or the last comparable one."""
    if len(history) < 2:
        return said.history_sentence(history, None)
    latest = compare(history[-2], history[-1])
    if latest.verdict is Verdict.NOT_COMPARABLE:
        latest = comparable_before(history) or latest
    return said.history_sentence(history, latest)
