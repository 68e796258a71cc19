"""The command line, as scripts use it: each command in a process of its own."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bonejournal.domain.resources import resource
from bonejournal.exchange.formats import sample

TOP = Path(__file__).resolve().parents[2]
SAMPLED = len(sample().step.changes)


def run(*words: object, cwd: Path, expect: int = 0, mask: int = 0o022, without: str = "", **more: str) -> str:
    """Run the program; what it prints. Where it does not end well, it says so in one sentence."""
    around = {name: value for name, value in os.environ.items() if name != without}
    made = subprocess.run(
        [sys.executable, "-m", "bonejournal", *map(str, words)],
        cwd=cwd,
        env={**around, "PYTHONPATH": str(TOP), **more},
        umask=mask,
        capture_output=True,
        check=False,
        timeout=120,
    )
    said, complaint = made.stdout.decode("utf-8"), made.stderr.decode("utf-8")
    assert made.returncode == expect, (words, made.returncode, said, complaint)
    assert "Traceback" not in said + complaint
    if expect == 0:
        assert not complaint
    elif expect != 2:
        assert complaint.count("\n") == 1, complaint
        assert complaint.endswith((".\n", "”.\n"))
    return said if expect == 0 else said + complaint


def document(*words: object, cwd: Path, expect: int = 0) -> Any:
    said = run(*words, "--json", cwd=cwd, expect=expect)
    return json.loads(said if expect == 0 else said[: said.rindex("}") + 1])


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample journal, for commands that only read."""
    folder = tmp_path_factory.mktemp("sampled")
    run("new", "helen.bonejournal", "--sample", cwd=folder)
    return folder


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """A folder with a journal to write to."""
    run("new", "her.bonejournal", cwd=tmp_path)
    return tmp_path


def digest(path: Path) -> bytes:
    return path.read_bytes()


def test_version_and_help(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).splitlines()[0] == "bonejournal 0.1.0"
    help_text = run("--help", cwd=tmp_path)
    for command in ("new", "import", "merge", "gaps", "summary", "report", "export", "check", "backup", "restore"):
        assert command in help_text
        run(command, "--help", cwd=tmp_path)
    assert "passphrase" not in help_text


@pytest.mark.parametrize(
    "words",
    [
        ("gaps",), ("gaps", "a", "b"), ("nonsense", "x"), ("--nonsense",), ("gaps", "a", "--on", "2026-02-30"),
        ("gaps", "a", "--on", "yesterday"),
        ("gaps", "a", "--on", "9999-12-31"), ("gaps", "a", "--on", "0001-01-01"),
        ("report", "a"), ("export", "a", "-o", "x", "--format", "pdf"),
        ("import", "a"), ("import", "a", "b", "--format", "pdf"), ("export", "a", "-o", "x", "--titles"),
        ("import", "a", "b", "--weight-unit", "stone"),
        ("report", "a", "-o", "x.pdf", "--paper", "a5"), ("report", "a", "-o", "x.pdf", "--without", "nonsense"),
        ("restore", "a"), ("gaps", "a", "--js"), ("merge", "a"),
    ],
)  # fmt: skip
def test_wrong_usage_is_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    run(*words, cwd=tmp_path, expect=2)


def test_gaps_and_summary(sampled: Path) -> None:
    found = document("gaps", "helen.bonejournal", cwd=sampled)
    assert list(found) == ["journal", "on", "gaps"]
    assert found["on"] == "2026-11-12"
    ids = [gap["id"] for gap in found["gaps"]]
    assert len(ids) == len(set(ids)) > 25
    earlier = document("gaps", "helen.bonejournal", "--on", "2024-10-10", cwd=sampled)
    assert earlier["on"] == "2024-10-10"
    whole = document("summary", "helen.bonejournal", cwd=sampled)
    assert list(whole) == ["on", "density", "lowest_t", "layers", "triad", "talk", "due"]
    assert {pair["verdict"] for pair in whole["density"]} == {"gain", "loss", "within_error", "not_comparable"}
    assert "real gain" in run("summary", "helen.bonejournal", cwd=sampled)
    assert "Bone density scan" in run("gaps", "helen.bonejournal", cwd=sampled)
    for day in ("1900-01-01", "2199-12-31"):
        run("summary", "helen.bonejournal", "--on", day, cwd=sampled)
        run("gaps", "helen.bonejournal", "--on", day, cwd=sampled)


def test_an_empty_journal_is_read_too(held: Path) -> None:
    assert {gap["status"] for gap in document("gaps", "her.bonejournal", cwd=held)["gaps"]} <= {
        "no_data", "not_applicable",
    }  # fmt: skip
    assert document("summary", "her.bonejournal", cwd=held)["density"] == []
    run("summary", "her.bonejournal", cwd=held)
    run("gaps", "her.bonejournal", cwd=held)
    run("export", "her.bonejournal", "-o", "out", cwd=held)


