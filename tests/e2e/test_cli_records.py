"""Commands about records: what a journal says, what comes in and what goes out."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bonejournal.domain.resources import resource
from tests.e2e.commands import digest, document, run


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


@pytest.mark.skipif(os.name != "posix", reason="a device is no file there")
def test_outputs_never_take_the_place_of_a_device(held: Path) -> None:
    (held / "nothing").symlink_to(os.devnull)
    for words in (("report",), *(("export", "--format", name) for name in ("fhir", "json", "ics"))):
        run(words[0], "her.bonejournal", "-o", "nothing", *words[1:], cwd=held, expect=1)
        assert (held / "nothing").is_symlink()


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
    (held / "mine").mkdir()
    (held / "mine" / "falls.csv").write_text("day,where I fell\n3 May,on the stairs\n", "utf-8")
    assert "falls.csv" in run("export", "her.zip", "-o", "mine", cwd=held, expect=1)
    assert [path.name for path in (held / "mine").iterdir()] == ["falls.csv"]
    (held / "folder.zip").mkdir()
    run("export", "her.zip", "-o", "folder.zip", cwd=held, expect=1)
    run("report", "her.zip", "-o", "folder.zip", cwd=held, expect=1)
