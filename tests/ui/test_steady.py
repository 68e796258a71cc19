"""A page that is built anew neither scrolls nor loses the focus."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.step import creating
from bonejournal.ui.pages.steady import area_of
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.buttons import Button
from bonejournal.ui.widgets.stages import under_way
from tests.ui.over_sample import sample_shell
from tests.ui.shells import here, key, press, settle, until


@pytest.fixture(scope="module")
def shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    with sample_shell(qapp, tmp_path_factory.mktemp("steady")) as made:
        made.window.resize(1024, 700)
        yield made


def scrolled(shell: Shell, page: str) -> QScrollArea:
    shell.window.go(page)
    settle(shell)
    shown = shell.window.stack.page()
    area = area_of(shown) if shown is not None else None
    assert area is not None
    until(lambda: area.verticalScrollBar().maximum() and under_way(area.widget()) is None)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    return area


def focusables(area: QScrollArea) -> list[QWidget]:
    able = Qt.FocusPolicy.TabFocus
    return [one for one in area.widget().findChildren(QWidget) if one.isVisible() and one.focusPolicy() & able]


def focus(shell: Shell) -> QWidget:
    found = shell.window.focusWidget()
    assert found is not None
    return found


def weighed(day: int) -> BodyMeasure:
    return BodyMeasure(date=dt.date(2019, 1, day), weight_kg=61)


@pytest.mark.parametrize("page, day", [("today", 1), ("targets", 2)])
def test_what_is_in_sight_and_has_the_focus_stays_when_something_is_saved(shell: Shell, page: str, day: int) -> None:
    area = scrolled(shell, page)
    at = [one for one in focusables(area) if one.accessibleName()][-1]
    name = at.accessibleName()
    at.setFocus()
    bar = area.verticalScrollBar()
    before = bar.value()
    moved: list[int] = []
    bar.valueChanged.connect(moved.append)
    shell.desk.apply(creating(weighed(day)))
    settle(shell)
    until(lambda: under_way(area.widget()) is None)
    assert (bar.value(), moved) == (before, [])
    assert focus(shell).accessibleName() == name


def test_the_focus_is_back_at_the_button_that_opened_a_form_when_it_is_saved(shell: Shell) -> None:
    area = scrolled(shell, "today")
    button = next(one for one in focusables(area) if one.accessibleName().startswith("Note the appointment"))
    assert isinstance(button, Button)
    button.setFocus()
    shell.window.go("body-form", "new")
    settle(shell)
    QTest.keyClicks(focus(shell), "3 jan 2019")
    key(shell, Qt.Key.Key_Tab)
    QTest.keyClicks(focus(shell), "61")
    press(shell.window, "Save")
    until(lambda: here(shell) == "today")
    settle(shell)
    assert focus(shell).accessibleName().startswith("Note the appointment")


def test_the_focus_of_what_is_gone_waits_at_the_page_and_not_at_undo(shell: Shell) -> None:
    area = scrolled(shell, "today")
    asks = next(one for one in focusables(area) if one.accessibleName().startswith("Add to my questions"))
    asks.setFocus()
    key(shell, Qt.Key.Key_Space)
    settle(shell)
    assert shell.window.status.link.isVisible()
    assert focus(shell) is area or area.isAncestorOf(focus(shell))
