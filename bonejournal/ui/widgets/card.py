"""Cards and their rows: the white boxes every page is laid out in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bonejournal.domain.words import spoken
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.marks import StatusMark, mark_name
from bonejournal.ui.widgets.text import label, rule

LEAST_TEXT = 250


class Card(QFrame):
    """A box with a vertical layout. `edge` names a token for a coloured left edge, such as "due"."""

    def __init__(self, *, kind: str = "true", edge: str = "", pad: float = 16) -> None:
        super().__init__()
        self._edge = edge
        self.setProperty("card", kind)
        self.box = QVBoxLayout(self)
        side = theme.u(pad + 2)
        self.box.setContentsMargins(side, theme.u(pad), side, theme.u(pad))
        self.box.setSpacing(theme.u(9))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end."""
        self.box.addWidget(widget, stretch)

    def heading(self, text: str, caption: str = "", right: QWidget | None = None) -> QLabel:
        """The card's name, with a caption beside it and something at the right end."""
        row = QHBoxLayout()
        row.setSpacing(theme.u(10))
        title = label(text, "heading")
        row.addWidget(title)
        self.setAccessibleName(text)
        if caption:
            row.addWidget(label(caption, "second", wrap=True), 1)
        else:
            row.addStretch(1)
        if right is not None:
            row.addWidget(right, 0, Qt.AlignmentFlag.AlignRight)
        self.box.addLayout(row)
        return title

    def rule(self) -> None:
        """A line across the card, between what is above and what comes next."""
        self.box.addWidget(rule())

    def row(
        self,
        title: str,
        sub: str = "",
        *,
        mark: str = "",
        icon: str = "",
        right: QWidget | None = None,
        opens: Callable[[], object] | None = None,
    ) -> RowItem:
        """Add a `RowItem`."""
        item = RowItem(title, sub, mark=mark, icon=icon, right=right, opens=opens)
        self.box.addWidget(item)
        return item

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._edge:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(0, 0, self.width(), self.height(), theme.u(10), theme.u(10))
        painter.setClipRect(0, 0, theme.u(4), self.height())
        painter.fillPath(shape, theme.c(self._edge))
        painter.end()


class RowItem(QFrame):
    """A mark or icon, a title with a second line beneath, and something at the right.

    With `opens` the whole row can be clicked and takes the focus; Enter or Space opens it.
    """

    opened = Signal()

    def __init__(
        self,
        title: str,
        sub: str = "",
        *,
        mark: str = "",
        icon: str = "",
        ink: str = "accent",
        right: QWidget | None = None,
        opens: Callable[[], object] | None = None,
        selected: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("tinted", "true" if selected else "false")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.u(12))
        centred = not sub or bool(icon) or mark in ("due", "overdue")
        if mark or icon:
            sign = StatusMark(mark, icon=icon, ink="" if mark else ink, px=18 if mark else 20)
            self._row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter if centred else Qt.AlignmentFlag.AlignTop)
        self._texts = QVBoxLayout()
        self._texts.setSpacing(theme.u(2))
        self._row.addLayout(self._texts, 1)
        if centred:
            self._texts.addStretch(1)
        self.title = label(title, "row", wrap=True)
        self._texts.addWidget(self.title)
        self.sub: QLabel | None = None
        if sub:
            self.sub = label(sub, "second", wrap=True)
            self._texts.addWidget(self.sub)
        self._texts.addStretch(1)
        self._right, self._beside = right, True
        if right is not None:
            self._row.addWidget(right, 0, Qt.AlignmentFlag.AlignVCenter)
        said = spoken(mark_name(mark) if mark else "", title, sub)
        self.setAccessibleName(said)
        self._opens = opens
        if opens is not None:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def add_caption(self, text: str) -> None:
        """A third, quieter line."""
        self._texts.insertWidget(2 if self.sub is not None else 1, label(text, "caption", wrap=True))
        self.setAccessibleName(spoken(self.accessibleName(), text))

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self._right is not None and self._beside:
            # Where room is short, what is at the right goes under the text.
            text = self._texts.minimumSize().width()
            side = self._right.sizeHint().width()
            hint.setWidth(hint.width() - min(text, side) - self._row.spacing())
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._right is None:
            return
        beside = self.width() - self._right.sizeHint().width() >= theme.u(LEAST_TEXT)
        if beside != self._beside:
            self._beside = beside
            self._texts.setSpacing(theme.u(2 if beside else 6))
            (self._texts if beside else self._row).removeWidget(self._right)
            if beside:
                self._row.addWidget(self._right, 0, Qt.AlignmentFlag.AlignVCenter)
            else:
                self._texts.insertWidget(self._texts.count() - 1, self._right, 0, Qt.AlignmentFlag.AlignLeft)
            self.updateGeometry()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self._opens is not None:
            self._opens()
            self.opened.emit()


class Stacked(QWidget):
    """Cards beneath each other, with the spare height beneath them.

    level: where there is little of it, as beside a longer column, the last card takes it in; more would be a hole.
    """

    LITTLE = 190

    def __init__(self, cards: Sequence[Card], *, level: bool = False) -> None:
        super().__init__()
        self._level = level
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.u(14))
        for card in cards:
            self._box.addWidget(card)
        if cards:
            cards[-1].box.addStretch(1)
        self._box.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._level:
            return
        box, wraps = self._box, self._box.hasHeightForWidth()
        spare = self.height() - (box.totalHeightForWidth(self.width()) if wraps else box.sizeHint().height())
        little, last = spare <= theme.u(self.LITTLE), self._box.count() - 1
        self._box.setStretch(last, 0 if little else 1)
        if last:
            self._box.setStretch(last - 1, 1 if little else 0)
