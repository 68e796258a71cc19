"""Her three questions for the doctor, written where they stand."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from bonejournal.domain.visit import TOP, Agenda, VisitQuestion
from bonejournal.domain.words import tr
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.pages.pressed import answered, noted
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Link, link
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.text import label


class QuestionsCard(Card):
    """The three questions that are printed first, each in a line of its own, written when it is left.

    ended: whether one can be marked as answered here; where she prepares the pages, the room is for her words.
    """

    def __init__(self, page: JournalPage, *, ended: bool = True) -> None:
        super().__init__()
        self._page = page
        self._agenda: Agenda | None = None
        self._held: list[VisitQuestion | None] = [None] * TOP
        self.heading(tr("My three questions"), right=label(tr("printed first"), "second"))
        self.fields: list[TextField] = []
        self._done: list[Link] = []
        for place in range(TOP):
            row = QHBoxLayout()
            row.setSpacing(theme.u(12))
            number = label(str(place + 1), "body2")
            number.setMinimumWidth(theme.u(12))
            row.addWidget(number)
            field = TextField(tr("Your question, in your words"))
            field.setObjectName(f"question-{place + 1}")
            field.setAccessibleName(tr("Question {place}", place=place + 1))
            field.editingFinished.connect(partial(self.write_one, place))
            self.fields.append(field)
            row.addWidget(field, 1)
            if ended:
                done = link(tr("Mark as answered"), partial(self._answer, place))
                self._done.append(done)
                row.addWidget(done)
            self.box.addLayout(row)

    def show_agenda(self, found: Agenda) -> None:
        """Show these questions; a line she is typing in keeps what was typed."""
        self._agenda = found
        for place, field in enumerate(self.fields):
            before = self._held[place]
            now = found.questions[place] if place < len(found.questions) else None
            if field.hasFocus() and field.text().strip() != (before.text if before else ""):
                continue  # what she types belongs to the question it began with
            self._held[place] = now
            field.setText(now.text if now else "")
            field.setCursorPosition(0)  # a long question shows its beginning
        for done, held in zip(self._done, self._held, strict=False):
            done.setVisible(held is not None)
            done.setAccessibleName(tr("Answered: {question}", question=held.text) if held else "")

    def _answer(self, place: int) -> None:
        held = self._held[place]
        if held is not None:
            self._page.do(partial(answered, id_=held.id))

    def write_all(self) -> None:
        """Write whatever was typed."""
        for place in range(TOP):
            self.write_one(place)

    def write_one(self, place: int) -> None:
        """Write one question where it was changed; an emptied one is deleted."""
        held, text = self._held[place], self.fields[place].text().strip()
        found = self._agenda
        if text == (held.text if held else "") or found is None:
            return
        if held is None:
            visit = found.coming.id if found.coming else ""
            wanted = VisitQuestion(date=found.on, text=text, visit_id=visit, position=place + 1)
        else:
            wanted = replace(held, text=text)
        self._held[place] = wanted if text else None  # the answer comes later, and the line may be left again before
        self._page.do(partial(noted, wanted=wanted))
