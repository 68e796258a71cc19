"""The journal: every change is a step, and everything else is read out of the versions that steps leave.

`apply` is the only way a record is written. Undo, redo, history and recently deleted need no bookkeeping of their
own: a version knows the step it came with and the step that ended it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, TypeVar, cast

import sqlalchemy as sa

from bonejournal.domain.profile import Profile
from bonejournal.domain.record import (
    Change,
    Origin,
    Problem,
    Record,
    RefusedError,
    Standing,
    Step,
    problems,
)
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import tr
from bonejournal.journal import backup, check, snapshot
from bonejournal.journal.errors import StaleError, translated
from bonejournal.journal.file import File, create_file, now, open_file, revision_of
from bonejournal.journal.migrations import HEAD
from bonejournal.journal.tables import BY_CODE, BY_KEY
from bonejournal.journal.versions import Loader, Writer, as_bytes, chunks

R = TypeVar("R", bound=Record)

KEPT_DAYS = 90
"""How long deleted contents can be brought back."""
_PROBLEMS_TOLD = 20


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


class Draft(NamedTuple):
    """The texts of a form that was left open."""

    key: str
    at: dt.datetime
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A live record in a list, with the step it came with."""

    record: Record
    origin: Origin
    at: dt.datetime


class Journal:
    """One woman's journal, open. Use it from one thread at a time.

    `revision` is the number of the last step: whatever is worked out from a journal stays true while it does not change.
    """

    def __init__(self, file: File) -> None:
        """Wrap an open file; use `open` or `create`."""
        self._file = file
        self.path = file.path
        self._loader = Loader(file)
        self._writer = Writer(file)
        self.revision = file.last_step()[0]
        self._undo: list[int] = []
        self._redo: list[int] = []

    @classmethod
    def create(cls, path: Path) -> Journal:
        """Make an empty journal and open it. Raises ExistsError, FullError, ReadOnlyError."""
        create_file(path)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Journal:
        """Open the journal at `path`: lock it, verify it, bring it to the newest revision.

        Raises a JournalError with a sentence. A file that cannot be used is not changed.
        """
        old = revision_of(path) < HEAD
        before = check.hash_before_opening(path)
        file = open_file(path)
        try:
            check.verify(file, before)
            if old:
                backup.make(file, reason="before-update")
                file.migrate()
            return cls(file)
        except BaseException:
            file.close(sealed=False)
            raise

    def close(self) -> None:
        """Close the file. What was deleted more than 90 days ago goes now."""
        if self._file.changed:
            self._purge()
        self._file.close()

    def __enter__(self) -> Journal:
        """The journal itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    # Writing

    def apply(self, step: Step) -> frozenset[str]:
        """Write a step, all of it or nothing. It is on the disk when this returns.

        Returns the keys of the kinds that changed. Raises RefusedError for what cannot be stored, StaleError where a
        `before` is no longer there, FullError and ReadOnlyError from the disk.
        """
        touched = self._write(step)
        if step.changes:
            self._undo.append(self.revision)
            self._redo.clear()
        return touched

    def _write(self, step: Step) -> frozenset[str]:
        refuse(step.changes)
        with translated(self.path):
            ending = self._rows_of_befores(step.changes)
        number = self.revision + 1
        try:
            with self._file.transaction():
                if step.changes:
                    values = (number, step.label, now(), step.origin.value)
                    self._file.run("INSERT INTO step (step, label, at, origin) VALUES (?, ?, ?, ?)", values)
                    self._writer.end(ending, number)
                    self._writer.add([change.after for change in step.changes if change.after is not None], number)
                for key in step.drafts:
                    self._file.run("DELETE FROM draft WHERE key = ?", (key,))
        except sa.exc.IntegrityError as error:
            self._writer.forget_numbering()
            if "record.id" in str(error.orig):
                raise self._stale() from error
            raise
        except BaseException:
            self._writer.forget_numbering()
            raise
        if step.changes:
            self.revision = number
        return frozenset(change.record.KIND.key for change in step.changes)

    def _rows_of_befores(self, changes: Sequence[Change]) -> list[int]:
        befores = [change.before for change in changes if change.before is not None]
        if not befores:
            return []
        live = self._loader.live(record.id for record in befores)
        rows = []
        for before in befores:
            row, held = live.get(before.id, (0, None))
            if held != before:
                raise self._stale()
            rows.append(row)
        return rows

    def _stale(self) -> StaleError:
        return StaleError(tr("This record has changed meanwhile. Nothing was written; open it again."), self.path)

    # Undo and redo

    @property
    def undo_label(self) -> str | None:
        """What undo would take back: "Add DXA report of 3 May 2026"; None where there is nothing since the opening."""
        return self._label(self._undo)

    @property
    def redo_label(self) -> str | None:
        """What redo would do again."""
        return self._label(self._redo)

    def _label(self, stack: list[int]) -> str | None:
        if not stack:
            return None
        return str(self._file.run("SELECT label FROM step WHERE step = ?", (stack[-1],)).scalar_one())

    def undo(self) -> frozenset[str]:
        """Take back the last step made since the opening; the kinds that changed, empty where there was none."""
        return self._turn_back(self._undo, self._redo)

    def redo(self) -> frozenset[str]:
        """Do again what was undone last."""
        return self._turn_back(self._redo, self._undo)

    def _turn_back(self, stack: list[int], other: list[int]) -> frozenset[str]:
        if not stack:
            return frozenset()
        number, label = stack[-1], self._label(stack) or ""
        inverse = tuple(Change(change.after, change.before) for change in self.changes_of(number))
        touched = self._write(Step(label, inverse, Origin.UNDO))
        stack.pop()
        other.append(self.revision)
        return touched

    def changes_of(self, step: int) -> list[Change]:
        """What a step did, read back from the versions it ended and made."""
        ended = self._loader.by_row(
            [row[0] for row in self._file.rows("SELECT row FROM record WHERE until = ?", (step,))]
        )
        made = self._loader.by_row(
            [row[0] for row in self._file.rows("SELECT row FROM record WHERE since = ?", (step,))]
        )
        befores = {record.id: record for record in ended.values()}
        afters = {record.id: record for record in made.values()}
        return [Change(befores.get(id_), afters.get(id_)) for id_ in dict.fromkeys([*befores, *afters])]

    # Reading

    def today(self) -> dt.date:
        """The day it is in this journal: the sample's own, else the computer's."""
        profile = self.profile()
        return profile.today if profile and profile.today else dt.date.today()

    def profile(self) -> Profile | None:
        """Who the journal is about."""
        return cast("Profile | None", self.get(Profile.SINGLETON))

    def get(self, id_: str) -> Record | None:
        """The live record of this id."""
        with translated(self.path):
            found = self._loader.live([id_]).get(id_)
        return found[1] if found else None

    def all(self, cls: type[R]) -> tuple[R, ...]:
        """All live records of a kind, by day, then by id."""
        with translated(self.path):
            found = self._loader.rows(BY_KEY[cls.KIND.key], "r.live = 1", (), "ORDER BY r.date, r.id")
        return tuple(cast("R", record) for _, record in found)

    def snapshot(self, on: dt.date) -> Snapshot:
        """What the journal says on a day."""
        with translated(self.path):
            return snapshot.take(self._loader, on)

    def standing(self, ids: Iterable[str]) -> dict[str, Standing]:
        """What is held under each id, deleted ones included; ids never seen are left out."""
        wanted = list(ids)
        live = self._loader.live(wanted)
        found: dict[str, Standing] = {}
        for some in chunks([as_bytes(id_) for id_ in wanted]):
            marks = ", ".join("?" * len(some))
            sql = (
                "SELECT lower(hex(r.id)), s.origin, u.origin, max(r.row) FROM record r JOIN step s ON s.step = r.since"  # noqa: S608
                f" LEFT JOIN step u ON u.step = r.until WHERE r.id IN ({marks}) GROUP BY r.id"
            )
            for text, origin, ended_by, _ in self._file.rows(sql, tuple(some)):
                id_ = f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
                held = live[id_][1] if id_ in live else None
                hers = (origin if held is not None else ended_by) == Origin.ENTRY
                found[id_] = Standing(held, hers)
        return found

    def numbers(self, kinds: Iterable[str] = ()) -> list[int]:
        """Row numbers of the live records of `kinds` (all where empty), newest day first: what a list pages through."""
        codes = [BY_KEY[key].kind.code for key in kinds] or list(BY_CODE)
        sql = (
            f"SELECT row FROM record WHERE live = 1 AND kind IN ({', '.join('?' * len(codes))})"  # noqa: S608
            " ORDER BY date IS NULL, date DESC, id DESC"
        )
        return [row[0] for row in self._file.rows(sql, tuple(codes))]

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """The records with these row numbers, in that order; one that is gone is left out."""
        held = self._loader.by_row(numbers)
        steps: dict[int, Any] = {}
        for some in chunks(numbers):
            marks = ", ".join("?" * len(some))
            sql = f"SELECT r.row, s.origin, s.at FROM record r JOIN step s ON s.step = r.since WHERE r.row IN ({marks})"  # noqa: S608
            steps.update({row[0]: row for row in self._file.rows(sql, tuple(some))})
        return [
            Entry(held[number], Origin(steps[number][1]), dt.datetime.fromisoformat(steps[number][2]))
            for number in numbers
            if number in held
        ]

    def count(self) -> int:
        """How many live records there are, the profile left out."""
        sql = "SELECT count(*) FROM record WHERE live = 1 AND kind <> ?"
        return int(self._file.rows(sql, (BY_KEY["profile"].kind.code,))[0][0])

    def history(self, id_: str) -> list[Version]:
        """All that was done to a record, oldest first."""
        sql = (
            "SELECT r.row, s.step, s.label, s.at, s.origin, u.step, u.label, u.at, u.origin FROM record r"
            " JOIN step s ON s.step = r.since LEFT JOIN step u ON u.step = r.until WHERE r.id = ? ORDER BY r.row"
        )
        rows = self._file.rows(sql, (as_bytes(id_),))
        held = self._loader.by_row([row[0] for row in rows])
        found: list[Version] = []
        starts = {row[1] for row in rows}
        for row in rows:
            found.append(Version(row[1], row[2], dt.datetime.fromisoformat(row[3]), Origin(row[4]), held.get(row[0])))
            if row[5] is not None and row[5] not in starts:
                found.append(Version(row[5], row[6], dt.datetime.fromisoformat(row[7]), Origin(row[8]), None))
        return found

    def deleted(self) -> list[Deleted]:
        """What was deleted in the last 90 days, the latest first. Undone additions are not among it."""
        rows = [row for row in self._ended() if row[3] == Origin.ENTRY and row[2] >= _before_today(KEPT_DAYS)]
        held = self._loader.by_row([row[0] for row in rows])
        return [Deleted(held[row], label, dt.datetime.fromisoformat(at)) for row, label, at, _ in rows if row in held]

    def _ended(self) -> Sequence[Any]:
        """(row, label, at, origin) of the last version of every record that is deleted, the latest deletion first."""
        return self._file.rows(
            "SELECT r.row, u.label, u.at, u.origin FROM record r JOIN step u ON u.step = r.until"
            " WHERE r.until IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM record n WHERE n.id = r.id AND (n.live = 1 OR n.row > r.row)) ORDER BY r.until DESC, r.row"
        )

    def _purge(self) -> None:
        gone = [row[0] for row in self._ended() if row[2] < _before_today(KEPT_DAYS)]
        if not gone:
            return
        with self._file.transaction():
            for some in chunks(gone):
                marks = ", ".join("?" * len(some))
                for tables in BY_CODE.values():
                    ids = f"SELECT id FROM record WHERE row IN ({marks})"  # noqa: S608
                    sql = f"DELETE FROM {tables.kind.key} WHERE row IN (SELECT row FROM record WHERE id IN ({ids}))"  # noqa: S608
                    self._file.run(sql, tuple(some))
                    self._file.run(
                        f"UPDATE record SET typed = '[]', kept = '[]' WHERE id IN ({ids})",  # noqa: S608
                        tuple(some),
                    )

    # Drafts

    def keep_draft(self, key: str, texts: dict[str, str]) -> None:
        """Keep the texts of an open form under `key`."""
        with self._file.transaction():
            sql = "INSERT OR REPLACE INTO draft (key, at, texts) VALUES (?, ?, ?)"
            self._file.run(sql, (key, now(), json.dumps(texts)))

    def drop_draft(self, key: str) -> None:
        """Forget a form that was left on purpose."""
        with self._file.transaction():
            self._file.run("DELETE FROM draft WHERE key = ?", (key,))

    def drafts(self) -> list[Draft]:
        """The forms that were left open, the latest first."""
        rows = self._file.rows("SELECT key, at, texts FROM draft ORDER BY at DESC")
        return [Draft(key, dt.datetime.fromisoformat(at), json.loads(texts)) for key, at, texts in rows]

    # The file as a whole

    def back_up(self, target: Path | None = None) -> backup.Backup:
        """A verified copy, beside the earlier ones or at `target`."""
        return backup.make(self._file, target)

    def examine(self) -> list[check.Finding]:
        """Look at every record and at the file itself."""
        return check.examine(self._file)


def refuse(changes: Sequence[Change]) -> None:
    """Raise RefusedError with what keeps the records of a step from being stored, the first twenty reasons."""
    found: list[Problem] = []
    for change in changes:
        if change.after is not None:
            found.extend(problems(change.after))
            if len(found) >= _PROBLEMS_TOLD:
                break
    if found:
        raise RefusedError(found[:_PROBLEMS_TOLD])


def _before_today(days: int) -> str:
    return (dt.datetime.now().astimezone() - dt.timedelta(days=days)).isoformat()
