from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, Site, SiteResult
from bonejournal.domain.profile import Profile, Sex
from bonejournal.domain.record import Kept, RefusedError, Typed
from bonejournal.domain.step import Change, Origin, Step, creating, deleting, editing
from bonejournal.journal import readings
from bonejournal.journal.errors import StaleError
from bonejournal.journal.store import Journal
from tests.journal.making import DAY, body, herself, importing, numbers, scan


def test_a_record_comes_back_equal_after_reopening(path: Path) -> None:
    made = (
        scan(typed=(Typed("sites.0.bmd_g_cm2", "998 mg/cm²"),), kept=(Kept("date", "future", "2026-05-03"),)),
        body(source="Waage 😀 \u202e"),
        herself(birth_date=dt.date(1968, 5, 3), sex=Sex.FEMALE, impact_cleared=False),
    )
    with Journal.create(path) as journal:
        assert journal.apply(creating(*made)) == {"dxa", "body", "profile"}
    with Journal.open(path) as journal:
        assert [journal.get(record.id) for record in made] == list(made)


def test_whole_numbers_and_negative_zero_do_not_look_like_damage(path: Path) -> None:
    odd = scan(t_score=-0.0)
    with Journal.create(path) as journal:
        journal.apply(creating(body(weight_kg=70), odd))
        assert all(finding.ok for finding in journal.examine())
        assert journal.get(odd.id) == odd


