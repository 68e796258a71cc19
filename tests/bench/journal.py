"""The journal against the bare driver: the same rows, the same pragmas, the same file format."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, Site, SiteResult
from bonejournal.domain.record import Record, new_id
from bonejournal.domain.step import Change, Origin, Step, creating
from bonejournal.journal.file import SETTINGS
from bonejournal.journal.store import Journal
from bonejournal.journal.versions import Writer, Writing
from tests.bench.generate import YEARS, lived, records
from tests.bench.measure import Ratio, Topic, timed

SAVES, BODY_RECORDS = 40, 50_000
_AT = "2026-11-12T08:00:00.000+01:00"


class Bare:
    """The driver alone on a journal's file."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlcipher3.dbapi2.connect(str(path), isolation_level=None)
        for setting in SETTINGS:
            self.connection.execute(f"PRAGMA {setting}").fetchall()

    def write(self, writing: Writing) -> None:
        """The rows of a step, in one transaction."""
        run = self.connection
        run.execute("BEGIN IMMEDIATE")
        run.execute(Writer._STEP, writing.step)
        for sql, lines in writing.inserts:
            if len(lines) > 1:
                run.executemany(sql, lines)
            else:
                run.execute(sql, lines[0])
        run.execute("COMMIT")


def scan(number: int) -> DxaScan:
    """A report of three sites."""
    sites = tuple(
        SiteResult(site=site, bmd_g_cm2=0.9, bmc_g=50.1, area_cm2=55.3, t_score=-1.5, z_score=-1.0, lsc_g_cm2=0.03)
        for site in (Site.LUMBAR_SPINE, Site.TOTAL_HIP, Site.FEMORAL_NECK)
    )
    day = dt.date(2000, 1, 1) + dt.timedelta(days=number)
    return DxaScan(date=day, facility="Riverside", make="GE", model="Lunar Prodigy", sites=sites)


class Saves:
    """One scan a step, on a journal that is open."""

    def __init__(self, folder: Path) -> None:
        self.journal = Journal.create(folder / "saves.bonejournal")
        Journal.create(folder / "bare.bonejournal").close()
        self.rows = Journal.create(folder / "rows.bonejournal")
        self.writer = Writer(self.rows._file)
        self.raw = Bare(folder / "bare.bonejournal")
        self.step = 0

    def product(self) -> float:
        """Through `apply`."""
        steps = [creating(scan(number)) for number in range(SAVES)]
        with timed() as clock:
            for step in steps:
                self.journal.apply(step)
        return clock.seconds

    def bare(self) -> float:
        """The same rows, ready made."""
        writings = []
        for number in range(SAVES):
            self.step += 1
            told = (self.step, "Add DXA report of 3 May 2026", _AT, "entry")
            writings.append(self.writer.prepare(told, [], [scan(number)]))
            with self.rows._file.transaction():
                self.writer.write(writings[-1])
            self.writer.written(writings[-1])
        with timed() as clock:
            for writing in writings:
                self.raw.write(writing)
        return clock.seconds


class Bulk:
    """One step of 50,000 body records: 100,000 rows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        daily = [held for held in records(1) if isinstance(held, BodyMeasure)]
        repeated = itertools.islice(itertools.cycle(daily), BODY_RECORDS)
        self.records: Sequence[Record] = [dataclasses.replace(held, id=new_id()) for held in repeated]
        self.count = 0

    def fresh(self) -> Path:
        """An empty journal of its own."""
        self.count += 1
        return self.folder / f"bulk-{self.count}.bonejournal"

    def product(self) -> float:
        """Through `apply`."""
        step = Step("Import", tuple(Change(None, record) for record in self.records), Origin.IMPORT)
        path = self.fresh()
        with Journal.create(path) as journal, timed() as clock:
            journal.apply(step)
        path.unlink()
        return clock.seconds

    def bare(self) -> float:
        """By `executemany` of the same rows, ready made."""
        path = self.fresh()
        with Journal.create(path) as journal:
            writing = Writer(journal._file).prepare((1, "Import", _AT, "import"), [], self.records)
        raw = Bare(path)
        with timed() as clock:
            raw.write(writing)
        raw.connection.close()
        path.unlink()
        return clock.seconds


class Opening:
    """A closed journal opened and closed again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        Journal.open(path).close()

    def product(self) -> float:
        """With the seal compared and the lock taken."""
        with timed() as clock:
            Journal.open(self.path).close()
        return clock.seconds

    def bare(self) -> float:
        """The driver's own opening with the same settings, and the file's hash."""
        with timed() as clock:
            hashlib.sha256(self.path.read_bytes()).hexdigest()
            raw = Bare(self.path).connection
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("COMMIT")
            held: list[Any] = raw.execute("SELECT max(step) FROM step").fetchall()
            raw.close()
        assert held
        return clock.seconds


def topic(folder: Path) -> Topic:
    """Saving, bulk and opening."""
    saves = Saves(folder)
    yield Ratio("save_scan", 2.5, saves.bare, saves.product, pairs=11)
    bulk = Bulk(folder)
    yield Ratio("import_100000_rows", 2.5, bulk.bare, bulk.product)
    opening = Opening(lived(YEARS))
    yield Ratio("open_30_years", 2.5, opening.bare, opening.product, pairs=11)
