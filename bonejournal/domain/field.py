"""Fields: what one value of a record is, said once beside its name.

label, unit, hard and soft limits, words, whether it stands in lists: from these follow the table, the CSV columns,
the plain form, the plain list and the limits. Each function here declares a field of one type, so that a wrong pair
of name and type is seen by the type checker.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, TypeVar, cast

from bonejournal.domain.dates import PartialDate, parse_day
from bonejournal.domain.words import day_long, tr
from bonejournal.domain.words import number as say_number

E = TypeVar("E", bound="Word")
P = TypeVar("P", bound="Part")

LONGEST_TEXT = 1_000_000
LONGEST_NUMBER = 40
TINIEST = 1e-15
"""Nothing but zero is smaller: it would not fit LONGEST_NUMBER when it is written down."""
YEARS = range(1900, 2200)
"""The years in which anything here can have happened, or be planned."""


class Word(StrEnum):
    """A word of a closed list, written in files as its value and shown by its `label`."""

    label: str

    def __new__(cls, value: str, label: str) -> Word:
        """A word of the list: what files say, and what she reads."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def of(cls: type[E], written: str) -> E | None:
        """The word that files write so, None where the list has no such word."""
        return next((word for word in cls if word == written), None)


class Type(Enum):
    """What kind of value a field holds."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"
    DAY = "day"
    TIME = "time"
    PRINTED = "printed"
    PARTIAL_DAY = "partial day"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Field:
    """What one field of a record is.

    hard: what cannot be, in the field's unit, both ends allowed; soft: what is unusual and asked about.
    decimals: how many a report prints. listed: stands in the plain list. private: printed only when ticked.
    rare: read in full however old, because its whole history is judged. whole: a number that counts.
    long: a text that may have several lines. typed_day: how a day is read that is typed, as one without its year.
    refers: the kind whose record's id stands here ("*" for any); owned: what refers to a record so goes with it.
    """

    name: str
    label: str
    holds: Type
    unit: str = ""
    hard: tuple[float, float] | None = None
    soft: tuple[float, float] | None = None
    decimals: int | None = None
    words: type[Word] | None = None
    part: type[Part] | None = None
    required: bool = False
    listed: bool = False
    private: bool = False
    rare: bool = False
    whole: bool = False
    long: bool = False
    refers: str = ""
    owned: bool = False
    typed_day: Callable[[str, dt.date], dt.date] = parse_day


def declare(label: str, type_: Type, default: object, **more: Any) -> Any:
    """A dataclass's field that carries its description; the functions below give it its type."""
    return dataclasses.field(default=default, metadata={"field": Field("", label, type_, **more)})


def text(label: str, *, required: bool = False, listed: bool = False, private: bool = False, long: bool = False) -> str:
    """A field of free text, of several lines where it is `long`; not recorded is ""."""
    return cast(str, declare(label, Type.TEXT, "", required=required, listed=listed, private=private, long=long))


def number(
    label: str,
    unit: str = "",
    *,
    hard: tuple[float, float],
    soft: tuple[float, float] | None = None,
    decimals: int | None = None,
    required: bool = False,
    listed: bool = False,
    rare: bool = False,
    whole: bool = False,
) -> float | None:
    """A field that holds a measured number in `unit`, or with `whole` one that was counted."""
    return cast(
        "float | None",
        declare(
            label, Type.NUMBER, None, unit=unit, hard=hard, soft=soft, decimals=decimals,
            required=required, listed=listed, rare=rare, whole=whole,
        ),
    )  # fmt: skip


def printed(
    label: str, unit: str = "", *, hard: tuple[float, float], required: bool = False, listed: bool = False
) -> Decimal | None:
    """A field that holds a number with the digits it was printed with: "2.20" stays "2.20"."""
    return cast(
        "Decimal | None",
        declare(label, Type.PRINTED, None, unit=unit, hard=hard, required=required, listed=listed),
    )


def choice(label: str, words: type[E], *, required: bool = False, listed: bool = False) -> E | None:
    """A field that holds one word of a closed list."""
    return cast("E | None", declare(label, Type.CHOICE, None, words=words, required=required, listed=listed))


def flag(label: str, *, listed: bool = False) -> bool | None:
    """A field that is yes, no or not known."""
    return cast("bool | None", declare(label, Type.FLAG, None, listed=listed))


def day(
    label: str,
    *,
    required: bool = False,
    listed: bool = False,
    typed: Callable[[str, dt.date], dt.date] = parse_day,
) -> dt.date | None:
    """A field that holds a civil day; `typed` reads one that is typed."""
    return cast("dt.date | None", declare(label, Type.DAY, None, required=required, listed=listed, typed_day=typed))


def own_day(typed: Callable[[str, dt.date], dt.date] = parse_day) -> dt.date:
    """The civil day that a record belongs to; `typed` reads one that is typed."""
    return cast(dt.date, declare("Date", Type.DAY, None, required=True, typed_day=typed))


def clock(label: str, *, listed: bool = False) -> dt.time | None:
    """A field that holds a time of the day, to the minute."""
    return cast("dt.time | None", declare(label, Type.TIME, None, listed=listed))


def reference(label: str, kind: str, *, owned: bool = False, required: bool = False) -> str:
    """A field that holds the id of a record of `kind` ("*": of any kind); "" for none.

    owned: what refers to a record so is deleted with it; else it only forgets it.
    """
    return cast(str, declare(label, Type.TEXT, "", refers=kind, owned=owned, required=required))


