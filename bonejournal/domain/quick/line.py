"""A line taken apart: which day, what time, which meal, and the words and numbers that are left."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bonejournal.domain.dates import DateError, parse_coming, parse_day, parse_time
from bonejournal.domain.units import UnitError, parse_number
from bonejournal.domain.words import mark, month_named, tr, weekday

MEALS = {
    "breakfast": mark("breakfast"),
    "lunch": mark("lunch"),
    "dinner": mark("dinner"),
    "snack": mark("snack"),
    "supplement": mark("supplement"),
}
"""The meals a line can name."""
_OTHER_MEALS = {"supper": "dinner"}
LONGEST = 300
_WEEK = dt.timedelta(days=7)
_WITHOUT_YEAR = re.compile(r"\d{1,2}/\d{1,2}|\d{1,2}\.\d{1,2}\.", re.ASCII)
_NEXT, _LAST = ("next", "coming"), ("last", "past")
_NUMBER = r"(?:\d{1,9}(?:[.,]\d{1,6})?|[.,]\d{1,6})"
_UNIT = r"[^\s\d.,<>;][^\s]*(?:\s[^\s\d]\S*){0,2}"
_TAIL = re.compile(rf"(?P<name>.*?\S)\s+(?P<comparator>[<>]=?)?\s*(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?", re.ASCII)
_TIMES = re.compile(r"(?P<name>\D*[^\W\d]\D*?)\s+[x\u00d7]\s?(?P<number>\d{1,2})", re.ASCII | re.IGNORECASE)
_TIMES_OF = re.compile(r"(?P<number>\d{1,2})\s?[x\u00d7]\s+(?P<name>[^\d\s]\D*)", re.ASCII | re.IGNORECASE)
TIMES = "x"
"""The unit of a number that says how often: "calcium x2"."""
_HEAD = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<rest>[^\d\s.,].*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """One item of what was typed. words: what is left of `text` without day, time and meal. problem: a date that is
    none, as a sentence.
    """

    text: str
    words: str
    day: dt.date
    dated: bool = False
    time: dt.time | None = None
    meal: str = ""
    problem: str = ""
    coming: dt.date | None = None
    """For a day without its year or a bare weekday, which are taken for the last such day, the next; else None."""

    @property
    def tokens(self) -> list[str]:
        """The words apart."""
        return self.words.split()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A name with a number and a unit behind or before it; number None where there is none."""

    name: str
    number: Decimal | None = None
    unit: str = ""
    comparator: str = ""
    figure: str = ""
    """The number as it was typed."""


def read_line(text: str, today: dt.date) -> Line:
    """Take a line apart."""
    said = " ".join(text.split())
    tokens = said.split(" ") if said and len(said) <= LONGEST else []
    day, coming, problem, tokens = _take_day(tokens, today)
    time, tokens = _take_time(tokens)
    meal, tokens = _take_meal(tokens)
    return Line(said, " ".join(tokens), day or today, day is not None, time, meal, problem, coming)


def quantity(words: str) -> Quantity:
    """The name, number and unit of some words: "yogurt 200 g", "2 eggs", "omega 3 500", "calcium x2"."""
    if found := _TIMES.fullmatch(words) or _TIMES_OF.fullmatch(words):
        return Quantity(found["name"].strip(), _figure(found["number"]), TIMES, figure=found["number"])
    if found := _TAIL.fullmatch(words):
        return Quantity(
            found["name"], _figure(found["number"]), found["unit"] or "", found["comparator"] or "", found["number"]
        )
    if found := _HEAD.fullmatch(words):
        return Quantity(found["rest"], _figure(found["number"]), figure=found["number"])
    return Quantity(words)


