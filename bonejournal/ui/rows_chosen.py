"""Delete and Duplicate can be used while rows are selected in the table that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QMenuBar, QWidget

if TYPE_CHECKING:
    from bonejournal.ui.shell import Shell
    from bonejournal.ui.widgets.record_table import RecordTable


class RowsChosen(QObject):
    """Follows the focus, and enables the commands of rows in the window of a shell."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.shell = shell
        self._table: RecordTable | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def end(self) -> None:
        """Hear no more of the focus: the application outlives the window, and would call a shell half taken apart."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._focus_moved)

    def look(self) -> None:
        """Enable the commands where there is something to use them on."""
        table = self._table if self._table is not None and shiboken6.isValid(self._table) else None
        if table is not None and not table.isVisible():
            table = None
        able = table is not None and not self.shell.desk.read_only and table.live and table.table.any_selected()
        self.shell.window.commands.enable("rows", able)

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or now.window() is not self.shell.window or isinstance(now, QMenuBar | QMenu):
            return
        table: RecordTable | None = None
        if isinstance(now, QAbstractItemView):
            from bonejournal.ui.widgets.record_table import record_table_of

            table = record_table_of(now)
        if table is not None and table.property("watched") is None:
            table.setProperty("watched", True)
            table.table.selection_changed.connect(self.look)
        self._table = table
        self.look()
