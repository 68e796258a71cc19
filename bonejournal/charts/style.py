"""How charts look: colours by token, lengths in units, and the shapes that tell series apart before colour does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import matplotlib as mpl

# The same picture gives the same bytes, and letters are outlines: no reader needs our font.
mpl.rcParams["svg.hashsalt"] = "bonejournal"
mpl.rcParams["svg.fonttype"] = "path"
# Letters are as wide when they are measured as when they are drawn.
mpl.rcParams["text.hinting"] = "no_hinting"

DPI = 96
"""Pixels an inch at ratio 1: a pixel of the interface."""

Dash = tuple[float, tuple[float, ...]]

MARKERS = ("o", "s", "^", "D", "v")
"""The marker of series 1 to 5."""
DASHES: tuple[str | Dash, ...] = ("-", (0, (5, 2.5)), (0, (1.2, 2)), (0, (5, 2, 1.2, 2)), (0, (9, 3)))
"""The line of series 1 to 5."""
EARLIER: Dash = (0, (3.2, 2))
"""The line of earlier scanners."""
FILLS = ("none", "left", "bottom", "right", "top")
"""How the markers of earlier scanners are filled, in their order; the latest scanner's are full."""

TOKENS = (
    "card", "sunken", "text", "text2", "text3", "control", "border", "grid", "met", "short", "quiet",
    "series1", "series2", "series3", "series4", "series5", "band", "band2", "loss_band", "lane",
)  # fmt: skip
"""The colours a style has to name."""


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """Colours by token name and the size of everything.

    scale: pixels a unit. label_px: the size of every text in units. full: whether verdicts and a legend stand in the
    picture; paper says them beside it. greyscale: whether only greys are among the colours.
    """

    colours: Mapping[str, str]
    scale: float = 1.0
    dark: bool = False
    greyscale: bool = False
    label_px: float = 13.0
    full: bool = True

    @property
    def ground(self) -> str:
        """What the picture stands on: the card, or the paper itself."""
        return "none" if self.greyscale else self.c("card")

    def c(self, token: str) -> str:
        """The colour of a token."""
        return self.colours[token]

    def u(self, units: float) -> float:
        """`units` in pixels."""
        return units * self.scale

    def pt(self, units: float) -> float:
        """`units` in points, as matplotlib wants line widths, markers and letters."""
        return units * self.scale * 72 / DPI


def screen_style(tokens: Mapping[str, object], scale: float = 1.0) -> ChartStyle:
    """The style of the window: its tokens ("#rrggbb" by name) and pixels a unit."""
    colours = {name: str(tokens[name]) for name in TOKENS}
    return ChartStyle(colours, scale, dark=_lightness(colours["card"]) < _lightness(colours["text"]))


def print_style() -> ChartStyle:
    """The style of paper: black and two greys, letters of 9.4 pt."""
    colours = dict.fromkeys(TOKENS, "#000000")
    colours |= {"card": "#ffffff", "sunken": "#f2f2f2", "border": "#e2e2e2", "grid": "#d9d9d9"}
    colours |= {"text2": "#404040", "text3": "#404040", "control": "#404040", "quiet": "#404040"}
    colours |= {"band": "#ededed", "band2": "#e2e2e2", "loss_band": "#ededed", "lane": "#d9d9d9"}
    return ChartStyle(colours, greyscale=True, label_px=12.5, full=False)


def _lightness(colour: str) -> float:
    red, green, blue = mpl.colors.to_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
