"""What can be read of a damaged journal is saved: nothing wrong among it, and what is lost is counted."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from bonejournal.domain.attachment import Attachment, digest_of
from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.record import Record
from bonejournal.domain.step import Change, Step
from bonejournal.exchange.bundle_out import export_bundle
from bonejournal.exchange.formats import read_file, sample
from bonejournal.journal.errors import DamagedError
from bonejournal.journal.salvage import salvage
from bonejournal.journal.store import Journal

TRIES = 12


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Mapping[str, Record]]:
    """A journal as bytes, and what is in it."""
    path = tmp_path_factory.mktemp("whole") / "helen.bonejournal"
    with Journal.create(path) as journal:
        step = sample().step
        journal.apply(step)
        held = {change.record.id: change.record for change in step.changes}
        measure = next(record for record in held.values() if isinstance(record, BodyMeasure))
        content = b"%PDF-1.4 " + bytes(9000)
        file = Attachment(record_id=measure.id, name="a.pdf", media_type="application/pdf", sha256=digest_of(content))
        journal.apply(Step("Attach", (Change(None, file),), contents=(content,)))
    return path.read_bytes(), held | {file.id: file}


def damaged(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_whole_journal_gives_all(path: Path, whole: tuple[bytes, Mapping[str, Record]]) -> None:
    content, held = whole
    found = salvage(damaged(path, content))
    assert {record.id: record for record in found.records} == held
    assert (found.lost, found.lost_files) == (0, 0)
    assert len(found.contents) == 1


def test_overwritten_pages_lose_what_was_on_them_and_that_is_counted(
    path: Path, whole: tuple[bytes, Mapping[str, Record]]
) -> None:
    content, held = whole
    chance, best, told = random.Random(7), 0, 0
    for _ in range(TRIES):
        bad = bytearray(content)
        at = chance.randrange(1, len(bad) // 4096) * 4096
        bad[at : at + 4096] = chance.randbytes(4096)
        try:
            found = salvage(damaged(path, bytes(bad)))
        except DamagedError:
            continue
        assert path.read_bytes() == bad
        for record in found.records:
            assert record == held[record.id]  # nothing wrong is among it
        assert found.lost >= len(held) - len(found.records)
        best += len(found.records) > len(held) / 2
        told += found.lost > 0
    assert best > TRIES * 0.7
    assert told > 0


def test_flipped_bits_never_give_another_value(path: Path, whole: tuple[bytes, Mapping[str, Record]]) -> None:
    content, held = whole
    chance = random.Random(11)
    for _ in range(TRIES):
        bad = bytearray(content)
        for _flip in range(20):
            bad[chance.randrange(4096, len(bad))] ^= 1 << chance.randrange(8)
        try:
            found = salvage(damaged(path, bytes(bad)))
        except DamagedError:
            continue
        assert all(record == held[record.id] for record in found.records)
        assert len(found.records) + found.lost >= len(held) - 1  # the last one of all may be gone without a trace


@pytest.mark.parametrize("part", [0.9, 0.6])
def test_of_a_file_cut_short_the_beginning_is_read(
    path: Path, whole: tuple[bytes, Mapping[str, Record]], part: float
) -> None:
    content, held = whole
    found = salvage(damaged(path, content[: int(len(content) * part)]))
    assert 0 < len(found.records) < len(held)
    assert found.lost > 0
    assert all(record == held[record.id] for record in found.records)


def test_first_bytes_that_are_gone_lose_nothing(path: Path, whole: tuple[bytes, Mapping[str, Record]]) -> None:
    content, held = whole
    found = salvage(damaged(path, bytes(100) + content[100:]))
    assert {record.id: record for record in found.records} == held


def test_what_is_no_journal_is_told(path: Path) -> None:
    for content in (b"", b"hello", bytes(20_000)):
        with pytest.raises(DamagedError):
            salvage(damaged(path, content))


def test_what_was_read_is_a_bundle_that_can_be_imported(
    path: Path, tmp_path: Path, whole: tuple[bytes, Mapping[str, Record]]
) -> None:
    content, held = whole
    found = salvage(damaged(path, bytes(100) + content[100:]))
    bundle = tmp_path / "saved.zip"
    export_bundle(found.records, bundle, found.contents)
    reading = read_file(bundle)
    assert {one.record.id for one in reading.found} == held.keys()
    assert not reading.skipped
