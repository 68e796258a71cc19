"""Civil days: as typed, as judged, and counted in calendar months.

A day is a `datetime.date` and stays that day in every time zone. A date known only to the month or the year is a
`PartialDate`, shown as typed and judged as the 15th of the month or 1 July.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from bonejournal.domain.words import day_long, day_short, month_long, month_short, tr

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEARS_AHEAD = 20


class DateError(ValueError):
    """What was typed is not a day; the text of the error is a sentence for her."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day: "2020", "2020-06" or "2020-06-14".

    Raises DateError when the text is none of these.
    """

    text: str

    def __post_init__(self) -> None:
        _ = self.judged

    @property
    def judged(self) -> dt.date:
        """The day that rules use: the 15th of the month, or 1 July of the year."""
        found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", self.text, re.ASCII)
        if not found:
            raise DateError(tr("“{text}” is not a date such as 2020, 2020-06 or 2020-06-14.", text=self.text))
        year, month, day = found.groups()
        try:
            return dt.date(int(year), int(month or 7), int(day or (15 if month else 1)))
        except ValueError:
            raise DateError(tr("“{text}” is not a day of the calendar.", text=self.text)) from None

    def said(self, *, short: bool = False) -> str:
        """As precise as it is known: "2020", "June 2020" or "14 June 2020"."""
        if len(self.text) == 4:
            return self.text
        if len(self.text) == 7:
            return month_short(self.judged) if short else month_long(self.judged)
        return day_short(self.judged) if short else day_long(self.judged)

    def __str__(self) -> str:
        return self.text


def days_before(day: dt.date, days: int) -> dt.date:
    """The day `days` days earlier, clipped to the calendar's first."""
    return dt.date.fromordinal(max(1, day.toordinal() - days))


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day `months` calendar months later (earlier when negative), clipped to the month's end.

    Beyond the calendar's ends it is the calendar's first or last day.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return dt.date.min if year < dt.MINYEAR else dt.date.max
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def within_months(day: dt.date, months: int, on: dt.date) -> bool:
    """Whether `day` lies within the `months` calendar months that end on `on`."""
    return months_after(on, -months) <= day <= on


def months_between(earlier: dt.date, later: dt.date) -> int:
    """Completed calendar months from `earlier` to `later`, a clipped month's end counted as complete."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    while months_after(earlier, months) > later:
        months -= 1
    return months


def age_on(birth: dt.date, on: dt.date) -> int:
    """Age in completed years."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def years_between(earlier: dt.date, later: dt.date) -> float:
    """Years as a plain number, of 365.25 days."""
    return (later - earlier).days / 365.25


