"""What is shown of the text of a DXA report before it is filled in."""

from __future__ import annotations

from bonejournal.domain.bone.density import SiteResult
from bonejournal.domain.bone.dxa_entry import PRINTED
from bonejournal.domain.words import day_long, mark, tr
from bonejournal.exchange.dxa_text import Found, Report
from bonejournal.ui.forms.dxa_grid import column_name
from bonejournal.ui.forms.paste import PastedLine, Recognised

_NOTHING = mark(
    "No region with a BMD or T-score was recognised in this text. A photo has no text; type the numbers instead."
)


def recognised(report: Report) -> Recognised:
    """The regions with their numbers, the score of the trabecular bone and the day."""
    beside = []
    if report.tbs:
        beside.append(PastedLine(tr("Trabecular bone score {score}", score=report.tbs), report.tbs))
    if report.day is not None:
        beside.append(PastedLine(tr("Date of scan {day}", day=day_long(report.day)), report.day))
    return Recognised(
        heads=tuple(map(column_name, PRINTED)),
        rows=tuple(
            PastedLine(_called(found), found, tuple(found.numbers.get(column, "") for column in PRINTED))
            for found in report.rows
        ),
        beside=tuple(beside),
        nothing=tr(_NOTHING),
        compare=tr("Compare each number with the paper and untick what is not from this scan."),
    )


def _called(found: Found) -> str:
    return SiteResult(found.site, found.side, found.vertebrae).label
