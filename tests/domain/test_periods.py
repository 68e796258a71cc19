from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.periods import parse_period, split_period

TODAY = dt.date(2026, 11, 12)


@pytest.mark.parametrize(
    "text, start, end",
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("June 2024", "2024-06-01", "2024-06-30"),
        ("feb 2024", "2024-02-01", "2024-02-29"),
        ("sept 2020", "2020-09-01", "2020-09-30"),
        ("2024-06", "2024-06-01", "2024-06-30"),
        ("6/2024", "2024-06-01", "2024-06-30"),
        ("last spring", "2026-03-01", "2026-05-31"),
        ("last autumn", "2025-09-01", "2025-11-30"),
        ("this autumn", "2026-09-01", "2026-11-30"),
        ("last winter", "2025-12-01", "2026-02-28"),
        ("winter 2023", "2023-12-01", "2024-02-29"),
        ("spring 2023", "2023-03-01", "2023-05-31"),
        ("2023 spring", "2023-03-01", "2023-05-31"),
        ("last week", "2026-11-02", "2026-11-08"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("yesterday", "2026-11-11", "2026-11-11"),
        ("13 oct", "2026-10-13", "2026-10-13"),
        ("13 oct 2024", "2024-10-13", "2024-10-13"),
        ("13/10/2024", "2024-10-13", "2024-10-13"),
        ("2024-10-09", "2024-10-09", "2024-10-09"),
    ],
)
def test_a_span_is_read_as_it_is_named(text: str, start: str, end: str) -> None:
    found = parse_period(text, TODAY)
    assert found == (dt.date.fromisoformat(start), dt.date.fromisoformat(end))


@pytest.mark.parametrize(
    "text", ["", "3", "omega 3", "vitamin d", "spring", "last", "fall", "2 apricots", "9999", "99/2024"]
)
def test_what_names_no_span_is_none(text: str) -> None:
    assert parse_period(text, TODAY) is None


def test_a_span_is_taken_out_of_what_is_looked_for() -> None:
    words, found = split_period("vitamin d 2024", TODAY)
    assert words == "vitamin d"
    assert found is not None
    assert found.start.year == 2024
    assert split_period("fall last spring in town", TODAY)[0] == "fall in town"
    assert split_period("hip", TODAY) == ("hip", None)


@given(st.text(max_size=30))
def test_any_text_is_read_without_an_error(text: str) -> None:
    words, found = split_period(text, TODAY)
    assert found is None or found.start <= found.end
    assert found is not None or words == text
