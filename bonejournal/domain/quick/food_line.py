"""The line of one day of eating: the grammar of quick add for food and supplements alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.quick import eating, taking
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.line import read_line
from bonejournal.domain.quick.understood import Understood

_WORKED_OUT = 12


def understand_food(text: str, known: Known, day: dt.date, most: int = 7) -> list[Understood]:
    """What was eaten or taken, the likeliest first, on `day` unless the line says another. Never raises."""
    line = read_line(text, known.today)
    if not line.words:
        return []
    if not line.dated:
        line = replace(line, day=day)
    guesses = sorted((*eating.guesses(line, known), *taking.guesses(line, known)), key=lambda guess: guess.score)
    found: dict[str, Understood] = {}
    for guess in guesses[:_WORKED_OUT]:
        made = guess.make()
        if made.kind == Intake.KIND.key and (made.changes or made.missing):
            if line.problem:
                made = replace(made, changes=(), sentence="", missing=line.problem, questions=())
            found.setdefault(made.name, made)
    return sorted(found.values(), key=lambda made: not made.changes)[:most]


def eaten_row(made: Understood) -> Intake | None:
    """The row that would be written, None where something is missing."""
    after = made.changes[0].after if made.changes else None
    return after if isinstance(after, Intake) else None
