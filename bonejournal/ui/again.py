"""Logging again: what a template makes is recorded by one key, wherever she is, and can be changed or taken back.

Eating is written at once. A workout, a lab panel or a body measure opens in its form, filled in: its numbers are of
the day, and a weight that was not measured is never written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from bonejournal.domain.dates import days_before
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.nutrition.meals import placed
from bonejournal.domain.step import Change, Step
from bonejournal.domain.template import Template, TemplateKind
from bonejournal.domain.words import day_long, tr
from bonejournal.ui.widgets.log_again import Again
from bonejournal.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    import datetime as dt

    from bonejournal.domain.record import Record
    from bonejournal.journal.store import Journal
    from bonejournal.ui.desk import Desk
    from bonejournal.ui.pages.page import Frame

KEYS = 4
LISTEN_MS = 10_000


def offered(
    templates: Sequence[Template], keys_of: Callable[[str], str], *, eating: bool = False, most: int = KEYS
) -> list[Again]:
    """What a card offers: what has a key, by the key, then what is eaten and has none; `eating` leaves out the rest."""
    found = [one for one in templates if one.kind is TemplateKind.INTAKE or (one.pin is not None and not eating)]
    found.sort(key=lambda one: (one.pin or KEYS + 1, one.name))
    return [Again(one.id, one.name, keys_of(f"again{one.pin:.0f}") if one.pin else "") for one in found[:most]]


class LogsAgain:
    """Records what templates make."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        self._desk, self._frame = desk, frame

    def pinned(self, key: int) -> None:
        """Record what is on a key, from 1 to 4, for today."""

        def found(template: Template | None) -> None:
            if template is not None:
                self.log(template, self._desk.on)
                return
            said = tr("Nothing is on key {key} yet. Give a template this key, and it is logged by it.", key=key)
            self._frame.say(said, tr("Choose one"), lambda: self._frame.go("templates"))

        def ask(journal: Journal) -> Template | None:
            return next((one for one in journal.all(Template) if one.pin == key), None)

        self._desk.ask(ask, found, owner=self._desk)

    def log(self, template: Template, day: dt.date) -> None:
        """Record a template for a day, or open the form it fills."""
        if template.kind is TemplateKind.WORKOUT:
            self._frame.go("workouts-form", f"new:{template.id}")
            return

        def ask(_journal: Journal) -> list[Record] | None:
            from bonejournal.exchange.templates import records_of

            try:
                return records_of(template, day)
            except ValueError:
                return None

        def found(records: list[Record] | None) -> None:
            if records is None:
                said = tr("“{name}” cannot be read as a template any more.", name=template.name)
                self._frame.say(said, tr("Open it"), lambda: self._frame.go("templates-form", template.id))
                return
            rows = [record for record in records if isinstance(record, Intake)]
            if rows:
                self._write(template.name, rows, day)
            else:
                self._frame.go(f"{records[0].KIND.key}-form", self._desk.prepare(records[0]))

        self._desk.ask(ask, found, owner=self._desk)

    def _write(self, name: str, rows: Sequence[Intake], day: dt.date, *, again: bool = False) -> None:
        """Write what is not noted for the day; of supplements that is decided by their course. `again`: write all."""

        def make(journal: Journal) -> tuple[Step, Sequence[Intake]] | None:
            already = journal.between(Intake, day, day)
            taken = {row.course_id for row in already if row.course_id and not again}
            made = placed([row for row in rows if row.course_id not in taken], day, already)
            step = Step(tr("Log {name}", name=name), tuple(Change(None, row) for row in made))
            return (step, made) if made else None

        def done(made: Sequence[Intake] | None) -> None:
            if made is None:
                said = tr("{name}: all of it is noted for that day already.", name=name)
                self._frame.say(said, tr("Note it again"), lambda: self._write(name, rows, day, again=True))
                return

            def edit() -> None:
                self._edit(name, made)

            words = tr("Edit") if is_typing() else tr("Edit (E)")
            self._tell(_said(name, day, self._desk.on), (words, edit))
            NextKey(Qt.Key.Key_E, edit)

        self._desk.decide(make, done)

    def _edit(self, name: str, rows: Sequence[Intake]) -> None:
        from bonejournal.ui.dialogs.amounts import ask_amounts

        def write(step: Step) -> None:
            self._desk.apply(step, lambda: self._tell(tr("{name}: the amounts are changed.", name=name)))

        window = QApplication.activeWindow()
        bar = window.findChild(StatusBar) if window is not None else None
        if isinstance(bar, StatusBar):
            ask_amounts(bar.left, name, rows, write)

    def _tell(self, text: str, also: tuple[str, Callable[[], object]] | None = None) -> None:
        self._frame.say(text, tr("Undo"), lambda: self._frame.run("undo"), also)


class NextKey(QObject):
    """Waits for one key while a message offers it: the next one pressed does it or ends the wait.

    Where something is being typed the key is a letter, and is left alone.
    """

    def __init__(self, key: Qt.Key, act: Callable[[], object]) -> None:
        app = QApplication.instance()
        super().__init__(app)
        self._key, self._act = key, act
        if app is not None:
            app.installEventFilter(self)
        QTimer.singleShot(LISTEN_MS, self, self._end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if event.key() in _MODIFIERS:
            return False
        bare = event.modifiers() == Qt.KeyboardModifier.NoModifier
        wanted = event.key() == self._key and bare and not is_typing()
        self._end()
        if wanted:
            self._act()
        return wanted

    def _end(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.deleteLater()


def is_typing() -> bool:
    """Whether the focus is where letters are typed."""
    return isinstance(QApplication.focusWidget(), QLineEdit | QTextEdit | QPlainTextEdit)


_MODIFIERS = (Qt.Key.Key_Alt, Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Meta)


def _said(name: str, day: dt.date, today: dt.date) -> str:
    if day == today:
        return tr("{name} noted for today.", name=name)
    if day == days_before(today, 1):
        return tr("{name} noted for yesterday.", name=name)
    return tr("{name} noted for {day}.", name=name, day=day_long(day))
