"""Courses over time: a row each, from start to stop, with the doses given and when the next one is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from matplotlib.patches import FancyBboxPatch, Rectangle

from bonejournal.charts.boxes import Box
from bonejournal.charts.drawn import Drawn
from bonejournal.charts.frame import Frame
from bonejournal.charts.point import Point
from bonejournal.charts.style import ChartStyle
from bonejournal.domain.dates import days_before, months_after
from bonejournal.domain.medicines.courses import (
    CourseRow,
    Group,
    course_words,
    courses_sentence,
    effect_words,
    group_of,
    span_words,
)
from bonejournal.domain.medicines.medication import LATE_DAYS, Course
from bonejournal.domain.said import YEAR_NAMED_DAYS
from bonejournal.domain.words import day_and_month, day_long, day_short, tr

LEAST_MONTHS = 12
"""How far back the chart reaches at least."""
_LOOKS: dict[Group, tuple[str, str | tuple[float, tuple[float, ...]]]] = {
    Group.BONE: ("series1", "-"),
    Group.HORMONE: ("series4", "-"),
    Group.SUPPLEMENT: ("series3", "-"),
    Group.HERBAL: ("series3", "-"),
    Group.OTHER: ("text2", "-"),
    Group.HARMING: ("series2", (0, (3.5, 2))),
    Group.SEDATING: ("series5", (0, (1, 1.6))),
}
"""The edge of a course's bar: its colour and its line."""


def courses_chart(
    rows: Sequence[CourseRow],
    on: dt.date,
    style: ChartStyle,
    size: tuple[float, float],
    ratio: float = 1.0,
    since: dt.date | None = None,
    chosen: str = "",
) -> Drawn:
    """Courses over time, in the order of `rows`.

    size: width and height in pixels at `ratio` 1. since: the first day shown, from the first start on where None.
    chosen: the id of the course whose name is bold.
    """
    frame = Frame(style, size, ratio)
    courses = [row.course for row in rows]
    first, last = _days(rows, on, since)
    names = [frame.wrapped(course.called(), frame.width * 0.28)[:2] or [""] for course in courses]
    left = max((frame.measure(line, bold=True) for lines in names for line in lines), default=0) + style.u(14)
    top = frame.line_height() + style.u(8)
    bottom = frame.height - frame.line_height() - style.u(9)
    words = [_beside(row, on) for row in rows]
    room = max(
        (frame.measure(said, bold=True) for row, said in zip(rows, words, strict=True) if _coming(row, on)), default=0
    )
    right = frame.width - style.u(4) - min(room + style.u(14), frame.width * 0.25)
    frame.open(Box(left, top, right, bottom), (first, last), (len(rows), 0))
    frame.years()
    points = []
    _today(frame, on)
    for place, (row, lines) in enumerate(zip(rows, names, strict=True)):
        _rule(frame, place + 1)
        _name(frame, lines, place, bold=row.course.id == chosen)
        points.append(_draw(frame, row, place, on))
    return Drawn(frame.figure, tuple(points), courses_sentence(courses, on))


def _days(rows: Sequence[CourseRow], on: dt.date, since: dt.date | None) -> tuple[float, float]:
    """The first and last day of the picture."""
    starts = [row.course.day for row in rows if row.course.day is not None]
    begins = days_before(min([*starts, months_after(on, -LEAST_MONTHS)]), 20)
    if since is not None and begins < since:
        begins = since
    ends = max([*(row.due for row in rows if row.due is not None), on]) + dt.timedelta(days=LATE_DAYS)
    return float(begins.toordinal()), float(ends.toordinal())


def _coming(row: CourseRow, on: dt.date) -> bool:
    """Whether a dose is to come."""
    return row.due is not None and row.course.active(on)


def _rule(frame: Frame, place: int) -> None:
    y = frame.y(place)
    colour, width = frame.style.c("grid"), frame.style.pt(1)
    frame.mark((frame.plot.left, frame.width), (y, y), color=colour, linewidth=width, zorder=0.5, gid="grid")


def _name(frame: Frame, lines: Sequence[str], place: int, *, bold: bool) -> None:
    middle = frame.y(place + 0.5) - (len(lines) - 1) / 2 * frame.line_height()
    for number, line in enumerate(lines):
        x, y = frame.plot.left - frame.style.u(12), middle + number * frame.line_height()
        frame.text(x, y, line, "text", align="right", bold=bold)


