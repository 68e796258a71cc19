"""How things are said: translation, and numbers and dates written for a reader.

Every sentence a user sees is written in English in the source, goes through `tr` or `trn`, and is looked up
in a gettext catalogue of `resources/translations/`. Whole sentences with named placeholders, never joined pieces.
"""

from __future__ import annotations

import datetime as dt
import gettext
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

from bonejournal.domain.resources import resource

MINUS = "\u2212"
THIN = "\u2009"
ISOLATE, END = "\u2068", "\u2069"
"""Around a name in a script of another direction; never drawn."""
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_NO_BREAK, _JOINER = "\u00a0", "\u2060"
_WITH_UNIT = re.compile(r"(?<=\d) (?=(?:[mµnpkc]?(?:g|mol|m|IU|U)(?:/\S+)?|[hsd%])(?!\w))")
_IN_UNIT = re.compile(r"(?<=[glLU])/(?=(?:cm²|kg|m?L|dL|mol|min|d)\b)")
_IN_DATE = re.compile(r"\b(\d{1,2}) ([^\W\d]{3,9}) (?=\d{4}\b)")
_ENDS = (".", "?", "!", ":")
_SHORT_WORD, _LONGEST_PAIR = 8, 20
"""The most signs of a last word that would look lost alone, and of what it is held to: it has to fit where room is
short."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS_BRIEF = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_language = "en"


class Said(NamedTuple):
    """A verdict: the key of its mark, and the words beside it.

    ink: the token of the mark's colour, where it is not the usual one: a marker that falls under treatment has the
    arrow down of a loss and the colour of a gain.
    """

    mark: str
    words: str
    ink: str = ""


def use_language(code: str) -> None:
    """Speak `code` from now on, such as "es"; English where no catalogue exists."""
    global _language
    _language = code


def language() -> str:
    """The language that is spoken."""
    return _language


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    folder = resource("translations")
    return gettext.translation("bonejournal", str(folder), languages=[code], fallback=True)


def mark(text: str) -> str:
    """Mark `text` for translation where it is written; `tr` translates it where it is shown."""
    return text


def tr(text: str, /, **values: object) -> str:
    """`text` in the user's language, its named placeholders filled in."""
    said = text if _language == "en" else _catalogue(_language).gettext(text)
    return said.format(**_apart(values)) if values else said


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """The form of a sentence that fits `count`; the placeholder `{count}` is always filled in."""
    said = (one if count == 1 else many) if _language == "en" else _catalogue(_language).ngettext(one, many, count)
    return said.format(count=count, **_apart(values))


def dotted(*parts: str) -> str:
    """What there is of some texts, in one line with dots between; each keeps its own direction."""
    return " · ".join(_set_apart(part) for part in parts if part)


def spoken(*parts: str) -> str:
    """What there is of some texts as a screen reader reads them out: one after the other, each ended once."""
    said = list(filter(None, parts))
    return " ".join([*(part if part.endswith(_ENDS) else f"{part}." for part in said[:-1]), *said[-1:]])


def _apart(values: dict[str, object]) -> dict[str, object]:
    return {name: _set_apart(value) if isinstance(value, str) else value for name, value in values.items()}


def _set_apart(text: str) -> str:
    """A text with letters of a script from right to left set apart: the sentence around it keeps its order."""
    return text if text.isascii() or not _LEFTWARD.search(text) else f"{ISOLATE}{text}{END}"


def capital(text: str) -> str:
    """With a capital letter where a sentence begins."""
    return text[:1].upper() + text[1:]


def with_units(text: str) -> str:
    """The text with its figures held to their units, where lines break."""
    return _WITH_UNIT.sub(_NO_BREAK, text)


def held(text: str) -> str:
    """As `with_units`, and a day is held to its month, and a short last word to the one before it."""
    said = _IN_DATE.sub(rf"\1{_NO_BREAK}\2 ", with_units(text))
    said = _IN_UNIT.sub("/" + _JOINER, said).replace(THIN, THIN + _JOINER)
    before, space, last = said.rpartition(" ")
    pair = len(before.rpartition(" ")[2]) + len(last)
    alone = space and " " in before and len(last) <= _SHORT_WORD and pair <= _LONGEST_PAIR
    return before + _NO_BREAK + last if alone else said


