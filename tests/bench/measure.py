"""What a benchmark is: our way and a bare way of the same work, taken in turn, told as the ratio of their medians."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAIRS = 5


@dataclass(frozen=True)
class Ratio:
    """`product` and `bare` each do the work once and tell its seconds; `target` is the ratio aimed at."""

    name: str
    target: float
    bare: Callable[[], float]
    product: Callable[[], float]
    pairs: int = PAIRS

    def measured(self) -> float:
        """The ratio of medians over interleaved pairs, the first pair thrown away."""
        taken = [(self.bare(), self.product()) for _ in range(self.pairs + 1)][1:]
        return statistics.median(pair[1] for pair in taken) / statistics.median(pair[0] for pair in taken)


@dataclass(frozen=True)
class Figure:
    """A measure that stands by itself, such as the longest block in milliseconds."""

    name: str
    target: float
    measured: Callable[[], float]


Topic = Iterator[Ratio | Figure]


class Clock:
    """Seconds between entering and leaving `timed`."""

    seconds = 0.0


@contextmanager
def timed() -> Iterator[Clock]:
    """Measure what is done inside, with a tidy memory before."""
    gc.collect()
    clock = Clock()
    start = time.perf_counter()
    yield clock
    clock.seconds = time.perf_counter() - start
