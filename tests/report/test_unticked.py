"""A medicine that she does not tick is mentioned nowhere, and nothing is said that is not so without it."""

from __future__ import annotations

import pytest

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.record import Record
from bonejournal.domain.visit import Visit
from bonejournal.report.content import Choices, content
from tests.domain.making import NECK, day, dose, journal, row, scan

ON = "2026-11-12"
VISIT = Visit(id="v", date=day("2026-06-01"), outcome="seen")


def course(id_: str, name: str, drug: str, **more: object) -> Course:
    held = {"kind": CourseKind.MEDICINE, "start": PartialDate("2026-07-01"), "schedule": "daily", **more}
    return Course(id=id_, name=name, drug=drug, **held)  # type: ignore[arg-type]


SHOT = course("shot", "Denosumab", "denosumab_60", schedule="every 6 months", start=PartialDate("2024-11-18"))
STEROID = course("steroid", "Prednisolone", "prednisolone")
HERBS = course("herbs", "Liu Wei Di Huang Wan", "", kind=CourseKind.HERBAL)
LOW = scan("2026-03-01", row(NECK, 0.6, -2.6))
HELD: tuple[Record, ...] = (VISIT, SHOT, STEROID, HERBS, LOW, dose(SHOT, "2026-07-02"))


def printed(reader: str, *left_out: Course, held: tuple[Record, ...] = HELD) -> str:
    choices = Choices(reader=reader, without_courses=frozenset(one.id for one in left_out), appendix=True)
    return repr(content(journal(ON, *held), choices))


@pytest.mark.parametrize("reader", ["doctor", "herself"])
@pytest.mark.parametrize("one", [SHOT, STEROID, HERBS])
def test_it_is_mentioned_nowhere(one: Course, reader: str) -> None:
    assert one.name.lower() in printed(reader).lower()
    assert one.name.lower() not in printed(reader, one).lower()


def test_the_others_are_still_talked_about() -> None:
    assert "Known to take from bone: Prednisolone" in printed("doctor", SHOT)


def test_no_medicine_is_said_to_be_on_record_only_where_none_is() -> None:
    assert "None on record." in printed("doctor", held=(STEROID,))
    assert "None on record." not in printed("doctor", SHOT)
    herbal = "no bone medicine"
    assert herbal in printed("doctor", held=(HERBS, LOW))
    assert herbal not in printed("doctor", SHOT)
