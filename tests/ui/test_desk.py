"""The desk is closed when it says so, whatever was on its way."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from bonejournal.journal.store import Journal
from bonejournal.ui.desk import Desk
from tests.ui.shells import pause, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "helen.bonejournal"
    Journal.create(made).close()
    return made


@pytest.fixture
def desk(qapp: QApplication, path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose journal is just being opened."""
    begun, opened = threading.Event(), Journal.open

    def open_(path: Path) -> Journal:
        begun.set()
        return opened(path)

    monkeypatch.setattr(Journal, "open", open_)
    made = Desk()
    made.open(path, pytest.fail)
    assert begun.wait(60)
    monkeypatch.undo()
    return made


def test_a_journal_closed_while_it_is_being_opened_is_closed(desk: Desk, path: Path) -> None:
    shown: list[int] = []
    desk.opened.connect(lambda: shown.append(1))
    desk.close()
    until(desk.idle)
    pause()
    Journal.open(path).close()
    assert desk.state is None
    assert not shown
    assert desk.end()


def test_a_desk_that_ends_while_its_journal_is_being_opened_leaves_it_closed(desk: Desk, path: Path) -> None:
    """It was left open, and a second end waited a minute for a thread that was gone."""
    assert desk.end()
    Journal.open(path).close()
    assert desk.end()
