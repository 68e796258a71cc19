"""Words to tick, as many as there are."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from bonejournal.ui.theme import theme


class Chip(QToolButton):
    """A word that is ticked by pressing it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("seg", "only")

    def sizeHint(self) -> QSize:
        return QSize(theme.width(self._words, 14, 600) + theme.u(26), theme.u(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
