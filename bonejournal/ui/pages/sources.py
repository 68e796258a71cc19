"""Where the numbers come from."""

from __future__ import annotations

from bonejournal.domain.words import mark
from bonejournal.ui.pages.journal_page import JournalPage


class SourcesPage(JournalPage):
    """Where the numbers come from."""

    key = "sources"
    title = mark("Where the numbers come from")
    icon = ""
    order = 200
    shortcut = ""
    shows = frozenset({})
    parent_key = "settings"
