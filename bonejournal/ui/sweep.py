"""Letting go of what nothing refers to but itself: widgets and what they are connected to, seen as a circle.

Python looks for circles wherever an allocation crosses its threshold. That may be in a worker, which must not delete
widgets; and a look at everything, with thirty years of records at hand, kept the window waiting for 170 ms. So it is
done here, in the window's thread: what is young often, the whole when nothing has been under way for a while.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

TURN_MS = 1000
YOUNG = 2000
"""So many more objects than at the last turn are worth a look at the young."""
MANY = 50_000
"""So many new ones at once are modules and the first page: they stay, and are set aside without a look, which took
100 ms.
"""
TURNS_OF_REST = 4
"""After so many turns in which nothing was under way everything is looked at, if anything was made since."""


class Sweeper(QObject):
    """Takes over from Python's own collector for as long as the window's program runs.

    idle: whether nothing is under way, asked once a turn.
    """

    def __init__(self, idle: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._idle = idle
        self._rested = 0
        self._grown = False
        self._timer = QTimer(self)
        self._timer.setInterval(TURN_MS)
        self._timer.timeout.connect(self.turn)
        self._timer.start()

    def turn(self) -> None:
        """One turn, which the timer takes once a second."""
        grown = gc.get_count()[0]
        if grown > MANY:
            gc.freeze()
        elif grown > YOUNG:
            gc.collect(1)
            self._grown = True
        self._rested = self._rested + 1 if self._idle() else 0
        if self._grown and self._rested >= TURNS_OF_REST:
            gc.collect()
            self._grown = False
