"""The top of a workout: the day, what it was, when and how long, and which of the main lifts it has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bonejournal.domain.training.workout_entry import KG, LB
from bonejournal.domain.training.workouts import WorkoutKind
from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.date_field import DateField
from bonejournal.ui.widgets.field_block import Asked, field_block
from bonejournal.ui.widgets.fields import Combo, NumberField, TextField
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.text import label


class WorkoutHeader(Card):
    """`edited` carries the name of a text that is being typed, `settled` of one that was chosen or left."""

    edited = Signal(str)
    settled = Signal(str)

    def __init__(self, read_day: Callable[[str], dt.date | None], unit: str) -> None:
        super().__init__()
        self.box.setSpacing(theme.u(7))
        self.box.setContentsMargins(theme.u(18), theme.u(12), theme.u(18), theme.u(12))
        self.date = DateField(tr("13 Oct 2026"), read=read_day)
        self.date.setMaximumWidth(theme.u(150))
        self.date.picked.connect(lambda _text: self._settle("date"))
        self.kind = Combo()
        self.kind.setObjectName("kind")
        self.kind.add("", tr("not recorded"))
        for word in WorkoutKind:
            self.kind.add(str(word), tr(word.label))
        self.kind.picked.connect(lambda _key: self._settle("kind"))
        self.start = TextField("8:30")
        self.start.setMaximumWidth(theme.u(72))
        self.minutes = NumberField("min")
        self.minutes.setMaximumWidth(theme.u(104))
        self.called = TextField(tr("if it has one"))
        self.called.setFixedWidth(theme.u(172))
        self.unit = Segmented(tr("Load unit"), ((KG, KG), (LB, LB)), unit)
        self.unit.setMinimumHeight(theme.u(36))
        self.unit.changed.connect(lambda _unit: self._settle("unit"))
        self._lines: dict[str, TextField] = {
            "date": self.date, "start": self.start, "minutes": self.minutes, "title": self.called,
        }  # fmt: skip
        for name, line in self._lines.items():
            line.setObjectName(name)
            line.textEdited.connect(lambda _text, name=name: self.edited.emit(name))
            line.editingFinished.connect(lambda name=name: self.settled.emit(name))
        fields = Flow(14)
        for said, field in (
            (tr("&Date"), self.date),
            (tr("&Kind"), self.kind),
            (tr("&Start"), self.start),
            (tr("&Minutes"), self.minutes),
            (tr("N&ame"), self.called),
            (tr("Load unit"), self.unit),
        ):
            fields.add(field_block(said, field))
        self._patterns = QWidget()
        self._patterns.setAccessibleName(tr("This session"))
        self._row = QHBoxLayout(self._patterns)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.u(7))
        self._patterns.setMinimumHeight(theme.u(36))
        self._session = field_block(tr("This session"), self._patterns)
        fields.add(self._session, end=True)
        self._session.hide()
        self.add(fields)
        self._fields = fields
        self.asked = Asked()
        self.add(self.asked)
        self._shown: Sequence[tuple[str, bool]] = ()

    def texts(self) -> dict[str, str]:
        """What stands in the fields, by name; the unit stands in the grid."""
        return {"kind": self.kind.chosen(), **{name: line.text() for name, line in self._lines.items()}}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields."""
        self.kind.choose(texts.get("kind", ""))
        for name, line in self._lines.items():
            line.setText(texts.get(name, ""))

    def field(self, name: str) -> QWidget | None:
        """The widget of a text."""
        return {"kind": self.kind, "unit": self.unit, **self._lines}.get(name)

    def show_patterns(self, patterns: Sequence[tuple[str, bool]]) -> None:
        """Say which of squat, hinge and overhead press the session has; an empty list says nothing."""
        if list(patterns) == list(self._shown):
            return
        self._shown = tuple(patterns)
        while item := self._row.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        said = []
        for name, done in sorted(patterns, key=lambda pattern: not pattern[1]):
            words = name if done else tr("no {lift} yet", lift=name)
            said.append(words)
            if done:
                self._row.addWidget(StatusMark("met", px=16))
            self._row.addWidget(label(words, "body" if done else "second"))
        self._patterns.setAccessibleDescription(", ".join(said))
        self._session.setVisible(bool(patterns))
        self._fields.updateGeometry()

    def _settle(self, name: str) -> None:
        self.edited.emit(name)
        self.settled.emit(name)
