"""The usual range of loss without treatment beneath her scans, and the documents' figures as lines about it."""

from __future__ import annotations

from bonejournal.charts.frame import Frame
from bonejournal.charts.plot import Entry, Look, Swatch
from bonejournal.charts.style import ChartStyle, Dash
from bonejournal.domain.bone.expected_loss import ExpectedLoss, LossCurve
from bonejournal.domain.bone.published import Loss
from bonejournal.domain.meaning.targets import source_titles
from bonejournal.domain.words import tr

LINES: tuple[Dash, ...] = ((0, (6, 2)), (0, (1.2, 2)))
"""The lines of the documents' figures, in their order."""


def loss_entries(style: ChartStyle, expected: ExpectedLoss) -> list[Entry]:
    """What the legend says of them."""
    entries: list[Entry] = []
    if expected.usual is not None:
        entries.append((Swatch(style.c("loss_band")), loss_words(expected.usual.loss)))
    for curve, dash in zip(expected.documents, LINES, strict=False):
        entries.append((Look(style.c("text3"), "", "full", dash), loss_words(curve.loss)))
    return entries


def loss_words(loss: Loss) -> str:
    """What a range is, and whose."""
    titles = "; ".join(source_titles(loss.sources, short=True))
    return tr("{figure} ({sources})", figure=tr(loss.name), sources=titles)


def draw_losses(frame: Frame, expected: ExpectedLoss) -> None:
    """Draw the range as an area, and both ends of each document's figure as thin lines."""
    if expected.usual is not None:
        days, low, high = _edges(expected.usual)
        frame.axes.fill_between(
            days,
            low,
            high,
            facecolor=frame.style.c("loss_band"),
            edgecolor=frame.style.c("control"),
            linewidth=frame.style.pt(0.7),
            zorder=0.5,
            gid="usual loss",
        )
    for curve, dash in zip(expected.documents, LINES, strict=False):
        days, low, high = _edges(curve)
        for edge in (low, high):
            for at in range(6, len(days), 6):  # half a year is as good as straight
                frame.keep_line(frame.x(days[at - 6]), frame.y(edge[at - 6]), frame.x(days[at]), frame.y(edge[at]))
            frame.axes.plot(
                days, edge, color=frame.style.c("text3"), linewidth=frame.style.pt(1.4), linestyle=dash, zorder=1.5,
                gid=curve.loss.id,
            )  # fmt: skip


def _edges(curve: LossCurve) -> tuple[list[int], list[float], list[float]]:
    return (
        [point.day.toordinal() for point in curve.points],
        [point.low for point in curve.points],
        [point.high for point in curve.points],
    )
