"""What an import would do: the records of a file compared with what is there, as a step to look at and to apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bonejournal.domain.record import Record
from bonejournal.domain.step import Change, Origin, Standing, Step
from bonejournal.domain.words import tr, trn
from bonejournal.exchange.reader import Reading, Skipped
from bonejournal.exchange.sheet import at


@dataclass(frozen=True, slots=True)
class Plan:
    """A step, and what it would do, counted in records; `read` counts the records of the file."""

    step: Step
    format: str
    read: int
    added: int
    updated: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]

    def said(self) -> str:
        """The counts in a sentence."""
        if not self.step.changes and not self.skipped:
            return tr("Everything in this file is already here. Nothing was added.")
        said = [trn("{count} record added", "{count} records added", self.added)]
        if self.updated:
            said.append(tr("{count} updated", count=self.updated))
        if self.unchanged:
            said.append(tr("{count} as they were", count=self.unchanged))
        if self.skipped:
            said.append(trn("{count} thing left out", "{count} things left out", len(self.skipped)))
        return ", ".join(said)

    def to_json(self, file: str) -> dict[str, Any]:
        """The plan as `import --json` prints it."""
        return {
            "file": file,
            "format": self.format,
            "read": self.read,
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "skipped": [{"where": left.where, "why": left.why} for left in self.skipped],
            "warnings": list(self.warnings),
        }


def plan(reading: Reading, standing: Mapping[str, Standing]) -> Plan:
    """Compare a file with what a journal holds under the ids of its records (`journal.standing`).

    A record is added where it is not there, and updated where the version there came with an import. A version that
    she made, or her deleting of it, stays.
    """
    changes: list[Change] = []
    skipped = list(reading.skipped)
    unchanged = 0
    for record, where in reading.found:
        held = standing.get(record.id, Standing(None, False))
        live = held.live
        meant = record if live is None else _heard(record, live, reading)
        if live is not None and meant == live:
            unchanged += 1
        elif live is not None and live.KIND is not record.KIND:
            skipped.append(Skipped(where, tr("Its id belongs to another record of the journal.")))
        elif held.hers and live is None:
            skipped.append(Skipped(where, tr("You deleted it, so it stays away.")))
        elif held.hers:
            skipped.append(Skipped(where, tr("Your own version is kept.")))
        else:
            changes.append(Change(live, meant))
    added = sum(change.before is None for change in changes)
    label = tr("Import of {name}", name=reading.name)
    return Plan(
        Step(label, tuple(changes), Origin.IMPORT, contents=tuple(reading.contents.values())),
        reading.format,
        len(reading.found),
        added,
        len(changes) - added,
        unchanged,
        tuple(skipped),
        reading.warnings,
    )


def _heard(record: Record, live: Record, reading: Reading) -> Record:
    """The record of a file, with what the file says nothing about taken from the one that is there."""
    silent = reading.silent.get(record.KIND.key, frozenset())
    if not silent or live.KIND is not record.KIND:
        return record
    meant = replace(record, **{name: getattr(live, name) for name in silent})
    if "typed" in silent and meant.typed:
        kept = tuple(typed for typed in meant.typed if _same(meant, live, typed.field))
        meant = replace(meant, typed=kept)
    return meant


def _same(one: Record, other: Record, path: str) -> bool:
    try:
        return bool(at(one, path) == at(other, path))
    except KeyError:
        return False
