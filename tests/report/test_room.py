"""The largest size that fits is found from any guess, with few tries where the guess is good."""

from __future__ import annotations

import pytest

from bonejournal.report.blocks import row
from bonejournal.report.room import Search, guessed
from bonejournal.report.values import Section, Table


def found(guesses: list[float], heights: list[float], room: float) -> tuple[int, list[int]]:
    """What it finds where sizes are so high, and what it tried."""
    search = Search(guesses, room)
    tried: list[int] = []
    while not search.done:
        tried.append(search.place)
        height = heights[search.place]
        search.tell(fits=height <= room, height=height)
    return search.place, tried


def falling(count: int, highest: float = 300, step: float = 5) -> list[float]:
    return [highest - step * place for place in range(count)]


@pytest.mark.parametrize("count", [1, 2, 3, 23])
@pytest.mark.parametrize("wrong", [-80, -15, 0, 15, 80])
def test_the_first_that_fits_is_found_however_wrong_the_guesses(count: int, wrong: float) -> None:
    heights = falling(count)
    for fitting in range(count):
        guesses = [height + wrong for height in heights]
        assert found(guesses, heights, heights[fitting])[0] == fitting


@pytest.mark.parametrize("guesses", [[250.0] * 40, falling(40, step=40), falling(40, step=0.1), falling(40)[::-1]])
def test_guesses_that_lead_nowhere_cost_few_tries(guesses: list[float]) -> None:
    heights = falling(40)
    for fitting in range(40):
        place, tried = found(guesses, heights, heights[fitting])
        assert place == fitting
        assert len(tried) <= 10


def test_where_none_fits_it_is_the_last() -> None:
    assert found(falling(9), falling(9), 20)[0] == 8


def test_guesses_that_are_all_as_wrong_are_put_right_by_one_try() -> None:
    heights = falling(23)
    assert len(found([height + 60 for height in heights], heights, heights[11])[1]) == 3


def test_what_does_not_fit_seems_higher_than_it_is() -> None:
    guesses = falling(26)
    heights = [guess - 20 if guess - 20 <= 215 else 290 for guess in guesses]
    place, tried = found(guesses, heights, 215)
    assert guesses[place] - 20 == 215
    assert len(tried) <= 4


def test_a_column_has_what_those_as_wide_as_their_text_leave() -> None:
    said = "in a column of its own " * 3

    def about(beside: str) -> float:
        return guessed((Section("labs", "Labs", tables=(Table((), (row("a", said, beside),), (0, 1, 0)),)),))

    assert about("beside it " * 4) > about("beside")
    assert about("a") == about("b" * 10)
