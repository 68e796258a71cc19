"""Revision 3: what records say, once for all that say the same, to be looked through; and indexes for long lists."""

from __future__ import annotations

import sqlalchemy as sa

_STATEMENTS = (
    """CREATE TABLE phrase (phrase INTEGER NOT NULL PRIMARY KEY, kind INTEGER NOT NULL, mark BLOB NOT NULL UNIQUE,
        said TEXT NOT NULL, digest BLOB NOT NULL) STRICT""",
    "ALTER TABLE record ADD COLUMN phrase INTEGER REFERENCES phrase (phrase)",
    "CREATE INDEX record_phrase ON record (phrase, live, date)",
    "CREATE INDEX record_live_day ON record (date, kind, phrase) WHERE live = 1",
    "DROP INDEX record_live_kind",
    "CREATE INDEX record_live_kind ON record (kind, date, phrase) WHERE live = 1",
    "DROP INDEX doses_medication_id",
    "CREATE INDEX doses_medication_id ON doses (medication_id, date, taken) WHERE medication_id <> ''",
)


def migrate(connection: sa.Connection) -> None:
    """Make the table and the indexes; the phrases of the records that are there follow in the same transaction."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
