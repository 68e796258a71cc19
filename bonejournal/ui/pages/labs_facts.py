"""What the Labs page shows of a journal, as plain values. Runs on the journal's thread."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bonejournal.domain.bone.events import bone_events
from bonejournal.domain.dates import months_after
from bonejournal.domain.labs.history import History, Listed, drawn_words, fasting_words, history, interval_words, listed
from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.medicines.courses import CourseRow
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import capital, percent, tr
from bonejournal.ui.pages.courses_asked import with_bone_doses
from bonejournal.ui.widgets.export import Sheet
from bonejournal.ui.widgets.table_model import Cell, Column, Row

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal

TWO_YEARS, BASELINE, ALL = "2y", "baseline", "all"


@dataclass(frozen=True, slots=True)
class LabFacts:
    """The tests in their groups, and what is needed to tell any of them over time.

    courses: the bone medicines, with the days of doses that are weeks apart.
    """

    snapshot: Snapshot
    groups: tuple[tuple[str, tuple[Listed, ...]], ...]
    courses: tuple[CourseRow, ...]

    @property
    def first(self) -> str:
        """The first test that was ever measured, "" where none was."""
        measured = (one.analyte for _, rows in self.groups for one in rows if one.day is not None)
        return next(measured, "")

    def one(self, analyte: str) -> Listed | None:
        """A test in the list."""
        return next((one for _, rows in self.groups for one in rows if one.analyte == analyte), None)

    def history(self, analyte: str, unit: str) -> History | None:
        """A test over time, in a unit, "" for that of its latest result."""
        return history(self.snapshot, analyte, unit)


def lab_facts(journal: Journal) -> LabFacts:
    """What the page shows."""
    on = journal.today()
    panels = tuple(panel for panel in journal.all(LabPanel) if panel.date <= on)
    courses = journal.all(Course)
    snapshot = Snapshot(on, {LabPanel.KIND.key: panels, Course.KIND.key: courses})
    rows = bone_events(with_bone_doses(journal, snapshot)).medicines
    groups = tuple((title, tuple(found)) for title, found in listed(snapshot)) if panels else ()
    return LabFacts(snapshot, groups, rows)


def start_of(found: History, reach: str, on: dt.date) -> dt.date | None:
    """The first day shown, None for all."""
    if reach == TWO_YEARS:
        return months_after(on, -24)
    return found.pair.baseline.date if reach == BASELINE and found.pair is not None else None


def draws_table(found: History) -> tuple[list[Column], list[Row]]:
    """One row a draw, newest first; of tests that have no baseline, without that column."""
    marker = found.lsc is not None
    columns = [
        Column(tr("Drawn"), bold=True),
        Column(tr("Lab"), weight=2, least=90),
        Column(tr("Fasting"), titled=True),
        Column(tr("Value"), right=True),
        *([Column(tr("From baseline"), right=True)] if marker else []),
        Column(tr("Verdict"), weight=3, main=True, least=150),
    ]
    rows = []
    for draw in reversed(found.draws):
        panel = draw.reading.panel
        change = "—" if draw.change is None else percent(draw.change, 0, sign=True)
        verdict = capital(draw.said.words)
        cells = [
            Cell(drawn_words(panel)),
            Cell(panel.lab),
            Cell(fasting_words(panel)),
            Cell(draw.figure),
            *([Cell(change, say=tr("none") if draw.change is None else "")] if marker else []),
            Cell(verdict, mark=draw.said.mark, ink=draw.said.ink),
        ]
        rows.append(Row(panel.id, tuple(cells)))
    return columns, rows


def everything(found: History) -> Sheet:
    """All that the reports say of a test, as it was printed; newest first, without columns that nothing is in."""
    lines = [
        (
            (drawn_words(panel), panel.date.isoformat()),
            (panel.time.strftime("%H:%M") if panel.time else "",) * 2,
            (result.said_figure(), result.said_figure()),
            (interval_words(draw.reading), interval_words(draw.reading)),
            (result.assay, result.assay),
            (result.specimen, result.specimen),
            (fasting_words(panel),) * 2,
            (panel.lab, panel.lab),
        )
        for draw in reversed(found.draws)
        for panel, result in [(draw.reading.panel, draw.reading.result)]
    ]
    heads = (
        tr("Drawn"), tr("Time"), tr("As printed"), tr("Lab’s interval, {unit}", unit=found.unit), tr("Assay"),
        tr("Specimen"), tr("Fasting"), tr("Lab"),
    )  # fmt: skip
    used = [at for at in range(len(heads)) if any(line[at][1] for line in lines)]
    shown = [at for at in used if at != 1]  # the first column has the time already
    columns = tuple(Column(heads[at], bold=at == 0, right=at in (2, 3), main=at == 2) for at in shown)
    ids = [draw.reading.panel.id for draw in reversed(found.draws)]
    rows = tuple(Row(id_, tuple(Cell(line[at][0]) for at in shown)) for id_, line in zip(ids, lines, strict=True))
    file = (tuple(heads[at] for at in used), *(tuple(line[at][1] for at in used) for line in lines))
    return Sheet(columns, rows, file)
