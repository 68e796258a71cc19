"""What stands under a plot over time: days, months or years, as many as there is room for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bonejournal.charts.frame import Frame
from bonejournal.domain.dates import months_after
from bonejournal.domain.words import day_brief, month_brief, month_short

_DAY_STEPS = (1, 2, 7, 14, 28)
_MONTH_STEPS = (1, 3, 6)


def draw_dates(frame: Frame, start: dt.date, end: dt.date) -> None:
    """Write days where weeks are shown, months with their years up to some years, else years."""
    for ticks in _candidates(start, end):
        if len(ticks) > 1 and _has_room(frame, ticks):
            _write(frame, ticks)
            return
    frame.years()


def _candidates(start: dt.date, end: dt.date) -> Iterator[list[tuple[dt.date, str]]]:
    days = (end - start).days
    if days <= 190:
        for step in _DAY_STEPS:
            # From the latest day back, so that the day she knows best is among them.
            shown = range(days % step, days + 1, step)
            yield [(day, day_brief(day)) for day in (start + dt.timedelta(at) for at in shown)]
    for step in _MONTH_STEPS:
        yield list(_months(start, end, step))


def _months(start: dt.date, end: dt.date, step: int) -> Iterator[tuple[dt.date, str]]:
    month = start.replace(day=1) if start.day == 1 else months_after(start.replace(day=1), 1)
    first = True
    while month <= end:
        if (month.month - 1) % step == 0:
            yield month, month_short(month) if first or month.month == 1 else month_brief(month)
            first = False
        month = months_after(month, 1)


def _has_room(frame: Frame, ticks: list[tuple[dt.date, str]]) -> bool:
    gap, edge = frame.style.u(28), float("-inf")
    for day, said in ticks:
        half = frame.measure(said) / 2
        x = frame.x(day.toordinal())
        if x - half < edge:
            return False
        edge = x + half + gap
    return True


def _write(frame: Frame, ticks: list[tuple[dt.date, str]]) -> None:
    middle = frame.plot.bottom + frame.style.u(5) + frame.line_height() / 2
    for day, said in ticks:
        half = frame.measure(said) / 2
        x = frame.x(day.toordinal())
        if half <= x <= frame.width - half:
            frame.text(x, middle, said, "text2", align="center")
