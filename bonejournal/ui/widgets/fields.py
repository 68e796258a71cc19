"""Fields to type and choose in. They show states and say them; what a text means is decided elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy, QStyle, QWidget

from bonejournal.domain.words import held, spoken, tr
from bonejournal.ui import icons
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.text import without_mnemonic

LONGEST_CHOICE = 240
"""As wide as the longest choice of a list asks to be at the most; where there is room it is wider."""


def set_state(widget: QWidget, state: str) -> None:
    """Outline a field: "hard" cannot be, "soft" asks, "" is fine."""
    if widget.property("state") != state:
        widget.setProperty("state", state)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Described:
    """What a screen reader says of a field after its name."""

    if TYPE_CHECKING:

        def setAccessibleDescription(self, description: str, /) -> None:
            """Every widget has it."""

    _hint = _last = _problem = ""

    def describe(self, *, hint: str | None = None, last: str | None = None, problem: str | None = None) -> None:
        """Say what it is about, the value of last time, and what is in question; what is not given stays."""
        self._hint = self._hint if hint is None else hint
        self._last = self._last if last is None else last
        self._problem = self._problem if problem is None else problem
        self.setAccessibleDescription(spoken(*self._said()))

    def _said(self) -> list[str]:
        return [self._hint, tr("Last time {value}", value=self._last) if self._last else "", self._problem]


class TextField(QLineEdit, Described):
    """One line of text. Enter goes to the next field; `editingFinished` comes when the field is left.

    saves: what is entered is saved at once, so that with nothing typed to take back Undo takes back the last step.
    """

    saves = False  # of the class: Qt sends events while the line is still being made

    def __init__(self, hint: str = "", *, grid: bool = False) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setProperty("grid", "true" if grid else "false")
        self.enter_moves = True

    def empty(self) -> None:
        """Hold nothing, and nothing to undo: what it held has become something else."""
        self.setText("")  # to clear it could be undone

    def event(self, event: QEvent) -> bool:
        if self.saves and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            idle = (not self.isUndoAvailable() and event.matches(undo)) or (
                not self.isRedoAvailable() and event.matches(redo)
            )
            if idle:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        super().keyPressEvent(event)
        if enter and plain and self.enter_moves:
            event.accept()
            self.focusNextPrevChild(True)


class NumberField(TextField):
    """A number, right-aligned, with its unit inside the field behind it. Holds text: it does not read it."""

    def __init__(self, unit: str = "", *, grid: bool = False, hint: str = "") -> None:
        super().__init__(hint, grid=grid)
        self._unit = ""
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFont(theme.font(15, figures=True))
        self.set_unit(unit)

    def unit(self) -> str:
        """The unit that stands in the field."""
        return self._unit

    def set_unit(self, unit: str) -> None:
        """Another unit; the text stays as it is."""
        self._unit = unit
        self.setTextMargins(0, 0, self._unit_width(), 0)
        self.describe()
        self.update()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(theme.u(80) + self._unit_width())
        return hint

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        hint.setWidth(theme.u(72) + self._unit_width())
        return hint

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._unit:
            return
        painter = QPainter(self)
        painter.setFont(theme.font(15))
        painter.setPen(theme.c("text2"))
        room = self.rect().adjusted(0, 0, -theme.u(11), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._unit)
        painter.end()

    def _unit_width(self) -> int:
        return theme.width(self._unit, 15) + theme.u(6) if self._unit else 0

    def _said(self) -> list[str]:
        return [self._unit, *super()._said()]


class Combo(QComboBox):
    """A choice from a list; Enter goes to the next field.

    The wheel scrolls the page, not the choice, unless the list is open.
    """

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._open = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda _place: self.picked.emit(self.chosen()))

    def add(self, key: str, text: str) -> None:
        """One more choice."""
        self.addItem(text, key)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.u(LONGEST_CHOICE)), hint.height())

    def chosen(self) -> str:
        """The key of the choice that holds, "" if there is none."""
        key = self.currentData()
        return key if isinstance(key, str) else ""

    def choose(self, key: str) -> None:
        """Choose without telling; an unknown key chooses nothing."""
        self.setCurrentIndex(self.findData(key))

    def showPopup(self) -> None:
        self._open = True
        super().showPopup()

    def hidePopup(self) -> None:
        self._open = False
        super().hidePopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._open:
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        token = "text" if self.isEnabled() else "text3"
        size = theme.u(16)
        icons.paint(painter, "chevron-down", token, self.width() - size - theme.u(10), (self.height() - size) / 2, 16)
        painter.end()


class Check(QCheckBox):
    """A box with a tick and its words; all of it can be clicked. Words that need it go on in a second line."""

    LINE, INDENT, LEAST = 36, 27, 150
    """The height of one line, the room before the words, and the width from which words may break, in units."""

    def __init__(self, text: str, ticked: bool = False) -> None:
        super().__init__(text)
        self.setChecked(ticked)
        self.setAccessibleName(without_mnemonic(text))
        breaks = self._wide() > theme.u(self.LEAST)
        policy = QSizePolicy(
            QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum if breaks else QSizePolicy.Policy.Fixed
        )
        policy.setHeightForWidth(breaks)
        self.setSizePolicy(policy)

    def _wide(self) -> int:
        """The width of its words in one line."""
        return theme.width(without_mnemonic(self.text()), 15) + 2 if self.text() else 0

    def sizeHint(self) -> QSize:
        return QSize(theme.u(self.INDENT) + self._wide(), theme.u(self.LINE))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(self.INDENT) + min(self._wide(), theme.u(self.LEAST)), theme.u(self.LINE))

    def heightForWidth(self, width: int) -> int:
        room, metrics = max(1, width - theme.u(self.INDENT)), theme.metrics(15)
        if self._wide() <= room:
            return theme.u(self.LINE)
        words = QRect(0, 0, room, 1 << 16)
        lines = metrics.boundingRect(words, int(Qt.TextFlag.TextWordWrap), held(without_mnemonic(self.text())))
        return theme.u(self.LINE) + max(0, lines.height() - metrics.height())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()  # who double-clicks everything means one click

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.u(19)
        box = QRectF(0.5, (self.height() - side) // 2 + 0.5, side - 1, side - 1)
        ticked = self.isChecked()
        token = "accent" if ticked else "text2" if self.underMouse() else "control"
        painter.setPen(QPen(theme.c(token if self.isEnabled() else "border"), 1))
        painter.setBrush(theme.c("card" if not ticked else "accent" if self.isEnabled() else "border"))
        painter.drawRoundedRect(box, theme.u(4), theme.u(4))
        if ticked:
            inset = (side - theme.u(14)) / 2
            icons.paint(painter, "check", "on_accent", inset, box.top() - 0.5 + inset, 14)
        painter.setFont(theme.font(15))
        painter.setPen(theme.c("text" if self.isEnabled() else "text3"))
        shown = self.style().styleHint(QStyle.StyleHint.SH_UnderlineShortcut, None, self)
        mnemonic = Qt.TextFlag.TextShowMnemonic if shown else Qt.TextFlag.TextHideMnemonic
        words = QRect(theme.u(self.INDENT), 0, self.width() - theme.u(self.INDENT), self.height())
        breaks = self._wide() > words.width()
        how = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | mnemonic
        painter.drawText(
            words, how | Qt.TextFlag.TextWordWrap if breaks else how, held(self.text()) if breaks else self.text()
        )
        painter.end()
