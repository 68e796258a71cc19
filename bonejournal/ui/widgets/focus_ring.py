"""The ring around what has the focus, two units away from it; shown while the keyboard is in use."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QWidget,
)

from bonejournal.ui.theme import theme

GAP = 4


class FocusRing(QObject):
    """Watches a window's focus and input, and draws the ring on whatever scrolls with the focused widget."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._by_key = False
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._ring: _Ring | None = None
        self._handle: QObject | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)
        window.installEventFilter(self)

    def target(self) -> QWidget | None:
        """The widget the ring is around, None while it is hidden."""
        ring = self._living_ring()
        return self._target if ring is not None and not ring.isHidden() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._window:
            if kind == QEvent.Type.Show and self._handle is None:
                self._handle = self._window.windowHandle()
                self._handle.installEventFilter(self)
        elif watched is self._handle:
            # The window below all widgets sees input first, and little else.
            if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
                self._by_key = True
            elif kind == QEvent.Type.MouseButtonPress:
                self._by_key = False
                self._hide()
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        elif kind in (QEvent.Type.Hide, QEvent.Type.Close) and watched is self._target:
            self._hide()
        return False

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        for known in self._watched:
            if shiboken6.isValid(known):
                known.removeEventFilter(self)
        self._watched.clear()
        self._target = None
        self._hide()
        if now is None or now.window() is not self._window or not self._by_key:
            return
        area = scrolling(now)
        if area is not None and area is not now:
            area.ensureWidgetVisible(now, theme.u(24), theme.u(24))
        # Fields and tables show the focus themselves.
        if isinstance(now, QLineEdit | QComboBox | QAbstractScrollArea):
            return
        self._target = now
        # Whatever lies between it and what scrolls may move it: a problem said above it makes room for itself.
        inner = area.widget() if area is not None else self._layer(now)
        above: QWidget | None = now
        while above is not None and above is not inner:
            self._watched.append(above)
            above.installEventFilter(self)
            above = above.parentWidget()
        self._place()

    def _place(self) -> None:
        target = self._target
        if target is None or not shiboken6.isValid(target) or not target.isVisible():
            self._hide()
            return
        area = scrolling(target)
        inside = area.widget() if area is not None else None
        host = inside if inside is not None else self._layer(target)
        ring = self._living_ring()
        if ring is None or ring.parentWidget() is not host:
            if ring is not None:
                ring.deleteLater()
            ring = self._ring = _Ring(host)
        room = theme.u(GAP)
        rect = QRect(target.mapTo(host, target.rect().topLeft()), target.size())
        ring.setGeometry(rect.adjusted(-room, -room, room, room))
        ring.show()
        ring.raise_()

    def _layer(self, target: QWidget) -> QWidget:
        """What lies directly on the window and holds the target: all that is fixed, or a popover."""
        while (parent := target.parentWidget()) is not None and parent is not self._window:
            target = parent
        return target

    def _living_ring(self) -> _Ring | None:
        """The ring, unless it went with the page it was on."""
        return self._ring if self._ring is not None and shiboken6.isValid(self._ring) else None

    def _hide(self) -> None:
        ring = self._living_ring()
        if ring is not None:
            ring.hide()


class _Ring(QWidget):
    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.c("accent"), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), theme.u(9), theme.u(9))
        painter.end()


def scrolling(widget: QWidget) -> QScrollArea | None:
    """The nearest scroll area that holds the widget inside what it scrolls."""
    parent: QWidget | None = widget
    while parent is not None:
        above = parent.parentWidget()
        viewport = above
        if viewport is not None and isinstance(viewport.parentWidget(), QScrollArea):
            area = viewport.parentWidget()
            if isinstance(area, QScrollArea) and area.widget() is parent:
                return area
        parent = above
    return None
