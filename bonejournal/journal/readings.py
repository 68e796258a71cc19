"""Readings of the versions: where a record came from, what became of it, what can still be brought back."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bonejournal.domain.record import PartsCounted, Record
from bonejournal.domain.step import Change, Origin, Standing
from bonejournal.domain.words import tr
from bonejournal.journal.database import Database
from bonejournal.journal.errors import StaleError
from bonejournal.journal.phrases import drop_unused
from bonejournal.journal.tables import BY_CODE, BY_KEY, id_bytes
from bonejournal.journal.versions import Loader, chunks

KEPT_DAYS = 90
"""How long deleted contents can be brought back."""

_DELETED = (
    "SELECT 1 FROM record e JOIN step d ON d.step = e.until WHERE e.id = r.id AND e.digest = r.digest"
    " AND NOT EXISTS (SELECT 1 FROM record n WHERE n.id = r.id AND n.since = e.until)"
)
"""Whether this content was deleted by a step of some origin. Undo and redo bring back the work of another step, so
that the step whose work it was tells whose doing it is."""


_ENDED = (
    "SELECT r.row, u.label, u.at FROM record r JOIN step u ON u.step = r.until"
    " WHERE r.until IS NOT NULL AND r.cleared = 0 AND NOT EXISTS"
    " (SELECT 1 FROM record n WHERE n.id = r.id AND n.row > r.row)"
)
"""The last version of every record that is deleted."""


class Version(NamedTuple):
    """One version of a record: what was done, when, and the record as it was from then on; None when deleted."""

    step: int
    label: str
    at: dt.datetime
    origin: Origin
    record: Record | None


class Deleted(NamedTuple):
    """A record that was deleted less than 90 days ago."""

    record: Record
    label: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A live record in a list, with the step it came with."""

    record: Record
    origin: Origin
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records there are, on how many days, and the days of the first and the last of them."""

    count: int
    days: int
    first: dt.date | None
    last: dt.date | None


class Readings:
    """What can be read out of a journal's versions."""

    def __init__(self, database: Database, loader: Loader) -> None:
        self._database = database
        self._loader = loader

    def standing(self, ids: Iterable[str]) -> dict[str, Standing]:
        """What is held under each id, deleted ones included; ids never seen are left out."""
        wanted = {id_bytes(id_): id_ for id_ in ids}
        found: dict[str, Standing] = {}
        made = "SELECT 1 FROM record e JOIN step s ON s.step = e.since WHERE e.id = r.id AND e.digest = r.digest"
        for some in chunks(list(wanted)):
            sql = (
                f"SELECT r.id, r.row, r.live, CASE r.live WHEN 1 THEN EXISTS ({made} AND s.origin = 'entry')"
                f" ELSE EXISTS ({_DELETED} AND d.origin = 'entry') END FROM record r WHERE r.id IN ({marks(some)})"
                " AND NOT EXISTS (SELECT 1 FROM record n WHERE n.id = r.id AND n.row > r.row)"
            )
            last = self._database.rows(sql, tuple(some))
            held = self._loader.by_row([row for _, row, live, _ in last if live])
            for id_, row, _, hers in last:
                found[wanted[id_]] = Standing(held.get(row), bool(hers))
        return found

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """The records with these row numbers, in that order; one that is gone is left out."""
        held = self._loader.by_row(numbers)
        steps: dict[int, Any] = {}
        for some in chunks(numbers):
            sql = (
                "SELECT r.row, s.origin, s.at FROM record r JOIN step s ON s.step = r.since"
                f" WHERE r.row IN ({marks(some)})"
            )
            steps.update({row[0]: row for row in self._database.rows(sql, tuple(some))})
        return [
            Entry(held[number], Origin(steps[number][1]), dt.datetime.fromisoformat(steps[number][2]))
            for number in numbers
            if number in held
        ]

    def newest(self, kind: str, field: str, id_: str, limit: int) -> list[Record]:
        """The newest live records of a kind in whose `field` an id stands, the latest first, at most `limit`."""
        tables = BY_KEY[kind]
        day = "b.date" if "date" in tables.shape.names else "r.date"
        sql = (
            f"SELECT b.row FROM {kind} b CROSS JOIN record r ON r.row = b.row WHERE b.{field} <> '' AND b.{field} = ?"
            f" AND r.live = 1 ORDER BY {day} DESC, b.row DESC LIMIT ?"
        )
        rows = [row[0] for row in self._database.rows(sql, (id_, limit))]
        held = self._loader.by_row(rows)
        return [held[row] for row in rows]

    def tally(
        self, kind: str, field: str, id_: str, until: dt.date, only: str = "", since: dt.date = dt.date.min
    ) -> Tally:
        """How many live records of a kind from `since` to `until` have an id in `field`, and in the field `only` yes.

        Without a field all of them are counted.
        """
        source, condition = "record r", f"r.kind = {BY_KEY[kind].kind.code}"
        if field:
            source = f"{kind} b JOIN record r ON r.row = b.row"
            condition = f"b.{field} <> '' AND b.{field} = ?" + (f" AND b.{only} = 1" if only else "")
        sql = (
            f"SELECT count(*), count(DISTINCT r.date), min(r.date), max(r.date) FROM {source}"
            f" WHERE r.live = 1 AND r.date BETWEEN ? AND ? AND {condition}"
        )
        days = (since.isoformat(), until.isoformat())
        count, distinct, first, last = self._database.rows(sql, (*days, id_) if field else days)[0]
        return Tally(count, distinct, *(dt.date.fromisoformat(day) if day else None for day in (first, last)))

    def count(self, *, without: str) -> int:
        """How many live records there are, those of one kind left out."""
        sql = "SELECT count(*) FROM record WHERE live = 1 AND kind <> ?"
        return int(self._database.rows(sql, (BY_KEY[without].kind.code,))[0][0])

    def label_of(self, step: int) -> str:
        """What a step is called."""
        return str(self._database.rows("SELECT label FROM step WHERE step = ?", (step,))[0][0])

    def any_after(self, kind: str, day: dt.date) -> bool:
        """Whether a live record of a kind is dated later than a day."""
        sql = f"SELECT 1 FROM record WHERE live = 1 AND kind = {BY_KEY[kind].kind.code} AND date > ? LIMIT 1"
        return bool(self._database.rows(sql, (day.isoformat(),)))

    def between(self, kind: str, start: dt.date, end: dt.date) -> list[Record]:
        """The live records of a kind on the days from `start` to `end`, by day, then by id."""
        where = "r.live = 1 AND r.date BETWEEN ? AND ?"
        days = (start.isoformat(), end.isoformat())
        return [record for _, record in self._loader.rows(BY_KEY[kind], where, days, "ORDER BY r.date, r.id")]

    def bare(self, kind: str, names: Sequence[str], start: dt.date, end: dt.date) -> list[tuple[Any, ...]]:
        """The day and some columns of the live records of a kind from `start` to `end`, as they are stored."""
        tables = BY_KEY[kind]
        known = {item.name for item in tables.shape.items}
        picked = ", ".join(f"b.{name}" for name in names if name in known)
        sql = (
            f"SELECT r.date, {picked} FROM record r JOIN {kind} b ON b.row = r.row"
            f" WHERE r.live = 1 AND r.kind = {tables.kind.code} AND r.date BETWEEN ? AND ? ORDER BY r.date"
        )
        rows = self._database.rows(sql, (start.isoformat(), end.isoformat()))
        return [(dt.date.fromisoformat(row[0]), *row[1:]) for row in rows]

    def days_of(self, kind: str, field: str, among: Collection[str]) -> list[dt.date]:
        """The days with a live record of a kind that has one of some texts in a field, in order."""
        sql = (
            f"SELECT DISTINCT r.date FROM record r JOIN {kind} b ON b.row = r.row WHERE r.live = 1"
            f" AND r.kind = {BY_KEY[kind].kind.code} AND r.date IS NOT NULL AND b.{field} IN ({marks(among)})"
            " ORDER BY r.date"
        )
        return [dt.date.fromisoformat(day) for (day,) in self._database.rows(sql, tuple(among))]

    def parts_done(self, kind: str, asked: PartsCounted) -> list[tuple[dt.date, int]]:
        """How many such parts the live records of a kind have on each day, in order, days without any left out."""
        tables = BY_KEY[kind]
        name = tables.parts.name
        texts = [row[0] for row in self._database.rows(f"SELECT DISTINCT {asked.field} FROM {name}")]
        wanted = [text for text in texts if text and asked.counts(text)]
        above = " OR ".join(f"p.{one} > 0" for one in asked.done)
        sql = (
            f"SELECT r.date, count(*) FROM record r JOIN {name} p ON p.row = r.row WHERE r.live = 1"
            f" AND r.kind = {tables.kind.code} AND r.date IS NOT NULL AND p.{asked.field} IN ({marks(wanted)})"
            f" AND ({above}) AND p.{asked.unless[0]} IS NOT ? GROUP BY r.date ORDER BY r.date"
        )
        rows = self._database.rows(sql, (*wanted, asked.unless[1]))
        return [(dt.date.fromisoformat(day), count) for day, count in rows]

    def each(self, kind: str) -> Iterator[Record]:
        """The records of a kind that are live now one by one, by day, then by id; few are held at a time."""
        sql = "SELECT row FROM record WHERE live = 1 AND kind = ? ORDER BY date, id"
        found = array("q", (row[0] for row in self._database.run(sql, (BY_KEY[kind].kind.code,))))
        return (
            record
            for some in chunks(found)
            for _, record in self._loader.rows(
                BY_KEY[kind], f"r.row IN ({', '.join(map(str, some))})", (), "ORDER BY r.date, r.id"
            )
        )

    def history(self, id_: str) -> list[Version]:
        """All that was done to a record, oldest first."""
        sql = (
            "SELECT r.row, s.step, s.label, s.at, s.origin, u.step, u.label, u.at, u.origin FROM record r"
            " JOIN step s ON s.step = r.since LEFT JOIN step u ON u.step = r.until WHERE r.id = ? ORDER BY r.row"
        )
        rows = self._database.rows(sql, (id_bytes(id_),))
        held = self._loader.by_row([row[0] for row in rows])
        found: list[Version] = []
        starts = {row[1] for row in rows}
        for row in rows:
            found.append(Version(row[1], row[2], dt.datetime.fromisoformat(row[3]), Origin(row[4]), held.get(row[0])))
            if row[5] is not None and row[5] not in starts:
                found.append(Version(row[5], row[6], dt.datetime.fromisoformat(row[7]), Origin(row[8]), None))
        return found

    def changes_of(self, step: int) -> list[Change]:
        """What a step did, read back from the versions it ended and made.

        Raises StaleError where a part of it is no longer kept: half a step is never brought back.
        """
        sides: list[dict[str, Record]] = []
        for end in ("until", "since"):
            rows = [row[0] for row in self._database.rows(f"SELECT row FROM record WHERE {end} = ?", (step,))]
            held = self._loader.by_row(rows)
            if len(held) != len(rows):
                raise StaleError(tr("What this step did is no longer kept in full. Nothing was changed."))
            sides.append({record.id: record for record in held.values()})
        befores, afters = sides
        return [Change(befores.get(id_), afters.get(id_)) for id_ in dict.fromkeys([*befores, *afters])]

    def deleted(self) -> list[Deleted]:
        """What was deleted in the last 90 days, the latest first. Undone additions are not among it."""
        sql = f"{_ENDED} AND EXISTS ({_DELETED} AND d.origin <> 'undo') ORDER BY r.until DESC, r.row"
        rows = [row for row in self._database.rows(sql) if not _past_keeping(row[2])]
        held = self._loader.by_row([row[0] for row in rows])
        return [Deleted(held[row], label, dt.datetime.fromisoformat(at)) for row, label, at in rows if row in held]

    def past_keeping(self) -> list[int]:
        """The rows of last versions whose deletion is more than 90 days ago and whose contents are still there."""
        return [row[0] for row in self._database.rows(_ENDED) if _past_keeping(row[2])]

    def clear(self, gone: Sequence[int]) -> None:
        """Remove the contents of all versions of the records whose last versions stand in the rows `gone`.

        Their headers stay, so that a merge knows that they were deleted. The caller holds the transaction.
        """
        for some in chunks(gone):
            rows = f"SELECT row FROM record WHERE id IN (SELECT id FROM record WHERE row IN ({marks(some)}))"
            for tables in BY_CODE.values():
                self._database.run(f"DELETE FROM {tables.kind.key} WHERE row IN ({rows})", tuple(some))
            self._database.run(
                f"UPDATE record SET typed = '[]', kept = '[]', cleared = 1, phrase = NULL WHERE row IN ({rows})",
                tuple(some),
            )
        drop_unused(self._database)


def marks(values: Collection[Any]) -> str:
    """As many question marks as there are values."""
    return ", ".join("?" * len(values))


def _past_keeping(at: str) -> bool:
    return dt.datetime.now().astimezone() - dt.datetime.fromisoformat(at) > dt.timedelta(days=KEPT_DAYS)
