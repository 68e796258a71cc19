from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from bonejournal.domain.bone.density import DxaScan, Site, SiteResult
from bonejournal.domain.step import Change, Step, creating
from bonejournal.journal import seal
from bonejournal.journal.file import File
from bonejournal.journal.store import Journal
from tests.journal.making import DAY, body, herself, scan

CANARY = "CANARY-8412"


def spoil(path: Path, sql: str) -> None:
    file = File(path)
    file.run("PRAGMA ignore_check_constraints = ON")
    file.run(sql)
    file.close(sealed=False)
    seal.break_seal(path)


def broken_column(journal: Journal) -> None:
    with journal._file.transaction():
        journal._file.run("INSERT INTO body VALUES (?, ?, NULL, NULL, NULL, NULL, NULL)", (1, CANARY))


def twice(journal: Journal) -> None:
    first = body(source=CANARY)
    journal.apply(creating(first))
    journal.apply(creating(first))


ACTS: list[Callable[[Journal], object]] = [
    lambda journal: journal.apply(creating(body(source=CANARY + "\0"))),
    lambda journal: journal.apply(creating(body(source=CANARY + "\ud800"))),
    lambda journal: journal.apply(creating(body(source=CANARY, weight_kg=8.412))),
    lambda journal: journal.apply(creating(body(source=CANARY, weight_kg="8.412"))),
    lambda journal: journal.apply(creating(herself(name=CANARY, sex=CANARY))),
    lambda journal: journal.apply(creating(body(source=None))),
    lambda journal: journal.apply(
        creating(DxaScan(date=DAY, notes=CANARY, sites=(SiteResult(site=Site.WARDS), CANARY)))
    ),
    lambda journal: journal.apply(Step("x", (Change(scan(notes=CANARY), None),))),
    lambda journal: journal.apply(creating(body(id=CANARY))),
    lambda journal: journal.keep_draft("x", {CANARY: object()}),
    broken_column,
    twice,
]


@pytest.mark.parametrize("act", ACTS)
def test_no_error_tells_a_value(journal: Journal, act: Callable[[Journal], object]) -> None:
    with pytest.raises(Exception) as told:
        act(journal)
    said = "".join(traceback.format_exception_only(told.value))
    seen, error = set(), told.value
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        said += f"{error} {error!r}"
        error = error.__cause__ or error.__context__
    assert CANARY not in said
    assert "8.412" not in said


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE body SET source = '{CANARY}'",
        f"UPDATE record SET date = '{CANARY}'",
        f"UPDATE record SET typed = '{CANARY}'",
        f"UPDATE step SET at = '{CANARY}'",
        f"UPDATE dxa_sites SET site = '{CANARY}'",
        f"UPDATE draft SET texts = '{CANARY}'",
        f"UPDATE body SET source = CAST(x'ff{CANARY.encode().hex()}' AS TEXT)",
    ],
)
def test_no_error_of_a_damaged_journal_tells_a_value(path: Path, sql: str) -> None:
    with Journal.create(path) as journal:
        journal.apply(creating(body(), scan()))
        journal.keep_draft("x", {"a": "b"})
    spoil(path, sql)
    with pytest.raises(Exception) as told:
        Journal.open(path)
    said = str(told.value) + str(told.value.__cause__) + str(told.value.__context__)
    assert CANARY not in said
