"""Training and eating on the doctor's page: means of twelve weeks and of seven days, with the days they rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import Decimal

from bonejournal.domain.dates import days_before
from bonejournal.domain.meaning.facts import cleared_for_impact
from bonejournal.domain.meaning.measures.nutrition import eaten
from bonejournal.domain.meaning.measures.training import balance_days, exercises_of, impact_days, resistance_days
from bonejournal.domain.meaning.targets import Gap, asked_words
from bonejournal.domain.nutrition.eating import PROTEIN, daily_bounds
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.training.workouts import Workout
from bonejournal.domain.words import number, tr, trn
from bonejournal.report.blocks import row, shortened
from bonejournal.report.values import Block, Cell, Section, Table

WEEKS = 12
DAYS = 7 * WEEKS
NUTRIENTS = {
    PROTEIN: ("protein_g", "g", 0),
    "nutrition.calcium": ("calcium_mg", "mg", 0),
    "nutrition.vitamin_d": ("vitamin_d_ug", "µg", 0),
    "nutrition.magnesium": ("magnesium_mg", "mg", 0),
    "nutrition.vitamin_k": ("vitamin_k_ug", "µg", 0),
}
"""What is averaged: the nutrient, its unit and decimals."""


def habits_block(snapshot: Snapshot, gaps: Sequence[Gap]) -> Block | None:
    """Sessions a week and amounts a day beside their targets; None where neither is recorded."""
    known = {gap.id: gap for gap in gaps}
    rows = [*_training(snapshot, known), *_eating(snapshot, known)]

    def make(most: int) -> Section:
        heads = (tr("What"), tr("Last 12 weeks"), tr("Last 7 days"), tr("Target and where it is from"))
        table = Table(heads, tuple(rows[:most]), (0, 0, 0, 1))
        missing = len(rows) - most
        aside = tr("means, days with data stated")
        if missing > 0:
            more = trn("{count} more in her journal", "{count} more in her journal", missing)
            aside = f"{aside}; {more}"
        return Section("habits", tr("Training and nutrition"), aside, tables=(table,))

    return shortened(len(rows), make, usual=6, least=4) if rows else None


def _training(snapshot: Snapshot, known: dict[str, Gap]) -> list[tuple[Cell, ...]]:
    workouts = snapshot.of(Workout)
    first = days_before(snapshot.on, DAYS - 1)
    if not any(workout.date >= first for workout in workouts):
        return []
    exercises, cleared = exercises_of(snapshot), cleared_for_impact(snapshot)
    strength = resistance_days(workouts, exercises)
    impact, balance = impact_days(workouts, exercises, cleared=cleared), balance_days(workouts, exercises)
    rows = [
        row(
            tr("Strength sessions"),
            tr("{count} a week", count=_a_week(snapshot, strength)),
            _in_week(snapshot, strength),
            _target(known["training.resistance.sessions"]),
        ),
        row(
            tr("Impact; balance") if cleared else tr("Stairs, hills; balance"),
            tr("{impact}; {balance} a week", impact=_a_week(snapshot, impact), balance=_a_week(snapshot, balance)),
            "; ".join((_in_week(snapshot, impact), _in_week(snapshot, balance))),
            _target(known["training.balance.sessions"]),
        ),
    ]
    load = known["training.resistance.intensity"]
    if load.value is not None:
        said = tr("{share} % of est. max.", share=number(load.value, 0))
        rows.insert(1, row(tr("Load of main lifts"), "", said, _target(load)))
    return rows


def _a_week(snapshot: Snapshot, days: Collection[dt.date]) -> str:
    first = days_before(snapshot.on, DAYS - 1)
    count = sum(first <= day <= snapshot.on for day in days)
    return number(Decimal(count) / WEEKS, 1)


def _in_week(snapshot: Snapshot, days: Collection[dt.date]) -> str:
    first = days_before(snapshot.on, 6)
    return number(sum(first <= day <= snapshot.on for day in days))


def _eating(snapshot: Snapshot, known: dict[str, Gap]) -> list[tuple[Cell, ...]]:
    rows, yesterday = [], days_before(snapshot.on, 1)
    intake = snapshot.of(Intake)
    for id_, (nutrient, unit, places) in NUTRIENTS.items():
        gap = known[id_]
        said = []
        for days in (DAYS, 7):
            found = eaten(intake, nutrient, yesterday, days)
            if not found.days:
                said.append("")
                continue
            amount = number(found.mean, places)
            least = tr("at least {amount} {unit}", amount=amount, unit=unit) if found.unknown else ""
            amount = least or tr("{amount} {unit}", amount=amount, unit=unit)
            said.append(tr("{amount}, {count} of {days} d", amount=amount, count=len(found.days), days=days))
        if any(said):
            rows.append(row(tr(gap.target.title), *said, _target(gap, _grams(snapshot, gap))))
    return rows


def _grams(snapshot: Snapshot, gap: Gap) -> str:
    """Protein's target in grams of her weight."""
    grams = daily_bounds(snapshot, gap).low
    if gap.id != PROTEIN or grams is None or gap.bounds.low is None:
        return ""
    return tr("{grams} g = {share} g/kg", grams=number(grams, 0), share=number(gap.bounds.low))


def _target(gap: Gap, instead: str = "") -> str:
    """What is asked for, and the documents' short names."""
    asked = instead or asked_words(gap.bounds, gap.target.unit)
    whose = tr("set differently") if gap.overridden else ", ".join(gap.target.sources)
    return tr("{asked}, {whose}", asked=asked, whose=whose) if asked and whose else asked
