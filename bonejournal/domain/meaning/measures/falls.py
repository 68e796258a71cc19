"""Falls, what was assessed against them, and whether hormones were talked over."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bonejournal.domain.dates import months_after, within_months
from bonejournal.domain.falls.events import Assessed, Assessment, Fall, FunctionTest, FunctionTestKind
from bonejournal.domain.meaning.facts import anything_within_months
from bonejournal.domain.meaning.measures.common import Asked, Finding, Status, Window, nothing_recorded, seen
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import day_long, month_long, number, tr, trn

MONTHS = 12
"""How far back falls and assessments are looked at (our choice)."""
AREAS = (Assessed.STRENGTH, Assessed.BALANCE, Assessed.GAIT, Assessed.MEDICATION_REVIEW, Assessed.HOME_SAFETY)
"""What the document wants looked at."""
TESTS = {
    FunctionTestKind.CHAIR_STAND_30S: (Assessed.STRENGTH,),
    FunctionTestKind.CHAIR_STAND_5X_S: (Assessed.STRENGTH,),
    FunctionTestKind.GRIP_KG: (Assessed.STRENGTH,),
    FunctionTestKind.SINGLE_LEG_STANCE_S: (Assessed.BALANCE,),
    FunctionTestKind.TANDEM_STANCE_S: (Assessed.BALANCE,),
    FunctionTestKind.TUG_S: (Assessed.GAIT,),
    FunctionTestKind.GAIT_SPEED_M_S: (Assessed.GAIT,),
    FunctionTestKind.SPPB: (Assessed.STRENGTH, Assessed.BALANCE, Assessed.GAIT),
}
"""What each test of strength, balance or gait assesses."""


def falls_lately(snapshot: Snapshot, months: int = MONTHS) -> list[Fall]:
    """The falls of the last 12 months, or of so many; near falls are recorded, never counted."""
    return [item for item in snapshot.of(Fall) if item.counts and within_months(item.date, months, snapshot.on)]


def last_assessed(snapshot: Snapshot) -> dict[Assessed, dt.date]:
    """The day each thing was last assessed, by somebody or by a test of her own."""
    found: dict[Assessed, dt.date] = {}
    for item in snapshot.of(Assessment):
        if item.kind is not None:
            found[item.kind] = max(found.get(item.kind, item.date), item.date)
    for test in snapshot.of(FunctionTest):
        for area in TESTS[test.test] if test.test is not None else ():
            found[area] = max(found.get(area, test.date), test.date)
    return found


def falls(asked: Asked) -> Finding:
    """Falls within 12 months. Where nothing at all is dated in that time, nothing is known of falls either."""
    if not anything_within_months(asked.snapshot, MONTHS):
        return nothing_recorded()
    found = falls_lately(asked.snapshot)
    value, high = Decimal(len(found)), asked.bounds.high
    start = months_after(asked.on, -MONTHS)
    window = Window(start, asked.on, len({item.date for item in found}), len(found), len(found))
    text = tr("No fall recorded in the last 12 months.")
    if found:
        said = trn("{count} fall in the last 12 months", "{count} falls in the last 12 months", len(found))
        text = tr("{falls}, the latest on {day}.", falls=said, day=day_long(found[-1].date))
    if high is not None and value > high:
        return Finding(Status.ATTENTION, text, value, high, window=window)
    return Finding(Status.MET, text, value, window=window)


def fall_assessment(asked: Asked) -> Finding:
    """How many of strength, balance, gait, medicines and home were assessed within 12 months."""
    last = {area: day for area, day in last_assessed(asked.snapshot).items() if area in AREAS}
    if not last:
        return nothing_recorded()
    start = months_after(asked.on, -MONTHS)
    recent = {area: day for area, day in last.items() if day >= start}
    window = Window(start, asked.on, len(set(recent.values())), len(recent), len(recent))
    if not recent:
        text = tr(
            "The latest of the five was looked at in {month}. The target looks at the last 12 months.",
            month=month_long(max(last.values())),
        )
        return Finding(Status.STALE, text, window=window)
    value, low = Decimal(len(recent)), asked.bounds.low
    said = trn("{count} of 5 looked at", "{count} of 5 looked at", len(recent))
    if low is None or value >= low:
        return Finding(Status.MET, tr("{said} in the last 12 months.", said=said), value, window=window)
    text = tr(
        "{said} in the last 12 months, {missing} fewer than the {asked} asked for. Not yet: {left}.",
        said=said,
        missing=number(low - value),
        asked=number(low),
        left=", ".join(tr(area.label).lower() for area in AREAS if area not in recent),
    )
    return Finding(Status.SHORT, text, value, low, window=window)


def hormone_review(asked: Asked) -> Finding:
    """Whether hormones were talked over with a clinician within 12 months."""
    last = last_assessed(asked.snapshot).get(Assessed.HORMONE_REVIEW)
    if last is None:
        if not asked.snapshot.of(Assessment):
            return nothing_recorded()
        return Finding(Status.NO_DATA, tr("No talk about hormones is recorded yet."))
    window = seen(asked.on, [last])
    if last < months_after(asked.on, -MONTHS):
        text = tr(
            "Hormones were last talked over in {month}. The target looks at the last 12 months.", month=month_long(last)
        )
        return Finding(Status.STALE, text, window=window)
    return Finding(Status.MET, tr("Hormones were talked over on {day}.", day=day_long(last)), window=window)
