"""What was typed into a form and is not saved: written as a draft as soon as she rests, taken back, given on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QElapsedTimer, QTimer

from bonejournal.domain.record import Record
from bonejournal.domain.step import Step
from bonejournal.domain.words import tr
from bonejournal.ui.forms.start import Start, tell_draft

if TYPE_CHECKING:
    from bonejournal.ui.forms.form import FormPage

DRAFT_MS, LONGEST_MS = 1000, 3000
"""How long after a key it is written, and how long it waits for one who types on and on."""


class Draft(QTimer):
    """The texts of one form beside those it began with; touched by every change of a text.

    clean: the texts that need no draft. prepared: the record it was opened with, where that was made elsewhere and is
    not saved. restored: texts to begin with, from the form that stood here before. begun: whether the fields are there.
    """

    def __init__(self, form: FormPage) -> None:
        super().__init__(form)
        self._form = form
        self.clean: Mapping[str, str] = {}
        self.prepared: Record | None = None
        self.restored: Mapping[str, str] = {}
        self.begun = False
        self._first: Mapping[str, str] = {}
        self._handed: Mapping[str, str] | None = None
        self._saving = False
        self._waiting = QElapsedTimer()
        self.setSingleShot(True)
        self.setInterval(DRAFT_MS)
        self.timeout.connect(self.write)

    def touch(self) -> None:
        """A text has changed: it is written in a while, also where others follow without a rest."""
        if not self.isActive():
            self._waiting.start()
        if self._waiting.elapsed() <= LONGEST_MS - self.interval():
            self.start()

    @property
    def changed(self) -> bool:
        """Whether anything was typed that is not saved."""
        able = self.begun and not self._form.desk.read_only
        return able and (self.prepared is not None or self._form.all_texts() != self.clean)

    def begin(self, start: Start) -> None:
        """The fields are filled: what was typed before stands there again."""
        self.clean = self._first = self._form.all_texts()
        self.begun = True
        if self.restored:
            self._form.set_all_texts(self.restored)
            self.touch()  # the form that these were typed in may have gone before its draft was written
        elif start.draft is not None and start.draft != self.clean:
            self._form.set_all_texts(start.draft)
            tell_draft(self._form, start.drafted, prepared=self.prepared is not None)

    def begin_again(self) -> None:
        """Forget what was typed."""
        self.stop()
        self._form.desk.drop_draft(self._form.draft_key)
        self._form.set_all_texts(self.clean)
        self.stop()

    def write(self) -> None:
        """Write it, or drop the one there is where nothing is left of it."""
        self.stop()
        if self.changed:
            self._form.desk.keep_draft(self._form.draft_key, self._form.all_texts())
        else:
            self._form.desk.drop_draft(self._form.draft_key)

    def kept(self) -> Mapping[str, str]:
        """What the form built anew begins with; where nothing was typed, nothing."""
        if self._handed is not None:
            return self._handed
        if not self.begun:
            return self.restored
        return self._form.all_texts() if self.changed else {}

    def hand_on(self, texts: Mapping[str, str]) -> None:
        """Give these texts on instead."""
        self.stop()
        self._handed = texts

    def save(self, step: Step, said: str) -> None:
        """Write a step in place of the draft, say so, and go back to where the form was opened from."""
        if self._saving:  # pressed twice
            return
        form, desk, frame = self._form, self._form.desk, self._form.frame
        key, what, self._saving = form.key, form.what, True
        self.stop()
        self.clean = typed = form.all_texts()

        def done() -> None:
            frame.done_with(key, what)
            if step.changes:
                frame.say(said, tr("Undo"), lambda: frame.run("undo"))
            else:  # there would be nothing of it to undo
                frame.say(tr("Nothing was changed."))

        def failed(error: Exception) -> None:
            if shiboken6.isValid(self):  # what was typed is not saved after all: it is a draft again
                self._saving, self.clean = False, self._first
                self.start()
                if desk.stopped is error:
                    desk.try_instead(again)
            desk.failed.emit(error)

        def again() -> None:
            if shiboken6.isValid(self) and form.all_texts() == typed:
                form.save_as(step, said)

        desk.apply(step, done, failed)
