"""Training: the week and its measures, how heavy and how strong, and the sessions of twelve weeks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from bonejournal.domain.words import mark, tr
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.pages.switch import TRAINING, page_switch
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.stages import Stages

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal
    from bonejournal.ui.desk import Desk
    from bonejournal.ui.pages.page import Frame
    from bonejournal.ui.pages.training_facts import TrainingFacts
    from bonejournal.ui.widgets.cell_grid import GridCard
    from bonejournal.ui.widgets.chart_card import ChartCard
    from bonejournal.ui.widgets.record_table import RecordTable
    from bonejournal.ui.widgets.slot import Slot

CHART_HEIGHT = 214


def _question(journal: Journal) -> TrainingFacts:
    from bonejournal.ui.pages.training_facts import training_facts

    return training_facts(journal.snapshot(journal.today()))


class TrainingPage(JournalPage):
    """Training. Ctrl+R repeats the latest session, Enter opens one."""

    key = "training"
    title = mark("Training")
    shows = frozenset({"workouts", "exercises", "templates", "profile", "dxa", "fractures", "targets"})
    parent_key = ""
    ratio = (56, 44)

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self.facts: TrainingFacts | None = None
        self.week: Slot | None = None
        self.charts: dict[str, ChartCard] = {}
        self.areas: GridCard | None = None
        self.bones: GridCard | None = None
        self.sessions: RecordTable | None = None
        self._tables = {"efforts": False, "estimates": False}
        self._parts = ""
        self._stages = Stages(self)
        page_switch(self, TRAINING)
        button = self.set_primary(
            tr("Record a workout"), lambda: self.frame.run("workout"), keys=frame.keys_of("workout")
        )
        button.setObjectName("record")

    def keep(self) -> Mapping[str, str]:
        return {name: "yes" if on else "" for name, on in self._tables.items()}

    def restore(self, kept: Mapping[str, str]) -> None:
        self._tables = {name: bool(on) for name, on in kept.items()}

    def load(self) -> None:
        self.ask(_question, self.fill)

    def repeat_last(self) -> None:
        """Open the form with the latest session's sets."""
        if self.facts is None or self.facts.workouts:
            self.frame.go("workouts-form", "new:last")
        else:
            self.frame.say(tr("There is no session of the last twelve weeks to repeat."))

    def fill(self, facts: TrainingFacts) -> None:
        """Show what there is. What is laid out stays, so that the focus and what is selected do."""
        self.facts = facts
        parts = "empty" if not facts.workouts else "lifts" if _has_lifts(facts) else "sessions"
        fresh, self._parts = parts != self._parts, parts
        if fresh:
            self.clear()
            self.charts, self.areas, self.bones, self.sessions, self.week = {}, None, None, None, None
        self.set_sentence(facts.sentence if facts.workouts else "")
        if parts == "empty":
            self._stages.run()
            self._fill_empty(facts)
            return
        top = (lambda: self._fill_week(facts), lambda: self._fill_charts(facts))
        self._stages.run(
            *(top if fresh else reversed(top)),  # to draw takes longest; what is laid out already needs no order
            lambda: self._fill_areas(facts),
            lambda: self._fill_bones(facts),
            lambda: self._fill_sessions(facts),
        )

    def _fill_empty(self, facts: TrainingFacts) -> None:
        from bonejournal.ui.widgets.buttons import plain, primary
        from bonejournal.ui.widgets.empty import Empty
        from bonejournal.ui.widgets.flow import Flow

        words = tr("Begin with a plan, an empty page or a walk. Next time the numbers of last time are filled in.")
        begin = [(one.name, one.id) for one in facts.templates[:2]] or [(tr("Strength A"), "starter")]
        row = Flow(10)
        for place, (name, given) in enumerate(begin):
            make = plain if place else primary
            button = make(tr("Begin with {name}", name=name), partial(self.frame.go, "workouts-form", f"new:{given}"))
            button.setObjectName(f"begin-{given}")
            row.add(button)
        blank = plain(tr("Start with an empty page"), lambda: self.frame.run("workout"))
        blank.setObjectName("begin-blank")
        row.add(blank)
        walk = plain(tr("Record a walk"), partial(self.frame.go, "workouts-form", "new:walking"))
        walk.setObjectName("begin-walk")
        row.add(walk)
        row.set_across(QSizePolicy.Policy.Maximum)
        empty = Empty("training", tr("No session in the last twelve weeks"), words)
        end = empty.box.count() - 1
        empty.box.insertSpacing(end, theme.u(6))
        empty.box.insertWidget(end + 1, row, 0, Qt.AlignmentFlag.AlignHCenter)
        self.add_left(empty, 1)

    def _fill_week(self, facts: TrainingFacts) -> None:
        from bonejournal.ui.pages.training_cards import WeekCard
        from bonejournal.ui.widgets.slot import Slot

        if self.week is None:
            self.week = Slot()
            self.add_top(self.week)
        self.week.show_value(
            (facts.week, facts.tiles), lambda: WeekCard(self.frame, facts, lambda: self.frame.run("profile"))
        )

    def _fill_charts(self, facts: TrainingFacts) -> None:
        from bonejournal.ui.pages import training_cards as cards
        from bonejournal.ui.pages import training_charts as charts

        if not _has_lifts(facts):
            return
        sheet = cards.efforts_sheet(facts.lifts)
        title = tr("Best set of each session, % of estimated maximum")
        card = self._chart("efforts", title)
        card.show_chart(charts.effort_sentence(facts), charts.efforts_drawing(facts), sheet, title, "training-load")
        sheet = cards.estimates_sheet(facts)
        title = tr("Estimated maximum; never test it")
        card = self._chart("estimates", title)
        card.show_chart(
            charts.estimate_sentence(facts), charts.estimates_drawing(facts), sheet, title, "training-maximum"
        )

    def _chart(self, name: str, title: str) -> ChartCard:
        from bonejournal.ui.widgets.chart_card import ChartCard
        from bonejournal.ui.widgets.text import label

        if name in self.charts:
            return self.charts[name]
        card = self.charts[name] = ChartCard(self.desk, self.frame.say, f"training-{name}", height=CHART_HEIGHT)
        card.setObjectName(f"chart-{name}")
        card.add_switch(label(title, "second"))
        card.finish_switches()
        card.opened.connect(self.open_session)
        card.show_table(self._tables[name])
        card.table_shown.connect(partial(self._table_shown, name))
        (self.add_left if name == "efforts" else self.add_right)(card, 1)
        return card

    def _fill_areas(self, facts: TrainingFacts) -> None:
        from bonejournal.ui.pages.training_areas import areas_card, show_areas

        if not _has_lifts(facts):
            return
        if self.areas is None:
            self.areas = areas_card(self.desk, self.frame.say)
            self.add_wide(self.areas)
        show_areas(self.areas, facts.areas)

    def _fill_bones(self, facts: TrainingFacts) -> None:
        from bonejournal.ui.pages.training_areas import bones_card, show_bones

        if not facts.bones:
            return
        if self.bones is None:
            self.bones = bones_card(self.desk, self.frame.say)
            self.add_wide(self.bones)
        show_bones(self.bones, facts.bones)

    def _fill_sessions(self, facts: TrainingFacts) -> None:
        from bonejournal.ui.pages.training_cards import sessions_table

        if self.sessions is None:
            name = tr("Sessions of the last twelve weeks")
            self.sessions = self.record_card(name, "workouts", heading=name, right=self._buttons())
            self.add_wide(self.sessions)
        self.sessions.show_rows(*sessions_table(facts))

    def _buttons(self) -> QWidget:
        from bonejournal.ui.widgets.buttons import plain

        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(8))
        repeat = plain(tr("Repeat the last"), self.repeat_last, small=True)
        repeat.setObjectName("repeat")
        repeat.setToolTip(self.frame.keys_of("repeat"))
        own = plain(tr("Your exercises…"), lambda: self.show_own(own), small=True)
        own.setObjectName("own-exercises")
        row.addWidget(repeat)
        row.addWidget(own)
        return holder

    def show_own(self, anchor: QWidget) -> None:
        """List the exercises of her own beneath a button, to be opened, and offer to add one."""
        from bonejournal.ui.pages.why import popover_column
        from bonejournal.ui.widgets.buttons import plain
        from bonejournal.ui.widgets.card import RowItem
        from bonejournal.ui.widgets.popover import Popover
        from bonejournal.ui.widgets.text import label

        content, box = popover_column()
        title = tr("Exercises of your own")
        box.addWidget(label(title, "heading"))
        own = self.facts.own if self.facts is not None else ()
        for one in own:
            box.addWidget(RowItem(one.called(), opens=partial(self._open_own, content, one.id)))
        if not own:
            words = tr("A name that is not on the list becomes your own exercise when you record it.")
            box.addWidget(label(words, "second", wrap=True))
        add = plain(tr("Add an exercise"), partial(self._open_own, content, "new"), small=True)
        add.setObjectName("add-exercise")
        box.addWidget(add)
        Popover(anchor, content, title)

    def _open_own(self, content: QWidget, what: str) -> None:
        from bonejournal.ui.widgets.popover import Popover

        shown = content.parentWidget()
        if isinstance(shown, Popover):
            shown.dismiss()
        self.frame.go("exercises-form", what)

    def _table_shown(self, name: str, on: bool) -> None:
        self._tables[name] = on

    def open_session(self, id_: str) -> None:
        """Open a session in its form."""
        if id_:
            self.frame.go("workouts-form", id_)


def _has_lifts(facts: TrainingFacts) -> bool:
    return any(lift.efforts or lift.estimates for lift in facts.lifts)
