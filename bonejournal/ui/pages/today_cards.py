"""The cards of Today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bonejournal.domain.meaning.targets import load_targets
from bonejournal.domain.meaning.today import Line
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.record import Record
from bonejournal.domain.visit import Visit
from bonejournal.domain.words import mark, spoken, tr
from bonejournal.ui.pages.explained import explained_link
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.pages.today_facts import (
    GapFacts,
    LatestFacts,
    LayerFacts,
    MeasureFacts,
    PartFacts,
    TalkFacts,
    TodayFacts,
    WindowFacts,
)
from bonejournal.ui.pages.why import popover_column, why_link
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Button, flat, link, plain, primary
from bonejournal.ui.widgets.card import Card, RowItem
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.pips import Pips
from bonejournal.ui.widgets.popover import Popover
from bonejournal.ui.widgets.text import chip, label
from bonejournal.ui.widgets.window_strip import WindowStrip

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal


@dataclass(frozen=True, slots=True)
class Act:
    """What a line's button says, and the icon of a line without a mark."""

    words: str
    icon: str


ACTS = {
    "dxa": Act(mark("Record a DXA report"), "density"),
    "scan": Act(mark("Open the scan"), "density"),
    "density": Act(mark("See the chart"), "density"),
    "body": Act(mark("Record body measures"), "ruler"),
    "profile": Act(mark("Open the profile"), "person"),
    "summary": Act(mark("Prepare summary"), "printer"),
    "labs": Act(mark("Record lab results"), "labs"),
    "assessment": Act(mark("Note a check"), "falls"),
    "visit": Act(mark("Note the visit"), "visits"),
    "dose": Act(mark("Record it"), "medications"),
    "appointment": Act(mark("Note the appointment…"), "calendar"),
    "medicine": Act(mark("Add a medicine"), "medications"),
    "medications": Act(mark("Check medicines"), "medications"),
    "fall": Act(mark("Record a fall"), "falls"),
    "food": Act(mark("Log eating"), "nutrition"),
    "add": Act(mark("Add something"), "plus"),
}
"""By the first word of a line's action."""


def act(page: JournalPage, action: str) -> None:
    """Do what the button of a line does."""
    what, _, about = action.partition(":")
    if what == "scan":
        page.frame.go("dxa-form", about)
    elif what == "appointment":
        day, _, course = about.partition(":")
        _note_appointment(page, dt.date.fromisoformat(day), course)
    elif what in ("density", "medications"):
        page.frame.go(what)
    elif what:
        page.frame.run(what)


def _note_appointment(page: JournalPage, day: dt.date, course_id: str) -> None:
    """Ask when an injection is arranged for, at the place of the latest visit."""

    def question(journal: Journal) -> tuple[Record | None, str]:
        places = [visit.place for visit in sorted(journal.all(Visit), key=lambda one: one.date) if visit.place]
        return journal.get(course_id), places[-1] if places else ""

    def found(answer: tuple[Record | None, str]) -> None:
        from bonejournal.ui.dialogs.appointment import appointment_sheet

        course, place = answer
        if isinstance(course, Course):
            appointment_sheet(page, course, day, place).show_over()

    page.ask(question, found, key="appointment")


def _button(page: JournalPage, line: Line, *, first: bool = False) -> Button | None:
    known = ACTS.get(line.action.partition(":")[0])
    if known is None:
        return None
    make = primary if first else plain
    button = make(tr(known.words), partial(act, page, line.action), small=True)
    button.setObjectName(f"do-{line.key}")
    # The words repeat from row to row; the row's title says for what.
    button.setAccessibleName(tr("{button}: {row}", button=tr(known.words), row=line.title))
    return button


def _icon(line: Line) -> str:
    known = ACTS.get(line.action.partition(":")[0])
    return "" if line.mark else known.icon if known else "pencil"


