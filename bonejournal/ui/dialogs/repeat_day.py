"""Whether a day is to be repeated: what it would write, and one button that Enter presses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from bonejournal.domain.nutrition.eating import day_name
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.nutrition.meals import Repeat
from bonejournal.domain.words import tr, trn
from bonejournal.ui.dialogs.sheet import Sheet
from bonejournal.ui.pages.nutrition_facts import listed
from bonejournal.ui.widgets.buttons import plain, primary


def ask_repeat(parent: QWidget, repeat: Repeat, today: dt.date, act: Callable[[Sequence[Intake]], object]) -> Sheet:
    """Show it over the window. What the other day has already is left out, unless she wants all of it."""
    some = 0 < len(repeat.lacking) < len(repeat.rows)
    rows = repeat.lacking or repeat.rows
    title = tr("Repeat {day}?", day=day_name(repeat.day, today))
    if repeat.lacking:
        text = listed(rows)
    else:
        text = tr("All its meals are noted already. This would add them once more: {items}", items=listed(rows))
    sheet = Sheet(parent.window(), title, text)
    words = trn("Repeat this {count}", "Repeat these {count}", len(rows)) if some else tr("Repeat all of it")
    button = sheet.way(primary(words, sheet.done_with(partial(act, rows))))
    button.setObjectName("repeat-it")
    if some:
        sheet.way(plain(tr("Repeat all of it"), sheet.done_with(partial(act, repeat.rows))))
    sheet.cancel()
    sheet.show_over()
    return sheet
