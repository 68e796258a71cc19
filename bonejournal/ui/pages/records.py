"""Everything that is recorded in one table: found, opened, deleted, brought back, and what was done to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bonejournal.domain.dates import months_after
from bonejournal.domain.kinds import KINDS
from bonejournal.domain.record import Record
from bonejournal.domain.words import mark, tr, trn
from bonejournal.ui.desk import Desk
from bonejournal.ui.pages.journal_page import JournalPage, RowAction
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.pages.pressed import brought_back, restored
from bonejournal.ui.pages.records_asked import PERIODS, Gone, Past, gone, kinds_in_order, past, telling
from bonejournal.ui.pages.records_rows import (
    count_said,
    deleted_columns,
    deleted_rows,
    entry_columns,
    entry_rows,
    step_columns,
    step_rows,
    version_rows,
)
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import flat, plain, primary
from bonejournal.ui.widgets.chip import Chip
from bonejournal.ui.widgets.empty import Empty
from bonejournal.ui.widgets.fields import Combo
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.record_table import Filter
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.table import PagedModel, Row, TableModel
from bonejournal.ui.widgets.text import label

if TYPE_CHECKING:
    from bonejournal.journal.search import Found
    from bonejournal.journal.store import Journal

FIND_MS = 120
ALL, DELETED, HISTORY = "all", "deleted", "history"


class RecordsPage(JournalPage):
    """All records, newest first; those deleted lately; and the history of one or of all."""

    key = "records"
    title = mark("Records")
    shows = frozenset(KINDS)
    parent_key = ""

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self._kinds: set[str] = set()
        self._record = ""
        self._listed = ALL
        self._again, self._reading = list[str](), False  # what was chosen before the list was read, while it is
        self._versions: dict[str, Record | None] = {}
        self._gone: dict[str, Record] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FIND_MS)
        self._timer.timeout.connect(self._ask_list)
        self.add_left(self._narrowing(DELETED if what == DELETED else ALL))
        self._chips = Flow(8)
        self._chips.setAccessibleName(tr("Kinds"))
        self.chips = {kind.key: self._chip(kind.key, tr(kind.label)) for kind in kinds_in_order()}
        self.add_left(self._chips)
        self.card = self.record_card(tr("Records"), most=0)
        self.table = self.card.table
        self.table.selection_changed.connect(self._selected)
        self.table.setMinimumHeight(theme.u(34 * 5))
        self.card.box.insertLayout(0, self._above_table())
        self.add_left(self.card, 1)
        self.nothing = self._when_empty()
        self.add_left(self.nothing, 1)
        self._foot = self._beneath_table()
        self.add_left(self._foot)
        self._arrange()

    def _narrowing(self, tab: str) -> Flow:
        """Which list is shown, and what narrows it."""
        tabs = ((ALL, tr("All")), (DELETED, tr("Recently deleted")), (HISTORY, tr("History")))
        self.tabs = Segmented(tr("Show"), tabs, tab)
        self.tabs.changed.connect(self._tab_chosen)
        for key, _ in tabs:
            self.tabs.button(key).setObjectName(f"tab-{key}")
        self.filter = Filter(tr("Filter, such as hip 2024"))
        self.filter.setObjectName("filter")
        self.filter.textChanged.connect(lambda _text: self._timer.start())
        self.filter.returnPressed.connect(self._to_table)
        self.period = Combo()
        self.period.setObjectName("period")
        self.period.setAccessibleName(tr("Period"))
        for key, words in PERIODS.items():
            self.period.add(key, tr(words))
        self.period.picked.connect(lambda _key: self._ask_list())
        top = Flow(12)
        for part in (self.tabs, self.filter, self.period):
            top.add(part)
        return top

    def _above_table(self) -> QHBoxLayout:
        """The line above the table: what is listed."""
        about = QHBoxLayout()
        about.setContentsMargins(theme.u(10), theme.u(8), theme.u(8), theme.u(4))
        self.told = label("", "second", wrap=True)
        self.everything = flat(tr("Everything that was done"), self._show_everything)
        self.everything.hide()
        about.addWidget(self.told, 1)
        about.addWidget(self.everything)
        return about

    def _when_empty(self) -> Empty:
        """What stands here before anything is recorded."""
        made = Empty(
            "records",
            tr("Nothing recorded yet"),
            tr("All that you record stands here in one list, to be found, changed and taken back."),
            primary(tr("Record something"), lambda: self.frame.run("add"), icon="plus", keys=self.frame.keys_of("add")),
        )
        made.hide()
        return made

    def _beneath_table(self) -> Flow:
        """What can be done with the rows that are selected."""
        self.chosen = label("", "second")
        self.open_it = plain(tr("Open"), self._open_chosen, small=True)
        self.copy_it = plain(tr("Duplicate"), self.duplicate_chosen, small=True)
        self.change_them = plain(tr("Change one field…"), self.change_chosen, icon="pencil", small=True)
        self.delete_it = plain(tr("Delete"), self.delete_chosen, icon="trash", small=True)
        self.history_of = plain(tr("History"), self._show_history, icon="clock", small=True)
        self.restore_it = plain(tr("Restore"), self.restore_chosen, icon="undo", small=True)
        self.bring_back = plain(tr("Bring back this version"), self._bring_back, icon="undo", small=True)
        self._changing = (self.open_it, self.copy_it, self.change_them, self.history_of, self.delete_it)
        self._buttons = (*self._changing, self.restore_it, self.bring_back)
        foot = Flow(10)
        for button in self._buttons:
            foot.add(button)
        foot.add(self.chosen)
        return foot

    def _chip(self, key: str, words: str) -> Chip:
        made = Chip(words)
        made.setObjectName(f"kind-{key}")
        made.setAccessibleName(tr("Only {kind}", kind=words))
        made.toggled.connect(partial(self._kind_chosen, key))
        self._chips.add(made)
        return made

    def look_at(self, what: str) -> None:
        """Show the records that fit a text."""
        if self.tab != ALL:
            self.tabs.choose(ALL)
            self._tab_chosen(ALL)
        self.filter.setText(what)
        self._ask_list()

    # What is asked

    @property
    def tab(self) -> str:
        """Which of the three lists is shown."""
        return self.tabs.chosen()

    def load(self) -> None:
        """Ask for the list of the tab that is chosen."""
        if self.tab == ALL:
            self._ask_list()
        elif self.tab == DELETED:
            self.ask(gone, self._show_deleted, key="list")
        else:
            record = self._record
            self.ask(partial(past, record), self._show_past, key="list")

    def _ask_list(self) -> None:
        self._timer.stop()
        if self.tab != ALL or self.desk.state is None:
            return
        words, kinds, months = self.filter.text(), sorted(self._kinds), self.period.chosen()
        since = months_after(self.desk.on, -int(months)) if months else None

        def question(journal: Journal) -> Found:
            from bonejournal.journal.search import find

            return find(journal, words, kinds, since)

        key = f"{self.key} {self.what} list"
        self.desk.ask(question, self._show_list, owner=self, key=key, typing=bool(words))

    def _ask_page(self, found: Found, model: PagedModel, first: int, count: int) -> None:
        def give(rows: Sequence[Row]) -> None:
            if self.table.model() is model:
                model.give(first, rows)

        def rows(journal: Journal) -> Sequence[Row]:
            return entry_rows(journal.entries(found.numbers(journal, first, count)), telling(journal))

        self.ask(rows, give, key=f"page {first}")

    # What is shown

    def _show_list(self, found: Found) -> None:
        if self.tab != ALL:
            return
        self._again = self._again if self._reading else self.table.selected_ids()
        self._reading = bool(found.count)
        model = PagedModel(entry_columns(), found.count, lambda first, many: self._ask_page(found, model, first, many))
        self._show_model(model)
        narrowed = bool(self.filter.text().strip() or self._kinds or self.period.chosen())
        self.told.setText(count_said(found.count, narrowed=narrowed))
        self._show_nothing(not found.count and not narrowed)
        model.dataChanged.connect(self._rows_came)

    def _show_nothing(self, nothing: bool) -> None:
        """A page without any record says what will stand here, instead of an empty table."""
        self.nothing.setVisible(nothing)
        for part in (self.card, self._chips, self._foot):
            part.setVisible(not nothing)

    def _rows_came(self) -> None:
        """Rows that were asked for are there: select again what was selected, once, and tell what can be done."""
        if self._reading:
            self.table.select_ids(self._again)
        self._reading = False
        self.table.selection_changed.emit()

    def chosen_ids(self) -> list[str]:
        """What is selected; until the rows of a list that is read anew are there, what was selected in it."""
        return super().chosen_ids() or (self._again if self._reading and self.tab == ALL else [])

    def _show_deleted(self, found: Gone) -> None:
        if self.tab != DELETED:
            return
        deleted = found.deleted
        self._gone = {one.record.id: one.record for one in deleted}
        self._show_model(TableModel(deleted_columns(), deleted_rows(deleted, dt.date.today(), found.telling)))
        self.told.setText(
            tr("Deleted records are kept for 90 days and can be restored.")
            if deleted
            else tr("Nothing was deleted in the last 90 days.")
        )

    def _show_past(self, past: Past) -> None:
        if self.tab != HISTORY:
            return
        if past.record is not None or past.versions:
            newest = past.versions[-1] if past.versions else None
            self._versions = {str(version.step): version.record for version in past.versions}
            self._show_model(TableModel(step_columns(single=True), version_rows(past.versions, past.telling)))
            called = past.record.called() if past.record else (newest.label if newest else "")
            self.told.setText(tr("What was done to: {record}", record=called))
        else:
            self._versions = {}
            self._show_model(TableModel(step_columns(), step_rows(past.steps)))
            self.told.setText(
                tr("Everything that was done, the latest first. Choose a record under All to see its versions.")
            )
        self.everything.setVisible(bool(self._versions))

    def _show_model(self, model: TableModel) -> None:
        self._listed = self.tab
        self._reading = self._reading and self.tab == ALL
        self.card.show_model(model)
        if self.table.hasFocus() and model.rowCount():
            self.table.setCurrentIndex(model.index(0, 0))  # the keyboard begins somewhere
        self._selected()

    def _tab_chosen(self, key: str) -> None:
        if key == HISTORY:
            # Until the list of a tab is there, the rows that can be chosen are those of the one before.
            chosen = self.table.selected_ids() if self._listed != HISTORY else []
            self._record = chosen[0] if len(chosen) == 1 else ""
        self._arrange()
        self.load()

    def _arrange(self) -> None:
        """Show what belongs to the tab."""
        tab = self.tab
        self.card.live = tab == ALL
        for widget in (self.filter, self.period, self._chips):
            widget.setVisible(tab == ALL)
        for button in self._changing:
            button.setVisible(tab == ALL)
        self.restore_it.setVisible(tab == DELETED)
        self.bring_back.setVisible(tab == HISTORY)
        self.everything.hide()
        self.told.setText("")
        if tab != ALL:
            self.nothing.hide()
            self.card.show()
            self._foot.show()
        self._selected()

    def _kind_chosen(self, key: str, on: bool) -> None:
        (self._kinds.add if on else self._kinds.discard)(key)
        self._ask_list()

    def _selected(self) -> None:
        count = len(self.table.selected_ids())
        for button in (self.open_it, self.copy_it, self.history_of):
            button.setEnabled(count == 1)
        self.change_them.setEnabled(count > 1)
        self.delete_it.setEnabled(count > 0)
        self.restore_it.setEnabled(count > 0)
        chosen = self.table.selected_ids()
        self.bring_back.setEnabled(count == 1 and self._versions.get(chosen[0]) is not None)
        said = trn("{count} selected", "{count} selected", count) if count > 1 else ""
        self.chosen.setText(said or self.table.not_at_hand())
        self._foot.updateGeometry()

    # What is done

    def filter_rows(self) -> bool:
        """Ctrl+F: type what is looked for."""
        if self.tab != ALL:
            self.tabs.choose(ALL)
            self._tab_chosen(ALL)
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()
        return True

    def _to_table(self) -> None:
        self._ask_list()
        self.card.focus_rows()

    def first_focus(self) -> QWidget | None:
        """The table."""
        return self.table

    def open_row(self, id_: str, kind: str = "") -> None:
        """Open a record; a deleted one is restored, a step of the history stays closed."""
        if self.tab == ALL:
            super().open_row(id_, kind)
        elif self.tab == DELETED:
            self.restore_chosen()

    def _open_chosen(self) -> None:
        for id_ in self.table.selected_ids()[:1]:
            self.open_row(id_)

    def restore_chosen(self) -> None:
        """Bring back what is selected among the deleted."""
        records = [self._gone[id_] for id_ in self.table.selected_ids() if id_ in self._gone]
        if records:
            self.do(partial(restored, records=records))

    def _show_history(self) -> None:
        ids = self.table.selected_ids()
        self.tabs.choose(HISTORY)
        self._tab_chosen(HISTORY)
        if len(ids) == 1:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_everything(self) -> None:
        self._record = ""
        self.load()

    def _bring_back(self) -> None:
        chosen = self.table.selected_ids()
        wanted = self._versions.get(chosen[0]) if len(chosen) == 1 else None
        if wanted is not None:
            nothing = partial(self.frame.say, tr("This is how the record is now."))
            self.do(partial(brought_back, wanted=wanted), nothing)

    def row_actions(self) -> Sequence[RowAction]:
        """What the buttons beneath the table do."""
        shown = (button for button in self._buttons if not button.isHidden())
        return [RowAction(button.text(), button.click, button.isEnabled()) for button in shown]

    # Across a change of text size

    def keep(self) -> Mapping[str, str]:
        """Which list is shown, and how it is narrowed."""
        return {
            "tab": self.tab,
            "filter": self.filter.text(),
            "period": self.period.chosen(),
            "kinds": " ".join(sorted(self._kinds)),
            "record": self._record,
        }

    def restore(self, kept: Mapping[str, str]) -> None:
        """The same again."""
        self._record = kept.get("record", "")
        self.tabs.choose(kept.get("tab", ALL))
        self.filter.setText(kept.get("filter", ""))
        self.period.choose(kept.get("period", ""))
        for key in kept.get("kinds", "").split():
            self.chips[key].setChecked(True)
        self._arrange()
