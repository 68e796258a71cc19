"""One page in her own words, for herself or her family: what the bones do, what is kept up, what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from bonejournal.charts.change import main_places
from bonejournal.domain.bone.comparison import comparable_before, histories
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.labs.history import history
from bonejournal.domain.meaning import insight, today
from bonejournal.domain.meaning.measures.common import Status
from bonejournal.domain.meaning.targets import Gap
from bonejournal.domain.medicines.courses import course_words, in_rows
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.said import comparison_sentence, one_scan
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.visit import Agenda
from bonejournal.domain.words import tr, trn
from bonejournal.report.blocks import fixed, shortened
from bonejournal.report.values import Block, Line, Run, Section
from bonejournal.report.words import clipped, softened

MARKERS = ("ctx", "pinp")


def herself_blocks(snapshot: Snapshot, plan: Agenda, gaps: Sequence[Gap]) -> tuple[Block, ...]:
    """The blocks of her page, in their order; those without anything to say are left out."""
    found = (
        _list("bones", tr("What your bones do"), _bones(snapshot)),
        _list("kept", tr("What you keep up"), [gap.text for gap in gaps if gap.status is Status.MET and _habit(gap)]),
        _list("short", tr("What you could add"), _short(gaps)),
        _list("medicines", tr("What you take"), _medicines(snapshot)),
        _list("coming", tr("What comes next"), _coming(snapshot, gaps)),
        _list("questions", tr("What you want to ask"), [one.text for one in plan.questions]),
        fixed(_how()),
    )
    return tuple(block for block in found if block is not None)


def _list(key: str, title: str, texts: Sequence[str]) -> Block | None:
    def make(rows: int) -> Section | None:
        lines: tuple[Line, ...] = tuple((Run(softened(clipped(text, 260))),) for text in texts[:rows])
        missing = len(texts) - rows
        counted = trn("{count} more in your journal.", "{count} more in your journal.", missing)
        return Section(key, title, paragraphs=lines, notes=(counted,) if missing > 0 else ()) if lines else None

    return shortened(len(texts), make, usual=6, least=1)


def _bones(snapshot: Snapshot) -> list[str]:
    held = histories(snapshot.of(DxaScan))
    said = []
    for place in main_places(snapshot):
        pair = comparable_before(held[place])
        if pair is not None:
            said.append(comparison_sentence(pair))
    if not said:
        said.append(one_scan() if held else tr("No scan on record."))
    for key in MARKERS:
        found = history(snapshot, key)
        if found is not None:
            said.append(found.sentence)
    return said


def _habit(gap: Gap) -> bool:
    return bool(today.HABITS & set(gap.target.reads))


def _short(gaps: Sequence[Gap]) -> list[str]:
    ranked = sorted((gap for gap in gaps if gap.rank and _habit(gap)), key=lambda gap: gap.rank or 0)
    return [tr("{gap} {closes}", gap=gap.text, closes=tr(gap.helps)) for gap in ranked]


def _medicines(snapshot: Snapshot) -> list[str]:
    active = [course for course in snapshot.of(Course) if course.active(snapshot.on)]
    return [course_words(course) for course in in_rows(active, snapshot.on)]


def _coming(snapshot: Snapshot, gaps: Sequence[Gap]) -> list[str]:
    whole = insight.summary(snapshot, gaps)
    lines = today.coming_up(snapshot, whole, limit=5)
    return [" ".join(filter(None, (_sentence(line.title), line.sub))) for line in lines]


def _sentence(said: str) -> str:
    """With a full stop, but where it asks something."""
    return said if said.endswith("?") else f"{said}."


def _how() -> Section:
    said = tr(
        "Measurement noise is how much two scans of the same person can differ by themselves. Only a change beyond it "
        "is called real. This page records; what it means is a talk with a doctor."
    )
    return Section("how", tr("How to read this"), notes=(said,))
