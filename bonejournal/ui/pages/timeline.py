"""The timeline: density, markers, medicines, injections, fractures, falls and training on one axis of time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bonejournal.domain.words import mark, tr
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.pages.switch import BONES, page_switch
from bonejournal.ui.widgets.stages import Stages

if TYPE_CHECKING:
    from bonejournal.charts.drawn import Drawn
    from bonejournal.charts.style import ChartStyle
    from bonejournal.domain.bone.timeline import BoneTimeline
    from bonejournal.journal.store import Journal
    from bonejournal.ui.desk import Desk
    from bonejournal.ui.pages.page import Frame
    from bonejournal.ui.widgets.chart_card import ChartCard
    from bonejournal.ui.widgets.export import Sheet
    from bonejournal.ui.widgets.segmented import Segmented

ALL = "all"
HEIGHT = 560


def _question(journal: Journal) -> tuple[BoneTimeline, Sheet]:
    from bonejournal.domain.bone.timeline import bone_timeline
    from bonejournal.report.gather import training_weeks
    from bonejournal.ui.pages.courses_asked import with_bone_doses

    snapshot = with_bone_doses(journal, journal.snapshot(journal.today()))
    found = bone_timeline(snapshot, training_weeks(journal, snapshot.on))
    return found, _sheet(found)


def _sheet(found: BoneTimeline) -> Sheet:
    from bonejournal.ui.widgets.export import Sheet
    from bonejournal.ui.widgets.table_model import Cell, Column, Row

    heads = (tr("Date"), tr("What"), tr("Details"))
    columns = (Column(heads[0], bold=True), Column(heads[1]), Column(heads[2], weight=4, main=True))
    rows = tuple(Row(one.record_id, tuple(map(Cell, (one.said, one.what, one.details)))) for one in found.lines)
    return Sheet(columns, rows, (heads, *((one.written, one.what, one.details) for one in found.lines)))


class TimelinePage(JournalPage):
    """The timeline, the other side of Bone density."""

    key = "timeline"
    title = mark("Timeline")
    shows = frozenset({"dxa", "labs", "medications", "doses", "fractures", "falls", "workouts", "exercises", "profile"})
    parent_key = ""
    home = "density"

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self.found: BoneTimeline | None = None
        self.sheet: Sheet | None = None
        self.chart: ChartCard | None = None
        self.reaches: Segmented | None = None
        self._reach, self._as_table = ALL, False
        self._stages = Stages(self)
        page_switch(self, BONES)

    def keep(self) -> Mapping[str, str]:
        return {"reach": self._reach, "table": "yes" if self._as_table else ""}

    def restore(self, kept: Mapping[str, str]) -> None:
        self._reach, self._as_table = kept["reach"], bool(kept["table"])

    def load(self) -> None:
        self.ask(_question, self.fill)

    def fill(self, told: tuple[BoneTimeline, Sheet]) -> None:
        """Show the timeline of a journal with its table; what is chosen stays."""
        found, self.sheet = told
        self.found = found
        if found.first is None:
            self._fill_empty()
            return
        if self.chart is None:
            self._stages.run(self._build, self._show)
        else:
            self._show()

    def _fill_empty(self) -> None:
        from bonejournal.ui.widgets.buttons import primary
        from bonejournal.ui.widgets.empty import Empty

        self._stages.run()
        self.chart = None
        self.clear()
        button = primary(tr("Record a DXA report"), lambda: self.frame.run("dxa"), icon="plus")
        words = tr(
            "Scans, blood markers, medicines, fractures, falls and training stand here together once there are any."
        )
        self.add_left(Empty("density", tr("Nothing to set side by side yet"), words, button), 1)

    def _build(self) -> None:
        from bonejournal.ui.widgets.chart_card import ChartCard
        from bonejournal.ui.widgets.segmented import Segmented

        self.clear()
        self.chart = chart = ChartCard(self.desk, self.frame.say, "timeline", height=HEIGHT)
        chart.opened.connect(self.open_row)
        choices = (("2y", tr("2 years")), ("5y", tr("5 years")), (ALL, tr("All")))
        self.reaches = Segmented(tr("Period"), choices, self._reach)
        self.reaches.setObjectName("reaches")
        self.reaches.changed.connect(self._choose)
        chart.add_switch(self.reaches)
        chart.finish_switches()
        chart.show_table(self._as_table)
        chart.table_shown.connect(self._table_shown)
        self.add_top(chart)

    def _choose(self, reach: str) -> None:
        self._reach = reach
        self._show()

    def _table_shown(self, on: bool) -> None:
        self._as_table = on

    def _show(self) -> None:
        if self.found is None or self.chart is None or self.sheet is None:
            return
        from bonejournal.ui.widgets.export import Drawing

        drawing = Drawing(_draw, (self.found, self._reach))
        self.chart.show_chart(self.found.sentence, drawing, self.sheet, tr("Timeline"), "timeline")


def _draw(found: BoneTimeline, reach: str, style: ChartStyle, size: tuple[float, float], ratio: float) -> Drawn:
    from bonejournal.charts.scans import Range
    from bonejournal.charts.timeline import timeline_chart

    return timeline_chart(found, style, size, ratio, Range.of(reach) or Range.ALL)
