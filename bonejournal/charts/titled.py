"""A chart that goes out alone: what it shows is written above it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bonejournal.charts.drawn import Drawn
from bonejournal.charts.fonts import drawable, properties
from bonejournal.charts.letters import text_width
from bonejournal.charts.style import DPI, ChartStyle

LINE = 1.4
"""Height of a line of the title, in sizes of its letters."""


def titled(drawn: Drawn, style: ChartStyle, title: str, sentence: str) -> Drawn:
    """The same chart with its title and sentence above it; the picture grows by their height.

    The figure of `drawn` is used up.
    """
    figure = drawn.figure
    width, height = (float(side) * DPI for side in figure.get_size_inches())
    inset = style.u(4)

    def lines(text: str, px: float) -> list[str]:
        return _wrapped(text, lambda line: text_width(line, style.pt(px)) <= width - 2 * inset)

    said = [(line, 15.0, "text") for line in lines(title, 15)]
    said += [(line, 13.0, "text2") for line in lines(sentence, 13)]
    above = sum(style.u(px) * LINE for _, px, _ in said) + style.u(14)
    whole = height + above
    places = [axes.get_position() for axes in figure.axes]
    figure.set_size_inches(width / DPI, whole / DPI)
    for axes, place in zip(figure.axes, places, strict=True):
        axes.set_position((place.x0, place.y0 * height / whole, place.width, place.height * height / whole))
    top = style.u(4)
    for line, px, token in said:
        figure.text(
            inset / width, 1 - (top + style.u(px)) / whole, line, color=style.c(token), ha="left", va="baseline",
            parse_math=False, fontproperties=properties(line, style.pt(px)),
        )  # fmt: skip
        top += style.u(px) * LINE
    points = tuple(replace(point, y=point.y + above) for point in drawn.points)
    return replace(drawn, points=points)


def _wrapped(text: str, fits: Callable[[str], bool]) -> list[str]:
    lines: list[str] = []
    for word in drawable(text).split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and fits(joined):
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
