"""The timeline: every picture on one axis, what zooms, what is never joined, and what is read out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from matplotlib.axes import Axes

from bonejournal.charts.drawn import Drawn
from bonejournal.charts.scans import Range
from bonejournal.charts.style import print_style, screen_style
from bonejournal.charts.timeline import timeline_chart
from bonejournal.domain.bone.timeline import BoneTimeline, bone_timeline
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.training.dose import DoseWeek
from bonejournal.exchange.formats import sample
from bonejournal.journal.store import Journal
from bonejournal.report.gather import training_weeks
from tests.charts import scans
from tests.charts.test_density_charts import LIGHT, boxes, lines, said, strokes


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> BoneTimeline:
    held: dict[str, tuple[Record, ...]] = {}
    records = [change.after for change in sample().step.changes if change.after is not None]
    for record in sorted(records, key=lambda item: (item.day or dt.date.min, item.id)):
        held[record.KIND.key] = (*held.get(record.KIND.key, ()), record)
    snapshot = Snapshot(scans.ON, held)
    with Journal.create(tmp_path_factory.mktemp("timeline") / "j.bonejournal") as journal:
        journal.apply(sample().step)
        return bone_timeline(snapshot, training_weeks(journal, snapshot.on))


def drawn(found: BoneTimeline, reach: Range = Range.ALL, size: tuple[float, float] = (1060, 560)) -> Drawn:
    return timeline_chart(found, screen_style(LIGHT), size, 1.0, reach)


def test_one_sentence_says_what_is_on_the_axis(found: BoneTimeline) -> None:
    assert drawn(found).summary == (
        "Since September 2020: 4 scans, 6 draws of CTX or PINP, 1 bone medicine, 1 fracture, 2 falls and 23 sets a "
        "week that load hip or spine since January 2026."
    )


def test_all_pictures_stand_above_each_other_on_one_axis(found: BoneTimeline) -> None:
    chart = drawn(found)
    assert {"Denosumab", "Wrist fracture", "Medicines", "Fractures", "Falls", "today"} <= set(said(chart))
    plots = [axes for axes in chart.figure.axes if axes.get_xlim() != (0.0, 1060.0)]
    assert len(plots) == 4
    assert len({axes.get_xlim() for axes in plots}) == 1
    assert len({(round(axes.get_position().x0, 6), round(axes.get_position().x1, 6)) for axes in plots}) == 1


def test_zooming_narrows_every_picture_and_leaves_earlier_things_out(found: BoneTimeline) -> None:
    chart = drawn(found, Range.TWO_YEARS)
    assert "Wrist fracture" not in said(chart)
    assert "Fractures" not in said(chart)
    first = min(axes.get_xlim()[0] for axes in chart.figure.axes if axes.get_xlim()[0] > 0)
    assert abs(first - dt.date(2024, 11, 12).toordinal()) < 40
    assert len(chart.points) < len(drawn(found).points)


def test_nothing_is_joined_across_scanners(found: BoneTimeline) -> None:
    changed = (dt.date(2022, 10, 6).toordinal(), dt.date(2024, 10, 9).toordinal())
    for line in lines(drawn(found), "run"):
        days = [float(day) for day in line.get_xdata()]  # type: ignore[union-attr]
        crosses = min(days) <= changed[0] + 60 and max(days) >= changed[1] - 60
        assert not crosses or line.get_gid() in {"run ctx", "run pinp"}


def test_points_are_read_from_left_to_right_and_open_their_records(found: BoneTimeline) -> None:
    points = drawn(found).points
    assert [point.x for point in points] == sorted(point.x for point in points)
    texts = [point.text for point in points]
    assert any(text.startswith("5 November 2026; CTX 184 ng/L; −64\u2009%") for text in texts)
    assert any("baseline" in text for text in texts)
    assert "Week from 2 November 2026; 27 sets that load hip or spine; strength or impact on 4 days" in texts
    assert all(point.record_id for point in points if not point.text.startswith("Week from"))


def test_the_next_dose_has_its_window_and_every_dose_its_stroke(found: BoneTimeline) -> None:
    chart = drawn(found)
    assert len(strokes(chart, "tick")) == 4
    shapes = [patch for axes in chart.figure.axes for patch in axes.patches if patch.get_gid() == "due"]
    assert len(shapes) == 1


def test_the_table_has_everything_newest_first(found: BoneTimeline) -> None:
    lines_ = found.lines
    assert [line.day for line in lines_] == sorted((line.day for line in lines_), reverse=True)
    assert lines_[0].what == "Dose due"
    kinds = {line.what for line in lines_}
    assert {"Scan", "Marker", "Medicine", "Dose", "Fracture", "Fall", "Week from"} <= kinds


def weeks_of(sets: Callable[[int], int | None], count: int) -> tuple[DoseWeek, ...]:
    monday = dt.date(2000, 1, 3)
    return tuple(DoseWeek(monday + dt.timedelta(days=7 * at), at % 4, sets(at)) for at in range(count))


def training(chart: Drawn) -> Axes:
    """The picture of training: the only one that begins at zero."""
    return next(axes for axes in chart.figure.axes if axes.get_ylim()[0] == 0 and axes.get_ylim()[1] > 1)


def test_decades_of_weeks_are_drawn_as_means_of_four(found: BoneTimeline) -> None:
    chart = drawn(replace(found, weeks=weeks_of(lambda at: at % 4 * 10, 1400)))
    assert "Sets a week that load hip or spine, means of four weeks" in said(chart)
    means = [point.text for point in chart.points if point.text.startswith("Four weeks from")]
    assert len(means) == 350
    assert all(text.endswith("; 15 sets a week that load hip or spine") for text in means)


def test_days_are_told_where_no_set_was_ever_noted(found: BoneTimeline) -> None:
    chart = drawn(replace(found, weeks=weeks_of(lambda _at: None, 8)))
    assert "Strength and impact, days a week" in said(chart)
    assert "strength or impact on 1.5 days a week since January 2000." in chart.summary
    assert training(chart).get_ylim() == (0, 7)


def test_a_week_whose_sets_are_not_noted_is_an_empty_box_and_no_zero(found: BoneTimeline) -> None:
    chart = drawn(replace(found, weeks=weeks_of(lambda at: None if at == 3 else 20, 8)))
    boxes_ = [patch for axes in chart.figure.axes for patch in axes.patches if patch.get_gid() == "not noted"]
    assert len(boxes_) == 1
    assert "empty box: a week with sessions whose sets are not noted" in said(chart)
    assert "Week from 24 January 2000; strength or impact on 3 days; sets not noted" in {
        point.text for point in chart.points
    }
    assert "20 sets a week that load hip or spine since January 2000" in chart.summary


@pytest.mark.parametrize("most, top", [(4, 30), (26, 30), (31, 40), (118, 120)])
def test_a_few_sets_more_or_less_fill_no_axis(found: BoneTimeline, most: int, top: int) -> None:
    chart = drawn(replace(found, weeks=weeks_of(lambda at: most - at % 3, 12)))
    assert training(chart).get_ylim() == (0, top)


def test_markers_that_meet_are_both_named(found: BoneTimeline) -> None:
    written = " ".join(said(drawn(found)))
    assert "CTX −64\u2009%" in written
    assert "PINP −63\u2009%" in written


def test_texts_stay_within_the_picture_also_where_it_is_narrow(found: BoneTimeline) -> None:
    for reach in Range:
        for width in (1060, 520):
            drawn_ = drawn(found, reach, (width, 640))
            assert all(box.left >= -1 and box.right <= width + 1 for _, box in boxes(drawn_))


def test_an_empty_journal_has_a_sentence() -> None:
    nothing = bone_timeline(Snapshot(scans.ON), ())
    chart = drawn(nothing)
    assert chart.points == ()
    assert chart.summary == "Nothing is on record for the timeline yet."


def test_on_paper_it_is_grey(found: BoneTimeline) -> None:
    chart = timeline_chart(found, print_style(), (680, 480))
    colours = [str(line.get_color()) for line in lines(chart, "")]
    assert colours
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours)
