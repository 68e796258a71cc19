"""Widgets side by side that go on in the next line where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.arranged import Arranged
from bonejournal.ui.widgets.fields import Check


class Flow(Arranged):
    """A row of buttons or chips that wraps like words, so that it never widens the page."""

    def __init__(self, gap: float = 10) -> None:
        super().__init__()
        self._gap = theme.u(gap)
        self._items: list[QWidget] = []
        self._ends: set[QWidget] = set()

    def add(self, widget: QWidget, *, end: bool = False) -> None:
        """Put a widget at the end; with `end` it stands at the right, where one line is enough for all."""
        widget.setParent(self)
        self._items.append(widget)
        if end:
            self._ends.add(widget)
        self.updateGeometry()
        if self.isVisible():
            widget.show()
            self.arrange(self.width(), move=True)

    def clear(self) -> None:
        """Drop all that was put in."""
        for item in self._items:
            item.hide()
            item.deleteLater()
        self._items.clear()
        self._ends.clear()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        shown = (item for item in self._items if not is_hidden(item))
        width = sum(item.sizeHint().width() + self._gap for item in shown) - self._gap
        return QSize(max(0, width), self.heightForWidth(max(1, width)))

    def minimumSizeHint(self) -> QSize:
        width = max((item.minimumSizeHint().width() for item in self._items), default=0)
        height = max((item.minimumSizeHint().height() for item in self._items), default=0)
        return QSize(width, height)

    def arrange(self, width: int, *, move: bool) -> int:
        """Place the items for a width, if they are to be moved; returns the height that takes."""
        top = bottom = 0
        for line in self._lines(width):
            height = max(size.height() for _, size in line)
            if move:
                self._place(line, top, height, width)
            bottom = top + height
            # Boxes to tick have room of their own above and below.
            top = bottom + (0 if any(isinstance(item, Check) for item, _ in line) else self._gap)
        return bottom

    def _lines(self, width: int) -> list[list[tuple[QWidget, QSize]]]:
        """What is shown, with its size, as it stands line by line."""
        lines: list[list[tuple[QWidget, QSize]]] = []
        taken = 0
        shown = [(item, _size(item, width)) for item in self._items if not is_hidden(item)]
        for place, (item, size) in enumerate(shown):
            needed = size.width()
            if item in self._ends and place and shown[place - 1][0] not in self._ends:
                # What stands at the end goes on together, so that no single button is left behind.
                together = sum(other.width() + self._gap for _, other in shown[place:]) - self._gap
                needed = together if together <= width else needed
            if lines and taken + self._gap + needed <= width:
                lines[-1].append((item, size))
                taken += self._gap + size.width()
            else:
                lines.append([(item, size)])
                taken = size.width()
        return lines

    def _place(self, line: list[tuple[QWidget, QSize]], top: int, height: int, width: int) -> None:
        spare = width - sum(size.width() + self._gap for _, size in line) + self._gap
        if line[0][0] in self._ends:
            spare = 0
        x = 0
        for item, size in line:
            if item in self._ends and x:
                x, spare = x + max(0, spare), 0
            across = min(size.width(), max(1, width))
            item.setGeometry(x, top + (height - size.height()) // 2, across, size.height())
            x += size.width() + self._gap


def _size(item: QWidget, width: int) -> QSize:
    """What an item takes in a line of this width; words that may break are as wide as in one line, or as it."""
    if isinstance(item, Check) and item.sizeHint().width() > width:
        return QSize(width, item.heightForWidth(width))
    if not (isinstance(item, QLabel) and item.wordWrap()):
        return item.sizeHint()
    across = min(item.fontMetrics().boundingRect(item.text()).width() + theme.u(4), max(1, width))
    return QSize(across, item.heightForWidth(across))


def is_hidden(item: QWidget) -> bool:
    """Whether it is hidden on purpose, not only because what holds it is not shown yet."""
    return item.isHidden() and item.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
