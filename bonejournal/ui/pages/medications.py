"""Medications: the next injection, all courses over time, the doses of one, and what is worth asking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from bonejournal.domain.words import mark, tr
from bonejournal.ui.pages.shell_page import ShellPage
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.stages import Stages

if TYPE_CHECKING:
    from bonejournal.charts.drawn import Drawn
    from bonejournal.charts.style import ChartStyle
    from bonejournal.domain.medicines.asking import Asking
    from bonejournal.domain.medicines.courses import CourseRow
    from bonejournal.domain.medicines.doses import DueDose
    from bonejournal.domain.medicines.medication import Course
    from bonejournal.domain.medicines.taken_days import TakenMonth
    from bonejournal.journal.store import Journal
    from bonejournal.ui.desk import Desk
    from bonejournal.ui.pages.medications_cards import DosesCard
    from bonejournal.ui.pages.medications_facts import CourseFacts, MedicationFacts
    from bonejournal.ui.pages.medications_month import MonthCard
    from bonejournal.ui.pages.page import Frame
    from bonejournal.ui.widgets.chart_card import ChartCard
    from bonejournal.ui.widgets.segmented import Segmented
    from bonejournal.ui.widgets.slot import Slot

ALL, FIVE_YEARS = "all", "5y"
FIVE_YEARS_MONTHS = 60


class MedicationsPage(ShellPage):
    """Medications. Which course is chosen lives as long as the window, and is written nowhere."""

    key = "medications"
    title = mark("Medications")
    shows = frozenset({"medications", "doses", "visits", "questions", "intake", "profile"})
    parent_key = ""
    ratio = (60, 40)

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self.facts: MedicationFacts | None = None
        self.chart: ChartCard | None = None
        self.doses: DosesCard | None = None
        self.reach: Segmented | None = None
        self.month: MonthCard | None = None
        self._month = ""
        self._due: Slot | None = None
        self._asking: Slot | None = None
        self._chosen = ""
        self._reach = FIVE_YEARS
        self._all_asked = False
        self._focus_wanted = False
        self._stages = Stages(self)
        self._record_button = self.set_primary(
            tr("Record a dose"), lambda: frame.run("dose"), keys=frame.keys_of("dose")
        )
        self._record_button.setObjectName("record")

    # Its state

    def keep(self) -> Mapping[str, str]:
        return {
            "course": self._chosen,
            "month": self._month,
            "reach": self._reach,
            "asked": "yes" if self._all_asked else "",
        }

    def restore(self, kept: Mapping[str, str]) -> None:
        self._chosen, self._reach, self._all_asked = kept["course"], kept["reach"], bool(kept["asked"])
        self._month = kept["month"]

    def load(self) -> None:
        from bonejournal.ui.remind import remind_days

        chosen, month, ahead = self._chosen, self._wanted_month(), remind_days(self.program().memory)

        def question(journal: Journal) -> MedicationFacts:
            from bonejournal.ui.pages.medications_facts import medication_facts

            return medication_facts(journal, chosen, month, ahead)

        self.ask(question, partial(self._came, chosen))

    def _came(self, chosen: str, facts: MedicationFacts) -> None:
        """Show it, unless she has chosen another course meanwhile: then that one is asked for."""
        if chosen == self._chosen:
            self.fill(facts)
        else:
            self.load()

    def first_focus(self) -> QWidget | None:
        """The doses of the course that is due, where T records one."""
        if self.doses is None:
            self._focus_wanted = True
            return None
        self.doses.focus_doses()
        return None

    # Building

    def fill(self, facts: MedicationFacts) -> None:
        """Show what the journal holds; cards that are there already stay, with the focus in them."""
        self.facts = facts
        self._chosen = facts.chosen.course.id if facts.chosen is not None else ""
        self._record_button.setVisible(facts.chosen is not None)
        if facts.chosen is None:
            self.chart = self.doses = self.month = self._due = self._asking = None
            self._stages.run()
            self.clear()
            self._fill_empty()
            return
        if self.doses is None:
            self.clear()
            self._stages.run(self._build_top, self._show_chart, self._build_doses, self._build_month, self._show_asking)
        else:
            self._stages.run(self._show_due, self._show_chart, self._show_doses, self._show_asking)

    def _fill_empty(self) -> None:
        from bonejournal.ui.widgets.buttons import primary
        from bonejournal.ui.widgets.empty import Empty

        button = primary(tr("Add a medicine"), self.new_course, icon="plus")
        button.setObjectName("course-first")
        words = tr("Tablets, injections, supplements, formulas. Injections and their dates are kept in view here.")
        self.add_left(Empty("medications", tr("Add what you take"), words, button), 1)

    def _build_top(self) -> None:
        from bonejournal.ui.widgets.slot import Slot

        self._due = Slot()
        self.add_top(self._due)
        self._show_due()
        self.chart = self._chart_card()
        self.add_top(self.chart)

    def _chart_card(self) -> ChartCard:
        from bonejournal.ui.widgets.buttons import plain
        from bonejournal.ui.widgets.chart_card import ChartCard
        from bonejournal.ui.widgets.segmented import Segmented

        chart = ChartCard(self.desk, self.frame.say, "medications", height=100)
        chart.opened.connect(self._choose_and_go)
        choices = ((FIVE_YEARS, tr("Last 5 years")), (ALL, tr("All")))
        self.reach = Segmented(tr("Period"), choices, self._reach)
        self.reach.changed.connect(self._choose_reach)
        chart.add_switch(self.reach)
        new = plain(tr("Add a medicine…"), self.new_course, icon="plus", small=True)
        new.setObjectName("course-new")
        chart.add_switch(new, end=True)
        chart.finish_switches()
        return chart

    def _build_doses(self) -> None:
        from bonejournal.ui.pages.medications_cards import DosesCard

        self.doses = DosesCard(self)
        self.add_left(self.doses, 1)
        self._show_doses()
        if self._focus_wanted:
            self._focus_wanted = False
            QTimer.singleShot(0, self.doses, self.doses.focus_doses)  # once it can be seen

    def _build_month(self) -> None:
        from bonejournal.ui.pages.medications_month import MonthCard
        from bonejournal.ui.widgets.slot import Slot

        self.month = MonthCard(self, self._turn_month, lambda id_: self.open_row(id_, "doses"), self._dose_of)
        self.add_left(self.month)
        self._show_month()
        self._asking = Slot()
        self.add_right(self._asking, 1)

    # Showing

    def _show_due(self) -> None:
        from bonejournal.ui.pages.medications_cards import due_cards

        if self.facts is None or self._due is None:
            return
        focus = self.window().focusWidget()
        inside = focus is not None and self._due.isAncestorOf(focus)
        due = self.facts.due
        self._due.show_value((self.facts.on, due), lambda: due_cards(self, due))
        if inside and self.doses is not None:
            self.doses.focus_doses()

    def _show_chart(self) -> None:
        from bonejournal.domain.dates import months_after
        from bonejournal.ui.pages.medications_tables import courses_sheet
        from bonejournal.ui.widgets.export import Drawing

        facts, chart = self.facts, self.chart
        if facts is None or chart is None:
            return
        since = months_after(facts.on, -FIVE_YEARS_MONTHS)
        earlier = any(row.course.day is None or row.course.day < since for row in facts.rows)
        if self.reach is not None:
            self.reach.setVisible(earlier)
        chart.view.setFixedHeight(theme.u(_height(len(facts.rows))))
        reached = since if earlier and self._reach == FIVE_YEARS else None
        drawing = Drawing(_draw, (facts.rows, facts.on, reached, self._chosen))
        chart.show_chart(facts.sentence, drawing, courses_sheet(facts.rows), tr("Medicines over time"), "medicines")

    def _show_doses(self) -> None:
        if self.facts is not None and self.doses is not None and self.facts.chosen is not None:
            self.doses.show_course(self.facts.chosen, self.facts.courses)
            self._show_month()

    def _show_month(self) -> None:
        chosen = self.facts.chosen if self.facts is not None else None
        if self.month is not None and chosen is not None:
            self.month.setHidden(chosen.month is None)
            if chosen.month is not None:
                self.month.show_month(chosen.course, chosen.month)

    def _show_asking(self) -> None:
        from bonejournal.ui.pages.medications_cards import AskingCard

        if self.facts is None or self._asking is None:
            return
        card = AskingCard(self.facts.asking, self.add_question, all_of=self._all_asked) if self.facts.asking else None
        if card is not None and card.more is not None:
            card.more.clicked.connect(lambda _checked: self._show_all_asked())
        self._asking.hold(card)

    def _show_all_asked(self) -> None:
        self._all_asked = True
        self._show_asking()

    # Choosing

    def choose(self, course_id: str, _checked: bool = False) -> None:
        """Show the doses of another course."""
        if self.facts is None or course_id == self._chosen:
            return
        self._chosen, self._month = course_id, ""
        self._show_chart()
        course = next((one for one in self.facts.courses if one.id == course_id), None)
        if course is None:
            return
        wanted, on = course, self.facts.on

        def question(journal: Journal) -> CourseFacts:
            from bonejournal.ui.pages.medications_facts import course_facts

            return course_facts(journal, wanted, on)

        self.ask(question, self._chosen_came, key="course")

    def _wanted_month(self) -> dt.date | None:
        return dt.date.fromisoformat(self._month) if self._month else None

    def _turn_month(self, month: dt.date) -> None:
        """Show another month of the chosen course."""
        chosen = self.facts.chosen if self.facts is not None else None
        if chosen is None:
            return
        self._month = month.isoformat()

        def question(journal: Journal) -> TakenMonth | None:
            from bonejournal.ui.pages.medications_facts import month_of

            return month_of(journal, chosen.course, chosen.on, month)

        def came(found: TakenMonth | None) -> None:
            now = self.facts.chosen if self.facts is not None else None
            if self.facts is not None and now is not None and now.course.id == chosen.course.id:
                self.facts = replace(self.facts, chosen=replace(now, month=found))
                self._show_month()

        self.ask(question, came, key="month")

    def _dose_of(self, day: dt.date) -> None:
        """Begin a dose of the chosen course on a day of its calendar."""
        from bonejournal.domain.medicines.doses import new_dose

        if self.facts is not None and self.facts.chosen is not None:
            self.begin_form(new_dose(self.facts.chosen.course, day, self.facts.chosen.last))

    def _chosen_came(self, chosen: CourseFacts) -> None:
        if self.facts is not None and chosen.course.id == self._chosen:
            self.facts = replace(self.facts, chosen=chosen)
            self._show_doses()

    def _choose_and_go(self, course_id: str) -> None:
        """From the picture: choose a course; the chosen one opens."""
        if course_id == self._chosen:
            self.open_row(course_id, "medications")
        else:
            self.choose(course_id)

    def _choose_reach(self, reach: str) -> None:
        self._reach = reach
        self._show_chart()

    # What is done

    def new_course(self) -> None:
        """Open the form of a new course."""
        self.frame.go("medications-form", "new")

    def record_given(self, due: DueDose) -> None:
        """Record the dose that is due as given today."""
        self._chosen = due.course.id
        self._record(due.course, taken=True)

    def take_chosen(self) -> None:
        """Record a dose of the chosen course as taken today; where it is there already, offer another."""
        self._record_chosen(taken=True)

    def skip_chosen(self) -> None:
        """Record that a dose of the chosen course was not taken today."""
        self._record_chosen(taken=False)

    def _record_chosen(self, *, taken: bool) -> None:
        chosen = self.facts.chosen if self.facts is not None else None
        if chosen is None or not chosen.in_doses or not chosen.course.active(chosen.on):
            return
        self._record(chosen.course, taken=taken)

    def _record(self, course: Course, *, taken: bool) -> None:
        from bonejournal.ui.pages.pressed import dose

        def on_record() -> None:
            said = tr("Today’s dose of {name} is on record already.", name=course.called())
            self.frame.say(said, tr("Record another"), lambda: self.frame.go("doses-form", f"new:{course.id}"))

        self.do(partial(dose, course_id=course.id, taken=taken), on_record)

    def add_question(self, item: Asking) -> None:
        """Put what could be asked on her list."""
        from bonejournal.ui.pages.pressed import asked

        self.do(partial(asked, text=item.question))

    def note_appointment(self, due: DueDose) -> None:
        """Ask for the day, time and place of an injection, and note them as a visit."""
        from bonejournal.ui.dialogs.appointment import appointment_sheet

        if self.facts is not None:
            day = due.coming.day if due.late is not None and due.late < 0 else None
            appointment_sheet(self, due.course, day, self.facts.place).show_over()

    def add_to_calendar(self, due: DueDose) -> None:
        """Write a file for her calendar: the appointment where one is noted, else the day the dose is due."""
        from bonejournal.domain.meaning.due import dose_key
        from bonejournal.ui.dialogs.calendar_file import save_reminder

        dose, visit = f"dose:{dose_key(due.course)}", due.visit
        save_reminder(self, lambda item: item.follows == visit.id if visit is not None else item.what == dose)

    def note_stop(self, course: Course) -> None:
        """Ask since when a course is no longer taken, and why."""
        from bonejournal.ui.dialogs.appointment import stop_sheet

        stop_sheet(self, course).show_over()


def _height(rows: int) -> float:
    from bonejournal.domain.medicines.courses import ROW_HEIGHT

    return ROW_HEIGHT * rows + 58


def _draw(
    rows: Sequence[CourseRow],
    on: dt.date,
    since: dt.date | None,
    chosen: str,
    style: ChartStyle,
    size: tuple[float, float],
    ratio: float,
) -> Drawn:
    from bonejournal.charts.courses import courses_chart

    return courses_chart(rows, on, style, size, ratio, since, chosen)
