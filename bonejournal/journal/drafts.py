"""Drafts: the texts of open forms, not yet values. Nothing but them is written beside the steps."""

from __future__ import annotations

import datetime as dt
import json
from typing import NamedTuple

from bonejournal.journal.database import now
from bonejournal.journal.file import File
from bonejournal.journal.tables import draft_digest


class Draft(NamedTuple):
    """The texts of a form that was left open."""

    key: str
    at: dt.datetime
    texts: dict[str, str]


class Drafts:
    """The drafts of one file. What writes is called within a transaction."""

    def __init__(self, file: File) -> None:
        """Of an open file."""
        self._file = file

    def keep(self, key: str, texts: dict[str, str]) -> None:
        """Keep the texts of a form under `key`, in the place of earlier ones."""
        at, said = now(), json.dumps(texts)
        sql = "INSERT OR REPLACE INTO draft (key, at, texts, digest) VALUES (?, ?, ?, ?)"
        self._file.run(sql, (key, at, said, draft_digest(key, at, said)))

    def drop(self, key: str) -> None:
        """Forget the texts under `key`, where there are any."""
        self._file.run("DELETE FROM draft WHERE key = ?", (key,))

    def all(self) -> list[Draft]:
        """The forms that were left open, the latest first."""
        rows = self._file.rows("SELECT key, at, texts FROM draft ORDER BY draft DESC")
        return [Draft(key, dt.datetime.fromisoformat(at), json.loads(texts)) for key, at, texts in rows]
