"""A bare matplotlib figure of as many axes, lines, rectangles and texts as a given figure has, and nothing more.

Its texts are in Inter of the same size, which takes longer to shape than matplotlib's own typeface: what is compared
is what a chart adds to a plain figure (measuring, labels that find room, halos), not one typeface with another.
"""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.spines import Spine
from matplotlib.text import Text

from bonejournal.charts.fonts import FAMILY, folder


@dataclass(frozen=True)
class Inventory:
    """What a figure is made of."""

    width: float
    height: float
    dpi: float
    axes: int
    lines: int
    patches: int
    points: float
    texts: tuple[str, ...]


def inventory(figure: Figure) -> Inventory:
    """Count what a figure draws."""
    width, height = figure.get_size_inches()

    def shown(kind: type[Artist]) -> list[Artist]:
        return [held for axes in figure.axes for held in axes.get_children() if isinstance(held, kind)]

    texts = [held for held in shown(Text) if isinstance(held, Text) and held.get_text()]
    grounds = [axes.patch for axes in figure.axes]
    patches = [held for held in shown(Patch) if held not in grounds and not isinstance(held, Spine)]
    return Inventory(
        width,
        height,
        figure.dpi,
        len(figure.axes),
        len(shown(Line2D)) + len(shown(LineCollection)),
        len(patches),
        float(texts[0].get_fontsize()),
        tuple(held.get_text() for held in texts),
    )


def draw(held: Inventory) -> int:
    """Build and draw the bare figure; the size of its picture."""
    canvas = FigureCanvasAgg(build(held))
    canvas.draw()
    return len(canvas.buffer_rgba())


def build(held: Inventory) -> Figure:
    """The bare figure."""
    figure = Figure(figsize=(held.width, held.height), dpi=held.dpi)
    axes: list[Axes] = []
    for number in range(held.axes):
        axes.append(figure.add_axes((0.05, 0.05 + 0.9 * number / held.axes, 0.9, 0.9 / held.axes)))
        axes[-1].set_axis_off()
    for number in range(held.lines):
        axes[number % len(axes)].plot([0, 1, 2, 3], [number, 1, 2, number], marker="o")
    for number in range(held.patches):
        axes[number % len(axes)].axhspan(number, number + 0.5, alpha=0.2)
    upright = next(path for path in folder().glob("Inter*.ttf") if "Italic" not in path.name)
    fontManager.addfont(str(upright))
    font = FontProperties(family=FAMILY, size=held.points)
    for number, said in enumerate(held.texts):
        place = 0.1 + 0.8 * number / len(held.texts)
        axes[number % len(axes)].text(place, 0.5, said, parse_math=False, fontproperties=font)
    return figure
