"""The pieces pages are made of, operated by clicks and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QSizePolicy, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bonejournal.charts.point import Point
from bonejournal.ui.theme import Mode, theme
from bonejournal.ui.widgets.buttons import link, plain, primary
from bonejournal.ui.widgets.card import Card, RowItem, Stacked
from bonejournal.ui.widgets.chart_view import ChartView
from bonejournal.ui.widgets.date_field import DateField
from bonejournal.ui.widgets.empty import Empty
from bonejournal.ui.widgets.field_block import field_block
from bonejournal.ui.widgets.fields import Check, Combo, NumberField, TextField
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.marks import KINDS, StatusMark
from bonejournal.ui.widgets.notice import Notice
from bonejournal.ui.widgets.pips import Pips
from bonejournal.ui.widgets.popover import Popover
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.status_bar import StatusBar
from bonejournal.ui.widgets.table import TableView
from bonejournal.ui.widgets.table_model import Cell, Column, PagedModel, Row, RowKind, TableModel
from bonejournal.ui.widgets.text import Sentence, label
from bonejournal.ui.widgets.tick_row import TickRow
from bonejournal.ui.widgets.window_strip import WindowStrip


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.start(qapp, Mode.LIGHT, 1.0)


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    QVBoxLayout(widget)
    widget.resize(700, 500)
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    return widget


def put(holder: QWidget, *widgets: QWidget) -> None:
    layout = holder.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
        widget.show()
    QApplication.processEvents()


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def click(widget: QWidget, place: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())


def test_what_she_typed_is_never_markup(holder: QWidget) -> None:
    made = label("<b>Helen</b>")
    put(holder, made, RowItem("<i>x</i>", "<u>y</u>"))
    said = holder.findChildren(QLabel)
    assert {"<b>Helen</b>", "<i>x</i>", "<u>y</u>"} <= {child.text() for child in said}
    assert all(child.textFormat() == Qt.TextFormat.PlainText for child in said)


def test_a_sentence_grows_when_it_is_narrow() -> None:
    sentence = Sentence("Two dates are coming up. Strength is on target; balance and protein are short this week.")
    assert sentence.heightForWidth(300) > sentence.heightForWidth(900)
    assert sentence.accessibleName().startswith("Two dates")


def test_buttons_are_pressed_by_mouse_and_space(holder: QWidget) -> None:
    pressed: list[str] = []
    one = primary("Save", lambda: pressed.append("save"), icon="plus", keys="Ctrl+Enter")
    two = plain("&Cancel", lambda: pressed.append("cancel"), small=True)
    three = link("3 documents", lambda: pressed.append("link"))
    put(holder, one, two, three)
    click(one)
    press(two, Qt.Key.Key_Space)
    click(three)
    assert pressed == ["save", "cancel", "link"]
    assert (one.height(), two.height()) == (36, 32)
    assert (one.accessibleDescription(), two.accessibleName()) == ("Ctrl+Enter", "Cancel")


def test_enter_presses_a_button_once(holder: QWidget) -> None:
    seen: list[str] = []
    one, two = primary("Next", lambda: seen.append("next")), link("Where from", lambda: seen.append("link"))
    put(holder, one, two)
    for button in (one, two):
        press(button, Qt.Key.Key_Return)
        press(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
        press(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # a form's own
    assert seen == ["next", "next", "link", "link"]


def test_a_row_opens_by_click_and_enter(holder: QWidget) -> None:
    opened: list[int] = []
    row = RowItem("Spine", "Real gain", mark="gain", opens=lambda: opened.append(1))
    put(holder, row)
    click(row)
    press(row, Qt.Key.Key_Return)
    assert opened == [1, 1]
    assert row.accessibleName() == "Gain. Spine. Real gain"


def test_what_is_at_the_right_of_a_row_goes_under_it_where_room_is_short(holder: QWidget) -> None:
    button = plain("Note the appointment…", small=True)
    row = RowItem("Denosumab injection due Friday 20 November", "In 8 days.", mark="due", right=button)
    put(holder, row)
    assert button.x() > row.title.x()
    assert button.y() < row.title.geometry().bottom() + 10
    holder.resize(360, 400)
    QApplication.processEvents()
    assert button.x() == row.title.x()
    assert button.y() > row.title.geometry().bottom()


def test_a_switch_is_one_choice_with_names(holder: QWidget, qtbot: QtBot) -> None:
    switch = Segmented("Site", [("spine", "Spine"), ("hip", "Total hip"), ("neck", "Neck")])
    put(holder, switch)
    width = switch.width()
    with qtbot.waitSignal(switch.changed) as told:
        click(switch.button("hip"))
    assert told.args == ["hip"]
    assert switch.chosen() == "hip"
    assert switch.button("hip").accessibleName() == "Site: Total hip"
    switch.button("hip").setFocus()
    with qtbot.waitSignal(switch.changed) as told:
        press(switch.button("hip"), Qt.Key.Key_Right)
    assert told.args == ["neck"]
    assert switch.width() == width


def test_painted_things_say_what_they_show() -> None:
    assert Pips("Mechanical", 7, 9).accessibleName() == "Mechanical, 7 of 9 met"
    assert WindowStrip(2020, 6.4).accessibleName() == "Ten-year window: year 6"
    for kind in KINDS:
        assert StatusMark(kind).accessibleName()


def test_enter_goes_to_the_next_field(holder: QWidget) -> None:
    first, second = TextField(), NumberField("kg")
    put(holder, first, second)
    first.setFocus()
    press(first, Qt.Key.Key_Return)
    assert second.hasFocus()


def test_a_number_says_unit_last_value_and_problem() -> None:
    field = NumberField("g/cm²")
    field.describe(last="0.772")
    block = field_block("&BMD", field)
    block.set_problem("hard", "BMD of the spine is between 0.200 and 2.500 g/cm².")
    assert field.accessibleName() == "BMD"
    assert field.accessibleDescription() == (
        "g/cm². Last time 0.772. BMD of the spine is between 0.200 and 2.500 g/cm²."
    )
    assert field.property("state") == "hard"
    block.clear_problem()
    assert field.property("state") == ""
    assert block.problem is None


def test_a_soft_question_is_answered_by_its_button(holder: QWidget) -> None:
    field = NumberField()
    field.setText("2.0")
    block = field_block("&T-score", field)
    put(holder, block)
    block.set_problem(
        "soft",
        "Is the minus sign missing?",
        fix=("Make it −2.0", lambda: field.setText("−2.0")),
        keep=("Keep 2.0", int),
    )
    QApplication.processEvents()
    assert block.problem is not None
    fix = next(child for child in block.problem.findChildren(QWidget) if child.accessibleName() == "Make it −2.0")
    click(fix)
    assert field.text() == "−2.0"
    assert block.level() == ""
    assert field.hasFocus()


def test_the_wheel_scrolls_the_page_and_not_the_choice(holder: QWidget) -> None:
    combo = Combo()
    for key in "abc":
        combo.add(key, key.upper())
    put(holder, combo)
    combo.setFocus()
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, wheel)
    assert combo.chosen() == "a"
    press(combo, Qt.Key.Key_Down)
    assert combo.chosen() == "b"


def test_a_check_is_ticked_by_click_and_space(holder: QWidget) -> None:
    check = Check("L3", ticked=True)
    put(holder, check)
    click(check)
    assert not check.isChecked()
    press(check, Qt.Key.Key_Space)
    assert check.isChecked()


def test_words_of_a_box_to_tick_go_on_in_a_second_line(holder: QWidget) -> None:
    short, long = Check("Alcohol"), Check("Appendix: all scans, lab results, doses and falls")
    flow, rest = Flow(12), QWidget()
    flow.add(other := Check(long.text()))
    rest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    put(holder, short, long, flow, rest)
    assert short.height() == long.height() == other.height() == theme.u(Check.LINE)
    holder.resize(theme.u(260), 500)
    QApplication.processEvents()
    assert short.height() == theme.u(Check.LINE)
    for check in (long, other):
        assert check.width() <= theme.u(260)
        assert check.height() == check.heightForWidth(check.width()) > theme.u(Check.LINE)


def test_all_of_a_row_with_a_box_ticks_it(holder: QWidget, qtbot: QtBot) -> None:
    row = TickRow("With my private notes")
    put(holder, row)
    with qtbot.waitSignal(row.changed):
        click(row, QPoint(row.width() - 2, row.height() // 2))
    assert row.check.isChecked()


def test_a_day_picked_from_the_calendar_is_text_in_the_field(holder: QWidget, qtbot: QtBot) -> None:
    import datetime as dt

    field = DateField(read=lambda text: dt.date(2026, 10, 13) if text else None)
    field.setText("13 oct")
    put(holder, field)
    field.setFocus()
    press(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = holder.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate().toString("yyyy-MM-dd") == "2026-10-13"
    with qtbot.waitSignal(field.picked):
        calendar.clicked.emit(calendar.selectedDate().addDays(1))
    assert field.text() == "14 Oct 2026"
    assert field.hasFocus()


def test_a_popover_closes_on_escape_and_gives_the_focus_back(holder: QWidget) -> None:
    anchor = link("3 documents")
    other = plain("Other")
    put(holder, anchor, other)
    anchor.setFocus()
    way = plain("Use another value…")
    content = QWidget()
    QVBoxLayout(content).addWidget(way)
    popover = Popover(anchor, content, "Where it comes from")
    assert popover.isVisible()
    assert way.hasFocus()
    press(way, Qt.Key.Key_Escape)
    assert popover.isHidden()
    assert anchor.hasFocus()
    popover = Popover(anchor, plain("Use another value…"), "Where it comes from")
    click(other)
    assert popover.isHidden()


def table(holder: QWidget) -> TableView:
    columns = [Column("Scan", bold=True), Column("Spine g/cm²", right=True), Column("Change", main=True)]
    rows = [
        Row("a", (Cell("13 Oct 2026"), Cell("0.826"), Cell("+7.0 %, real gain", mark="gain"))),
        Row("b", (Cell("9 Oct 2024"), Cell("0.772"), Cell("Not comparable", mark="not_comparable"))),
    ]
    view = TableView("Scans")
    view.show_model(TableModel(columns, rows))
    view.fit_rows()
    put(holder, view)
    return view


def test_a_table_row_opens_with_enter_and_double_click(holder: QWidget) -> None:
    view = table(holder)
    opened: list[str] = []
    view.opened.connect(opened.append)
    view.setFocus()
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Return)
    first = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert opened == ["b", "a"]
    assert view.selected_ids() == ["a"]


def test_table_cells_speak_column_and_status(holder: QWidget) -> None:
    view = table(holder)
    said = view.model().data(view.model().index(0, 2), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Change, Gain, +7.0 %, real gain"


def test_a_narrow_table_takes_two_lines_a_row(holder: QWidget) -> None:
    view = table(holder)
    assert not view.folded
    wide = view.height()
    holder.resize(260, 500)
    QApplication.processEvents()
    assert view.folded
    assert view.height() != wide
    assert view.horizontalScrollBar().maximum() == 0


def test_in_a_narrow_table_a_row_is_as_high_as_its_own_lines(holder: QWidget) -> None:
    view = TableView("Visits")
    said = "Carry on; scan in October, bloods at the start of November, then a visit"
    rows = [Row(name, (Cell(name), Cell(about), Cell("Dr Okafor"))) for name, about in (("a", said), ("b", "Review"))]
    view.show_model(TableModel([Column("Date"), Column("About"), Column("Who", main=True)], rows))
    view.fit_rows(2)
    put(holder, view)
    holder.resize(300, 500)
    QApplication.processEvents()
    assert view.folded
    assert view.rowHeight(0) > view.rowHeight(1)
    assert view.viewport().height() == view.rowHeight(0) + view.rowHeight(1)
    holder.resize(900, 500)
    QApplication.processEvents()
    assert not view.folded
    assert view.rowHeight(0) == view.rowHeight(1)


def test_a_heading_has_one_cell_and_stands_in_a_narrow_table_too(holder: QWidget) -> None:
    columns = [Column("Item", main=True), Column("Amount"), Column("Protein"), Column("Calcium")]
    rows = [
        Row("b", (Cell("Breakfast"),), RowKind.HEADING),
        Row("1", tuple(map(Cell, ("Oats", "40 g", "5 g", "20 mg")))),
    ]
    view = TableView("Day")
    put(holder, view)
    holder.resize(theme.u(180), theme.u(300))
    QApplication.processEvents()
    view.show_model(TableModel(columns, rows))
    assert view.folded
    assert view.rowHeight(0) < view.rowHeight(1)


def test_a_column_that_may_be_narrow_takes_two_lines_before_the_table_folds(holder: QWidget) -> None:
    view = TableView("A day")
    long = "Milk, chocolate, fluid, commercial, reduced fat, with added calcium"
    rows = [Row(name, (Cell(name), Cell("194"), Cell("14.2"))) for name in (long, "Butter")]
    view.show_model(
        TableModel([Column("Item", least=120), Column("Calcium mg", right=True), Column("Protein g", right=True)], rows)
    )
    view.fit_rows(2)
    put(holder, view)
    holder.resize(420, 500)
    QApplication.processEvents()
    assert not view.folded
    assert sum(map(view.columnWidth, range(3))) == view.viewport().width()
    assert view.rowHeight(0) > view.rowHeight(1)
    assert view.viewport().height() == view.rowHeight(0) + view.rowHeight(1)
    holder.resize(250, 500)
    QApplication.processEvents()
    assert view.folded
    holder.resize(1200, 500)
    QApplication.processEvents()
    assert not view.folded
    assert view.rowHeight(0) == view.rowHeight(1)


def test_a_long_list_fetches_the_pages_it_shows(holder: QWidget) -> None:
    asked: list[tuple[int, int]] = []
    model = PagedModel([Column("What")], 1000, lambda first, count: asked.append((first, count)))
    view = TableView("Records")
    view.show_model(model)
    put(holder, view)
    view.grab()
    assert asked == [(0, 200)]
    model.give(0, [Row(str(place), (Cell(f"row {place}"),)) for place in range(200)])
    assert model.row(3) == Row("3", (Cell("row 3"),))
    view.scrollToBottom()
    view.grab()
    assert asked[-1] == (800, 200)


def test_a_chart_is_read_by_keys_and_opened(holder: QWidget, qtbot: QtBot) -> None:
    chart = ChartView()
    put(holder, chart)
    image = QImage(chart.size(), QImage.Format.Format_ARGB32)
    image.fill(QColor(theme.c("card")))
    points = [
        Point(50, 60, "9 October 2024; 0.772", "a"),
        Point(200, 40, lambda: "0.826", "b"),
    ]
    chart.set_image(image, points)
    chart.setFocus()
    press(chart, Qt.Key.Key_Home)
    assert chart.accessibleDescription() == "9 October 2024; 0.772"
    press(chart, Qt.Key.Key_Right)
    with qtbot.waitSignal(chart.opened) as told:
        press(chart, Qt.Key.Key_Return)
    assert told.args == ["b"]
    with qtbot.waitSignal(chart.table_wanted):
        press(chart, Qt.Key.Key_T)
    QTest.mouseMove(chart, QPoint(52, 60))
    with qtbot.waitSignal(chart.opened) as told:
        click(chart, QPoint(52, 60))
    assert told.args == ["a"]


def test_a_chart_asks_when_it_is_shown_and_once_for_the_size_it_settles_at(holder: QWidget, qtbot: QtBot) -> None:
    chart = ChartView()
    asked: list[tuple[int, int, float]] = []
    chart.size_wanted.connect(lambda *wanted: asked.append(wanted))
    put(holder, chart)
    qtbot.waitUntil(lambda: bool(asked), timeout=1000)
    asked.clear()
    for width in (600, 650, 720):
        holder.resize(width, 500)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: bool(asked), timeout=1000)
    assert asked == [(chart.width(), chart.height(), chart.devicePixelRatioF())]


def test_a_message_offers_undo_and_goes(holder: QWidget, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr("bonejournal.ui.widgets.status_bar.SHOWN_MS", 60)
    bar = StatusBar()
    put(holder, bar)
    bar.rest("Saved.", "Last backup today")
    undone: list[int] = []
    bar.say("4 doses deleted.", "Undo", lambda: undone.append(1))
    assert bar.left.text() == "4 doses deleted."
    click(bar.link)
    assert undone == [1]
    assert bar.left.text() == "Saved."
    bar.say("Saved as a file.")
    qtbot.waitUntil(lambda: bar.left.text() == "Saved.", timeout=2000)


def test_a_notice_folds_its_details_out(holder: QWidget) -> None:
    notice = Notice("document", "This file is damaged", "Nothing is lost.", [primary("Restore")], details="page 4711")
    put(holder, notice)
    shown = [child for child in notice.findChildren(QLabel) if child.text() == "page 4711"]
    assert shown[0].isHidden()
    click(notice.details)
    assert shown[0].isVisible()


def test_an_empty_place_has_one_way_on(holder: QWidget) -> None:
    put(holder, Empty("density", "No scan yet", "Three numbers are enough.", primary("Record a DXA report")))
    assert holder.findChild(Empty).accessibleName() == "No scan yet"


def test_the_last_card_takes_in_a_little_spare_height_and_no_more(holder: QWidget) -> None:
    cards = [Card(), Card()]
    for card in cards:
        card.add(label("Calcium"))
    stack = Stacked(cards, level=True)
    put(holder, stack)
    natural = stack.sizeHint().height()
    for more, reaches in ((100, True), (400, False)):
        stack.setFixedHeight(natural + more)
        QApplication.processEvents()
        assert (cards[-1].geometry().bottom() == stack.rect().bottom()) is reaches
    assert cards[0].height() == cards[1].height()


def test_a_row_of_buttons_goes_on_in_the_next_line(holder: QWidget) -> None:
    flow = Flow()
    for words in ("Usual breakfast", "My supplements", "Strength A"):
        flow.add(plain(words))
    assert flow.heightForWidth(900) == 36
    assert flow.heightForWidth(200) == 3 * 36 + 2 * 10
    card = Card()
    card.add(flow)
    put(holder, card)
    assert card.minimumSizeHint().width() < 250


def test_words_in_a_row_of_buttons_break_where_they_are_longer_than_it(holder: QWidget) -> None:
    flow = Flow()
    flow.add(plain("Strength A"))
    flow.add(words := label("With a date here, the usual range of loss can be shown in this.", "caption", wrap=True))
    assert flow.minimumSizeHint().width() < 250
    assert flow.heightForWidth(900) == 36
    put(holder, flow)
    flow.resize(250, flow.heightForWidth(250))
    assert words.geometry().right() < 250
    assert words.height() > 1.5 * words.fontMetrics().height()
    assert words.geometry().bottom() < flow.height()
