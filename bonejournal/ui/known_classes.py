"""Qt's classes, made known to Python before a page or another thread needs them.

PySide makes a class when it is first asked for, and all of them at once, with their enumerations, when Qt hands over a
widget whose class it has to look for, such as the viewport of a table. That kept the window waiting for 15 ms in the
midst of building a page. And it is no work for two threads: where both ask for the same class before it is made, the
program dies. So all are made in the window's thread, before another one imports what names them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

FEW = 4
"""So many classes in one turn of the event loop take about a millisecond."""


class KnownClasses(QObject):
    """Makes them known a few at a time from `begin` on, in the window's thread; `ended` when all are, then it goes."""

    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._made = _making()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)

    def begin(self) -> None:
        """Begin with the next turn of the event loop."""
        self._timer.start()

    def _turn(self) -> None:
        if not list(islice(self._made, FEW)):
            self._timer.stop()
            self.ended.emit()
            self.deleteLater()


def _making() -> Iterator[object]:
    """Each class that is not known yet, which asking for it makes."""
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            if name not in vars(module):
                yield getattr(module, name)
