"""How an older journal becomes one of today: an ordered list of small functions over plain SQL.

The revision is SQLite's `user_version`. Migration n leads from revision n − 1 to n and names its columns itself, never
today's fields. A new journal is made by running them all. All of them that are needed run in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from bonejournal.journal.migrations import m0001_first, m0002_all_kinds, m0003_phrases

Migration = Callable[[sa.Connection], None]

MIGRATIONS: tuple[Migration, ...] = (m0001_first.migrate, m0002_all_kinds.migrate, m0003_phrases.migrate)


def head() -> int:
    """The newest revision."""
    return len(MIGRATIONS)
