"""The table of scans and the charts on the doctor's page, by examples."""

from __future__ import annotations

import datetime as dt

import pytest

from bonejournal.domain.bone.density import DxaScan, Side
from bonejournal.report.content import Choices
from bonejournal.report.density import Form, charts_section, density_section
from bonejournal.report.values import Section
from tests.domain.making import HIP, NECK, RADIUS, SPINE, journal, row, scan

ON = "2026-11-12"


def section(*scans: DxaScan, form: Form | None = None) -> Section:
    return density_section(journal(ON, *scans), Choices(), form or Form())


def rows(shown: Section) -> list[list[str]]:
    return [
        ["/".join("".join(run.text for run in line) for line in cell) for cell in told if cell]
        for table in shown.tables
        for told in table.rows
    ]


def charts_note(*scans: DxaScan) -> str:
    charts = charts_section(journal(ON, *scans), Choices())
    assert charts is not None
    return charts.notes[0]


def test_a_score_without_a_density_begins_the_line() -> None:
    assert rows(section(scan("2025-09-30", row(SPINE, t=-1.9), row(NECK, 0.7, -2.5)))) == [
        ["30 Sep 2025/A, Clinic", "0.700  T −2.5", "T −1.9"]
    ]


def test_a_vertebra_by_itself_is_counted_and_takes_no_row() -> None:
    whole, single = scan("2024-05-01", row(SPINE, 0.8, -2.3)), scan("2026-05-01", row(SPINE, 0.79, vertebrae="L2"))
    shown = section(whole, single)
    assert [told[0] for told in rows(shown)] == ["1 May 2024/A, Clinic"]
    assert "1 other region is on record and never judged." in shown.notes
    assert section(single).notes == ("1 other region is on record and never judged.",)


def test_vertebrae_beside_the_whole_spine_are_counted_too() -> None:
    each = [row(SPINE, 0.8, vertebrae=f"L{place}") for place in range(1, 5)]
    shown = section(scan("2024-05-01", row(SPINE, 0.8, -2.3), *each))
    assert "4 other regions are on record and never judged." in shown.notes


def test_each_scan_that_stands_in_no_table_is_counted_once() -> None:
    spines = [scan(f"20{at}-03-01", row(SPINE, 0.9), row(HIP, 0.8), row(NECK, 0.7)) for at in range(10, 16)]
    arms = [scan(f"20{at}-03-01", row(RADIUS, 0.6, side=Side.LEFT)) for at in range(16, 20)]
    shown = section(*spines, *arms)
    assert [told[0][:10] for told in rows(shown)] == [
        "1 Mar 2015", "1 Mar 2014", "1 Mar 2013", "1 Mar 2012", "1 Mar 2019", "1 Mar 2018",
    ]  # fmt: skip
    assert "4 earlier scans are not shown." in shown.notes


@pytest.mark.parametrize(
    "scans, said",
    [
        (
            [scan("2019-05-01", row(SPINE, 0.85)), scan("2021-05-01", row(SPINE, 0.82, vertebrae="L1+L2+L4"))],
            "Hollow: L1–L4; filled: L1+L2+L4.",
        ),
        (
            [scan("2019-05-01", row(SPINE, 0.9), model="X"), scan("2021-05-01", row(SPINE, 0.9), model="Y")],
            "Hollow: X; filled: Y.",
        ),
        (
            [
                scan("2019-05-01", row(HIP, 0.85), serial="1", facility="North"),
                scan("2021-05-01", row(HIP, 0.82), serial="2", facility="South"),
            ],
            "Hollow: A, North; filled: A, South.",
        ),
        (
            [
                scan(day, row(SPINE, 0.9), serial="", facility="", make="", model="")
                for day in ("2019-05-01", "2021-06-01")
            ],
            "Hollow: from May 2019 on; filled: from Jun 2021 on.",
        ),
    ],
)
def test_what_the_marks_stand_for_tells_them_apart(scans: list[DxaScan], said: str) -> None:
    assert charts_note(*scans).endswith(said)


def test_scans_that_lie_before_the_first_day_shown_are_not_denied() -> None:
    held = journal(ON, scan("2024-05-01", row(SPINE, 0.8, -2.3)))
    shown = density_section(held, Choices(since=dt.date(2026, 1, 1)), Form())
    assert shown.paragraphs[0][0].text == "No scan in the time shown; the latest is of 1 May 2024."
