"""Help: every command that has keys."""

from __future__ import annotations

from itertools import groupby

from bonejournal.domain.words import mark, tr
from bonejournal.ui.commands import keys_table
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.stages import Stages
from bonejournal.ui.widgets.table import Cell, Column, Row, TableModel, TableView
from bonejournal.ui.widgets.table_model import RowKind
from bonejournal.ui.widgets.text import label


class KeysPage(JournalPage):
    """A table of the menus, and what holds everywhere."""

    key = "keys"
    title = mark("Keys")
    parent_key = "today"
    ratio = (60, 40)

    def refresh(self) -> None:
        """It needs no journal."""
        if self.body.left.isVisibleTo(self):
            return
        self.set_sentence(tr("Everything can be done from the keyboard."))
        Stages(self).run(self._menus, self._everywhere)

    def _menus(self) -> None:
        """One table, for its columns to stand beneath each other in all menus."""
        rows: list[Row] = []
        for menu, commands in groupby(keys_table(), lambda row: row[0]):
            rows.append(Row(menu, (Cell(menu), Cell()), kind=RowKind.HEADING))
            rows += [Row(f"{menu} {text}", (Cell(keys), Cell(text))) for _, text, keys in commands]
        card = Card(pad=6)
        table = TableView(tr("Keys of the menus"))
        columns = (Column(tr("Keys"), bold=True), Column(tr("What it does"), weight=3, main=True))
        table.show_model(TableModel(columns, rows))
        table.fit_rows(len(rows))
        card.add(table)
        self.add_left(card)

    def _everywhere(self) -> None:
        card = Card()
        card.heading(tr("Everywhere"))
        for keys, text in (
            (tr("Ctrl+1 … Ctrl+9"), tr("Go to a page")),
            (tr("Tab, Shift+Tab"), tr("Next, previous")),
            (tr("F6, Shift+F6"), tr("Between the sidebar, the page and its side cards")),
            (tr("Enter"), tr("Open the row; in a form, the next field")),
            (tr("Ctrl+Enter"), tr("Save the form")),
            (tr("Esc"), tr("Leave; a form keeps its draft")),
            (tr("Alt+Down"), tr("Open a calendar or a list")),
            (tr("Alt and a letter"), tr("Go to the field with that letter underlined")),
            (tr("Arrows in a chart"), tr("Go from point to point")),
            (tr("Shift+F10"), tr("What can be done with this row")),
        ):
            card.row(keys, text)
        card.rule()
        card.add(label(tr("On a Mac, ⌘ stands for Ctrl."), "second", wrap=True))
        self.add_right(card)
