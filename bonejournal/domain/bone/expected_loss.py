"""The published range of loss after menopause beside her scans: where it begins, how it runs, and when it is not shown.

It begins at the first scan and says what is usual without treatment. It ends where a scanner changes or a medicine
begins that acts on bone, and never reaches beyond the day of the journal: it is no forecast.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bonejournal.domain.bone.comparison import obstacle
from bonejournal.domain.bone.density import Result, Site
from bonejournal.domain.bone.published import Loss, document_losses, usual_loss
from bonejournal.domain.dates import months_after, years_between
from bonejournal.domain.meaning.facts import ANABOLIC, ANTIRESORPTIVE, acts
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.profile import MenopauseKind, Profile, Sex
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import mark, tr

CHANGING = frozenset({"glucocorticoid", "aromatase inhibitor", "GnRH agonist"})
"""Groups of the catalogue under which loss is another one."""
SPINE_YEARS = 65
"""From about this age on wear of the spine raises what a scan of it shows."""
STEP_MONTHS = 1
_OTHER_LOSS = {
    MenopauseKind.SURGICAL: mark("After a menopause by surgery loss is another one, so no usual range is shown."),
    MenopauseKind.PREMATURE: mark("After an early menopause loss is another one, so no usual range is shown."),
    MenopauseKind.MEDICAL: mark("After a menopause by medicines loss is another one, so no usual range is shown."),
}


@dataclass(frozen=True, slots=True)
class LossPoint:
    """Both ends of a range on a day, in g/cm²."""

    day: dt.date
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LossCurve:
    """A range of loss as it runs from her first scan on."""

    loss: Loss
    points: tuple[LossPoint, ...]


@dataclass(frozen=True, slots=True)
class ExpectedLoss:
    """The usual range (None where there is none to show, and then why) and the documents' figures."""

    usual: LossCurve | None
    documents: tuple[LossCurve, ...] = ()
    why_not: str = ""


def expected_loss(snapshot: Snapshot, history: Sequence[Result]) -> ExpectedLoss:
    """What may stand beside the results of one site and side, oldest first and each with a BMD."""
    if not history or history[0].row.site is None:
        return ExpectedLoss(None)
    site, first, profile = history[0].row.site, history[0], snapshot.profile
    usual = usual_loss(site)
    if usual is None or (profile is not None and profile.sex is Sex.MALE):
        return ExpectedLoss(None)
    kind = profile.menopause_kind if profile is not None else None
    if kind in _OTHER_LOSS and kind is not None:
        return ExpectedLoss(None, why_not=tr(_OTHER_LOSS[kind]))
    if profile is None or profile.menopause_date is None or kind is MenopauseKind.NOT_YET:
        return ExpectedLoss(
            None, why_not=tr("With the date of your last period, the usual range of loss can be shown.")
        )
    ends = [snapshot.on, *_changes(snapshot.of(Course), first.scan.date)]
    ends += [later.scan.date for later in history if obstacle(first, later) is not None][:1]
    if site is Site.LUMBAR_SPINE and profile.birth_date is not None:
        ends.append(months_after(profile.birth_date, 12 * SPINE_YEARS))
    end, since = min(ends), profile.menopause_date.judged
    if _crosses(history, end):
        end = _middle(history)
    if end <= first.scan.date:
        return ExpectedLoss(None, why_not=_why_not(profile, site, first.scan.date))
    curves = (_curve(loss, first, since, end) for loss in (usual, *document_losses()))
    made = [curve for curve in curves if len(curve.points) > 1]
    return ExpectedLoss(
        next((curve for curve in made if curve.loss is usual), None),
        tuple(curve for curve in made if curve.loss is not usual),
    )


def _changes(courses: Sequence[Course], first: dt.date) -> list[dt.date]:
    """The days medicines began under which loss is another one; of one that was taken already, the first scan's."""
    found = []
    for course in courses:
        changes = acts(course, ANTIRESORPTIVE, ANABOLIC) or any(
            drug.group in CHANGING and drug.bone == "harmful" for drug in course.drugs
        )
        if changes and course.active(first):
            found.append(first)
        elif changes and course.day is not None and course.day > first:
            found.append(course.day)
    return found


def _crosses(history: Sequence[Result], end: dt.date) -> bool:
    broken = next((later for later in history if obstacle(history[0], later) is not None), None)
    return broken is not None and end >= broken.scan.date


def _middle(history: Sequence[Result]) -> dt.date:
    """The day of the line across which nothing can be compared."""
    at = next(at for at, later in enumerate(history) if obstacle(history[0], later) is not None)
    before, after = history[at - 1].scan.date, history[at].scan.date
    return before + (after - before) / 2


def _why_not(profile: Profile, site: Site, first: dt.date) -> str:
    born = profile.birth_date
    if site is Site.LUMBAR_SPINE and born is not None and months_after(born, 12 * SPINE_YEARS) <= first:
        return tr("From about 65 on wear of the spine raises what a scan shows, so no usual range is shown.")
    return tr("A medicine that changes loss was taken from the first scan on, so no usual range is shown.")


def _curve(loss: Loss, first: Result, since: dt.date, end: dt.date) -> LossCurve:
    """The range from the first scan on, or from the day it begins; where it ends of itself it stays."""
    bmd = float(first.bmd or 0)
    points = [LossPoint(first.scan.date, bmd, bmd)]
    while points[-1].day < end:
        last = points[-1]
        day = min(months_after(last.day, STEP_MONTHS), end)
        years = years_between(last.day, day)
        begun = round(years_between(since, last.day), 2)  # years of 365.25 days fall short of the day itself
        span = next((item for item in loss.spans if item.to is None or begun < item.to), None)
        if span is None:
            break
        if loss.since is not None and begun < loss.since:
            points.append(LossPoint(day, last.low, last.high))
            continue
        low, high = (1 - span.high / 100) ** years, (1 - span.low / 100) ** years
        points.append(LossPoint(day, last.low * low, last.high * high))
    return LossCurve(loss, tuple(points))
