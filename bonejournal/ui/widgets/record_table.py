"""A card with a table whose rows stand for records. It finds rows; what is done to the records the page does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bonejournal.domain.typeahead import fold
from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.table import Column, Row, RowKind, TableModel, TableView
from bonejournal.ui.widgets.text import label

MOST_ROWS = 12


class Filter(TextField):
    """A field wide enough for a few words that narrow a list."""

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        self.setAccessibleName(tr("Filter"))
        self.setClearButtonEnabled(True)
        self.enter_moves = False

    def sizeHint(self) -> QSize:
        return QSize(theme.u(250), super().sizeHint().height())


class RecordTable(Card):
    """Rows by the ids of their records, under a heading if there is one; Ctrl+F shows a field that narrows them.

    A page makes it with `JournalPage.record_card`, which opens, duplicates and deletes what is selected. It is as high
    as its rows, up to `most`; with `most` 0 it takes the height there is.
    """

    def __init__(
        self, name: str, *, heading: str = "", caption: str = "", right: QWidget | None = None, most: int = MOST_ROWS
    ) -> None:
        super().__init__(pad=0)
        self.live = True
        """Whether the rows stand for records that are there now, so that they can be deleted."""
        side = theme.u(8)
        self.box.setContentsMargins(side, 1, side, 1)
        self.box.setSpacing(0)
        self.setAccessibleName(heading or name)
        if heading:
            self.box.addLayout(_head(heading, caption, right))
        self._columns: tuple[Column, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self.filter = Filter(tr("Filter this table"))
        self.filter.setObjectName("row-filter")
        self.filter.textChanged.connect(lambda _text: self._narrow())
        self.filter.returnPressed.connect(self.focus_rows)
        self._narrowing = QWidget()
        row = QHBoxLayout(self._narrowing)
        row.setContentsMargins(theme.u(6), side, theme.u(6), 0)
        row.addWidget(self.filter)
        self._told = label("", "second", wrap=True)
        row.addWidget(self._told, 1)
        self._narrowing.hide()
        self.add(self._narrowing)
        self.table = TableView(name)
        self.table.setObjectName("records")
        if most:
            self.table.fit_rows(most)
        self.add(self.table, 0 if most else 1)
        leave = QShortcut(QKeySequence("Esc"), self.filter)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self._show_all)

    # What it shows

    def show_rows(self, columns: Sequence[Column], rows: Iterable[Row]) -> None:
        """Show these rows; what was selected stays so, and where it is gone the row in its place is next."""
        before = (self._columns, self._rows)
        self._columns, self._rows = tuple(columns), tuple(rows)
        if (self._columns, self._rows) != before or not self._columns:
            self._narrow()

    def show_model(self, model: TableModel) -> None:
        """Show rows that come when they are looked at; the page narrows them itself."""
        self.table.show_model(model)

    def add_foot(self, widget: QWidget) -> None:
        """Put something beneath the rows, in line with what they say."""
        row = QHBoxLayout()
        row.setContentsMargins(theme.u(10), theme.u(8), theme.u(8), theme.u(12))
        row.addWidget(widget)
        row.addStretch(1)
        self.box.addLayout(row)

    def selected_ids(self) -> list[str]:
        """The ids of the selected rows, from top to bottom."""
        return self.table.selected_ids()

    # How it is operated

    def filter_rows(self) -> None:
        """Show the field that narrows the rows, and go there."""
        self._narrowing.show()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def focus_rows(self) -> None:
        """Go to the rows."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_all(self) -> None:
        self.filter.clear()
        self._narrowing.hide()
        self.focus_rows()

    def _narrow(self) -> None:
        words = fold(self.filter.text()).split()
        fitting = [row for row in self._rows if not words or (row.kind is RowKind.RECORD and _fits(row, words))]
        self._told.setText(tr("No row fits.") if words and not fitting else "")
        chosen, place = self.selected_ids(), self.table.currentIndex().row()
        self.table.show_model(TableModel(self._columns, fitting))
        self._select(chosen, place)

    def _select(self, ids: Sequence[str], place: int) -> None:
        model, selection = self.table.model(), self.table.selectionModel()
        wanted = set(ids)
        rows = [at for at in range(model.rowCount()) if (row := self._row(at)) is not None and row.id in wanted]
        if ids and not rows and self.table.hasFocus():
            records = [at for at in range(model.rowCount()) if (row := self._row(at)) and row.kind is RowKind.RECORD]
            rows = sorted(records, key=lambda at: abs(at - place))[:1]
        if not rows:
            return
        self.table.setCurrentIndex(model.index(rows[0], 0))
        flag = QItemSelectionModel.SelectionFlag
        for at in rows:
            selection.select(model.index(at, 0), flag.Select | flag.Rows)

    def _row(self, place: int) -> Row | None:
        model = self.table.model()
        return model.row(place) if isinstance(model, TableModel) else None


def record_table_of(widget: QWidget | None) -> RecordTable | None:
    """The table of records that a widget is in, None where it is in none."""
    while widget is not None and not isinstance(widget, RecordTable):
        widget = widget.parentWidget()
    return widget


def _fits(row: Row, words: Sequence[str]) -> bool:
    said = fold(" ".join(cell.text for cell in row.cells))
    return all(word in said for word in words)


def _head(heading: str, caption: str, right: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(theme.u(10), theme.u(12), theme.u(8), theme.u(4))
    row.setSpacing(theme.u(10))
    row.addWidget(label(heading, "heading", wrap=not caption), 0 if caption else 1)
    if caption:
        row.addWidget(label(caption, "second", wrap=True), 1)
    if right is not None:
        row.addWidget(right)
    return row
