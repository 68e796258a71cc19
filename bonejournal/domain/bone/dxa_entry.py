"""A DXA report while it is typed: texts by name on one side, the scan they stand for on the other.

A number's text is named by its row and column, "spine.bmd" or "total_hip_left.t". Where a density stands in another
unit than it was typed in, the text as typed is kept beside it under the same name with `WAS`, and that is what counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from bonejournal.domain.bone.density import (
    DxaScan,
    Side,
    Site,
    SiteResult,
    signed_t,
    vertebrae_of,
    write_vertebrae,
)
from bonejournal.domain.dates import DateError, parse_day
from bonejournal.domain.entry import Habit
from bonejournal.domain.field import field_of
from bonejournal.domain.record import Problem, Typed
from bonejournal.domain.units import Entered, UnitError, parse_number, parse_quantity
from bonejournal.domain.words import MINUS, day_short, exact, tr

COLUMNS = {
    "area": "area_cm2",
    "bmc": "bmc_g",
    "bmd": "bmd_g_cm2",
    "t": "t_score",
    "z": "z_score",
    "lsc": "lsc_g_cm2",
}
"""The columns of a report, and the field each is stored in."""
PRINTED = ("area", "bmc", "bmd", "t", "z")
DENSITIES = ("bmd", "lsc")
GRAMS, MILLIGRAMS = "g/cm²", "mg/cm²"
WAS = ".was"
NO_VERTEBRAE = "none"
_SLIP = 100
"""A density above this is in mg/cm², whatever unit the form is in."""
_OWN = ("facility", "make", "model", "serial", "software", "notes")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the form: a site, its side, and for a spine row of its own its vertebrae ("" is the ticked ones).

    again: 2 for the second row of the same site, which some printouts have.
    """

    site: Site
    side: Side | None = None
    vertebrae: str = ""
    again: int = 1

    @property
    def key(self) -> str:
        """What its texts' names begin with."""
        site = "spine" if self.site is Site.LUMBAR_SPINE else str(self.site)
        parts = [site, *([str(self.side)] if self.side else []), *([self.vertebrae] if self.vertebrae else [])]
        return "_".join(parts) + (f"~{self.again}" if self.again > 1 else "")

    def row(self, vertebrae: str = "") -> SiteResult:
        """The row with nothing typed; `vertebrae` are the ticked ones."""
        return SiteResult(self.site, self.side, self.vertebrae or (vertebrae if self.site is Site.LUMBAR_SPINE else ""))


SPINE = Line(Site.LUMBAR_SPINE)
SINGLE = tuple(Line(Site.LUMBAR_SPINE, vertebrae=f"L{digit}") for digit in (1, 2, 3, 4))


def main_lines(last: DxaScan | None) -> tuple[Line, ...]:
    """The rows every report has room for, the side of the `last` scan first."""
    hips = {row.side for row in last.sites if row.site in (Site.TOTAL_HIP, Site.FEMORAL_NECK)} if last else set()
    first = Side.RIGHT if Side.RIGHT in hips and Side.LEFT not in hips else Side.LEFT
    both = (first, Side.LEFT if first is Side.RIGHT else Side.RIGHT)
    sided = (Line(site, side) for side in both for site in (Site.FEMORAL_NECK, Site.TOTAL_HIP))
    return (SPINE, *sided, Line(Site.RADIUS_33, _arm(last)))


def _arm(last: DxaScan | None) -> Side:
    sides = [row.side for row in last.sites if row.site is Site.RADIUS_33 and row.side] if last else []
    return sides[0] if sides else Side.LEFT


def other_lines(last: DxaScan | None) -> tuple[Line, ...]:
    """The rows of regions that are recorded and never judged, and the other arm."""
    arm = _arm(last)
    other = Side.LEFT if arm is Side.RIGHT else Side.RIGHT
    hips = (Line(site, side) for side in (Side.LEFT, Side.RIGHT) for site in _HIP_PARTS)
    arms = (Line(site, side) for side in (arm, other) for site in (Site.RADIUS_ULTRADISTAL, Site.RADIUS_TOTAL))
    return (*hips, Line(Site.RADIUS_33, other), *arms, Line(Site.TOTAL_BODY))


_HIP_PARTS = (Site.TROCHANTER, Site.INTERTROCHANTER, Site.WARDS)