def _draw(frame: Frame, row: CourseRow, place: int, on: dt.date) -> Point:
    """The bar of a course with its doses, the next one and a few words; the point stands at its end."""
    course = row.course
    end = course.stop.judged if course.stop is not None and course.stop.judged <= on else on
    left = max(frame.plot.left, frame.x(course.day.toordinal())) if course.day is not None else frame.plot.left
    right = min(frame.x(end.toordinal()), frame.plot.right)
    middle = frame.y(place + 0.5)
    if course.day is None or course.day <= on:
        _bar(frame, course, max(right, left + frame.style.u(3)), left, middle)
    doses = [x for day in row.taken if frame.plot.left <= (x := frame.x(day.toordinal())) <= frame.plot.right]
    if left <= frame.plot.left + 1:
        _since(frame, course, doses, (left, right), middle)
    half, colour = frame.style.u(11), frame.style.c(_LOOKS[group_of(course)][0])
    frame.strokes(doses, (middle - half, middle + half), color=colour, linewidth=frame.style.pt(2.6), gid="dose")
    coming = _coming(row, on)
    _words(frame, _due(frame, row, middle) if coming else right, middle, _beside(row, on), left, strong=coming)
    return Point(right, middle, _spoken(row), course.id, (0.0, frame.width))


def _bar(frame: Frame, course: Course, right: float, left: float, middle: float) -> None:
    style = frame.style
    colour, dash = _LOOKS[group_of(course)]
    half, round_ = style.u(9), style.u(3)
    bone = group_of(course) is Group.BONE
    for fill, line in ((True, False), (False, True)):  # the edge is not as pale as what it encloses
        box = FancyBboxPatch(
            (left, middle - half), right - left, 2 * half, boxstyle=f"round,pad=0,rounding_size={round_}",
            facecolor=style.c(colour if bone else "sunken") if fill else "none",
            alpha=0.2 if fill and bone else None,
            edgecolor=style.c(colour) if line else "none",
            linewidth=style.pt(1.4) if line else 0, linestyle=dash, gid="bar" if line else "ground",
        )  # fmt: skip
        frame.shape(box)


def _since(frame: Frame, course: Course, doses: Sequence[float], ends: tuple[float, float], middle: float) -> None:
    """When a course began that reaches beyond the picture, in its bar where no dose crosses the words."""
    begun = course.start.said(short=True) if course.start is not None else ""
    if not begun:
        return
    said, air = tr("since {start}", start=begun), frame.style.u(8)
    width = frame.measure(said) + 2 * air
    for start in (ends[0], *doses):
        if start + width < ends[1] and not any(start < dose < start + width for dose in doses):
            frame.text(start + air, middle, said, "text2")
            return


def _due(frame: Frame, row: CourseRow, middle: float) -> float:
    """The window of the next dose: from its day on for four weeks; where it ends."""
    style = frame.style
    day = (row.due or dt.date.min).toordinal()
    left, right = frame.x(day), frame.x(day + LATE_DAYS)
    half = style.u(9)
    box = Rectangle(
        (left, middle - half), max(right - left, style.u(10)), 2 * half, facecolor="none",
        edgecolor=style.c("series1"), linewidth=style.pt(1.4), linestyle=(0, (2, 1.6)), gid="due",
    )  # fmt: skip
    frame.shape(box)
    return max(right, left + style.u(10))


def _beside(row: CourseRow, on: dt.date) -> str:
    """What stands behind a bar: the next dose, what it is known for, that it was stopped."""
    course, effect = row.course, effect_words(row.course)
    if _coming(row, on) and row.due is not None:
        near = abs((row.due - on).days) < YEAR_NAMED_DAYS
        return tr("due {day}", day=day_and_month(row.due) if near else day_short(row.due))
    if course.stop is not None and course.stop.judged <= on:
        return tr("{effect}; stopped", effect=effect) if effect else tr("stopped")
    return effect


def _words(frame: Frame, x: float, middle: float, words: str, left: float, *, strong: bool) -> None:
    """Words behind the bar, or inside it where there is no room behind; the table has them too."""
    gap, width = frame.style.u(8), frame.measure(words, bold=strong)
    end = frame.width if strong or x >= frame.plot.right - frame.style.u(2) else frame.plot.right
    if not words:
        return
    if x + gap + width <= end:
        frame.text(x + gap, middle, words, "series1" if strong else "text2", bold=strong)
    elif x - gap - width >= left + gap:
        frame.text(x - gap - width, middle, words, "series1" if strong else "text2", bold=strong, over=True)


def _today(frame: Frame, on: dt.date) -> None:
    x = frame.x(on.toordinal())
    edges = (frame.plot.top, frame.plot.bottom)
    frame.mark((x, x), edges, color=frame.style.c("text"), linewidth=frame.style.pt(1.2), zorder=1.5, gid="today")
    half = frame.measure(tr("today"), bold=True) / 2
    middle = frame.plot.top - frame.style.u(4) - frame.line_height() / 2
    frame.text(min(x, frame.width - half), middle, tr("today"), align="center", bold=True)


def _spoken(row: CourseRow) -> str:
    """A row as it is read out; parts apart by semicolons."""
    parts = [course_words(row.course), span_words(row.course), effect_words(row.course)]
    if row.due is not None:
        parts.append(tr("next one due on {day}", day=day_long(row.due)))
    return "; ".join(filter(None, parts))
