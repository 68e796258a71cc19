"""What goes on the doctor's pages, as boxes to tick: what changed since a day, the sections, and what is private."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bonejournal.domain.dates import months_after
from bonejournal.domain.words import day_long, mark, tr, trn
from bonejournal.ui.widgets.buttons import flat
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.fields import Check, Combo
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.text import label
from bonejournal.ui.widgets.tick_row import TickRow

if TYPE_CHECKING:
    from bonejournal.report.since import Changed

SECTIONS = {
    "fractures": mark("Fractures and height"),
    "density": mark("Bone density"),
    "charts": mark("Charts"),
    "medicines": mark("Bone medicines and doses"),
    "labs": mark("Labs"),
    "other_medicines": mark("Other medicines"),
    "risk": mark("Falls and function tests"),
    "habits": mark("Training and nutrition averages"),
    "gaps": mark("Targets I fall short of, at most 5"),
    "talk": mark("To talk about"),
}
"""The sections that are ticked by name; questions and what changed have cards of their own."""
PRIVATE = {
    "birth_date": mark("Full date of birth"),
    "alcohol": mark("Alcohol"),
    "appendix": mark("Appendix: all scans, lab results, doses and falls"),
    "timeline": mark("Timeline on a page of its own"),
}


def checks(boxes: Iterable[QWidget]) -> QWidget:
    """Boxes to tick, close beneath each other."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for box in boxes:
        column.addWidget(box)
    column.addStretch(1)
    return made


class SinceCard(Card):
    """What happened since a day she chooses, each line with a box; an unticked line is not printed."""

    changed = Signal()

    def __init__(self, visits: Sequence[dt.date], on: dt.date, without: frozenset[str]) -> None:
        super().__init__()
        self.days = Combo()
        self.days.setObjectName("since-day")
        self.days.setAccessibleName(tr("Since"))
        for day in visits[:6]:
            self.days.add(day.isoformat(), day_long(day))
        self.days.add(months_after(on, -12).isoformat(), tr("A year ago"))
        self.days.add("", tr("Everything"))
        self.days.choose(visits[0].isoformat() if visits else "")
        self.days.picked.connect(lambda _key: self.changed.emit())
        head = Flow(12)
        head.add(label(tr("Since your last visit"), "heading"))
        head.add(self.days, end=True)
        self.setAccessibleName(tr("Since your last visit"))
        self.add(head)
        self._without = set(without)
        self._shown: list[Changed] = []
        self._lines = QWidget()
        self.add(self._lines)
        self.boxes: dict[str, Check] = {}

    def since(self) -> dt.date:
        """The chosen day; the first of all days for everything."""
        chosen = self.days.chosen()
        return dt.date.fromisoformat(chosen) if chosen else dt.date.min

    def without(self) -> frozenset[str]:
        """The keys of the lines that are not ticked."""
        return frozenset(self._without)

    def show_lines(self, lines: Sequence[Changed]) -> None:
        """Show what happened; where that is the same as before, nothing is built anew."""
        if lines == self._shown:
            return
        self._shown = list(lines)
        old, focused = self._lines, next((key for key, box in self.boxes.items() if box.hasFocus()), "")
        self.boxes = {}
        rows = []
        for key, name, said, _news, _always in lines:
            row = TickRow(tr("{name}: {said}", name=name, said=said), key not in self._without)
            box = self.boxes[key] = row.check
            box.setObjectName(f"line-{key}")
            box.setAccessibleName(tr("Print: {name}. {said}", name=name, said=said))
            box.toggled.connect(lambda on, key=key: self._ticked(key, on))
            rows.append(row)
        self._lines = checks(rows)
        self.box.replaceWidget(old, self._lines)
        old.hide()
        old.deleteLater()
        if focused in self.boxes:
            self.boxes[focused].setFocus()

    def _ticked(self, key: str, on: bool) -> None:
        (self._without.discard if on else self._without.add)(key)
        self.changed.emit()


class Several(QWidget):
    """One box for several things, and a link that unfolds a box for each."""

    changed = Signal()

    def __init__(self, name: str, items: Sequence[tuple[str, str]], ticked: frozenset[str]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.boxes = {key: Check(words, key in ticked) for key, words in items}
        for box, (_, words) in zip(self.boxes.values(), items, strict=True):
            box.setAccessibleName(tr("{name}: {item}", name=name, item=words))
        count = trn("{name}: choose from {count}…", "{name}: choose from {count}…", len(items), name=name)
        self.fold = flat(count, self.unfold)
        self.fold.setEnabled(bool(items))
        if not items:
            self.fold.setText(tr("{name}: none recorded", name=name))
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._list = checks(self.boxes.values())
        self._list.hide()
        column.addWidget(self._list)
        for box in self.boxes.values():
            box.toggled.connect(lambda _on: self.changed.emit())

    def unfold(self) -> None:
        """Show the boxes, or hide them again."""
        self._list.setVisible(self._list.isHidden())

    def ticked(self) -> frozenset[str]:
        """The keys of the boxes that are ticked."""
        return frozenset(key for key, box in self.boxes.items() if box.isChecked())
