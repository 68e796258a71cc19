"""The first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from bonejournal.ui.shell import Shell


class Welcome(QWidget):
    """New journal, open, recent, sample."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
