"""What stands beneath the grid of a DXA report: more regions, the bone score, height and weight, and a note."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bonejournal.domain.words import tr
from bonejournal.ui.forms.values import NOTE_HINT
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.beside import Beside
from bonejournal.ui.widgets.buttons import flat
from bonejournal.ui.widgets.field_block import Asked, FieldBlock, field_block
from bonejournal.ui.widgets.fields import NumberField, TextField
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.long_field import LongField

_BESIDE = 640


class DxaFoot(QWidget):
    """`edited` and `settled` as in the header; `unfold` asks for the rows of "single" vertebrae or "other" regions."""

    edited = Signal(str)
    settled = Signal(str)
    unfold = Signal(str)

    def __init__(self, units: Mapping[str, str]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.u(4))
        links = Flow(24)
        self.single = flat(tr("Single vertebrae L1, L2, L3, L4"), lambda: self.unfold.emit("single"))
        self.other = flat(tr("Other regions"), lambda: self.unfold.emit("other"))
        links.add(self.single)
        links.add(self.other)
        column.addWidget(links)
        self.tbs = NumberField()
        self.tall = NumberField(units["height"])
        self.heavy = NumberField(units["weight"])
        self.notes = LongField(tr(NOTE_HINT), least=1)
        self._fields: dict[str, TextField | LongField] = {
            "tbs": self.tbs,
            "height": self.tall,
            "weight": self.heavy,
            "notes": self.notes,
        }
        self._blocks: dict[str, FieldBlock] = {}
        row = Beside(_BESIDE)
        names = (
            tr("&Trabecular bone score (TBS)"),
            tr("Hei&ght at the scan"),
            tr("&Weight at the scan"),
            tr("&Note, only for you"),
        )
        for (name, field), said, share in zip(self._fields.items(), names, (20, 13, 13, 54), strict=True):
            field.setObjectName(name)
            field.textEdited.connect(lambda _text, name=name: self.edited.emit(name))
            field.editingFinished.connect(lambda name=name: self.settled.emit(name))
            block = self._blocks[name] = field_block(said, field)
            row.box.addWidget(block, share)
        column.addWidget(row)
        self.asked = Asked()
        column.addWidget(self.asked)

    def show_last(self, name: str, said: str) -> None:
        """Say beneath a field what was measured last; "" says nothing."""
        self._blocks[name].set_hint(tr("Last time {value}", value=said) if said else "")

    def field(self, name: str) -> TextField | LongField:
        """The widget of a text."""
        return self._fields[name]

    def texts(self) -> dict[str, str]:
        """What stands in the fields, by name."""
        return {name: field.text() for name, field in self._fields.items()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields."""
        for name, field in self._fields.items():
            field.setText(texts.get(name, ""))
