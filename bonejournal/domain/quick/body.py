"""Quick add of what is measured about her: "weight 61.2", "waist 82", "sleep 7.5", "steps 8000", "chair stand 15"."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from functools import cache, partial
from typing import NamedTuple

from bonejournal.domain.body import Activity, BodyMeasure, Sleep
from bonejournal.domain.bone.density import Side
from bonejournal.domain.entry import read
from bonejournal.domain.falls.events import FunctionTest, FunctionTestKind
from bonejournal.domain.field import Field, field_of, show
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.line import Line, read_line
from bonejournal.domain.quick.understood import Guess, Understood, day_words, joined, judged
from bonejournal.domain.record import Dated, Typed
from bonejournal.domain.typeahead import INSIDE, Index
from bonejournal.domain.units import UnitError, shown_unit, to_shown
from bonejournal.domain.words import mark, number, tr


class _Measure(NamedTuple):
    record: type[Dated]
    field: str
    names: tuple[str, ...]
    example: str


_MEASURES = (
    _Measure(BodyMeasure, "weight_kg", (mark("Weight"), mark("weigh")), "61.2"),
    _Measure(BodyMeasure, "height_cm", (mark("Height"), mark("tall")), "164.5"),
    _Measure(BodyMeasure, "waist_cm", (mark("Waist"),), "82"),
    _Measure(BodyMeasure, "lean_mass_kg", (mark("Lean mass"), mark("muscle mass")), "41"),
    _Measure(BodyMeasure, "fat_mass_kg", (mark("Fat mass"), mark("body fat")), "20"),
    _Measure(Sleep, "hours", (mark("Sleep"), mark("slept")), "7.5"),
    _Measure(Activity, "steps", (mark("Steps"),), "8000"),
)
_ABOUT = {
    BodyMeasure: mark("body measure"),
    Sleep: mark("hours, on the day you woke up"),
    Activity: mark("of one day"),
}
_OWN_SOURCES = ("", "manual")
_HOW = re.compile(
    r"\b(?:(?:very|so|rather|only|just|about|around|not)\s+)*(?:badly|poorly|well|fine|ok|okay|bad|good|poor|little)\b"
    r"|\b(?:only|just|about|around)\b",
    re.IGNORECASE,
)
"""How she slept: understood, and not kept."""
_HOURS = re.compile(r"(\d{1,2}) ?(?:h|:) ?([0-5]?\d)(?: ?(?:m|min))?", re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+", re.ASCII)
_TEST_NAMES = {
    FunctionTestKind.CHAIR_STAND_30S: ("chair stand", "chair stands", "sit to stand"),
    FunctionTestKind.CHAIR_STAND_5X_S: ("five times sit to stand",),
    FunctionTestKind.TUG_S: ("tug",),
    FunctionTestKind.SINGLE_LEG_STANCE_S: ("one leg", "one leg stand", "single leg stance"),
    FunctionTestKind.TANDEM_STANCE_S: ("tandem",),
    FunctionTestKind.GRIP_KG: ("grip",),
    FunctionTestKind.GAIT_SPEED_M_S: ("gait speed",),
    FunctionTestKind.SPPB: ("sppb",),
}
_UNIT_WORDS = re.compile(r"\s*(?:s|secs?|seconds?|times|x)$", re.IGNORECASE)
_SIDES = {mark("left"): Side.LEFT, mark("right"): Side.RIGHT}


@cache
def _measures() -> Index[_Measure]:
    return Index((one, (*one.names, *map(tr, one.names), _field(one).label)) for one in _MEASURES)


@cache
def _tests() -> Index[FunctionTestKind]:
    return Index((test, (test.label, tr(test.label), *names)) for test, names in _TEST_NAMES.items())


def _field(one: _Measure) -> Field:
    return field_of(one.record, one.field)


def guesses(line: Line, known: Known) -> Iterator[Guess]:
    """What is measured, where the line begins with the name of a measure or a test."""
    how = _HOW.search(line.words)
    head, rest = _apart((_HOW.sub(" ", line.words) if how else line.words).split())
    for rank, one in _measures().fits(head, 3):
        if rank < INSIDE and len(head) > 2 and (not how or one.record is Sleep):
            yield Guess(10 * rank - 4, partial(_measure, line, known, one, rest, how=bool(how)))
    head, rest = _apart(line.tokens)
    sides = [_SIDES[word] for word in (*head.split(), *rest.lower().split()) if word in _SIDES]
    result = " ".join(word for word in rest.split() if word.lower() not in _SIDES)
    bare = " ".join(word for word in head.split() if word not in _SIDES)
    for rank, test in _tests().fits(bare, 3):
        if rank < INSIDE and len(bare) > 2:
            yield Guess(10 * rank + 1, partial(_test, line, known, test, sides[0] if sides else None, result))


def measured(record: type[Dated], field: str, text: str, known: Known) -> Understood:
    """What a number typed beside a measure would write: "61.2", "136 lb", "61.2 yesterday"."""
    one = next(one for one in _MEASURES if (one.record, one.field) == (record, field))
    line = read_line(f"{one.names[0]} {text}", known.today)
    made = _measure(line, known, one, _apart(line.tokens)[1])
    return dataclasses.replace(made, changes=(), missing=line.problem) if line.problem else made


def _apart(tokens: list[str]) -> tuple[str, str]:
    """The words before the first one with a figure in it, and the rest."""
    for place, token in enumerate(tokens):
        if place and any(sign.isdigit() for sign in token):
            return " ".join(tokens[:place]).lower(), " ".join(tokens[place:])
    return " ".join(tokens).lower(), ""


def _measure(line: Line, known: Known, one: _Measure, rest: str, *, how: bool = False) -> Understood:
    item, kind = _field(one), one.record.KIND.key
    name = tr(item.label) if one.record is BodyMeasure else tr(one.names[0])
    made = Understood(line.text, kind, name, tr(_ABOUT[one.record]))
    start = one.record(date=line.day)
    said = _said(line, one, rest)
    if not said:
        wanted = tr("Type the number behind it, such as {name} {example}.", name=name.lower(), example=one.example)
        return dataclasses.replace(made, missing=wanted, start=start)
    try:
        value, typed = read(item, said, known.habit)
    except UnitError as error:
        return dataclasses.replace(made, missing=str(error), start=start)
    before = _same_day(known, one, line)
    after = dataclasses.replace(
        before or start,
        **{one.field: value},
        typed=(
            *(kept for kept in (before.typed if before else ()) if kept.field != one.field),
            *([Typed(item.name, typed)] if typed else []),
        ),
    )
    was = getattr(before, one.field) if before else None
    sentence = joined(
        (
            tr("{name} {value}", name=name, value=_shown(item, value, known, typed)),
            day_words(line.day, known.today),
            tr("instead of {value}", value=_shown(item, was, known)) if was is not None and was != value else "",
        )
    )
    made = dataclasses.replace(made, sentence=sentence, detail=tr("Only the hours are kept.") if how else "")
    alone = dataclasses.replace(start, **{one.field: value}, typed=after.typed[-1:] if typed else ())
    return judged(made, known, after, before, alone)


def _said(line: Line, one: _Measure, rest: str) -> str:
    """The number as the field reads it: hours and minutes as hours, steps without what parts their thousands."""
    if one.record is Sleep:
        clock = f"{line.time:%H:%M}" if line.time and not rest else rest
        if found := _HOURS.fullmatch(clock):
            return str(round(int(found[1]) + int(found[2]) / 60, 2))
    if one.record is Activity and (found := _THOUSANDS.match(rest)):
        return re.sub(r"[.,]", "", found[0]) + rest[found.end() :].removesuffix(" steps")
    return rest.removesuffix(" " + tr("steps")) if one.record is Activity else rest


def _same_day(known: Known, one: _Measure, line: Line) -> Dated | None:
    """Her own record of that day, which has room for this, or where this stands in the place of what was there."""
    same = [held for held in known.on_day(one.record, line.day) if getattr(held, "source", "") in _OWN_SOURCES]
    return same[-1] if same else None


def _shown(item: Field, value: float, known: Known, typed: str = "") -> str:
    """A value with its unit: as it was typed or in hers, with the stored one beside it."""
    unit = shown_unit(item, known.units)
    stored = show(item, value)
    if typed:
        return tr("{value} ({stored})", value=typed, stored=stored)
    if unit == item.unit:
        return stored
    return tr("{value} ({stored})", value=f"{number(to_shown(item, value, unit))} {unit}", stored=stored)


def _test(line: Line, known: Known, test: FunctionTestKind, side: Side | None, rest: str) -> Understood:
    made = Understood(line.text, FunctionTest.KIND.key, tr(test.label), tr("test of strength or balance"))
    start = FunctionTest(date=line.day, test=test, side=side, unit=test.unit)
    figure = _UNIT_WORDS.sub("", rest.removesuffix(test.unit).strip() if test.unit else rest)
    try:
        value, _ = read(field_of(FunctionTest, "value"), figure, known.habit)
    except UnitError as error:
        return dataclasses.replace(made, missing=str(error), start=start)
    if value is None:
        wanted = tr("Type the result behind it, such as {name} {example}.", name=tr("chair stand"), example="15")
        return dataclasses.replace(made, missing=wanted, start=start)
    sentence = joined(
        (
            tr("{name}: {value}", name=made.name, value=f"{number(value)} {test.unit}".strip()),
            tr(side.label) if side else "",
            day_words(line.day, known.today),
        )
    )
    return judged(dataclasses.replace(made, sentence=sentence), known, dataclasses.replace(start, value=value))
