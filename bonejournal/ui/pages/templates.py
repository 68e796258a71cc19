"""What can be logged again: all templates, and the keys that log them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt

from bonejournal.domain.profile import Units
from bonejournal.domain.template import Template
from bonejournal.domain.template_said import key_said, lines
from bonejournal.domain.training.exercises import Exercises, HerExercise
from bonejournal.domain.words import mark, tr
from bonejournal.journal.store import Journal
from bonejournal.ui.again import KEYS, LogsAgain
from bonejournal.ui.desk import Desk
from bonejournal.ui.pages.journal_page import JournalPage, RowAction
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.pages.pressed import pinned
from bonejournal.ui.widgets.buttons import Button, plain, primary
from bonejournal.ui.widgets.empty import Empty
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.record_table import RecordTable
from bonejournal.ui.widgets.table import Cell, Column, Row
from bonejournal.ui.widgets.text import label

Found = tuple[tuple[Template, ...], dict[str, str]]


def _question(journal: Journal) -> Found:
    """The templates, those with a key first, and what each makes."""
    from bonejournal.exchange.templates import records_of

    exercises = Exercises(journal.all(HerExercise))
    profile = journal.profile()
    units: Units | None = profile.units if profile else None
    held: dict[str, str] = {}
    for one in journal.all(Template):
        try:
            found = lines(records_of(one, journal.today()), exercises, units)
        except ValueError:
            found = iter(())
        held[one.id] = "; ".join(what for what, _ in found)
    ordered = sorted(journal.all(Template), key=lambda one: (one.pin or KEYS + 1, one.name))
    return tuple(ordered), held


class TemplatesPage(JournalPage):
    """A table of all templates. The figures 1 to 4 give the chosen one that key, 0 takes it away."""

    key = "templates"
    title = mark("What you log again")
    shows = frozenset({"templates", "exercises", "profile"})
    parent_key = "nutrition"

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self.templates: tuple[Template, ...] = ()
        self.card: RecordTable | None = None
        self.buttons: list[Button] = []

    def load(self) -> None:
        self.ask(_question, self.fill)

    def fill(self, found: Found) -> None:
        """Show them all."""
        self.templates, made = found
        if not self.templates:
            self.card = None
            self.clear()
            words = tr("Select rows of a day of eating, or a workout, and save them. Then one key logs them again.")
            eat = primary(tr("Open a day of eating"), lambda: self.frame.go("nutrition"))
            empty = Empty("clock", tr("Nothing to log again yet"), words, eat)
            train = plain(tr("Record a workout"), lambda: self.frame.run("workout"))
            empty.box.insertWidget(empty.box.count() - 1, train, 0, Qt.AlignmentFlag.AlignHCenter)
            self.add_left(empty, 1)
            return
        card = self.card or self._lay_out()
        card.show_rows(
            (
                Column(tr("Name"), bold=True),
                Column(tr("Key")),
                Column(tr("Kind")),
                Column(tr("What it makes"), weight=6),
            ),
            [self._row(one, made[one.id]) for one in self.templates],
        )
        if not card.selected_ids():
            card.table.select_id(self.templates[0].id)
        self._selected()

    def _row(self, one: Template, made: str) -> Row:
        kind = tr(one.kind.label) if one.kind else ""
        return Row(one.id, (Cell(one.name), Cell(key_said(one.pin)), Cell(kind), Cell(made, role="second")))

    def _lay_out(self) -> RecordTable:
        self.clear()
        self.set_sentence(
            tr("Give what you record often a number from 1 to 4. Alt with that number logs it from anywhere.")
        )
        card = self.card = self.record_card(tr("What you log again"), "templates", most=20)
        card.table.selection_changed.connect(self._selected)
        self.add_left(card)
        foot = Flow(8)
        foot.add(label(tr("Key for the chosen one"), "second"))
        self.buttons = []
        for key in range(KEYS + 1):
            button = plain(str(key) if key else tr("None"), partial(self.pin, key), small=True)
            button.setObjectName(f"pin-{key}")
            button.setAccessibleName(tr("Key {key}", key=key) if key else tr("No key"))
            foot.add(button)
            self.buttons.append(button)
        again = plain(tr("Log it now"), self._log, small=True)
        again.setObjectName("log-now")
        foot.add(again, end=True)
        self.buttons.append(again)
        self.add_left(foot)
        words = tr("To add one, select rows of a day of eating, or open a workout, and save them.")
        self.add_left(label(words, "second", wrap=True))
        return card

    def _selected(self) -> None:
        for button in self.buttons:
            button.setEnabled(self._chosen() is not None)

    def _chosen(self) -> Template | None:
        ids = self.card.selected_ids() if self.card is not None else []
        return next((one for one in self.templates if [one.id] == ids), None)

    def pin(self, key: int) -> None:
        """Give the chosen template this key, 0 for none; another one that had it loses it."""
        chosen = self._chosen()
        if chosen is not None:
            self.do(partial(pinned, id_=chosen.id, key=key))

    def _log(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            LogsAgain(self.desk, self.frame).log(chosen, self.desk.on)

    def row_actions(self) -> Sequence[RowAction]:
        """The usual ones, and a key."""
        one = self._chosen() is not None
        keys = [
            RowAction(tr("Key {key}", key=key) if key else tr("No key"), partial(self.pin, key), one)
            for key in (*range(1, KEYS + 1), 0)
        ]
        return (*super().row_actions(), *keys)
