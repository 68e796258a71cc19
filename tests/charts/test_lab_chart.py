"""The chart of one laboratory test: what is joined, what it is read against, and the medicines beneath."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bonejournal.charts.drawn import Drawn
from bonejournal.charts.labs import lab_chart
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.labs.history import history
from bonejournal.domain.labs.panels import Comparator, LabPanel, LabResult
from bonejournal.domain.medicines.courses import CourseRow
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.snapshot import Snapshot
from tests.charts.test_density_charts import lines, said, style

ON = dt.date(2026, 11, 12)
DENOSUMAB = Course(
    name="Denosumab", drug="denosumab_60", kind=CourseKind.MEDICINE, start=PartialDate("2024-11-18"),
    schedule="every 6 months",
)  # fmt: skip
ROW = CourseRow(DENOSUMAB, (dt.date(2024, 11, 18), dt.date(2025, 5, 20)))


def ctx(day: dt.date, value: str, *, fasting: bool = True, sign: Comparator | None = None) -> LabPanel:
    result = LabResult(
        analyte="ctx", value=Decimal(value), unit="ng/L", ref_low=Decimal(111), ref_high=Decimal(791), comparator=sign
    )
    return LabPanel(date=day, time=dt.time(8, 10), fasting=fasting, lab="Northgate", results=(result,))


PANELS = (
    ctx(dt.date(2024, 11, 4), "512"),
    ctx(dt.date(2025, 5, 12), "196"),
    ctx(dt.date(2025, 11, 10), "221", fasting=False),
    ctx(dt.date(2026, 11, 5), "184"),
)


def chart(
    *panels: LabPanel, courses: tuple[Course, ...] = (DENOSUMAB,), unit: str = "", start: dt.date | None = None
) -> Drawn:
    found = history(Snapshot(ON, {"labs": panels, "medications": courses}), "ctx", unit)
    assert found is not None
    return lab_chart(found, (ROW,), style(), (732, 330), start=start, end=ON)


def test_what_compares_is_joined_and_the_rest_is_hollow_beside_it() -> None:
    drawn = chart(*PANELS)
    assert [point.record_id for point in drawn.points] == [panel.id for panel in PANELS]
    assert [len(line.get_xdata()) for line in lines(drawn, "run")] == [3]
    assert "221, not fasting" in said(drawn)
    assert {"fasting, in the morning", "not fasting"} <= set(said(drawn))


def test_it_is_read_against_the_interval_and_the_baseline_with_its_noise() -> None:
    words = set(said(chart(*PANELS)))
    assert {"791 lab’s upper", "111 lab’s lower", "512 baseline", "−56\u2009% noise limit"} <= words
    assert "Denosumab" in words
    alone = set(said(chart(PANELS[0], courses=())))
    assert not {word for word in alone if "baseline" in word or "noise" in word}


def test_another_unit_changes_every_figure() -> None:
    words = set(said(chart(*PANELS, unit="ng/mL")))
    assert {"0.512 baseline", "0.791 lab’s upper", "0.184"} <= words


def test_a_point_is_read_out_whole() -> None:
    point = chart(*PANELS).points[-1]
    assert point.text == "5 November 2026, 08:10; CTX 184 ng/L; fasting; −64\u2009%, Real fall; Northgate"


def test_what_is_below_a_figure_points_down_at_it() -> None:
    drawn = chart(ctx(dt.date(2026, 11, 5), "30", sign=Comparator.LESS))
    assert [line.get_marker() for line in lines(drawn, "points")] == ["v"]


def test_the_period_can_begin_at_any_day_and_is_half_a_year_at_least() -> None:
    assert len(chart(*PANELS, start=dt.date(2025, 6, 1)).points) == 2
    low, high = chart(*PANELS[-1:], start=dt.date(2026, 11, 5)).figure.axes[1].get_xlim()
    assert high - low >= 180


def test_courses_that_follow_each_other_share_a_lane() -> None:
    before = Course(
        name="Alendronate", drug="alendronate", kind=CourseKind.MEDICINE, start=PartialDate("2019-01"),
        stop=PartialDate("2024-10"), schedule="every 7 days",
    )  # fmt: skip
    found = history(Snapshot(ON, {"labs": PANELS, "medications": (DENOSUMAB, before)}), "ctx")
    assert found is not None

    def height(rows: tuple[CourseRow, ...]) -> int:
        drawn = lab_chart(found, rows, style(), (732, 330), start=dt.date(2023, 1, 1), end=ON)
        bars = [patch for axes in drawn.figure.axes for patch in axes.patches if patch.get_gid() == "bar"]
        return len({round(bar.get_window_extent().y0) for bar in bars})

    assert height((ROW, CourseRow(before))) == 1
    beside = Course(name="Teriparatide", drug="teriparatide", kind=CourseKind.MEDICINE, start=PartialDate("2025-01"))
    assert height((ROW, CourseRow(beside))) == 2
