"""No room left on the disk: the window says that it is not saved, and tries again with what she typed."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.step import creating, editing
from bonejournal.journal import errors
from bonejournal.journal.file import File
from bonejournal.journal.store import Journal
from bonejournal.ui.forms.form import FormPage
from bonejournal.ui.shell import Shell
from tests.ui.shells import here, pause, press, said, settle, sheets, shown_shell, until


class Disk:
    """Says there is no room for whatever is written, for as long as it is full."""

    full = False


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    made, real = Disk(), File.transaction

    @contextmanager
    def transaction(file: File) -> Iterator[None]:
        if made.full:
            raise errors.full(file.path)
        with real(file):
            yield

    monkeypatch.setattr(File, "transaction", transaction)
    return made


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, disk: Disk) -> Iterator[Shell]:
    path = tmp_path / "helen.bonejournal"
    Journal.create(path).close()
    with shown_shell(qapp, tmp_path, path) as made:
        until(lambda: made.desk.state is not None)
        settle(made)
        yield made
        disk.full = False


def weigh(shell: Shell) -> None:
    shell.desk.apply(creating(BodyMeasure(date=dt.date(2026, 5, 3), weight_kg=62.0)))
    settle(shell)


def resting(shell: Shell) -> str:
    return shell.window.status.resting()[0]


def strip(shell: Shell) -> str:
    return shell.window._strip_says[0] if shell.window._strip_says else ""


def sentences(sheet: QDialog) -> list[str]:
    found = [one.text() for one in sheet.findChildren(QLabel) if one.isVisible() and one.text()]
    return [sentence.strip() for text in found for sentence in text.split(".") if sentence.strip()]


def typed(shell: Shell, hours: str) -> FormPage:
    shell.window.go("sleep-form", "new")
    settle(shell)
    page = shell.window.stack.page()
    assert isinstance(page, FormPage)
    retype(page, hours)
    return page


def retype(page: FormPage, hours: str) -> None:
    field = page.field_widget("hours")
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, hours)


def drafts(shell: Shell) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    shell.desk.ask(lambda journal: [draft.texts for draft in journal.drafts()], found.extend, owner=shell)
    settle(shell)
    return found


def test_everything_that_found_no_room_is_written_with_the_next_try(shell: Shell, disk: Disk) -> None:
    disk.full = True
    weigh(shell)
    weigh(shell)
    assert "no room" in resting(shell)
    disk.full = False
    shell.desk.try_again()
    settle(shell)
    assert shell.desk.state is not None
    assert shell.desk.state.count == 2
    assert resting(shell).startswith("Saved.")


def test_what_waits_is_not_forgotten_when_something_else_found_room(shell: Shell, disk: Disk) -> None:
    disk.full = True
    weigh(shell)
    disk.full = False
    weigh(shell)
    assert "Saved" not in resting(shell)
    shell.desk.try_again()
    settle(shell)
    assert shell.desk.state is not None
    assert shell.desk.state.count == 2


def test_what_is_not_on_the_disk_is_not_called_saved_until_it_is(shell: Shell, disk: Disk) -> None:
    assert resting(shell).startswith("Saved.")
    disk.full = True
    weigh(shell)
    assert "Saved" not in resting(shell)
    assert "no room" in resting(shell)
    assert "no room" in strip(shell)
    (sheet,) = sheets()
    disk.full = False
    press(sheet, "Try again")
    settle(shell)
    assert not sheets()
    assert shell.desk.state is not None
    assert shell.desk.state.count == 1
    assert resting(shell).startswith("Saved.")
    assert strip(shell) == ""


def test_the_sheet_says_each_thing_once(shell: Shell, disk: Disk) -> None:
    disk.full = True
    weigh(shell)
    (sheet,) = sheets()
    assert sum("no room" in sentence for sentence in sentences(sheet)) == 1
    assert any("What you typed is still here" in sentence for sentence in sentences(sheet))
    assert sum("try again" in sentence for sentence in sentences(sheet)) == 1


def test_a_form_is_saved_by_trying_again_and_leaves_no_draft(shell: Shell, disk: Disk) -> None:
    page = typed(shell, "7.5")
    disk.full = True
    page.save()
    settle(shell)
    until(sheets)
    assert here(shell) == "sleep-form"
    press(sheets()[0], "Try again")  # still full
    settle(shell)
    until(sheets)
    disk.full = False
    press(sheets()[0], "Try again")
    settle(shell)
    assert here(shell) != "sleep-form"
    assert shell.desk.state is not None
    assert shell.desk.state.count == 1
    assert drafts(shell) == []
    assert "saved" in said(shell)


def test_a_line_that_found_no_room_is_written_once_with_the_next_try(shell: Shell, disk: Disk) -> None:
    shell.palettes.add("weight 61.2")
    settle(shell)
    palette = shell.palettes.shown()
    assert palette is not None
    disk.full = True
    palette.enter(Qt.KeyboardModifier.NoModifier)
    until(sheets)
    assert palette.field.text() == ""  # it waits with all else that found no room
    press(sheets()[0], "Close")
    palette.dismiss()
    settle(shell)
    disk.full = False
    shell.desk.try_again()
    settle(shell)
    assert shell.desk.state is not None
    assert shell.desk.state.count == 1
    assert said(shell).startswith("Saved: Weight 61.2 kg")
    assert shell.palettes.unsaved == ""


def test_what_waits_is_not_lost_to_a_form_that_is_refused(shell: Shell, disk: Disk) -> None:
    weigh(shell)
    found: list[BodyMeasure] = []
    shell.desk.ask(lambda journal: journal.all(BodyMeasure), found.extend, owner=shell)
    settle(shell)
    shell.desk.apply(editing(found[0], replace(found[0], weight_kg=61.0)))
    page = typed(shell, "7.5")
    disk.full = True
    shell.desk.apply(creating(BodyMeasure(date=dt.date(2026, 5, 4), weight_kg=62.5)))
    until(sheets)
    press(sheets()[0], "Close")
    step = editing(found[0], replace(found[0], weight_kg=60.0))
    page.save_as(step, "saved")  # of a record that is no longer what it was
    settle(shell)
    disk.full = False
    shell.desk.try_again()
    settle(shell)
    assert shell.desk.state is not None
    assert shell.desk.state.count == 2


def test_an_import_that_finds_no_room_says_so_where_she_is_by_then(shell: Shell, disk: Disk, tmp_path: Path) -> None:
    file = tmp_path / "body.csv"
    file.write_text("id,date,weight_kg\na,2026-01-02,61.5\n", "utf-8")
    shell.files.dropped(file)
    settle(shell)
    busy = threading.Event()
    shell.desk.write(lambda _journal: busy.wait(10))
    press(shell.window, "Import 1 record")
    disk.full = True
    shell.window.go("today")
    pause()
    shown = shell.window.stack.page()
    busy.set()
    until(sheets)
    assert shell.window.stack.page() is shown
    disk.full = False
    press(sheets()[0], "Try again")
    settle(shell)
    assert shell.desk.state is not None
    assert shell.desk.state.count == 1


def test_a_draft_that_found_no_room_is_told_once_and_kept_when_there_is_room(shell: Shell, disk: Disk) -> None:
    page = typed(shell, "7.5")
    disk.full = True
    for hours in ("7.4", "7.2"):
        retype(page, hours)
        page.leaving()
        settle(shell)
    (sheet,) = sheets()
    press(sheet, "Close")
    retype(page, "6.5")
    page.leave()
    settle(shell)
    assert not sheets()
    assert "no room" in resting(shell)
    disk.full = False
    assert shell.window._strip_says is not None
    shell.window._strip_says[1][0][1]()  # Try again
    settle(shell)
    assert [held["hours"] for held in drafts(shell)] == ["6.5"]
    assert resting(shell).startswith("Saved.")


def test_closing_says_that_something_is_not_saved(shell: Shell, disk: Disk) -> None:
    page = typed(shell, "7.5")
    disk.full = True
    page.leave()
    settle(shell)
    press(sheets()[0], "Close")
    shell.window.close()
    until(sheets)
    (sheet,) = sheets()
    assert "itself is saved" not in " ".join(sentences(sheet))
    press(sheet, "Stay")
    settle(shell)
    disk.full = False
    shell.window.close()
    until(lambda: not shell.window.isVisible())
    assert shell.path is None
    with Journal.open(next(iter(Path(shell.memory._file.fileName()).parent.glob("*.bonejournal")))) as journal:
        assert [draft.texts["hours"] for draft in journal.drafts()] == ["7.5"]


def test_closing_asks_about_a_change_that_found_no_room(shell: Shell, disk: Disk) -> None:
    disk.full = True
    weigh(shell)
    press(sheets()[0], "Close")
    shell.window.close()
    until(sheets)
    (sheet,) = sheets()
    assert "not saved yet" in " ".join(sentences(sheet))
    assert sum("safe" in sentence for sentence in sentences(sheet)) == 1
    press(sheet, "Stay")
    settle(shell)
    assert shell.window.isVisible()
    disk.full = False
    shell.window.close()
    until(lambda: not shell.window.isVisible())
    with Journal.open(next(iter(Path(shell.memory._file.fileName()).parent.glob("*.bonejournal")))) as journal:
        assert journal.count() == 1


def test_another_journal_is_opened_after_asking_about_such_a_change(shell: Shell, disk: Disk, tmp_path: Path) -> None:
    other = tmp_path / "other.bonejournal"
    Journal.create(other).close()
    disk.full = True
    weigh(shell)
    press(sheets()[0], "Close")
    held = shell.path
    shell.open(other)
    until(sheets)
    (sheet,) = sheets()
    assert "not saved yet" in " ".join(sentences(sheet))
    press(sheet, "Stay")
    settle(shell)
    assert shell.path == held
