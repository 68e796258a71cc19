"""The rows of the Records page, and how many there are in words: plain values made on the journal’s thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.field import Type, fields, show
from bonejournal.domain.medicines.doses import dose_words
from bonejournal.domain.medicines.medication import Course, Dose
from bonejournal.domain.override import TargetOverride
from bonejournal.domain.profile import Units
from bonejournal.domain.record import Record
from bonejournal.domain.step import Origin
from bonejournal.domain.units import shown_unit, to_shown
from bonejournal.domain.words import day_short, mark, number, tr, trn
from bonejournal.ui.widgets.table import Cell, Column, Row

if TYPE_CHECKING:
    from bonejournal.journal.readings import Deleted, Entry, Version
    from bonejournal.journal.search import Done

LONGEST, LONGEST_SOURCE = 110, 40
"""How many signs of what a record says, and of where it comes from, a row has: most have fewer."""
SOURCES = {Origin.ENTRY: mark("Typed in"), Origin.IMPORT: mark("Imported"), Origin.UNDO: mark("Brought back")}


class Telling(NamedTuple):
    """What a line needs beside its record: her units, and what her medicines are called by their ids."""

    units: Units | None = None
    medicines: Mapping[str, str] = {}


_PLAIN = Telling()


def entry_columns() -> tuple[Column, ...]:
    """Date, kind, what, source, when entered."""
    return (
        Column(tr("Date"), bold=True),
        Column(tr("Kind"), main=True, least=125),
        Column(tr("What it says"), weight=6, least=380),
        Column(tr("Source"), least=200),
        Column(tr("Entered")),
    )


def entry_rows(entries: Iterable[Entry], telling: Telling) -> list[Row]:
    """Live records."""
    return [
        Row(
            entry.record.id,
            (
                Cell(
                    day_short(entry.record.day) if entry.record.day else "–",
                    say=tr("no date") if not entry.record.day else "",
                ),
                Cell(tr(entry.record.KIND.label)),
                Cell(what(entry.record, telling)),
                Cell(_source(entry), role="second"),
                Cell(day_short(entry.at.astimezone().date()), role="second"),
            ),
        )
        for entry in entries
    ]


def _source(entry: Entry) -> str:
    said = getattr(entry.record, "source", "")
    if entry.origin is Origin.IMPORT and said not in ("", "manual"):
        return tr("Imported, {source}", source=_short(said, LONGEST_SOURCE))
    return tr(SOURCES[entry.origin])


def what(record: Record, telling: Telling = _PLAIN) -> str:
    """One line of what a record says, with numbers in her units."""
    if isinstance(record, Dose):
        return _short(dose_words(record, telling.medicines.get(record.medication_id, "")) or _anything(record), LONGEST)
    if isinstance(record, DxaScan):
        return _short("; ".join(_sites(record)), LONGEST)
    units, said = telling.units, []
    for item in fields(type(record)):
        value = getattr(record, item.name)
        if not item.listed or value in (None, ""):
            continue
        unit = shown_unit(item, units)
        if item.holds is Type.NUMBER and unit != item.unit:
            said.append(
                tr("{label} {value} {unit}", label=tr(item.label), value=number(to_shown(item, value, unit)), unit=unit)
            )
    record = _as_read(record)
    return _short(", ".join(said) or record.said() or _anything(record), LONGEST)


def _as_read(record: Record) -> Record:
    """A record with the words of files in hers: how often, which target."""
    if isinstance(record, Course) and record.timing is not None:
        return replace(record, schedule=record.timing.said())
    if isinstance(record, TargetOverride):
        from bonejournal.domain.meaning.targets import load_targets

        return replace(
            record, target={one.id: tr(one.title) for one in load_targets()}.get(record.target, record.target)
        )
    return record


def _anything(record: Record) -> str:
    """What a record without a listed field says all the same."""
    said = (show(item, getattr(record, item.name)) for item in fields(type(record)) if item.holds is not Type.PARTS)
    return ", ".join(filter(None, said)) or "–"


def _sites(scan: DxaScan) -> list[str]:
    """The T-score of each judged site, and where it was made."""
    from bonejournal.domain.bone.density import results, signed_t

    said = []
    for result in results(scan):
        if result.row.t_score is not None:
            said.append(tr("{site} T {score}", site=result.row.label.split(",")[0], score=signed_t(result.row.t_score)))
    return [*(said or [scan.said()]), *([scan.facility] if scan.facility else [])]


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def deleted_columns() -> tuple[Column, ...]:
    """What was deleted, when, and until when it is kept."""
    return (
        Column(tr("Date"), bold=True),
        Column(tr("Kind"), main=True),
        Column(tr("What it says"), weight=6),
        Column(tr("Deleted")),
        Column(tr("Kept until")),
    )


def deleted_rows(deleted: Sequence[Deleted], today: dt.date, telling: Telling) -> list[Row]:
    """Deleted records."""
    rows = []
    for gone in deleted:
        on = gone.at.astimezone().date()
        until = on + dt.timedelta(days=90)
        cells = (
            Cell(day_short(gone.record.day) if gone.record.day else "–"),
            Cell(tr(gone.record.KIND.label)),
            Cell(what(gone.record, telling)),
            Cell(tr("today") if on == today else day_short(on), role="second"),
            Cell(day_short(until), role="second"),
        )
        rows.append(Row(gone.record.id, cells))
    return rows


def step_columns(*, single: bool = False) -> tuple[Column, ...]:
    """When, what was done, from where, and to how many records or what the record said then."""
    last = Column(tr("As it was then"), weight=6) if single else Column(tr("Records"), right=True)
    return (
        Column(tr("When"), bold=True),
        Column(tr("What was done"), weight=2 if single else 6, main=not single),
        Column(tr("Source"), main=single),
        last,
    )


def step_rows(steps: Iterable[Done]) -> list[Row]:
    """All steps."""
    return [
        Row(
            f"step {step.step}",
            (
                Cell(_when(step.at)),
                Cell(_done(step.label, step.origin)),
                Cell(tr(SOURCES[step.origin]), role="second"),
                Cell(number(step.records)),
            ),
        )
        for step in steps
    ]


def version_rows(versions: Sequence[Version], telling: Telling) -> list[Row]:
    """The versions of one record, the latest first."""
    return [
        Row(
            str(version.step),
            (
                Cell(_when(version.at)),
                Cell(_done(version.label, version.origin)),
                Cell(tr(SOURCES[version.origin]), role="second"),
                Cell(
                    what(version.record, telling) if version.record else tr("deleted"),
                    role="body" if version.record else "caption",
                ),
            ),
        )
        for version in reversed(versions)
    ]


def _done(label: str, origin: Origin) -> str:
    """What a step did; one that turned another back says so."""
    return _short(tr("Undone or redone: {step}", step=label) if origin is Origin.UNDO else label, LONGEST)


def _when(at: dt.datetime) -> str:
    local = at.astimezone()
    return tr("{day}, {time}", day=day_short(local.date()), time=f"{local:%H:%M}")


def count_said(count: int, *, narrowed: bool) -> str:
    """How many records are listed: all of them, or those that fit what was asked; "" where there is none at all."""
    if narrowed and not count:
        return tr("Nothing fits. Fewer words, or a longer period, find more.")
    if not count:
        return ""
    if narrowed:
        return trn("{said} record fits.", "{said} records fit.", count, said=number(count))
    return trn("{said} record, newest first.", "{said} records, newest first.", count, said=number(count))
