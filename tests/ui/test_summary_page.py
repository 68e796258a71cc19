"""The visit's page: what is ticked is printed, what is written is asked, and it is remembered for each doctor."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bonejournal.domain.visit import VisitQuestion
from bonejournal.exchange.formats import sample
from bonejournal.journal.store import Journal
from bonejournal.ui.dialogs import choose
from bonejournal.ui.pages.summary import SummaryPage
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.preview import Preview
from tests.ui.shells import pause, said, settle, shown_shell, until


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("summary") / "j.bonejournal"
    journal = Journal.create(path)
    journal.apply(sample().step)
    journal.close()
    return path.read_bytes()


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, whole: bytes) -> Iterator[Shell]:
    path = tmp_path / "j.bonejournal"
    path.write_bytes(whole)
    with shown_shell(qapp, tmp_path, path) as made:
        made.window.run("summary")
        until(lambda: page(made).preview.pages if hasattr(page(made), "preview") else False)
        settle(made)
        yield made


def page(shell: Shell) -> SummaryPage:
    found = shell.window.stack.page()
    assert isinstance(found, SummaryPage)
    return found


def redrawn(shell: Shell, act: Callable[[], object], place: int = 0) -> None:
    before = page(shell).preview.pages[place]
    act()
    until(lambda: len(page(shell).preview.pages) <= place or page(shell).preview.pages[place] != before)
    settle(shell)


def test_the_page_is_the_visits(shell: Shell) -> None:
    shown = page(shell)
    assert shown._title.text() == "Visit with Dr Okafor"
    assert len(shown.preview.pages) == 2
    assert shown.since.days.currentText() == "12 May 2026"
    assert list(shown.since.boxes) == ["fractures", "falls", "scan", "medication", "markers", "labs", "body"]


def test_a_line_that_is_unticked_is_not_printed_and_stays_so_for_this_doctor(shell: Shell) -> None:
    redrawn(shell, page(shell).since.boxes["falls"].click)
    assert page(shell).choices().without_lines == {"falls"}
    shell.window.go("today")
    shell.window.run("summary")
    until(lambda: hasattr(page(shell), "preview") and page(shell).preview.pages)
    assert page(shell).choices().without_lines == {"falls"}


def test_its_keys_pressed_twice_open_it_once(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(choose, "pdf", lambda _parent, name: asked.append(name))
    shell.window.go("today")
    shell.window.run("summary")
    shell.window.run("summary")
    until(lambda: hasattr(page(shell), "preview") and page(shell).preview.pages)
    assert not asked


def test_pages_are_told_of_that_were_written_after_she_left(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choose, "pdf", lambda _parent, _name: tmp_path / "mine.pdf")
    busy = threading.Event()
    shell.files.worker.put(lambda: busy.wait(10))
    page(shell).preview.count = 0  # not drawn yet
    page(shell).save_pdf()
    shell.window.go("today")
    pause()
    busy.set()
    settle(shell)
    assert said(shell) == "Saved as mine.pdf, 2 pages."


def test_what_is_private_is_off_and_written_nowhere(shell: Shell, tmp_path: Path) -> None:
    assert not any(box.isChecked() for box in page(shell).private.values())
    redrawn(shell, page(shell).private["birth_date"].click)
    assert page(shell).choices().birth_date
    shell.memory.set_text("now", "written")
    assert "birth" not in (tmp_path / "window.ini").read_text()


def test_one_medicine_and_one_note_are_chosen_singly(shell: Shell) -> None:
    courses = page(shell).courses
    QTest.mouseClick(courses.fold, Qt.MouseButton.LeftButton)
    box = next(box for box in courses.boxes.values() if box.text().startswith("Levothyroxine"))
    redrawn(shell, lambda: QTest.mouseClick(box, Qt.MouseButton.LeftButton), place=1)
    assert len(page(shell).choices().without_courses) == 1
    notes = page(shell).notes
    QTest.mouseClick(notes.fold, Qt.MouseButton.LeftButton)
    note = next(box for box in notes.boxes.values() if "Felt rushed" in box.text())
    redrawn(shell, lambda: QTest.mouseClick(note, Qt.MouseButton.LeftButton), place=1)
    assert len(page(shell).choices().notes) == 1


def test_a_medicine_that_is_not_ticked_is_not_among_what_changed(shell: Shell) -> None:
    courses = page(shell).courses
    assert "Denosumab" in page(shell).since.boxes["medication"].accessibleName()
    QTest.mouseClick(courses.fold, Qt.MouseButton.LeftButton)
    box = next(box for box in courses.boxes.values() if box.text().startswith("Denosumab"))
    redrawn(shell, lambda: QTest.mouseClick(box, Qt.MouseButton.LeftButton))
    assert "Denosumab" not in page(shell).since.boxes["medication"].accessibleName()


def test_another_day_tells_more_and_says_so(shell: Shell) -> None:
    days = page(shell).since.days
    redrawn(shell, lambda: (days.choose(""), days.picked.emit("")))
    said = page(shell).since.boxes["fractures"].accessibleName()
    assert "12 Jan 2023" in said


def test_in_her_words_it_is_one_page(shell: Shell) -> None:
    reader = page(shell).reader
    QTest.mouseClick(reader.button("herself"), Qt.MouseButton.LeftButton)
    until(lambda: len(page(shell).preview.pages) == 1)
    QTest.mouseClick(reader.button("doctor"), Qt.MouseButton.LeftButton)
    until(lambda: len(page(shell).preview.pages) == 2)


def test_a_question_typed_here_is_printed_and_kept(shell: Shell) -> None:
    third = page(shell).findChild(TextField, "question-3")
    assert third is not None
    third.setFocus()
    third.selectAll()
    QTest.keyClicks(third, "May I ski?")
    redrawn(shell, lambda: QTest.keyClick(third, Qt.Key.Key_Return))
    asked: list[set[str]] = []
    shell.desk.ask(lambda journal: {one.text for one in journal.all(VisitQuestion)}, asked.append, owner=shell)
    until(lambda: asked)
    assert "May I ski?" in asked[0]
    assert "May I ski?" in [one.text for one in page(shell).asked.plan.top]


def test_of_many_pages_the_first_can_be_turned_to_and_all_are_counted(qapp: QApplication) -> None:
    preview = Preview()
    preview.show_pages([QImage(20, 30, QImage.Format.Format_RGB32) for _ in range(6)], 52)
    assert preview.told.text() == "52 pages, black-and-white safe"
    assert preview.sheet.accessibleName() == "Page 1 of 52"
    assert preview._switch is not None
    QTest.mouseClick(preview._switch.button("5"), Qt.MouseButton.LeftButton)
    assert preview.sheet.accessibleName() == "Page 6 of 52"
