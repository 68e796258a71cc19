"""What changed since the last visit, found by the program: each line leads to where it is on record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from bonejournal.domain.words import day_long, tr
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import link
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.text import label, rule

if TYPE_CHECKING:
    from bonejournal.domain.snapshot import Snapshot
    from bonejournal.report.since import Changed

PAGES = {
    "fractures": "falls",
    "falls": "falls",
    "scan": "density",
    "medication": "medications",
    "markers": "labs",
    "labs": "labs",
    "body": "body-sleep",
}
"""The page on which each line's records stand."""
LOOKS_AT = {"markers": "ctx"}
"""What is looked at there."""
READS = frozenset({"dxa", "labs", "falls", "fractures", "medications", "doses", "body"})
"""The kinds the lines are made of."""

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class News(NamedTuple):
    """What happened since a day, None where there was no visit before."""

    since: dt.date | None
    lines: Sequence[Changed]

    @property
    def shown(self) -> list[Changed]:
        """The lines that say something, and those that always stand there; none where nothing is known yet."""
        told = any(line.news and line.said for line in self.lines)
        return [line for line in self.lines if line.news or line.always] if told else []


def news(snapshot: Snapshot, since: dt.date | None) -> News:
    """Find what happened since a day."""
    from bonejournal.report.since import since_lines

    return News(since, since_lines(snapshot, since, hers=True))


def changes_card(found: News, frame: Frame) -> Card:
    """The lines beneath each other, each with a link to its page."""
    card = Card()
    title = tr("What changed since your last visit") if found.since else tr("Latest of each")
    aside = tr("since {day}", day=day_long(found.since)) if found.since else tr("no earlier visit on record")
    card.heading(title, right=label(aside, "second"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.u(14))
    grid.setVerticalSpacing(theme.u(9))
    grid.setContentsMargins(0, theme.u(4), 0, 0)
    grid.setColumnStretch(1, 1)
    for place, line in enumerate(found.shown):
        page, what = PAGES[line.key], LOOKS_AT.get(line.key, "")
        opens = link(tr("Show"), partial(frame.go, page, what))
        opens.setObjectName(f"show-{line.key}")
        opens.setAccessibleName(tr("Show: {name}. {said}", name=line.name, said=line.said))
        if place:
            grid.addWidget(rule(), 2 * place - 1, 0, 1, 3)
        said = label(line.said, "body", wrap=True)
        said.setObjectName(f"changed-{line.key}")
        grid.addWidget(label(line.name, "row"), 2 * place, 0, _MIDDLE)
        grid.addWidget(said, 2 * place, 1, _MIDDLE)
        grid.addWidget(opens, 2 * place, 2, _MIDDLE)
    card.box.addLayout(grid)
    return card
