"""Charts: the first draw of every page against bare figures of as much, and how soon it stands anew after an edit."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.bench.generate import lived
from tests.bench.measure import ROOT, Figure, Ratio, Topic

PAGES = ("density", "timeline", "labs", "training", "nutrition-time", "medications", "falls", "body-sleep")
PAIRS = 4


def told(module: str, *arguments: str) -> list[str]:
    """What a fresh process says."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=240, check=True)
    return done.stdout.splitlines()


def topic(folder: Path) -> Topic:
    """All charts of a journal of one year."""
    journal = Path(shutil.copy(lived(1), folder / "year.bonejournal"))

    def drawn(page: str) -> float:
        return float(told("first_draw", str(journal), page)[0])

    @cache
    def made_of(page: str) -> str:
        return told("first_draw", str(journal), page)[1]

    for page in PAGES:
        yield Ratio(
            f"chart_first_draw_{page.replace('-', '_')}", 1.3,
            lambda page=page: float(told("first_draw", "bare", made_of(page))[0]),
            lambda page=page: drawn(page), pairs=PAIRS,
        )  # fmt: skip

    @cache
    def redrawn() -> dict[str, float]:
        lines = [line.split() for line in told("redraw", str(journal))]
        return {words[1]: float(words[2]) for words in lines if words[:1] == ["redraw"]}

    for page in PAGES:
        yield Figure(f"chart_redraw_{page.replace('-', '_')}_ms", 100, lambda page=page: redrawn()[page])
