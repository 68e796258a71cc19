"""The summary as a PDF: warm here, by the command line, of thirty years, and after a tick in the window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from bonejournal.charts.density import bmd_chart
from bonejournal.charts.style import print_style
from bonejournal.domain.bone.density import Side, Site
from bonejournal.journal.store import Journal
from bonejournal.report.blocks import forms
from bonejournal.report.content import content
from bonejournal.report.gather import gather
from bonejournal.report.typeset import _fit, typeset
from bonejournal.report.values import Content
from tests.bench import bare_report
from tests.bench.bare_chart import inventory
from tests.bench.generate import YEARS, lived
from tests.bench.measure import ROOT, Figure, Ratio, Topic, timed
from tests.bench.start import sample
from tests.charts.scans import sample_scans, snapshot

_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def pieces(content: Content) -> bare_report.Bare:
    """What the largest form of each page of a summary is made of."""
    lines: list[str] = []
    tables: list[tuple[tuple[str, ...], ...]] = []
    pictures: list[str] = []
    for section in (section for blocks in content.pages for section in forms(blocks)[0]):
        lines.extend(" ".join(run.text for run in line) for line in section.paragraphs)
        lines.extend(section.notes)
        for held in section.tables:
            rows = tuple(tuple(flat(cell) for cell in row) for row in held.rows)
            tables.append((held.heads, *rows))
        pictures.extend(picture.svg for picture in section.charts)
    return bare_report.Bare(tuple(lines), tuple(tables), tuple(pictures))


def flat(cell: object) -> str:
    """The words of a cell."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, tuple | list):
        return " ".join(flat(piece) for piece in cell)
    return str(getattr(cell, "text", ""))


def ran(*arguments: str) -> float:
    """Seconds of a whole process."""
    with timed() as clock:
        subprocess.run(
            [sys.executable, "-m", *arguments], cwd=ROOT, env=_ENVIRONMENT, timeout=120, check=True, capture_output=True
        )
    return clock.seconds


def reported(journal: Path) -> Callable[[], float]:
    """Seconds of `report` on a journal."""
    return lambda: ran("bonejournal", "report", str(journal), "-o", str(journal.with_suffix(".pdf")))


@cache
def ticked(journal: Path) -> dict[str, float]:
    """What the preview tells in a process of its own: milliseconds until the pages stand there."""
    command = [sys.executable, "-m", "tests.bench.preview", str(journal)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    return {words[0]: float(words[1]) for words in lines if len(words) == 2}


def previewed(journal: Path, mark: str) -> Topic:
    """Every tick is to be answered in the same time, not only most."""
    for told, target in (("first", 3000), ("median", 300), ("worst", 300)):
        yield Figure(f"preview_{told}{mark}_ms", target, lambda told=told: ticked(journal)[told])


def topic(folder: Path) -> Topic:
    """One page of the sample, warm, its charts drawn before on both sides; then whole processes."""
    made = content(snapshot(*sample_scans()))
    bare_of = pieces(made)

    def product() -> float:
        _fit.cache_clear()
        with timed() as clock:
            typeset(made)
        return clock.seconds

    def bare() -> float:
        with timed() as clock:
            bare_report.typeset(bare_of, folder)
        return clock.seconds

    yield Ratio("report_warm", 1.5, bare, product, pairs=9)
    journal = sample(folder / "sample.bonejournal")
    parts = folder / "pieces.json"
    with Journal.open(journal) as held:
        whole = gather(held, held.today())
    charts = [
        inventory(bmd_chart(whole, place, print_style(), (420, 250)).figure)
        for place in ((Site.LUMBAR_SPINE, None), (Site.TOTAL_HIP, Side.LEFT))
    ]
    bare_report.written(replace(pieces(content(whole)), pictures=()), charts, parts)
    out = str(folder / "bare.pdf")
    yield Ratio(
        "report_command", 2, lambda: ran("tests.bench.bare_report", str(parts), out), reported(journal), pairs=7
    )
    yield Ratio("report_30_years", 1.5, reported(lived(1)), reported(lived(YEARS)), pairs=5)
    yield from previewed(journal, "")
    yield from previewed(lived(YEARS), "_30_years")
