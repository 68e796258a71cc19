"""An exercise of her own: what it is called, and what it trains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bonejournal.domain.field import Field
from bonejournal.domain.record import Problem, Record
from bonejournal.domain.training.exercises import WORDS, HerExercise, catalogue, key_for
from bonejournal.domain.words import mark, tr
from bonejournal.ui.forms.plain import PlainForm
from bonejournal.ui.widgets.fields import Check, Combo
from bonejournal.ui.widgets.flow import Flow

TICKED = ("classes", "groups", "bone_sites", "cautions")
"""The fields of which several words can hold."""


class Ticks(Flow):
    """Several words, each with a box; `text` has their keys apart by spaces, words that have no box among them."""

    changed = Signal()

    def __init__(self, name: str, words: Mapping[str, str]) -> None:
        super().__init__(10)
        self.setAccessibleName(name)
        self._more: list[str] = []
        self.checks: dict[str, Check] = {}
        for key, said in words.items():
            check = self.checks[key] = Check(tr(said))
            check.setObjectName(f"{name} {key}")
            check.setAccessibleName(tr("{field}: {word}", field=name, word=tr(said)))
            check.toggled.connect(lambda _on: self.changed.emit())
            self.add(check)

    def text(self) -> str:
        """The keys of the ticked words."""
        return " ".join([*(key for key, check in self.checks.items() if check.isChecked()), *self._more])

    def setText(self, text: str) -> None:
        """Tick these without telling."""
        said = text.split()
        self._more = [word for word in said if word not in self.checks]
        self.blockSignals(True)
        for key, check in self.checks.items():
            check.setChecked(key in said)
        self.blockSignals(False)


class ExerciseForm(PlainForm):
    """An exercise of her own; `given` is its name."""

    key = "exercises-form"
    title = mark("Exercise of your own")
    parent_key = "training"
    record_class: ClassVar[type[Record]] = HerExercise
    leave_out = frozenset({"key"})
    spans: ClassVar[Mapping[str, int]] = {"name": 1, "pattern": 1, **dict.fromkeys(TICKED, 4)}
    groups = (
        (mark("The exercise"), ("name", "pattern", "compound")),
        (mark("What it trains"), ("classes", "groups", "bone_sites", "cautions")),
    )

    def blank(self) -> Record:
        """A new one of the name that was typed."""
        return HerExercise(key="", name=self.given)

    def _widget(self, item: Field, text: str) -> QWidget:
        name = item.name
        if name in TICKED:
            ticks = Ticks(tr(item.label), WORDS[name])
            ticks.setText(text)
            ticks.setObjectName(name)
            ticks.changed.connect(lambda: self._picked(name))
            return ticks
        if name == "pattern":
            combo = Combo()
            combo.setObjectName(name)
            combo.add("", tr("not recorded"))
            for key, said in WORDS[name].items():
                combo.add(key, tr(said))
            if text and combo.findData(text) < 0:
                combo.add(text, text)
            combo.choose(text)
            combo.picked.connect(lambda _key: self._picked(name))
            return combo
        return super()._widget(item, text)

    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return super().texts() | {name: self._ticks(name).text() for name in TICKED}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields."""
        super().set_texts(texts)
        for name in TICKED:
            if name in texts:
                self._ticks(name).setText(texts[name])

    def _ticks(self, name: str) -> Ticks:
        return cast(Ticks, self._blocks[name].field)

    def read(self) -> tuple[Record, list[Problem]]:
        """The exercise; a new one is known by its name from now on."""
        record, problems = super().read()
        made = cast(HerExercise, record)
        if not made.name:
            return made, [*problems, Problem("name", tr("Give it a name."))]
        if made.key:
            return made, problems
        others = [one.key for one in self.start.neighbours if isinstance(one, HerExercise)]
        return replace(made, key=key_for(made.name, [*catalogue(), *others])), problems

    def begin(self) -> None:
        """Say what it is for."""
        super().begin()
        self.set_caption(tr("Tick what it trains, so that it counts where it should."))
