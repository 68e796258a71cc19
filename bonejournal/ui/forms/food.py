"""A food or supplement of her own, as its label says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from bonejournal.domain.nutrition.foods import NUTRIENTS, HerFood
from bonejournal.domain.record import Record
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
    spans: ClassVar[Mapping[str, int]] = {"portion": 1, "source": 4}

    def explanation(self, texts: Mapping[str, str]) -> str:
        """What the amounts are of follows from the portion."""
        portion = texts["portion"].strip()
        if texts["portion_g"].strip() or not portion:
            return tr("Type what 100 g (or 100 ml) hold. What is not on the label stays empty; that is not zero.")
        return tr("Type what {portion} holds. What is not on the label stays empty; that is not zero.", portion=portion)
