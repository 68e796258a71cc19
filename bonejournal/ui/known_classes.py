"""Qt's classes of widgets, made known to Python before a page needs them.

PySide makes a class when it is first asked for, and all of them at once, with their enumerations, when Qt hands over a
widget whose class it has to look for, such as the viewport of a table. That kept the window waiting for 15 ms in the
midst of building a page.
"""

from __future__ import annotations

from itertools import islice

from PySide6 import QtWidgets
from PySide6.QtCore import QObject, QTimer

FEW = 4
"""So many classes in one turn of the event loop take about a millisecond."""


class KnownClasses(QObject):
    """Makes them known a few at a time from `begin` on, in the window's thread, and is gone when all are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = iter(dir(QtWidgets))
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)

    def begin(self) -> None:
        """Begin with the next turn of the event loop."""
        self._timer.start()

    def _turn(self) -> None:
        some = list(islice(self._names, FEW))
        for name in some:
            getattr(QtWidgets, name)
        if not some:
            self._timer.stop()
            self.deleteLater()
