"""What an import does to a journal that is not empty."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.record import Kept, Record, Typed
from bonejournal.domain.step import Standing, creating, deleting, editing
from bonejournal.exchange.bundle_out import export_bundle
from bonejournal.exchange.formats import read_file, sample
from bonejournal.exchange.plan import Plan, plan
from bonejournal.exchange.reader import Found, Reading
from bonejournal.journal.store import Journal
from tests.exchange.records import scan


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    with Journal.create(tmp_path / "her.bonejournal") as made:
        yield made


def reading(*records: Record) -> Reading:
    return Reading("helen.zip", "csv", tuple(Found(record, f"line {line}") for line, record in enumerate(records, 2)))


def planned(journal: Journal, read: Reading) -> Plan:
    return plan(read, journal.standing(found.record.id for found in read.found))


def bring(journal: Journal, *records: Record) -> Plan:
    made = planned(journal, reading(*records))
    journal.apply(made.step)
    return made


def weight(kilograms: float, **more: str) -> BodyMeasure:
    return BodyMeasure(date=dt.date(2026, 3, 14), weight_kg=kilograms, **more)


def counts(made: Plan) -> tuple[int, int, int, int]:
    return made.added, made.updated, made.unchanged, len(made.skipped)


def test_importing_twice_adds_nothing_the_second_time(journal: Journal) -> None:
    first = sample()
    journal.apply(first.step)
    export_bundle(
        [record for kind in (BodyMeasure, DxaScan) for record in journal.all(kind)], journal.path.parent / "x"
    )
    again = planned(journal, read_file(journal.path.parent / "x"))
    assert counts(again)[:2] == (0, 0)
    assert again.unchanged == again.read
    assert again.said() == "Everything in this file is already here. Nothing was added."


def test_an_imported_record_is_updated(journal: Journal) -> None:
    record = weight(62)
    assert counts(bring(journal, record)) == (1, 0, 0, 0)
    assert counts(bring(journal, replace(record, weight_kg=63.0), weight(60))) == (1, 1, 0, 0)
    assert journal.get(record.id) == replace(record, weight_kg=63.0)


def test_her_own_version_is_kept(journal: Journal) -> None:
    record = weight(62)
    journal.apply(creating(record))
    made = bring(journal, replace(record, weight_kg=63.0))
    assert counts(made) == (0, 0, 0, 1)
    assert made.skipped[0] == ("line 2", "Your own version is kept.")
    assert counts(bring(journal, record)) == (0, 0, 1, 0)


def test_a_version_she_changed_after_an_import_is_kept(journal: Journal) -> None:
    record = weight(62)
    bring(journal, record)
    journal.apply(editing(record, replace(record, weight_kg=61.0)))
    assert counts(bring(journal, record)) == (0, 0, 0, 1)
    journal.undo()
    assert counts(bring(journal, replace(record, weight_kg=63.0))) == (0, 1, 0, 0)


def test_what_she_deleted_stays_away_and_an_undone_import_can_come_again(journal: Journal) -> None:
    record = weight(62)
    bring(journal, record)
    journal.undo()
    assert counts(bring(journal, record)) == (1, 0, 0, 0)
    journal.apply(deleting([record]))
    assert counts(bring(journal, record)) == (0, 0, 0, 1)


def test_a_whole_import_is_one_step(journal: Journal) -> None:
    made = bring(journal, weight(62), weight(63), scan())
    assert journal.undo_label == "Import of helen.zip"
    journal.undo()
    assert journal.count() == 0
    assert made.said() == "3 records added"


def test_an_id_of_another_kind_is_left_alone(journal: Journal) -> None:
    record = weight(62)
    bring(journal, record)
    made = bring(journal, scan(id=record.id))
    assert counts(made) == (0, 0, 0, 1)
    assert journal.get(record.id) == record


def test_what_a_file_says_nothing_about_stays(journal: Journal, tmp_path: Path) -> None:
    typed, kept = (Typed("sites.0.bmd_g_cm2", "826 mg/cm²"),), (Kept("date", "future", "2026-03-14"),)
    record = scan(typed=typed, kept=kept, serial="A 1")
    bring(journal, record)
    file = tmp_path / "dxa.csv"
    file.write_text(f"id,date,site,bmd_g_cm2,t_score\n{record.id},2026-03-14,lumbar_spine,0.826,-2.0\n")
    assert counts(planned(journal, read_file(file))) == (0, 0, 1, 0)
    file.write_text(f"id,date,site,bmd_g_cm2,t_score\n{record.id},2026-03-14,lumbar_spine,0.836,-2.0\n")
    made = planned(journal, read_file(file))
    after = made.step.changes[0].after
    assert isinstance(after, DxaScan)
    assert (after.serial, after.kept, after.typed) == ("A 1", kept, ())


def test_json_has_every_key() -> None:
    made = plan(reading(weight(62)), {})
    assert set(made.to_json("x.zip")) == {
        "file", "format", "read", "added", "updated", "unchanged", "skipped", "warnings",
    }  # fmt: skip


def test_a_plan_is_a_function_of_values() -> None:
    record = weight(62)
    held = {record.id: Standing(replace(record, source="scale"), False)}
    assert counts(plan(reading(record), held)) == (0, 1, 0, 0)
