from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.profile import Profile
from bonejournal.domain.snapshot import RECENT_DAYS
from bonejournal.domain.step import creating, deleting, editing
from bonejournal.journal.store import Journal
from tests.journal.making import body, herself, importing, numbers, scan

START = dt.date(2025, 1, 1)
RARE = ("height_cm", "waist_cm", "lean_mass_kg", "fat_mass_kg")

days = st.integers(0, 400).map(lambda n: START + dt.timedelta(days=n))
measures = st.builds(
    BodyMeasure,
    date=days,
    weight_kg=st.none() | st.floats(30, 200, allow_nan=False),
    height_cm=st.none() | st.none() | st.none() | st.floats(120, 200, allow_nan=False),
    fat_mass_kg=st.none() | st.none() | st.floats(5, 90, allow_nan=False),
    lean_mass_kg=st.just(40.0),
).map(lambda made: made if made.height_cm else body(made.date, made.weight_kg or 60.0, fat_mass_kg=made.fat_mass_kg))
scans = st.builds(scan, day=days)


def read_by_hand(records: list[BodyMeasure | DxaScan], on: dt.date) -> dict[type, list[BodyMeasure | DxaScan]]:
    """What the rule says, one record at a time."""
    then = sorted((record for record in records if record.date <= on), key=lambda record: (record.date, record.id))
    held = [record for record in then if isinstance(record, BodyMeasure)]
    weights = [record for record in held if record.weight_kg is not None]
    looked_at = [record for record in then if isinstance(record, DxaScan)]
    ends = {on, *(looked_at[-1].date for _ in looked_at[-1:])}  # every scan here has the same sites
    latest = [next((w for w in reversed(weights) if w.date <= end), None) for end in ends]
    kept = [
        record
        for record in held
        if any(0 <= (end - record.date).days < RECENT_DAYS for end in ends)
        or any(getattr(record, name) is not None for name in RARE)
        or any(record is one for one in [*latest, *held[-1:]])
    ]
    return {DxaScan: looked_at, BodyMeasure: kept}


@given(made=st.lists(measures | scans, max_size=30), gone=st.sets(st.integers(0, 29)), on=days)
@settings(max_examples=40)
def test_a_snapshot_is_what_reading_every_record_gives(made: list[BodyMeasure | DxaScan], gone: set[int], on: dt.date):
    with tempfile.TemporaryDirectory() as folder, Journal.create(Path(folder, "j.bonejournal")) as journal:
        if made:
            journal.apply(creating(*made))
        dropped = [made[index] for index in gone if index < len(made)]
        if dropped:
            journal.apply(deleting(dropped))
        taken = journal.snapshot(on)
    left = [record for record in made if record not in dropped]
    told = read_by_hand(left, on)
    assert taken.on == on
    assert list(taken.of(DxaScan)) == told[DxaScan]
    assert list(taken.of(BodyMeasure)) == told[BodyMeasure]
    assert taken.profile is None


@given(made=st.lists(measures | scans, min_size=1, max_size=8), on=days)
@settings(max_examples=25)
def test_after_every_step_a_snapshot_is_what_reading_every_record_gives(
    made: list[BodyMeasure | DxaScan], on: dt.date
) -> None:
    """What did not change is not read again, and what looks back from a new scan is."""

    def agrees(left: list[BodyMeasure | DxaScan]) -> None:
        taken, told = journal.snapshot(on), read_by_hand(left, on)
        assert list(taken.of(DxaScan)) == told[DxaScan]
        assert list(taken.of(BodyMeasure)) == told[BodyMeasure]

    with tempfile.TemporaryDirectory() as folder, Journal.create(Path(folder, "j.bonejournal")) as journal:
        for count, record in enumerate(made, start=1):
            journal.apply(creating(record))
            agrees(made[:count])
        journal.apply(deleting(made[:1]))
        agrees(made[1:])
        journal.undo()
        agrees(made)
        for other in (on + dt.timedelta(days=30), on):
            assert journal.snapshot(other).on == other
        agrees(made)


def test_the_profile_is_in_every_snapshot(journal: Journal) -> None:
    me = herself(name="Helen", today=dt.date(2026, 11, 12))
    journal.apply(creating(me))
    assert journal.snapshot(START).of(Profile) == (me,)
    assert journal.today() == dt.date(2026, 11, 12)


@pytest.fixture
def plans(journal: Journal) -> list[str]:
    """The plan of every query that reading makes, on a journal of some size."""
    rows = [body(START + dt.timedelta(days=n // 3), height_cm=165.0 if n % 50 == 0 else None) for n in range(3000)]
    journal.apply(importing(*rows))
    journal.apply(creating(scan(), herself(name="H")))
    told: list[str] = []

    def explain(connection: sa.Connection, _: object, sql: str, values: object, *__: object) -> None:
        if sql.startswith("SELECT"):
            plan = connection.connection.cursor()
            plan.execute(f"EXPLAIN QUERY PLAN {sql}", values or ())
            told.extend(f"{row[3]} << {sql}" for row in plan.fetchall())

    sa.event.listen(journal._file._engine, "before_cursor_execute", explain)
    journal.snapshot(START + dt.timedelta(days=500))
    journal.all(DxaScan)
    journal.get(rows[7].id)
    journal.standing([rows[7].id, rows[8].id])
    journal.history(rows[7].id)
    journal.entries(numbers(journal, "body")[:200])
    journal.deleted()
    sa.event.remove(journal._file._engine, "before_cursor_execute", explain)
    assert len(told) > 15
    return told


def test_every_reading_goes_through_an_index(plans: list[str]) -> None:
    scanned = [plan for plan in plans if plan.startswith("SCAN") and "CONSTANT ROW" not in plan]
    assert scanned == []


def test_reading_live_records_uses_the_indexes_of_live_records(plans: list[str]) -> None:
    live = [
        plan
        for plan in plans
        if "live = 1" in plan and plan.split(" << ")[0].startswith(("SEARCH r ", "SEARCH record"))
    ]
    assert live
    assert all("record_live_kind" in plan or "record_live_id" in plan for plan in live)


def test_what_no_step_touched_is_the_same_record_as_before(journal: Journal) -> None:
    first, second = body(START, 60.0), body(START + dt.timedelta(days=1), 61.0)
    journal.apply(creating(first, second))
    on = START + dt.timedelta(days=2)
    before = journal.snapshot(on).of(BodyMeasure)
    journal.apply(editing(second, replace(second, weight_kg=62.0)))
    after = journal.snapshot(on).of(BodyMeasure)
    assert after[0] is before[0]
    assert after[1].weight_kg == 62.0


def test_a_version_in_the_place_of_one_undone_is_read_as_it_is(journal: Journal) -> None:
    on = START + dt.timedelta(days=2)
    journal.apply(creating(body(START, 60.0)))
    assert journal.snapshot(on).of(BodyMeasure)[0].weight_kg == 60.0
    journal.undo()
    journal.apply(creating(body(START, 70.0)))
    assert [held.weight_kg for held in journal.snapshot(on).of(BodyMeasure)] == [70.0]
