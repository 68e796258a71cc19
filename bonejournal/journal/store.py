"""The journal: every change is a step, and everything else is read out of the versions that steps leave.

`apply` is the only way a record is written. Undo, redo, history and recently deleted need no bookkeeping of their
own: a version knows the step it came with and the step that ended it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar, cast

import sqlalchemy as sa

from bonejournal.domain.profile import Profile
from bonejournal.domain.record import PartsCounted, Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.step import Change, Origin, Standing, Step
from bonejournal.domain.words import tr
from bonejournal.journal import backup, check
from bonejournal.journal.contents import Contents
from bonejournal.journal.database import now
from bonejournal.journal.disk import private_copy
from bonejournal.journal.drafts import Draft, Drafts
from bonejournal.journal.errors import JournalError, StaleError, read_only, translated
from bonejournal.journal.file import File, create_file, open_file, refuse_read_only, revision_of
from bonejournal.journal.migrations import head
from bonejournal.journal.readings import Deleted, Entry, Readings, Tally, Version
from bonejournal.journal.refusing import refuse
from bonejournal.journal.snapshot import Snapshots
from bonejournal.journal.tables import BY_KEY
from bonejournal.journal.versions import Loader, Writer

R = TypeVar("R", bound=Record)


class Journal:
    """One woman's journal, open. Use it from one thread at a time.

    `revision` is the number of the last step: whatever is worked out from a journal stays true while it does not
    change.
    """

    def __init__(self, file: File) -> None:
        """Wrap an open file; use `open` or `create`."""
        self._file = file
        self.path = file.path
        self._loader = Loader(file)
        self._writer = Writer(file)
        self._readings = Readings(file, self._loader)
        self._contents = Contents(file)
        self._drafts = Drafts(file)
        self.revision = file.last_step()
        self._snapshots = Snapshots(self._loader)
        self._undo: list[int] = []
        self._redo: list[int] = []
        self.read_only = False
        self._beside = ExitStack()

    @classmethod
    def create(cls, path: Path) -> Journal:
        """Make an empty journal and open it. Raises ExistsError, FullError, ReadOnlyError."""
        create_file(path)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Journal:
        """Open the journal at `path`: verify it, lock it, bring it to the newest revision.

        Raises a JournalError with a sentence. A file that cannot be used is not changed.
        """
        old = revision_of(path) < head()
        refuse_read_only(path)
        if not check.proven(path):
            check.verify(path)
        file = open_file(path)
        try:
            if old:
                backup.make(file, reason="before-update")
                file.migrate(lambda: Loader(file).fill_phrases())
            return cls(file)
        except BaseException:
            file.close(sealed=False)
            raise

    @classmethod
    def open_to_read(cls, path: Path) -> Journal:
        """Open the journal at `path` without ever writing to it, or to its folder: what is read is a private copy.

        Whatever would change it raises ReadOnlyError. Raises the errors of opening.
        """
        old = revision_of(path) < head()
        with ExitStack() as beside, translated(path):
            copy = beside.enter_context(private_copy(path))
            check.verify(copy, called=path)
            file = File(copy)
            try:
                if old:
                    file.migrate(lambda: Loader(file).fill_phrases())
                journal = cls(file)
            except BaseException:
                file.close(sealed=False)
                raise
            journal.path, journal.read_only = path, True
            journal._beside = beside.pop_all()
        return journal

    def close(self) -> None:
        """Close the file. What was deleted more than 90 days ago goes now."""
        if self.read_only:
            with self._beside:
                self._file.close(sealed=False)
            return
        try:
            with suppress(JournalError):  # no room, or the file is gone: it goes the next time
                gone = self._readings.past_keeping()
                if gone:
                    with self._file.transaction():
                        self._readings.clear(gone)
                        self._contents.clear()
        finally:
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
        `before` is no longer there, FullError and ReadOnlyError from the disk, MissingError where the file was moved.
        """
        self._may_write()
        touched = self._write(step)
        if step.changes:
            self._undo.append(self.revision)
            self._redo.clear()
        return touched

    def _may_write(self) -> None:
        if self.read_only:
            raise read_only(self.path)

    def _write(self, step: Step) -> frozenset[str]:
        refuse(step.changes)
        number = self.revision + 1
        label = step.label.encode("utf-8", "replace").decode()  # it may name a file, and files have any name
        ready = self._contents.ready(step.changes, step.contents)
        ending = self._rows_of_befores(step.changes)
        afters = [change.after for change in step.changes if change.after is not None]
        writing = self._writer.prepare((number, label, now(), step.origin.value), ending, afters)
        try:
            with self._file.transaction():
                if step.changes:
                    self._writer.write(writing)
                    self._contents.write(ready)
                for key in step.drafts:
                    self._drafts.drop(key)
        except sa.exc.IntegrityError as error:
            if "record.id" in str(error.orig):
                raise self._stale() from error
            raise
        if step.changes:
            self._writer.written(writing)
            self.revision = number
        touched = frozenset(change.record.KIND.key for change in step.changes)
        self._snapshots.change(touched)
        return touched

    def _rows_of_befores(self, changes: Sequence[Change]) -> list[int]:
        befores = [change.before for change in changes if change.before is not None]
        if not befores:
            return []
        with translated(self.path):
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
        return self._readings.label_of(stack[-1]) if stack else None

    def undo(self) -> frozenset[str]:
        """Take back the last step made since the opening; the kinds that changed, empty where there was none."""
        return self._turn_back(self._undo, self._redo)

    def redo(self) -> frozenset[str]:
        """Do again what was undone last."""
        return self._turn_back(self._redo, self._undo)

    def _turn_back(self, stack: list[int], other: list[int]) -> frozenset[str]:
        if not stack:
            return frozenset()
        label = self._label(stack) or ""
        with translated(self.path):
            done = self._readings.changes_of(stack[-1])
        inverse = tuple(Change(change.after, change.before) for change in done)
        touched = self._write(Step(label, inverse, Origin.UNDO))
        stack.pop()
        other.append(self.revision)
        return touched

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
            if (taken := self._taken_in_full(cls)) is not None:
                return taken.of(cls)
            found = self._loader.rows(BY_KEY[cls.KIND.key], "r.live = 1", (), "ORDER BY r.date, r.id")
        return tuple(cast("R", record) for _, record in found)

    def _taken_in_full(self, cls: type[Record]) -> Snapshot | None:
        """The snapshot that is kept, where it still holds and has every record of a kind."""
        taken = self._snapshots.current
        if taken is None or cls.KIND.recent is not None:
            return None
        return taken if cls.KIND.ahead or not self._readings.any_after(cls.KIND.key, taken.on) else None

    def each(self, cls: type[R]) -> Iterator[R]:
        """As `all`, but one by one: however many there are, few of them are held at a time.

        Which records they are is settled by the call: what is written in between changes nothing in them.
        """
        with translated(self.path):
            found = self._readings.each(cls.KIND.key)
        return cast("Iterator[R]", self._one_by_one(found))

    def _one_by_one(self, found: Iterator[Record]) -> Iterator[Record]:
        with translated(self.path):
            yield from found

    def of_ids(self, ids: Iterable[str]) -> tuple[Record, ...]:
        """The live records of these ids, those that are gone left out."""
        with translated(self.path):
            return tuple(record for _, record in self._loader.live(ids).values())

    def referring(self, ids: Iterable[str]) -> tuple[Record, ...]:
        """The live records that refer to one of these: the doses of a course, the attachments of a scan."""
        with translated(self.path):
            return tuple(self._loader.referring(list(ids)))

    def newest(self, cls: type[R], field: str, id_: str, limit: int) -> tuple[R, ...]:
        """The newest records of a kind in whose `field` an id stands, the latest first: the last doses of a course."""
        with translated(self.path):
            return tuple(cast("R", found) for found in self._readings.newest(cls.KIND.key, field, id_, limit))

    def tally(
        self,
        cls: type[Record],
        field: str,
        id_: str,
        until: dt.date,
        only: str = "",
        since: dt.date = dt.date.min,
    ) -> Tally:
        """How many records of a kind from `since` to `until` have an id in `field`, and in the field `only` yes.

        Without a field all of them are counted.
        """
        with translated(self.path):
            return self._readings.tally(cls.KIND.key, field, id_, until, only, since)

    def between(self, cls: type[R], start: dt.date, end: dt.date) -> tuple[R, ...]:
        """The records of a kind on the days from `start` to `end`, by day, then by id."""
        with translated(self.path):
            return tuple(cast("R", found) for found in self._readings.between(cls.KIND.key, start, end))

    def bare(self, cls: type[Record], names: Sequence[str], start: dt.date, end: dt.date) -> list[tuple[Any, ...]]:
        """The day and some fields of the records of a kind from `start` to `end`, by day: what a look back over years
        needs, without making records of it. Numbers and texts as they are, a flag as 1, 0 or None.
        """
        return self._readings.bare(cls.KIND.key, names, start, end)

    def days_of(self, cls: type[Record], field: str, among: Collection[str]) -> list[dt.date]:
        """The days with a record of a kind that has one of some texts in a field, in order."""
        return self._readings.days_of(cls.KIND.key, field, among)

    def parts_done(self, cls: type[Record], asked: PartsCounted) -> list[tuple[dt.date, int]]:
        """How many such parts the records of a kind have on each day, in order; days without any are left out."""
        return self._readings.parts_done(cls.KIND.key, asked)

    def contents(self) -> dict[str, bytes]:
        """The bytes of all attachments, by their SHA-256."""
        with translated(self.path):
            return self._contents.all()

    def content(self, digest: str) -> bytes | None:
        """The bytes of an attachment by their SHA-256, None where they are not here."""
        with translated(self.path):
            return self._contents.bytes_of(digest)

    def snapshot(self, on: dt.date) -> Snapshot:
        """What the journal says on a day. The last one is kept, and after a step only what changed is read again."""
        with translated(self.path):
            return self._snapshots.on(on)

    def standing(self, ids: Iterable[str]) -> dict[str, Standing]:
        """What is held under each id, deleted ones included; ids never seen are left out."""
        with translated(self.path):
            return self._readings.standing(ids)

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """The records with these row numbers, in that order; one that is gone is left out."""
        with translated(self.path):
            return self._readings.entries(numbers)

    def count(self) -> int:
        """How many live records there are, the profile left out."""
        return self._readings.count(without=Profile.KIND.key)

    def history(self, id_: str) -> list[Version]:
        """All that was done to a record, oldest first."""
        with translated(self.path):
            return self._readings.history(id_)

    def deleted(self) -> list[Deleted]:
        """What was deleted in the last 90 days, the latest first. Undone additions are not among it."""
        with translated(self.path):
            return self._readings.deleted()

    # Drafts

    def keep_draft(self, key: str, texts: dict[str, str]) -> None:
        """Keep the texts of an open form under `key`."""
        self._may_write()
        with self._file.transaction():
            self._drafts.keep(key, texts)

    def drop_draft(self, key: str) -> None:
        """Forget a form that was left on purpose."""
        self._may_write()
        with self._file.transaction():
            self._drafts.drop(key)

    def drafts(self) -> list[Draft]:
        """The forms that were left open, the latest first."""
        return self._drafts.all()

    # The file as a whole

    def back_up(self, target: Path | None = None) -> backup.Backup:
        """A verified copy, beside the earlier ones or at `target`."""
        return backup.make(self._file, target)

    def backed_up(self) -> bool:
        """Whether there is a copy from after the last step; an end without a closing leaves none."""
        return backup.is_fresh(self._file)

    def examine(self) -> list[check.Finding]:
        """Look at every record, at the file itself, and at what points to nothing."""
        found = check.examine(self._file)
        return [*found, check.references(self._file)] if all(finding.ok for finding in found) else found
