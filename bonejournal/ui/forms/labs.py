"""A lab report, line by line as it is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import ClassVar, TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bonejournal.domain.dates import DateError, parse_time
from bonejournal.domain.entry import Habit
from bonejournal.domain.labs.entry import (
    COLUMNS,
    Line,
    Reading,
    lines_of,
    name_of,
    path_of,
    read_panel,
    texts_of,
    tidied,
    unit_as_known,
)
from bonejournal.domain.labs.expected import History
from bonejournal.domain.labs.panels import LabPanel, LabResult, likely_unit
from bonejournal.domain.labs.verdict import last_time, verdict
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.record import Problem, Question, Record
from bonejournal.domain.words import Said, day_short, mark, tr
from bonejournal.exchange.lab_text import LabLine, read_lab_report
from bonejournal.ui.forms.labs_grid import AddTest, LabsGrid
from bonejournal.ui.forms.labs_header import LabsHeader
from bonejournal.ui.forms.labs_paste import pasted, recognised
from bonejournal.ui.forms.labs_unit import UnitChanges
from bonejournal.ui.forms.paste import Recognised
from bonejournal.ui.forms.report import ReportForm
from bonejournal.ui.forms.values import NOTE_HINT
from bonejournal.ui.laboratory import prints_si
from bonejournal.ui.widgets.entry_grid import Answers
from bonejournal.ui.widgets.field_block import Answer, field_block
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.long_field import LongField
from bonejournal.ui.widgets.stages import polish

T = TypeVar("T")


class LabsForm(ReportForm):
    """One lab report: when and where, and a row for each test with what this laboratory printed last time."""

    key = "labs-form"
    title = mark("Record lab results")
    parent_key = "labs"
    attachable = True
    record_class: ClassVar[type[Record]] = LabPanel
    reads_also: ClassVar[tuple[type[Record], ...]] = (Course,)
    grid: LabsGrid

    @classmethod
    def texts_for(cls, record: Record, habit: Habit) -> dict[str, str]:
        """The texts of the grid and what is around it."""
        return texts_of(cast(LabPanel, record))

    # Building

    @property
    def panel(self) -> LabPanel:
        """The panel the form began with."""
        return cast("LabPanel", self.base)

    def blank(self) -> Record:
        """Today, at the laboratory of the last panel, fasting or not as there."""
        last = History(one for one in self.start.neighbours if isinstance(one, LabPanel)).last
        if last is None:
            return LabPanel(date=self.desk.on)
        return LabPanel(date=self.desk.on, lab=last.lab, fasting=last.fasting)

    def parts(self) -> tuple[Callable[[], object], ...]:
        """The card with the draw, and the one with the results; they are shown when all is there."""
        return self._part_header, self._part_grid, self._part_rows, self._part_foot

    def _part_header(self) -> None:
        others = [one for one in self.start.neighbours if isinstance(one, LabPanel) and one.id != self.panel.id]
        self.history = History(others, prints_si(self.habit.units))
        self._courses = tuple(one for one in self.start.beside if isinstance(one, Course))
        self._offered: dict[str, str] = {}
        self.header = LabsHeader(self.history.labs(), self.typed_day)
        self.top(self.header)

    def _part_grid(self) -> None:
        self.grid = LabsGrid(lambda: self.another.field.setFocus(Qt.FocusReason.TabFocusReason))
        self.units = UnitChanges(self.grid, self._typed_of, self._is_offered, self._answered_unit)
        self.results_card = self.card(self.grid)

    def _part_rows(self) -> None:
        listed = self.history.lines() if self.start.record is None else ()
        self._add((*listed, *lines_of(self.panel)), self._start()["lab"])
        polish(self.grid)

    def _start(self) -> dict[str, str]:
        """What the form begins with, but for what is offered; a new panel may come with some results."""
        texts = texts_of(self.panel)
        if self.start.record is not None:
            return texts
        return {**texts_of(cast("LabPanel", self.blank())), **{name: text for name, text in texts.items() if text}}

    def _part_foot(self) -> None:
        self.another = AddTest(self.history.own_tests())
        self.results_card.add(self.another)
        self.notes = LongField(tr(NOTE_HINT), least=1)
        self.notes.setObjectName("notes")
        self.results_card.add(field_block(tr("&Note, only for you"), self.notes))
        self.close_card(self.results_card)

    def begin(self) -> None:
        """Fill everything in and show it."""
        if self.start.record is not None:
            self.set_title(self.panel.called())
        self.set_caption(
            tr("Your last panel is listed already. Leave empty what was not measured; the units on the paper are fine.")
            if self.start.record is None and self.history.last is not None
            else tr("Leave empty what was not measured; the units on the paper are fine.")
        )
        self.set_texts({**self._offered, **self._start()})
        self.reveal()
        for part in (self.header, self.grid):
            part.edited.connect(self.touched)
        self.header.settled.connect(self.left)
        self.grid.finished.connect(self.left)
        self.grid.arrived.connect(self._arrived)
        self.offer_pasting()
        self.another.chosen.connect(self._another)
        self.notes.textEdited.connect(lambda _text: self.touched("notes"))
        self.notes.editingFinished.connect(lambda: self.left("notes"))

    def _add(self, lines: Iterable[Line], lab: str) -> None:
        """Rows with the unit of last time and the interval this laboratory printed then."""
        for line in lines:
            if self.grid.add_line(line):
                self._expect(line, lab)

    def _another(self, analyte: str) -> None:
        """A row for one more test, or the one that is there."""
        line = Line(analyte)
        self._add([line], self.header.lab.text())
        self._show_row(line.key, self._read())
        self._count()
        self._draft.touch()
        self.grid.go_to(f"{line.key}.value")

    # What is expected

    def _expect(self, line: Line, lab: str) -> None:
        """Fill in what is known of a row, where nothing else was typed."""
        expected = self.history.expected(line.analyte, lab)
        self._fill_in(f"{line.key}.unit", expected.unit)
        self._expect_interval(line, lab)

    def _expect_interval(self, line: Line, lab: str) -> None:
        unit = self.grid.texts()[f"{line.key}.unit"]
        expected = self.history.expected(line.analyte, lab, unit)
        self._fill_in(f"{line.key}.low", expected.low)
        self._fill_in(f"{line.key}.high", expected.high)

    def _fill_in(self, name: str, text: str) -> None:
        cell = self.grid.cell(name)
        if cell is not None and cell.text() == self._offered.get(name, ""):
            cell.setText(text)
            self._offered[name] = text

    def _is_offered(self, name: str) -> bool:
        return self.grid.texts()[name] == self._offered.get(name)

    def _follow_lab(self) -> None:
        """Another laboratory has other intervals and units; what she typed stays."""
        lab = self.header.lab.text()
        for line in self.grid.lines.values():
            self._expect(line, lab)
        there = self.history.at_lab(lab)
        if there is not None and "fasting" not in self._seen:
            self.header.fasting.choose({True: "yes", False: "no", None: ""}[there.fasting])

    # Texts

    def texts(self) -> dict[str, str]:
        """Every text of the form."""
        return {**self.header.texts(), **self.grid.texts(), "notes": self.notes.text(), **self.units.was}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields, and show the rows that are needed for them."""
        self.header.set_texts(texts)
        self.notes.setText(texts.get("notes", ""))
        named = dict.fromkeys(key for key, dot, column in (name.partition(".") for name in texts) if column in COLUMNS)
        self._add(map(Line.of, named), texts.get("lab", ""))
        for name in self.grid.texts():
            cell = self.grid.cell(name)
            if cell is not None:
                cell.setText(texts.get(name, ""))
        self.units.set_texts(texts)
        self._show_all()

    def _read(self) -> Reading:
        return read_panel(self.panel, self.texts(), self.grid.lines.values(), self.habit)

    def read(self) -> tuple[Record, list[Problem]]:
        """The panel the texts stand for."""
        reading = self._read()
        self.read_as(reading.keys)
        return reading.panel, reading.unread

    def typed_in(self, field: str) -> str:
        """The text of a result's field."""
        return name_of(field, self.row_keys())

    def stored_in(self, name: str) -> str:
        """The result's field of a text."""
        return path_of(name, self.row_keys())

    def first_keys(self) -> tuple[str, ...]:
        """The row of each result of the panel."""
        return tuple(line.key for line in lines_of(self.panel))

    # While typing

    def touched(self, field: str) -> None:
        """What was said of a result is taken back with its text; the rest follows when the field is left."""
        super().touched(field)
        key, _, column = field.partition(".")
        if column == "value":
            self.units.retyped(key)
        if column in COLUMNS:
            super().touched(f"{key}.unit")  # what is asked of a unit is about the figure too
            self.grid.say(f"{key}.verdict", Said("", ""))
            self._count()

    def left(self, field: str) -> None:
        """Write what can be read as it will be shown, and follow what depends on it."""
        key, _, column = field.partition(".")
        if column in COLUMNS:
            self._seen.add(f"{key}.unit")
            self._tidy(field)
            self.units.left(field)
            self._show_row(key, self._read())
        elif field == "date":
            self.header.date.setText(_as_shown(self.header.date.text(), self.typed_day, day_short))
        elif field == "time":
            self.header.time.setText(_as_shown(self.header.time.text(), _time, lambda time: time.isoformat("minutes")))
        if field in ("lab", "fasting", "date", "time"):
            if field == "lab" and self.start.record is None:
                self._follow_lab()
            self._show_all()
        super().left(field)

    def _tidy(self, name: str) -> None:
        key, _, column = name.partition(".")
        line = self.grid.lines[key]
        for other, text in tidied(self.grid.texts(), name).items():
            cell = self.grid.cell(other)
            if cell is not None and cell.text() != text:
                cell.setText(text)
        unit = self.grid.cell(f"{key}.unit")
        if column in ("value", "unit") and unit is not None:
            known = unit_as_known(line.analyte, unit.text())
            if known != unit.text():
                unit.setText(known)
            self._expect_interval(line, self.header.lab.text())

    def _arrived(self, name: str) -> None:
        """Remember the unit she may change, and say how the sample is best taken."""
        self.units.arrived(name)
        self.another.hint.setText(self.grid.sampling(name))

    def _typed_of(self, key: str) -> str:
        """What was typed of a value that is stored converted."""
        return next((kept.text for kept in self.panel.typed if self.typed_in(kept.field) == f"{key}.value"), "")

    def _answered_unit(self, name: str) -> None:
        self.touched(name)
        self.left(name)
        self.go_on(name)

    def _show_all(self) -> None:
        reading = self._read()
        for key in self.grid.lines:
            self._show_row(key, reading)
        self._count()

    def _show_row(self, key: str, reading: Reading) -> None:
        """What stands at the right of a row: the result before, and what this one comes to."""
        panel = reading.panel
        results = dict(zip(reading.keys, panel.results, strict=True))
        unit = self.grid.texts()[f"{key}.unit"]
        line = self.grid.lines[key]
        last = last_time(self.history.before(line.analyte, panel), unit)
        self.grid.set_words(f"{key}.last", last)
        self.grid.rows[key].cells["value"].describe(last=last)
        result = results.get(key, LabResult(analyte=line.analyte))
        self.grid.say(f"{key}.verdict", verdict(panel, result, self.history.panels, self._courses))

    def _count(self) -> None:
        texts = self.grid.texts()
        filled = sum(bool(texts[f"{key}.value"].strip()) for key in self.grid.lines)
        self.footnote.setText(
            tr("{filled} of {count} filled. Empty rows are not saved.", filled=filled, count=len(self.grid.lines))
        )

    # What is in question

    def tell_problem(self, field: str, level: str, text: str, question: Question | None = None) -> None:
        """Beneath the row of the grid, or under the fields of the card."""
        if level != "hard" and self.units.ask(field):
            return
        answers = self._answers(field, level, question) if text else (None, None)
        if self.grid.cell(field) is not None:
            self.grid.tell(field, level, text, answers)
        elif field in ("date", "time", "lab"):
            self.header.asked.tell(field, getattr(self.header, field), level, text, *answers)

    def _answers(self, field: str, level: str, question: Question | None) -> Answers:
        key, _, column = field.partition(".")
        if question is None:
            # A figure that cannot be in this unit, and would be usual in another.
            other = likely_unit(self._result(key)) if level == "hard" and column == "value" else ""
            return (self._unit_answer(key, other) if other else None), None
        said = self._result(key).said_figure() if column in COLUMNS else ""
        keep: Answer = (
            tr("Keep {value}", value=said) if said else tr("Keep it"),
            lambda: self.keep_and_go_on(question),
        )
        return (self._unit_answer(key, question.fix) if question.fix is not None else None), keep

    def _result(self, key: str) -> LabResult:
        reading = self._read()
        return dict(zip(reading.keys, reading.panel.results, strict=True)).get(key, LabResult())

    def _unit_answer(self, key: str, unit: str) -> Answer:
        said = replace(self._result(key), unit=unit).said_figure()
        return tr("Make it {value}", value=said), lambda: self._mend_unit(key, unit)

    def _mend_unit(self, key: str, unit: str) -> None:
        self._seen.add(f"{key}.value")
        self.mend_and_go_on(f"{key}.unit", unit)

    def go_on(self, name: str) -> None:
        """Go to the row below the one that was asked about."""
        key, _, column = name.partition(".")
        keys = list(self.grid.lines)
        below = keys[keys.index(key) + 1 :] if column in COLUMNS else []
        if below:
            self.grid.go_to(f"{below[0]}.value")
        else:
            self.another.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def field_widget(self, field: str) -> QWidget | None:
        """Where a text is typed; the first value for what is about the whole panel."""
        if not field:
            return self.grid.cell(f"{next(iter(self.grid.lines), '')}.value")
        return super().field_widget(field)

    def day_field(self) -> TextField:
        """The day of the draw."""
        return self.header.date

    def go_on_from(self, field: QWidget | None) -> bool:
        """From the time to the results, where the laboratory is known."""
        known = field is self.header.time and bool(self.header.lab.text().strip())
        return known and self.grid.go_to(f"{next(iter(self.grid.lines), '')}.value")

    # Pasting

    paste_hint = mark("Copy the report’s text from the PDF or the laboratory’s portal and paste it here.")

    def recogniser(self) -> Callable[[str], Recognised]:
        """Finds the results in a text, and when the blood was drawn."""
        today = self.habit.today
        return lambda text: recognised(read_lab_report(text, today))

    def take_pasted(self, chosen: list[object]) -> None:
        """Fill in what she ticked; a test that is not listed gets a row."""
        self._add((Line(what.test) for what in chosen if isinstance(what, LabLine)), self.header.lab.text())
        self.set_texts(pasted(self.texts(), chosen))


def _time(text: str) -> dt.time | None:
    try:
        return parse_time(text) if text.strip() else None
    except DateError:
        return None


def _as_shown(text: str, read: Callable[[str], T | None], show: Callable[[T], str]) -> str:
    """A text as it will be shown; one that cannot be read stays."""
    value = read(text)
    return text if value is None else show(value)
