"""A lab report while it is typed: texts by name on one side, the panel they stand for on the other.

A result's text is named by its row and column, "ctx.value". What was printed is stored as it was printed: a figure
keeps its digits, its unit and its sign, and nothing is converted but where she asks for it: then the text as it stood
is kept beside the value under the same name with `WAS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from bonejournal.domain.dates import DateError, parse_day, parse_time
from bonejournal.domain.entry import Habit
from bonejournal.domain.field import as_printed
from bonejournal.domain.labs.analytes import analytes
from bonejournal.domain.labs.panels import Comparator, LabPanel, LabResult, label
from bonejournal.domain.record import Problem, Typed
from bonejournal.domain.units import UnitError, parse_number
from bonejournal.domain.words import day_short, tr

WAS = ".was"
COLUMNS = {"sign": "comparator", "value": "value", "unit": "unit", "low": "ref_low", "high": "ref_high"}
"""The columns of a report, and the field each is stored in."""
OWN = ("date", "time", "lab", "fasting", "notes")
_SIGNS = {"<=": "<=", "≤": "<=", "<": "<", ">=": ">=", "≥": ">=", ">": ">"}
_RESULT = re.compile(r"(<=|>=|[<>≤≥])?\s*([+\-\u2212]?(?:\d+(?:[.,]\d*)?|[.,]\d+))\s*(.*)", re.ASCII | re.DOTALL)
_BETWEEN = re.compile(r"([\d.,]+)\s*(?:-|\u2212|\u2013|to|bis|a)\s*([\d.,]+)", re.IGNORECASE)


class Line(NamedTuple):
    """A row of the form: an analyte of the catalogue or any text, and 2 for its second row in one panel."""

    analyte: str
    again: int = 1

    @property
    def key(self) -> str:
        """What its texts' names begin with; it has no point in it, whatever the test is called."""
        return quote(self.analyte, safe="").replace(".", "%2E").replace("~", "%7E") + (
            f"~{self.again}" if self.again > 1 else ""
        )

    @property
    def name(self) -> str:
        """What the test is called."""
        said = tr(label(self.analyte))
        return tr("{test} {place}", test=said, place=self.again) if self.again > 1 else said

    @classmethod
    def of(cls, key: str) -> Line:
        """The line that has a key."""
        analyte, _, again = key.partition("~")
        return cls(unquote(analyte), int(again or 1))


def lines_of(panel: LabPanel) -> tuple[Line, ...]:
    """The line each result of a panel stands in."""
    found: list[Line] = []
    for result in panel.results:
        again = 1 + sum(line.analyte == result.analyte for line in found)
        found.append(Line(result.analyte, again))
    return tuple(found)


# Texts from a panel


def texts_of(panel: LabPanel) -> dict[str, str]:
    """The texts that stand for a panel."""
    texts = {
        "date": day_short(panel.date),
        "time": panel.time.isoformat("minutes") if panel.time else "",
        "lab": panel.lab,
        "fasting": {True: "yes", False: "no", None: ""}[panel.fasting],
        "notes": panel.notes,
    }
    for line, result in zip(lines_of(panel), panel.results, strict=True):
        for column, stored in COLUMNS.items():
            texts[f"{line.key}.{column}"] = text_of(getattr(result, stored))
    return texts


def text_of(value: Decimal | str | None) -> str:
    """What stands in a field for a number, a sign or a unit."""
    return as_printed(value) if isinstance(value, Decimal) else str(value or "")


# A panel from texts


class Parsed(NamedTuple):
    """A result as it was typed into one field: "<5 ng/L" has all three."""

    sign: str
    value: Decimal
    unit: str


def parse_result(text: str) -> Parsed | None:
    """A figure, with the sign before it and the unit behind it where they were typed too; None for an empty text.

    Raises UnitError with a sentence for her.
    """
    said = " ".join(text.split())
    if not said:
        return None
    found = _RESULT.fullmatch(said)
    if not found:
        raise UnitError(tr("“{text}” is not a number.", text=said))
    return Parsed(_SIGNS.get(found[1] or "", ""), parse_number(found[2]), found[3])


def tidied(texts: Mapping[str, str], name: str) -> dict[str, str]:
    """The texts that change when a field is left: "<5 ng/mL" goes to sign, value and unit, "50-125" to both ends of
    the interval, ">60" to its lower one. What cannot be read stays as it is.
    """
    key, _, column = name.partition(".")
    text = " ".join(texts.get(name, "").split())
    if column in ("low", "high"):
        return _tidied_interval(key, column, text)
    if column != "value":
        return {}
    try:
        parsed = parse_result(text)
    except UnitError:
        return {}
    if parsed is None:
        return {name: ""}
    made = {name: text_of(parsed.value)}
    if parsed.sign:
        made[f"{key}.sign"] = parsed.sign
    if parsed.unit:
        made[f"{key}.unit"] = unit_as_known(Line.of(key).analyte, parsed.unit)
    return made


def _tidied_interval(key: str, column: str, text: str) -> dict[str, str]:
    both = _BETWEEN.fullmatch(text)
    try:
        if both:
            return {f"{key}.low": _number(both[1]), f"{key}.high": _number(both[2])}
        if text[:1] in "<≤>≥" and text:
            end, other = ("high", "low") if text[0] in "<≤" else ("low", "high")
            made = {f"{key}.{end}": _number(text.lstrip("<≤>≥= "))}
            return made if end == column else {**made, f"{key}.{other}": ""}
        return {f"{key}.{column}": _number(text)} if text else {}
    except UnitError:
        return {}


