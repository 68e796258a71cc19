"""The card "Areas loaded" of the Training page: which areas strength training has loaded, week by week."""

from __future__ import annotations

from collections.abc import Sequence

from bonejournal.domain.meaning.measures.training import GROUPS
from bonejournal.domain.training.areas import AreaWeek, areas_sentence, loaded_said
from bonejournal.domain.words import day_brief, day_short, number, tr
from bonejournal.ui.widgets.cell_grid import GridCard, GridCell
from bonejournal.ui.widgets.table_model import Cell, Column, Row

GROUNDS = ("", "band", "band2")
"""The ground of a cell by the number of days, the last for any more."""


def areas_card() -> GridCard:
    """An empty card for the weeks."""
    card = GridCard(tr("Areas loaded"), "areas")
    card.finish_head()
    return card


def show_areas(card: GridCard, weeks: Sequence[AreaWeek]) -> None:
    """Show the weeks: a row for each area, a column for each week."""
    legend = tr(
        "The number says on how many days of the week a strength set loaded the area; – means on none, an empty "
        "field that nothing is recorded. The date is the last day of the week."
    )
    rows = [[_cell(week, area, tr(name)) for week in weeks] for area, name in GROUPS.items()]
    names = [_capital(tr(name)) for name in GROUPS.values()]
    card.show_grid(areas_sentence(weeks), [day_brief(week.end) for week in weeks], names, rows, legend, _table(weeks))


def _cell(week: AreaWeek, area: str, name: str) -> GridCell:
    found = week.loaded(area)
    said = tr(
        "{area}, week to {day}: {loaded}", area=_capital(name), day=day_short(week.end), loaded=loaded_said(found)
    )
    if found is None:
        return GridCell(said=said)
    return GridCell(number(found.days) if found.days else "–", said, GROUNDS[min(found.days, len(GROUNDS) - 1)])


def _table(weeks: Sequence[AreaWeek]) -> tuple[list[Column], list[Row]]:
    columns = [Column(tr("Week to"), bold=True), *(Column(_capital(tr(name))) for name in GROUPS.values())]
    rows = [
        Row(
            week.end.isoformat(),
            (Cell(day_short(week.end)), *(Cell(loaded_said(week.loaded(area)), role="body2") for area in GROUPS)),
        )
        for week in reversed(weeks)
    ]
    return columns, rows


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