def together(texts: Sequence[str]) -> str:
    """Texts inside a sentence: "a", "a and b", "a, b and c"."""
    if len(texts) < 2:
        return "".join(texts)
    return tr("{first} and {last}", first=", ".join(texts[:-1]), last=texts[-1])


def either(texts: Sequence[str]) -> str:
    """Texts of which one is meant: "a", "a or b", "a, b or c"."""
    if len(texts) < 2:
        return "".join(texts)
    return tr("{first} or {last}", first=", ".join(texts[:-1]), last=texts[-1])


def exact(value: float) -> Decimal:
    """The decimal number that was typed or stored, free of binary rounding: 0.1 is one tenth."""
    return Decimal(repr(float(value)))


def whole(value: float | Decimal) -> int:
    """The whole number that `number(value, 0)` says: the form of a sentence goes by it."""
    said = value if isinstance(value, Decimal) else exact(value)
    return int(said.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """A number for reading: grouped thousands, a real minus; `decimals` fixed, or as many as it has."""
    said = value if isinstance(value, Decimal) else exact(value)
    if decimals is not None:
        said = said.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        text = f"{said:,.{decimals}f}"
    else:
        text = f"{said:,f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    if said == 0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def signed(value: float | Decimal, decimals: int | None = None) -> str:
    """As `number`, with a plus in front of what is above zero."""
    text = number(value, decimals)
    return text if text.startswith(MINUS) or Decimal(text.replace(",", "")) == 0 else "+" + text


def percent(value: float | Decimal, decimals: int | None = 1, *, sign: bool = False) -> str:
    """A percentage with a thin space, such as "7.0 %"; with `decimals` None as it was given."""
    return (signed if sign else number)(value, decimals) + THIN + "%"


def day_long(day: dt.date) -> str:
    """12 November 2026."""
    return tr("{day} {month} {year}", day=day.day, month=tr(_MONTHS[day.month - 1]), year=day.year)


def day_short(day: dt.date) -> str:
    """12 Nov 2026."""
    return tr("{day} {month} {year}", day=day.day, month=tr(_SHORT[day.month - 1]), year=day.year)


def day_and_month(day: dt.date) -> str:
    """12 November."""
    return tr("{day} {month}", day=day.day, month=tr(_MONTHS[day.month - 1]))


def days_named(start: dt.date, end: dt.date) -> str:
    """14 to 20 November, or 28 October to 3 November."""
    first: object = start.day if start.month == end.month else day_and_month(start)
    return tr("{start} to {end}", start=first, end=day_and_month(end))


def day_brief(day: dt.date) -> str:
    """12 Nov."""
    return tr("{day} {month}", day=day.day, month=tr(_SHORT[day.month - 1]))


def month_brief(day: dt.date) -> str:
    """Nov."""
    return tr(_SHORT[day.month - 1])


def weekday(day: dt.date) -> str:
    """Thursday."""
    return tr(_WEEKDAYS[day.weekday()])


def weekday_brief(day: dt.date) -> str:
    """Thu."""
    return tr(WEEKDAYS_BRIEF[day.weekday()])


def month_named(word: str) -> int:
    """The month whose name, in her language or in English, begins with these three letters or more; 0 for none."""
    said = word.casefold().rstrip(".")
    if len(said) < 3:
        return 0
    for month, names in enumerate(zip(_MONTHS, _SHORT, strict=True), start=1):
        if any(known.casefold().startswith(said) for name in names for known in (name, tr(name))):
            return month
    return 9 if said == "sept" else 0


def month_long(day: dt.date) -> str:
    """November 2026."""
    return tr("{month} {year}", month=tr(_MONTHS[day.month - 1]), year=day.year)


def month_short(day: dt.date) -> str:
    """Nov 2026."""
    return tr("{month} {year}", month=tr(_SHORT[day.month - 1]), year=day.year)


def near(at: dt.datetime, today: dt.date) -> str:
    """today, 09:12; yesterday, 21:14; or the day."""
    time = f"{at:%H:%M}"
    if at.date() == today:
        return tr("today, {time}", time=time)
    if at.date() == today - dt.timedelta(days=1):
        return tr("yesterday, {time}", time=time)
    return tr("{day}, {time}", day=day_short(at.date()), time=time)
