"""What goes out of the window: export, documents for others, the calendar, the summary."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from bonejournal.domain.body import Sleep
from bonejournal.domain.falls.events import Fall
from bonejournal.domain.step import Change, Step, creating
from bonejournal.domain.visit import Visit
from bonejournal.exchange.formats import read_file
from bonejournal.ui import turns
from bonejournal.ui.dialogs import choose
from bonejournal.ui.shell import Shell
from tests.ui.few import sample
from tests.ui.journal_file import opened_at, weighed_once
from tests.ui.shells import press, said, settle, sheets, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return weighed_once(tmp_path)


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, path: Path) -> Iterator[Shell]:
    with opened_at(qapp, tmp_path, path) as made:
        yield made


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was handed to the system's programs."""
    seen: list[Path] = []
    monkeypatch.setattr(choose, "open_file", seen.append)
    monkeypatch.setattr(choose, "show_folder", seen.append)
    return seen


# Export


def test_the_export_says_that_it_is_not_locked_and_comes_back_equal(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[Path]
) -> None:
    monkeypatch.setattr(choose, "folder", lambda *_more: tmp_path)
    shell.window.run("export")
    (sheet,) = sheets()
    assert "not encrypted" in sheet.accessibleDescription()
    press(sheet, "Into a folder…")
    settle(shell)
    (made,) = tmp_path.glob("helen-*")
    assert (made / "body.csv").read_text("utf-8").count("\n") == 2
    shell.window.status.link.click()
    assert opened == [made]


def test_an_archive_is_written(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "archive", lambda *_more: tmp_path / "all.zip")
    shell.window.run("export")
    press(sheets()[0], "Into one .zip file…")
    settle(shell)
    assert "body.csv" in zipfile.ZipFile(tmp_path / "all.zip").namelist()


def test_a_place_that_cannot_be_written_is_told(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "archive", lambda *_more: tmp_path / "nowhere" / "all.zip")
    shell.window.run("export")
    press(sheets()[0], "Into one .zip file…")
    settle(shell)
    assert "could not be written" in said(shell)


@pytest.mark.parametrize("purpose, ending", [("json", ".json"), ("fhir", ".fhir.json")])
def test_a_document_for_others_is_written_and_can_be_read(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[Path], purpose: str, ending: str
) -> None:
    offered: list[str] = []
    target = tmp_path / "out.json"
    monkeypatch.setattr(choose, "document", lambda _parent, name: offered.append(name) or target)
    shell.window.run("export")
    (sheet,) = sheets()
    sheet.purpose.button(purpose).click()
    press(sheet, "Save…")
    settle(shell)
    assert offered[0].startswith("helen-")
    assert offered[0].endswith(ending)
    assert len(read_file(target, format_name=purpose).found) == 1
    shell.window.status.link.click()
    assert opened == [target]


def test_a_calendar_tells_only_what_she_ticks(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[Path]
) -> None:
    target, names = tmp_path / "due.ics", set()

    def document(_parent: object, name: str) -> Path:
        names.add(name)
        return target

    monkeypatch.setattr(choose, "document", document)
    for ticked in (False, True):
        shell.window.run("export")
        (sheet,) = sheets()
        assert not sheet.titles.isVisible()
        sheet.purpose.button("ics").click()
        assert sheet.titles.isVisible()
        if ticked:
            sheet.titles.check.click()
        press(sheet, "Save…")
        settle(shell)
        if not ticked:
            assert "Nothing is due" in said(shell)
            assert not target.exists()
            shell.desk.apply(creating(Visit(date=dt.date.today() + dt.timedelta(days=9), clinician="Dr Okafor")))
            settle(shell)
    assert "SUMMARY:Visit" in target.read_text("utf-8")
    assert names == {"reminders.ics"}
    shell.window.status.link.click()
    assert opened == [target]


def test_a_document_that_cannot_be_written_is_told(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choose, "document", lambda *_more: tmp_path / "nowhere" / "all.json")
    shell.window.run("export")
    sheets()[0].purpose.button("json").click()
    press(sheets()[0], "Save…")
    settle(shell)
    assert "could not be written" in said(shell)


def fed(shell: Shell, days: int) -> None:
    """So many days of sleep, which a turn does not get through."""
    first = dt.date(2000, 1, 1)
    changes = tuple(Change(None, Sleep(date=first + dt.timedelta(days=at), hours=7.0)) for at in range(days))
    shell.desk.apply(Step("Many", changes))
    settle(shell)


