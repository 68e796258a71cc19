"""The records of another copy of a journal, compared with this one; the other file is only ever read."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bonejournal.domain.attachment import Attachment
from bonejournal.domain.field import fields
from bonejournal.domain.merging import Conflict, Left, Merge, State, Verdict, decided, verdict
from bonejournal.domain.record import Problem, Record, owned, problems
from bonejournal.domain.step import Change, deleting, forgetting
from bonejournal.domain.words import tr
from bonejournal.journal import check, disk
from bonejournal.journal.contents import Contents
from bonejournal.journal.database import Database, brought_up, looked_into
from bonejournal.journal.errors import JournalError
from bonejournal.journal.file import revision_of
from bonejournal.journal.migrations import head
from bonejournal.journal.store import Journal
from bonejournal.journal.tables import id_text
from bonejournal.journal.versions import Loader


class SameJournalError(JournalError):
    """The other journal is this one."""


def look_at(other: Path, journal: Path) -> None:
    """Make sure that another journal than the one at `journal` is whole, which may take a while.

    Raises SameJournalError, and the errors of opening a journal: MissingError, NotAJournalError, NewerError,
    DamagedError, OpenElsewhereError.
    """
    if disk.identity(other) == disk.identity(journal) is not None:
        raise SameJournalError(tr("{name} is the journal that is open.", name=other.name), other)
    revision_of(other)
    if not check.proven(other):
        check.verify(other)


def compare(journal: Journal, other: Path) -> Merge:
    """What bringing in the records of `other`, which was looked at, would do. Nothing is written to either.

    Raises OpenElsewhereError where another program has it open meanwhile.
    """
    with _opened(other) as theirs:
        return _compared(journal, theirs, other.name)


@contextmanager
def _opened(other: Path) -> Iterator[Database]:
    with looked_into(other, other) as database:
        if database.revision == head():
            yield database
        else:
            with brought_up(database) as copy:
                yield copy


def _compared(journal: Journal, other: Database, name: str) -> Merge:
    taken: list[str] = []
    both: dict[str, tuple[State, State]] = {}
    unchanged = 0
    for id_bytes, had, they_had in _both(journal._file, other):
        said = verdict(had, they_had)
        if said is Verdict.BOTH:
            both[id_text(id_bytes)] = (had[-1], they_had[-1])
        elif said is Verdict.THEIRS:
            taken.append(id_text(id_bytes))
        unchanged += said is Verdict.SAME and had[-1:] != [None]
    loader = Loader(other)
    here = {record.id: record for record in journal.of_ids([*taken, *both])}
    there = {id_: record for id_, (_, record) in loader.live([*taken, *both]).items()}
    left = {id_: Left(held, wrong) for id_, held in there.items() if (wrong := _problems(held, here.get(id_)))}
    changes = {id_: Change(here.get(id_), there.get(id_)) for id_ in taken if id_ not in left}
    conflicts: dict[str, Conflict] = {}
    for id_, states in both.items():
        mine, theirs = here.get(id_), there.get(id_)
        if id_ not in left and decided(theirs, states[0]):
            changes[id_] = Change(mine, theirs)
        elif id_ not in left and not decided(mine, states[1]):
            conflicts[id_] = Conflict(mine, theirs, other=states[1])
    drawn = _Drawn(changes, conflicts)
    drawn.look_after_deletions(journal)
    drawn.look_after_additions(journal, loader)
    return Merge(
        name,
        tuple(drawn.changes.values()),
        tuple(drawn.conflicts.values()),
        unchanged,
        tuple(left.values()),
        drawn.contents(Contents(other)),
    )


@dataclass
class _Drawn:
    """What is to be taken and what is to be asked, by the id of the record, while it is brought in order."""

    changes: dict[str, Change]
    conflicts: dict[str, Conflict]

    def look_after_deletions(self, journal: Journal) -> None:
        """What they deleted takes along what belongs to it, and is asked about where something of hers would go."""
        gone = {id_: change.before for id_, change in self.changes.items() if change.after is None}
        gone |= {id_: conflict.mine for id_, conflict in self.conflicts.items() if conflict.theirs is None}
        owners = {id_ for record in journal.referring(gone) for id_ in _named_in(record)} & gone.keys()
        for id_ in owners:
            record = gone[id_]
            if record is None or owned(record, gone):
                continue
            changes = deleting([record], journal.referring([id_])).changes[1:]
            kept = [change for change in changes if change.after is None and change.record.id not in gone]
            if kept or id_ in self.conflicts:
                asked = self.conflicts[id_] = Conflict(record, None, changes)
                for change in asked.changes:
                    self.changes.pop(change.record.id, None)
            else:
                for change in changes:
                    self._forget(change, gone)

    def _forget(self, change: Change, gone: Collection[str]) -> None:
        """A record of hers that pointed to what they deleted points there no more."""
        taken = self.changes.get(change.record.id)
        if taken is None:
            self.changes[change.record.id] = change
        elif taken.after is not None:
            self.changes[change.record.id] = Change(taken.before, forgetting(taken.after, gone))

    def look_after_additions(self, journal: Journal, theirs: Loader) -> None:
        """What belongs to a record that she deleted, or that is asked about, waits with that record."""
        named = {id_ for change in self.changes.values() if change.after for id_ in _named_in(change.after)}
        held = {record.id for record in journal.of_ids(named)} | {
            id_ for id_, change in self.changes.items() if change.after is not None
        }
        for id_, (_, record) in theirs.live(named - held).items():
            self.conflicts.setdefault(id_, Conflict(None, record))
        waiting = {id_: id_ for id_ in named - held if id_ in self.conflicts}
        while moving := {
            id_: waiting[name]
            for id_, change in self.changes.items()
            for name in (_named_in(change.after) if change.after else ())
            if name in waiting
        }:
            for id_, root in moving.items():
                conflict = self.conflicts[root]
                self.conflicts[root] = replace(conflict, also=(*conflict.also, self.changes.pop(id_)))
            waiting |= moving

    def contents(self, kept: Contents) -> dict[str, bytes]:
        """The bytes of the attachments among it."""
        changes = [*self.changes.values()]
        changes += [change for conflict in self.conflicts.values() for change in conflict.changes]
        wanted = {change.after.sha256 for change in changes if isinstance(change.after, Attachment)}
        found = {digest: kept.bytes_of(digest) for digest in sorted(wanted)}
        return {digest: held for digest, held in found.items() if held is not None}


def _problems(record: Record, mine: Record | None) -> list[Problem]:
    if mine is not None and mine.KIND is not record.KIND:
        return [Problem("", tr("Its id belongs to another record of the journal."))]
    return problems(record)


def _named_in(record: Record) -> list[str]:
    """The ids that a record points to."""
    return [value for item in fields(type(record)) if item.refers and (value := getattr(record, item.name))]


def _both(mine: Database, theirs: Database) -> Iterator[tuple[bytes, list[State], list[State]]]:
    """(id, states here, states there) of every record that either side ever held."""
    shared = _shared_steps(mine, theirs)
    sides = [_states(side, shared) for side in (mine, theirs)]
    coming = [next(side, None) for side in sides]
    while coming[0] or coming[1]:
        id_ = min(one[0] for one in coming if one)
        found: list[list[State]] = [[], []]
        for place, one in enumerate(coming):
            if one and one[0] == id_:
                found[place] = one[1]
                coming[place] = next(sides[place], None)
        yield id_, found[0], found[1]


def _shared_steps(mine: Database, theirs: Database) -> int:
    """The last step that both sides have made together, 0 where they never were one journal."""
    sql = "SELECT digest FROM step ORDER BY step"
    pairs = zip(mine.rows(sql), theirs.rows(sql), strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0][0] == pair[1][0], pairs))


def _states(side: Database, shared: int) -> Iterator[tuple[bytes, list[State]]]:
    """(id, what it held since the step `shared`) of every record, by its id."""
    rows = side.run("SELECT id, since, until, digest FROM record ORDER BY id, row")
    for id_, versions in itertools.groupby(rows, key=lambda row: row[0]):
        found: list[State] = []
        ended = None
        for _, since, until, digest in versions:
            if ended == since:
                found.pop()  # it was changed, not deleted
            found = [digest] if since <= shared else [*found, digest]
            if until is not None:
                found = [None] if until <= shared else [*found, None]
            ended = until
        yield id_, found
