"""Widgets beside each other while there is room, else one under the other."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from bonejournal.ui.theme import theme


class Beside(QWidget):
    """Put widgets into its `box`; from `limit` units of width on they stand in one line."""

    def __init__(self, limit: float, gap: float = 16) -> None:
        super().__init__()
        self._limit = limit
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(theme.u(gap))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(200), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.u(self._limit)
        self.box.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
