"""How often something is taken, put together from a few choices: every 6 months, twice a day, on Mondays."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from bonejournal.domain.medicines.schedule import WEEKDAY_NAMES, WEEKDAYS, ScheduleError, parse_schedule, typed_schedule
from bonejournal.domain.words import WEEKDAYS_BRIEF, mark, tr
from bonejournal.ui.widgets.chip import Chip
from bonejournal.ui.widgets.fields import Combo, NumberField, TextField
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.text import label

DAILY, WEEKDAY, EVERY, ONCE, FREE, WORDS = "daily", "weekdays", "every", "once", "free", "words"
_PATTERNS = (
    ("", mark("not recorded")),
    (DAILY, mark("every day")),
    (WEEKDAY, mark("on days of the week")),
    (EVERY, mark("every …")),
    (ONCE, mark("once")),
    (FREE, mark("as needed")),
    (WORDS, mark("in my own words")),
)
_UNITS = (("days", mark("days")), ("weeks", mark("weeks")), ("months", mark("months")), ("years", mark("years")))


class ScheduleField(Flow):
    """A choice, and beside it what that choice still asks; `text` is the schedule as files have it.

    What cannot be read stays as it was typed, for the form to say so. `edited` comes with every change, `left` when
    one of its fields is left.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(8)
        self.setAccessibleName(name)
        self.pattern = Combo()
        self.pattern.setAccessibleName(name)
        self.pattern.setObjectName("schedule-pattern")
        for key, words in _PATTERNS:
            self.pattern.add(key, tr(words))
        self.pattern.picked.connect(lambda _key: self._picked())
        self.add(self.pattern)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # for the letter of its label
        self.setFocusProxy(self.pattern)
        self.count = self._number(tr("How many"), "schedule-count")
        self.unit = Combo()
        self.unit.setAccessibleName(tr("Days, weeks, months or years"))
        for key, words in _UNITS:
            self.unit.add(key, tr(words))
        self.unit.choose("months")
        self.unit.picked.connect(lambda _key: self._told())
        self.add(self.unit)
        self.times = self._number(tr("Times a day"), "schedule-times")
        self._times_words = label(tr("times a day"), "body2")
        self.add(self._times_words)
        self.days = {day: Chip(tr(WEEKDAYS_BRIEF[place])) for place, day in enumerate(WEEKDAYS)}
        for place, (day, chip) in enumerate(self.days.items()):
            chip.setObjectName(f"schedule-{day}")
            chip.setAccessibleName(tr(WEEKDAY_NAMES[place]))
            chip.clicked.connect(lambda _on: self._told())
            self.add(chip)
        self.words = TextField(tr("twice a day"))
        self.words.setObjectName("schedule-words")
        self.words.setAccessibleName(tr("How often, in your words"))
        self._listen(self.words)
        self.add(self.words)
        self._arrange_parts()

    def _number(self, name: str, key: str) -> NumberField:
        made = NumberField()
        made.setObjectName(key)
        made.setAccessibleName(name)
        self._listen(made)
        self.add(made)
        return made

    def _listen(self, field: QLineEdit) -> None:
        field.textEdited.connect(lambda _text: self.edited.emit())
        field.editingFinished.connect(self.left.emit)

    # What it says

    def text(self) -> str:
        """The schedule as files have it, or what stands in the fields where that is none."""
        count, times = self.count.text().strip(), self.times.text().strip()
        match self.pattern.chosen():
            case "daily":
                return "daily" if times in ("", "1") else f"daily x{times}"
            case "weekdays":
                return ",".join(day for day, chip in self.days.items() if chip.isChecked())
            case "every":
                return _typed(f"every {count or 1} {self.unit.chosen()}")
            case "once":
                return "once"
            case "free":
                return "as needed"
            case "words":
                return _typed(self.words.text())
        return ""

    def setText(self, text: str) -> None:
        """Show a schedule as files have it; anything else stands there in words."""
        try:
            parsed = parse_schedule(text)
        except ScheduleError:
            self.pattern.choose(WORDS)
            self.words.setText(text)
            self._arrange_parts()
            return
        if parsed is None:
            self.pattern.choose("")
        elif parsed.free:
            self.pattern.choose(FREE)
        elif parsed.weekdays:
            self.pattern.choose(WEEKDAY)
            for place, chip in enumerate(self.days.values()):
                chip.setChecked(place in parsed.weekdays)
        elif text.startswith("daily"):
            self.pattern.choose(DAILY)
            self.times.setText(str(parsed.times))
        elif parsed.recurs:
            self.pattern.choose(EVERY)
            count, unit = _count(parsed.months, parsed.days)
            self.count.setText(str(count))
            self.unit.choose(unit)
        else:
            self.pattern.choose(ONCE)
        self._arrange_parts()

    def _picked(self) -> None:
        if self.pattern.chosen() == EVERY and not self.count.text():
            self.count.setText("1")
        if self.pattern.chosen() == DAILY and not self.times.text():
            self.times.setText("1")
        self._arrange_parts()
        first = {EVERY: self.count, DAILY: self.times, WORDS: self.words}.get(self.pattern.chosen())
        if first is not None and self.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            first.selectAll()
        self._told()

    def _told(self) -> None:
        self.edited.emit()
        self.left.emit()

    def _arrange_parts(self) -> None:
        """Show what the choice asks for."""
        pattern = self.pattern.chosen()
        shown: dict[QWidget, bool] = {self.count: pattern == EVERY, self.unit: pattern == EVERY}
        shown |= {self.times: pattern == DAILY, self._times_words: pattern == DAILY, self.words: pattern == WORDS}
        shown |= dict.fromkeys(self.days.values(), pattern == WEEKDAY)
        for part, on in shown.items():
            part.setVisible(on)
        self.updateGeometry()


def _typed(text: str) -> str:
    try:
        return typed_schedule(text)
    except ScheduleError:
        return text


def _count(months: int, days: int) -> tuple[int, str]:
    """A number of months or days in the largest unit it is a whole number of."""
    if months:
        return (months // 12, "years") if months % 12 == 0 else (months, "months")
    return (days // 7, "weeks") if days % 7 == 0 else (days, "days")
