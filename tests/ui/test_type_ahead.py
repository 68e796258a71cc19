"""A line that offers matches: typed in, moved through, taken and left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bonejournal.domain.typeahead import Index
from bonejournal.ui.theme import Mode, theme
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.type_ahead import Offer, OfferList, TypeAhead

FRUIT = Index((name, (name,)) for name in ("Apple", "Apricot", "Grape", "Pear"))


@pytest.fixture
def holder(qtbot: QtBot, qapp: QApplication) -> QWidget:
    theme.start(qapp, Mode.LIGHT, 1.0)
    widget = QWidget()
    QVBoxLayout(widget)
    widget.resize(500, 400)
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    return widget


def line(holder: QWidget) -> tuple[TypeAhead, list[object]]:
    field = TypeAhead(lambda text: [Offer(name, name, f"a {name.lower()}") for name in FRUIT.best(text)], icon="plus")
    taken: list[object] = []
    field.chosen.connect(taken.append)
    layout = holder.layout()
    assert layout is not None
    layout.addWidget(field)
    layout.addWidget(TextField())
    QApplication.processEvents()
    field.setFocus()
    return field, taken


def titles(field: TypeAhead) -> list[str]:
    return [offer.title for offer in field.offers()]


def test_matches_follow_every_key_and_enter_takes_the_best(holder: QWidget) -> None:
    field, taken = line(holder)
    QTest.keyClicks(field, "ap")
    assert titles(field) == ["Apple", "Apricot", "Grape"]
    QTest.keyClicks(field, "r")
    assert titles(field) == ["Apricot"]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert taken == ["Apricot"]
    assert (field.text(), field.is_open(), field.hasFocus()) == ("Apricot", False, True)


def test_its_list_goes_with_it(holder: QWidget) -> None:
    field, _ = line(holder)
    QTest.keyClicks(field, "ap")
    assert holder.findChildren(OfferList)
    field.deleteLater()
    for _ in range(2):  # the field, then its list
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not holder.findChildren(OfferList)


def test_arrows_move_round_and_what_is_marked_is_said(holder: QWidget) -> None:
    field, taken = line(holder)
    QTest.keyClicks(field, "ap")
    assert field.accessibleDescription() == "Apple, a apple, 1 of 3"
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.accessibleDescription() == "Grape, a grape, 3 of 3"
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert taken == ["Apricot"]
    assert field.accessibleDescription() == ""


def test_escape_closes_the_matches_and_then_is_the_forms(holder: QWidget) -> None:
    field, taken = line(holder)
    left: list[str] = []
    QShortcut(QKeySequence("Esc"), holder).activated.connect(lambda: left.append("form"))
    QTest.keyClicks(field, "ap")
    QTest.keyClick(holder.windowHandle(), Qt.Key.Key_Escape)
    assert (field.is_open(), left, field.text()) == (False, [], "ap")
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert titles(field) == ["Apple", "Apricot", "Grape"]
    field.close_offers()
    QTest.keyClick(holder.windowHandle(), Qt.Key.Key_Escape)
    assert left == ["form"]
    assert taken == []


def test_without_a_match_enter_goes_on(holder: QWidget) -> None:
    field, taken = line(holder)
    QTest.keyClicks(field, "xyz")
    assert not field.is_open()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not field.hasFocus()
    assert taken == []


def test_leaving_or_clicking_elsewhere_closes_the_matches(holder: QWidget) -> None:
    field, taken = line(holder)
    QTest.keyClicks(field, "ap")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert not field.is_open()
    field.setFocus()
    QTest.keyClicks(field, "p")
    assert field.is_open()
    QTest.mouseClick(holder, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert not field.is_open()
    assert taken == []


def test_a_match_is_taken_by_the_mouse_and_the_line_keeps_the_focus(holder: QWidget) -> None:
    field, taken = line(holder)
    QTest.keyClicks(field, "ap")
    (found,) = holder.findChildren(OfferList)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton, pos=QPoint(20, found.height() - 5))
    assert taken == ["Grape"]
    assert field.hasFocus()


def test_the_list_stays_in_the_window(holder: QWidget) -> None:
    layout = holder.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.addStretch(1)
    field, _ = line(holder)
    QTest.keyClicks(field, "ap")
    (found,) = holder.findChildren(OfferList)
    assert holder.rect().contains(found.rect().translated(found.mapTo(holder, QPoint(0, 0))))


def test_matches_that_come_later_are_shown_while_the_line_has_the_focus(holder: QWidget) -> None:
    asked: list[str] = []
    field = TypeAhead(asked.append)
    layout = holder.layout()
    assert layout is not None
    layout.addWidget(field)
    QApplication.processEvents()
    field.setFocus()
    QTest.keyClicks(field, "a")
    assert asked == ["a"]
    assert not field.is_open()
    field.offer([Offer(1, "One")])
    assert titles(field) == ["One"]
    field.clearFocus()
    field.offer([Offer(1, "One")])
    assert not field.is_open()


def test_what_does_not_fit_in_one_line_goes_on_in_the_next_and_each_match_is_under_the_mouse(holder: QWidget) -> None:
    long = "After the last injection bone is lost quickly, unless another medicine follows six months after it"
    found = OfferList()
    found.setParent(holder)
    found.set_offers([Offer(1, "Short"), Offer(2, long, long), Offer(3, "Last")])
    whole, last = found.sizeHint(), found.box(2)
    assert whole.width() > 400
    found.set_room(320)
    found.resize(320, found.sizeHint().height())
    assert found.sizeHint().height() > whole.height()
    assert found.box(0).height() == last.height()
    assert found.box(2).top() > last.top()
    assert found.box(2).bottom() == found.height() - 1
    found.show()
    taken: list[int] = []
    found.pressed.connect(taken.append)
    for place in (0, 1, 2):
        box = found.box(place)
        for spot in (box.top() + 2, box.bottom() - 2):
            QTest.mouseClick(found, Qt.MouseButton.LeftButton, pos=QPoint(20, spot))
    assert taken == [0, 0, 1, 1, 2, 2]
