"""All of a long table is selected: the window goes on, and nothing is done to a part of what was chosen."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.folded import ROW
from bonejournal.ui.widgets.table import MOST_SELECTED, Cell, Column, PagedModel, Row, TableView


def paged(count: int, asked: list[tuple[int, int]]) -> tuple[TableView, PagedModel]:
    view = TableView("Rows")
    model = PagedModel((Column("What"), Column("How much")), count, lambda first, many: asked.append((first, many)))
    view.show_model(model)
    return view, model


def rows(first: int, many: int) -> list[Row]:
    return [Row(str(place), (Cell(str(place)), Cell(""))) for place in range(first, first + many)]


def test_nothing_is_said_to_be_chosen_before_all_of_it_is_at_hand(qapp: QApplication) -> None:
    asked: list[tuple[int, int]] = []
    view, model = paged(500, asked)
    model.give(0, rows(0, 200))
    view.selectAll()
    assert view.any_selected()
    assert view.selected_ids() == []
    assert "still being read" in view.not_at_hand()
    for first, many in asked:
        model.give(first, rows(first, many))
    assert view.selected_ids() == [str(place) for place in range(500)]
    assert view.not_at_hand() == ""


def test_of_more_rows_than_can_be_at_hand_none_is_asked_for(qapp: QApplication) -> None:
    asked: list[tuple[int, int]] = []
    view, _ = paged(500_000, asked)
    before = len(asked)
    view.selectAll()
    assert view.selected_ids() == []
    assert "4,000" in view.not_at_hand()
    assert len(asked) <= before + 2  # those that are seen
    assert MOST_SELECTED == 4000


def test_the_flags_of_the_cells_are_not_asked_for_one_by_one(qapp: QApplication) -> None:
    view, model = paged(400, [])
    for first in (0, 200):
        model.give(first, rows(first, 200))
    seen: list[int] = []
    flags = model.flags

    def watched(index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        seen.append(index.row())
        return flags(index)

    view.selectAll()
    one = QItemSelectionModel.SelectionFlag
    view.selectionModel().select(model.index(3, 0), one.Deselect | one.Rows)
    model.flags = watched  # type: ignore[method-assign]
    assert len(view.selected_ids()) == 399
    assert seen == []


def test_a_long_list_is_narrow_before_it_folds_and_all_its_rows_have_two_lines(qapp: QApplication) -> None:
    columns = (Column("Date"), Column("Kind", least=120), Column("What", least=200))
    view = TableView("Records")
    model = PagedModel(columns, 500, lambda _first, _many: None)
    view.show_model(model)
    view.show()
    view.resize(theme.u(460), theme.u(400))
    said = "Milk, semi-skimmed, 200 ml, breakfast, protein 7 g, calcium 248 mg"
    model.give(0, [Row(str(at), (Cell("12 Nov 2026"), Cell("Eaten"), Cell(said))) for at in range(200)])
    qapp.processEvents()
    assert not view.folded
    assert sum(map(view.columnWidth, range(3))) == view.viewport().width()
    assert view.columnWidth(1) >= theme.u(120)  # rows to come may be of a kind with a longer name
    assert {view.rowHeight(at) for at in (0, 199, 499)} == {view.rowHeight(0)}
    assert view.rowHeight(0) > theme.u(ROW)
    view.resize(theme.u(300), theme.u(400))
    qapp.processEvents()
    assert view.folded
    view.resize(theme.u(1200), theme.u(400))
    qapp.processEvents()
    assert view.rowHeight(499) == theme.u(ROW)
    view.close()
