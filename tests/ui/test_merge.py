"""Another copy of the journal, looked at and brought in."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.step import creating, editing
from bonejournal.journal.store import Journal
from bonejournal.ui.dialogs import choose
from bonejournal.ui.pages.merge import LATER, MINE, THEIRS, MergePage
from bonejournal.ui.shell import Shell
from tests.ui.shells import here, press, said, settle, shown_shell, until

DAY = dt.date(2026, 5, 3)
ALIKE, BOTH, MORE = (BodyMeasure(date=DAY + dt.timedelta(days=n), weight_kg=60.0) for n in range(3))


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A journal and a copy of it that went apart: a record more there, and two changed in both."""
    path, there = tmp_path / "helen.bonejournal", tmp_path / "laptop.bonejournal"
    with Journal.create(path) as journal:
        journal.apply(creating(ALIKE, BOTH, MORE))
    shutil.copyfile(path, there)
    for one, weight in ((path, 61.0), (there, 62.0)):
        with Journal.open(one) as journal:
            for record in (BOTH, MORE):
                journal.apply(editing(record, replace(record, weight_kg=weight)))
            if one is there:
                journal.apply(creating(BodyMeasure(date=DAY, weight_kg=70.0)))
            journal.back_up()
    return there


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, other: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    monkeypatch.setattr(choose, "journal", lambda *_more: other)
    with shown_shell(qapp, tmp_path, tmp_path / "helen.bonejournal") as made:
        until(lambda: made.desk.state is not None)
        settle(made)
        yield made


def page(shell: Shell) -> MergePage:
    found = shell.window.stack.page()
    assert isinstance(found, MergePage)
    return found


def words(shell: Shell) -> list[str]:
    return [one.text() for one in page(shell).findChildren(QLabel) if one.isVisible() and one.text()]


def weights(shell: Shell) -> list[float | None]:
    held: list[float | None] = []
    shell.desk.ask(lambda journal: [one.weight_kg for one in journal.all(BodyMeasure)], held.extend, owner=shell)
    settle(shell)
    return held


def test_both_sides_are_shown_and_each_conflict_is_hers_to_choose(shell: Shell) -> None:
    shell.window.run("merge")
    settle(shell)
    assert here(shell) == "merge"
    said_here = words(shell)
    assert "1 record added" in said_here
    assert "2 records changed in both" in said_here
    assert [text for text in said_here if text.endswith(" kg")] == ["61.0 kg", "62.0 kg"] * 2
    assert [card.choice() for card in page(shell).cards] == [LATER, LATER]
    assert "2 records stay as they are here until you decide." in said_here
    first, second = page(shell).cards
    for card, choice in ((first, THEIRS), (second, MINE)):
        QTest.mouseClick(card.switch.button(choice), Qt.MouseButton.LeftButton)
    assert not page(shell).left_open.isVisible()
    press(shell.window, "Merge")
    settle(shell)
    assert here(shell) != "merge"
    assert "3 records merged" in said(shell)
    assert sorted(weight or 0 for weight in weights(shell)) == [60.0, 61.0, 62.0, 70.0]
    shell.window.run("undo")
    assert sorted(weight or 0 for weight in weights(shell)) == [60.0, 61.0, 61.0]
    shell.window.run("redo")
    settle(shell)
    shell.window.run("merge")
    settle(shell)
    assert page(shell)._sentence.text() == "Everything in the other copy is already here."
    press(shell.window, "Close")
    assert here(shell) != "merge"


def test_by_keys_alone_what_is_left_for_later_stays_as_it_is(shell: Shell) -> None:
    shell.window.run("merge")
    settle(shell)
    focused = QApplication.focusWidget()
    assert focused is page(shell).go
    QTest.keyClick(focused, Qt.Key.Key_Return)
    settle(shell)
    assert sorted(weight or 0 for weight in weights(shell)) == [60.0, 61.0, 61.0, 70.0]
    shell.window.run("merge")
    settle(shell)
    assert len(page(shell).cards) == 2
    assert not page(shell).go.isEnabled()


def test_the_open_journal_and_what_is_no_journal_are_refused(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letter.bonejournal").write_text("Dear doctor")
    for name, told in (("helen", "is the journal that is open"), ("letter", "is not a bonejournal file")):
        monkeypatch.setattr(choose, "journal", lambda *_more, name=name: tmp_path / f"{name}.bonejournal")
        shell.window.run("merge")
        settle(shell)
        assert told in page(shell)._sentence.text()
        press(shell.window, "Cancel")
        assert here(shell) != "merge"
