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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, TypeVar, cast

from bonejournal.domain.field import (
    Field,
    Part,
    Type,
    declare,
    fields,
    fits,
    show,
    unfit,
)
from bonejournal.domain.words import day_long, tr
from bonejournal.domain.words import number as say_number

R = TypeVar("R", bound="type[Record]")


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

    date: dt.date = cast(dt.date, declare("Date", Type.DAY, None, required=True))

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


def _fitting(cls: type[Record] | type[Part]) -> list[tuple[Field, Callable[[Any], bool]]]:
    """Each field with what tells whether a value can stand in it."""
    if cls not in _FITTING:
        _FITTING[cls] = [(item, fits(item)) for item in fields(cls)]
    return _FITTING[cls]


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
