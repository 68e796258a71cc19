"""A window over a journal in a file, and how many records stand there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.step import creating
from bonejournal.journal.store import Journal
from bonejournal.ui.shell import Shell
from tests.ui.shells import settle, shown_shell, until


def weighed_once(folder: Path) -> Path:
    """A journal of one record, of which there is a backup."""
    made = folder / "helen.bonejournal"
    with Journal.create(made) as journal:
        journal.apply(creating(BodyMeasure(date=dt.date(2026, 5, 3), weight_kg=62.0)))
        journal.back_up()
    return made


@contextmanager
def opened_at(app: QApplication, folder: Path, path: Path) -> Iterator[Shell]:
    with shown_shell(app, folder, path) as made:
        until(lambda: made.desk.state is not None)
        settle(made)
        yield made


def count(shell: Shell) -> int:
    return shell.desk.state.count if shell.desk.state else -1
