"""A long journal is written piece by piece: what an export holds does not grow with it."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bonejournal.domain.body import Sleep
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.record import Record
from bonejournal.exchange.fhir.write import export_fhir
from bonejournal.exchange.json_out import Each, export_json

FIRST = dt.date(1996, 1, 1)


def days(count: int) -> Each:
    """A journal of so many days, made while it is written."""

    def each(cls: type[Record]) -> Iterator[Record]:
        for number in range(count):
            day = FIRST + dt.timedelta(days=number)
            if cls is Sleep:
                yield Sleep(date=day, hours=7.5)
            elif cls is Intake:
                yield Intake(date=day, item="Yoghurt", calcium_mg=180.0)

    return each


def as_fhir(each: Each, path: Path) -> None:
    export_fhir(each, path, dt.date(2026, 11, 12))


def as_json(each: Each, path: Path) -> None:
    export_json(each, path, {}.get)


@pytest.mark.parametrize("export", [as_fhir, as_json])
def test_eight_years_need_the_memory_of_one(tmp_path: Path, export: Callable[[Each, Path], None]) -> None:
    export(days(40), tmp_path / "first.json")  # what is made once is made now
    peaks = []
    for count in (365, 8 * 365):
        tracemalloc.start()
        export(days(count), tmp_path / f"{count}.json")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]
