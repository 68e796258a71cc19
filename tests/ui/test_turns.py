"""Long reading in short turns: how it ends when the journal goes away beneath it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from bonejournal.ui.desk import Desk
from bonejournal.ui.turns import Counts, Turns


class Asked(QObject):
    """A desk that does a turn when the test says so, and hands over what came of it when the test says so."""

    opened = Signal()
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.turns: list[tuple[Callable[[Any], Any], Callable[[Any], None]]] = []

    def ask(self, run: Callable[[Any], Any], then: Callable[[Any], None], *, owner: QObject) -> None:
        self.turns.append((run, then))


def pieces(_journal: object) -> Counts:
    yield 1


def broken(_journal: object) -> Counts:
    raise OSError("the journal is closed")


@pytest.mark.parametrize("work", [pieces, broken])
def test_a_turn_that_comes_after_another_journal_is_open_ends_nothing_twice(
    qapp: QApplication, work: Callable[[object], Counts]
) -> None:
    desk, parent, ended = Asked(), QObject(), list[object]()
    Turns(cast("Desk", desk), work, ended.append, ended.append, ended.append, parent)
    ((run, then),) = desk.turns
    came = run(None)
    desk.opened.emit()
    then(came)  # it was on its way already
    assert ended == [None]
    assert len(desk.turns) == 1
