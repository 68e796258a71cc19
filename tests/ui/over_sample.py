"""One window over the sample journal for the tests of a module, and her hands at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from bonejournal.exchange.formats import sample
from bonejournal.journal.store import Journal
from bonejournal.ui.forms.form import FormPage
from bonejournal.ui.shell import Shell
from tests.ui.shells import settle, shown_shell
from tests.ui.typed import Hands


@contextmanager
def sample_shell(app: QApplication, folder: Path) -> Iterator[Shell]:
    path = folder / "helen.bonejournal"
    with Journal.create(path) as journal:
        journal.apply(sample().step)
    with shown_shell(app, folder, path) as shell:
        yield shell


@contextmanager
def at_today(shell: Shell) -> Iterator[Hands]:
    """With Today in view and no palette open. What is saved stays: each test writes on days of its own."""
    shell.window.go("today")
    settle(shell)
    yield Hands(shell)
    shell.palettes.close()
    shell.palettes.unsaved = ""
    page = shell.window.stack.page()
    if isinstance(page, FormPage):
        page.leave()
        settle(shell)
