"""The bone density chart's first draw against a bare figure of as many axes, lines and labels."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.bench.measure import ROOT, Ratio, Topic


def said(*arguments: str) -> list[str]:
    """What a fresh process says: a first draw is one in a process that has drawn nothing."""
    command = [sys.executable, "-m", "tests.bench.first_draw", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=True)
    return done.stdout.splitlines()


def topic(_folder: Path) -> Topic:
    """One chart of the sample."""
    _, made_of = said("product")
    yield Ratio(
        "chart_first_draw", 1.3, lambda: float(said("bare", made_of)[0]), lambda: float(said("product")[0]), pairs=7
    )
