"""What the DXA form says while it is typed: whether the scan can be compared, and the change of each row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bonejournal.domain.bone.density import JUDGED, DxaScan, vertebrae_of
from bonejournal.domain.bone.dxa_context import before, default_lsc, density, remembered_lsc, standing
from bonejournal.domain.bone.dxa_entry import NO_VERTEBRAE, SPINE, Line, Reading, figure, has_numbers
from bonejournal.domain.words import Said, day_short
from bonejournal.ui.forms.dxa_grid import DxaGrid
from bonejournal.ui.forms.dxa_header import DxaHeader
from bonejournal.ui.forms.dxa_texts import is_half_typed


class Live:
    """Writes into the header's line and the right of the grid; `others` are the scans it is seen against."""

    def __init__(self, header: DxaHeader, grid: DxaGrid, others: Sequence[DxaScan]) -> None:
        self._header, self._grid, self._others = header, grid, others

    def show_all(self, reading: Reading) -> None:
        """Say everything anew."""
        ticked = self._ticked()
        vertebrae: frozenset[int] = vertebrae_of(ticked) if ticked else frozenset()
        self._header.say(standing(reading.scan, self._others, vertebrae))
        self._grid.name_row(SPINE.key, SPINE.row(ticked).label if ticked else SPINE.site.label)
        days = {self.show_row(row.line, reading) for row in self._grid.rows.values()} - {None}
        day = days.pop() if len(days) == 1 else None
        self._grid.name_heads(self._header.unit.chosen(), day_short(day) if day else "")

    def show_row(self, line: Line, reading: Reading) -> dt.date | None:
        """What stands at the right of a row; returns the day of the scan it is seen against."""
        unit = self._header.unit.chosen()
        row = dict(zip(reading.keys, reading.scan.sites, strict=True)).get(line.key) or line.row(self._ticked())
        found = before(reading.scan, line, row, self._others, unit)
        has_lsc = found.bmd is not None or (has_numbers(row) and line.site in JUDGED and not line.vertebrae)
        typing = self._grid.rows[line.key].cells["bmd"]
        half = typing.hasFocus() and is_half_typed(typing.text())
        self._grid.show_change(
            line.key,
            density(found.bmd, unit) if found.bmd is not None else "",
            default_lsc(line.site) if has_lsc else "",
            Said("no_data", "…") if half else found.change,
        )
        return found.day

    def remembered_lsc(self, facility: str) -> dict[str, str]:
        """The LSC of the clinic's last report, by the text it stands in."""
        unit = self._header.unit.chosen()
        return {
            f"{key}.lsc": figure("lsc", remembered_lsc(self._others, facility, row.line.site), unit)
            for key, row in self._grid.rows.items()
            if not row.line.vertebrae
        }

    def _ticked(self) -> str:
        written = self._header.texts()["vertebrae"]
        return "" if written == NO_VERTEBRAE else written
