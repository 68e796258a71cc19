"""What a value of a field is typed in: a list, a switch or a line; and the text that stands in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from bonejournal.domain.dates import DateError
from bonejournal.domain.entry import Habit
from bonejournal.domain.field import Field, Type, Word
from bonejournal.domain.units import shown_unit
from bonejournal.domain.words import mark, tr
from bonejournal.ui.widgets.date_field import DateField
from bonejournal.ui.widgets.fields import Combo, NumberField, TextField
from bonejournal.ui.widgets.lists import ListField
from bonejournal.ui.widgets.long_field import LongField
from bonejournal.ui.widgets.segmented import Segmented

NOTE = mark("Note, only for you")
NOTE_HINT = mark("Printed only if you tick it for a visit")


def value_field(item: Field, habit: Habit) -> QWidget:
    """What any value of this field is typed in."""
    if item.holds is Type.CHOICE:
        return choice(item.words or ())
    if item.long:
        return LongField()
    return yes_or_no(item) if item.holds is Type.FLAG else line(item, habit)


def choice(words: Iterable[Word]) -> Combo:
    """A list of the words, and of none."""
    made = Combo()
    made.add("", tr("not recorded"))
    for word in words:
        made.add(str(word), tr(word.label))
    made.choose("")
    return made


def switch(item: Field, words: Iterable[Word], *, certain: bool = False) -> Segmented:
    """The words side by side; `certain` where it is always one of them."""
    unknown = [] if item.required or certain else [("", tr("Not known"))]
    return Segmented(tr(item.label), [*((str(word), tr(word.label)) for word in words), *unknown])


def yes_or_no(item: Field) -> Segmented:
    """Yes, no, or not known."""
    return Segmented(tr(item.label), (("yes", tr("Yes")), ("no", tr("No")), ("", tr("Not known"))))


def line(item: Field, habit: Habit, offered: Iterable[str] = ()) -> TextField:
    """One line: a number with its unit, a day with its calendar, or a text with what is `offered` for it."""
    if item.holds is Type.NUMBER:
        return NumberField(shown_unit(item, habit.units))
    if item.holds is Type.DAY:
        hint = tr("3 May 1968") if item.name == "birth_date" else tr("13 Oct 2026")
        return DateField(hint, read=lambda text: day_in(text, item, habit))
    known = list(filter(None, offered))
    if known:
        return ListField(known)
    hints = {Type.PARTIAL_DAY: tr("June 2020, or 2020"), Type.TIME: tr("8:15")}
    return TextField(hints.get(item.holds, ""))


def day_in(text: str, item: Field, habit: Habit) -> dt.date | None:
    """The day a text stands for in a field, None where it stands for none."""
    try:
        return item.typed_day(text, habit.today) if text.strip() else None
    except DateError:
        return None


def text_in(widget: QWidget) -> str:
    """The text that stands in it: that of a word is its key."""
    if isinstance(widget, Combo | Segmented):
        return widget.chosen()
    return widget.text() if isinstance(widget, TextField | LongField) else ""


def put_text(widget: QWidget, text: str) -> None:
    """Put a text into it, without telling; a switch that has no such choice stays as it is."""
    if isinstance(widget, Combo) or (isinstance(widget, Segmented) and widget.offers(text)):
        widget.choose(text)
    elif isinstance(widget, TextField | LongField):
        widget.setText(text)
