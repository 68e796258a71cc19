"""Help: the five documents, what the program takes from each, what explains it, and the references beside them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from bonejournal.domain.meaning.frames import frames
from bonejournal.domain.meaning.targets import Source, Target, load_sources, load_targets
from bonejournal.domain.words import mark, number, tr, trn
from bonejournal.ui.pages.explained import explained_card, explained_links
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import flat
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.stages import Stages
from bonejournal.ui.widgets.table import Cell, Column, Row, TableModel, TableView
from bonejournal.ui.widgets.text import label, point

UNITS = {
    "d/wk": mark("days a week"),
    "d": mark("days"),
    "%": mark("%"),
    "reps": mark("repetitions"),
    "sets": mark("sets"),
    "g/kg": mark("g per kg of weight a day"),
    "mg/d": mark("mg a day"),
    "ug/d": mark("µg a day"),
    "µg/d": mark("µg a day"),
    "mo": mark("months"),
}


class SourcesPage(JournalPage):
    """A card for each document with its facts, its explanations and its targets; the references in the side column."""

    key = "sources"
    title = mark("What the five documents say")
    parent_key = "today"
    ratio = (66, 34)

    def refresh(self) -> None:
        """It needs no journal."""
        if self.body.left.isVisibleTo(self):
            return
        self.set_sentence(
            tr(
                "Five documents say what is asked for. What they say is told here in our own words; where they differ, "
                "both stand."
            )
        )
        targets = load_targets()
        sources = load_sources()
        documents = [partial(self._document, source, targets) for source in sources if source.document]
        others = [source for source in sources if not source.document]
        explained = partial(explained_card, self.frame, tr("Explained"), frames().values())
        Stages(self).run(
            lambda: self.add_right(explained()), *documents, lambda: self._others(others), lambda: self._ours(targets)
        )

    def _document(self, source: Source, targets: Sequence[Target]) -> None:
        card = _document(source, [target for target in targets if source.key in target.sources])
        if found := [one for one in frames().values() if source.key in one.sources]:
            card.add(explained_links(self.frame, found))
        self.add_left(card)

    def _others(self, sources: Sequence[Source]) -> None:
        others = Card()
        others.heading(tr("References beside them"))
        for source in sources:
            if others.box.count() > 1:
                others.rule()
            others.add(label(source.title, "row", wrap=True))
            for fact in source.facts:
                others.add(label(fact, "second", wrap=True))
        self.add_right(others)

    def _ours(self, targets: Sequence[Target]) -> None:
        ours = Card()
        ours.heading(tr("What is our own choice"))
        own = sorted({part.what for target in targets for part in target.ours if not part.source})
        for text in own:
            ours.box.addLayout(point(tr(text), "second"))
        if own:
            self.add_right(ours)


def _document(source: Source, targets: list[Target]) -> Card:
    card = Card()
    title = label(source.title, "heading", wrap=True)
    card.setAccessibleName(source.title)
    card.add(title)
    for fact in source.facts:
        card.box.addLayout(point(tr(fact), "body2"))
    if targets:
        columns = (Column(tr("Target"), bold=True, weight=2), Column(tr("Asked for"), main=True, weight=2))
        rows = [Row(target.id, (Cell(tr(target.title)), Cell(asked_for(target)))) for target in targets]
        table = TableView(tr("Targets of “{document}”", document=source.title))
        table.show_model(TableModel(columns, rows))
        table.fit_rows(40)
        show = trn("Show the target taken from it", "Show the {count} targets taken from it", len(targets))
        hide = trn("Hide the target", "Hide the {count} targets", len(targets))
        table.hide()
        toggle = flat(show)

        def turn() -> None:
            table.setVisible(table.isHidden())
            shown = show if table.isHidden() else hide
            toggle.setText(shown)
            toggle.setAccessibleName(shown)
            toggle.updateGeometry()

        toggle.clicked.connect(lambda _checked: turn())
        card.box.addSpacing(theme.u(2))
        card.add(toggle)
        card.add(table)
    return card


def asked_for(target: Target) -> str:
    """The amount of a target in words."""
    low, high = target.bounds.low, target.bounds.high
    unit = tr(UNITS.get(target.unit, target.unit))
    if low is not None and high is not None and low != high:
        return tr("{low}–{high} {unit}", low=_figure(low), high=_figure(high), unit=unit)
    if low is not None:
        return tr("from {low} {unit}", low=_figure(low), unit=unit)
    if high is not None:
        return tr("at most {high} {unit}", high=_figure(high), unit=unit)
    return tr("no figure; see the document")


def _figure(value: Decimal) -> str:
    return number(value)
