"""The cards of a page: two columns side by side where there is room, and what goes across both."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from bonejournal.ui.theme import theme


class Columns(QWidget):
    """Two columns side by side while both have room, else one under the other; and a wide part beneath."""

    LIMIT = 860

    def __init__(self, ratio: tuple[int, int]) -> None:
        super().__init__()
        self._ratio = ratio
        self._both = QVBoxLayout(self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(theme.u(14))
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(theme.u(14))
        self.left, self.right = QWidget(), QWidget()
        self._stacks = {column: _column(column) for column in (self.left, self.right)}
        self._pair.addWidget(self.left, ratio[0])
        self._pair.addWidget(self.right, ratio[1])
        self._both.addLayout(self._pair, 1)
        self._both.addStretch(0)
        self._tops: list[QWidget] = []
        self._wide: list[QWidget] = []
        self.right.hide()
        self.left.hide()
        self.side_by_side = True

    def add(self, column: QWidget, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end of one of the two columns."""
        layout = self._stacks[column]
        layout.insertWidget(layout.count() - 1, widget, stretch)
        if stretch:
            layout.setStretch(layout.count() - 1, 0)
        column.show()
        if self.isVisible():
            self._reflow()

    def add_top(self, widget: QWidget) -> None:
        """Put a widget above both columns, beneath those put there before."""
        self._both.insertWidget(len(self._tops), widget)
        self._tops.append(widget)

    def add_wide(self, widget: QWidget) -> None:
        """Put a widget under both columns."""
        self._wide.append(widget)
        self._both.insertWidget(self._both.count() - 1, widget)

    def clear(self) -> None:
        """Drop all that was put in."""
        for column in (self.left, self.right):
            layout = self._stacks[column]
            while layout.count() > 1 and (item := layout.takeAt(0)):
                _drop(item.widget())
            layout.setStretch(0, 1)
            column.hide()
        for widget in (*self._tops, *self._wide):
            self._both.removeWidget(widget)
            _drop(widget)
        self._tops.clear()
        self._wide.clear()

    def room_needed(self) -> int:
        """The least width at which both columns stand side by side."""
        return max(
            theme.u(self.LIMIT),
            self.left.minimumSizeHint().width() + self._pair.spacing() + self.right.minimumSizeHint().width(),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reflow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reflow()  # to ask every card for its least width takes long; of those put in before it is done once

    def event(self, event: QEvent) -> bool:
        # A card that grew (a question appeared, a longer word) may need the other arrangement.
        if event.type() == QEvent.Type.LayoutRequest:
            self._reflow()
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        widest = max([self.left.minimumSizeHint().width(), self.right.minimumSizeHint().width(), *self._wide_widths()])
        hint.setWidth(widest)
        return hint

    def _wide_widths(self) -> list[int]:
        return [widget.minimumSizeHint().width() for widget in (*self._tops, *self._wide) if not widget.isHidden()]

    def _reflow(self) -> None:
        beside = self.width() >= self.room_needed()
        if beside == self.side_by_side:
            return
        self.side_by_side = beside
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(direction)
        for place, share in enumerate(self._ratio):
            self._pair.setStretch(place, share if beside else 0)


def _column(holder: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.u(14))
    # Spare height goes beneath the cards, unless one of them asks for it.
    layout.addStretch(1)
    return layout


def _drop(widget: QWidget | None) -> None:
    if widget is not None:
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()
