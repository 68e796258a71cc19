"""Visits and appointments, and the questions she takes there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bonejournal.domain.dates import DateError, parse_coming, parse_near, parse_time
from bonejournal.domain.field import Word, choice, clock, day, flag, number, own_day, reference, text
from bonejournal.domain.record import Around, Dated, Problem, Question, kind, soft_limits
from bonejournal.domain.words import day_long, mark, tr, weekday


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

    date: dt.date = own_day(parse_near)
    time: dt.time | None = clock(mark("Time"), listed=True)
    kind: VisitKind | None = choice(mark("Kind"), VisitKind, listed=True)
    clinician: str = text(mark("With"), listed=True)
    place: str = text(mark("Where"), listed=True)
    purpose: str = text(mark("About"), listed=True)
    outcome: str = text(mark("What came of it"), long=True)
    next_visit: dt.date | None = day(mark("Next visit"), typed=parse_coming)
    next_scan: dt.date | None = day(mark("Next scan"), typed=parse_coming)
    next_labs: dt.date | None = day(mark("Next blood test"), typed=parse_coming)
    notes: str = text(mark("Note"), private=True, long=True)

    @property
    def purpose_kind(self) -> VisitKind:
        """What it is for, a visit where that is not recorded."""
        return self.kind or VisitKind.VISIT

    def questions(self, around: Around) -> Iterator[Question]:
        """Beyond the limits: whether what comes next lies after it."""
        yield from soft_limits(self)
        for name in ("next_visit", "next_scan", "next_labs"):
            day = getattr(self, name)
            if day is not None and self.day is not None and day <= self.day:  # no day yet: none can be read
                said = tr("That is not after this visit. Is it right?")
                yield Question(name, "before", said, day.isoformat())


def visit_title(visit: Visit) -> str:
    """A visit as a page's title."""
    who = visit.clinician or visit.place
    return tr("Visit with {who}", who=who) if who else tr("Your next visit")


def visit_when(visit: Visit) -> str:
    """The line beneath it: day, time and place."""
    parts = [tr("{weekday} {day}", weekday=weekday(visit.date), day=day_long(visit.date))]
    if visit.time is not None:
        parts.append(visit.time.strftime("%H:%M"))
    if visit.place and visit.clinician:
        parts.append(visit.place)
    return ", ".join(parts)


def read_appointment(texts: Mapping[str, str], purpose: str, on: dt.date) -> tuple[Visit | None, list[Problem]]:
    """The visit for an injection that a typed date, time and place stand for, or what cannot be read."""
    day, time, found = None, None, []
    try:
        day = parse_coming(texts["date"], on) if texts["date"].strip() else None
    except DateError as error:
        found.append(Problem("date", str(error)))
    else:
        if day is None:
            found.append(Problem("date", tr("Date is needed.")))
    try:
        time = parse_time(texts["time"]) if texts["time"].strip() else None
    except DateError as error:
        found.append(Problem("time", str(error)))
    if found or day is None:
        return None, found
    return Visit(date=day, time=time, kind=VisitKind.INJECTION, place=texts["place"].strip(), purpose=purpose), []


@kind("questions", mark("Question for the doctor"), 16)
@dataclass(frozen=True, slots=True)
class VisitQuestion(Dated):
    """A question for the doctor; `position` orders the questions of one visit, from 1."""

    text: str = text(mark("Question"), required=True, listed=True)
    visit_id: str = reference(mark("Visit"), "visits")
    position: float | None = number(mark("Position"), hard=(1, 1000), whole=True)
    answered: bool | None = flag(mark("Answered"))


TOP = 3
"""How many questions stand first on the doctor's page."""
WRITE_DOWN_DAYS = 60
"""For how long after a visit what came of it is asked for; after that it is no longer fresh."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the visits and questions come to on a day.

    coming: the next visit to a clinician. undecided: the last one, where what came of it is not written down yet.
    questions: those not answered, the coming visit's own first and in their order. visits: all of them, latest first.
    """

    on: dt.date
    coming: Visit | None
    undecided: Visit | None
    questions: tuple[VisitQuestion, ...]
    visits: tuple[Visit, ...]

    @property
    def top(self) -> tuple[VisitQuestion, ...]:
        """The questions that are printed first."""
        return self.questions[:TOP]

    @property
    def before(self) -> tuple[dt.date, ...]:
        """The days of the visits before the coming one, latest first: from the first of them on, changes are news."""
        until = self.coming.date if self.coming is not None else self.on
        own = (visit.date for visit in self.visits if visit.purpose_kind is VisitKind.VISIT)
        return tuple(day for day in own if day < until and day <= self.on)


def agenda(visits: Iterable[Visit], questions: Iterable[VisitQuestion], on: dt.date) -> Agenda:
    """Sort out what is to come, what is to be written down, and which questions are open."""
    ordered = sorted(visits, key=lambda visit: (visit.date, visit.time or dt.time.min, visit.id))
    own = [visit for visit in ordered if visit.purpose_kind is VisitKind.VISIT]
    coming = next((visit for visit in own if visit.date >= on and not visit.outcome), None)
    past = [visit for visit in own if visit.date <= on and visit is not coming]
    last = past[-1] if past else None
    fresh = last is not None and not last.outcome and (on - last.date).days <= WRITE_DOWN_DAYS
    asked = coming.id if coming else ""
    still = sorted(
        (question for question in questions if not question.answered),
        key=lambda one: (one.visit_id != asked, one.position or 1001, one.date, one.id),
    )
    return Agenda(on, coming, last if fresh else None, tuple(still), tuple(reversed(ordered)))


def question_for(text: str, found: Agenda) -> VisitQuestion:
    """A question noted today, after those there are for the coming visit."""
    visit = found.coming.id if found.coming else ""
    places = [int(one.position or 0) for one in found.questions if one.visit_id == visit]
    return VisitQuestion(
        date=found.on, text=text, visit_id=visit, position=float(max(places, default=0) + 1), answered=False
    )
