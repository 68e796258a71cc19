"""One thing eaten or taken, with all that is known of it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, cast

from bonejournal.domain.nutrition.foods import NUTRIENTS
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.record import Record
from bonejournal.domain.step import Step
from bonejournal.domain.words import mark
from bonejournal.journal.store import Journal
from bonejournal.ui.forms.plain import PlainForm


class IntakeForm(PlainForm):
    """One row of a day. What is not known stays empty, and is never counted as zero."""

    key = "intake-form"
    title = mark("Eaten or taken")
    parent_key = "nutrition"
    record_class: ClassVar[type[Record]] = Intake
    groups = (
        (mark("What it was"), ("date", "time", "meal", "item", "amount", "unit", "supplement")),
        (mark("What it held"), (*NUTRIENTS, "source")),
    )

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
