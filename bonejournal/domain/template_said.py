"""What a template makes, line by line, as she reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bonejournal.domain.labs.panels import LabPanel, label
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.nutrition.meals import meal_name, part_said
from bonejournal.domain.profile import Units
from bonejournal.domain.record import Record
from bonejournal.domain.training.exercises import Exercises
from bonejournal.domain.training.sessions import by_exercise, name_of, sets_said
from bonejournal.domain.training.workouts import Workout
from bonejournal.domain.words import tr

Line = tuple[str, str]
"""What it is, and how much of it or when."""


def lines(records: Iterable[Record], exercises: Exercises, units: Units | None = None) -> Iterator[Line]:
    """The records that a template makes: foods with their meals, exercises with their sets, tests with their units."""
    for record in records:
        if isinstance(record, Intake):
            yield part_said(record), meal_name("supplement" if record.supplement else record.meal)
        elif isinstance(record, Workout):
            for exercise, sets in by_exercise(record):
                yield name_of(exercise, exercises), sets_said(sets, units)
        elif isinstance(record, LabPanel):
            for result in record.results:
                yield tr(label(result.analyte)), result.unit
        else:
            yield record.said() or tr(record.KIND.label), ""


def key_said(pin: float | None) -> str:
    """The key that logs it, as a list shows it; "" where it has none."""
    return tr("Alt+{figure}", figure=f"{pin:.0f}") if pin else ""
