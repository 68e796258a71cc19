"""Texts of several lines: how they are typed, grown with, left, taken back, kept as a draft and found again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from bonejournal.domain.visit import Visit
from bonejournal.journal.search import find
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import Mode, theme
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.long_field import MOST_LINES, LongField
from tests.ui.shells import filled_shell, here, key, pause, settle, until

LAST = Visit(date=dt.date(2026, 11, 2), clinician="Dr Kaya")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def field(qapp: QApplication) -> Iterator[LongField]:
    """A field between two lines of text."""
    theme.start(qapp, Mode.LIGHT, 1.0)
    window = QWidget()
    column = QVBoxLayout(window)
    made = LongField()
    for part in (TextField(), made, TextField()):
        column.addWidget(part)
    window.resize(300, 400)
    window.show()
    window.activateWindow()
    made.setFocus()
    until(made.hasFocus)
    yield made
    window.close()
    window.deleteLater()


def test_it_grows_with_its_lines_from_two_to_six_and_shrinks_again(field: LongField) -> None:
    heights = []
    for lines in range(1, MOST_LINES + 4):
        field.setText("\n".join(["word"] * lines))
        pause(1)
        heights.append(field.height())
    step = field.fontMetrics().lineSpacing()
    assert heights[0] == heights[1]
    assert [b - a for a, b in pairwise(heights[1:6])] == [step] * 4
    assert set(heights[5:]) == {heights[5]}
    assert field.verticalScrollBar().maximum()
    field.setText("word " * 60)  # one line that is wrapped
    pause(1)
    assert field.height() == heights[5]
    field.setText("")
    pause(1)
    assert field.height() == heights[0]
    assert not field.verticalScrollBar().maximum()


def test_enter_is_a_new_line_and_tab_leaves_both_ways(field: LongField) -> None:
    left: list[bool] = []
    field.editingFinished.connect(lambda: left.append(True))
    QTest.keyClicks(field, "one")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "two")
    QTest.keyClick(field, Qt.Key.Key_Enter, SHIFT)
    QTest.keyClicks(field, "three")
    assert field.text() == "one\ntwo\nthree"
    assert not left
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert left == [True]
    assert not field.hasFocus()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Backtab, SHIFT)
    assert left == [True, True]


def test_only_what_she_types_is_told_and_can_be_taken_back(field: LongField) -> None:
    told: list[str] = []
    field.textEdited.connect(told.append)
    field.setText("as it was")
    assert told == []
    field.selectAll()
    QTest.keyClicks(field, "new")
    assert told[-1] == "new"
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    until(lambda: field.text() == "as it was")
    assert told[-1] == "as it was"


@pytest.mark.parametrize("text", ["a\r\nb", "a\u00a0b", "a\u2028b", "tab\tand \u200b", "\n"])
def test_a_text_that_is_not_typed_in_stays_what_it_is(field: LongField, text: str) -> None:
    field.setText(text)
    assert field.text() == text


def test_what_is_typed_into_keeps_its_hard_spaces(field: LongField) -> None:
    field.setText("5\u00a0kg\nmore")
    QTest.keyClicks(field, "x")
    assert field.text() == "x5\u00a0kg\nmore"


def test_syllables_are_composed_before_they_count(field: LongField) -> None:
    told: list[str] = []
    field.textEdited.connect(told.append)
    for preedit in ("\u3131", "\uac00", "\uac04"):
        QApplication.sendEvent(field, QInputMethodEvent(preedit, []))
    assert field.text() == ""
    done = QInputMethodEvent("", [])
    done.setCommitString("\uac04")
    QApplication.sendEvent(field, done)
    assert field.text() == "\uac04"
    assert told[-1] == "\uac04"


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with filled_shell(qapp, tmp_path, [LAST], "visits") as made:
        made.window.go("visits-form", LAST.id)
        settle(made)
        yield made


def outcome(shell: Shell) -> LongField:
    found = shell.window.findChild(LongField, "outcome")
    assert found is not None
    return found


def stored(shell: Shell) -> Visit:
    kept: list[tuple[Visit, ...]] = []
    shell.desk.ask(lambda journal: journal.all(Visit), kept.append, owner=shell)
    until(lambda: kept)
    return kept[0][0]


def type_two_lines(shell: Shell) -> None:
    outcome(shell).setFocus()
    QTest.keyClicks(outcome(shell), "Carry on.")
    QTest.keyClick(outcome(shell), Qt.Key.Key_Return)
    QTest.keyClicks(outcome(shell), "Bloods in spring.")


def test_what_was_decided_is_written_by_keys_alone_shown_on_one_line_and_found(shell: Shell) -> None:
    assert outcome(shell).accessibleName() == "What came of it"
    type_two_lines(shell)
    key(shell, Qt.Key.Key_Tab)
    key(shell, Qt.Key.Key_Return, CONTROL)
    until(lambda: here(shell) == "visits")
    settle(shell)
    assert stored(shell).outcome == "Carry on.\nBloods in spring."
    found: list[int] = []
    shell.desk.ask(lambda journal: find(journal, "bloods spring").count, found.append, owner=shell)
    until(lambda: found)
    assert found == [1]
    shell.window.go("records")
    settle(shell)
    shell.window.go("visits")
    settle(shell)
    page = shell.window.stack.page()
    assert page is not None
    cells = page.records.table.model().row(0).cells  # type: ignore[attr-defined]
    assert cells[2].text == "Carry on. Bloods in spring."


@pytest.mark.parametrize("keys", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S])
def test_the_form_is_saved_from_within_the_text(shell: Shell, keys: Qt.Key) -> None:
    type_two_lines(shell)
    key(shell, keys, CONTROL)
    until(lambda: here(shell) == "visits")
    settle(shell)
    assert stored(shell).outcome == "Carry on.\nBloods in spring."


def test_lines_are_kept_as_a_draft(shell: Shell) -> None:
    type_two_lines(shell)
    key(shell, Qt.Key.Key_Escape)
    until(lambda: here(shell) == "visits")
    settle(shell)
    assert stored(shell).outcome == ""
    shell.window.go("visits-form", LAST.id)
    settle(shell)
    assert outcome(shell).text() == "Carry on.\nBloods in spring."
