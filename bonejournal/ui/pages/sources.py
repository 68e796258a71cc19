"""Help: the five documents, what the program takes from each, what explains it, and the references beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bonejournal.domain.bone.published import Curve, curves
from bonejournal.domain.meaning.frames import frames
from bonejournal.domain.meaning.talk import load_rules
from bonejournal.domain.meaning.targets import Source, Target, asked_words, load_sources, load_targets
from bonejournal.domain.words import mark, tr, trn
from bonejournal.ui.pages.explained import explained_card, explained_links
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import flat
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.stages import Stages
from bonejournal.ui.widgets.table import Cell, Column, Row, TableModel, TableView
from bonejournal.ui.widgets.text import label, point

if TYPE_CHECKING:
    from bonejournal.ui.desk import Desk


class SourcesPage(JournalPage):
    """A card for each document with its facts, its explanations and its targets; the references in the side column."""

    key = "sources"
    title = mark("What the five documents say")
    parent_key = "today"
    ratio = (66, 34)

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self._wanted = what
        self._stages = Stages(self)

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
        sources = load_sources()
        documents = [partial(self._document, source) for source in sources if source.document]
        others = [source for source in sources if not source.document]
        explained = partial(explained_card, self.frame, tr("Explained"), frames().values())
        self._stages.run(
            lambda: self.add_right(explained()), *documents, lambda: self._others(others), self._ours, self._bring_up
        )

    def look_at(self, what: str) -> None:
        """Bring up a document or a reference, by its key."""
        self._wanted = what
        if self._stages.done():
            self._bring_up()

    def _bring_up(self) -> None:
        part = self.findChild(QWidget, f"source-{self._wanted}") if self._wanted else None
        if part is not None:
            self.bring_up(part)

    def _document(self, source: Source) -> None:
        card = _document(source)
        if found := [one for one in frames().values() if source.key in one.sources]:
            card.add(explained_links(self.frame, found))
        self.add_left(card)

    def _others(self, sources: Sequence[Source]) -> None:
        others = Card()
        others.heading(tr("References beside them"))
        for source in sources:
            if others.box.count() > 1:
                others.rule()
            others.add(_reference(source))
        self.add_right(others)

    def _ours(self) -> None:
        ours = Card()
        ours.heading(tr("What is our own choice"))
        own: dict[str, list[str]] = {}
        for title, parts in (
            *((target.title, target.ours) for target in load_targets()),
            *((rule.title, rule.ours) for rule in load_rules().values()),
        ):
            for part in parts:
                if not part.source:
                    own.setdefault(part.what, []).append(tr(title))
        for what, titles in own.items():
            if ours.box.count() > 1:
                ours.rule()
            ours.row("; ".join(titles), tr(what))
        self.add_right(ours)


def _document(source: Source) -> Card:
    card = Card()
    card.setObjectName(f"source-{source.key}")
    title = label(source.title, "heading", wrap=True)
    card.setAccessibleName(source.title)
    card.add(title)
    for fact in source.facts:
        card.box.addLayout(point(tr(fact), "body2"))
    targets = [target for target in load_targets() if source.key in target.sources]
    if targets:
        columns = (Column(tr("Target"), bold=True, weight=2), Column(tr("Asked for"), main=True, weight=2))
        rows = [Row(target.id, (Cell(tr(target.title)), Cell(_asked(target, source.key)))) for target in targets]
        table = TableView(tr("Targets of “{document}”", document=source.title))
        table.show_model(TableModel(columns, rows))
        table.fit_rows(40)
        show = trn("Show the target taken from it", "Show the {count} targets taken from it", len(targets))
        hide = trn("Hide the target", "Hide the {count} targets", len(targets))
        _add_turned(card, table, show, hide)
    drawn = [curve for curve in curves().values() if source.key in curve.sources]
    raised = [rule for rule in load_rules().values() if source.key in rule.documents]
    if drawn or raised:
        more = QWidget()
        box = QVBoxLayout(more)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.u(6))
        for head, texts in (
            (tr("Figures beside your own numbers"), [_curve_said(curve) for curve in drawn]),
            (tr("What opens a conversation"), [tr(rule.title) for rule in raised]),
        ):
            if texts:
                box.addWidget(label(head, "label"))
            for text in texts:
                box.addLayout(point(text, "body2"))
        _add_turned(card, more, tr("Show its figures and points to talk about"), tr("Hide its figures and points"))
    return card


def _asked(target: Target, document: str) -> str:
    return asked_words(target.figure_in(document), target.unit) or tr("no figure")


def _curve_said(curve: Curve) -> str:
    return tr("{title}: {text}", title=tr(curve.title), text=tr(curve.why))


def _add_turned(card: Card, part: QWidget, show: str, hide: str) -> None:
    """Put something into a card that a button shows and hides."""
    part.hide()
    toggle = flat("")

    def tell() -> None:
        shown = show if part.isHidden() else hide
        toggle.setText(shown)
        toggle.setAccessibleName(tr("{word}: {title}", word=shown, title=card.accessibleName()))

    def turn() -> None:
        part.setVisible(part.isHidden())
        tell()
        toggle.updateGeometry()

    tell()
    toggle.clicked.connect(lambda _checked: turn())
    card.box.addSpacing(theme.u(2))
    card.add(toggle)
    card.add(part)


def _reference(source: Source) -> QWidget:
    made = QWidget()
    made.setObjectName(f"source-{source.key}")
    made.setAccessibleName(source.title)
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.u(9))
    box.addWidget(label(source.title, "row", wrap=True))
    for fact in source.facts:
        box.addWidget(label(fact, "second", wrap=True))
    return made
