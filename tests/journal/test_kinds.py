"""Every kind of record, written and read back."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from bonejournal.domain.attachment import LARGEST_BYTES, AttachmentError, attach, digest_of, media_type_of
from bonejournal.domain.body import Sleep
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.override import TargetOverride
from bonejournal.domain.record import Record, RefusedError
from bonejournal.domain.snapshot import RECENT_DAYS
from bonejournal.domain.step import Change, Step, creating, deleting, editing
from bonejournal.domain.training.exercises import HerExercise
from bonejournal.domain.training.workouts import Workout
from bonejournal.domain.visit import Visit, VisitQuestion
from bonejournal.exchange.formats import read_file, sample
from bonejournal.journal.store import Journal
from tests.exchange.records import PDF, journals
from tests.journal.making import importing, scan

ON = dt.date(2026, 11, 12)
GIVEN = {"%PDF-1.4 x": "application/pdf", "\x89PNG\r\n\x1a\nx": "image/png", "\xff\xd8\xffx": "image/jpeg"}


def course(**more: object) -> Course:
    return Course(name="Denosumab", kind=CourseKind.MEDICINE, schedule="every 6 months", **more)  # type: ignore[arg-type]


@given(journals)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_record_comes_back_as_it_was_written(held: list[Record]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "j.bonejournal")
        with Journal.create(path) as journal:
            journal.apply(Step("All", tuple(Change(None, record) for record in held), contents=(PDF,)))
            assert {record.id: record for record in journal.of_ids(record.id for record in held)} == {
                record.id: record for record in held
            }
            assert all(finding.ok for finding in journal.examine())
        with Journal.open(path) as journal:
            assert all(journal.get(record.id) == record for record in held)


def test_the_whole_sample_is_held_and_well(journal: Journal) -> None:
    journal.apply(sample().step)
    assert journal.count() == 3190
    assert all(finding.ok for finding in journal.examine())
    taken = journal.snapshot(ON)
    assert [visit.date for visit in taken.of(Visit)][-1] == dt.date(2026, 11, 17)
    assert len(taken.of(Course)) == 5
    assert max(row.date for row in taken.of(Intake)) <= ON


def test_a_target_set_again_is_the_same_record(journal: Journal) -> None:
    first = TargetOverride(target="nutrition.calcium", low=1000)
    journal.apply(creating(first))
    journal.apply(editing(first, replace(first, low=900)))
    assert journal.all(TargetOverride) == (TargetOverride(target="nutrition.calcium", low=900),)
    with pytest.raises(Exception, match="changed meanwhile"):
        journal.apply(creating(TargetOverride(target="nutrition.calcium", low=800)))


def test_another_key_is_another_record_in_one_step(journal: Journal) -> None:
    wall = HerExercise(key="wall", name="Wall sit")
    journal.apply(creating(wall))
    journal.apply(editing(wall, replace(wall, key="wall_sit")))
    assert [item.key for item in journal.all(HerExercise)] == ["wall_sit"]
    journal.undo()
    assert journal.all(HerExercise) == (wall,)


def test_what_belongs_to_a_record_goes_with_it_and_comes_back_with_it(journal: Journal) -> None:
    taken = course()
    dose = Dose(medication_id=taken.id, date=ON, taken=True)
    photo = attach(dose.id, "leaflet.pdf", PDF)
    eaten = Intake(date=ON, item="Calcium", course_id=taken.id, supplement=True)
    journal.apply(creating(taken, dose, photo, eaten, contents=(PDF,)))
    referring = journal.referring([taken.id])
    assert {record.id for record in referring} == {dose.id, photo.id, eaten.id}
    journal.apply(deleting([taken], referring))
    assert journal.all(Dose) == ()
    assert journal.all(Intake) == (replace(eaten, course_id=""),)
    assert journal.get(photo.id) is None
    assert journal.content(digest_of(PDF)) == PDF
    journal.undo()
    assert set(journal.of_ids([taken.id, dose.id, photo.id, eaten.id])) == {taken, dose, photo, eaten}


def test_a_question_outlives_its_visit(journal: Journal) -> None:
    visit = Visit(date=ON)
    question = VisitQuestion(date=ON, text="How long?", visit_id=visit.id)
    journal.apply(creating(visit, question))
    journal.apply(deleting([visit], journal.referring([visit.id])))
    assert journal.all(VisitQuestion) == (replace(question, visit_id=""),)


def test_an_attachment_without_its_file_is_refused(journal: Journal) -> None:
    made = scan()
    with pytest.raises(RefusedError, match="is not here"):
        journal.apply(creating(made, attach(made.id, "scan.pdf", PDF)))
    assert journal.count() == 0
    journal.apply(creating(made, attach(made.id, "scan.pdf", PDF), contents=(PDF, b"%PDF-nobody asked")))
    assert journal.contents() == {digest_of(PDF): PDF}
    journal.apply(creating(attach(made.id, "again.pdf", PDF)))


def test_a_file_that_was_changed_is_found(journal: Journal) -> None:
    made = scan()
    journal.apply(creating(made, attach(made.id, "scan.pdf", PDF), contents=(PDF,)))
    journal._file.run("UPDATE content SET bytes = ?", (b"other",))
    assert [finding.key for finding in journal.examine() if not finding.ok] == ["attachments"]


def test_what_points_to_nothing_is_told_and_is_no_damage(journal: Journal) -> None:
    taken, visit = course(), Visit(date=ON)
    dose = Dose(medication_id=taken.id, date=ON, taken=True)
    stray = Dose(medication_id=visit.id, date=ON, taken=True)
    journal.apply(creating(taken, visit, dose, attach(visit.id, "list.pdf", PDF), contents=(PDF,)))
    told = {finding.key: (finding.ok, finding.detail) for finding in journal.examine()}
    assert told["references"] == (True, "")
    journal.apply(creating(stray, VisitQuestion(date=ON, text="How long?", visit_id=dose.id)))
    journal.apply(deleting([visit]))
    told = {finding.key: (finding.ok, finding.detail) for finding in journal.examine()}
    assert told["references"] == (
        True, "doses.medication_id: 1 (row 5); questions.visit_id: 1 (row 6); attachments.record_id: 1 (row 4)",
    )  # fmt: skip


def test_the_type_of_a_file_is_told_by_its_content() -> None:
    for head, media_type in GIVEN.items():
        assert media_type_of(head.encode("latin-1")) == media_type
    assert media_type_of(b"\0\0\0\x18ftypheic") == "image/heic"
    assert media_type_of(b"<html>") == media_type_of(b"") == ""
    with pytest.raises(AttachmentError, match="no PDF"):
        attach("x", "report.pdf", b"<html>")
    with pytest.raises(AttachmentError, match="25 MB"):
        attach("x", "report.pdf", b"%PDF-" + bytes(LARGEST_BYTES))


def test_a_snapshot_holds_the_last_dose_taken_of_every_course_however_old(journal: Journal) -> None:
    one, two = course(), course()
    doses = [
        Dose(medication_id=held.id, date=dt.date(2015, month, 1), taken=taken)
        for held in (one, two)
        for month, taken in ((1, True), (2, True), (3, False))
    ]
    journal.apply(creating(one, two, *doses, Dose(medication_id=one.id, date=dt.date(2020, 1, 1), taken=False)))
    held = {dose.id for dose in journal.snapshot(ON).of(Dose)}
    assert {doses[1].id, doses[4].id} <= held
    assert len(held) == 3  # and the latest of all


def test_weeks_before_the_latest_scan_of_a_site_are_held(journal: Journal) -> None:
    day = dt.date(2020, 6, 1)
    ago = [dt.timedelta(days=days) for days in (-1, 0, RECENT_DAYS - 1, RECENT_DAYS)]
    slept = [Sleep(date=day - back, hours=7) for back in ago]
    walks = [Workout(date=day - back, title="Walk") for back in ago]
    journal.apply(creating(scan(day), *slept, *walks))
    taken = journal.snapshot(ON)
    assert {item.id for item in taken.of(Sleep)} == {item.id for item in slept[:3]}
    assert {item.id for item in taken.of(Workout)} == {item.id for item in walks[:3]}


def test_a_long_journal_has_a_small_snapshot(journal: Journal) -> None:
    start = ON - dt.timedelta(days=1500)
    rows = [
        Intake(date=start + dt.timedelta(days=n // 8), item="Bread", position=float(n % 8 + 1)) for n in range(12_000)
    ]
    taken = course()
    doses = [Dose(medication_id=taken.id, date=start + dt.timedelta(days=n), taken=True) for n in range(1500)]
    journal.apply(importing(*rows, taken, *doses))
    held = journal.snapshot(ON)
    assert len(held.of(Intake)) <= 8 * RECENT_DAYS
    assert len(held.of(Dose)) <= RECENT_DAYS


def test_attachments_go_out_and_come_in(journal: Journal, tmp_path: Path) -> None:
    from bonejournal.exchange.bundle_out import export_bundle
    from bonejournal.exchange.plan import plan

    made = scan()
    paper = attach(made.id, "scan.pdf", PDF)
    export_bundle([made, paper], tmp_path / "out", {digest_of(PDF): PDF})
    assert (tmp_path / "out" / "attachments" / paper.id).read_bytes() == PDF
    journal.apply(plan(read_file(tmp_path / "out"), {}).step)
    assert journal.get(paper.id) == paper
    assert journal.content(paper.sha256) == PDF
    (tmp_path / "out" / "attachments" / paper.id).write_bytes(b"%PDF-1.7 another")
    reading = read_file(tmp_path / "out")
    assert [left.where for left in reading.skipped] == ["attachments.csv line 2"]


def test_what_a_file_calls_a_record_is_understood_where_it_is_referred_to(tmp_path: Path) -> None:
    (tmp_path / "medications.csv").write_text("id,name,kind\nm1,Denosumab,medicine\n")
    (tmp_path / "doses.csv").write_text("id,medication_id,date,time,taken\n,m1,2026-05-20,09:40,yes\n")
    (tmp_path / "exercises.csv").write_text("key,name,classes,compound\nwall_sit,Wall sit,R,y\n")
    (tmp_path / "targets.csv").write_text("id,low,reason\nnutrition.calcium,1000,my doctor\n")
    found = [one.record for one in read_file(tmp_path).found]
    (taken,) = (record for record in found if isinstance(record, Course))
    (dose,) = (record for record in found if isinstance(record, Dose))
    assert dose.medication_id == taken.id
    assert dose.time == dt.time(9, 40)
    assert TargetOverride(target="nutrition.calcium", low=1000, reason="my doctor") in found
    assert any(isinstance(record, HerExercise) and record.key == "wall_sit" for record in found)
