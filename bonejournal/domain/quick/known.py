"""What a line is understood with: her day and clock, her units, and what her journal holds."""

from __future__ import annotations

import copy
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from bonejournal.domain.entry import Habit
from bonejournal.domain.labs.analytes import analyte_index
from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.medicines.medication import Course, drug_index
from bonejournal.domain.nutrition.foods import Food, HerFood, food_index
from bonejournal.domain.nutrition.intake import Intake, in_order
from bonejournal.domain.nutrition.usual import Usual, usual_foods
from bonejournal.domain.profile import Units
from bonejournal.domain.record import Around, Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.step import Change
from bonejournal.domain.template import Template
from bonejournal.domain.training.exercises import Exercises, HerExercise
from bonejournal.domain.training.workouts import Workout
from bonejournal.domain.typeahead import Index
from bonejournal.domain.visit import Agenda, Visit, VisitQuestion, agenda

R = TypeVar("R", bound=Record)


class Known:
    """A journal on her day, and the catalogues in the order in which she uses them. Made once for many lines.

    templates: her templates, each with the records it makes.
    """

    def __init__(
        self, snapshot: Snapshot, now: dt.time, templates: Sequence[tuple[Template, Sequence[Record]]] = ()
    ) -> None:
        self.snapshot = snapshot
        self.now = now
        self.templates = Index((one, (one[0].name,)) for one in templates)
        self._written: dict[str, Record] = {}

    def prepare(self) -> Known:
        """Make all that is looked through now, so that the first line need not wait for it."""
        _ = self.foods, self.usual, self.exercises.index, self.trained, self.measured, analyte_index(), drug_index()
        return self

    def after(self, changes: Iterable[Change]) -> Known:
        """What is known once these are written: the second thing of a line is understood after the first."""
        later = copy.copy(self)
        later._written = {**self._written, **{change.record.id: change.record for change in changes}}
        return later

    @property
    def today(self) -> dt.date:
        """Her day."""
        return self.snapshot.on

    @property
    def units(self) -> Units | None:
        """The units she types in."""
        return self.snapshot.profile.units if self.snapshot.profile else None

    @property
    def habit(self) -> Habit:
        """What a text is read with."""
        return Habit(self.today, self.units)

    def of(self, cls: type[R]) -> tuple[R, ...]:
        """The records of a kind, with those written meanwhile."""
        written = {id_: record for id_, record in self._written.items() if isinstance(record, cls)}
        if not written:
            return self.snapshot.of(cls)
        kept = [record for record in self.snapshot.of(cls) if record.id not in written]
        return (*kept, *written.values())

    def on_day(self, cls: type[R], day: dt.date) -> list[R]:
        """The records of a kind on a day."""
        return [record for record in self.of(cls) if record.day == day]

    def around(self, cls: type[Record]) -> Around:
        """What a record of a kind is seen against."""
        profile = self.snapshot.profile
        return Around(self.today, profile.birth_date if profile else None, self.of(cls))

    @cached_property
    def usual(self) -> dict[str, Usual]:
        """What she eats, by name, the most often eaten first."""
        found = usual_foods(in_order(self.snapshot.of(Intake)), self.snapshot.of(HerFood))
        return {usual.food.name: usual for usual in found}

    @cached_property
    def foods(self) -> tuple[Index[Food], Index[Food]]:
        """What she has eaten and her own foods; and all the others."""
        hers = [usual.food for usual in self.usual.values()]
        own = [item.food for item in self.snapshot.of(HerFood) if item.name not in self.usual]
        return Index((food, (food.name,)) for food in (*hers, *own)), food_index()

    @cached_property
    def supplements(self) -> frozenset[str]:
        """The foods of her own that are supplements of hers."""
        return frozenset(course.food_id for course in self.snapshot.of(Course) if course.food_id)

    @cached_property
    def exercises(self) -> Exercises:
        """The catalogue with her own."""
        return Exercises(self.snapshot.of(HerExercise))

    @cached_property
    def trained(self) -> Counter[str]:
        """How many sets she has done of each exercise."""
        return Counter(done.exercise for workout in self.snapshot.of(Workout) for done in workout.sets)

    @cached_property
    def measured(self) -> dict[str, tuple[str, Decimal | None]]:
        """The unit and the value of her latest result of each analyte."""
        panels = sorted(self.snapshot.of(LabPanel), key=lambda panel: panel.date)
        return {result.analyte: (result.unit, result.value) for panel in panels for result in panel.results}

    @property
    def agenda(self) -> Agenda:
        """Her visits and open questions."""
        return agenda(self.of(Visit), self.of(VisitQuestion), self.today)

    def position(self, day: dt.date) -> float | None:
        """The place after the last thing eaten on a day, None where the day lies too far back to be known."""
        rows = self.on_day(Intake, day)
        if not rows and (self.today - day).days > 80:
            return None
        return max((row.position or 0 for row in rows), default=0.0) + 1
