"""A journal that can only be looked at, and what can be saved of a damaged one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from bonejournal.domain.attachment import attach
from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.step import creating
from bonejournal.exchange.formats import read_file
from bonejournal.journal import errors, seal
from bonejournal.journal.store import Journal
from bonejournal.ui.dialogs import choose
from bonejournal.ui.forms.form import FormPage
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.notice import Notice
from tests.ui.few import sample
from tests.ui.shells import here, press, said, settle, sheets, shown_shell, until

ONLY = "open for reading only"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "stick" / "helen.bonejournal"
    made.parent.mkdir()
    with Journal.create(made) as journal:
        journal.apply(sample().step)
        journal.keep_draft("body:new", {"weight_kg": "61"})
    return made


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with shown_shell(qapp, tmp_path) as made:
        yield made


def notice(shell: Shell) -> Notice:
    until(lambda: any(one.isVisible() for one in shell.window.findChildren(Notice)))
    return next(one for one in shell.window.findChildren(Notice) if one.isVisible())


def test_a_journal_that_cannot_be_written_is_looked_at_and_nothing_beside_it_changes(
    shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before, names = path.read_bytes(), sorted(path.parent.iterdir())
    shell.files.show_problem(path, errors.read_only(path))
    press(notice(shell), "Open read-only")
    until(lambda: shell.desk.state is not None)
    settle(shell)
    assert shell.window._strip_says is not None
    assert ONLY in shell.window._strip_says[0]
    assert "reading only" in shell.window.status.resting()[0]
    assert shell.window.status.resting()[1] == ""  # no copy is made of what cannot change
    assert not any(one.isVisible() and one.text() == "Add" for one in shell.window.findChildren(QPushButton))
    assert not shell.window.commands.action("add").isEnabled()
    assert not shell.window.commands.action("back_up").isEnabled()

    for command in ("dxa", "add"):
        shell.window.run(command)
        assert ONLY in said(shell)
    shell.window.go("sleep-form", "new")
    assert here(shell) != "sleep-form"

    measure = next(c.after for c in sample().step.changes if isinstance(c.after, BodyMeasure))
    shell.window.go("body-form", measure.id)
    settle(shell)
    page = shell.window.stack.page()
    assert isinstance(page, FormPage)
    assert all(field.isReadOnly() for field in page.findChildren(QLineEdit))
    page.save()
    press(page, "Close")
    assert here(shell) != "body-form"

    shell.window.go("records")
    settle(shell)
    page_ = shell.window.stack.page()
    page_.table.setFocus()  # type: ignore[union-attr]
    page_.table.selectRow(0)  # type: ignore[union-attr]
    page_.delete_chosen()  # type: ignore[union-attr]
    settle(shell)
    assert ONLY in said(shell)
    assert not sheets()

    copy = tmp_path / "copy.bonejournal"
    monkeypatch.setattr(choose, "new_journal", lambda *_more, **_named: copy)
    shell.window._strip_says[1][0][1]()
    settle(shell)
    with Journal.open(copy) as journal:
        assert journal.count() == shell.desk.state.count  # type: ignore[union-attr]
    shell.welcome()
    settle(shell)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == names


def test_files_of_what_can_only_be_read_are_opened_and_nothing_else(shell: Shell, path: Path, tmp_path: Path) -> None:
    with Journal.open(path) as journal:
        scan = journal.all(DxaScan)[0]
        given = attach(scan.id, "report.pdf", b"%PDF-1.7\n")
        journal.apply(replace(creating(given), contents=(b"%PDF-1.7\n",)))
    shell.open_to_read(path)
    until(lambda: shell.desk.state is not None)
    shell.window.go("dxa-form", scan.id)
    settle(shell)
    form = shell.window.stack.page()
    assert isinstance(form, FormPage)
    assert form.files is not None
    assert [one.text() for one in form.files.findChildren(QPushButton) if one.isVisible()] == ["Open"]
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.7\n")
    shell.files.dropped(tmp_path / "other.pdf")
    settle(shell)
    assert ONLY in said(shell)
    assert not form.files.texts()


def test_whatever_would_write_is_refused_by_the_journal_itself(path: Path) -> None:
    with Journal.open_to_read(path) as journal:
        assert journal.count() > 0
        with pytest.raises(errors.ReadOnlyError):
            journal.apply(creating(BodyMeasure(date=journal.today(), weight_kg=61.0)))
        with pytest.raises(errors.ReadOnlyError):
            journal.keep_draft("body:new", {})
        with pytest.raises(errors.ReadOnlyError):
            journal.drop_draft("body:new")
        assert len(journal.drafts()) == 1


def test_a_log_that_a_crash_left_is_read_too(path: Path, tmp_path: Path) -> None:
    journal = Journal.open(path)
    journal.apply(creating(BodyMeasure(date=journal.today(), weight_kg=61.0)))
    crashed = tmp_path / "crashed.bonejournal"
    for end in ("", "-wal"):
        crashed.with_name(crashed.name + end).write_bytes(path.with_name(path.name + end).read_bytes())
    count = journal.count()
    journal.close()
    with Journal.open_to_read(crashed) as copy:
        assert copy.count() == count


def test_what_can_be_read_of_a_damaged_journal_is_saved_and_the_rest_counted(
    shell: Shell, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytearray(path.read_bytes())
    with Journal.open_to_read(path) as journal:
        count = journal.count() + 1  # and the profile
    at = content.find(b"Riverside")  # in a scan
    content[at] ^= 0x01
    path.write_bytes(content)
    seal.break_seal(path)
    bundle = tmp_path / "saved.zip"
    monkeypatch.setattr(choose, "archive", lambda *_more: bundle)
    shell.open(path)
    press(notice(shell), "Save what can be read…")
    until(sheets)
    (sheet,) = sheets()
    read = read_file(bundle).found
    lost = count - len(read)
    assert 0 < lost < count
    assert sheet.windowTitle().startswith(f"{len(read)} record")
    assert f"{lost} record" in " ".join(one.text() for one in sheet.findChildren(QLabel))
    assert path.read_bytes() == content
    target = tmp_path / "new.bonejournal"
    monkeypatch.setattr(choose, "new_journal", lambda *_more, **_named: target)
    press(sheet, "Begin a new journal with it…")
    until(lambda: shell.desk.state is not None and here(shell) == "import")


def test_of_nothing_nothing_is_saved(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:100] + bytes(len(content) - 100))
    bundle = tmp_path / "saved.zip"
    monkeypatch.setattr(choose, "archive", lambda *_more: bundle)
    shell.open(path)
    press(notice(shell), "Save what can be read…")
    until(lambda: "Nothing could be read" in said(shell))
    assert not bundle.exists()
