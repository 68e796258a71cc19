"""How a form stands: fields in columns as wide as what is typed in them, and the row that stays in sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.field_block import FieldBlock, field_block
from bonejournal.ui.widgets.field_grid import FieldGrid
from bonejournal.ui.widgets.fields import NumberField, TextField
from bonejournal.ui.widgets.sticky import Sticky


@pytest.fixture
def area(qapp: QApplication) -> Iterator[QScrollArea]:
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.resize(theme.u(900), theme.u(500))
    made.show()
    made.activateWindow()
    yield made
    made.deleteLater()
    qapp.processEvents()


def shown(area: QScrollArea, *parts: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)
    area.setWidget(page)
    QApplication.processEvents()
    QApplication.processEvents()
    return page


def blocks(*names: str) -> dict[str, FieldBlock]:
    return {name: field_block(name, NumberField("kg")) for name in names}


def places(grid: FieldGrid, made: dict[str, FieldBlock]) -> dict[str, tuple[int, int]]:
    """Each block's row and column among those there are, by where it stands."""
    rows = sorted({block.y() for block in made.values() if block.isVisible()})
    columns = sorted({block.x() for block in made.values() if block.isVisible()})
    return {n: (rows.index(b.y()), columns.index(b.x())) for n, b in made.items() if b.isVisible()}


def test_four_numbers_stand_beside_each_other_and_a_note_takes_the_whole_width(area: QScrollArea) -> None:
    made = blocks("a", "b", "c", "d", "note")
    grid = FieldGrid(made, {"note": 4})
    shown(area, grid)
    assert places(grid, made) == {"a": (0, 0), "b": (0, 1), "c": (0, 2), "d": (0, 3), "note": (1, 0)}
    assert made["note"].width() == grid.width()
    assert len({made[name].width() for name in "abcd"}) <= 2  # what does not divide by four is shared out
    area.resize(theme.u(600), theme.u(500))
    QApplication.processEvents()
    assert places(grid, made) == {"a": (0, 0), "b": (0, 1), "c": (1, 0), "d": (1, 1), "note": (2, 0)}
    area.resize(theme.u(380), theme.u(500))
    QApplication.processEvents()
    assert [place for place, _ in places(grid, made).values()] == [0, 1, 2, 3, 4]


def test_a_long_name_takes_the_room_it_needs_and_a_hidden_field_leaves_no_hole(area: QScrollArea) -> None:
    made = {**blocks("a"), "long": field_block("A question of many words that no quarter holds", TextField())}
    made |= blocks("b", "c")
    grid = FieldGrid(made)
    shown(area, grid)
    assert made["long"].width() > 2 * made["a"].width()
    assert made["long"].label.width() >= made["long"].label.sizeHint().width()
    grid.hide_fields(["long"])
    QApplication.processEvents()
    assert places(grid, made) == {"a": (0, 0), "b": (0, 1), "c": (0, 2)}


def test_columns_are_as_wide_where_only_two_of_them_hold_something(area: QScrollArea) -> None:
    few, many = blocks("a", "b"), blocks("p", "q", "r", "s")
    shown(area, FieldGrid(few), FieldGrid(many))
    assert abs(few["b"].x() - many["q"].x()) <= 1


def tall(area: QScrollArea) -> tuple[QScrollArea, list[QLineEdit], QPushButton]:
    lines = [QLineEdit() for _ in range(20)]
    for line in lines:
        line.setFixedHeight(theme.u(50))
    button = QPushButton("Save")
    shown(area, *lines, Sticky(button))
    return area, lines, button


def top_in_view(area: QScrollArea, widget: QWidget) -> int:
    return widget.mapTo(area.viewport(), QPoint(0, 0)).y()


def test_a_row_stays_in_sight_until_its_own_place_is(area: QScrollArea) -> None:
    _, lines, button = tall(area)
    assert 0 < top_in_view(area, button) < area.viewport().height() - button.height() + 1
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    QApplication.processEvents()
    assert top_in_view(area, button) >= top_in_view(area, lines[-1]) + lines[-1].height()


def test_what_has_the_focus_is_not_behind_the_row(area: QScrollArea) -> None:
    _, lines, button = tall(area)
    behind = next(line for line in lines if top_in_view(area, line) + line.height() > top_in_view(area, button))
    behind.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert top_in_view(area, behind) + behind.height() <= top_in_view(area, button)


def test_in_a_low_window_the_row_keeps_its_place(area: QScrollArea) -> None:
    area.resize(theme.u(900), theme.u(300))
    _, lines, button = tall(area)
    assert top_in_view(area, button) >= top_in_view(area, lines[-1]) + lines[-1].height()


def test_a_row_that_is_taken_out_leaves_nothing_behind(area: QScrollArea) -> None:
    _, _, button = tall(area)
    sticky = next(part for part in area.findChildren(Sticky))
    sticky.hide()
    QApplication.processEvents()
    assert not button.isVisible()
