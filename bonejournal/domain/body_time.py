"""Body, sleep and steps over time: the latest in a sentence, and as many points as a picture can tell apart.

Of several sources of one day's sleep or steps the one that has most counts, as in the week's average.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from bonejournal.domain.body import Activity, BodyMeasure, Sleep
from bonejournal.domain.dates import days_before, months_after
from bonejournal.domain.field import Field, Word, field_of
from bonejournal.domain.meaning.measures.common import mean
from bonejournal.domain.profile import Units
from bonejournal.domain.record import Dated
from bonejournal.domain.units import shown_unit, to_shown
from bonejournal.domain.words import day_long, day_short, exact, mark, number, tr, trn

MOST_POINTS = 130
"""With more of them the means of weeks are shown, and with more weeks those of months."""
WEEK_DAYS = 7


class Followed(NamedTuple):
    """What is followed. least: the width the axis has at least, in the stored unit, so that noise is not news."""

    key: str
    record: type[Dated]
    field: str
    name: str
    least: float

    @property
    def item(self) -> Field:
        """Its field."""
        return field_of(self.record, self.field)

    @property
    def summed(self) -> bool:
        """Whether the records of one source and day add up, as naps and walks do."""
        return self.record is not BodyMeasure


FOLLOWED = (
    Followed("weight", BodyMeasure, "weight_kg", mark("Weight"), 8),
    Followed("waist", BodyMeasure, "waist_cm", mark("Waist"), 12),
    Followed("lean", BodyMeasure, "lean_mass_kg", mark("Lean mass"), 6),
    Followed("height", BodyMeasure, "height_cm", mark("Height"), 6),
    Followed("sleep", Sleep, "hours", mark("Sleep"), 4),
    Followed("steps", Activity, "steps", mark("Steps"), 0),
)


class Period(Word):
    """How far back the pictures reach."""

    WEEKS = "12w", mark("12 weeks")
    YEAR = "1y", mark("1 year")
    ALL = "all", mark("All")

    def start(self, on: dt.date) -> dt.date:
        """Its first day."""
        if self is Period.WEEKS:
            return days_before(on, 83)
        return months_after(on, -12) if self is Period.YEAR else dt.date.min


class Reading(NamedTuple):
    """One stored value: its day, where it came from, and the record it is of."""

    day: dt.date
    value: float | None
    source: str = ""
    record_id: str = ""


class Point(NamedTuple):
    """A value of one day, or the mean of `days` days from `day` on; in the unit that is shown."""

    day: dt.date
    value: Decimal
    record_id: str = ""
    days: int = 1


@dataclass(frozen=True, slots=True)
class Curve:
    """One measure over a period, told in `unit`.

    points: oldest first; over: "" for single days, else "week" or "month". last: the latest figure, "" without one.
    """

    followed: Followed
    unit: str
    points: tuple[Point, ...]
    over: str
    sentence: str
    last: str

    @property
    def name(self) -> str:
        """What is followed."""
        return tr(self.followed.name)

    def said(self, point: Point) -> str:
        """A point as it is read out."""
        figure = self.figure(point.value)
        if not self.over:
            return tr("{day}; {figure}", day=day_long(point.day), figure=figure)
        said = {
            "day": day_long(point.day),
            "figure": figure,
            "days": trn("{count} day with data", "{count} days with data", point.days),
        }
        if self.over == "week":
            return tr("Week from {day}; {figure} on average; {days}", **said)
        return tr("Month from {day}; {figure} on average; {days}", **said)

    @property
    def axis(self) -> str:
        """What the axis of its picture is in, where that is more than the sentence says."""
        if not self.over:
            return ""
        said = self.unit or self.name.lower()
        return (
            tr("{unit}, mean of each week", unit=said)
            if self.over == "week"
            else tr("{unit}, mean of each month", unit=said)
        )

    def figure(self, value: Decimal) -> str:
        """A value with its unit: "62.0 kg"."""
        return f"{number(value, self.followed.item.decimals or 0)} {self.unit}".strip()


def curve(one: Followed, rows: Iterable[Reading], latest: Sequence[Reading], on: dt.date, units: Units | None) -> Curve:
    """A measure from the rows of a period; `latest` are its last ones ever, for the sentence."""
    unit = shown_unit(one.item, units)
    found, over = _thinned(_points(one, rows, unit), on)
    known = _points(one, latest, unit)
    last = number(known[-1].value, one.item.decimals or 0) if known else ""
    made = Curve(one, unit, found, over, "", last)
    return replace(made, sentence=_sentence(made, known, on))


def _points(one: Followed, rows: Iterable[Reading], unit: str) -> tuple[Point, ...]:
    if not one.summed:
        kept = (row for row in rows if row.value is not None)
        return tuple(Point(row.day, to_shown(one.item, row.value or 0.0, unit), row.record_id) for row in kept)
    days: dict[dt.date, dict[str, list[Reading]]] = {}
    for row in rows:
        if row.value is not None:
            days.setdefault(row.day, {}).setdefault(row.source, []).append(row)
    found = []
    for day, sources in sorted(days.items()):
        sums = {source: sum((exact(row.value or 0.0) for row in held), Decimal(0)) for source, held in sources.items()}
        most = max(sums, key=lambda source: sums[source])
        found.append(Point(day, sums[most], sources[most][-1].record_id))
    return tuple(found)


def _thinned(points: tuple[Point, ...], on: dt.date) -> tuple[tuple[Point, ...], str]:
    if len(points) <= MOST_POINTS:
        return points, ""
    weeks = _means(points, lambda day: on - dt.timedelta(days=((on - day).days // WEEK_DAYS + 1) * WEEK_DAYS - 1))
    if len(weeks) <= MOST_POINTS:
        return weeks, "week"
    return _means(points, lambda day: day.replace(day=1)), "month"


def _means(points: Iterable[Point], start: Callable[[dt.date], dt.date]) -> tuple[Point, ...]:
    held: dict[dt.date, list[Decimal]] = {}
    for point in points:
        held.setdefault(start(point.day), []).append(point.value)
    return tuple(Point(day, mean(values), "", len(values)) for day, values in sorted(held.items()))


def _sentence(made: Curve, known: Sequence[Point], on: dt.date) -> str:
    if not known:
        return tr("{name}: none yet. Type it and press Enter.", name=made.name)
    last = known[-1]
    if made.followed.summed:
        week = [point.value for point in known if point.day > days_before(on, WEEK_DAYS)]
        if week:
            figure, count = made.figure(mean(week)), len(week)
            if count == WEEK_DAYS:
                return tr("{name} averaged {figure} over the last 7 days.", name=made.name, figure=figure)
            return tr(
                "{name} averaged {figure} over the last 7 days, {count} of them with data.",
                name=made.name,
                figure=figure,
                count=count,
            )
    return tr("{name} was {figure} on {day}.", name=made.name, figure=made.figure(last.value), day=day_short(last.day))
