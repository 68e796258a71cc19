"""A date to type or to pick from a calendar. It holds text; reading the text is the form's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from bonejournal.domain.words import day_short, tr
from bonejournal.ui import icons
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import ToolIcon
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.popover import Popover


class DateField(TextField):
    """A line with a calendar button at its end; Alt+Down opens the calendar too.

    `read` turns the text into a day, so that the calendar opens there; without it, or where it gives None, the
    calendar opens at the current month. `picked` comes with the text of a day chosen in the calendar.
    """

    picked = Signal(str)

    def __init__(self, hint: str = "", *, read: Callable[[str], dt.date | None] | None = None) -> None:
        super().__init__(hint)
        self._read = read
        self.setTextMargins(0, 0, theme.u(26), 0)
        self._button = ToolIcon("calendar", tr("Choose from a calendar"), self.open_calendar)
        self._button.setParent(self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(theme.u(168))
        return hint

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        hint.setWidth(theme.u(150))
        return hint

    def open_calendar(self) -> Popover:
        """Show a month beneath the field."""
        there = self._read(self.text()) if self._read is not None else None
        return calendar_under(self, there, self._take)

    def _take(self, day: dt.date) -> None:
        text = day_short(day)
        self.setText(text)
        self.picked.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self._button.width()
        self._button.move(self.width() - side - theme.u(3), (self.height() - side) // 2)


def calendar_under(anchor: QWidget, there: dt.date | None, take: Callable[[dt.date], object]) -> Popover:
    """Show the month of a day (the current one where there is none) beneath a widget; `take` gets the day chosen."""
    calendar = QCalendarWidget()
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    calendar.setMinimumSize(theme.u(300), theme.u(250))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        shade = QTextCharFormat()
        shade.setForeground(QColor(theme.c("text2")))
        calendar.setWeekdayTextFormat(day, shade)
    for name, icon, said in (
        ("qt_calendar_prevmonth", "chevron-left", tr("Month before")),
        ("qt_calendar_nextmonth", "chevron-right", tr("Month after")),
    ):
        button = calendar.findChild(QToolButton, name)
        if isinstance(button, QToolButton):
            button.setIcon(icons.icon(icon, "text2"))
            button.setIconSize(QSize(theme.u(18), theme.u(18)))
            button.setAccessibleName(said)
    if there is not None:
        calendar.setSelectedDate(QDate(there.year, there.month, there.day))
    popover = Popover(anchor, calendar, tr("Calendar"), width=330)

    def chosen(day: QDate) -> None:
        if popover.isHidden():  # a double click chooses once
            return
        popover.dismiss()
        take(dt.date(day.year(), day.month(), day.day()))

    calendar.clicked.connect(chosen)
    calendar.activated.connect(chosen)
    return popover
