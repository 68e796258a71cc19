"""The program itself on a journal, with a watch on it: tells when it was painted and when nothing is under way."""

from __future__ import annotations

import bonejournal.ui  # noqa: F401  # as in the program itself: before Qt

# isort: split

import sys
import time
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from bonejournal import app, cli
from bonejournal.ui.shell import Shell


class Watched(Shell):
    """The shell, and a timer that asks whether the first page is complete."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.quiet = 0
        self.window.first_paint.connect(lambda: print(f"painted {time.monotonic()}", flush=True))
        self.watch = QTimer(interval=4, timeout=self.look)
        self.desk.opened.connect(self.watch.start)

    def look(self) -> None:
        """Complete is a page whose cards stand and that nothing is under way for; told is the first look at it so.

        What other pages need is imported meanwhile, in the thread that draws, and not waited for: Today draws nothing.
        """
        page = self.window.stack.page()
        built = page is not None and not page.stale and page.body.left.isVisible() and page._stages.done()
        if not built or not self.desk._worker.idle():
            self.quiet = 0
            return
        if self.quiet == 0:
            self.since = time.monotonic()
        self.quiet += 1
        if self.quiet == 3:
            print(f"complete {self.since}", flush=True)
            QApplication.quit()


if __name__ == "__main__":
    app.Shell = Watched  # type: ignore[misc]
    cli.main(sys.argv[1:])
