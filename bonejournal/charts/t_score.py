"""T-scores over time, in the WHO's ranges; before menopause Z-scores without them.

The axis is fixed, so that noise never looks like news.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bonejournal.charts.boxes import Box
from bonejournal.charts.drawn import Drawn
from bonejournal.charts.frame import Frame, Said
from bonejournal.charts.plot import draw_run, open_plot
from bonejournal.charts.runs import draw_axes, empty, scanners, spoken_points
from bonejournal.charts.scans import Range, day_of, look, runs_of, shown_results, time_span
from bonejournal.charts.style import ChartStyle
from bonejournal.domain.bone.comparison import Place
from bonejournal.domain.bone.density import (
    NORMAL_FROM,
    OSTEOPOROSIS_FROM,
    DxaScan,
    Result,
    in_order,
    results,
    signed_t,
    t_results,
)
from bonejournal.domain.profile import postmenopausal
from bonejournal.domain.said import t_sentence
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import exact, mark, signed, tr

T_SPAN = (-4.0, 1.0)
"""The T-score axis, widened by whole numbers only."""


@dataclass(frozen=True, slots=True)
class _Scores:
    """What is read at one site: T-scores, or Z-scores where the latest scan is from before menopause.

    whole: all results of the site, oldest first; ranges_apply: whether the WHO's ranges are for it.
    """

    whole: list[Result]
    past: bool
    ranges_apply: bool

    def of(self, result: Result) -> float | None:
        """The score of one result."""
        score = result.row.t_score if self.past else result.row.z_score
        return None if score is None else float(score)

    def summary(self) -> str:
        """The latest score, and how it is read."""
        latest, score = next((item, score) for item in reversed(self.whole) if (score := self.of(item)) is not None)
        if self.ranges_apply:
            return t_sentence(latest)
        said = signed_t(exact(score))
        if self.past:
            return tr("T-score {score}. The WHO’s ranges are read at the spine and the hip.", score=said)
        return tr(
            "Z-score {score}. The WHO’s ranges are for the years after menopause; before, the Z-score is read.",
            score=said,
        )


def _scores(snapshot: Snapshot, place: Place) -> _Scores:
    whole = score_history(snapshot, place)
    past = not whole or postmenopausal(snapshot.profile, whole[-1].scan.date)
    return _Scores(whole, past, past and _counts(snapshot, place))


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
    scores = _scores(snapshot, place)
    whole = scores.whole
    known = {id(item): score for item in whole if (score := scores.of(item)) is not None}
    history = [item for item in shown_results(whole, reach, snapshot) if id(item) in known]
    if not history:
        return empty(style, size, ratio, whole, tr("No T-score on record for this site.") if whole else "")
    frame = Frame(style, size, ratio)
    runs = runs_of(whole)
    looks = [look(style, place, index, len(runs)) for index in range(len(runs))]
    values = [known[id(item)] for item in history]
    low, high = math.floor(min(*values, T_SPAN[0])), math.ceil(max(*values, T_SPAN[1]))
    ticks = [(float(tick), signed(tick)) for tick in range(low, high + 1)]
    entries = scanners(history, runs, looks)
    if not scores.past:
        entries.append((None, tr("Z-scores: the WHO’s ranges are for the years after menopause")))
    days = time_span([day_of(result) for result in history], reach, snapshot.on)
    open_plot(frame, [said for _, said in ticks], entries, days, (low, high))
    bands = scores.ranges_apply and who_bands
    if bands:
        _bands(frame, low, high)
    draw_axes(frame, ticks, whole, history)
    for index, (run, shape) in enumerate(zip(runs, looks, strict=True)):
        if shown := [result for result in run if result in history]:
            draw_run(frame, [day_of(item) for item in shown], [known[id(item)] for item in shown], shape, str(index))
    if bands:
        _band_words(frame, low, high)
    room = frame.style.u(8)
    for result, value in sorted(zip(history, values, strict=True), key=lambda item: -day_of(item[0])):
        frame.place(frame.x(day_of(result)), frame.y(value), [[Said(signed_t(exact(value)))]], (room, room))
    return Drawn(frame.figure, spoken_points(frame, whole, history, values), scores.summary())


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
