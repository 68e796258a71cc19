"""The journal's file in the window: backups, damage, what cannot be opened, and the check."""

from __future__ import annotations

import datetime as dt
import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.step import creating
from bonejournal.journal import errors
from bonejournal.journal.backup import backups_of
from bonejournal.journal.store import Journal
from bonejournal.ui.backups import counted
from bonejournal.ui.dialogs import choose
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.notice import Notice
from tests.ui.journal_file import count, opened_at, weighed_once
from tests.ui.shells import press, said, settle, sheets, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return weighed_once(tmp_path)


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, path: Path) -> Iterator[Shell]:
    with opened_at(qapp, tmp_path, path) as made:
        yield made


def notice(shell: Shell) -> Notice:
    until(lambda: any(one.isVisible() for one in shell.window.findChildren(Notice)))
    return next(one for one in shell.window.findChildren(Notice) if one.isVisible())


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


def test_backups_are_read_back_to_the_first_that_is_whole(shell: Shell, path: Path) -> None:
    for _ in range(4):
        shell.desk.write(lambda journal: journal.back_up())
        settle(shell)
    shell.welcome()
    settle(shell)
    held = backups_of(path)
    for newer in held[:4]:
        damage(newer.path)
    assert [backup.records for backup in counted(path)[:5]] == [None, None, None, None, 1]
    for older in held[4:]:
        damage(older.path)
    damage(path)
    shell.open(path)
    card = notice(shell)
    assert "No backup beside it can be read" in card.accessibleDescription()


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


def test_neither_the_log_nor_the_details_say_where_her_journal_lies(
    shell: Shell, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shell.welcome()
    settle(shell)
    hers = tmp_path / "Jane Roe" / "x.bonejournal"
    with pytest.raises(errors.FullError) as told, errors.translated(hers):
        raise OSError(errno.ENOSPC, "No space left on device", str(hers))
    shell.files.show_problem(hers, told.value)
    card = notice(shell)
    card.details.click()
    assert any(one.text() == "FullError: No space left on device" for one in card.findChildren(QLabel))
    assert "not opened: FullError" in caplog.text
    assert "Jane" not in caplog.text


# Check


def test_the_check_says_in_plain_words_that_all_is_well(shell: Shell) -> None:
    shell.window.run("check")
    settle(shell)
    assert "All is well" in shell.window.stack.page()._sentence.text()