def _figure(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except UnitError:
        return None


def _take_day(tokens: list[str], today: dt.date) -> tuple[dt.date | None, dt.date | None, str, list[str]]:
    """The day and its next one where it names none for sure, what is wrong with it, and the words without it."""
    for length in (3, 2, 1):
        for start in range(len(tokens) - length, -1, -1):
            part = tokens[start : start + length]
            if not _names_day(part, last=start + length == len(tokens), alone=length == len(tokens)):
                continue
            try:
                day = _day(part, today)
            except DateError as error:
                return None, None, str(error), tokens[:start] + tokens[start + length :]
            before = tokens[:start]
            which = before[-1].lower() if before else ""
            coming = _coming(part, day, today)
            if length == 1 and _weekday(part[0].lower().rstrip(","), whole=False) is not None:
                if which in _NEXT:
                    day = coming = day + _WEEK
                elif which in _LAST:
                    day, coming = (day - _WEEK if day == today else day), None
                before = before[:-1] if which in (*_NEXT, *_LAST) else before
            if which in ("on", tr("on")):
                before = before[:-1]
            return day, coming, "", before + tokens[start + length :]
    return None, None, "", tokens


def _coming(part: Sequence[str], day: dt.date, today: dt.date) -> dt.date | None:
    """The next such day after one that lies behind, where words name a weekday, or a day without its year."""
    if day >= today:
        return None
    if len(part) == 1 and _weekday(part[0].lower().rstrip(","), whole=False) is not None:
        return day + _WEEK
    if len(part) == 2 or _WITHOUT_YEAR.fullmatch(part[0].rstrip(",")):
        return _day(part, today, parse_coming)
    return None


def _names_day(part: Sequence[str], *, last: bool, alone: bool) -> bool:
    """Whether words are a day; a number with a point is none, for it may be an amount."""
    first, *rest = (word.lower().rstrip(",") for word in part)
    if not rest:
        if alone:
            return False
        return (
            first in ("today", "yesterday", tr("today"), tr("yesterday"))
            or (last and first in ("tomorrow", tr("tomorrow")))
            or re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}(/\d{4}|/\d{2})?", first, re.ASCII) is not None
            or re.fullmatch(r"\d{1,2}\.\d{1,2}\.(\d{4}|\d{2})?", first, re.ASCII) is not None
            or (last and re.fullmatch(r"[-\u2212]\d{1,3}", first, re.ASCII) is not None)
            or _weekday(first, whole=not last) is not None
        )
    figures = [word for word in (first, *rest) if re.fullmatch(r"\d{1,2}", word, re.ASCII)]
    months = [word for word in (first, rest[0]) if month_named(word)]
    year = len(rest) == 1 or re.fullmatch(r"\d{4}", rest[1], re.ASCII) is not None
    return len(figures) == 1 and figures[0] in (first, rest[0]) and len(months) == 1 and year


def _day(part: Sequence[str], today: dt.date, typed: Callable[[str, dt.date], dt.date] = parse_day) -> dt.date:
    words = [word.rstrip(",") for word in part]
    if len(words) == 1 and words[0].lower() in ("tomorrow", tr("tomorrow")):
        return today + dt.timedelta(days=1)
    if len(words) == 1 and (number := _weekday(words[0].lower(), whole=False)) is not None:
        return today - dt.timedelta(days=(today.weekday() - number) % 7)
    if len(words) > 1 and not words[0].isdigit():
        words[:2] = words[1], words[0]  # oct 13
    if len(words) == 1:
        words[0] = words[0].rstrip(".") if words[0].count(".") == 2 else words[0]
    return typed(" ".join(words), today)


def _weekday(word: str, *, whole: bool) -> int | None:
    """The weekday of a name, or of its first three letters, where not only a whole name is taken."""
    for number in range(7):
        name = weekday(dt.date(2024, 1, 1) + dt.timedelta(days=number)).lower()
        if word == name or (not whole and len(word) == 3 and name.startswith(word)):
            return number
    return None


def _take_time(tokens: list[str]) -> tuple[dt.time | None, list[str]]:
    for place, token in enumerate(tokens):
        if place and re.fullmatch(r"\d{1,2}:\d{2}", token, re.ASCII):
            try:
                time = parse_time(token)
            except DateError:
                continue
            before = tokens[:place]
            if before[-1].lower() in ("at", tr("at")):
                before = before[:-1]
            return time, before + tokens[place + 1 :]
    return None, tokens


def _take_meal(tokens: list[str]) -> tuple[str, list[str]]:
    """The meal at the end, or behind "for" and "at" anywhere."""
    names = {word: meal for meal, named in MEALS.items() for word in (meal, tr(named))} | _OTHER_MEALS
    for place in range(len(tokens) - 1, 0, -1):
        meal = names.get(tokens[place].lower())
        led = tokens[place - 1].lower() in ("for", "at", tr("for"), tr("at")) and place > 1
        if meal and (led or place == len(tokens) - 1):
            return meal, tokens[: place - 1 if led else place] + tokens[place + 1 :]
    return "", tokens
