"""Fields with a list: words to type ahead in, and words to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter

from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import ToolIcon
from bonejournal.ui.widgets.fields import Combo, TextField


class ListField(TextField):
    """A line to type in, with the words known so far: as one types, at Alt+Down, or by the arrow at its end."""

    picked = Signal(str)

    def __init__(self, known: Iterable[str] = (), *, width: float = 214, hint: str = "", grid: bool = False) -> None:
        super().__init__(hint, grid=grid)
        self._width = width
        self._words = QStringListModel(self)
        self.setTextMargins(0, 0, theme.u(22), 0)
        completer = QCompleter(self._words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self.picked.emit)
        self.setCompleter(completer)
        self._button = ToolIcon("chevron-down", tr("Show the list"), self.open_list, px=16)
        self._button.setParent(self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self.set_known(known)

    def set_known(self, known: Iterable[str]) -> None:
        """Offer other words."""
        self._words.setStringList(list(known))
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
        return QSize(min(theme.u(120), self.sizeHint().width()), super().minimumSizeHint().height())

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
    """A list to choose from, as wide as its longest word."""

    def __init__(self, least: float) -> None:
        super().__init__()
        self._least = least

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(theme.u(self._least), hint.width()), hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(120), super().minimumSizeHint().height())
