"""With the largest text in the smallest window a page scrolls up and down, never sideways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.record import Record
from bonejournal.domain.step import Change, Step
from bonejournal.domain.template import Template
from bonejournal.journal.store import Journal
from bonejournal.ui.all_pages import PAGES
from bonejournal.ui.pages.steady import area_of
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import theme
from tests.ui.over_sample import sample_shell
from tests.ui.shells import here, settle, until

OPENED_WITH = {"explain": "frame.strategies", "assessments-form": "new:home_safety", "profile-form": ""}
WITHOUT = {"import", "merge"}
"""Pages that begin with a file."""


@pytest.fixture(scope="module")
def shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    with sample_shell(qapp, tmp_path_factory.mktemp("sample")) as shell:
        shell.window.resize(1024, 700)
        theme.set_scale(2.0)
        settle(shell)
        yield shell
        theme.set_scale(1.0)


@pytest.mark.parametrize("key", [page.key for page in PAGES if page.key not in WITHOUT])
def test_a_page_never_scrolls_sideways(shell: Shell, key: str) -> None:
    shell.window.go(key, OPENED_WITH.get(key, "new" if key.endswith("-form") else ""))
    until(lambda: here(shell) == key)
    settle(shell)
    page = shell.window.stack.page()
    assert page is not None
    area = area_of(page)
    assert area is not None
    assert area.viewport().width() < 1024
    assert page.minimumSizeHint().width() <= area.viewport().width()
    assert area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("key", ["today", "nutrition", "medications", "doses-form"])
def test_nor_where_what_she_named_has_the_longest_names(shell: Shell, key: str) -> None:
    held: list[tuple[Record, ...]] = []

    def named(journal: Journal) -> tuple[Record, ...]:
        return (*journal.all(Template), *journal.all(Course))

    shell.window.go("about")
    shell.desk.ask(named, held.append, owner=shell)
    until(lambda: held)
    name = "Everything that I take on a usual day of the week, with breakfast, & what goes with it in the evening"
    changes = [Change(one, replace(one, name=name)) for one in held[0] if getattr(one, "name", name) != name]
    if changes:
        shell.desk.apply(Step("Rename", tuple(changes)))
    settle(shell)
    test_a_page_never_scrolls_sideways(shell, key)
