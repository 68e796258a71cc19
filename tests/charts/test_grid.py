"""A grid as it is taken along: every cell with its sign, heads as far as they fit, and what the signs mean."""

from __future__ import annotations

import pytest
from matplotlib.patches import Circle

from bonejournal.charts.cells import Cells, GridCell
from bonejournal.charts.drawn import Drawn
from bonejournal.charts.grid import grid_chart
from bonejournal.charts.style import screen_style
from tests.charts.test_density_charts import LIGHT, boxes, overlap, said

DAYS = (
    GridCell("1", "1 November: taken", "band", "met"),
    GridCell("2", "2 November: not taken", "", "not_applicable"),
    GridCell("3", "3 November: nothing noted", "", "no_data"),
    GridCell(),
)


def grid(cells: Cells, width: float = 700) -> Drawn:
    return grid_chart(cells, screen_style(LIGHT), width, 1.0, summary="Three days.")


def test_every_cell_has_its_sign_and_empty_places_have_none() -> None:
    drawn = grid(Cells(("Mon", "Tue", "Wed", "Thu"), (), (DAYS,), "✓ taken; a dashed ring: nothing noted."))
    assert {"Mon", "1", "✓", "2", "–", "3", "✓ taken; a dashed ring: nothing noted."} <= set(said(drawn))
    rings = [patch for axes in drawn.figure.axes for patch in axes.patches if isinstance(patch, Circle)]
    assert len(rings) == 1
    assert [point.text for point in drawn.points] == [cell.said for cell in DAYS if cell.said]


@pytest.mark.parametrize("width", [320, 700, 1200])
def test_texts_stay_in_the_picture_and_off_each_other(width: float) -> None:
    row = [GridCell(str(day % 4), "said", "band") for day in range(12)]
    heads = [f"{day} Nov" for day in range(1, 13)]
    drawn = grid(Cells(heads, ("Hips", "Spine"), (row, row), "The number says on how many days. " * 6), width)
    found = [box for _, box in boxes(drawn)]
    assert all(box.left >= -1 and box.right <= width + 1 for box in found)
    assert not [(one, other) for at, one in enumerate(found) for other in found[:at] if overlap(one, other) > 2]
    assert heads[-1] in said(drawn)


def test_it_is_as_tall_as_its_rows_need() -> None:
    one, four = (grid(Cells(("Mon",), (), (DAYS[:1],) * rows)) for rows in (1, 4))
    heights = [drawn.figure.get_size_inches()[1] * 96 for drawn in (one, four)]
    assert heights[1] - heights[0] == pytest.approx(3 * 32)
