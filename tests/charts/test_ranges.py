"""Published ranges on one scale, and hers beneath them."""

from __future__ import annotations

import datetime as dt

from bonejournal.charts.drawn import Drawn
from bonejournal.charts.ranges import ranges_chart
from bonejournal.charts.structure import structure_chart
from bonejournal.charts.style import screen_style
from bonejournal.domain.bone.beside_published import response, structure, yearly
from bonejournal.domain.falls.events import Assessed, Assessment
from tests.charts import scans
from tests.charts.test_density_charts import LIGHT, boxes, lines, overlap, said

STYLE = screen_style(LIGHT)


def drawn(width: float = 1000, what: str = "response") -> Drawn:
    found = {"response": response, "yearly": yearly}[what](scans.snapshot())
    assert found is not None
    rows = len(found.published) + len(found.hers)
    return ranges_chart(found, STYLE, (width, 36 * rows + 44))


def test_every_range_and_hers_has_a_row_and_a_point() -> None:
    chart = drawn()
    assert len(chart.points) == 7
    assert len(lines(chart, "hers")) == len(lines(chart, "noise")) == 3
    assert len(lines(chart, "does")) == 1
    assert chart.points[2].text.startswith("Medication alone; +3\u2009% to +7\u2009% in the first year")
    assert chart.points[4].text == "Spine L1–L4; +7.0\u2009%, real gain; Oct 2024 to Oct 2026"


def test_losses_of_the_documents_lie_left_of_zero_and_whose_they_are_is_said() -> None:
    chart = drawn(what="yearly")
    zero = next(line for line in lines(chart, "grid") if line.get_linewidth() > STYLE.pt(1.1)).get_xdata()[0]
    ageing, early = chart.points[:2]
    assert early.x < ageing.x < float(zero)
    assert "The post-menopausal decade" in ageing.text


def test_texts_stay_in_the_picture_and_off_each_other() -> None:
    for width in (1000, 560):
        found = boxes(drawn(width))
        assert all(box.left >= -1 and box.right <= width + 1 for _, box in found)
        assert not any(overlap(one, two) > 4 for at, (_, one) in enumerate(found) for _, two in found[:at])


def test_tbs_stands_by_itself_above_hr_pqct() -> None:
    image = Assessment(date=dt.date(2025, 5, 3), kind=Assessed.HR_PQCT, result="Tb.N 1.2 /mm")
    found = structure(scans.snapshot(*scans.sample_scans(), image))
    assert found is not None
    chart = structure_chart(found, scans.ON, STYLE, (700, 240))
    assert {"1.268", "HR-pQCT"} <= set(said(chart))
    assert len(chart.points) == 1
