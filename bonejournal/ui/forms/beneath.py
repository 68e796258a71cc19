"""What happens to an open form when the record it shows is changed by something else: an undo, an import, a merge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from bonejournal.domain.attachment import Attachment
from bonejournal.domain.record import Record
from bonejournal.domain.words import tr
from bonejournal.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal
    from bonejournal.ui.forms.form import FormPage

Found = tuple[Record | None, tuple[Attachment, ...]]


class Beneath:
    """Watches the record of one form. Where nothing was typed the form shows the record as it is now; where something
    was, she is told and chooses.
    """

    def __init__(self, form: FormPage) -> None:
        self._form = form
        self._strip: Strip | None = None

    def look(self) -> None:
        """Ask for the record once more."""
        form = self._form
        what = form.record_class.SINGLETON or form.what

        def ask(journal: Journal) -> Found:
            attached = [one for one in journal.referring([what]) if isinstance(one, Attachment)]
            return journal.get(what), tuple(attached) if form.attachable else ()

        form.ask(ask, self._found, key="beneath")

    def waits(self) -> bool:
        """Whether she has yet to choose; then nothing is saved, and the question is shown."""
        if self._strip is None:
            return False
        self._form.frame.say(self._strip.text.text())
        first = self._strip.findChild(QPushButton)
        if first is not None:
            first.setFocus()
        return True

    def _found(self, found: Found) -> None:
        form, (record, attached) = self._form, found
        self._clear()
        if record == form.start.record and attached == form.start.attached:
            return
        if not form.is_changed():
            form.frame.renew()
            form.frame.say(_happened(record))
            return
        said = tr("{what} What you typed is still here, and not saved yet.", what=_happened(record))
        mine = (tr("Keep what I typed"), lambda: self._keep_mine(record))
        stored = (
            (tr("Show what is stored"), self._show_stored)
            if record is not None or form.record_class.SINGLETON
            else (tr("Close the form"), self._show_stored)
        )
        self._strip = Strip(said, mine, stored, icon="pencil", inside=True)
        form.put_above(self._strip)
        form.frame.say(said)

    def _keep_mine(self, record: Record | None) -> None:
        """What she typed stays; where she typed nothing, the record as it is now shows through."""
        form = self._form
        self._clear()
        if record is None and not form.record_class.SINGLETON:
            form.start = replace(form.start, record=None)  # saving it brings it back
            return
        stored = form.texts_for(record or form.blank(), form.habit)
        form.hand_on(laid_over(stored, *form.typed()))
        form.frame.renew()

    def _show_stored(self) -> None:
        form = self._form
        self._clear()
        _, texts = form.typed()
        frame, desk, key, what, draft = form.frame, form.desk, form.key, form.what, form.draft_key

        def back() -> None:
            desk.keep_draft(draft, dict(texts))
            frame.go(key, what)
            frame.renew()

        form.start_again()
        form.hand_on({})
        frame.renew()
        frame.say(tr("What is stored is shown again."), tr("Bring back what I typed"), back)

    def _clear(self) -> None:
        if self._strip is not None:
            self._strip.hide()
            self._strip.deleteLater()
            self._strip = None


def _happened(record: Record | None) -> str:
    if record is None:
        return tr("This record was taken away while it was open here.")
    return tr("This record was changed while it was open here.")


def laid_over(stored: Mapping[str, str], clean: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of a record as it is now, with what was typed since the form began (as `clean`) over them."""
    emptied = clean.keys() - texts.keys()
    typed = {name: text for name, text in texts.items() if text != clean.get(name)}
    return {**{name: text for name, text in stored.items() if name not in emptied}, **typed}
