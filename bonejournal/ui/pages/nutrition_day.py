"""The card of one day of eating: the line that is typed, the meals, what they come to, and supplements to tick."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from bonejournal.domain.nutrition.eating import HEADS, SHOWN, day_name, day_title
from bonejournal.domain.nutrition.foods import NUTRIENTS
from bonejournal.domain.quick.food_line import understand_food
from bonejournal.domain.quick.understood import Understood
from bonejournal.domain.units import UnitError, parse_number
from bonejournal.domain.words import number, tr
from bonejournal.ui.pages.nutrition_facts import Facts, columns, rows
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Button, ToolIcon, flat, plain, primary
from bonejournal.ui.widgets.date_field import calendar_under
from bonejournal.ui.widgets.empty import Empty
from bonejournal.ui.widgets.fields import Check, NumberField, set_state
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.table import TableView
from bonejournal.ui.widgets.text import label
from bonejournal.ui.widgets.type_ahead import Offer, TypeAhead

if TYPE_CHECKING:
    from bonejournal.domain.nutrition.intake import Intake
    from bonejournal.domain.nutrition.supplements import Tick
    from bonejournal.ui.widgets.record_table import RecordTable

MORE = tuple(key for key in NUTRIENTS if key not in SHOWN)
AMOUNT_COLUMN = 1
FEW_OFFERS = 4
"""With fewer matches than that, a food of her own is offered as well."""


class NewFood(str):
    """What was typed and no food is called."""

    __slots__ = ()


class DayParts(QObject):
    """What is put around the table of a day. It shows; what is asked for comes out as signals."""

    day_wanted = Signal(object)
    taken = Signal(object)
    ticked = Signal(object, bool)
    amount_changed = Signal(str, object)
    repeat_wanted = Signal()
    meal_wanted = Signal()
    food_wanted = Signal()

    def __init__(self, card: RecordTable, extra: Sequence[str], repeat_keys: str) -> None:
        super().__init__(card)
        self.card = card
        self.extra = tuple(extra)
        self._facts: Facts | None = None
        card.table.setObjectName("meals")
        side = theme.u(10)
        above = QVBoxLayout()
        above.setContentsMargins(side, theme.u(12), side, theme.u(4))
        above.setSpacing(theme.u(10))
        above.addWidget(self._head(repeat_keys))
        self.entry = TypeAhead(
            self._find, tr("Type a food and an amount, for example “cottage cheese 150”"), icon="plus"
        )
        self.entry.setObjectName("food-line")
        self.entry.saves = True
        self.entry.setAccessibleName(tr("Food and amount"))
        self.entry.chosen.connect(self._chosen)
        above.addWidget(self.entry)
        card.box.insertLayout(0, above)
        self.nothing = label("", "body2", wrap=True)
        self.nothing.setContentsMargins(side, theme.u(14), side, theme.u(10))
        card.add(self.nothing)
        self._first = self._begin_card()
        card.add(self._first, 1)
        beneath = QVBoxLayout()
        beneath.setContentsMargins(side, theme.u(8), side, theme.u(12))
        beneath.setSpacing(theme.u(8))
        self.note = label("", "caption", wrap=True)
        beneath.addWidget(self.note)
        beneath.addLayout(self._tick_row())
        card.box.addLayout(beneath)
        card.box.addStretch(1)
        self._editor = AmountEditor(card.table, self._amount_of, self.amount_changed.emit)
        card.table.selection_changed.connect(self._selected)

    def _head(self, repeat_keys: str) -> Flow:
        row = Flow(8)
        self.before = ToolIcon("chevron-left", tr("The day before"), lambda: self._step(-1), framed=True)
        self.after = ToolIcon("chevron-right", tr("The day after"), lambda: self._step(1), framed=True)
        self.title = label("", "heading")
        self.choose = ToolIcon("calendar", tr("Choose a day"), self._choose)
        self.to_today = flat(tr("Today"), self._to_today)
        for widget, name in ((self.before, "day-before"), (self.after, "day-after"), (self.choose, "day-choose")):
            widget.setObjectName(name)
        for part in (self.before, self.title, self.after, self.choose, self.to_today):
            row.add(part)
        self.repeat = plain(tr("Repeat yesterday"), self.repeat_wanted.emit, keys=repeat_keys, small=True)
        self.repeat.setObjectName("repeat")
        # It takes the other's place while rows are selected, so that nothing moves.
        self.save_as = Button(tr("Save as…"), self._offer_saving, small=True, tail="chevron-down")
        self.save_as.setObjectName("save-as")
        self.save_as.hide()
        for button in (self.repeat, self.save_as):
            row.add(button, end=True)
        return row

    def _begin_card(self) -> Empty:
        """What stands in the place of the meals before anything was ever eaten."""
        button = primary(tr("Type the first food"), lambda: self.entry.setFocus(Qt.FocusReason.OtherFocusReason))
        button.setObjectName("first-food")
        made = Empty("nutrition", tr("Log one usual day"), tr("Repeat it with one key after that."), button)
        made.setProperty("card", "none")  # it stands in a card already
        made.hide()
        return made

    def _tick_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.u(12))
        self._supplements = Flow(18)
        self._supplements.setAccessibleName(tr("Supplements taken"))
        row.addWidget(self._supplements, 1)
        row.addStretch(0)
        self.more = Button(tr("Columns"), self._offer_columns, kind="flat", tail="chevron-down")
        self.more.setObjectName("columns")
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _offer_saving(self) -> None:
        ways = ((tr("A meal to log again…"), self.meal_wanted), (tr("A food of your own…"), self.food_wanted))
        menu = QMenu(self.card)
        menu.setAccessibleName(tr("Save the selected rows as"))
        for words, wanted in ways:
            menu.addAction(words).triggered.connect(wanted)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.save_as.mapToGlobal(self.save_as.rect().bottomLeft()))

    # What it shows

    def show_facts(self, facts: Facts) -> None:
        """Show a day; what is being typed stays."""
        self._facts = facts
        day = facts.day
        self.title.setText(day_title(day.day, day.today))
        self.after.setEnabled(day.day < day.today)
        self.to_today.setVisible(day.day != day.today)
        self._show_repeat(facts)
        self._show_rows()
        self._show_ticks(facts.ticks)

    def _show_repeat(self, facts: Facts) -> None:
        repeat = facts.repeat
        if repeat is not None:
            yesterday = repeat.day == facts.day.day - dt.timedelta(days=1)
            day = day_name(repeat.day, facts.day.today)
            said = tr("Repeat yesterday") if facts.day.day == facts.day.today else tr("Repeat the day before")
            self.repeat.setText(said if yesterday else tr("Repeat {day}", day=day))
            self.repeat.setAccessibleName(self.repeat.text())
            self.repeat.updateGeometry()

    def _show_rows(self) -> None:
        if self._facts is None:
            return
        day = self._facts.day
        made = rows(day, self.extra)
        self.card.show_rows(columns(self.extra), made)
        self.card.table.setVisible(bool(made))
        today = day.day == day.today
        self.nothing.setText(tr("Nothing noted for today yet.") if today else tr("Nothing noted for this day."))
        self.nothing.setVisible(not made and self._facts.any)
        self._first.setVisible(not self._facts.any)
        self.more.setVisible(bool(made))
        note = day.unknown_note((*SHOWN, *self.extra)) if made else ""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._selected()

    def _show_ticks(self, ticks: Sequence[Tick]) -> None:
        focus = self._supplements.focusWidget()
        name = focus.objectName() if focus is not None and focus.hasFocus() else ""
        self._supplements.clear()
        if ticks:
            self._supplements.add(label(tr("Supplements taken"), "second"))
        for tick in ticks:
            box = Check(tick.name.replace("&", "&&"), tick.taken)
            box.setObjectName(f"tick-{tick.course.id}")
            box.setAccessibleName(tr("Taken: {supplement}", supplement=tick.said))
            box.setToolTip(tick.said)
            box.clicked.connect(lambda on, tick=tick: self.ticked.emit(tick, on))
            self._supplements.add(box)
            if box.objectName() == name:
                box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _selected(self) -> None:
        chosen = bool(self.card.selected_ids())
        self.save_as.setVisible(chosen)
        self.repeat.setVisible(not chosen and self._facts is not None and self._facts.repeat is not None)

    # The entry line

    def _find(self, text: str) -> Sequence[Offer]:
        if self._facts is None:
            return ()
        found = understand_food(text, self._facts.known, self._facts.day.day)
        offers = [Offer(made, made.sentence or made.name, _said(made, text)) for made in found]
        name = text.strip().rstrip("0123456789., ")
        if len(name) > 2 and len(offers) < FEW_OFFERS:
            title = tr("Add “{name}” to my foods…", name=name)
            offers.append(Offer(NewFood(name), title, tr("what the label says, per 100 g or per portion")))
        return offers

    def _chosen(self, item: object) -> None:
        self.entry.empty()
        self.taken.emit(item)

    # The day

    def _step(self, days: int) -> None:
        if self._facts is not None:
            self.day_wanted.emit(self._facts.day.day + dt.timedelta(days=days))

    def _to_today(self) -> None:
        if self._facts is not None:
            self.day_wanted.emit(self._facts.day.today)

    def _choose(self) -> None:
        if self._facts is not None:
            calendar_under(self.choose, self._facts.day.day, self.day_wanted.emit)

    # Columns and amounts

    def _offer_columns(self) -> None:
        menu = QMenu(self.card)
        menu.setAccessibleName(tr("More columns"))
        for key in MORE:
            action = QAction(tr(HEADS[key]), menu)
            action.setCheckable(True)
            action.setChecked(key in self.extra)
            action.toggled.connect(partial(self._show_column, key))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _show_column(self, key: str, on: bool) -> None:
        self.extra = tuple(one for one in MORE if (one in self.extra and one != key) or (one == key and on))
        self._show_rows()

    def change_amount(self) -> None:
        """Type another amount of the row that is chosen, where it stands."""
        self._editor.begin("")

    def _amount_of(self, id_: str) -> Intake | None:
        held = self._facts.day.rows if self._facts is not None else ()
        return next((row for row in held if row.id == id_), None)


def _said(made: Understood, text: str) -> str:
    if made.missing:
        return made.missing
    if made.questions:
        return made.questions[0].text
    return made.detail if any(sign.isdigit() for sign in text) else made.about


class AmountEditor(QObject):
    """A field over the amount of a row: F2, or a figure, begins it; Enter writes, Esc leaves it as it was."""

    def __init__(
        self, table: TableView, row_of: Callable[[str], Intake | None], done: Callable[[str, object], object]
    ) -> None:
        super().__init__(table)
        self._table, self._row_of, self._done = table, row_of, done
        self._id = ""
        self.field: NumberField | None = None
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.field:
                return self._typed(event)
            figure = event.text() if event.text().isdigit() and not event.modifiers() else ""
            if figure or event.key() == Qt.Key.Key_F2:
                return self.begin(figure)
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self._end()
        return False

    def begin(self, figure: str) -> bool:
        """Show the field over the chosen row's amount; `figure` is what was typed already."""
        ids = self._table.selected_ids()
        row = self._row_of(ids[0]) if len(ids) == 1 else None
        if row is None:
            return False
        self._id = row.id
        field = self.field = NumberField(row.unit)
        field.setObjectName("amount")
        field.setParent(self._table.viewport())
        field.setAccessibleName(tr("Amount of {item}", item=row.called()))
        field.enter_moves = False
        field.setText(figure or ("" if row.amount is None else number(row.amount).replace(",", "")))
        field.installEventFilter(self)
        field.setGeometry(self._place(field.sizeHint().width()))
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if not figure:
            field.selectAll()
        return True

    def _place(self, wanted: int) -> QRect:
        index = self._table.currentIndex()
        column = 0 if self._table.folded else AMOUNT_COLUMN
        cell = self._table.visualRect(index.siblingAtColumn(column))
        width = max(wanted, theme.u(96)) if self._table.folded else max(cell.width(), wanted)
        cell.setLeft(cell.right() - width + 1)
        cell.setHeight(min(cell.height(), theme.u(34)))
        return cell

    def _typed(self, event: QKeyEvent) -> bool:
        field = self.field
        if field is None:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        try:
            amount = parse_number(field.text())
        except UnitError:
            amount = Decimal(-1)
        if amount < 0:
            set_state(field, "hard")
            field.describe(problem=tr("“{text}” is not an amount.", text=field.text()))
            return True
        self._leave()
        self._done(self._id, amount)
        return True

    def _leave(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._end()

    def _end(self) -> None:
        field, self.field = self.field, None
        if field is not None:
            field.removeEventFilter(self)
            field.hide()
            field.deleteLater()
