"""What an export is for and where it goes, and that it is not locked up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from bonejournal.domain.words import mark, tr
from bonejournal.ui.dialogs.sheet import Sheet
from bonejournal.ui.widgets.buttons import plain, primary
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.text import label
from bonejournal.ui.widgets.tick_row import TickRow

_FOR = {
    "csv": (
        mark("Spreadsheet"),
        mark(
            "CSV: one table for each kind of record, and the attached files beside them. bonejournal reads them back."
        ),
    ),
    "json": (
        mark("Another program"),
        mark("JSON: everything in one file, with the attached files inside. bonejournal reads it back."),
    ),
    "fhir": (
        mark("Clinic"),
        mark(
            "FHIR R4: scans, blood tests, measures, medicines, falls, fractures and targets; eating as the mean of "
            "each month. bonejournal reads it back."
        ),
    ),
    "ics": (
        mark("Calendar"),
        mark(
            "The days on which something is due, for the calendar of a phone or computer. Save it anew when they move."
        ),
    ),
}


class Write(Protocol):
    """What is done with the kind of file that was chosen."""

    def __call__(self, kind: str, *, titles: bool, notes: bool) -> object:
        """Write it; titles: of a calendar, whether it says what each day is about. notes: for a clinic, whether her
        private notes go along.
        """


class ExportSheet(Sheet):
    """What it is for, what is then in it, and a button for each way to save it."""

    def __init__(
        self,
        parent: QWidget,
        into_folder: Callable[[], object],
        into_archive: Callable[[], object],
        document: Write,
    ) -> None:
        super().__init__(
            parent,
            tr("Export"),
            tr("These files are not encrypted: whoever has them can read them."),
        )
        self.purpose = Segmented(tr("What for"), [(key, tr(name)) for key, (name, _) in _FOR.items()], "csv")
        self.purpose.changed.connect(self._show)
        self.about = label("", "body", wrap=True)
        self.titles = TickRow(
            tr("Let the calendar say what each day is about; else it says “Reminder from my journal”")
        )
        self.notes = TickRow(tr("With my private notes"))
        for part in (self.purpose, self.about, self.titles, self.notes):
            self.box.addWidget(part)
        self._into = {
            "folder": self.way(primary(tr("Into a folder…"), self.done_with(into_folder))),
            "archive": self.way(plain(tr("Into one .zip file…"), self.done_with(into_archive))),
            "document": self.way(primary(tr("Save…"), self.done_with(lambda: self._save(document)))),
        }
        self.cancel()
        self._kind = "csv"
        self._show("csv")

    def _show(self, kind: str) -> None:
        self._kind = kind
        self.about.setText(tr(_FOR[kind][1]))
        self.titles.setVisible(kind == "ics")
        self.notes.setVisible(kind == "fhir")
        for name, button in self._into.items():
            button.setVisible((name == "document") != (kind == "csv"))
        self._into["folder" if kind == "csv" else "document"].setDefault(True)
        self.adjustSize()

    def _save(self, document: Write) -> None:
        document(self._kind, titles=self.titles.check.isChecked(), notes=self.notes.check.isChecked())
