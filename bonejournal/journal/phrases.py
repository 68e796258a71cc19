"""What records can be found by, kept once for all that say the same: thirty years of breakfasts are a few phrases.

A version knows its phrase, and keeps it for as long as its content is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from bonejournal.domain.finding import searched
from bonejournal.domain.record import Record
from bonejournal.journal.database import Database
from bonejournal.journal.tables import KindTables, Stored, phrase_digest

INSERT = "INSERT INTO phrase (phrase, kind, mark, said, digest) VALUES (?, ?, ?, ?, ?)"
_AT_ONCE = 500
_TOLD = json.JSONEncoder(check_circular=False).encode

Told = tuple[Any, ...]
Row = tuple[int, int, bytes, str, bytes]


def mark_of(telling: Told) -> bytes:
    """The mark of a phrase, by the columns it follows from."""
    return hashlib.blake2b(_TOLD(telling).encode(), digest_size=8).digest()


class Phrases:
    """The phrases of the records that are about to be written, without writing any."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ready(self, held: Sequence[tuple[KindTables, Stored, Record]]) -> tuple[list[int], list[Row]]:
        """The phrase of each record, and the rows of those phrases that are new."""
        tellings = [tables.telling(stored) for tables, stored, _ in held]
        firsts: dict[Told, Record] = {}
        for telling, (_, _, record) in zip(tellings, held, strict=True):
            firsts.setdefault(telling, record)
        marks = {telling: mark_of(telling) for telling in firsts}
        known = self._known(marks.values())
        last = int(self._database.rows("SELECT coalesce(max(phrase), 0) FROM phrase")[0][0]) if firsts else 0
        fresh: list[Row] = []
        for telling, record in firsts.items():
            mark = marks[telling]
            if mark not in known:
                last += 1
                known[mark] = last
                code, said = record.KIND.code, searched(record)
                fresh.append((last, code, mark, said, phrase_digest(code, mark, said)))
        return [known[marks[telling]] for telling in tellings], fresh

    def _known(self, marks: Iterable[bytes]) -> dict[bytes, int]:
        found: dict[bytes, int] = {}
        wanted = list(marks)
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            sql = f"SELECT mark, phrase FROM phrase WHERE mark IN ({', '.join('?' * len(some))})"
            found.update((bytes(mark), phrase) for mark, phrase in self._database.rows(sql, tuple(some)))
        return found


def drop_unused(database: Database) -> None:
    """Let go of the phrases that no version has any more; the caller holds the transaction."""
    database.run("DELETE FROM phrase WHERE phrase NOT IN (SELECT phrase FROM record WHERE phrase IS NOT NULL)")
