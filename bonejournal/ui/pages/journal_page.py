"""A page that shows something of the open journal, and what is done to the records in its tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from bonejournal.domain.meaning.frames import frames_linked
from bonejournal.domain.words import tr, trn
from bonejournal.ui.pages.explained import explained_links
from bonejournal.ui.pages.page import Frame, Page

if TYPE_CHECKING:
    from bonejournal.domain.record import Record
    from bonejournal.domain.step import Step
    from bonejournal.journal.store import Journal
    from bonejournal.ui.desk import Desk
    from bonejournal.ui.widgets.buttons import Button
    from bonejournal.ui.widgets.record_table import RecordTable

T = TypeVar("T")


class RowAction(NamedTuple):
    """One thing that can be done with the selected rows, as their menu shows it."""

    text: str
    act: Callable[[], object]
    able: bool = True


class JournalPage(Page):
    """Asks the journal in `load` whenever what it `shows` has changed, and builds its cards from the answer.

    A subclass calls `self.ask(question, self.fill)` in `load`: `question` runs on the journal's thread and makes plain
    values; `fill` builds widgets of them in the window's thread.

    Records stand in `record_card`s, of which a page may have several; what is done from the keyboard or a menu is done
    to the one the focus is in.
    """

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, what)
        self._adds: Button | None = None
        self.desk = desk
        if found := frames_linked(self.key):
            self.set_foot(explained_links(frame, found))

    def refresh(self) -> None:
        """Ask again, once the journal is open."""
        if self.desk.state is not None:
            self._offer_adding()
            self.load()

    def set_primary(
        self, text: str, pressed: Callable[[], object], *, icon: str = "plus", keys: str = "", kind: str = "primary"
    ) -> Button:
        """The one button at the right end of the header. One with a plus is hidden while nothing can be added."""
        made = super().set_primary(text, pressed, icon=icon, keys=keys, kind=kind)
        self._adds = made if icon == "plus" else None
        self._offer_adding()
        return made

    def _offer_adding(self) -> None:
        if self._adds is not None:
            self._adds.setVisible(not self.desk.read_only)

    def load(self) -> None:
        """Ask for what the page shows."""

    def ask(self, question: Callable[[Journal], T], then: Callable[[T], object], *, key: str = "") -> None:
        """Ask the journal; the newest question of this page under `key` wins."""
        self.desk.ask(question, then, owner=self, key=f"{self.key} {self.what} {key}")

    def write(
        self,
        step: Step,
        said: str,
        then: Callable[[], object] | None = None,
        otherwise: Callable[[], object] | None = None,
    ) -> None:
        """Write a step and say so, with Undo beside it; `then` is called when it is on the disk, or `otherwise`, unless
        the page is gone by then.
        """

        def done() -> None:
            self.frame.say(said, tr("Undo"), lambda: self.frame.run("undo"))
            if then is not None and shiboken6.isValid(self):
                then()

        def failed(error: Exception) -> None:
            if otherwise is not None and shiboken6.isValid(self):
                otherwise()
            self.desk.failed.emit(error)

        self.desk.apply(step, done, failed)

    def do(
        self, make: Callable[[Journal], tuple[Step, str] | None], nothing: Callable[[], object] | None = None
    ) -> None:
        """Write the step that `make` finds, and say what it says of it, with Undo beside it; see `Desk.decide`.

        This is for what one click or key does: pressed twice it is done once. `nothing` is called where `make` found
        that there is nothing to do.
        """

        def done(said: str | None) -> None:
            if said is not None:
                self.frame.say(said, tr("Undo"), lambda: self.frame.run("undo"))
            elif nothing is not None:
                nothing()

        self.desk.decide(make, done)

    def begin_form(self, record: Record) -> None:
        """Open the form of a new record that begins with this one; nothing is written before it is saved there."""
        self.frame.go(f"{record.KIND.key}-form", self.desk.prepare(record))

    # Tables of records

    def record_card(
        self,
        name: str,
        kind: str = "",
        *,
        heading: str = "",
        caption: str = "",
        right: QWidget | None = None,
        most: int = 12,
    ) -> RecordTable:
        """A card with a table of records that open with Enter and have a menu of `row_actions`.

        name: what a screen reader calls it. kind: what its rows are, where they are all of one kind. heading,
        caption, right: what stands above it. most: how many rows it is high at most, 0 for the height there is.
        """
        from bonejournal.ui.widgets.record_table import RecordTable

        made = RecordTable(name, heading=heading, caption=caption, right=right, most=most)
        made.table.opened.connect(lambda id_: self.open_row(id_, kind))
        made.table.menu_wanted.connect(lambda id_, place: self._row_menu(made, id_, place))
        return made

    def record_table(self) -> RecordTable | None:
        """The table of records that is meant: the one the focus is in, else the first that can be seen."""
        from bonejournal.ui.widgets.record_table import RecordTable, record_table_of

        focused = record_table_of(self.focusWidget())
        if focused is not None:
            return focused
        return next((one for one in self.findChildren(RecordTable) if one.isVisibleTo(self)), None)

    def row_actions(self) -> Sequence[RowAction]:
        """What can be done with the selected rows of `record_table`."""
        chosen = self.chosen_ids()
        one = len(chosen) == 1
        return (
            RowAction(tr("Open"), lambda: self.open_row(chosen[0]), one),
            RowAction(tr("Duplicate"), self.duplicate_chosen, one),
            RowAction(tr("Delete"), self.delete_chosen, bool(chosen)),
            *((RowAction(tr("Change one field…"), self.change_chosen),) if len(chosen) > 1 else ()),
        )

    def chosen_ids(self) -> list[str]:
        """The ids of the records that are selected, from top to bottom."""
        table = self.record_table()
        return table.selected_ids() if table is not None and table.live else []

    def open_row(self, id_: str, kind: str = "") -> None:
        """Open a record in its form, by its id; the journal is asked where its kind is not known."""

        def found(record: Record | None) -> None:
            if record is not None:
                self.open_record(record)

        if id_ and kind:
            self.frame.go(f"{kind}-form", id_)
        elif id_:
            self.ask(lambda journal: journal.get(id_), found, key="open")

    def open_record(self, record: Record) -> None:
        """Open a record in its form."""
        self.frame.go(f"{record.KIND.key}-form", "" if record.SINGLETON else record.id)

    def filter_rows(self) -> bool:
        """Ctrl+F: narrow the rows of `record_table`; False where the page has none."""
        table = self.record_table()
        if table is not None:
            table.filter_rows()
        return table is not None

    def delete_chosen(self) -> None:
        """Delete what is selected, and what belongs to it, as one step; the profile stays."""
        ids = self.chosen_ids()
        table = self.record_table()
        if ids:
            from bonejournal.ui.pages.pressed import deleted

            self.do(partial(deleted, ids=ids), partial(self._not_deleted, ids))
        elif table is not None and table.live and (why := table.table.not_at_hand()):
            self.frame.say(why)

    def _not_deleted(self, ids: Sequence[str]) -> None:
        profile = self.desk.state.profile if self.desk.state is not None else None
        if profile is not None and profile.id in ids:
            self.frame.say(tr("The profile stays; change it under Settings."))

    def change_chosen(self) -> None:
        """Give one field of all that is selected one value, as one step; they have to be of one kind."""
        ids = self.chosen_ids()

        def found(records: list[Record]) -> None:
            from bonejournal.domain.bulk import Bulk, bulk_fields
            from bonejournal.domain.entry import Habit
            from bonejournal.ui.dialogs.bulk_sheet import BulkSheet

            if not bulk_fields(records):
                self.frame.say(tr("Choose records of one kind to change them together."))
                return
            profile = self.desk.state.profile if self.desk.state else None
            habit = Habit(self.desk.on, profile.units if profile else None)

            def write(bulk: Bulk) -> None:
                if bulk.step is None or not bulk.changed:
                    self.frame.say(tr("Nothing was changed."))
                    return
                self.write(bulk.step, trn("{count} record changed.", "{count} records changed.", bulk.changed))

            BulkSheet(self.window(), records, habit, profile.birth_date if profile else None, write).show_over()

        self.ask(lambda journal: [one for id_ in ids if (one := journal.get(id_)) is not None], found, key="change")

    def duplicate_chosen(self) -> None:
        """Open the form of a new record filled with what the selected one says, dated today."""
        ids = self.chosen_ids()
        if len(ids) != 1:
            return
        from bonejournal.ui.pages.copies import draft_copy

        profile = self.desk.state.profile if self.desk.state else None
        on, units = self.desk.on, profile.units if profile else None

        def done(answer: tuple[str, bool]) -> None:
            kind, waiting = answer
            if not kind:
                self.frame.say(tr("There is only one profile."))
                return
            self.frame.go(f"{kind}-form", "new")
            if waiting:
                self.frame.say(tr("A draft was waiting here. Save or empty it first, then duplicate again."))

        self.desk.write(lambda journal: draft_copy(journal, ids[0], on, units), done)

    def _row_menu(self, table: RecordTable, id_: str, place: QPoint) -> None:
        if id_ not in table.selected_ids():
            table.table.select_id(id_)
        table.focus_rows()
        menu = QMenu(self)
        for able in self.row_actions():
            action = menu.addAction(able.text)
            action.setEnabled(able.able)
            action.triggered.connect(able.act)
        menu.popup(place)
