"""Schedules of a medicine: how they are written, and on which days they fall."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bonejournal.domain.dates import months_after
from bonejournal.domain.words import mark, tr, trn

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONG_DAYS = 28
"""An interval from which on a dose is due on a day of its own, rather than part of daily life."""

_COMMON = {
    "every day": "daily", "once daily": "daily", "once a day": "daily", "1x daily": "daily",
    "twice daily": "daily x2", "twice a day": "daily x2", "2x daily": "daily x2",
    "three times daily": "daily x3", "three times a day": "daily x3", "3x daily": "daily x3",
    "weekly": "every 1 weeks", "once a week": "every 1 weeks", "every week": "every 1 weeks",
    "every other day": "every 2 days", "every second day": "every 2 days",
    "fortnightly": "every 2 weeks", "every other week": "every 2 weeks",
    "monthly": "every 1 months", "once a month": "every 1 months", "every month": "every 1 months",
    "quarterly": "every 3 months", "twice a year": "every 6 months", "half-yearly": "every 6 months",
    "yearly": "every 12 months", "annually": "every 12 months", "once a year": "every 12 months",
    "every year": "every 12 months", "prn": "as needed", "when needed": "as needed", "if needed": "as needed",
}  # fmt: skip
_MOST = {"days": 366, "weeks": 104, "months": 120}
WEEKDAY_NAMES = (
    mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday"), mark("Saturday"),
    mark("Sunday"),
)  # fmt: skip


class ScheduleError(ValueError):
    """What was typed is no schedule; the text is a sentence for her."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a dose is due: every so many days or calendar months, or on weekdays; `times` a day.

    Neither days, months nor weekdays: once, or (`free`) as needed.
    """

    days: int = 0
    months: int = 0
    weekdays: frozenset[int] = frozenset()
    times: int = 1
    free: bool = False

    @property
    def recurs(self) -> bool:
        """Whether one dose follows another by the calendar."""
        return bool(self.days or self.months or self.weekdays)

    @property
    def long(self) -> bool:
        """Whether the interval is 28 days or longer."""
        return self.months > 0 or self.days >= LONG_DAYS

    def after(self, day: dt.date) -> dt.date | None:
        """The day of the dose that follows one on `day`; None where none follows by the calendar."""
        return self._later(day, 1)

    def before(self, day: dt.date) -> dt.date | None:
        """The day one interval before `day`, None where there is no interval."""
        return self._later(day, -1)

    def _later(self, day: dt.date, count: int) -> dt.date | None:
        if self.months:
            return months_after(day, count * self.months)
        if self.weekdays:
            step = dt.timedelta(days=1 if count > 0 else -1)
            day += step
            while day.weekday() not in self.weekdays:
                day += step
            return day
        return day + dt.timedelta(days=count * self.days) if self.days else None

    def days_due(self, start: dt.date, end: dt.date) -> Iterator[dt.date]:
        """The days from `start` to `end` on which doses are due, counted from the start."""
        if self.months:
            count, day = 0, start
            while day <= end:
                yield day
                count += 1
                day = months_after(start, count * self.months)  # from the start: the 31st stays the 31st
        elif self.weekdays:
            for ordinal in range(start.toordinal(), end.toordinal() + 1):
                if dt.date.fromordinal(ordinal).weekday() in self.weekdays:
                    yield dt.date.fromordinal(ordinal)
        elif self.days:
            for ordinal in range(start.toordinal(), end.toordinal() + 1, self.days):
                yield dt.date.fromordinal(ordinal)
        elif not self.free and start <= end:
            yield start

    def said(self) -> str:
        """As she reads it: "every 6 months"."""
        if self.free:
            return tr("as needed")
        if self.months:
            if self.months == 12:
                return tr("once a year")
            return trn("every month", "every {count} months", self.months)
        if self.weekdays:
            return ", ".join(tr(WEEKDAY_NAMES[day]) for day in sorted(self.weekdays))
        if self.days == 1:
            return trn("once a day", "{count} times a day", self.times)
        if self.days:
            if self.days % 7 == 0:
                return trn("every week", "every {count} weeks", self.days // 7)
            return trn("every day", "every {count} days", self.days)
        return tr("once")


def parse_schedule(written: str) -> Schedule | None:
    """A schedule as files have it: "daily", "daily x2", "mon,thu", "every 6 months", "once", "as needed".

    None where nothing is written. Raises ScheduleError.
    """
    if not written:
        return None
    if written == "once":
        return Schedule()
    if written == "as needed":
        return Schedule(free=True)
    if found := re.fullmatch(r"daily(?: x([2-9]|1\d|2[0-4]))?", written):
        return Schedule(days=1, times=int(found[1] or 1))
    if found := re.fullmatch(r"every ([1-9]\d{0,2}) (days|weeks|months)", written, re.ASCII):
        count, unit = int(found[1]), found[2]
        if count <= _MOST[unit]:
            return Schedule(months=count) if unit == "months" else Schedule(days=count * (7 if unit == "weeks" else 1))
    names = written.split(",")
    if all(name in WEEKDAYS for name in names) and len(set(names)) == len(names):
        return Schedule(weekdays=frozenset(WEEKDAYS.index(name) for name in names))
    raise ScheduleError(
        tr(
            "“{text}” is no schedule such as daily, daily x2, mon,thu, every 6 months, once or as needed.",
            text=written,
        )
    )


def typed_schedule(text: str) -> str:
    """What she typed, as files have it: "twice a day" is "daily x2", "Mondays and Thursdays" "mon,thu".

    Raises ScheduleError.
    """
    said = " ".join(text.strip().lower().split())
    said = _COMMON.get(said, said)
    said = re.sub(r"^every (day|week|month)$", r"every 1 \1s", said)
    said = re.sub(r"^every (\d+) (day|week|month)$", r"every \1 \2s", said)
    said = re.sub(r"^every (\d+) years?$", lambda found: f"every {12 * int(found[1])} months", said)
    said = re.sub(r"^daily ?[x×] ?(\d+)$", r"daily x\1", said)
    said = re.sub(r"^(\d+) ?(?:x|×|times) (?:a day|daily)$", r"daily x\1", said)
    names = [name for name in re.split(r"[\s,;/&+]+|\band\b", said) if name]
    if names and all(_weekday(name) is not None for name in names):
        said = ",".join(WEEKDAYS[index] for index in sorted({_weekday(name) or 0 for name in names}))
    parse_schedule(said)
    return said


def _weekday(name: str) -> int | None:
    bare = name.rstrip(".").removesuffix("s") if len(name) > 4 else name.rstrip(".")
    for index, full in enumerate(calendar.day_name):
        if len(bare) >= 3 and (full.lower().startswith(bare) or tr(WEEKDAY_NAMES[index]).lower().startswith(bare)):
            return index
    return None


def dose_and_schedule(text: str) -> tuple[str, str]:
    """What was typed as a dose, taken apart where a schedule follows it: "60 mg every 6 months" is "60 mg" and that.

    The schedule is "" where there is none.
    """
    words = text.split()
    for place in range(len(words)):
        try:
            return " ".join(words[:place]), typed_schedule(" ".join(words[place:]))
        except ScheduleError:
            continue
    return text, ""
