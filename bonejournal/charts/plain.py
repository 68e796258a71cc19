"""What a picture is put together from, without what matplotlib adds that is never seen here and takes longest."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import XAxis, YAxis


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
