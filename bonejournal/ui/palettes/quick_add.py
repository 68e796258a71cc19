"""Quick add: one line that says what it understood before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from bonejournal.domain.quick.forms import FORMS, Form
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.understand import understand
from bonejournal.domain.quick.understood import Understood, step_of
from bonejournal.domain.words import mark, spoken, tr, trn
from bonejournal.ui.palettes.lists import Group
from bonejournal.ui.palettes.palette import Palette
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.text import label
from bonejournal.ui.widgets.type_ahead import Offer

if TYPE_CHECKING:
    from bonejournal.ui.palettes.palettes import Palettes

ICONS = {
    "dxa": "density", "labs": "labs", "workouts": "training", "exercises": "training", "body": "person",
    "sleep": "clock", "activity": "training", "intake": "nutrition", "foods": "nutrition", "medications": "medications",
    "doses": "medications", "falls": "falls", "fractures": "falls", "function_tests": "falls", "assessments": "falls",
    "risk": "falls", "visits": "visits", "questions": "question", "profile": "person", "targets": "check",
    "templates": "copy", "attachments": "document",
}  # fmt: skip
"""The drawing that stands for a kind of record."""
SHOWN_FORMS = 5
SHOWN_MATCHES = 4
SHOWN_ITEMS = 4
BRIEF_FROM = 2
_HINT = mark("Type what there is to add, such as yogurt 200")
_EMPTY = mark("For example: yogurt 200 · squat 3x8 40 · weight 61.2 · fell in kitchen · ? a question for the doctor")


class QuickAdd(Palette):
    """The line is understood at every key; Enter saves what the sentence says.

    Unusual numbers are asked about: the first Enter says so, the second keeps them. `pages` are the keys of the pages
    there are.
    """

    icon = "plus"

    def __init__(self, window: QMainWindow, owner: Palettes) -> None:
        self.hint = tr(_HINT)
        self._owner = owner
        self.known: Known | None = None
        self.items: list[Understood] = []
        self._offered: tuple[Understood, ...] = ()
        self._told = ""
        self._fresh = False
        self._waiting: Qt.KeyboardModifier | None = None
        self._writing = ""
        """The line that is being written."""
        keys = (
            (tr("Enter"), tr("save and close")),
            (tr("Shift+Enter"), tr("save and add another")),
            (tr("Tab"), tr("change details")),
            (tr("Esc"), tr("close")),
        )
        super().__init__(window, tr("Quick add"), tr("Add"), keys)
        self.field.setText(owner.unsaved)
        self.field.selectAll()

    def give(self, known: Known, *, fresh: bool = True) -> None:
        """What the journal holds has come: what was typed meanwhile is understood now, and Enter done.

        What it held last time, not `fresh`, is enough to read with; nothing is written before the rest has come.
        """
        at = self.lists.at()
        chosen = self._offered[at].name if 0 < at < len(self._offered) else ""
        self.known, self._fresh = known, fresh
        self.understand()
        if chosen:  # what she chose meanwhile stays chosen
            names = [item.name for item in self._offered]
            if chosen in names:
                self.lists.mark(names.index(chosen))
                self.moved()
        if fresh and self._waiting is not None:
            modifiers, self._waiting = self._waiting, None
            self.enter(modifiers)

    # What is understood

    def understand(self) -> None:
        """Read the line and show what it says."""
        text = self.field.text()
        self._told = ""
        self.items = understand(text, self.known) if self.known is not None else []
        self._show(at=0 if text.strip() and self._matches() else -1)

    def _matches(self) -> tuple[Understood, ...]:
        """What the last item of the line can be."""
        if not self.items or not self.items[-1].known:
            return ()
        last = self.items[-1]
        return (replace(last, others=()), *last.others)[:SHOWN_MATCHES]

    def _show(self, at: int) -> None:
        self._offered = self._matches()
        matches = [Offer(None, item.name, item.about, ICONS.get(item.kind, "plus")) for item in self._offered]
        self.show_lists(
            [Group(tr("Matches"), matches), Group(tr("Add something else"), self._forms())], at, tr("Enter")
        )
        self._tell()

    def _forms(self) -> list[Offer]:
        """The forms by name; one that is a match already is not offered again."""
        matched = {item.name for item in self._offered}
        offers = []
        for form in FORMS:
            if self._owner.has_form(form.kind) and tr(form.title) not in matched:
                keys = self._owner.keys_of(form.command)
                offers.append(Offer(form, tr(form.title), tr(form.hint), ICONS.get(form.kind, "plus"), keys))
        return offers if not self.items else offers[:SHOWN_FORMS]

    def moved(self) -> None:
        """Another match is marked: the line means that one now."""
        at = self.lists.at()
        if 0 < at < len(self._offered) and self.known is not None:
            chosen = self._offered[at]
            known = self.known
            for item in self.items[:-1]:
                known = known.after(item.changes)
            text = self.items[-1].text
            fresh = understand(text, known, {text: chosen.name})
            self.items = [*self.items[:-1], *fresh[-1:]]
        elif at == 0 and self._offered and self.known is not None:
            self.items = understand(self.field.text(), self.known)
        self._told = ""
        self._tell()

    # What is said

    def _tell(self, note: str = "") -> None:
        form = self._marked_form()
        items = self.items[:SHOWN_ITEMS] if form is None else []
        said = [_said(item, brief=len(items) > BRIEF_FROM) for item in items]
        if form is not None:
            said.append(("", "", tr("Enter opens the form: {form}.", form=tr(form.title))))
        elif not self.field.text().strip():
            said.append(("", "", tr(_EMPTY)))
        elif self.known is None:
            said.append(("", "", tr("One moment…")))
        more = len(self.items) - SHOWN_ITEMS
        if more > 0 and form is None:
            said.append(("", "", trn("and {count} more", "and {count} more", more)))
        if note:
            said.append(("attention", note, ""))
        self.tell(*(_line(*one) for one in said))
        aloud = [text for _, strong, quiet in said for text in (strong, quiet) if text]
        at, offers = self.lists.at(), self.lists.offers()
        if at > 0:
            aloud.append(tr("{place} of {count}", place=at + 1, count=len(offers)))
        self.say(spoken(*aloud))

    # What is done

    def _marked_form(self) -> Form | None:
        at, offers = self.lists.at(), self.lists.offers()
        chosen = offers[at].item if 0 <= at < len(offers) else None
        return chosen if isinstance(chosen, Form) else None

    def enter(self, modifiers: Qt.KeyboardModifier) -> None:
        """Save what is said, or open the form that is marked or meant."""
        form = self._marked_form()
        if form is not None:
            self.close_then(lambda: self._owner.open_form(form.kind))
            return
        if not self._fresh:
            self._waiting = modifiers
            return
        if not self.items or self._writing:
            return
        lacking = [item for item in self.items if not item.changes]
        if lacking and len(self.items) == 1 and lacking[0].known and not lacking[0].sentence:
            self.tab()
            return
        if lacking:
            many = tr("Nothing is saved yet: “{text}” is not complete.", text=lacking[0].text)
            many = many if lacking[0].known else f"{many} {lacking[0].missing}"
            self._tell(many if len(self.items) > 1 else "")
            return
        questions = sum(len(item.questions) for item in self.items)
        if questions and self._told != self.field.text():
            self._told = self.field.text()
            self._tell(
                trn(
                    "One question is open. Press Enter again to keep it as it is.",
                    "{count} questions are open. Press Enter again to keep everything as it is.",
                    questions,
                )
            )
            return
        self._save([item.keeping() for item in self.items], modifiers == Qt.KeyboardModifier.ShiftModifier)

    def _save(self, items: Sequence[Understood], stay: bool) -> None:
        step = step_of(items)
        if step is None:
            return
        written = self._writing = self.field.text()
        said = tr("Saved: {what}.", what=items[0].sentence)
        if len(items) > 1:
            said = trn("{count} item saved.", "{count} items saved.", len(items))

        def done() -> None:
            if not shiboken6.isValid(self) or not self._writing:
                return  # it was closed meanwhile, or stopped and written by a later try: another line may stand here
            if stay:
                self.known = self.known.after(step.changes) if self.known is not None else None
            self._go_on()
            if not stay:
                self.dismiss()

        def failed(error: Exception) -> None:
            waits = self._owner.waits(error)
            if not shiboken6.isValid(self):
                self._owner.unsaved = self._owner.unsaved if waits else written
            elif waits:
                self._go_on()
            self._writing = ""
            self._owner.failed(error)

        self._owner.write(step, said, done, failed)

    def _rest(self) -> str:
        """What stands in the line and is not being written."""
        return self.field.text().removeprefix(self._writing)

    def _go_on(self) -> None:
        """The line is written, or waits to be: what was typed behind it meanwhile is the next."""
        rest, self._writing = self._rest(), ""
        self.field.setText(rest)

    def tab(self) -> None:
        """Open the form of the marked item, filled in; the other items wait in the line."""
        form = self._marked_form()
        if form is not None:
            self.close_then(lambda: self._owner.open_form(form.kind))
            return
        if not self.items or not self.items[-1].known or not self._owner.has_form(self.items[-1].kind):
            return
        item = self.items[-1]
        rest = "; ".join(other.text for other in self.items[:-1])
        self.field.setText(rest)
        if there := item.there:
            self.close_then(lambda: self._owner.open_record(there))
        else:
            self.close_then(lambda: self._owner.open_form(item.kind, item.start, item.given))

    def closing(self) -> None:
        """What was typed and not saved is there again next time."""
        self._owner.unsaved = self._rest()


def _said(item: Understood, *, brief: bool) -> tuple[str, str, str]:
    """How an item is told: the kind of its mark, what stands in strong letters, and what beneath.

    brief: without what only adds to the sentence.
    """
    if item.questions:
        return "attention", item.sentence, item.questions[0].text
    if item.changes:
        return "met", item.sentence, "" if brief else item.detail
    if item.sentence:
        return "hard", item.sentence, item.missing
    return "" if item.known else "no_data", "", item.missing


def _line(kind: str, strong: str, quiet: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.u(8))
    if kind:
        row.addWidget(StatusMark(kind), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(theme.u(3))
    for text, role in ((strong, "strong"), (quiet, "second")):
        if text:
            words.addWidget(label(text, role, wrap=True))
    row.addLayout(words, 1)
    return made
