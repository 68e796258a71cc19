"""The appendix: all scans, laboratory results, doses of bone medicines and falls, where it is ticked."""

from __future__ import annotations

import datetime as dt
import io
import re
from decimal import Decimal

import pytest
from pypdf import PdfReader

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import Fall, FallKind, Injury, Place
from bonejournal.domain.labs.analytes import analytes
from bonejournal.domain.labs.panels import Comparator, LabPanel, LabResult
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.snapshot import Snapshot
from bonejournal.report.content import Choices, content
from bonejournal.report.typeset import typeset
from bonejournal.report.values import Content
from tests.domain.making import HIP, SPINE, day, journal, row, scan

ON = "2026-11-12"
SHOT = Course(
    id="shot", name="Denosumab", drug="denosumab_60", kind=CourseKind.MEDICINE, dose="60 mg", schedule="every 6 months",
    start=PartialDate("2024-11-18"),
)  # fmt: skip
TABLET = Course(
    id="tablet", name="Alendronic acid", drug="alendronate", kind=CourseKind.MEDICINE, schedule="every 1 weeks",
    start=PartialDate("2019-01-01"),
)  # fmt: skip
PAIN = Course(id="pain", name="Paracetamol", kind=CourseKind.MEDICINE)


def dose(medicine: str, date: str, *, taken: bool = True, reason: str = "") -> Dose:
    return Dose(medication_id=medicine, date=day(date), taken=taken, reason=reason, site="left arm", notes="private")


def held() -> Snapshot:
    pth = LabResult(
        analyte="pth", value=Decimal("5.1"), comparator=Comparator.LESS, unit="pmol/L", ref_low=Decimal("1.6")
    )
    more = [LabResult(analyte=key, value=Decimal(7)) for key in list(analytes())[:24] if key != "pth"]
    return journal(
        ON,
        scan("2026-10-13", row(SPINE, 0.826, -2.0), row(HIP, 0.775, -1.4)),
        LabPanel(date=day("2026-11-05"), time=dt.time(8, 30), fasting=True, lab="Northgate", results=(pth, *more)),
        SHOT, TABLET, PAIN,
        dose("shot", "2026-05-20"),
        dose("shot", "2026-11-10", taken=False, reason="a cold"),
        *(dose("tablet", f"2020-0{month}-06") for month in range(1, 6)),
        dose("tablet", "2020-06-06", taken=False),
        dose("pain", "2026-11-01"),
        Fall(
            date=day("2026-08-22"), place=Place.OUTDOORS, activity="stepping off a kerb", injury=Injury.BRUISE,
            hit_head=False,
        ),
        Fall(date=day("2026-09-22"), kind=FallKind.NEAR_FALL, notes="private"),
    )  # fmt: skip


def rows(made: Content, title: str) -> list[list[str]]:
    (found,) = [part for part in made.appendix if part.title == title]
    return [
        [" ".join("".join(run.text for run in line) for line in cell) for cell in row]
        for table in found.tables
        for row in table.rows
    ]


def test_it_holds_scans_labs_doses_and_falls() -> None:
    made = content(held(), Choices(appendix=True))
    assert rows(made, "Appendix: all scans")[0][:3] == ["13 Oct 2026 A, Clinic", "Spine L1–L4", "0.826"]
    assert rows(made, "Appendix: all laboratory results")[0] == [
        "5 Nov 2026, 08:30 Northgate, fasting", "Parathyroid hormone", "< 5.1 pmol/L", "from 1.6",
    ]  # fmt: skip
    assert rows(made, "Appendix: doses of bone medicines") == [
        ["10 Nov 2026", "Denosumab", "not taken: a cold"],
        ["20 May 2026", "Denosumab", "taken, left arm"],
        ["2020", "Alendronic acid", "5 taken, 1 not taken"],
    ]
    assert rows(made, "Appendix: all falls") == [
        ["22 Sep 2026", "near fall", ""],
        ["22 Aug 2026", "outdoors, stepping off a kerb", "bruise, head not hit"],
    ]
    assert "private" not in repr(made)


@pytest.mark.parametrize(
    "section, title",
    [("density", "scans"), ("labs", "laboratory results"), ("medicines", "doses of bone medicines"), ("risk", "falls")],
)
def test_what_is_not_printed_is_not_in_it(section: str, title: str) -> None:
    made = content(held(), Choices(appendix=True, without=frozenset({section})))
    assert not [part for part in made.appendix if part.title.endswith(title)]


def test_a_medicine_that_is_not_ticked_is_not_in_it() -> None:
    made = content(held(), Choices(appendix=True, without_courses=frozenset({"shot"})))
    assert [row[1] for row in rows(made, "Appendix: doses of bone medicines")] == ["Alendronic acid"]


def test_what_has_no_room_points_to_it() -> None:
    def counted(appendix: bool) -> str:
        first, *_ = content(held(), Choices(appendix=appendix)).pages[1]
        shortest = first.levels[-1]
        assert shortest is not None
        return " ".join(shortest.notes)

    assert counted(appendix=False).endswith("further tests are on record.")
    assert counted(appendix=True).endswith("further tests are in the appendix.")


def test_without_a_tick_there_is_none() -> None:
    assert content(held()).appendix == ()


def test_no_row_goes_on_on_the_next_page() -> None:
    panels = [
        LabPanel(
            date=dt.date(2026, 1, 1) + dt.timedelta(days=7 * at),
            time=dt.time(8, 30),
            fasting=True,
            lab="Northgate",
            results=tuple(LabResult(analyte=key, value=Decimal(7)) for key in list(analytes())[:at]),
        )
        for at in range(1, 20)
    ]
    pages = PdfReader(io.BytesIO(typeset(content(journal(ON, *panels), Choices(appendix=True))))).pages
    assert len(pages) > 4
    for page in pages[3:]:
        said = " ".join(page.extract_text().split())
        first = said.partition("interval ")[2]
        assert re.match(r"\d+ \w{3} \d{4}, 08:30 Northgate, fasting", first), first[:60]
