"""Two cards of the Training page, week by week: which areas strength training loaded, and how bones were loaded."""

from __future__ import annotations

from collections.abc import Sequence

from bonejournal.charts.cells import Cells, GridCell
from bonejournal.domain.meaning.measures.training import GROUPS
from bonejournal.domain.training.areas import AreaWeek, areas_sentence, loaded_said
from bonejournal.domain.training.bone_weeks import ROWS, SITES, BoneWeek, bone_weeks_sentence, count_said
from bonejournal.domain.words import capital, day_brief, day_short, number, tr
from bonejournal.ui.desk import Desk
from bonejournal.ui.widgets.cell_grid import GridCard
from bonejournal.ui.widgets.export import Say, Sheet
from bonejournal.ui.widgets.table_model import Cell, Column, Row

GROUNDS = ("", "band", "band2")
"""The ground of a cell by the number of days, the last for any more."""


def areas_card(desk: Desk, say: Say) -> GridCard:
    """An empty card for the weeks."""
    card = GridCard(desk, say, tr("Areas loaded"), "areas")
    card.finish_head()
    return card


def show_areas(card: GridCard, weeks: Sequence[AreaWeek]) -> None:
    """Show the weeks: a row for each area, a column for each week."""
    legend = tr(
        "Days of the week on which a strength set loaded the area, – for none; empty where nothing is recorded. "
        "Each week is named by its last day."
    )
    rows = [[_cell(week, area, tr(name)) for week in weeks] for area, name in GROUPS.items()]
    names = [capital(tr(name)) for name in GROUPS.values()]
    cells = Cells([day_brief(week.end) for week in weeks], names, rows, legend)
    card.show_grid(areas_sentence(weeks), cells, _sheet(weeks), tr("Areas loaded, week by week"), "areas-loaded")


def _cell(week: AreaWeek, area: str, name: str) -> GridCell:
    found = week.loaded(area)
    said = tr("{area}, week to {day}: {loaded}", area=capital(name), day=day_short(week.end), loaded=loaded_said(found))
    if found is None:
        return GridCell(said=said)
    return GridCell(number(found.days) if found.days else "–", said, GROUNDS[min(found.days, len(GROUNDS) - 1)])


def bones_card(desk: Desk, say: Say) -> GridCard:
    """An empty card for the weeks of each bone."""
    card = GridCard(desk, say, tr("Bones loaded"), "bones")
    card.finish_head()
    return card


def show_bones(card: GridCard, weeks: Sequence[BoneWeek]) -> None:
    """Show the weeks: a row for each bone, for impact and for balance; a column for each week."""
    legend = tr(
        "Strength and impact sets that loaded the bone, and days with impact or balance work, – for none; empty where "
        "nothing is recorded. Walks are not counted."
    )
    rows = [[_bone_cell(week, row, tr(name)) for week in weeks] for row, name in ROWS.items()]
    cells = Cells([day_brief(week.end) for week in weeks], [tr(name) for name in ROWS.values()], rows, legend)
    title = tr("Bones loaded, week by week")
    card.show_grid(bone_weeks_sentence(weeks), cells, _bones_sheet(weeks), title, "bones-loaded")


def _bone_cell(week: BoneWeek, row: str, name: str) -> GridCell:
    count = week.count(row)
    figure = tr("nothing recorded") if week.counts is None else count_said(row, count)
    said = tr("{name}: {figure}, week to {day}", name=name, figure=figure, day=day_short(week.end))
    if count is None:
        return GridCell(said=said)
    ground = GROUNDS[min(count, 1 if row in SITES else len(GROUNDS) - 1)]
    return GridCell(number(count) if count else "–", said, ground)


def _bones_sheet(weeks: Sequence[BoneWeek]) -> Sheet:
    names = [tr(name) for name in ROWS.values()]
    heads = (tr("Week to"), *names)
    columns = (Column(heads[0], bold=True), *(Column(name, right=True) for name in names))
    newest = list(reversed(weeks))
    counts = [[week.count(row) for row in ROWS] for week in newest]
    rows = tuple(
        Row(
            week.end.isoformat(),
            (Cell(day_short(week.end)), *(Cell("" if one is None else number(one)) for one in found)),
        )
        for week, found in zip(newest, counts, strict=True)
    )
    lines = (
        (week.end.isoformat(), *("" if one is None else str(one) for one in found))
        for week, found in zip(newest, counts, strict=True)
    )
    return Sheet(columns, rows, (heads, *lines))


def _sheet(weeks: Sequence[AreaWeek]) -> Sheet:
    names = [capital(tr(name)) for name in GROUPS.values()]
    columns = (Column(tr("Week to"), bold=True), *map(Column, names))
    rows = tuple(
        Row(
            week.end.isoformat(),
            (Cell(day_short(week.end)), *(Cell(loaded_said(week.loaded(area)), role="body2") for area in GROUPS)),
        )
        for week in reversed(weeks)
    )
    heads = [words for name in names for words in (tr("{name}, days", name=name), tr("{name}, sets", name=name))]
    lines = ((week.end.isoformat(), *_figures(week)) for week in reversed(weeks))
    return Sheet(columns, rows, ((tr("Week to"), *heads), *lines))


def _figures(week: AreaWeek) -> list[str]:
    """Days and sets of each area, empty where nothing is recorded."""
    found = [week.loaded(area) for area in GROUPS]
    return [text for one in found for text in (("", "") if one is None else (str(one.days), str(one.sets)))]
