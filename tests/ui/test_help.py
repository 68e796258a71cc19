"""Help: sources, keys, about; the same with and without a journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from bonejournal import __version__
from bonejournal.domain.meaning.targets import load_sources, load_targets
from bonejournal.domain.quick.forms import FORMS
from bonejournal.ui.all_pages import PAGES
from bonejournal.ui.commands import COMMANDS, keys_table
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.table import TableView
from bonejournal.ui.widgets.table_model import RowKind
from tests.ui.shells import here, press, settle, shown_shell, until


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with shown_shell(qapp, tmp_path) as made:
        made.files.sample()
        until(lambda: made.desk.state is not None)
        settle(made)
        yield made


def words(shell: Shell) -> str:
    return "\n".join(label.text() for label in shell.window.findChildren(QLabel) if label.isVisible())


def test_all_five_documents_and_every_reference_are_named(shell: Shell) -> None:
    shell.window.run("sources")
    settle(shell)
    assert here(shell) == "sources"
    until(lambda: "What is our own choice" in words(shell))
    shown = words(shell)
    sources = load_sources()
    assert sum(source.document for source in sources) == 5
    for source in sources:
        assert source.title in shown
        assert all(fact in shown for fact in source.facts)


def test_every_target_can_be_seen_under_a_document(shell: Shell) -> None:
    shell.window.run("sources")
    until(lambda: "What is our own choice" in words(shell))
    tables = shell.window.stack.page().findChildren(TableView)
    listed = {table.model().row(place).id for table in tables for place in range(table.model().rowCount())}
    assert listed == {target.id for target in load_targets()}
    press(shell.window, "Show the 8 targets taken from it")
    assert any(table.isVisible() for table in tables)


def test_a_document_stands_with_its_own_figure(shell: Shell) -> None:
    shell.window.run("sources")
    until(lambda: "What is our own choice" in words(shell))
    asked = {}
    for key in ("lifestyle", "layers", "strength", "decade"):
        card = shell.window.stack.page().findChild(Card, f"source-{key}")
        table = card.findChild(TableView)
        rows = [table.model().row(place) for place in range(table.model().rowCount())]
        asked[key] = {row.id: row.cells[1].text for row in rows}
    assert asked["lifestyle"]["nutrition.protein"] == "1.0–1.2 g per kg a day"
    assert asked["layers"]["nutrition.protein"] == "1.2–1.6 g per kg a day"
    assert asked["strength"]["training.resistance.intensity"] == "70–85 %"
    assert asked["decade"]["training.resistance.intensity"] == "70–80 %"
    assert asked["strength"]["training.balance.sessions"] == "2–3 a week"
    assert asked["lifestyle"]["training.balance.sessions"] == "no figure"
    assert asked["layers"]["inflammation.sleep"] == "no figure"
    assert asked["lifestyle"]["nutrition.calcium"] == "at least 1,200 mg a day"


def test_figures_and_points_of_a_document_can_be_seen(shell: Shell) -> None:
    shell.window.run("sources")
    until(lambda: "What is our own choice" in words(shell))
    card = shell.window.stack.page().findChild(Card, "source-clinical")
    (toggle,) = [one for one in card.findChildren(QPushButton) if "points to talk about" in one.text()]
    assert "A T-score of −2.5 or lower" not in words(shell)
    QTest.mouseClick(toggle, Qt.MouseButton.LeftButton)
    assert "A T-score of −2.5 or lower" in words(shell)


def test_every_key_is_in_the_list(shell: Shell) -> None:
    shell.window.run("keys")
    settle(shell)
    (table,) = shell.window.stack.page().findChildren(TableView)
    rows = [table.model().row(place) for place in range(table.model().rowCount())]
    menus = {row.cells[0].text for row in rows if row.kind is RowKind.HEADING}
    assert menus == {"File", "Edit", "View", "Record", "Help"}
    shown = [row.cells[0].text for row in rows if row.kind is RowKind.RECORD]
    assert sorted(shown) == sorted(row[2] for row in keys_table())


def test_every_command_has_something_to_do(shell: Shell) -> None:
    for command in COMMANDS:
        if command.kind == "menu":
            assert shell.window.commands.submenu(command.id) is not None
        elif command.kind != "theme":
            assert shell.window.commands.action(command.id).text(), command.id


def test_what_is_added_by_name_names_commands_and_forms_that_are_there() -> None:
    pages = {page.key for page in PAGES}
    commands = {command.id for command in COMMANDS}
    for form in FORMS:
        assert f"{form.kind}-form" in pages
        assert form.command in {"", *commands}


def test_about_can_be_copied_and_names_where_things_lie(shell: Shell) -> None:
    shell.window.run("about")
    settle(shell)
    press(shell.window, "Copy")
    copied = QApplication.clipboard().text()
    assert f"bonejournal: {__version__}" in copied
    assert "SQLite: 3." in copied
    assert "Helen.bonejournal" in copied
    assert "Backups: " in copied
