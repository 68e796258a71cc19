"""A file that is looked at before anything of it is written: read elsewhere, compared, shown, then one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtWidgets import QProgressBar, QWidget

from bonejournal.domain.step import Step
from bonejournal.domain.words import number, tr
from bonejournal.ui.desk import Desk
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.pages.shell_page import ShellPage
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Button, plain, primary
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.text import label

T = TypeVar("T")


class IncomingPage(ShellPage):
    """`what` is the path. Reading can be cancelled at any time; what is written is one step. `go` is the button that
    writes it, once there is one.
    """

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self.path = Path(what)
        self.go: Button | None = None
        self._asked = False

    def load(self) -> None:
        """Begin, once."""
        if not self._asked:
            self._asked = True
            self.begin()

    def begin(self) -> None:
        """Start reading."""

    def read_file(
        self, run: Callable[[], T], then: Callable[[T], object], failed: Callable[[Exception], object]
    ) -> None:
        """Read something on the thread for files."""
        self.program().files.worker.put(run, then, failed, owner=self)

    def busy(self, said: str, *, cancel: bool = True) -> None:
        """Say what is under way, with a bar that moves."""
        self.clear()
        card = Card()
        card.add(label(said, "body2", wrap=True))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(said)
        card.add(bar)
        if cancel:
            card.add(self.ways(plain(tr("Cancel"), self.leave)))
        self.add_left(card)

    def refuse(self, sentence: str, nothing: str, again: Callable[[], object]) -> None:
        """Say why the file cannot be used and that `nothing` was changed; `again` chooses another."""
        self.clear()
        self.set_sentence(sentence)
        card = Card()
        card.add(label(nothing, "body2", wrap=True))
        other = primary(tr("Choose another file…"), again)
        card.add(self.ways(other, plain(tr("Cancel"), self.leave)))
        self.add_left(card)
        other.setFocus()

    def ways(self, *buttons: Button) -> Flow:
        """Buttons beside each other, under what a card says."""
        made = Flow()
        for button in buttons:
            made.add(button)
        return made

    def leave(self) -> None:
        """Write nothing."""
        self.frame.done_with(self.key, self.what)

    def apply(self, step: Step, said: str, failed: Callable[[], object]) -> None:
        """Write the step and say `said`; where it cannot be written, `failed` shows what was there before."""
        frame, key, what = self.frame, self.key, self.what
        self.busy(tr("Writing {count} records…", count=number(len(step.changes))), cancel=False)

        def done() -> None:
            frame.done_with(key, what)
            frame.say(said, tr("Undo"), lambda: frame.run("undo"))

        def not_written(error: Exception) -> None:
            if shiboken6.isValid(self):
                failed()
            self.program().tell(error)

        self.desk.apply(step, done, not_written)

    def first_focus(self) -> QWidget | None:
        """The button that writes, once there is one."""
        return self.go


def foot(card: Card, ways: Flow) -> None:
    """Put a card's buttons at its end, with some room above."""
    card.box.addSpacing(theme.u(4))
    card.add(ways)
    card.box.addStretch(1)
