"""Records are values: frozen dataclasses that say once, beside each field's name, what the field is.

From these descriptions follow the tables, the CSV columns, the JSON, the plain form and the plain list. A kind of
record is declared by three things::

    @kind("body", "Body measure", 3)
    @dataclass(frozen=True, slots=True)
    class BodyMeasure(Dated):
        weight_kg: float | None = number("Weight", "kg", hard=(20, 300), soft=(35, 140))

What belongs inside a record is a tuple of `Part`s. Not recorded is None, for text "".
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import re
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, ClassVar, NamedTuple, TypeVar, cast

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.words import day_long, tr
from bonejournal.domain.words import number as say_number

E = TypeVar("E", bound="Word")
P = TypeVar("P", bound="Part")
R = TypeVar("R", bound="type[Record]")

LONGEST_TEXT = 1_000_000
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
    PARTIAL_DAY = "partial day"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Field:
    """What one field of a record is.

    hard: what cannot be, in the field's unit, both ends allowed; soft: what is unusual and asked about.
    decimals: how many a report prints. listed: stands in the plain list. private: printed only when ticked.
    rare: read in full however old, because its whole history is judged.
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


def _declare(label: str, type_: Type, default: object, **more: Any) -> Any:
    return dataclasses.field(default=default, metadata={"field": Field("", label, type_, **more)})


def text(label: str, *, required: bool = False, listed: bool = False, private: bool = False) -> str:
    """A field of free text; not recorded is ""."""
    return cast(str, _declare(label, Type.TEXT, "", required=required, listed=listed, private=private))


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
) -> float | None:
    """A field that holds a measured number in `unit`."""
    return cast(
        "float | None",
        _declare(
            label, Type.NUMBER, None, unit=unit, hard=hard, soft=soft, decimals=decimals,
            required=required, listed=listed, rare=rare,
        ),
    )  # fmt: skip


def choice(label: str, words: type[E], *, required: bool = False, listed: bool = False) -> E | None:
    """A field that holds one word of a closed list."""
    return cast("E | None", _declare(label, Type.CHOICE, None, words=words, required=required, listed=listed))


def flag(label: str, *, listed: bool = False) -> bool | None:
    """A field that is yes, no or not known."""
    return cast("bool | None", _declare(label, Type.FLAG, None, listed=listed))


def day(label: str, *, listed: bool = False) -> dt.date | None:
    """A field that holds a civil day."""
    return cast("dt.date | None", _declare(label, Type.DAY, None, listed=listed))


def partial_day(label: str, *, listed: bool = False) -> PartialDate | None:
    """A field that holds a date known at least to the year."""
    return cast("PartialDate | None", _declare(label, Type.PARTIAL_DAY, None, listed=listed))


