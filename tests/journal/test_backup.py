from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import stat
import threading
from pathlib import Path

import pytest

from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.step import creating, deleting
from bonejournal.journal import backup, disk
from bonejournal.journal.backup import backups_of, folder_of, prune, restore
from bonejournal.journal.errors import (
    DamagedError,
    ExistsError,
    FullError,
    MissingError,
    NewerError,
    NotAJournalError,
    OpenElsewhereError,
)
from bonejournal.journal.store import Journal
from tests.journal.making import beside, body, crash_after, importing, numbers, scan


def test_a_backup_is_a_whole_journal_of_its_own(path: Path) -> None:
    with Journal.create(path) as journal:
        journal.apply(creating(scan()))
        made = journal.back_up()
        journal.apply(creating(body()))
    assert (made.records, made.number) == (1, 1)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert beside(made.path) == {made.path.name}
    with Journal.open(made.path) as copy:
        assert copy.count() == 1


def test_a_backup_is_never_written_over_a_file(path: Path) -> None:
    target = path.with_name("there")
    target.write_bytes(b"hers")
    with Journal.create(path) as journal, pytest.raises(ExistsError):
        journal.back_up(target)
    assert target.read_bytes() == b"hers"
    assert beside(path) == {path.name, target.name}


def test_backups_are_told_newest_first_by_number_whatever_the_clock_said(path: Path) -> None:
    with Journal.create(path) as journal:
        for _ in range(3):
            journal.back_up()
    folder = folder_of(path)
    for name in ("000009-2099-01-01-0000", "000011-1970-01-01-0000-before-update", "000010-2038-01-19-0314"):
        (folder / f"{name}.bonejournal").write_bytes(b"")
    for strange in ("000012-2026-13-45-0000.bonejournal", "notes.txt", ".000013.new"):
        (folder / strange).write_bytes(b"")
    assert [found.number for found in backups_of(path)] == [11, 10, 9, 3, 2, 1]
    with Journal.open(path) as journal:
        assert journal.back_up().number == 12


def make_days(path: Path, days: list[dt.datetime]) -> None:
    folder = folder_of(path)
    folder.mkdir(parents=True, exist_ok=True)
    for number, at in enumerate(days, start=1):
        (folder / f"{number:06d}-{at:%Y-%m-%d-%H%M}.bonejournal").write_bytes(b"")


def kept(path: Path, days: list[dt.datetime]) -> list[int]:
    make_days(path, days)
    prune(path)
    return [found.number for found in backups_of(path)]


def test_pruning_keeps_the_newest_ten_one_a_day_and_one_a_month(path: Path) -> None:
    start = dt.datetime(2024, 1, 1, 12)
    days = [start + dt.timedelta(days=n / 2) for n in range(1000)]
    left = kept(path, days)
    assert left[:10] == list(range(1000, 990, -1))
    ages = [(days[-1] - days[number - 1]).days for number in left]
    assert 24 <= len([age for age in ages if age <= 20]) <= 30
    months = {days[number - 1].strftime("%Y-%m") for number in left}
    assert len(months) == 17


@pytest.mark.parametrize(
    "wrong",
    [
        dt.datetime(1970, 1, 1),
        dt.datetime(2038, 1, 19, 3, 14),
        dt.datetime(2099, 12, 31),
        dt.datetime(2026, 3, 29, 2, 30),
    ],
)
def test_a_clock_that_was_wrong_once_costs_no_copy(path: Path, wrong: dt.datetime) -> None:
    start = dt.datetime(2025, 1, 1, 12)
    days = [start + dt.timedelta(days=31 * n) for n in range(20)]
    assert kept(path, [*days, wrong]) == list(range(21, 0, -1))


def test_a_clock_that_runs_backwards_keeps_the_newest_ten(path: Path) -> None:
    start = dt.datetime(2026, 1, 1, 12)
    days = [start - dt.timedelta(days=n) for n in range(40)]
    assert kept(path, days)[:10] == list(range(40, 30, -1))


def test_a_clock_that_stays_wrong_keeps_the_newest_ten(path: Path) -> None:
    days = [dt.datetime(2026, 1, 1), *[dt.datetime(2099, 1, 1)] * 12]
    assert kept(path, days)[:10] == list(range(13, 3, -1))


def test_no_old_copy_goes_before_the_new_one_is_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_days(path, [dt.datetime(2020, 1, 1)] * 12)
    before = beside(folder_of(path) / "x")
    Journal.create(path).close()

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "put", no_room)
    with Journal.open(path) as journal, pytest.raises(FullError):
        journal.back_up()
    assert beside(folder_of(path) / "x") == before


def test_a_restore_brings_back_what_the_backup_held(path: Path) -> None:
    with Journal.create(path) as journal:
        journal.apply(creating(scan(), body()))
        copy = journal.back_up().path
        told = (journal.all(DxaScan), journal.count())
    path.unlink()
    assert restore(copy, path) is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with Journal.open(path) as journal:
        assert (journal.all(DxaScan), journal.count()) == told
    assert beside(path) == {path.name}


def test_a_restore_over_a_journal_needs_to_be_asked_for_and_keeps_the_old_one(path: Path) -> None:
    with Journal.create(path) as journal:
        copy = journal.back_up().path
        journal.apply(creating(scan()))
    with pytest.raises(ExistsError):
        restore(copy, path)
    with Journal.open(path) as journal:
        assert journal.count() == 1
    asides = [restore(copy, path, replace=True) for _ in range(2)]
    assert len(set(asides)) == 2
    with Journal.open(path) as journal:
        assert journal.count() == 0
    assert asides[0] is not None
    with Journal.open(asides[0]) as journal:
        assert journal.count() == 1
    assert beside(path) == {path.name, *(aside.name for aside in asides if aside)}


