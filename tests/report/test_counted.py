"""What a line or a block has no room for is counted, never lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import BrokenSite, Fracture
from bonejournal.domain.meaning.talk import Talk
from bonejournal.domain.meaning.targets import evaluate
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.record import Record
from bonejournal.domain.training.workouts import Workout, WorkoutKind
from bonejournal.domain.visit import VisitQuestion
from bonejournal.report.closing import gaps_block, talk_block
from bonejournal.report.content import content
from bonejournal.report.medicines import bone_block
from bonejournal.report.since import since_lines
from bonejournal.report.values import HERSELF, Choices
from tests.domain.making import journal

ON = "2026-11-12"
SHOT = Course(id="m", name="Denosumab", drug="denosumab_60", kind=CourseKind.MEDICINE, schedule="every 6 months")


def since(key: str, *records: Record) -> str:
    return next(line.said for line in since_lines(journal(ON, *records), dt.date(2020, 1, 1)) if line.key == key)


@pytest.mark.parametrize("count, more", [(2, ""), (3, " 1 more before."), (5, " 3 more before.")])
def test_fractures_since_the_last_visit(count: int, more: str) -> None:
    broken = [Fracture(date=PartialDate(f"2026-0{month}"), site=BrokenSite.RIB) for month in range(1, count + 1)]
    said = since("fractures", *broken)
    assert said.count("rib") == 2
    assert said.endswith(f"rib.{more}")


def test_injections_that_were_not_given() -> None:
    missed = [Dose(medication_id="m", date=dt.date(2021 + at, 3, 1), taken=False) for at in range(4)]
    said = since("medication", SHOT, *missed)
    assert "Denosumab not given 2 more times." in said
    assert "not given 1 Mar 2024" in said
    assert "2022" not in said


@pytest.mark.parametrize(
    "given, said",
    [(("2025-06-01", "2025-12-01"), "2 of 3 doses, 2 on time"), (("2025-06-01",), "1 of 3 doses, 1 on time")],
)
def test_a_dose_that_is_lacking_is_not_called_on_time(given: tuple[str, ...], said: str) -> None:
    doses = [Dose(medication_id="m", date=dt.date.fromisoformat(day), taken=True) for day in given]
    course = replace(SHOT, start=PartialDate("2025-06-01"))
    block = bone_block(journal("2026-07-01", course, *doses), Choices())
    assert block is not None
    assert block.levels[0] is not None
    assert block.levels[0].tables[0].rows[0][4][0][0].text == said


def test_her_own_page_counts_questions_and_medicines() -> None:
    asked = [VisitQuestion(date=dt.date(2026, 11, 1), text=f"What about {at}?") for at in range(9)]
    (page,) = content(journal(ON, *asked), Choices(reader=HERSELF)).pages
    questions = next(block for block in page if block.key == "questions")
    told = [(len(level.paragraphs), level.notes) for level in questions.levels if level is not None]
    assert told[0] == (9, ())
    assert told[-1] == (2, ("7 more in your journal.",))


def test_her_own_page_asks_with_a_question_mark_alone() -> None:
    shot = replace(SHOT, start=PartialDate("2024"))
    said = repr(content(journal(ON, shot), Choices(reader=HERSELF)))
    assert "when was the last one given?" in said
    assert "?." not in said
    assert "No scan on record." in said


def test_what_falls_short() -> None:
    walk = Workout(date=dt.date(2026, 11, 9), kind=WorkoutKind.WALKING)
    block = gaps_block(evaluate(journal(ON, walk)))
    assert block is not None
    asides = [level.aside.split("; ")[-1] for level in block.levels if level is not None]
    assert asides[0].endswith("targets met")
    assert asides[1:] == ["1 more in her journal", "2 more in her journal"]


def test_points_to_talk_about() -> None:
    points = [Talk(id=str(at), text=f"Point {at}.", sources=()) for at in range(6)]
    block = talk_block(journal(ON), points, Choices())
    assert block is not None
    least = block.levels[-1]
    assert least is not None
    assert [line[0].text for line in least.paragraphs] == ["◆ Point 0.", "◆ Point 1."]
    assert least.notes == ("4 more points are in her journal.",)
