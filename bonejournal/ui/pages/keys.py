"""Help: every command that has keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bonejournal.domain.words import mark, tr
from bonejournal.ui.commands import keys_table
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.stages import Stages
from bonejournal.ui.widgets.table import Cell, Column, Row, TableModel, TableView
from bonejournal.ui.widgets.text import label


class KeysPage(JournalPage):
    """A table for the menus, and what holds everywhere."""

    key = "keys"
    title = mark("Keys")
    parent_key = "today"
    ratio = (60, 40)

    def refresh(self) -> None:
        """It needs no journal."""
        if self.body.left.isVisibleTo(self):
            return
        self.set_sentence(tr("Everything can be done from the keyboard."))
        columns = (Column(tr("Keys"), bold=True), Column(tr("What it does"), weight=3, main=True), Column(tr("Menu")))
        menus = dict.fromkeys(row[0] for row in keys_table())
        Stages(self).run(*(partial(self._menu, menu, columns) for menu in menus), self._everywhere)

    def _menu(self, menu: str, columns: Sequence[Column]) -> None:
        rows = [
            Row(f"{menu} {text}", (Cell(keys), Cell(text), Cell(menu, role="second")))
            for name, text, keys in keys_table()
            if name == menu
        ]
        card = Card(pad=6)
        table = TableView(tr("Keys of the menu {menu}", menu=menu))
        table.show_model(TableModel(columns, rows))
        table.fit_rows(40)
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
        self.add_right(card)
        note = Card()
        note.add(label(tr("On a Mac, ⌘ stands for Ctrl."), "second", wrap=True))
        self.add_right(note)
