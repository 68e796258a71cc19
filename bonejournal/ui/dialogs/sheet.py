"""A small window over the window: a title, a sentence or two, and real verbs on its buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Button, plain
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.text import label

WIDTH = 520


class Sheet(QDialog):
    """Opened with `open()`; Esc and Cancel close it and nothing happens."""

    def __init__(self, parent: QWidget, title: str, text: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        column = QVBoxLayout(self)
        pad = theme.u(24)
        column.setContentsMargins(pad, theme.u(20), pad, theme.u(20))
        column.setSpacing(theme.u(10))
        column.addWidget(label(title, "notice", wrap=True))
        column.addWidget(label(text, "body2", wrap=True))
        self.box = QVBoxLayout()
        self.box.setSpacing(theme.u(10))
        column.addLayout(self.box)
        column.addSpacing(theme.u(8))
        column.addStretch(1)
        self._ways = Flow()
        column.addWidget(self._ways)
        self.buttons: list[Button] = []
        room = parent.window()
        self.setMinimumWidth(min(theme.u(WIDTH), room.width() - theme.u(40)))
        self.setMaximumHeight(room.height() - theme.u(20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Narrower than it would like to be, as on a small screen, its words and buttons take more lines.
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            self.setMinimumHeight(min(layout.totalHeightForWidth(self.width()), self.maximumHeight()))

    def way(self, button: Button) -> Button:
        """One more button; the first is where the focus begins."""
        self.buttons.append(button)
        self._ways.add(button)
        return button

    def cancel(self, text: str = "") -> Button:
        """The button that only closes."""
        return self.way(plain(text or tr("Cancel"), self.reject))

    def done_with(self, act: Callable[[], object]) -> Callable[[], object]:
        """What a button does: close, then act."""

        def press() -> None:
            self.accept()
            act()

        return press

    def show_over(self) -> Sheet:
        """Show it over the window, with the focus on its first button."""
        if self.buttons:
            self.buttons[0].setDefault(True)
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.open()
        return self
