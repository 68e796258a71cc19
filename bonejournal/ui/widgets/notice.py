"""A calm full-page card for when something is wrong: what is true, what is safe, and the ways on."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Button, Link, flat, link
from bonejournal.ui.widgets.card import Card, RowItem
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.text import label


class Notice(QWidget):
    """Title and text, optional rows of detail, buttons, and a technical line that folds out.

    The first of `buttons` gets the focus; the links among them are ways out and stand beneath. `middle` is a widget
    between the text and the buttons, such as what still stands.
    """

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        buttons: Iterable[Button | Link] = (),
        *,
        rows: Iterable[RowItem] = (),
        middle: QWidget | None = None,
        details: str = "",
    ) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        across = QHBoxLayout()
        across.addStretch(1)
        card = Card()
        card.setMaximumWidth(theme.u(710))
        across.addWidget(card, 1000)
        across.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(1)
        inner = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        inner.setContentsMargins(theme.u(20), theme.u(14), theme.u(18), theme.u(14))
        inner.setSpacing(theme.u(19))
        inner.addWidget(StatusMark(icon=icon, ink="text2", px=32), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.u(9))
        inner.addLayout(column, 1)
        card.box.addLayout(inner)
        column.addWidget(label(title, "notice", wrap=True))
        column.addWidget(label(text, "body2", wrap=True))
        rows = list(rows)
        if rows:
            column.addSpacing(theme.u(9))
            column.addWidget(_box(rows))
        if middle is not None:
            column.addSpacing(theme.u(9))
            column.addWidget(middle)
        column.addSpacing(theme.u(11))
        ways = Flow()
        self.buttons = list(buttons)
        out = Flow()
        for button in self.buttons:
            (out if isinstance(button, Link) else ways).add(button)
        column.addWidget(ways)
        column.addWidget(out)
        if details:
            self._fold(column, out, details)

    def _fold(self, column: QVBoxLayout, out: Flow, details: str) -> None:
        technical = label(details, "caption", wrap=True)
        technical.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        copy = flat(tr("Copy"), lambda: QGuiApplication.clipboard().setText(details), icon="copy")
        technical.hide()
        copy.hide()

        def unfold() -> None:
            technical.setVisible(technical.isHidden())
            copy.setVisible(not technical.isHidden())

        self.details = link(tr("Details"), unfold)
        out.add(self.details)
        column.addWidget(technical)
        column.addWidget(copy)


def _box(rows: list[RowItem]) -> Card:
    box = Card(kind="sunken", pad=12)
    for place, row in enumerate(rows):
        if place:
            box.rule()
        box.add(row)
    return box
