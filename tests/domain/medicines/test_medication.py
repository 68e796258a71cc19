from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.medicines.medication import Course, CourseKind, adherence, drug_index, drugs, next_dose
from bonejournal.domain.medicines.schedule import ScheduleError, parse_schedule, typed_schedule
from bonejournal.domain.record import problems
from tests.domain.making import course, day, dose

HALF_YEARLY = "every 6 months"


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("Daily", "daily"),
        ("daily x2", "daily x2"),
        ("twice a day", "daily x2"),
        ("Mondays and Thursdays", "mon,thu"),
        ("thu, mon", "mon,thu"),
        ("weekly", "every 1 weeks"),
        ("every week", "every 1 weeks"),
        ("every 6 months", "every 6 months"),
        ("every 1 month", "every 1 months"),
        ("yearly", "every 12 months"),
        ("every 2 years", "every 24 months"),
        ("once", "once"),
        ("as needed", "as needed"),
        ("", ""),
    ],
)
def test_a_schedule_is_understood_as_it_is_typed(typed: str, meant: str) -> None:
    assert typed_schedule(typed) == meant


@pytest.mark.parametrize(
    "typed", ["sometimes", "every 0 days", "every 500 weeks", "daily x99", "mon,mon", "every day or so"]
)
def test_what_is_no_schedule_is_said(typed: str) -> None:
    with pytest.raises(ScheduleError):
        parse_schedule(typed)
    assert [p.field for p in problems(course("alendronate", schedule=typed))] == ["schedule"]


def test_a_month_has_calendar_length() -> None:
    taken = course("denosumab_60", "2025-08-31", schedule=HALF_YEARLY)
    told = next_dose(taken, [dose(taken, "2025-08-31")], day("2026-01-01"))
    assert told is not None
    assert told.day == day("2026-02-28")


def test_a_skipped_dose_does_not_count_and_a_later_one_is_not_known_yet() -> None:
    taken = course("denosumab_60", "2025-06-01", schedule=HALF_YEARLY)
    doses = [dose(taken, "2025-06-01"), dose(taken, "2025-12-01", taken=False), dose(taken, "2027-01-01")]
    told = next_dose(taken, doses, day("2026-01-01"))
    assert told is not None
    assert (told.day, told.last) == (day("2025-12-01"), doses[0])


def test_without_a_dose_it_is_the_start_unless_that_is_longer_ago_than_an_interval() -> None:
    new, old = course("denosumab_60", "2026-02-01", schedule=HALF_YEARLY), course("x", "2020", schedule=HALF_YEARLY)
    first, unknown = next_dose(new, [], day("2026-03-01")), next_dose(old, [], day("2026-03-01"))
    assert first is not None
    assert unknown is not None
    assert first.day == day("2026-02-01")
    assert unknown.day is None


@pytest.mark.parametrize(
    "made",
    [
        course("x", "2025-01-01", schedule="as needed"),
        course("x", "2025-01-01", schedule="once"),
        course("x", "2025-01-01", schedule=""),
        course("x", "2025-01-01", "2025-06-01", schedule=HALF_YEARLY),
        course("x", "2025-12-01", "2026-05-01", schedule=HALF_YEARLY),
        course("x", "2027-01-01", schedule=HALF_YEARLY),
    ],
)
def test_no_dose_follows_where_none_is_due(made: Course) -> None:
    doses = [dose(made, "2025-12-01")]
    assert next_dose(made, doses, day("2026-03-01")) is None


def test_weekdays_are_followed() -> None:
    taken = course("estradiol_vaginal", "2026-01-01", schedule="mon,thu")
    told = next_dose(taken, [dose(taken, "2026-03-05")], day("2026-03-06"))
    assert told is not None
    assert told.day == day("2026-03-09")


def test_adherence_has_its_denominator_and_says_how_many_were_on_time() -> None:
    taken = course("denosumab_60", "2024-11-18", schedule=HALF_YEARLY)
    doses = [dose(taken, text) for text in ("2024-11-18", "2025-05-20", "2025-12-30", "2026-06-20")]
    told = adherence(taken, doses, day("2026-11-12"))
    assert told is not None
    assert (told.taken, told.due, told.on_time) == (4, 4, 3)
    assert told.said() == "4 of 4 doses, 3 on time"
    early = adherence(taken, [*doses[:2], dose(taken, "2025-11-12")], day("2025-11-13"))
    assert early is not None
    assert (early.taken, early.due, early.asked) == (3, 2, 3)
    assert early.said() == "3 of 3 doses, 3 on time"


def test_nothing_recorded_is_no_adherence_at_all() -> None:
    taken = course("alendronate", "2026-01-01", schedule="every 1 weeks")
    assert adherence(taken, [], day("2026-02-01")) is None
    told = adherence(taken, [dose(taken, "2026-01-08", taken=False)], day("2026-02-01"))
    assert told is not None
    assert (told.taken, told.due, told.on_time) == (0, 5, None)


def test_days_from_the_stop_on_are_not_due() -> None:
    taken = course("x", "2026-01-01", "2026-01-11", schedule="daily x2")
    told = adherence(taken, [dose(taken, "2026-01-01")], day("2026-03-01"))
    assert told is not None
    assert told.due == 20
    assert adherence(course("x", "2026-01-01", kind=CourseKind.SUPPLEMENT), [], day("2026-03-01")) is None


@given(st.dates(dt.date(1990, 1, 1), dt.date(2080, 1, 1)), st.integers(1, 24), st.integers(0, 2000))
def test_days_due_never_lie_outside_their_span(start: dt.date, months: int, length: int) -> None:
    timing = parse_schedule(f"every {months} months")
    assert timing is not None
    end = start + dt.timedelta(days=length)
    days = list(timing.days_due(start, end))
    assert days[0] == start
    assert days == sorted(set(days))
    assert days[-1] <= end


def test_a_course_is_active_from_its_start_to_the_day_before_its_stop() -> None:
    made = course("x", "2025-03", "2025-06-10")
    assert [made.active(day(text)) for text in ("2025-03-14", "2025-03-15", "2025-06-09", "2025-06-10")] == [
        False,
        True,
        True,
        False,
    ]
    assert course("x").active(day("1990-01-01"))


def test_a_stop_before_the_start_is_refused_as_far_as_it_is_known() -> None:
    assert problems(course("x", "2025-06", "2025")) == []
    assert [p.field for p in problems(course("x", "2025-06", "2024"))] == ["stop"]
    assert course("x", "2016").day == PartialDate("2016").judged


def test_the_catalogue_knows_every_drug_and_finds_it_by_its_names() -> None:
    assert len(drugs()) >= 140
    assert all(drug.fact.endswith(".") for drug in drugs().values())
    assert {drug.bone for drug in drugs().values()} == {"antiresorptive", "anabolic", "harmful", "none"}
    for drug in drugs().values():
        parse_schedule(drug.usual_schedule)
    index = drug_index()
    for typed, key in (("prolia", "denosumab_60"), ("육미지황", "liu_wei_di_huang_wan"), ("fosam", "alendronate")):
        assert index.best(typed)[0].key == key