def lines_card(
    page: JournalPage, title: str, caption: str, lines: Sequence[Line], right: QWidget | None = None
) -> Card:
    """A titled card with a row for each line, each with one button."""
    card = Card()
    card.heading(title, caption, right)
    for line in lines:
        card.rule()
        card.row(line.title, line.sub, mark=line.mark, icon=_icon(line), right=_button(page, line))
    return card


def coming_card(page: JournalPage, lines: Sequence[Line]) -> Card:
    """What is due, without a title as its marks say it."""
    card = Card()
    card.setAccessibleName(tr("Coming up"))
    for place, line in enumerate(lines):
        if place:
            card.rule()
        card.row(line.title, line.sub, mark=line.mark, right=_button(page, line, first=line.action == "summary"))
    return card


def start_cards(page: JournalPage, lines: Sequence[Line]) -> list[Card]:
    """Where to begin: one card a step, the first with the strong button."""
    cards = []
    for place, line in enumerate(lines):
        card = Card()
        card.setAccessibleName(line.title)
        card.row(line.title, line.sub, icon=_icon(line), right=_button(page, line, first=not place))
        cards.append(card)
    return cards


def latest_card(latest: LatestFacts, go: Callable[[], object]) -> Card:
    """What the latest scan says; every row opens Bone density."""
    card = Card()
    card.heading(tr("What your latest scan says"), latest.caption)
    for verdict in latest.verdicts:
        card.rule()
        said = " · ".join(filter(None, (verdict.verdict, verdict.longer, verdict.noise)))
        change = label(verdict.change, "strong")
        row = card.row(verdict.label, said, mark=verdict.mark, right=change, opens=go)
        row.setObjectName(f"scan-{verdict.label}")
        row.setAccessibleName(spoken(verdict.label, verdict.change, said))
    if latest.lowest is not None:
        card.rule()
        score = latest.lowest
        title = tr("{title} {score}, {where}", title=score.title, score=score.figure, where=score.where)
        card.row(title, score.text, icon="density", opens=go).setObjectName("lowest")
    return card


def gaps_card(page: JournalPage, gaps: Sequence[GapFacts], counted: str) -> Card:
    """Targets that are not met, the most important layer first, and the way to all of them."""
    card = Card()
    card.heading(tr("Where you fall short"), tr("most important layer first"))
    for gap in gaps:
        card.rule()
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.u(2))
        if gap.layer:
            box.addWidget(chip(gap.layer), 0, Qt.AlignmentFlag.AlignRight)
        other = partial(page.frame.go, "targets-form", f"new:{gap.id}") if gap.settable else None
        box.addWidget(why_link(page.frame, gap.why, gap.title, other), 0, Qt.AlignmentFlag.AlignRight)
        row = card.row(gap.title, gap.text, mark=gap.mark, right=side)
        if gap.instead:
            row.add_caption(gap.instead)
    if not gaps:
        card.rule()
        card.row(tr("Nothing that is recorded falls short."), "", mark="met")
    card.rule()
    foot = Flow(14)
    said = tr("Show all {count} targets", count=len(load_targets()))
    all_targets = flat(said, partial(page.frame.go, "targets"))
    all_targets.setObjectName("all-targets")
    foot.add(all_targets)
    foot.add(label(counted, "second"))
    card.add(foot)
    return card


def body_card(frame: Frame, measures: Sequence[MeasureFacts]) -> Card:
    """The latest weight, height, waist and lean mass, each with its day."""
    card = Card()
    button = plain(tr("Record body measures"), partial(frame.run, "body"), small=True)
    button.setObjectName("do-measures")
    card.heading(tr("Body measures"), right=button)
    card.rule()
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.u(22))
    grid.setVerticalSpacing(theme.u(9))
    for place, measure in enumerate(measures):
        grid.addWidget(label(measure.name, "row"), place, 0)
        grid.addWidget(label(measure.value, "figure"), place, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(label(measure.day, "second"), place, 2)
    grid.setColumnStretch(3, 1)
    card.box.addLayout(grid)
    return card


def layers_card(frame: Frame, layers: Sequence[LayerFacts], quiet: str) -> Card:
    """The layers of which something is recorded, in the documents' order."""
    card = Card()
    card.heading(tr("Five layers"), right=explained_link(frame, "frame.layers", tr("Why this order?")))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.u(14))
    grid.setVerticalSpacing(theme.u(11))
    for place, layer in enumerate(layers):
        grid.addWidget(label(layer.name, "row"), place, 0)
        pips = Pips(layer.name, layer.met, layer.of)
        pips.setToolTip(layer.targets)
        grid.addWidget(pips, place, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label(tr("{met} of {count}", met=layer.met, count=layer.of), "figure"), place, 2)
    grid.setColumnStretch(3, 1)
    card.box.addLayout(grid)
    if quiet:
        card.add(label(quiet, "caption", wrap=True))
    return card


