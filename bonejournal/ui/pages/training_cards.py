"""The cards of the Training page: the week with its six measures, and the tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bonejournal.domain.training.sessions import areas_loaded, kind_of, load_said, session_brief, token
from bonejournal.domain.training.workouts import WorkoutKind, resistance_sets
from bonejournal.domain.words import day_short, number, percent, tr
from bonejournal.ui import icons
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.pages.training_facts import (
    DayFacts,
    LiftFacts,
    TileFacts,
    TrainingFacts,
    day_in_table,
    day_said,
    day_word,
)
from bonejournal.ui.pages.why import add_behind, open_documents, popover_column, target_why
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Link, plain
from bonejournal.ui.widgets.card import Card, RowItem
from bonejournal.ui.widgets.export import Sheet
from bonejournal.ui.widgets.popover import Popover
from bonejournal.ui.widgets.table_model import Cell, Column, Row
from bonejournal.ui.widgets.text import label, rule
from bonejournal.ui.widgets.tiles import Tile, Tiles

LOOKS: dict[WorkoutKind, tuple[str, str]] = {
    WorkoutKind.RESISTANCE: ("training", "series1"),
    WorkoutKind.IMPACT: ("impact", "series2"),
    WorkoutKind.BALANCE: ("balance", "series4"),
    WorkoutKind.TAI_CHI: ("balance", "series4"),
    WorkoutKind.YOGA: ("balance", "series4"),
    WorkoutKind.WALKING: ("walk", "text2"),
    WorkoutKind.HIKING: ("walk", "text2"),
    WorkoutKind.STAIRS: ("walk", "text2"),
    WorkoutKind.RUNNING: ("impact", "series2"),
}
"""The icon and ink of a session; others have those of any movement."""
SHORT_TITLE = 14
"""A title as long as that stands in the place of the kind."""
_OTHER = ("movement", "text2")


class WeekCard(Card):
    """The last seven days, and under them the six measures. `clearance` is asked for by the impact tile."""

    def __init__(self, frame: Frame, facts: TrainingFacts, clear: Callable[[], object]) -> None:
        super().__init__(pad=0)
        self.setAccessibleName(tr("The last seven days"))
        self.box.setContentsMargins(1, 1, 1, 1)
        self.box.setSpacing(0)
        self.add(Tiles([_day(day) for day in facts.week], 96))
        self.add(rule())
        self.tiles = {tile.key: MeasureTile(frame, tile, clear) for tile in facts.tiles}
        self.add(Tiles(list(self.tiles.values()), 158))


def _day(facts: DayFacts) -> QWidget:
    made = QWidget()
    made.setAccessibleName(day_said(facts))
    box = QVBoxLayout(made)
    box.setContentsMargins(theme.u(12), theme.u(8), theme.u(8), theme.u(8))
    box.setSpacing(theme.u(1))
    box.addWidget(label(day_word(facts.day), "second"))
    for kind in facts.kinds:
        icon, ink = LOOKS.get(kind, _OTHER)
        box.addWidget(Sign(icon, ink, token(kind)))
    if not facts.kinds:
        box.addWidget(label("–", "caption"))
    box.addStretch(1)
    return made


class Sign(QWidget):
    """An icon and a word in the same ink."""

    def __init__(self, icon: str, ink: str, word: str) -> None:
        super().__init__()
        self._icon, self._ink, self._word = icon, ink, word
        self.setAccessibleName(word)

    def sizeHint(self) -> QSize:
        metrics = theme.metrics(14)
        return QSize(theme.u(24) + metrics.horizontalAdvance(self._word) + 2, theme.u(22))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self._icon, self._ink, 0, (self.height() - theme.u(18)) / 2, 18)
        painter.setFont(theme.font(14))
        painter.setPen(theme.c(self._ink))
        painter.drawText(self.rect().adjusted(theme.u(24), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._word)
        painter.end()


class MeasureTile(Tile):
    """One measure. Enter or a click says more of it: how it was worked out, and who asks for it."""

    def __init__(self, frame: Frame, facts: TileFacts, clear: Callable[[], object]) -> None:
        super().__init__(facts.title, facts.value, facts.target, mark=facts.mark, opens=self.explain)
        self.facts, self._frame = facts, frame
        self.setObjectName(f"tile-{facts.key}")
        if facts.clearance:
            button = plain(tr("Record clearance"), clear, small=True)
            button.setObjectName("clearance")
            self.box.insertWidget(self.box.count() - 1, button, 0, Qt.AlignmentFlag.AlignLeft)

    def explain(self) -> Popover:
        """Say what was found, and why it is asked for."""
        content, box = popover_column()
        links: list[Link] = []
        for gap in self.facts.gaps:
            why = target_why(gap)
            box.addWidget(RowItem(tr(gap.target.title), gap.text, mark=gap.status))
            for text in why.texts:
                box.addWidget(label(text, "body", wrap=True))
            links += add_behind(box, why.documents, why.references)  # each document's own figure for this target
        shown = Popover(self, content, self.facts.title, width=420)
        open_documents(self._frame, shown, links)
        return shown


# Tables


def sessions_table(facts: TrainingFacts) -> tuple[list[Column], list[Row]]:
    """One row a session, newest first."""
    columns = [
        Column(tr("Session"), bold=True),
        Column(tr("Kind")),
        Column(tr("What"), weight=5, main=True),
        Column(tr("Sets"), right=True),
        Column(tr("Minutes"), right=True),
        Column(tr("Loads"), weight=2),
    ]
    rows = []
    for workout in sorted(
        facts.workouts, key=lambda item: (item.date, item.start is not None, item.start, item.id), reverse=True
    ):
        sets = len(resistance_sets(workout, facts.exercises))
        said = session_brief(workout, facts.exercises, facts.units)
        loads = ", ".join(areas_loaded(workout, facts.exercises))
        minutes = "" if workout.minutes is None else number(workout.minutes)
        kind = token(kind_of(workout, facts.exercises))
        if said and 0 < len(workout.title) <= SHORT_TITLE:
            kind = workout.title
        cells = (day_in_table(workout.date), kind, said or workout.title, number(sets) if sets else "", minutes)
        rows.append(Row(workout.id, (*map(Cell, cells), Cell(loads, role="second"))))
    return columns, rows


def efforts_sheet(lifts: Sequence[LiftFacts]) -> Sheet:
    """The best set of each session of each main lift, newest first."""
    columns = (
        Column(tr("Date"), bold=True),
        Column(tr("Lift"), weight=2, main=True),
        Column(tr("Of estimated maximum"), right=True),
    )
    found = sorted(
        ((one, lift.name) for lift in lifts for one in lift.efforts), key=lambda item: item[0].day, reverse=True
    )
    rows = tuple(
        Row(one.workout, (Cell(day_short(one.day)), Cell(name), Cell(percent(one.share, 0)))) for one, name in found
    )
    lines = tuple((one.day.isoformat(), name, f"{one.share:.1f}") for one, name in found)
    return Sheet(columns, rows, (("date", "lift", "percent_of_estimated_maximum"), *lines))


def estimates_sheet(facts: TrainingFacts) -> Sheet:
    """The estimated maximum of each main lift by session, newest first."""
    columns = (
        Column(tr("Date"), bold=True),
        Column(tr("Lift"), weight=2, main=True),
        Column(tr("Estimated maximum"), right=True),
    )
    found = sorted(
        ((day, lift.name, figure, workout) for lift in facts.lifts for day, figure, workout in lift.estimates),
        key=lambda item: item[0], reverse=True,
    )  # fmt: skip
    rows = tuple(
        Row(workout, (Cell(day_short(day)), Cell(name), Cell(load_said(round(figure, 1), facts.units))))
        for day, name, figure, workout in found
    )
    lines = tuple((day.isoformat(), name, f"{figure:.1f}") for day, name, figure, _ in found)
    return Sheet(columns, rows, (("date", "lift", "estimated_maximum_kg"), *lines))
