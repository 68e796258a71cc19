"""One measure of the page Body and sleep: its picture, and a field in which today's value is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bonejournal.domain.words import tr
from bonejournal.ui.desk import Desk
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.chart_card import ChartCard
from bonejournal.ui.widgets.export import Say
from bonejournal.ui.widgets.field_block import Problem
from bonejournal.ui.widgets.fields import NumberField, set_state
from bonejournal.ui.widgets.slot import Slot
from bonejournal.ui.widgets.text import label

HEIGHT = 165


class MeasureCard(ChartCard):
    """`entered` carries what was typed when Enter is pressed. What is in question stands under the field."""

    entered = Signal(str)

    def __init__(self, desk: Desk, say: Say, key: str, name: str, unit: str) -> None:
        super().__init__(desk, say, f"body-{key}", height=HEIGHT)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(8))
        row.addWidget(label(tr("Today"), "label"))
        self.field = NumberField(unit)
        self.field.setObjectName(f"today-{key}")
        self.field.setAccessibleName(tr("{name} today", name=name))
        self.field.enter_moves = False
        self.field.saves = True
        self.field.returnPressed.connect(self._enter)
        self.field.textEdited.connect(lambda _text: self.tell("", ""))
        self.under_way = False
        """Whether what was entered is being read or written: Enter pressed once more is not for a second."""
        row.addWidget(self.field)
        self.add_switch(line)
        self.finish_switches(name)
        self._asked = Slot()
        self.box.insertWidget(2, self._asked)

    def show_last(self, figure: str, unit: str) -> None:
        """The latest value stands grey in the empty field."""
        self.field.set_unit(unit)
        self.field.setPlaceholderText(figure)
        self.field.describe(last=figure)

    def tell(self, level: str, text: str, keep: Callable[[], object] | None = None) -> None:
        """Say under the field what is in question; an empty text takes it back."""
        answer = (tr("Keep it"), keep) if keep is not None else None
        self._asked.hold(Problem(level, text, keep=answer) if text else None)
        set_state(self.field, level if text else "")
        self.field.describe(problem=text)
        self.under_way = False

    def saved(self) -> None:
        """What was typed is on the disk: the field is free for the next."""
        self.field.empty()
        self.tell("", "")

    def free(self) -> None:
        """What was typed was not written; it may be entered again."""
        self.under_way = False

    def _enter(self) -> None:
        if self.field.text().strip() and not self.under_way:
            self.under_way = True
            self.entered.emit(self.field.text())
