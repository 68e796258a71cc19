"""Falls, fractures and the medicines that make unsteady, over time: as lines, as rows of a picture, in one sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bonejournal.domain.falls.events import Fall
from bonejournal.domain.falls.history import FallHistory, bone_words, circumstances, fall_kind_words
from bonejournal.domain.medicines.courses import span_words
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.words import capital, day_short, together, tr, trn

LANE, BAR = 38.0, 26.0
"""The height of a lane of events and of a row of medicines in the picture, in units."""
MOST_BARS = 5
"""Rows of medicines in the picture; the table has all."""


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One thing in the timeline: the day it is judged as, as it is written in files, and in words."""

    day: dt.date
    written: str
    said: str
    what: str
    details: str
    record_id: str


def timeline_lines(history: FallHistory) -> list[TimelineLine]:
    """Everything in the timeline, newest first."""
    lines = [
        TimelineLine(
            fall.date, fall.date.isoformat(), day_short(fall.date), fall_kind_words(fall), _told(fall), fall.id
        )
        for fall in history.falls
    ]
    for item in history.fractures:
        when = item.date.said(short=True) if item.date else ""
        told = capital(", ".join(filter(None, (bone_words(item), item.mechanism))))
        lines.append(TimelineLine(item.day or dt.date.min, str(item.date or ""), when, tr("Fracture"), told, item.id))
    for course in history.sedating:
        when = course.start.said(short=True) if course.start else ""
        told = ", ".join(filter(None, (course.called(), span_words(course))))
        lines.append(
            TimelineLine(course.day or dt.date.min, str(course.start or ""), when, tr("Medicine"), told, course.id)
        )
    return sorted(lines, key=lambda line: line.day, reverse=True)


def _told(fall: Fall) -> str:
    hurt = tr(fall.injury.label) if fall.injury and fall.injured else ""
    cause = tr(fall.cause.label) if fall.cause else ""
    return "; ".join(filter(None, (circumstances(fall), cause, hurt)))


def timeline_height(history: FallHistory) -> float:
    """The height the picture needs, in units."""
    return 2 * LANE + max(1, len(course_rows(history.sedating, history.on))) * BAR + 38


def course_rows(courses: Sequence[Course], on: dt.date) -> list[list[Course]]:
    """Courses in rows so that those in one row are never taken at the same time; those taken now first."""
    rows: list[list[Course]] = []
    for course in sorted(courses, key=lambda item: (not item.active(on), item.day or dt.date.min, item.id)):
        row = next((row for row in rows if all(_apart(course, other) for other in row)), None)
        if row is None:
            rows.append([course])
        else:
            row.append(course)
    return rows[:MOST_BARS]


def _apart(one: Course, other: Course) -> bool:
    """Whether one was stopped before the other began."""

    def before(first: Course, second: Course) -> bool:
        return first.stop is not None and second.day is not None and first.stop.judged <= second.day

    return before(one, other) or before(other, one)


def timeline_sentence(history: FallHistory) -> str:
    """What the timeline shows, in one sentence."""
    falls = sum(fall.counts for fall in history.falls)
    near = len(history.falls) - falls
    count = len(history.fractures)
    said = [
        trn("{count} fracture", "{count} fractures", count) if count else tr("no fracture"),
        trn("{count} fall", "{count} falls", falls) if falls else tr("no fall"),
    ]
    if near:
        said.append(trn("{count} near fall", "{count} near falls", near))
    medicines = (
        trn(
            "{count} medicine that is known to make you unsteady",
            "{count} medicines that are known to make you unsteady",
            len(history.sedating),
        )
        if history.sedating
        else tr("no medicine that is known to make you unsteady")
    )
    return tr("On record: {events}; {medicines}.", events=together(said), medicines=medicines)
