"""The program's window on a journal, led to every page once: tells how long each took until it was complete.

python -m tests.bench.visit JOURNAL

On the output: `page KEY MS` for each, `block KEY MS` for the longest time the window's thread was kept there, and
`memory all MB` at the end, with everything that was shown.
"""

from __future__ import annotations

import bonejournal.ui  # noqa: F401  # as in the program itself: before Qt

# isort: split

import resource
import sys
import time
from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from bonejournal import app, cli
from bonejournal.ui.all_pages import PAGES
from bonejournal.ui.widgets.chart_view import ChartView
from bonejournal.ui.widgets.stages import under_way
from tests.bench.tour import Led

BEAT_MS, CALM, REST_MS, WAIT_S = 2, 4, 400, 60
NOT_OPENED = ("import", "merge", "explain", "check")
"""Pages of a file that is chosen before, or of a target, and the one that reads the whole journal on purpose."""


def drawn(page: QWidget) -> bool:
    """Whether every picture that can be seen is there, in its size."""
    shown = [view for view in page.findChildren(ChartView) if view.isVisible()]
    return all(
        (image := view.image()) is not None and image.deviceIndependentSize().toSize() == view.size() for view in shown
    )


class Visitor(Led):
    """As on the tour, but each place is timed and left as soon as it is complete."""

    def begin(self) -> None:
        """Wait for Today, and until what is loaded beside it is there."""
        self.taken: list[tuple[str, float]] = []
        self.last = time.perf_counter()
        self.beat.start()
        self.watch = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer, timeout=self.see)
        self.since, self.calm = time.perf_counter(), 0
        self.resting = True
        QTimer.singleShot(1500, self.watch.start)

    def see(self) -> None:
        """Whether the page is complete: told is the first look at it so."""
        page = self.window.stack.page()
        built = page is not None and not page.stale and page.isVisible() and under_way(page) is None and drawn(page)
        now = time.perf_counter()
        if not (built and self.desk.state is not None and self.desk.idle()):
            self.calm = 0
        else:
            self.calm += 1
            if self.calm == 1:
                self.complete = now
        if self.calm < CALM and now - self.since < WAIT_S:
            return
        self.watch.stop()
        if not self.resting:
            self.taken.append((self.place, (self.complete if self.calm else now) - self.since))
        QTimer.singleShot(REST_MS, self.next_place)

    def next_place(self) -> None:
        """Go on."""
        if next(self.steps, None) is None:
            self.end()
            return
        self.calm, self.resting = 0, False
        self.watch.start()

    def tour(self) -> Iterator[str]:
        """Every page and form once; Today again, after it was left."""
        for page in (*PAGES[1:], PAGES[0]):
            if page.key in NOT_OPENED:
                continue
            self.place = page.key
            new = page.key.endswith("-form") and page.key != "profile-form"
            self.since = time.perf_counter()
            self.window.go(page.key, "new" if new else "")
            yield page.key

    def end(self) -> None:
        """Tell."""
        for place, seconds in self.taken:
            print(f"page {place} {seconds * 1000:.1f}")
        for place, block in sorted(self.longest.items(), key=lambda item: -item[1]):
            print(f"block {place} {block:.1f}")
        print(f"memory all {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f}", flush=True)
        QApplication.quit()


if __name__ == "__main__":
    app.Shell = Visitor  # type: ignore[misc]
    cli.main(sys.argv[1:2])
