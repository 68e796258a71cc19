"""A form that follows from the fields of a record: a block for each, in their order, in columns while there is room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import ClassVar

from PySide6.QtWidgets import QGridLayout, QWidget

from bonejournal.domain.dates import DateError, parse_day
from bonejournal.domain.entry import record_of, texts_of, write
from bonejournal.domain.field import Field, Type, field_of, fields
from bonejournal.domain.record import Dated, Problem, Question, Record
from bonejournal.domain.units import shown_unit
from bonejournal.domain.words import tr
from bonejournal.ui.forms.form import FormPage
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.date_field import DateField
from bonejournal.ui.widgets.field_block import FieldBlock, field_block
from bonejournal.ui.widgets.fields import Combo, NumberField, TextField
from bonejournal.ui.widgets.segmented import Segmented


class PlainForm(FormPage):
    """The form of a kind that needs no hand-made one. `groups` puts some fields under a heading each; `wide` are those
    that stand across both columns.
    """

    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()
    wide: ClassVar[frozenset[str]] = frozenset({"notes"})
    leave_out: ClassVar[frozenset[str]] = frozenset()

    def blank(self) -> Record:
        """A new record of today."""
        cls = self.record_class
        if cls.SINGLETON:
            return cls(id=cls.SINGLETON)
        return cls(date=self.desk.on) if issubclass(cls, Dated) else cls()

    def begin(self) -> None:
        """A card for each group, and the buttons."""
        self._blocks: dict[str, FieldBlock] = {}
        texts = texts_of(self.base, self.habit) if self.base else {}
        for title, names in self.groups or (("", tuple(self._names())),):
            card = Card()
            if title:
                card.heading(tr(title))
            card.add(self._grid(names, texts))
            self.add_left(card)
        self.add_wide(self.footer())

    def _names(self) -> Iterable[str]:
        return (
            item.name
            for item in fields(self.record_class)
            if item.holds is not Type.PARTS and item.name not in self.leave_out
        )

    def _grid(self, names: Iterable[str], texts: Mapping[str, str]) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.u(16))
        grid.setVerticalSpacing(theme.u(12))
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        row = column = 0
        for name in names:
            item = field_of(self.record_class, name)
            block = field_block(tr(item.label), self._widget(item, texts.get(name, "")))
            self._blocks[name] = block
            wide = name in self.wide
            if wide and column:
                row, column = row + 1, 0
            grid.addWidget(block, row, column, 1, 2 if wide else 1)
            row, column = (row + 1, 0) if wide or column else (row, 1)
        return made

    def _widget(self, item: Field, text: str) -> QWidget:
        made: QWidget
        name = item.name
        if item.holds is Type.CHOICE and item.words is not None:
            made = Combo()
            made.add("", tr("not recorded"))
            for word in item.words:
                made.add(str(word), tr(word.label))
            made.choose(text)
            made.picked.connect(lambda _key: self._picked(name))
        elif item.holds is Type.FLAG:
            made = Segmented(tr(item.label), (("yes", tr("Yes")), ("no", tr("No")), ("", tr("Not known"))), text)
            made.changed.connect(lambda _key: self._picked(name))
        else:
            made = self._line(item)
            made.setText(text)
            made.textEdited.connect(lambda _text: self.touched(name))
            made.editingFinished.connect(lambda: self.left(name))
        made.setObjectName(name)
        return made

    def _line(self, item: Field) -> TextField:
        if item.holds is Type.NUMBER:
            return NumberField(shown_unit(item, self.habit.units))
        if item.holds is Type.DAY:
            made = DateField(tr("13 oct 2026"), read=self._day)
            made.picked.connect(lambda _text: self._picked(item.name))
            return made
        return TextField(tr("June 2020, or 2020") if item.holds is Type.PARTIAL_DAY else "")

    def _day(self, text: str) -> dt.date | None:
        try:
            return parse_day(text, self.habit.today) if text.strip() else None
        except DateError:
            return None

    def _picked(self, name: str) -> None:
        self.touched(name)
        self.left(name)

    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: _text(block.field) for name, block in self._blocks.items()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields."""
        for name, block in self._blocks.items():
            if name in texts:
                _set_text(block.field, texts[name])

    def read(self) -> tuple[Record, list[Problem]]:
        """The record the texts stand for."""
        if self.base is None:
            raise RuntimeError("the form has not begun")
        return record_of(self.base, self.texts(), self.habit)

    def left(self, field: str) -> None:
        """Write a number or day that can be read as it will be shown, then judge it."""
        block = self._blocks[field]
        item = field_of(self.record_class, field)
        if isinstance(block.field, DateField) and (day := self._day(block.field.text())):
            block.field.setText(write(item, day, self.habit))
        super().left(field)

    def tell_problem(self, field: str, level: str, text: str, question: Question | None = None) -> None:
        """Under the field."""
        block = self._blocks.get(field)
        if block is None:
            return
        if question is None:
            block.set_problem(level, text) if text else block.clear_problem()
            return
        keep = (tr("Keep it"), lambda: self.keep_answer(question))
        fix = None
        if question.fix is not None:
            suggested = question.fix
            fix = (tr("Make it {value}", value=suggested), lambda: self._mend(field, suggested))
        block.set_problem(level, text, fix=fix, keep=keep)

    def _mend(self, field: str, text: str) -> None:
        _set_text(self._blocks[field].field, text)
        self._picked(field)

    def field_widget(self, field: str) -> QWidget | None:
        """The widget of a field."""
        return self._blocks[field].field if field in self._blocks else None

    def first_focus(self) -> QWidget | None:
        """The first field."""
        return next((block.field for block in self._blocks.values()), None) if self._begun else None


def _text(widget: QWidget) -> str:
    if isinstance(widget, Combo | Segmented):
        return widget.chosen()
    return widget.text() if isinstance(widget, TextField) else ""


def _set_text(widget: QWidget, text: str) -> None:
    if isinstance(widget, Combo | Segmented):
        widget.choose(text)
    elif isinstance(widget, TextField):
        widget.setText(text)
