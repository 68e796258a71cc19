"""Import, export, the PDF, backups, and what is said when a file cannot be used."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from bonejournal.domain.body import BodyMeasure, Sleep
from bonejournal.domain.falls.events import Fall
from bonejournal.domain.step import Change, Step, creating
from bonejournal.domain.visit import Visit
from bonejournal.exchange.formats import read_file
from bonejournal.journal import errors
from bonejournal.journal.backup import backups_of
from bonejournal.journal.store import Journal
from bonejournal.ui import turns
from bonejournal.ui.dialogs import choose
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.notice import Notice
from tests.ui.few import sample
from tests.ui.shells import here, press, said, settle, sheets, shown_shell, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "helen.bonejournal"
    with Journal.create(made) as journal:
        journal.apply(creating(BodyMeasure(date=dt.date(2026, 5, 3), weight_kg=62.0)))
        journal.back_up()
    return made


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, path: Path) -> Iterator[Shell]:
    with shown_shell(qapp, tmp_path, path) as made:
        until(lambda: made.desk.state is not None)
        settle(made)
        yield made


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was handed to the system's programs."""
    seen: list[Path] = []
    monkeypatch.setattr(choose, "open_file", seen.append)
    monkeypatch.setattr(choose, "show_folder", seen.append)
    return seen


def notice(shell: Shell) -> Notice:
    until(lambda: any(one.isVisible() for one in shell.window.findChildren(Notice)))
    return next(one for one in shell.window.findChildren(Notice) if one.isVisible())


def count(shell: Shell) -> int:
    return shell.desk.state.count if shell.desk.state else -1


# Import


