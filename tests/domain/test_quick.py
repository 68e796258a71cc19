"""Quick add: what a line is understood as, and that nothing is written that it does not say."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonejournal.domain.body import Activity, BodyMeasure, Sleep
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import BrokenSite, Cause, Fall, FallKind, Fracture, FunctionTest, Place
from bonejournal.domain.labs.panels import Comparator, LabPanel
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.nutrition.foods import HerFood
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.profile import Units
from bonejournal.domain.quick.forms import FORMS
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.understand import understand
from bonejournal.domain.quick.understood import step_of
from bonejournal.domain.record import KINDS, Typed, problems
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.template import Template, TemplateKind, content_of
from bonejournal.domain.training.workouts import Workout, WorkoutKind
from bonejournal.domain.visit import Visit, VisitQuestion
from tests.domain.quickly import NOON, TODAY, knowing, known, one, written


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("squat 3x8 40", "Back squat: 3 sets of 8 at 40 kg, today"),
        ("squat 3×8×40 @8", "Back squat: 3 sets of 8 at 40 kg, effort 8, today"),
        ("plank 2x40s yesterday", "Plank: 2 sets of 40 s, Wednesday 11 November"),
        ("yog 200", "Yogurt, plain, 200 g, today, breakfast"),
        ("200 g yogurt for lunch", "Yogurt, plain, 200 g, today, lunch"),
        ("yogutr 200", "Yogurt, plain, 200 g, today, breakfast"),
        ("2 eggs", "Eggs, boiled, 2 large (100 g), today, breakfast"),
        ("calcium 500", "Calcium, 500 mg, today"),
        ("vitamin d 2000 iu", "Vitamin D, 50 µg (2000 IU), today"),
        ("omega 3 500", "Omega-3, 500 mg, today"),
        ("ctx 0.42 fasting", "CTX 0.42 ng/mL, fasting, today"),
        ("ctx 184", "CTX 184 ng/L, today"),
        ("crp <1,5 13.10.2026", "hs-CRP < 1.5 mg/L, Tuesday 13 October"),
        ("vitamin d 82 nmol", "Vitamin D, 25(OH)D 82 nmol/L, today"),
        ("deno", "Denosumab, 60 mg, today"),
        ("prolia today", "Denosumab, 60 mg, today"),
        ("prolia 13 oct left arm", "Denosumab, 60 mg, left arm, Tuesday 13 October"),
        ("weight 61.2", "Weight 61.2 kg, today"),
        ("weight 136 lb", "Weight 136 lb (61.7 kg), today"),
        ("height 5'5\" monday", "Height 5'5\" (165.1 cm), Monday 9 November"),
        ("waist 82 3 may 2020", "Waist 82 cm, 3 May 2020"),
        ("sleep 7:30 -2", "Sleep 7.5 h, Tuesday 10 November, instead of 7.0 h"),
        ("steps 8,000", "Steps 8,000, today"),
        ("walk 30", "Walk, 30 min, today"),
        ("chair stand 15", "Chair stands in 30 s: 15 stands, today"),
        ("fell in kitchen", "Fall, indoors, today, note: “in kitchen”"),
        ("near fall on the stairs 8:30", "Near fall, on stairs, today, at 08:30, note: “on the stairs”"),
        ("slipped on ice", "Fall, outdoors, slipped, today, note: “on ice”"),
        ("? How long still", "Question for the doctor: “How long still”"),
    ],
)
def test_a_line_says_what_it_would_write(text: str, sentence: str) -> None:
    item = one(text)
    assert item.sentence == sentence
    assert item.changes
    assert item.missing == ""
    assert item.questions == ()


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("vitamin d ½", "Vitamin D3 and K2, 0.5 capsule, today, supplement"),
        ("half vitamin d", "Vitamin D3 and K2, 0.5 capsule, today, supplement"),
        ("vitamin d 2 capsules", "Vitamin D3 and K2, 2 capsules, today, supplement"),
        ("d3 1", "Vitamin D3 and K2, 1 capsule, today, supplement"),
        ("took my calcium yesterday", "Calcium citrate 500 mg, 1 tablet, Wednesday 11 November, supplement"),
        ("calcium tablet", "Calcium citrate 500 mg, 1 tablet, today, supplement"),
        ("vit d 1000", "Vitamin D, 25 µg (1000 IU), today"),
        ("vitamin d 20µg", "Vitamin D, 20 µg, today"),
        ("calcium 500mg", "Calcium, 500 mg, today"),
        ("protein 25", "Protein, 25 g, today"),
        ("had my prolia shot", "Denosumab, 60 mg, today"),
        ("forgot levothyroxine", "Levothyroxine, not taken, today"),
        ("thyroxine 75", "Levothyroxine, 75 µg, today"),
        ("weigth 61,2", "Weight 61.2 kg, today"),
        ("62kg", "Weight 62.0 kg, today"),
        ("136lbs", "Weight 136 lb (61.7 kg), today"),
        ("wt 61.2 last monday", "Weight 61.2 kg, Monday 9 November"),
        ("8000 steps", "Steps 8,000, today"),
        ("30min walk yesterday", "Walk, 30 min, Wednesday 11 November"),
        ("walk 1h", "Walk, 60 min, today"),
        ("dancing 1,5 h", "Dance, 90 min, today"),
        ("3x8 squats 40 kg", "Back squat: 3 sets of 8 at 40 kg, today"),
        ("deadlift 50kg 5x3", "Deadlift: 5 sets of 3 at 50 kg, today"),
        ("a glass of milk", "Milk, semi-skimmed, 1 glass (200 g), today, breakfast"),
        ("two eggs", "Eggs, boiled, 2 large (100 g), today, breakfast"),
        ("broccoli 80g last tuesday", "Broccoli, boiled, 80 g, Tuesday 10 November, dinner"),
        ("grip strength 21 right", "Grip strength: 21 kg, right, today"),
        ("tug 9 sec", "Timed up and go: 9 s, today"),
        ("chair stands 14 times", "Chair stands in 30 s: 14 stands, today"),
        ("one leg 22 s", "Standing on one leg: 22 s, today"),
        ("i fell on ice last tuesday", "Fall, outdoors, Tuesday 10 November, note: “on ice”"),
        ("fell in the bathroom last night", "Fall, in the bathroom, Wednesday 11 November, note: “in the bathroom”"),
        ("ask about my tooth", "Question for the doctor: “my tooth”"),
    ],
)
def test_a_line_as_people_type_it(text: str, sentence: str) -> None:
    item = one(text)
    assert item.sentence == sentence
    assert item.changes
    assert item.text == text


@pytest.mark.parametrize("text", ["grip 0", "hello", "12", "3.5.", "13 oct", "yesterday", "eggs 0", "½"])
def test_what_says_nothing_writes_nothing(text: str) -> None:
    assert not one(text).changes


def test_food_is_written_with_what_it_holds_at_the_meal_it_is_usually_eaten_at() -> None:
    row = written("yog 200", Intake)
    assert (row.item, row.amount, row.unit, row.meal, row.date) == ("Yogurt, plain", 200, "g", "breakfast", TODAY)
    assert row.protein_g == pytest.approx(10.5)
    assert row.position == max((held.position or 0 for held in known().of(Intake) if held.date == TODAY), default=0) + 1
    assert (
        one("yog 200").detail
        == "10 g protein, 366 mg calcium, 0.4 µg vitamin K, 34 mg magnesium. No vitamin D or omega-3."
    )


def test_a_food_never_eaten_goes_by_the_clock_and_unknown_stays_unknown() -> None:
    row = written("hazelnuts 20", Intake)
    assert row.meal == "lunch"
    own = HerFood(name="Herring salad", portion_g=100, portion="1 bowl", calcium_mg=12)
    row = written("herring 2", Intake, knowing(own))
    assert (row.amount, row.unit, row.calcium_mg, row.protein_g) == (2, "bowl", 24, None)
    assert "Not known: protein" in one("herring 2", knowing(own)).detail


def test_a_number_of_something_that_is_poured_is_not_guessed() -> None:
    item = one("3 prunes")
    assert item.name == "Prunes"
    assert not item.changes
    assert "grams" in item.missing


def test_supplements_are_eaten_not_dosed() -> None:
    row = written("vitamin d3 and k2", Intake)
    course = next(course for course in known().of(Course) if course.name == "Vitamin D3 and K2")
    assert (row.supplement, row.course_id, row.amount, row.unit) == (True, course.id, 1, "capsule")
    assert row.vitamin_d_ug == 20


def test_a_bare_figure_is_read_in_the_unit_it_fits_and_the_others_are_offered() -> None:
    result = written("ctx 0.42 fasting", LabPanel).results[0]
    assert (result.value, result.unit) == (Decimal("0.42"), "ng/mL")
    assert one("ctx 0.42 fasting").others == ()  # no sample holds so little in the unit of her last one
    assert one("vitamin d 40").others[0].name == "Vitamin D, 25(OH)D in ng/mL"
    slip = one("vitamin d 75 ng/ml")
    assert len(slip.questions) == 1
    assert "Vitamin D, 25(OH)D in nmol/L" in {other.name for other in slip.others}
    typed = one("ctx 0.42 ng/l")
    assert typed.missing.endswith("Did you mean 0.42 ng/mL?")
    assert typed.others[0].sentence == "CTX 0.42 ng/mL, today"


def test_a_figure_keeps_its_digits_and_comparator() -> None:
    result = written("tsh 2.10", LabPanel).results[0]
    assert str(result.value) == "2.10"
    assert written("crp < 5 mg/l", LabPanel).results[0].comparator is Comparator.LESS


def test_results_of_one_line_are_one_panel_and_one_change() -> None:
    items = understand("ctx 180 ng/l fasting; pinp 23", known())
    step = step_of(items)
    assert step is not None
    (change,) = step.changes
    panel = change.after
    assert isinstance(panel, LabPanel)
    assert [result.analyte for result in panel.results] == ["ctx", "pinp"]
    assert panel.fasting is True
    assert change.before is None


def test_exercises_of_one_day_are_one_session() -> None:
    step = step_of(understand("squat 3x8 40; press 3x5 20", known()))
    assert step is not None
    (change,) = step.changes
    workout = change.after
    assert isinstance(workout, Workout)
    assert workout.kind is WorkoutKind.RESISTANCE
    assert [(done.exercise, done.set) for done in workout.sets] == [
        ("back_squat", 1), ("back_squat", 2), ("back_squat", 3),
        ("overhead_press", 1), ("overhead_press", 2), ("overhead_press", 3),
    ]  # fmt: skip
    again = knowing(workout)
    more = one("squat 1x8 45", again)
    assert more.detail == "Joins the strength session of that day."
    assert more.changes[0].before == workout
    assert written("squat 1x8 45", Workout, again).sets[-1].set == 4


def test_pounds_are_kept_as_typed() -> None:
    workout = written("squat 2x8 88lb", Workout)
    assert workout.sets[0].load_kg == pytest.approx(39.916, abs=0.001)
    assert workout.typed == (Typed("sets.0.load_kg", "88 lb"), Typed("sets.1.load_kg", "88 lb"))
    at_home = knowing(units=Units.US)
    assert written("squat 2x8 88", Workout, at_home).sets[0].load_kg == pytest.approx(39.916, abs=0.001)
    assert written("weight 136", BodyMeasure, at_home).weight_kg == pytest.approx(61.69, abs=0.01)
    assert written("weight 61.2 kg", BodyMeasure, at_home).weight_kg == 61.2


def test_an_impact_exercise_counts_impacts() -> None:
    done = written("hop 2x10", Workout).sets[0]
    assert (done.impacts, done.reps) == (10, None)


def test_measures_of_a_day_share_a_record() -> None:
    step = step_of(understand("weight 61.2; waist 82", known()))
    assert step is not None
    (change,) = step.changes
    assert isinstance(change.after, BodyMeasure)
    assert (change.after.weight_kg, change.after.waist_cm) == (61.2, 82)
    held = Sleep(date=TODAY, hours=7)
    item = one("sleep 7.5", knowing(held))
    assert item.changes[0].before == held
    assert item.sentence == "Sleep 7.5 h, today, instead of 7.0 h"
    assert written("steps 8.000", Activity, knowing()).steps == 8000


def test_a_dose_of_the_course_and_a_second_one_is_asked_about() -> None:
    dose = written("deno", Dose)
    course = next(course for course in known().of(Course) if course.name == "Denosumab")
    assert (dose.medication_id, dose.taken, dose.amount, dose.date) == (course.id, True, "60 mg", TODAY)
    twice = understand("deno; prolia", known())
    assert [asked.key for asked in twice[1].questions] == ["second_dose"]
    kept = twice[1].keeping()
    assert kept.questions == ()
    assert kept.changes[0].after is not None
    assert kept.changes[0].after.kept
    assert written("deno skipped", Dose).taken is False


def test_a_drug_without_a_course_opens_its_form() -> None:
    item = one("fosamax")
    assert not item.changes
    assert isinstance(item.start, Course)
    assert (item.start.name, item.start.drug, item.start.kind) == ("Alendronate", "alendronate", CourseKind.MEDICINE)


def test_a_course_that_ended_comes_after_one_that_is_taken() -> None:
    old = Course(name="Calcium old", kind=CourseKind.MEDICINE, stop=PartialDate("2020"))
    new = Course(name="Calcium new", kind=CourseKind.MEDICINE)
    assert one("calcium", knowing(old, new)).name == "Calcium new"


def test_falls_say_where_and_how_and_a_bare_word_opens_the_form() -> None:
    fall = written("fell in the bathroom, dizzy yesterday", Fall)
    assert (fall.place, fall.cause, fall.kind) == (Place.BATHROOM, Cause.DIZZY, FallKind.FALL)
    assert fall.date == dt.date(2026, 11, 11)
    assert fall.notes == "in the bathroom, dizzy"
    head = one("fell and hit my head")
    assert "contact a doctor today" in head.detail
    bare = one("fall")
    assert not bare.changes
    assert isinstance(bare.start, Fall)
    broke = one("broke wrist 3 nov")
    assert isinstance(broke.start, Fracture)
    assert (broke.start.site, broke.start.day) == (BrokenSite.WRIST, dt.date(2026, 11, 3))


def test_a_question_joins_the_next_visit_behind_the_others() -> None:
    asked = written("? Is it safe; ", VisitQuestion)
    visit = next(visit for visit in known().of(Visit) if visit.date > TODAY)
    assert (asked.text, asked.visit_id, asked.position) == ("Is it safe", visit.id, 4)
    assert one("?").changes == ()
    assert written("? Anything", VisitQuestion, knowing()).visit_id == ""


def test_a_test_of_strength_with_its_side() -> None:
    test = written("one leg left 18", FunctionTest)
    assert (test.value, test.unit, test.side) == (18, "s", "left")


def test_a_template_of_eating_is_written_as_it_was_saved() -> None:
    rows = (Intake(date=TODAY, item="Oats", amount=40, unit="g", meal="breakfast"),)
    made = Template(name="Usual breakfast", kind=TemplateKind.INTAKE, content=content_of([{"item": "Oats"}]))
    other = Template(name="Strength A", kind=TemplateKind.WORKOUT, content=content_of([{"minutes": "30"}]))
    where = Known(Snapshot(TODAY, {}), NOON, [(made, rows), (other, ())])
    row = written("usual b yesterday", Intake, where)
    assert (row.item, row.date) == ("Oats", dt.date(2026, 11, 11))
    assert row.id != rows[0].id
    assert one("strength a", where).given == other.id


def test_what_cannot_be_is_said_and_not_written() -> None:
    assert one("weight 612").missing == "Weight is between 20.0 and 300.0 kg."
    assert not one("weight 612").changes
    assert one("yog 200 31/02").missing == "“31/02” is not a day of the calendar."
    assert not one("yog 200 31/02").changes
    assert not one("xyzzy").known
    assert one("weight").missing.endswith("such as weight 61.2.")


def test_a_line_too_long_is_said_to_be_and_nothing_of_it_is_lost_unsaid() -> None:
    items = understand("; ".join(f"weight {60 + place / 10}" for place in range(22)), known())
    assert len(items) == 21
    assert all(item.changes for item in items[:20])
    assert not items[20].changes
    assert "20 items at most" in items[20].missing
    assert all(item.changes for item in understand("weight 61;" * 20 + " ; ", known()))


def test_unusual_numbers_are_asked_about() -> None:
    assert [asked.key for asked in one("weight 161").questions] == ["soft"]
    assert one("weight 161").keeping().questions == ()


def test_numbers_in_names_and_words_like_months_are_no_dates() -> None:
    assert one("2 apricots 100 g").changes == () or written("apricots 100", Intake).date == TODAY
    assert written("apricots 100 g", Intake).date == TODAY
    assert written("weight 61.2", BodyMeasure).date == TODAY


def test_every_form_belongs_to_a_kind_and_is_found_by_its_title() -> None:
    for form in FORMS:
        assert form.kind in KINDS
        assert form.kind in {item.kind for item in (one(form.title), *one(form.title).others)}


def test_a_choice_among_the_others_holds_for_its_text() -> None:
    other = one("yog 200").others[0]
    (picked, again) = understand("yog 200; yog 100", known(), {"yog 200": other.name})
    assert picked.name == other.name
    assert again.name == "Yogurt, plain"


WORDS = st.sampled_from(
    [
        "yog", "milk", "2", "200", "0.42", "61,2", "g", "kg", "lb", "ng/mL", "ctx", "vitamin", "d", "deno", "squat",
        "3x8", "3×8×40", "@8", "40s", "fell", "kitchen", "weight", "sleep", "steps", "8,000", "walk", "today", "-3",
        "yesterday", "13", "oct", "13/10", "31/02", "2026-13-40", "8:30", "for", "lunch", "fasting", "not", "?", ";",
        "<", "calcium", "500", "iu", "broke", "wrist", "chair", "stand", "left", "arm", "skipped", "99999999999", "µg",
        "5'5\"", "height", "0000-01-01", "9999-12-31", "1e9", "٣", "칼슘", "ㅋ", "x", "hop", "1000000000",
    ]
)  # fmt: skip


@given(st.lists(WORDS, max_size=8).map(" ".join) | st.text(max_size=40))
@settings(max_examples=400, deadline=None)
def test_whatever_is_typed_is_understood_without_an_error_and_writes_only_what_can_be(text: str) -> None:
    for item in understand(text, known()):
        for made in (item, *item.others):
            assert not (made.changes and made.missing)
            assert bool(made.changes) <= bool(made.sentence)
            for change in made.changes:
                assert change.after is not None
                assert not problems(change.after)
            kept = made.keeping()
            assert all(not problems(change.after) for change in kept.changes if change.after is not None)
    step = step_of([item for item in understand(text, known()) if item.changes])
    assert step is None or not any(problems(change.record) for change in step.changes)
