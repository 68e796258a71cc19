"""The card with the week's averages: a bar for each amount that is asked for, a line for what is counted by days."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bonejournal.domain.meaning.targets import Gap, asked_words
from bonejournal.domain.nutrition.eating import Bar, Days, WeekFacts
from bonejournal.domain.words import tr
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.pages.why import show_why, target_why
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.bullet import BAND, FULL, LIMIT, OUTLINED, TICK, Bullet, Lengths, bullet_key
from bonejournal.ui.widgets.buttons import link
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.marks import StatusMark, mark_name
from bonejournal.ui.widgets.opens import Opens
from bonejournal.ui.widgets.text import label


def week_card(frame: Frame, facts: WeekFacts) -> Card:
    """All averages; each opens why it is asked for."""
    card = Card()
    sources = link(tr("sources"), lambda: frame.run("sources"))
    sources.setObjectName("sources")
    sources.setAccessibleName(tr("Where the numbers come from"))
    card.heading(tr("Average of the last 7 days"), right=sources)
    card.add(label(facts.caption, "second", wrap=True))
    card.box.setSpacing(theme.u(7))
    for bar in facts.bars:
        card.rule()
        card.add(_row(frame, bar.gap, bar.said, _bar_parts(bar)))
    for days in facts.days:
        card.rule()
        said = tr("{name}: {figures}", name=days.name, figures=days.text)
        card.add(_row(frame, days.gap, said, _days_parts(days)))
    card.rule()
    if any(bar.food is not None for bar in facts.bars):
        card.add(bullet_key(_key(facts)))
    card.box.addStretch(1)
    return card


def asked_card(frame: Frame, facts: WeekFacts) -> Card:
    """What is asked for a day, before anything is on record to set against it."""
    card = Card()
    card.heading(tr("What is asked for"))
    for gap in (*(bar.gap for bar in facts.bars), *(days.gap for days in facts.days)):
        card.rule()
        asked = asked_words(gap.bounds, gap.target.unit) or tr("a source on most days")
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(tr(gap.target.title), "row", wrap=True), 1)
        row.addWidget(label(asked, "second", wrap=True), 1)
        card.add(_row(frame, gap, tr("{name}: {figures}", name=tr(gap.target.title), figures=asked), made))
    card.box.addStretch(1)
    return card


def _key(facts: WeekFacts) -> list[tuple[str, str]]:
    parts = [(FULL, tr("food"))]
    if any(bar.tablets for bar in facts.bars):
        parts.append((OUTLINED, tr("tablets")))
    parts.append((TICK, tr("target")))
    if any(bar.band is not None for bar in facts.bars):
        parts.append((BAND, tr("range")))
    if any(bar.upper is not None for bar in facts.bars):
        parts.append((LIMIT, tr("upper limit")))
    return parts


def _row(frame: Frame, gap: Gap, said: str, parts: QWidget) -> QWidget:
    made = Opens(parts, tr("{status}. {said}", status=mark_name(str(gap.status)), said=said))
    made.setObjectName(f"bar-{gap.id}")
    other: Callable[[], object] | None = None
    if gap.target.bounded:
        other = partial(frame.go, "targets-form", gap.override.id if gap.override else f"new:{gap.id}")
    made.opened.connect(lambda: show_why(frame, made, target_why(gap), other))
    return made


def _marked(mark: str, at: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop) -> tuple[QWidget, QHBoxLayout]:
    """A row that begins with a mark."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.u(9))
    row.addWidget(StatusMark(mark, px=16), 0, at)
    return made, row


def _bar_parts(bar: Bar) -> QWidget:
    made, row = _marked(bar.mark)
    column = QVBoxLayout()
    column.setSpacing(theme.u(3))
    row.addLayout(column, 1)
    top = QHBoxLayout()
    top.setSpacing(theme.u(8))
    top.addWidget(label(bar.name, "row", wrap=True), 1)
    if bar.value:
        top.addWidget(label(bar.value, "strong"))
        asked = label(bar.of, "body2")
        asked.setMinimumWidth(theme.u(96))
        asked.setAlignment(Qt.AlignmentFlag.AlignRight)
        top.addWidget(asked)
    column.addLayout(top)
    if bar.food is not None and bar.tablets is not None:
        column.addWidget(Bullet(_lengths(bar, bar.food, bar.tablets), bar.said))
    if bar.note:
        column.addWidget(label(bar.note, "caption", wrap=True))
    return made


def _days_parts(days: Days) -> QWidget:
    made, row = _marked(days.mark, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(label(days.name, "row", wrap=True), 2)
    text = label(days.text, "second", wrap=True)
    text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(text, 3)
    return made


def _lengths(bar: Bar, food: Decimal, tablets: Decimal) -> Lengths:
    def share(amount: Decimal) -> float:
        return float(amount / bar.full)

    return Lengths(
        share(food),
        share(tablets),
        None if bar.tick is None else share(bar.tick),
        None if bar.band is None else (share(bar.band[0]), share(bar.band[1])),
        None if bar.upper is None else share(bar.upper),
    )
