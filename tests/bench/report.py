"""The summary as a PDF, in process and warm, against a bare document of as many texts, tables and charts."""

from __future__ import annotations

from pathlib import Path

from bonejournal.report.content import content
from bonejournal.report.typeset import _fit, typeset
from tests.bench import bare_report
from tests.bench.measure import Ratio, Topic, timed
from tests.charts.scans import sample_scans, snapshot


def topic(folder: Path) -> Topic:
    """One page of the sample; its charts are drawn before, on both sides."""
    made = content(snapshot(*sample_scans()))
    bare_of = bare_report.pieces(made)

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
