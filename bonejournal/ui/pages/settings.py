"""Settings."""

from __future__ import annotations

from bonejournal.domain.words import mark
from bonejournal.ui.pages.journal_page import JournalPage


class SettingsPage(JournalPage):
    """Settings."""

    key = "settings"
    title = mark("Settings")
    icon = "settings"
    order = 100
    shortcut = "Ctrl+,"
    shows = frozenset({"profile"})
    parent_key = ""