BODY = "id,date,weight_kg,source\r\n0190a6c0-0000-7000-8000-00000000000{n},2026-05-0{n},{kg},scale\r\n"


def test_merge_keeps_both_sides_and_tells_what_both_changed(held: Path) -> None:
    def weigh(journal: str, number: int, kg: int) -> None:
        (held / "body.csv").write_text(BODY.format(n=number, kg=kg), "utf-8", newline="")
        run("import", journal, "body.csv", cwd=held)

    weigh("her.bonejournal", 1, 61)
    (held / "copy.bonejournal").write_bytes((held / "her.bonejournal").read_bytes())
    for number, here, there in ((1, 62, 63), (2, 64, 0), (3, 0, 65)):
        if here:
            weigh("her.bonejournal", number, here)
        if there:
            weigh("copy.bonejournal", number, there)
    before = digest(held / "copy.bonejournal")
    told = document("merge", "her.bonejournal", "copy.bonejournal", cwd=held)
    counts = ("added", "updated", "deleted", "unchanged")
    assert list(told) == ["journal", "other", *counts, "skipped", "conflicts"]
    assert [told[key] for key in counts] == [1, 0, 0, 0]
    (conflict,) = told["conflicts"]
    assert conflict["kind"] == "body"
    assert conflict["date"] == "2026-05-01"
    assert conflict["deleted_in"] is None
    assert conflict["fields"] == [{"field": "weight_kg", "label": "Weight", "journal": "62.0 kg", "other": "63.0 kg"}]
    assert digest(held / "copy.bonejournal") == before
    said = run("merge", "her.bonejournal", "copy.bonejournal", cwd=held)
    assert "Weight: here 62.0 kg, there 63.0 kg" in said
    run("export", "her.bonejournal", "-o", "out", cwd=held)
    rows = (held / "out" / "body.csv").read_text("utf-8").splitlines()[1:]
    assert [row.split(",")[2] for row in rows] == ["62.0", "64.0", "65.0"]
    run("merge", "her.bonejournal", "her.bonejournal", cwd=held, expect=1)
    run("merge", "her.bonejournal", "none.bonejournal", cwd=held, expect=1)
    run("merge", "her.bonejournal", "body.csv", cwd=held, expect=1)


def test_new_never_writes_over_a_file(held: Path) -> None:
    before = digest(held / "her.bonejournal")
    for more in ((), ("--sample",)):
        run("new", "her.bonejournal", *more, cwd=held, expect=1)
    assert digest(held / "her.bonejournal") == before
    run("new", "nowhere/her.bonejournal", cwd=held, expect=1)
    assert [path.name for path in held.iterdir()] == ["her.bonejournal"]


def test_export_and_import_give_an_equal_journal(sampled: Path, held: Path) -> None:
    out, packed = held / "out", held / "out.zip"
    run("export", "helen.bonejournal", "-o", out, cwd=sampled)
    run("export", "helen.bonejournal", "-o", packed, cwd=sampled)
    for file in out.iterdir():
        assert file.read_bytes().replace(b"\r\n", b"\n") == (resource("sample") / file.name).read_bytes()
    first = document("import", "her.bonejournal", packed, cwd=held)
    assert list(first) == ["file", "format", "read", "added", "updated", "unchanged", "skipped", "warnings"]
    assert first["added"] == first["read"] > 70
    again = document("import", "her.bonejournal", out, cwd=held)
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, first["added"])
    run("export", "her.bonejournal", "-o", "again.zip", cwd=held)
    assert digest(held / "again.zip") == digest(packed)
    for command in ("gaps", "summary"):
        one = document(command, "helen.bonejournal", cwd=sampled)
        other = document(command, "her.bonejournal", cwd=held)
        assert {**one, "journal": ""} == {**other, "journal": ""}


