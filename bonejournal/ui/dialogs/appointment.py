"""The two small windows of a course: when an injection is arranged for, and since when a medicine is not taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bonejournal.domain.dates import DateError, parse_coming, parse_partial
from bonejournal.domain.meaning.facts import DENOSUMAB
from bonejournal.domain.medicines.asking import stopped_words
from bonejournal.domain.record import Problem, problems
from bonejournal.domain.step import creating, editing
from bonejournal.domain.visit import read_appointment
from bonejournal.domain.words import day_long, day_short, tr
from bonejournal.ui.dialogs.field_sheet import FieldSheet
from bonejournal.ui.widgets.date_field import DateField
from bonejournal.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from bonejournal.domain.medicines.medication import Course
    from bonejournal.ui.pages.journal_page import JournalPage


def appointment_sheet(page: JournalPage, course: Course, day: dt.date | None, place: str) -> FieldSheet:
    """Asks for day, time and place of an injection, and notes them as a visit."""
    on = page.desk.on

    def read_day(text: str) -> dt.date | None:
        try:
            return parse_coming(text, on) if text.strip() else None
        except DateError:
            return None

    date = DateField(tr("20 nov"), read=read_day)
    date.setText(day_short(day) if day is not None else "")
    time, where = TextField(tr("8:30")), TextField()
    where.setText(place)

    def note(texts: Mapping[str, str]) -> Sequence[Problem]:
        visit, found = read_appointment(texts, course.called(), on)
        if visit is not None:
            page.write(creating(visit), tr("Appointment on {day} noted.", day=day_long(visit.date)))
        return found

    return FieldSheet(
        page.window(),
        tr("Appointment for {name}", name=course.called()),
        tr("It stands among your visits, and here until the injection is recorded."),
        (("date", tr("&Date"), date), ("time", tr("&Time"), time), ("place", tr("&Where"), where)),
        tr("Note it"),
        note,
    )


def stop_sheet(page: JournalPage, course: Course) -> FieldSheet:
    """Asks since when a course is no longer taken, and notes it; of denosumab it says what matters then."""
    on = page.desk.on
    date = DateField(tr("13 Oct 2026, or June 2026"))
    date.setText(day_short(on))
    text = tr("The first day on which it was no longer taken, as precise as you know it.")
    if DENOSUMAB in course.keys:
        asked = tr("What follows it matters; ask your doctor which date the next medicine starts.")
        text = tr("{text} {asked}", text=text, asked=asked)

    def note(texts: Mapping[str, str]) -> Sequence[Problem]:
        try:
            stop = parse_partial(texts["stop"], on)
        except DateError as error:
            return [Problem("stop", str(error))]
        changed = replace(course, stop=stop)
        found = [Problem("stop", problem.text) for problem in problems(changed)]
        if not found:
            said = tr("{name}: stopped, {day}.", name=course.called(), day=stop.said())
            page.write(editing(course, changed), stopped_words() if DENOSUMAB in course.keys else said)
        return found

    return FieldSheet(
        page.window(),
        tr("{name} was stopped", name=course.called()),
        text,
        (("stop", tr("&Stopped on"), date),),
        tr("Note it"),
        note,
    )
