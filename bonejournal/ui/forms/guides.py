"""What stands beside a form: how a test is done safely, and the list for a walk through the home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bonejournal.domain.falls.events import FunctionTestKind
from bonejournal.domain.falls.function_tests import beforehand, cut_off, guides
from bonejournal.domain.falls.home_safety import Room, rooms, source_title
from bonejournal.domain.profile import Profile
from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.text import label
from bonejournal.ui.widgets.tick_row import TickRow
from bonejournal.ui.widgets.tiles import Tiles


class TestGuide(Card):
    """How the chosen test is done: what to see to first, what it needs, its steps, and its published limit."""

    __test__ = False

    def __init__(self) -> None:
        super().__init__()
        self.heading(tr("How to do it safely"))
        for text in beforehand():
            row = QHBoxLayout()
            row.setSpacing(theme.u(9))
            row.addWidget(StatusMark("attention", px=15), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(tr(text), "body2", wrap=True), 1)
            self.box.addLayout(row)
        self.rule()
        self._steps = QWidget()
        self.add(self._steps)
        self.box.addStretch(1)
        self._shown: tuple[object, ...] = ()

    def show_test(self, test: FunctionTestKind | None, profile: Profile | None, on: dt.date) -> None:
        """Say how this test is done; nothing for none."""
        if self._shown == (test, profile, on):
            return
        self._shown = (test, profile, on)
        self.box.removeWidget(self._steps)
        self._steps.hide()
        self._steps.deleteLater()
        self._steps = self._written(test, profile, on)
        self.box.insertWidget(self.box.count() - 1, self._steps)

    def _written(self, test: FunctionTestKind | None, profile: Profile | None, on: dt.date) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.u(7))
        if test is None:
            return made
        guide, limit = guides()[test], cut_off(test, profile, on)
        box.addWidget(label(tr(test.label), "heading", wrap=True))
        box.addWidget(label(tr("You need: {things}", things=tr(guide.need)), "body2", wrap=True))
        for number, step in enumerate(guide.steps, 1):
            row = QHBoxLayout()
            row.setSpacing(theme.u(9))
            count = label(f"{number}.", "strong")
            count.setMinimumWidth(theme.u(16))  # all steps begin beneath each other
            row.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(tr(step), "body", wrap=True), 1)
            box.addLayout(row)
        if guide.usual:
            box.addWidget(label(tr(guide.usual), "second", wrap=True))
        if limit is not None:
            box.addWidget(label(tr("Published limit: {limit}.", limit=limit.said), "second", wrap=True))
        else:
            box.addWidget(label(tr("Source: {source}.", source=guide.source_title), "second", wrap=True))
        return made


class HomeList(Card):
    """What to look at, room by room; a tick says that it is in order."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading(tr("Through the home"), tr("tick what is in order"))
        self._ticks: dict[str, TickRow] = {}
        self.add(Tiles([self._room(room) for room in rooms()], 400, gap=20))
        self.add(label(tr("In our own words after: {source}", source=source_title()), "caption", wrap=True))

    def _room(self, room: Room) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.u(2))
        box.addWidget(label(tr(room.name), "label"))
        for point in room.points:
            tick = self._ticks[point.brief] = TickRow(tr(point.text))
            tick.check.setObjectName(f"home-{point.brief.replace(' ', '-')}")
            tick.changed.connect(self.changed)
            box.addWidget(tick)
        box.addStretch(1)
        return made

    def ticked(self) -> list[str]:
        """What is in order, by the `brief` words of the points."""
        return [brief for brief, tick in self._ticks.items() if tick.check.isChecked()]

    def tick(self, wanted: Collection[str]) -> None:
        """Tick these and no others, without telling."""
        for brief, tick in self._ticks.items():
            tick.check.setChecked(brief in wanted)
