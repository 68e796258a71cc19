"""A thin tinted strip across the top of the page: a sample journal, a draft that waits, no room left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import link
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.text import label


class Strip(QFrame):
    """One sentence with the things that can be done about it.

    icon: drawn before it, where it is more than a note. inside: it stands between the cards of a page, not above them.
    """

    def __init__(
        self, text: str, *links: tuple[str, Callable[[], object]], icon: str = "", inside: bool = False
    ) -> None:
        super().__init__()
        self.setProperty("strip", "inside" if inside else "true")
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        side, above = (16, 9) if inside else (26, 3)
        row.setContentsMargins(theme.u(side), theme.u(above), theme.u(side), theme.u(above))
        row.setSpacing(theme.u(16))
        if icon:
            row.addWidget(StatusMark(icon=icon, ink="text2"))
            row.setSpacing(theme.u(10))
        self.text = label(text, "second", wrap=True)
        row.addWidget(self.text, 1)
        for place, (words, act) in enumerate(links):
            if icon:
                row.addSpacing(theme.u(6 if place else 0))
            row.addWidget(link(words, act))
