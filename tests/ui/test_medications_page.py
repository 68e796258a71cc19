"""The Medications page: what is due, the courses and their picture, what is worth asking, the calendar."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.domain.step import Change, Step
from bonejournal.domain.visit import VisitQuestion
from bonejournal.journal.store import Journal
from bonejournal.ui.pages.medications_cards import DueCard
from bonejournal.ui.pages.medications_facts import medication_facts
from bonejournal.ui.shell import Shell
from tests.ui.medications_shown import ON, click, due_card, held, helen, opened, page, texts
from tests.ui.shells import here, key, pause, said, settle, sheets, until


def denosumab(records: Sequence[Record]) -> Course:
    return next(one for one in records if isinstance(one, Course) and one.name == "Denosumab")


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with opened(qapp, tmp_path, helen()) as made:
        until(lambda: page(made).doses is not None)
        yield made


def test_the_page_says_what_is_due_first(shell: Shell) -> None:
    card = due_card(shell)
    assert texts(card)[0] == "Denosumab is due on Friday 20 November, in 8 days"
    assert "the last one was on 20 May 2026. No appointment noted yet." in texts(card)[1]
    assert shell.window.sidebar is not None
    assert shell.window.sidebar.entries["medications"].badge == 1


def test_a_course_is_chosen_in_the_picture_and_opens_from_there(shell: Shell) -> None:
    chart = page(shell).chart
    assert chart is not None
    until(lambda: chart.view.image() is not None)
    settle(shell)
    chart.view.setFocus()
    for _ in range(3):
        key(shell, Qt.Key.Key_Right)
    point = chart.view.point()
    assert point is not None
    assert point.text.startswith("Vitamin D3 and K2")
    key(shell, Qt.Key.Key_Return)
    settle(shell)
    card = page(shell).doses
    assert card is not None
    assert card.facts is not None
    assert not card.facts.in_doses
    assert any("nothing is noted there yet" in text for text in texts(card))
    middle = QPoint(40, round(point.y))
    until(lambda: chart.view.image() is not None)
    QTest.mouseMove(chart.view, middle)
    pause()
    QTest.mouseClick(chart.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    settle(shell)
    assert here(shell) == "medications-form"


def test_a_course_that_is_chosen_while_the_page_is_read_anew_stays_chosen(shell: Shell) -> None:
    shown = page(shell)
    assert shown.facts is not None
    assert shown.facts.chosen is not None
    before = shown.facts.chosen.course.id
    other = next(one for one in shown.facts.courses if one.id != before)
    busy = threading.Event()
    shell.desk.write(lambda _journal: busy.wait(10))
    shown.load()
    shown.choose(other.id)
    busy.set()
    settle(shell)
    assert shown.facts.chosen.course.id == other.id


def test_the_table_behind_the_picture_has_every_course(shell: Shell) -> None:
    chart = page(shell).chart
    assert chart is not None
    chart.toggle()
    model = chart.table.model()
    assert [model.row(place).cells[0].text for place in range(model.rowCount())] == [
        "Denosumab", "Calcium citrate", "Vitamin D3 and K2", "Levothyroxine", "Omeprazole",
    ]  # fmt: skip
    assert chart.sentence.text().startswith("Your bone medicine is denosumab since 18 November 2024")


def test_stopping_denosumab_is_noted_with_a_calm_sentence_about_what_follows(shell: Shell) -> None:
    click(shell, "course-stopped")
    (sheet,) = sheets()
    assert "What follows it matters; ask your doctor which date the next medicine starts." in texts(sheet)[1]
    field = sheet.focusWidget()
    QTest.keyClicks(field, "1 nov")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(shell)
    words = (
        "You recorded that denosumab stopped. What follows it matters; ask your doctor which date the next medicine "
        "starts."
    )
    assert said(shell) == words
    assert denosumab(held(shell, Course)).stop == PartialDate("2026-11-01")
    assert words in texts(page(shell))
    assert not [card for card in page(shell).findChildren(DueCard) if card.isVisible()]


def test_what_is_worth_asking_goes_on_her_list(shell: Shell) -> None:
    button = next(one for one in page(shell).findChildren(QPushButton) if one.objectName().startswith("ask-"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(shell)
    noted = [one for one in held(shell, VisitQuestion) if isinstance(one, VisitQuestion)]
    made = next(one for one in noted if one.text == "What would follow Denosumab, and from which date?")
    assert (made.position, bool(made.visit_id)) == (4, True)
    assert "On your list of questions." in texts(page(shell))


def test_all_that_is_known_can_be_shown(shell: Shell) -> None:
    before = len([text for text in texts(page(shell)) if "memory" in text or "checked" in text])
    click(shell, "asking-all")
    after = len([text for text in texts(page(shell)) if "memory" in text or "checked" in text])
    assert after > before
    assert "Checked against 140 entries." in texts(page(shell))


def test_where_the_dates_come_from_is_said(shell: Shell) -> None:
    click(shell, "due-whence")
    shown = texts(shell.window)
    assert "Checked against ECTS 2020." in shown
    assert any("That is our choice" in text for text in shown)


def test_a_journal_without_medicines_begins_with_one(qapp: QApplication, tmp_path: Path) -> None:
    with opened(qapp, tmp_path, [one for one in helen() if isinstance(one, Profile)]) as shell:
        assert "Add what you take" in texts(page(shell))
        click(shell, "course-first")
        assert here(shell) == "medications-form"
        shell.window.go_back()
        shell.window.run("dose")
        settle(shell)
        shown = shell.window.stack.page()
        assert shown is not None
        assert any("Add it first" in text for text in texts(shown))


def test_what_is_taken_together_is_worth_asking(shell: Shell) -> None:
    shown = texts(page(shell))
    assert "Levothyroxine, with Calcium citrate" in shown
    assert "Checked against published reviews." in shown


def test_an_injection_has_no_calendar_and_a_daily_tablet_has_one(shell: Shell) -> None:
    month = page(shell).month
    assert month is not None
    assert month.isHidden()
    choose_course(shell, "Levothyroxine")
    assert month.isVisible()
    assert month.sentence.text() == "November 2026: nothing is noted."
    key(shell, Qt.Key.Key_T)
    settle(shell)
    assert month.sentence.text() == "November 2026: taken on 1 day, nothing noted on 11."
    month.grid.setFocus()
    until(lambda: month.grid.cell() is not None)
    for _ in range(3):
        key(shell, Qt.Key.Key_Left)
    cell = month.grid.cell()
    assert cell is not None
    assert cell.said == "9 November 2026: nothing noted"
    assert month.grid.accessibleDescription() == cell.said
    key(shell, Qt.Key.Key_T)
    assert month.table.isVisible()
    assert month.table.model().row(0).cells[1].text == "taken"
    assert month.table.model().rowCount() == 12


def test_a_day_of_the_calendar_begins_a_dose_of_that_day(shell: Shell) -> None:
    choose_course(shell, "Levothyroxine")
    month = page(shell).month
    assert month is not None
    month.grid.setFocus()
    key(shell, Qt.Key.Key_Left)
    key(shell, Qt.Key.Key_Left)
    key(shell, Qt.Key.Key_Return)
    settle(shell)
    assert here(shell) == "doses-form"
    key(shell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    (made,) = [one for one in held(shell, Dose) if isinstance(one, Dose) and one.date.day == 10]
    assert (made.date, made.taken, made.amount) == (dt.date(2026, 11, 10), True, "75 µg")
    assert here(shell) == "medications"
    assert page(shell).month is not None
    assert page(shell).month.sentence.text().startswith("November 2026: taken on 1 day")  # type: ignore[union-attr]


def test_the_calendar_goes_to_earlier_months_and_not_beyond_today(shell: Shell) -> None:
    choose_course(shell, "Levothyroxine")
    month = page(shell).month
    assert month is not None
    later = month.findChild(QAbstractButton, "month-later")
    earlier = month.findChild(QAbstractButton, "month-earlier")
    assert isinstance(later, QAbstractButton)
    assert isinstance(earlier, QAbstractButton)
    assert not later.isEnabled()
    QTest.mouseClick(earlier, Qt.MouseButton.LeftButton)
    settle(shell)
    assert month.sentence.text() == "October 2026: nothing is noted."
    assert later.isEnabled()
    QTest.mouseClick(later, Qt.MouseButton.LeftButton)
    settle(shell)
    assert month.sentence.text() == "November 2026: nothing is noted."


def choose_course(shell: Shell, name: str) -> None:
    card = page(shell).doses
    assert card is not None
    chip = next(chip for chip in card.chips.values() if chip.text() == name)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    settle(shell)


def test_how_long_before_its_day_an_injection_is_shown_is_chosen(shell: Shell) -> None:
    assert shell.window.sidebar is not None
    shell.window.go("settings")
    settle(shell)
    remind = shell.window.stack.page().remind
    QTest.mouseClick(remind.button("7"), Qt.MouseButton.LeftButton)
    settle(shell)
    assert shell.window.sidebar.entries["medications"].badge == 0
    shell.window.go("medications")
    settle(shell)
    assert not [one for one in page(shell).findChildren(DueCard) if one.isVisible()]


def test_the_days_of_a_supplement_end_with_its_course(tmp_path: Path) -> None:
    course = Course(
        name="Calcium", kind=CourseKind.SUPPLEMENT, start=PartialDate("2026-11-01"), stop=PartialDate("2026-11-05")
    )
    eaten = [Intake(date=dt.date(2026, 11, day), item="Soup") for day in range(1, 12)]
    ticked = [Intake(date=dt.date(2026, 11, day), item="Calcium", course_id=course.id) for day in (1, 3)]
    with Journal.create(tmp_path / "a.bonejournal") as journal:
        profile = Profile(id=Profile.SINGLETON, today=ON)
        journal.apply(Step("Fill", tuple(Change(None, one) for one in (profile, course, *eaten, *ticked))))
        facts = medication_facts(journal, course.id).chosen
    assert facts is not None
    assert facts.told == "Taken on 2 of 4 days with anything eaten on record."
