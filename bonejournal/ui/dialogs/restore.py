"""Which backup of a journal to go back to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bonejournal.domain.words import day_long, number, tr, trn
from bonejournal.ui.dialogs import choose
from bonejournal.ui.dialogs.sheet import Sheet
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import plain, primary
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.table import Cell, Column, Row, TableModel, TableView
from bonejournal.ui.widgets.text import label

if TYPE_CHECKING:
    from bonejournal.journal.backup import Backup


def moment(at: dt.datetime) -> str:
    """12 November 2026, 09:12."""
    return tr("{day}, {time}", day=day_long(at.date()), time=f"{at:%H:%M}")


def records(count: int) -> str:
    """1,204 records."""
    return trn("{count} record", "{said} records", count, said=number(count))


def size_said(path: Path) -> str:
    """How large a file is; "" where it is gone."""
    try:
        size = path.stat().st_size
    except OSError:
        return ""
    return (
        tr("{kb} kB", kb=number(max(1, round(size / 1000))))
        if size < 10_000_000
        else tr("{mb} MB", mb=number(round(size / 1_000_000)))
    )


def backup_rows(backups: Sequence[Backup]) -> list[Row]:
    """The backups as rows of a table, by their path."""
    return [
        Row(
            str(backup.path),
            (
                Cell(moment(backup.at)),
                Cell(records(backup.records) if backup.records is not None else ""),
                Cell(size_said(backup.path)),
            ),
        )
        for backup in backups
    ]


def backup_columns() -> tuple[Column, ...]:
    """The columns of `backup_rows`."""
    return (Column(tr("Made"), weight=3), Column(tr("Records"), weight=2), Column(tr("Size"), right=True, main=True))


class RestoreSheet(Sheet):
    """The backups of one journal; `restore` is called with the one that is to take its place."""

    def __init__(
        self, parent: QWidget, journal: Path, backups: Sequence[Backup], restore: Callable[[Path], object]
    ) -> None:
        super().__init__(
            parent,
            tr("Restore a backup of {name}", name=journal.name),
            tr(
                "The backup takes the journal’s place. The journal as it is now is kept beside it under another name; "
                "nothing is thrown away."
            ),
        )
        self._restore = restore
        self.table = TableView(tr("Backups"))
        self.model = TableModel(backup_columns(), backup_rows(backups))
        self.table.show_model(self.model)
        self.table.setMinimumHeight(theme.u(34 * 4))
        if backups:
            self.table.selectRow(0)
            card = Card(pad=4)
            card.add(self.table)
            self.box.addWidget(card)
        else:
            self.table.setParent(self)
            self.table.hide()
            none = tr("There is no backup beside this journal yet. One that you keep elsewhere can be chosen.")
            self.box.addWidget(label(none, "body2", wrap=True))
        self.replace = primary(tr("Replace the journal with the backup"), self._chosen)
        if backups:
            self.way(self.replace)
        else:
            self.replace.setParent(self)
            self.replace.hide()
        self.way((plain if backups else primary)(tr("Choose a file…"), lambda: self._choose(journal)))
        self.cancel()
        self.table.selection_changed.connect(lambda: self.replace.setEnabled(len(self.table.selected_ids()) == 1))
        self.table.opened.connect(lambda _path: self._chosen())

    def _chosen(self) -> None:
        chosen = self.table.selected_ids()
        if len(chosen) == 1:
            self.done_with(lambda: self._restore(Path(chosen[0])))()

    def _choose(self, journal: Path) -> None:
        from bonejournal.journal.backup import folder_of

        folder = folder_of(journal)
        path = choose.journal(self, folder if folder.is_dir() else None, tr("Choose a backup"))
        if path is not None:
            self.done_with(lambda: self._restore(path))()
