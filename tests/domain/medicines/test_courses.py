"""Courses and doses in words: their order, what is due and how late, intervals, and what a new course begins with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bonejournal.domain.dates import PartialDate, parse_coming
from bonejournal.domain.medicines.courses import (
    Group,
    course_words,
    courses_sentence,
    effect_words,
    group_of,
    in_rows,
    proposed,
    sentence_of,
    span_words,
)
from bonejournal.domain.medicines.doses import (
    adherence_words,
    after_words,
    courses_for_doses,
    due_doses,
    interval_words,
    new_dose,
)
from bonejournal.domain.medicines.medication import (
    Course,
    CourseKind,
    adherence,
    counted_adherence,
    drug_index,
    drugs,
    timed_doses,
)
from bonejournal.domain.medicines.schedule import dose_and_schedule, parse_schedule, typed_schedule
from bonejournal.domain.visit import Visit, VisitKind
from tests.domain.making import course, day, dose, journal

PROLIA = replace(course("denosumab_60", "2024-11-18", schedule="every 6 months", name="Denosumab"), dose="60 mg")
LAST = dose(PROLIA, "2026-05-20")


def test_courses_stand_by_what_they_are_to_bone_and_what_is_taken_now_first() -> None:
    ended = course("alendronate", "2019", "2024", name="Alendronate")
    hormone = course("estradiol_patch", "2021", name="Patch", kind=CourseKind.HORMONE_THERAPY)
    tablets = course("calcium_citrate", "2024", name="Calcium", kind=CourseKind.SUPPLEMENT)
    pills = course("liu_wei_di_huang_wan", "2025", name="Six herbs", kind=CourseKind.HERBAL)
    thyroid, stomach = course("levothyroxine", "2016", name="Thyroid"), course("omeprazole", "2023", name="Stomach")
    sleep = course("zolpidem", "2025", name="Sleep")
    found = in_rows([sleep, stomach, thyroid, pills, tablets, hormone, ended, PROLIA], day("2026-11-12"))
    assert [one.name for one in found] == [
        "Denosumab", "Alendronate", "Patch", "Calcium", "Six herbs", "Thyroid", "Stomach", "Sleep",
    ]  # fmt: skip
    assert [group_of(one) for one in found][:3] == [Group.BONE, Group.BONE, Group.HORMONE]


def test_a_course_is_said_in_one_line() -> None:
    whole = replace(PROLIA, route="subcutaneous")
    assert course_words(whole) == "Denosumab 60 mg, under the skin, every 6 months"
    assert sentence_of(whole) == "60 mg every 6 months, under the skin, since 18 November 2024."
    assert course_words(Course(name="Something", route="by spoon")) == "Something, by spoon"
    assert span_words(course("x", "2023-03", "2025-06")) == "March 2023 to June 2025"
    assert span_words(course("x", "2023-03", "2025-06"), short=True) == "Mar 2023 to Jun 2025"
    assert sentence_of(Course(name="Something")) == ""


def test_the_sentence_names_the_bone_medicine_and_counts_the_rest() -> None:
    on = day("2026-11-12")
    assert courses_sentence([PROLIA], on) == "Your bone medicine is denosumab since 18 November 2024."
    with_one = courses_sentence([PROLIA, course("levothyroxine", "2016", name="Thyroid")], on)
    assert with_one.endswith("beside it you take 1 other medicine or supplement.")
    assert "none is among the bone medicines" in courses_sentence([course("x", name="A"), course("y", name="B")], on)
    ended = course("omeprazole", "2023", "2025", name="Stomach")
    assert courses_sentence([ended], on) == "Nothing is taken now; 1 earlier course is on record."


def test_what_the_catalogue_knows_of_bone_and_steadiness_is_said() -> None:
    assert effect_words(course("prednisone")) == "known to lower bone"
    assert effect_words(course("zolpidem")) == "known to make you unsteady"
    assert effect_words(course("sertraline")) == "known to lower bone and to make you unsteady"
    assert effect_words(course("denosumab_60")) == effect_words(course("nothing known")) == ""


@pytest.mark.parametrize(
    "on, mark, said",
    [
        ("2026-11-12", "due", "Denosumab is due on Friday 20 November, in 8 days. No appointment noted yet. Arrange it "
         "for that day; if that is not possible, call the clinic beforehand."),
        ("2026-11-20", "due", "Denosumab is due on Friday 20 November, today. No appointment noted yet. Arrange it "
         "for that day; if that is not possible, call the clinic beforehand."),
        ("2026-11-29", "due", "Denosumab was due on 20 November, 9 days ago. Call the clinic to arrange it. "
         "Already given?"),
        ("2026-12-03", "due", "Denosumab was due on 20 November, 13 days ago. Call the clinic to arrange it. "
         "Already given?"),
        ("2026-12-04", "over", "Denosumab was due on 20 November, 14 days ago. Call the clinic to arrange it. "
         "Already given?"),
        ("2026-12-18", "overdue", "Denosumab was due on 20 November, 28 days ago. Call the clinic to arrange it. "
         "Already given?"),
        ("2026-12-25", "overdue", "Denosumab was due on 20 November, 5 weeks ago. Its effect wears off after six "
         "months, so please call your clinic today. Already given?"),
        ("2027-11-25", "overdue", "Denosumab was due on 20 November 2026, 52 weeks ago. Its effect wears off after six "
         "months, so please call your clinic today. Already given?"),
    ],
)  # fmt: skip
def test_a_dose_that_is_near_or_late_is_said_and_marked(on: str, mark: str, said: str) -> None:
    (due,) = due_doses(journal(on, PROLIA, LAST))
    assert (due.mark, due.text) == (mark, said)


def test_a_dose_further_away_than_a_month_is_not_spoken_of() -> None:
    assert not due_doses(journal("2026-10-20", PROLIA, LAST))
    assert len(due_doses(journal("2026-10-21", PROLIA, LAST))) == 1
    assert not due_doses(journal("2026-11-12", replace(PROLIA, stop=PartialDate("2026-06")), LAST))


def test_a_dose_of_no_known_day_is_asked_about() -> None:
    (due,) = due_doses(journal("2026-11-12", PROLIA))
    assert (due.late, due.mark, due.text) == (None, "due", "Denosumab: when was the last one given?")


def test_an_appointment_stands_in_the_words_beneath_the_day() -> None:
    noted = Visit(date=day("2026-11-19"), kind=VisitKind.INJECTION, place="Hillcrest")
    (due,) = due_doses(journal("2026-11-12", PROLIA, LAST, noted))
    assert due.visit == noted
    assert due.explained.startswith(
        "Every 6 months; the last one was on 20 May 2026. Appointment noted: Thursday 19 November 2026, Hillcrest"
    )
    assert "No appointment" not in due.text


def test_what_is_swallowed_needs_no_appointment() -> None:
    monthly = course("ibandronate_oral", "2026-01-01", schedule="every 1 months", name="Ibandronate")
    monthly = replace(monthly, route="oral")
    (due,) = due_doses(journal("2026-11-12", monthly, dose(monthly, "2026-10-15")))
    assert due.text == "Ibandronate is due on Sunday 15 November, in 3 days."


@pytest.mark.parametrize(
    "second, said, on_time",
    [
        ("2025-05-20", "6 months, on time", True),
        ("2025-05-04", "5 months, on time", True),
        ("2025-05-03", "5 months, 2 weeks before its day", False),
        ("2025-06-15", "7 months, on time", True),
        ("2025-06-16", "7 months, 4 weeks after its day", False),
        ("2025-09-01", "9 months, 3 months after its day", False),
    ],
)
def test_each_interval_says_whether_it_was_on_time(second: str, said: str, on_time: bool) -> None:
    taken = [dose(PROLIA, "2024-11-18"), dose(PROLIA, second)]
    first, then = timed_doses(PROLIA, taken, day("2026-01-01"))
    assert (interval_words(first), first.on_time) == ("first one", True)
    assert (interval_words(then), then.on_time) == (said, on_time)


def test_adherence_has_its_denominator_in_words() -> None:
    on = day("2026-11-12")
    given = [dose(PROLIA, text) for text in ("2024-11-18", "2025-05-20", "2025-11-19", "2026-05-20")]
    assert adherence_words(PROLIA, adherence(PROLIA, given, on)) == "4 of 4 doses on time."
    early = [*given, dose(PROLIA, "2026-11-12")]
    assert adherence_words(PROLIA, adherence(PROLIA, early, on)) == "5 of 5 doses on time."
    assert adherence_words(PROLIA, adherence(PROLIA, [], on)) == "No dose recorded yet."
    daily = course("levothyroxine", "2026-11-01", schedule="daily", name="Thyroid")
    assert adherence_words(daily, counted_adherence(daily, 9, None, on)) == "9 of 12 doses recorded as taken."
    assert adherence_words(course("x", schedule="as needed"), None) == ""


def test_the_courses_of_doses_begin_with_what_is_due() -> None:
    thyroid = course("levothyroxine", "2016", schedule="daily", name="Thyroid")
    raloxifene = course("raloxifene", "2026-01-01", schedule="daily", name="Raloxifene")
    ended = course("alendronate", "2019", "2024", schedule="every 1 weeks", name="Alendronate")
    tablets = course("calcium_citrate", "2024", schedule="daily", name="Calcium", kind=CourseKind.SUPPLEMENT)
    everything = (thyroid, raloxifene, ended, tablets, PROLIA)
    found = courses_for_doses(everything, journal("2026-11-12", *everything, LAST))
    assert [one.name for one in found] == ["Denosumab", "Raloxifene", "Thyroid", "Alendronate"]


def test_a_new_dose_is_as_much_as_the_last_one() -> None:
    on = day("2026-11-12")
    assert new_dose(PROLIA, on).amount == "60 mg"
    assert new_dose(PROLIA, on, replace(LAST, amount="70 mg")).amount == "70 mg"
    skipped = new_dose(PROLIA, on, taken=False)
    assert (skipped.amount, skipped.taken, skipped.date) == ("", False, on)


def test_when_the_next_one_follows_is_said_of_long_intervals_only() -> None:
    assert after_words(PROLIA, day("2026-08-31")) == "The next one is then due on 28 February 2027."
    assert after_words(course("x", schedule="daily"), day("2026-08-31")) == ""


def test_a_drug_proposes_what_is_usual() -> None:
    assert proposed(drugs()["denosumab_60"]) == {
        "name": "Denosumab", "drug": "denosumab_60", "kind": "medicine", "dose": "60 mg", "route": "subcutaneous",
        "schedule": "every 6 months",
    }  # fmt: skip
    kinds = {"estradiol_patch": "hormone_therapy", "vitamin_d3": "supplement", "alendronate": "medicine"}
    assert {key: proposed(drugs()[key])["kind"] for key in kinds} == kinds
    for name in ("Liu Wei Di Huang Wan", "六味地黄丸", "Yukmijihwang-tang", "Rokumigan"):
        found = drug_index().exactly(name)
        assert found is not None
        assert proposed(found)["kind"] == "herbal"


def test_everything_a_drug_proposes_can_be_read() -> None:
    for drug in drugs().values():
        assert parse_schedule(proposed(drug)["schedule"]) is not None


@pytest.mark.parametrize(
    "typed, taken_apart",
    [
        ("60 mg every 6 months", ("60 mg", "every 6 months")),
        ("500 mg twice a day", ("500 mg", "daily x2")),
        ("1 tablet 3 times a day", ("1 tablet", "daily x3")),
        ("10 mg Mondays and Thursdays", ("10 mg", "mon,thu")),
        ("70 mg", ("70 mg", "")),
        ("", ("", "")),
    ],
)
def test_a_schedule_behind_the_dose_is_taken_off_it(typed: str, taken_apart: tuple[str, str]) -> None:
    assert dose_and_schedule(typed) == taken_apart


@pytest.mark.parametrize("written", ["daily x4", "every 3 weeks", "every 12 months", "mon,thu", "once", "as needed"])
def test_a_schedule_as_it_is_said_is_understood_again(written: str) -> None:
    schedule = parse_schedule(written)
    assert schedule is not None
    assert parse_schedule(typed_schedule(schedule.said())) == schedule


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("20 nov", "2026-11-20"),
        ("12 nov", "2026-11-12"),
        ("3 feb", "2027-02-03"),
        ("11.11.", "2027-11-11"),
        ("20 nov 2025", "2025-11-20"),
        ("yesterday", "2026-11-11"),
    ],
)
def test_a_day_that_is_planned_is_the_next_such_day(typed: str, meant: str) -> None:
    assert parse_coming(typed, day("2026-11-12")).isoformat() == meant
