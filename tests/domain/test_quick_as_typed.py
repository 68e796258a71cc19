"""Quick add: what people type beyond a name and a number, and what is offered where it can mean two things."""

from __future__ import annotations

import datetime as dt

import pytest

from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.line import read_line
from bonejournal.domain.quick.plainly import plainly
from bonejournal.domain.quick.understand import understand
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.template import Template, TemplateKind, content_of
from bonejournal.domain.training.workouts import Workout, WorkoutKind
from bonejournal.domain.visit import Visit
from bonejournal.domain.words import use_language
from tests.domain.quickly import NOON, TODAY, knowing, known, one, written


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("pilates 45", "Pilates, 45 min, today"),
        ("gardening 1h", "Gardening, 60 min, today"),
        ("stretching 10 min", "Stretching, 10 min, today"),
        ("plank 1 min", "Plank: 1 set of 60 s, today"),
        ("plank 2x1 min", "Plank: 2 sets of 60 s, today"),
        ("plank 1.5 min", "Plank: 1 set of 90 s, today"),
        ("slept badly 5h", "Sleep 5.0 h, today, instead of 7.2 h"),
        ("slept 5h very badly", "Sleep 5.0 h, today, instead of 7.2 h"),
        ("calcium x2", "Calcium citrate 500 mg, 2 tablets, today, supplement"),
        ("2x calcium", "Calcium citrate 500 mg, 2 tablets, today, supplement"),
        ("eggs x2", "Eggs, boiled, 2 large (100 g), today, breakfast"),
        ("sqats 3x8", "Back squat: 3 sets of 8, today"),
        ("rwo 3x10", "Chest-supported row: 3 sets of 10, today"),
        ("squat x8", "Back squat: 1 set of 8, today"),
        ("squat 3x8 40 rpe 8", "Back squat: 3 sets of 8 at 40 kg, effort 8, today"),
        ("deadlift 5x5x62.5kg effort 8.5", "Deadlift: 5 sets of 5 at 62.5 kg, effort 8.5, today"),
        ("dr okafor wednesday 10:30", "Visit with Dr Okafor, Wednesday 18 November, at 10:30"),
        ("dr smith 3 dec", "Visit with Dr Smith, Thursday 3 December"),
        ("dr smith 29 feb", "Visit with Dr Smith, 29 February 2028"),
        ("okafor next friday", "Visit with Dr Okafor, Friday 13 November"),
        ("dentist yesterday", "Visit with dentist, Wednesday 11 November"),
        ("saw dr okafor tuesday", "Visit with Dr Okafor, Tuesday 10 November"),
        ("weight 61 last tuesday", "Weight 61.0 kg, Tuesday 10 November"),
    ],
)
def test_a_line_says_what_it_would_write(text: str, sentence: str) -> None:
    item = one(text)
    assert item.sentence == sentence
    assert item.changes
    assert item.missing == ""


@pytest.mark.parametrize("text", ["sqat 40", "rwo 12", "hpo", "dr pepper 330", "walk 1200 min min", "x2", "x2 x2"])
def test_what_may_be_something_else_writes_no_training_and_no_visit(text: str) -> None:
    for item in understand(text, known()):
        for made in (item, *item.others):
            assert not any(isinstance(change.after, (Workout, Visit)) for change in made.changes)


def test_an_amount_of_a_supplement_is_as_many_pieces_as_hold_it() -> None:
    assert one("calcium citrate 500 mg").sentence == "Calcium citrate 500 mg, 1 tablet, today, supplement"
    assert one("calcium citrate 1000 mg").sentence == "Calcium citrate 500 mg, 2 tablets, today, supplement"
    assert one("calcium citrate 1 g").sentence == "Calcium citrate 500 mg, 2 tablets, today, supplement"
    assert one("calcium citrate 250 mg").sentence == "Calcium citrate 500 mg, 0.5 tablet, today, supplement"
    both = next(made for made in one("vitamin d3 40 µg").others if made.kind == "intake")
    assert both.sentence == "Vitamin D3 and K2, 2 capsules, today, supplement"
    named = Course(name="Zinc 25 mg", kind=CourseKind.SUPPLEMENT)
    assert [made.sentence for made in one("zinc 25 mg", knowing(named)).others] == ["Zinc 25 mg, today, supplement"]
    assert one("zinc 5 mg", knowing(named)).missing


@pytest.mark.parametrize(
    "text", ["calcium citrate 900 mg", "calcium citrate 3 spoons", "calcium 900 total", "calcium citrate 20000 mg"]
)
def test_an_amount_that_is_no_number_of_pieces_is_asked_about(text: str) -> None:
    item = one(text)
    assert not any(made.changes and "citrate" in made.sentence for made in (item, *item.others))
    assert item.missing


