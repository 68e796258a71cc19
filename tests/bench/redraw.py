"""The program's window on a journal, led to every page with charts, where a record that it shows is edited.

python -m tests.bench.redraw JOURNAL

On the output: `redraw PAGE MS` for each, from the edit to the last of its charts drawn anew.
"""

from __future__ import annotations

import bonejournal.ui  # noqa: F401  # as in the program itself: before Qt

# isort: split

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication

from bonejournal import app, cli
from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.falls.events import Fall
from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.record import Record
from bonejournal.domain.step import editing
from bonejournal.domain.training.workouts import Workout
from bonejournal.journal.store import Journal
from bonejournal.ui.widgets.chart_view import ChartView
from tests.bench.tour import Led

EDITED: dict[str, tuple[type[Record], Callable[[Any, int], Record]]] = {
    "density": (DxaScan, lambda scan, number: _part(scan, "sites", "bmd_g_cm2", number)),
    "timeline": (DxaScan, lambda scan, number: _part(scan, "sites", "bmd_g_cm2", number)),
    "labs": (LabPanel, lambda panel, number: _part(panel, "results", "value", number)),
    "training": (Workout, lambda workout, number: _part(workout, "sets", "load_kg", number)),
    "nutrition-time": (Intake, lambda eaten, number: replace(eaten, calcium_mg=200.0 + number)),
    "medications": (Course, lambda course, number: replace(course, name=f"Course {number}")),
    "falls": (Fall, lambda fall, number: replace(fall, activity=f"Stairs {number}")),
    "body-sleep": (BodyMeasure, lambda measure, number: replace(measure, weight_kg=60.0 + number)),
}
"""The pages with charts, a kind that each shows, and an edit of it that its picture shows."""
TIMES = 5


class Editor(Led):
    """Led to each page, where the latest record of its kind is given another note, some times."""

    def tour(self) -> Iterator[str]:
        """Every page, and its edits."""
        show = ChartView.set_image
        drawn: list[float] = []

        def shown(view: ChartView, *picture: Any) -> None:
            show(view, *picture)
            drawn.append(time.perf_counter())

        ChartView.set_image = shown  # type: ignore[method-assign]
        for page, (cls, edited) in EDITED.items():
            self.place = page
            self.window.go(page)
            yield page
            taken = []
            for number in range(TIMES):
                held: list[Record] = []
                self.desk.ask(partial(_latest, cls=cls, edited=edited), held.append, owner=self)
                yield page
                drawn.clear()
                since = time.perf_counter()
                self.desk.apply(editing(held[0], edited(held[0], number)))
                yield page
                taken.append((drawn[-1] - since) * 1000)
            print(f"redraw {page} {statistics.median(taken):.1f}", flush=True)

    def end(self) -> None:
        """All are edited."""
        QApplication.quit()


def _part(record: Any, parts: str, field: str, number: int) -> Any:
    """The record with one number of each of its parts a hundredth, two, … larger."""

    def changed(part: Any) -> Any:
        was = getattr(part, field)
        return part if was is None else replace(part, **{field: type(was)(str(round(float(was) * share, 3)))})

    share = 1 + (number + 1) / 100
    return replace(record, **{parts: tuple(map(changed, getattr(record, parts)))})


def _latest(journal: Journal, cls: type[Record], edited: Callable[[Any, int], Record]) -> Record:
    """The latest record before today that the edit changes: what is still going on is not averaged."""
    on = journal.today()
    held = [record for record in journal.snapshot(on).of(cls) if record.day is None or record.day < on]
    changed = [record for record in held if edited(record, TIMES) != record]
    return max(changed, key=lambda record: (record.day is not None, record.day))


if __name__ == "__main__":
    app.Shell = Editor  # type: ignore[misc]
    cli.main(sys.argv[1:2])