def test_a_restore_over_a_crashed_journal_keeps_what_was_in_its_log(path: Path) -> None:
    with Journal.create(path) as journal:
        copy = journal.back_up().path
    crash_after(path, 3)
    aside = restore(copy, path, replace=True)
    assert aside is not None
    with Journal.open(aside) as journal:
        assert journal.count() == 3
    with Journal.open(path) as journal:
        assert journal.count() == 0


def test_a_restore_over_a_damaged_journal_keeps_every_byte_of_it(path: Path) -> None:
    with Journal.create(path) as journal:
        copy = journal.back_up().path
    damaged = bytes(100) + path.read_bytes()[100:5000]
    path.write_bytes(damaged)
    aside = restore(copy, path, replace=True)
    assert aside is not None
    assert aside.read_bytes() == damaged
    Journal.open(path).close()


def test_a_crashed_journal_can_itself_be_restored_from(path: Path) -> None:
    Journal.create(path).close()
    crash_after(path, 3)
    before = path.read_bytes()
    target = path.with_name("again.bonejournal")
    restore(path, target)
    with Journal.open(target) as journal:
        assert journal.count() == 3
    assert path.read_bytes() == before


def test_a_journal_that_is_open_is_neither_restored_over_nor_from(path: Path) -> None:
    other = path.with_name("other.bonejournal")
    Journal.create(other).close()
    with Journal.create(path) as journal:
        journal.apply(creating(scan()))
        with pytest.raises(OpenElsewhereError):
            restore(other, path, replace=True)
        with pytest.raises(OpenElsewhereError):
            restore(path, path.with_name("new.bonejournal"))
        journal.apply(creating(body()))
    with Journal.open(path) as journal:
        assert journal.count() == 2
    assert beside(path) == {path.name, other.name}


def test_foreign_newer_and_damaged_backups_are_refused_and_the_journal_left_alone(path: Path) -> None:
    with Journal.create(path) as journal:
        journal.apply(creating(scan(facility="Riverside")))
        good = journal.back_up(path.with_name("copy.bonejournal")).path
    content, before = good.read_bytes(), path.read_bytes()
    bad = path.with_name("bad.bonejournal")
    for refused, held in (
        (MissingError, None),
        (NotAJournalError, b"not a journal"),
        (NewerError, content[:60] + b"\0\0\1\0" + content[64:]),
        (DamagedError, content.replace(b"Riverside", b"Riversidf")),
        (DamagedError, content[: len(content) // 2]),
    ):
        if held is not None:
            bad.write_bytes(held)
        with pytest.raises(refused) as told:
            restore(bad, path, replace=True)
        assert bad.name in str(told.value)
        assert path.read_bytes() == before
        bad.unlink(missing_ok=True)
        assert beside(path) == {path.name, good.name}


def test_an_interrupted_restore_leaves_the_old_journal_in_place(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Journal.create(path) as journal:
        copy = journal.back_up().path
        journal.apply(creating(scan()))

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "put_over", no_room)
        with pytest.raises(FullError):
            restore(copy, path, replace=True)
    with Journal.open(path) as journal:
        assert journal.count() == 1


def test_twenty_random_histories_come_back_equal(path: Path) -> None:
    chance = random.Random(12)
    for _ in range(20):
        path.unlink(missing_ok=True)
        with Journal.create(path) as journal:
            held = []
            for _ in range(chance.randrange(1, 12)):
                if held and chance.random() < 0.3:
                    journal.apply(deleting([held.pop(chance.randrange(len(held)))]))
                else:
                    held.append(body(weight_kg=chance.uniform(40, 90)))
                    journal.apply(importing(held[-1]))
                if chance.random() < 0.2:
                    journal.undo()
                    journal.redo()
            copy = journal.back_up().path
            told = [journal.history(record.id) for record in held], journal.deleted(), numbers(journal)
        with path.open("r+b") as file:
            file.seek(chance.randrange(path.stat().st_size))
            file.write(os.urandom(500))
        restore(copy, path, replace=True)
        with Journal.open(path) as journal:
            assert ([journal.history(record.id) for record in held], journal.deleted(), numbers(journal)) == told


def test_a_backup_waits_for_no_writer_and_holds_whole_steps(path: Path) -> None:
    """Backup and saves take turns on the journal's own connection; every copy holds whole steps of three records."""
    turn = threading.Lock()
    done = threading.Event()
    with Journal.create(path) as journal:

        def write() -> None:
            while not done.is_set():
                with turn:
                    journal.apply(creating(body(), body(), scan()))

        writer = threading.Thread(target=write)
        writer.start()
        try:
            counts = []
            for number in range(8):
                with turn:
                    before = journal.count()
                    counts.append((before, journal.back_up(path.with_name(f"{number}.bonejournal")).records))
        finally:
            done.set()
            writer.join()
    assert all(copied == before and copied % 3 == 0 for before, copied in counts)


def test_a_copy_made_by_cp_of_an_open_journal_is_not_the_journal(path: Path) -> None:
    """The control: what stands only in the log is not in the file."""
    with Journal.create(path) as journal:
        journal.apply(creating(scan()))
        shutil.copyfile(path, path.with_name("cp.bonejournal"))
    with Journal.open(path.with_name("cp.bonejournal")) as copy:
        assert copy.count() == 0


def test_a_backup_is_found_wherever_the_same_file_is_named_from(path: Path) -> None:
    with Journal.create(path) as journal:
        journal.back_up()
    link = path.with_name("link.bonejournal")
    link.symlink_to(path)
    assert folder_of(link).name.rpartition("-")[2] == folder_of(path).name.rpartition("-")[2]
    assert backup.KEEP_NEWEST == 10
