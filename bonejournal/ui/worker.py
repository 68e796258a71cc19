"""A thread beside the window's own, that does one job after the other.

What is urgent goes first, and the newest request of a key wins over one that has not begun. Answers arrive as queued
signals, and only while whoever asked still exists.
"""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

T = TypeVar("T")
Failed = Callable[[Exception], object]


class Rank(IntEnum):
    """What goes first."""

    WRITE = 0
    TYPING = 1
    READ = 2


@dataclass(order=True)
class _Job:
    rank: Rank
    number: int
    run: Callable[[], Any] = field(compare=False)
    answer: Callable[[Any, Exception | None], object] = field(compare=False)
    key: str = field(compare=False, default="")


class Worker(QObject):
    """A thread that does one job after the other, the most urgent first."""

    _answered = Signal(object, object, object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._jobs: list[_Job] = []
        self._numbers = itertools.count()
        self._turn = threading.Condition()
        self._busy = False
        self._ending = False
        self._answered.connect(self._deliver)
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)
        self._thread.start()

    def put(
        self,
        run: Callable[[], T],
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        *,
        rank: Rank = Rank.READ,
        key: str = "",
        owner: QObject | None = None,
    ) -> None:
        """Do `run` there and hand its result to `then` here, or its error to `failed`.

        key: a waiting job of the same key is dropped for this one. owner: nothing is handed over once it is gone.
        """

        def answer(result: Any, error: Exception | None) -> None:
            if owner is not None and not shiboken6.isValid(owner):
                return
            if error is not None:
                if failed is not None:
                    failed(error)
            elif then is not None:
                then(result)

        with self._turn:
            if key:
                self._jobs = [job for job in self._jobs if job.key != key]
                heapq.heapify(self._jobs)
            heapq.heappush(self._jobs, _Job(rank, next(self._numbers), run, answer, key))
            self._turn.notify()

    def idle(self) -> bool:
        """Whether nothing is waiting or being done."""
        with self._turn:
            return not self._jobs and not self._busy

    def end(self, seconds: float = 10) -> None:
        """Finish what waits and stop."""
        with self._turn:
            self._ending = True
            self._turn.notify()
        self._thread.join(seconds)

    def _loop(self) -> None:
        while True:
            with self._turn:
                self._busy = False
                while not self._jobs and not self._ending:
                    self._turn.wait()
                if not self._jobs:
                    return
                job = heapq.heappop(self._jobs)
                self._busy = True
            result: Any = None
            error: Exception | None = None
            try:
                result = job.run()
            except Exception as caught:
                error = caught
            if not shiboken6.isValid(self):
                return
            self._answered.emit(job.answer, result, error)

    def _deliver(self, answer: Callable[[Any, Exception | None], object], result: Any, error: Exception | None) -> None:
        answer(result, error)
