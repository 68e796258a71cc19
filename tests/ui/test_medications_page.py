"""The Medications page by clicks and keys: what is due, the picture, doses by one key, stopping, and questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.domain.step import Change, Step
from bonejournal.domain.visit import Visit, VisitKind, VisitQuestion
from bonejournal.exchange.formats import sample
from bonejournal.journal.store import Journal
from bonejournal.ui.dialogs import choose
from bonejournal.ui.pages.medications import MedicationsPage
from bonejournal.ui.pages.medications_cards import DueCard
from bonejournal.ui.pages.medications_facts import medication_facts
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.table import TableView
from tests.ui.shells import filled_shell, here, key, pause, press, said, settle, sheets, until

ON = dt.date(2026, 11, 12)


def helen() -> list[Record]:
    """Her profile, medicines, doses, visits and questions."""
    kinds = Profile | Course | Dose | Visit | VisitQuestion
    return [change.after for change in sample().step.changes if isinstance(change.after, kinds)]


def on(day: dt.date, records: Sequence[Record]) -> list[Record]:
    """The same journal on another day."""
    return [replace(one, today=day) if isinstance(one, Profile) else one for one in records]


def denosumab(records: Sequence[Record]) -> Course:
    return next(one for one in records if isinstance(one, Course) and one.name == "Denosumab")


def opened(app: QApplication, folder: Path, records: Sequence[Record]) -> AbstractContextManager[Shell]:
    return filled_shell(app, folder, records, "medications")


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with opened(qapp, tmp_path, helen()) as made:
        until(lambda: page(made).doses is not None)
        yield made


def page(shell: Shell) -> MedicationsPage:
    shown = shell.window.stack.page()
    assert isinstance(shown, MedicationsPage)
    return shown


def doses(shell: Shell) -> TableView:
    card = page(shell).doses
    assert card is not None
    assert card.records is not None
    return card.records.table


def rows(shell: Shell) -> list[tuple[str, ...]]:
    model = doses(shell).model()
    found = (model.row(place) for place in range(model.rowCount()))
    return [tuple(cell.text for cell in row.cells) for row in found]


def held(shell: Shell, kind: type[Record]) -> list[Record]:
    found: list[Record] = []
    shell.desk.ask(lambda journal: list(journal.all(kind)), found.extend, owner=shell)
    settle(shell)
    return found


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def click(shell: Shell, name: str) -> None:
    button = next(one for one in page(shell).findChildren(QPushButton, name) if one.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(shell)


def due_card(shell: Shell) -> DueCard:
    return next(one for one in page(shell).findChildren(DueCard) if one.isVisible())


def test_the_page_says_what_is_due_first(shell: Shell) -> None:
    card = due_card(shell)
    assert texts(card)[0] == "Denosumab is due on Friday 20 November, in 8 days"
    assert "the last one was on 20 May 2026. No appointment noted yet." in texts(card)[1]
    assert shell.window.sidebar is not None
    assert shell.window.sidebar.entries["medications"].badge == 1


def test_the_doses_of_the_course_that_is_due_are_listed_with_their_intervals(shell: Shell) -> None:
    assert rows(shell) == [
        ("20 May 2026", "60 mg", "6 months, on time", "left arm", ""),
        ("19 Nov 2025", "60 mg", "6 months, on time", "right arm", ""),
        ("20 May 2025", "60 mg", "6 months, on time", "left arm", "calcium checked 12 May"),
        ("18 Nov 2024", "60 mg", "first one", "right arm", "dental check 2 Nov 2024"),
    ]
    assert "4 of 4 doses on time." in texts(page(shell))
    assert doses(shell).hasFocus()


def test_one_key_records_a_dose_and_the_due_date_moves_on(shell: Shell) -> None:
    key(shell, Qt.Key.Key_T)
    settle(shell)
    assert said(shell) == "Denosumab: taken today."
    assert rows(shell)[0] == ("12 Nov 2026", "60 mg", "6 months, on time", "", "")
    assert not [card for card in page(shell).findChildren(DueCard) if card.isVisible()]
    assert shell.window.sidebar is not None
    assert shell.window.sidebar.entries["medications"].badge == 0
    key(shell, Qt.Key.Key_T)
    settle(shell)
    assert said(shell) == "Today’s dose of Denosumab is on record already."
    assert len(rows(shell)) == 5
    key(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    assert len(rows(shell)) == 4
    assert due_card(shell)


def test_one_key_says_that_a_dose_was_not_taken(shell: Shell) -> None:
    key(shell, Qt.Key.Key_S)
    settle(shell)
    assert rows(shell)[0] == ("12 Nov 2026", "", "not taken", "", "")
    assert "4 of 4 doses on time." in texts(page(shell))
    assert due_card(shell)


def test_the_button_of_the_due_card_records_it_by_enter(shell: Shell) -> None:
    button = page(shell).findChild(QPushButton, "due-given")
    assert button is not None
    button.setFocus()
    key(shell, Qt.Key.Key_Return)
    settle(shell)
    (made,) = [one for one in held(shell, Dose) if isinstance(one, Dose) and one.date == ON]
    assert (made.amount, made.taken) == ("60 mg", True)
    assert doses(shell).hasFocus()


def test_another_course_is_chosen_by_its_chip_and_takes_its_own_doses(shell: Shell) -> None:
    card = page(shell).doses
    assert card is not None
    chip = next(chip for chip in card.chips.values() if chip.text() == "Levothyroxine")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    settle(shell)
    assert card.facts is not None
    assert card.facts.course.name == "Levothyroxine"
    assert rows(shell) == []
    assert "No dose recorded yet." in texts(card)
    key(shell, Qt.Key.Key_T)
    settle(shell)
    assert rows(shell) == [("12 Nov 2026", "75 µg", "taken")]


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
    assert point.spoken.startswith("Vitamin D3 and K2")
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


def test_the_table_behind_the_picture_has_every_course(shell: Shell) -> None:
    chart = page(shell).chart
    assert chart is not None
    chart.toggle()
    model = chart.table.model()
    assert [model.row(place).cells[0].text for place in range(model.rowCount())] == [
        "Denosumab", "Calcium citrate", "Vitamin D3 and K2", "Levothyroxine", "Omeprazole",
    ]  # fmt: skip
    assert chart.sentence.text().startswith("Your bone medicine is denosumab since 18 November 2024")


def test_the_day_of_a_dose_is_corrected_with_a_date_and_enter(shell: Shell) -> None:
    table = doses(shell)
    spot = table.visualRect(table.model().index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    settle(shell)
    assert here(shell) == "doses-form"
    QTest.keyClicks(shell.window.focusWidget(), "21 nov 2025")
    key(shell, Qt.Key.Key_Return)
    settle(shell)
    assert here(shell) == "medications"
    assert rows(shell)[1][0] == "21 Nov 2025"
    assert said(shell) == "Dose of Denosumab on 21 November 2025 saved."


def test_the_appointment_is_noted_with_a_date_and_enter(shell: Shell) -> None:
    click(shell, "due-appointment")
    (sheet,) = sheets()
    date = sheet.focusWidget()
    assert isinstance(date, TextField)
    assert date.text() == "20 Nov 2026"
    QTest.keyClicks(date, "19 nov")
    QTest.keyClick(date, Qt.Key.Key_Return)
    settle(shell)
    assert not sheets()
    (noted,) = [one for one in held(shell, Visit) if isinstance(one, Visit) and one.kind is VisitKind.INJECTION]
    assert (noted.date, noted.place, noted.purpose) == (dt.date(2026, 11, 19), "Hillcrest Bone Clinic", "Denosumab")
    assert "Appointment noted: Thursday 19 November 2026" in texts(due_card(shell))[1]
    click(shell, "due-appointment")
    assert here(shell) == "visits-form"


def test_a_date_that_cannot_be_read_is_said_in_the_small_window(shell: Shell) -> None:
    click(shell, "due-appointment")
    (sheet,) = sheets()
    date = sheet.focusWidget()
    QTest.keyClicks(date, "soon")
    press(sheet, "Note it")
    settle(shell)
    assert sheets() == [sheet]
    assert any("is not a date this field understands" in text for text in texts(sheet))


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


@pytest.mark.parametrize(
    "day, title, mark",
    [
        (dt.date(2026, 11, 29), "Denosumab was due on 20 November, 9 days ago", "due"),
        (dt.date(2026, 12, 5), "Denosumab was due on 20 November, 15 days ago", "over"),
        (dt.date(2026, 12, 25), "Denosumab was due on 20 November, 5 weeks ago", "overdue"),
    ],
)
def test_a_late_dose_is_said_calmly(qapp: QApplication, tmp_path: Path, day: dt.date, title: str, mark: str) -> None:
    with opened(qapp, tmp_path, on(day, helen())) as shell:
        card = due_card(shell)
        assert texts(card)[0] == title
        assert "Already given?" in texts(card)[1]
        assert [due.mark for due in page(shell).facts.due] == [mark]  # type: ignore[union-attr]
        first = next(button for button in card.findChildren(QPushButton) if button.property("kind") == "primary")
        assert first.text() == "Record it as given"


def test_deleting_a_dose_and_bringing_it_back(shell: Shell) -> None:
    doses(shell).selectRow(0)
    shell.window.run("delete")
    settle(shell)
    assert len(rows(shell)) == 3
    shell.window.run("undo")
    settle(shell)
    assert len(rows(shell)) == 4


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


def test_the_due_day_goes_into_a_calendar_without_saying_what_it_is(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "reminder.ics"
    monkeypatch.setattr(choose, "document", lambda _parent, _name: target)
    click(shell, "due-calendar")
    text = target.read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20261120" in text
    assert "enosumab" not in text
    assert said(shell).startswith("reminder.ics is ready.")


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
