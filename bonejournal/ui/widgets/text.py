"""Labels and sentences. Always plain text, for names and notes come from the user."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from bonejournal.domain.words import held
from bonejournal.ui.theme import theme

LONGEST_NAME = 320
"""The width up to which a name of hers is shown whole in one line."""


class Wrapped(QLabel):
    """A label of several lines that break where they are read best: no figure without its unit, no word alone."""

    _said = ""

    def text(self) -> str:
        """What it says, as it was given."""
        return self._said

    def setText(self, text: str) -> None:
        """Say something else."""
        self._said = text
        super().setText(held(text))


def label(text: str, role: str = "body", wrap: bool = False) -> QLabel:
    """A label in one of the theme's text roles."""
    made = Wrapped() if wrap else QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def shortened(name: str) -> str:
    """Both ends of a name that would make its page wider than the window; the whole is to be told some other way."""
    return theme.metrics(14).elidedText(name, Qt.TextElideMode.ElideMiddle, theme.u(LONGEST_NAME))


def field_label(text: str, buddy: QWidget) -> QLabel:
    """A label whose `&` letter moves to `buddy`, and which names it for a screen reader."""
    made = label(text, "label")
    made.setBuddy(buddy)
    if not buddy.accessibleName():
        buddy.setAccessibleName(without_mnemonic(text))
    return made


def chip(text: str) -> QLabel:
    """A small tinted word, such as the layer a target belongs to."""
    made = label(text, "caption")
    made.setProperty("chip", "true")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def point(text: str, role: str = "body2") -> QHBoxLayout:
    """One point of a list, its lines beneath each other."""
    row = QHBoxLayout()
    row.setSpacing(theme.u(8))
    row.addWidget(label("•", role), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, role, wrap=True), 1)
    return row


def rule(vertical: bool = False) -> QFrame:
    """A line one pixel thick."""
    made = QFrame()
    made.setProperty("rule", "true")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def without_mnemonic(text: str) -> str:
    """The text as it is read: `&Date` is Date, `&&` is one ampersand."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def letter_of(text: str) -> str:
    """The letter with Alt of a text such as `&File`, small; "" where it has none."""
    return text.replace("&&", "").partition("&")[2][:1].casefold()


def with_letter(text: str, taken: set[str]) -> str:
    """A text of which one letter moves to what it names: the first one of a word, else any, that is not `taken` yet.

    The letter is added to `taken`. A text whose letters are all taken, or none that every keyboard has, has none.
    """
    shown = literal(text)
    starts = [place for place in range(len(shown)) if not place or not shown[place - 1].isalnum()]
    for place in (*starts, *range(len(shown))):
        letter = shown[place].casefold()
        if letter.isascii() and letter.isalpha() and letter not in taken:
            taken.add(letter)
            return f"{shown[:place]}&{shown[place:]}"
    return shown


def literal(text: str) -> str:
    """A text for a button or menu in which an ampersand is an ampersand: the reverse of `without_mnemonic`."""
    return text.replace("&", "&&")


class Sentence(QWidget):
    """The sentence above a picture: larger, wrapped, with room between its lines."""

    LINE = 1.4

    def __init__(self, text: str = "", role: str = "sentence") -> None:
        super().__init__()
        self._text = ""
        self._role = role
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)

    def text(self) -> str:
        """What it says."""
        return self._text

    def setText(self, text: str) -> None:
        """Say something else."""
        if text == self._text:
            return  # to lay out the page anew takes long
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(self._lay(width)[1])

    def sizeHint(self) -> QSize:
        width = theme.u(560)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(160), round(theme.u(17) * self.LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        layout, _ = self._lay(self.width())
        painter = QPainter(self)
        painter.setPen(theme.c("text"))
        layout.draw(painter, QPointF(0, 0))
        painter.end()

    def _lay(self, width: int) -> tuple[QTextLayout, float]:
        font = theme.role_font(self._role)
        step = font.pixelSize() * self.LINE
        layout = QTextLayout(held(self._text), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        top = 0.0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, top + (step - line.height()) / 2))
            top += step
        layout.endLayout()
        return layout, max(top, step)
