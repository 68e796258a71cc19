"""A line to type in that offers matches beneath it, at every key.

What matches is the owner's to say; it answers with at most eight offers, the best first::

    def find(text: str) -> list[Offer]:
        return [Offer(analyte, tr(analyte.name), analyte.unit) for analyte in analyte_index().best(text)]

    field = TypeAhead(find, tr("Another test: type a name"), icon="plus")
    field.chosen.connect(self.add_test)  # the offer's item; the line then says the offer's title

Where the answer comes from another thread, `find` gives None and the owner calls `offer` when it is there. The list
alone, `OfferList`, can stand in a card of its own, moved through by the keys of a line elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QVBoxLayout, QWidget

from bonejournal.domain.words import tr
from bonejournal.ui import icons
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.fields import TextField

MOST = 8


class Offer(NamedTuple):
    """One match: what it is, how it is called, a second line about it, an icon before it, and keys behind it."""

    item: object
    title: str
    note: str = ""
    icon: str = ""
    keys: str = ""


class OfferList(QWidget):
    """The matches under each other, one of them marked. It never takes the focus: who types moves the mark."""

    pressed = Signal(int)

    def __init__(self, pad: float = 12) -> None:
        super().__init__()
        self._pad = pad
        self._room = 0
        self.offers: tuple[Offer, ...] = ()
        self.at = -1
        self.enter = ""
        """What stands behind the marked match, such as "Enter"."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_offers(self, offers: Sequence[Offer], at: int = 0) -> None:
        """Show other matches, that at a place of them marked; -1 for none."""
        self.offers = tuple(offers[:MOST])
        self.at = at if 0 <= at < len(self.offers) else -1
        self.updateGeometry()
        self._say()

    def set_room(self, width: int) -> None:
        """How wide it will be: what does not fit in one line goes on in the next. 0: as wide as its words."""
        if width != self._room:
            self._room = width
            self.updateGeometry()
            self.update()

    def move_mark(self, by: int) -> None:
        """Mark the next or the previous match, round at the ends."""
        if self.offers:
            self.at = (self.at + by) % len(self.offers)
            self._say()

    def marked(self) -> Offer | None:
        """The match that is marked."""
        return self.offers[self.at] if 0 <= self.at < len(self.offers) else None

    def said(self) -> str:
        """The marked match as it is read out, with its place."""
        offer = self.marked()
        if offer is None:
            return tr("No match")
        what = tr("{title}, {note}", title=offer.title, note=offer.note) if offer.note else offer.title
        return tr("{what}, {place} of {count}", what=what, place=self.at + 1, count=len(self.offers))

    def _say(self) -> None:
        self.setAccessibleName(self.said())
        self.update()

    # Looks

    def sizeHint(self) -> QSize:
        title, note = theme.metrics(15, 500), theme.metrics(14)
        widths = (
            max(title.horizontalAdvance(offer.title), note.horizontalAdvance(offer.note)) for offer in self.offers
        )
        behind = max((_keys_width(offer.keys or self.enter) for offer in self.offers), default=0)
        return QSize(max(widths, default=0) + self._left() + behind + theme.u(14), self.box(len(self.offers)).top())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _row(self) -> int:
        return theme.u(52 if any(offer.note for offer in self.offers) else 36)

    def _left(self) -> int:
        return theme.u(self._pad + (30 if any(offer.icon for offer in self.offers) else 2))

    def box(self, place: int) -> QRect:
        """Where the match at a place stands; the place behind the last is where the next would."""
        row, top = self._row(), 0
        for offer in self.offers[:place]:
            top += row + sum(self._more(offer))
        more = sum(self._more(self.offers[place])) if place < len(self.offers) else 0
        return QRect(0, top, self.width(), row + more)

    def _more(self, offer: Offer) -> tuple[int, int]:
        """How much higher its title and its note are than one line each."""
        room = self._room - self._left() - theme.u(10) - _keys_width(offer.keys or self.enter)
        if not self._room:
            return 0, 0
        return _above_one_line(offer.title, 15, 500, room), _above_one_line(offer.note, 14, 400, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        row, left = self._row(), self._left()
        for place, offer in enumerate(self.offers):
            box = self.box(place)
            marked = place == self.at
            if marked:
                painter.fillRect(box, theme.c("tint"))
                painter.fillRect(QRect(0, box.top(), theme.u(3), box.height()), theme.c("accent"))
            if offer.icon:
                token = "accent" if marked else "text2"
                icons.paint(painter, offer.icon, token, theme.u(self._pad), box.center().y() - theme.u(10))
            keys = offer.keys or (self.enter if marked else "")
            if keys:
                paint_keys(painter, keys, box)
            room = box.adjusted(left, 0, -theme.u(10) - _keys_width(offer.keys or self.enter), 0)
            painter.setFont(theme.font(15, 500))
            painter.setPen(theme.c("text"))
            upper = row // 2 + self._more(offer)[0] if offer.note else box.height()
            gap = theme.u(4) if offer.note else 0
            painter.drawText(QRect(room.left(), room.top() + gap, room.width(), upper - gap), _LEFT, offer.title)
            if offer.note:
                painter.setFont(theme.font(14))
                painter.setPen(theme.c("text2"))
                painter.drawText(room.adjusted(0, upper, 0, -gap), _LEFT, offer.note)
        painter.end()

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # handed on, it would be a press outside, which closes the list

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._under(event)
        if place not in (-1, self.at):
            self.at = place
            self._say()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._under(event)
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(place)

    def _under(self, event: QMouseEvent) -> int:
        down = int(event.position().y())
        places = range(len(self.offers))
        return next((place for place in places if self.box(place).top() <= down <= self.box(place).bottom()), -1)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


def _above_one_line(text: str, px: float, weight: int, room: int) -> int:
    """How much higher than one line a text is in a room of this width."""
    if theme.width(text, px, weight) <= room:
        return 0
    metrics = theme.metrics(px, weight)
    return max(0, metrics.boundingRect(QRect(0, 0, max(1, room), 10_000), _LEFT, text).height() - metrics.height())


def paint_keys(painter: QPainter, keys: str, box: QRect) -> None:
    """Draw a key hint at the right end of a row."""
    painter.save()
    painter.setFont(theme.font(13))
    width = painter.fontMetrics().horizontalAdvance(keys) + theme.u(12)
    height = theme.u(20)
    hint = QRect(box.right() - width - theme.u(18), box.center().y() - height // 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.c("border"))
    painter.setBrush(theme.c("sunken"))
    painter.drawRoundedRect(hint, theme.u(4), theme.u(4))
    painter.setPen(theme.c("text3"))
    painter.drawText(hint, Qt.AlignmentFlag.AlignCenter, keys)
    painter.restore()


def _keys_width(keys: str) -> int:
    """How much room a key hint takes at the end of a row."""
    return theme.width(keys, 13) + theme.u(38) if keys else 0


class _Beneath(QFrame):
    """The card under the line. It is a child of the window, and goes with a press or a wheel outside."""

    def __init__(self, field: TypeAhead) -> None:
        super().__init__(field.window())
        self._field = field
        field.destroyed.connect(self.deleteLater)  # the window stays
        self.setProperty("card", "popover")
        self.list = OfferList()
        self.list.pressed.connect(self._pressed)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, theme.u(5), 1, theme.u(5))
        box.setSpacing(0)
        box.addWidget(self.list)

    def show_under(self, offers: Sequence[Offer]) -> None:
        """Show these matches beneath the line, or above it where there is more room."""
        self.list.set_offers(offers)
        field, window = self._field, self.window()
        top = field.mapTo(window, QPoint(0, 0))
        self.list.set_room(0)
        width = min(max(field.width(), self.list.sizeHint().width() + 2), window.width() - theme.u(16))
        self.list.set_room(width - 2)
        height = self.list.sizeHint().height() + 2 * theme.u(5)
        below = top.y() + field.height() + theme.u(4)
        above = top.y() - height - theme.u(4)
        y = below if below + height <= window.height() or above < 0 else above
        self.setGeometry(min(top.x(), window.width() - width - theme.u(8)), y, width, height)
        if self.isHidden():
            self.show()
            app = QApplication.instance()
            if app is not None:
                app.installEventFilter(self)
        self.raise_()

    def away(self) -> None:
        """Close it."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.hide()

    def _pressed(self, place: int) -> None:
        self.list.at = place
        self._field.take()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            inside = isinstance(watched, QWidget) and (
                watched is self or watched is self._field or self.isAncestorOf(watched)
            )
            if isinstance(watched, QWidget) and not inside:
                self.away()
        elif kind in (QEvent.Type.Resize, QEvent.Type.WindowDeactivate) and watched is self.window():
            self.away()
        return False


class TypeAhead(TextField):
    """The line. Up and Down move among the matches, Enter takes the marked one, Esc closes them.

    `find` is asked for the matches at every key; `chosen` carries the item of the match taken. Enter with no match
    goes on as in any field.
    """

    chosen = Signal(object)

    def __init__(
        self,
        find: Callable[[str], Sequence[Offer] | None],
        hint: str = "",
        *,
        icon: str = "",
        grid: bool = False,
    ) -> None:
        super().__init__(hint, grid=grid)
        self._find, self._icon = find, icon
        self._beneath: _Beneath | None = None
        if icon:
            self.setTextMargins(theme.u(24), 0, 0, 0)
        self.textEdited.connect(self._typed)

    def offers(self) -> tuple[Offer, ...]:
        """The matches shown now."""
        return self._beneath.list.offers if self._beneath is not None and self.is_open() else ()

    def is_open(self) -> bool:
        """Whether matches are shown."""
        return self._beneath is not None and shiboken6.isValid(self._beneath) and not self._beneath.isHidden()

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show matches; none closes the list."""
        if not offers or not self.hasFocus():
            self.close_offers()
            return
        if self._beneath is None or not shiboken6.isValid(self._beneath):
            self._beneath = _Beneath(self)
        self._beneath.show_under(offers)
        self._read_out()

    def close_offers(self) -> None:
        """Show no matches."""
        if self._beneath is not None and shiboken6.isValid(self._beneath):
            self._beneath.away()
        self.describe(problem="")

    def take(self) -> None:
        """Take the marked match, as Enter does."""
        taken = self._beneath.list.marked() if self._beneath is not None and self.is_open() else None
        if taken is not None:
            self.close_offers()
            self.setText(taken.title)
            self.chosen.emit(taken.item)

    def _typed(self, text: str) -> None:
        found = self._find(text) if text.strip() else ()
        if found is not None:
            self.offer(found)

    def _read_out(self) -> None:
        """Say the marked match: the list never has the focus, so a screen reader would not."""
        if self._beneath is not None:
            said = self._beneath.list.said()
            self.describe(problem=said)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def event(self, event: QEvent) -> bool:
        # While the list is open Esc closes it, and not the form.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
            and self.is_open()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bare = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = event.key()
        if key == Qt.Key.Key_Down and not self.is_open():
            self._typed(self.text())
        elif not self.is_open() or not bare or self._beneath is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._beneath.list.move_mark(1 if key == Qt.Key.Key_Down else -1)
            self._read_out()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif key == Qt.Key.Key_Escape:
            self.close_offers()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_offers()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.close_offers()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon:
            painter = QPainter(self)
            icons.paint(painter, self._icon, "text2", theme.u(9), (self.height() - theme.u(18)) / 2, 18)
            painter.end()
