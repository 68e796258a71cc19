"""Building a page in several turns of the event loop, so that the window never waits long for any of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget


class Stages(QObject):
    """Runs parts one after the other, each in a turn of its own; a new run takes the place of one not yet finished.

    `finished` comes in the turn after the last part, when what it built has its place.
    """

    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[Callable[[], object]] = []
        self._done = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._next)

    def run(self, *parts: Callable[[], object]) -> None:
        """Do the first part now and the others in the turns that follow."""
        self._waiting = list(parts)
        self._done = False
        self._next()

    def done(self) -> bool:
        """Whether everything is there and has its place."""
        return self._done

    def _next(self) -> None:
        if self._waiting:
            self._waiting.pop(0)()
            self._timer.start()
        else:
            self._done = True
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # scroll bars come last
            self.finished.emit()


def under_way(widget: QWidget) -> Stages | None:
    """The stages in which what a widget stands on is being built, None where all of it is there."""
    above: QObject | None = widget
    while above is not None:
        found = above.findChild(Stages, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if found is not None and not found.done():
            return found
        above = above.parent()
    return None


def polish(holder: QWidget) -> None:
    """Look up the style of everything in a widget not shown yet, so that showing it takes less time."""
    for widget in (holder, *holder.findChildren(QWidget)):
        widget.ensurePolished()
