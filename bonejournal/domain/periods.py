"""Spans of time as she names them when she looks for something: "2024", "June 2024", "last spring", "last week"."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from bonejournal.domain.dates import DateError, months_after, parse_day
from bonejournal.domain.field import YEARS
from bonejournal.domain.words import mark, month_named, tr

_SEASONS = {mark("spring"): 3, mark("summer"): 6, mark("autumn"): 9, mark("fall"): 9, mark("winter"): 12}
"""The month a season begins with, as they are counted in the north."""
_LAST, _THIS = mark("last"), mark("this")
_WEEK, _MONTH, _YEAR = mark("week"), mark("month"), mark("year")
_LONGEST = 3


class Period(NamedTuple):
    """A span of days, both ends in it."""

    start: dt.date
    end: dt.date


def parse_period(text: str, today: dt.date) -> Period | None:
    """The days a text names, None where it names none."""
    words = text.lower().replace(",", " ").split()
    if not 1 <= len(words) <= _LONGEST:
        return None
    return _year(words, today) or _month(words) or _season(words, today) or _around(words, today) or _day(words, today)


def split_period(text: str, today: dt.date) -> tuple[str, Period | None]:
    """A text without the span of time it names, and that span; the longest that is named wins."""
    words = text.split()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length, -1, -1):
            found = parse_period(" ".join(words[start : start + length]), today)
            if found is not None:
                return " ".join(words[:start] + words[start + length :]), found
    return text, None


def _year(words: list[str], today: dt.date) -> Period | None:
    if len(words) == 1 and re.fullmatch(r"\d{4}", words[0], re.ASCII) and int(words[0]) in YEARS:
        year = int(words[0])
    elif len(words) == 2 and words[1] in (_YEAR, tr(_YEAR)) and (back := _back(words[0])) is not None:
        year = today.year - back
    else:
        return None
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))


def _month(words: list[str]) -> Period | None:
    """June 2024, 06/2024 or 2024-06."""
    said = " ".join(words)
    if found := re.fullmatch(r"(\d{4})-(\d{2})", said, re.ASCII):
        year, month = int(found[1]), int(found[2])
    elif found := re.fullmatch(r"(\d{1,2})/(\d{4})", said, re.ASCII):
        year, month = int(found[2]), int(found[1])
    elif found := re.fullmatch(r"([^\W\d]+)\.? (\d{4})", said):
        year, month = int(found[2]), month_named(found[1])
    else:
        return None
    return _of_month(year, month) if year in YEARS and 1 <= month <= 12 else None


def _of_month(year: int, month: int) -> Period:
    first = dt.date(year, month, 1)
    return Period(first, months_after(first, 1) - dt.timedelta(days=1))


def _season(words: list[str], today: dt.date) -> Period | None:
    """Last spring, spring 2024, this summer. The last one is the last that is over, or has begun."""
    first, *rest = words
    named, other = (rest[0], first) if len(rest) == 1 and _begins(rest[0]) else (first, rest[0] if rest else "")
    month = _begins(named)
    if not month or len(words) != 2:
        return None
    if re.fullmatch(r"\d{4}", other, re.ASCII) and int(other) in YEARS:
        year = int(other)
    elif (back := _back(other)) is not None:
        # the latest that has begun; "last" while it is still going on means the one before
        year = today.year if (today.month, today.day) >= (month, 1) else today.year - 1
        if back and months_after(dt.date(year, month, 1), 3) > today:
            year -= 1
    else:
        return None
    start = dt.date(year, month, 1)
    return Period(start, months_after(start, 3) - dt.timedelta(days=1))


def _begins(word: str) -> int:
    return next((month for season, month in _SEASONS.items() if word in (season, tr(season))), 0)


def _around(words: list[str], today: dt.date) -> Period | None:
    """Last week, this month."""
    if len(words) != 2 or (back := _back(words[0])) is None:
        return None
    if words[1] in (_WEEK, tr(_WEEK)):
        start = today - dt.timedelta(days=today.weekday() + 7 * back)
        return Period(start, start + dt.timedelta(days=6))
    if words[1] in (_MONTH, tr(_MONTH)):
        start = months_after(today.replace(day=1), -back)
        return _of_month(start.year, start.month)
    return None


def _back(word: str) -> int | None:
    if word in (_LAST, tr(_LAST)):
        return 1
    return 0 if word in (_THIS, tr(_THIS)) else None


def _day(words: list[str], today: dt.date) -> Period | None:
    said = " ".join(words)
    if not (re.search(r"\d", said) and re.search(r"[^\W\d]{3}|[/.-]", said)) and said not in (
        tr("today"),
        tr("yesterday"),
        "today",
        "yesterday",
    ):
        return None  # a bare number is part of a name, as in omega 3
    if any(word[0].isalpha() and not month_named(word) for word in words) and len(words) > 1:
        return None
    try:
        found = parse_day(said, today)
    except DateError:
        return None
    return Period(found, found)
