"""The grid of a DXA report: a row for each region with its numbers, the scan before, the LSC and the change.

Where the width does not hold all columns, the numbers move sideways under a scroll bar; the regions' names stay, and
so does what is asked beneath a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollBar, QSizePolicy, QWidget

from bonejournal.domain.density import SiteResult
from bonejournal.domain.dxa_context import Said
from bonejournal.domain.dxa_entry import COLUMNS, GRAMS, PRINTED, Line
from bonejournal.domain.field import field_of
from bonejournal.domain.words import mark, tr
from bonejournal.ui.forms.dxa_cells import Cell, QuietCell
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.field_block import Answer, Problem
from bonejournal.ui.widgets.fields import set_state
from bonejournal.ui.widgets.marks import paint_mark
from bonejournal.ui.widgets.text import label

_HEADS = {
    "area": mark("Area cm²"),
    "bmc": mark("BMC g"),
    "bmd": mark("BMD {unit}"),
    "t": mark("T-score"),
    "z": mark("Z-score"),
    "last": mark("Last time"),
    "lsc": mark("LSC {unit}"),
    "change": mark("Change"),
}
_RARE = ("area", "bmc", "lsc")
"""Columns that Tab passes over; the arrow keys and the mouse reach them."""
Answers = tuple[Answer | None, Answer | None]
"""What mends a value, and what keeps it."""
HEAD, CELL, PITCH, GAP = 29, 34, 39, 12
_CELL_WIDTH = 75


class Change(QWidget):
    """A mark and the words of a change beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.said = Said("no_data", "")

    def say(self, said: Said) -> None:
        """Show another change."""
        if said != self.said:
            self.said = said
            self.setAccessibleName(said.words)
            self.update()

    def width_needed(self) -> int:
        """The width of the mark and words."""
        return theme.u(30) + QFontMetrics(self._font()).horizontalAdvance(self.said.words) + 2

    def _font(self) -> QFont:
        return theme.font(14, 600 if self._news() else 400)

    def _news(self) -> bool:
        return self.said.mark in ("gain", "loss", "within_error")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self.height() / 2
        paint_mark(painter, self.said.mark, theme.u(4), middle - theme.u(8), 16)
        painter.setFont(self._font())
        painter.setPen(theme.c("text" if self._news() else "text2"))
        room = self.rect().adjusted(theme.u(27), 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.said.words)
        painter.end()


class GridRow:
    """The widgets of one row, and what is in question in it."""

    def __init__(self, line: Line, name: QLabel, cells: dict[str, Cell], last: QLabel, change: Change) -> None:
        self.line, self.name, self.cells, self.last, self.change = line, name, cells, last, change
        self.asked: dict[str, tuple[str, str]] = {}
        self.answers: dict[str, Answers] = {}
        self.problem: Problem | None = None
        self.told: tuple[str, str, str] | None = None

    def widgets(self) -> list[QWidget]:
        """What moves sideways, in the order of the columns."""
        return [*(self.cells[column] for column in PRINTED), self.last, self.cells["lsc"], self.change]


