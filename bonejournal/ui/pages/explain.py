"""An explanation: one framework of the documents in our own words, with where it comes from."""

from __future__ import annotations

from bonejournal.domain.meaning.frames import Explained, FramePart, frames, frames_beside
from bonejournal.domain.meaning.targets import source_titles
from bonejournal.domain.words import mark, tr
from bonejournal.ui.pages.explained import explained_card
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.widgets.buttons import link
from bonejournal.ui.widgets.card import Card, Stacked
from bonejournal.ui.widgets.compared import Compared
from bonejournal.ui.widgets.stages import Stages
from bonejournal.ui.widgets.text import label, point


class ExplainPage(JournalPage):
    """Shows the explanation whose id is `what`. It needs no journal."""

    key = "explain"
    title = mark("Explained")
    parent_key = "today"
    ratio = (70, 30)

    @property
    def beneath(self) -> str:
        """The page the explanation belongs to."""
        one = frames().get(self.what)
        return one.home if one is not None else self.parent_key

    def refresh(self) -> None:
        """Build it once."""
        one = frames().get(self.what)
        if one is None or self.body.left.isVisibleTo(self):
            return
        self.set_title(tr(one.title))
        self.set_sentence(tr(one.lead))
        Stages(self).run(
            lambda: self.add_left(Stacked([_part(one, part) for part in one.parts]), 1),
            lambda: self.add_right(Stacked([self._whence(one), *self._beside(one)]), 1),
        )

    def _whence(self, one: Explained) -> Card:
        card = Card()
        card.heading(tr("From the documents"))
        for title in source_titles(one.sources):
            card.add(label(title, "body2", wrap=True))
        if one.ours:
            card.rule()
            card.add(label(tr("Not from them"), "label"))
            for text in one.ours:
                card.add(label(tr(text), "second", wrap=True))
        card.rule()
        all_of = link(tr("What the five documents say"), lambda: self.frame.go("sources"))
        all_of.setObjectName("sources")
        card.add(all_of)
        return card

    def _beside(self, one: Explained) -> list[Card]:
        others = frames_beside(one)
        return [explained_card(self.frame, tr("More of this kind"), others)] if others else []


def _part(one: Explained, part: FramePart) -> Card:
    card = Card()
    name = tr(part.heading or one.title)
    card.setAccessibleName(name)
    if part.heading:
        card.add(label(name, "heading", wrap=True))
    for text in part.texts:
        card.add(label(tr(text), "body", wrap=True))
    for text in part.points:
        card.box.addLayout(point(tr(text), "body"))
    if part.table is not None:
        rows = [[tr(cell) for cell in row] for row in part.table.rows]
        card.add(Compared(name, [tr(head) for head in part.table.heads], rows))
    return card
