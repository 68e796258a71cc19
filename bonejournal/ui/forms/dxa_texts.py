"""What becomes of the texts of a DXA form when a report is pasted, or the unit is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bonejournal.domain.bone.density import DxaScan, SiteResult, vertebrae_of
from bonejournal.domain.bone.dxa_entry import DENSITIES, PRINTED, SPINE, WAS, Line, tidied
from bonejournal.domain.dates import DateError, parse_day
from bonejournal.domain.entry import Habit
from bonejournal.domain.field import field_of
from bonejournal.domain.units import UnitError, parse_quantity
from bonejournal.domain.words import day_short
from bonejournal.exchange.dxa_text import Found, Report

_DENSITY = field_of(SiteResult, "bmd_g_cm2")
RARELY_PRINTED = {"area": "area_cm2", "bmc": "bmc_g"}


def often_printed(last: DxaScan) -> tuple[str, ...]:
    """The columns Tab stops at: area and BMC where her last scan had them."""
    extra = (
        column
        for column, stored in RARELY_PRINTED.items()
        if any(getattr(row, stored) is not None for row in last.sites)
    )
    return (*extra, "bmd", "t", "z")


def is_half_typed(text: str) -> bool:
    """Whether a BMD has fewer digits than any report prints."""
    return bool(text.strip()) and sum(letter.isdigit() for letter in text.strip().lstrip("0.,")) < 3


def same_measure(texts: Mapping[str, str], unit: str) -> tuple[dict[str, str], dict[str, str]]:
    """Every density of `texts` in another unit, and what is to be kept as it was typed, both by name.

    A number goes back and forth without losing a digit, because what was typed is what is converted.
    """
    before = texts["unit"]
    shown: dict[str, str] = {}
    was: dict[str, str] = {}
    for name, text in texts.items():
        column = name.rpartition(".")[2]
        if "." not in name or column not in DENSITIES or not text:
            continue
        typed = texts.get(name + WAS) or text
        try:
            parse_quantity(typed, _DENSITY, before)
        except UnitError:
            continue
        has_unit = typed.strip()[-1] not in "0123456789.,"
        fresh, original = tidied(column, typed if has_unit else f"{typed.strip()} {before}", unit)
        shown[name] = fresh
        if original:
            was[name + WAS] = original
    return shown, was


def pasted(texts: Mapping[str, str], report: Report, unit: str) -> tuple[dict[str, str], list[Line]]:
    """The form's texts with what was recognised in a report, and the rows that are needed for it."""
    made = dict(texts)
    main = main_spine(report.rows)
    lines = []
    for found in report.rows:
        line = Line(found.site, found.side, "" if found is main else found.vertebrae)
        lines.append(line)
        for column in PRINTED:
            if column not in found.numbers:
                continue
            name = f"{line.key}.{column}"
            made[name], original = tidied(column, found.numbers[column], unit)
            made[name + WAS] = original
    if main is not None:
        made["vertebrae"] = main.vertebrae
    if report.day is not None:
        made["date"] = day_short(report.day)
    made["tbs"] = report.tbs or texts.get("tbs", "")
    return made, lines


def main_spine(rows: Iterable[Found]) -> Found | None:
    """The spine row of most vertebrae, two at least."""
    spine = [found for found in rows if found.site is SPINE.site and len(vertebrae_of(found.vertebrae)) > 1]
    return max(spine, key=lambda found: len(vertebrae_of(found.vertebrae)), default=None)


def tidy_day(text: str, habit: Habit) -> str:
    """A day as it will be shown; a text that is none stays."""
    try:
        return day_short(parse_day(text, habit.today)) if text.strip() else text
    except DateError:
        return text