class DxaGrid(QWidget):
    """`edited` and `finished` carry the name of a text: while it is typed, and when its field is left."""

    edited = Signal(str)
    finished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.rows: dict[str, GridRow] = {}
        self._unit, self._day = GRAMS, ""
        self._often: tuple[str, ...] = ("bmd", "t", "z")
        self._region = label(tr("Region"), "header")
        self._region.setParent(self)
        self._port = QWidget(self)
        self._heads = {column: label("", "header") for column in _HEADS}
        for head in self._heads.values():
            head.setParent(self._port)
            head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._heads["change"].setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self._bar.valueChanged.connect(lambda _value: self._arrange())
        self._bar.setSingleStep(theme.u(40))
        self._bar.hide()
        self.name_heads()

    # What it holds

    def add_rows(self, lines: Iterable[Line]) -> None:
        """Add rows at the end; those that are there already are left alone."""
        for line in lines:
            if line.key not in self.rows:
                self.rows[line.key] = self._row(line)
        self._chain()
        self._changed()

    def cell(self, name: str) -> Cell | None:
        """The field of a text, None where its row is not shown."""
        key, _, column = name.partition(".")
        return self.rows[key].cells.get(column) if key in self.rows else None

    def texts(self) -> dict[str, str]:
        """Every text by name."""
        return {f"{key}.{column}": cell.text() for key, row in self.rows.items() for column, cell in row.cells.items()}

    def name_heads(self, unit: str = GRAMS, day: str = "") -> None:
        """Say the unit of the densities, and the day of the scan before where all rows have the same."""
        self._unit, self._day = unit, day
        for column, text in _HEADS.items():
            said = day if column == "last" and day else tr(text, unit=unit) if "{" in text else tr(text)
            self._heads[column].setText(said)
        self._changed()

    def name_row(self, key: str, text: str) -> None:
        """Call a row something else, such as the spine after a vertebra is left out."""
        row = self.rows[key]
        row.name.setText(text)
        for column, cell in row.cells.items():
            cell.setAccessibleName(tr("{column}, {region}", column=column_name(column), region=text))
        self._changed()

    def show_change(self, key: str, last: str, lsc: str, said: Said) -> None:
        """What stands at the right of a row: the BMD before, what an empty LSC means, and the change."""
        row = self.rows[key]
        row.last.setText(last)
        row.cells["bmd"].describe(last=last)
        row.cells["lsc"].setPlaceholderText(lsc)
        row.cells["lsc"].setVisible(bool(lsc))
        row.change.say(said)
        if row.change.width_needed() > row.change.width():
            self._changed()

    def tab_through(self, columns: Iterable[str]) -> None:
        """Which columns Tab stops at."""
        self._often = tuple(columns)
        for row in self.rows.values():
            for column, cell in row.cells.items():
                cell.setFocusPolicy(self._policy(column))

    # What is in question

    def tell(self, name: str, level: str, text: str, answers: Answers = (None, None)) -> None:
        """Ask something of a cell, beneath its row; an empty text takes it back."""
        key, _, column = name.partition(".")
        row = self.rows.get(key)
        if row is None or column not in row.cells:
            return
        cell = row.cells[column]
        set_state(cell, level if text else "")
        cell.describe(problem=text)
        if text:
            row.asked[column] = (level, text)
            row.answers[column] = answers
        else:
            row.asked.pop(column, None)
        self._tell(row)

    def _tell(self, row: GridRow) -> None:
        """Show the first thing in question in a row, what cannot be before what is asked."""
        order = sorted(row.asked, key=lambda column: (row.asked[column][0] != "hard", list(COLUMNS).index(column)))
        column = order[0] if order else ""
        told = (column, *row.asked[column]) if column else None
        if told == row.told:
            return
        row.told = told
        if row.problem is not None:
            if row.problem.isAncestorOf(self.focusWidget() or self):
                (row.cells[column] if column else row.cells["bmd"]).setFocus()
            row.problem.hide()
            row.problem.deleteLater()
            row.problem = None
        if told is not None:
            row.problem = Problem(told[1], told[2], *row.answers[column])
            row.problem.setParent(self)
            row.problem.show()
            QAccessible.updateAccessibility(QAccessibleEvent(row.problem, QAccessible.Event.Alert))
        self._chain()
        self._changed()

    # Moving about

    def next_after(self, cell: Cell, across: int, down: int) -> None:
        """Put the focus into the cell so many columns and rows further, if there is one."""
        keys, columns = list(self.rows), list(COLUMNS)
        at, column = next(
            (keys.index(key), name)
            for key, row in self.rows.items()
            for name, known in row.cells.items()
            if known is cell
        )
        place = columns.index(column) + across
        if 0 <= place < len(columns) and 0 <= at + down < len(keys):
            target = self.rows[keys[at + down]].cells[columns[place]]
            if not target.isHidden():
                target.setFocus(Qt.FocusReason.OtherFocusReason)
                target.selectAll()

    def _show_cell(self, cell: Cell) -> None:
        if self._bar.isHidden():
            return
        left, right = cell.x() + self._bar.value(), cell.x() + self._bar.value() + cell.width()
        room = theme.u(6)
        if cell.x() < 0:
            self._bar.setValue(left - room)
        elif cell.x() + cell.width() > self._port.width():
            self._bar.setValue(right + room - self._port.width())

    def _policy(self, column: str) -> Qt.FocusPolicy:
        often = column in self._often or column not in _RARE
        return Qt.FocusPolicy.StrongFocus if often else Qt.FocusPolicy.ClickFocus

    def _chain(self) -> None:
        """Tab in reading order, the answers to a question after the field it is about."""
        order: list[QWidget] = []
        for row in self.rows.values():
            for column, cell in row.cells.items():
                order.append(cell)
                if row.problem is not None and row.told is not None and row.told[0] == column:
                    order.extend(row.problem.findChildren(QPushButton))
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    # Building

    def _row(self, line: Line) -> GridRow:
        name = label(line.row().label, "row")
        name.setParent(self)
        cells: dict[str, Cell] = {}
        for column in COLUMNS:
            made = QuietCell if column == "lsc" else Cell
            cell = cells[column] = made(self.next_after, self._show_cell)
            text = f"{line.key}.{column}"
            cell.setObjectName(text)
            cell.setParent(self._port)
            cell.setFocusPolicy(self._policy(column))
            cell.textEdited.connect(lambda _text, text=text: self.edited.emit(text))
            cell.editingFinished.connect(lambda text=text: self.finished.emit(text))
            cell.setAccessibleName(tr("{column}, {region}", column=column_name(column), region=name.text()))
        last = label("", "second")
        last.setParent(self._port)
        last.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        last.setFont(theme.font(15, figures=True))
        change = Change()
        change.setParent(self._port)
        row = GridRow(line, name, cells, last, change)
        for widget in (name, *row.widgets()):
            widget.show()
        return row

    # Where everything stands

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        *_, (_, bottom) = self._bands(width)
        return bottom + (theme.u(16) if self._too_narrow(width) else 0)

    def sizeHint(self) -> QSize:
        width = self._names() + sum(self._widths())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._names() + theme.u(2 * (_CELL_WIDTH + GAP)), theme.u(HEAD))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, theme.u(HEAD), self.width(), 1, theme.c("border"))
        painter.end()

    def _changed(self) -> None:
        self.updateGeometry()
        self._arrange()

    def _names(self) -> int:
        """The width of the regions' names."""
        metrics = QFontMetrics(theme.role_font("row"))
        names = (metrics.horizontalAdvance(row.name.text()) for row in self.rows.values())
        return max([theme.u(132), *names]) + theme.u(GAP)

    def _widths(self) -> list[int]:
        """The widths of the columns that move, each with the gap before the next."""
        small = QFontMetrics(theme.role_font("header"))
        quiet = QFontMetrics(theme.font(14))
        gap, widths = theme.u(GAP), []
        for column, head in self._heads.items():
            wanted = small.horizontalAdvance(head.text()) + 2
            if column in PRINTED:
                wanted = max(theme.u(_CELL_WIDTH), wanted)
            elif column == "last":
                wanted = max(theme.u(52), wanted)
            elif column == "lsc":
                shown = (
                    row.cells["lsc"].placeholderText() for row in self.rows.values() if not row.cells["lsc"].text()
                )
                wanted = max([theme.u(62), wanted, *(quiet.horizontalAdvance(said) + theme.u(11) for said in shown)])
            else:
                wanted = max([theme.u(200), wanted, *(row.change.width_needed() for row in self.rows.values())])
            widths.append(wanted + (gap if column != "change" else 0))
        return widths

    def _too_narrow(self, width: int) -> bool:
        return self._names() + sum(self._widths()) > width

    def _bands(self, width: int) -> Iterator[tuple[int, int]]:
        """Top and bottom of each row, after the one of the heads; a question belongs to the row above it."""
        y = theme.u(HEAD)
        yield 0, y
        y += theme.u(5)
        for row in self.rows.values():
            top = y
            y += theme.u(PITCH)
            if row.problem is not None:
                y += self._problem_height(row.problem, width) + theme.u(7)
            yield top, y

    def _problem_left(self, problem: Problem, width: int) -> int:
        """Under the numbers where it fits in one line there, else across the whole width."""
        words = QFontMetrics(theme.role_font("body")).horizontalAdvance(problem.accessibleName())
        buttons = sum(button.sizeHint().width() + theme.u(12) for button in problem.findChildren(QPushButton))
        one_line = words + buttons + theme.u(60)
        return self._names() if width - self._names() >= one_line and not self._too_narrow(width) else 0

    def _problem_height(self, problem: Problem, width: int) -> int:
        room = width - self._problem_left(problem, width)
        return max(problem.heightForWidth(room), problem.minimumSizeHint().height())

    def _arrange(self) -> None:
        width = self.width()
        names, widths = self._names(), self._widths()
        over = max(0, names + sum(widths) - width)
        self._bar.setVisible(over > 0)
        self._bar.setRange(0, over)
        self._bar.setPageStep(max(1, width - names))
        bands = list(self._bands(width))
        self._port.setGeometry(names, 0, width - names, bands[-1][1])
        self._region.setGeometry(0, 0, names, theme.u(HEAD))
        gap, x = theme.u(GAP), -self._bar.value()
        for place, (column, wanted) in enumerate(zip(_HEADS, widths, strict=True)):
            inside = wanted - (gap if column != "change" else 0)
            self._heads[column].setGeometry(x, 0, inside, theme.u(HEAD))
            for row, (top, _) in zip(self.rows.values(), bands[1:], strict=True):
                widget = row.widgets()[place]
                widget.setGeometry(QRect(x, top, max(inside, widget.minimumSizeHint().width()), theme.u(CELL)))
            x += wanted
        for row, (top, _) in zip(self.rows.values(), bands[1:], strict=True):
            row.name.setGeometry(0, top, names, theme.u(CELL))
            if row.problem is not None:
                left = self._problem_left(row.problem, width)
                height = self._problem_height(row.problem, width)
                row.problem.setGeometry(left, top + theme.u(PITCH), width - left, height)
        self._bar.setGeometry(names, bands[-1][1] + theme.u(2), width - names, theme.u(12))


def column_name(column: str) -> str:
    """What a column is called without its unit."""
    return tr(field_of(SiteResult, COLUMNS[column]).label)
