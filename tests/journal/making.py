"""Records and damage for the journal's tests."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, Site, SiteResult
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.domain.step import Change, Origin, Step
from bonejournal.journal import search
from bonejournal.journal.store import Journal

ROOT = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 5, 3)


def scan(day: dt.date = DAY, t_score: float = -1.5, **more: Any) -> DxaScan:
    sites = (
        SiteResult(site=Site.LUMBAR_SPINE, vertebrae="L1-L4", bmd_g_cm2=0.998, t_score=t_score),
        SiteResult(site=Site.TOTAL_HIP, bmd_g_cm2=0.862, t_score=-1.2),
    )
    return DxaScan(date=day, sites=sites, **more)


def body(day: dt.date = DAY, weight_kg: float | None = 63.8, **more: Any) -> BodyMeasure:
    return BodyMeasure(date=day, weight_kg=weight_kg, **more)


def herself(**more: Any) -> Profile:
    return Profile(id=Profile.SINGLETON, **more)


def importing(*records: Record) -> Step:
    return Step("Import a file", tuple(Change(None, record) for record in records), Origin.IMPORT)


def numbers(journal: Journal, *kinds: str) -> list[int]:
    """The row numbers of the live records of some kinds, all where none is named, as lists show them."""
    found = search.find(journal, kinds=kinds)
    return found.numbers(journal, 0, found.count)


def beside(path: Path) -> set[str]:
    """The names in the journal's folder."""
    return {found.name for found in path.parent.iterdir()}


def in_a_process(code: str, *arguments: object, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run some Python with the project in reach."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT, check=False, **more)


CRASH = """
import sys, os
from pathlib import Path
from bonejournal.journal.store import Journal
from bonejournal.domain.step import creating
from tests.journal.making import body, scan
journal = Journal.open(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    journal.apply(creating(body()))
print(journal.count(), flush=True)
os.kill(os.getpid(), 9)
"""


def crash_after(path: Path, saves: int) -> int:
    """Kill a process that has the journal open, after some saves; how many records it counted."""
    done = in_a_process(CRASH, path, saves)
    assert done.returncode == -9, done.stderr
    return int(done.stdout)
