"""Labs: every test on record with its latest result; of the chosen one its change, its picture and its draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bonejournal.domain.words import day_short, mark, tr
from bonejournal.ui.pages.journal_page import JournalPage, RowAction
from bonejournal.ui.widgets.stages import Stages

if TYPE_CHECKING:
    import datetime as dt

    from bonejournal.charts.drawn import Drawn
    from bonejournal.charts.style import ChartStyle
    from bonejournal.domain.labs.history import History, Listed
    from bonejournal.domain.medicines.courses import CourseRow
    from bonejournal.journal.store import Journal
    from bonejournal.ui.desk import Desk
    from bonejournal.ui.pages.labs_facts import LabFacts
    from bonejournal.ui.pages.page import Frame
    from bonejournal.ui.widgets.chart_card import ChartCard
    from bonejournal.ui.widgets.pick_list import Pick, PickList
    from bonejournal.ui.widgets.record_table import RecordTable
    from bonejournal.ui.widgets.segmented import Segmented
    from bonejournal.ui.widgets.slot import Slot

MOST_DRAWS = 8
CHART = 310
"""The height of the picture in units, where the window is no higher than that; else it takes what there is."""


def _question(journal: Journal) -> LabFacts:
    from bonejournal.ui.pages.labs_facts import lab_facts

    return lab_facts(journal)


class LabsPage(JournalPage):
    """Labs. Which test is chosen, and its unit, live as long as the window; what is stored stays as it was printed."""

    key = "labs"
    title = mark("Labs")
    shows = frozenset({"labs", "medications", "doses", "profile"})
    parent_key = ""
    ratio = (29, 71)

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self.facts: LabFacts | None = None
        self.tests: PickList | None = None
        self.chart: ChartCard | None = None
        self.draws: RecordTable | None = None
        self._slot: Slot | None = None
        self._switches: dict[str, Segmented] = {}
        self._parts: object = None
        self._analyte, self._unit, self._reach = "", "", ""
        self._stages = Stages(self)
        button = self.set_primary(
            tr("Record lab results"), lambda: self.frame.run("labs"), keys=self.frame.keys_of("labs")
        )
        button.setObjectName("record")

    # Its state

    def keep(self) -> Mapping[str, str]:
        return {"test": self._analyte, "unit": self._unit, "reach": self._reach}

    def restore(self, kept: Mapping[str, str]) -> None:
        self._analyte, self._unit, self._reach = kept["test"], kept["unit"], kept["reach"]

    def load(self) -> None:
        self.ask(_question, self.fill)

    def first_focus(self) -> QWidget | None:
        return self.tests

    def look_at(self, what: str) -> None:
        """Show a test, by its key."""
        self._analyte, self._unit = what, ""
        if self.facts is not None and self.tests is not None and self.facts.one(what) is not None:
            self.tests.choose(what)
            self._show()

    # Building

    def fill(self, facts: LabFacts) -> None:
        """Build the page of a journal's values; what is there already stays, with the focus in it."""
        self.facts = facts
        if not facts.groups:
            self.tests = self.chart = self.draws = self._slot = None
            self._stages.run()
            self.clear()
            self._fill_empty()
            return
        if facts.one(self._analyte) is None:
            self._analyte, self._unit = facts.first, ""
        if self.tests is None:
            self.clear()
            self._stages.run(self._build_list, self._build_right, self._show)
        else:
            self._show_list()
            self._show()

    def _fill_empty(self) -> None:
        from bonejournal.ui.widgets.buttons import primary
        from bonejournal.ui.widgets.empty import Empty

        button = primary(tr("Record lab results"), lambda: self.frame.run("labs"), icon="plus")
        button.setObjectName("record-first")
        words = tr("Type results from paper; the units on the paper are fine.")
        self.add_left(Empty("labs", tr("No lab results yet"), words, button), 1)

    def _build_list(self) -> None:
        from bonejournal.ui.theme import theme
        from bonejournal.ui.widgets.card import Card
        from bonejournal.ui.widgets.pick_list import PickList

        card = Card(pad=0)
        card.setAccessibleName(tr("Tests"))
        card.box.setContentsMargins(1, theme.u(4), 1, theme.u(8))
        self.tests = PickList(tr("Tests"))
        self.tests.setObjectName("tests")
        self.tests.picked.connect(self.choose)
        self._show_list()
        card.add(self.tests, 1)
        self.add_left(card, 1)

    def _build_right(self) -> None:
        from bonejournal.ui.widgets.slot import Slot

        self._slot = Slot()
        self.add_right(self._slot, 1)
        self.draws = self.record_card(tr("Draws"), "labs", most=MOST_DRAWS)
        self.add_right(self.draws)

    # Choosing

    def choose(self, analyte: str) -> None:
        """Show a test, in the unit of its latest result."""
        self._analyte, self._unit = analyte, ""
        self._show()

    def _choose_unit(self, unit: str) -> None:
        self._unit = unit
        self._show()

    def _choose_reach(self, reach: str) -> None:
        self._reach = reach
        self._show()

    def row_actions(self) -> Sequence[RowAction]:
        """A row is one test of a panel; what is done is done to the whole panel, and says so."""
        words = (
            tr("Open the panel"), tr("Duplicate the panel"), tr("Delete the panel"), tr("Change one field of them…"),
        )  # fmt: skip
        return [action._replace(text=text) for action, text in zip(super().row_actions(), words, strict=False)]

    # Showing what is chosen

    def _show_list(self) -> None:
        if self.facts is not None and self.tests is not None:
            self.tests.show_groups([(title, [_pick(one) for one in rows]) for title, rows in self.facts.groups])
            self.tests.choose(self._analyte)

    def _show(self) -> None:
        """Ask for what is chosen: over decades that is too long for the window's own thread."""
        facts, analyte, unit = self.facts, self._analyte, self._unit
        if facts is not None:
            self.ask(lambda _journal: facts.history(analyte, unit), partial(self._fill_right, facts), key="test")

    def _fill_right(self, facts: LabFacts, found: History | None) -> None:
        slot, draws = self._slot, self.draws
        if slot is None or draws is None:
            return
        from bonejournal.ui.pages.labs_facts import draws_table

        draws.setHidden(found is None)
        if found is None:
            self.chart = None
            slot.hold(self._never(facts))
            return
        self._fill_chart(slot, facts, found)
        draws.show_rows(*draws_table(found))

    def _fill_chart(self, slot: Slot, facts: LabFacts, found: History) -> None:
        """Show the test on the card that is there; where it needs other switches, on one in its place."""
        from bonejournal.ui.pages.labs_facts import ALL, BASELINE, TWO_YEARS, everything, start_of
        from bonejournal.ui.widgets.export import Drawing

        reaches = [(TWO_YEARS, tr("2 years")), (BASELINE, tr("Since baseline")), (ALL, tr("All"))]
        if found.pair is None:
            reaches.pop(1)
        known = {key for key, _ in reaches}
        reach = self._reach if self._reach in known else BASELINE if BASELINE in known else ALL
        old, parts = self.chart, (found.what or found.name, found.units, known)
        if old is None or parts != self._parts:
            self._parts = parts
            self.chart = self._chart_card(found, reaches)
            if old is not None:
                self.chart.take_picture_of(old)
                self.chart.show_table(old.table_is_shown())
            slot.hold(self.chart)
        chart = self.chart
        if chart is None:
            return
        for name, chosen in (("units", found.unit), ("reach", reach)):
            if name in self._switches:
                self._switches[name].choose(chosen)
        drawing = Drawing(_draw, (found, facts.courses, start_of(found, reach, facts.snapshot.on), facts.snapshot.on))
        title = tr("{test}, {unit}", test=found.name, unit=found.unit) if found.unit else found.name
        chart.show_chart(found.sentence, drawing, everything(found), title, f"lab-{found.analyte}")

    def _never(self, facts: LabFacts) -> QWidget:
        from bonejournal.domain.labs.analytes import analytes
        from bonejournal.ui.widgets.buttons import primary
        from bonejournal.ui.widgets.empty import Empty

        one, known = facts.one(self._analyte), analytes().get(self._analyte)
        title = tr("{test} was never measured", test=one.name if one else self._analyte)
        words = tr(known.sampling) if known else ""
        button = primary(tr("Record lab results"), lambda: self.frame.run("labs"), icon="plus")
        return Empty("labs", title, words, button)

    def _chart_card(self, found: History, reaches: Sequence[tuple[str, str]]) -> ChartCard:
        from bonejournal.ui.widgets.chart_card import ChartCard
        from bonejournal.ui.widgets.text import label

        chart = ChartCard(self.desk, self.frame.say, "labs", height=CHART)
        chart.opened.connect(self.open_row)
        chart.add_switch(label(found.what or found.name, "body2"))
        self._switches = {}
        if len(found.units) > 1:
            chart.add_switch(self._choice("units", tr("Unit"), [(unit, unit) for unit in found.units]), end=True)
        chart.add_switch(self._choice("reach", tr("Period"), reaches), end=True)
        chart.finish_switches()
        return chart

    def _choice(self, name: str, said: str, choices: Sequence[tuple[str, str]]) -> Segmented:
        from bonejournal.ui.widgets.segmented import Segmented

        switch = self._switches[name] = Segmented(said, choices)
        switch.setObjectName(name)
        switch.changed.connect(self._choose_unit if name == "units" else self._choose_reach)
        return switch


def _pick(one: Listed) -> Pick:
    from bonejournal.ui.widgets.pick_list import Pick

    if one.day is None:
        return Pick(one.analyte, one.name, one.said.words, "—", one.said.mark)
    return Pick(one.analyte, one.name, day_short(one.day), one.figure, one.said.mark, one.said.ink, one.said.words)


def _draw(
    found: History,
    courses: tuple[CourseRow, ...],
    start: dt.date | None,
    on: dt.date,
    style: ChartStyle,
    size: tuple[float, float],
    ratio: float,
) -> Drawn:
    from bonejournal.charts.labs import lab_chart

    return lab_chart(found, courses, style, size, ratio, start=start, end=on)
