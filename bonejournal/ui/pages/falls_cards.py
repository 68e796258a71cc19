"""The cards of Falls & fractures: the five measures, a small picture for each test, the five checks, the worksheet."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bonejournal.domain.falls.events import Assessed
from bonejournal.domain.falls.frax import FraxInput, as_text
from bonejournal.domain.falls.history import Check, FallHistory, FunctionHistory, Measure
from bonejournal.domain.meaning.measures.common import Status
from bonejournal.domain.words import day_short, tr
from bonejournal.ui.pages.falls_tables import function_sheet
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import flat, plain
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.chart_card import ChartCard
from bonejournal.ui.widgets.export import Drawing
from bonejournal.ui.widgets.facts import Facts
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.text import label
from bonejournal.ui.widgets.tiles import Tile, Tiles

if TYPE_CHECKING:
    from bonejournal.charts.drawn import Drawn
    from bonejournal.charts.style import ChartStyle
    from bonejournal.ui.pages.journal_page import JournalPage

TILE, CARD = 172.0, 300.0
TEST_HEIGHT = 150.0


def measures_card(history: FallHistory) -> Card:
    """The five measures side by side."""
    card = Card(pad=0)
    card.setAccessibleName(tr("Falls and fractures at a glance"))
    card.box.setContentsMargins(1, 1, 1, 1)
    card.add(Tiles([_tile(measure) for measure in history.measures], TILE))
    return card


def _tile(measure: Measure) -> Tile:
    icon = "" if measure.mark else "document"
    made = Tile(measure.title, measure.value, measure.caption, mark=measure.mark, icon=icon)
    made.setObjectName(f"tile-{measure.key}")
    return made


def function_card(page: JournalPage, test: FunctionHistory) -> ChartCard:
    """A small picture of one test, with the published limit and its source; `show_function` fills it."""
    card = ChartCard(page.desk, page.frame.say, f"falls-{test.kind}", height=TEST_HEIGHT, small=True)
    card.setObjectName(f"test-{test.kind}")
    sign = "" if test.status is Status.NOT_APPLICABLE else str(test.status)
    card.name_small(tr(test.kind.label), sign)
    card.opened.connect(lambda id_: page.open_row(id_, "function_tests"))
    return card


def show_function(card: ChartCard, test: FunctionHistory) -> None:
    """Show the results of a test on its card."""
    name = f"test-{test.kind}".replace("_", "-")
    card.show_chart(test.said, Drawing(_draw_function, (test,)), function_sheet(test), tr(test.kind.label), name)


def _draw_function(test: FunctionHistory, style: ChartStyle, size: tuple[float, float], ratio: float) -> Drawn:
    from bonejournal.charts.function_tests import function_chart

    return function_chart(test, style, size, ratio)


def timeline_drawing(history: FallHistory) -> Drawing:
    """The picture of falls and fractures."""
    return Drawing(_draw_timeline, (replace(history, measures=(), tests=(), checks=(), risks=()),))


def _draw_timeline(history: FallHistory, style: ChartStyle, size: tuple[float, float], ratio: float) -> Drawn:
    from bonejournal.charts.falls import falls_chart

    return falls_chart(history, style, size, ratio)


def checks_card(page: JournalPage, history: FallHistory) -> Card:
    """The five checks: when each was made, or the way to make it."""
    card = Card()
    card.setObjectName("checks")
    card.heading(tr("Five checks, last 12 months"))
    for check in history.checks:
        card.add(_check_row(page, check))
    card.box.addStretch(1)
    test = flat(tr("Record a strength or balance test"), partial(page.frame.run, "function_test"))
    test.setObjectName("record-test")
    card.add(test)
    return card


def _check_row(page: JournalPage, check: Check) -> QWidget:
    made = QWidget()
    made.setMinimumHeight(theme.u(32))  # as high as a row with a button
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.u(9))
    row.addWidget(StatusMark(check.mark, px=16), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(label(check.name, "body", wrap=True), 1)
    said = day_short(check.day) if check.day is not None else ""
    made.setAccessibleName(": ".join(filter(None, (check.name, said, check.result))))
    made.setToolTip(check.result)
    if check.recent:
        row.addWidget(label(said, "second"), 0, Qt.AlignmentFlag.AlignVCenter)
        return made
    words = tr("Go through the list…") if check.area is Assessed.HOME_SAFETY else tr("Record…")
    button = flat(words, partial(page.frame.go, "assessments-form", f"new:{check.area}"))
    button.setObjectName(f"check-{check.area}")
    button.setAccessibleName(tr("{button}: {row}", button=words, row=check.name))
    if check.day is not None:
        button.setToolTip(tr("last on {day}", day=said))
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return made


def worksheet_card(page: JournalPage, inputs: tuple[FraxInput, ...]) -> Card:
    """What a clinician types into FRAX, from what is on record."""
    card = Card()
    card.setObjectName("worksheet")

    def copy() -> None:
        QGuiApplication.clipboard().setText(as_text(inputs))
        page.frame.say(tr("The worksheet is copied."))

    button = plain(tr("Copy"), copy, icon="copy", small=True)
    button.setObjectName("copy-worksheet")
    button.setAccessibleName(tr("Copy the FRAX worksheet"))
    card.heading(tr("FRAX worksheet"), right=button)
    words = tr("What FRAX asks for, from what is on record. Your clinician works it out; the result can be noted here.")
    card.add(label(words, "second", wrap=True))
    card.add(Facts((item.label, item.value or tr("not on record")) for item in inputs))
    missing = list(dict.fromkeys(item.where for item in inputs if not item.value and item.where))
    if missing:
        add = flat(tr("Add what is not on record"), partial(page.frame.run, missing[0]))
        add.setObjectName("worksheet-add")
        card.add(add)
    return card
