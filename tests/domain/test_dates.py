from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.dates import (
    DateError,
    PartialDate,
    age_on,
    days_before,
    months_after,
    months_between,
    parse_coming,
    parse_day,
    parse_iso,
    parse_near,
    parse_partial,
    within_months,
)
from tests.domain.making import day

TODAY = day("2026-11-12")
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    "text, judged, said",
    [
        ("2020", "2020-07-01", "2020"),
        ("2020-06", "2020-06-15", "June 2020"),
        ("2020-06-14", "2020-06-14", "14 June 2020"),
    ],
)
def test_a_partial_date_is_judged_in_the_middle_and_said_as_typed(text: str, judged: str, said: str) -> None:
    assert PartialDate(text).judged == day(judged)
    assert PartialDate(text).said() == said


@pytest.mark.parametrize("text", ["", "20", "2020-13", "2020-02-30", "2020-6", "June 2020", "0000"])
def test_what_is_no_partial_date_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        PartialDate(text)


@pytest.mark.parametrize(
    "start, months, end",
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-08-31", -6, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
    ],
)
def test_months_are_counted_by_the_calendar_and_clipped_to_the_end(start: str, months: int, end: str) -> None:
    assert months_after(day(start), months) == day(end)


@given(DAYS, st.integers(0, 600))
def test_completed_months_are_the_most_that_fit(start: dt.date, extra: int) -> None:
    end = start + dt.timedelta(days=extra)
    months = months_between(start, end)
    assert months_after(start, months) <= end < months_after(start, months + 1)


@given(DAYS, st.integers(-1200, 1200))
def test_a_month_later_keeps_the_day_or_takes_the_months_last(start: dt.date, months: int) -> None:
    end = months_after(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + dt.timedelta(days=1)).day == 1)


def test_the_calendar_has_ends() -> None:
    assert months_after(dt.date(9999, 6, 1), 24) == dt.date.max
    assert months_after(dt.date(1, 6, 1), -24) == dt.date.min
    assert days_before(dt.date.min, 6) == dt.date.min


@pytest.mark.parametrize(
    "start, inside", [("2025-11-11", False), ("2025-11-12", True), ("2026-11-12", True), ("2026-11-13", False)]
)
def test_within_twelve_months_both_ends_count(start: str, inside: bool) -> None:
    assert within_months(day(start), 12, TODAY) is inside


@pytest.mark.parametrize("on, years", [("2026-02-28", 69), ("2026-03-01", 70), ("2028-02-28", 71), ("2028-02-29", 72)])
def test_age_counts_completed_years(on: str, years: int) -> None:
    assert age_on(day("1956-02-29"), day(on)) == years


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", "2026-11-12"),
        ("today", "2026-11-12"),
        ("yesterday", "2026-11-11"),
        ("-3", "2026-11-09"),
        ("−3", "2026-11-09"),
        ("13 oct", "2026-10-13"),
        ("13 October", "2026-10-13"),
        ("12 nov", "2026-11-12"),
        ("13 nov", "2025-11-13"),
        ("13/10", "2026-10-13"),
        ("13.10.", "2026-10-13"),
        ("13.10.2026", "2026-10-13"),
        ("3-4-2024", "2024-04-03"),
        ("13 oct 2024", "2024-10-13"),
        ("13 oct, 2024", "2024-10-13"),
        ("13/10/24", "2024-10-13"),
        ("3/5/68", "1968-05-03"),
        ("3/5/27", "2027-05-03"),
        ("2026-10-13", "2026-10-13"),
        ("2026-1-3", "2026-01-03"),
        ("29 feb", "2024-02-29"),
    ],
)
def test_a_day_is_understood_as_she_types_it(text: str, expected: str) -> None:
    assert parse_day(text, TODAY) == day(expected)


@pytest.mark.parametrize(
    "text",
    ["31/2", "32 oct", "13 13 2026", "10/13/2026", "oct", "oct 2026", "13 foo", "2026", "soon", "31/6/2026", "-"],
)
def test_what_is_no_day_is_answered_with_a_sentence(text: str) -> None:
    with pytest.raises(DateError, match=r"\.$"):
        parse_day(text, TODAY)


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_sentence(text: str) -> None:
    try:
        said = parse_day(text, TODAY).isoformat()
    except DateError as error:
        said = str(error)
    assert said


@given(DAYS)
def test_a_written_day_is_read_back(when: dt.date) -> None:
    assert parse_iso(when.isoformat()) == when
    assert parse_day(f"{when.day}.{when.month}.{when.year}", TODAY) == when


@pytest.mark.parametrize("text", ["2026-13-01", "20261013", "13.10.2026", "2026-W01-1", ""])
def test_files_write_days_in_one_way_only(text: str) -> None:
    with pytest.raises(DateError):
        parse_iso(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2020", "2020"),
        ("2020-06", "2020-06"),
        ("June 2020", "2020-06"),
        ("6/2020", "2020-06"),
        ("14 June 2020", "2020-06-14"),
    ],
)
def test_a_date_is_taken_as_precisely_as_she_knows_it(text: str, expected: str) -> None:
    assert parse_partial(text, TODAY).text == expected


@pytest.mark.parametrize("text", ["13/2020", "2020-13", "foo 2020", "0000"])
def test_a_month_or_year_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_partial(text, TODAY)


@pytest.mark.parametrize(
    "text, today, expected",
    [
        ("20 nov", "2026-11-12", "2026-11-20"),
        ("12.11.", "2026-11-12", "2026-11-12"),
        ("11 nov", "2026-11-12", "2027-11-11"),
        ("11 nov 2026", "2026-11-12", "2026-11-11"),
        ("29 feb", "2026-11-12", "2028-02-29"),
        ("29.2.", "2028-02-10", "2028-02-29"),
        ("28 feb", "2027-11-12", "2028-02-28"),
    ],
)
def test_what_is_planned_without_a_year_is_the_next_such_day(text: str, today: str, expected: str) -> None:
    assert parse_coming(text, day(today)) == day(expected)


@pytest.mark.parametrize(
    "text, expected",
    [("17 nov", "2026-11-17"), ("2 nov", "2026-11-02"), ("3 mar", "2027-03-03"), ("3 jun", "2026-06-03"),
     ("17 nov 2025", "2025-11-17"), ("29 feb", "2028-02-29")],
)  # fmt: skip
def test_what_was_or_is_planned_without_a_year_is_the_nearest_such_day(text: str, expected: str) -> None:
    assert parse_near(text, day("2026-11-12")) == day(expected)
