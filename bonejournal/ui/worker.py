"""A thread beside the window's own, that does one job after the other.

What is urgent goes first, and the newest request of a key wins over one that has not begun. Answers arrive as queued
signals, and only while whoever asked still exists.

What is handed in may be the last to hold a page, and what came out of it may hold that: a widget must be let go of in
the window's thread. So a job stays with the worker until it is answered; its thread is only told the number.
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
    result: Any = field(compare=False, default=None)
    error: Exception | None = field(compare=False, default=None)


class Worker(QObject):
    """A thread that does one job after the other, the most urgent first."""

    _done = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._jobs: list[_Job] = []
        self._numbers = itertools.count()
        self._turn = threading.Condition()
        self._begun: dict[int, _Job] = {}
        self._ending = False
        self._done.connect(self._deliver)
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
        Of a worker that was told to end nothing more is taken.
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
            if self._ending:
                return
            if key:
                self._jobs = [job for job in self._jobs if job.key != key]
                heapq.heapify(self._jobs)
            heapq.heappush(self._jobs, _Job(rank, next(self._numbers), run, answer, key))
            self._turn.notify()

    def idle(self) -> bool:
        """Whether nothing is waiting, being done, or on its way back."""
        with self._turn:
            return not self._jobs and not self._begun

    @property
    def ending(self) -> bool:
        """Whether it was told to end: what is asked of it now is not done."""
        return self._ending

    def end(self, seconds: float = 10) -> bool:
        """Finish what waits and stop; whether that was done in this time."""
        with self._turn:
            self._ending = True
            self._turn.notify()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _loop(self) -> None:
        while (number := self._next()) is not None:
            self._do(number)
            if not shiboken6.isValid(self):
                return
            self._done.emit(number)

    def _next(self) -> int | None:
        """Wait for a job, None where no more will come."""
        with self._turn:
            while not self._jobs and not self._ending:
                self._turn.wait()
            if not self._jobs:
                return None
            job = heapq.heappop(self._jobs)
            self._begun[job.number] = job
            return job.number

    def _do(self, number: int) -> None:
        job = self._begun[number]
        try:
            job.result = job.run()
        except Exception as error:
            job.error = error

    def _deliver(self, number: int) -> None:
        with self._turn:
            job = self._begun.pop(number)
        result, error = job.result, job.error
        job.result = job.error = None  # an error knows where it was raised, and so its job: no circle is left of it
        job.answer(result, error)
