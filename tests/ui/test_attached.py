"""A scanned report is attached in a form, saved with it, opened from a private folder, and taken away again."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bonejournal.domain.attachment import Attachment
from bonejournal.domain.bone.density import DxaScan
from bonejournal.journal.store import Journal
from bonejournal.ui import opened
from bonejournal.ui.dialogs import choose
from bonejournal.ui.forms.attached import AttachedFiles
from bonejournal.ui.forms.form import FormPage
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.buttons import Link
from tests.ui.few import sample
from tests.ui.shells import key, press, said, settle, shown_shell, until

PDF = b"%PDF-1.7\nnot much of a report\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "j.bonejournal"
    journal = Journal.create(made)
    journal.apply(sample().step)
    journal.close()
    return made


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    monkeypatch.setattr(opened, "folder_of", lambda journal: tmp_path / "opened")
    with shown_shell(qapp, tmp_path, path) as made:
        yield made


@pytest.fixture
def report(tmp_path: Path) -> Path:
    made = tmp_path / "report.exe"  # its content says what it is
    made.write_bytes(PDF)
    return made


def test_a_copy_for_the_viewer_is_not_written_in_the_windows_thread(
    shell: Shell, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """25 MB take longer than the window may wait."""
    threads: list[str] = []
    handed: list[Path] = []
    lay_out = opened.lay_out

    def slowly(journal: Path, attachment: Attachment, content: bytes) -> Path:
        threads.append(threading.current_thread().name)
        return lay_out(journal, attachment, content)

    monkeypatch.setattr(opened, "lay_out", slowly)
    monkeypatch.setattr(choose, "open_file", handed.append)
    open_scan(shell)
    attach(shell, monkeypatch, report)
    QTest.mouseClick(links(shell, "Open")[0], Qt.MouseButton.LeftButton)
    settle(shell)
    assert [path.read_bytes() for path in handed] == [PDF]
    assert threads == ["drawing"]


def open_scan(shell: Shell) -> None:
    asked: list[str] = []
    shell.desk.ask(lambda journal: journal.all(DxaScan)[0].id, asked.append, owner=shell)
    until(lambda: asked)
    shell.window.go("dxa-form", asked[0])
    until(lambda: shell.window.findChild(AttachedFiles) is not None)
    settle(shell)


def attached(shell: Shell) -> tuple[Attachment, ...]:
    asked: list[tuple[Attachment, ...]] = []
    shell.desk.ask(lambda journal: journal.all(Attachment), asked.append, owner=shell)
    until(lambda: asked)
    return asked[0]


def links(shell: Shell, words: str) -> list[Link]:
    files = shell.window.findChild(AttachedFiles)
    assert files is not None
    return [one for one in files.findChildren(Link) if one.text() == words and one.isVisible()]


def attach(shell: Shell, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(choose, "to_attach", lambda parent: path)
    files = shell.window.findChild(AttachedFiles)
    assert isinstance(files, QWidget)
    press(files, "Attach a report or photo…")
    settle(shell)


def test_a_long_name_does_not_widen_the_form(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scanned = tmp_path / f"{'scanned-report-' * 14}.pdf"
    scanned.write_bytes(PDF)
    open_scan(shell)
    form = shell.window.stack.page()
    assert form is not None
    before = form.minimumSizeHint().width()
    attach(shell, monkeypatch, scanned)
    assert form.minimumSizeHint().width() == before
    assert links(shell, "Open")[0].accessibleName() == f"Open {scanned.name}"


def test_nothing_is_saved_without_a_file_that_is_still_being_read(
    shell: Shell, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_scan(shell)
    form = shell.window.stack.page()
    assert isinstance(form, FormPage)
    assert form.files is not None
    busy = threading.Event()
    shell.desk.draw(lambda: busy.wait(10), lambda _done: None, owner=shell)
    form.take_file(report)
    assert form.is_changed()
    form.save()
    form.save()
    assert "still being read" in said(shell)
    busy.set()
    settle(shell)
    assert attached(shell) == ()
    form.save()
    settle(shell)
    assert [one.name for one in attached(shell)] == ["report.exe"]


def test_a_file_that_is_read_when_she_starts_again_is_not_attached(shell: Shell, report: Path) -> None:
    open_scan(shell)
    form = shell.window.stack.page()
    assert isinstance(form, FormPage)
    busy = threading.Event()
    shell.desk.draw(lambda: busy.wait(10), lambda _done: None, owner=shell)
    form.take_file(report)
    form.start_again()
    busy.set()
    settle(shell)
    assert not form.is_changed()


def test_a_report_is_attached_opened_and_removed(
    shell: Shell, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(choose, "open_file", shown.append)
    open_scan(shell)
    attach(shell, monkeypatch, report)
    assert attached(shell) == ()  # only with the form
    key(shell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    (held,) = attached(shell)
    assert (held.name, held.media_type) == ("report.exe", "application/pdf")

    open_scan(shell)
    QTest.mouseClick(links(shell, "Open")[0], Qt.MouseButton.LeftButton)
    until(lambda: shown)
    assert shown[0].name == "report.pdf"
    assert shown[0].read_bytes() == PDF
    assert stat.S_IMODE(shown[0].stat().st_mode) == 0o600

    QTest.mouseClick(links(shell, "Remove")[0], Qt.MouseButton.LeftButton)
    key(shell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    assert attached(shell) == ()
    key(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    assert attached(shell) == (held,)

    shell.welcome()
    settle(shell)
    assert not (tmp_path / "opened").exists()


def test_a_file_that_waits_survives_with_the_draft(shell: Shell, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_scan(shell)
    attach(shell, monkeypatch, report)
    shell.window.go("today")
    settle(shell)
    open_scan(shell)
    until(lambda: links(shell, "Open"))
    assert attached(shell) == ()


def test_what_cannot_be_attached_is_said(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "report.pdf"
    text.write_text("a text")
    open_scan(shell)
    attach(shell, monkeypatch, text)
    assert said(shell) == "report.pdf is no PDF, PNG, JPEG or HEIC file."
    assert not links(shell, "Open")


def test_a_report_dropped_on_an_open_form_is_attached(shell: Shell, report: Path) -> None:
    open_scan(shell)
    shell.files.dropped(report)
    until(lambda: links(shell, "Open"))
