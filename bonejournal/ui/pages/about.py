"""About bonejournal."""

from __future__ import annotations

from bonejournal.domain.words import mark
from bonejournal.ui.pages.journal_page import JournalPage


class AboutPage(JournalPage):
    """About bonejournal."""

    key = "about"
    title = mark("About bonejournal")
    icon = ""
    order = 202
    shortcut = ""
    shows = frozenset({})
    parent_key = "settings"
