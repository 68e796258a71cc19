"""A template: its name, the key that logs it, and what it makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bonejournal.domain.record import Question, Record
from bonejournal.domain.step import Change
from bonejournal.domain.template import Template, pinning
from bonejournal.domain.template_said import lines
from bonejournal.domain.training.exercises import Exercises, HerExercise
from bonejournal.domain.words import mark, tr
from bonejournal.ui.forms.plain import PlainForm
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.table import Cell, Column, Row, TableModel, TableView
from bonejournal.ui.widgets.text import label


class TemplateForm(PlainForm):
    """Name and key can be changed here. What it makes is read, never typed: it comes from rows that were recorded."""

    key = "templates-form"
    title = mark("What you log again")
    parent_key = "nutrition"
    record_class: ClassVar[type[Record]] = Template
    reads_also = (HerExercise,)
    groups = (("", ("name", "pin")),)
    spans: ClassVar[Mapping[str, int]] = {"pin": 2}

    def begin(self) -> None:
        """The two fields, and beside them a table of what it makes."""
        held = super().texts_for(self.base, self.habit) if self.base is not None else {}
        self._kept_texts = {name: held.get(name, "") for name in ("kind", "content")}
        super().begin()
        self._blocks["pin"].set_field_width(80)
        self.tell_problem("pin", "", "")
        self._content = self._content_card()
        self.add_left(self._content, 1)

    def texts(self) -> dict[str, str]:
        """The fields, and what is kept as it is."""
        return {**super().texts(), **self._kept_texts}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Also what a copy of another template makes."""
        super().set_texts(texts)
        kept = {name: texts.get(name, held) for name, held in self._kept_texts.items()}
        if kept != self._kept_texts:
            self._kept_texts = kept
            old, self._content = self._content, self._content_card()
            self.add_left(self._content, 1)
            old.hide()
            old.deleteLater()

    def beside(self, record: Record) -> tuple[Change, ...]:
        """Another template that had the key loses it."""
        if not isinstance(record, Template) or record.pin is None:
            return ()
        others = [one for one in self.start.neighbours if isinstance(one, Template) and one.id != record.id]
        return pinning(record, int(record.pin), others).changes[1:]

    def tell_problem(self, field: str, level: str, text: str, question: Question | None = None) -> None:
        """Under the field; where nothing is in question about the key, what it does."""
        if field == "pin" and not text:
            level, text = "info", tr("1 to 4: Alt with this number logs it from anywhere. Leave it empty for none.")
        super().tell_problem(field, level, text, question)

    def field_widget(self, field: str) -> QWidget | None:
        """What a template makes has no field; the name stands for it."""
        return super().field_widget(field) or super().field_widget("name")

    def _content_card(self) -> Card:
        card = Card()
        card.heading(tr("What it makes"))
        made = self._made()
        if not made:
            words = tr(
                "Nothing yet. Select rows of a day of eating, or open a workout, and save them: they stand here then."
            )
            card.add(label(words, "body2", wrap=True))
            card.box.addStretch(1)
            return card
        table = TableView(tr("What it makes"))
        table.show_model(
            TableModel(
                (Column(tr("What"), bold=True, weight=3), Column(tr("How much"), weight=2)),
                [Row(str(place), (Cell(what), Cell(note, role="second"))) for place, (what, note) in enumerate(made)],
            )
        )
        table.fit_rows(30)
        card.add(table)
        card.box.addStretch(1)
        return card

    def _made(self) -> list[tuple[str, str]]:
        from bonejournal.exchange.templates import records_of

        record, _ = self.read()
        if not isinstance(record, Template):
            return []
        own = tuple(one for one in self.start.beside if isinstance(one, HerExercise))
        try:
            return list(lines(records_of(record, self.habit.today), Exercises(own), self.habit.units))
        except ValueError:
            return []
