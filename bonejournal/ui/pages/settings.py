"""Settings: one page, applied at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bonejournal.domain.dates import age_on
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.profile import Profile, Units
from bonejournal.domain.words import day_long, mark, number, tr
from bonejournal.ui.commands import MODES
from bonejournal.ui.dialogs import choose
from bonejournal.ui.dialogs.restore import backup_columns, backup_rows
from bonejournal.ui.pages.pressed import units
from bonejournal.ui.pages.shell_page import ShellPage
from bonejournal.ui.paper import PAPERS, paper_chosen
from bonejournal.ui.remind import REMIND_DAYS, remind_days
from bonejournal.ui.theme import SCALES, Mode, theme
from bonejournal.ui.widgets.buttons import plain
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.facts import breakable
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.table import TableModel, TableView
from bonejournal.ui.widgets.text import label

if TYPE_CHECKING:
    import datetime as dt

    from bonejournal.journal.backup import Backup
    from bonejournal.journal.store import Journal

SHOWN = 6


class SettingsPage(ShellPage):
    """Profile, look, units, backups, printing, and where things lie."""

    key = "settings"
    title = mark("Settings")
    shows = frozenset({"profile"})
    parent_key = ""
    ratio = (50, 50)

    def load(self) -> None:
        """Ask for the list of backups, then show everything."""
        state = self.desk.state
        if state is None:
            return
        path = state.path

        def ask(_journal: Journal) -> list[Backup]:
            from bonejournal.journal.backup import backups_of

            return backups_of(path)

        self.ask(ask, self._fill)

    def _fill(self, backups: list[Backup]) -> None:
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None and focus.hasFocus() else ""
        self.clear()
        self.set_sentence(tr("Changes apply at once."))
        for card in (self._profile(), self._look(), self._units(), self._reminders(), self._printing()):
            self.add_left(card)
        for card in (self._place_of(), self._backups(backups), self._targets(), self._sample()):
            self.add_right(card)
        again = self.findChild(QWidget, name) if name else None
        if isinstance(again, QWidget):
            again.setFocus()

    def _switch(self, name: str, choices: Sequence[tuple[str, str]], chosen: str) -> Segmented:
        made = Segmented(tr(name), choices, chosen)
        for key, _ in choices:
            made.button(key).setObjectName(f"{name}-{key}")
        return made

    def _profile(self) -> Card:
        card = Card()
        edit = plain(tr("Edit…"), lambda: self.frame.go("profile-form"), icon="pencil", small=True)
        edit.setObjectName("edit-profile")
        card.heading(tr("Profile"), right=edit)
        profile = self.desk.state.profile if self.desk.state else None
        for line in profile_lines(profile, self.desk.on):
            card.add(label(line, "second", wrap=True))
        return card

    def _look(self) -> Card:
        card = Card()
        card.heading(tr("Text and colours"))
        sizes = [(str(scale), tr("{percent} %", percent=round(scale * 100))) for scale in SCALES]
        self.text_size = self._switch(mark("Text size"), sizes, str(theme.scale))
        self.text_size.changed.connect(lambda key: QTimer.singleShot(0, lambda: theme.set_scale(float(key))))
        modes = [(mode.value, tr(words).replace("&", "")) for mode, words in MODES.items()]
        self.mode = self._switch(mark("Theme"), modes, theme.mode.value)
        self.mode.changed.connect(lambda key: QTimer.singleShot(0, lambda: theme.set_mode(Mode(key))))
        card.add(_setting(tr("Text size"), self.text_size))
        keys = tr("Also with {larger}, {smaller} and {normal}.", **self._size_keys())
        card.add(label(keys, "caption", wrap=True))
        card.add(_setting(tr("Theme"), self.mode))
        return card

    def _size_keys(self) -> dict[str, str]:
        return {command: self.frame.keys_of(command) for command in ("larger", "smaller", "normal")}

    def _units(self) -> Card:
        card = Card()
        card.heading(tr("Units"))
        profile = self.desk.state.profile if self.desk.state else None
        chosen = profile.units if profile and profile.units else Units.METRIC
        self.units = self._switch(mark("Units"), [(str(word), tr(word.label)) for word in Units], str(chosen))
        self.units.changed.connect(self._set_units)
        card.add(self.units)
        card.add(
            label(
                tr("What is stored does not change; you can always type the other unit too, such as 136 lb."),
                "caption",
                True,
            )
        )
        return card

    def _set_units(self, key: str) -> None:
        self.do(partial(units, chosen=Units.of(key)))

    def _reminders(self) -> Card:
        card = Card()
        card.heading(tr("Reminders"))
        memory = self.program().memory
        choices = [(str(days), tr("{count} days", count=days)) for days in REMIND_DAYS]
        self.remind = self._switch(mark("Remind before an injection"), choices, str(remind_days(memory)))
        self.remind.changed.connect(self._set_remind)
        card.add(_setting(tr("How long before an injection or infusion it is shown"), self.remind))
        return card

    def _set_remind(self, days: str) -> None:
        program = self.program()
        program.memory.set_text("remind", days)
        program.window.changed({Course.KIND.key})
        program.standing.look_for_due()

    def _targets(self) -> Card:
        card = Card()
        card.heading(tr("Targets"))
        said = tr("They are those of the five documents. What your doctor set with you can stand in for any of them.")
        card.add(label(said, "second", wrap=True))
        ways = Flow()
        button = plain(tr("Show all targets"), lambda: self.frame.run("targets"), small=True)
        button.setObjectName("all-targets")
        ways.add(button)
        card.add(ways)
        return card

    def _printing(self) -> Card:
        card = Card()
        card.heading(tr("Printing"))
        memory = self.program().memory
        papers = [(key, tr(words)) for key, words in PAPERS.items()]
        self.paper = self._switch(mark("Paper"), papers, paper_chosen(memory))
        self.paper.changed.connect(partial(memory.set_text, "paper"))
        card.add(_setting(tr("Paper of the doctor’s summary"), self.paper))
        return card

    def _place_of(self) -> Card:
        card = Card()
        card.heading(tr("This journal"))
        state = self.desk.state
        if state is not None:
            count = number(state.count + (state.profile is not None))
            card.row(state.path.name, breakable(str(state.path.parent)), icon="document")
            card.add(
                label(
                    tr("Records: {count}. Everything is in this one file; it is never sent anywhere.", count=count),
                    "second",
                    True,
                )
            )
            ways = Flow()
            ways.add(plain(tr("Open folder"), lambda: choose.show_folder(state.path), icon="folder", small=True))
            ways.add(plain(tr("Save a copy elsewhere…"), self.program().files.backups.save_copy, small=True))
            ways.add(plain(tr("Check the journal"), lambda: self.frame.run("check"), small=True))
            card.add(ways)
            card.box.addStretch(1)
        return card

    def _backups(self, backups: list[Backup]) -> Card:
        from bonejournal.journal.backup import folder_of

        card = Card()
        card.heading(tr("Backups"))
        state = self.desk.state
        if state is None or state.sample:
            card.add(label(tr("The sample journal needs no backups."), "second", wrap=True))
            return card
        card.add(
            label(
                tr(
                    "A verified copy is made when you close. The newest 10, one a day for 14 days and one a month for "
                    "two years are kept."
                ),
                "second",
                wrap=True,
            )
        )
        card.add(label(breakable(str(folder_of(state.path))), "caption", wrap=True))
        if backups:
            table = TableView(tr("Newest backups"))
            table.show_model(TableModel(backup_columns(), backup_rows(backups[:SHOWN])))
            table.fit_rows(SHOWN)
            card.add(table)
        ways = Flow()
        now = plain(tr("Back up now"), self._back_up, small=True)
        now.setObjectName("back-up-now")
        ways.add(now)
        ways.add(plain(tr("Restore a backup…"), lambda: self.frame.run("restore"), small=True))
        if backups:
            folder = plain(
                tr("Open folder"), lambda: self.program().files.backups.show(state.path), icon="folder", small=True
            )
            ways.add(folder)
        card.add(ways)
        return card

    def _back_up(self) -> None:
        self.frame.run("back_up")
        self.load()

    def _sample(self) -> Card:
        card = Card()
        card.heading(tr("Sample data"))
        card.add(
            label(
                tr(
                    "The sample journal shows six years of Helen Marlow, who is invented, with her clinics and every "
                    "number. It is a file of its own and never mixes with yours."
                ),
                "second",
                wrap=True,
            )
        )
        if not (self.desk.state and self.desk.state.sample):
            ways = Flow()
            ways.add(plain(tr("Look around in it"), self.program().files.sample, icon="eye", small=True))
            card.add(ways)
        return card


def _setting(words: str, switch: QWidget) -> QWidget:
    """A setting's name above its switch."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.u(4))
    column.addWidget(label(words, "label"))
    row = QHBoxLayout()
    row.addWidget(switch)
    row.addStretch(1)
    column.addLayout(row)
    return made


def profile_lines(profile: Profile | None, on: dt.date) -> list[str]:
    """Who the journal is about, in a few lines."""
    if profile is None:
        return [tr("Nothing recorded about you yet.")]
    said = []
    if profile.name:
        said.append(profile.name)
    if profile.birth_date:
        said.append(
            tr("Born {day}, {age} years old", day=day_long(profile.birth_date), age=age_on(profile.birth_date, on))
        )
    if profile.menopause_date:
        said.append(tr("Last period {when}", when=profile.menopause_date.said()))
    elif profile.menopause_kind:
        said.append(tr("Menopause: {kind}", kind=tr(profile.menopause_kind.label)))
    if profile.impact_cleared is not None:
        said.append(tr("Hops and jumps cleared") if profile.impact_cleared else tr("Hops and jumps not cleared"))
    if profile.protein_target_g_kg is not None:
        said.append(tr("Protein from {amount} g per kg", amount=number(profile.protein_target_g_kg, 1)))
    return said or [tr("Nothing recorded about you yet.")]