def begun(shell: Shell, target: Path, monkeypatch: pytest.MonkeyPatch, purpose: str = "json") -> None:
    """An export that gives way after every record."""
    monkeypatch.setattr(turns, "TURN_S", 0.0)
    monkeypatch.setattr(turns, "TOLD_S", 0.0)
    monkeypatch.setattr(choose, "document", lambda *_more: target)
    shell.window.run("export")
    sheets()[0].purpose.button(purpose).click()
    press(sheets()[0], "Save…")


def test_what_she_does_meanwhile_comes_first_and_is_not_in_the_file(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed(shell, 300)
    target = tmp_path / "out.json"
    begun(shell, target, monkeypatch)
    # "0 records" is told while which records go out is still being settled: then it takes in what is new.
    until(lambda: re.search(r"[1-9]\d* records? so far", said(shell)))
    written: list[bool] = []
    shell.desk.apply(creating(Sleep(date=dt.date(1999, 1, 1), hours=6.0)), lambda: written.append(target.exists()))
    until(lambda: written)
    assert written == [False]
    settle(shell)
    assert len([one for one in read_file(target).found if isinstance(one.record, Sleep)]) == 300
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("purpose", ["json", "fhir"])
def test_an_export_can_be_stopped_and_leaves_nothing(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, purpose: str
) -> None:
    fed(shell, 300)
    folder = tmp_path / "out"
    folder.mkdir()
    begun(shell, folder / "out.json", monkeypatch, purpose)
    until(lambda: list(folder.iterdir()))
    shell.window.status.link.click()
    settle(shell)
    assert "stopped" in said(shell)
    assert list(folder.iterdir()) == []


def test_a_journal_that_is_closed_ends_its_export(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed(shell, 300)
    folder = tmp_path / "out"
    folder.mkdir()
    begun(shell, folder / "out.json", monkeypatch)
    until(lambda: list(folder.iterdir()))
    shell.desk.close()
    until(shell.files.idle)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("ticked", [False, True])
def test_private_notes_go_to_a_clinic_only_when_ticked(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ticked: bool
) -> None:
    shell.desk.apply(creating(Visit(date=dt.date(2026, 5, 1), notes="nobody else")))
    shell.desk.apply(creating(Fall(date=dt.date(2026, 5, 1), notes="only for me")))
    settle(shell)
    target = tmp_path / "out.json"
    monkeypatch.setattr(choose, "document", lambda *_more: target)
    shell.window.run("export")
    (sheet,) = sheets()
    assert not sheet.notes.isVisible()
    sheet.purpose.button("fhir").click()
    assert sheet.notes.isVisible()
    assert not sheet.notes.check.isChecked()
    if ticked:
        sheet.notes.check.click()
    press(sheet, "Save…")
    settle(shell)
    assert ("only for me" in target.read_text("utf-8")) is ticked
    assert [one.record.KIND.key for one in read_file(target).found if isinstance(one.record, Fall)] == ["falls"]


# The doctor's summary


def test_the_summary_is_shown_and_saved_and_opened_only_when_asked(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[Path]
) -> None:
    asked: list[str] = []
    target = tmp_path / "out.pdf"
    monkeypatch.setattr(choose, "pdf", lambda _parent, name: asked.append(name) or target)
    shell.desk.apply(sample().step)
    settle(shell)
    shell.window.run("summary")
    page = shell.window.stack.page()
    until(lambda: hasattr(page, "preview") and page.preview.pages)
    settle(shell)
    image = page.preview.pages[0]
    assert image.height() > image.width() > 600
    shell.window.run("summary")  # the same keys save it
    until(target.exists)
    settle(shell)
    assert asked == ["bone-summary-2026-11-12.pdf"]
    assert target.read_bytes().startswith(b"%PDF")
    assert target.stat().st_mode & 0o777 == 0o600
    assert said(shell) == "Saved as out.pdf, 2 pages."
    assert opened == []
    press(shell.window, "Open")
    assert opened == [target]
    press(shell.window, "Save and open…")
    until(lambda: len(opened) == 2)
    press(shell.window, "Show in folder")
    assert len(opened) == 3


def test_leaving_the_name_out_changes_the_page(shell: Shell) -> None:
    shell.desk.apply(sample().step)
    settle(shell)
    shell.window.run("summary")
    page = shell.window.stack.page()
    until(lambda: hasattr(page, "preview") and page.preview.pages)
    before = page.preview.pages[0]
    page.no_name.click()
    until(lambda: page.preview.pages[0] != before)
    assert not page.choices().show_name
    assert not page.choices().birth_date
    page.no_name.click()
