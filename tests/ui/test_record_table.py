"""A table of records on any page: narrowed, duplicated and deleted by keys, with what belongs to a record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from bonejournal.domain.attachment import Attachment, attach
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.step import Change, Step
from bonejournal.journal.store import Journal
from bonejournal.ui.pages.density import DensityPage
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.record_table import RecordTable
from bonejournal.ui.widgets.table import TableView
from tests.ui.few import sample
from tests.ui.shells import here, key, said, settle, shown_shell, until

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    path = tmp_path / "helen.bonejournal"
    with Journal.create(path) as journal:
        journal.apply(sample().step)
        scan = journal.all(DxaScan)[0]
        content = b"%PDF-1.7 a report"
        file = attach(scan.id, "report.pdf", content)
        journal.apply(Step("Attach", (Change(None, file),), contents=(content,)))
    with shown_shell(qapp, tmp_path, path) as made:
        until(lambda: made.desk.state is not None)
        made.window.go("density")
        settle(made)
        made.window.activateWindow()
        until(lambda: qapp.activeWindow() is made.window)
        table(made).focus_rows()
        assert len(table(made).selected_ids()) == 1
        yield made


def table(shell: Shell) -> RecordTable:
    page = shell.window.stack.page()
    assert isinstance(page, DensityPage)
    assert page.all_scans is not None
    return page.all_scans


def days(shell: Shell) -> list[str]:
    model = table(shell).table.model()
    return [model.row(place).cells[0].text for place in range(model.rowCount())]


def test_rows_are_narrowed_by_what_they_say(shell: Shell) -> None:
    key(shell, Qt.Key.Key_F, CTRL)
    field = table(shell).filter
    assert field.hasFocus()
    QTest.keyClicks(field, "OCT 2024")
    assert days(shell) == ["9 Oct 2024"]
    QTest.keyClicks(field, "x")
    assert days(shell) == []
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert len(days(shell)) == 4
    assert not field.isVisible()
    assert table(shell).table.hasFocus()


def test_a_row_is_deleted_with_what_belongs_to_it_and_comes_back(shell: Shell) -> None:
    for _ in range(3):
        key(shell, Qt.Key.Key_Down)
    assert shell.desk.state is not None
    count = shell.desk.state.count
    key(shell, Qt.Key.Key_Delete)
    settle(shell)
    assert said(shell).startswith("DXA report of 14 September 2020 deleted.")
    assert days(shell) == ["13 Oct 2026", "9 Oct 2024", "6 Oct 2022"]
    with_file: list[int] = []
    shell.desk.ask(lambda journal: len(journal.all(Attachment)), with_file.append, owner=shell.window)
    settle(shell)
    assert with_file == [0]
    assert shell.desk.state.count == count - 2
    shell.window.run("undo")
    settle(shell)
    assert shell.desk.state.count == count
    assert len(days(shell)) == 4


def test_a_row_is_duplicated_as_a_new_record_of_today(shell: Shell) -> None:
    key(shell, Qt.Key.Key_D, CTRL)
    until(lambda: here(shell) == "dxa-form")
    settle(shell)
    texts = shell.window.stack.page().texts()
    assert texts["date"] == "12 Nov 2026"
    assert texts["facility"] == "Hillcrest Bone Clinic"
    assert "0.826" in texts.values()


def test_the_menu_of_a_row_offers_what_the_keys_do(shell: Shell) -> None:
    rows = table(shell).table
    rows.menu_wanted.emit(table(shell).selected_ids()[0], rows.mapToGlobal(QPoint(5, 5)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["Open", "Duplicate", "Delete"]
    menu.actions()[0].trigger()
    menu.close()
    until(lambda: here(shell) == "dxa-form")


def test_a_table_of_other_things_offers_no_deleting(shell: Shell) -> None:
    shell.window.go("keys")
    settle(shell)
    rows = shell.window.stack.page().findChildren(TableView)[0]
    rows.setFocus()
    until(rows.selected_ids)
    assert not shell.window.commands.action("delete").isEnabled()
