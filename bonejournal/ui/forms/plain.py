"""A form that follows from the fields of a record: a block for each, in their order, in columns while there is room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bonejournal.domain.entry import last_said, record_of, write
from bonejournal.domain.field import Field, Type, Word, field_of, fields
from bonejournal.domain.record import Dated, Problem, Question, Record
from bonejournal.domain.words import spoken, tr
from bonejournal.ui.commands import MENUS
from bonejournal.ui.desk import Desk
from bonejournal.ui.forms.form import NEW, FormPage
from bonejournal.ui.forms.values import NOTE, NOTE_HINT, choice, day_in, line, put_text, switch, text_in, yes_or_no
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.date_field import DateField
from bonejournal.ui.widgets.field_block import FieldBlock, field_block
from bonejournal.ui.widgets.field_grid import COLUMNS, FieldGrid
from bonejournal.ui.widgets.fields import Combo, TextField
from bonejournal.ui.widgets.lists import ListField
from bonejournal.ui.widgets.long_field import LongField
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.text import letter_of, literal, with_letter
from bonejournal.ui.widgets.told import Told


class PlainForm(FormPage):
    """The form of a kind that needs no hand-made one.

    groups: fields under a heading each, where they are not all in one card. switches: choices shown as a switch of
    their words, not as a list; those in `certain` are always one of their words. spans: how many of the four columns
    a field takes, where that does not follow from what it holds. hints: what stands quietly beneath a field.
    remembers: texts of which the words typed before are offered. recalls: numbers beneath which a new record has that
    of last time. new_title: what the form is called while the record is not there yet.

    A subclass may say in `needless` which fields the others leave nothing to ask in, and in `remark` one sentence that
    follows from what is typed; in `explanation` what the numbers of the last card are of.
    """

    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()
    leave_out: ClassVar[frozenset[str]] = frozenset()
    switches: ClassVar[frozenset[str]] = frozenset()
    certain: ClassVar[frozenset[str]] = frozenset()
    spans: ClassVar[Mapping[str, int]] = {}
    hints: ClassVar[Mapping[str, str]] = {}
    remembers: ClassVar[frozenset[str]] = frozenset()
    recalls: ClassVar[frozenset[str]] = frozenset()
    new_title: ClassVar[str] = ""

    def __init__(self, frame: Frame, desk: Desk, what: str = NEW) -> None:
        super().__init__(frame, desk, what)
        self._blocks: dict[str, FieldBlock] = {}
        self._grids: list[FieldGrid] = []
        self._letters = {letter for menu in MENUS.values() if (letter := letter_of(tr(menu)))}
        self._remark: Told | None = None
        self._explained = Told(role="second")

    def blank(self) -> Record:
        """A new record of today."""
        cls = self.record_class
        if cls.SINGLETON:
            return cls(id=cls.SINGLETON)
        return cls(date=self.desk.on) if issubclass(cls, Dated) else cls()

    def in_groups(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The groups in the order in which they are asked for."""
        return self.groups

    def needless(self, texts: Mapping[str, str]) -> frozenset[str]:
        """The fields there is nothing to ask in, as the others stand; they are hidden and stored empty."""
        return frozenset()

    def remark(self, texts: Mapping[str, str]) -> str:
        """One calm sentence beneath the fields that follows from what is typed, "" for none."""
        return ""

    def explanation(self, texts: Mapping[str, str]) -> str:
        """What stands quietly beneath the heading of the last card, "" for nothing."""
        return ""

    def words_offered(self, item: Field) -> Iterable[Word]:
        """The words of a choice that are offered."""
        return item.words or ()

    def texts_offered(self, name: str) -> Iterable[str]:
        """What is offered in a text field: what was typed there before, the latest first."""
        if name not in self.remembers:
            return ()
        return dict.fromkeys(getattr(other, name) for other in reversed(self.start.neighbours))

    def begin(self) -> None:
        """A card for each group, and the buttons."""
        if self.is_new and self.new_title:
            self.set_title(tr(self.new_title))
        texts = self.texts_for(self.base, self.habit) if self.base else {}
        self._remark = Told(mark="attention", role="body")
        self._remark.setObjectName("remark")
        card = Card()
        for title, names in self.in_groups() or (("", tuple(self._names())),):
            card = Card()
            if title:
                card.heading(tr(title))
            card.add(self._grid(names, texts))
            self.add_left(card)
        if self.groups:
            card.box.insertWidget(card.box.count() - 1, self._explained)
        card.add(self._remark)
        self.add_wide(self.footer())
        self.follow()

    def follow(self) -> None:
        """Let what depends on the texts follow them: which fields are asked, and the remark."""
        texts = self._fields_texts()
        needless = self.needless(texts)
        for grid in self._grids:
            grid.hide_fields(needless)
        if self._remark is not None:
            self._remark.say(self.remark(texts))
        self._explained.say(self.explanation(texts))

    def _names(self) -> Iterable[str]:
        return (
            item.name
            for item in fields(self.record_class)
            if item.holds is not Type.PARTS and not item.refers and item.name not in self.leave_out
        )

    def _grid(self, names: Iterable[str], texts: Mapping[str, str]) -> FieldGrid:
        blocks = {}
        for name in names:
            item = field_of(self.record_class, name)
            block = blocks[name] = self._block(item, texts.get(name, ""))
            block.set_hint(self._hint(item))
        self._blocks.update(blocks)
        made = FieldGrid(blocks, {name: self.spans.get(name) or self._span(name) for name in blocks})
        self._grids.append(made)
        return made

    def _block(self, item: Field, text: str) -> FieldBlock:
        """A field under its label; the first letter that is free moves to it, where it is one thing to go to."""
        widget = self._widget(item, text)
        said = tr(NOTE) if item.name == "notes" and item.private else tr(item.label)
        reached = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        return field_block(with_letter(said, self._letters) if reached else literal(said), widget)

    def _hint(self, item: Field) -> str:
        said = [tr(self.hints[item.name])] if item.name in self.hints else []
        if item.name in self.recalls and self.is_new and (last := last_said(item, self.start.neighbours, self.habit)):
            said.append(tr("Last time {value}", value=last))
        return spoken(*said)

    def _span(self, name: str) -> int:
        item = field_of(self.record_class, name)
        if item.long:
            return COLUMNS
        return 2 if item.holds is Type.TEXT else 1

    def _widget(self, item: Field, text: str) -> QWidget:
        name = item.name
        made: Combo | Segmented | TextField | LongField
        if item.holds is Type.CHOICE and name in self.switches:
            made = switch(item, self.words_offered(item), certain=name in self.certain)
        elif item.holds is Type.CHOICE:
            made = choice(self.words_offered(item))
        elif item.holds is Type.FLAG:
            made = yes_or_no(item)
        else:
            made = LongField(tr(NOTE_HINT) if item.private else "") if item.long else self._line(item)
            made.textEdited.connect(lambda _text: self.touched(name))
            made.editingFinished.connect(lambda: self.left(name))
        if isinstance(made, Segmented):
            made.changed.connect(lambda _key: self._picked(name))
        elif isinstance(made, Combo | DateField | ListField):
            made.picked.connect(lambda _text: self._picked(name))
        put_text(made, text)
        made.setObjectName(name)
        return made

    def _line(self, item: Field) -> TextField:
        return line(item, self.habit, self.texts_offered(item.name))

    def _day_in(self, name: str) -> dt.date | None:
        return day_in(text_in(self._blocks[name].field), field_of(self.record_class, name), self.habit)

    def _picked(self, name: str) -> None:
        self.touched(name)
        self.left(name)

    def texts(self) -> dict[str, str]:
        """What stands in the fields; nothing in those that are not asked."""
        texts = self._fields_texts()
        return texts | dict.fromkeys(self.needless(texts) & texts.keys(), "")

    def _fields_texts(self) -> dict[str, str]:
        return {name: text_in(block.field) for name, block in self._blocks.items()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields."""
        for name, block in self._blocks.items():
            if name in texts:
                put_text(block.field, texts[name])
        self.follow()

    def touched(self, field: str) -> None:
        """What depends on a text follows it."""
        super().touched(field)
        self.follow()

    def read(self) -> tuple[Record, list[Problem]]:
        """The record the texts stand for."""
        if self.base is None:
            raise RuntimeError("the form has not begun")
        return record_of(self.base, self.texts(), self.habit)

    def left(self, field: str) -> None:
        """Write a number or day that can be read as it will be shown, then judge it."""
        block = self._blocks[field]
        if isinstance(block.field, DateField) and (day := self._day_in(field)):
            block.field.setText(write(field_of(self.record_class, field), day, self.habit))
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
        put_text(self._blocks[field].field, text)
        self._picked(field)

    def field_widget(self, field: str) -> QWidget | None:
        """The widget of a field."""
        return self._blocks[field].field if field in self._blocks else None

    def first_focus(self) -> QWidget | None:
        """The first field; what is typed replaces what stands there."""
        first = next((block.field for block in self._blocks.values()), None) if self._begun else None
        if isinstance(first, TextField):
            first.selectAll()
        return first
