"""The fields of a DXA report's grid: numbers among which the arrow keys move, and a list to type ahead in."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter

from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import ToolIcon
from bonejournal.ui.widgets.fields import Combo, NumberField, TextField

_STEPS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}


class Cell(NumberField):
    """One number. `step` is asked to move on by columns and rows; left and right only at the text's ends."""

    def __init__(self, step: Callable[[Cell, int, int], object], entered: Callable[[Cell], object]) -> None:
        super().__init__(grid=True)
        self._step, self._entered = step, entered

    def keyPressEvent(self, event: QKeyEvent) -> None:
        across, down = _STEPS.get(Qt.Key(event.key()), (0, 0))
        bare = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        inside = (across < 0 and self.cursorPosition() > 0) or (across > 0 and self.cursorPosition() < len(self.text()))
        if not bare or (across, down) == (0, 0) or inside or (across < 0 and self.hasSelectedText()):
            super().keyPressEvent(event)
        else:
            self._step(self, across, down)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._entered(self)


class QuietCell(Cell):
    """A number that rarely changes: it looks like text until it is pointed at or typed in."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or self.underMouse() or self.property("state"):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(theme.font(15, figures=True) if self.text() else theme.font(14))
        painter.setPen(theme.c("text2" if self.text() else "text3"))
        room = self.rect().adjusted(0, 0, -theme.u(9), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.shown())
        painter.end()

    def shown(self) -> str:
        """What is read while nobody types."""
        return self.text() or self.placeholderText()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class ListField(TextField):
    """A line to type in, with the words known so far: as one types, at Alt+Down, or by the arrow at its end."""

    picked = Signal(str)

    def __init__(self, known: Iterable[str] = (), *, width: float = 214, hint: str = "") -> None:
        super().__init__(hint)
        self._width = width
        self._words = QStringListModel(list(known), self)
        self.setTextMargins(0, 0, theme.u(22), 0)
        completer = QCompleter(self._words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self.picked.emit)
        self.setCompleter(completer)
        self._button = ToolIcon("chevron-down", tr("Show the list"), self.open_list)
        self._button.setParent(self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.setVisible(bool(self._words.stringList()))

    def open_list(self) -> None:
        """Show all words that are known."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        completer = self.completer()
        completer.setCompletionPrefix("")
        completer.complete()

    def sizeHint(self) -> QSize:
        return QSize(theme.u(self._width), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(120), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self._words.stringList():
            self.open_list()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self._button.width()
        self._button.move(self.width() - side - theme.u(2), (self.height() - side) // 2)


class Choice(Combo):
    """A list to choose from, as wide as its longest word; Enter goes to the next field."""

    def __init__(self, least: float) -> None:
        super().__init__()
        self._least = least

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(theme.u(self._least), hint.width()), hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(120), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)
