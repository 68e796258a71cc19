"""Where nutrients come from: foods for each nutrient, with the documents that name them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bonejournal.domain.meaning.targets import source_titles
from bonejournal.domain.nutrition.sources import NutrientSource, nutrient_sources
from bonejournal.domain.words import mark, tr
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.stages import Stages
from bonejournal.ui.widgets.text import chip, label


class NutrientSourcesPage(JournalPage):
    """One card with a part for each nutrient; it needs no journal."""

    key = "nutrient-sources"
    title = mark("Where nutrients come from")
    parent_key = "nutrition"
    ratio = (50, 50)

    def refresh(self) -> None:
        """Build it once."""
        if self.body.left.isVisibleTo(self):
            return
        self.set_sentence(tr("Foods that hold what bone needs, as the documents name them; what we add is marked."))
        found = nutrient_sources()
        half = (len(found) + 1) // 2
        Stages(self).run(lambda: self.add_left(_card(found[:half]), 1), lambda: self.add_right(_card(found[half:]), 1))


def _card(found: tuple[NutrientSource, ...]) -> Card:
    card = Card()
    card.setAccessibleName(tr("Where nutrients come from"))
    for place, one in enumerate(found):
        if place:
            card.rule()
        card.add(_part(one))
    card.box.addStretch(1)
    return card


def _part(one: NutrientSource) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, theme.u(2), 0, theme.u(4))
    column.setSpacing(theme.u(6))
    column.addWidget(label(tr(one.name), "heading"))
    column.addWidget(label(tr(one.why), "body", wrap=True))
    if one.foods:
        foods = Flow(8)
        for food in one.foods:
            foods.add(chip(tr(food)))
        column.addWidget(foods)
    if one.ours:
        column.addWidget(label(tr("{text} (our addition)", text=tr(one.ours)), "second", wrap=True))
    documents = "; ".join(source_titles(one.sources))
    column.addWidget(label(tr("From: {documents}", documents=documents), "caption", wrap=True))
    return made
