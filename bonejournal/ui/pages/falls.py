"""Falls and fractures: the five measures, the timeline, tests with their limits, the five checks, and FRAX as given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from bonejournal.domain.words import mark, tr
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.widgets.stages import Stages

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bonejournal.domain.falls.frax import FraxInput
    from bonejournal.domain.falls.history import FallHistory
    from bonejournal.journal.store import Journal
    from bonejournal.ui.desk import Desk
    from bonejournal.ui.pages.page import Frame
    from bonejournal.ui.widgets.chart_card import ChartCard
    from bonejournal.ui.widgets.record_table import RecordTable
    from bonejournal.ui.widgets.slot import Slot

Facts = tuple["FallHistory", "tuple[FraxInput, ...]"]


def _question(journal: Journal) -> Facts:
    from bonejournal.domain.falls.frax import worksheet
    from bonejournal.domain.falls.history import fall_history

    snapshot = journal.snapshot(journal.today())
    return fall_history(snapshot), worksheet(snapshot)


class FallsPage(JournalPage):
    """Falls and fractures."""

    key = "falls"
    title = mark("Falls & fractures")
    shows = frozenset(
        {"falls", "fractures", "function_tests", "assessments", "risk", "medications", "body", "dxa", "profile"}
    )
    parent_key = ""
    ratio = (60, 40)

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self.history: FallHistory | None = None
        self.timeline: ChartCard | None = None
        self.falls: RecordTable | None = None
        self.fractures: RecordTable | None = None
        self.risks: RecordTable | None = None
        self.slots: dict[str, Slot] = {}
        self.tests: list[ChartCard] = []
        self._as_table = False
        self._stages = Stages(self)
        button = self.set_primary(tr("Record a fall"), lambda: self.frame.run("fall"))
        button.setObjectName("record")

    def keep(self) -> Mapping[str, str]:
        return {"table": "yes" if self._as_table else ""}

    def restore(self, kept: Mapping[str, str]) -> None:
        self._as_table = bool(kept["table"])

    def load(self) -> None:
        self.ask(_question, self.fill)

    # Building

    def fill(self, facts: Facts) -> None:
        """Show what there is. What is laid out stays, so that the focus and what is selected do."""
        history, inputs = facts
        was, self.history = self.history, history
        if was is None or was.empty is not history.empty:
            self.clear()
            self.slots, self.timeline, self.falls, self.fractures, self.risks = {}, None, None, None, None
        if history.empty:
            self.set_sentence("")
            self._stages.run()
            self._fill_empty()
            return
        self.set_sentence(history.sentence)
        self._stages.run(
            lambda: self._fill_measures(history),
            lambda: self._fill_timeline(history),
            lambda: self._fill_tests(history),
            lambda: self._fill_tables(history),
            lambda: self._fill_risk(history, inputs),
        )

    def _fill_empty(self) -> None:
        from PySide6.QtCore import Qt

        from bonejournal.ui.widgets.buttons import plain, primary
        from bonejournal.ui.widgets.empty import Empty
        from bonejournal.ui.widgets.flow import Flow

        button = primary(tr("Record a fall"), lambda: self.frame.run("fall"), icon="plus")
        button.setObjectName("record-first")
        words = tr("Near-falls count too, if you want to note them.")
        empty = Empty("falls", tr("No fall recorded"), words, button)
        row = Flow(10)
        for name, text in (
            ("fracture", tr("Record a fracture")),
            ("function_test", tr("Test strength or balance")),
            ("assessment", tr("Go through the home list")),
        ):
            begin = plain(text, partial(self._begin, name))
            begin.setObjectName(f"begin-{name}")
            row.add(begin)
        empty.box.insertWidget(empty.box.count() - 1, row, 0, Qt.AlignmentFlag.AlignHCenter)
        self.add_left(empty, 1)

    def _begin(self, name: str) -> None:
        if name == "assessment":
            self.frame.go("assessments-form", "new:home_safety")
        else:
            self.frame.run(name)

    def _slot(self, name: str, add: Callable[[QWidget], object]) -> Slot:
        """A place of the page, put in where it is not there yet."""
        from bonejournal.ui.widgets.slot import Slot

        if name not in self.slots:
            self.slots[name] = Slot()
            add(self.slots[name])
        return self.slots[name]

    def _fill_measures(self, history: FallHistory) -> None:
        from bonejournal.ui.pages.falls_cards import measures_card

        self._slot("measures", self.add_top).show_value(history.measures, lambda: measures_card(history))

    def _fill_timeline(self, history: FallHistory) -> None:
        from bonejournal.domain.falls.timeline import timeline_height, timeline_sentence
        from bonejournal.ui.pages.falls_cards import timeline_drawing
        from bonejournal.ui.pages.falls_tables import timeline_sheet
        from bonejournal.ui.widgets.chart_card import ChartCard
        from bonejournal.ui.widgets.text import label

        if self.timeline is None:
            card = self.timeline = ChartCard(self.desk, self.frame.say, "falls", height=timeline_height(history))
            card.setObjectName("timeline")
            card.add_switch(label(tr("Filled: with an injury. Ring: without one."), "second"))
            card.finish_switches()
            card.opened.connect(self.open_row)
            card.show_table(self._as_table)
            card.table_shown.connect(self._table_shown)
            self.add_top(card)
        title = tr("Falls and fractures over time")
        sentence, sheet = timeline_sentence(history), timeline_sheet(history)
        self.timeline.show_chart(sentence, timeline_drawing(history), sheet, title, "falls-and-fractures")

    def _table_shown(self, on: bool) -> None:
        self._as_table = on

    def _fill_tests(self, history: FallHistory) -> None:
        from bonejournal.ui.pages.falls_cards import CARD, checks_card, function_card, show_function
        from bonejournal.ui.widgets.tiles import Tiles

        slot = self._slot("tests", self.add_top)

        def build() -> QWidget:
            self.tests = [function_card(self, test) for test in history.tests]
            return Tiles([*self.tests, checks_card(self, history)], CARD, gap=14)

        slot.show_value(([(test.kind, test.status) for test in history.tests], history.checks), build)
        for card, test in zip(self.tests, history.tests, strict=True):
            show_function(card, test)

    def _fill_tables(self, history: FallHistory) -> None:
        from bonejournal.ui.pages.falls_tables import falls_table, fractures_table
        from bonejournal.ui.widgets.buttons import flat

        if self.falls is None or self.fractures is None:
            self.falls = self.record_card(tr("Falls"), "falls", heading=tr("Falls"))
            self.falls.table.setObjectName("falls-table")
            add = flat(tr("Record a fracture"), lambda: self.frame.run("fracture"))
            add.setObjectName("record-fracture")
            self.fractures = self.record_card(tr("Fractures"), "fractures", heading=tr("Fractures"), right=add)
            self.fractures.table.setObjectName("fractures-table")
            self.add_top(self.falls)
            self.add_top(self.fractures)
        self.falls.show_rows(*falls_table(history.falls))
        self.falls.setVisible(bool(history.falls))
        self.fractures.show_rows(*fractures_table(history.fractures))

    def _fill_risk(self, history: FallHistory, inputs: tuple[FraxInput, ...]) -> None:
        from bonejournal.ui.pages.falls_cards import worksheet_card
        from bonejournal.ui.pages.falls_tables import risks_table
        from bonejournal.ui.widgets.buttons import flat

        slot = self._slot("worksheet", self.add_left)
        slot.show_value(inputs, lambda: worksheet_card(self, inputs))
        if self.risks is None:
            add = flat(tr("Note a result"), lambda: self.frame.run("risk"))
            add.setObjectName("record-risk")
            name = tr("Risk results, as your clinician gave them")
            self.risks = self.record_card(name, "risk", heading=tr("As your clinician gave it"), right=add)
            self.risks.table.setObjectName("risks-table")
            self.add_right(self.risks)
        self.risks.show_rows(*risks_table(history.risks))