def lines_of(scan: DxaScan) -> tuple[Line, ...]:
    """The line each row of a scan stands in. The widest spine row is the one the ticks are about."""
    main = main_spine(scan)
    found: list[Line] = []
    for row in scan.sites:
        if row.site is None:
            continue
        own = row.site is Site.LUMBAR_SPINE and row is not main
        line = Line(row.site, row.side, write_vertebrae(row.vertebra_set) if own else "")
        while line in found:
            line = replace(line, again=line.again + 1)
        found.append(line)
    return tuple(found)


def main_spine(scan: DxaScan) -> SiteResult | None:
    """The spine row of most vertebrae, two at least."""
    spine = [row for row in scan.sites if row.site is Site.LUMBAR_SPINE and len(row.vertebra_set) > 1]
    return max(spine, key=lambda row: len(row.vertebra_set), default=None)


# Texts from a scan


def texts_of(scan: DxaScan, unit: str = GRAMS) -> dict[str, str]:
    """The texts that stand for a scan; densities in `unit`."""
    main = main_spine(scan)
    texts = {name: getattr(scan, name) for name in _OWN}
    texts["date"] = day_short(scan.date)
    texts["unit"] = unit
    texts["vertebrae"] = write_vertebrae(main.vertebra_set if main else vertebrae_of(""))
    texts["reason"] = main.exclusion_reason if main else ""
    texts["tbs"] = figure("tbs", main.tbs) if main else ""
    typed = {kept.field: kept.text for kept in scan.typed}
    for place, (line, row) in enumerate(zip(lines_of(scan), scan.sites, strict=True)):
        for column, stored in COLUMNS.items():
            name = f"{line.key}.{column}"
            texts[name] = figure(column, getattr(row, stored), unit)
            original = typed.get(f"sites.{place}.{stored}")
            if original or (unit == MILLIGRAMS and column in DENSITIES and texts[name]):
                texts[name + WAS] = original or f"{figure(column, getattr(row, stored))} {GRAMS}"
    return texts


def figure(column: str, value: float | None, unit: str = GRAMS) -> str:
    """A stored number as it stands in its field, with as many places as a report prints, or more if it has them.

    Thousands are not grouped, because a comma that is typed is a decimal comma.
    """
    if value is None:
        return ""
    said = exact(value)
    if column in ("t", "z"):
        return signed_t(said)
    places = {"area": 2, "bmc": 2, "bmd": 3, "lsc": 3, "tbs": 3}[column]
    if column in DENSITIES and unit == MILLIGRAMS:
        said, places = said * 1000, 0
    shown = said.quantize(Decimal(1).scaleb(-places))
    return format(shown if shown == said else said.normalize(), "f").replace("-", MINUS)


# A scan from texts


def read_number(column: str, text: str, unit: str = GRAMS) -> Entered | None:
    """What a text in a column stands for, None when empty. Raises UnitError."""
    said = text.strip()
    if not said:
        return None
    item = field_of(SiteResult, "tbs" if column == "tbs" else COLUMNS[column])
    if column == "bmd" and unit == GRAMS:
        with suppress(UnitError):  # it has a unit of its own, or is no number at all
            unit = MILLIGRAMS if parse_number(said) > _SLIP else GRAMS
    return parse_quantity(said, item, unit if column in DENSITIES else "")


def tidied(column: str, text: str, unit: str) -> tuple[str, str]:
    """A text as it stands once its field is left, and what was typed where that was in another unit ("" else).

    A text that cannot be read stays as it is.
    """
    try:
        entered = read_number(column, text, unit)
    except UnitError:
        return text, ""
    if entered is None:
        return "", ""
    shown = figure(column, entered.value, unit)
    if column not in DENSITIES or bool(entered.typed) == (unit == MILLIGRAMS):
        return shown, ""
    return shown, entered.typed or f"{figure(column, entered.value)} {GRAMS}"


class Reading(NamedTuple):
    """The scan that texts stand for, what could not be read (by the text's name), and the line of each of its rows."""

    scan: DxaScan
    unread: list[Problem]
    keys: tuple[str, ...]


