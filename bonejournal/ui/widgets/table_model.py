"""What a table shows: columns, rows of cells, and rows that are fetched when they come into view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from bonejournal.domain.words import tr
from bonejournal.ui.widgets.marks import mark_name

PAGE = 200
KEPT_PAGES = 25
Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `right` for numbers; `weight` shares out spare width; `main` is the one that stays beside the first
    where there is no room for all; `titled`, and every number, then says its title too. least: how narrow it may get
    before that, in units; what is wider goes on in a second line.
    """

    title: str
    right: bool = False
    bold: bool = False
    weight: int = 1
    main: bool = False
    titled: bool = False
    least: float = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, perhaps with a status mark before it; the token `ink` overrules the mark's colour, and then the text
    alone says what it means. `say` is what a screen reader says instead.
    """

    text: str = ""
    mark: str = ""
    role: str = "body"
    say: str = ""
    ink: str = ""


class RowKind(Enum):
    """What a row is: a record, or what stands between records and is never selected.

    A heading says what comes next, in its first cell and quieter in its second; a sum is bold, a part of it is not.
    """

    RECORD = "record"
    HEADING = "heading"
    SUM = "sum"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, and the id of what it stands for."""

    id: str
    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.RECORD


class TableModel(QAbstractTableModel):
    """Rows that are all at hand."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row] = ()) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows = list(rows)

    def row(self, place: int) -> Row | None:
        """A row, None while it has not come yet."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def known(self) -> list[Row]:
        """The rows at hand, as many as are needed to see how wide columns are."""
        return self._rows[:PAGE]

    def place_of(self, id_: str) -> int | None:
        """In which row an id stands, None where it is not at hand; asks for nothing."""
        return next((place for place, row in enumerate(self._rows) if row.id == id_), None)

    @property
    def headed(self) -> bool:
        """Whether any row at hand is no record, but a heading or a sum."""
        return any(row.kind is not RowKind.RECORD for row in self.known())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        if index.column() >= len(row.cells):
            return None
        cell = row.cells[index.column()]
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = cell.say or cell.text or tr("empty")
            title = "" if row.kind is RowKind.HEADING else self.columns[index.column()].title
            parts = (title, mark_name(cell.mark) if cell.mark and not cell.ink else "", said)
            return ", ".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index.row())
        if row is not None and row.kind is not RowKind.RECORD:
            return Qt.ItemFlag.ItemNeverHasChildren  # neither selected nor stepped on
        return super().flags(index)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None


class PagedModel(TableModel):
    """A long list of which pages of 200 rows come when they are looked at.

    `ask(first, count)` is called for a page that is needed; whoever has it answers, at once or later, with
    `give(first, rows)`.
    """

    def __init__(self, columns: Sequence[Column], count: int, ask: Callable[[int, int], object]) -> None:
        super().__init__(columns)
        self._count = count
        self._ask = ask
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._asked: set[int] = set()

    def give(self, first: int, rows: Sequence[Row]) -> None:
        """The rows of a page that was asked for."""
        page = first // PAGE
        self._asked.discard(page)
        if first >= self._count:
            return
        self._pages[page] = list(rows)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        last = min(first + len(rows), self._count) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(max(first, last), len(self.columns) - 1))

    def row(self, place: int) -> Row | None:
        page, within = divmod(place, PAGE)
        rows = self._pages.get(page)
        if rows is not None:
            return rows[within] if within < len(rows) else None
        if 0 <= place < self._count and page not in self._asked:
            self._asked.add(page)
            self._ask(page * PAGE, min(PAGE, self._count - page * PAGE))
            rows = self._pages.get(page)
            return rows[within] if rows is not None and within < len(rows) else None
        return None

    def known(self) -> list[Row]:
        return next(iter(self._pages.values()), [])

    def place_of(self, id_: str) -> int | None:
        for page, rows in self._pages.items():
            for within, row in enumerate(rows):
                if row.id == id_:
                    return page * PAGE + within
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count
