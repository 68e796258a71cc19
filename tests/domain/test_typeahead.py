from __future__ import annotations

import time

from hypothesis import example, given
from hypothesis import strategies as st

from bonejournal.domain.nutrition.foods import bundled
from bonejournal.domain.typeahead import BEGINS, SLIP, WHOLE, Index, fold

NAMES = ["Yogurt, plain", "Frozen yogurt", "Soy yoghurt drink", "Yo", "Größe", "Leche entera"]
INDEX = Index([(name, (name,)) for name in NAMES])


def test_a_whole_name_goes_first_then_one_that_begins_so() -> None:
    assert INDEX.best("yo")[:2] == ["Yo", "Yogurt, plain"]
    assert INDEX.best("yog") == ["Yogurt, plain", "Frozen yogurt", "Soy yoghurt drink"]


def test_words_in_any_order_without_case_and_accents() -> None:
    assert INDEX.best("plain YOG") == ["Yogurt, plain"]
    assert INDEX.best("grosse") == ["Größe"]
    assert INDEX.best("grösse") == ["Größe"]
    assert INDEX.exactly("LECHE, entera") == "Leche entera"
    assert INDEX.best("") == []
    assert INDEX.best("xyz") == []


@given(st.text(max_size=20))
@example("\N{MATHEMATICAL MONOSPACE CAPITAL A}")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from(NAMES), st.integers(1, 20))
def test_every_beginning_of_a_name_finds_it(name: str, length: int) -> None:
    assert name in INDEX.best(name[:length], limit=10) or not fold(name[:length])


def test_two_thousand_foods_are_looked_through_at_once() -> None:
    many = [(f"{food.name} {count}", (f"{food.name} {count}",)) for count in range(6) for food in bundled()]
    index = Index(many)
    start = time.process_time()  # others may have the machine meanwhile
    for typed in ("y", "yo", "milk whole", "cheese"):
        assert index.best(typed)
    assert (time.process_time() - start) / 4 < 0.05


def test_one_slip_of_the_keys_is_understood_where_nothing_else_fits() -> None:
    assert INDEX.best("yogutr") == ["Yogurt, plain", "Frozen yogurt"]
    assert INDEX.best("frosen yog") == ["Frozen yogurt"]
    assert INDEX.best("yugort") == []
    assert INDEX.best("yu") == []


def test_how_well_a_name_fits() -> None:
    assert INDEX.fits("yo", 2) == [(WHOLE, "Yo"), (BEGINS, "Yogurt, plain")]
    assert INDEX.fits("yogurr", 1) == [(SLIP, "Yogurt, plain")]


def test_korean_by_the_consonants_its_syllables_begin_with() -> None:
    index = Index([("칼슘", ("칼슘", "calcium")), ("요구르트", ("요구르트",)), ("칼륨", ("칼륨",))])
    assert index.best("ㅋㅅ") == ["칼슘"]
    assert index.best("ㅋ") == ["칼슘", "칼륨"]
    assert index.best("칼ㅅ") == ["칼슘"]
    assert index.best("요구") == ["요구르트"]
    assert index.best("ㅎ") == []
