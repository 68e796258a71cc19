"""The chart of values over time: what it joins, what it leaves open, and what stands beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from bonejournal.charts.drawn import Drawn, render
from bonejournal.charts.lanes import Bar, Lane
from bonejournal.charts.style import print_style
from bonejournal.charts.trend import Band, Line, Series, Value, trend_chart, value_ticks
from tests.charts.test_density_charts import LIGHT, boxes, lines, overlap, said, strokes, style

FIRST, LAST = dt.date(2024, 11, 4), dt.date(2026, 11, 12)
SIZE = (732.0, 340.0)


def value(day: dt.date, amount: float, **more: object) -> Value:
    return replace(Value(day, amount, f"{day.isoformat()}: {amount:g}", day.isoformat()), **more)  # type: ignore[arg-type]


CTX = Series(
    "fasting, morning",
    (
        value(dt.date(2024, 11, 4), 512, label="512"),
        value(dt.date(2025, 2, 17), 83, label="83"),
        value(dt.date(2025, 5, 12), 196),
        value(dt.date(2025, 11, 10), 221, hollow=True, label="221, not fasting", tone="text2"),
        value(dt.date(2026, 5, 11), 203),
        value(dt.date(2026, 11, 5), 184, label="184", tone="met"),
    ),
    hollow_name="not fasting",
)
LAB = (Line(791, "791 lab’s upper", key="lab’s interval"), Line(111, "111 lab’s lower", key="lab’s interval"))
BASELINE = Line(512, "512 baseline", "dashed", since=FIRST)
NOISE = Band(225, 799, "−56\u2009% noise limit", since=FIRST, tone="loss_band", key="noise", label_at=225)
DENOSUMAB = Lane("Denosumab", [Bar(dt.date(2024, 11, 18), None, "")], [dt.date(2024, 11, 18), dt.date(2025, 5, 20)])


def chart(*series: Series, size: tuple[float, float] = SIZE, scale: float = 1.0, **more: object) -> Drawn:
    asked: dict[str, object] = {"unit": "ng/L", "start": FIRST, "end": LAST, "summary": "CTX."}
    return trend_chart(series or (CTX,), style(scale), size, **(asked | more))  # type: ignore[arg-type]


def full(size: tuple[float, float] = SIZE, scale: float = 1.0) -> Drawn:
    return chart(size=size, scale=scale, lines=(*LAB, BASELINE), bands=(NOISE,), lanes=(DENOSUMAB,))


def days(line: Line2D) -> list[dt.date]:
    return [dt.date.fromordinal(int(day)) for day in line.get_xdata()]


def test_the_axis_of_what_is_never_below_zero_begins_at_zero() -> None:
    low = replace(CTX, values=[replace(one, value=value) for one, value in zip(CTX.values, (512, 6.5), strict=False)])
    drawn = chart(low, from_zero=False)
    assert "0" in said(drawn)
    assert not [words for words in said(drawn) if words.startswith("−")]


def test_points_are_read_in_order_with_their_records_and_stand_at_their_markers() -> None:
    drawn = full()
    assert [point.record_id for point in drawn.points] == [one.record_id for one in CTX.values]
    assert drawn.points[0].text == "2024-11-04: 512"
    spots = [tuple(line.axes.transData.transform(xy)) for line in lines(drawn, "points") for xy in line.get_xydata()]
    for point in drawn.points:
        assert any(abs(point.x - x) < 0.01 and abs(SIZE[1] - point.y - y) < 0.01 for x, y in spots)
    assert drawn.summary == "CTX."


def test_hollow_values_are_left_out_of_the_line() -> None:
    drawn = full()
    joined = max(lines(drawn, "run"), key=lambda line: len(line.get_xdata()))
    assert dt.date(2025, 11, 10) not in days(joined)
    assert len(days(joined)) == 5
    hollow = [line for line in lines(drawn, "points") if line.get_markerfacecolor() == LIGHT["card"]]
    assert [days(line) for line in hollow] == [[dt.date(2025, 11, 10)]]
    assert {"fasting, morning", "not fasting"} <= set(said(drawn))


def test_what_is_only_known_to_be_below_a_figure_points_down_at_it() -> None:
    drawn = chart(Series("CRP", (value(FIRST, 1.4), value(LAST, 0.6, beyond="<"))))
    marked = [line for line in lines(drawn, "points") if line.get_marker() == "v"]
    assert [float(line.get_ydata()[0]) for line in marked] == [0.6]
    assert "below what the laboratory can tell" in said(drawn)


def test_days_without_values_are_left_open() -> None:
    weeks = [value(FIRST + dt.timedelta(days=7 * week), 60 + week) for week in range(10) if week not in (4, 5)]
    assert [len(days(line)) for line in lines(chart(Series("Protein", weeks, gap_days=7)), "run 0")] == [4, 4]
    assert [len(days(line)) for line in lines(chart(Series("Protein", weeks)), "run 0")] == [8]


def test_values_that_are_not_joined_have_no_line() -> None:
    drawn = chart(Series("squat", CTX.values, joined=False))
    assert not lines(drawn, "run")
    assert len(drawn.points) == 6


def test_values_outside_the_period_are_left_out() -> None:
    drawn = chart(start=dt.date(2025, 11, 12))
    assert [point.record_id for point in drawn.points] == ["2026-05-11", "2026-11-05"]


def test_without_a_value_in_the_period_the_chart_says_so() -> None:
    drawn = chart(start=dt.date(2026, 11, 10))
    assert drawn.points == ()
    assert said(drawn) == ["Nothing on record in this period."]
    assert drawn.summary == "CTX."


def test_the_axis_begins_at_zero_unless_told_otherwise() -> None:
    assert chart().figure.axes[1].get_ylim()[0] == 0
    weight = Series("Weight", (value(FIRST, 61.2), value(LAST, 62.0)))
    low, high = chart(weight, from_zero=False).figure.axes[1].get_ylim()
    assert 60 <= low <= 61.2
    assert 62 <= high <= 63
    assert chart(weight, from_zero=False, least=(50, 70)).figure.axes[1].get_ylim() == (50, 70)


def test_the_axis_reaches_the_lines_and_bands() -> None:
    low, high = (
        chart(Series("CTX", CTX.values[1:2]), lines=LAB, bands=(replace(NOISE, high=1100),)).figure.axes[1].get_ylim()
    )
    assert low == 0
    assert high >= 1100


@pytest.mark.parametrize(
    "low, high, most, ticks",
    [
        (0, 799, 7, [0, 200, 400, 600, 800]),
        (61.2, 62, 5, [61.2, 61.4, 61.6, 61.8, 62]),
        (-3, 4, 4, [-5, 0, 5]),
        (5, 5, 4, [4.5, 5, 5.5]),
        (0, 0.03, 5, [0, 0.01, 0.02, 0.03]),
        (0, 0, 3, [-1, 0, 1]),
    ],
)
def test_ticks_are_even_and_hold_the_values(low: float, high: float, most: int, ticks: list[float]) -> None:
    assert value_ticks(low, high, most=most) == pytest.approx(ticks)


def test_lines_and_bands_are_named_beside_the_plot_and_in_the_legend() -> None:
    drawn = full()
    words = said(drawn)
    for expected in ("791 lab’s upper", "111 lab’s lower", "512 baseline", "−56\u2009% noise limit"):
        assert words.count(expected) == 1
    assert words.count("lab’s interval") == 1
    assert "noise" in words
    dashes = [line for line in lines(drawn, "line") if line.get_ydata()[0] == 512]
    assert days(dashes[0])[0] == FIRST


def test_lanes_have_their_name_and_a_stroke_for_each_dose_in_the_period() -> None:
    drawn = full()
    assert "Denosumab" in said(drawn)
    assert len(strokes(drawn, "tick")) == 2
    assert len(strokes(chart(lanes=(DENOSUMAB,), start=dt.date(2025, 1, 1)), "tick")) == 1
    bars = [patch for axes in drawn.figure.axes for patch in axes.patches if patch.get_gid() == "bar"]
    assert len(bars) == 1
    assert isinstance(bars[0], Rectangle)
    stopped = Lane("Alendronate", [Bar(dt.date(2019, 1, 1), dt.date(2021, 1, 1), "")])
    assert "Alendronate" not in said(chart(lanes=(stopped,)))


def test_series_that_are_joined_are_named_at_their_end_and_told_apart_by_shape() -> None:
    squat, deadlift = (
        Series(name, [value(FIRST, low), value(LAST, low + 8)]) for name, low in (("Squat", 44), ("Deadlift", 55))
    )
    drawn = chart(squat, deadlift)
    assert {"Squat", "Deadlift"} <= set(said(drawn))
    assert {line.get_marker() for line in lines(drawn, "points")} >= {"o", "s"}
    assert len(drawn.points) == 4


def test_more_than_three_series_are_refused() -> None:
    with pytest.raises(ValueError, match="three"):
        chart(CTX, CTX, CTX, CTX)


@pytest.mark.parametrize(
    "first, last, expected",
    [
        (dt.date(2026, 11, 6), dt.date(2026, 11, 12), "12 Nov"),
        (dt.date(2026, 8, 20), dt.date(2026, 11, 12), "12 Nov"),
        (dt.date(2024, 11, 4), dt.date(2026, 11, 12), "Jan 2025"),
        (dt.date(1996, 1, 1), dt.date(2026, 11, 12), "2010"),
    ],
)
def test_the_time_axis_has_days_months_or_years(first: dt.date, last: dt.date, expected: str) -> None:
    assert expected in said(chart(Series("x", [value(last, 3)]), start=first, end=last))


@pytest.mark.parametrize("size", [SIZE, (900.0, 420.0), (520.0, 330.0), (333.0, 220.0)])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_no_text_stands_on_another_or_leaves_the_picture(scale: float, size: tuple[float, float]) -> None:
    if scale * 330 > size[0]:
        pytest.skip("no window is as narrow as this at such a size")
    placed = boxes(full(size, scale))
    for number, (text, box) in enumerate(placed):
        assert box.left >= -1, text
        assert box.right <= size[0] + 1, text
        assert box.top >= -2, text
        assert box.bottom <= size[1] + 1, text
        for other_text, other in placed[number + 1 :]:
            assert overlap(box, other) < 12, (text, other_text)


def test_ten_years_of_days_are_drawn() -> None:
    many = [value(FIRST - dt.timedelta(days=day), 7 + day % 5) for day in range(3650)]
    drawn = chart(Series("Sleep", many[::-1]), start=dt.date(2014, 1, 1))
    assert len(drawn.points) == 3650
    assert render(drawn)[1:] == (732, 340)


def test_paper_is_grey() -> None:
    drawn = trend_chart(
        (CTX,), print_style(), (333, 170), unit="ng/L", start=FIRST, end=LAST, summary="",
        lines=LAB, bands=(NOISE,), lanes=(DENOSUMAB,),
    )  # fmt: skip
    pixels, _, _ = render(drawn)
    assert pixels[0::4] == pixels[1::4] == pixels[2::4]