def parse_iso(text: str) -> dt.date:
    """A day written YYYY-MM-DD, as files and the command line have it. Raises DateError."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise DateError(tr("“{text}” is not a day written like 2026-03-14.", text=text))
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise DateError(tr("“{text}” is not a day of the calendar.", text=text)) from None


def parse_day(text: str, today: dt.date) -> dt.date:
    """A day as she types it: "13 oct", "13/10", "13.10.2026", "2026-10-13", "yesterday", "-3".

    Day before month; a missing year is the latest one that does not lie in the future, a year of two digits lies at
    most 20 years ahead. Raises DateError with a sentence for her.
    """
    return _typed(text, today, _latest)


def parse_coming(text: str, today: dt.date) -> dt.date:
    """As `parse_day`, of what is planned: a missing year is the next in which the day is still to come."""
    return _typed(text, today, _next)


def parse_near(text: str, today: dt.date) -> dt.date:
    """As `parse_day`, of what was or is planned: a missing year is the one in which the day is nearest."""
    return _typed(text, today, _nearest)


def _typed(text: str, today: dt.date, without_year: Callable[[str, int, int, dt.date], dt.date]) -> dt.date:
    said = " ".join(text.strip().lower().replace(",", " ").split())
    for word, back in ((tr("today"), 0), (tr("yesterday"), 1), ("", 0)):
        if said == word:
            return today - dt.timedelta(days=back)
    if re.fullmatch(r"[-\u2212]\d{1,4}", said, re.ASCII):
        return today - dt.timedelta(days=int(said[1:]))
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", said, re.ASCII):
        year, month, day = map(int, said.split("-"))
        return _day(text, year, month, day)
    found = re.fullmatch(r"(\d{1,2})[./ -]+(\d{1,2}|[^\W\d]+)\.?(?:[./ -]+(\d{4}|\d{2}))?[.]?", said)
    if not found:
        found = re.fullmatch(r"()([^\W\d]+)\.?(?: (\d{4}))", said)
        if found:
            raise DateError(tr("Which day of {text}? For example “13 {text}”.", text=text.strip()))
        raise DateError(
            tr("“{text}” is not a date this field understands. For example “13 oct 2026”.", text=text.strip())
        )
    day_text, month_text, year_text = found.groups()
    month = int(month_text) if month_text.isdigit() else _month(month_text, text)
    if year_text:
        year = int(year_text) if len(year_text) == 4 else _century(int(year_text), today)
        return _day(text, year, month, int(day_text))
    return without_year(text, month, int(day_text), today)


def _century(year: int, today: dt.date) -> int:
    """The year that two digits mean: "68" is a birth in 1968, "27" a visit in 2027."""
    return year + 2000 if year + 2000 <= today.year + _YEARS_AHEAD else year + 1900


def _latest(text: str, month: int, day: int, today: dt.date) -> dt.date:
    """The latest such day that is not to come; for 29 February the last leap year's."""
    return _leaping(text, today.year - ((month, day) > (today.month, today.day)), month, day, -1)


def _next(text: str, month: int, day: int, today: dt.date) -> dt.date:
    """The next such day that is not past; for 29 February the next leap year's."""
    return _leaping(text, today.year + ((month, day) < (today.month, today.day)), month, day, 1)


def _nearest(text: str, month: int, day: int, today: dt.date) -> dt.date:
    ago, ahead = _latest(text, month, day, today), _next(text, month, day, today)
    return ahead if ahead - today <= today - ago else ago


def _leaping(text: str, year: int, month: int, day: int, step: int) -> dt.date:
    if (month, day) == (2, 29):
        while not calendar.isleap(year):
            year += step
    return _day(text, year, month, day)


def _month(name: str, text: str) -> int:
    for index, short in enumerate(_MONTH_NAMES, start=1):
        if len(name) >= 3 and (name.startswith(short) or name[:3] == tr(short.capitalize()).lower()[:3]):
            return index
    raise DateError(tr("“{text}” is not a date this field understands. For example “13 oct 2026”.", text=text.strip()))


def _day(text: str, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise DateError(tr("“{text}” is not a day of the calendar.", text=text.strip())) from None


def parse_time(text: str) -> dt.time:
    """A time of the day as she types it: "8:30", "8.30", "0830", "8", "8:30 pm". Raises DateError."""
    said = text.strip().lower()
    found = re.fullmatch(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", said, re.ASCII)
    hour, minute, half = (int(found[1]), int(found[2] or 0), (found[3] or "")[:1]) if found else (24, 0, "")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise DateError(tr("“{text}” is not a time such as 8:30.", text=text.strip()))
    return dt.time(hour, minute)


def parse_partial(text: str, today: dt.date) -> PartialDate:
    """A date as precise as she knows it: "2020", "June 2020", "06/2020", "2020-06" or a day. Raises DateError."""
    said = " ".join(text.strip().lower().replace(",", " ").split())
    if re.fullmatch(r"\d{4}(-\d{2})?", said, re.ASCII):
        return PartialDate(said)
    found = re.fullmatch(r"(\d{1,2}|[^\W\d]+)\.?[./ -]+(\d{4})", said)
    if found:
        month = int(found[1]) if found[1].isdigit() else _month(found[1], text)
        return PartialDate(f"{found[2]}-{month:02d}")
    return PartialDate(parse_day(text, today).isoformat())
