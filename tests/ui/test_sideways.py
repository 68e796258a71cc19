"""With the largest text in the smallest window a page scrolls up and down, never sideways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea

from bonejournal.ui.all_pages import PAGES
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
    area = page.parentWidget()
    while not isinstance(area, QScrollArea):
        assert area is not None
        area = area.parentWidget()
    assert area.viewport().width() < 1024
    assert page.minimumSizeHint().width() <= area.viewport().width()
    assert area.horizontalScrollBar().maximum() == 0
