"""Keys."""

from __future__ import annotations

from bonejournal.domain.words import mark
from bonejournal.ui.pages.journal_page import JournalPage


class KeysPage(JournalPage):
    """Keys."""

    key = "keys"
    title = mark("Keys")
    icon = ""
    order = 201
    shortcut = ""
    shows = frozenset({})
    parent_key = "settings"