def parts(label: str, part: type[P]) -> tuple[P, ...]:
    """A field that holds smaller values in their order, such as the sites of a scan."""
    return cast("tuple[P, ...]", _declare(label, Type.PARTS, (), part=part))


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562): its order is the order of making."""
    stamp = time.time_ns() // 1_000_000
    value = (stamp & ((1 << 48) - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62
    return str(uuid.UUID(int=value))


class Typed(NamedTuple):
    """What stood on the paper where the stored value was converted: field "sites.0.bmd_g_cm2", text "826 mg/cm²"."""

    field: str
    text: str


class Kept(NamedTuple):
    """A soft question she answered with "keep"; asked again only when the value changes."""

    field: str
    question: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """A value inside a record, such as one site of a scan."""


@dataclass(frozen=True, slots=True)
class Record:
    """What every record has: an id, what was typed, and the questions she answered.

    `KIND` is set by the `kind` decorator. A kind with a `SINGLETON` has one record, under that id.
    """

    KIND: ClassVar[Kind]
    SINGLETON: ClassVar[str] = ""

    id: str = dataclasses.field(default_factory=new_id)
    typed: tuple[Typed, ...] = ()
    kept: tuple[Kept, ...] = ()

    @property
    def day(self) -> dt.date | None:
        """The day it belongs to, None for a record without one."""
        return None

    def called(self) -> str:
        """What a menu calls it: "DXA report of 3 May 2026"."""
        if self.day is None:
            return tr(self.KIND.label)
        return tr("{kind} of {day}", kind=tr(self.KIND.label), day=day_long(self.day))

    def said(self) -> str:
        """One line for lists: its listed fields with their values."""
        return ", ".join(
            tr("{label} {value}", label=tr(item.label), value=show(item, getattr(self, item.name)))
            for item in fields(type(self))
            if item.listed and getattr(self, item.name) not in (None, "")
        )

    def check(self) -> Iterator[Problem]:
        """What cannot be, beyond the limits of the single fields."""
        yield from ()

    def questions(self, around: Around) -> Iterator[Question]:
        """What is unusual and worth asking about."""
        yield from soft_limits(self)


@dataclass(frozen=True, slots=True)
class Around:
    """What a record is seen against when it is asked about: her today, her birth, and the records of its kind."""

    today: dt.date
    birth_date: dt.date | None = None
    neighbours: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated(Record):
    """A record of a civil day."""

    date: dt.date = cast(dt.date, _declare("Date", Type.DAY, None, required=True))

    @property
    def day(self) -> dt.date | None:
        """The day it belongs to."""
        return self.date

    def questions(self, around: Around) -> Iterator[Question]:
        """Unusual numbers, and a day that is still to come or before her birth."""
        yield from soft_limits(self)
        if self.date > around.today:
            asked = tr("{day} is still to come. Is the year right?", day=day_long(self.date))
            yield Question("date", "future", asked, self.date.isoformat())
        elif around.birth_date and self.date < around.birth_date:
            asked = tr("{day} is before the date of birth. Is the year right?", day=day_long(self.date))
            yield Question("date", "before_birth", asked, self.date.isoformat())


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its key in files, what she calls it, and the number it is stored under.

    recent: there may be thousands, so that a snapshot holds the last 84 days of them, the latest of each number, and
    those with a rare field; else a snapshot holds them all.
    """

    key: str
    label: str
    code: int
    record: type[Record]
    recent: bool = False


KINDS: dict[str, Kind] = {}


def kind(key: str, label: str, code: int, *, recent: bool = False) -> Callable[[R], R]:
    """Make a dataclass a kind of record. `code` is written in files and never given to another kind."""

    def declare(cls: R) -> R:
        if key in KINDS or any(known.code == code for known in KINDS.values()):
            raise ValueError(f"kind {key} or code {code} is declared twice")
        cls.KIND = KINDS[key] = Kind(key, label, code, cls, recent)
        return cls

    return declare


_FIELDS: dict[type, tuple[Field, ...]] = {}


def fields(cls: type[Record] | type[Part]) -> tuple[Field, ...]:
    """The described fields of a kind or part, in their order; without id, typed and kept."""
    if cls not in _FIELDS:
        _FIELDS[cls] = tuple(
            dataclasses.replace(item.metadata["field"], name=item.name)
            for item in dataclasses.fields(cls)
            if "field" in item.metadata
        )
    return _FIELDS[cls]


def field_of(cls: type[Record] | type[Part], name: str) -> Field:
    """One field by its name. Raises KeyError."""
    for item in fields(cls):
        if item.name == name:
            return item
    raise KeyError(name)


def parts_field(cls: type[Record]) -> Field | None:
    """The field that holds a kind's parts, None where it has none."""
    return next((item for item in fields(cls) if item.holds is Type.PARTS), None)


def show(item: Field, value: Any) -> str:
    """A field's value as she reads it, with its unit; "" when not recorded."""
    if value is None or value == "":
        return ""
    if item.holds is Type.NUMBER:
        figure = say_number(value, item.decimals)
        return f"{figure} {item.unit}".strip()
    if item.holds is Type.CHOICE:
        return tr(value.label)
    if item.holds is Type.FLAG:
        return tr("yes") if value else tr("no")
    if item.holds is Type.DAY:
        return day_long(value)
    if item.holds is Type.PARTIAL_DAY:
        return cast(PartialDate, value).said()
    return str(value)


class Problem(NamedTuple):
    """What cannot be stored: the field ("sites.0.t_score", "" for the whole record) and a sentence for her."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is unusual: which field, which question (a stable key), the sentence, and the likely slip's cure.

    fix: the text that would go into the field, None where there is none to offer. value: what stands there now.
    """

    field: str
    key: str
    text: str
    value: str
    fix: str | None = None