def test_a_session_without_a_kind_of_its_own_claims_the_least_and_offers_the_rest() -> None:
    done = written("pilates 45", Workout)
    assert (done.kind, done.title, done.minutes) == (WorkoutKind.OTHER, "Pilates", 45)
    (other,) = one("pilates 45").others
    assert other.sentence == "Pilates, as mobility, 45 min, today"
    assert written("gym 60", Workout).kind is WorkoutKind.MIXED


def test_an_hour_is_no_hold() -> None:
    assert not any("Plank" in made.sentence for item in understand("plank 60 min", known()) for made in (item,))


def test_all_supplements_are_those_due_that_are_not_noted_yet() -> None:
    item = one("took all my supplements")
    assert item.sentence == "Calcium citrate 500 mg 1 tablet, today"
    assert item.detail == "Noted already: Vitamin D3 and K2."
    again = understand("took all my supplements; all supplements", known())[1]
    assert not again.changes
    assert again.missing == "Noted already, today: Calcium citrate 500 mg, Vitamin D3 and K2."
    assert again.there is not None
    assert again.there.called() == "Calcium citrate 500 mg"


def test_supplements_of_other_days_and_as_needed_are_not_all_that_is_taken() -> None:
    daily = Course(name="Zinc", kind=CourseKind.SUPPLEMENT, schedule="daily x2")
    mondays = Course(name="Iron", kind=CourseKind.SUPPLEMENT, schedule="mon")
    weekly = Course(name="Vitamin D 20000", kind=CourseKind.SUPPLEMENT, schedule="every 1 weeks")
    free = Course(name="Magnesium", kind=CourseKind.SUPPLEMENT, schedule="as needed")
    lately = Intake(date=TODAY - dt.timedelta(days=2), item="Vitamin D 20000", course_id=weekly.id, supplement=True)
    where = knowing(daily, mondays, weekly, free, lately)
    assert [change.record.called() for change in one("all my supplements", where).changes] == ["Zinc"]
    monday = one("all my supplements 2026-11-16", knowing(mondays))
    assert monday.missing.endswith("is still to come.")
    assert "added on the Medications page" in one("all supplements", knowing()).missing


def test_a_template_that_is_not_there_is_said_kindly_and_those_there_are_offered() -> None:
    made = Template(name="Strength A", kind=TemplateKind.WORKOUT, content=content_of([{"minutes": "30"}]))
    where = Known(Snapshot(TODAY, {}), NOON, [(made, ())])
    assert one("strength a", where).given == made.id
    missing = one("strength c", where)
    assert missing.missing.startswith("No template is called “Strength C” yet.")
    assert isinstance(missing.start, Workout)
    assert missing.start.title == "Strength C"
    assert [other.given for other in missing.others] == [made.id]


def test_a_weekday_of_a_visit_is_the_coming_one_and_the_past_one_is_offered() -> None:
    item = one("dr smith tuesday")
    assert item.sentence == "Visit with Dr Smith, Tuesday 17 November"
    assert [other.sentence for other in item.others] == ["Visit with Dr Smith, Tuesday 10 November"]
    held = one("dr okafor tuesday")
    assert held.missing == "Noted already: Visit with Dr Okafor, Tuesday 17 November."
    assert not held.changes
    assert isinstance(held.there, Visit)
    assert (held.there.clinician, held.there.date) == ("Dr Okafor", dt.date(2026, 11, 17))
    assert one("dr okafor").missing.startswith("On which day?")
    assert isinstance(one("dr okafor").start, Visit)
    assert one("doctor").missing == "Enter opens the form."


def test_a_visit_needs_no_more_than_its_day_and_the_one_of_that_day_is_opened() -> None:
    held = one("visit 17 nov")
    assert held.missing == "Noted already: Visit with Dr Okafor, Tuesday 17 November."
    assert held.there is not None
    assert one("visit").missing == "Enter opens the form."
    visit = written("appointment 3 dec 9:15", Visit)
    assert (visit.date, visit.time, visit.clinician) == (dt.date(2026, 12, 3), dt.time(9, 15), "")


def test_nothing_but_a_visit_or_a_question_is_written_ahead() -> None:
    for text in ("weight 62 tomorrow", "deno next friday", "yog 200 tomorrow"):
        assert one(text).missing == "13 November 2026 is still to come."
        assert not one(text).changes


def test_which_weekday_is_meant() -> None:
    thursday = TODAY
    assert read_line("x tuesday", thursday).day == dt.date(2026, 11, 10)
    assert read_line("x tuesday", thursday).coming == dt.date(2026, 11, 17)
    assert read_line("x next thursday", thursday).day == dt.date(2026, 11, 19)
    assert read_line("x last thursday", thursday).day == dt.date(2026, 11, 5)
    assert read_line("x 2026-11-03", thursday).coming is None


def test_lines_of_other_languages_keep_their_order() -> None:
    assert plainly("30 min 산책") == "30 min 산책"
    assert plainly("30 min walk") == "walk 30 min"
    use_language("es")
    try:
        assert plainly("2 h de bici") == "2 h de bici"
        assert plainly("a las 8") == "a las 8"
    finally:
        use_language("en")
