"""A line that says something beside what is typed; it is there only while there is something to say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.text import label


class Told(QWidget):
    """Words in a text role, after a mark if there is one."""

    def __init__(self, *, mark: str = "", role: str = "second") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(10))
        if mark:
            row.addWidget(StatusMark(mark, px=16), 0, Qt.AlignmentFlag.AlignTop)
        self._words = label("", role, wrap=True)
        row.addWidget(self._words, 1)
        self.hide()

    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, text: str) -> None:
        """Say something else; nothing hides it."""
        self._words.setText(text)
        self.setVisible(bool(text))
