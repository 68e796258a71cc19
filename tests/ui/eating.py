"""A window over a few weeks of the sample's eating, with its foods, courses, templates and weights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.nutrition.foods import HerFood
from bonejournal.domain.nutrition.intake import Intake, in_order
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.domain.step import Change, Step
from bonejournal.domain.template import Template
from bonejournal.exchange.formats import sample
from bonejournal.journal.store import Journal
from bonejournal.ui.pages.nutrition import NutritionPage
from bonejournal.ui.shell import Shell
from tests.ui.shells import pause, settle, shown_shell, until

TODAY = dt.date(2026, 11, 12)
R = TypeVar("R", bound=Record)


def helen(since: dt.date = dt.date(2026, 10, 26)) -> list[Record]:
    kinds = Profile | Course | HerFood | Template | BodyMeasure
    return [
        change.after
        for change in sample().step.changes
        if isinstance(change.after, kinds) or (isinstance(change.after, Intake) and change.after.date >= since)
    ]


@contextmanager
def opened(app: QApplication, folder: Path, records: Sequence[Record]) -> Iterator[Shell]:
    path = folder / "helen.bonejournal"
    with Journal.create(path) as journal:
        journal.apply(Step("Fill", tuple(Change(None, record) for record in records)))
    with shown_shell(app, folder, path) as shell:
        until(lambda: shell.desk.state is not None)
        settle(shell)
        yield shell


class Keys:
    """Real keys to whatever window has the focus; a chord counts once, as she presses it."""

    def __init__(self, shell: Shell) -> None:
        self.shell, self.pressed = shell, 0

    def press(self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.pressed += 1
        if QGuiApplication.focusWindow() is None:  # without a screen nobody gives the focus back when a sheet closes
            self.shell.window.activateWindow()
            until(lambda: QApplication.activeWindow() is self.shell.window)
        QTest.keyClick(QGuiApplication.focusWindow() or self.shell.window.windowHandle(), key, modifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        for letter in text:
            self.press(letter)


def page(shell: Shell) -> NutritionPage:
    shown = shell.window.stack.page()
    assert isinstance(shown, NutritionPage)
    return shown


def show(shell: Shell) -> NutritionPage:
    shell.window.go("nutrition")
    settle(shell)
    until(lambda: page(shell).parts is not None)
    settle(shell)
    return page(shell)


def held(shell: Shell, cls: type[R]) -> list[R]:
    found: list[tuple[R, ...]] = []
    shell.desk.ask(lambda journal: journal.all(cls), found.append, owner=shell)
    until(lambda: bool(found))
    return list(found[0])


def eaten(shell: Shell, day: dt.date = TODAY) -> list[Intake]:
    return in_order([row for row in held(shell, Intake) if row.date == day])


def wait(shell: Shell) -> None:
    settle(shell)
    pause()
