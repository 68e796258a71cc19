"""A grid of small cells, such as weeks by area or the days of a month, and a card for one with the table behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bonejournal.charts.cells import Cells, GridCell
from bonejournal.domain.words import tr
from bonejournal.ui.desk import Desk
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Toggle
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.export import Drawing, Export, Say, Sheet, Shown
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.marks import paint_mark
from bonejournal.ui.widgets.table import TableView
from bonejournal.ui.widgets.table_model import TableModel
from bonejournal.ui.widgets.text import Sentence, label

if TYPE_CHECKING:
    from bonejournal.charts.drawn import Drawn
    from bonejournal.charts.style import ChartStyle

ROW, HEAD, GAP = 32, 22, 4
LEAST, MOST = 22, 84
MARK = 13
STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


class CellGrid(QWidget):
    """Rows of cells under heads. Arrow keys go from cell to cell, each of which is read out; Enter opens one."""

    opened = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._cells = Cells()
        self._at: tuple[int, int] | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_cells(self, cells: Cells) -> None:
        """Show these cells."""
        self._cells = cells
        if self._at is not None and self._cell(self._at) is None:
            self._at = None
        self.updateGeometry()
        self.update()

    def cell(self) -> GridCell | None:
        """The cell that is marked."""
        return self._cell(self._at) if self._at is not None else None

    def sizeHint(self) -> QSize:
        return QSize(self._left() + len(self._cells.heads) * theme.u(MOST), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._left() + len(self._cells.heads) * self._least(), self._height())

    # How it is operated

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._move(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (chosen := self.cell()) is not None:
            self._open(chosen)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at is None and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._move(0, 0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        spot = self._under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and spot is not None:
            self._go(spot)
            if (chosen := self.cell()) is not None:
                self._open(chosen)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._under(QPointF(event.pos()))
            found = self._cell(spot) if spot is not None else None
            QToolTip.showText(event.globalPos(), found.said if found is not None else "", self)
            return True
        return super().event(event)

    def _open(self, cell: GridCell) -> None:
        if cell.id:
            self.opened.emit(cell.id)

    def _move(self, down: int, right: int) -> None:
        """Go to the next cell that says something; from nowhere to the last one."""
        rows = self._cells.rows
        spots = [(line, place) for line, row in enumerate(rows) for place, cell in enumerate(row) if cell.said]
        if not spots:
            return
        if self._at is None:
            self._go(spots[-1])
            return
        line, place = self._at
        ahead = [
            spot
            for spot in spots
            if (right and spot[0] == line and (spot[1] - place) * right > 0)
            or (down and spot[1] == place and (spot[0] - line) * down > 0)
        ]
        if ahead:
            self._go(min(ahead, key=lambda spot: abs(spot[0] - line) + abs(spot[1] - place)))

    def _go(self, spot: tuple[int, int]) -> None:
        self._at = spot
        found = self._cell(spot)
        self.setAccessibleDescription(found.said if found is not None else "")
        self.update()

    def _cell(self, spot: tuple[int, int]) -> GridCell | None:
        line, place = spot
        if not (0 <= line < len(self._cells.rows) and 0 <= place < len(self._cells.rows[line])):
            return None
        found = self._cells.rows[line][place]
        return found if found.said else None

    # How it is laid out

    def _left(self) -> int:
        widest = max((theme.width(name, 14) for name in self._cells.names), default=0)
        return widest + theme.u(14) if widest else 0

    def _least(self) -> int:
        """The least width of a column, with what stands in its widest cell."""
        widths = (
            theme.width(cell.text, 14) + (theme.u(MARK + 4) if cell.mark else 0)
            for row in self._cells.rows
            for cell in row
        )
        return max(theme.u(LEAST), max(widths, default=0) + theme.u(GAP + 2))

    def _height(self) -> int:
        return theme.u(HEAD) + len(self._cells.rows) * theme.u(ROW)

    def _box(self, line: int, place: int) -> QRectF:
        left = self._left()
        across = min((self.width() - left) / max(1, len(self._cells.heads)), float(theme.u(MOST)))
        gap, row = theme.u(GAP), theme.u(ROW)
        return QRectF(left + place * across, theme.u(HEAD) + line * row, across - gap, row - gap)

    def _under(self, at: QPointF) -> tuple[int, int] | None:
        for line, row in enumerate(self._cells.rows):
            for place in range(len(row)):
                if self._box(line, place).contains(at) and self._cell((line, place)) is not None:
                    return line, place
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_heads(painter)
        painter.setFont(theme.font(14))
        for line, row in enumerate(self._cells.rows):
            if line < len(self._cells.names):
                painter.setPen(theme.c("text"))
                room = QRectF(0, self._box(line, 0).top(), self._left(), theme.u(ROW - GAP))
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._cells.names[line])
            for place, cell in enumerate(row):
                if cell.said:
                    self._paint_cell(painter, self._box(line, place), cell)
        if self._at is not None and self.hasFocus() and self.cell() is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.c("accent"), 2))
            painter.drawRoundedRect(self._box(*self._at).adjusted(1, 1, -1, -1), theme.u(5), theme.u(5))
        painter.end()

    def _paint_heads(self, painter: QPainter) -> None:
        """As many heads as there is room for, counted from the last."""
        painter.setFont(theme.role_font("header"))
        painter.setPen(theme.c("text2"))
        metrics = QFontMetrics(theme.role_font("header"))
        widest = max((metrics.horizontalAdvance(head) for head in self._cells.heads), default=0) + theme.u(6)
        step = max(1.0, self._box(0, 0).width() + theme.u(GAP))
        every = max(1, -int(-widest // step))
        for place, head in enumerate(self._cells.heads):
            if (len(self._cells.heads) - 1 - place) % every == 0:
                words = metrics.horizontalAdvance(head)
                left = min(self._box(0, place).center().x() - words / 2, self.width() - words)
                painter.drawText(QRectF(left, 0, words + 1, theme.u(HEAD)), Qt.AlignmentFlag.AlignVCenter, head)

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: GridCell) -> None:
        painter.setBrush(theme.c(cell.ground) if cell.ground else Qt.BrushStyle.NoBrush)
        painter.setPen(Qt.PenStyle.NoPen if cell.ground else QPen(theme.c("border"), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.u(5), theme.u(5))
        painter.setPen(theme.c("text" if cell.ground else "text2"))
        side = theme.u(MARK + 4) if cell.mark else 0
        words = painter.fontMetrics().horizontalAdvance(cell.text)
        left = box.left() + (box.width() - words - side) / 2
        painter.drawText(QRectF(left, box.top(), words + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, cell.text)
        if cell.mark:
            top = box.top() + (box.height() - theme.u(MARK)) / 2
            paint_mark(painter, cell.mark, left + words + theme.u(4), top, MARK)


class GridCard(Card):
    """A grid with its sentence above and what its signs mean beneath; T changes between it and the table behind it.

    It is taken along like a chart, and goes by `title`; `name` is what it is called in the window.
    """

    def __init__(self, desk: Desk, say: Say, title: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        head = Flow(8)
        head.add(label(title, "heading"))
        self._head = head
        self.add(head)
        self.sentence = Sentence(role="second")
        self.add(self.sentence)
        self.grid = CellGrid(title)
        self.grid.setObjectName(f"{name}-grid")
        self.export = Export(self.grid, desk, say)
        self.grid.menu_wanted.connect(self.export.offer)
        self.add(self.grid)
        self.table = TableView(title)
        self.table.fit_rows(12)
        self.table.hide()
        self.add(self.table)
        self._legend = label("", "caption", wrap=True)
        self.add(self._legend)
        self._toggle = Toggle((tr("Table"), tr("Grid")), self.toggle)
        self._toggle.setObjectName(f"{name}-table")
        self._toggle.tell_about(title)
        shortcut = QShortcut(QKeySequence("T"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle)

    def add_way(self, widget: QWidget) -> None:
        """Put a button at the right end of the head."""
        self._head.add(widget, end=True)

    def finish_head(self) -> None:
        """Put the buttons for table and export behind the others."""
        self.add_way(self._toggle)
        button = self.export.button()
        button.setObjectName(f"{self.objectName()}-export")
        button.setAccessibleName(self.export.called(self.accessibleName()))
        self.add_way(button)

    def show_grid(self, sentence: str, cells: Cells, sheet: Sheet, title: str, name: str) -> None:
        """Show other cells with their sentence, and the same as a table; what is the same as before stays.

        title: what stands above a saved picture; name: what a saved file is called, without its ending.
        """
        before, shown = self.export.shown, Shown(Drawing(_draw, (cells, sentence)), sheet, title, sentence, name)
        if shown == before:
            return
        self.export.hold(shown)
        self.sentence.setText(sentence)
        self.grid.setAccessibleName(tr("{title}: {sentence}", title=title, sentence=sentence))
        self.grid.show_cells(cells)
        self._legend.setText(cells.legend)
        self.table.setAccessibleName(title)
        if before is None or sheet != before.sheet:
            self.table.show_model(TableModel(sheet.columns, sheet.rows))

    def toggle(self) -> None:
        """Change between grid and table."""
        on = self.table.isHidden()
        inside = self.grid.hasFocus() or self.table.hasFocus()
        (self.grid if on else self.table).hide()
        (self.table if on else self.grid).show()
        self._legend.setHidden(on)
        self._toggle.turn(on)
        if inside:
            (self.table if on else self.grid).setFocus(Qt.FocusReason.OtherFocusReason)


def _draw(cells: Cells, sentence: str, style: ChartStyle, size: tuple[float, float], ratio: float) -> Drawn:
    from bonejournal.charts.grid import grid_chart

    return grid_chart(cells, style, size[0], ratio, summary=sentence)
