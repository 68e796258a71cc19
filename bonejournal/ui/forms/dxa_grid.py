"""The grid of a DXA report: a row for each region with its numbers, the scan before, the LSC and the change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from PySide6.QtWidgets import QLabel

from bonejournal.domain.bone.density import SiteResult
from bonejournal.domain.bone.dxa_entry import COLUMNS, GRAMS, PRINTED, Line
from bonejournal.domain.field import field_of
from bonejournal.domain.words import Said, mark, tr
from bonejournal.ui.widgets.entry_cells import Verdict
from bonejournal.ui.widgets.entry_grid import Column, EntryGrid, GridRow, Kind

_HEADS = {
    "area": mark("Area cm²"),
    "bmc": mark("BMC g"),
    "bmd": mark("BMD {unit}"),
    "t": mark("T-score"),
    "z": mark("Z-score"),
    "last": mark("Last time"),
    "lsc": mark("LSC {unit}"),
    "change": mark("Change"),
}
_RARE = ("area", "bmc", "lsc")
"""Columns that Tab passes over; the arrow keys and the mouse reach them."""


class DxaRow(GridRow):
    """A row with the line of the report it stands for."""

    def __init__(self, line: Line, name: QLabel) -> None:
        super().__init__(line.key, name)
        self.line = line

    @property
    def last(self) -> QLabel:
        """The BMD of the scan before."""
        return cast("QLabel", self.sides["last"])

    @property
    def change(self) -> Verdict:
        """What became of it."""
        return cast("Verdict", self.sides["change"])


class DxaGrid(EntryGrid):
    """The regions of a report; texts are named by `Line.key` and column, "spine.bmd"."""

    rows: Mapping[str, DxaRow]

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}
        super().__init__(Column("region", tr("Region"), width=132), [_column(key) for key in _HEADS])
        self.name_heads()

    def new_row(self, key: str, name: QLabel, group: str) -> GridRow:
        """A row that knows its line."""
        return DxaRow(self._lines[key], name)

    def add_rows(self, lines: Iterable[Line]) -> None:
        """Add rows at the end; those that are there already are left alone."""
        for line in lines:
            self._lines[line.key] = line
            self.add_row(line.key, line.row().label)

    def name_heads(self, unit: str = GRAMS, day: str = "") -> None:
        """Say the unit of the densities, and the day of the scan before where all rows have the same."""
        for column, text in _HEADS.items():
            said = day if column == "last" and day else tr(text, unit=unit) if "{" in text else tr(text)
            self.set_title(column, said)

    def show_change(self, key: str, last: str, lsc: str, said: Said) -> None:
        """What stands at the right of a row: the BMD before, what an empty LSC means, and the change."""
        cells = self.rows[key].cells
        self.set_words(f"{key}.last", last)
        cells["bmd"].describe(last=last)
        cells["lsc"].setPlaceholderText(lsc)
        cells["lsc"].setVisible(bool(lsc))
        self.say(f"{key}.change", said)
        self.changed()

    def tab_through(self, columns: Iterable[str]) -> None:
        """Which of the rare columns Tab stops at too."""
        super().tab_through({*columns, *(column for column in _HEADS if column not in _RARE)})


def _column(key: str) -> Column:
    if key in PRINTED:
        return Column(key, tab=key not in _RARE, name=column_name(key))
    if key == "lsc":
        return Column(key, kind=Kind.QUIET, width=62, tab=False, name=column_name(key))
    if key == "last":
        return Column(key, kind=Kind.WORDS, width=52, right=True)
    return Column(key, kind=Kind.VERDICT, width=200)


def column_name(column: str) -> str:
    """What a column is called without its unit."""
    return tr(field_of(SiteResult, COLUMNS[column]).label)
