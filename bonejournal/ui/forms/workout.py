"""A workout: sets in a grid that begins with last time's numbers, or a walk in one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bonejournal.domain.dates import DateError, parse_day
from bonejournal.domain.entry import Habit
from bonejournal.domain.override import TargetOverride
from bonejournal.domain.record import Kept, Problem, Question, Record
from bonejournal.domain.step import Change
from bonejournal.domain.template import Template
from bonejournal.domain.training.exercises import HerExercise
from bonejournal.domain.training.sessions import kind_for, kind_of, lift_of
from bonejournal.domain.training.workout_entry import (
    UNIT,
    Reading,
    path_of,
    read_workout,
    texts_of_workout,
)
from bonejournal.domain.training.workout_entry import name_of as text_of
from bonejournal.domain.training.workouts import Workout, WorkoutKind
from bonejournal.domain.words import mark, tr
from bonejournal.exchange.sheet import uuid_in
from bonejournal.ui.forms.form import FormPage
from bonejournal.ui.forms.values import NOTE_HINT
from bonejournal.ui.forms.workout_again import Again
from bonejournal.ui.forms.workout_begin import Known
from bonejournal.ui.forms.workout_grid import SetGrid
from bonejournal.ui.forms.workout_header import WorkoutHeader
from bonejournal.ui.forms.workout_line import Added, AddExercise
from bonejournal.ui.forms.workout_live import CAUTION, Live, silenced
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import flat
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.field_block import Answer, field_block
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.lists import Choice
from bonejournal.ui.widgets.long_field import LongField
from bonejournal.ui.widgets.stages import polish
from bonejournal.ui.widgets.text import label, rule

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal

ROWS_AT_ONCE = 4
"""Rows that are made in one turn of the event loop."""


class WorkoutForm(FormPage):
    """One session. `given` is a template's or session's id, "last", "starter", a kind, or a line as it is typed."""

    key = "workouts-form"
    title = mark("Record a workout")
    parent_key = "training"
    record_class: ClassVar[type[Record]] = Workout
    reads_also: ClassVar[tuple[type[Record], ...]] = (HerExercise, Template, TargetOverride)
    _keys: tuple[str, ...] | None = None

    # Beginning

    @property
    def workout(self) -> Workout:
        """The session the form began with."""
        return cast(Workout, self.base)

    @classmethod
    def texts_for(cls, record: Record, habit: Habit) -> dict[str, str]:
        """The texts of the header and the grid."""
        return texts_of_workout(cast(Workout, record), habit)

    def neighbours(self, journal: Journal) -> tuple[Record, ...]:
        """The sessions of the twelve weeks before this one, and the one it repeats."""
        record = None if self.is_new else journal.get(self.what)
        found = journal.snapshot((record.day if record else None) or journal.today()).of(Workout)
        given = journal.get(id_) if (id_ := uuid_in(self.given)) else None
        return (*found, given) if isinstance(given, Workout) and given not in found else found

    def blank(self) -> Record:
        """What the form begins as."""
        try:
            return self._look_around("").begin(self.given, self.desk.on)
        except ValueError:
            self.frame.say(tr("This template cannot be read; the form begins empty."))
            return Workout(date=self.desk.on)

    def _look_around(self, own: str) -> Known:
        return Known.of((*self.start.neighbours, *self.start.beside), own, self.desk.on)

    # Building

    def parts(self) -> tuple[Callable[[], object], ...]:
        """The card with the day, the one with the sets, a few at a time, and the buttons; shown when all is there."""
        turns = -(-len(self.workout.sets) // ROWS_AT_ONCE)
        return self._part_header, self._part_grid, *(self._part_rows for _ in range(turns)), self._part_foot

    def _part_header(self) -> None:
        self.known = self._look_around(self.workout.id)
        self.exercises = self.known.exercises
        self._filled = QWidget()
        self._filled.hide()
        self._column = QVBoxLayout(self._filled)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.u(14))
        self.add_left(self._filled, 1)
        self.header = WorkoutHeader(self._day, texts_of_workout(self.workout, self.habit)[UNIT])
        self._column.addWidget(self.header)
        self.templates = Choice(180)
        self.templates.setAccessibleName(tr("Begin with"))
        self.templates.add("", tr("Begin with…"))
        for one in self.known.templates:
            self.templates.add(one.id, one.name)
        self.templates.choose(self.given)
        if self.templates.currentIndex() < 0:
            self.templates.choose("")
        self.templates.picked.connect(lambda id_: Again(self).take_template(id_))
        if self.is_new and self.templates.count() > 1:
            self.set_switch(self.templates)
        polish(self.header)

    def _part_grid(self) -> None:
        self.sets_card = Card()
        self.sets_card.box.setSpacing(theme.u(10))
        self.sets_card.box.setContentsMargins(theme.u(18), theme.u(12), theme.u(18), theme.u(12))
        self._column.addWidget(self.sets_card, 1)
        self.grid = SetGrid(self.exercises)
        self.sets_card.add(self.grid)
        recent = dict.fromkeys(
            lift_of(done.exercise, self.exercises) for one in reversed(self.known.sessions) for done in one.sets
        )
        self.another = AddExercise(self.exercises, recent, lambda: self.grid.unit)
        self.another.chosen.connect(self._add)
        self.sets_card.add(self.another)
        self.hint = label("", "second", wrap=True)
        self.hint.hide()
        self.sets_card.add(self.hint)
        polish(self.sets_card)

    def _part_rows(self) -> None:
        self.grid.fill(self.texts_for(self.workout, self.habit), ROWS_AT_ONCE)
        polish(self.grid)

    def _part_foot(self) -> None:
        self.notes = LongField(tr(NOTE_HINT), least=1)
        self.notes.setObjectName("notes")
        row = QHBoxLayout()
        row.setSpacing(theme.u(14))
        row.addWidget(field_block(tr("N&ote, only for you"), self.notes), 1)
        self.keep_template = flat(tr("Save as a template"), self.save_template)
        row.addWidget(self.keep_template, 0, Qt.AlignmentFlag.AlignBottom)
        self.sets_card.box.addLayout(row)
        self.sets_card.box.addStretch(1)
        self.sets_card.add(rule())
        self.sets_card.add(self.footer())
        self._draft_kept = self.footnote.text()
        for keys, act in (("Ctrl+Backspace", self.remove_set), ("Ctrl+Del", self.remove_set)):
            shortcut = QShortcut(QKeySequence(keys), self.grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        polish(self.sets_card)

    def begin(self) -> None:
        """Fill everything in and show it."""
        earlier = self.known.sessions
        silent = silenced([*earlier, self.workout])
        self._live = Live(self.header, self.grid, self.known, silent, self._knows, self._train)
        self.set_texts(self.texts_for(self.workout, self.habit))
        self.set_caption(
            tr("Last time’s numbers are filled in. Change what was different; Enter after the last number adds a set.")
            if self.is_new and self.grid.rows and earlier
            else tr("Enter after the last number adds a set. A walk is its kind and the minutes.")
        )
        if self.given and not self.grid.rows and self.workout.kind is None:
            for added in self.another.typed(self.given):
                if added.line.sets:
                    self._add_rows(added)
            self.refresh_sides()
        self._filled.show()
        for part in (self.header, self.grid):
            part.edited.connect(self.touched)
        self.header.settled.connect(self.left)
        self.grid.finished.connect(self.left)
        self.grid.arrived.connect(self._arrived)
        self.notes.textEdited.connect(lambda _text: self.touched("notes"))
        self.notes.editingFinished.connect(lambda: self.left("notes"))

    # Texts

    def texts(self) -> dict[str, str]:
        """Every text of the form."""
        return {**self.header.texts(), **self.grid.texts(), "notes": self.notes.text()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields, and show the rows they are of."""
        self.header.set_texts(texts)
        self.header.unit.choose(texts.get(UNIT, self.grid.unit))
        self.notes.setText(texts.get("notes", ""))
        self.grid.fill(texts)
        self._name_page()
        self.refresh_sides()

    def _name_page(self) -> None:
        called = self.header.called.text().strip()
        if self.start.record is not None:
            called = self.workout.called()
        self.set_title(called or tr("Record a workout"))

    def _read(self) -> Reading:
        reading = read_workout(self.workout, self.texts(), self.habit)
        self._keys = reading.keys
        return reading

    def read(self) -> tuple[Record, list[Problem]]:
        """The session the texts stand for."""
        reading = self._read()
        return reading.workout, reading.unread

    def typed_in(self, field: str) -> str:
        """The text of a set's field."""
        keys = self._keys
        return text_of(field, [str(at + 1) for at in range(len(self.workout.sets))] if keys is None else keys)

    def stored_in(self, name: str) -> str:
        """The set's field of a text."""
        return path_of(name, self._keys or (), self.texts())

    def beside(self, record: Record) -> tuple[Change, ...]:
        """The exercises of hers that are new."""
        return self.known.new_exercises(cast(Workout, record), self.grid.own_name)

    # While typing

    def touched(self, field: str) -> None:
        """What was typed in another unit is gone with a new text; what stands beside the sets follows."""
        if "." in field:
            self.grid.take_typed(field)
        super().touched(field)
        self.refresh_sides()

    def left(self, field: str) -> None:
        """Write what can be read as it will be shown, and follow what depends on it."""
        if field == "date" and (day := self._day(self.header.date.text())):
            self.header.date.setText(self.texts_for(Workout(date=day), self.habit)["date"])
        elif field == UNIT:
            self.grid.convert(self.header.unit.chosen())
        elif field == "title":
            self._name_page()
        elif field.endswith(".count"):
            self.grid.tidy_count(field, self._read)
        super().left(field)
        self.refresh_sides()

    def refresh_sides(self) -> None:
        """Show what stands beside the sets and beneath them."""
        differs = self._live.show(self._read())
        self.footnote.setText(differs or self._draft_kept)
        self.grid.setVisible(bool(self.grid.rows))
        self.another.follow(any_yet=bool(self.grid.rows))
        self.keep_template.setVisible(bool(self.grid.rows))

    def _knows(self) -> None:
        self.refresh_sides()
        self._draft.touch()

    def _train(self, name: str) -> None:
        self.frame.go("exercises-form", f"new:{name}")

    def _kept_answers(self) -> tuple[Kept, ...]:
        """With what she knows to mind, so that the next session does not say it again."""
        kept = super()._kept_answers()
        said = {one.value for one in kept if one.question == CAUTION}
        for at, key in enumerate(self._keys or ()):
            exercise = self.grid.rows[key].group
            if exercise not in said and self._live.is_kept(exercise, carried=self.is_new):
                said.add(exercise)
                kept = (*kept, Kept(f"sets.{at}.exercise", CAUTION, exercise))
        return tuple(sorted(kept))

    # Rows

    def _arrived(self, name: str) -> None:
        """Say how the exercise is done, while its sets are typed."""
        key, _, column = name.partition(".")
        known = self.exercises.get(self.grid.rows[key].group)
        said = tr("{name}: {form}", name=tr(known.name), form=tr(known.form)) if known and known.form else ""
        if column == "type":
            said = tr("Empty for a set that counts; w marks a warm-up, d a drop set, t one to the limit.")
        self.hint.setText(said)
        self.hint.show()  # it keeps its line while one goes from row to row

    def _add(self, items: tuple[Added, ...]) -> None:
        """Add what was chosen in the line; without sets the focus goes to them."""
        for added in items:
            first = self._add_rows(added)
            if not added.line.sets:
                self.grid.go_to(self.first_in(first))
        self.touched("order")

    def _add_rows(self, added: Added) -> str:
        last = self._live.lasts.get(added.exercise)
        first = self.grid.add_line(added.exercise, added.line, last.sets if last else ())
        if not self.header.kind.chosen():
            known = self.exercises.get(self.grid.rows[first].group)
            kind = kind_for(known) if known is not None else kind_of(self._read().workout, self.exercises)
            self.header.kind.choose(kind if kind is not WorkoutKind.OTHER else "")
        return first

    def first_in(self, key: str) -> str:
        """The first number to type in a row: the load where last time is filled in, else the count."""
        filled = self.grid.said(f"{key}.count") and self.grid.said(f"{key}.load")
        return f"{key}.load" if filled else f"{key}.count"

    def remove_set(self) -> None:
        """Take away the set that has the focus."""
        texts = self.texts()
        if self.grid.remove_chosen():
            self.touched("order")
            self.frame.say(tr("Set taken out."), tr("Undo"), lambda: self.put_back(texts))
            if not self.grid.rows:
                self.another.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Let these texts stand in the form, as something typed."""
        self.set_texts(texts)
        self._draft.touch()

    # Templates

    def repeat_last(self) -> None:
        """Take the sets of the latest session of this kind."""
        if self._begun:
            Again(self).take_last()

    def save_template(self) -> None:
        """Keep the sets as a template of the session's name."""
        Again(self).keep()

    # What is in question

    def tell_problem(self, field: str, level: str, text: str, question: Question | None = None) -> None:
        """Beneath the row of the grid, or under the fields of the card."""
        keep: Answer | None = None
        if question is not None:
            asked = question
            keep = (tr("Keep it"), lambda: self.keep_answer(asked))
        if self.grid.cell(field) is not None:
            self.grid.tell(field, level, text, (None, keep))
        elif (widget := self.header.field(field)) is not None:
            self.header.asked.tell(field, widget, level, text, None, keep)

    def field_widget(self, field: str) -> QWidget | None:
        """Where a text is typed."""
        return self.grid.cell(field) or self.header.field(field) or (self.notes if field == "notes" else None)

    def first_focus(self) -> QWidget | None:
        """The first load where sets are filled in, the minutes of a walk, else the date."""
        if not self._begun:
            return None
        if self.is_new and self.grid.order:
            cell = self.grid.cell(self.first_in(self.grid.order[0]))
            if isinstance(cell, TextField):
                cell.selectAll()
                return cell
        if self.is_new and self.workout.kind is not None and not self.grid.rows:
            self.header.minutes.selectAll()
            return self.header.minutes
        self.header.date.selectAll()
        return self.header.date

    def _day(self, text: str) -> dt.date | None:
        try:
            return parse_day(text, self.habit.today) if text.strip() else None
        except DateError:
            return None
