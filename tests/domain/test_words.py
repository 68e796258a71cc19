"""Where lines of a text may break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.words import either, held, number, together, whole


@pytest.mark.parametrize(
    "text, shown",
    [
        ("Calcium is 160 mg below the 1,200 mg target", "Calcium is 160~mg below the 1,200~mg~target"),
        ("0.22 g/kg below the 1.2–1.6 g/kg target", "0.22~g/|kg below the 1.2–1.6~g/|kg~target"),
        ("measured on 4 November 2024 at home by her", "measured on 4~November 2024 at home by~her"),
        ("the latest on 22 August 2026.", "the latest on 22~August~2026."),
        ("PINP 23 µg/L (−63\u2009%); from baseline", "PINP 23~µg/|L (−63\u2009|%); from~baseline"),
        ("men who lack testosterone.", "men who lack testosterone."),
        ("a lymphadenopathy-questionnaire now", "a lymphadenopathy-questionnaire now"),
        ("/home/helen/d/my journal.bonejournal", "/home/helen/d/my journal.bonejournal"),
        ("two words", "two words"),
        ("", ""),
    ],
)
def test_a_line_breaks_where_it_is_read_best(text: str, shown: str) -> None:
    assert held(text).replace("\u00a0", "~").replace("\u2060", "|") == shown


@pytest.mark.parametrize(
    "texts, all_of_them, one_of_them",
    [((), "", ""), (("hip",), "hip", "hip"), (("hip", "spine"), "hip and spine", "hip or spine"),
     (("hip", "spine", "neck"), "hip, spine and neck", "hip, spine or neck")],
)  # fmt: skip
def test_a_list_inside_a_sentence(texts: tuple[str, ...], all_of_them: str, one_of_them: str) -> None:
    assert (together(texts), either(texts)) == (all_of_them, one_of_them)


@given(st.floats(-1e6, 1e6))
def test_the_form_of_a_sentence_goes_by_the_number_it_says(value: float) -> None:
    assert number(whole(value)) == number(value, 0)
