"""A visit: what is planned before it, and what came of it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, cast

from PySide6.QtWidgets import QWidget

from bonejournal.domain.record import Record
from bonejournal.domain.visit import Visit, VisitQuestion, visit_title, visit_when
from bonejournal.domain.words import mark
from bonejournal.ui.forms.plain import PlainForm


class VisitForm(PlainForm):
    """A visit or an appointment. The dates of what comes next become due dates."""

    key = "visits-form"
    title = mark("Visit")
    new_title = mark("Note a visit")
    parent_key = "visits"
    attachable = True
    record_class: ClassVar[type[Record]] = Visit
    groups = (
        (mark("The visit"), ("date", "time", "kind", "clinician", "place", "purpose")),
        (mark("What was decided"), ("outcome", "next_visit", "next_scan", "next_labs")),
        (mark("For yourself"), ("notes",)),
    )
    spans: ClassVar[Mapping[str, int]] = {"clinician": 1}

    def begin(self) -> None:
        """After a visit its title says which it was."""
        super().begin()
        if self._is_over():
            if self._visit().clinician or self._visit().place:
                self.set_title(visit_title(self._visit()))
            self.set_caption(visit_when(self._visit()))

    def in_groups(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """After a visit what was decided comes first."""
        planned, decided, hers = self.groups
        return (decided, planned, hers) if self._is_over() else self.groups

    def first_focus(self) -> QWidget | None:
        """What came of a visit that is over, else its day."""
        return self.field_widget("outcome") if self._begun and self._is_over() else super().first_focus()

    def _visit(self) -> Visit:
        return cast(Visit, self.base)

    def _is_over(self) -> bool:
        return self.start.record is not None and self._visit().date <= self.desk.on and not self._visit().outcome


class QuestionForm(PlainForm):
    """One question for the doctor."""

    key = "questions-form"
    title = mark("Question for the doctor")
    hints: ClassVar[Mapping[str, str]] = {"position": mark("The first three are printed, in this order")}
    parent_key = "visits"
    record_class: ClassVar[type[Record]] = VisitQuestion
    groups = (("", ("text", "date", "answered", "position")),)
    spans: ClassVar[Mapping[str, int]] = {"text": 4}

    def needless(self, texts: Mapping[str, str]) -> frozenset[str]:
        """A new question has no answer yet."""
        return frozenset({"answered"}) if self.is_new else frozenset()
