"""Visits and appointments, and the questions she takes there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bonejournal.domain.field import Word, choice, clock, day, flag, number, reference, text
from bonejournal.domain.record import Dated, kind
from bonejournal.domain.words import mark


class VisitKind(Word):
    """What an appointment is for; not recorded means a visit."""

    VISIT = "visit", mark("visit")
    INJECTION = "injection", mark("injection")
    SCAN = "scan", mark("scan")
    LAB = "lab", mark("blood test")


@kind("visits", mark("Visit"), 15, ahead=True)
@dataclass(frozen=True, slots=True)
class Visit(Dated):
    """A visit that was or is to come; what came of it, and when the next is planned."""

    time: dt.time | None = clock(mark("Time"), listed=True)
    kind: VisitKind | None = choice(mark("Kind"), VisitKind, listed=True)
    clinician: str = text(mark("With"), listed=True)
    place: str = text(mark("Where"), listed=True)
    purpose: str = text(mark("About"), listed=True)
    outcome: str = text(mark("What came of it"))
    next_visit: dt.date | None = day(mark("Next visit"))
    next_scan: dt.date | None = day(mark("Next scan"))
    next_labs: dt.date | None = day(mark("Next blood test"))
    notes: str = text(mark("Note"), private=True)

    @property
    def purpose_kind(self) -> VisitKind:
        """What it is for, a visit where that is not recorded."""
        return self.kind or VisitKind.VISIT


@kind("questions", mark("Question for the doctor"), 16)
@dataclass(frozen=True, slots=True)
class VisitQuestion(Dated):
    """A question for the doctor; `position` orders the questions of one visit, from 1."""

    text: str = text(mark("Question"), required=True, listed=True)
    visit_id: str = reference(mark("Visit"), "visits")
    position: float | None = number(mark("Position"), hard=(1, 1000), whole=True)
    answered: bool | None = flag(mark("Answered"))
