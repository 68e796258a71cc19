"""Where lines of a text may break."""

from __future__ import annotations

import pytest

from bonejournal.domain.words import held


@pytest.mark.parametrize(
    "text, shown",
    [
        ("Calcium is 160 mg below the 1,200 mg target", "Calcium is 160~mg below the 1,200~mg~target"),
        ("0.22 g/kg below the 1.2–1.6 g/kg target", "0.22~g/|kg below the 1.2–1.6~g/|kg~target"),
        ("measured on 4 November 2024 at home by her", "measured on 4~November 2024 at home by~her"),
        ("the latest on 22 August 2026.", "the latest on 22~August~2026."),
        ("men who lack testosterone.", "men who lack testosterone."),
        ("a lymphadenopathy-questionnaire now", "a lymphadenopathy-questionnaire now"),
        ("/home/helen/d/my journal.bonejournal", "/home/helen/d/my journal.bonejournal"),
        ("two words", "two words"),
        ("", ""),
    ],
)
def test_a_line_breaks_where_it_is_read_best(text: str, shown: str) -> None:
    assert held(text).replace("\u00a0", "~").replace("\u2060", "|") == shown
