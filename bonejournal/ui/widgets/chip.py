"""Words to tick, as many as there are."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.text import literal, shortened


class Chip(QToolButton):
    """A word that is ticked by pressing it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = shortened(words)
        self.setText(literal(self._words))
        self.setAccessibleName(words)
        self.setToolTip(words if self._words != words else "")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("seg", "only")

    def sizeHint(self) -> QSize:
        return QSize(theme.width(self._words, 14, 600) + theme.u(26), theme.u(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
