"""One field of a record and the text that stands for it in a form: reading what is typed, writing what is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bonejournal.domain.dates import DateError, PartialDate, parse_partial, parse_time
from bonejournal.domain.field import Field, Type, as_printed, fields
from bonejournal.domain.profile import Units
from bonejournal.domain.record import Problem, Record, Typed
from bonejournal.domain.units import UnitError, parse_number, parse_quantity, shown_unit, to_shown
from bonejournal.domain.words import day_short, tr
from bonejournal.domain.words import number as say

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Habit:
    """What a text is read with: her day, and the units she uses."""

    today: dt.date
    units: Units | None = None


def read(item: Field, text: str, habit: Habit, unit: str = "") -> tuple[Any, str]:
    """The value a text stands for, and what to keep of it where it was converted ("" where it was not).

    unit: the unit a bare number is in, where it is not the one of her habit. Raises UnitError or DateError.
    """
    said = text.strip()
    if item.holds is Type.TEXT:
        return text.strip(), ""
    if not said:
        return None, ""
    match item.holds:
        case Type.NUMBER:
            entered = parse_quantity(said, item, unit or shown_unit(item, habit.units))
            return entered.value, entered.typed
        case Type.PRINTED:
            return parse_number(said), ""
        case Type.TIME:
            return parse_time(said), ""
        case Type.CHOICE:
            return (item.words.of(said) if item.words else None), ""
        case Type.FLAG:
            return said == "yes", ""
        case Type.DAY:
            return item.typed_day(said, habit.today), ""
        case Type.PARTIAL_DAY:
            return parse_partial(said, habit.today), ""
        case _:
            raise ValueError(f"{item.name} is not one text")


def write(item: Field, value: Any, habit: Habit, unit: str = "") -> str:
    """The text that stands for a value in a form; `read` gives the value back."""
    if value is None or value == "":
        return ""
    match item.holds:
        case Type.NUMBER:
            shown = unit or shown_unit(item, habit.units)
            converted = shown != item.unit
            figure = to_shown(item, value, shown)
            places = None if converted or _finer(value, item.decimals) else item.decimals
            return say(figure, places).replace(",", "")  # a grouped number would be read back as a decimal
        case Type.PRINTED:
            return as_printed(value)
        case Type.TIME:
            return str(value.isoformat("minutes"))
        case Type.FLAG:
            return "yes" if value else "no"
        case Type.DAY:
            return day_short(value)
        case Type.PARTIAL_DAY:
            return value.said() if isinstance(value, PartialDate) else str(value)
        case _:
            return str(value)


def last_said(item: Field, records: Iterable[Record], habit: Habit) -> str:
    """A number as it was measured last, "62.0 kg, 8 Nov 2026"; "" where none of the records has one."""
    held = [(one.day, one.id, getattr(one, item.name)) for one in records]
    known = [(day, id_, value) for day, id_, value in held if day is not None and value is not None]
    if not known:
        return ""
    day, _, value = max(known)
    unit = shown_unit(item, habit.units)
    figure = say(to_shown(item, value, unit), item.decimals if unit == item.unit else None)
    gap = "\u2009" if unit == "%" else " "
    return tr("{value}, {day}", value=f"{figure}{gap}{unit}".strip(), day=day_short(day))


def _finer(value: float, decimals: int | None) -> bool:
    """Whether a number has more places than a report prints, which a form must not round away."""
    return decimals is not None and round(value, decimals) != value


def texts_of(record: Record, habit: Habit) -> dict[str, str]:
    """The texts of a record's own fields, as a plain form shows them."""
    return {
        item.name: write(item, getattr(record, item.name), habit)
        for item in fields(type(record))
        if item.holds is not Type.PARTS
    }


def record_of(base: R, texts: Mapping[str, str], habit: Habit) -> tuple[R, list[Problem]]:
    """`base` with the values its texts stand for, and what could not be read; such a field keeps its old value.

    A text that stands there unchanged changes nothing, so that showing a number in pounds never rounds it.
    """
    values: dict[str, Any] = {}
    found: list[Problem] = []
    typed = {kept.field: kept.text for kept in base.typed}
    for item in fields(type(base)):
        if item.name not in texts or texts[item.name] == write(item, getattr(base, item.name), habit):
            continue
        try:
            values[item.name], original = read(item, texts[item.name], habit)
        except (UnitError, DateError) as error:
            found.append(Problem(item.name, str(error)))
            continue
        typed.pop(item.name, None)
        if original:
            typed[item.name] = original
    kept = tuple(Typed(field, text) for field, text in sorted(typed.items()))
    return replace(base, typed=kept, **values), found
