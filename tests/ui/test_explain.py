"""Explanations by clicks and keys: from a page's foot, from a card, from Search and from Help, and back again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from bonejournal.domain.meaning.frames import frames
from bonejournal.domain.meaning.targets import load_sources
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.buttons import Link
from bonejournal.ui.widgets.card import RowItem
from bonejournal.ui.widgets.compared import Compared
from tests.ui.shells import here, key, settle, shown_shell, until


@pytest.fixture(scope="module")
def opened(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    with shown_shell(qapp, tmp_path_factory.mktemp("explain")) as made:
        made.files.sample()
        until(lambda: made.desk.state is not None)
        settle(made)
        yield made


@pytest.fixture
def shell(opened: Shell) -> Shell:
    opened.window.go("today")
    settle(opened)
    return opened


def texts(shell: Shell) -> list[str]:
    return [one.text() for one in page(shell).findChildren(QLabel) if one.isVisible()]


def page(shell: Shell) -> QWidget:
    shown = shell.window.stack.page()
    assert shown is not None
    return shown


def link(shell: Shell, id_: str) -> Link:
    until(lambda: page(shell).findChild(Link, id_) is not None)
    found = page(shell).findChild(Link, id_)
    assert isinstance(found, Link)
    return found


def where(shell: Shell) -> tuple[str, str]:
    settle(shell)
    place = shell.window.stack.here()
    assert place is not None
    return place.key, place.what


@pytest.mark.parametrize(
    "start, id_",
    [
        ("today", "frame.layers"),
        ("today", "frame.triad"),
        ("today", "frame.window"),
        ("labs", "frame.ranklopg"),
        ("training", "frame.modalities"),
        ("medications", "frame.strategies"),
    ],
)
def test_a_page_leads_to_what_explains_it_and_back(shell: Shell, start: str, id_: str) -> None:
    shell.window.go(start)
    settle(shell)
    link(shell, id_).setFocus()
    key(shell, Qt.Key.Key_Return)
    assert where(shell) == ("explain", id_)
    one = frames()[id_]
    until(lambda: one.title in texts(shell))
    assert all(source.title in texts(shell) for source in load_sources() if source.key in one.sources)
    assert all(part.heading in texts(shell) for part in one.parts)
    back = f"‹ {shell.window.title_of(one.home)}"
    assert back in [button.text() for button in page(shell).findChildren(QPushButton)]
    key(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert where(shell) == (start, "")


def test_a_table_of_sentences_turns_into_rows_where_room_is_short(shell: Shell) -> None:
    shell.window.go("explain", "frame.strategies")
    settle(shell)
    until(lambda: page(shell).findChild(Compared) is not None)
    table = page(shell).findChild(Compared)
    assert isinstance(table, Compared)
    table_rows = frames()["frame.strategies"].parts[0].table
    assert table_rows is not None
    wide, narrow = table.heightForWidth(900), table.heightForWidth(300)
    assert table.beside(900)
    assert not table.beside(300)
    assert narrow > wide
    spoken = [one.accessibleName() for one in table.findChildren(QLabel)]
    for row in table_rows.rows:
        assert row[0] in spoken
        assert all(f"{head}: {cell}" in spoken for head, cell in zip(table_rows.heads[1:], row[1:], strict=True))


def test_help_lists_all_of_them_and_a_row_opens_one(shell: Shell) -> None:
    shell.window.run("sources")
    settle(shell)
    rows = [one for one in page(shell).findChildren(RowItem) if one.objectName().startswith("frame.")]
    assert [row.objectName() for row in rows] == list(frames())
    rows[1].setFocus()
    key(shell, Qt.Key.Key_Return)
    assert where(shell) == ("explain", list(frames())[1])
    QTest.mouseClick(link(shell, "sources"), Qt.MouseButton.LeftButton)
    assert where(shell) == ("sources", "")


def test_one_with_a_page_of_its_own_opens_that(shell: Shell) -> None:
    shell.window.go("explain", "frame.trace_minerals")
    settle(shell)
    until(lambda: page(shell).findChild(RowItem, "frame.sources") is not None)
    row = page(shell).findChild(RowItem, "frame.sources")
    assert isinstance(row, RowItem)
    row.setFocus()
    key(shell, Qt.Key.Key_Return)
    settle(shell)
    assert here(shell) == "nutrient-sources"


def test_search_finds_an_explanation_and_opens_it(shell: Shell) -> None:
    shell.window.run("search")
    settle(shell)
    palette = shell.palettes.shown()
    assert palette is not None
    QTest.keyClicks(palette.field, "osteoprotegerin")
    settle(shell)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert where(shell) == ("explain", "frame.ranklopg")
