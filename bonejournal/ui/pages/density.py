"""Bone density."""

from __future__ import annotations

from bonejournal.domain.words import mark
from bonejournal.ui.pages.journal_page import JournalPage


class DensityPage(JournalPage):
    """Bone density."""

    key = "density"
    title = mark("Bone density")
    icon = "density"
    order = 20
    shortcut = "Ctrl+2"
    shows = frozenset({"dxa", "body", "profile"})
    parent_key = ""
