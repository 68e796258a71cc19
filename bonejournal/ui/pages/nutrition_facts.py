"""What the Nutrition page shows of a journal, as plain values: one day, the week, and what can be logged again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bonejournal.domain.dates import days_before
from bonejournal.domain.meaning.targets import evaluate
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.nutrition.eating import (
    HEADS,
    SHOWN,
    DayFacts,
    WeekFacts,
    amount_text,
    day_facts,
    sentence,
    week_facts,
)
from bonejournal.domain.nutrition.foods import HerFood, unit_of
from bonejournal.domain.nutrition.intake import Intake, Sum
from bonejournal.domain.nutrition.meals import Repeat, amount_said, part_said, to_repeat
from bonejournal.domain.nutrition.supplements import Tick, ticks
from bonejournal.domain.quick.known import Known
from bonejournal.domain.snapshot import RECENT_DAYS
from bonejournal.domain.template import Template
from bonejournal.domain.words import tr
from bonejournal.ui.widgets.table_model import Cell, Column, Row, RowKind

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal

LEAST_ITEM = 180
"""The least width of the column of foods, in units: their names are long, and the figures are read down the columns."""
BACK_DAYS = 21
"""How far before a day of long ago it is looked for one to repeat."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the page shows, and what the entry line is understood with."""

    day: DayFacts
    sentence: str
    week: WeekFacts
    ticks: tuple[Tick, ...]
    repeat: Repeat | None
    templates: tuple[Template, ...]
    known: Known
    any: bool
    """Whether anything eaten is on record at all."""


def facts(journal: Journal, day: dt.date, now: dt.time) -> Facts:
    """Read it all for one day. Called in the journal's thread."""
    today = journal.today()
    snapshot = journal.snapshot(today)
    recent = snapshot.of(Intake)
    rows: Sequence[Intake] = recent
    if not days_before(today, RECENT_DAYS - BACK_DAYS) <= day <= today:
        rows = journal.between(Intake, days_before(day, BACK_DAYS), day)
    gaps = evaluate(snapshot)
    known = Known(snapshot, now)
    _ = known.foods  # made here, so that the first key need not wait
    return Facts(
        day_facts(rows, day, today),
        sentence(snapshot, gaps),
        week_facts(snapshot, gaps),
        ticks(snapshot.of(Course), snapshot.of(HerFood), rows, day),
        to_repeat(rows, day),
        snapshot.of(Template),
        known,
        bool(recent),
    )


def columns(extra: Sequence[str]) -> tuple[Column, ...]:
    """The columns of the meals: `extra` are the nutrients that were added."""
    nutrients = (*SHOWN, *extra)
    return (
        Column(tr("Item"), bold=True, weight=6, least=LEAST_ITEM),
        Column(tr("Amount"), right=True),
        *(Column(tr(HEADS[key]), right=True, main=key == "calcium_mg") for key in nutrients),
    )


def rows(facts: DayFacts, extra: Sequence[str]) -> list[Row]:
    """The meals with their headings, and the sums beneath."""
    nutrients = (*SHOWN, *extra)
    made: list[Row] = []
    for meal in facts.meals:
        time = f"{meal.time:%H:%M}" if meal.time is not None else ""
        made.append(Row("", (Cell(meal.name), Cell(time, role="second")), RowKind.HEADING))
        made += [_row(row, nutrients) for row in meal.rows]
    if not made:
        return []
    sums = [facts.sums[key] for key in nutrients]
    made.append(Row("", (Cell(facts.total_name), Cell(), *(_sum(one) for one in sums)), RowKind.SUM))
    if facts.supplements:
        for name, part in (
            (tr("from food"), [one.food for one in sums]),
            (tr("tablets"), [one.supplements for one in sums]),
        ):
            cells = (_part(one.nutrient, amount) for one, amount in zip(sums, part, strict=True))
            made.append(Row("", (Cell(name, role="second"), Cell(), *cells), RowKind.PART))
    return made


def _row(row: Intake, nutrients: Sequence[str]) -> Row:
    cells = (_cell(row, key) for key in nutrients)
    return Row(row.id, (Cell(row.called()), Cell(amount_said(row), role="second"), *cells))


def _cell(row: Intake, nutrient: str) -> Cell:
    amount = row.known(nutrient)
    if amount is not None:
        return Cell(amount_text(nutrient, amount), say=_with_unit(nutrient, amount))
    if row.supplement:
        return Cell("–", role="second", say=tr("not on the label"))
    return Cell("?", role="second", say=tr("not known"))


def _sum(one: Sum) -> Cell:
    if one.total is None:
        return Cell("?" if one.rows else "–", role="second", say=tr("not known"))
    said = amount_text(one.nutrient, one.total)
    amount = _with_unit(one.nutrient, one.total)
    return Cell(f"{said}*", say=tr("At least {amount}", amount=amount)) if one.at_least else Cell(said, say=amount)


def _part(nutrient: str, amount: Decimal | None) -> Cell:
    if amount is None:
        return Cell("–", role="second", say=tr("nothing known"))
    return Cell(amount_text(nutrient, amount), role="second", say=_with_unit(nutrient, amount))


def _with_unit(nutrient: str, amount: Decimal) -> str:
    return tr("{amount} {unit}", amount=amount_text(nutrient, amount), unit=unit_of(nutrient))


def listed(rows_: Sequence[Intake], most: int = 8) -> str:
    """What some rows are, by name and amount, as a sentence."""
    shown = "; ".join(part_said(row) for row in rows_[:most])
    if len(rows_) > most:
        return tr("{items} and {count} more.", items=shown, count=len(rows_) - most)
    return tr("{items}.", items=shown)
