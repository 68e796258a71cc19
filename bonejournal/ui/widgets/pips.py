"""A row of small squares: how many of a layer's targets are met."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme

SIDE, STEP = 11, 14


class Pips(QWidget):
    """`met` filled squares, the rest of `of` outlined. Says "Mechanical, 7 of 9 met"."""

    def __init__(self, name: str, met: int, of: int) -> None:
        super().__init__()
        self._met, self._of = met, of
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("{layer}, {met} of {count} met", layer=name, met=met, count=of))

    def sizeHint(self) -> QSize:
        return QSize(theme.u(STEP * self._of), theme.u(SIDE) + 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, radius = theme.u(SIDE), theme.u(2)
        for place in range(self._of):
            box = QRectF(theme.u(STEP * place) + 0.5, 0.5, side - 1, side - 1)
            filled = place < self._met
            painter.setPen(QPen(theme.c("accent" if filled else "control"), 1))
            painter.setBrush(theme.c("accent" if filled else "card"))
            painter.drawRoundedRect(box, radius, radius)
        painter.end()
