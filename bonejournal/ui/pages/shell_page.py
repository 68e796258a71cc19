"""A page that needs the program around the journal: its files, its memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from bonejournal.ui.pages.journal_page import JournalPage

if TYPE_CHECKING:
    from bonejournal.ui.shell import Shell


class ShellPage(JournalPage):
    """`shell` is set before the page is first shown."""

    shell: ClassVar[Shell | None] = None

    def program(self) -> Shell:
        """The program around the page."""
        if self.shell is None:
            raise RuntimeError("the page is shown without the program around it")
        return self.shell
