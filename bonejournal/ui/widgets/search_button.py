"""The field in a page's header that opens Search: it looks like a line to type in, and is a button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from bonejournal.domain.words import tr
from bonejournal.ui import icons
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import entered
from bonejournal.ui.widgets.type_ahead import paint_keys

LONG, SHORT = 216, 36


class SearchButton(QAbstractButton):
    """Shows its word and keys where there is room, its word alone on a narrow page, else only its drawing."""

    def __init__(self, pressed: Callable[[], object], keys: str) -> None:
        super().__init__()
        self._keys = keys
        self._short = False
        self._hint = bool(keys)
        self.setText(tr("Search"))
        self.setAccessibleName(tr("Search"))
        self.setAccessibleDescription(keys)
        self.setToolTip(tr("Search {keys}", keys=keys) if keys else tr("Search"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked: pressed())

    @property
    def room(self) -> int:
        """How wide it is with its word."""
        words = theme.width(self.text(), 15)
        if not self._hint:
            return words + theme.u(54)
        return max(theme.u(LONG), words + theme.u(130))

    def set_short(self, short: bool) -> None:
        """Leave the words out, or show them again."""
        if short != self._short:
            self._short = short
            self.updateGeometry()
            self.update()

    def show_hint(self, on: bool) -> None:
        """Hide the keys where room is short."""
        self._hint = on and bool(self._keys)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.u(SHORT) if self._short else self.room, theme.u(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(SHORT), theme.u(36))  # with its words it must not set the page's least width

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not entered(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.c("text2" if self.underMouse() else "control"), 1))
        painter.setBrush(theme.c("card"))
        radius = theme.u(7)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        middle = self.height() / 2 - theme.u(9)
        left = (self.width() - theme.u(18)) / 2 if self._short else theme.u(11)
        icons.paint(painter, "search", "text2", left, middle, 18)
        if not self._short:
            painter.setFont(theme.font(15))
            painter.setPen(theme.c("text3"))
            room = self.rect().adjusted(theme.u(36), 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
            if self._hint:
                paint_keys(painter, self._keys, QRect(0, 0, self.width() + theme.u(8), self.height()))
        painter.end()
