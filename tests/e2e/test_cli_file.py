"""Commands about the file: made, checked, copied, put back, damaged, held by another, without room."""

from __future__ import annotations

import os
import sqlite3
import stat
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bonejournal.domain.resources import resource
from bonejournal.exchange.formats import sample
from tests.e2e.commands import TOP, digest, document, run

SAMPLED = len(sample().step.changes)


def test_new_never_writes_over_a_file(held: Path) -> None:
    before = digest(held / "her.bonejournal")
    for more in ((), ("--sample",)):
        run("new", "her.bonejournal", *more, cwd=held, expect=1)
    assert digest(held / "her.bonejournal") == before
    run("new", "nowhere/her.bonejournal", cwd=held, expect=1)
    assert [path.name for path in held.iterdir()] == ["her.bonejournal"]


def test_check(sampled: Path) -> None:
    found = document("check", "helen.bonejournal", cwd=sampled)
    assert found["ok"] is True
    assert found["sealed"] is True
    assert found["revision"] >= 1
    assert found["records"] == SAMPLED
    assert all(set(finding) == {"key", "ok", "detail"} for finding in found["findings"])
    assert f"is whole: {SAMPLED} records" in run("check", "helen.bonejournal", cwd=sampled)
    assert f"copy of {SAMPLED} records" in run("backup", "helen.bonejournal", "-o", "copy.bonejournal", cwd=sampled)


@pytest.mark.parametrize("place", [20, 60, 4116, 0.3, 0.5, 0.9])
def test_one_byte_flipped_is_found_and_told(tmp_path: Path, place: float) -> None:
    path = tmp_path / "helen.bonejournal"
    run("new", path, "--sample", cwd=tmp_path)
    held = bytearray(digest(path))
    held[int(place if place > 1 else place * len(held))] ^= 0x55
    path.write_bytes(bytes(held))
    found = document("check", path, cwd=tmp_path, expect=1)
    assert found["ok"] is False
    assert found["sealed"] is False
    assert not all(finding["ok"] for finding in found["findings"])
    run("check", path, cwd=tmp_path, expect=1)
    run("gaps", path, cwd=tmp_path, expect=1)
    assert digest(path) == bytes(held)


def test_backup_and_restore(held: Path) -> None:
    run("backup", "her.bonejournal", "-o", "copy.bonejournal", cwd=held)
    run("backup", "her.bonejournal", cwd=held)
    found = document("check", "her.bonejournal", cwd=held)
    assert [Path(one["path"]).exists() for one in found["backups"]] == [True]
    run("import", "her.bonejournal", resource("sample"), cwd=held)
    run("restore", "copy.bonejournal", "-o", "her.bonejournal", cwd=held, expect=1)
    assert document("check", "her.bonejournal", cwd=held)["records"] == SAMPLED
    said = run("restore", "copy.bonejournal", "-o", "her.bonejournal", "--force", cwd=held)
    assert document("check", "her.bonejournal", cwd=held)["records"] == 0
    (aside,) = held.glob("*before-restore*")
    assert aside.name in said
    assert document("check", aside, cwd=held)["records"] == SAMPLED
    run("restore", "copy.bonejournal", "-o", "new.bonejournal", cwd=held)
    run("restore", "nothing.bonejournal", "-o", "other.bonejournal", cwd=held, expect=1)
    assert "nowhere is not there" in run("backup", "her.bonejournal", "-o", "nowhere/x", cwd=held, expect=1)


def reading_commands(journal: str) -> Iterator[tuple[str, ...]]:
    yield from (("gaps", journal), ("summary", journal), ("check", journal), ("backup", journal))
    yield from (("export", journal, "-o", "out"), ("report", journal, "-o", "out.pdf"))
    yield ("import", journal, str(resource("sample")))


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + bytes(200)])
def test_a_file_that_is_no_journal(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.bonejournal").write_bytes(content)
    for words in reading_commands("x.bonejournal"):
        run(*words, cwd=tmp_path, expect=1)
    run("restore", "x.bonejournal", "-o", "y.bonejournal", cwd=tmp_path, expect=1)
    assert digest(tmp_path / "x.bonejournal") == content
    assert [path.name for path in tmp_path.iterdir()] == ["x.bonejournal"]


def test_a_journal_that_is_missing_or_another_programs(tmp_path: Path) -> None:
    for words in reading_commands("missing.bonejournal"):
        run(*words, cwd=tmp_path, expect=1)
    (tmp_path / "folder.bonejournal").mkdir()
    run("gaps", "folder.bonejournal", cwd=tmp_path, expect=1)
    with sqlite3.connect(tmp_path / "other.bonejournal") as other:
        other.execute("CREATE TABLE t (a)")
    run("gaps", "other.bonejournal", cwd=tmp_path, expect=1)


def test_a_newer_journal_is_refused_unchanged(held: Path) -> None:
    path = held / "her.bonejournal"
    content = bytearray(digest(path))
    content[60:64] = struct.pack(">I", 9999)
    path.write_bytes(bytes(content))
    for words in reading_commands(path.name):
        assert "newer" in run(*words, cwd=held, expect=1)
    assert digest(path) == bytes(content)


def test_a_journal_open_elsewhere_is_4(held: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from bonejournal.journal.store import Journal\n"
        "journal = Journal.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(held / "her.bonejournal")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(TOP)},
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"open\n"
        for words in reading_commands("her.bonejournal"):
            run(*words, cwd=held, expect=4)
        holder.stdin.close()
        assert holder.wait(30) == 0
    run("gaps", "her.bonejournal", cwd=held)


def test_a_full_disk_is_4_and_nothing_is_lost(held: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        made = subprocess.run(
            [sys.executable, "-m", "bonejournal", "gaps", "her.bonejournal"],
            cwd=held, env={**os.environ, "PYTHONPATH": str(TOP)}, stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert made.returncode == 4
    assert b"Traceback" not in made.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="a folder is closed to anyone but root")
def test_a_folder_that_cannot_be_written_is_4(held: Path) -> None:
    run("backup", "her.bonejournal", "-o", "copy.bonejournal", cwd=held)
    held.chmod(0o500)
    try:
        for words in (("gaps", "her.bonejournal"), ("new", "x.bonejournal"), ("backup", "her.bonejournal", "-o", "y")):
            run(*words, cwd=held, expect=4)
    finally:
        held.chmod(0o700)


def test_every_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    more = {"HOME": str(home)} | {
        f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "STATE", "CONFIG", "CACHE")
    }
    home.mkdir()
    folder = tmp_path / "hers"
    folder.mkdir(mode=0o777)
    run("new", "her.bonejournal", "--sample", cwd=folder, mask=0, **more)
    for words in reading_commands("her.bonejournal"):
        run(*words, cwd=folder, mask=0, **more)
    run("export", "her.bonejournal", "-o", "out.zip", cwd=folder, mask=0, **more)
    run("restore", "her.bonejournal", "-o", "back.bonejournal", cwd=folder, mask=0, **more)
    inside = [*folder.rglob("*"), *home.rglob("*")]
    assert len(inside) > 12
    loose = [path for path in inside if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert not loose
