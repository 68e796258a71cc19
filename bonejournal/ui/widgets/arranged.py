"""A widget that places what stands in it itself, and is as high as its width asks for."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Arranged(QWidget):
    """Arranges its parts when it is shown or resized, and when one of them asks for another place. See `arrange`."""

    def __init__(self) -> None:
        super().__init__()
        self.set_across(QSizePolicy.Policy.Expanding)

    def set_across(self, across: QSizePolicy.Policy) -> None:
        """How it takes part of the width there is; its height goes by that."""
        policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
        # Qt asks for this often: an answer in Python would each time wait for the thread that draws.
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def arrange(self, width: int, *, move: bool) -> int:
        """Place the parts for a width in pixels, if they are to be moved; returns the height that takes."""
        raise NotImplementedError

    def heightForWidth(self, width: int) -> int:
        return self.arrange(width, move=False)

    def event(self, event: QEvent) -> bool:
        # A part was shown or hidden, has another font, or asks for another width.
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.arrange(self.width(), move=True)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(self.width(), move=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.arrange(self.width(), move=True)  # what was put in before has no place yet
