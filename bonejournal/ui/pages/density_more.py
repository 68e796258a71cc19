"""More of the scans by a switch: the change in a year, her change beside what was published, TBS and HR-pQCT."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from bonejournal.domain.bone.beside_published import Beside, Structure
from bonejournal.domain.bone.published import Published
from bonejournal.domain.meaning.targets import source_titles
from bonejournal.domain.words import day_short, number, percent, tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.chart_card import ChartCard
from bonejournal.ui.widgets.export import Drawing, Say, Sheet
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.table_model import Cell, Column, Row

if TYPE_CHECKING:
    from bonejournal.charts.drawn import Drawn
    from bonejournal.charts.style import ChartStyle
    from bonejournal.ui.desk import Desk
    from bonejournal.ui.pages.density_facts import Facts

RATE, RESPONSE, STRUCTURE = "rate", "response", "structure"
ROW, UNDER, PLOT = 36, 44, 240
"""Heights in units: of a row of ranges, of what stands under them, and of a plot over time."""


def choices(facts: Facts) -> list[tuple[str, str]]:
    """The key and words of what the card can show of a journal."""
    held = (
        (RATE, tr("In a year"), facts.rate),
        (RESPONSE, tr("Published ranges"), facts.response),
        (STRUCTURE, tr("TBS, HR-pQCT") if facts.structure and facts.structure.images else tr("TBS"), facts.structure),
    )
    return [(key, words) for key, words, there in held if there is not None]


class MoreCard(ChartCard):
    """A chart with a switch of what it shows; `choose` is told what was chosen."""

    def __init__(self, desk: Desk, say: Say, facts: Facts, chosen: str, choose: Callable[[str], object]) -> None:
        super().__init__(desk, say, "density-more", height=PLOT)
        self._facts, self._choose = facts, choose
        shown = choices(facts)
        self.which = Segmented(tr("More of your scans"), shown, chosen if chosen in dict(shown) else shown[0][0])
        self.which.setObjectName("more")
        self.which.changed.connect(self._chosen)
        self.add_switch(self.which)
        self.finish_switches()
        self._show_it()

    def show_facts(self, facts: Facts) -> None:
        """Show what is chosen of other facts, of which there are the same choices."""
        self._facts = facts
        self._show_it()

    def _chosen(self, key: str) -> None:
        self._choose(key)
        self._show_it()

    def _show_it(self) -> None:
        key, facts = self.which.chosen(), self._facts
        name = f"bone-density-{key}"
        if key == STRUCTURE and facts.structure is not None:
            found = facts.structure
            self.view.setMinimumHeight(theme.u(PLOT))
            drawing = Drawing(_draw_structure, (found, facts.snapshot.on))
            self.show_chart(found.sentence, drawing, _structure_sheet(found), tr("TBS and HR-pQCT"), name)
            return
        beside = facts.rate if key == RATE else facts.response
        if beside is not None:
            rows = len(beside.published) + len(beside.hers)
            self.view.setMinimumHeight(theme.u(rows * ROW + UNDER))
            title = tr("Bone density: change in a year") if key == RATE else tr("Bone density beside published ranges")
            self.show_chart(beside.sentence, Drawing(_draw_ranges, (beside,)), _sheet(beside), title, name)


def _draw_ranges(beside: Beside, style: ChartStyle, size: tuple[float, float], ratio: float) -> Drawn:
    from bonejournal.charts.ranges import ranges_chart

    return ranges_chart(beside, style, size, ratio)


def _sheet(beside: Beside) -> Sheet:
    columns = (Column(tr("What"), bold=True), Column(tr("Change"), main=True), Column(tr("Time")), Column(tr("Source")))
    rows = [
        Row(
            one.pair.later.scan.id,
            tuple(map(Cell, (tr("Yours: {site}", site=one.name), one.words, one.dates, one.pair.later.scan.place))),
        )
        for one in beside.hers
    ]
    rows += [
        Row("", tuple(map(Cell, (tr(one.name), _range(one), tr(one.time), _sources(one))))) for one in beside.published
    ]
    file = [(tr("What"), tr("From, %"), tr("To, %"), tr("Time"), tr("Source"))]
    file += [
        (one.name, str(round(one.value, 2)), str(round(one.value, 2)), one.dates, one.pair.later.scan.place)
        for one in beside.hers
    ]
    file += [(tr(one.name), str(one.low), str(one.high), tr(one.time), _sources(one)) for one in beside.published]
    return Sheet(columns, tuple(rows), tuple(file))


def _range(one: Published) -> str:
    low, high = (percent(end, 1 if end % 1 else 0, sign=end != 0) for end in (one.low, one.high))
    return tr("{low} to {high}", low=low, high=high)


def _sources(one: Published) -> str:
    return "; ".join(source_titles(one.sources, short=True))


def _draw_structure(found: Structure, on: dt.date, style: ChartStyle, size: tuple[float, float], ratio: float) -> Drawn:
    from bonejournal.charts.structure import structure_chart

    return structure_chart(found, on, style, size, ratio)


def _structure_sheet(found: Structure) -> Sheet:
    lines = [
        (scan.date, scan.id, tr("TBS"), number(score, 3), str(score), scan.place) for scan, score in found.scores
    ] + [(item.date, item.id, tr("HR-pQCT"), item.result, item.result, "") for item in found.images]
    lines.sort(reverse=True)
    names = (tr("Day"), tr("What"), tr("As printed"), tr("Scanner"))
    columns = (Column(names[0], bold=True), Column(names[1]), Column(names[2], main=True, weight=2), Column(names[3]))
    rows = tuple(
        Row(id_, tuple(map(Cell, (day_short(day), what, said, place)))) for day, id_, what, said, _, place in lines
    )
    file = (names, *((day.isoformat(), what, plain, place) for day, _, what, _, plain, place in lines))
    return Sheet(columns, rows, file)
