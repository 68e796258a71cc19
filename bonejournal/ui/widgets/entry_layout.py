"""Where everything in an entry grid stands: the frozen names, the columns that move sideways, and what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollBar, QSizePolicy, QWidget

from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import ToolIcon
from bonejournal.ui.widgets.entry_cells import Column, Editor, Kind, ListCell, QuietCell, Side, Verdict
from bonejournal.ui.widgets.field_block import Answer, Problem
from bonejournal.ui.widgets.text import label

Answers = tuple[Answer | None, Answer | None]
"""What mends a value, and what keeps it."""
HEAD, CELL, GAP = 29, 34, 12
_BETWEEN = 11
"""Between the last row of a group and the line beneath it, and again to the first row of the next."""
_SPARE = 8
"""By so much the column of a number may be narrower, before the columns move sideways."""


class GridRow:
    """The widgets of one row, and what is in question in it.

    `cells` are the fields by column, `sides` the read-only widgets; `group` holds rows together ("" is none).
    """

    def __init__(self, key: str, name: QLabel, group: str = "") -> None:
        self.key, self.name, self.group = key, name, group
        self.cells: dict[str, Editor] = {}
        self.sides: dict[str, Side] = {}
        self.asked: dict[str, tuple[str, str]] = {}
        self.answers: dict[str, Answers] = {}
        self.problem: Problem | None = None
        self.told: tuple[str, str, str] | None = None

    def widget(self, column: str) -> QWidget:
        """What stands in a column."""
        return self.cells[column] if column in self.cells else self.sides[column]


class EntryLayout(QWidget):
    """Heads, names and rows in their places; `rows` are in the order they stand in."""

    rows: Mapping[str, GridRow]

    def __init__(self, first: Column, columns: Sequence[Column], *, pitch: float = 39) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.first, self.columns, self._pitch = first, tuple(columns), pitch
        self.rows = {}
        self._corner = label(first.title, "header")
        self._corner.setParent(self)
        self._port = QWidget(self)
        self._heads: dict[str, QLabel] = {}
        for column in self.columns:
            head = self._heads[column.key] = label(column.title, "header")
            head.setParent(self._port)
            head.setAlignment(_side(column))
        self._bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self._bar.setAccessibleName(tr("More columns"))
        self._bar.valueChanged.connect(lambda _value: self._arrange())
        self._bar.setSingleStep(theme.u(40))
        self._bar.hide()

    # Sizes

    def heightForWidth(self, width: int) -> int:
        return self._bottom(width) + (theme.u(16) if self._is_too_narrow(width) else 0)

    def sizeHint(self) -> QSize:
        width = self._names() + sum(self._widths())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._names() + theme.u(2 * (75 + GAP)), theme.u(HEAD))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def changed(self) -> None:
        """Something wants another width or height."""
        self.updateGeometry()
        if self.isVisible():  # while it is built each row would move all others
            self._arrange()
            self.update()

    def _names(self) -> int:
        """The width of the frozen column."""
        metrics = QFontMetrics(theme.role_font("row"))
        names = (metrics.horizontalAdvance(row.name.text()) for row in self.rows.values())
        return max([theme.u(self.first.width), *names]) + theme.u(GAP)

    def _widths(self) -> list[int]:
        """The widths of the columns that move, each with the gap before the next."""
        gaps = self._gaps()
        return [self._width(column) + gap for column, gap in zip(self.columns, gaps, strict=True)]

    def _gaps(self) -> list[int]:
        """The gap after each column: wider where words follow a number, none after the last."""
        found = [
            theme.u(GAP + 8 if column.is_right and other.kind is Kind.WORDS and not other.is_right else GAP)
            for column, other in pairwise(self.columns)
        ]
        return [*found, 0]

    def _width(self, column: Column) -> int:
        head = QFontMetrics(theme.role_font("header")).horizontalAdvance(self._heads[column.key].text()) + 2
        inside = (_wanted(row.widget(column.key)) for row in self.rows.values())
        return max([theme.u(column.width), head, *inside])

    def _grown(self, width: int) -> tuple[int, list[int]]:
        """The widths of the names and of the columns, what is left over shared among those that grow."""
        names, widths = self._names(), self._widths()
        spare = width - names - sum(widths)
        if spare < 0:
            give = self._yielding()
            part = min(1.0, -spare / max(1, sum(give)))
            return names, [wanted - ceil(part * yielded) for wanted, yielded in zip(widths, give, strict=True)]
        shares = [self.first.grow, *(column.grow for column in self.columns)]
        if spare > 0 and any(shares):
            names, *widths = (
                wanted + spare * share // sum(shares) for wanted, share in zip([names, *widths], shares, strict=True)
            )
        return names, widths

    def _yielding(self) -> list[int]:
        """By how much each column may be narrower than it asks for: a number has room to spare."""
        metrics = QFontMetrics(theme.role_font("header"))
        heads = (metrics.horizontalAdvance(head.text()) + 2 for head in self._heads.values())
        return [
            max(0, min(theme.u(_SPARE), theme.u(column.width) - head)) if column.kind is Kind.NUMBER else 0
            for column, head in zip(self.columns, heads, strict=True)
        ]

    def _is_too_narrow(self, width: int) -> bool:
        return self._names() + sum(self._widths()) - sum(self._yielding()) > width

    # Rows

    def _bands(self, width: int) -> Iterator[tuple[GridRow, int, int]]:
        """Each row with its top and its bottom; a question belongs to the row above it."""
        y, before = theme.u(HEAD + 5), None
        for row in self.rows.values():
            if before is not None and (before.group or row.group) and before.group != row.group:
                y += theme.u(2 * _BETWEEN) - theme.u(self._pitch - CELL)
            before, top = row, y
            y += theme.u(self._pitch)
            if row.problem is not None:
                y += self._problem_height(row.problem, width) + theme.u(7)
            yield row, top, y

    def _bottom(self, width: int) -> int:
        """Where the last row ends, with the line beneath it where it is one of a group."""
        bottom, grouped = theme.u(HEAD + 5), False
        for row, _, below in self._bands(width):
            bottom, grouped = below, bool(row.group)
        return bottom + (theme.u(_BETWEEN) if grouped else 0)

    def _problem_left(self, problem: Problem, width: int) -> int:
        """Under the fields where it fits in one line there, else across the whole width."""
        words = QFontMetrics(theme.role_font("body")).horizontalAdvance(problem.accessibleName())
        buttons = sum(button.sizeHint().width() + theme.u(12) for button in problem.findChildren(QPushButton))
        one_line = words + buttons + theme.u(60)
        names, _ = self._grown(width)
        return names if width - names >= one_line and not self._is_too_narrow(width) else 0

    def _problem_height(self, problem: Problem, width: int) -> int:
        room = width - self._problem_left(problem, width)
        return max(problem.heightForWidth(room), problem.minimumSizeHint().height())

    # Places

    def _arrange(self) -> None:
        width = self.width()
        names, widths = self._grown(width)
        over = max(0, names + sum(widths) - width)
        self._bar.setVisible(over > 0)
        self._bar.setRange(0, over)
        self._bar.setPageStep(max(1, width - names))
        bands, bottom = list(self._bands(width)), self._bottom(width)
        self._port.setGeometry(names, 0, width - names, bottom)
        self._corner.setGeometry(0, 0, names, theme.u(HEAD))
        x = -self._bar.value()
        for column, wanted, gap in zip(self.columns, widths, self._gaps(), strict=True):
            inside = wanted - gap
            self._heads[column.key].setGeometry(x, 0, inside, theme.u(HEAD))
            for row, top, _ in bands:
                widget = row.widget(column.key)
                least = 0 if column.kind is Kind.NUMBER else widget.minimumSizeHint().width()
                # What looks like text ends under the end of its head; the frame it gets reaches into the gap.
                across = inside + theme.u(QuietCell.INSET) if column.kind is Kind.QUIET else max(inside, least)
                widget.setGeometry(QRect(x, top, across, theme.u(CELL)))
            x += wanted
        for row, top, _ in bands:
            row.name.setGeometry(0, top, names - theme.u(GAP), theme.u(CELL))
            if row.problem is not None:
                left = self._problem_left(row.problem, width)
                height = self._problem_height(row.problem, width)
                row.problem.setGeometry(left, top + theme.u(self._pitch), width - left, height)
        self._bar.setGeometry(names, bottom + theme.u(2), width - names, theme.u(12))

    def show_cell(self, cell: QWidget) -> None:
        """Move the columns so that a cell can be seen whole."""
        if self._bar.isHidden():
            return
        left, right, room = cell.x() + self._bar.value(), cell.x() + self._bar.value() + cell.width(), theme.u(6)
        if cell.x() < 0:
            self._bar.setValue(left - room)
        elif cell.x() + cell.width() > self._port.width():
            self._bar.setValue(right + room - self._port.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, line = QPainter(self), theme.c("border")
        painter.fillRect(0, theme.u(HEAD), self.width(), 1, line)
        before: GridRow | None = None
        below = 0
        for row, top, bottom in self._bands(self.width()):
            if before is not None and (before.group or row.group) and before.group != row.group:
                painter.fillRect(0, top - theme.u(_BETWEEN), self.width(), 1, line)
            before, below = row, bottom
        if before is not None and before.group:
            painter.fillRect(0, below - theme.u(self._pitch - CELL) + theme.u(_BETWEEN), self.width(), 1, line)
        painter.end()


def _side(column: Column) -> Qt.AlignmentFlag:
    right = Qt.AlignmentFlag.AlignRight if column.is_right else Qt.AlignmentFlag.AlignLeft
    return right | Qt.AlignmentFlag.AlignVCenter


def _wanted(widget: QWidget) -> int:
    """The width that what stands in a cell asks for; most fields take what their column has."""
    if isinstance(widget, Verdict | ListCell):
        return widget.width_needed()
    if isinstance(widget, QLabel):
        return QFontMetrics(widget.font()).horizontalAdvance(widget.text()) + 2
    if isinstance(widget, QuietCell):
        quiet = theme.width(widget.placeholderText(), 14)
        return quiet + theme.u(11) if widget.placeholderText() and not widget.text() else 0
    return 0


def make_side(column: Column, name: str) -> Side:
    """The read-only widget of a column in the row called `name`."""
    if column.kind is Kind.VERDICT:
        return Verdict()
    if column.kind is Kind.BUTTON:
        return ToolIcon(column.icon, tr("{what}, {row}", what=column.called, row=name))
    made = label("", "second")
    made.setAlignment(_side(column))
    if column.is_right:
        made.setFont(theme.font(15, figures=True))
    return made
