"""What both palettes are: a line over the window, what is understood of it, and lists to choose from beneath.

The window behind is covered, so that only the palette is seen and pressed. It is a dialog and yet no window of its
own: it needs nothing from the desktop to be round and in place. The line keeps the focus; arrows move the mark
through all lists as through one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from bonejournal.ui import icons
from bonejournal.ui.palettes.lists import LEAST_LIST, PAD, WIDTH, Group, Lists, empty
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.text import label, rule

TOP = 64
SPOKEN_MS = 400


class Scrim(QWidget):
    """Covers the window behind a palette; a press on it closes the palette."""

    pressed = Signal()

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._cover()
        window.installEventFilter(self)

    def _cover(self) -> None:
        window = self.parentWidget()
        central = window.centralWidget() if isinstance(window, QMainWindow) else None
        if central is not None:
            self.setGeometry(central.geometry())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            QTimer.singleShot(0, self, self._cover)
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.scrim())
        painter.end()


class Palette(QDialog):
    """One line over the window. A subclass fills `understand`, called at every key, and the acts of the keys."""

    hint = ""
    icon = "search"

    def __init__(self, window: QMainWindow, name: str, does: str, keys: Sequence[tuple[str, str]]) -> None:
        self.scrim = Scrim(window)
        super().__init__(self.scrim)
        self._window = window
        self._before = window.focusWidget()
        self._closed = False
        self._spoken = ""
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setAccessibleName(name)
        self.scrim.pressed.connect(self.dismiss)
        self.setProperty("card", "palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head(name, does))
        column.addWidget(rule())
        self.told = QFrame()
        self.told.setProperty("ground", "sunken")
        self.told_box = QVBoxLayout(self.told)
        self.told_box.setContentsMargins(theme.u(20), theme.u(12), theme.u(20), theme.u(12))
        self.told_box.setSpacing(theme.u(9))
        column.addWidget(self.told)
        self._rule = rule()
        column.addWidget(self._rule)
        self.lists = Lists()
        self.lists.pressed.connect(lambda: self.enter(Qt.KeyboardModifier.NoModifier))
        column.addWidget(self.lists, 1)
        self._foot = self._made_foot(keys)
        column.addWidget(self._foot)
        self._speech = QTimer(self)
        self._speech.setSingleShot(True)
        self._speech.setInterval(SPOKEN_MS)
        self._speech.timeout.connect(self._speak)
        window.installEventFilter(self)

    # What a subclass gives

    def understand(self) -> None:
        """The text has changed: show what it means."""

    def enter(self, modifiers: Qt.KeyboardModifier) -> None:
        """Enter was pressed, or an offer."""

    def tab(self) -> None:
        """Tab was pressed."""

    def moved(self) -> None:
        """Another offer is marked."""

    # Looks

    def _head(self, name: str, does: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(theme.u(20), theme.u(10), theme.u(20), theme.u(10))
        row.setSpacing(theme.u(12))
        row.addWidget(_Icon(self.icon))
        self.field = QLineEdit()
        self.field.setObjectName("palette")
        self.field.setProperty("bare", "true")
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(self.hint)
        self.field.textChanged.connect(lambda _text: self.understand())
        self.field.installEventFilter(self)
        row.addWidget(self.field, 1)
        row.addWidget(label(does, "second"))
        return row

    def _made_foot(self, keys: Sequence[tuple[str, str]]) -> QWidget:
        foot = QFrame()
        foot.setProperty("ground", "sunken")
        foot.setProperty("last", "true")
        flow = Flow(10)
        for key, words in keys:
            one = QWidget()
            row = QHBoxLayout(one)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.u(6))
            hint = label(key, "caption")
            hint.setProperty("kbd", "true")
            row.addWidget(hint)
            row.addWidget(label(words, "second"))
            flow.add(one, end=(key, words) == keys[-1])
        inside = QVBoxLayout()
        inside.setContentsMargins(theme.u(PAD), theme.u(9), theme.u(PAD), theme.u(9))
        inside.addWidget(flow)
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        column.addLayout(inside)
        return foot

    def show_over(self) -> Palette:
        """Show it, with the focus in its line."""
        self.scrim.show()
        self.scrim.raise_()
        self.show()
        self.understand()
        self.place()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        return self

    def show_lists(self, groups: Sequence[Group], at: int, enter: str = "") -> None:
        """Show what can be chosen, the offer at a place of all marked."""
        self.lists.show_groups(groups, at, enter)
        self.place()

    def tell(self, *lines: QWidget) -> None:
        """What is said between the line and the lists; nothing hides it."""
        empty(self.told_box)
        for line in lines:
            self.told_box.addWidget(line)
            line.show()  # else it is counted into no height before the next event
        self.told.setVisible(bool(lines))
        self._rule.setVisible(bool(lines))
        self.place()

    def say(self, text: str) -> None:
        """Have a screen reader say it, once typing pauses: the focus stays in the line."""
        self.field.setAccessibleDescription(text)
        self._spoken = text
        self._speech.start()

    def _speak(self) -> None:
        if self._spoken:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, self._spoken))

    def place(self) -> None:
        """As high as what it holds, as far as the window has room; its top edge never moves.

        Where room is short, the hints at its foot go first.
        """
        room, gap = self.scrim.size(), theme.u(16)
        top = min(theme.u(TOP), max(gap, room.height() // 12))
        width = min(theme.u(WIDTH), room.width() - 2 * gap)
        self.lists.set_room(width)
        self.lists.updateGeometry()
        self._foot.show()
        most = room.height() - top - theme.u(7)
        if self._height_at(width) - self.lists.sizeHint().height() + theme.u(LEAST_LIST) > most:
            self._foot.hide()
        self.setGeometry((room.width() - width) // 2, top, width, min(self._height_at(width), most))

    def _height_at(self, width: int) -> int:
        self.told_box.invalidate()
        layout = self.layout()
        if layout is None:
            return 0
        layout.invalidate()
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()

    # Keys and closing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.field and isinstance(event, QKeyEvent):
            if kind == QEvent.Type.KeyPress:
                return self._pressed(event)
            if kind == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
        elif watched is self._window and kind == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self.place)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.enter(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key == Qt.Key.Key_Tab:
            self.tab()
        elif key == Qt.Key.Key_Backtab:
            pass  # there is nothing before the line
        elif key in _STEPS:
            self.lists.move_mark(_STEPS[key])
            self.moved()
        else:
            return False
        return True

    def reject(self) -> None:
        """Esc, as a dialog hears it."""
        self.dismiss()

    def dismiss(self) -> None:
        """Close it; the focus goes back to where it was."""
        if self._closed:
            return
        self._closed = True
        before = self._before
        self.closing()
        self._window.removeEventFilter(self)
        self.scrim.hide()
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.scrim.deleteLater()

    def closing(self) -> None:
        """Called before it closes."""

    def close_then(self, act: Callable[[], object]) -> None:
        """Close it, then do something that may move the focus."""
        self.dismiss()
        act()


_STEPS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}


class _Icon(QWidget):
    """The drawing before the line."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(theme.u(22), theme.u(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self._name, "accent", 0, 0, 22)
        painter.end()
