"""The card of what is recorded often: one button each, with its keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import flat, plain
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.text import label, literal, shortened


@dataclass(frozen=True, slots=True)
class Again:
    """Something that can be recorded again: the id of its template, its name, and its keys, such as "Alt+1"."""

    id: str
    name: str
    keys: str = ""


class LogAgain(Card):
    """`press` is called with the id of what is to be recorded; `change` opens the list they come from.

    `end` stands at the right end, where there is something to add.
    """

    def __init__(
        self,
        items: Sequence[Again],
        press: Callable[[str], object],
        change: Callable[[], object],
        end: QWidget | None = None,
    ) -> None:
        super().__init__(pad=10)
        self.setAccessibleName(tr("Log again"))
        row = Flow(10)
        row.add(label(tr("Log again"), "body2"))
        for item in items:
            shown = shortened(item.name)
            button = plain(literal(shown), partial(press, item.id), keys=item.keys, small=True)
            button.setToolTip(item.name if shown != item.name else "")
            button.setObjectName(f"again-{item.id}")
            button.setAccessibleName(tr("Log again: {name}", name=item.name))
            row.add(button)
        if not items:
            row.add(label(tr("Save a meal or a workout, and it is here with a key of its own."), "second"))
        other = flat(tr("Change…"), change)
        other.setObjectName("again-change")
        other.setAccessibleName(tr("Change what can be logged again"))
        row.add(other)
        if end is not None:
            row.add(end, end=True)
        self.box.setContentsMargins(theme.u(16), theme.u(9), theme.u(16), theme.u(9))
        self.add(row)
