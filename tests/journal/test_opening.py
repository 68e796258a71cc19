from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import struct
from pathlib import Path

import pytest
import sqlcipher3.dbapi2

from bonejournal.domain.step import creating
from bonejournal.journal import seal
from bonejournal.journal.errors import (
    DamagedError,
    ExistsError,
    JournalError,
    MissingError,
    NewerError,
    NotAJournalError,
    OpenElsewhereError,
    ReadOnlyError,
)
from bonejournal.journal.migrations import head
from bonejournal.journal.store import Journal
from tests.journal.making import beside, body, crash_after, in_a_process, scan

NOBODY = 65534


def test_the_sqlite_inside_is_newer_than_its_write_ahead_log_fault() -> None:
    assert tuple(map(int, sqlcipher3.dbapi2.sqlite_version.split("."))) >= (3, 51, 3)


def test_a_journal_is_written_with_the_safe_settings(journal: Journal) -> None:
    held = {
        name: journal._file.run(f"PRAGMA {name}").scalar_one()
        for name in ("journal_mode", "locking_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store")
    }
    assert held == {
        "journal_mode": "wal",
        "locking_mode": "exclusive",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
    }


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_every_file_is_hers_alone_whatever_the_umask(path: Path, umask: int) -> None:
    old = os.umask(umask)
    try:
        with Journal.create(path) as journal:
            journal.apply(creating(scan()))
            made = journal.back_up()
            files = [*path.parent.iterdir(), made.path]
            assert len(files) == 3
        files += [path, seal._place(path)]
        assert {stat.S_IMODE(file.stat().st_mode) for file in files if file.exists()} == {0o600}
        assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    finally:
        os.umask(old)


def test_a_closed_journal_is_one_file(path: Path) -> None:
    with Journal.create(path) as journal:
        journal.apply(creating(scan()))
    assert beside(path) == {path.name}


def test_a_new_journal_never_takes_the_place_of_a_file(path: Path) -> None:
    path.write_bytes(b"")
    with pytest.raises(ExistsError):
        Journal.create(path)
    assert path.read_bytes() == b""
    path.unlink()
    path.symlink_to(path.parent / "nowhere")
    with pytest.raises(ExistsError):
        Journal.create(path)
    assert beside(path) == {path.name}


def test_what_an_interrupted_creation_left_is_no_hindrance(path: Path) -> None:
    for leftover in (f".{path.name}.new", f".{path.name}.new-wal", f".{path.name}.new-journal"):
        (path.parent / leftover).write_bytes(b"left over")
    with Journal.create(path) as journal:
        journal.apply(creating(scan()))
    assert beside(path) == {path.name}


def test_where_the_file_system_knows_no_links_a_journal_is_made_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    Journal.create(path).close()
    with Journal.open(path) as journal:
        copy = journal.back_up(path.with_name("copy.bonejournal"))
    assert beside(path) == {path.name, copy.path.name}
    with pytest.raises(ExistsError):
        Journal.create(path)


def foreign(path: Path) -> dict[str, bytes]:
    Journal.create(path).close()
    good = path.read_bytes()
    path.unlink()
    other = path.with_name("other.db")
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    locked = path.with_name("locked.db")
    cipher = sqlcipher3.dbapi2.connect(str(locked))
    cipher.execute("PRAGMA key = 'secret'")
    cipher.execute("CREATE TABLE t (x)")
    cipher.commit()
    cipher.close()
    found = {
        "empty": b"",
        "text": b"weight_kg\n63.4\n" * 40,
        "short": good[:50],
        "other program": other.read_bytes(),
        "encrypted": locked.read_bytes(),
        "other application": good[:68] + struct.pack(">I", 7) + good[72:],
        "no revision": good[:60] + bytes(4) + good[64:],
        "zip": b"PK\3\4" + bytes(200),
    }
    other.unlink()
    locked.unlink()
    return found


def test_files_of_others_are_refused_and_left_as_they_are(path: Path) -> None:
    for name, content in foreign(path).items():
        path.write_bytes(content)
        with pytest.raises(NotAJournalError):
            Journal.open(path)
        assert path.read_bytes() == content, name
        assert beside(path) == {path.name}, name


