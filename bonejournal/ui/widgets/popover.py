"""A small card over the window that says more about what was clicked."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from bonejournal.ui.theme import theme

_PAGING = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Popover(QFrame):
    """Holds a widget beneath (or above) an anchor; Esc or a click elsewhere closes it and the focus returns.

    It goes with its anchor. It is a child of the window and no window itself: it needs nothing from the desktop to be
    round and in place.
    """

    def __init__(self, anchor: QWidget, content: QWidget, name: str, *, width: float = 380) -> None:
        super().__init__(anchor.window())
        self._anchor = anchor
        self.setProperty("card", "popover")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box = QVBoxLayout(self)
        pad = theme.u(14)
        box.setContentsMargins(pad, pad, pad, pad)
        box.addWidget(content)
        self._width = theme.u(width)
        self._open()

    def _open(self) -> None:
        window = self.window()
        room = theme.u(8)
        width = min(max(self._width, self.minimumSizeHint().width()), window.width() - 2 * room)
        layout = self.layout()
        wanted = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        height = min(max(wanted, self.sizeHint().height() if wanted <= 0 else 0), window.height() - 2 * room)
        anchor = self._anchor.mapTo(window, QPoint(0, 0))
        left, right = anchor.x(), anchor.x() + self._anchor.width()
        x = left if left + right < window.width() else right - width
        x = min(max(room, x), window.width() - width - room)
        below = anchor.y() + self._anchor.height() + theme.u(6)
        above = anchor.y() - height - theme.u(6)
        y = below if below + height <= window.height() - room or above < room else above
        y = min(y, window.height() - height - room)
        self.setGeometry(x, y, width, height)
        self.show()
        self.raise_()
        first = next((child for child in self.findChildren(QWidget) if _takes_tab(child)), self)
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def dismiss(self) -> None:
        """Close it and give the focus back to where it came from."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        had_focus = self.isAncestorOf(self.window().focusWidget() or self) or self.hasFocus()
        self.hide()
        if had_focus and shiboken6.isValid(self._anchor) and self._anchor.isVisible():
            self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def event(self, event: QEvent) -> bool:
        # What turns the pages of a calendar is no shortcut of the page beneath.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in _PAGING:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            if isinstance(watched, QWidget) and watched.window() is self.window() and not self._holds(watched):
                self.dismiss()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.WindowDeactivate) and watched is self.window():
            QTimer.singleShot(0, self, self.dismiss)
        elif event.type() == QEvent.Type.Hide and shiboken6.isValid(self._anchor) and watched is self._anchor:
            QTimer.singleShot(0, self, self.dismiss)  # its page is left, or built anew
        return False

    def _holds(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays inside while it is open."""
        order = [child for child in self.findChildren(QWidget) if _takes_tab(child)]
        if not order:
            return True
        focus = self.focusWidget()
        place = order.index(focus) if focus in order else (-1 if forward else 0)
        order[(place + (1 if forward else -1)) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)
        return True


def _takes_tab(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
