"""A DXA report, in the order it is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, in_order
from bonejournal.domain.bone.dxa_body import STORED, AtTheScan
from bonejournal.domain.bone.dxa_context import (
    last_unit,
    scanner_of,
)
from bonejournal.domain.bone.dxa_entry import (
    GRAMS,
    SINGLE,
    SPINE,
    WAS,
    Reading,
    lines_of,
    main_lines,
    name_of,
    other_lines,
    path_of,
    read_scan,
    texts_of,
    tidied,
)
from bonejournal.domain.entry import Habit
from bonejournal.domain.record import Problem, Question, Record
from bonejournal.domain.step import Change
from bonejournal.domain.words import mark, tr
from bonejournal.exchange.dxa_text import Found, Report, read_report
from bonejournal.ui.forms.dxa_foot import DxaFoot
from bonejournal.ui.forms.dxa_grid import DxaGrid
from bonejournal.ui.forms.dxa_header import DxaHeader
from bonejournal.ui.forms.dxa_live import Live
from bonejournal.ui.forms.dxa_paste import recognised
from bonejournal.ui.forms.dxa_texts import often_printed, pasted, same_measure, tidy_day
from bonejournal.ui.forms.paste import Recognised
from bonejournal.ui.forms.report import ReportForm
from bonejournal.ui.widgets.entry_grid import Answers
from bonejournal.ui.widgets.field_block import Answer
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.stages import polish

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal

_TAB = Qt.FocusPolicy.TabFocus


class DxaForm(ReportForm):
    """One DXA report: her clinic and scanner, the grid of numbers, and what else was measured on the day."""

    key = "dxa-form"
    title = mark("Record a DXA report")
    parent_key = "density"
    record_class: ClassVar[type[Record]] = DxaScan
    attachable = True
    grid: DxaGrid

    # Building

    @property
    def scan(self) -> DxaScan:
        """The scan the form began with."""
        return cast("DxaScan", self.base)

    @property
    def scans(self) -> tuple[DxaScan, ...]:
        """All other scans."""
        return tuple(
            other for other in self.start.neighbours if isinstance(other, DxaScan) and other.id != self.scan.id
        )

    @classmethod
    def texts_for(cls, record: Record, habit: Habit) -> dict[str, str]:
        """The texts of the grid and what is around it."""
        return texts_of(cast(DxaScan, record))

    def blank(self) -> Record:
        """Today, at the clinic and on the scanner of the last scan."""
        scans = [other for other in self.start.neighbours if isinstance(other, DxaScan)]
        if not scans:
            return DxaScan(date=self.desk.on)
        last = in_order(scans)[-1]
        device = scanner_of(last)
        return DxaScan(
            date=self.desk.on, facility=last.facility, make=device.make, model=device.model, serial=device.serial,
            software=device.software,
        )  # fmt: skip

    def parts(self) -> tuple[Callable[[], object], ...]:
        """The card with the scanner, and the one with the grid and the buttons; they are shown when all is there."""
        return self._part_header, self._part_grid, self._part_foot

    def others(self, journal: Journal, record: Record | None) -> tuple[Record, ...]:
        """Every height and the latest weights, and what was measured on the day of the scan: weight is a thing of
        every day to some.
        """
        measures = {one.id: one for one in journal.snapshot(journal.today()).of(BodyMeasure)}
        day = record.day if record is not None else None
        if day is not None:
            measures |= {one.id: one for one in journal.between(BodyMeasure, day, day)}
        return tuple(sorted(measures.values(), key=lambda one: (one.date, one.id)))

    def _part_header(self) -> None:
        editing = self.start.record is not None
        earlier = [*self.scans, self.scan] if editing else list(self.scans)
        self._last = self.scan if editing else (in_order(earlier)[-1] if earlier else None)
        self._unit = last_unit(earlier)
        self.header = DxaHeader(earlier, self.typed_day, self._unit)
        self.top(self.header)

    def _part_grid(self) -> None:
        self.grid = DxaGrid()
        self.body_card = self.card(self.grid)
        self.grid.add_rows(main_lines(self._last))
        self.grid.add_rows(lines_of(self.scan))
        if self._last is not None:
            self.grid.tab_through(often_printed(self._last))
        polish(self.grid)

    def _part_foot(self) -> None:
        measures = [other for other in self.start.beside if isinstance(other, BodyMeasure)]
        self.at_scan = AtTheScan(self.start.record, measures, self.habit)
        self.foot = DxaFoot(self.at_scan.units)
        for name in STORED if self.at_scan.found is None else ():
            self.foot.show_last(name, self.at_scan.last(name))
        self.body_card.add(self.foot)
        self.close_card(self.body_card)

    def begin(self) -> None:
        """Fill everything in and show it."""
        if self.start.record is not None:
            self.set_title(self.scan.called())
        self.set_caption(
            tr("Copy the numbers as they are printed. Tab moves on; leave empty what your report does not show.")
        )
        self.offer_pasting()
        self._was: dict[str, str] = {}
        self._kept |= self.at_scan.kept()
        self._folds = {"single": SINGLE, "other": other_lines(self._last)}
        self._live = Live(self.header, self.grid, self.scans)
        start = {**texts_of(self.scan, self._unit), **self.at_scan.texts()}
        if self.start.record is None:
            start |= self._live.remembered_lsc(start["facility"])
        self.set_texts(start)
        self.reveal()
        self.header.edited.connect(self.touched)
        self.header.settled.connect(self.left)
        self.grid.edited.connect(self.touched)
        self.grid.finished.connect(self.left)
        self.foot.edited.connect(self.touched)
        self.foot.settled.connect(self.left)
        self.foot.unfold.connect(self._unfold)

    def _unfold(self, fold: str) -> None:
        """Show the rows of regions that few reports print, and go to the first of them."""
        lines = self._folds[fold]
        fresh = [line for line in lines if line.key not in self.grid.rows]
        self.grid.add_rows(lines)
        for line in fresh:
            self._live.show_row(line, self._read())
        target = self.grid.cell(f"{lines[0].key}.bmd")
        if fresh and target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    # Texts

    def texts(self) -> dict[str, str]:
        """Every text of the form."""
        return {**self.header.texts(), **self.grid.texts(), **self.foot.texts(), **self._was}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields, and show the rows that are needed for them."""
        self.header.set_texts(texts)
        self.foot.set_texts(texts)
        known = [*SINGLE, *self._folds["other"]]
        filled = {name.partition(".")[0] for name, text in texts.items() if "." in name and text}
        self.grid.add_rows(line for line in known if line.key in filled)
        for name in self.grid.texts():
            cell = self.grid.cell(name)
            if cell is not None:
                cell.setText(texts.get(name, ""))
        self._was = {name: text for name, text in texts.items() if name.endswith(WAS) and text}
        self._unit = self.header.unit.chosen()
        self._live.show_all(self._read())

    def _read(self) -> Reading:
        lines = [row.line for row in self.grid.rows.values()]
        return read_scan(self.scan, self.texts(), lines, self.habit)

    def read(self) -> tuple[Record, list[Problem]]:
        """The scan the texts stand for."""
        reading = self._read()
        self.read_as(reading.keys)
        return reading.scan, [*reading.unread, *self.at_scan.problems(self.foot.texts(), reading.scan)]

    def typed_in(self, field: str) -> str:
        """The text of a row's field."""
        return name_of(field, self.row_keys())

    def stored_in(self, name: str) -> str:
        """The row's field of a text."""
        return "" if name in STORED else path_of(name, self.row_keys())

    def first_keys(self) -> tuple[str, ...]:
        """The line of each row of the scan."""
        return tuple(line.key for line in lines_of(self.scan))

    def asked(self, record: Record) -> list[Question]:
        """What is unusual about the scan, and about height and weight on its day."""
        of_body = self.at_scan.questions(self.foot.texts(), cast("DxaScan", record), self.around())
        still = (asked for asked in of_body if self._kept.get((asked.field, asked.key)) != asked.value)
        of_scan = super().asked(record)
        # A Z-score below a T-score without its minus is no question of its own.
        minus = {asked.field.rpartition(".")[0] for asked in of_scan if asked.key == "minus"}
        own = (one for one in of_scan if one.key != "z_below_t" or one.field.rpartition(".")[0] not in minus)
        return [*own, *still]

    def beside(self, record: Record) -> tuple[Change, ...]:
        """Height and weight of the day."""
        return self.at_scan.changes(self.foot.texts(), cast("DxaScan", record), self._kept.items())

    # While typing

    def touched(self, field: str) -> None:
        """What was typed in another unit is gone with a new text; the change follows as she types."""
        self._was.pop(field + WAS, None)
        super().touched(field)
        key = field.partition(".")[0]
        if "." in field and key in self.grid.rows:
            self._live.show_row(self.grid.rows[key].line, self._read())

    def left(self, field: str) -> None:
        """Write what can be read as it will be shown, and follow what depends on it."""
        column = field.rpartition(".")[2]
        cell = self.grid.cell(field)
        if cell is not None:
            self._tidy(field, column)
        elif field == "tbs":
            self.foot.tbs.setText(tidied("tbs", self.foot.tbs.text(), GRAMS)[0])
        elif field == "date":
            self.header.date.setText(tidy_day(self.header.date.text(), self.habit))
        elif field in STORED:
            self.foot.field(field).setText(self.at_scan.tidied(field, self.foot.field(field).text()))
        elif field == "unit":
            self._convert(self.header.unit.chosen())
        elif field == "facility" and self.start.record is None:
            self._follow_facility()
        if cell is None:
            self._live.show_all(self._read())
        else:
            self._live.show_row(self.grid.rows[field.partition(".")[0]].line, self._read())
        super().left(field)

    def _tidy(self, name: str, column: str) -> None:
        cell = self.grid.cell(name)
        if cell is None or name + WAS in self._was:
            return
        text, original = tidied(column, cell.text(), self.header.unit.chosen())
        if text != cell.text():
            cell.setText(text)
        if original:
            self._was[name + WAS] = original
            cell.setToolTip(tr("Typed as {text}", text=original))
        else:
            cell.setToolTip("")

    def _convert(self, unit: str) -> None:
        """Show every density in another unit."""
        shown, was = same_measure({**self.texts(), "unit": self._unit}, unit)
        self._unit = unit
        for name, text in shown.items():
            self._was.pop(name + WAS, None)
            if (cell := self.grid.cell(name)) is not None:
                cell.setText(text)
        self._was |= was

    def _follow_facility(self) -> None:
        """Another clinic has another LSC; one that she typed stays."""
        for name, text in self._live.remembered_lsc(self.header.facility.text()).items():
            cell = self.grid.cell(name)
            if cell is not None and name not in self._seen:
                cell.setText(text)

    # What is in question

    def tell_problem(self, field: str, level: str, text: str, question: Question | None = None) -> None:
        """Beneath the row of the grid, or under the fields of the card."""
        fix, keep = self._answers(field, question) if question is not None else (None, None)
        if self.grid.cell(field) is not None:
            self.grid.tell(field, level, text, (fix, keep))
        elif field == "tbs" or field in STORED:
            self.foot.asked.tell(field, self.foot.field(field), level, text, fix, keep)
        elif field in ("date", "vertebrae", "reason"):
            widget = {"date": self.header.date, "reason": self.header.reason}.get(field, self.header.checks[0])
            self.header.asked.tell(field, widget, level, text, fix, keep)

    def _answers(self, field: str, question: Question) -> Answers:
        keep: Answer = (tr("Keep it"), lambda: self.keep_and_go_on(question))
        if question.key == "same_day":
            return (tr("Open it"), self._open_other), (tr("Record another"), lambda: self.keep_and_go_on(question))
        widget = self.field_widget(field)
        text = widget.text() if isinstance(widget, TextField) else ""
        if question.key in ("soft", "minus", "check_t") and text:
            keep = (tr("Keep {value}", value=text), lambda: self.keep_and_go_on(question))
        if question.fix is None:
            return None, keep
        column = field.rpartition(".")[2]
        mended = tidied(column, question.fix, self.header.unit.chosen())[0]
        return (tr("Make it {value}", value=mended), lambda: self.mend_and_go_on(field, mended)), keep

    def _open_other(self) -> None:
        """Open the scan of that day instead."""
        day = self._read().scan.date
        other = next((scan for scan in self.scans if scan.date == day), None)
        if other is not None:
            frame, what = self.frame, other.id
            self.leave()
            frame.go(self.key, what)

    def field_widget(self, field: str) -> QWidget | None:
        """Where a text is typed."""
        if field == "vertebrae":
            return self.header.checks[0]
        return super().field_widget(field)

    def day_field(self) -> TextField:
        """The date of the scan."""
        return self.header.date

    def go_on_from(self, field: QWidget | None) -> bool:
        """From the date to the numbers, where clinic and scanner are known."""
        if field is not self.header.date or not self.header.settled_by_last():
            return False
        self._to_numbers()
        return True

    def _to_numbers(self) -> None:
        cell = next(cell for cell in self.grid.rows[SPINE.key].cells.values() if cell.focusPolicy() & _TAB)
        cell.setFocus(Qt.FocusReason.TabFocusReason)

    # Pasting

    paste_hint = mark("Copy the report’s text from the PDF or the clinic’s portal and paste it here.")

    def recogniser(self) -> Callable[[str], Recognised]:
        """Finds the regions, the score and the day in a text."""
        today = self.habit.today
        return lambda text: recognised(read_report(text, today))

    def take_pasted(self, chosen: list[object]) -> None:
        """Fill in what she ticked."""
        report = Report(
            tuple(what for what in chosen if isinstance(what, Found)),
            next((what for what in chosen if isinstance(what, dt.date)), None),
            next((what for what in chosen if isinstance(what, str)), ""),
        )
        texts, lines = pasted(self.texts(), report, self.header.unit.chosen())
        self.grid.add_rows(lines)
        self.set_texts(texts)
