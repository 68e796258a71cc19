"""What the preview shows is what the file holds, whatever was looked at before."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bonejournal.domain.falls.events import Fall, Place
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.snapshot import Snapshot
from bonejournal.exchange.formats import sample
from bonejournal.journal.store import Journal
from bonejournal.report import typeset
from bonejournal.report.content import content
from bonejournal.report.gather import gather
from bonejournal.report.typeset import page_count, page_images, write_pdf
from bonejournal.report.values import HERSELF, Choices

PPI, PATCH = 100, 8
ALIKE = 45
"""Of 255 shades: so far two programs that draw the same letters are apart in a patch; another letter is further off."""
MANY = 320
"""Falls that fill more sheets of the appendix than can be turned to."""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    journal = Journal.create(tmp_path_factory.mktemp("preview") / "j.bonejournal")
    journal.apply(sample().step)
    return gather(journal, journal.today())


def grey(page: bytes) -> np.ndarray:
    """A page as shades of patches: two programs never draw an edge alike."""
    return np.asarray(Image.open(io.BytesIO(page)).convert("L").reduce(PATCH), dtype=float)


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler-utils")
@pytest.mark.parametrize(
    "choices",
    [
        Choices(),
        Choices(paper="letter", show_name=False, without=frozenset({"labs", "fractures"})),
        Choices(reader=HERSELF),
        Choices(appendix=True, timeline=True, without_lines=frozenset({"falls"})),
    ],
    ids=["all", "letter", "herself", "appendix"],
)
def test_the_pages_shown_are_those_of_the_file(snapshot: Snapshot, choices: Choices, tmp_path: Path) -> None:
    path = tmp_path / "summary.pdf"
    made = content(snapshot, choices)
    shown = page_images(made, PPI, 6)
    write_pdf(made, path)
    subprocess.run(["pdftoppm", "-r", str(PPI), "-png", str(path), str(tmp_path / "page")], check=True)
    printed = sorted(tmp_path.glob("page*.png"))
    assert len(shown) == len(printed) == page_count(made)
    for picture, page in zip(shown, printed, strict=True):
        one, other = grey(picture), grey(page.read_bytes())
        height, width = (min(sizes) for sizes in zip(one.shape, other.shape, strict=True))
        assert np.abs(one[:height, :width] - other[:height, :width]).max() < ALIKE


def test_the_first_pages_are_drawn_as_among_all(snapshot: Snapshot) -> None:
    falls = tuple(
        Fall(date=dt.date(2020, 1, 1) + dt.timedelta(days=day), place=Place.OUTDOORS, activity=f"walking, time {day}")
        for day in range(MANY)
    )
    longer = replace(snapshot, records={**snapshot.records, Fall.KIND.key: falls})
    made = content(longer, Choices(appendix=True))
    every = page_images(made, PPI)
    assert page_count(made) == len(every) > 7
    assert page_images(made, PPI, 6) == every[:6]


def test_what_was_set_before_changes_nothing(snapshot: Snapshot) -> None:
    ticked = [
        Choices(without=frozenset(left_out.split()))
        for left_out in ("", "labs", "labs habits", "labs habits medicines", "habits medicines", "medicines", "")
    ]
    in_turn = [typeset.typeset(content(snapshot, choices)) for choices in ticked]
    assert len(set(in_turn)) == len(ticked) - 1
    for choices, file in zip(ticked, in_turn, strict=True):
        typeset._fit.cache_clear()
        afresh = content(replace(snapshot), choices)
        assert typeset.typeset(afresh) == file


def test_what_is_kept_beside_the_journal_is_that_of_what_is_ticked(snapshot: Snapshot) -> None:
    left_out = [frozenset(keys.split()) for keys in ("", "labs", "risk", "habits", "fractures", "medicines density")]
    courses = [frozenset({course.id}) for course in snapshot.of(Course)]
    ticked = [
        *(Choices(timeline=True, appendix=True, without=keys) for keys in left_out),
        *(Choices(without_courses=ids) for ids in courses),
        Choices(since=dt.date(2024, 1, 1)),
        Choices(paper="letter"),
    ]
    made = [content(snapshot, choices) for choices in ticked]
    assert len({one.appendix for one in made[: len(left_out)]}) == len(left_out)
    for choices, one in zip(ticked, made, strict=True):
        assert content(replace(snapshot), choices) == one
