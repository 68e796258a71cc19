"""The card with the week's averages: a bar for each amount that is asked for, a line for what is counted by days."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bonejournal.domain.meaning.targets import JUDGED, Gap, asked_words
from bonejournal.domain.nutrition.eating import Bar, Days, WeekFacts, whole
from bonejournal.domain.words import tr
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.pages.why import show_why, target_why
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.bullet import BAND, FULL, LIMIT, OUTLINED, TICK, Bullet, Lengths, bullet_key
from bonejournal.ui.widgets.buttons import Toggle, link
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.export import Drawing, Export, Sheet, Shown
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.marks import StatusMark, mark_name
from bonejournal.ui.widgets.opens import Opens
from bonejournal.ui.widgets.table import TableView
from bonejournal.ui.widgets.table_model import Cell, Column, Row, TableModel
from bonejournal.ui.widgets.text import label, rule

if TYPE_CHECKING:
    from bonejournal.charts.drawn import Drawn
    from bonejournal.charts.style import ChartStyle
    from bonejournal.ui.desk import Desk


class WeekCard(Card):
    """All averages; each opens why it is asked for. T shows them as a table, which can be taken along as the bars can.

    sentence: what the page says of them. `table_shown` carries whether the table stands there now.
    """

    table_shown = Signal(bool)

    def __init__(self, frame: Frame, desk: Desk, facts: WeekFacts, sentence: str) -> None:
        super().__init__()
        sources = link(tr("sources"), lambda: frame.run("sources"))
        sources.setObjectName("sources")
        sources.setAccessibleName(tr("Where the numbers come from"))
        title = tr("Average of the last 7 days")
        self.heading(title, right=sources)
        self.add(label(facts.caption, "second", wrap=True))
        self.bars = _bars(frame, facts)
        self.add(self.bars)
        sheet = week_sheet(facts)
        self.table = TableView(title)
        self.table.setObjectName("week-rows")
        self.table.fit_rows(len(sheet.rows))
        self.table.show_model(TableModel(sheet.columns, sheet.rows))
        self.table.hide()
        self.add(self.table)
        self.export = Export(self.bars, desk, frame.say)
        self.export.hold(Shown(Drawing(_draw, (facts, sentence)), sheet, title, sentence, "nutrition-week"))
        self._toggle = Toggle((tr("Table"), tr("Chart")), self.toggle)
        self._toggle.setObjectName("week-table")
        self._toggle.setToolTip(tr("The numbers behind the picture (T)"))
        button = self.export.button()
        button.setObjectName("week-export")
        foot = Flow(8)
        foot.add(self._toggle, end=True)
        foot.add(button, end=True)
        self.add(foot)
        self.box.addStretch(1)
        shortcut = QShortcut(QKeySequence("T"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle)

    def show_table(self, on: bool) -> None:
        """Show the table instead of the bars, or the bars again; the focus goes along."""
        focus = self.focusWidget()
        inside = focus is not None and focus.hasFocus() and (focus is self.table or self.bars.isAncestorOf(focus))
        (self.bars if on else self.table).hide()
        (self.table if on else self.bars).show()
        self._toggle.turn(on)
        if inside:
            (self.table if on else self._toggle).setFocus(Qt.FocusReason.OtherFocusReason)
        self.table_shown.emit(on)

    def toggle(self) -> None:
        """Change between bars and table."""
        self.show_table(self.table.isHidden())


def _bars(frame: Frame, facts: WeekFacts) -> QWidget:
    made = QWidget()
    made.setAccessibleName(facts.caption)
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.u(7))
    for bar in facts.bars:
        box.addWidget(rule())
        box.addWidget(_row(frame, bar.gap, bar.said, _bar_parts(bar)))
    for days in facts.days:
        box.addWidget(rule())
        said = tr("{name}: {figures}", name=days.name, figures=days.text)
        box.addWidget(_row(frame, days.gap, said, _days_parts(days)))
    box.addWidget(rule())
    if any(bar.food is not None for bar in facts.bars):
        box.addWidget(bullet_key(_key(facts)))
    return made


def week_sheet(facts: WeekFacts) -> Sheet:
    """The averages as a table: each with what is asked for, and what food and tablets gave."""
    heads = (tr("What"), tr("A day"), tr("Asked for"), tr("From food"), tr("From tablets"))
    numbers = (Column(head, right=True) for head in heads[2:])
    columns = (Column(heads[0], bold=True), Column(heads[1], main=True), *numbers)
    rows: list[Row] = []
    file: list[tuple[str, ...]] = [heads]
    for bar in facts.bars:
        asked = asked_words(bar.gap.bounds, bar.gap.target.unit)
        parts = [None if one is None else round(one, 1) for one in (bar.food, bar.tablets)]
        shown = ["" if one is None else whole(one) for one in parts]
        rows.append(Row(bar.gap.id, (Cell(bar.name, mark=bar.mark), *map(Cell, (bar.value, asked, *shown)))))
        mean = "" if bar.food is None or bar.tablets is None else f"{round(bar.food + bar.tablets, 1):f}"
        file.append((tr(bar.gap.target.title), mean, asked, *("" if one is None else f"{one:f}" for one in parts)))
    for days in facts.days:
        cells = (days.text, asked_words(days.gap.bounds, days.gap.target.unit) or tr("a source on most days"))
        rows.append(Row(days.gap.id, (Cell(days.name, mark=days.mark), *map(Cell, (*cells, "", "")))))
        file.append((days.name, *cells, "", ""))
    return Sheet(columns, tuple(rows), tuple(file))


def _draw(facts: WeekFacts, sentence: str, style: ChartStyle, size: tuple[float, float], ratio: float) -> Drawn:
    from bonejournal.charts.bullets import week_chart

    return week_chart(facts, style, size[0], ratio, summary=sentence)


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
    if days.gap.status not in JUDGED:  # a sentence, which stands where those of the bars stand
        made, row = _marked(days.mark)
        column = QVBoxLayout()
        column.setSpacing(theme.u(3))
        column.addWidget(label(days.name, "row", wrap=True))
        column.addWidget(label(days.text, "caption", wrap=True))
        row.addLayout(column, 1)
        return made
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
