"""Widgets side by side that go on in the next line where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bonejournal.ui.theme import theme


class Flow(QWidget):
    """A row of buttons or chips that wraps like words, so that it never widens the page."""

    def __init__(self, gap: float = 10) -> None:
        super().__init__()
        self._gap = theme.u(gap)
        self._items: list[QWidget] = []
        self._ends: set[QWidget] = set()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget, *, end: bool = False) -> None:
        """Put a widget at the end; with `end` it stands at the right, where one line is enough for all."""
        widget.setParent(self)
        self._items.append(widget)
        if end:
            self._ends.add(widget)
        if self.isVisible():
            widget.show()
        self.updateGeometry()
        self._arrange(self.width(), move=True)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        width = sum(item.sizeHint().width() + self._gap for item in self._items) - self._gap
        return QSize(max(0, width), self.heightForWidth(max(1, width)))

    def minimumSizeHint(self) -> QSize:
        width = max((item.minimumSizeHint().width() for item in self._items), default=0)
        height = max((item.minimumSizeHint().height() for item in self._items), default=0)
        return QSize(width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def _arrange(self, width: int, *, move: bool) -> int:
        x = y = line = 0
        items = [item for item in self._items if not _is_hidden(item)]
        spare = width - sum(item.sizeHint().width() + self._gap for item in items) + self._gap
        for item in items:
            size = item.sizeHint()
            if item in self._ends and spare > 0:
                x, spare = x + spare, 0
            if x and x + size.width() > width:
                x, y, line = 0, y + line + self._gap, 0
            if move:
                item.setGeometry(x, y, min(size.width(), max(1, width)), size.height())
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line


def _is_hidden(item: QWidget) -> bool:
    """Hidden on purpose, not only because the row itself is not shown yet."""
    return item.isHidden() and item.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
