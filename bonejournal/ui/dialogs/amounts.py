"""Other amounts of what was just logged: a field for each thing, Enter writes them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.nutrition.meals import rescaled
from bonejournal.domain.step import Change, Step
from bonejournal.domain.units import UnitError, parse_number
from bonejournal.domain.words import exact, number, tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import plain, primary
from bonejournal.ui.widgets.fields import NumberField, set_state
from bonejournal.ui.widgets.popover import Popover
from bonejournal.ui.widgets.text import label


class Amounts(QWidget):
    """The fields; `done` gets the step of all that was changed, None where nothing was."""

    def __init__(self, name: str, rows: Sequence[Intake], done: Callable[[Step | None], object]) -> None:
        super().__init__()
        self._name, self._rows, self._done = name, rows, done
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.u(10))
        column.addWidget(label(tr("{name}: how much was it?", name=name), "heading", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.u(12))
        grid.setVerticalSpacing(theme.u(6))
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
        self.fields: list[NumberField] = []
        for place, row in enumerate(rows):
            field = NumberField(row.unit)
            field.setObjectName(f"amount-{place + 1}")
            field.setAccessibleName(tr("Amount of {item}", item=row.called()))
            field.setText("" if row.amount is None else number(row.amount).replace(",", ""))
            field.enter_moves = False
            field.returnPressed.connect(self.save)
            field.installEventFilter(self)
            grid.addWidget(label(row.called(), "body", wrap=True), place, 0)
            grid.addWidget(field, place, 1)
            self.fields.append(field)
        ways = QHBoxLayout()
        ways.addWidget(primary(tr("Save"), self.save, small=True))
        ways.addWidget(plain(tr("Cancel"), lambda: self._done(None), small=True))
        ways.addStretch(1)
        column.addLayout(ways)

    def begin(self) -> None:
        """Go to the first amount."""
        if self.fields:
            self.fields[0].setFocus(Qt.FocusReason.PopupFocusReason)
            self.fields[0].selectAll()

    def save(self) -> None:
        """Write what was changed; a text that is no amount keeps it open."""
        changes: list[Change] = []
        for field, row in zip(self.fields, self._rows, strict=True):
            if not field.text().strip():
                continue
            try:
                amount = parse_number(field.text())
            except UnitError as error:
                set_state(field, "hard")
                field.describe(problem=str(error))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            if row.amount is None or amount != exact(row.amount):
                changes.append(Change(row, rescaled(row, abs(amount))))
        self._done(Step(tr("Change amounts of {name}", name=self._name), tuple(changes)) if changes else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self.fields:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                field = self.fields[(self.fields.index(watched) + step) % len(self.fields)]
                field.setFocus(Qt.FocusReason.TabFocusReason)
                field.selectAll()
                return True
        return False


def ask_amounts(anchor: QWidget, name: str, rows: Sequence[Intake], write: Callable[[Step], object]) -> Popover:
    """Show the fields above or beneath a widget; `write` gets the step, where anything was changed."""

    def done(step: Step | None) -> None:
        shown.dismiss()
        if step is not None:
            write(step)

    content = Amounts(name, rows, done)
    shown = Popover(anchor, content, tr("Amounts of {name}", name=name), width=400)
    content.begin()
    return shown
