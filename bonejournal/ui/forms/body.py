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
    parent_key = "records"
    record_class: ClassVar[type[Record]] = BodyMeasure
    spans: ClassVar[Mapping[str, int]] = {"source": 1}

    def neighbours(self, journal: Journal) -> tuple[Record, ...]:
        """The last weeks, and every height: a scale may have left thousands of weights."""
        return journal.snapshot(journal.today()).of(BodyMeasure)


class SleepForm(PlainForm):
    """The hours of one night, on the day she woke up."""

    key = "sleep-form"
    title = mark("Sleep")
    parent_key = "training"
    record_class: ClassVar[type[Record]] = Sleep
    leave_out = frozenset({"source"})

    def neighbours(self, journal: Journal) -> tuple[Record, ...]:
        """A night is seen against no other."""
        return ()

    def blank(self) -> Record:
        """Last night."""
        return Sleep(date=self.desk.on, source=MANUAL)


class ActivityForm(PlainForm):
    """The steps of one day."""

    key = "activity-form"
    title = mark("Steps")
    parent_key = "training"
    record_class: ClassVar[type[Record]] = Activity
    leave_out = frozenset({"source"})

    def neighbours(self, journal: Journal) -> tuple[Record, ...]:
        """A day is seen against no other."""
        return ()

    def blank(self) -> Record:
        """Today."""
        return Activity(date=self.desk.on, source=MANUAL)
