"""A table to read: whole cells are painted here, rows open with Enter, and no column is ever cut off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
)

from bonejournal.domain.words import number, tr
from bonejournal.ui.theme import ROLES, theme
from bonejournal.ui.widgets.folded import (
    FOLDED,
    MARK,
    ROW,
    SIDE,
    folded_height,
    wrapped_height,
)
from bonejournal.ui.widgets.table_cells import CellPainter, FoldingTable, TableHeader
from bonejournal.ui.widgets.table_model import Cell, Column, PagedModel, Row, RowKind, TableModel

__all__ = ["Cell", "Column", "PagedModel", "Row", "RowKind", "TableModel", "TableView"]

MOST_SELECTED = 4000
"""Rows that something can be done with at once; as many are kept at hand."""
HEADER, HEADING, PART = 34, 31, 26


class TableView(FoldingTable):
    """Rows of cells. Where the columns do not fit side by side, those that may be get narrower; where that is not
    enough, each row takes two lines: the first column and the main one above, the others beneath.
    """

    opened = Signal(str)
    selection_changed = Signal()
    menu_wanted = Signal(str, QPoint)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._narrow = False  # columns are narrower than their words
        self._uneven = 0  # so many rows have heights of their own
        self._fit: int | None = None
        self._late = False
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setItemDelegate(CellPainter(self))
        header = TableHeader(self)
        self.setHorizontalHeader(header)
        header.setMinimumSectionSize(theme.u(20))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setFixedHeight(theme.u(HEADER))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.u(20))
        self._set_row_height()
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    # What is shown

    def show_model(self, model: TableModel) -> None:
        """Show these columns and rows."""
        self.setModel(model)
        model.modelReset.connect(self._arrange)
        model.dataChanged.connect(self._first_page)
        self.selectionModel().selectionChanged.connect(lambda _on, _off: self.selection_changed.emit())
        self._arrange()

    def fit_rows(self, most: int = 12) -> None:
        """Be as high as the rows are, up to `most` of them."""
        self._fit = most
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._arrange()

    def selected_ids(self) -> list[str]:
        """The ids of the selected rows, from top to bottom: of all of them, or none while `not_at_hand` says why."""
        model = self._table()
        selection = self.selectionModel()
        if model is None or selection is None:
            return []
        # Not `selectedRows`: it asks for the flags of every cell, which takes seconds where all of many are selected.
        if self._selected_count() > MOST_SELECTED:
            return []
        places = sorted(
            {place for span in selection.selection().toList() for place in range(span.top(), span.bottom() + 1)}
        )
        rows = [model.row(place) for place in places]
        if None in rows:
            return []
        return [row.id for row in rows if row is not None and row.kind is RowKind.RECORD]

    def not_at_hand(self) -> str:
        """Why nothing can be done with what is selected, "" where nothing is or it can."""
        if self._selected_count() > MOST_SELECTED:
            most = number(MOST_SELECTED)
            return tr("Choose up to {count} rows at once; a word or a period finds fewer.", count=most)
        return tr("The chosen rows are still being read; a moment more.") if self._waits() else ""

    def _waits(self) -> bool:
        model, selection = self._table(), self.selectionModel()
        if model is None or selection is None:
            return False
        spans = [range(span.top(), span.bottom() + 1) for span in selection.selection().toList()]
        return any(model.row(place) is None for span in spans for place in span)

    def _selected_count(self) -> int:
        selection = self.selectionModel()
        return sum(span.height() for span in selection.selection().toList()) if selection is not None else 0

    def any_selected(self) -> bool:
        """Whether a row is selected."""
        selection = self.selectionModel()
        return selection is not None and selection.hasSelection()

    def select_id(self, wanted: str) -> None:
        """Select the row of an id, if it is at hand."""
        self.select_ids([wanted])

    def select_ids(self, wanted: Sequence[str]) -> bool:
        """Select the rows of some ids alone; False, and nothing is done, while one of them is not at hand."""
        model = self._table()
        places = [model.place_of(id_) for id_ in wanted] if model is not None else []
        found = [place for place in places if place is not None]
        if model is None or not found or None in places:
            return False
        self._choose(found[0])
        flag = QItemSelectionModel.SelectionFlag
        for place in found[1:]:
            self.selectionModel().select(model.index(place, 0), flag.Select | flag.Rows)
        return True

    def _choose(self, place: int) -> None:
        """Select this row alone, whatever keys are held down."""
        model, flag = self.model(), QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(model.index(place, 0), flag.ClearAndSelect | flag.Rows)

    # How it is operated

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        model, selection = self._table(), self.selectionModel()
        clicked = event.reason() == Qt.FocusReason.MouseFocusReason  # the click selects, or opens a menu
        if model is not None and not clicked and selection is not None and not selection.hasSelection():
            places = range(max(0, self.currentIndex().row()), model.rowCount())
            records = (at for at in places if (row := model.row(at)) is None or row.kind is RowKind.RECORD)
            if (first := next(records, None)) is not None:
                self._choose(first)  # so that Enter, Del and Ctrl+D have their row; a heading is none
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        model = self._table()
        row = model.row(index.row()) if model is not None and index.isValid() else None
        if row is not None:
            place = self.visualRect(index).bottomLeft() if by_key else event.pos()
            self.menu_wanted.emit(row.id, self.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(theme.u(300), theme.u(HEADER + 4 * ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(160), theme.u(HEADER + ROW))

    def _open(self, place: int) -> None:
        model = self._table()
        row = model.row(place) if model is not None else None
        if row is not None:
            self.opened.emit(row.id)

    # How it is laid out

    def _table(self) -> TableModel | None:
        model = self.model()
        return model if isinstance(model, TableModel) else None

    def _first_page(self) -> None:
        self._arrange()
        self.viewport().update()

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        if visible and self._late:
            self._arrange()

    def _arrange(self) -> None:
        """Share out the width; of a table that is hidden behind its picture only once it is shown."""
        model = self._table()
        self._late = self.isHidden() and self.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        if model is None or self._late:
            return
        room = self.viewport().width()
        needed = self._needed(model)
        self._narrow = sum(needed) > room
        if self._narrow:
            needed = _narrowed(needed, model.columns, room)
        folded = sum(needed) > room
        self.clearSpans()  # those of other rows may reach into columns that are gone
        if folded != self.folded:
            self.folded = folded
            self.horizontalHeader().setVisible(not folded)
        for place in range(len(needed)):
            self.setColumnHidden(place, folded and place > 0)
        if folded:
            self.setColumnWidth(0, room)
        else:
            spare, shares = room - sum(needed), [column.weight for column in model.columns]
            total = sum(shares) or 1
            given = [spare * share // total for share in shares]
            given[-1] += spare - sum(given)
            for place, (width, more) in enumerate(zip(needed, given, strict=True)):
                self.setColumnWidth(place, width + more)
        self._span_headings(model, self._set_row_height())
        if self._fit is not None:
            height = sum(self.rowHeight(place) for place in range(min(model.rowCount(), self._fit)))
            self.setFixedHeight(height + (0 if folded else theme.u(HEADER)) + 2 * self.frameWidth())

    def _span_headings(self, model: TableModel, usual: int) -> None:
        """A heading goes across the table, and is as low as ever where rows take two lines."""
        heights = {RowKind.HEADING: theme.u(HEADING)} | ({} if self.folded else {RowKind.PART: theme.u(PART)})
        each, room, before = self._each_its_own(model), self.viewport().width(), min(self._uneven, model.rowCount())
        self._uneven = model.rowCount() if model.headed or each else 0
        for place in range(max(self._uneven, before)):
            kind = row.kind if (row := model.row(place)) is not None else RowKind.RECORD
            own = usual
            if kind is RowKind.HEADING:
                self.setSpan(place, 0, 1, len(model.columns))
            elif each and row is not None:  # a heading has no cell for every column
                own = self._own_height(row, model, room)
            self.setRowHeight(place, heights.get(kind, own))  # a height stays with its place when rows change

    def _needed(self, model: TableModel) -> list[int]:
        px, weight, _ = ROLES["header"]
        widths = []
        rows, whole = model.known(), self._whole(model)
        for place, column in enumerate(model.columns):
            bold = 600 if column.bold else 400
            widest = theme.width(column.title, px, weight)
            for row in rows:
                if row.kind is RowKind.HEADING:
                    continue
                cell = row.cells[place]
                width = theme.width(cell.text, 14, bold, figures=column.right) + (theme.u(MARK) if cell.mark else 0)
                widest = max(widest, width)
            # Of a long list some rows are still to come, and may have longer words.
            widths.append(max(widest + 2 * theme.u(SIDE), 0 if whole else theme.u(column.least)))
        return widths

    def _set_row_height(self) -> int:
        """Give every row the usual height; returns it."""
        height = self._row_height()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(height)
        return height

    def _each_its_own(self, model: TableModel) -> bool:
        """Whether a row is as high as its own lines; in a long list, of which some is not there yet, all are alike."""
        return (self.folded or self._narrow) and self._whole(model)

    def _whole(self, model: TableModel) -> bool:
        """Whether all rows are at hand."""
        return 0 < model.rowCount() == len(model.known())

    def _own_height(self, row: Row, model: TableModel, room: int) -> int:
        if self.folded:
            return folded_height(row, model.columns, room)
        widths = map(self.columnWidth, range(len(model.columns)))
        return max(map(wrapped_height, row.cells, model.columns, widths), default=theme.u(ROW))

    def _row_height(self) -> int:
        """How high a row is: in a long list that is folded or narrow as its tallest, and two lines at least."""
        model = self._table()
        if not (self.folded or self._narrow) or model is None or self._each_its_own(model):
            return theme.u(FOLDED if self.folded else ROW)
        room = self.viewport().width()
        heights = (self._own_height(row, model, room) for row in model.known() if row.kind is not RowKind.HEADING)
        return max([theme.u(FOLDED), *heights])


def _narrowed(needed: Sequence[int], columns: Sequence[Column], room: int) -> list[int]:
    """Widths with those columns narrower that may be, each by its share, as far as they have to be and as they may."""
    spare = [
        max(0, width - theme.u(column.least)) if column.least else 0
        for width, column in zip(needed, columns, strict=True)
    ]
    short, widths = sum(needed) - room, []
    for place, width in enumerate(needed):
        less = min(spare[place], -(-short * spare[place] // max(1, sum(spare[place:]))))
        short -= less
        widths.append(width - less)
    return widths
