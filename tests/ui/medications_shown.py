"""The Medications page in a window, and what can be read and pressed on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from bonejournal.domain.medicines.medication import Course, Dose
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.domain.visit import Visit, VisitQuestion
from bonejournal.exchange.formats import sample
from bonejournal.ui.pages.medications import MedicationsPage
from bonejournal.ui.pages.medications_cards import DueCard
from bonejournal.ui.shell import Shell
from tests.ui.shells import filled_shell, settle

ON = dt.date(2026, 11, 12)


def helen() -> list[Record]:
    """Her profile, medicines, doses, visits and questions."""
    kinds = Profile | Course | Dose | Visit | VisitQuestion
    return [change.after for change in sample().step.changes if isinstance(change.after, kinds)]


def opened(app: QApplication, folder: Path, records: Sequence[Record]) -> AbstractContextManager[Shell]:
    return filled_shell(app, folder, records, "medications")


def page(shell: Shell) -> MedicationsPage:
    shown = shell.window.stack.page()
    assert isinstance(shown, MedicationsPage)
    return shown


def held(shell: Shell, kind: type[Record]) -> list[Record]:
    found: list[Record] = []
    shell.desk.ask(lambda journal: list(journal.all(kind)), found.extend, owner=shell)
    settle(shell)
    return found


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def click(shell: Shell, name: str) -> None:
    button = next(one for one in page(shell).findChildren(QPushButton, name) if one.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(shell)


def due_card(shell: Shell) -> DueCard:
    return next(one for one in page(shell).findChildren(DueCard) if one.isVisible())
