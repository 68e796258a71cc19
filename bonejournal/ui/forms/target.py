"""A target that she, or her doctor, sets differently: its bounds, why, who said so and since when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, cast

from PySide6.QtWidgets import QWidget

from bonejournal.domain.field import Field
from bonejournal.domain.meaning.targets import Target, asked_words, load_targets, unit_words
from bonejournal.domain.override import TargetOverride
from bonejournal.domain.record import Record
from bonejournal.domain.step import Step, editing
from bonejournal.domain.words import mark, tr
from bonejournal.ui.forms.plain import PlainForm
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.fields import Combo, NumberField
from bonejournal.ui.widgets.text import label


class TargetForm(PlainForm):
    """One target's other value; `what` is "new:" with the target's name. The document's value stays beside it."""

    key = "targets-form"
    title = mark("Use another value")
    parent_key = "today"
    record_class: ClassVar[type[Record]] = TargetOverride
    groups = (
        (mark("The target"), ("target", "low", "high")),
        (mark("Why it is different for you"), ("reason", "set_by", "date")),
    )

    spans: ClassVar[Mapping[str, int]] = {"target": 2, "reason": 4}

    def blank(self) -> Record:
        """What is set for this target already, else nothing but its name and the day."""
        new = TargetOverride(target=self.given, date=self.desk.on)
        return next((held for held in self.start.neighbours if held.id == new.id), new)

    def begin(self) -> None:
        """The card that says what the documents ask for, above the fields."""
        self._asked_for = label("", "body2", wrap=True)
        card = Card()
        card.add(self._asked_for)
        self.add_left(card)
        super().begin()
        self._show_target()

    def _widget(self, item: Field, text: str) -> QWidget:
        if item.name != "target":
            return super()._widget(item, text)
        made = Combo()
        made.add("", tr("choose a target"))
        for target in _settable():
            made.add(target.id, tr(target.title))
        made.choose(text)
        made.picked.connect(lambda _key: self._target_picked())
        made.setObjectName(item.name)
        made.setMinimumWidth(theme.u(220))
        return made

    def _target_picked(self) -> None:
        self._show_target()
        self._picked("target")

    def _show_target(self) -> None:
        """Say what is asked for, in the units its bounds are in."""
        target = next((one for one in _settable() if one.id == self.texts().get("target")), None)
        for name in ("low", "high"):
            field = self.field_widget(name)
            if isinstance(field, NumberField):
                field.set_unit(unit_words(target.unit) if target is not None else "")
        if target is None:
            self._asked_for.setText(tr("Choose the target that your doctor, or you, set differently."))
            return
        asked = asked_words(target.bounds, target.unit)
        said = tr("The documents ask for {asked}.", asked=asked) if asked else ""
        self._asked_for.setText(" ".join(filter(None, (said, tr(target.why)))))

    def step(self, record: Record) -> Step:
        """One override for a target: a second one changes the first."""
        held = next((one for one in self.start.neighbours if one.id == record.id), None)
        if self.start.record is None and held is not None:
            return editing(held, record, (self.draft_key,))
        return super().step(record)

    def saved(self, record: Record) -> str:
        """Which target, and that the document's own stays."""
        target = next((one for one in _settable() if one.id == cast("TargetOverride", record).target), None)
        called = tr(target.title) if target is not None else record.called()
        return tr("{target}: your value is used now; the document’s stands beside it.", target=called)


def _settable() -> list[Target]:
    return [target for target in load_targets() if target.bounded]
