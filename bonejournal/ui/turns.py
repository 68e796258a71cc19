"""Long reading of the journal in short turns: what she does meanwhile is never kept waiting by it."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bonejournal.ui.desk import ClosedError, Desk

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal

TURN_S = 0.03
TOLD_S = 1.5

Counts = Generator[int, None, None]
"""Work that hands on how far it is after each small piece, and leaves nothing behind where it is closed early."""


class Turns(QObject):
    """Work on the journal's thread that gives way after every turn.

    begin: starts the work. told: gets the count now and then. ended: gets the last count, or None where it was
    stopped. failed: gets the error that ended it. All three are called in the window's thread.
    """

    def __init__(
        self,
        desk: Desk,
        begin: Callable[[Journal], Counts],
        told: Callable[[int], object],
        ended: Callable[[int | None], object],
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._begin = begin
        self._told, self._ended, self._failed = told, ended, failed
        self._counts: Counts | None = None
        self._count = 0
        self._stopped = False
        self._over = False
        self._told_at = time.monotonic()
        desk.failed.connect(self._not_asked)
        desk.opened.connect(self._gone)
        self._ask()

    def stop(self) -> None:
        """End it after the turn it is in."""
        self._stopped = True

    def drop(self) -> None:
        """End it now: the journal is closed, no turn comes any more. One that is under way ends by itself."""
        self._stopped = True
        with suppress(ValueError):
            if self._counts is not None:
                self._counts.close()

    def _not_asked(self, error: Exception) -> None:
        if isinstance(error, ClosedError):
            self._gone()

    def _gone(self) -> None:
        """Another journal is open, or none."""
        self.drop()
        self._finish(None)

    def _finish(self, count: int | None) -> None:
        self._over = True
        self._ended(count)
        self._desk.failed.disconnect(self._not_asked)
        self._desk.opened.disconnect(self._gone)
        self.deleteLater()

    def _ask(self) -> None:
        self._desk.ask(self._turn, self._came, owner=self)

    def _turn(self, journal: Journal) -> bool | Exception:
        """One turn on the journal's thread: whether that was the last."""
        try:
            if self._counts is None:
                self._counts = self._begin(journal)
            until = time.monotonic() + TURN_S
            while not self._stopped:
                self._count = next(self._counts)
                if time.monotonic() > until:
                    return False
            self._counts.close()
        except StopIteration:
            return True
        except Exception as error:
            return error
        return True

    def _came(self, came: bool | Exception) -> None:
        if self._over:
            return  # another journal was opened while this turn was on its way
        if came is False:
            if time.monotonic() - self._told_at > TOLD_S and not self._stopped:
                self._told_at = time.monotonic()
                self._told(self._count)
            self._ask()
            return
        if isinstance(came, Exception):
            self._ended = lambda _count: self._failed(came)
        self._finish(None if self._stopped else self._count)
