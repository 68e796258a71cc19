"""A row of a lab report in another unit: the figure is worked out again, and what was typed is kept beside it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal

from bonejournal.domain.labs.analytes import spelled
from bonejournal.domain.labs.entry import WAS, Line, parse_result, text_of, unit_as_known
from bonejournal.domain.labs.panels import converted
from bonejournal.domain.units import UnitError, parse_number


def in_unit(texts: Mapping[str, str], key: str, before: str, was: str = "") -> dict[str, str]:
    """The texts of a row whose figure stood in the unit `before`, in the unit that stands there now; empty where that
    cannot be, or is the same figure. was: what was typed, where the figure is a converted one already; that is what is
    converted, so that a figure goes back and forth without losing a digit.
    """
    analyte, unit = Line.of(key).analyte, unit_as_known(Line.of(key).analyte, texts.get(f"{key}.unit", ""))
    try:
        stood = parse_result(was) or parse_result(texts.get(f"{key}.value", ""))
    except UnitError:
        return {}
    if stood is None or spelled(before) == spelled(unit):
        return {}
    start = stood.unit or before
    value = converted(analyte, stood.value, start, unit)
    now = _in_print(value, stood.value) if value is not None else ""
    if not now or now == texts.get(f"{key}.value", ""):
        return {}
    made = {f"{key}.value": now, f"{key}.value{WAS}": ""}
    if spelled(start) != spelled(unit):
        made[f"{key}.value{WAS}"] = f"{text_of(stood.value)} {start}"
    return made


def interval_in_unit(texts: Mapping[str, str], key: str, before: str) -> dict[str, str]:
    """The ends of the interval that stood beside a figure in the unit `before`, in the unit that stands there now."""
    analyte, unit = Line.of(key).analyte, texts.get(f"{key}.unit", "")
    made = {}
    for name in (f"{key}.low", f"{key}.high"):
        with suppress(UnitError):
            end = parse_number(texts[name]) if texts.get(name, "").strip() else None
            value = converted(analyte, end, before, unit) if end is not None else None
            if end is not None and value is not None:
                made[name] = _in_print(value, end)
    return made


def _in_print(value: Decimal, stood: Decimal) -> str:
    """A converted figure with four digits that count; one that is the same stays as it stood."""
    if value == stood:
        return text_of(stood)
    places = max(0, 3 - value.adjusted()) if value else 0
    rounded = f"{round(value, places):f}"
    return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded
