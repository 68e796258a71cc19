"""The calendar of a course: taken, not taken, nothing noted, not due; before its start and after today nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.medicines.taken_days import (
    DayState,
    TakenMonth,
    has_calendar,
    month_sentence,
    month_span,
    taken_month,
)
from tests.domain.making import course, day, dose

ON = day("2026-11-12")
DAILY = course("levothyroxine", "2016", name="Thyroxine")


def month(of: Course, *doses: Dose, at: str = "2026-11-20", ticked: tuple[str, ...] = ()) -> TakenMonth:
    return taken_month(of, doses, day(at), ON, map(day, ticked))


def states(found: TakenMonth) -> dict[int, DayState]:
    return {item.day.day: item.state for item in found.days}


def test_each_day_says_what_is_known_of_it() -> None:
    skipped = dose(DAILY, "2026-11-02", taken=False)
    found = month(DAILY, dose(DAILY, "2026-11-01"), skipped)
    known = states(found)
    assert [known[1], known[2], known[3], known[12], known[13], known[30]] == [
        DayState.TAKEN, DayState.SKIPPED, DayState.NOTHING, DayState.NOTHING, DayState.OUTSIDE, DayState.OUTSIDE,
    ]  # fmt: skip
    assert found.days[1].dose_id == skipped.id
    assert (found.earlier, found.later) == (True, False)
    assert month_sentence(found) == "November 2026: taken on 1 day, not taken on 1, nothing noted on 10."


def test_a_dose_of_two_a_day_is_taken_in_part() -> None:
    twice = replace(DAILY, schedule="daily x2")
    morning = dose(twice, "2026-11-01")
    known = states(month(twice, morning, dose(twice, "2026-11-02"), replace(dose(twice, "2026-11-02"), amount="1")))
    assert (known[1], known[2]) == (DayState.PART, DayState.TAKEN)


def test_a_weekly_tablet_taken_a_day_late_covers_its_week() -> None:
    weekly = course("alendronate", "2026-10-05", schedule="every 1 weeks", name="Alendronate")
    found = month(weekly, dose(weekly, "2026-11-03"))
    known = states(found)  # due on Mondays: 2 and 9 November
    assert [known[2], known[3], known[4], known[9], known[10]] == [
        DayState.FREE, DayState.TAKEN, DayState.FREE, DayState.NOTHING, DayState.FREE,
    ]  # fmt: skip
    assert month_sentence(found) == "November 2026: taken on 1 day, nothing noted on 1."


def test_it_begins_with_the_start_and_ends_with_the_stop() -> None:
    short = course("omeprazole", "2026-11-03", "2026-11-06")
    found = month(short)
    assert [place for place, state in states(found).items() if state is DayState.NOTHING] == [3, 4, 5]
    assert (found.earlier, found.later) == (False, False)
    assert month(short, at="2026-10-01").later
    assert month_sentence(found) == "November 2026: nothing is noted."


def test_a_course_of_unknown_start_begins_with_its_first_dose() -> None:
    known = states(month(course("omeprazole"), dose(course("omeprazole"), "2026-11-01")))
    assert set(known.values()) <= {DayState.OUTSIDE, DayState.NOTHING}  # that dose is of another course
    of = course("omeprazole")
    known = states(month(of, dose(of, "2026-11-10")))
    assert [known[9], known[10], known[11]] == [DayState.OUTSIDE, DayState.TAKEN, DayState.NOTHING]


def test_a_supplement_is_known_by_its_ticks() -> None:
    tablets = course("calcium_citrate", "2024", kind=CourseKind.SUPPLEMENT)
    known = states(month(tablets, ticked=("2026-11-04",)))
    assert (known[4], known[5]) == (DayState.TAKEN, DayState.NOTHING)


@pytest.mark.parametrize(
    "schedule, told",
    [("daily", True), ("daily x3", True), ("mon,thu", True), ("every 1 weeks", True), ("every 6 months", False),
     ("every 4 weeks", False), ("as needed", False), ("once", False), ("", False)],
)  # fmt: skip
def test_only_what_is_taken_by_the_day_or_week_has_a_calendar(schedule: str, told: bool) -> None:
    assert has_calendar(replace(DAILY, schedule=schedule)) is told


def test_a_month_reaches_a_week_back_and_to_its_last_day() -> None:
    assert month_span(day("2028-02-10")) == (day("2028-01-25"), day("2028-02-29"))
