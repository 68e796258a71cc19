"""From the start of the process to the first paint and to the first page complete, against a window with one label."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bonejournal.domain.resources import resource
from bonejournal.domain.step import Change, Origin, Step
from bonejournal.journal.store import Journal
from tests.bench.generate import YEARS, lived
from tests.bench.measure import ROOT, Ratio, Topic
from tests.golden.reading import records

LIMIT_S = 60
"""By then a start has ended, closing included, or it hangs."""


def started(script: str, mark: str, *arguments: str) -> float:
    """Seconds from the start of a process to the line that begins with `mark`."""
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-m", f"tests.bench.{script}", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        said, complaint = process.communicate(timeout=LIMIT_S)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)  # has it tell where each thread is
        said, complaint = process.communicate()
        raise RuntimeError(f"{script} did not end. It said:\n{said}\n{complaint}") from None
    told = dict(line.split() for line in said.splitlines())
    if mark not in told:
        raise RuntimeError(f"{script} did not say {mark}: {complaint[-2000:]}")
    return float(told[mark]) - start


def sample(path: Path) -> Path:
    """The sample as a journal."""
    changes = tuple(Change(None, record) for record in records(resource("sample")))
    with Journal.create(path) as journal:
        journal.apply(Step("Import the sample", changes, Origin.IMPORT))
    return path


def topic(folder: Path) -> Topic:
    """Four figures: two journals, two moments."""

    def product(mark: str, path: Path) -> Callable[[], float]:
        return lambda: started("start_app", mark, str(path))

    def bare() -> float:
        return started("start_bare", "painted")

    small, long = sample(folder / "sample.bonejournal"), lived(YEARS)
    yield Ratio("start_painted_sample", 2, bare, product("painted", small))
    yield Ratio("start_today_sample", 4.5, bare, product("complete", small))
    yield Ratio("start_painted_30_years", 2, bare, product("painted", long))
    yield Ratio("start_today_30_years", 5.5, bare, product("complete", long))
