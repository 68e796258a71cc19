"""Records."""

from __future__ import annotations

from bonejournal.domain.words import mark
from bonejournal.ui.pages.journal_page import JournalPage


class RecordsPage(JournalPage):
    """Records."""

    key = "records"
    title = mark("Records")
    icon = "records"
    order = 90
    shortcut = "Ctrl+9"
    shows = frozenset({"dxa", "body", "profile"})
    parent_key = ""
