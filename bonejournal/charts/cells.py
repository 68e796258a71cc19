"""What stands in a grid of cells, in the window as in a picture of it. Nothing of matplotlib, for the window has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: a short text, perhaps with a status mark after it, on a ground by its token ("" for an outline).

    said: what is read out and shown when pointed at; "" leaves the place empty, and it is passed over. id: what
    opening it gives.
    """

    text: str = ""
    said: str = ""
    ground: str = ""
    mark: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Cells:
    """A grid: what stands above its columns, the names of its rows ("" or none where they have none), its rows of
    cells, and what the signs in them mean.
    """

    heads: Sequence[str] = ()
    names: Sequence[str] = ()
    rows: Sequence[Sequence[GridCell]] = ()
    legend: str = ""
