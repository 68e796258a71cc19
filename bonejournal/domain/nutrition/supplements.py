"""Supplements taken by a tick: the course says what is taken and why, its food what that holds.

One rule for both: a supplement is taken only in what is eaten, never in doses.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.nutrition.foods import HerFood
from bonejournal.domain.nutrition.intake import Intake, eaten

_PORTION = re.compile(r"(\d+(?:\.\d+)?)\s+(\S.*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Tick:
    """A supplement that can be ticked on a day; `rows` are those that say it was taken, most often one."""

    course: Course
    food: HerFood | None
    rows: tuple[Intake, ...]

    @property
    def taken(self) -> bool:
        """Whether it was taken on the day."""
        return bool(self.rows)

    @property
    def name(self) -> str:
        """What is ticked."""
        return self.food.name if self.food is not None else self.course.name

    @property
    def times(self) -> int:
        """How often a day it is taken, by its schedule."""
        timing = self.course.timing
        return timing.times if timing is not None else 1

    @property
    def said(self) -> str:
        """Its name, how much one is, and how often where that is more than once a day."""
        amount = self.food.portion if self.food is not None else self.course.dose
        timing = self.course.timing
        often = timing.said() if timing is not None and self.times > 1 else ""
        return ", ".join(filter(None, (self.name, amount, often)))


def ticks(
    courses: Iterable[Course], foods: Iterable[HerFood], rows: Sequence[Intake], day: dt.date
) -> tuple[Tick, ...]:
    """The supplements of a day: those taken then by their courses, and those that were ticked whatever their course."""
    known = {food.id: food for food in foods}
    found = []
    for course in courses:
        held = tuple(row for row in rows if row.date == day and row.course_id == course.id)
        if course.kind is CourseKind.SUPPLEMENT and (course.active(day) or held):
            found.append(Tick(course, known.get(course.food_id), held))
    return tuple(sorted(found, key=lambda tick: (tick.course.name, tick.course.id)))


def taken(tick: Tick, day: dt.date) -> Intake:
    """The row that a tick writes: all that is taken of it on a day, by its schedule."""
    return _row(tick, day, tick.times)


def portion(tick: Tick, day: dt.date) -> Intake:
    """One portion of a supplement, however often a day it is taken."""
    return _row(tick, day, 1)


def _row(tick: Tick, day: dt.date, times: int) -> Intake:
    """What the label says, so many times; what is not on it stays unknown."""
    if tick.food is None:
        row = Intake(date=day, item=tick.course.name, amount=float(times) if times > 1 else None)
    else:
        found = _PORTION.fullmatch(tick.food.portion)
        amount, unit = (Decimal(found[1]), found[2]) if found else (Decimal(1), tick.food.portion)
        # The food's values are those of one portion, however many pieces that is.
        row = eaten(tick.food.food, Decimal(times), "", day)
        row = replace(row, amount=float(amount * times), unit=unit)
    return replace(row, meal="supplement", supplement=True, course_id=tick.course.id)
