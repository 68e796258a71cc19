"""Journals nobody keeps, and somebody will: each makes two pages on which nothing covers anything else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import BrokenSite, Fall, Fracture, Injury
from bonejournal.domain.labs.analytes import analytes
from bonejournal.domain.labs.panels import Comparator, LabPanel, LabResult
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.domain.visit import Visit, VisitQuestion
from bonejournal.report.content import Choices, content
from bonejournal.report.typeset import typeset
from tests.domain.making import HIP, NECK, SPINE, day, journal, row, scan
from tests.report.test_any_journal import look, needs_poppler, words_of

ON = "2026-11-12"
UNBROKEN = "-" * 150
WIDE = "Ж" * 80
BELOW = Comparator.LESS


def person(name: str = "M") -> Profile:
    return Profile(id=Profile.SINGLETON, name=name)


def course(
    place: int, *, name: str = "Alendronic acid 70 mg tablets", dose: str = "one, with water, upright"
) -> Course:
    start = PartialDate(f"{1990 + place}-12-31")
    return Course(
        id=f"c{place}",
        name=name,
        drug="alendronate",
        kind=CourseKind.MEDICINE,
        dose=dose,
        schedule="daily",
        start=start,
    )


def dose(place: int, date: str) -> Dose:
    return Dose(id=f"d{place}-{date}", medication_id=f"c{place}", date=day(date), taken=True)


def squeezed() -> list[Record]:
    """Tables whose other columns would leave nothing to one of them."""
    courses = [course(place, name=f"{'X ' * 14}{place}", dose="x " * 11) for place in range(6)]
    keys = list(analytes())[:14]
    panels = [
        LabPanel(
            id=f"p{year}",
            date=dt.date(year, 9, 30),
            results=tuple(
                LabResult(
                    analyte=key, value=Decimal("99999999.5"), comparator=Comparator.AT_MOST, ref_high=Decimal(400000)
                )
                for key in (*keys, "x" * 70)
            ),
        )
        for year in (2022, 2024, 2025)
    ]
    return [person(), *courses, *(dose(place, "2019-12-09") for place in range(6)), *panels]


def crowded() -> list[Record]:
    """A first page of long words everywhere."""
    visit = Visit(id="v", date=day("2026-11-20"), clinician="W" * 60)
    questions = [VisitQuestion(id=f"q{at}", date=day(ON), text="W" * 2000, visit_id="v") for at in range(5)]
    fractures = [
        Fracture(id=f"f{at}", date=PartialDate("2021"), site=BrokenSite.OTHER, level=UNBROKEN, mechanism=UNBROKEN * 2)
        for at in range(9)
    ]
    falls = [Fall(id=f"a{at}", date=day("2026-08-22"), activity=UNBROKEN, injury=Injury.BRUISE) for at in range(9)]
    scans = [
        replace(one, id=f"s{at}", facility=UNBROKEN)
        for at, one in enumerate(
            scan(f"20{at:02}-03-01", row(SPINE, 0.8, -2.5), row(HIP, 0.7, -2.0), row(NECK, 0.6, -2.2))
            for at in range(9, 18)
        )
    ]
    assert all(isinstance(one, DxaScan) for one in scans)
    outside = [
        LabResult(analyte=f"{UNBROKEN}{at}", value=Decimal(9), unit="u" * 40, ref_high=Decimal(5)) for at in range(5)
    ]
    panel = LabPanel(id="p", date=day("2026-10-01"), results=tuple(outside))
    return [person(WIDE), visit, *questions, *fractures, *falls, *scans, panel, *squeezed()[1:]]


def unbroken() -> list[Record]:
    """Conversation points about medicines and fractures whose names are one word."""
    falls = [Fall(id=f"a{at}", date=day("2026-08-22"), injury=Injury.BRUISE) for at in range(3)]
    risky = [replace(course(at, name=UNBROKEN), drug="zolpidem") for at in range(4)]
    broken = Fracture(id="f", date=PartialDate("2019-01-22"), site=BrokenSite.HIP, level="□" * 60)
    return [person(), *falls, *risky, broken]


@needs_poppler
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("made", [squeezed, crowded, unbroken])
def test_odd_journals_fit_as_well(made: object, paper: str) -> None:
    assert callable(made)
    look(journal(ON, *made()), Choices(paper=paper))


@needs_poppler
def test_the_longest_name_leaves_the_rest_of_the_footer_on_its_line() -> None:
    for _, height, words in words_of(typeset(content(journal(ON, person(WIDE)), Choices(paper="letter")))):
        foot = [word for word in words if word[1] > height - 13]
        assert len({round(word[1], 1) for word in foot}) == 1
        assert [word[4] for word in foot][-2:] == ["of", "2"]


@needs_poppler
def test_the_appendix_keeps_to_its_columns() -> None:
    made = typeset(content(journal(ON, *crowded()), Choices(appendix=True)))
    for width, _, words in words_of(made):
        assert all(word[2] <= width - 13.0 for word in words)
