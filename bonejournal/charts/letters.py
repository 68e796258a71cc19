"""Lines of text in a picture: how wide they are, and what they look like in pixels, kept from picture to picture.

Shaping and drawing letters is what takes longest in most pictures, and most of them say the same again: years, sites,
units. So widths are added up from the letters, and a line of text is made into pixels once.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.patheffects import PathEffectRenderer, withStroke
from matplotlib.text import Text
from numpy.typing import NDArray

from bonejournal.charts.fonts import lacking, properties, upright
from bonejournal.charts.style import DPI

POINTS_PER_INCH = 72
_WIDTHS, _STAMPS = 5000, 500
"""How many widths and lines of pixels are kept: some pages full, a few megabytes."""


# Widths


@cache
def _typeface() -> FT2Font:
    return FT2Font(str(upright()))


@cache
def _advance(sign: str) -> float:
    """The width of a letter that the typeface has, in sizes of the letters."""
    face = _typeface()
    return face.load_char(ord(sign), LoadFlags.NO_SCALE).horiAdvance / face.units_per_EM


@lru_cache(_WIDTHS)
def text_width(text: str, points: float) -> float:
    """The width of one line of text in pixels at ratio 1; where pairs of letters are drawn closer it is a hair less."""
    if lacking(text):
        renderer = RendererAgg(1, 1, DPI)  # type: ignore[no-untyped-call]
        shaped, _, _ = renderer.get_text_width_height_descent(text, properties(text, points), False)  # type: ignore[no-untyped-call]
        return float(shaped)
    return sum(map(_advance, text)) * points * DPI / POINTS_PER_INCH


# Pixels


class Outline(NamedTuple):
    """A line of a colour about letters, so many points wide."""

    colour: str
    width: float


class _Stamp(NamedTuple):
    """Letters as pixels, RGBA from the lowest row up; so many of them lie left of their start and below their base."""

    pixels: NDArray[np.uint8]
    left: int
    below: int


@lru_cache(_STAMPS)
def _stamp(text: str, font: FontProperties, dpi: float, ink: str, halo: Outline | None, bold: Outline | None) -> _Stamp:
    size = font.get_size_in_points()
    wide, high = text_width(text, size) * dpi / DPI, size * dpi / POINTS_PER_INCH
    reach = (halo.width if halo else 0) / 2 * dpi / POINTS_PER_INCH
    air = math.ceil(reach) + 3
    above, below = math.ceil(high * 1.5) + air, math.ceil(high * 0.7) + air
    renderer = RendererAgg(math.ceil(wide) + 2 * air, above + below, dpi)  # type: ignore[no-untyped-call]
    _write(renderer, (air, above), text, font, ink, [bold] if bold else [])
    letters = np.asarray(renderer.buffer_rgba())  # type: ignore[no-untyped-call]
    found = np.nonzero(letters[..., 3].any(axis=1))[0]
    first, last = (max(0, found[0] - air), found[-1] + 1 + air) if found.size else (0, 1)
    shown = letters[first:last]
    pixels = _haloed(shown, halo.colour, reach) if halo else shown
    return _Stamp(np.ascontiguousarray(pixels[::-1]), air, int(first + len(shown) - above))


def _haloed(letters: NDArray[np.uint8], colour: str, reach: float) -> NDArray[np.uint8]:
    """The same letters with `reach` pixels of a colour about them."""
    ink = letters[..., 3] / 255.0
    around = np.zeros_like(ink)
    rows, columns = ink.shape
    most = math.ceil(reach)
    for down in range(-most, most + 1):
        for aside in range(-most, most + 1):
            strength = min(1.0, reach + 0.5 - math.hypot(down, aside))
            if strength > 0:
                target = around[max(0, down) : rows + down, max(0, aside) : columns + aside]
                source = ink[max(0, -down) : rows - down, max(0, -aside) : columns - aside]
                np.maximum(target, source * strength, out=target)
    beneath = around * (1 - ink)
    whole = ink + beneath
    ground = np.array(to_rgb(colour)) * 255
    mixed = letters[..., :3] * ink[..., None] + ground * beneath[..., None]
    made = np.empty_like(letters)
    made[..., :3] = np.round(mixed / np.maximum(whole, 1e-6)[..., None])
    made[..., 3] = np.round(whole * 255)
    return made


def _write(
    renderer: RendererBase, at: tuple[float, float], text: str, font: FontProperties, ink: str, outlines: list[Outline],
    drawn: Text | None = None,
) -> None:  # fmt: skip
    """Draw letters from a place on; with outlines they are drawn as shapes."""
    look = renderer.new_gc()
    look.set_foreground(ink)
    effects = [withStroke(linewidth=line.width, foreground=line.colour) for line in outlines]
    target = PathEffectRenderer(effects, renderer) if effects else renderer
    target.draw_text(look, *at, text, font, 0, mtext=drawn)
    look.restore()


class TextLine(Text):
    """One line of text that begins at its place, on the baseline.

    halo: the ground it stands on where it stands over lines. bold: whether a hair of outline makes the letters
    semi-bold: the regular weight is the only one there is.
    """

    def __init__(
        self, x: float, y: float, text: str, font: FontProperties, ink: str,
        halo: Outline | None = None, bold: Outline | None = None,
    ) -> None:  # fmt: skip
        super().__init__(x, y, text, color=ink, fontproperties=font, va="baseline", parse_math=False)
        self.halo, self.bold = halo, bold
        self._look = (text, font)

    def draw(self, renderer: RendererBase) -> None:
        """Draw it: on pixels by its kept ones, elsewhere as letters."""
        x, y = self.get_transform().transform(self.get_position())
        text, font = self._look
        ink: Any = self.get_color()
        if isinstance(renderer, RendererAgg):
            stamp = _stamp(text, font, renderer.dpi, ink, self.halo, self.bold)
            look = renderer.new_gc()
            renderer.draw_image(look, round(x) - stamp.left, round(y) - stamp.below, stamp.pixels)
            look.restore()
        else:
            base = renderer.get_canvas_width_height()[1] - y if renderer.flipy() else y
            renderer.open_group("text", self.get_gid())
            _write(renderer, (x, base), text, font, ink, [line for line in (self.halo, self.bold) if line], self)
            renderer.close_group("text")
        self.stale = False
