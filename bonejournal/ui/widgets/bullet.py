"""A bar that sets an amount against what is asked for: food solid, tablets outlined, the target a tick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.text import label

BAR, TALL = 12, 18
FULL, OUTLINED, TICK, LIMIT, BAND = "full", "outlined", "tick", "limit", "band"


@dataclass(frozen=True, slots=True)
class Lengths:
    """Where the parts of a bar lie, in shares of its whole length; None for what it does not have."""

    full: float
    outlined: float = 0.0
    tick: float | None = None
    band: tuple[float, float] | None = None
    limit: float | None = None


class Bullet(QWidget):
    """One bar; `name` says all that it shows."""

    def __init__(self, lengths: Lengths, name: str) -> None:
        super().__init__()
        self._lengths = lengths
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(theme.u(240), theme.u(TALL) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme.u(BAR)
        bar = QRectF(0.5, (self.height() - height) // 2 + 0.5, self.width() - theme.u(2) - 1, height - 1)
        painter.setPen(QPen(theme.c("border"), 1))
        painter.setBrush(theme.c("sunken"))
        painter.drawRoundedRect(bar, theme.u(3), theme.u(3))
        self._paint_band(painter, bar)
        _paint_full(painter, self._part(bar, 0, self._lengths.full))
        if self._lengths.outlined:
            ends = (self._lengths.full, self._lengths.full + self._lengths.outlined)
            _paint_outlined(painter, self._part(bar, *ends))
        if self._lengths.tick is not None:
            paint_tick(painter, self._at(bar, self._lengths.tick), self.height())
        if self._lengths.limit is not None:
            paint_limit(painter, self._at(bar, self._lengths.limit), self.height())
        painter.end()

    def _paint_band(self, painter: QPainter, bar: QRectF) -> None:
        if self._lengths.band is None:
            return
        part = self._part(bar, *self._lengths.band)
        painter.fillRect(part.adjusted(0, -theme.u(2), 0, theme.u(2)), theme.c("band2"))

    def _at(self, bar: QRectF, share: float) -> float:
        return bar.left() + bar.width() * min(max(share, 0.0), 1.0)

    def _part(self, bar: QRectF, start: float, end: float) -> QRectF:
        left, right = self._at(bar, start), self._at(bar, end)
        return QRectF(left, bar.top(), max(0.0, right - left), bar.height())


def _paint_full(painter: QPainter, part: QRectF) -> None:
    if part.width() > 0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.c("series1"))
        painter.drawRoundedRect(part.adjusted(-0.5, -0.5, 0.5, 0.5), theme.u(2), theme.u(2))


def _paint_outlined(painter: QPainter, part: QRectF) -> None:
    line = theme.u(2)
    painter.setPen(QPen(theme.c("series1"), line))
    painter.setBrush(theme.c("card"))
    inset = line / 2 - 0.5
    painter.drawRect(part.adjusted(inset, inset, -inset, -inset))


def paint_tick(painter: QPainter, x: float, height: float) -> None:
    """The least that is asked for."""
    width = theme.u(2)
    painter.fillRect(QRectF(round(x) - width // 2, 0, width, height), theme.c("text"))


def paint_limit(painter: QPainter, x: float, height: float) -> None:
    """An upper level: dashed, so that it is no target."""
    pen = QPen(theme.c("text2"), theme.u(2))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1.5, 1.2])
    painter.setPen(pen)
    painter.drawLine(QPointF(round(x), 0), QPointF(round(x), height))


class _Swatch(QWidget):
    """One part of a bar by itself."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self._part = part
        self.setFixedSize(theme.u(6 if part in (TICK, LIMIT) else 16), theme.u(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme.u(10)
        box = QRectF(0.5, (self.height() - height) / 2, self.width() - 1, height)
        if self._part == FULL:
            _paint_full(painter, box)
        elif self._part == OUTLINED:
            _paint_outlined(painter, box)
        elif self._part == BAND:
            painter.fillRect(box, theme.c("band2"))
        elif self._part == TICK:
            paint_tick(painter, self.width() / 2, self.height())
        else:
            paint_limit(painter, self.width() / 2, self.height())
        painter.end()


def bullet_key(parts: Iterable[tuple[str, str]]) -> Flow:
    """What the parts of the bars mean: each with its word."""
    made = Flow(12)
    for part, words in parts:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(6))
        row.addWidget(_Swatch(part))
        row.addWidget(label(words, "caption"))
        made.add(holder)
    return made
