"""The longest time that the window's thread is kept in a tour of every page and form of the sample."""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

from tests.bench.measure import ROOT, Figure, Topic
from tests.bench.start import sample

RUNS = 3


def longest(journal: Path) -> float:
    """Milliseconds, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.tour", str(journal)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=True)
    return float(done.stdout.split()[-1])


def topic(folder: Path) -> Topic:
    """One figure: the median of a few tours, for other programs get in the way of some."""
    journal = sample(folder / "sample.bonejournal")
    yield Figure("gui_longest_block_ms", 50, lambda: statistics.median(longest(journal) for _ in range(RUNS)))
