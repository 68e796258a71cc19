"""A month of a medicine that is taken every day or every few days: on which days it was, and on which nothing is noted.

A day without a record is a day without a record, and never a dose left out.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from bonejournal.domain.dates import days_before, months_after
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.words import mark, month_long, tr, trn


class DayState(Enum):
    """What is known of a day of a course."""

    TAKEN = mark("taken")
    PART = mark("taken in part")
    SKIPPED = mark("not taken")
    NOTHING = mark("nothing noted")
    FREE = mark("not due")
    OUTSIDE = mark("before its start or after today")


@dataclass(frozen=True, slots=True)
class TakenDay:
    """A day, what is known of it, and the id of its first dose, "" for none."""

    day: dt.date
    state: DayState
    dose_id: str = ""


@dataclass(frozen=True, slots=True)
class TakenMonth:
    """A month of a course, day by day. earlier, later: whether the course has days before and after it."""

    start: dt.date
    days: tuple[TakenDay, ...]
    earlier: bool
    later: bool

    def count(self, state: DayState) -> int:
        """On how many days that is so."""
        return sum(day.state is state for day in self.days)


def has_calendar(course: Course) -> bool:
    """Whether a calendar tells something: it is taken by the day or the week, not at long intervals or as needed."""
    timing = course.timing
    return timing is not None and timing.recurs and not timing.long


def month_span(day: dt.date) -> tuple[dt.date, dt.date]:
    """The days a month of the calendar needs doses of: from a week before it, for what is taken weekly, to its end."""
    start = day.replace(day=1)
    return days_before(start, 7), start.replace(day=calendar.monthrange(start.year, start.month)[1])


def taken_month(
    course: Course, doses: Iterable[Dose], month: dt.date, on: dt.date, ticked: Iterable[dt.date] = ()
) -> TakenMonth:
    """The month that `month` lies in; `doses` are those of `month_span`.

    ticked: the days a supplement was ticked where eating is noted. What is due on some days only counts as taken when
    it was taken on any day up to the next one.
    """
    start = month.replace(day=1)
    _, end = month_span(month)
    of_course = [dose for dose in doses if dose.medication_id == course.id]
    by_day: dict[dt.date, list[Dose]] = {}
    for dose in of_course:
        by_day.setdefault(dose.date, []).append(dose)
    first = course.start.judged if course.start else min([dose.date for dose in of_course], default=on)
    last = on if course.stop is None else min(on, days_before(course.stop.judged, 1))
    taken = {day for day, found in by_day.items() if any(dose.taken for dose in found)} | set(ticked)
    due = _due(course, first, last)
    days = [start + dt.timedelta(days=place) for place in range((end - start).days + 1)]
    return TakenMonth(
        start,
        tuple(_day(course, day, by_day.get(day, ()), taken, due, inside=first <= day <= last) for day in days),
        course.start is None or first < start,
        end < last,
    )


def _due(course: Course, first: dt.date, last: dt.date) -> list[dt.date]:
    timing = course.timing
    return list(timing.days_due(first, last)) if timing is not None else []


def _day(
    course: Course, day: dt.date, doses: Sequence[Dose], taken: set[dt.date], due: Sequence[dt.date], *, inside: bool
) -> TakenDay:
    id_ = doses[0].id if doses else ""
    if day in taken:
        times = course.timing.times if course.timing is not None else 1
        count = sum(dose.taken is True for dose in doses)
        part = course.kind is not CourseKind.SUPPLEMENT and 0 < count < times
        return TakenDay(day, DayState.PART if part else DayState.TAKEN, id_)
    if any(dose.taken is False for dose in doses):
        return TakenDay(day, DayState.SKIPPED, id_)
    if not inside:
        return TakenDay(day, DayState.OUTSIDE, id_)
    if day not in due:
        return TakenDay(day, DayState.FREE, id_)
    place = due.index(day)
    after = due[place + 1] if place + 1 < len(due) else dt.date.max
    covered = any(day <= other < after for other in taken)
    return TakenDay(day, DayState.FREE if covered else DayState.NOTHING, id_)


def month_sentence(found: TakenMonth) -> str:
    """What the month says in one sentence: "November 2026: taken on 9 days, not taken on 1, nothing noted on 2."."""
    taken = found.count(DayState.TAKEN) + found.count(DayState.PART)
    skipped, nothing = found.count(DayState.SKIPPED), found.count(DayState.NOTHING)
    said = {"month": month_long(found.start), "skipped": skipped, "nothing": nothing}
    if not taken and not skipped:
        return tr("{month}: nothing is noted.", **said)
    if skipped and nothing:
        return trn(
            "{month}: taken on {count} day, not taken on {skipped}, nothing noted on {nothing}.",
            "{month}: taken on {count} days, not taken on {skipped}, nothing noted on {nothing}.",
            taken,
            **said,
        )
    if skipped:
        return trn(
            "{month}: taken on {count} day, not taken on {skipped}.",
            "{month}: taken on {count} days, not taken on {skipped}.",
            taken,
            **said,
        )
    if nothing:
        return trn(
            "{month}: taken on {count} day, nothing noted on {nothing}.",
            "{month}: taken on {count} days, nothing noted on {nothing}.",
            taken,
            **said,
        )
    return trn("{month}: taken on {count} day.", "{month}: taken on {count} days.", taken, **said)


def month_beside(found: TakenMonth, by: int) -> dt.date:
    """The first day of the month so many months later."""
    return months_after(found.start, by)
