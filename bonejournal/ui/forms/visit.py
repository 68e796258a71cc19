"""A visit: what is planned before it, and what came of it afterwards."""

from __future__ import annotations

from typing import ClassVar

from bonejournal.domain.record import Record
from bonejournal.domain.visit import Visit, VisitQuestion
from bonejournal.domain.words import mark
from bonejournal.ui.forms.plain import PlainForm


class VisitForm(PlainForm):
    """A visit or an appointment. The dates of what comes next become due dates."""

    key = "visits-form"
    title = mark("Visit")
    parent_key = "visits"
    attachable = True
    record_class: ClassVar[type[Record]] = Visit
    groups = (
        (mark("The visit"), ("date", "time", "kind", "clinician", "place", "purpose")),
        (mark("What was decided"), ("outcome", "next_visit", "next_scan", "next_labs")),
        (mark("For yourself"), ("notes",)),
    )


class QuestionForm(PlainForm):
    """One question for the doctor."""

    key = "questions-form"
    title = mark("Question for the doctor")
    parent_key = "visits"
    record_class: ClassVar[type[Record]] = VisitQuestion
