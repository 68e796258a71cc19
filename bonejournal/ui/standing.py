"""What the window says of the open journal by itself: saved, last backup, sample, a draft that waits."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from bonejournal.domain.words import day_long, day_short, mark, near, tr
from bonejournal.ui.theme import theme

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal
    from bonejournal.ui.shell import Shell


DUE_KINDS = frozenset({"medications", "doses", "profile"})
LAST_DOSES = 20
"""Enough of a course's last doses to find the last that was taken."""


class Standing(QObject):
    """Keeps the Edit menu, the status bar, the strip and the counts beside the pages in line with the journal."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self.shell = shell
        self._draft: tuple[str, dt.datetime] | None = None
        self._backup = ""
        shell.desk.state_changed.connect(self.state)
        shell.desk.changed.connect(self._changed)
        theme.changed.connect(self.strip)

    def forget(self) -> None:
        """The journal is closed."""
        self._draft = None
        self._backup = ""
        self.shell.window.set_badge("medications", 0)

    def look(self) -> None:
        """Ask what is not needed for the first page, behind what that page has asked."""
        self.look_for_backup()
        self.look_for_due()

        def told(drafts: list[tuple[str, dt.datetime]]) -> None:
            if drafts:
                self.draft(*drafts[0])

        self.shell.desk.ask(lambda journal: [(draft.key, draft.at) for draft in journal.drafts()], told, owner=self)

    def look_for_backup(self) -> None:
        """Ask when the last backup was made, and show it in the status bar."""

        def question(journal: Journal) -> dt.datetime | None:
            from bonejournal.journal.backup import backups_of

            newest = next(iter(backups_of(journal.path)), None)
            return newest.at if newest else None

        def told(at: dt.datetime | None) -> None:
            self._backup = tr("A verified copy is made when you close")
            if at is not None:
                self._backup = tr("Last backup {when}", when=near(at, dt.date.today()))
            self.state()

        self.shell.desk.ask(question, told, owner=self)

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & DUE_KINDS:
            self.look_for_due()

    def look_for_due(self) -> None:
        """Count the doses that are near or late, and show how many beside the page that has them."""
        memory = self.shell.memory

        def question(journal: Journal) -> int:
            from bonejournal.domain.medicines.doses import due_doses
            from bonejournal.domain.medicines.medication import Course, Dose
            from bonejournal.domain.snapshot import Snapshot
            from bonejournal.ui.remind import remind_days

            courses = journal.all(Course)
            doses = [
                dose for course in courses for dose in journal.newest(Dose, "medication_id", course.id, LAST_DOSES)
            ]
            held = {Course.KIND.key: courses, Dose.KIND.key: tuple(doses)}
            due = due_doses(Snapshot(journal.today(), held), remind_days(memory))
            return sum(one.late is not None for one in due)

        def told(count: int) -> None:
            self.shell.window.set_badge("medications", count)

        self.shell.desk.ask(question, told, owner=self, key="due doses")

    def opened(self, key: str, what: str) -> None:
        """A page is shown: a draft that is on the screen need not be spoken of."""
        if self._draft is not None and self._draft[0] == f"{key.removesuffix('-form')}:{what}":
            self.hide_draft()

    def state(self) -> None:
        """The names of undo and redo, what is saved where, and the last backup."""
        state = self.shell.desk.state
        if state is None:
            return
        self.shell.window.commands.enable("undo", True)  # with nothing to undo it says so
        self.shell.window.commands.enable("redo", state.redo is not None)
        self.shell.window.commands.name(
            "undo", tr("&Undo {step}", step=_shown(state.undo)) if state.undo else tr("&Undo")
        )
        self.shell.window.commands.name(
            "redo", tr("&Redo {step}", step=_shown(state.redo)) if state.redo else tr("&Redo")
        )
        left = tr("Saved. Everything is in {name} on this computer.", name=state.path.name)
        if self.shell.desk.stopped is not None:
            left = tr("Not everything is saved. {why}", why=tr(self.shell.desk.stopped.title))
        if state.read_only:
            left = tr("Open for reading only: {name}", name=state.path.name)
        self.shell.window.set_saved(left, "" if state.sample or state.read_only else self._backup)
        self.strip()

    def strip(self, _resized: bool = False) -> None:
        """The strip above the page: a sample journal, or a draft that waits."""
        state = self.shell.desk.state
        if state is None or self.shell.window.stack.here() is None:
            return
        stopped = self.shell.desk.stopped
        if stopped is not None:
            said = tr("{why} What you typed is still here.", why=tr(stopped.title))
            elsewhere = self.shell.files.backups.save_copy
            again = (tr("Try again"), self.shell.desk.try_again)
            self.shell.window.set_strip(said, again, (tr("Save a copy elsewhere…"), elsewhere), icon="disk")
        elif state.read_only:
            elsewhere = self.shell.files.backups.save_copy
            self.shell.window.set_strip(reading_only(), (tr("Save a copy elsewhere…"), elsewhere), icon="lock")
        elif state.sample:
            said = tr("Sample journal of an invented woman; its today is {day}.", day=day_short(state.on))
            self.shell.window.set_strip(said, (tr("Start your own…"), self._start_own))
        elif self._draft is not None:
            from bonejournal.domain.kinds import KINDS

            key, at = self._draft
            kind = KINDS[key.partition(":")[0]]
            waiting = mark("A draft is waiting: {kind}, typed on {day}.")
            if self.shell.desk.was_left_open:
                waiting = mark("bonejournal closed unexpectedly on {day}. Nothing is lost. A draft is waiting: {kind}.")
            said = tr(waiting, kind=tr(kind.label), day=day_long(at.date()))
            self.shell.window.set_strip(said, (tr("Continue the draft"), self._continue), (tr("Hide"), self.hide_draft))
        else:
            self.shell.window.set_strip()

    def draft(self, key: str, at: dt.datetime) -> None:
        """A form was left with something typed in it: say so, unless it is open already."""
        from bonejournal.domain.kinds import KINDS

        here = self.shell.window.stack.here()
        kind, _, what = key.partition(":")
        if kind in KINDS and (here is None or (here.key, here.what) != (f"{kind}-form", what)):
            self._draft = (key, at)
            self.strip()

    def _start_own(self) -> None:
        self.shell.window.run("new")

    def _continue(self) -> None:
        if self._draft is not None:
            kind, _, what = self._draft[0].partition(":")
            self.hide_draft()
            self.shell.window.go(f"{kind}-form", what)

    def hide_draft(self) -> None:
        """Say no more of the draft; it stays in its form."""
        self._draft = None
        QTimer.singleShot(0, self.strip)


def reading_only() -> str:
    """Why nothing can be changed."""
    return tr("This journal is open for reading only; nothing in it can be changed.")


def _shown(step: str) -> str:
    return step.replace("&", "&&")
