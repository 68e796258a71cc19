"""Thirty years of everything, 500,000 lines, against one year by the same generator."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bonejournal.domain.meaning.insight import summary
from bonejournal.domain.nutrition.foods import HerFood, food_index
from bonejournal.journal import search
from bonejournal.journal.store import Journal
from tests.bench.generate import ON, YEARS, lived
from tests.bench.measure import ROOT, Figure, Ratio, Topic

RUNS = 3
SEARCHED = ("y", "yogurt", "e", "milk 2024", "okafor", "last spring", "squat", "question 12", "calcium 500", "zzz")
TYPED = ("y", "yo", "yogurt", "milk sh", "bread of shop", "shop 10", "yoghurt", "potatos", "xqz")


@dataclass
class Visits:
    """Every page of a journal opened in a few processes, each in a home of its own."""

    journal: Path
    runs: list[dict[tuple[str, str], float]] = field(default_factory=list)

    def run(self) -> None:
        """Once more."""
        home = self.journal.parent / f"home-{self.journal.stem}"
        names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
        command = [sys.executable, "-m", "tests.bench.visit", str(self.journal)]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=ROOT, timeout=600, check=True,
            env={**os.environ, **{name: str(home) for name in names}},
        )  # fmt: skip
        lines = [line.split() for line in done.stdout.splitlines()]
        self.runs.append({(words[0], words[1]): float(words[2]) for words in lines if len(words) == 3})

    def told(self, what: str, of: Callable[[Iterable[float]], float] = statistics.median) -> dict[str, float]:
        """What the runs told of every page, one of them or their median."""
        keys = [key for key in self.runs[0] if key[0] == what]
        return {key[1]: of(run[key] for run in self.runs) for key in keys}


@dataclass
class Compared:
    """The visits of both journals, made when the first figure of them is asked for."""

    year: Path
    life: Path

    @cached_property
    def visits(self) -> tuple[Visits, Visits]:
        """Taken in turn, the first pair thrown away: it fills caches of the machine."""
        both = Visits(self.year), Visits(self.life)
        for number, one in itertools.product(range(RUNS + 1), both):
            one.run()
            if number == 0:
                one.runs.clear()
        return both

    def pages(self) -> Topic:
        """How many times longer each page takes than with one year, the worst first; the worst where pictures further
        down count too; then block and memory.

        The quickest visits are set against each other: what else the machine does makes a page slower, never quicker.
        """
        year, life = self.visits
        whole, told = (
            {name: taken / year.told(what, min)[name] for name, taken in life.told(what, min).items()}
            for what in ("whole", "page")
        )
        for name in sorted(told, key=lambda name: -told[name]):
            yield Figure(f"open_{name.replace('-', '_')}_30_years", 2, lambda name=name: told[name])
        yield Figure("open_worst_with_pictures_further_down_30_years", 2, lambda: max(whole.values()))
        yield Figure("gui_longest_block_30_years_ms", 100, lambda: max(life.told("block").values()))
        yield Figure("memory_30_years", 1.5, lambda: life.told("memory")["all"] / year.told("memory")["all"])


def milliseconds(act: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def slowest(acts: list[Callable[[], object]]) -> float:
    """The longest of some that are each done three times."""
    return max(statistics.median(milliseconds(act) for _ in range(RUNS)) for act in acts)


def searched(journal: Journal) -> float:
    """Milliseconds of the slowest search, the first of the session too."""
    first = milliseconds(lambda: search.best(journal, SEARCHED[0]))
    asked = [lambda words=words: search.best(journal, words) for words in SEARCHED]
    listed = [lambda words=words: search.find(journal, words).numbers(journal, 0, 200) for words in SEARCHED]
    return max(first, slowest([*asked, *listed]))


def typed_ahead(journal: Journal) -> float:
    """Milliseconds of the slowest answer over all foods, the index being there."""
    index = food_index(journal.all(HerFood))
    index.best("yog")
    return slowest([lambda words=words: index.best(words) for words in TYPED])


def topic(folder: Path) -> Topic:
    """Pages, then what they stand on."""
    year, life = lived(1), lived(YEARS)
    yield from Compared(year, life).pages()
    with Journal.open(year) as small, Journal.open(life) as large:

        def answered(journal: Journal) -> Callable[[], float]:
            days = itertools.count()
            return lambda: milliseconds(lambda: summary(journal.snapshot(ON - dt.timedelta(days=next(days) % 2))))

        yield Ratio("gaps_and_summary_30_years", 2, answered(small), answered(large), pairs=9)
        yield Figure("search_30_years_ms", 100, lambda: searched(large))
        yield Figure("type_ahead_2000_foods_ms", 50, lambda: typed_ahead(large))
        ids = [entry.record.id for entry in large.entries(search.find(large).numbers(large, 0, 100_000))]
        yield Figure("standing_100000_ids_s", 3, lambda: milliseconds(lambda: large.standing(ids)) / 1000)
        yield Figure("back_up_30_years_s", 10, lambda: milliseconds(lambda: large.back_up(folder / "copy")) / 1000)