def read_scan(base: DxaScan, texts: Mapping[str, str], lines: Iterable[Line], habit: Habit) -> Reading:
    """`base` with what the texts say. Rows of `base` keep their order, new ones follow in the order of `lines`."""
    unread: list[Problem] = []
    own: dict[str, Any] = {name: texts[name].strip() for name in _OWN if name in texts}
    scan = replace(base, date=_day(base, texts, habit, unread), **own)
    before = {line.key: row for line, row in zip(lines_of(base), base.sites, strict=True)}
    fresh = {line.key: line for line in lines if line.key not in before}
    ticked = "" if texts.get("vertebrae") == NO_VERTEBRAE else texts.get("vertebrae", "")
    rows: dict[str, SiteResult] = {}
    typed: dict[str, str] = {}
    for key in (*before, *fresh):
        row = before[key] if key in before else fresh[key].row(ticked)
        values: dict[str, Any] = dict(_values(key, texts, unread, typed))
        new = replace(row, **values)
        if key == SPINE.key:
            new = _spine(new, texts, unread, ticked)
        if has_numbers(new) or (key in before and not has_numbers(row)):
            rows[key] = new
    keys = tuple(rows)
    kept = [Typed(path_of(name, keys), text) for name, text in typed.items() if name.partition(".")[0] in rows]
    others = [item for item in base.typed if not item.field.startswith("sites.")]
    scan = replace(scan, sites=tuple(rows.values()), typed=tuple(sorted((*others, *kept))))
    return Reading(scan, unread, keys)


def has_numbers(row: SiteResult) -> bool:
    """Whether a row says anything; its LSC alone does not."""
    return any(getattr(row, COLUMNS[column]) is not None for column in PRINTED) or row.tbs is not None


def _day(base: DxaScan, texts: Mapping[str, str], habit: Habit, unread: list[Problem]) -> dt.date:
    try:
        return parse_day(texts.get("date", ""), habit.today)
    except DateError as error:
        unread.append(Problem("date", str(error)))
        return base.date


def _values(
    key: str, texts: Mapping[str, str], unread: list[Problem], typed: dict[str, str]
) -> Iterator[tuple[str, float | None]]:
    """The fields of one row that have a text, with their values."""
    for column, stored in COLUMNS.items():
        name = f"{key}.{column}"
        if name not in texts:
            continue
        try:
            entered = read_number(column, texts.get(name + WAS) or texts[name], texts.get("unit", GRAMS))
        except UnitError as error:
            unread.append(Problem(name, str(error)))
            continue
        if entered is not None and entered.typed:
            typed[name] = entered.typed
        yield stored, entered.value if entered else None


def _spine(row: SiteResult, texts: Mapping[str, str], unread: list[Problem], ticked: str) -> SiteResult:
    """The main spine row with its TBS and the vertebrae that are ticked."""
    if "tbs" in texts:
        try:
            entered = read_number("tbs", texts["tbs"])
            row = replace(row, tbs=entered.value if entered else None)
        except UnitError as error:
            unread.append(Problem("tbs", str(error)))
    if not has_numbers(row) or "vertebrae" not in texts:
        return row
    if not ticked:
        unread.append(Problem("vertebrae", tr("Tick the vertebrae that were measured. They stand on the report.")))
        return row
    chosen = vertebrae_of(ticked)
    same = row.readable and chosen == row.vertebra_set
    reason = texts.get("reason", "").strip() if chosen != vertebrae_of("") else ""
    return replace(row, vertebrae=row.vertebrae if same else ticked, exclusion_reason=reason)


# Names of texts, and fields of the record

_ON_SPINE = {"tbs": "tbs", "vertebrae": "vertebrae", "exclusion_reason": "reason"}


def name_of(path: str, keys: Sequence[str]) -> str:
    """The text that a field of the record is typed in: "sites.0.t_score" is "spine.t"."""
    parts = path.split(".")
    if len(parts) != 3 or not parts[1].isdigit() or int(parts[1]) >= len(keys):
        return path
    if parts[2] in _ON_SPINE:
        return _ON_SPINE[parts[2]]
    column = next((column for column, stored in COLUMNS.items() if stored == parts[2]), "")
    return f"{keys[int(parts[1])]}.{column}" if column else path


def path_of(name: str, keys: Sequence[str]) -> str:
    """The field of the record that a text is about; "" for a row that has nothing in it."""
    on_spine = next((stored for stored, known in _ON_SPINE.items() if known == name), "")
    key, _, column = (SPINE.key, "", "") if on_spine else name.partition(".")
    stored = on_spine or COLUMNS.get(column, "")
    if not stored:
        return name
    return f"sites.{keys.index(key)}.{stored}" if key in keys else ""
