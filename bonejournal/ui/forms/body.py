"""Weight, height and composition of one day; sleep; steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from bonejournal.domain.body import Activity, BodyMeasure, Sleep
from bonejournal.domain.record import Record
from bonejournal.domain.words import mark
from bonejournal.ui.forms.plain import PlainForm

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal

MANUAL = "manual"


class BodyForm(PlainForm):
    """One body measure; what is not measured stays empty."""

    key = "body-form"
    title = mark("Weight, height and waist")
    new_title = mark("Record body measures")
    parent_key = "body-sleep"
    home = "training"
    recalls = frozenset({"weight_kg", "height_cm", "waist_cm", "lean_mass_kg", "fat_mass_kg"})
    record_class: ClassVar[type[Record]] = BodyMeasure
    spans: ClassVar[Mapping[str, int]] = {"source": 1}

    def neighbours(self, journal: Journal) -> tuple[Record, ...]:
        """The last weeks, and every height: a scale may have left thousands of weights."""
        return journal.snapshot(journal.today()).of(BodyMeasure)


class SleepForm(PlainForm):
    """The hours of one night, on the day she woke up."""

    key = "sleep-form"
    title = mark("Sleep")
    new_title = mark("Record sleep")
    parent_key = "body-sleep"
    home = "training"
    recalls = frozenset({"hours"})
    record_class: ClassVar[type[Record]] = Sleep
    leave_out = frozenset({"source"})

    def neighbours(self, journal: Journal) -> tuple[Record, ...]:
        """The night before: a night is judged against no other."""
        return journal.snapshot(journal.today()).of(Sleep)[-1:]

    def blank(self) -> Record:
        """Last night."""
        return Sleep(date=self.desk.on, source=MANUAL)


class ActivityForm(PlainForm):
    """The steps of one day."""

    key = "activity-form"
    title = mark("Steps")
    new_title = mark("Record steps")
    parent_key = "body-sleep"
    home = "training"
    recalls = frozenset({"steps"})
    record_class: ClassVar[type[Record]] = Activity
    leave_out = frozenset({"source"})

    def neighbours(self, journal: Journal) -> tuple[Record, ...]:
        """The day before: a day is judged against no other."""
        return journal.snapshot(journal.today()).of(Activity)[-1:]

    def blank(self) -> Record:
        """Today."""
        return Activity(date=self.desk.on, source=MANUAL)
