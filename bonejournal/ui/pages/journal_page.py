"""A page that shows something of the open journal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from bonejournal.domain.words import tr
from bonejournal.ui.pages.page import Frame, Page

if TYPE_CHECKING:
    from bonejournal.domain.step import Step
    from bonejournal.journal.store import Journal
    from bonejournal.ui.work import Desk

T = TypeVar("T")


class JournalPage(Page):
    """Asks the journal in `load` whenever what it `shows` has changed, and builds its cards from the answer.

    A subclass calls `self.ask(question, self.fill)` in `load`: `question` runs on the journal's thread and makes plain
    values; `fill` builds widgets of them in the window's thread.
    """

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, what)
        self.desk = desk

    def refresh(self) -> None:
        """Ask again, once the journal is open."""
        if self.desk.state is not None:
            self.load()

    def load(self) -> None:
        """Ask for what the page shows."""

    def ask(self, question: Callable[[Journal], T], then: Callable[[T], object], *, key: str = "") -> None:
        """Ask the journal; the newest question of this page under `key` wins."""
        self.desk.ask(question, then, owner=self, key=f"{self.key} {self.what} {key}")

    def write(self, step: Step, said: str, then: Callable[[], object] | None = None) -> None:
        """Write a step and say so, with Undo beside it; `then` is called when it is on the disk."""

        def done() -> None:
            self.frame.say(said, tr("Undo"), lambda: self.frame.run("undo"))
            if then is not None:
                then()

        self.desk.apply(step, done)
