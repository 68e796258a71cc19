"""Cells of equal width side by side; where the width ends they go on in rows of equal length."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bonejournal.domain.words import spoken
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.marks import StatusMark, mark_name
from bonejournal.ui.widgets.text import label


class Tile(QWidget):
    """A figure with its name above, and a few words beneath; a mark or an icon says how it stands.

    With `opens` it takes the focus; a click, Enter or Space opens it.
    """

    def __init__(
        self,
        title: str,
        value: str,
        caption: str,
        *,
        mark: str = "",
        icon: str = "",
        opens: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._opens = opens
        if opens is not None:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(spoken(mark_name(mark) if mark else "", title, value, caption))
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(theme.u(16), theme.u(10), theme.u(10), theme.u(10))
        self.box.setSpacing(theme.u(1))
        head = QHBoxLayout()
        head.setSpacing(theme.u(7))
        if mark or icon:
            head.addWidget(StatusMark(mark, icon=icon, ink="" if mark else "text2", px=16))
        head.addWidget(label(title, "body"), 1)
        self.box.addLayout(head)
        self.box.addWidget(label(value, "tile", wrap=True))
        self.box.addWidget(label(caption, "caption", wrap=True))
        self.box.addStretch(1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._opens and event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self._opens()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._opens and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._opens()
        else:
            super().keyPressEvent(event)


class Tiles(QWidget):
    """Tiles of a card, or with a `gap` of units cards beside each other without lines between them.

    No tile becomes narrower than its own minimum, nor than `least` units.
    """

    def __init__(self, tiles: Sequence[QWidget], least: float, gap: float = 0) -> None:
        super().__init__()
        self._least, self._gap = least, gap
        self.tiles = tuple(tiles)
        for tile in self.tiles:
            tile.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def columns(self, width: int) -> int:
        """How many stand side by side in a width: as even rows as possible."""
        count = len(self.tiles)
        gap = theme.u(self._gap)
        most = max(1, min(count, (width + gap) // (self._cell_width() + gap)))
        rows = -(-count // most)
        return -(-count // rows)

    def heightForWidth(self, width: int) -> int:
        heights = self._heights(width) if self.tiles else []
        return sum(heights) + theme.u(self._gap) * max(0, len(heights) - 1)

    def sizeHint(self) -> QSize:
        width = (self._cell_width() + theme.u(self._gap)) * len(self.tiles)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._cell_width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        # A tile says something longer or shorter now.
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _place(self) -> None:
        across = self.columns(self.width())
        top = 0
        for row, height in enumerate(self._heights(self.width())):
            for place, tile in enumerate(self.tiles[row * across : (row + 1) * across]):
                left, right = self._edge(place, across), self._edge(place + 1, across)
                tile.setGeometry(left, top, right - left - theme.u(self._gap), height)
            top += height + theme.u(self._gap)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._gap:
            return
        painter = QPainter(self)
        across = self.columns(self.width())
        top = 0
        for row, height in enumerate(self._heights(self.width())):
            for place in range(1, len(self.tiles[row * across : (row + 1) * across])):
                painter.fillRect(self._edge(place, across), top, 1, height, theme.c("border"))
            if row:
                painter.fillRect(0, top, self.width(), 1, theme.c("border"))
            top += height
        painter.end()

    def _cell_width(self) -> int:
        widest = max((tile.minimumSizeHint().width() for tile in self.tiles), default=0)
        return max(1, theme.u(self._least), widest)

    def _edge(self, place: int, across: int) -> int:
        return (self.width() + theme.u(self._gap)) * place // across

    def _heights(self, width: int) -> list[int]:
        """The height of each row: that of its tallest tile."""
        across, gap = self.columns(width), theme.u(self._gap)
        cell = (width + gap) // across - gap
        return [
            max(_height(tile, cell) for tile in self.tiles[first : first + across])
            for first in range(0, len(self.tiles), across)
        ]


def _height(tile: QWidget, width: int) -> int:
    return tile.heightForWidth(width) if tile.hasHeightForWidth() else tile.sizeHint().height()
