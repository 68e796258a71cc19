"""Which database engine this is: the driver carries one of its own, so the machine's does not count."""

from __future__ import annotations

import sqlcipher3.dbapi2


def sqlite_version() -> str:
    """The version of SQLite inside the driver."""
    return str(sqlcipher3.dbapi2.sqlite_version)
