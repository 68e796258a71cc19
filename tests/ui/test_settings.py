"""Settings: applied at once, remembered, and never wider than the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bonejournal.domain.profile import Units
from bonejournal.journal.store import Journal
from bonejournal.ui.paper import paper_chosen
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import Mode, theme
from tests.ui.few import sample
from tests.ui.shells import here, press, said, settle, shown_shell, until


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    path = tmp_path / "helen.bonejournal"
    with Journal.create(path) as journal:
        journal.apply(sample().step)
    with shown_shell(qapp, tmp_path, path) as made:
        until(lambda: made.desk.state is not None)
        made.window.go("settings")
        settle(made)
        yield made


def choose(shell: Shell, switch: str, key: str) -> None:
    button = getattr(shell.window.stack.page(), switch).button(key)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(shell)


def test_text_size_holds_for_the_whole_window_and_is_remembered(shell: Shell) -> None:
    choose(shell, "text_size", "1.5")
    assert theme.scale == 1.5
    assert shell.memory.number("scale", 1.0) == 1.5
    assert here(shell) == "settings"


def test_the_theme_changes_at_once(shell: Shell) -> None:
    choose(shell, "mode", "dark")
    assert theme.dark
    assert shell.memory.mode() is Mode.DARK


def test_units_are_a_change_of_the_profile_that_can_be_undone(shell: Shell) -> None:
    choose(shell, "units", "us")
    assert shell.desk.state is not None
    assert shell.desk.state.profile is not None
    assert shell.desk.state.profile.units is Units.US
    assert said(shell) == "Units are lb and inches now."
    shell.window.go("records")
    settle(shell)
    model = shell.window.stack.page().table.model()
    until(lambda: model.row(1) is not None)
    assert "lb" in model.row(1).cells[2].text
    shell.window.run("undo")
    settle(shell)
    assert shell.desk.state.profile.units is Units.METRIC


def test_paper_is_remembered(shell: Shell) -> None:
    choose(shell, "paper", "letter")
    assert paper_chosen(shell.memory) == "letter"


def test_settings_lead_to_the_targets(shell: Shell) -> None:
    press(shell.window, "Show all targets")
    until(lambda: here(shell) == "targets")


def test_edit_opens_the_profile_and_comes_back(shell: Shell) -> None:
    press(shell.window, "Edit…")
    until(lambda: here(shell) == "profile-form")
    settle(shell)
    profile = shell.desk.state.profile
    assert profile.name
    form = shell.window.stack.page()
    assert form.texts()["name"] == profile.name
    form.save()
    until(lambda: here(shell) == "settings")
    assert shell.desk.state.profile == profile


@pytest.mark.parametrize(
    "key", ["settings", "records", "sources", "keys", "about", "summary", "visits", "targets", "check"]
)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_no_page_is_wider_than_the_smallest_window(shell: Shell, key: str, scale: float) -> None:
    theme.set_scale(scale)
    shell.window.resize(1024, 700)
    shell.window.go(key)
    settle(shell)
    area = shell.window.stack.currentWidget()
    assert area.horizontalScrollBar().maximum() == 0
