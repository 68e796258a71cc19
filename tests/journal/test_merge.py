"""Two copies of a journal that went apart, made one."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bonejournal.domain.attachment import Attachment, attach
from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.kinds import KINDS
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.merging import Merge
from bonejournal.domain.record import Record
from bonejournal.domain.step import creating, deleting, editing
from bonejournal.domain.visit import Visit, VisitQuestion
from bonejournal.journal.errors import DamagedError, MissingError, NotAJournalError, OpenElsewhereError
from bonejournal.journal.merge import SameJournalError, compare, look_at
from bonejournal.journal.store import Journal
from tests.exchange.records import PDF
from tests.journal.making import DAY, ROOT, beside, body, crash_after, herself, importing, scan

Doing = Callable[[Journal], object]


def nothing(_: Journal) -> None:
    pass


def everything(journal: Journal) -> dict[str, Record]:
    return {record.id: record for kind in KINDS.values() for record in journal.all(kind.record)}


class Apart:
    """A journal, and a copy of it that something else was done to."""

    def __init__(self, folder: Path) -> None:
        self.here, self.there = folder / "here.bonejournal", folder / "there.bonejournal"

    def begin(self, *records: Record, contents: tuple[bytes, ...] = ()) -> None:
        with Journal.create(self.here) as journal:
            if records:
                journal.apply(creating(*records, contents=contents))
        shutil.copyfile(self.here, self.there)

    def go(self, here: Doing = nothing, there: Doing = nothing) -> None:
        for path, doing in ((self.here, here), (self.there, there)):
            with Journal.open(path) as journal:
                doing(journal)

    def merge(self, take: bool = False, keep: bool = False) -> tuple[Merge, dict[str, Record]]:
        """Bring the other one in; what it comes to, and what is there then."""
        before = self.there.read_bytes(), beside(self.there)
        with Journal.open(self.here) as journal:
            made = compare(journal, self.there)
            held = everything(journal)
            step = made.step(made.conflicts if take else (), made.conflicts if keep else ())
            if step.changes:
                journal.apply(step)
            found = everything(journal)
            assert all(finding.ok for finding in journal.examine())
            assert not journal.undo() or everything(journal) == held
            journal.redo()
        assert (self.there.read_bytes(), beside(self.there)) == (before[0], before[1])
        return made, found


@pytest.fixture
def apart(tmp_path: Path) -> Apart:
    return Apart(tmp_path)


def add(*records: Record, contents: tuple[bytes, ...] = ()) -> Doing:
    return lambda journal: journal.apply(creating(*records, contents=contents))


def edit(before: Record, **values: object) -> Doing:
    return lambda journal: journal.apply(editing(before, replace(before, **values)))  # type: ignore[arg-type]


def delete(*records: Record) -> Doing:
    return lambda journal: journal.apply(deleting(records, journal.referring(record.id for record in records)))


def test_both_sides_records_are_kept(apart: Apart) -> None:
    common, mine, theirs = body(), scan(), body(weight_kg=70.0)
    apart.begin(common)
    apart.go(add(mine), add(theirs))
    made, found = apart.merge()
    assert found == {record.id: record for record in (common, mine, theirs)}
    assert (made.added, made.updated, made.deleted, made.unchanged, made.conflicts) == (1, 0, 0, 1, ())
    again, same = apart.merge()
    assert (again.changes, same) == ((), found)
    assert again.said() == "Everything in there.bonejournal is already here."


def test_what_one_side_changed_is_taken_and_what_she_changed_stays(apart: Apart) -> None:
    first, second, third, fourth = (body(weight_kg=60.0 + n) for n in range(4))
    apart.begin(first, second, third, fourth)

    def here(journal: Journal) -> None:
        edit(first, waist_cm=80.0)(journal)
        delete(third)(journal)

    def there(journal: Journal) -> None:
        edit(second, waist_cm=90.0)(journal)
        delete(fourth)(journal)

    apart.go(here, there)
    made, found = apart.merge()
    assert set(found.values()) == {replace(first, waist_cm=80.0), replace(second, waist_cm=90.0)}
    assert (made.added, made.updated, made.deleted, made.conflicts) == (0, 1, 1, ())


def test_what_both_changed_is_told_and_stays_as_it_is_until_it_is_chosen(apart: Apart) -> None:
    one, two = body(), scan()
    apart.begin(one, two)
    apart.go(edit(one, weight_kg=61.0), edit(one, weight_kg=62.0))
    apart.go(delete(two), edit(two, facility="Hillcrest"))
    made, found = apart.merge()
    assert made.changes == ()
    sides = {conflict.record.id: (conflict.mine, conflict.theirs) for conflict in made.conflicts}
    assert sides == {
        one.id: (replace(one, weight_kg=61.0), replace(one, weight_kg=62.0)),
        two.id: (None, replace(two, facility="Hillcrest")),
    }
    assert set(found.values()) == {replace(one, weight_kg=61.0)}
    _, taken = apart.merge(take=True)
    assert set(taken.values()) == {replace(one, weight_kg=62.0), replace(two, facility="Hillcrest")}
    assert apart.merge()[0].conflicts == ()


def test_deleted_there_and_edited_here_is_a_conflict_too(apart: Apart) -> None:
    one = body()
    apart.begin(one)
    apart.go(edit(one, weight_kg=61.0), delete(one))
    made, found = apart.merge()
    assert [(conflict.mine, conflict.theirs) for conflict in made.conflicts] == [(replace(one, weight_kg=61.0), None)]
    assert set(found.values()) == {replace(one, weight_kg=61.0)}
    assert apart.merge(take=True)[1] == {}


def test_what_she_kept_is_not_asked_again_by_either_copy(apart: Apart) -> None:
    one, two, three = body(), scan(), body(weight_kg=70.0)
    apart.begin(one, two, three)
    apart.go(edit(one, weight_kg=61.0), edit(one, weight_kg=62.0))
    apart.go(edit(two, facility="Hillcrest"), delete(two))
    apart.go(delete(three), edit(three, weight_kg=71.0))
    made, found = apart.merge(keep=True)
    assert len(made.conflicts) == 3
    said = {record.id: record for record in found.values()}
    assert (said[one.id].weight_kg, said[two.id].facility) == (61.0, "Hillcrest")  # type: ignore[attr-defined]
    assert three.id not in said
    assert [conflict.record.id for conflict in apart.merge()[0].conflicts] == [
        three.id
    ]  # nothing is left to remember it
    apart.here, apart.there = apart.there, apart.here
    made, back = apart.merge()
    assert [conflict.record.id for conflict in made.conflicts] == [three.id]
    assert {**back, three.id: None} == {**found, three.id: None}


def test_a_side_that_went_on_after_an_earlier_merge_is_followed(apart: Apart) -> None:
    one = body()
    apart.begin(one)
    apart.go(there=edit(one, weight_kg=61.0))
    apart.merge()
    apart.go(there=edit(replace(one, weight_kg=61.0), weight_kg=62.0))
    made, found = apart.merge()
    assert made.conflicts == ()
    assert set(found.values()) == {replace(one, weight_kg=62.0)}


def test_there_and_back_again_is_no_change(apart: Apart) -> None:
    one = body()
    apart.begin(one)

    def there_and_back(journal: Journal) -> None:
        edit(one, weight_kg=61.0)(journal)
        journal.undo()

    apart.go(there_and_back, edit(one, weight_kg=62.0))
    made, found = apart.merge()
    assert (made.updated, made.conflicts) == (1, ())
    assert set(found.values()) == {replace(one, weight_kg=62.0)}


def test_journals_that_never_were_one_share_the_records_of_one_import(tmp_path: Path) -> None:
    apart = Apart(tmp_path)
    rows = [body(weight_kg=60.0 + n) for n in range(5)]
    for path in (apart.here, apart.there):
        with Journal.create(path) as journal:
            journal.apply(importing(*rows))
    apart.go(delete(rows[0]), edit(rows[1], waist_cm=80.0))
    apart.go(add(herself(name="Helen")), add(herself(name="Ellen")))
    made, found = apart.merge()
    assert found.keys() == {*(row.id for row in rows[1:]), herself().id}
    assert found[rows[1].id] == replace(rows[1], waist_cm=80.0)
    assert [conflict.record.KIND.key for conflict in made.conflicts] == ["profile"]


def test_the_bytes_of_attachments_come_along(apart: Apart) -> None:
    one = scan()
    apart.begin(one)
    paper = attach(one.id, "scan.pdf", PDF)
    apart.go(there=add(paper, contents=(PDF,)))
    apart.merge()
    with Journal.open(apart.here) as journal:
        assert journal.all(Attachment) == (paper,)
        assert journal.content(paper.sha256) == PDF


def test_a_dose_of_a_course_that_is_gone_here_waits_with_the_course(apart: Apart) -> None:
    course = Course(name="Denosumab", kind=CourseKind.MEDICINE)
    dose = Dose(medication_id=course.id, date=DAY, taken=True)
    paper = attach(dose.id, "leaflet.pdf", PDF)
    apart.begin(course)
    apart.go(delete(course), add(dose, paper, contents=(PDF,)))
    made, found = apart.merge()
    assert found == {}
    (conflict,) = made.conflicts
    assert (conflict.mine, conflict.theirs) == (None, course)
    assert {change.record.id for change in conflict.also} == {dose.id, paper.id}
    _, found = apart.merge(take=True)
    assert set(found.values()) == {course, dose, paper}


def test_a_course_with_a_new_dose_here_is_not_deleted_without_asking(apart: Apart) -> None:
    course = Course(name="Denosumab", kind=CourseKind.MEDICINE)
    old, new = (Dose(medication_id=course.id, date=DAY + dt.timedelta(days=n), taken=True) for n in range(2))
    apart.begin(course, old)
    apart.go(add(new), delete(course))
    made, found = apart.merge()
    assert set(found.values()) == {course, old, new}
    (conflict,) = made.conflicts
    assert (conflict.mine, conflict.theirs) == (course, None)
    assert apart.merge(take=True)[1] == {}


def test_a_question_forgets_a_visit_that_was_deleted_there(apart: Apart) -> None:
    visit = Visit(date=DAY)
    asked, new = (VisitQuestion(date=DAY, text=text, visit_id=visit.id) for text in ("How long?", "And then?"))
    apart.begin(visit, asked)
    apart.go(add(new), delete(visit))
    made, found = apart.merge()
    assert made.conflicts == ()
    assert set(found.values()) == {replace(asked, visit_id=""), replace(new, visit_id="")}


def test_what_cannot_be_stored_any_more_is_left_out_and_said(apart: Apart, monkeypatch: pytest.MonkeyPatch) -> None:
    apart.begin()
    good, odd = body(), body(weight_kg=299.0)
    apart.go(there=add(good, odd))
    from bonejournal.domain import record

    limits = record.problems
    refused = record.Problem("weight_kg", "Too much.")
    monkeypatch.setattr("bonejournal.journal.merge.problems", lambda held: [*limits(held), *[refused] * (held == odd)])
    made, found = apart.merge()
    assert set(found.values()) == {good}
    assert [(left.record, left.why) for left in made.left] == [(odd, "Too much.")]


def test_an_older_journal_is_brought_in_through_a_copy(tmp_path: Path) -> None:
    old = tmp_path / "old.bonejournal"
    shutil.copyfile(ROOT / "tests" / "data" / "journal-r1.bonejournal", old)
    before = old.read_bytes()
    with Journal.create(tmp_path / "new.bonejournal") as journal:
        journal.apply(compare(journal, old).step())
        assert len(journal.all(DxaScan)) > 1
        assert all(finding.ok for finding in journal.examine())
    assert old.read_bytes() == before
    assert beside(old) == {"old.bonejournal", "new.bonejournal"}


def test_what_a_crash_left_in_the_log_is_brought_in(tmp_path: Path) -> None:
    other = tmp_path / "there" / "other.bonejournal"
    other.parent.mkdir()
    Journal.create(other).close()
    crash_after(other, 3)
    held = {name: (other.parent / name).read_bytes() for name in beside(other) if not name.endswith("-shm")}
    with Journal.create(tmp_path / "here.bonejournal") as journal:
        journal.apply(compare(journal, other).step())
        assert len(journal.all(BodyMeasure)) == 3
    assert {name: (other.parent / name).read_bytes() for name in held} == held


def test_what_is_no_whole_journal_is_refused(tmp_path: Path) -> None:
    with Journal.create(tmp_path / "here.bonejournal") as journal:
        with pytest.raises(SameJournalError, match=r"here\.bonejournal is the journal that is open"):
            look_at(tmp_path / "here.bonejournal", journal.path)
        with pytest.raises(MissingError):
            look_at(tmp_path / "nowhere.bonejournal", journal.path)
        (tmp_path / "text.bonejournal").write_text("hello")
        with pytest.raises(NotAJournalError):
            look_at(tmp_path / "text.bonejournal", journal.path)
        other = tmp_path / "other.bonejournal"
        with Journal.create(other) as held:
            held.apply(creating(scan(facility="Riverside")))
            with pytest.raises(OpenElsewhereError):
                look_at(other, journal.path)
        other.write_bytes(other.read_bytes().replace(b"Riverside", b"Riverbank"))
        with pytest.raises(DamagedError):
            look_at(other, journal.path)
        assert journal.count() == 0


FEW = 4
deeds = st.lists(st.tuples(st.integers(0, FEW - 1), st.sampled_from([None, 61.0, 62.0, 63.0])), max_size=6)


def done(journal: Journal, ids: list[str], deeds: list[tuple[int, float | None]]) -> Iterator[str]:
    """Set weights, or delete; the ids of what was touched."""
    for place, weight in deeds:
        before = journal.get(ids[place])
        after = None if weight is None else body(weight_kg=weight, id=ids[place])
        if before != after:
            journal.apply(
                creating(after) if before is None and after else deleting([before]) if after is None and before
                else editing(before, after)  # type: ignore[arg-type]
            )  # fmt: skip
            yield ids[place]


@given(common=deeds, here=deeds, there=deeds)
@example(common=[], here=[(0, 61.0)], there=[(0, 61.0), (0, None)])
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_nothing_is_lost_and_nothing_is_chosen_silently(
    tmp_path_factory: pytest.TempPathFactory,
    common: list[tuple[int, float | None]],
    here: list[tuple[int, float | None]],
    there: list[tuple[int, float | None]],
) -> None:
    """Against what three-way comparison says where each side is looked at as it is now. A record that both began by
    themselves has no state that both held at the start: the side is behind whose state the other one has had.
    """
    apart = Apart(tmp_path_factory.mktemp("apart"))
    ids = [body().id for _ in range(FEW)]
    with Journal.create(apart.here) as journal:
        list(done(journal, ids, common))
        base = everything(journal)
    shutil.copyfile(apart.here, apart.there)
    sides = []
    for path, deeds in ((apart.here, here), (apart.there, there)):
        with Journal.open(path) as journal:
            list(done(journal, ids, deeds))
            sides.append(everything(journal))
    made, found = apart.merge()
    asked = {conflict.record.id for conflict in made.conflicts}
    for id_ in ids:
        was, mine, theirs = base.get(id_), sides[0].get(id_), sides[1].get(id_)
        began = was is None and bool(values(there, id_, ids))
        if theirs == mine or (theirs == was and not began):
            assert found.get(id_) == mine
        elif mine == was is not None:
            assert found.get(id_) == theirs
        else:
            assert found.get(id_) in (mine, theirs)
            assert id_ in asked or {mine, theirs} <= {None, *values(here, id_, ids), *values(there, id_, ids)}
    assert all(found.get(id_) == sides[0].get(id_) for id_ in asked)


def values(deeds: list[tuple[int, float | None]], id_: str, ids: list[str]) -> set[Record]:
    return {body(weight_kg=weight, id=id_) for place, weight in deeds if ids[place] == id_ and weight is not None}
