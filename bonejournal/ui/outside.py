"""The frame of a page that is shown while no journal is open, such as About."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bonejournal.domain.words import tr

if TYPE_CHECKING:
    from bonejournal.ui.shell import Shell


class Outside:
    """There is nowhere to go but back to the start page."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def go(self, key: str, what: str = "") -> None:
        """Only pages of the Help menu can be shown."""
        self._shell.help(key)

    def go_back(self) -> None:
        self._shell.welcome()

    def done_with(self, key: str, what: str = "") -> None:
        self._shell.welcome()

    def renew(self) -> None:
        """These pages keep nothing that could change."""

    def title_of(self, key: str) -> str:
        return tr("Start page")

    def choose_page(self, beneath: QWidget) -> None:
        """There is no list of pages."""

    def say(
        self,
        text: str,
        link: str = "",
        act: Callable[[], object] | None = None,
        also: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        self._shell.window.say(text, link, act, also)

    def run(self, command: str) -> None:
        self._shell.window.run(command)

    def keys_of(self, command: str) -> str:
        return self._shell.window.keys_of(command)
