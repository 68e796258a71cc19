"""The timeline of falls and the picture of a test: what each point says, and what stands in one row."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from bonejournal.charts.drawn import encoded
from bonejournal.charts.falls import falls_chart
from bonejournal.charts.function_tests import function_chart
from bonejournal.charts.style import DPI, print_style
from bonejournal.domain.bone.density import Side
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import BrokenSite, Fall, FallKind, Fracture, FunctionTest, FunctionTestKind, Injury
from bonejournal.domain.falls.history import FallHistory, fall_history
from bonejournal.domain.falls.timeline import MOST_BARS, course_rows, timeline_height, timeline_lines
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
from tests.charts.test_density_charts import boxes, lines, overlap, said

ON = dt.date(2026, 11, 12)
STYLE = print_style()


def taken(name: str, start: str, stop: str = "") -> Course:
    until = PartialDate(stop) if stop else None
    return Course(name=name, kind=CourseKind.MEDICINE, drug="zolpidem", start=PartialDate(start), stop=until)


def history(*records: Record) -> FallHistory:
    held: dict[str, tuple[Record, ...]] = {}
    for record in (Profile(id=Profile.SINGLETON, birth_date=dt.date(1960, 1, 1)), *records):
        held[record.KIND.key] = (*held.get(record.KIND.key, ()), record)
    return fall_history(Snapshot(ON, held))


def test_events_are_read_in_their_order_with_what_happened() -> None:
    found = history(
        Fall(date=dt.date(2025, 3, 1), activity="dancing", injury=Injury.NONE),
        Fall(date=dt.date(2026, 3, 1), kind=FallKind.NEAR_FALL),
        Fracture(date=PartialDate("2025-09"), site=BrokenSite.WRIST, side=Side.LEFT, mechanism="slipped"),
    )
    drawn = falls_chart(found, STYLE, (900, timeline_height(found)))
    assert [point.text for point in drawn.points] == [
        "1 March 2025; fall; Dancing",
        "Sep 2025; fracture; left wrist; slipped",
        "1 March 2026; near fall",
    ]
    assert encoded(drawn, "svg") == encoded(falls_chart(found, STYLE, (900, timeline_height(found))), "svg")


def falls(count: int, apart: int) -> FallHistory:
    days = [ON - dt.timedelta(days=apart * at + 30) for at in range(count)]
    return history(*(Fall(date=day, activity="dancing") for day in days))


def test_of_many_falls_only_the_latest_is_named_and_none_hides_another() -> None:
    few, many = falls(3, 400), falls(90, 120)
    named = [words for words in said(falls_chart(few, STYLE, (900, timeline_height(few)))) if "dancing" in words]
    assert len(named) == 3
    drawn = falls_chart(many, STYLE, (900, timeline_height(many)))
    assert len([words for words in said(drawn) if "dancing" in words or words in {"13 Oct", "13 October"}]) <= 1
    (marks,) = lines(drawn, "event")
    places = sorted(marks.get_xdata())
    assert len(places) == 90
    nearest = min(after - before for before, after in pairwise(places))
    assert marks.get_markersize() * DPI / 72 <= nearest + 1
    assert not [
        (one, other)
        for at, (one, box) in enumerate(boxes(drawn))
        for other, there in boxes(drawn)[:at]
        if overlap(box, there) > 4
    ]


def test_medicines_of_one_row_are_never_taken_together() -> None:
    one, two, three = taken("A", "2025-01", "2025-06"), taken("B", "2025-07"), taken("C", "2025-03", "2025-09")
    rows = [[course.name for course in row] for row in course_rows([one, two, three], ON)]
    assert rows == [["B", "A"], ["C"]]
    many = [taken(str(number), "2025-01") for number in range(9)]
    assert len(course_rows(many, ON)) == MOST_BARS
    assert len(timeline_lines(history(*many))) == 9


def test_a_test_has_a_line_a_side_and_its_limit() -> None:
    leg = FunctionTestKind.SINGLE_LEG_STANCE_S
    found = history(
        FunctionTest(date=dt.date(2026, 1, 1), test=leg, value=9, side=Side.LEFT),
        FunctionTest(date=dt.date(2026, 9, 1), test=leg, value=12, side=Side.LEFT),
        FunctionTest(date=dt.date(2026, 9, 1), test=leg, value=15, side=Side.RIGHT),
    )
    drawn = function_chart(found.tests[0], STYLE, (400, 220))
    assert [point.text for point in drawn.points] == [
        "1 January 2026; left 9 s", "1 September 2026; left 12 s", "1 September 2026; right 15 s",
    ]  # fmt: skip
    assert drawn.summary == "Left 12 s, right 15 s on 1 September 2026."
    lines = [line.get_ydata()[0] for line in drawn.figure.axes[1].get_lines() if line.get_gid() == "line"]
    assert lines == [5.0]
