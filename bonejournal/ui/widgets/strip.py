"""A thin tinted strip across the top of the page: a sample journal, a draft that waits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import link
from bonejournal.ui.widgets.text import label


class Strip(QFrame):
    """One sentence with the things that can be done about it."""

    def __init__(self, text: str, *links: tuple[str, Callable[[], object]]) -> None:
        super().__init__()
        self.setProperty("strip", "true")
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.u(26), theme.u(3), theme.u(26), theme.u(3))
        row.setSpacing(theme.u(16))
        self.text = label(text, "second", wrap=True)
        row.addWidget(self.text, 1)
        for words, act in links:
            row.addWidget(link(words, act))
