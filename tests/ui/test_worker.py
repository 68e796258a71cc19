"""What is handed to the thread beside the window's is let go of in the window's own: it may be the last of a page."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bonejournal.ui.worker import Worker
from tests.ui.shells import until


class Held:
    """Stands for a widget."""

    def __call__(self, *_of: Any) -> None:
        """Take an answer."""

    def run(self) -> None:
        """Do nothing."""

    def make(self) -> Held:
        """Something else that is held."""
        return Held()

    def fail(self) -> None:
        """Go wrong, with itself at hand."""
        raise ValueError


@pytest.fixture
def worker(qapp: object) -> Iterator[Worker]:
    worker = Worker("tested")
    yield worker
    worker.end()


def let_go(worker: Worker, put: Callable[[Held], object]) -> list[str]:
    """The thread in which what `put` hands over is let go of."""
    threads: list[str] = []
    held = Held()
    weakref.finalize(held, lambda: threads.append(threading.current_thread().name))
    put(held)
    del held
    until(worker.idle)
    worker.put(int)  # the next job takes the place of the one before
    until(worker.idle)
    return threads


HERE = [threading.main_thread().name]


def test_what_is_done(worker: Worker) -> None:
    assert let_go(worker, lambda held: worker.put(held.run)) == HERE


def test_what_takes_the_answer(worker: Worker) -> None:
    assert let_go(worker, lambda held: worker.put(int, held)) == HERE


def test_what_would_take_an_error(worker: Worker) -> None:
    assert let_go(worker, lambda held: worker.put(int, None, held)) == HERE


def test_what_an_error_remembers(worker: Worker) -> None:
    """It knows where it was raised, and all that was at hand there; no circle is left that waits for the collector."""
    assert let_go(worker, lambda held: worker.put(held.fail)) == HERE
    assert let_go(worker, lambda held: worker.put(held.fail, None, Held())) == HERE


def test_what_came_out(worker: Worker) -> None:
    threads: list[str] = []

    def told(made: Held) -> None:
        weakref.finalize(made, lambda: threads.append(threading.current_thread().name))

    worker.put(Held().make, told)
    until(worker.idle)
    worker.put(int)
    until(worker.idle)
    assert threads == HERE


def test_what_was_not_begun_and_is_not_wanted_any_more(worker: Worker) -> None:
    gate = threading.Event()
    worker.put(gate.wait)

    def put(held: Held) -> None:
        worker.put(held.run, key="same")
        worker.put(int, key="same")
        gate.set()

    assert let_go(worker, put) == HERE


def test_a_job_is_under_way_until_its_answer_is_there(worker: Worker) -> None:
    answers: list[int] = []
    worker.put(int, answers.append)
    until(worker.idle)
    assert answers == [0]


def test_what_is_asked_of_a_worker_that_has_ended_is_not_under_way(worker: Worker) -> None:
    assert worker.end()
    worker.put(int)
    assert worker.idle()
