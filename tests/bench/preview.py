"""The doctor's summary in the window on a journal: tells how long each tick took until the pages stood there anew.

python -m tests.bench.preview JOURNAL

On the output: `tick NAME MS` for each.
"""

from __future__ import annotations

import bonejournal.ui  # noqa: F401  # as in the program itself: before Qt

# isort: split

import sys
import time
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QCheckBox

from bonejournal import app, cli
from tests.bench.tour import Led

REST_MS = 300
LEFT_OUT = ("falls", "labs", "habits", "medicines", "birth_date", "no-name")


class Ticker(Led):
    """Led to the summary, where boxes are ticked and ticked back, each as soon as the pages of the last one stand."""

    def tour(self) -> Iterator[str]:
        """The page, then its boxes."""
        self.window.go("summary")
        yield "summary"
        page: Any = self.window.stack.page()
        show = page.preview.show_pages

        def shown(*given: Any) -> None:
            show(*given)
            print(f"tick {self.place} {(time.perf_counter() - self.since) * 1000:.1f}", flush=True)

        page.preview.show_pages = shown
        boxes: dict[str, QCheckBox] = page.since.boxes | page.sections | page.private | {"no-name": page.no_name}
        for name in (*LEFT_OUT, *LEFT_OUT):
            self.place = name
            self.since = time.perf_counter()
            boxes[name].click()
            yield name

    def end(self) -> None:
        """All are ticked."""
        QTimer.singleShot(REST_MS, QApplication.quit)


if __name__ == "__main__":
    app.Shell = Ticker  # type: ignore[misc]
    cli.main(sys.argv[1:2])
