"""Files that want to do harm, or are simply broken: refused with a sentence or read, never anything else."""

from __future__ import annotations

import errno
import os
import random
import struct
import time
import tracemalloc
import zipfile
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.record import problems
from bonejournal.domain.resources import resource
from bonejournal.exchange import table
from bonejournal.exchange.formats import read_file
from bonejournal.exchange.reader import ImportRefusedError, Reading
from tests.exchange.test_bundle import BODY, DXA, ID, PROFILE

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "badinput"


def tried(path: Path) -> Reading | str:
    """What comes of a file: a reading whose records can be stored, or one sentence."""
    try:
        reading = read_file(path)
    except ImportRefusedError as refused:
        said = str(refused)
        assert said
        assert "\n" not in said
        return said
    assert all(not problems(found.record) for found in reading.found)
    return reading


def beside(kind: str) -> list[Path]:
    return sorted(file for file in (BESIDE / kind).rglob("*") if file.is_file()) if BESIDE.is_dir() else []


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the collection of broken files is not on this machine")
def test_a_collection_of_broken_files(tmp_path: Path) -> None:
    for file in [*beside("csv"), *beside("zip"), *beside("json"), *beside("xml")]:
        assert isinstance(tried(file), str)
    for file in beside("csv"):
        for name in ("dxa.csv", "originals.csv", "profile.csv"):
            folder = tmp_path / f"{file.stem}-{name}"
            folder.mkdir(exist_ok=True)
            (folder / name).write_bytes(file.read_bytes())
            (folder / "body.csv").write_text(f"{BODY}\n{ID},2026-03-14,62.0,,,,,\n")
            came = tried(folder)
            assert isinstance(came, str) or len(came.found) == 1
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize("header", [DXA, BODY, PROFILE, "record_id,field,text"])
@pytest.mark.parametrize(
    "rest",
    [
        b"\n\xff\xfe\x00", b'\n"', b'\n"a"b,', b"\n\0\0\0", b"\n" + b"," * 100_000, b"\n" + b'"' * 9, b"\n'\n'\n",
        b"\r\r\n\r",
        b"\n" + b"x" * 2_000_000, b'\n"' + b"x\n" * 700_000, b"\n\xc3", b"\n=1+1,=1+1", b"\n\x1a",
    ],
)  # fmt: skip
def test_a_header_of_ours_with_rubbish_below(tmp_path: Path, header: str, rest: bytes) -> None:
    name = {DXA: "dxa", BODY: "body", PROFILE: "profile"}.get(header, "originals")
    file = tmp_path / f"{name}.csv"
    file.write_bytes(header.encode() + rest)
    tried(file)


def test_a_quotation_mark_that_is_not_closed_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "body.csv"
    file.write_text(f'{BODY}\n{ID},2026-03-14,62.0,,,,,scale\n,2026-03-15,62.0,,,,,"scale\n,2026-03-16,61.0,,,,,\n')
    assert tried(file) == (
        "body.csv cannot be read from line 3 on: a quotation mark is not closed, or stands where none can."
    )


def test_other_encodings_are_said(tmp_path: Path) -> None:
    file = tmp_path / "dxa.csv"
    text = f"{DXA}\n{ID},2026-03-14,Clínica,,,,,total_hip,,,,0.8,,,,,,,\n"
    for encoding in ("latin-1", "utf-16", "utf-32"):
        file.write_bytes(text.encode(encoding))
        assert "UTF-8" in str(tried(file)), encoding


def test_text_that_cannot_be_stored_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "dxa.csv"
    file.write_text(
        f"{DXA}\n{ID},2026-03-14,a\0b,,,,,total_hip,,,,0.8,,,,,,,\n,2026-03-15,,,,,,total_hip,,,,0.8,,,,,,,\n"
    )
    came = tried(file)
    assert isinstance(came, Reading)
    assert [left.where for left in came.skipped] == ["dxa.csv line 2"]