def right_card(frame: Frame, facts: TodayFacts, add: Callable[[str], object]) -> Card:
    """Density, quality and fall risk; the ten-year window; what to talk about."""
    card = Card()
    if facts.parts:
        card.heading(tr("Density, quality, fall risk"), right=explained_link(frame, "frame.triad", tr("Why three?")))
        for part in facts.parts:
            card.rule()
            card.add(_part_row(part))
    if facts.window is not None:
        if facts.parts:
            card.rule()
        _add_window(card, frame, facts.window)
    if facts.talk:
        if facts.parts or facts.window is not None:
            card.rule()
        _add_talk(card, frame, facts.talk, add)
    return card


def _part_row(part: PartFacts) -> RowItem:
    row = RowItem(part.name, part.text, mark=part.mark, opens=(lambda: _explain(row, part)) if part.targets else None)
    row.setObjectName(f"part-{part.name}")
    return row


def _explain(anchor: QWidget, part: PartFacts) -> None:
    content, box = popover_column()
    box.addWidget(label(part.name, "heading", wrap=True))
    for sign, title, text in part.targets:
        box.addWidget(RowItem(title, text, mark=sign))
    Popover(anchor, content, part.name)


def _add_window(card: Card, frame: Frame, window: WindowFacts) -> None:
    row = QHBoxLayout()
    row.setSpacing(theme.u(5))
    row.addWidget(label(tr("Ten-year window"), "row"))
    row.addWidget(label(window.caption, "second", wrap=True), 1)
    row.addWidget(explained_link(frame, "frame.window", tr("Why ten?")))
    card.box.addLayout(row)
    if window.years is None:
        add = link(tr("Add when your periods stopped to see this"), partial(frame.run, "profile"))
        add.setObjectName("window-profile")
        card.add(add)
        return
    card.add(WindowStrip(window.start, window.years))


def _add_talk(card: Card, frame: Frame, points: Sequence[TalkFacts], add: Callable[[str], object]) -> None:
    row = QHBoxLayout()
    row.setSpacing(theme.u(12))
    row.addWidget(StatusMark("attention"), 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(theme.u(3))
    title = tr("To talk about at the visit")
    texts.addWidget(label(title, "row", wrap=True))
    for place, point in enumerate(points):
        if place:
            texts.addSpacing(theme.u(7))
        texts.addWidget(label(point.text, "second", wrap=True))
        links = Flow(16)
        links.add(why_link(frame, point.why, point.text))
        if point.asked:
            links.add(label(tr("among your questions"), "caption"))
        else:
            ask = link(tr("Add to my questions"), partial(add, point.text))
            ask.setObjectName("ask")
            ask.setAccessibleName(tr("Add to my questions: {question}", question=point.text))
            links.add(ask)
        texts.addWidget(links)
    row.addLayout(texts, 1)
    card.box.addLayout(row)


def since_card(page: JournalPage, caption: str, lines: Sequence[Line], hide: Callable[[], object]) -> Card:
    """What happened meanwhile, after two weeks away; she can hide it."""
    button = flat(tr("Hide"), hide)
    button.setObjectName("hide-since")
    return lines_card(page, tr("Since you were last here"), caption, lines, button)
