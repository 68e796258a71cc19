"""What takes the focus has a name, and no two things on a page that do different things have the same one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.stages import under_way
from tests.ui.over_sample import sample_shell
from tests.ui.shells import settle, until

SAME = "Explained: "
"""Where it begins like this it opens the same page wherever it stands."""


@pytest.fixture(scope="module")
def shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    with sample_shell(qapp, tmp_path_factory.mktemp("names")) as made:
        yield made


@pytest.mark.parametrize(
    "page", ["today", "density", "training", "body-sleep", "falls", "visits", "targets", "summary", "sources"]
)
def test_what_can_be_reached_by_tab_is_told_apart(shell: Shell, page: str) -> None:
    shell.window.go(page)
    settle(shell)
    shown = shell.window.stack.page()
    assert shown is not None
    until(lambda: under_way(shown) is None)
    names = Counter(
        one.accessibleName()
        for one in shown.findChildren(QWidget)
        if isinstance(one, QAbstractButton | QLineEdit)
        and one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    )
    assert len(names) > 2
    assert "" not in names
    assert not [name for name, count in names.items() if count > 1 and not name.startswith(SAME)]
