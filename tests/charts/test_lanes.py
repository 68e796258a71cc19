"""Rows of medicines and fractures beneath a chart: where they stand, what they say, and what is never there."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bonejournal.charts.density import bmd_chart
from bonejournal.charts.drawn import Drawn
from bonejournal.charts.style import print_style, screen_style
from bonejournal.domain.bone.density import Site
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import BrokenSite, Fracture
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.record import Record
from tests.charts import scans
from tests.charts.test_density_charts import LIGHT, SIZE, boxes, lines, overlap, said, strokes

SPINE = (Site.LUMBAR_SPINE, None)
GIVEN = (dt.date(2024, 11, 18), dt.date(2025, 5, 20), dt.date(2025, 11, 19), dt.date(2026, 5, 20))
DENOSUMAB = Course(
    name="Denosumab", drug="denosumab_60", kind=CourseKind.MEDICINE, schedule="every 6 months",
    start=PartialDate("2024-11-18"),
)  # fmt: skip
DOSES = [Dose(medication_id=DENOSUMAB.id, date=day, taken=True) for day in GIVEN]
WRIST = Fracture(date=PartialDate("2023-01-12"), site=BrokenSite.WRIST)


def drawn(*records: Record, paper: bool = False) -> Drawn:
    snapshot = scans.snapshot(*scans.sample_scans(), *records)
    if paper:
        return bmd_chart(snapshot, SPINE, print_style(), (332, 174), span=0.36)
    return bmd_chart(snapshot, SPINE, screen_style(LIGHT), SIZE)


def rows(chart: Drawn, *words: str) -> set[int]:
    """The heights at which words stand, in pixels."""
    return {round((box.top + box.bottom) / 20) for text, box in boxes(chart) if text in words}


def test_medicine_and_fracture_share_a_row_where_there_is_room_for_both_with_their_names() -> None:
    chart = drawn(DENOSUMAB, *DOSES, WRIST)
    assert {"Denosumab", "Wrist fracture"} <= set(said(chart))
    assert len(rows(chart, "Denosumab", "Wrist fracture")) == 1
    assert len(strokes(chart, "tick")) == len(GIVEN)
    assert len(lines(chart, "event")) == 1


def test_what_overlaps_has_a_row_of_its_own() -> None:
    steroid = Course(
        name="Prednisone", drug="prednisone", kind=CourseKind.MEDICINE, schedule="daily", start=PartialDate("2024-01"),
        stop=PartialDate("2026-01"),
    )  # fmt: skip
    assert len(rows(drawn(DENOSUMAB, *DOSES, steroid), "Denosumab", "Prednisone")) == 2


def test_names_and_marks_never_stand_on_each_other() -> None:
    other = replace(WRIST, id="b", date=PartialDate("2024-09-02"), site=BrokenSite.ANKLE)
    chart = drawn(DENOSUMAB, *DOSES, WRIST, other)
    names = [box for text, box in boxes(chart) if text in {"Denosumab", "Wrist fracture", "Ankle fracture"}]
    assert len(names) == 3
    assert not any(overlap(one, two) for at, one in enumerate(names) for two in names[:at])


def test_a_daily_tablet_has_no_strokes_and_other_medicines_no_bar() -> None:
    tablet = replace(DENOSUMAB, id="t", name="Raloxifene", drug="raloxifene", schedule="daily")
    taken = [replace(dose, id=f"t{at}", medication_id="t") for at, dose in enumerate(DOSES)]
    heart = replace(DENOSUMAB, id="h", name="Amlodipine", drug="")
    chart = drawn(tablet, *taken, heart)
    assert "Raloxifene" in said(chart)
    assert strokes(chart, "tick") == []
    assert "Amlodipine" not in said(chart)


def test_what_stands_beneath_is_read_before_the_scans() -> None:
    points = drawn(DENOSUMAB, *DOSES, WRIST).points
    assert [point.record_id for point in points[:2]] == [WRIST.id, DENOSUMAB.id]
    assert points[1].text.endswith("4 doses taken")
    assert points[-1].text.startswith("13 October 2026")


def test_more_rows_than_there_is_room_for_are_counted() -> None:
    many = [replace(DENOSUMAB, id=f"c{at}", name=f"Course {at}") for at in range(7)]
    found = said(drawn(*many))
    assert sum(text.startswith("Course") for text in found) == 4
    assert "3 more not shown here" in found


def test_on_paper_a_fracture_stands_within_the_plot_and_the_medicine_beneath_it() -> None:
    chart = drawn(DENOSUMAB, *DOSES, WRIST, paper=True)
    assert min(rows(chart, "Wrist fracture")) < min(rows(chart, "2023")) < min(rows(chart, "Denosumab"))
    assert len(strokes(chart, "tick")) == len(GIVEN)


def test_standardised_bmd_is_dotted_marked_as_approximate_and_only_on_request() -> None:
    snapshot = scans.snapshot()
    words = "approximate, different machines: standardised BMD"
    assert words not in said(drawn())
    chart = bmd_chart(snapshot, SPINE, screen_style(LIGHT), (758, 440), approximate=True)
    assert words in said(chart)
    (line,) = lines(chart, "run standard")
    assert line.get_linestyle() != "-"
    assert len(line.get_xdata()) == 4  # type: ignore[arg-type]
    assert len(chart.points) == 4


def test_paper_has_every_fracture_named_where_there_is_room() -> None:
    months = ("2021-02", "2021-03", "2022-06", "2023-09", "2024-09", "2024-10", "2025-11")
    broken = [replace(WRIST, id=month, date=PartialDate(month)) for month in months]
    chart = drawn(*broken, paper=True)
    assert sum(len(marks.get_xdata()) for marks in lines(chart, "event")) == len(months)
    assert "Wrist fracture" in said(drawn(broken[3], paper=True))
