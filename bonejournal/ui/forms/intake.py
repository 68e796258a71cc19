"""One thing eaten or taken, with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import ClassVar, cast

from bonejournal.domain.entry import Habit
from bonejournal.domain.nutrition.foods import NUTRIENTS
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.quick.line import MEALS
from bonejournal.domain.record import Problem, Record
from bonejournal.domain.step import Step
from bonejournal.domain.typeahead import fold
from bonejournal.domain.words import mark, tr
from bonejournal.journal.store import Journal
from bonejournal.ui.forms.plain import PlainForm


class IntakeForm(PlainForm):
    """One row of a day. What is not known stays empty, and is never counted as zero."""

    key = "intake-form"
    title = mark("Eaten or taken")
    new_title = mark("Record what you ate or took")
    parent_key = "nutrition"
    record_class: ClassVar[type[Record]] = Intake
    groups = (
        (mark("What it was"), ("date", "time", "meal", "supplement", "item", "amount", "unit")),
        (mark("What was in it"), (*NUTRIENTS, "source")),
    )
    spans: ClassVar[Mapping[str, int]] = {"meal": 1, "unit": 1}

    def texts_offered(self, name: str) -> Iterable[str]:
        """The meals by their names; any other word can be typed."""
        return map(tr, MEALS.values()) if name == "meal" else super().texts_offered(name)

    @classmethod
    def texts_for(cls, record: Record, habit: Habit) -> dict[str, str]:
        """A meal by its name."""
        texts = super().texts_for(record, habit)
        return {**texts, "meal": tr(MEALS[texts["meal"]]) if texts["meal"] in MEALS else texts["meal"]}

    def read(self) -> tuple[Record, list[Problem]]:
        """A meal that is known by its key."""
        record, unread = super().read()
        row = cast(Intake, record)
        known = next((key for key, name in MEALS.items() if fold(row.meal) in (key, fold(tr(name)))), row.meal)
        return replace(row, meal=known), unread

    def save_step(self, step: Step, record: Record) -> None:
        """Write the step; what is new on a day comes after all that was eaten there before."""
        before = self.start.record
        row = cast(Intake, record)
        moved = isinstance(before, Intake) and before.date != row.date
        if not step.changes or not (self.is_new or moved):
            super().save_step(step, record)
            return

        def last(rows: tuple[Intake, ...]) -> None:
            others = (one.position or 0 for one in rows if one.id != row.id)
            after = replace(row, position=max(others, default=0.0) + 1)
            changes = tuple(replace(one, after=after) if one.after == row else one for one in step.changes)
            super(IntakeForm, self).save_step(replace(step, changes=changes), after)

        self.ask(lambda journal: journal.between(Intake, row.date, row.date), last, key="position")

    def neighbours(self, journal: Journal) -> tuple[Record, ...]:
        """None: nothing is asked about others, and there may be thousands."""
        return ()