@pytest.mark.parametrize("kind", ["json", "fhir"])
def test_a_document_goes_out_and_comes_back(sampled: Path, held: Path, kind: str) -> None:
    out = held / "out.json"
    said = run("export", "helen.bonejournal", "-o", out, "--format", kind, cwd=sampled)
    first = document("import", "her.bonejournal", out, cwd=held)
    assert (first["format"], first["skipped"]) == (kind, [])
    assert said == f"{first['added']} records written to out.json.\n"
    again = document("import", "her.bonejournal", out, cwd=held)
    assert (again["added"], again["unchanged"]) == (0, first["added"])
    run("export", "her.bonejournal", "-o", "again.json", "--format", kind, cwd=held)
    if kind == "json":
        assert digest(held / "again.json") == digest(out)
        for command in ("gaps", "summary"):
            one = document(command, "helen.bonejournal", cwd=sampled)
            assert {**one, "journal": ""} == {**document(command, "her.bonejournal", cwd=held), "journal": ""}
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_calendar_says_nothing_unless_it_is_told_to(sampled: Path, held: Path) -> None:
    words = ("export", "helen.bonejournal", "--format", "ics", "-o")
    said = run(*words, held / "due.ics", cwd=sampled)
    quiet = (held / "due.ics").read_text("utf-8")
    assert said == f"{quiet.count('BEGIN:VEVENT')} days written to due.ics.\n"
    assert "enosumab" not in quiet
    run(*words, held / "due.ics", "--titles", cwd=sampled)
    assert "SUMMARY:Denosumab 60 mg" in (held / "due.ics").read_text("utf-8")
    run(*words, held / "other.ics", "--on", "2026-12-24", cwd=sampled)
    assert "DTSTAMP:20261224T000000Z" in (held / "other.ics").read_text("utf-8")
    assert "calendar" in run("export", "her.bonejournal", "--format", "ics", "-o", "none.ics", cwd=held, expect=1)
    assert not (held / "none.ics").exists()


def test_an_export_never_goes_over_a_file_of_another_kind(held: Path) -> None:
    run("export", "her.bonejournal", "-o", "a.json", "--format", "json", cwd=held)
    before = digest(held / "a.json")
    for kind in ("fhir", "ics"):
        run("export", "her.bonejournal", "-o", "a.json", "--format", kind, cwd=held, expect=1)
        run("export", "her.bonejournal", "-o", "her.bonejournal", "--format", kind, cwd=held, expect=1)
    assert digest(held / "a.json") == before
    run("export", "her.bonejournal", "-o", "nowhere/a.json", "--format", "json", cwd=held, expect=1)
    assert sorted(path.name for path in held.iterdir() if path.suffix == ".part") == []


def test_a_dry_run_writes_nothing(held: Path) -> None:
    before = digest(held / "her.bonejournal")
    made = document("import", "her.bonejournal", resource("sample"), "--dry-run", cwd=held)
    assert made["added"] > 70
    assert "Nothing was written" in run("import", "her.bonejournal", resource("sample"), "--dry-run", cwd=held)
    assert digest(held / "her.bonejournal") == before
    assert document("check", "her.bonejournal", cwd=held)["records"] == 0


def test_several_files_are_read_before_the_first_is_written(held: Path) -> None:
    (held / "bad.csv").write_text("a,b\n1,2\n")
    said = run("import", "her.bonejournal", resource("sample"), "bad.csv", cwd=held, expect=1)
    assert "bad.csv" in said
    assert document("check", "her.bonejournal", cwd=held)["records"] == 0
    made = document("import", "her.bonejournal", resource("sample"), resource("sample"), cwd=held)
    assert [one["added"] for one in made][1] == 0


def test_what_is_left_out_is_said(held: Path) -> None:
    (held / "dxa.csv").write_text("date,site,bmd_g_cm2\n2026-03-14,total_hip,0.775\n2026-03-14,hip,0.7\n")
    made = document("import", "her.bonejournal", "dxa.csv", cwd=held)
    assert made["skipped"][0]["where"] == "dxa.csv line 3"
    assert "dxa.csv line 3" in run("import", "her.bonejournal", "dxa.csv", cwd=held)
    (held / "dxa.csv").write_text("date,site,bmd_g_cm2\n2026-03-14,hip,0.7\n")
    assert "dxa.csv line 2" in run("import", "her.bonejournal", "dxa.csv", cwd=held, expect=1)
    run("import", "her.bonejournal", "nothing.csv", cwd=held, expect=1)
    run("import", "her.bonejournal", "her.bonejournal", cwd=held, expect=1)


def test_options_that_settle_a_file_are_taken(held: Path) -> None:
    run(
        "import", "her.bonejournal", resource("sample"), "--format", "csv", "--weight-unit", "kg", "--date-order",
        "ymd", "--decimal", "point", "--zone", "Europe/Madrid", cwd=held,
    )  # fmt: skip


