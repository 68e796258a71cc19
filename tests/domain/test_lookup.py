"""What can be looked up by name beside the records."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bonejournal.domain.labs.panels import LabPanel, LabResult
from bonejournal.domain.lookup import MOST, Sort, look_up, record_said
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.quick.known import Known
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.training.workouts import Workout, WorkoutKind, WorkoutSet
from bonejournal.domain.visit import VisitQuestion

TODAY = dt.date(2026, 11, 12)


def panel(day: str, value: str) -> LabPanel:
    result = LabResult(analyte="25ohd", value=Decimal(value), unit="nmol/L")
    return LabPanel(date=dt.date.fromisoformat(day), lab="Northgate", results=(result,))


def knowing(*records: Record) -> Known:
    held: dict[str, tuple[Record, ...]] = {}
    for record in records:
        held[record.KIND.key] = (*held.get(record.KIND.key, ()), record)
    return Known(Snapshot(TODAY, held), dt.time(12))


OLD, NEW = panel("2024-11-04", "48"), panel("2026-11-05", "82")
COURSE = Course(
    name="Denosumab", drug="denosumab_60", kind=CourseKind.MEDICINE, schedule="every 6 months", dose="60 mg"
)
KNOWN = knowing(OLD, NEW, COURSE)


def test_her_results_newest_first_and_of_the_time_that_is_named() -> None:
    assert [entry.key for entry in look_up("vitamin d", KNOWN)[Sort.RESULT]] == [NEW.id, OLD.id]
    (only,) = look_up("vitamin d 2024", KNOWN)[Sort.RESULT]
    assert (only.title, only.note) == ("Vitamin D, 25(OH)D 48 nmol/L", "4 November 2024, Northgate")
    assert Sort.RESULT not in look_up("vitamin d 2019", KNOWN)


def test_a_medicine_of_hers_is_her_course_and_others_are_the_catalogue() -> None:
    hers = look_up("prolia", KNOWN)[Sort.DRUG][0]
    assert (hers.key, hers.own, hers.note) == (COURSE.id, True, "your course, every 6 months")
    other = look_up("fosamax", KNOWN)[Sort.DRUG][0]
    assert (other.title, other.own) == ("Alendronate", False)


def test_targets_documents_foods_tests_and_exercises_are_found() -> None:
    assert any(entry.title == "Vitamin D" for entry in look_up("vitamin d", KNOWN)[Sort.TARGET])
    assert look_up("liu wei di huang", KNOWN)[Sort.DOCUMENT][0].title.startswith("Herbal formulas")
    assert look_up("feta", KNOWN)[Sort.FOOD]
    assert look_up("pth", KNOWN)[Sort.ANALYTE][0].key == "pth"
    assert look_up("back squat", KNOWN)[Sort.EXERCISE][0].key == "back_squat"


def test_records_are_said_in_a_line_that_reads_well() -> None:
    assert (
        record_said(Intake(date=TODAY, item="Oats", amount=40, unit="g", meal="breakfast"), KNOWN) == "40 g, Breakfast"
    )
    assert record_said(COURSE, KNOWN) == "Denosumab 60 mg, every 6 months"
    assert record_said(VisitQuestion(date=TODAY, text="How long?"), KNOWN) == "How long?"
    sets = (WorkoutSet(exercise="back_squat", reps=8, load_kg=40),)
    workout = Workout(date=TODAY, kind=WorkoutKind.RESISTANCE, minutes=30, sets=sets)
    assert record_said(workout, KNOWN) == "Strength, 30 min, Back squat 40 kg × 8"
    assert record_said(OLD, KNOWN) == ""


@given(st.text(max_size=30))
@settings(deadline=None, max_examples=60)
def test_whatever_is_typed_gives_five_of_a_sort_at_the_most(text: str) -> None:
    assert all(len(entries) <= MOST for entries in look_up(text, KNOWN).values())
