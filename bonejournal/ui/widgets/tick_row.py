"""A tick with a sentence that may need more than one line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.fields import Check
from bonejournal.ui.widgets.text import label


class TickRow(QWidget):
    """All of the row can be clicked; `changed` comes when she ticks or unticks it."""

    changed = Signal()

    def __init__(self, text: str, ticked: bool = False) -> None:
        super().__init__()
        self.check = Check("", ticked)
        self.check.setAccessibleName(text)
        self.check.clicked.connect(lambda _on: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.check, 0, Qt.AlignmentFlag.AlignVCenter)
        words = label(text, "body", wrap=True)
        words.setContentsMargins(0, theme.u(8), 0, theme.u(8))
        row.addWidget(words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.check.click()