def test_an_import_is_looked_at_first_and_is_one_undo(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    (bundle / "body.csv").write_text(
        "id,date,weight_kg\na,2026-01-02,61.5\nb,2026-13-02,61\nc,2026-01-09,61.4\n", "utf-8"
    )
    monkeypatch.setattr(choose, "folder_to_import", lambda *_more: bundle)
    shell.window.run("import")
    press(sheets()[0], "Choose a folder…")
    settle(shell)
    assert here(shell) == "import"
    assert count(shell) == 1
    press(shell.window, "Import 2 records")
    settle(shell)
    assert count(shell) == 3
    assert "2 records added" in said(shell)
    assert here(shell) != "import"
    shell.window.run("undo")
    settle(shell)
    assert count(shell) == 1


def test_a_second_import_adds_nothing(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "body.csv"
    file.write_text("id,date,weight_kg\na,2026-01-02,61.5\n", "utf-8")
    shell.files.dropped(file)
    settle(shell)
    press(shell.window, "Import 1 record")
    settle(shell)
    shell.files.dropped(file)
    settle(shell)
    assert "already here" in shell.window.stack.page()._sentence.text()
    press(shell.window, "Close")
    assert here(shell) != "import"


def test_a_file_of_another_kind_is_refused_with_a_sentence(shell: Shell, tmp_path: Path) -> None:
    photo = tmp_path / "scan.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(200))
    shell.files.dropped(photo)
    settle(shell)
    assert "photo" in shell.window.stack.page()._sentence.text()
    press(shell.window, "Cancel")
    assert count(shell) == 1


def test_cancelling_while_reading_imports_nothing(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "body.csv"
    rows = "\n".join(f"{day},2020-01-01,6{day % 10}.5" for day in range(20_000))
    file.write_text(f"id,date,weight_kg\n{rows}\n", "utf-8")
    shell.files.dropped(file)
    shell.window.stack.page().leave()
    settle(shell)
    assert here(shell) != "import"
    assert count(shell) == 1


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
    target = tmp_path / "due.ics"
    monkeypatch.setattr(choose, "document", lambda _parent, _name: target)
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


# Backups


def test_a_backup_takes_the_journals_place_and_the_journal_is_kept_aside(
    shell: Shell, path: Path, tmp_path: Path
) -> None:
    shell.desk.apply(creating(BodyMeasure(date=dt.date(2026, 5, 4), weight_kg=62.5)))
    settle(shell)
    shell.window.run("restore")
    settle(shell)
    (sheet,) = sheets()
    press(sheet, "Replace the journal with the backup")
    until(lambda: shell.desk.state is not None and shell.desk.state.count == 1)
    settle(shell)
    assert len(list(tmp_path.glob("helen-before-restore-*"))) == 1
    assert "kept as helen-before-restore" in said(shell)


def test_back_up_now_is_listed_in_settings(shell: Shell, path: Path) -> None:
    shell.window.go("settings")
    settle(shell)
    press(shell.window, "Back up now")
    settle(shell)
    assert len(backups_of(path)) == 2


def test_a_copy_elsewhere_is_a_journal(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "stick.bonejournal"
    monkeypatch.setattr(choose, "new_journal", lambda *_more: target)
    shell.files.backups.save_copy()
    settle(shell)
    with Journal.open(target) as journal:
        assert journal.count() == 1


# What cannot be opened


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def test_a_damaged_journal_is_told_and_its_backup_put_back(shell: Shell, path: Path, tmp_path: Path) -> None:
    shell.welcome()
    settle(shell)
    damage(path)
    shell.open(path)
    card = notice(shell)
    assert "damaged" in card.accessibleName()
    assert "1 record" in card.accessibleDescription()
    assert not any("elete" in button.text() or "emove" in button.text() for button in card.buttons)
    press(card, "Details")
    press(card, "Restore that backup")
    until(lambda: shell.desk.state is not None)
    assert count(shell) == 1
    assert len(list(tmp_path.glob("helen-before-restore-*"))) == 1


def test_a_journal_whose_first_bytes_are_gone_is_put_back_too(shell: Shell, path: Path, tmp_path: Path) -> None:
    shell.welcome()
    settle(shell)
    path.write_bytes(bytes(32) + path.read_bytes()[32:])
    shell.open(path)
    card = notice(shell)
    assert "damaged" in card.accessibleName()
    press(card, "Restore that backup")
    until(lambda: shell.desk.state is not None)
    assert count(shell) == 1
    assert len(list(tmp_path.glob("helen-before-restore-*"))) == 1


def test_a_journal_that_is_gone_is_looked_for(
    shell: Shell, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.welcome()
    settle(shell)
    moved = tmp_path / "moved.bonejournal"
    path.rename(moved)
    monkeypatch.setattr(choose, "journal", lambda *_more: moved)
    shell.open(path)
    card = notice(shell)
    assert card.accessibleName() == "helen.bonejournal is not where it was."
    press(card, "Look for it…")
    until(lambda: shell.desk.state is not None)
    assert shell.path == moved


def test_a_new_journal_never_takes_the_place_of_another(
    shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.welcome()
    settle(shell)
    before = path.read_bytes()
    monkeypatch.setattr(choose, "new_journal", lambda *_more, **_named: path)
    shell.files.new()
    card = notice(shell)
    assert "already there" in card.accessibleName()
    assert path.read_bytes() == before
    press(card, "Open the one that is there")
    until(lambda: count(shell) == 1)


@pytest.mark.parametrize(
    "make, words",
    [
        (errors.full, "no room"),
        (errors.read_only, "read but not changed"),
        (errors.not_a_journal, "not a bonejournal file"),
        (errors.open_elsewhere, "another program"),
        (lambda path: errors.NewerError("", path), "newer"),
        (lambda _path: ZeroDivisionError(), "cannot be opened"),
    ],
)
def test_every_error_is_a_calm_card_with_a_way_on(shell: Shell, tmp_path: Path, make: object, words: str) -> None:
    shell.welcome()
    settle(shell)
    assert callable(make)
    shell.files.show_problem(tmp_path / "x.bonejournal", make(tmp_path / "x.bonejournal"))
    card = notice(shell)
    assert words in card.accessibleName()
    until(card.buttons[0].hasFocus)
    assert "Traceback" not in card.accessibleDescription()
    press(card, "Start page")


# Check


def test_the_check_says_in_plain_words_that_all_is_well(shell: Shell) -> None:
    shell.window.run("check")
    settle(shell)
    assert "All is well" in shell.window.stack.page()._sentence.text()
