"""Field blocks in two columns while there is room, else in one; a block that is not asked for leaves no hole."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.field_block import FieldBlock

TWO_COLUMNS = 560
"""From this width on, in units, two fields stand beside each other."""


class FieldGrid(QWidget):
    """Blocks in their order, by name; those in `wide` take the whole width."""

    def __init__(self, blocks: Mapping[str, FieldBlock], wide: Collection[str] = ()) -> None:
        super().__init__()
        self._blocks, self._wide = dict(blocks), frozenset(wide)
        self._hidden: frozenset[str] = frozenset()
        self._columns = 2
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(theme.u(16))
        self._layout.setVerticalSpacing(theme.u(12))
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
        columns = 2 if self.width() >= theme.u(TWO_COLUMNS) else 1
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _place(self) -> None:
        while self._layout.takeAt(0):
            pass
        row = column = 0
        for name, block in self._blocks.items():
            if name in self._hidden:
                continue
            wide = name in self._wide or self._columns == 1
            if wide and column:
                row, column = row + 1, 0
            self._layout.addWidget(block, row, column, 1, 2 if wide else 1)
            row, column = (row + 1, 0) if wide or column else (row, 1)
        for place in (0, 1):
            self._layout.setColumnStretch(place, 1 if place < self._columns else 0)
