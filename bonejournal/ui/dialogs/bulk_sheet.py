"""A small window that gives one field of several records one value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bonejournal.domain.bulk import Bulk, bulk_change, bulk_fields, bulk_said
from bonejournal.domain.entry import Habit
from bonejournal.domain.field import Field
from bonejournal.domain.record import Record
from bonejournal.domain.words import tr
from bonejournal.ui.dialogs.sheet import Sheet
from bonejournal.ui.forms.values import text_in, value_field
from bonejournal.ui.widgets.buttons import primary
from bonejournal.ui.widgets.field_block import FieldBlock, field_block
from bonejournal.ui.widgets.fields import Combo, TextField
from bonejournal.ui.widgets.long_field import LongField


class BulkSheet(Sheet):
    """Which field, and its new value; `act` is called with what is to be written.

    What is unusual is asked about once; pressing again with the same value changes it all the same.
    """

    def __init__(
        self,
        parent: QWidget,
        records: Sequence[Record],
        habit: Habit,
        birth: dt.date | None,
        act: Callable[[Bulk], object],
    ) -> None:
        super().__init__(parent, tr("Change one field"), bulk_said(records))
        self._records, self._habit, self._birth, self._act = records, habit, birth, act
        self._fields = {item.name: item for item in bulk_fields(records)}
        self._passed: tuple[str, str] | None = None
        self.which = Combo()
        self.which.setObjectName("bulk-field")
        for name, item in self._fields.items():
            self.which.add(name, tr(item.label))
        self.which.setCurrentIndex(0)
        self.which.picked.connect(lambda _name: self._show_value())
        self.box.addWidget(field_block(tr("&Field"), self.which))
        self._place = QVBoxLayout()
        self.box.addLayout(self._place)
        self.value: FieldBlock | None = None
        self._show_value()
        self.way(primary(tr("Change all"), self._press))
        self.cancel()

    def show_over(self) -> BulkSheet:
        """Show it over the window, with the focus on the field's name."""
        super().show_over()
        self.which.setFocus(Qt.FocusReason.OtherFocusReason)
        return self

    @property
    def item(self) -> Field:
        """The field that is chosen."""
        return self._fields[self.which.chosen()]

    def _show_value(self) -> None:
        if self.value is not None:
            self._place.removeWidget(self.value)
            self.value.hide()
            self.value.deleteLater()
        field = value_field(self.item, self._habit)
        field.setObjectName("bulk-value")
        if isinstance(field, TextField):
            field.enter_moves = False
        if isinstance(field, TextField | LongField):
            field.textEdited.connect(lambda _text: self._block.clear_problem())
        self.value = field_block(tr("&New value"), field)
        self._place.addWidget(self.value)

    @property
    def _block(self) -> FieldBlock:
        if self.value is None:
            raise RuntimeError("no field is chosen")
        return self.value

    def _press(self) -> None:
        text = text_in(self._block.field)
        found = bulk_change(self._records, self.item, text, self._habit, self._birth)
        typed = (self.item.name, text)
        if found.problem:
            self._block.set_problem("hard", found.problem)
        elif found.question and self._passed != typed:
            self._passed = typed
            words = tr("{question} Press again to change all of them so.", question=found.question)
            self._block.set_problem("soft", words)
        else:
            self.accept()
            self._act(found)
            return
        self._block.field.setFocus(Qt.FocusReason.OtherFocusReason)
