"""The top of a lab report: when the blood was drawn, where it was measured, and whether she had eaten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Signal

from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.date_field import DateField
from bonejournal.ui.widgets.field_block import Asked, field_block
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.lists import ListField
from bonejournal.ui.widgets.segmented import Segmented


class LabsHeader(Card):
    """`edited` carries the name of a text that is being typed, `settled` of one that was chosen or left."""

    edited = Signal(str)
    settled = Signal(str)

    def __init__(self, labs: Iterable[str], read_day: Callable[[str], dt.date | None]) -> None:
        super().__init__()
        self.box.setSpacing(theme.u(7))
        self.box.setContentsMargins(theme.u(18), theme.u(12), theme.u(18), theme.u(14))
        self.date = DateField(tr("13 Oct 2026"), read=read_day)
        self.date.picked.connect(lambda _text: self._settle("date"))
        self.time = TextField(tr("8:10"))
        self.time.setFixedWidth(theme.u(110))
        self.time.enter_moves = False  # the form knows whether the results can come next
        self.lab = ListField(labs, width=240, hint=tr("Name of the laboratory"))
        self.lab.picked.connect(lambda _text: self._settle("lab"))
        choices = (("yes", tr("Yes")), ("no", tr("No")), ("", tr("Not known")))
        self.fasting = Segmented(tr("Fasting"), choices, "")
        self.fasting.setMinimumHeight(theme.u(36))
        self.fasting.changed.connect(lambda _key: self._settle("fasting"))
        self.asked = Asked()
        self._lines: dict[str, TextField] = {"date": self.date, "time": self.time, "lab": self.lab}
        fields = Flow(16)
        fields.add(field_block(tr("&Date drawn"), self.date))
        fields.add(field_block(tr("&Time"), self.time))
        fields.add(field_block(tr("&Lab"), self.lab))
        fields.add(field_block(tr("Fasting"), self.fasting))
        self.add(fields)
        self.add(self.asked)
        self.fasting.setObjectName("fasting")
        for name, line in self._lines.items():
            line.setObjectName(name)
            line.textEdited.connect(lambda _text, name=name: self.edited.emit(name))
            line.editingFinished.connect(lambda name=name: self.settled.emit(name))

    def texts(self) -> dict[str, str]:
        """What stands in the fields, by name."""
        return {**{name: line.text() for name, line in self._lines.items()}, "fasting": self.fasting.chosen()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields."""
        for name, line in self._lines.items():
            line.setText(texts.get(name, ""))
        self.fasting.choose(texts.get("fasting", ""))

    def _settle(self, name: str) -> None:
        self.edited.emit(name)
        self.settled.emit(name)
