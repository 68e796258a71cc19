"""Medicines on the doctor's page: bone medicines ever taken with their doses, and the others in two lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bonejournal.domain.medicines.courses import Group, course_words, group_of, in_rows, route_words, span_words
from bonejournal.domain.medicines.medication import (
    Adherence,
    Course,
    CourseKind,
    Dose,
    adherence,
    next_dose,
    taken_doses,
)
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import day_short, tr, trn
from bonejournal.report.blocks import cell, emphasised, shortened
from bonejournal.report.values import Block, Cell, Choices, Line, Run, Section, Table
from bonejournal.report.words import clipped, softened


def ticked(snapshot: Snapshot, choices: Choices) -> Snapshot:
    """The journal as if the medicines that are not ticked were not in it; kept, with what is worked out of it."""
    hidden = choices.without_courses
    if not hidden:
        return snapshot

    def without() -> Snapshot:
        kept = tuple(course for course in snapshot.of(Course) if course.id not in hidden)
        return replace(snapshot, records={**snapshot.records, Course.KIND.key: kept})

    return snapshot.once(f"without {' '.join(sorted(hidden))}", without)


def _courses(snapshot: Snapshot, choices: Choices) -> list[Course]:
    """The courses that are printed, what is taken now first."""
    return in_rows(ticked(snapshot, choices).of(Course), snapshot.on)


def bone_block(snapshot: Snapshot, choices: Choices) -> Block | None:
    """Bone medicines ever taken: dose, start, stop, doses taken of those due, the last one and the next due."""
    courses = [course for course in _courses(snapshot, choices) if group_of(course) is Group.BONE]
    if not courses and any(group_of(course) is Group.BONE for course in snapshot.of(Course)):
        return None  # there are some, and they are not mentioned

    def make(rows: int) -> Section:
        title, aside = tr("Bone medication"), tr("ever taken")
        if not courses:
            return Section("medicines", title, aside, paragraphs=((Run(tr("None on record.")),),))
        heads = (tr("Medicine"), tr("Dose"), tr("Start"), tr("Stop"), tr("Taken"), tr("Last, next"))
        table = Table(
            heads,
            tuple(_bone_row(snapshot, course) for course in courses[:rows]),
            (0, 1, 0, 0, 0, 0),
        )
        missing = len(courses) - rows
        counted = trn("{count} earlier course is on record.", "{count} earlier courses are on record.", missing)
        return Section("medicines", title, aside, tables=(table,), notes=(counted,) if missing > 0 else ())

    return shortened(max(len(courses), 1), make, usual=3, least=2)


def _bone_row(snapshot: Snapshot, course: Course) -> tuple[Cell, ...]:
    doses = snapshot.of(Dose)
    timing = course.timing
    dose = ", ".join(
        filter(None, (clipped(course.dose, 24), timing.said() if timing else clipped(course.schedule, 24)))
    )
    known = adherence(course, doses, snapshot.on)
    taken = taken_doses(course, doses, snapshot.on)
    coming = next_dose(course, doses, snapshot.on) if timing is not None and timing.long else None
    last = day_short(taken[-1].date) if taken and timing is not None and timing.long else ""
    return (
        cell(softened(clipped(course.name, 30)), bold=True),
        cell(softened(dose)),
        cell(course.start.said(short=True) if course.start else ""),
        cell(course.stop.said(short=True) if course.stop else "–"),
        cell(_taken(known) if known is not None else ""),
        _last_and_next(last, day_short(coming.day) if coming is not None and coming.day is not None else ""),
    )


def _last_and_next(last: str, coming: str) -> Cell:
    """The day of the last injection and the day of the next, where there are any."""
    if last and coming:
        return (emphasised(tr("{last}, due *{next}*", last=last, next=coming)),)
    if coming:
        return (emphasised(tr("due *{next}*", next=coming)),)
    return cell(last)


def _taken(known: Adherence) -> str:
    """How many doses were taken: "4 of 4, on time" where none lacks and none was late, else as everywhere."""
    if known.on_time is None or known.on_time < known.asked:
        return known.said()
    return tr("{taken} of {due}, on time", taken=known.taken, due=known.asked)


def other_block(snapshot: Snapshot, choices: Choices) -> Block | None:
    """All other medicines, those taken now and those stopped, and how many of them the program does not know."""
    courses = [course for course in _courses(snapshot, choices) if group_of(course) is not Group.BONE]

    def make(rows: int) -> Section | None:
        if not courses:
            return None
        now = [course for course in courses if course.active(snapshot.on)]
        past = [course for course in courses if not course.active(snapshot.on)]
        lines: list[Line] = []
        if now:
            lines.append(_list(tr("Now:"), [_said(course) for course in now], rows))
        if past:
            lines.append(_list(tr("Stopped:"), [_said(course) for course in past], max(1, rows // 2)))
        unknown = sum(1 for course in now if not course.drugs and course.kind is not CourseKind.SUPPLEMENT)
        counted = trn(
            "{count} of them is not in the program’s catalogue; its effect on bone is not known here.",
            "{count} of them are not in the program’s catalogue; their effect on bone is not known here.",
            unknown,
        )
        return Section(
            "other_medicines",
            tr("Other medicines and supplements"),
            tr("elemental doses"),
            paragraphs=tuple(lines),
            notes=(counted,) if unknown else (),
        )

    return shortened(len(courses), make, usual=8)


def _said(course: Course) -> str:
    said, route, span = course_words(course), route_words(course.route), span_words(course, short=True)
    said = softened(clipped(said.replace(f", {route}", "") if route else said, 70))
    return tr("{course} ({span})", course=said, span=span) if span else said


def _list(title: str, said: Sequence[str], most: int) -> Line:
    """What they are in bold and the courses behind it; what has no room is counted."""
    shown = "; ".join(said[:most])
    missing = len(said) - most
    if missing > 0:
        more = trn("{count} more not shown", "{count} more not shown", missing)
        shown = f"{shown}; {more}"
    return (Run(title, bold=True), Run(f" {shown}."))
