"""A field for a text of several lines, which grows with what stands in it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.fields import Described

MOST_LINES = 6
"""So many lines are shown at once; more can be scrolled."""
_PADDING = 5
"""What the style sheet leaves above and below the text, in units, within a line of one pixel."""
_LINES = str.maketrans("\u2028\u2029", "\n\n")


class LongField(QPlainTextEdit, Described):
    """Lines of text, at least `least` high. Enter begins a line, Tab leaves; what saves the form, saves it here too.

    It is told like a `TextField`: `textEdited` when she types, `editingFinished` when the field is left.
    """

    textEdited = Signal(str)
    editingFinished = Signal()

    def __init__(self, hint: str = "", *, least: int = 2) -> None:
        super().__init__()
        self._least = least
        self._given = ""
        self._setting = False
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme.u(2))
        self.textChanged.connect(self._edited)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def text(self) -> str:
        """What stands in it. A text that was not typed in is given back as it came, whatever its line ends are."""
        if not self.document().isModified():
            return self._given
        return self.document().toRawText().translate(_LINES)

    def setText(self, text: str) -> None:
        """Put another text in, without telling."""
        self._given, self._setting = text, True
        self.setPlainText(text)
        self.document().setModified(False)
        self._setting = False

    def _edited(self) -> None:
        if not self._setting:
            self.textEdited.emit(self.text())

    # How high it is

    def _grow(self) -> None:
        lines = max(self._least, min(MOST_LINES, round(self.document().size().height())))
        around = 2 * (round(self.document().documentMargin()) + theme.u(_PADDING) + 1) + theme.u(1)
        height = max(lines * self.fontMetrics().lineSpacing() + around, theme.u(36))
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(120), self.minimumHeight())

    def sizeHint(self) -> QSize:
        return QSize(theme.u(320), self.minimumHeight())

    # How it is operated

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and control):
            event.ignore()  # both end the form
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.editingFinished.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBar().maximum():
            super().wheelEvent(event)
        else:
            event.ignore()  # the page scrolls
