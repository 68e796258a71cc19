"""The grid of open fields: columns told as data, rows that come and go, moved through by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bonejournal.domain.words import Said
from bonejournal.ui.theme import Mode, theme
from bonejournal.ui.widgets.entry_grid import Column, Enter, EntryGrid, Kind

FIRST = Column("test", "Test", width=120)
COLUMNS = (
    Column("sign", "", Kind.CHOICE, 56, tab=False, name="Below or above"),
    Column("value", "Value"),
    Column("unit", "Unit", Kind.LIST, 110),
    Column("last", "Last time", Kind.WORDS, 60),
    Column("verdict", "", Kind.VERDICT, 80),
    Column("away", "", Kind.BUTTON, 34, name="Take away", icon="close"),
)


@pytest.fixture
def holder(qtbot: QtBot, qapp: QApplication) -> QWidget:
    theme.start(qapp, Mode.LIGHT, 1.0)
    widget = QWidget()
    QVBoxLayout(widget)
    widget.resize(900, 500)
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    return widget


def made(holder: QWidget, grid: EntryGrid, *rows: str, group: str = "") -> EntryGrid:
    for row in rows:
        grid.add_row(row, row.upper(), group=group)
    layout = holder.layout()
    assert layout is not None
    layout.addWidget(grid)
    QApplication.processEvents()
    return grid


def press(holder: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = holder.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def focus(holder: QWidget) -> str:
    widget = holder.focusWidget()
    return widget.objectName() or widget.accessibleName() if widget else ""


def test_tab_stops_where_the_columns_say_and_arrows_go_everywhere(holder: QWidget) -> None:
    grid = made(holder, EntryGrid(FIRST, COLUMNS), "a", "b")
    assert grid.go_to("a.value")
    stops = []
    for _ in range(4):
        stops.append(focus(holder))
        press(holder, Qt.Key.Key_Tab)
    assert stops == ["a.value", "a.unit", "Take away, A", "b.value"]
    grid.go_to("a.value")
    press(holder, Qt.Key.Key_Left)
    assert focus(holder) == "a.sign"
    press(holder, Qt.Key.Key_Down)
    assert focus(holder) == "b.sign"
    press(holder, Qt.Key.Key_Down)
    assert focus(holder) == "b.sign"
    press(holder, Qt.Key.Key_Right)
    assert focus(holder) == "b.value"


def test_enter_goes_down_a_column_and_says_when_there_is_no_further_row(holder: QWidget) -> None:
    asked: list[tuple[str, bool]] = []

    def on_enter(name: str) -> bool:
        asked.append((name, grid.is_last(name)))
        if not grid.is_last(name):
            return False
        grid.add_row("c", "C")
        return grid.go_to("c.value")

    grid = made(holder, EntryGrid(FIRST, COLUMNS, enter=Enter.DOWN, on_enter=on_enter), "a", "b")
    grid.go_to("a.value")
    press(holder, Qt.Key.Key_Return)
    assert focus(holder) == "b.value"
    press(holder, Qt.Key.Key_Return)
    assert focus(holder) == "c.value"
    assert asked == [("a.value", False), ("b.value", True)]


def test_enter_can_go_to_the_next_field(holder: QWidget) -> None:
    grid = made(holder, EntryGrid(FIRST, COLUMNS[:3]), "a", "b")
    grid.go_to("a.value")
    assert not grid.is_last("b.value")
    assert grid.is_last("b.unit")
    press(holder, Qt.Key.Key_Return)
    press(holder, Qt.Key.Key_Return)
    assert focus(holder) == "b.value"


def test_it_tells_what_is_typed_and_left(holder: QWidget) -> None:
    grid = made(holder, EntryGrid(FIRST, COLUMNS), "a")
    heard: list[str] = []
    grid.edited.connect(lambda name: heard.append(f"edited {name}"))
    grid.finished.connect(lambda name: heard.append(f"left {name}"))
    grid.arrived.connect(lambda name: heard.append(f"at {name}"))
    grid.pressed.connect(lambda name: heard.append(f"pressed {name}"))
    grid.go_to("a.value")
    QTest.keyClick(holder.focusWidget(), "7")
    press(holder, Qt.Key.Key_Tab)
    assert heard == ["at a.value", "edited a.value", "left a.value", "at a.unit"]
    press(holder, Qt.Key.Key_Tab)
    press(holder, Qt.Key.Key_Space)
    assert heard[-1] == "pressed a.away"
    assert grid.texts() == {"a.sign": "", "a.value": "7", "a.unit": ""}


def test_a_choice_is_made_by_its_letter_and_told(holder: QWidget) -> None:
    grid = made(holder, EntryGrid(FIRST, COLUMNS), "a")
    cell = grid.rows["a"].cells["sign"]
    grid.set_choices("a.sign", [("", "="), ("<", "<"), (">", ">")])
    cell.setText("")
    heard: list[str] = []
    grid.finished.connect(heard.append)
    grid.go_to("a.sign")
    QTest.keyClick(holder.focusWidget(), "<")
    assert grid.texts()["a.sign"] == "<"
    assert heard == ["a.sign"]
    assert cell.accessibleName() == "Below or above, A"


def test_a_group_shows_its_name_once_and_its_rows_stand_together(holder: QWidget) -> None:
    grid = made(holder, EntryGrid(FIRST, COLUMNS), "s1", "s2", group="squat")
    grid.add_row("p1", "PRESS", group="press")
    grid.add_row("s3", "S1", group="squat")
    QApplication.processEvents()
    assert list(grid.rows) == ["s1", "s2", "s3", "p1"]
    assert [row.name.isVisible() for row in grid.rows.values()] == [True, False, False, True]
    tops = {key: row.cells["value"].y() for key, row in grid.rows.items()}
    assert tops["p1"] - tops["s3"] > tops["s3"] - tops["s2"] == tops["s2"] - tops["s1"]
    assert grid.rows["s3"].cells["value"].accessibleName() == "Value, S1 3"
    assert grid.is_last("s3.value", of_group=True) is False  # its unit is still to come
    assert grid.is_last("s3.unit", of_group=True)
    assert not grid.is_last("s3.unit")
    grid.go_to("s1.value")
    grid.remove_row("s1")
    assert grid.rows["s2"].name.isVisible()
    assert focus(holder) == "s2.value"
    assert grid.rows["s2"].cells["value"].accessibleName() == "Value, S2 1"


def test_a_row_taken_away_leaves_the_others_in_the_chain(holder: QWidget) -> None:
    grid = made(holder, EntryGrid(FIRST, COLUMNS[:3]), "a", "b", "c")
    grid.go_to("b.value")
    grid.remove_row("b")
    assert focus(holder) == "a.value"
    press(holder, Qt.Key.Key_Tab)
    press(holder, Qt.Key.Key_Tab)
    assert focus(holder) == "c.value"
    assert grid.cell("b.value") is None


def test_a_question_stands_beneath_its_row_and_is_answered_by_key(holder: QWidget) -> None:
    grid = made(holder, EntryGrid(FIRST, COLUMNS[:3]), "a", "b")
    answered: list[str] = []
    before = grid.rows["b"].cells["value"].y()
    grid.go_to("a.value")
    grid.tell("a.value", "soft", "Is it 75?", (("Make it 75", lambda: answered.append("mend")), None))
    QApplication.processEvents()
    problem = grid.rows["a"].problem
    assert problem is not None
    assert problem.y() > grid.rows["a"].cells["value"].y()
    assert grid.rows["b"].cells["value"].y() > before
    assert "Is it 75?" in grid.rows["a"].cells["value"].accessibleDescription()
    press(holder, Qt.Key.Key_Tab)
    assert focus(holder) == "Make it 75"
    press(holder, Qt.Key.Key_Space)
    assert answered == ["mend"]
    grid.tell("a.value", "", "")
    assert grid.rows["a"].problem is None
    assert focus(holder) == "a.value"


def test_what_cannot_be_goes_before_what_is_asked_and_a_row_has_words_of_its_own(holder: QWidget) -> None:
    grid = made(holder, EntryGrid(FIRST, COLUMNS), "a")
    grid.tell("a", "info", "Keep your back straight.")
    grid.tell("a.value", "soft", "Is it 75?")
    grid.tell("a.unit", "hard", "No unit.")
    said = []
    for name in ("a.unit", "a.value", "a"):
        problem = grid.rows["a"].problem
        assert problem is not None
        said.append(problem.accessibleName())
        grid.tell(name, "", "")
    assert said == ["No unit.", "Is it 75?", "Keep your back straight."]
    assert grid.rows["a"].problem is None


def test_where_it_is_narrow_the_columns_move_and_the_names_stay(holder: QWidget) -> None:
    grid = made(holder, EntryGrid(FIRST, COLUMNS), "a")
    bar = grid.findChild(QScrollBar)
    assert bar is not None
    assert bar.isHidden()
    holder.resize(380, 300)
    QApplication.processEvents()
    assert not bar.isHidden()
    name = grid.rows["a"].name.x()
    value, unit = grid.rows["a"].cells["value"], grid.rows["a"].cells["unit"]
    before = value.x()
    unit.setFocus()
    assert value.x() < before
    port = unit.parentWidget()
    assert port is not None
    assert unit.x() + unit.width() <= port.width()
    assert grid.rows["a"].name.x() == name


def test_spare_width_goes_to_the_columns_that_grow(holder: QWidget) -> None:
    columns = (Column("value", "Value"), Column("last", "Last time", Kind.WORDS, 60, grow=1))
    grid = made(holder, EntryGrid(FIRST, columns), "a")
    row = grid.rows["a"]
    assert row.cells["value"].width() == theme.u(75)
    assert row.sides["last"].x() + row.sides["last"].width() + row.name.width() >= grid.width() - theme.u(13)


def test_words_and_verdicts_make_room_for_themselves(holder: QWidget) -> None:
    grid = made(holder, EntryGrid(FIRST, COLUMNS), "a")
    grid.set_words("a.last", "203, 11 May 2026")
    grid.say("a.verdict", Said("loss", "\u221264\u2009%, real fall", "met"))
    row = grid.rows["a"]
    assert row.sides["verdict"].width() >= row.sides["verdict"].width_needed()
    assert row.sides["verdict"].accessibleName() == "\u221264\u2009%, real fall"
    assert row.sides["last"].width() >= row.sides["last"].sizeHint().width() - 2


def test_a_row_can_have_another_kind_of_cell(holder: QWidget) -> None:
    grid = made(holder, EntryGrid(FIRST, COLUMNS))
    row = grid.add_row("own", "Zonulin", kinds={"unit": Kind.TEXT})
    assert type(row.cells["unit"]).__name__ == "TextCell"
    assert grid.add_row("own", "Again") is row
    fields = grid.findChildren(QLineEdit)
    assert all(field.accessibleName() for field in fields)
    assert all(button.accessibleName() for button in grid.findChildren(QPushButton))
