"""A food or supplement of her own, as its label says it."""

from __future__ import annotations

from typing import ClassVar

from bonejournal.domain.nutrition.foods import NUTRIENTS, HerFood
from bonejournal.domain.record import Question, Record
from bonejournal.domain.words import mark, tr
from bonejournal.ui.forms.plain import PlainForm


class FoodForm(PlainForm):
    """Per 100 g where a portion has a weight, else per portion. Only what is on the label; empty is unknown."""

    key = "foods-form"
    title = mark("A food of your own")
    parent_key = "nutrition"
    record_class: ClassVar[type[Record]] = HerFood
    groups = (
        (mark("What it is"), ("name", "portion", "portion_g", "source")),
        (mark("What it holds, as far as the label says"), NUTRIENTS),
    )

    def begin(self) -> None:
        """The fields; beneath the weight of a portion stands what the amounts are of."""
        super().begin()
        self.tell_problem("portion_g", "", "")

    def touched(self, field: str) -> None:
        """What the amounts are of follows from the portion."""
        super().touched(field)
        if field == "portion":
            self.tell_problem("portion_g", "", "")

    def tell_problem(self, field: str, level: str, text: str, question: Question | None = None) -> None:
        """Under the field; where nothing is in question about the weight, what the amounts are of."""
        if field == "portion_g" and not text:
            level, text = "info", self._basis()
        super().tell_problem(field, level, text, question)

    def _basis(self) -> str:
        texts = self.texts()
        portion = texts["portion"].strip()
        if texts["portion_g"].strip() or not portion:
            return tr("Type what 100 g (or 100 ml) hold. What is not on the label stays empty; that is not zero.")
        return tr("Type what {portion} holds. What is not on the label stays empty; that is not zero.", portion=portion)
