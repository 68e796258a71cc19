"""Any journal makes two pages: nothing runs over the edge or over something else, nothing is lost without a word."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonejournal.domain.kinds import KINDS
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.report.content import Choices, content
from bonejournal.report.typeset import typeset
from tests.domain.making import journal
from tests.exchange.records import made

ON = dt.date(2026, 11, 12)
MARGIN_MM, BOTTOM_MM = 13.0, 4.0
OVERLAP = 0.25
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.-]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
LONG = ("Wilhelmina Theodora van der Klooster-Featherstonehaugh", "W" * 90, "골밀도 검사 " * 12, "عظام قوية " * 15)
FEW = {"profile", "dxa", "labs", "medications", "falls", "fractures", "function_tests", "assessments", "risk", "visits",
       "questions", "body", "workouts", "intake", "doses", "targets"}  # fmt: skip

names = st.sampled_from(LONG) | st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=200
)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """A journal of some kinds, with more or fewer records of each, of long and strange words."""
    records: list[Record] = []
    for key in draw(st.sets(st.sampled_from(sorted(FEW)))):
        cls = KINDS[key].record
        count = 1 if cls.SINGLETON else draw(st.sampled_from((1, 3, 8)))
        held = made(cls, id=st.just(cls.SINGLETON)) if cls.SINGLETON else made(cls)
        records += [draw(held) for _ in range(count)]
    for course in draw(st.sampled_from(([], [draw(made(Course)) for _ in range(3)]))):
        records += [replace(course, id=f"{course.id}-{place}", name=draw(names) or "x") for place in range(14)]
    # The sample's day would print a watermark, which lies beneath the words.
    kept = [replace(one, name=draw(names), today=None) if isinstance(one, Profile) else one for one in records]
    return journal(ON.isoformat(), *kept)


def words_of(pdf: bytes) -> list[tuple[float, float, list[tuple[float, float, float, float, str]]]]:
    """Width and height of each page, and the box of each of its words, in mm from the top left."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        path.write_bytes(pdf)
        told = subprocess.run(["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True).stdout.decode()
    mm = 25.4 / 72
    return [
        (
            float(width) * mm,
            float(height) * mm,
            [(*(float(edge) * mm for edge in word[:4]), word[4]) for word in WORD.findall(body)],  # type: ignore[misc]
        )
        for width, height, body in PAGE.findall(told)
    ]


def look(shown: Snapshot, choices: Choices) -> None:
    pages = words_of(typeset(content(shown, choices)))
    assert len(pages) == 2
    for width, height, words in pages:
        assert words
        for left, top, right, bottom, word in words:
            assert left >= MARGIN_MM, word
            assert right <= width - MARGIN_MM + 0.5, word
            assert top >= 0, word
            assert bottom <= height - BOTTOM_MM, word
        for place, one in enumerate(words):
            for other in words[place + 1 : place + 40]:
                assert shared(one, other) < OVERLAP, (one[4], other[4])


def shared(one: tuple[float, float, float, float, str], other: tuple[float, float, float, float, str]) -> float:
    """How much of the smaller of two words' boxes the other covers."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    if across <= 0 or down <= 0:
        return 0.0
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return across * down / smaller if smaller > 0 else 0.0


CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler-utils")


@needs_poppler
@settings(max_examples=8, derandomize=True, deadline=None, suppress_health_check=CALM)
@given(snapshots(), st.sampled_from(("a4", "letter")))
def test_some_journals(shown: Snapshot, paper: str) -> None:
    look(shown, Choices(paper=paper))


@pytest.mark.storm
@needs_poppler
@settings(max_examples=200, deadline=None, suppress_health_check=CALM)
@given(snapshots(), st.sampled_from(("a4", "letter")))
def test_two_hundred_journals(shown: Snapshot, paper: str) -> None:
    look(shown, Choices(paper=paper))


@needs_poppler
def test_an_empty_journal() -> None:
    look(journal(ON.isoformat()), Choices())
