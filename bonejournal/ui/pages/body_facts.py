"""What the page Body and sleep shows of a journal, as plain values. Runs on the journal's thread."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bonejournal.domain.body_time import FOLLOWED, Curve, Followed, Period, Reading, curve
from bonejournal.domain.quick.body import measured
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.understood import Understood
from bonejournal.domain.record import Dated
from bonejournal.domain.words import day_short, tr
from bonejournal.ui.widgets.export import Sheet
from bonejournal.ui.widgets.table_model import Cell, Column, Row

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """The curves in their order, over the days from `start` to `on`."""

    on: dt.date
    start: dt.date
    curves: tuple[Curve, ...]


def body_facts(journal: Journal, period: Period) -> BodyFacts:
    """What the page shows. What is measured rarely is in the snapshot; of the rest of all years only days and numbers
    are read, and no records made.
    """
    snapshot = journal.snapshot(journal.today())
    on, units = snapshot.on, snapshot.profile.units if snapshot.profile else None
    start = period.start(on)
    curves = []
    for one in FOLLOWED:
        latest = [_reading(one, record) for record in snapshot.of(one.record)]
        rows = latest if one.item.rare else _rows(journal, one, start, on, period)
        curves.append(curve(one, [row for row in rows if row.day >= start], latest, on, units))
    first = min((made.points[0].day for made in curves if made.points), default=on)
    return BodyFacts(on, first if period is Period.ALL else start, tuple(curves))


def _rows(journal: Journal, one: Followed, start: dt.date, on: dt.date, period: Period) -> list[Reading]:
    if period is Period.ALL:
        bare = journal.bare(one.record, (one.field, "source"), start, on)
        return [Reading(day, value, source or "") for day, value, source in bare]
    return [_reading(one, record) for record in journal.between(one.record, start, on)]


def _reading(one: Followed, record: Dated) -> Reading:
    return Reading(record.date, getattr(record, one.field), getattr(record, "source", ""), record.id)


def read_entry(journal: Journal, key: str, text: str, now: dt.time) -> Understood:
    """What a number typed beside one of the measures would write."""
    one = next(one for one in FOLLOWED if one.key == key)
    return measured(one.record, one.field, text, Known(journal.snapshot(journal.today()), now))


def sheet_of(made: Curve) -> Sheet:
    """The numbers behind a curve, newest first."""
    heads = {"": tr("Day"), "week": tr("Week from"), "month": tr("Month from")}
    value = tr("{name}, {unit}", name=made.name, unit=made.unit) if made.unit else made.name
    names = (heads[made.over], value, *((tr("Days with data"),) if made.over else ()))
    columns = tuple(Column(name, bold=not place, right=place > 0, main=place == 1) for place, name in enumerate(names))
    rows, file = [], [names]
    for point in reversed(made.points):
        days = (str(point.days),) if made.over else ()
        figure = made.figure(point.value).removesuffix(made.unit).strip()
        rows.append(Row(point.record_id, tuple(Cell(text) for text in (day_short(point.day), figure, *days))))
        file.append((point.day.isoformat(), str(round(point.value, 3)), *days))
    return Sheet(columns, tuple(rows), tuple(file))
