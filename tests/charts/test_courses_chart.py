"""The picture of courses: bars from start to stop, doses, the next one's window, and words that find room."""

from __future__ import annotations

import datetime as dt

import pytest
from matplotlib.patches import Patch

from bonejournal.charts.courses import courses_chart
from bonejournal.charts.drawn import Drawn, render
from bonejournal.charts.style import print_style
from bonejournal.domain.medicines.courses import CourseRow, course_cells, course_words
from tests.charts.test_density_charts import boxes, lines, overlap, said, strokes, style
from tests.domain.making import course, day

ON = day("2026-11-12")
GIVEN = tuple(map(day, ("2024-11-18", "2025-05-20", "2025-11-19", "2026-05-20")))
PROLIA = CourseRow(
    course("denosumab_60", "2024-11-18", schedule="every 6 months", name="Denosumab"), GIVEN, day("2026-11-20")
)
THYROID = CourseRow(course("levothyroxine", "2016", name="Levothyroxine"))
STOMACH = CourseRow(course("omeprazole", "2023-03", "2025-06", name="Omeprazole"))
SLEEP = CourseRow(course("zolpidem", "2026-08-01", name="Zolpidem"))
ROWS = (PROLIA, THYROID, STOMACH, SLEEP)
SIZE = (1060.0, 190.0)
SINCE = day("2021-11-12")


def drawn(rows: tuple[CourseRow, ...] = ROWS, size: tuple[float, float] = SIZE, **more: object) -> Drawn:
    return courses_chart(rows, ON, style(), size, **{"since": SINCE, **more})  # type: ignore[arg-type]


def patches(found: Drawn, kind: str) -> list[Patch]:
    return [patch for axes in found.figure.axes for patch in axes.patches if patch.get_gid() == kind]


def test_every_course_has_a_bar_and_a_point_that_is_its_whole_row() -> None:
    found = drawn()
    assert len(patches(found, "bar")) == 4
    assert [point.record_id for point in found.points] == [row.course.id for row in ROWS]
    assert [point.span for point in found.points] == [(0.0, SIZE[0])] * 4
    heights = [point.y for point in found.points]
    assert heights == sorted(heights)


def test_when_a_long_course_began_is_said_where_no_dose_crosses_it() -> None:
    often = CourseRow(
        course("denosumab_60", "2010-01-04", schedule="every 6 months", name="Often"),
        tuple(SINCE + dt.timedelta(days=at) for at in (40, 220, 900)),
    )
    found = drawn((often, THYROID))
    began = {text: box for text, box in boxes(found) if text.startswith("since")}
    assert set(began) == {"since 4 Jan 2010", "since 2016"}
    box = began["since 4 Jan 2010"]
    assert not [x for x in strokes(found, "dose") if box.left - 4 < x < box.right + 4]
    closer = CourseRow(often.course, tuple(SINCE + dt.timedelta(days=60 * at) for at in range(31)))
    assert "since 4 Jan 2010" not in said(drawn((closer, THYROID)))


def test_doses_are_ticks_and_the_next_one_is_a_window_of_four_weeks() -> None:
    found = drawn()
    assert len(strokes(found, "dose")) == 4
    (window,) = patches(found, "due")
    (today,) = lines(found, "today")
    left, width = window.get_x(), window.get_width()  # type: ignore[attr-defined]
    assert left > today.get_xdata()[0]
    whole = found.points[0].x - strokes(found, "dose")[0]
    days = (ON - GIVEN[0]).days
    assert width == pytest.approx(28 / days * whole, rel=0.01)
    assert "due 20 November" in said(found)


def test_what_harms_bone_is_dashed_and_what_sedates_dotted() -> None:
    edges = [patch.get_linestyle() for patch in patches(drawn(), "bar")]
    assert edges[0] == edges[1]
    assert len({str(edge) for edge in edges[1:]}) == 3


def test_words_say_what_a_course_is_known_for_and_that_it_was_stopped() -> None:
    found = said(drawn())
    assert "known to lower bone; stopped" in found
    assert "since 2016" in found
    assert "since 2016" not in said(drawn(since=None))


def test_no_text_leaves_the_picture_or_covers_another() -> None:
    for size in (SIZE, (520.0, 190.0), (380.0, 190.0)):
        found = boxes(drawn(size=size))
        for text, box in found:
            assert box.left >= -1, (size, text)
            assert box.right <= size[0] + 1, (size, text)
        for place, (text, box) in enumerate(found):
            for other, second in found[place + 1 :]:
                assert overlap(box, second) < 2, (size, text, other)


def test_it_says_everything_without_the_picture_too() -> None:
    found = drawn()
    assert found.summary.startswith("Your bone medicine is denosumab since 18 November 2024")
    assert found.points[0].text == (
        f"{course_words(PROLIA.course)}; since 18 November 2024; next one due on 20 November 2026"
    )
    assert course_cells(ROWS[2]) == (
        "Omeprazole", "medicine", "", "once a day", "Mar 2023", "Jun 2025", "", "known to lower bone",
    )  # fmt: skip


def test_odd_courses_are_drawn_all_the_same() -> None:
    rows = (
        CourseRow(course("", name="No dates at all")),
        CourseRow(course("", "2027-01-01", name="Begins later")),
        CourseRow(course("", stop="1990", name="Long ago")),
        CourseRow(course("denosumab_60", "2020-01-01", name="Late"), (), ON - dt.timedelta(days=400)),
        CourseRow(course("", name="A name that is so long that it goes on in a second line and beyond it as well")),
    )
    for since in (None, SINCE):
        found = drawn(rows, (600.0, 240.0), since=since)
        assert len(found.points) == 5
        assert render(found)[1:] == (600, 240)
    assert render(courses_chart(ROWS, ON, print_style(), SIZE))[1] == 1060
