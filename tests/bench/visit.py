"""The program's window on a journal, led to every page once: tells how long each took until it was complete.

python -m tests.bench.visit JOURNAL

On the output: `page KEY MS` for each, until all that can be seen is there; `whole KEY MS` until the pictures further
down are there too, which are drawn after those in sight; `block KEY MS` for the longest time the window's thread was
kept there, and `memory all MB` at the end, with everything that was shown.
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
KEPT_S = 0.008
"""Looks this far apart tell that the window's thread was at work between them."""
NOT_OPENED = ("import", "merge", "explain", "check")
"""Pages of a file that is chosen before, or of a target, and the one that reads the whole journal on purpose."""


def pictures(page: QWidget, *, in_sight: bool = False) -> list[ChartView]:
    """The pictures a page shows, or those that can be seen without scrolling."""
    return [view for view in page.findChildren(ChartView) if view.isVisible() and (view.in_sight() or not in_sight)]


class Visitor(Led):
    """As on the tour, but each place is timed and left as soon as it is complete."""

    def begin(self) -> None:
        """Wait for Today, and until what is loaded beside it is there."""
        self.taken: list[tuple[str, float, float]] = []
        self.seen: float | None = None
        self.last = self.looked = time.perf_counter()
        self.beat.start()
        self.watch = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer, timeout=self.see)
        self.since, self.calm = time.perf_counter(), 0
        self.resting = True
        QTimer.singleShot(1500, self.watch.start)

    def see(self) -> None:
        """Whether the page is there: told is the first look at it so."""
        page, now = self.window.stack.page(), time.perf_counter()
        kept, self.looked = now - self.looked > KEPT_S, now
        if kept:  # something was done since the last look: what seemed to be all was not
            self.seen, self.calm = None, 0
        if page is None or page.stale or not page.isVisible() or under_way(page) is not None or not self.answered():
            self.seen, self.calm = None, 0
        else:
            drawn = all(view.fits() for view in pictures(page, in_sight=True))
            # A page without a picture may wait for one of another kind, such as the doctor's pages.
            there = drawn and (self.desk.idle() or bool(pictures(page)))
            self.seen = (self.seen or now) if there else None
            whole = there and self.desk.idle() and all(view.fits() for view in pictures(page))
            self.calm = self.calm + 1 if whole else 0
            if self.calm == 1:
                self.whole = now
        if self.calm < CALM and now - self.since < WAIT_S:
            return
        self.watch.stop()
        if not self.resting:
            ends = (self.seen or now, self.whole if self.calm else now)
            self.taken.append((self.place, ends[0] - self.since, ends[1] - self.since))
        QTimer.singleShot(REST_MS, self.next_place)

    def answered(self) -> bool:
        """Whether the journal has answered all that was asked of it."""
        return self.desk.state is not None and self.desk._worker.idle()

    def next_place(self) -> None:
        """Go on."""
        if next(self.steps, None) is None:
            self.end()
            return
        self.seen, self.calm, self.resting = None, 0, False
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
        for place, seen, whole in self.taken:
            print(f"page {place} {seen * 1000:.1f}")
            print(f"whole {place} {whole * 1000:.1f}")
        for place, block in sorted(self.longest.items(), key=lambda item: -item[1]):
            print(f"block {place} {block:.1f}")
        print(f"memory all {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f}", flush=True)
        QApplication.quit()


if __name__ == "__main__":
    app.Shell = Visitor  # type: ignore[misc]
    cli.main(sys.argv[1:2])
