"""The tables of the Medications page: the courses behind their picture, and the doses of one."""

from __future__ import annotations

from collections.abc import Sequence

from bonejournal.domain.medicines.courses import CourseRow, course_cells, course_heads
from bonejournal.domain.medicines.doses import interval_words
from bonejournal.domain.medicines.medication import Dose
from bonejournal.domain.words import day_short, tr
from bonejournal.ui.pages.medications_facts import CourseFacts
from bonejournal.ui.widgets.export import Sheet
from bonejournal.ui.widgets.table_model import Cell, Column, Row


def courses_sheet(rows: Sequence[CourseRow]) -> Sheet:
    """Courses as they are shown, and as a file has them."""
    heads = course_heads()
    columns = tuple(Column(head, bold=not place, main=place == 3) for place, head in enumerate(heads))
    shown = tuple(Row(row.course.id, tuple(Cell(text) for text in course_cells(row))) for row in rows)
    return Sheet(columns, shown, (heads, *(_plain(row) for row in rows)))


def _plain(row: CourseRow) -> tuple[str, ...]:
    course, cells = row.course, list(course_cells(row))
    cells[1], cells[3] = str(course.kind or ""), course.schedule
    cells[4:7] = str(course.start or ""), str(course.stop or ""), row.due.isoformat() if row.due else ""
    return tuple(cells)


def doses_table(facts: CourseFacts) -> tuple[list[Column], list[Row]]:
    """One row a dose, newest first; without columns that nothing is in."""
    heads = [
        Column(tr("Date"), bold=True),
        Column(tr("Amount")),
        Column(tr("Interval") if facts.timed else tr("Taken"), weight=2, main=True),
        Column(tr("Where")),
        Column(tr("Note"), weight=2),
    ]
    lines = [(dose.id, _cells(dose, facts)) for dose in facts.doses]
    filled = [place for place in range(len(heads)) if place in (0, 2) or any(cells[place].text for _, cells in lines)]
    rows = [Row(id_, tuple(cells[place] for place in filled)) for id_, cells in lines]
    return [heads[place] for place in filled], rows


def _cells(dose: Dose, facts: CourseFacts) -> tuple[Cell, ...]:
    day = day_short(dose.date)
    if dose.time is not None and not facts.timed:
        day = tr("{day}, {time}", day=day, time=dose.time.isoformat("minutes"))
    return Cell(day), Cell(dose.amount), _taken(dose, facts), Cell(dose.site), Cell(dose.notes, role="body2")


def _taken(dose: Dose, facts: CourseFacts) -> Cell:
    if dose.taken is False:
        said = tr("not taken: {reason}", reason=dose.reason) if dose.reason else tr("not taken")
        return Cell(said, mark="not_applicable", role="body2")
    if dose.taken is None:
        return Cell(tr("not noted whether taken"), mark="no_data", role="body2")
    timed = facts.timed.get(dose.id)
    if timed is None:
        return Cell(tr("taken"), mark="met") if dose.date <= facts.on else Cell(tr("still to come"), mark="due")
    if timed.before is None:
        return Cell(interval_words(timed), role="body2")
    return Cell(interval_words(timed), mark="met" if timed.on_time else "stale")
