"""The doctor's summary in the window on a journal: tells how long each tick took until the pages stood there anew.

python -m tests.bench.preview JOURNAL

On the output: `first MS` until the pages stand there after the summary is opened, `tick NAME MS` for each tick, and
the `median MS` and `worst MS` of these.
"""

from __future__ import annotations

import bonejournal.ui  # noqa: F401  # as in the program itself: before Qt

# isort: split

import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QCheckBox

from bonejournal import app, cli
from bonejournal.journal.store import Journal
from bonejournal.ui.widgets.preview import Preview
from tests.bench.tour import Led

REST_MS = 300
LEFT_OUT = ("falls", "labs", "habits", "medicines", "birth_date", "no-name")


class Ticker(Led):
    """Led to the summary, where boxes are ticked and ticked back, each as soon as the pages of the last one stand."""

    def tour(self) -> Iterator[str]:
        """The page, then its boxes."""
        self.shown: list[float] = []
        self.taken: list[float] = []
        self.hear()
        self.place, self.since = "first", time.perf_counter()
        self.window.go("summary")
        while not self.shown:
            yield "summary"
        print(f"first {self.shown[0]:.1f}", flush=True)
        page: Any = self.window.stack.page()
        boxes: dict[str, QCheckBox] = page.since.boxes | page.sections | page.private | {"no-name": page.no_name}
        for name in (*LEFT_OUT, *LEFT_OUT):
            self.shown.clear()
            self.since = time.perf_counter()
            boxes[name].click()
            yield name
            print(f"tick {name} {self.shown[-1]:.1f}", flush=True)
            self.taken.append(self.shown[-1])

    def hear(self) -> None:
        """Note when pages are shown, in milliseconds since the tick."""
        show = Preview.show_pages

        def shown(preview: Preview, images: Sequence[Any], *told: Any) -> None:
            show(preview, images, *told)
            self.shown.append((time.perf_counter() - self.since) * 1000)

        Preview.show_pages = shown  # type: ignore[method-assign]

    def end(self) -> None:
        """All are ticked."""
        print(f"median {statistics.median(self.taken):.1f}\nworst {max(self.taken):.1f}", flush=True)
        QTimer.singleShot(REST_MS, QApplication.quit)


if __name__ == "__main__":
    with Journal.open(Path(sys.argv[1])):
        pass  # one from elsewhere is looked at whole the first time it is opened: not while the window waits
    app.Shell = Ticker  # type: ignore[misc]
    cli.main(sys.argv[1:2])
