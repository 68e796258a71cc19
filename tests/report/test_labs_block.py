"""Labs on the doctor's page: every baseline has its day, and no result is a baseline that is none."""

from __future__ import annotations

from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.meaning.targets import evaluate
from bonejournal.report.closing import gaps_block
from bonejournal.report.labs import labs_block
from bonejournal.report.values import Cell, Choices, Section
from tests.domain.making import course, day, journal, override, result_of

ON = "2026-04-01"
BASELINE, CHANGE = 3, 4


def panel(date: str, **values: str) -> LabPanel:
    units = {"ctx": "ng/L", "pinp": "µg/L", "pth": "ng/L"}
    found = tuple(result_of(key, value, units[key]) for key, value in values.items())
    return LabPanel(id=date, date=day(date), lab="North", fasting=True, results=found)


def section(*records: object) -> Section:
    block = labs_block(journal(ON, *records), Choices())  # type: ignore[arg-type]
    assert block is not None
    assert block.levels[0] is not None
    return block.levels[0]


def told(cell: Cell) -> str:
    return "".join(run.text for line in cell for run in line)


def column(shown: Section, place: int) -> list[str]:
    return [told(row[place]) for row in shown.tables[0].rows]


def test_the_day_of_the_baseline_is_said_once_and_another_beside_its_figure() -> None:
    shown = section(
        panel("2023-01-10", pth="40"), panel("2024-01-10", ctx="300", pinp="40.0", pth="50"),
        panel("2025-12-01", ctx="600", pinp="41", pth="60"),
    )  # fmt: skip
    assert shown.aside.endswith("baseline 10 Jan 2024")
    assert column(shown, BASELINE) == ["300", "40.0", "40, Jan 2023"]


def test_a_marker_that_is_compared_with_nothing_has_no_baseline() -> None:
    zoledronate = course("zoledronic_acid", "2025-12-20", schedule="every 12 months")
    shown = section(
        panel("2024-01-10", ctx="300"), panel("2025-12-01", ctx="600"), panel("2026-02-10", ctx="150"), zoledronate
    )
    assert column(shown, BASELINE) == [""]
    assert column(shown, CHANGE) == [""]
    assert "baseline" not in shown.aside


def test_a_result_below_what_can_be_measured_keeps_its_sign_among_what_falls_short() -> None:
    low = LabPanel(date=day("2026-02-10"), results=(result_of("25ohd", "20", "ng/mL", comparator="<"),))
    shown = journal(ON, low, override("endocrine.vitamin_d_serum", 20.0, 50.0, "2026-01-01"))
    block = gaps_block(evaluate(shown))
    assert block is not None
    assert block.levels[0] is not None
    assert "<20" in told(block.levels[0].tables[0].rows[0][1])
