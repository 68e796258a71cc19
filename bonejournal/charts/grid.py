"""A picture of a grid of cells, such as weeks by area or the days of a month, as it is taken along."""

from __future__ import annotations

from matplotlib.patches import Circle, FancyBboxPatch

from bonejournal.charts.boxes import Box
from bonejournal.charts.cells import Cells, GridCell
from bonejournal.charts.drawn import Drawn
from bonejournal.charts.frame import Frame
from bonejournal.charts.point import Point
from bonejournal.charts.style import ChartStyle

ROW, HEAD, GAP = 32.0, 24.0, 4.0
MOST = 84.0
"""The greatest width of a column, in units."""
SIGNS = {"met": ("✓", "met"), "not_applicable": ("–", "quiet")}
"""Marks that are a letter, with their ink; the only other one is the dashed ring of what is not known."""


def grid_chart(cells: Cells, style: ChartStyle, width: float, ratio: float, *, summary: str) -> Drawn:
    """The grid with its heads, and beneath it what its signs mean; as tall as it needs to be.

    width: in pixels at `ratio` 1, all of which a grid of many columns takes.
    """
    probe = Frame(style, (width, 1.0), ratio)
    legend = probe.wrapped(cells.legend, width - style.u(8))
    top = style.u(HEAD)
    below = top + len(cells.rows) * style.u(ROW)
    height = below + style.u(6) + len(legend) * probe.line_height() + style.u(6)
    frame = Frame(style, (width, height), ratio)
    left = max((frame.measure(name) for name in cells.names), default=-style.u(10)) + style.u(14)
    across = min((width - left) / max(1, len(cells.heads)), style.u(MOST))
    for at, head in enumerate(cells.heads):
        widest = max(map(frame.measure, cells.heads)) + style.u(6)
        if (len(cells.heads) - 1 - at) % max(1, -int(-widest // across)) == 0:
            x = min(left + (at + 0.5) * across - style.u(GAP / 2), width - frame.measure(head) / 2)
            frame.text(x, top / 2, head, "text2", align="center")
    points = []
    for line, row in enumerate(cells.rows):
        middle = top + (line + 0.5) * style.u(ROW) - style.u(GAP / 2)
        half = style.u(ROW - GAP) / 2
        if line < len(cells.names):
            frame.text(style.u(4), middle, cells.names[line])
        for at, cell in enumerate(row):
            if cell.said:
                box = Box(left + at * across, middle - half, left + (at + 1) * across - style.u(GAP), middle + half)
                _draw_cell(frame, cell, box)
                points.append(Point((box.left + box.right) / 2, middle, cell.said, cell.id))
    for at, words in enumerate(legend):
        frame.text(style.u(4), below + style.u(6) + (at + 0.5) * frame.line_height(), words, "text2")
    return Drawn(frame.figure, tuple(points), summary)


def _draw_cell(frame: Frame, cell: GridCell, box: Box) -> None:
    style = frame.style
    frame.shape(
        FancyBboxPatch(
            (box.left, box.top), box.right - box.left, box.bottom - box.top,
            boxstyle=f"round,pad=0,rounding_size={style.u(5)}", facecolor=style.c(cell.ground or "card"),
            edgecolor=style.c(cell.ground or "control"), linewidth=style.pt(1), gid="cell",
        )
    )  # fmt: skip
    sign, ink = SIGNS.get(cell.mark, ("", ""))
    side = style.u(17) if cell.mark else 0.0
    words = frame.measure(cell.text)
    x, middle = (box.left + box.right - words - side) / 2, (box.top + box.bottom) / 2
    frame.text(x, middle, cell.text, "text" if cell.ground else "text2")
    if sign:
        frame.text(x + words + style.u(5), middle, sign, ink, bold=True)
    elif cell.mark:
        ring = (x + words + style.u(11), middle)
        frame.shape(
            Circle(
                ring, style.u(5), fill=False, edgecolor=style.c("quiet"), linewidth=style.pt(1.5),
                linestyle=(0, (1.6, 1.3)), gid="ring",
            )
        )  # fmt: skip
