"""Field blocks in columns, each as wide as what is typed in it; a block that is not asked for leaves no hole."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.field_block import FieldBlock
from bonejournal.ui.widgets.flow import is_hidden

COLUMNS = 4
_FROM = ((820, COLUMNS), (420, 2))
"""From these widths on, in units, there are so many columns; below, one."""
_GAP = 16


class FieldGrid(QWidget):
    """Blocks in their order, by name. spans: how many of four columns a block takes, where not one; it takes more where
    its label or its words need them.
    """

    def __init__(self, blocks: Mapping[str, FieldBlock], spans: Mapping[str, int] | None = None) -> None:
        super().__init__()
        self._blocks, self._spans = dict(blocks), dict(spans or {})
        self._hidden: frozenset[str] = frozenset()
        self._placed: tuple[object, ...] = ()
        # A layout leaves no gap beside a column that holds nothing, and all columns would be wider then.
        self._even = [QWidget(self) for _ in range(COLUMNS)]
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(theme.u(_GAP))
        self._layout.setVerticalSpacing(theme.u(12))
        for block in self._blocks.values():
            # Columns of one width, whatever stands in them: the fields of all cards stand under each other.
            block.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._place()

    def hide_fields(self, names: Collection[str]) -> None:
        """Show all blocks but these."""
        hidden = frozenset(names) & self._blocks.keys()
        if hidden == self._hidden:
            return
        for name in hidden ^ self._hidden:
            self._blocks[name].setHidden(name in hidden)
        self._hidden = hidden
        self._place()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        hint.setWidth(max((block.minimumSizeHint().width() for block in self._blocks.values()), default=0))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        # A block was shown or hidden, or holds longer words now.
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def _place(self) -> None:
        columns = next((count for width, count in _FROM if self.width() >= theme.u(width)), 1)
        places = []
        row = column = 0
        for name, block in self._blocks.items():
            if name in self._hidden or is_hidden(block):
                continue
            share = -(-self._spans.get(name, 1) * columns // COLUMNS)
            span = min(columns, max(share, self._needed(block, columns)))
            if column + span > columns:
                row, column = row + 1, 0
            places.append((name, row, column, span))
            column += span
        if self._placed == (columns, *places):
            return
        self._placed = (columns, *places)
        # Not `takeAt`: an item that is still held in Python when its widget is put in again goes on hearing of its
        # changes in the new item's place, and the new one would keep the height of now for ever.
        for widget in (*self._blocks.values(), *self._even):
            self._layout.removeWidget(widget)
        for name, down, across, span in places:
            self._layout.addWidget(self._blocks[name], down, across, 1, span)
        for place, even in enumerate(self._even):
            even.setFixedHeight(0)
            if place < columns:
                self._layout.addWidget(even, 0, place)
            self._layout.setColumnStretch(place, 1 if place < columns else 0)

    def _needed(self, block: FieldBlock, columns: int) -> int:
        """How many columns hold its label, and the words to choose from."""
        each = (self.width() + theme.u(_GAP)) // columns
        return -(-(block.room_needed() + theme.u(_GAP)) // max(1, each))
