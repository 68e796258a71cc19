"""The window around the pages: going among them, text size, theme, focus and memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from bonejournal.ui.main_window import MainWindow
from bonejournal.ui.memory import Memory
from bonejournal.ui.pages.listed import Listed
from bonejournal.ui.pages.page import Frame, Page
from bonejournal.ui.theme import Mode, theme
from bonejournal.ui.widgets.buttons import plain, primary
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.notice import Notice
from bonejournal.ui.widgets.strip import Strip


class Today(Page):
    key, title = "today", "Today"
    shows = frozenset({"dxa"})
    refreshed = 0

    def refresh(self) -> None:
        type(self).refreshed += 1
        self.clear()
        self.set_sentence("Two dates are coming up.")
        for add in (self.add_left, self.add_right):
            card = Card()
            card.heading("A card")
            card.add(plain("Do something"))
            add(card, 1)


class Density(Page):
    key, title = "density", "Bone density"

    def refresh(self) -> None:
        self.set_primary("Record a DXA report", lambda: self.frame.go("form"), keys="Ctrl+Shift+D")


class Form(Page):
    key, title, parent_key = "form", "Record a DXA report", "density"
    left: list[str] = []

    def __init__(self, frame: Frame, what: str = "") -> None:
        super().__init__(frame, what)
        self.field = TextField()
        self.field.setObjectName("facility")
        self.add_left(self.field)

    def first_focus(self) -> QWidget:
        return self.field

    def leaving(self) -> None:
        self.left.append(self.field.text())

    def keep(self) -> dict[str, str]:
        return {"facility": self.field.text()}

    def restore(self, kept: object) -> None:
        assert isinstance(kept, dict)
        self.field.setText(kept["facility"])


class Records(Page):
    key, title = "records", "Records"


PAGES = [
    Listed("today", lambda: Today, "Today", "today", 1, "Ctrl+1"),
    Listed("density", lambda: Density, "Bone density", "density", 2, "Ctrl+2"),
    Listed("form", lambda: Form),
    Listed("records", lambda: Records, "Records", "records", 90, place="after"),
]


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path, done: list[str]) -> Iterator[MainWindow]:
    theme.start(qapp, Mode.LIGHT, 1.0)
    Today.refreshed = 0
    Form.left.clear()
    handlers = {name: lambda name=name: done.append(name) for name in ("open", "dxa", "undo", "delete", "recent")}
    made = MainWindow(PAGES, lambda page, frame, what: page(frame, what), handlers, Memory(tmp_path / "w.ini"), "0.1")
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    made.open_journal("helen.bonejournal")
    QApplication.processEvents()
    yield made
    theme.set_scale(1.0)
    theme.set_mode(Mode.LIGHT)


def key(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.windowHandle(), key, modifier)
    QApplication.processEvents()


CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def here(window: MainWindow) -> str:
    place = window.stack.here()
    return place.key if place else ""


def test_the_title_names_the_file_and_the_program(window: MainWindow) -> None:
    assert window.windowTitle() == "helen.bonejournal – bonejournal"
    assert here(window) == "today"


def test_pages_are_reached_by_sidebar_and_keys(window: MainWindow) -> None:
    assert window.sidebar is not None
    assert list(window.sidebar.entries) == ["today", "density", "records"]
    QTest.mouseClick(window.sidebar.entries["records"], Qt.MouseButton.LeftButton)
    assert here(window) == "records"
    assert window.sidebar.entries["records"].isChecked()
    key(window, Qt.Key.Key_2, CTRL)
    assert here(window) == "density"
    key(window, Qt.Key.Key_Left, ALT)
    assert here(window) == "records"
    key(window, Qt.Key.Key_Right, ALT)
    assert here(window) == "density"


def test_arrows_in_the_sidebar_move_without_opening(window: MainWindow) -> None:
    assert window.sidebar is not None
    window.sidebar.focus_chosen()
    key(window, Qt.Key.Key_Down)
    assert window.sidebar.entries["density"].hasFocus()
    assert here(window) == "today"
    key(window, Qt.Key.Key_Return)
    assert here(window) == "density"


def test_a_form_opens_in_the_page_and_leads_back(window: MainWindow) -> None:
    window.go("density")
    page = window.stack.page()
    assert page is not None
    QTest.mouseClick(page.findChild(type(primary("x"))), Qt.MouseButton.LeftButton)
    form = window.stack.page()
    assert isinstance(form, Form)
    assert form.field.hasFocus()
    assert window.sidebar is not None
    assert window.sidebar.entries["density"].isChecked()
    QTest.keyClicks(form.field, "Hillcrest")
    window.go_back()
    assert here(window) == "density"
    assert Form.left == ["Hillcrest"]


def test_a_saved_form_is_not_gone_back_to(window: MainWindow) -> None:
    window.go("density")
    window.go("form", "7")
    window.done_with("form", "7")
    assert here(window) == "density"
    assert not window.stack.can_go(1)
    window.go_back()
    assert here(window) == "today"


def test_a_page_is_refreshed_when_what_it_shows_has_changed(window: MainWindow) -> None:
    assert Today.refreshed == 1
    window.changed({"body"})
    assert Today.refreshed == 1
    window.changed({"dxa"})
    assert Today.refreshed == 2
    window.go("records")
    window.changed({"dxa", "body"})
    assert Today.refreshed == 2
    window.go("today")
    assert Today.refreshed == 3


def test_commands_without_a_handler_are_not_shown(window: MainWindow, done: list[str]) -> None:
    shown = [action.text() for menu in window.menuBar().actions() for action in menu.menu().actions()]
    assert "&Open…" in shown
    assert "&Import…" not in shown
    key(window, Qt.Key.Key_O, CTRL)
    key(window, Qt.Key.Key_D, CTRL | SHIFT)
    assert done == ["open", "dxa"]
    assert window.keys_of("dxa") == "Ctrl+Shift+D"


def test_undo_is_named_and_only_there_when_there_is_something(window: MainWindow, done: list[str]) -> None:
    key(window, Qt.Key.Key_Z, CTRL)
    assert done == []
    window.commands.enable("undo", True)
    window.commands.name("undo", "&Undo deletion of 4 doses")
    key(window, Qt.Key.Key_Z, CTRL)
    assert done == ["undo"]


def test_bigger_text_keeps_page_typing_and_focus(window: MainWindow) -> None:
    window.go("form")
    form = window.stack.page()
    assert isinstance(form, Form)
    QTest.keyClicks(form.field, "Hillcrest")
    key(window, Qt.Key.Key_Plus, CTRL)
    QApplication.processEvents()
    assert theme.scale == 1.1
    again = window.stack.page()
    assert isinstance(again, Form)
    assert again is not form
    assert again.field.text() == "Hillcrest"
    assert again.field.hasFocus()
    key(window, Qt.Key.Key_0, CTRL)
    assert theme.scale == 1.0


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_nothing_scrolls_sideways_at_any_text_size(window: MainWindow, scale: float) -> None:
    for size in ((1360, 860), (1024, 700)):
        window.resize(*size)
        theme.set_scale(scale)
        for name in ("today", "density", "records"):
            window.go(name)
            QApplication.processEvents()
            area = window.stack.currentWidget()
            assert area.horizontalScrollBar().maximum() == 0, (name, size)  # type: ignore[attr-defined]


def test_large_text_turns_the_sidebar_into_a_page_button(window: MainWindow) -> None:
    window.resize(1024, 700)
    theme.set_scale(2.0)
    QApplication.processEvents()
    assert window.sidebar is not None
    assert not window.sidebar.isVisible()
    page = window.stack.page()
    assert page is not None
    names = [child.accessibleName() for child in page.findChildren(QWidget)]
    assert "Page: Today" in names
    theme.set_scale(1.0)
    QApplication.processEvents()
    assert window.sidebar.isVisible()


def test_f9_hides_the_sidebar_and_the_page_button_takes_over(window: MainWindow) -> None:
    key(window, Qt.Key.Key_F9)
    assert window.sidebar is not None
    assert not window.sidebar.isVisible()
    key(window, Qt.Key.Key_F9)
    assert window.sidebar.isVisible()


def test_columns_move_under_each_other_where_room_is_short(window: MainWindow) -> None:
    page = window.stack.page()
    assert page is not None
    assert page.body.side_by_side
    window.resize(1024, 700)
    QApplication.processEvents()
    assert not page.body.side_by_side
    assert page.body.right.y() > page.body.left.y()


def test_f6_goes_round_sidebar_page_and_side_cards(window: MainWindow) -> None:
    page = window.stack.page()
    assert page is not None
    assert window.sidebar is not None
    window.sidebar.focus_chosen()
    zones = []
    for _ in range(3):
        key(window, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        zones.append(
            next(i for i, z in enumerate((window.sidebar, page.body.left, page.body.right)) if z.isAncestorOf(focus))
        )
    assert zones == [1, 2, 0]


def test_the_ring_shows_for_keys_and_hides_for_the_mouse(window: MainWindow) -> None:
    page = window.stack.page()
    assert page is not None
    button = page.body.left.findChild(type(plain("x")))
    assert window.sidebar is not None
    window.sidebar.focus_chosen()
    key(window, Qt.Key.Key_F6)
    assert button.hasFocus()
    assert window.ring.target() is button
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=window.rect().center())
    assert window.ring.target() is None


def test_the_ring_survives_a_page_that_goes(window: MainWindow) -> None:
    key(window, Qt.Key.Key_F6)
    key(window, Qt.Key.Key_F6)
    key(window, Qt.Key.Key_Plus, CTRL)
    window.go("records")
    key(window, Qt.Key.Key_F6)
    assert here(window) == "records"


def test_a_change_of_theme_lets_hidden_pages_go_and_keeps_the_shown_one(window: MainWindow) -> None:
    window.go("density")
    page = window.stack.page()
    theme.set_mode(Mode.DARK)
    assert window.stack.page() is page
    assert window.stack.count() == 1
    window.go("today")
    assert here(window) == "today"


def test_without_a_journal_there_is_no_sidebar_and_no_page_key(window: MainWindow) -> None:
    window.show_alone(lambda: Notice("document", "This file is damaged", "Nothing is lost.", [primary("Restore")]))
    QApplication.processEvents()
    assert window.windowTitle() == "bonejournal"
    assert window.sidebar is not None
    assert not window.sidebar.isVisible()
    assert window.status.left.text() == "No journal open"
    key(window, Qt.Key.Key_2, CTRL)
    assert here(window) == ""
    theme.set_scale(1.25)
    assert window.findChild(Notice) is not None
    window.open_journal("anna.bonejournal")
    assert window.sidebar.isVisible()


def test_saving_says_that_it_is_saved(window: MainWindow) -> None:
    key(window, Qt.Key.Key_S, CTRL)
    assert window.status.left.text().startswith("Already saved")


def test_a_strip_that_says_the_same_stays(window: MainWindow) -> None:
    def begin() -> None:
        return None

    window.set_strip("Sample journal.", ("Start your own…", begin))
    shown = window.findChild(Strip)
    window.set_strip("Sample journal.", ("Start your own…", begin))
    assert window.findChildren(Strip) == [shown]
    window.set_strip("A draft is waiting.", ("Start your own…", begin))
    assert [strip for strip in window.findChildren(Strip) if strip is not shown]


def test_a_strip_stands_above_every_page(window: MainWindow) -> None:
    window.set_strip("Sample journal.", ("Start your own…", lambda: None))
    theme.set_scale(1.25)
    assert "Sample journal." in [child.text() for child in window.findChildren(QLabel)]
    window.set_strip()
    QApplication.processEvents()
    assert "Sample journal." not in [child.text() for child in window.findChildren(QLabel) if child.isVisible()]


def test_size_page_text_size_and_theme_are_remembered(window: MainWindow, tmp_path: Path) -> None:
    window.resize(1200, 760)
    window.go("density")
    theme.set_scale(1.25)
    theme.set_mode(Mode.DARK)
    window.close()
    memory = Memory(tmp_path / "w.ini")
    rect = memory.rect()
    assert rect is not None
    assert (rect.width(), rect.height()) == (1200, 760)
    assert memory.text("page") == "2"
    assert memory.number("scale", 1.0) == 1.25
    assert memory.mode() == Mode.DARK
    assert "density" not in (tmp_path / "w.ini").read_text()


def test_recent_journals_are_newest_first_and_still_there(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "w.ini")
    for name in ("a", "b", "c"):
        (tmp_path / name).touch()
        memory.opened(tmp_path / name)
    memory.opened(tmp_path / "a")
    (tmp_path / "b").unlink()
    assert [path.name for path in memory.recent()] == ["a", "c"]
    (tmp_path / "a").unlink()
    assert memory.last() == tmp_path / "a"  # she is told that it is gone; another never comes in its place


def test_the_window_comes_back_where_it_was(window: MainWindow, tmp_path: Path) -> None:
    window.move(60, 70)
    where = window.pos()
    window.close()
    rect = Memory(tmp_path / "w.ini").rect()
    assert rect is not None
    assert rect.topLeft() == where


def test_the_window_may_refuse_to_close(window: MainWindow) -> None:
    window.closing = lambda: False
    assert not window.close()
    window.closing = lambda: True
    assert window.close()


def test_everything_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    reached = [
        child
        for child in window.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible()
    ]
    assert reached
    assert [child for child in reached if not child.accessibleName()] == []
