"""Buttons: primary, plain, flat and link, with an icon before and a key hint behind the words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QToolButton

from bonejournal.domain.words import tr
from bonejournal.ui import icons
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.text import without_mnemonic


def entered(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press the button if the key is Enter alone, as the space bar does; whether it was."""
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    if not plain or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    event.accept()
    if not event.isAutoRepeat():
        button.click()
    return True


class _Pressed(QPushButton):
    """What every button of ours does: it never shrinks, Enter presses it, and a double click is one click."""

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()  # who double-clicks everything means one click

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not entered(self, event):
            super().keyPressEvent(event)


class Button(_Pressed):
    """A push button that draws its icon, words and key hint in one row.

    `kind` is "primary", "plain" or "flat". The hint is also the accessible description.
    """

    def __init__(
        self,
        text: str,
        pressed: Callable[[], object] | None = None,
        *,
        kind: str = "plain",
        icon: str = "",
        keys: str = "",
        small: bool = False,
        tail: str = "",
    ) -> None:
        super().__init__(text)
        self._icon, self._keys, self._tail, self._small = icon, keys, tail, small
        self._hint = True
        self.setProperty("kind", kind)
        self.setProperty("small", "true" if small else "false")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(without_mnemonic(text))
        if keys:
            self.setAccessibleDescription(keys)
        if pressed is not None:
            self.clicked.connect(lambda _checked: pressed())

    def show_hint(self, on: bool) -> None:
        """Hide the key hint where room is short."""
        self._hint = on
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.u(1 if self.property("kind") == "flat" else 12 if self._small else 15)
        return QSize(self._content() + 2 * side + 2, theme.u(32 if self._small else 36))

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words = option.text
        option.text = ""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        token = self._token()
        x, middle = (self.width() - self._content()) / 2, self.height() / 2
        if self._icon:
            icons.paint(painter, self._icon, token, x, middle - theme.u(10))
            x += theme.u(20 + 7)
        font, metrics = theme.font(*self._type()), theme.metrics(*self._type())
        painter.setFont(font)
        painter.setPen(theme.c(token))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | self._mnemonic()
        width = self._words()
        painter.drawText(QRect(round(x), 0, width + 2, self.height()), flags, words)
        if self.property("kind") == "flat" and self.underMouse():
            below = round(middle + metrics.capHeight() / 2) + theme.u(3)
            painter.fillRect(round(x), below, width, 1, theme.c(token))
        x += width
        if self._tail:
            icons.paint(painter, self._tail, token, x + theme.u(8), middle - theme.u(9), 18)
        if self._keys and self._hint:
            self._paint_keys(painter, x + theme.u(8), token)
        painter.end()

    def _mnemonic(self) -> Qt.TextFlag:
        shown = self.style().styleHint(QStyle.StyleHint.SH_UnderlineShortcut, None, self)
        return Qt.TextFlag.TextShowMnemonic if shown else Qt.TextFlag.TextHideMnemonic

    def _paint_keys(self, painter: QPainter, x: float, token: str) -> None:
        primary = self.property("kind") == "primary"
        font = theme.font(12, 600 if primary else 500)
        box = QRectF(x + 0.5, 0, self._keys_width() - 1, theme.u(20))
        box.moveTop(round((self.height() - box.height()) / 2) + 0.5)
        line = theme.c(token if primary else "border")
        painter.setPen(QPen(line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if primary else theme.c("sunken"))
        painter.drawRoundedRect(box, theme.u(4), theme.u(4))
        painter.setFont(font)
        painter.setPen(theme.c(token if primary else "text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._keys)

    def _token(self) -> str:
        kind = self.property("kind")
        if not self.isEnabled():
            return "text2" if kind == "primary" else "text3"
        return {"primary": "on_accent", "flat": "accent"}.get(kind, "text")

    def _type(self) -> tuple[int, int]:
        """Size and weight of its words."""
        kind = self.property("kind")
        return 14 if self._small or kind == "flat" else 15, 600 if kind in ("primary", "flat") else 500

    def _words(self) -> int:
        return theme.width(without_mnemonic(self.text()), *self._type())

    def _keys_width(self) -> int:
        return theme.width(self._keys, 12, 600) + theme.u(11)

    def _content(self) -> int:
        width = self._words()
        if self._icon:
            width += theme.u(27)
        if self._tail:
            width += theme.u(26)
        if self._keys and self._hint:
            width += theme.u(8) + self._keys_width()
        return width


def primary(
    text: str, pressed: Callable[[], object] | None = None, *, icon: str = "", keys: str = "", small: bool = False
) -> Button:
    """The one thing a page or card is for."""
    return Button(text, pressed, kind="primary", icon=icon, keys=keys, small=small)


def plain(
    text: str, pressed: Callable[[], object] | None = None, *, icon: str = "", keys: str = "", small: bool = False
) -> Button:
    """Anything else that does something."""
    return Button(text, pressed, kind="plain", icon=icon, keys=keys, small=small)


def flat(text: str, pressed: Callable[[], object] | None = None, *, icon: str = "") -> Button:
    """Accent words without a border, for "Show all" and "Hide"."""
    return Button(text, pressed, kind="flat", icon=icon, small=True)


class Toggle(Button):
    """A button whose word says what comes next; as wide as the longer of both."""

    def __init__(self, words: tuple[str, str], pressed: Callable[[], object]) -> None:
        super().__init__(words[0], pressed, small=True)
        self._pair = words
        self._about = ""

    def turn(self, on: bool) -> None:
        """Say the second word, or the first again."""
        self.setText(self._pair[on])
        self._be_called()

    def tell_about(self, title: str) -> None:
        """What it turns: a screen reader tells it from the others of a page by that."""
        self._about = title
        self._be_called()

    def _be_called(self) -> None:
        word = self.text()
        self.setAccessibleName(tr("{word}: {title}", word=word, title=self._about) if self._about else word)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        widest = max(theme.width(words, *self._type()) for words in self._pair)
        return QSize(hint.width() - self._words() + widest, hint.height())


class Link(_Pressed):
    """Underlined accent words that open something; a row that has one should open the same thing."""

    def __init__(self, text: str, pressed: Callable[[], object] | None = None) -> None:
        super().__init__(text)
        self.setProperty("kind", "link")
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(without_mnemonic(text))
        if pressed is not None:
            self.clicked.connect(lambda _checked: pressed())

    def sizeHint(self) -> QSize:
        return QSize(theme.width(without_mnemonic(self.text()), 14) + 2, theme.u(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme.font(14, 500 if self.underMouse() else 400)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.c("accent" if self.isEnabled() else "text3"))
        baseline = round((self.height() + metrics.capHeight()) / 2)
        painter.drawText(0, baseline, without_mnemonic(self.text()))
        width = metrics.horizontalAdvance(without_mnemonic(self.text()))
        painter.fillRect(0, baseline + theme.u(3), width, 1, painter.pen().color())
        painter.end()


def link(text: str, pressed: Callable[[], object] | None = None) -> Link:
    """A link such as "3 documents"."""
    return Link(text, pressed)


class ToolIcon(QToolButton):
    """A small button that is only an icon, always with a name for the screen reader and the tool tip."""

    def __init__(
        self, icon: str, name: str, pressed: Callable[[], object] | None = None, *, framed: bool = False, px: float = 20
    ) -> None:
        super().__init__()
        self._icon, self._px = icon, px
        self.setProperty("kind", "framed" if framed else "tool")
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(self.sizeHint())
        if pressed is not None:
            self.clicked.connect(lambda _checked: pressed())

    def sizeHint(self) -> QSize:
        return QSize(theme.u(32), theme.u(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not entered(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        left, top = ((side - theme.u(self._px)) / 2 for side in (self.width(), self.height()))
        token = "border" if not self.isEnabled() else "accent" if self.underMouse() else "text2"
        icons.paint(painter, self._icon, token, left, top, self._px)
        painter.end()
