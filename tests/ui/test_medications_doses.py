"""Doses on the Medications page: recorded and corrected with few keys, appointments noted, what is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from bonejournal.domain.medicines.medication import Dose
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.domain.visit import Visit, VisitKind
from bonejournal.ui.dialogs import choose
from bonejournal.ui.pages.medications_cards import DueCard
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.table import TableView
from tests.ui.medications_shown import ON, click, due_card, held, helen, opened, page, texts
from tests.ui.shells import here, key, press, said, settle, sheets, until


def on(day: dt.date, records: Sequence[Record]) -> list[Record]:
    """The same journal on another day."""
    return [replace(one, today=day) if isinstance(one, Profile) else one for one in records]


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with opened(qapp, tmp_path, helen()) as made:
        until(lambda: page(made).doses is not None)
        yield made


def doses(shell: Shell) -> TableView:
    card = page(shell).doses
    assert card is not None
    assert card.records is not None
    return card.records.table


def rows(shell: Shell) -> list[tuple[str, ...]]:
    model = doses(shell).model()
    found = (model.row(place) for place in range(model.rowCount()))
    return [tuple(cell.text for cell in row.cells) for row in found]


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
