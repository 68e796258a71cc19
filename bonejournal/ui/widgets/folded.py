"""Rows of a table whose columns do not fit side by side: the first and the main one, and the others beneath them; and
cells of a column that is narrower than its words, which go on in further lines.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt

from bonejournal.domain.words import dotted, held
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.table_model import Cell, Column, Row

SIDE, MARK = 10, 23
"""The room beside a cell's text, and that of a mark before it, in units."""
ROW, FOLDED = 34, 54
"""The height of a row, and of one whose second part is one line, in units."""
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


def main_column(columns: tuple[Column, ...]) -> int:
    """The place of the column that stays beside the first."""
    return next((place for place, column in enumerate(columns) if column.main), len(columns) - 1)


def folded_text(row: Row, columns: tuple[Column, ...]) -> str:
    """What stands under the first line where the columns have no room beside each other."""
    main = main_column(columns)
    return dotted(
        *(  # A title, its unit and its number stay on one line.
            f"{column.title} {cell.text}".replace(" ", "\u00a0").replace("/", "/\u2060")
            if column.right or column.titled
            else " ".join(cell.text.splitlines())
            for place, (column, cell) in enumerate(zip(columns, row.cells, strict=True))
            if place not in (0, main) and cell.text
        )
    )


def folded_height(row: Row, columns: tuple[Column, ...], width: int) -> int:
    """How high such a row is in a table of a width."""
    words, metrics = folded_text(row, columns), theme.metrics(14)
    room = QRect(0, 0, max(1, width - 2 * theme.u(SIDE)), 1 << 16)
    # To lay out lines takes long, and nearly all rows have but one.
    if "\n" not in words and theme.width(words, 14) <= room.width():
        return theme.u(FOLDED)
    return theme.u(FOLDED) + max(0, metrics.boundingRect(room, WRAPPED, words).height() - metrics.height())


def wrapped_height(cell: Cell, column: Column, width: int) -> int:
    """How high a row is for one of its cells in a column of a width."""
    room = width - 2 * theme.u(SIDE) - (theme.u(MARK) if cell.mark else 0)
    weight = 600 if column.bold else 400
    if not column.least or theme.width(cell.text, 14, weight, figures=column.right) <= room:
        return theme.u(ROW)
    metrics = theme.metrics(14, weight)
    words = metrics.boundingRect(QRect(0, 0, max(1, room), 1 << 16), WRAPPED, held(cell.text))
    return theme.u(ROW) + max(0, words.height() - metrics.height())
