"""Where an export goes, and that it is not locked up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bonejournal.domain.words import tr
from bonejournal.ui.dialogs.sheet import Sheet
from bonejournal.ui.widgets.buttons import plain, primary


class ExportSheet(Sheet):
    """All records as CSV files, in a folder or in one archive."""

    def __init__(self, parent: QWidget, into_folder: Callable[[], object], into_archive: Callable[[], object]) -> None:
        super().__init__(
            parent,
            tr("Export everything as CSV files"),
            tr(
                "One file for each kind of record, for a spreadsheet or another program; bonejournal can read them "
                "back. The files are not encrypted: whoever has them can read them."
            ),
        )
        self.folder = self.way(primary(tr("Into a folder…"), self.done_with(into_folder)))
        self.archive = self.way(plain(tr("Into one .zip file…"), self.done_with(into_archive)))
        self.cancel()
