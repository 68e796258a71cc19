"""Today."""

from __future__ import annotations

from bonejournal.domain.words import mark
from bonejournal.ui.pages.journal_page import JournalPage


class TodayPage(JournalPage):
    """Today."""

    key = "today"
    title = mark("Today")
    icon = "today"
    order = 10
    shortcut = "Ctrl+1"
    shows = frozenset({"dxa", "body", "profile"})
    parent_key = ""
