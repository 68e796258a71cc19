"""A grid of fields that are always open: a row for each thing, its name frozen at the left.

The columns are told once, rows come and go::

    grid = EntryGrid(
        Column("test", tr("Test"), width=170),
        [
            Column("value", tr("Value"), width=84),
            Column("unit", tr("Unit"), Kind.LIST, 130),
            Column("last", tr("Last time"), Kind.WORDS, 120),
            Column("verdict", "", Kind.VERDICT, 170),
        ],
        enter=Enter.DOWN,
    )
    grid.add_row("ctx", tr("CTX"))
    grid.set_choices("ctx.unit", [("ng/L", "ng/L"), ("ng/mL", "ng/mL")])
    grid.set_words("ctx.last", "203, 11 May 2026")
    grid.say("ctx.verdict", Said("loss", "−64 %, real fall", "met"))
    grid.edited.connect(self.touched)  # "ctx.value"
    grid.finished.connect(self.left)

A text is named by its row and column, "ctx.value". Rows of one `group` stand together under one name, as the sets of
an exercise do, between two lines. Where the width does not hold all columns, they move sideways under a scroll bar;
the names stay, and so does what is asked beneath a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum, auto
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from bonejournal.domain.words import Said, tr
from bonejournal.ui.widgets.buttons import ToolIcon
from bonejournal.ui.widgets.entry_cells import EDITORS, ChoiceCell, Choices, Column, Editor, Kind, ListCell, Verdict
from bonejournal.ui.widgets.entry_layout import Answers, EntryLayout, GridRow, make_side
from bonejournal.ui.widgets.field_block import Problem
from bonejournal.ui.widgets.fields import set_state
from bonejournal.ui.widgets.text import label

__all__ = ["Answers", "Column", "Enter", "EntryGrid", "GridRow", "Kind"]


class Enter(Enum):
    """Where Enter goes: to the next field Tab would stop at, or to the same column of the row below."""

    NEXT = auto()
    DOWN = auto()


class EntryGrid(EntryLayout):
    """The signals carry the name of a text: `edited` while it is typed, `finished` when its field is left, `arrived`
    when it gets the focus, `pressed` for a BUTTON.

    on_enter: is asked first at every Enter, with the name of the text; True where it has done what there is to do,
    such as adding a row after the last one (`is_last`).
    """

    edited = Signal(str)
    finished = Signal(str)
    arrived = Signal(str)
    pressed = Signal(str)

    def __init__(
        self,
        first: Column,
        columns: Iterable[Column],
        *,
        enter: Enter = Enter.NEXT,
        on_enter: Callable[[str], bool] | None = None,
        pitch: float = 39,
    ) -> None:
        super().__init__(first, list(columns), pitch=pitch)
        self._enter, self._on_enter = enter, on_enter
        self._stops = {column.key for column in self.columns if column.tab}
        self._rows: dict[str, GridRow] = {}
        self.rows = self._rows

    # Rows

    def new_row(self, key: str, name: QLabel, group: str) -> GridRow:
        """An empty row; a subclass may give one of its own class."""
        return GridRow(key, name, group)

    def add_row(self, key: str, name: str, *, group: str = "", kinds: dict[str, Kind] | None = None) -> GridRow:
        """A row at the end of its group, or of the grid. A row that is there already is given back as it is.

        key: has no point in it. kinds: columns whose cell is another in this row, such as text for a unit that is
        not on any list.
        """
        if key in self._rows:
            return self._rows[key]
        title = label(name, "row")
        title.setParent(self)
        row = self.new_row(key, title, group)
        for column in self.columns:
            kind = (kinds or {}).get(column.key, column.kind)
            if kind in EDITORS:
                row.cells[column.key] = self._editor(f"{key}.{column.key}", column, kind)
            else:
                side = row.sides[column.key] = make_side(column, name)
                side.setParent(self._port)
                if isinstance(side, ToolIcon):
                    side.clicked.connect(lambda _on, name=f"{key}.{column.key}": self.pressed.emit(name))
        self._rows[key] = row
        if group:
            self._together(key, group)
        self._name_cells(row)
        for widget in (title, *row.cells.values(), *row.sides.values()):
            widget.show()
        self._show_names()
        self._chain()
        self.changed()
        return row

    def remove_row(self, key: str) -> None:
        """Take a row away; the focus goes to the same column of the row above, else below."""
        row = self._rows[key]
        focus = self.focusWidget()
        at = next((column for column, cell in row.cells.items() if cell is focus), "")
        keys = list(self._rows)
        place = keys.index(key)
        del self._rows[key]
        beside = keys[place - 1] if place else keys[1] if len(keys) > 1 else ""
        if at and beside:
            self._rows[beside].cells[at].setFocus(Qt.FocusReason.OtherFocusReason)
        for widget in (row.name, *row.cells.values(), *row.sides.values(), row.problem):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._show_names()
        self._chain()
        self.changed()

    def name_row(self, key: str, text: str) -> None:
        """Call a row something else."""
        row = self._rows[key]
        row.name.setText(text)
        self._name_cells(row)
        self.changed()

    def set_title(self, column: str, text: str) -> None:
        """Write something else above a column."""
        head = self._corner if column == self.first.key else self._heads[column]
        if head.text() != text:
            head.setText(text)
            self.changed()

    def set_choices(self, name: str, choices: Choices) -> None:
        """What can be chosen in a cell of CHOICE, or is offered in one of LIST: keys with their words."""
        cell = self.cell(name)
        if isinstance(cell, ChoiceCell | ListCell):
            cell.set_choices(choices)

    def set_words(self, name: str, text: str) -> None:
        """Write into a cell of WORDS."""
        words = self._side(name)
        if isinstance(words, QLabel) and words.text() != text:
            words.setText(text)
            self.changed()

    def say(self, name: str, said: Said) -> None:
        """Show a verdict in a cell of VERDICT."""
        verdict = self._side(name)
        if isinstance(verdict, Verdict):
            verdict.say(said)
            if verdict.width_needed() > verdict.width():
                self.changed()

    def tab_through(self, columns: Iterable[str]) -> None:
        """Which columns Tab stops at."""
        self._stops = set(columns)
        for row in self._rows.values():
            for column, cell in row.cells.items():
                cell.setFocusPolicy(self._policy(column))

    # Texts

    def cell(self, name: str) -> Editor | None:
        """The field of a text, None where its row is not shown."""
        key, _, column = name.partition(".")
        return self._rows[key].cells.get(column) if key in self._rows else None

    def texts(self) -> dict[str, str]:
        """Every text by name."""
        return {f"{key}.{column}": cell.text() for key, row in self._rows.items() for column, cell in row.cells.items()}

    # What is in question

    def tell(self, name: str, level: str, text: str, answers: Answers = (None, None)) -> None:
        """Say something of a cell beneath its row: "hard", "soft" or "info"; an empty text takes it back.

        A name without a column is about the whole row.
        """
        key, _, column = name.partition(".")
        row = self._rows.get(key)
        if row is None or (column and column not in row.cells):
            return
        if column:
            cell = row.cells[column]
            set_state(cell, level if text and level != "info" else "")
            cell.describe(problem=text)
        if text:
            row.asked[column] = (level, text)
            row.answers[column] = answers
        else:
            row.asked.pop(column, None)
        self._tell(row)

    def _tell(self, row: GridRow) -> None:
        """Show the first thing in question in a row, what cannot be before what is asked."""
        order = ["hard", "soft", "info"]
        columns = ["", *row.cells]
        asked = sorted(row.asked, key=lambda column: (order.index(row.asked[column][0]), columns.index(column)))
        told = (asked[0], *row.asked[asked[0]]) if asked else None
        if told == row.told:
            return
        row.told = told
        if row.problem is not None:
            if row.problem.isAncestorOf(self.focusWidget() or self):
                self._home(row, told[0] if told else "").setFocus(Qt.FocusReason.OtherFocusReason)
            row.problem.hide()
            row.problem.deleteLater()
            row.problem = None
        if told is not None:
            row.problem = Problem(told[1], told[2], *row.answers[told[0]])
            row.problem.setParent(self)
            row.problem.show()
            QAccessible.updateAccessibility(QAccessibleEvent(row.problem, QAccessible.Event.Alert))
        self._chain()
        self.changed()

    def _home(self, row: GridRow, column: str) -> Editor:
        if column:
            return row.cells[column]
        return next((cell for key, cell in row.cells.items() if key in self._stops), next(iter(row.cells.values())))

    # Moving about

    def is_last(self, name: str, *, of_group: bool = False) -> bool:
        """Whether Enter has no further field: after it comes no other row (of its group), nor, where Enter goes to
        the next field, another one in the row.
        """
        key, _, column = name.partition(".")
        rows = [row for row in self._rows.values() if not of_group or row.group == self._rows[key].group]
        if rows[-1].key != key:
            return False
        stops = [known for known, cell in rows[-1].cells.items() if known in self._stops and not cell.isHidden()]
        return self._enter is Enter.DOWN or not stops or column not in stops or column == stops[-1]

    def go_to(self, name: str) -> bool:
        """Put the focus into a cell and select its text; False where there is no such cell."""
        cell = self.cell(name)
        if cell is None or cell.isHidden() or not cell.isEnabled():
            return False
        cell.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(cell, QLineEdit):
            cell.selectAll()
        return True

    def _step(self, cell: QWidget, across: int, down: int) -> None:
        """Go to the next cell in a direction, past those that are hidden, if there is one."""
        key, _, column = cell.objectName().partition(".")
        keys, columns = list(self._rows), [known.key for known in self.columns if known.key in self._rows[key].cells]
        at, place = keys.index(key) + down, columns.index(column) + across
        while 0 <= at < len(keys) and 0 <= place < len(columns):
            if self.go_to(f"{keys[at]}.{columns[place]}"):
                return
            at, place = at + down, place + across

    def _cell_entered(self, cell: QWidget) -> None:
        if self._on_enter is not None and self._on_enter(cell.objectName()):
            return
        if self._enter is Enter.DOWN and not self.is_last(cell.objectName()):
            self._step(cell, 0, 1)
        else:
            self.focusNextPrevChild(True)

    def _cell_arrived(self, cell: QWidget) -> None:
        self.show_cell(cell)
        self.arrived.emit(cell.objectName())

    def _policy(self, column: str) -> Qt.FocusPolicy:
        return Qt.FocusPolicy.StrongFocus if column in self._stops else Qt.FocusPolicy.ClickFocus

    def _chain(self) -> None:
        """Tab in reading order, the answers to a question after the field it is about."""
        order: list[QWidget] = []
        for row in self._rows.values():
            answers: list[QWidget] = list(row.problem.findChildren(QPushButton)) if row.problem is not None else []
            about = row.told[0] if row.told is not None else None
            for column, cell in row.cells.items():
                order.append(cell)
                if about == column:
                    order.extend(answers)
            if about == "":
                order.extend(answers)
            order.extend(side for side in row.sides.values() if isinstance(side, ToolIcon))
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    # Building

    def _editor(self, name: str, column: Column, kind: Kind) -> Editor:
        cell: Editor = EDITORS[kind]()
        cell.setObjectName(name)
        cell.setParent(self._port)
        cell.setFocusPolicy(self._policy(column.key))
        cell.hear(self._step, self._cell_entered, self._cell_arrived)
        if isinstance(cell, ChoiceCell):
            cell.picked.connect(lambda _key: self._settle(name))
            return cell
        if column.is_right:
            cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if isinstance(cell, ListCell):
            cell.picked.connect(lambda _text: self._settle(name))
        cell.textEdited.connect(lambda _text: self.edited.emit(name))
        cell.editingFinished.connect(lambda: self.finished.emit(name))
        return cell

    def _settle(self, name: str) -> None:
        self.edited.emit(name)
        self.finished.emit(name)

    def _side(self, name: str) -> QWidget | None:
        key, _, column = name.partition(".")
        return self._rows[key].sides.get(column) if key in self._rows else None

    def _name_cells(self, row: GridRow) -> None:
        for column in self.columns:
            if column.key in row.cells:
                said = tr("{column}, {row}", column=column.called, row=self._said_name(row))
                row.cells[column.key].setAccessibleName(said)

    def _said_name(self, row: GridRow) -> str:
        """What a screen reader calls a row: in a group with its place there."""
        if not row.group:
            return row.name.text()
        alike = [other.key for other in self._rows.values() if other.group == row.group]
        return tr("{name} {place}", name=row.name.text(), place=alike.index(row.key) + 1)

    def _together(self, key: str, group: str) -> None:
        """Move the newest row to the end of its group."""
        fresh = self._rows.pop(key)
        keys = list(self._rows)
        after = max((at for at, known in enumerate(keys) if self._rows[known].group == group), default=len(keys) - 1)
        ordered = [*keys[: after + 1], key, *keys[after + 1 :]]
        held = {**self._rows, key: fresh}
        self._rows.clear()
        self._rows.update((known, held[known]) for known in ordered)

    def _show_names(self) -> None:
        """In a group the first row alone shows the name."""
        before = ""
        for row in self._rows.values():
            row.name.setVisible(not row.group or row.group != before)
            if row.group:
                self._name_cells(row)
            before = row.group