@given(st.integers(0, 2**32))
def test_mutants_of_the_sample(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance = random.Random(seed)
    folder = tmp_path_factory.mktemp("mutant")
    for name in ("profile.csv", "dxa.csv", "body.csv", "originals.csv", "kept_answers.csv"):
        lines = (resource("sample") / name).read_text("utf-8").splitlines()[:8]
        cells = [line.split(",") for line in lines]
        for _ in range(chance.randint(0, 6)):
            row = chance.choice(cells)
            at = chance.randrange(len(row))
            row[at] = chance.choice(
                [
                    '"',
                    "",
                    "NaN",
                    "-",
                    "9" * 400,
                    "\0",
                    "é",
                    row[at] + row[at],
                    "=1",
                    "L9",
                    "0000-00-00",
                    "\r",
                    ",",
                    "\n",
                    "'",
                ]
            )
        if chance.random() < 0.2:
            chance.shuffle(cells)
        (folder / name).write_text("\n".join(",".join(row) for row in cells), "utf-8", newline="")
    tried(folder)


def archive(path: Path, *entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as made:
        for name, content in entries:
            made.writestr(name, content)
    return path


GOOD = f"{BODY}\n{ID},2026-03-14,62.0,,,,,\n".encode()


def test_every_place_outside_is_left_alone(tmp_path: Path) -> None:
    for name in ("../body.csv", "/body.csv", "..\\body.csv", "C:body.csv", "a/b/body.csv", "./../body.csv"):
        assert isinstance(tried(archive(tmp_path / "a.zip", (name, GOOD))), str), name
    link = zipfile.ZipInfo("body.csv")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as made:
        made.writestr(link, "/etc/passwd")
    assert isinstance(tried(tmp_path / "link.zip"), str)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.zip", "link.zip"]


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = archive(tmp_path / "a.zip", ("body.csv", GOOD), ("body.csv", GOOD))
    assert "two files" in str(tried(path))


def test_bombs_are_refused_in_no_time(tmp_path: Path) -> None:
    bombs = {
        "zeros": archive(tmp_path / "zeros.zip", ("body.csv", BODY.encode() + b"\n" + b"\0" * 150_000_000)),
        "large": archive(tmp_path / "large.zip", ("body.csv", b"0" * 150_000_000), ("x", b"0" * 60_000_000)),
        "lines": archive(tmp_path / "lines.zip", ("body.csv", BODY.encode() + b"\n" * 10_000_000)),
        "many": archive(tmp_path / "many.zip", *((f"{number}.csv", b"") for number in range(30_000)), method=0),
        "nested": archive(tmp_path / "nested.zip", ("a.zip", (tmp_path / "zeros.zip").read_bytes())),
    }
    for name, path in bombs.items():
        tracemalloc.start()
        start = time.process_time()
        assert isinstance(tried(path), str), name
        assert time.process_time() - start < 5, name  # under tracemalloc
        assert tracemalloc.get_traced_memory()[1] < 100_000_000, name
        tracemalloc.stop()


def test_an_archive_that_lies_about_its_sizes(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("body.csv", GOOD + b"x" * 1_000_000))
    held = path.read_bytes()
    real = struct.pack("<L", len(GOOD) + 1_000_000)
    path.write_bytes(held.replace(real, struct.pack("<L", 10)))
    assert isinstance(tried(path), str)


def test_encrypted_truncated_and_damaged_archives(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("body.csv", GOOD), ("dxa.csv", DXA.encode()))
    whole = path.read_bytes()
    locked = bytearray(whole)
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        at = whole.index(start)
        locked[at + (6 if start[2] == 3 else 8)] |= 1
    path.write_bytes(bytes(locked))
    assert "encrypted" in str(tried(path))
    chance = random.Random(7)
    for _ in range(300):
        torn = bytearray(whole[: chance.randrange(1, len(whole) + 1)] if chance.random() < 0.3 else whole)
        for _ in range(chance.randint(1, 4)):
            torn[chance.randrange(len(torn))] = chance.randrange(256)
        path.write_bytes(bytes(torn))
        tried(path)


def test_what_a_file_looks_like_is_said(tmp_path: Path) -> None:
    for name, head, word in (
        ("a.jpg", b"\xff\xd8\xff\xe0", "photo"), ("a.heic", b"\0\0\0\x18ftypheic", "photo"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "spreadsheet"), ("a.db", b"SQLite format 3\0", "journal"),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(head + bytes(100))
        assert word in str(tried(tmp_path / name))


def test_places_that_are_no_file(tmp_path: Path) -> None:
    assert tried(tmp_path / "nothing.csv") == "nothing.csv is not there."
    assert tried(tmp_path / "nothing.csv" / "x") == "x is not there."
    assert isinstance(tried(tmp_path), str)
    assert isinstance(tried(Path("a\0b")), str)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        assert isinstance(tried(tmp_path / "pipe.csv"), str)
        assert isinstance(tried(tmp_path), str)


def test_a_million_columns_and_a_million_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "body.csv"
    file.write_text(BODY + "," + ",".join(f"c{number}" for number in range(1_000_000)) + "\n")
    assert isinstance(tried(file), Reading | str)
    monkeypatch.setattr(table, "MOST_LINES", 1000)
    file.write_text(f"{BODY}\n" + ",2026-03-15,62.0,,,,,\n" * 1000)
    assert "goes on after line 1,000" in str(tried(file))


def test_a_table_that_the_system_keeps_closed_is_not_called_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, content in {"body": f"{BODY}\n{ID},2026-03-14,62.0,,,,,scale\n", "labs": "x\n"}.items():
        (tmp_path / f"{name}.csv").write_text(content, "utf-8")
    held = Path.open

    def closed(path: Path, *more: str) -> IO[bytes]:
        if path.name == "body.csv":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return held(path, *more)

    monkeypatch.setattr(Path, "open", closed)
    with pytest.raises(ImportRefusedError, match="body.csv cannot be read: the file or its folder does not allow it"):
        read_file(tmp_path)
