"""What a storm kills: a process that does one thing over and over and acknowledges each time on its output.

python -m tests.storms.writer save|early|import|backup|restore|migrate JOURNAL
"""

from __future__ import annotations

import dataclasses
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from bonejournal.domain.record import Record
from bonejournal.domain.step import creating, deleting, editing
from bonejournal.journal import migrations
from bonejournal.journal.backup import restore
from bonejournal.journal.store import Journal
from tests.journal.making import body, importing, scan


def save(path: Path) -> Iterator[str]:
    """Add, edit, delete, undo; acknowledged is the number of the last step, after `apply` returned."""
    journal = Journal.open(path)
    while True:
        first = scan()
        journal.apply(creating(first, body()))
        yield str(journal.revision)
        second = dataclasses.replace(first, facility="Hillcrest")
        journal.apply(editing(first, second))
        yield str(journal.revision)
        journal.apply(deleting([second]))
        yield str(journal.revision)
        journal.undo()
        yield str(journal.revision)


def early(path: Path) -> Iterator[str]:
    """The control: acknowledged before anything was written."""
    journal = Journal.open(path)
    while True:
        yield str(journal.revision + 1)
        time.sleep(0.05)  # wide enough for a kill to fall between
        journal.apply(creating(scan(), body()))


def bring_in(path: Path) -> Iterator[str]:
    """Imports of a thousand rows each."""
    journal = Journal.open(path)
    while True:
        rows: list[Record] = [body() for _ in range(1000)]
        journal.apply(importing(*rows))
        yield str(journal.revision)


def back_up(path: Path) -> Iterator[str]:
    """A save and a backup, in turn; acknowledged is the backup's path."""
    journal = Journal.open(path)
    while True:
        journal.apply(creating(scan()))
        yield str(journal.back_up().path)


def bring_back(path: Path) -> Iterator[str]:
    """Two backups put in place in turn, over a copy of the journal."""
    while True:
        for name in ("one", "two"):
            aside = restore(path.with_name(f"{name}.bonejournal"), path, replace=True)
            if aside is not None:
                aside.unlink()
            yield name


def migrate(path: Path) -> Iterator[str]:
    """An update in many statements, of one fresh copy after the other."""
    old = path.read_bytes()
    migrations.MIGRATIONS = (*migrations.MIGRATIONS, long_update)
    while True:
        Journal.open(path).close()
        yield "updated"
        path.with_name("old").write_bytes(old)
        path.with_name("old").replace(path)


def long_update(connection: sa.Connection) -> None:
    for number in range(60):
        connection.exec_driver_sql(f"ALTER TABLE body ADD COLUMN later_{number} TEXT")
        connection.exec_driver_sql(f"CREATE TABLE later_{number} (a TEXT) STRICT")
        connection.exec_driver_sql("UPDATE body SET weight_kg = weight_kg")


ACTS = {
    "save": save,
    "early": early,
    "import": bring_in,
    "backup": back_up,
    "restore": bring_back,
    "migrate": migrate,
}

if __name__ == "__main__":
    print("ready", flush=True)
    for told in ACTS[sys.argv[1]](Path(sys.argv[2])):
        print(told, flush=True)