@pytest.mark.parametrize(
    "bad",
    [
        body(weight_kg=float("nan")),
        body(weight_kg=float("inf")),
        body(weight_kg=5),
        body(source="\ud800"),
        body(source="a\0b"),
        body(weight_kg=None),
        body(day=dt.datetime(2026, 5, 3)),
        DxaScan(date=DAY, sites=(SiteResult(site="lumbar_spine", t_score=1.0),)),
        DxaScan(date=DAY, sites=(SiteResult(site=Site.TOTAL_HIP, t_score=float("nan")),)),
        herself(sex="other"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_a_sentence_and_nothing_is_written(journal: Journal, bad) -> None:
    with pytest.raises(RefusedError) as told:
        journal.apply(creating(body(), bad))
    assert str(told.value).endswith(".")
    assert (journal.count(), journal.revision, journal.undo_label) == (0, 0, None)


def test_one_record_twice_in_a_step_is_refused(journal: Journal) -> None:
    first = body()
    with pytest.raises(RefusedError, match="twice"):
        journal.apply(creating(first, dataclasses.replace(first, weight_kg=60.0)))
    assert journal.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        Change(body(), body()),
        Change(None, None),
        Change(None, Profile(name="H")),
        Change(None, body(id="ED330C2F-0668-5C5B-B7B2-6AB98889753F")),
        Change(None, body(id="no id")),
    ],
)
def test_a_step_that_makes_no_sense_is_our_own_mistake(journal: Journal, change: Change) -> None:
    with pytest.raises(ValueError):
        journal.apply(Step("x", (change,)))
    assert journal.revision == 0


def test_a_step_that_builds_on_a_version_no_longer_there_is_refused_whole(journal: Journal) -> None:
    first = body()
    journal.apply(creating(first))
    second = dataclasses.replace(first, weight_kg=60.0)
    journal.apply(editing(first, second))
    for stale in (editing(first, body(id=first.id)), deleting([first]), creating(body(id=first.id))):
        with pytest.raises(StaleError):
            journal.apply(Step("x", (Change(None, scan()), *stale.changes)))
    assert journal.all(BodyMeasure) == (second,)
    assert not journal.all(DxaScan)


def test_undo_and_redo_walk_across_kinds_edits_deletes_and_imports(journal: Journal) -> None:
    me, one, two = herself(name="H"), scan(), body()
    edited = dataclasses.replace(one, facility="Hillcrest")
    rows = [body(DAY - dt.timedelta(days=n)) for n in range(1, 40)]
    steps = [creating(me), creating(one, two), editing(one, edited), importing(*rows), deleting([edited, *rows[:9]])]
    states = [content(journal)]
    for step in steps:
        journal.apply(step)
        states.append(content(journal))
    for position in range(len(steps), 0, -1):
        assert journal.undo_label == steps[position - 1].label
        assert journal.undo() == {change.record.KIND.key for change in steps[position - 1].changes}
        assert content(journal) == states[position - 1]
    assert journal.undo() == frozenset()
    for position, step in enumerate(steps, start=1):
        assert journal.redo_label == step.label
        journal.redo()
        assert content(journal) == states[position]
    assert journal.redo() == frozenset()
    assert all(finding.ok for finding in journal.examine())


def content(journal: Journal) -> set[object]:
    return {*journal.all(Profile), *journal.all(DxaScan), *journal.all(BodyMeasure)}


def test_a_new_step_clears_redo(journal: Journal) -> None:
    journal.apply(creating(scan()))
    journal.undo()
    journal.apply(creating(body()))
    assert journal.redo_label is None
    assert journal.redo() == frozenset()
    assert journal.undo_label == "Add Body measure of 3 May 2026"


def test_a_reopened_journal_has_nothing_to_undo(path: Path) -> None:
    with Journal.create(path) as journal:
        journal.apply(creating(scan()))
    with Journal.open(path) as journal:
        assert journal.undo_label is None
        assert journal.undo() == frozenset()
        assert journal.count() == 1


def test_undo_is_refused_whole_where_a_part_of_the_step_is_gone(journal: Journal) -> None:
    both = [scan(), body()]
    journal.apply(creating(*both))
    journal.apply(deleting(both))
    journal._file.run("PRAGMA foreign_keys = ON")
    with journal._file.transaction():
        journal._file.run("DELETE FROM body")
    with pytest.raises(StaleError):
        journal.undo()
    assert journal.count() == 0
    assert journal.undo_label == "Delete 2 records"


def test_drafts_go_in_the_transaction_that_makes_them_values(journal: Journal) -> None:
    journal.keep_draft("dxa/new", {"date": "3 may", "note": "\ud800 😀"})
    journal.keep_draft("body/new", {"weight_kg": "6"})
    journal.keep_draft("body/new", {"weight_kg": "63"})
    assert [(draft.key, draft.texts) for draft in journal.drafts()] == [
        ("body/new", {"weight_kg": "63"}),
        ("dxa/new", {"date": "3 may", "note": "\ud800 😀"}),
    ]
    journal.apply(creating(body(), drafts=("body/new",)))
    assert [draft.key for draft in journal.drafts()] == ["dxa/new"]
    with pytest.raises(RefusedError):
        journal.apply(creating(body(weight_kg=1), drafts=("dxa/new",)))
    assert [draft.key for draft in journal.drafts()] == ["dxa/new"]
    journal.drop_draft("dxa/new")
    assert journal.drafts() == []


def test_a_step_of_drafts_alone_is_no_step(journal: Journal) -> None:
    journal.keep_draft("dxa/new", {"date": "3"})
    assert journal.apply(Step("", (), drafts=("dxa/new",))) == frozenset()
    assert (journal.drafts(), journal.revision, journal.undo_label) == ([], 0, None)


def test_history_tells_every_version_with_its_step(journal: Journal) -> None:
    first = scan()
    second = dataclasses.replace(first, notes="again")
    journal.apply(creating(first))
    journal.apply(editing(first, second))
    journal.apply(deleting([second]))
    journal.undo()
    told = journal.history(first.id)
    assert [version.record for version in told] == [first, second, None, second]
    assert [version.origin for version in told] == [Origin.ENTRY] * 3 + [Origin.UNDO]
    assert told[2].label == "Delete DXA report of 3 May 2026"


def test_recently_deleted_holds_deletions_also_redone_ones_but_no_undone_additions(journal: Journal) -> None:
    kept, gone = scan(), body()
    journal.apply(creating(gone))
    journal.apply(deleting([gone]))
    journal.undo()
    assert journal.deleted() == []
    journal.redo()
    assert [found.record for found in journal.deleted()] == [gone]
    journal.apply(creating(kept))
    journal.undo()
    assert [found.record for found in journal.deleted()] == [gone]


def test_an_import_can_tell_her_versions_from_imported_ones(journal: Journal) -> None:
    typed, imported, edited, dropped = body(), body(), body(), body()
    journal.apply(creating(typed))
    journal.apply(importing(imported, edited, dropped))
    journal.apply(editing(edited, dataclasses.replace(edited, weight_kg=61.0)))
    journal.apply(deleting([dropped]))

    def hers() -> list[bool]:
        told = journal.standing([record.id for record in (typed, imported, edited, dropped)])
        return [told[record.id].hers for record in (typed, imported, edited, dropped)]

    assert hers() == [True, False, True, True]
    journal.undo()
    assert hers() == [True, False, True, False]
    journal.redo()
    journal.undo()
    journal.undo()
    assert hers() == [True, False, False, False]
    journal.redo()
    journal.redo()
    assert hers() == [True, False, True, True]
    assert journal.standing([scan().id]) == {}


def test_an_import_that_was_undone_leaves_nothing_of_hers_behind(journal: Journal) -> None:
    row = body()
    journal.apply(importing(row))
    journal.undo()
    assert journal.standing([row.id])[row.id] == (None, False)
    journal.apply(importing(row))
    assert journal.count() == 1


def test_what_was_deleted_is_gone_after_ninety_days_but_for_an_empty_header(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, kept = body(source="CANARY-8412", typed=(Typed("weight_kg", "CANARY-8412"),)), scan()
    with Journal.create(path) as journal:
        journal.apply(creating(gone, kept))
        journal.apply(deleting([gone]))
    assert b"CANARY-8412" in path.read_bytes()
    with Journal.open(path) as journal:
        assert len(journal.deleted()) == 1
    monkeypatch.setattr(readings, "KEPT_DAYS", -1)
    with Journal.open(path) as journal:
        assert journal.deleted() == []
    assert b"CANARY-8412" not in path.read_bytes()
    with Journal.open(path) as journal:
        assert all(finding.ok for finding in journal.examine())
        assert [version.record for version in journal.history(gone.id)] == [None, None]
        assert journal.standing([gone.id])[gone.id] == (None, True)
        assert journal.all(DxaScan) == (kept,)
        before = path.read_bytes()
    assert path.read_bytes() == before


def test_lists_page_through_row_numbers_newest_first(journal: Journal) -> None:
    rows = [body(DAY - dt.timedelta(days=n)) for n in range(700)]
    journal.apply(importing(*rows))
    journal.apply(creating(scan(DAY + dt.timedelta(days=1)), herself(name="H")))
    listed = numbers(journal, "body", "dxa")
    assert len(listed) == journal.count() == 701
    found = journal.entries(listed)
    assert [entry.record for entry in found[1:]] == rows
    assert (found[0].origin, found[1].origin) == (Origin.ENTRY, Origin.IMPORT)
    assert journal.entries([10**9]) == []


def test_a_label_that_names_a_file_of_any_name_is_stored(journal: Journal) -> None:
    journal.apply(Step("Import \udcff\udcfe.csv", (Change(None, body()),)))
    assert journal.undo_label == "Import ??.csv"
