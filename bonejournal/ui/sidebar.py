"""The sidebar: one entry for each page, Records after a rule, settings at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bonejournal.domain.words import tr, trn
from bonejournal.ui import icons
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.text import rule

if TYPE_CHECKING:
    from bonejournal.ui.pages.listed import Listed


class Entry(QPushButton):
    """One page's name. The chosen one is tinted and bold; `badge` counts due dates."""

    def __init__(self, text: str, icon: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self._words, self._icon, self.badge = text, icon, 0
        self.setCheckable(True)
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_badge(self, count: int) -> None:
        """Show how many dates are due; 0 shows nothing."""
        self.badge = count
        self.setAccessibleDescription(trn("{count} date is due", "{count} dates are due", count) if count else "")
        self.update()

    def nextCheckState(self) -> None:
        """A click opens the page; the page then says which entry is chosen."""

    def sizeHint(self) -> QSize:
        width = theme.width(self._words, 15, 600)
        return QSize(width + theme.u(42 + 24), theme.u(38))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.c("tint" if chosen else "grid"))
            painter.drawRoundedRect(self.rect(), theme.u(7), theme.u(7))
        token = "accent" if chosen else "text2"
        icons.paint(painter, self._icon, token, theme.u(11), (self.height() - theme.u(20)) / 2)
        painter.setPen(theme.c("accent" if chosen else "text"))
        painter.setFont(theme.font(15, 600 if chosen else 400))
        words = QRect(theme.u(42), 0, self.width() - theme.u(42), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)
        if self.badge:
            painter.setPen(theme.c("due"))
            painter.setFont(theme.font(14, 600))
            room = self.rect().adjusted(0, 0, -theme.u(12), 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(self.badge))
        painter.end()


class Sidebar(QFrame):
    """All entries, one above the other. Up and Down move the focus, Enter or Space opens."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[Listed]) -> None:
        super().__init__()
        self.setProperty("bar", "sidebar")
        self.setAccessibleName(tr("Pages"))
        self.entries: dict[str, Entry] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.u(10), theme.u(14), theme.u(10), theme.u(14))
        column.setSpacing(theme.u(2))
        places: dict[str, list[Listed]] = {"top": [], "after": [], "bottom": []}
        for page in sorted(pages, key=lambda page: page.order):
            if page.name:
                places[page.place].append(page)
        self._add(column, places["top"])
        if places["after"]:
            line = QWidget()
            inner = QVBoxLayout(line)
            inner.setContentsMargins(theme.u(10), theme.u(10), theme.u(10), theme.u(10))
            inner.addWidget(rule())
            column.addWidget(line)
            self._add(column, places["after"])
        column.addStretch(1)
        self._add(column, places["bottom"])
        widest = max((entry.sizeHint().width() for entry in self.entries.values()), default=0)
        self.setFixedWidth(max(theme.u(206), min(theme.u(264), widest + theme.u(21))))

    def choose(self, key: str) -> None:
        """Mark the entry of the page that is shown."""
        for name, entry in self.entries.items():
            entry.setChecked(name == key)

    def set_badge(self, key: str, count: int) -> None:
        """Show a count beside a page's name."""
        if key in self.entries:
            self.entries[key].set_badge(count)

    def focus_chosen(self) -> None:
        """Put the focus on the entry of the page that is shown."""
        for entry in self.entries.values():
            if entry.isChecked():
                entry.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        order = list(self.entries.values())
        focused = [place for place, entry in enumerate(order) if entry.hasFocus()]
        if step and focused:
            order[(focused[0] + step) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focused:
            order[focused[0]].click()
        else:
            super().keyPressEvent(event)

    def _add(self, column: QVBoxLayout, pages: Sequence[Listed]) -> None:
        for page in pages:
            entry = Entry(tr(page.name), page.icon)
            entry.clicked.connect(lambda _checked, key=page.key: self.chosen.emit(key))
            column.addWidget(entry)
            self.entries[page.key] = entry
