"""A report typed as it is printed: a card that says when and where, a grid of numbers beneath, and the buttons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bonejournal.domain.dates import DateError, parse_day
from bonejournal.domain.record import Question
from bonejournal.domain.words import tr
from bonejournal.ui.forms.form import FormPage
from bonejournal.ui.forms.paste import PastePanel, Recognised
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.entry_grid import EntryGrid
from bonejournal.ui.widgets.fields import Check, Combo, TextField
from bonejournal.ui.widgets.stages import polish
from bonejournal.ui.widgets.text import rule


class ReportForm(FormPage):
    """What such forms do alike. A subclass builds `top` and `card` in its parts, and shows them at the end with
    `reveal`; its texts are named by rows of the grid, which move as rows are filled and emptied.
    """

    grid: EntryGrid
    paste_hint: ClassVar[str] = ""
    _read_keys: tuple[str, ...] | None = None
    _panel: PastePanel | None = None

    # What a subclass gives

    def day_field(self) -> TextField:
        """Where the day of the report is typed."""
        raise NotImplementedError

    def first_keys(self) -> tuple[str, ...]:
        """The grid's row of each part of the record the form began with."""
        raise NotImplementedError

    def go_on_from(self, field: QWidget | None) -> bool:
        """Go on at Enter where the next field is not the next in order; whether it did."""
        return False

    def recogniser(self) -> Callable[[str], Recognised]:
        """What finds what is in the text of a report; called in the drawing thread."""
        raise NotImplementedError

    def take_pasted(self, chosen: list[object]) -> None:
        """Fill in what she ticked of what was recognised."""

    # Building

    def top(self, card: Card) -> None:
        """The first card, of all that is hidden until everything is there."""
        self.filled = QWidget()
        self.filled.hide()
        self._column = QVBoxLayout(self.filled)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.u(12))
        self.add_left(self.filled, 1)
        self._column.addWidget(card)
        polish(card)

    def card(self, grid: EntryGrid) -> Card:
        """The card with the grid."""
        made = Card()
        made.box.setSpacing(theme.u(10))
        made.box.setContentsMargins(theme.u(18), theme.u(8), theme.u(18), theme.u(12))
        self._column.addWidget(made, 1)
        made.add(grid)
        return made

    def close_card(self, card: Card) -> None:
        """The buttons at the end of the card."""
        card.box.addStretch(1)
        card.add(rule())
        card.add(self.footer())
        polish(card)

    def reveal(self) -> None:
        """Show it all."""
        self.filled.show()

    # Rows, and the parts of the record

    def row_keys(self) -> tuple[str, ...]:
        """The grid's row of each part of the record, as it was read last."""
        return self.first_keys() if self._read_keys is None else self._read_keys

    def read_as(self, keys: tuple[str, ...]) -> None:
        """Remember the rows of what was just read."""
        self._read_keys = keys

    # Fields

    def typed_day(self, text: str) -> dt.date | None:
        """The day a text stands for, None where it is none."""
        try:
            return parse_day(text, self.habit.today) if text.strip() else None
        except DateError:
            return None

    def field_widget(self, field: str) -> QWidget | None:
        """Where a text is typed."""
        return self.grid.cell(field) or self.filled.findChild(QWidget, field)

    def first_focus(self) -> QWidget | None:
        """The date; it stands at today and is selected."""
        if not self._begun:
            return None
        self.day_field().selectAll()
        return self.day_field()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; on a button it presses it."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        focus = self.focusWidget()
        if not plain or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focus, QPushButton):
            focus.click()
        elif self.go_on_from(focus):
            event.accept()
        elif isinstance(focus, TextField | Check | Combo):
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    # Answers

    def keep_and_go_on(self, question: Question) -> None:
        """Keep what was asked about, and go on after it."""
        name = self.typed_in(question.field)
        self.keep_answer(question)
        self._draft.touch()
        self.go_on(name)

    def mend_and_go_on(self, name: str, text: str) -> None:
        """Put another text into a field, and go on after it."""
        widget = self.field_widget(name)
        if isinstance(widget, TextField):
            widget.setText(text)
        self.touched(name)
        self.left(name)
        self.go_on(name)

    def go_on(self, name: str) -> None:
        """Go to the field after the one that was asked about."""
        widget = self.field_widget(name)
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self.focusNextPrevChild(True)

    # Pasting

    def offer_pasting(self) -> None:
        """The button that takes the text of a report."""
        self.set_primary(tr("Paste from the report…"), self.paste_report, icon="", kind="plain")

    def paste_report(self) -> None:
        """Show the panel that reads a text."""
        if not self._begun or self._panel is not None:
            return
        hint = tr(self.paste_hint)
        self._panel = PastePanel(self.desk, hint, self.recogniser(), self._take, self._close_panel)
        self.filled.hide()
        if self._primary is not None:
            self._primary.hide()
        self.add_left(self._panel, 1)
        self._panel.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_panel(self) -> None:
        if self._panel is not None:
            self._panel.hide()
            self._panel.setParent(None)
            self._panel.deleteLater()
            self._panel = None
            if self._primary is not None:
                self._primary.show()
            self.reveal()
            self.day_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, chosen: list[object]) -> None:
        self._close_panel()
        self.take_pasted(chosen)
        self._seen |= set(self.texts())
        self.judge(self._seen)
        self._draft.touch()

    def leave(self) -> None:
        """Close the panel first where it is open."""
        if self._panel is not None:
            self._close_panel()
        else:
            super().leave()

    def save(self) -> None:
        """Save, unless a text is being pasted."""
        if self._panel is None:
            super().save()
