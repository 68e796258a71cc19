"""The calendar of the Medications page: a month of what is taken by the day or the week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from bonejournal.charts.cells import Cells, GridCell
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.medicines.taken_days import DayState, TakenDay, TakenMonth, month_beside, month_sentence
from bonejournal.domain.words import day_long, day_short, month_long, tr, weekday_brief
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.widgets.buttons import ToolIcon
from bonejournal.ui.widgets.cell_grid import GridCard
from bonejournal.ui.widgets.export import Sheet
from bonejournal.ui.widgets.table_model import Cell, Column, Row
from bonejournal.ui.widgets.text import label

SIGNS = {
    DayState.TAKEN: ("band", "met"),
    DayState.PART: ("band", ""),
    DayState.SKIPPED: ("", "not_applicable"),
    DayState.NOTHING: ("", "no_data"),
    DayState.FREE: ("", ""),
}
"""The ground and the mark of a day."""
DOSE, NEW = "dose:", "new:"


class MonthCard(GridCard):
    """A month of one course. `turn` is asked for another month; `opens` for a dose by its id or for a new one's day."""

    def __init__(
        self,
        page: JournalPage,
        turn: Callable[[dt.date], object],
        open_dose: Callable[[str], object],
        new_dose: Callable[[dt.date], object],
    ) -> None:
        super().__init__(page.desk, page.frame.say, tr("Calendar"), "month")
        self._turn, self._open_dose, self._new_dose = turn, open_dose, new_dose
        self.found: TakenMonth | None = None
        self._earlier = ToolIcon("chevron-left", tr("The month before"), lambda: self.turn(-1), framed=True)
        self._earlier.setObjectName("month-earlier")
        self._later = ToolIcon("chevron-right", tr("The month after"), lambda: self.turn(1), framed=True)
        self._later.setObjectName("month-later")
        self._month = label("", "body2")
        for part in (self._earlier, self._month, self._later):
            self.add_way(part)
        self.finish_head()
        self.grid.opened.connect(self._open)

    def turn(self, by: int) -> None:
        """Ask for a month before or after this one."""
        if self.found is not None:
            self._turn(month_beside(self.found, by))

    def show_month(self, course: Course, found: TakenMonth) -> None:
        """Show a month of a course."""
        self.found = found
        self._month.setText(month_long(found.start))
        self._earlier.setEnabled(found.earlier)
        self._later.setEnabled(found.later)
        supplement = course.kind is CourseKind.SUPPLEMENT
        legend = tr("✓ taken; ½ taken in part; – not taken; a dashed ring: nothing noted; a number alone: not due.")
        if supplement:
            legend = tr("✓ ticked where you note what you eat; a dashed ring: nothing noted.")
        heads = [weekday_brief(found.start.fromisocalendar(2024, 1, place)) for place in range(1, 8)]
        weeks = _weeks(found.days)
        rows = [[_cell(day, opens=not supplement) for day in week] for week in weeks]
        title = tr("Calendar of {name}, {month}", name=course.called(), month=month_long(found.start))
        name = f"calendar-{found.start:%Y-%m}"
        self.show_grid(month_sentence(found), Cells(heads, (), rows, legend), _sheet(found), title, name)

    def _open(self, what: str) -> None:
        if what.startswith(DOSE):
            self._open_dose(what.removeprefix(DOSE))
        elif what.startswith(NEW):
            self._new_dose(dt.date.fromisoformat(what.removeprefix(NEW)))


def _weeks(days: Sequence[TakenDay]) -> list[list[TakenDay | None]]:
    """The days by week, Monday first, with gaps before the first; weeks of which nothing is known are left out."""
    places: list[TakenDay | None] = [*[None] * days[0].day.weekday(), *days]
    weeks = [places[start : start + 7] for start in range(0, len(places), 7)]
    return [week for week in weeks if any(day is not None and day.state is not DayState.OUTSIDE for day in week)]


def _cell(found: TakenDay | None, *, opens: bool) -> GridCell:
    if found is None or found.state is DayState.OUTSIDE:
        return GridCell()
    ground, mark = SIGNS[found.state]
    text = str(found.day.day)
    if found.state is DayState.PART:
        text = tr("{day} ½", day=text)
    said = tr("{day}: {state}", day=day_long(found.day), state=tr(found.state.value))
    id_ = f"{DOSE}{found.dose_id}" if found.dose_id else f"{NEW}{found.day.isoformat()}"
    return GridCell(text, said, ground, mark, id_ if opens else "")


def _sheet(found: TakenMonth) -> Sheet:
    days = [day for day in reversed(found.days) if day.state is not DayState.OUTSIDE]
    heads = (tr("Day"), tr("What is known"))
    columns = (Column(heads[0], bold=True), Column(heads[1], weight=2, main=True))
    rows = tuple(
        Row(day.day.isoformat(), (Cell(day_short(day.day)), Cell(tr(day.state.value), mark=SIGNS[day.state][1])))
        for day in days
    )
    return Sheet(columns, rows, (heads, *((day.day.isoformat(), tr(day.state.value)) for day in days)))
