"""All targets: how each stands, over which days, where it comes from, and a way to set it differently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bonejournal.domain.kinds import KINDS
from bonejournal.domain.meaning.insight import LAYER_NAMES
from bonejournal.domain.meaning.measures.common import Basis, Status
from bonejournal.domain.meaning.targets import LAYERS, Gap, asked_words, evaluate
from bonejournal.domain.words import mark, tr, trn
from bonejournal.journal.store import Journal
from bonejournal.ui.desk import Desk
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.pages.today_facts import counted
from bonejournal.ui.pages.why import Why, set_instead, target_why, why_link
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Link, link
from bonejournal.ui.widgets.card import Card, RowItem
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.stages import Stages
from bonejournal.ui.widgets.text import label

ALL = "all"
FILTERS: Mapping[str, tuple[str, tuple[Status, ...]]] = {
    ALL: (mark("All"), tuple(Status)),
    "short": (mark("Short"), (Status.SHORT, Status.OVER)),
    "attention": (mark("To look at"), (Status.ATTENTION,)),
    "met": (mark("Met"), (Status.MET,)),
    "stale": (mark("Out of date"), (Status.STALE,)),
    "no_data": (mark("No data"), (Status.NO_DATA, Status.NOT_APPLICABLE)),
}


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """One target as its row shows it."""

    id: str
    group: str
    status: Status
    title: str
    text: str
    asked: str
    why: Why
    settable: bool
    override: str


@dataclass(frozen=True, slots=True)
class AllTargets:
    """How all targets stand, in groups, and how many of them how."""

    counted: str
    targets: tuple[TargetFacts, ...]


def all_targets(gaps: list[Gap]) -> AllTargets:
    """The targets in the order of the layers, then those that stand in none."""
    order = {layer: place for place, layer in enumerate((*LAYERS, ""))}
    ordered = sorted(gaps, key=lambda gap: order[gap.target.layer])
    return AllTargets(counted(gaps), tuple(_facts(gap) for gap in ordered))


def _facts(gap: Gap) -> TargetFacts:
    target = gap.target
    return TargetFacts(
        gap.id,
        tr(LAYER_NAMES[target.layer]) if target.layer else tr("In no layer"),
        gap.status,
        tr(target.title),
        gap.text,
        _asked(gap),
        target_why(gap),
        target.bounded,
        gap.override.id if gap.override is not None else "",
    )


def _asked(gap: Gap) -> str:
    """What is asked for, over which days, and how many of them have data."""
    target, asked = gap.target, asked_words(gap.bounds, gap.target.unit)
    if gap.bounds.basis is Basis.LAB:  # in the lab's unit it stands on Labs; the document's may be another
        asked = tr("the interval your lab printed")
    parts = [tr("Target: {asked}", asked=asked) if asked else ""]
    parts.append(set_instead(gap))
    parts.append(tr(target.window))
    if target.span.days and gap.window.days_with_data:
        days = gap.window.days_with_data
        parts.append(trn("{count} day with data", "{count} days with data", days))
    return " · ".join(part for part in parts if part)


class TargetsPage(JournalPage):
    """All targets in the order of the layers, narrowed by how they stand."""

    key = "targets"
    title = mark("All targets")
    parent_key = "today"
    shows = frozenset(KINDS)

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self._filter = what if what in FILTERS else ALL
        self._wanted = ""
        self._stages = Stages(self)

    def keep(self) -> Mapping[str, str]:
        return {"filter": self._filter}

    def restore(self, kept: Mapping[str, str]) -> None:
        self._filter = kept["filter"]

    def load(self) -> None:
        def question(journal: Journal) -> AllTargets:
            return all_targets(evaluate(journal.snapshot(journal.today())))

        self.ask(question, self.fill)

    def fill(self, found: AllTargets) -> None:
        """Build the page of a journal's values."""
        self.set_caption(found.counted)
        self.clear()
        shown = [(key, tr(words)) for key, (words, _) in FILTERS.items()]
        choice = Segmented(tr("Show"), shown, self._filter)
        choice.setObjectName("filter")
        holder = QWidget()
        row = QVBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(choice, 0, Qt.AlignmentFlag.AlignLeft)
        choice.changed.connect(partial(self._choose, found))
        self.add_left(holder)
        wanted = [one for one in found.targets if one.status in FILTERS[self._filter][1]]
        groups = list(dict.fromkeys(one.group for one in wanted))
        if not groups:
            card = Card()
            card.add(label(tr("No target stands like this today."), "body2", wrap=True))
            self.add_left(card)
        self._stages.run(
            *(partial(self._group, group, [one for one in wanted if one.group == group]) for group in groups),
            self._bring_up,
        )

    def look_at(self, what: str) -> None:
        """Bring up a target, by its id."""
        self._wanted = what
        if self._stages.done():
            self._bring_up()

    def _bring_up(self) -> None:
        row = self.findChild(RowItem, f"target-{self._wanted}") if self._wanted else None
        why = row.findChild(Link, "why") if row is not None else None
        if row is not None:
            self._wanted = ""
            self.bring_up(row, why)

    def _choose(self, found: AllTargets, key: str) -> None:
        self._filter = key
        self.fill(found)
        chosen = self.findChild(Segmented, "filter")
        if chosen is not None:
            chosen.button(key).setFocus()

    def _group(self, name: str, targets: list[TargetFacts]) -> None:
        card = Card()
        card.heading(name)
        for one in targets:
            card.rule()
            item = card.row(one.title, one.text, mark=str(one.status), right=self._right(one))
            item.add_caption(one.asked)
            item.setObjectName(f"target-{one.id}")
        self.add_left(card)

    def _right(self, one: TargetFacts) -> QWidget:
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.u(2))
        right = Qt.AlignmentFlag.AlignRight
        box.addWidget(why_link(self.frame, one.why, one.title), 0, right)
        if one.settable:
            words = tr("Change…") if one.override else tr("Use another value…")
            other = link(words, partial(self.frame.go, "targets-form", one.override or f"new:{one.id}"))
            other.setObjectName(f"set-{one.id}")
            other.setAccessibleName(tr("{link}: {title}", link=words, title=one.title))
            box.addWidget(other, 0, right)
        return side
