"""Nutrition: one day of eating as it is typed, the week's averages beside it, and what can be logged again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

import bonejournal.ui.widgets.table_model  # noqa: F401  # before a question does, in its thread: it names Qt's classes
from bonejournal.domain.words import capital, day_and_month, mark, tr, trn
from bonejournal.ui.pages.journal_page import JournalPage, RowAction
from bonejournal.ui.pages.switch import NUTRITION, page_switch
from bonejournal.ui.widgets.stages import Stages

if TYPE_CHECKING:
    from bonejournal.domain.nutrition.intake import Intake
    from bonejournal.domain.nutrition.supplements import Tick
    from bonejournal.domain.template import Template
    from bonejournal.journal.store import Journal
    from bonejournal.ui.desk import Desk
    from bonejournal.ui.pages.nutrition_day import DayParts
    from bonejournal.ui.pages.nutrition_facts import Facts
    from bonejournal.ui.pages.page import Frame


class NutritionPage(JournalPage):
    """Nutrition. The day shown and the columns added live as long as the window, and are written nowhere."""

    key = "nutrition"
    title = mark("Nutrition")
    shows = frozenset({"intake", "foods", "medications", "templates", "body", "profile", "targets", "labs"})
    parent_key = ""
    ratio = (64, 36)

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self.facts: Facts | None = None
        self.parts: DayParts | None = None
        self._day: dt.date | None = None
        self._extra: tuple[str, ...] = ()
        self._entered = ""
        self._to_entry = self._week_as_table = False
        self._stages = Stages(self)
        page_switch(self, NUTRITION)
        button = self.set_primary(tr("Add food"), lambda: self.frame.run("food"), keys=frame.keys_of("food"))
        button.setObjectName("add-food")
        for keys, days in (("PgUp", -1), ("PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda days=days: self.step_day(days))

    # Its state

    def keep(self) -> Mapping[str, str]:
        entered = self.parts.entry.text() if self.parts is not None else self._entered
        extra = self.parts.extra if self.parts is not None else self._extra
        return {
            "day": self._day.isoformat() if self._day else "",
            "extra": " ".join(extra),
            "entered": entered,
            "table": "yes" if self._week_as_table else "",
        }

    def restore(self, kept: Mapping[str, str]) -> None:
        self._day = dt.date.fromisoformat(kept["day"]) if kept["day"] else None
        self._extra, self._entered = tuple(kept["extra"].split()), kept["entered"]
        self._week_as_table = bool(kept["table"])

    @property
    def day(self) -> dt.date:
        """The day that is wanted; today where none was chosen."""
        return self._day or self.desk.on

    @property
    def in_sight(self) -> dt.date:
        """The day whose meals are seen: what is done is done to it, also while another one is on its way."""
        return self.facts.day.day if self.facts is not None else self.day

    def show_day(self, day: dt.date) -> None:
        """Show another day, none that is still to come."""
        self._day = None if day >= self.desk.on else day
        self.load()

    def step_day(self, days: int) -> None:
        """The day before (-1) or after (1)."""
        self.show_day(self.day + dt.timedelta(days=days))

    def load(self) -> None:
        day, now = self.day, dt.datetime.now().astimezone().time()

        def question(journal: Journal) -> Facts:
            from bonejournal.ui.pages.nutrition_facts import facts

            return facts(journal, day, now)

        self.ask(question, self.fill)

    # What is shown

    def fill(self, facts: Facts) -> None:
        """Show a journal's values. The day's card stays, for she may be typing in it."""
        self.facts = facts
        self.set_sentence(facts.sentence)
        first: DayParts | None = self.parts
        if first is None:
            self.clear()
            first = self._lay_out()
        first.show_facts(facts)
        self._stages.run(lambda: None, self._show_week, self._show_again)
        if self._to_entry:
            self.begin_entry()

    def _lay_out(self) -> DayParts:
        from bonejournal.ui.pages.nutrition_day import DayParts
        from bonejournal.ui.widgets.slot import Slot

        card = self.record_card(tr("Meals"), "intake", most=60)
        parts = self.parts = DayParts(card, self._extra, self.frame.keys_of("repeat"))
        parts.entry.setText(self._entered)
        parts.day_wanted.connect(self.show_day)
        parts.taken.connect(self.take)
        parts.ticked.connect(self.tick)
        parts.amount_changed.connect(self.set_amount)
        parts.repeat_wanted.connect(self.repeat_last)
        parts.meal_wanted.connect(self.save_meal)
        parts.food_wanted.connect(self.save_food)
        self.add_left(card, 1)
        self._again, self._week = Slot(), Slot()
        self.add_left(self._again)
        self.add_right(self._week, 1)
        return parts

    def _show_week(self) -> None:
        facts = self.facts
        if facts is not None:
            self._week.show_value((facts.any, facts.week, facts.sentence), lambda: self._week_card(facts))

    def _week_card(self, facts: Facts) -> QWidget:
        from bonejournal.ui.pages.nutrition_week import WeekCard, asked_card

        if not facts.any:
            return asked_card(self.frame, facts.week)
        card = WeekCard(self.frame, self.desk, facts.week, facts.sentence)
        card.setObjectName("week")
        card.show_table(self._week_as_table)
        card.table_shown.connect(self._week_table)
        return card

    def _week_table(self, on: bool) -> None:
        self._week_as_table = on

    def _show_again(self) -> None:
        from bonejournal.ui.again import offered
        from bonejournal.ui.widgets.buttons import link
        from bonejournal.ui.widgets.log_again import LogAgain

        if self.facts is None:
            return
        where = link(tr("Where nutrients come from"), lambda: self.frame.go("nutrient-sources"))
        where.setObjectName("nutrient-sources")
        items = offered(self.facts.templates, self.frame.keys_of, eating=True)
        self._again.hold(LogAgain(items, self.log_again, lambda: self.frame.go("templates"), where))

    # What is done

    def begin_entry(self) -> None:
        """Go to the line in which food is typed."""
        self._to_entry = self.parts is None
        if self.parts is not None:
            self.parts.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.parts.entry.selectAll()

    def take(self, item: object) -> None:
        """Write what was chosen beneath the entry line, or begin a food of her own."""
        from bonejournal.domain.nutrition.foods import HerFood
        from bonejournal.domain.quick.food_line import eaten_row
        from bonejournal.domain.quick.understood import Understood
        from bonejournal.ui.pages.nutrition_day import NewFood

        if isinstance(item, NewFood):
            self.begin_form(HerFood(name=capital(str(item))))
        if not isinstance(item, Understood):
            return
        made = item.keeping()
        row = eaten_row(made)
        if row is None:
            self.frame.say(item.missing)
            self._type_again(item.text)
            return
        if row.position is None and self.facts is not None and row.date == self.facts.day.day:
            row = replace(row, position=max((one.position or 0 for one in self.facts.day.rows), default=0) + 1)
        self._write_rows([row], tr("Add {name}", name=row.called()), made.sentence)

    def _type_again(self, text: str) -> None:
        if self.parts is not None:
            self.parts.entry.setText(text)

    def _write_rows(self, rows: Sequence[Intake], label: str, said: str) -> None:
        from bonejournal.domain.step import Change, Step

        self.write(Step(label, tuple(Change(None, row) for row in rows)), said)

    def tick(self, tick: Tick, on: bool) -> None:
        """Note that a supplement was taken on the day shown, or that it was not."""
        from bonejournal.ui.pages.pressed import tick as ticked

        self.do(partial(ticked, course_id=tick.course.id, day=self.in_sight, on=on))

    def set_amount(self, id_: str, amount: Decimal) -> None:
        """Write another amount of a row, what it holds in proportion."""
        from bonejournal.ui.pages.pressed import amount as amount_of

        self.do(partial(amount_of, id_=id_, amount=amount))

    def _row(self, id_: str) -> Intake | None:
        held = self.facts.day.rows if self.facts is not None else ()
        return next((row for row in held if row.id == id_), None)

    def chosen_rows(self) -> list[Intake]:
        """The rows of the day that are selected."""
        return [row for id_ in self.chosen_ids() if (row := self._row(id_)) is not None]

    def log_again(self, id_: str) -> None:
        """Record a template for the day shown."""
        from bonejournal.ui.again import LogsAgain

        found: Template | None = None
        if self.facts is not None:
            found = next((one for one in self.facts.templates if one.id == id_), None)
        if found is not None:
            LogsAgain(self.desk, self.frame).log(found, self.in_sight)

    def repeat_last(self) -> None:
        """Ask whether the latest day before is to be repeated on the day shown; Enter does it."""
        from bonejournal.ui.dialogs.repeat_day import ask_repeat

        if self.facts is None:
            return
        repeat = self.facts.repeat
        if repeat is None:
            self.frame.say(tr("There is no day before this one to repeat."))
            return
        ask_repeat(self, repeat, self.desk.on, self._repeat)

    def _repeat(self, rows: Sequence[Intake]) -> None:
        from bonejournal.domain.nutrition.meals import placed

        if self.facts is None:
            return
        made = placed(rows, self.in_sight, self.facts.day.rows)
        day = day_and_month(rows[0].date)
        said = trn("{count} thing of {day} noted.", "{count} things of {day} noted.", len(made), day=day)
        self._write_rows(made, tr("Repeat {day}", day=day), said)

    def save_meal(self) -> None:
        """Keep the selected rows as a meal that can be logged again."""
        from bonejournal.ui.dialogs.save_rows import ask_meal

        rows = self.chosen_rows()
        if rows and self.facts is not None:
            ask_meal(self, rows, self.facts.templates, self.write)

    def save_food(self) -> None:
        """Keep the selected rows as one food of her own."""
        from bonejournal.ui.dialogs.save_rows import ask_food

        rows = self.chosen_rows()
        if rows:
            ask_food(self, rows, self.write)

    def duplicate_chosen(self) -> None:
        """The same once more on the day shown, at once: its amount can be changed where it stands."""
        from bonejournal.domain.nutrition.meals import placed

        rows = self.chosen_rows()
        if rows and self.facts is not None:
            said = trn("{count} row noted once more.", "{count} rows noted once more.", len(rows))
            made = placed(rows, self.in_sight, self.facts.day.rows)
            self._write_rows(made, tr("Duplicate {name}", name=rows[0].called()), said)

    def row_actions(self) -> Sequence[RowAction]:
        """What can be done with the selected rows."""
        chosen = self.chosen_ids()
        some, one = bool(chosen), len(chosen) == 1
        return (
            RowAction(tr("Open"), lambda: self.open_row(chosen[0], "intake"), one),
            RowAction(tr("Change the amount"), self._change_amount, one),
            RowAction(tr("Duplicate"), self.duplicate_chosen, some),
            RowAction(tr("Delete"), self.delete_chosen, some),
            RowAction(tr("Save as a meal…"), self.save_meal, some),
            RowAction(tr("Save as a food…"), self.save_food, some),
        )

    def _change_amount(self) -> None:
        if self.parts is not None:
            self.parts.change_amount()