def test_a_report_is_written_and_is_the_same_each_time(sampled: Path, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        run("report", "helen.bonejournal", "-o", tmp_path / name, "--from", "2022-01-01", "--paper", "letter",
            "--no-name", "--without", "charts", "--appendix", cwd=sampled)  # fmt: skip
    assert digest(tmp_path / "a.pdf").startswith(b"%PDF")
    assert digest(tmp_path / "a.pdf") == digest(tmp_path / "b.pdf")


def test_outputs_never_take_the_place_of_another_kind_of_file(held: Path) -> None:
    before = digest(held / "her.bonejournal")
    run("report", "her.bonejournal", "-o", "her.bonejournal", cwd=held, expect=1)
    run("export", "her.bonejournal", "-o", "her.bonejournal", cwd=held, expect=1)
    run("backup", "her.bonejournal", "-o", "her.bonejournal", cwd=held, expect=1)
    (held / "her.bonejournal").rename(held / "her.zip")
    run("export", "her.zip", "-o", "her.zip", cwd=held, expect=1)
    assert digest(held / "her.zip") == before
    for words in (("report", "-o", "no/x.pdf"), ("export", "-o", "no/x.zip"), ("export", "-o", "no/x")):
        assert "x" in run(words[0], "her.zip", *words[1:], cwd=held, expect=1)
    (held / "folder.zip").mkdir()
    run("export", "her.zip", "-o", "folder.zip", cwd=held, expect=1)
    run("report", "her.zip", "-o", "folder.zip", cwd=held, expect=1)


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


def test_reading_commands_load_no_window_and_no_charts(sampled: Path) -> None:
    script = (
        "import sys; from bonejournal.cli import main\n"
        "for words in (['gaps', sys.argv[1]], ['summary', sys.argv[1]], ['check', sys.argv[1]],"
        " ['import', sys.argv[1], sys.argv[2], '--dry-run']): assert main(words) == 0\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "assert not loaded & {'PySide6', 'shiboken6', 'matplotlib', 'numpy', 'typst'}, loaded"
    )
    made = subprocess.run(
        [sys.executable, "-c", script, str(sampled / "helen.bonejournal"), str(resource("sample"))],
        env={**os.environ, "PYTHONPATH": str(TOP)}, capture_output=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr.decode()


def test_a_reader_that_stops_early_is_no_fault(sampled: Path) -> None:
    command = f"{sys.executable} -m bonejournal gaps helen.bonejournal --json | head -c 1"
    made = subprocess.run(
        ["sh", "-c", command], cwd=sampled, env={**os.environ, "PYTHONPATH": str(TOP)}, capture_output=True, check=True
    )
    assert made.stdout == b"{"
    assert not made.stderr


def test_names_in_any_alphabet(tmp_path: Path) -> None:
    name = "나의 뼈 🦴.bonejournal"
    run("new", name, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert document("gaps", name, cwd=tmp_path)["journal"] == name
    odd = os.fsdecode(b"\xff\xfe.csv")
    (tmp_path / odd).write_text("date,weight_kg\n2026-03-14,62\n")
    assert document("import", name, odd, cwd=tmp_path)["added"] == 1
    run("import", name, odd, cwd=tmp_path)


def test_our_own_mistakes_are_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from bonejournal import cli
    from bonejournal.cli.commands import COMMANDS

    def mistaken(asked: object) -> int:
        raise RuntimeError("her name is Helen")

    monkeypatch.setattr("platformdirs.user_log_dir", lambda name: str(tmp_path))
    monkeypatch.setitem(COMMANDS, "gaps", mistaken)
    assert cli.main(["gaps", "x"]) == 1
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "Helen" not in said
    log = (tmp_path / "bonejournal.log").read_text()
    assert "mistaken" in log
    assert "Helen" not in log.replace('raise RuntimeError("her name is Helen")', "")


def test_without_a_command_the_window_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from bonejournal import cli

    opened: list[Path | None] = []

    class Window:
        @staticmethod
        def main(path: Path | None) -> int:
            opened.append(path)
            return 0

    monkeypatch.setitem(sys.modules, "bonejournal.app", Window)
    monkeypatch.setattr("bonejournal.app", Window, raising=False)
    hers = tmp_path / "her.bonejournal"
    hers.touch()
    assert cli.main([str(hers)]) == 0
    assert cli.main([]) == 0
    assert opened == [hers, None]
    assert cli.main(["sumary", "her.bonejournal"]) == 2
    assert "“sumary” is not a command" in capsys.readouterr().err


@pytest.mark.parametrize(
    "argument, code, word",
    [("nope", 2, "not a command"), ("gone.bonejournal", 1, "not there"), ("", 1, "no display")],
)
def test_a_window_that_cannot_open_is_one_sentence(tmp_path: Path, argument: str, code: int, word: str) -> None:
    nowhere = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY"), "")
    said = run(*filter(None, [argument]), cwd=tmp_path, expect=code, without="QT_QPA_PLATFORM", **nowhere)
    assert word in said
    assert said.count("\n") == 1
