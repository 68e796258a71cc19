"""The way out of an open journal: what waits is written, a verified copy is made, and only then it is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from bonejournal.domain.words import tr
from bonejournal.ui.desk import ClosedError

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal
    from bonejournal.ui.shell import Shell

TELL_MS = 400
"""How long the copy may take before the window says what it waits for."""


class Leaving(QObject):
    """Leaves the journal that a shell has open, once at a time; `under_way` until it is left or she is asked."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.shell = shell
        self.under_way = False

    def leave(self, then: Callable[[], object]) -> None:
        """As `Shell.leave`."""
        if self.under_way:
            return
        shell, desk = self.shell, self.shell.desk
        page = shell.window.stack.page()
        if page is not None:
            page.leaving()
        if shell.path is None:
            then()
            return
        if shell.answers is not None and (step := shell.answers.step(desk.on)) is not None:
            desk.apply(step)
            shell.answers = None
        if desk.unsaved:
            desk.try_again()
        last = desk.state
        self._hold(True)

        def left() -> None:
            if desk.unsaved and desk.stopped is not None:
                failed(desk.stopped)
                return
            self._hold(False)
            shell.close_journal()
            then()

        def failed(error: Exception) -> None:
            if isinstance(error, ClosedError):
                left()
                return
            self._hold(False)
            shell.files.backups.not_made(error, then)

        nothing_to_copy = last is None or last.sample or last.read_only
        desk.write(_nothing if nothing_to_copy else _copied, lambda _none: left(), failed)

    def _hold(self, on: bool) -> None:
        """Take no input while the last copy is made."""
        self.under_way = on
        for part in (self.shell.window.centralWidget(), self.shell.window.menuBar()):
            if part is not None:
                part.setEnabled(not on)
        if on:
            QTimer.singleShot(TELL_MS, self, self._tell)

    def _tell(self) -> None:
        if self.under_way:
            self.shell.window.say(tr("Making a verified copy…"))


def _nothing(_journal: Journal) -> None:
    """What is asked only so that all that was asked before is done."""


def _copied(journal: Journal) -> None:
    if not journal.backed_up():
        journal.back_up()