def _number(text: str) -> str:
    return text_of(parse_number(text))


def unit_as_known(analyte: str, typed: str) -> str:
    """A unit as the catalogue writes it, the text itself where it has none that is meant."""
    known = analytes().get(analyte)
    found = known.unit_named(typed) if known else None
    return found.name if found else typed.strip()


class Reading(NamedTuple):
    """The panel that texts stand for, what could not be read (by the text's name), and the key of each result."""

    panel: LabPanel
    unread: list[Problem]
    keys: tuple[str, ...]


def read_panel(base: LabPanel, texts: Mapping[str, str], lines: Iterable[Line], habit: Habit) -> Reading:
    """`base` with what the texts say. A row without a result is none; results of `base` keep their order, new ones
    follow in the order of `lines`.
    """
    unread: list[Problem] = []
    before = {line.key: result for line, result in zip(lines_of(base), base.results, strict=True)}
    fresh = {line.key: line for line in lines if line.key not in before}
    results: dict[str, LabResult] = {}
    for key in (*before, *fresh):
        old = before[key] if key in before else LabResult(analyte=fresh[key].analyte)
        new = replace(old, **dict(_values(key, texts, unread)))
        if new.value is not None or (key in before and old.value is None):
            results[key] = new
    panel = replace(
        base,
        **dict(_own(base, texts, habit, unread)),
        results=tuple(results.values()),
        typed=tuple({kept.field: kept for kept in (*_typed(base, results), *_converted(texts, results))}.values()),
    )
    return Reading(panel, unread, tuple(results))


def _own(base: LabPanel, texts: Mapping[str, str], habit: Habit, unread: list[Problem]) -> Iterator[tuple[str, Any]]:
    try:
        yield "date", parse_day(texts.get("date", ""), habit.today)
    except DateError as error:
        unread.append(Problem("date", str(error)))
        yield "date", base.date
    said = texts.get("time", "").strip()
    try:
        yield "time", parse_time(said) if said else None
    except DateError as error:
        unread.append(Problem("time", str(error)))
    yield "lab", " ".join(texts.get("lab", "").split())
    yield "fasting", {"yes": True, "no": False}.get(texts.get("fasting", ""))
    yield "notes", texts.get("notes", "").strip()


def _values(key: str, texts: Mapping[str, str], unread: list[Problem]) -> Iterator[tuple[str, Any]]:
    """The fields of one row that have a text, with their values. What stands in the field of the value wins."""
    said = {column: texts[f"{key}.{column}"] for column in COLUMNS if f"{key}.{column}" in texts}
    parsed: Parsed | None = None
    if "value" in said:
        try:
            parsed = parse_result(said["value"])
        except UnitError as error:
            unread.append(Problem(f"{key}.value", str(error)))
        else:
            yield "value", parsed.value if parsed else None
    if "sign" in said:
        yield "comparator", Comparator.of((parsed.sign if parsed else "") or said["sign"])
    if "unit" in said:
        typed = (parsed.unit if parsed else "") or said["unit"]
        yield "unit", unit_as_known(Line.of(key).analyte, typed)
    for column in ("low", "high"):
        if column not in said:
            continue
        try:
            yield COLUMNS[column], parse_number(said[column]) if said[column].strip() else None
        except UnitError as error:
            unread.append(Problem(f"{key}.{column}", str(error)))


def _typed(base: LabPanel, results: Mapping[str, LabResult]) -> Iterator[Typed]:
    """What was typed when a value of `base` came in converted, as long as that value stands."""
    keys, now = [line.key for line in lines_of(base)], list(results)
    for kept in base.typed:
        name = name_of(kept.field, keys)
        key, _, column = name.partition(".")
        if column not in COLUMNS:
            yield kept
        elif key in results:
            old = getattr(base.results[keys.index(key)], COLUMNS[column])
            if getattr(results[key], COLUMNS[column]) == old:
                yield Typed(path_of(name, now), kept.text)


def _converted(texts: Mapping[str, str], results: Mapping[str, LabResult]) -> Iterator[Typed]:
    """What stood in the field of a value before she had it converted."""
    for place, key in enumerate(results):
        if was := texts.get(f"{key}.value{WAS}", ""):
            yield Typed(f"results.{place}.value", was)


# Names of texts, and fields of the record


def name_of(path: str, keys: Sequence[str]) -> str:
    """The text that a field of the record is typed in: "results.0.ref_low" is "ctx.low"."""
    parts = path.split(".")
    if len(parts) != 3 or not parts[1].isdigit() or int(parts[1]) >= len(keys):
        return path
    column = next((column for column, stored in COLUMNS.items() if stored == parts[2]), "value")
    return f"{keys[int(parts[1])]}.{column}"


def path_of(name: str, keys: Sequence[str]) -> str:
    """The field of the record that a text is about; "" for a row that has nothing in it."""
    key, _, column = name.partition(".")
    if column not in COLUMNS:
        return name
    return f"results.{keys.index(key)}.{COLUMNS[column]}" if key in keys else ""