@pytest.mark.parametrize("ahead", [1, 2, 7, 1000, 2**31 - 1])
def test_a_newer_journal_is_refused_and_left_as_it_is(path: Path, ahead: int) -> None:
    Journal.create(path).close()
    good = path.read_bytes()
    newer = good[:60] + struct.pack(">I", min(head() + ahead, 2**31 - 1)) + good[64:]
    path.write_bytes(newer)
    with pytest.raises(NewerError, match="newer"):
        Journal.open(path)
    assert path.read_bytes() == newer
    assert beside(path) == {path.name}


@pytest.mark.parametrize("sealed", [True, False])
def test_a_truncated_journal_is_refused_and_left_as_it_is(path: Path, *, sealed: bool) -> None:
    with Journal.create(path) as journal:
        journal.apply(creating(*(body() for _ in range(200))))
    good = path.read_bytes()
    if not sealed:
        seal.break_seal(path)
    for size in range(100, len(good), max(1, len(good) // 50)):
        path.write_bytes(good[:size])
        with pytest.raises(JournalError):
            Journal.open(path)
        assert path.read_bytes() == good[:size]
        assert beside(path) == {path.name}


def test_no_file_a_folder_and_a_missing_folder_are_told_apart(path: Path) -> None:
    with pytest.raises(MissingError):
        Journal.open(path)
    with pytest.raises(NotAJournalError):
        Journal.open(path.parent)
    with pytest.raises(MissingError):
        Journal.create(path.parent / "no" / path.name)
    with pytest.raises(MissingError):
        Journal.open(path / "below")
    assert beside(path) == set()


OPEN = """
import sys, time
from pathlib import Path
from bonejournal.journal.store import Journal
from bonejournal.journal.errors import JournalError
start = time.perf_counter()
try:
    Journal.open(Path(sys.argv[1]))
except JournalError as error:
    print(type(error).__name__, error.exit_code, time.perf_counter() - start)
"""


def test_a_second_process_is_refused_at_once_and_disturbs_nothing(path: Path) -> None:
    with Journal.create(path) as journal:
        for saves in range(2):
            name, code, seconds = in_a_process(OPEN, path).stdout.split()
            assert (name, code) == ("OpenElsewhereError", "4")
            assert float(seconds) < 4  # the driver would wait for five
            journal.apply(creating(scan()))
            assert journal.count() == saves + 1
    with Journal.open(path) as journal:
        assert journal.count() == 2


def test_a_second_opening_in_the_same_process_does_not_lose_the_lock(path: Path) -> None:
    with Journal.create(path) as journal:
        with pytest.raises(OpenElsewhereError):
            Journal.open(path)
        link = path.with_name("another name")
        link.symlink_to(path)
        with pytest.raises(OpenElsewhereError):
            Journal.open(link)
        assert in_a_process(OPEN, path).stdout.startswith("OpenElsewhereError")
        journal.apply(creating(scan()))
    Journal.open(path).close()


def test_a_crash_with_a_full_log_loses_nothing(path: Path) -> None:
    Journal.create(path).close()
    assert crash_after(path, 7) == 7
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    with Journal.open(path) as journal:
        assert journal.count() == 7
        assert all(finding.ok for finding in journal.examine())
    assert beside(path) == {path.name}


def test_a_crash_before_anything_was_written_leaves_a_journal_that_opens(path: Path) -> None:
    Journal.create(path).close()
    assert crash_after(path, 0) == 0
    with Journal.open(path) as journal:
        assert journal.count() == 0


def test_a_damaged_journal_with_a_log_is_refused_with_both_left_as_they_are(path: Path) -> None:
    with Journal.create(path) as journal:
        journal.apply(creating(scan(facility="Riverside")))
    crash_after(path, 2)
    log = path.with_name(path.name + "-wal")
    path.write_bytes(path.read_bytes().replace(b"Riverside", b"Riversidf"))
    before = (path.read_bytes(), log.read_bytes())
    with pytest.raises(DamagedError):
        Journal.open(path)
    assert (path.read_bytes(), log.read_bytes()) == before
    assert beside(path) == {path.name, log.name}


def test_a_file_moved_away_while_open_is_noticed_and_nothing_is_lost(path: Path) -> None:
    away = path.with_name("away.bonejournal")
    with Journal.create(path) as journal:
        journal.apply(creating(scan()))
        path.rename(away)
        for _ in range(2):
            with pytest.raises(MissingError):
                journal.apply(creating(body()))
        assert journal.count() == 1
        rescued = journal.back_up(path.with_name("rescued.bonejournal"))
        assert rescued.records == 1
        away.rename(path)
        journal.apply(creating(body()))
    with Journal.open(path) as journal:
        assert journal.count() == 2


def test_a_file_removed_while_open_is_noticed_also_when_another_takes_its_place(path: Path) -> None:
    with Journal.create(path) as journal:
        path.unlink()
        with pytest.raises(MissingError):
            journal.apply(creating(scan()))
        Journal.create(path).close()
        with pytest.raises(MissingError):
            journal.keep_draft("x", {})
    with Journal.open(path) as journal:
        assert journal.count() == 0


READ_ONLY = f"""
import os
from bonejournal.journal.store import Journal
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
{OPEN}
try:
    Journal.create(Path(sys.argv[1]).with_name("new.bonejournal"))
except JournalError as error:
    print(type(error).__name__)
"""


def let_others_come_to(path: Path) -> None:
    """Let another account reach what lies in closed folders; those that are open, such as the system's, stay as is."""
    for folder in path.parents:
        mode = stat.S_IMODE(folder.stat().st_mode)
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("what", ["file", "folder", "both"])
def test_a_file_or_folder_that_cannot_be_written_is_said_so(path: Path, what: str) -> None:
    with Journal.create(path) as journal:
        journal.apply(creating(scan()))
    before = path.read_bytes()
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)
        os.chown(path.parent, NOBODY, NOBODY)
        let_others_come_to(path.parent)
    if what != "folder":
        path.chmod(0o400)
    if what != "file":
        path.parent.chmod(0o500)
    try:
        done = in_a_process(READ_ONLY, path)
        said = done.stdout.split("\n")
        assert said[0].startswith("ReadOnlyError 4"), done.stderr
        assert done.returncode == 0, done.stderr
        assert said[1] == ("" if what == "file" else "NotAllowedError")
    finally:
        path.parent.chmod(0o700)
        path.chmod(0o600)
    assert path.read_bytes() == before


def test_a_journal_opens_where_the_programs_own_folder_cannot_be_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal.create(path) as journal:
        journal.apply(creating(scan()))
    monkeypatch.setenv("XDG_STATE_HOME", str(path))  # a file where a folder is needed
    with Journal.open(path) as journal:
        journal.apply(creating(body()))
    with Journal.open(path) as journal:
        assert journal.count() == 2


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs a folder of somebody else")
def test_a_folder_that_cannot_even_be_looked_into_is_said_so(path: Path) -> None:
    Journal.create(path).close()
    path.parent.chmod(0o700)
    done = in_a_process(READ_ONLY, path)
    assert [said.split()[0] for said in done.stdout.splitlines()] == ["NotAllowedError"] * 2, done.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs a file of somebody else")
def test_another_accounts_journal_is_not_called_one_that_can_be_read(path: Path) -> None:
    Journal.create(path).close()
    let_others_come_to(path)
    done = in_a_process(READ_ONLY.replace("error.exit_code", "error.exit_code, error"), path)
    said = done.stdout.splitlines()[0]
    assert said.startswith("NotAllowedError 4 mine.bonejournal does not allow your account to read it."), done.stderr


def test_an_error_names_the_file_and_not_the_folder(path: Path) -> None:
    with pytest.raises(ReadOnlyError) as told:
        raise ReadOnlyError("x", path)
    assert told.value.path == path
    Journal.create(path).close()
    shutil.copy(path, path.with_name("b.bonejournal"))
    path.write_bytes(path.read_bytes()[:4096])
    with pytest.raises(DamagedError) as damage:
        Journal.open(path)
    assert path.name in str(damage.value)
    assert str(path.parent) not in str(damage.value)
