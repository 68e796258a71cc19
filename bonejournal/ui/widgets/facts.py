"""Names and values beneath each other, values as long as they need to be."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.text import label

BREAK = "\u200b"
NARROW, LEAST = 520, 260
"""Below this width, in units, long names go on in the next line; and the least width there is room in for both."""


class Facts(QWidget):
    """A name and its value in each row; values can be marked with the mouse, and paths break after a slash."""

    def __init__(self, facts: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.u(16))
        grid.setVerticalSpacing(theme.u(8))
        grid.setColumnStretch(1, 1)
        self._names: list[QLabel] = []
        for row, (name, value) in enumerate(facts):
            self._names.append(label(name, "second"))
            grid.addWidget(self._names[-1], row, 0, Qt.AlignmentFlag.AlignTop)
            shown = label(breakable(value), "body", wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            grid.addWidget(shown, row, 1)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        hint.setWidth(min(hint.width(), theme.u(LEAST)))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for name in self._names:
            name.setWordWrap(self.width() < theme.u(NARROW))


def breakable(path: str) -> str:
    """A path that may go on in the next line."""
    return path.replace("/", f"/{BREAK}").replace("\\", f"\\{BREAK}")
