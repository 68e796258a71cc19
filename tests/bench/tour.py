"""The program's window led over every page and form of a journal; tells the longest time its thread was kept.

python -m tests.bench.tour JOURNAL [all]

A timer of two milliseconds ticks in the window's thread from the first paint on; what lies between two ticks beyond
that is a block. With `all` the longest of each place is told too.
"""

from __future__ import annotations

import bonejournal.ui  # noqa: F401  # as in the program itself: before Qt

# isort: split

import sys
import time
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from bonejournal import app, cli
from bonejournal.ui.all_pages import PAGES
from bonejournal.ui.shell import Shell

TICK_MS, REST_MS, FIRST_MS, WAIT_S = 2, 300, 800, 5


class Led(Shell):
    """The shell, with a heartbeat and a guide."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.longest: dict[str, float] = {}
        self.place = "opening"
        self.beat = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer, timeout=self.tick)
        self.window.first_paint.connect(self.begin)
        self.steps = self.tour()

    def begin(self) -> None:
        """The window was painted."""
        self.last = time.perf_counter()
        self.beat.start()
        self.arrived(FIRST_MS)

    def tick(self) -> None:
        """One beat."""
        now = time.perf_counter()
        block = (now - self.last) * 1000 - TICK_MS
        self.last = now
        self.longest[self.place] = max(block, self.longest.get(self.place, 0.0))

    def arrived(self, rest: int = REST_MS) -> None:
        """Let it rest a moment, as a reader does, wait until nothing is under way, and go on."""
        self.since, self.calm = time.perf_counter(), 0
        QTimer.singleShot(rest, self.look)

    def look(self) -> None:
        """Go on from a place that is quiet, or where it has taken too long."""
        quiet = self.desk.state is not None and self.desk.idle()
        self.calm = self.calm + 1 if quiet else 0
        if self.calm < 3 and time.perf_counter() - self.since < WAIT_S:
            QTimer.singleShot(30, self.look)
        elif next(self.steps, None) is None:
            self.end()
        else:
            self.arrived()

    def tour(self) -> Iterator[str]:
        """Every page twice, the second time as it was left, and every form."""
        for turn in ("", " again"):
            for page in PAGES:
                self.place = page.key + turn
                self.window.go(page.key, "new" if page.key.endswith("-form") and page.key != "profile-form" else "")
                yield page.key

    def end(self) -> None:
        """Tell."""
        if sys.argv[2:] == ["all"]:
            for place, block in sorted(self.longest.items(), key=lambda item: -item[1]):
                print(f"{place} {block:.0f}")
        print(f"longest {max(self.longest.values()):.1f}", flush=True)
        QApplication.quit()


if __name__ == "__main__":
    app.Shell = Led  # type: ignore[misc]
    cli.main(sys.argv[1:2])
