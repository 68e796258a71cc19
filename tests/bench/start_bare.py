"""The least a window costs: one label, its first paint told on the output, then the end."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class Label(QLabel):
    """Ends the program after it was painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and say so."""
        super().paintEvent(event)
        QTimer.singleShot(0, self.told)

    def told(self) -> None:
        """Tell when."""
        print(f"painted {time.monotonic()}", flush=True)
        QApplication.quit()


def main() -> None:
    """Show the window and wait for its paint."""
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(Label("bonejournal"))
    window.resize(1280, 800)
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
