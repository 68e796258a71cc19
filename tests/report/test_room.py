"""The largest size that fits is found from any guess, with few tries where the guess is good."""

from __future__ import annotations

import pytest

from bonejournal.report.room import first_fitting


@pytest.mark.parametrize("count", [1, 2, 3, 23])
def test_any_guess_finds_the_first_that_fits(count: int) -> None:
    for fitting in range(count):
        for guess in range(count):
            assert first_fitting(count, guess, lambda size, first=fitting: size >= first) == fitting


def test_where_none_fits_it_is_the_last() -> None:
    assert first_fitting(9, 4, lambda _size: False) == 8


def test_a_good_guess_takes_two_tries() -> None:
    tried: list[int] = []
    assert first_fitting(23, 11, lambda size: tried.append(size) or size >= 11) == 11
    assert tried == [11, 10]
