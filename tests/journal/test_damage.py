from __future__ import annotations

import dataclasses
import random
import shutil
from pathlib import Path

import pytest

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.profile import Profile
from bonejournal.domain.step import creating, deleting, editing
from bonejournal.journal import seal
from bonejournal.journal.errors import DamagedError, JournalError, NewerError, NotAJournalError
from bonejournal.journal.file import File
from bonejournal.journal.store import Journal
from tests.journal.making import DAY, beside, body, herself, importing, numbers, scan

FLIPS = 150


def fill(path: Path, rows: int = 300) -> None:
    with Journal.create(path) as journal:
        first = scan(facility="Riverside", notes="with the new scanner")
        journal.apply(creating(first, herself(name="Helen")))
        journal.apply(editing(first, dataclasses.replace(first, facility="Hillcrest")))
        found = [body(DAY, 60 + n / 100) for n in range(rows)]
        journal.apply(importing(*found))
        journal.apply(deleting(found[:3]))
        journal.undo()
        journal.keep_draft("dxa/new", {"date": "3 may"})


def flipped(good: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(good))
    return good[:at] + bytes((good[at] ^ (1 << chance.randrange(8)),)) + good[at + 1 :]


def everything(path: Path) -> object:
    with Journal.open(path) as journal:
        kinds = (DxaScan, BodyMeasure, Profile)
        records = [journal.all(cls) for cls in kinds]
        histories = [journal.history(record.id) for found in records for record in found]
        return records, histories, journal.drafts(), journal.deleted(), numbers(journal)


def test_every_flipped_bit_of_a_closed_journal_is_detected_and_the_file_left_as_it_is(path: Path) -> None:
    """Bytes that SQLite counts for itself are no part of the seal: a flip there changes nothing."""
    fill(path)
    good = path.read_bytes()
    chance = random.Random(20261121)
    missed = 0
    for _ in range(FLIPS):
        bad = flipped(good, chance)
        path.write_bytes(bad)
        try:
            Journal.open(path).close()
            missed += 1
        except (DamagedError, NotAJournalError, NewerError):
            assert path.read_bytes() == bad
        assert beside(path) == {path.name}
    assert missed <= FLIPS / 100


def test_without_a_seal_every_flipped_bit_is_detected_or_changes_no_value(path: Path) -> None:
    fill(path)
    told = everything(path)
    good = path.read_bytes()
    chance = random.Random(8412)
    for _ in range(FLIPS):
        bad = flipped(good, chance)
        path.write_bytes(bad)
        seal.break_seal(path)
        try:
            assert everything(path) == told
        except JournalError:
            assert path.read_bytes() == bad
            assert beside(path) == {path.name}


def test_integrity_check_alone_would_miss_most_of_it(path: Path) -> None:
    """The control: were it enough, the digests would not be worth their room."""
    fill(path)
    good = path.read_bytes()
    chance = random.Random(1)
    place = good.index(b"with the new scanner")
    seen = 0
    for _ in range(10):
        at = place + chance.randrange(10)
        path.write_bytes(good[:at] + bytes((good[at] ^ 1,)) + good[at + 1 :])
        file = File(path)
        seen += file.run("PRAGMA integrity_check").scalar_one() != "ok"
        file.close(sealed=False)
        path.write_bytes(good)
    assert seen == 0


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE step SET label = 'Add nothing' WHERE step = 1",
        "UPDATE step SET at = '2020-01-01T00:00:00+00:00' WHERE step = 2",
        "UPDATE step SET origin = 'entry' WHERE step = 3",
        "UPDATE draft SET texts = '{}'",
        "UPDATE record SET until = 2, live = 0 WHERE row = 2",
        "UPDATE record SET until = 4 WHERE row = 1",
        "UPDATE record SET since = 1 WHERE row = 3",
        "UPDATE record SET kind = 2 WHERE row = 2",
        "UPDATE record SET date = '2026-05-04' WHERE row = 1",
        "UPDATE record SET id = zeroblob(16) WHERE row = 9",
        "UPDATE record SET cleared = 1 WHERE row = 9",
        'UPDATE record SET kept = \'[["a", "b", "c"]]\' WHERE row = 9',
        "UPDATE body SET weight_kg = 61.0 WHERE row = 9",
        "UPDATE dxa_sites SET t_score = -1.4 WHERE pos = 0",
        "DELETE FROM dxa_sites WHERE pos = 1",
        "DELETE FROM body WHERE row = 9",
        "INSERT INTO step VALUES (99, 'x', '2026-01-01', 'entry', zeroblob(8))",
        "CREATE TRIGGER t AFTER INSERT ON step BEGIN DELETE FROM record; END",
        "CREATE VIEW v AS SELECT 1",
        "DROP INDEX record_until",
    ],
)
def test_what_was_changed_by_another_program_is_not_believed(path: Path, tampering: str) -> None:
    fill(path, rows=20)
    file = File(path)
    file.run("PRAGMA foreign_keys = OFF")
    file.run(tampering)
    file.close(sealed=False)
    before = path.read_bytes()
    with pytest.raises(DamagedError):
        Journal.open(path)
    assert path.read_bytes() == before


@pytest.fixture
def copies(path: Path) -> tuple[Path, Path]:
    """A journal, and a good copy of it from before the last step."""
    with Journal.create(path) as journal:
        journal.apply(creating(scan()))
        early = journal.back_up(path.with_name("early.bonejournal")).path
        journal.apply(creating(body()))
    return path, early


def test_an_earlier_copy_put_in_place_by_hand_opens(copies: tuple[Path, Path]) -> None:
    path, early = copies
    shutil.copyfile(early, path)
    for _ in range(2):
        with Journal.open(path) as journal:
            assert journal.count() == 1


def test_a_copy_of_the_last_state_put_in_place_by_hand_opens(path: Path) -> None:
    with Journal.create(path) as journal:
        journal.apply(creating(scan()))
        copy = journal.back_up(path.with_name("copy.bonejournal")).path
    shutil.copyfile(copy, path)
    with Journal.open(path) as journal:
        assert journal.count() == 1


def test_a_copy_from_before_a_draft_came_and_went_opens(path: Path) -> None:
    with Journal.create(path) as journal:
        journal.apply(creating(scan()))
        copy = journal.back_up(path.with_name("copy.bonejournal")).path
        journal.keep_draft("x", {"a": "b" * 500})
        journal.drop_draft("x")
    shutil.copyfile(copy, path)
    with Journal.open(path) as journal:
        assert journal.count() == 1


def test_the_journal_of_another_put_in_place_by_hand_opens(copies: tuple[Path, Path], tmp_path: Path) -> None:
    path, _ = copies
    other = tmp_path / "other.bonejournal"
    with Journal.create(other) as journal:
        journal.apply(creating(body()))
        journal.apply(creating(body()))
    shutil.copyfile(other, path)
    with Journal.open(path) as journal:
        assert journal.count() == 2
