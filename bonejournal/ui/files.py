"""What is done with whole files: new, open, import, export, the doctor's summary, backup, restore."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bonejournal.ui.commands import Handler

if TYPE_CHECKING:
    from bonejournal.ui.shell import Shell


class Files(QObject):
    """The File menu."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.shell = shell

    def handlers(self) -> Mapping[str, Handler]:
        """What the File menu does."""
        return {"close": self.shell.welcome}

    def after_opening(self) -> None:
        """The journal is open."""

    def backup_said(self, path: Path) -> str:
        """When the last backup was made."""
        return ""

    def open_elsewhere(self, path: Path) -> None:
        """Another window has it."""

    def show_problem(self, path: Path, error: Exception) -> None:
        """It could not be opened."""

    def show_log(self, error: Exception) -> None:
        """The technical part."""
