"""The next visit with its three questions, written where they stand, and what came of the last one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.falls.events import Fall, Place
from bonejournal.domain.step import Change, Step
from bonejournal.domain.visit import Visit, VisitQuestion
from bonejournal.journal.store import Journal
from bonejournal.ui.pages.visits import VisitsPage
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.folded import SIDE
from bonejournal.ui.widgets.long_field import LongField
from tests.ui.few import sample
from tests.ui.shells import here, key, press, said, settle, shown_shell, until

DAY = dt.date(2026, 11, 12)
COMING = Visit(date=dt.date(2026, 11, 17), time=dt.time(10, 20), clinician="Dr Okafor", place="Hillcrest")
LAST = Visit(date=dt.date(2026, 11, 2), clinician="Dr Kaya")


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    path = tmp_path / "j.bonejournal"
    journal = Journal.create(path)
    journal.apply(sample().step)
    asked = [VisitQuestion(date=DAY, text=f"Question {place}?", visit_id=COMING.id, position=place) for place in (1, 2)]
    journal.apply(Step("Visits", tuple(Change(None, made) for made in (COMING, LAST, *asked))))
    journal.close()
    with shown_shell(qapp, tmp_path, path) as made:
        made.window.go("visits")
        settle(made)
        yield made


def page(shell: Shell) -> VisitsPage:
    found = shell.window.stack.page()
    assert isinstance(found, VisitsPage)
    return found


def field(shell: Shell, place: int) -> TextField:
    found = page(shell).findChild(TextField, f"question-{place}")
    assert found is not None
    return found


def questions(shell: Shell) -> dict[str, float | None]:
    asked: list[dict[str, float | None]] = []
    shell.desk.ask(
        lambda journal: {one.text: one.position for one in journal.all(VisitQuestion) if not one.answered},
        asked.append,
        owner=shell,
    )
    until(lambda: asked)
    return asked[0]


def test_the_coming_visit_is_the_title(shell: Shell) -> None:
    assert page(shell)._title.text() == "Visit with Dr Okafor"
    assert [field(shell, place).text() for place in (1, 2, 3)] == ["Question 1?", "Question 2?", ""]


def test_a_question_is_written_when_its_line_is_left_and_typing_goes_on(shell: Shell) -> None:
    third = field(shell, 3)
    third.setFocus()
    QTest.keyClicks(third, "And vitamin K?")
    first = field(shell, 1)
    first.setFocus()
    first.selectAll()
    QTest.keyClicks(first, "How lo")  # typed while the page is built anew
    settle(shell)
    assert questions(shell) == {"Question 1?": 1, "Question 2?": 2, "And vitamin K?": 3}
    assert field(shell, 1).text() == "How lo"
    assert field(shell, 1).hasFocus()
    shell.window.go("today")
    settle(shell)
    assert "How lo" in questions(shell)


def test_an_emptied_question_is_deleted_and_can_be_had_back(shell: Shell) -> None:
    second = field(shell, 2)
    second.setFocus()
    second.clear()
    QTest.keyClick(second, Qt.Key.Key_Return)
    settle(shell)
    assert list(questions(shell)) == ["Question 1?"]
    assert said(shell) == "The question is deleted."
    page(shell).records.focus_rows()  # in a line, the keys would take back what was typed there
    key(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    assert questions(shell) == {"Question 1?": 1, "Question 2?": 2}


def test_an_answered_question_leaves_the_page(shell: Shell) -> None:
    answered = next(
        button for button in page(shell).findChildren(QPushButton) if button.accessibleName() == "Answered: Question 1?"
    )
    QTest.mouseClick(answered, Qt.MouseButton.LeftButton)
    settle(shell)
    assert list(questions(shell)) == ["Question 2?"]
    assert field(shell, 1).text() == "Question 2?"


def test_what_was_decided_is_asked_for_and_written_in_the_visits_form(shell: Shell) -> None:
    press(page(shell), "Write it down")
    settle(shell)
    assert here(shell) == "visits-form"
    outcome = shell.window.findChild(LongField, "outcome")
    next_scan = shell.window.findChild(TextField, "next_scan")
    assert outcome is not None
    assert next_scan is not None
    outcome.setFocus()
    QTest.keyClicks(outcome, "Carry on")
    next_scan.setFocus()
    QTest.keyClicks(next_scan, "2 nov 2028")
    key(shell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    assert here(shell) == "visits"
    kept: list[tuple[Visit, ...]] = []
    shell.desk.ask(lambda journal: journal.all(Visit), kept.append, owner=shell)
    until(lambda: kept)
    written = next(visit for visit in kept[0] if visit.id == LAST.id)
    assert (written.outcome, written.next_scan) == ("Carry on", dt.date(2028, 11, 2))
    assert not [button for button in page(shell).findChildren(QPushButton) if button.text() == "Write it down"]


def test_in_a_tall_window_what_is_spare_lies_beneath_all_cards(shell: Shell) -> None:
    until(lambda: page(shell).findChild(QPushButton, "prepare"))
    shell.window.resize(theme.u(1280), theme.u(1600))
    settle(shell)
    cards = sorted(
        (card for card in page(shell).body.left.findChildren(Card)), key=lambda card: card.mapToGlobal(QPoint()).y()
    )
    ends = [(card.mapToGlobal(QPoint()).y(), card.height()) for card in cards]
    assert len(ends) >= 2
    for (top, height), (following, _) in pairwise(ends):
        assert following - top - height <= theme.u(14)
    assert any("visits" in card.accessibleName().lower() for card in cards)


def test_the_timeline_is_one_click_away(shell: Shell) -> None:
    found = page(shell).findChild(QWidget, "visits-timeline")
    assert found is not None
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    until(lambda: here(shell) == "timeline")


def shown_lines(shell: Shell) -> dict[str, str]:
    lines = [one for one in page(shell).findChildren(QLabel) if one.objectName().startswith("changed-")]
    return {one.objectName().removeprefix("changed-"): one.text() for one in lines}


@pytest.mark.parametrize(
    "line, leads_to",
    [("falls", "falls"), ("scan", "density"), ("medication", "medications"), ("body", "body-sleep")],
)
def test_each_line_of_what_changed_leads_to_its_page(shell: Shell, line: str, leads_to: str) -> None:
    fall = Fall(date=dt.date(2026, 11, 10), place=Place.OUTDOORS)
    measure = BodyMeasure(date=dt.date(2026, 11, 11), weight_kg=61.0)
    shell.desk.apply(Step("Fall", (Change(None, fall), Change(None, measure))))
    settle(shell)
    until(lambda: shown_lines(shell).get("falls", "").startswith("1 fall, 10 Nov 2026, outdoors"))
    assert shown_lines(shell)["fractures"] == "None recorded."
    assert shown_lines(shell)["body"].startswith("Weight 61.0 kg, \u2212")
    show = page(shell).findChild(QPushButton, f"show-{line}")
    assert show is not None
    assert show.accessibleName().startswith("Show: ")
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    until(lambda: here(shell) == leads_to)


def test_the_rows_stand_in_line_with_their_heading_and_open_and_are_deleted_by_keys(shell: Shell) -> None:
    records = page(shell).records
    heading = next(one for one in records.findChildren(QLabel) if one.text() == "All visits")
    cells = records.table.mapTo(records, QPoint(theme.u(SIDE), 0)).x()
    assert heading.mapTo(records, QPoint(0, 0)).x() == cells
    records.focus_rows()
    records.table.select_id(LAST.id)
    key(shell, Qt.Key.Key_Delete)
    settle(shell)
    assert records.table.model().rowCount() == 1
    key(shell, Qt.Key.Key_Return)
    settle(shell)
    assert here(shell) == "visits-form"


def test_after_a_visit_the_form_begins_with_what_came_of_it(shell: Shell) -> None:
    press(page(shell), "Write it down")
    settle(shell)
    outcome = shell.window.findChild(LongField, "outcome")
    assert outcome is not None
    until(outcome.hasFocus)
    assert [one.text() for one in shell.window.findChildren(QLabel) if one.text() == "Visit with Dr Kaya"]
    QTest.keyClicks(outcome, "Go on.")
    key(shell, Qt.Key.Key_Tab)
    next_visit = shell.window.findChild(TextField, "next_visit")
    assert next_visit is not None
    assert next_visit.hasFocus()
    QTest.keyClicks(next_visit, "1 nov 2026")
    key(shell, Qt.Key.Key_Tab)
    asked = [one for one in shell.window.findChildren(QLabel) if one.text().startswith("That is not after this visit")]
    assert asked
    next_visit.setFocus()
    next_visit.selectAll()
    QTest.keyClicks(next_visit, "1 nov")  # what comes next lies ahead
    key(shell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: here(shell) == "visits")
    settle(shell)
    kept: list[Visit] = []
    shell.desk.ask(lambda journal: journal.all(Visit), kept.extend, owner=shell)
    until(lambda: kept)
    written = next(visit for visit in kept if visit.id == LAST.id)
    assert (written.outcome, written.next_visit) == ("Go on.", dt.date(2027, 11, 1))
