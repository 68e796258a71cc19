"""A list to choose from: rows of a mark, a name with a line beneath and a figure, under headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from bonejournal.ui.theme import ROLES, theme
from bonejournal.ui.widgets.marks import paint_mark

KEY, PICK = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
SIDE, MARK, HEADING, ROW = 14, 24, 32, 46
LOW = 240
"""How high the list is where nothing stands beside it; beside something it is as high as that."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One row. `mark` and `ink` as `paint_mark` takes them; `said` is what the mark means, for a screen reader."""

    key: str
    title: str
    sub: str
    figure: str
    mark: str = ""
    ink: str = ""
    said: str = ""


class PickList(QListView):
    """One Tab stop; the arrow keys and letters choose, headings are passed over. `picked` carries the key chosen."""

    picked = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setItemDelegate(_RowPainter(self))
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._telling = True
        self.selectionModel().currentChanged.connect(self._tell)

    def show_groups(self, groups: Iterable[tuple[str, Sequence[Pick]]]) -> None:
        """Show these rows under their headings; what was chosen stays so where it is still there."""
        chosen = self.chosen()
        self._telling = False
        self._items.clear()
        for heading, picks in groups:
            head = QStandardItem(heading)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._items.appendRow(head)
            for pick in picks:
                item = QStandardItem(pick.title)
                item.setData(pick.key, KEY)
                item.setData(pick, PICK)
                said = ", ".join(filter(None, (pick.title, pick.figure, pick.sub, pick.said)))
                item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
                self._items.appendRow(item)
        self._telling = True
        self.choose(chosen)
        self.updateGeometry()

    def chosen(self) -> str:
        """The key of the row that is chosen, "" where none is."""
        return str(self.currentIndex().data(KEY) or "")

    def choose(self, key: str) -> None:
        """Choose without telling."""
        for place in range(self._items.rowCount()):
            index = self._items.index(place, 0)
            if key and index.data(KEY) == key:
                self._telling = False
                self.setCurrentIndex(index)
                self._telling = True

    def sizeHint(self) -> QSize:
        rows = (self._items.index(place, 0) for place in range(self._items.rowCount()))
        height = sum(theme.u(ROW if index.data(PICK) else HEADING) for index in rows)
        return QSize(theme.u(300), max(theme.u(ROW), min(height, theme.u(LOW))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(230), theme.u(3 * ROW + HEADING))

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        index = super().moveCursor(action, modifiers)
        up = index.row() < self.currentIndex().row() and action != QAbstractItemView.CursorAction.MoveHome
        while index.isValid() and not index.data(KEY):
            index = index.siblingAtRow(index.row() + (-1 if up else 1))
        return index if index.isValid() else self.currentIndex()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        key = index.data(KEY)
        if self._telling and key:
            self.picked.emit(str(key))


class _RowPainter(QStyledItemDelegate):
    def __init__(self, view: PickList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.u(200), theme.u(ROW if index.data(PICK) else HEADING))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        pick, rect = index.data(PICK), QRect(option.rect)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.save()
        if not isinstance(pick, Pick):
            painter.setFont(theme.font(13, 600))
            painter.setPen(theme.c("text2"))
            painter.drawText(rect.adjusted(theme.u(SIDE), theme.u(6), 0, 0), left, str(index.data()))
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.c("tint" if chosen else "card"))
        if pick.mark:
            paint_mark(painter, pick.mark, rect.left() + theme.u(SIDE), rect.center().y() - theme.u(7.5), 16, pick.ink)
        room = rect.adjusted(theme.u(SIDE + MARK), theme.u(4), -theme.u(SIDE), -theme.u(4))
        upper = QRect(room.left(), room.top(), room.width(), room.height() // 2 + theme.u(1))
        lower = QRect(room.left(), upper.bottom(), room.width(), room.height() - upper.height())
        figure = theme.font(15, 600 if chosen else 400)
        width = QFontMetrics(figure).horizontalAdvance(pick.figure)
        title = theme.role_font("row")
        wide = QFontMetrics(title).horizontalAdvance(pick.title) + width + theme.u(12) > room.width()
        painter.setFont(title)
        painter.setPen(theme.c("text"))
        painter.drawText(upper, left, pick.title)
        painter.setFont(theme.role_font("caption"))
        painter.setPen(theme.c(ROLES["caption"][2]))
        painter.drawText(lower, left, pick.sub)
        painter.setFont(figure)
        painter.setPen(theme.c("text"))
        # Beside a long name there is room on the second line only.
        painter.drawText(
            lower if wide else room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, pick.figure
        )
        if self._view.hasFocus() and index == self._view.currentIndex():
            painter.setPen(QPen(theme.c("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()