def partial_day(label: str, *, required: bool = False, listed: bool = False) -> PartialDate | None:
    """A field that holds a date known at least to the year."""
    return cast("PartialDate | None", declare(label, Type.PARTIAL_DAY, None, required=required, listed=listed))


def parts(label: str, part: type[P]) -> tuple[P, ...]:
    """A field that holds smaller values in their order, such as the sites of a scan."""
    return cast("tuple[P, ...]", declare(label, Type.PARTS, (), part=part))


@dataclass(frozen=True, slots=True)
class Part:
    """A value inside a record, such as one site of a scan."""


_FIELDS: dict[type, tuple[Field, ...]] = {}


def fields(cls: type[Any]) -> tuple[Field, ...]:
    """The described fields of a kind of record or a part, in their order; without id, typed and kept."""
    if cls not in _FIELDS:
        _FIELDS[cls] = tuple(
            dataclasses.replace(item.metadata["field"], name=item.name)
            for item in dataclasses.fields(cls)
            if "field" in item.metadata
        )
    return _FIELDS[cls]


def field_of(cls: type[Any], name: str) -> Field:
    """One field by its name. Raises KeyError."""
    for item in fields(cls):
        if item.name == name:
            return item
    raise KeyError(name)


def show(item: Field, value: Any) -> str:
    """A field's value as she reads it, on one line and with its unit; "" when not recorded."""
    if value is None or value == "":
        return ""
    if item.holds is Type.NUMBER:
        figure = say_number(value, item.decimals)
        return f"{figure} {item.unit}".strip()
    if item.holds is Type.PRINTED:
        return f"{as_printed(value)} {item.unit}".strip()
    if item.holds is Type.TIME:
        return cast(dt.time, value).isoformat("minutes")
    if item.holds is Type.CHOICE:
        return tr(value.label)
    if item.holds is Type.FLAG:
        return tr("yes") if value else tr("no")
    if item.holds is Type.DAY:
        return day_long(value)
    if item.holds is Type.PARTIAL_DAY:
        return cast(PartialDate, value).said()
    return " ".join(value.split()) if item.long else str(value)


def fits(item: Field) -> Callable[[Any], bool]:
    """What tells whether a value, other than "not recorded", can stand in a field."""
    match item.holds:
        case Type.NUMBER:
            low, high = item.hard or (0.0, 0.0)
            if item.whole:
                return lambda value: low <= value <= high and value % 1 == 0
            if low >= TINIEST:
                return lambda value: low <= value <= high  # a NaN is in no range
            return lambda value: low <= value <= high and (value == 0 or abs(value) >= TINIEST)
        case Type.PRINTED:
            least, most = item.hard or (0.0, 0.0)
            return lambda value: _is_printed(value, least, most)
        case Type.TIME:
            return lambda value: type(value) is dt.time and value == dt.time(value.hour, value.minute)
        case Type.TEXT:
            return _is_id if item.refers else _storable
        case Type.CHOICE:
            words: type[Word] = item.words or Word
            return lambda value: isinstance(value, words)
        case Type.DAY:
            return lambda value: type(value) is dt.date and value.year in YEARS  # a moment is not a day
        case Type.PARTIAL_DAY:
            return lambda value: isinstance(value, PartialDate) and value.judged.year in YEARS
        case Type.FLAG:
            return lambda value: isinstance(value, bool)
        case Type.PARTS:
            part: type[Part] = item.part or Part
            return lambda value: all(isinstance(one, part) for one in value)


def unfit(item: Field) -> str:
    """The sentence for a value that cannot stand in a field."""
    if item.holds in (Type.NUMBER, Type.PRINTED):
        return out_of_range(item, *(item.hard or (0.0, 0.0)))
    if item.holds in (Type.DAY, Type.PARTIAL_DAY):
        return tr("{label} is between the years {low} and {high}.", label=tr(item.label), low=YEARS[0], high=YEARS[-1])
    if item.holds is Type.TEXT and not item.refers:
        return tr("{label} holds characters that cannot be stored.", label=tr(item.label))
    return tr("{label} holds something of another kind.", label=tr(item.label))


def out_of_range(item: Field, low: float, high: float) -> str:
    """The sentence for a number that cannot be."""
    if item.whole:
        return tr(
            "{label} is a whole number between {low} and {high}.",
            label=tr(item.label),
            low=say_number(low),
            high=say_number(high),
        )
    return tr(
        "{label} is between {low} and {high}.",
        label=tr(item.label),
        low=say_number(low, item.decimals),
        high=f"{say_number(high, item.decimals)} {item.unit}".strip(),
    )


def _storable(value: str) -> bool:
    if value.isascii():
        return "\0" not in value and len(value) <= LONGEST_TEXT
    return "\0" not in value and len(value) <= LONGEST_TEXT and not re.search("[\ud800-\udfff]", value)


def _is_printed(value: Any, least: float, most: float) -> bool:
    finite = isinstance(value, Decimal) and value.is_finite()
    return finite and least <= value <= most and len(as_printed(value)) <= LONGEST_NUMBER


def _is_id(value: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value, re.ASCII) is not None


def as_printed(value: Decimal) -> str:
    """A number with the digits it was printed with, a point and a plain minus: 2.20 is "2.20"."""
    return f"{value if value else abs(value):f}"
