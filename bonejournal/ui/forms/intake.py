"""One thing eaten or taken, with all that is known of it."""

from __future__ import annotations

from typing import ClassVar

from bonejournal.domain.nutrition.foods import NUTRIENTS
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.record import Record
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

    def neighbours(self, journal: Journal) -> tuple[Record, ...]:
        """None: nothing is asked about others, and there may be thousands."""
        return ()
