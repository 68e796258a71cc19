"""The top of a DXA report: the day, the clinic, the scanner, the vertebrae, and whether it can be compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bonejournal.domain.bone.density import ALL_VERTEBRAE, DxaScan, vertebrae_of, write_vertebrae
from bonejournal.domain.bone.dxa_context import Scanner, facilities, scanner_at, scanners
from bonejournal.domain.bone.dxa_entry import GRAMS, MILLIGRAMS, NO_VERTEBRAE
from bonejournal.domain.words import Said, mark, tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.date_field import DateField
from bonejournal.ui.widgets.field_block import Asked, field_block
from bonejournal.ui.widgets.fields import Check, TextField
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.lists import Choice, ListField
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.text import label

_REASONS = (mark("fracture"), mark("degenerative change"), mark("surgery or hardware"), mark("calcification"))
_MAKES = ("Hologic", "GE", "Norland")
_NEW = "new"
SCANNER = ("make", "model", "serial", "software")


class DxaHeader(Card):
    """`edited` carries the name of a text that is being typed, `settled` of one that was chosen or left."""

    edited = Signal(str)
    settled = Signal(str)

    def __init__(self, scans: Sequence[DxaScan], read_day: Callable[[str], dt.date | None], unit: str) -> None:
        super().__init__()
        self._scans = scans
        self._by_hand = False
        self.box.setSpacing(theme.u(7))
        self.box.setContentsMargins(theme.u(18), theme.u(12), theme.u(18), theme.u(12))
        self.date = DateField(tr("13 Oct 2026"), read=read_day)
        self.date.setMaximumWidth(theme.u(148))
        self.date.enter_moves = False  # the form knows whether the numbers can come next
        self.date.picked.connect(lambda _text: self._settle("date"))
        self.facility = ListField(facilities(scans), hint=tr("Name of the clinic"), width=192)
        self.facility.picked.connect(lambda _text: self._facility_left())
        self.scanner = Choice(140)
        self.scanner.picked.connect(self._scanner_picked)
        self.new = {
            "make": ListField(_MAKES, width=150, hint="Hologic"),
            "model": TextField("Horizon A"),
            "serial": TextField("301584M"),
            "software": TextField(),
        }
        self.checks = [Check(f"L{digit}", ticked=True) for digit in (1, 2, 3, 4)]
        self.reason = ListField([tr(reason) for reason in _REASONS], width=300, hint=tr("as the report says"))
        self.unit = Segmented(tr("BMD unit"), ((GRAMS, GRAMS), (MILLIGRAMS, MILLIGRAMS)), unit)
        self.unit.setMinimumHeight(theme.u(36))
        self._lay_out()
        lines = {"date": self.date, "facility": self.facility, "reason": self.reason, **self.new}
        for name, line in lines.items():
            line.setObjectName(name)
            line.textEdited.connect(lambda _text, name=name: self.edited.emit(name))
            line.editingFinished.connect(lambda name=name: self._left(name))
        self.scanner.setObjectName("scanner")
        for check in self.checks:
            check.setObjectName(check.text())
            check.toggled.connect(self._ticked)
        self.unit.changed.connect(lambda _unit: self._settle("unit"))

    def _lay_out(self) -> None:
        ticks = QWidget()
        row = QHBoxLayout(ticks)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(8))
        for check in self.checks:
            check.setAccessibleName(tr("Vertebra {vertebra} used", vertebra=check.text()))
            row.addWidget(check)
        fields = Flow(7)
        fields.add(field_block(tr("&Date of scan"), self.date))
        fields.add(field_block(tr("Fac&ility"), self.facility))
        fields.add(field_block(tr("S&canner"), self.scanner))
        fields.add(field_block(tr("Vertebrae used"), ticks))
        fields.add(field_block(tr("BMD unit"), self.unit), end=True)
        self.add(fields)
        self._device = Flow(16)
        names = (tr("Make"), tr("Model"), tr("Serial number"), tr("Software, if it is printed"))
        for name, said in zip(SCANNER, names, strict=True):
            self._device.add(field_block(said, self.new[name]))
        self._device.hide()
        self.add(self._device)
        self._why = Flow()
        self._why.add(field_block(tr("Why a vertebra is left out"), self.reason))
        self._why.hide()
        self.add(self._why)
        line = QWidget()
        self._line = QHBoxLayout(line)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.u(8))
        self._mark = StatusMark("no_data", px=16)
        self._words = label("", "second", wrap=True)
        self._line.addWidget(self._mark)
        self._line.addWidget(self._words, 1)
        self.asked = Asked()
        self.add(self.asked)
        # What is new about the scanner is typed before the vertebrae.
        for one, other in pairwise((self.scanner, *self.new.values(), self.checks[0])):
            QWidget.setTabOrder(one, other)
        self.add(line)

    # Texts

    def texts(self) -> dict[str, str]:
        """What stands in the fields, by name."""
        ticked = {digit for digit, check in enumerate(self.checks, 1) if check.isChecked()}
        return {
            "date": self.date.text(),
            "facility": self.facility.text(),
            **{name: self.new[name].text() for name in SCANNER},
            "scanner": self.scanner.chosen(),
            "vertebrae": write_vertebrae(ticked) if ticked else NO_VERTEBRAE,
            "reason": self.reason.text(),
            "unit": self.unit.chosen(),
        }

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields."""
        self.date.setText(texts.get("date", ""))
        self.facility.setText(texts.get("facility", ""))
        self.reason.setText(texts.get("reason", ""))
        written = texts.get("vertebrae", "")
        ticked = vertebrae_of(written) if written != NO_VERTEBRAE else frozenset()
        for digit, check in enumerate(self.checks, 1):
            check.blockSignals(True)
            check.setChecked(digit in ticked)
            check.blockSignals(False)
        self._why.setHidden(ticked == ALL_VERTEBRAE)
        self.unit.choose(texts.get("unit", GRAMS))
        self._fill_scanners(Scanner(*(texts.get(name, "") for name in SCANNER)), new=texts.get("scanner") == _NEW)

    def settled_by_last(self) -> bool:
        """Whether clinic and scanner are known, so that the numbers can come next."""
        return bool(self.facility.text().strip() and (self.new["model"].text() or self.new["make"].text()))

    def say(self, said: Said) -> None:
        """Whether the scan can be compared."""
        if said.words == self._words.text():
            return
        fresh = StatusMark(said.mark, px=16)
        self._line.replaceWidget(self._mark, fresh)
        self._mark.deleteLater()
        self._mark = fresh
        self._words.setText(said.words)

    # Choosing

    def _fill_scanners(self, chosen: Scanner, *, new: bool = False) -> None:
        """List the scanners on record, those of the clinic first, and choose one."""
        known = scanners(self._scans, self.facility.text())
        self.scanner.clear()
        for place, scanner in enumerate(known):
            self.scanner.add(str(place), scanner.label)
        self.scanner.add(_NEW, tr("New scanner…"))
        there = [str(at) for at, scanner in enumerate(known) if scanner.is_same(chosen) and not new]
        self.scanner.choose(there[0] if there else _NEW)
        for name, text in zip(SCANNER, chosen, strict=True):
            self.new[name].setText(text)
        self._device.setHidden(self.scanner.chosen() != _NEW)

    def _scanner_picked(self, key: str) -> None:
        self._by_hand = True
        known = scanners(self._scans, self.facility.text())
        chosen = Scanner() if key == _NEW else known[int(key)]
        self._fill_scanners(chosen, new=key == _NEW)
        self._settle("scanner")
        if key == _NEW:
            self.new["make"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _facility_left(self) -> None:
        """Another clinic has another scanner, unless she has chosen one."""
        there = scanner_at(self._scans, self.facility.text())
        current = Scanner(*(self.new[name].text() for name in SCANNER))
        chosen = there if there is not None and any(there) and not self._by_hand else current
        self._fill_scanners(chosen, new=self.scanner.chosen() == _NEW and chosen == current)
        self._settle("facility")

    def _left(self, name: str) -> None:
        if name == "facility":
            self._facility_left()
        else:
            self._settle(name)

    def _ticked(self) -> None:
        everything = all(check.isChecked() for check in self.checks)
        self._why.setHidden(everything)
        self._settle("vertebrae")

    def _settle(self, name: str) -> None:
        self.edited.emit(name)
        self.settled.emit(name)
