"""What stands where nothing is yet: one sentence and one button."""

from __future__ import annotations

from PySide6.QtCore import Qt

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Button
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.text import label


class Empty(Card):
    """A card in the middle of a page without records."""

    def __init__(self, icon: str, title: str, text: str, button: Button | None = None) -> None:
        super().__init__(pad=40)
        self.setAccessibleName(title)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.box.setSpacing(theme.u(12))
        self.box.addStretch(1)
        self.box.addWidget(StatusMark(icon=icon, px=36), 0, middle)
        for words, role in ((title, "heading"), (text, "body2")):
            made = label(words, role, wrap=True)
            made.setAlignment(middle)
            self.box.addWidget(made)
        if button is not None:
            self.box.addSpacing(theme.u(6))
            self.box.addWidget(button, 0, middle)
        self.box.addStretch(1)
