"""The tables of Falls & fractures: falls, fractures, risk results, and the numbers behind the pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bonejournal.domain.falls.events import Fall, Fracture, RiskResult, tool_words
from bonejournal.domain.falls.history import (
    FallHistory,
    FunctionHistory,
    bone_words,
    circumstances,
    fall_kind_words,
    yes_or_no,
)
from bonejournal.domain.falls.timeline import timeline_lines
from bonejournal.domain.words import day_short, number, tr
from bonejournal.ui.widgets.export import Sheet
from bonejournal.ui.widgets.table_model import Cell, Column, Row


def falls_table(falls: Sequence[Fall]) -> tuple[list[Column], list[Row]]:
    """One row a fall or near fall, newest first."""
    columns = [
        Column(tr("Date"), bold=True),
        Column(tr("What")),
        Column(tr("Where, doing what"), weight=5, main=True),
        Column(tr("Cause"), weight=2),
        Column(tr("Injury"), weight=2),
        Column(tr("Head hit"), titled=True),
    ]
    rows = []
    for fall in reversed(falls):
        cells = (
            day_short(fall.date),
            fall_kind_words(fall),
            circumstances(fall),
            tr(fall.cause.label) if fall.cause else "",
            tr(fall.injury.label) if fall.injury else "",
            yes_or_no(fall.hit_head),
        )
        rows.append(Row(fall.id, tuple(map(Cell, cells))))
    return columns, rows


def fractures_table(fractures: Sequence[Fracture]) -> tuple[list[Column], list[Row]]:
    """One row a fracture, newest first."""
    columns = [
        Column(tr("Date"), bold=True),
        Column(tr("Bone"), weight=2, main=True),
        Column(tr("How it happened"), weight=4),
        Column(tr("From standing height or less"), titled=True),
        Column(tr("Confirmed by"), weight=2),
    ]
    rows = []
    for item in reversed(fractures):
        cells = (
            item.date.said(short=True) if item.date else "",
            bone_words(item),
            item.mechanism,
            tr(item.fragility.label) if item.fragility else "",
            ", ".join(filter(None, (item.confirmed_by, item.imaging))),
        )
        rows.append(Row(item.id, tuple(map(Cell, cells))))
    return columns, rows


def risks_table(risks: Sequence[RiskResult]) -> tuple[list[Column], list[Row]]:
    """One row a result as it was given, newest first."""
    columns = [
        Column(tr("Date"), bold=True),
        Column(tr("In 10 years"), weight=2, main=True),
        Column(tr("Tool"), weight=2),
        Column(tr("Given by"), weight=3),
    ]
    rows = []
    for item in reversed(risks):
        cells = (
            day_short(item.date),
            ", ".join(_risks(item)),
            ", ".join(filter(None, (" ".join(filter(None, (tool_words(item.tool), item.model))), _bmd_words(item)))),
            item.given_by,
        )
        rows.append(Row(item.id, tuple(map(Cell, cells))))
    return columns, rows


def _risks(item: RiskResult) -> Iterator[str]:
    if item.major_percent is not None:
        yield tr("major {percent}\u2009%", percent=number(item.major_percent))
    if item.hip_percent is not None:
        yield tr("hip {percent}\u2009%", percent=number(item.hip_percent))


def _bmd_words(item: RiskResult) -> str:
    if item.with_bmd is None:
        return ""
    return tr("with bone density") if item.with_bmd else tr("without bone density")


def timeline_sheet(history: FallHistory) -> Sheet:
    """Falls, fractures and medicines that make unsteady, newest first."""
    heads = (tr("Date"), tr("What"), tr("Details"))
    columns = (Column(heads[0], bold=True), Column(heads[1]), Column(heads[2], weight=6, main=True))
    lines = timeline_lines(history)
    rows = tuple(Row(line.record_id, (Cell(line.said), Cell(line.what), Cell(line.details))) for line in lines)
    return Sheet(columns, rows, (heads, *((line.written, line.what, line.details) for line in lines)))


def function_sheet(test: FunctionHistory) -> Sheet:
    """All results of a test, newest first."""
    sided = any(item.side for item in test.results)
    unit = tr(test.kind.unit) if test.kind.unit else tr("points")
    columns = [
        Column(tr("Date"), bold=True),
        Column(tr("Side")),
        Column(unit, right=True, main=True),
        Column(tr("Note")),
    ]
    heads = ("date", "side", str(test.kind), "note")
    rows, file = [], []
    for item in reversed(test.results):
        side = tr(item.side.label) if item.side else ""
        value = number(item.value or 0)
        rows.append(Row(item.id, tuple(map(Cell, _sided((day_short(item.date), side, value, item.notes), sided)))))
        file.append(_sided((item.date.isoformat(), str(item.side or ""), repr(item.value), item.notes), sided))
    shown = [column for place, column in enumerate(columns) if place != 1 or sided]
    return Sheet(tuple(shown), tuple(rows), (_sided(heads, sided), *file))


def _sided(cells: tuple[str, ...], sided: bool) -> tuple[str, ...]:
    return cells if sided else (cells[0], *cells[2:])
