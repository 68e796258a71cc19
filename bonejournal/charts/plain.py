"""What a picture is put together from, without what matplotlib adds that is never seen here and takes longest."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import XAxis, YAxis
from matplotlib.backend_bases import RendererBase
from matplotlib.patheffects import PathEffectRenderer
from matplotlib.text import Text


class _X(XAxis):
    majorTicks: Any = ()  # noqa: N815 (matplotlib's name)
    minorTicks: Any = ()  # noqa: N815


class _Y(YAxis):
    majorTicks: Any = ()  # noqa: N815
    minorTicks: Any = ()  # noqa: N815


class PlainAxes(Axes):
    """Both limits, and what is put in: neither frame nor ticks."""

    def _gen_axes_spines(self, *_given: Any, **_named: Any) -> dict[str, Any]:
        return {}

    def _init_axis(self) -> None:
        self.xaxis, self.yaxis = _X(self, clear=False), _Y(self, clear=False)


class Written(Text):
    """One line of text that begins at its place, on the baseline: it is drawn without being measured once more."""

    def draw(self, renderer: RendererBase) -> None:
        """Draw it."""
        x, y = self.get_transform().transform(self.get_position())
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        look = renderer.new_gc()
        look.set_foreground(self.get_color())
        effects = self.get_path_effects()
        target = PathEffectRenderer(effects, renderer) if effects else renderer
        renderer.open_group("text", self.get_gid())
        target.draw_text(look, x, y, self.get_text(), self.get_fontproperties(), 0, mtext=self)
        renderer.close_group("text")
        look.restore()
        self.stale = False
