"""What stands in an entry grid: fields among which the arrow keys move, words, and verdicts with their mark."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from bonejournal.domain.words import Said
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import ToolIcon
from bonejournal.ui.widgets.fields import Combo, Described, NumberField, TextField
from bonejournal.ui.widgets.lists import ListField
from bonejournal.ui.widgets.marks import paint_mark

Choices = Iterable[tuple[str, str]]
"""The choices of a cell: key and words of each."""
_STEPS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}


class Kind(Enum):
    """What stands in the cells of a column.

    Typed in: NUMBER; QUIET, a number that rarely changes and looks like text until it is pointed at; TEXT; LIST, text
    with the words offered by `set_choices`; CHOICE, one of the choices given there. Read only: WORDS; VERDICT, a mark
    with words. BUTTON is an icon to press.
    """

    NUMBER = auto()
    QUIET = auto()
    TEXT = auto()
    LIST = auto()
    CHOICE = auto()
    WORDS = auto()
    VERDICT = auto()
    BUTTON = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a grid.

    width: the least, in units at 100 %; what stands in the column can make it wider. tab: whether Tab stops there;
    arrows and mouse always reach it. name: what a screen reader calls it, the title where "". right: set against the
    right edge, as numbers always are. grow: its share of the width that is left over. icon: what a BUTTON shows.
    """

    key: str
    title: str = ""
    kind: Kind = Kind.NUMBER
    width: float = 75
    tab: bool = True
    name: str = ""
    right: bool = False
    grow: int = 0
    icon: str = ""

    @property
    def called(self) -> str:
        """What a screen reader calls it."""
        return self.name or self.title

    @property
    def is_right(self) -> bool:
        """Whether head and cells are set against the right edge."""
        return self.right or self.kind in (Kind.NUMBER, Kind.QUIET)


if TYPE_CHECKING:
    _Base = QWidget
else:  # at run time each class has exactly one parent of Qt's
    _Base = object


class _Cell(_Base):
    """What a grid hears of a field in it: steps of the arrow keys, Enter, and that it has the focus.

    Left and right step only at the ends of a text. Alt+Down is left to fields that open a list.
    """

    step: Callable[[QWidget, int, int], object]
    enter: Callable[[QWidget], object]
    arrived: Callable[[QWidget], object]

    def hear(
        self,
        step: Callable[[QWidget, int, int], object],
        enter: Callable[[QWidget], object],
        arrived: Callable[[QWidget], object],
    ) -> None:
        """Tell these of it from now on."""
        self.step, self.enter, self.arrived = step, enter, arrived

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bare = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        across, down = _STEPS.get(Qt.Key(event.key()), (0, 0))
        if bare and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(self, QLineEdit):
                self.editingFinished.emit()
            event.accept()
            self.enter(self)
        elif bare and (across, down) != (0, 0) and not _inside(self, across):
            self.step(self, across, down)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.arrived(self)


def _inside(cell: QWidget, across: int) -> bool:
    """Whether an arrow to the side stays inside the text of a cell."""
    if not isinstance(cell, QLineEdit) or not across:
        return False
    if across < 0:
        return cell.cursorPosition() > 0 or cell.hasSelectedText()
    return cell.cursorPosition() < len(cell.text())


class NumberCell(_Cell, NumberField):
    """One number."""

    def __init__(self) -> None:
        super().__init__(grid=True)


class QuietCell(NumberCell):
    """A number that rarely changes: it looks like text until it is pointed at or typed in."""

    INSET = 9
    """So far from its right edge, in units, the number ends."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or self.underMouse() or self.property("state"):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(theme.font(14, figures=True))
        painter.setPen(theme.c("text2" if self.text() else "text3"))
        room = self.rect().adjusted(0, 0, -theme.u(self.INSET), 0)
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


class TextCell(_Cell, TextField):
    """A few words."""

    def __init__(self) -> None:
        super().__init__(grid=True)


class ListCell(_Cell, ListField):
    """A few words, with some that are offered."""

    def __init__(self) -> None:
        super().__init__(width=80, grid=True)

    def set_choices(self, choices: Choices) -> None:
        """Offer other words."""
        self.set_known(words for _, words in choices)

    def setText(self, text: str | None) -> None:
        """Write a text; where it is longer than the cell its beginning is seen."""
        super().setText(text)
        self.setCursorPosition(0)

    def width_needed(self) -> int:
        """The width of the text with the arrow behind it."""
        return theme.u(9 + 22 + 11) + self.fontMetrics().horizontalAdvance(self.text()) if self.text() else 0


class ChoiceCell(_Cell, Combo, Described):
    """One of a few choices; `text` is the key of it. Up and down move on, Alt+Down opens the list."""

    def __init__(self) -> None:
        super().__init__()
        # With the usual policy it takes the size of its words a moment later, whatever place it was given.
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setProperty("grid", "true")

    def set_choices(self, choices: Choices) -> None:
        """Give other choices; the one that holds stays where it is among them."""
        held = self.chosen()
        self.clear()
        for key, words in choices:
            self.add(key, words)
        self.choose(held)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(40), super().minimumSizeHint().height())

    def text(self) -> str:
        """The key of the choice that holds."""
        return self.chosen()

    def setText(self, key: str) -> None:
        """Choose without telling."""
        self.choose(key)


Editor = NumberCell | TextCell | ListCell | ChoiceCell


class Verdict(QWidget):
    """A mark and words beside it; what is news is bold."""

    NEWS = ("gain", "loss", "within_error")

    def __init__(self) -> None:
        super().__init__()
        self.said = Said("no_data", "")

    def say(self, said: Said) -> None:
        """Show another verdict."""
        if said != self.said:
            self.said = said
            self.setAccessibleName(said.words)
            self.update()

    def width_needed(self) -> int:
        """The width of the mark and words."""
        return theme.u(30) + QFontMetrics(self._font()).horizontalAdvance(self.said.words) + 2

    def _font(self) -> QFont:
        return theme.font(14, 600 if self._is_news() else 400)

    def _is_news(self) -> bool:
        return self.said.mark in self.NEWS

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.said.words:
            return
        painter = QPainter(self)
        if self.said.mark:
            paint_mark(painter, self.said.mark, theme.u(4), self.height() / 2 - theme.u(8), 16, self.said.ink)
        painter.setFont(self._font())
        painter.setPen(theme.c("text" if self._is_news() else "text2"))
        room = QRect(self.rect()).adjusted(theme.u(27), 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.said.words)
        painter.end()


Side = QLabel | Verdict | ToolIcon
EDITORS: dict[Kind, type[NumberCell] | type[TextCell] | type[ListCell] | type[ChoiceCell]] = {
    Kind.NUMBER: NumberCell,
    Kind.QUIET: QuietCell,
    Kind.TEXT: TextCell,
    Kind.LIST: ListCell,
    Kind.CHOICE: ChoiceCell,
}
