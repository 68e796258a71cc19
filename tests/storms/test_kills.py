"""kill -9 in the middle of everything that writes. Acknowledged is what the parent read before the kill.

A kill proves less than a power cut: the kernel keeps what was written. What it does prove is that nothing is half.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bonejournal.domain.step import creating
from bonejournal.journal import migrations
from bonejournal.journal.backup import backups_of
from bonejournal.journal.file import revision_of
from bonejournal.journal.store import Journal
from tests.journal.making import ROOT, body, scan
from tests.storms.writer import long_update

SHORT, LONG = 15, 200


def killed(act: str, path: Path, seconds: float) -> list[str]:
    """Let it run for a while after it is ready, kill it, and tell what it had acknowledged in full."""
    command = [sys.executable, "-m", "tests.storms.writer", act, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read().decode()
    assert process.returncode == -signal.SIGKILL, "it ended by itself"
    return said.split("\n")[:-1]


def whole(path: Path) -> Journal:
    journal = Journal.open(path)
    found = journal.examine()
    assert all(finding.ok for finding in found), found
    return journal


def lost(act: str, path: Path, kills: int) -> int:
    """How many kills cost something that was acknowledged."""
    chance = random.Random(kills)
    Journal.create(path).close()
    count = 0
    for _ in range(kills):
        acknowledged = killed(act, path, chance.uniform(0.06, 0.24))
        with whole(path) as journal:
            count += bool(acknowledged) and journal.revision < int(acknowledged[-1])
    assert journal.revision > 0
    return count


def in_saves(path: Path, kills: int) -> None:
    assert lost("save", path, kills) == 0


def in_imports(path: Path, kills: int) -> None:
    assert lost("import", path, kills) == 0
    with Journal.open(path) as journal:
        assert journal.count() == 1000 * journal.revision


def in_backups(path: Path, kills: int) -> None:
    chance = random.Random(kills)
    Journal.create(path).close()
    for _ in range(kills):
        acknowledged = killed("backup", path, chance.uniform(0.06, 0.24))
        whole(path).close()
        newest = backups_of(path)[:3]
        assert {Path(said).name for said in acknowledged[-1:]} <= {copy.path.name for copy in newest}
        for copy in newest:
            whole(copy.path).close()


def in_restores(path: Path, kills: int) -> None:
    chance = random.Random(kills)
    for name, records in (("one", 1), ("two", 2)):
        with Journal.create(path.with_name(f"{name}.bonejournal")) as journal:
            for _ in range(records):
                journal.apply(creating(*(body() for _ in range(300))))
    shutil.copyfile(path.with_name("one.bonejournal"), path)
    for _ in range(kills):
        killed("restore", path, chance.uniform(0.06, 0.24))
        with whole(path) as journal:
            assert journal.count() in {300, 600}
        for name in ("one", "two"):
            whole(path.with_name(f"{name}.bonejournal")).close()


def in_migrations(path: Path, kills: int) -> None:
    chance = random.Random(kills)
    with Journal.create(path) as journal:
        journal.apply(creating(scan(), *(body() for _ in range(500))))
    old = path.read_bytes()
    for _ in range(kills):
        path.write_bytes(old)
        killed("migrate", path, chance.uniform(0.3, 0.6))
        newer = revision_of_any(path) > migrations.head()
        with pytest.MonkeyPatch.context() as patch:
            if newer:
                patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, long_update))
            with whole(path) as journal:
                assert journal.count() == 501
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)


def revision_of_any(path: Path) -> int:
    """Which revision a journal is at, its log read with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, long_update))
        revision_of(path)
        from bonejournal.journal.database import looked_into

        with looked_into(path, path) as database:
            return database.revision


STORMS = [in_saves, in_imports, in_backups, in_restores, in_migrations]


@pytest.mark.parametrize("storm", STORMS)
def test_nothing_acknowledged_is_lost_and_nothing_is_half(tmp_path: Path, storm: Callable[[Path, int], None]) -> None:
    storm(tmp_path / "mine.bonejournal", SHORT if storm is in_saves else SHORT // 3)


@pytest.mark.storm
@pytest.mark.parametrize("storm", STORMS)
def test_two_hundred_kills_lose_nothing(tmp_path: Path, storm: Callable[[Path, int], None]) -> None:
    storm(tmp_path / "mine.bonejournal", LONG if storm is in_saves else LONG // 2)


def test_the_storm_notices_what_was_acknowledged_too_early(tmp_path: Path) -> None:
    assert lost("early", tmp_path / "mine.bonejournal", 12) > 0
