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
import time
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, TypeVar

from bonejournal.domain.field import Field, Part, Type, fields, fits, own_day, show, unfit
from bonejournal.domain.words import day_long, tr
from bonejournal.domain.words import number as say_number

R = TypeVar("R", bound="type[Record]")
_TELLING = (Type.TEXT, Type.CHOICE, Type.TIME)
_TELLING_UNITS = ("min", "steps")
"""What is read without its label: words, and figures whose unit says what they are."""


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562): its order is the order of making."""
    stamp = time.time_ns() // 1_000_000
    value = (stamp & ((1 << 48) - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62
    return str(uuid.UUID(int=value))


_OURS = uuid.uuid5(uuid.NAMESPACE_DNS, "bonejournal")
"""The name space of the ids that are made from texts."""


def id_named(text: str) -> str:
    """The id that always follows from a text (UUIDv5), such as "targets:nutrition.calcium"."""
    return str(uuid.uuid5(_OURS, text))


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
        """One line for lists: its listed fields, named where the value alone would not tell what it is."""
        return ", ".join(
            show(item, getattr(self, item.name))
            if item.holds in _TELLING or item.unit in _TELLING_UNITS
            else tr("{label} {value}", label=tr(item.label), value=show(item, getattr(self, item.name)))
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

    date: dt.date = own_day()

    @property
    def day(self) -> dt.date | None:
        """The day it belongs to."""
        return self.date

    def questions(self, around: Around) -> Iterator[Question]:
        """Unusual numbers, and a day that is still to come or before her birth."""
        yield from soft_limits(self)
        yield from odd_day(self, around)


@dataclass(frozen=True, slots=True)
class Named(Record):
    """A record that is known by a text of its own, such as the target it is about: its id follows from that text.

    `NAMED` is the field with the text; in files it stands in the place of the id, in a column `COLUMN`. Two journals
    that name the same thing have the same record; giving it another name makes it another record.
    """

    NAMED: ClassVar[str]
    COLUMN: ClassVar[str] = "id"

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", id_named(f"{self.KIND.key}:{getattr(self, self.NAMED)}"))

    def called(self) -> str:
        """What a menu calls it."""
        return getattr(self, self.NAMED) or tr(self.KIND.label)


@dataclass(frozen=True, slots=True)
class Recent:
    """What a snapshot holds of a kind of which there may be thousands.

    Always its last weeks, those before each latest scan, the latest record, and those with a rare field. Beside
    them, latest: the latest record that has each of these fields, as of today and as of each of those scans; per: the
    latest for each value of this field, however old, counting only those whose field `only` is yes.
    """

    latest: tuple[str, ...] = ()
    per: str = ""
    only: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its key in files, what she calls it, and the number it is stored under.

    recent: what a snapshot holds of it, None for all. ahead: its records dated later than the day judged count too.
    anchors: the weeks before its latest record for each combination of these fields of its parts are looked back on.
    order: the field that orders the records of one day in files.
    """

    key: str
    label: str
    code: int
    record: type[Record]
    recent: Recent | None = None
    ahead: bool = False
    anchors: tuple[str, ...] = ()
    order: str = ""


KINDS: dict[str, Kind] = {}


def kind(
    key: str,
    label: str,
    code: int,
    *,
    recent: Recent | None = None,
    ahead: bool = False,
    anchors: tuple[str, ...] = (),
    order: str = "",
) -> Callable[[R], R]:
    """Make a dataclass a kind of record. `code` is written in files and never given to another kind."""

    def declare(cls: R) -> R:
        if key in KINDS or any(known.code == code for known in KINDS.values()):
            raise ValueError(f"kind {key} or code {code} is declared twice")
        cls.KIND = KINDS[key] = Kind(key, label, code, cls, recent, ahead, anchors, order)
        return cls

    return declare


def parts_field(cls: type[Record]) -> Field | None:
    """The field that holds a kind's parts, None where it has none."""
    return next((item for item in fields(cls) if item.holds is Type.PARTS), None)


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
    for item, fitting in _fitting(type(holder)):
        value = getattr(holder, item.name)
        if value is None or value == "":
            if item.required:
                yield Problem(path + item.name, tr("{label} is needed.", label=tr(item.label)))
        elif not fitting(value):
            yield Problem(path + item.name, unfit(item))
        elif item.holds is Type.PARTS:
            for position, part in enumerate(value):
                yield from _limits(part, f"{path}{item.name}.{position}.")


_FITTING: dict[type, list[tuple[Field, Callable[[Any], bool]]]] = {}


def _fitting(cls: type[Any]) -> list[tuple[Field, Callable[[Any], bool]]]:
    """Each field with what tells whether a value can stand in it."""
    if cls not in _FITTING:
        _FITTING[cls] = [(item, fits(item)) for item in fields(cls)]
    return _FITTING[cls]


def owned(record: Record, ids: Collection[str]) -> bool:
    """Whether a record belongs to one of these, so that it goes with it."""
    return any(item.owned and getattr(record, item.name) in ids for item in fields(type(record)))


def soft_limits(holder: Record | Part, path: str = "") -> Iterator[Question]:
    """The questions that follow from the soft limits of a record's own fields, or of a part's at `path`."""
    for item in fields(type(holder)):
        value = getattr(holder, item.name)
        if item.soft and value is not None and not item.soft[0] <= value <= item.soft[1]:
            yield Question(
                path + item.name,
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


def odd_day(record: Record, around: Around) -> Iterator[Question]:
    """The question about a record's `date` that is still to come, where its kind is not planned ahead, or before her
    birth.
    """
    day = record.day
    if day is None:
        return
    if day > around.today and not record.KIND.ahead:
        asked = tr("{day} is still to come. Is the year right?", day=day_long(day))
        yield Question("date", "future", asked, day.isoformat())
    elif around.birth_date and day < around.birth_date:
        asked = tr("{day} is before the date of birth. Is the year right?", day=day_long(day))
        yield Question("date", "before_birth", asked, day.isoformat())


def open_questions(record: Record, around: Around) -> list[Question]:
    """The questions still to be asked: without those she answered for the value that stands there."""
    answered = {(kept.field, kept.question): kept.value for kept in record.kept}
    return [
        question
        for question in record.questions(around)
        if answered.get((question.field, question.key)) != question.value
    ]


@dataclass(frozen=True, slots=True)
class PartsCounted:
    """Which parts of records are counted, such as the sets of workouts.

    Those whose text in `field` counts, of whose fields `done` one is above zero, and that have not the value that
    `unless` names with its field.
    """

    field: str
    counts: Callable[[str], bool]
    done: Sequence[str]
    unless: tuple[str, str]
