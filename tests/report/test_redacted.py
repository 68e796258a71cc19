"""The copy without her name: it is drawn in no picture either."""

from __future__ import annotations

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import BrokenSite, Fall, Fracture
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.profile import Profile
from bonejournal.report.content import Choices, content
from bonejournal.report.values import Picture
from tests.domain.making import SPINE, day, journal, row, scan


def pictures(called: str, *, show_name: bool) -> list[Picture]:
    """What is drawn of records in which somebody is called so."""
    held = (
        Profile(id=Profile.SINGLETON, name="Helen Marlow"),
        Fall(id="a", date=day("2026-05-01"), activity=f"{called} on the stairs"),
        Fracture(id="f", date=PartialDate("2025-03-01"), site=BrokenSite.HIP),
        Course(id="c", name=f"{called}’s mixture", drug="denosumab_60", kind=CourseKind.MEDICINE,
               schedule="every 6 months", start=PartialDate("2024-11-18")),
        scan("2024-05-01", row(SPINE, 0.8, -2.0), model=f"Device of {called}"),
        scan("2026-05-01", row(SPINE, 0.8, -2.0), model="Horizon"),
    )  # fmt: skip
    made = content(journal("2026-11-12", *held), Choices(show_name=show_name, timeline=True))
    blocks = [section for page in made.pages for block in page for section in block.levels if section is not None]
    return [picture for section in (*blocks, *made.appendix) for picture in section.charts]


def test_her_name_is_drawn_nowhere() -> None:
    unnamed = pictures("H. M.", show_name=True)
    assert len(unnamed) == 2
    assert pictures("Helen Marlow", show_name=True) != unnamed
    assert pictures("Helen Marlow", show_name=False) == unnamed
