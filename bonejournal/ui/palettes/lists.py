"""The lists of a palette: offers under headings, through which the arrows move as through one list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.text import label
from bonejournal.ui.widgets.type_ahead import Offer, OfferList

WIDTH = 700
PAD = 20
BAR = 12
"""The room of a scroll bar."""
LEAST_LIST = 170
"""The hints at the foot are shown while the lists keep this height."""


class Group(NamedTuple):
    """Some offers under a heading."""

    heading: str
    offers: Sequence[Offer]


class Lists(QScrollArea):
    """Groups of offers under each other, with one mark for all of them."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("ground", "card")
        self._inside = QWidget()
        self._inside.setProperty("ground", "card")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, theme.u(6), 0, theme.u(6))
        self._column.setSpacing(0)
        self.setWidget(self._inside)
        self._lists: list[OfferList] = []
        self._room = 0

    def set_room(self, width: int) -> None:
        """How wide it will be; what does not fit in one line goes on in the next."""
        self._room = width - theme.u(BAR)
        for one in self._lists:
            one.set_room(self._room)

    def show_groups(self, groups: Sequence[Group], at: int, enter: str) -> None:
        """Show other offers; `at` is the place of the marked one among all, -1 for none."""
        empty(self._column)
        self._lists = []
        for group in groups:
            if not group.offers:
                continue
            heading = label(group.heading, "group")
            heading.setContentsMargins(theme.u(PAD), theme.u(8), theme.u(PAD), theme.u(4))
            self._column.addWidget(heading)
            made = OfferList(PAD)
            made.enter = enter
            made.set_room(self._room)
            made.set_offers(group.offers, -1)
            made.pressed.connect(lambda place, of=made: self._press(of, place))
            made.setAccessibleDescription(group.heading)
            self._column.addWidget(made)
            for widget in (heading, made):
                widget.show()  # else it is counted into no height before the next event
            self._lists.append(made)
        self._column.addStretch(1)
        self.mark(at)

    def offers(self) -> list[Offer]:
        """All offers in their order."""
        return [offer for one in self._lists for offer in one.offers]

    def at(self) -> int:
        """The place of the marked offer among all, -1 for none."""
        before = 0
        for one in self._lists:
            if one.at >= 0:
                return before + one.at
            before += len(one.offers)
        return -1

    def move_mark(self, by: int) -> None:
        """Mark the next or previous offer, round at the ends; by more than one it stops there."""
        count = len(self.offers())
        if count:
            at = self.at() + by if self.at() >= 0 else (0 if by > 0 else count - 1)
            self.mark(at % count if abs(by) == 1 else max(0, min(count - 1, at)))

    def mark(self, at: int) -> None:
        """Mark the offer at a place of all, -1 for none."""
        before = 0
        for one in self._lists:
            place = at - before
            one.at = place if 0 <= place < len(one.offers) else -1
            if one.at >= 0:
                QTimer.singleShot(0, one, lambda one=one: self._reveal(one))
            one.update()
            before += len(one.offers)

    def _reveal(self, one: OfferList) -> None:
        if self.at() == 0:
            self.verticalScrollBar().setValue(0)  # with its heading
        elif one.at >= 0 and one.offers:
            box = one.box(one.at)
            place = one.mapTo(self._inside, box.center())
            self.ensureVisible(0, place.y(), 0, box.height() // 2 + 1)

    def _press(self, of: OfferList, place: int) -> None:
        before = sum(len(one.offers) for one in self._lists[: self._lists.index(of)])
        self.mark(before + place)
        self.pressed.emit()

    def sizeHint(self) -> QSize:
        return QSize(theme.u(WIDTH), self._column.totalSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(160), theme.u(60))


def empty(box: QBoxLayout) -> None:
    """Take everything out of a layout."""
    while item := box.takeAt(0):
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