class RefusedError(ValueError):
    """A record that cannot be stored, with the reasons."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.text for problem in problems))
        self.problems = tuple(problems)


def problems(record: Record) -> list[Problem]:
    """All that keeps a record from being stored; empty when it can be."""
    found = list(_limits(record, ""))
    found.extend(record.check())
    return found


def _limits(holder: Record | Part, path: str) -> Iterator[Problem]:
    for item, fits in _fitting(type(holder)):
        value = getattr(holder, item.name)
        if value is None or value == "":
            if item.required:
                yield Problem(path + item.name, tr("{label} is needed.", label=tr(item.label)))
        elif not fits(value):
            yield Problem(path + item.name, _unfit(item))
        elif item.holds is Type.PARTS:
            for position, part in enumerate(value):
                yield from _limits(part, f"{path}{item.name}.{position}.")


_FITTING: dict[type, list[tuple[Field, Callable[[Any], bool]]]] = {}


def _fitting(cls: type[Record] | type[Part]) -> list[tuple[Field, Callable[[Any], bool]]]:
    """Each field with what tells whether a value can stand in it."""
    if cls not in _FITTING:
        _FITTING[cls] = [(item, _fits(item)) for item in fields(cls)]
    return _FITTING[cls]


def _fits(item: Field) -> Callable[[Any], bool]:
    match item.holds:
        case Type.NUMBER:
            low, high = item.hard or (0.0, 0.0)
            return lambda value: low <= value <= high  # a NaN is in no range
        case Type.TEXT:
            return _storable
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


def _unfit(item: Field) -> str:
    if item.holds is Type.NUMBER:
        return out_of_range(item, *(item.hard or (0.0, 0.0)))
    if item.holds in (Type.DAY, Type.PARTIAL_DAY):
        return tr("{label} is between the years {low} and {high}.", label=tr(item.label), low=YEARS[0], high=YEARS[-1])
    if item.holds is Type.TEXT:
        return tr("{label} holds characters that cannot be stored.", label=tr(item.label))
    return tr("{label} holds something of another kind.", label=tr(item.label))


def out_of_range(item: Field, low: float, high: float) -> str:
    """The sentence for a number that cannot be."""
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


def soft_limits(record: Record) -> Iterator[Question]:
    """The questions that follow from the fields' soft limits."""
    for item in fields(type(record)):
        value = getattr(record, item.name)
        if item.soft and value is not None and not item.soft[0] <= value <= item.soft[1]:
            yield Question(
                item.name,
                "soft",
                tr(
                    "{label} {value} is unusual; most are between {low} and {high}. Is it right?",
                    label=tr(item.label),
                    value=show(item, value),
                    low=say_number(item.soft[0], item.decimals),
                    high=say_number(item.soft[1], item.decimals),
                ),
                repr(value),
            )


def open_questions(record: Record, around: Around) -> list[Question]:
    """The questions still to be asked: without those she answered for the value that stands there."""
    answered = {(kept.field, kept.question): kept.value for kept in record.kept}
    return [
        question
        for question in record.questions(around)
        if answered.get((question.field, question.key)) != question.value
    ]


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; creating has no before, deleting no after."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record as it is after, or was before it was deleted."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change has a before, an after, or both")
        return found


class Origin(StrEnum):
    """Where a step came from."""

    ENTRY = "entry"
    IMPORT = "import"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Step:
    """A labelled list of changes made in one transaction: a form's save, a delete of ten rows, an import."""

    label: str
    changes: tuple[Change, ...]
    origin: Origin = Origin.ENTRY
    drafts: tuple[str, ...] = ()
    """The drafts this step makes into values; they go in the same transaction."""


class Standing(NamedTuple):
    """What a journal holds under an id: the live record if there is one, and whether its latest version is hers.

    hers: made, changed or deleted by entry, not by an import; an import leaves such a version alone.
    """

    live: Record | None
    hers: bool


def creating(record: Record, *also: Record, drafts: tuple[str, ...] = ()) -> Step:
    """A step that adds a record, and what was entered with it."""
    changes = tuple(Change(None, item) for item in (record, *also))
    return Step(tr("Add {name}", name=record.called()), changes, drafts=drafts)


def editing(before: Record, after: Record, drafts: tuple[str, ...] = ()) -> Step:
    """A step that changes a record."""
    return Step(tr("Change {name}", name=after.called()), (Change(before, after),), drafts=drafts)


def deleting(records: Sequence[Record]) -> Step:
    """A step that deletes records."""
    if len(records) == 1:
        label = tr("Delete {name}", name=records[0].called())
    else:
        label = tr("Delete {count} records", count=len(records))
    return Step(label, tuple(Change(record, None) for record in records))
