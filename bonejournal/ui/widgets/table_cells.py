"""How a table is painted: the heads of its columns, cells in columns or folded into two lines, headings across."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from bonejournal.domain.words import held
from bonejournal.ui.theme import ROLES, theme
from bonejournal.ui.widgets.folded import FOLDED, MARK, SIDE, WRAPPED, folded_text, main_column
from bonejournal.ui.widgets.marks import paint_mark
from bonejournal.ui.widgets.table_model import CELL, Cell, Column, Row, RowKind, TableModel


class FoldingTable(QTableView):
    """A table that folds its columns into two lines where they have no room beside each other."""

    folded = False


class TableHeader(QHeaderView):
    """The heads of the columns, each over its cells."""

    def __init__(self, table: FoldingTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self._table.model()
        if not isinstance(model, TableModel):
            return
        column = model.columns[section]
        painter.save()
        painter.fillRect(rect, theme.c("card"))
        painter.setFont(theme.role_font("header"))
        painter.setPen(theme.c("text2"))
        room = rect.adjusted(theme.u(SIDE), 0, -theme.u(SIDE), 0)
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, column.title)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.c("border"))
        painter.restore()


class CellPainter(QStyledItemDelegate):
    """Paints whole cells, the line beneath each row, and the ring about the current one."""

    def __init__(self, table: FoldingTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = self._table.model()
        if not isinstance(model, TableModel):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        row = model.row(index.row())
        heading = row is not None and row.kind is RowKind.HEADING
        painter.fillRect(rect, theme.c("sunken" if heading else "tint" if selected else "card"))
        if index.row() < model.rowCount() - 1 and (row is None or row.kind in (RowKind.RECORD, RowKind.HEADING)):
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.c("border"))
        if row is None:
            self._write(painter, rect, Cell("…", role="caption"), Column(""))
        elif heading:
            self._write_heading(painter, rect, row)
        elif self._table.folded:
            self._write_folded(painter, rect, row, model.columns)
        else:
            column = model.columns[index.column()]
            if row.kind is not RowKind.RECORD:
                column = replace(column, bold=row.kind is RowKind.SUM)
            self._write(painter, rect, index.data(CELL), column)
        if self._table.hasFocus() and index.row() == self._table.currentIndex().row():
            self._outline(painter, rect, index.column(), model)
        painter.restore()

    def _write(self, painter: QPainter, rect: QRect, cell: Cell, column: Column) -> None:
        room = rect.adjusted(theme.u(SIDE), 0, -theme.u(SIDE), 0)
        if cell.mark:
            size = theme.u(15)
            paint_mark(painter, cell.mark, room.left(), room.top() + (room.height() - size) / 2, 15, cell.ink)
            room.setLeft(room.left() + theme.u(MARK))
        painter.setFont(theme.font(14, 600 if column.bold else 400, figures=column.right))
        painter.setPen(theme.c(ROLES[cell.role][2]))
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        lines = Qt.TextFlag.TextWordWrap if column.least else Qt.TextFlag.TextSingleLine
        words = held(cell.text) if column.least else cell.text
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter | lines, words)

    def _write_heading(self, painter: QPainter, rect: QRect, row: Row) -> None:
        self._write(painter, rect, row.cells[0], Column("", bold=True))
        if len(row.cells) > 1:
            before = theme.width(row.cells[0].text, 14, 600) + theme.u(5)
            self._write(painter, rect.adjusted(before, 0, 0, 0), row.cells[1], Column(""))

    def _write_folded(self, painter: QPainter, rect: QRect, row: Row, columns: tuple[Column, ...]) -> None:
        main = main_column(columns)
        half = theme.u(FOLDED) // 2
        upper = QRect(rect.left(), rect.top() + theme.u(4), rect.width(), half - theme.u(2))
        lower = QRect(rect.left(), rect.top() + half, rect.width(), rect.height() - half - theme.u(4))
        self._write(painter, upper, row.cells[0], Column("", bold=columns[0].bold or row.kind is RowKind.SUM))
        if main:
            cell = row.cells[main]
            if columns[main].right and cell.text:
                cell = replace(cell, text=f"{columns[main].title} {cell.text}")
            width = theme.width(cell.text, 14) + theme.u(MARK if cell.mark else 0)
            upper.setLeft(max(upper.left(), upper.right() - width - 2 * theme.u(SIDE)))
            self._write(painter, upper, cell, Column(""))
        painter.setFont(theme.font(14))
        painter.setPen(theme.c("text2"))
        painter.drawText(lower.adjusted(theme.u(SIDE), 0, -theme.u(SIDE), 0), WRAPPED, folded_text(row, columns))

    def _outline(self, painter: QPainter, rect: QRect, column: int, model: TableModel) -> None:
        shown = [place for place in range(len(model.columns)) if not self._table.isColumnHidden(place)]
        painter.setPen(QPen(theme.c("accent"), 2))
        top, bottom = rect.top() + 1, rect.bottom() - 1
        painter.drawLine(rect.left(), top, rect.right(), top)
        painter.drawLine(rect.left(), bottom, rect.right(), bottom)
        if column == shown[0]:
            painter.drawLine(rect.left() + 1, top, rect.left() + 1, bottom)
        if column == shown[-1]:
            painter.drawLine(rect.right() - 1, top, rect.right() - 1, bottom)
