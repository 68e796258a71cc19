"""Links to explanations: at the foot of a page, and wherever else one is offered."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from bonejournal.domain.meaning.frames import Explained, frames
from bonejournal.domain.words import tr
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.widgets.buttons import Link, link
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.text import label


def explained_links(frame: Frame, found: Iterable[Explained]) -> Flow:
    """A line of links, one for each explanation."""
    row = Flow(12)
    row.setObjectName("explained")
    row.setAccessibleName(tr("Explained"))
    row.add(label(tr("Explained:"), "second"))
    for one in found:
        row.add(_link(frame, one, tr(one.title)))
    return row


def explained_link(frame: Frame, id_: str, words: str = "") -> Link:
    """A link to one explanation, by its id; `words` where it does not go by its title."""
    one = frames()[id_]
    return _link(frame, one, words or tr(one.title))


def explained_card(frame: Frame, title: str, found: Iterable[Explained]) -> Card:
    """A card that lists explanations; a row opens one."""
    card = Card()
    card.heading(title)
    for one in found:
        row = card.row(tr(one.title), icon="question", opens=partial(frame.go, *one.place))
        row.setObjectName(one.id)
    card.box.addStretch(1)
    return card


def _link(frame: Frame, one: Explained, words: str) -> Link:
    made = link(words, partial(frame.go, *one.place))
    made.setObjectName(one.id)
    made.setAccessibleName(tr("Explained: {title}", title=tr(one.title)))
    return made
