"""Bone turnover markers: the change of the latest eligible result against its baseline.

A change below the least significant change (56 % for s-CTX, 38 % for PINP, IOF–ECTS 2017) is noise. Food and the hour
of the day move s-CTX, so a draw that was not fasting, or at another hour, is left out of the comparison.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cache

from bonejournal.domain.dates import months_after
from bonejournal.domain.labs.readings import Reading, readings
from bonejournal.domain.meaning.facts import (
    ANABOLIC,
    ANTIRESORPTIVE,
    acts,
    anti_fracture,
    antiresorptive_stopped,
    stopped,
)
from bonejournal.domain.meaning.measures.common import Asked, Finding, Status, nothing_recorded, seen
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import day_long, mark, month_long, number, percent, tr

CTX, CTX_UNIT = "ctx", "ng/L"
PINP, PINP_UNIT = "pinp", "µg/L"
CTX_HOURS = (dt.time(6, 0), dt.time(10, 30))
"""When a draw of s-CTX can be compared (our choice around the usual 07:30 to 10:00)."""
SETTLED_DAYS = 56
"""A medicine shows in a marker from then on (IOF–ECTS 2017 looks at three months; eight weeks are ours)."""
STALE_MONTHS = 24
"""An older result is not judged (our choice)."""
_MOST_PLACES = 4
"""So many decimals, from none on, are tried until a change can be told from its noise."""


class Against(Enum):
    """What a marker is set against."""

    BEFORE_TREATMENT = auto()
    DURING_TREATMENT = auto()
    EARLIEST = auto()


@dataclass(frozen=True, slots=True)
class MarkerPair:
    """A baseline and the latest result, with the course that decided which baseline."""

    baseline: Reading
    latest: Reading
    against: Against
    course: Course | None

    @property
    def change_percent(self) -> Decimal:
        """The change in percent of the baseline."""
        return 100 * (self.latest.value - self.baseline.value) / self.baseline.value


def comparable(reading: Reading) -> bool:
    """Whether a draw can be compared: not known to be without fasting, and for s-CTX not at another hour."""
    if reading.panel.fasting is False:
        return False
    time = reading.panel.time
    return reading.result.analyte != CTX or time is None or CTX_HOURS[0] <= time <= CTX_HOURS[1]


def marker_pair(snapshot: Snapshot, analyte: str, unit: str) -> MarkerPair | None:
    """The latest eligible result with its baseline."""
    found = [reading for reading in readings(snapshot, analyte, unit) if comparable(reading)]
    return pair_of_latest(snapshot, found) if found else None


def pair_of_latest(snapshot: Snapshot, found: Sequence[Reading]) -> MarkerPair | None:
    """The last of some comparable results of one analyte, told in one unit, with its baseline among those before it.

    With a bone medicine active that is the last result before its start; where an antiresorptive was stopped, the
    last one during it; else the earliest. Always of the same lab and of an earlier day. Asked of the snapshot are
    its day and its courses.
    """
    latest = found[-1]

    def suits(reading: Reading) -> bool:
        comes_before = reading.date < latest.date and reading.value > 0
        return comes_before and reading.unit == latest.unit and same_lab(reading, latest)

    if course := anti_fracture(snapshot):
        start = course.day
        if start is None or (latest.date - start).days < SETTLED_DAYS:
            return None
        baseline = next((item for item in reversed(found) if item.date < start and suits(item)), None)
        return MarkerPair(baseline, latest, Against.BEFORE_TREATMENT, course) if baseline else None
    if course := antiresorptive_stopped(snapshot):
        start, stop = course.day or dt.date.min, stopped(course) or snapshot.on
        baseline = next((item for item in reversed(found) if start <= item.date <= stop and suits(item)), None)
        return MarkerPair(baseline, latest, Against.DURING_TREATMENT, course) if baseline else None
    baseline = next((item for item in found if suits(item)), None)
    return MarkerPair(baseline, latest, Against.EARLIEST, None) if baseline else None


def same_lab(one: Reading, other: Reading) -> bool:
    """Whether both were measured by one laboratory, as far as it is named."""
    names = _compared(one.panel.lab), _compared(other.panel.lab)
    return not all(names) or names[0] == names[1]


@cache
def _compared(lab: str) -> str:
    return " ".join(lab.casefold().split())


def resorption(asked: Asked) -> Finding:
    """The change of s-CTX against its baseline; above its least significant change more bone is being broken down."""
    pair = marker_pair(asked.snapshot, CTX, CTX_UNIT)
    if pair is None:
        return _no_pair(asked, CTX)
    high = asked.bounds.high
    above = high is not None and pair.change_percent > high
    return _judged(asked, pair, mark("CTX"), high if above else None, stale=_stale(asked, pair))


def formation(asked: Asked) -> Finding:
    """The change of PINP against its baseline, read with the medicine: an antiresorptive lowers it, an anabolic
    raises it, and without either it is read with s-CTX.
    """
    pair = marker_pair(asked.snapshot, PINP, PINP_UNIT)
    if pair is None:
        return _no_pair(asked, PINP)
    change, low, high = pair.change_percent, asked.bounds.low, asked.bounds.high
    above = high is not None and change > high
    below = low is not None and change < low
    broken: Decimal | None = None
    if pair.course is None:
        if above and asked.status_of("markers.resorption") is Status.ATTENTION:
            broken = high
    elif acts(pair.course, ANTIRESORPTIVE) and above:
        broken = high
    elif acts(pair.course, ANABOLIC) and below:
        broken = low
    return _judged(asked, pair, mark("PINP"), broken, stale=_stale(asked, pair))


def _stale(asked: Asked, pair: MarkerPair) -> bool:
    return pair.latest.date < months_after(asked.on, -STALE_MONTHS)


def _judged(asked: Asked, pair: MarkerPair, name: str, broken: Decimal | None, *, stale: bool) -> Finding:
    change = pair.change_percent
    window = seen(asked.on, [pair.baseline.date, pair.latest.date])
    if stale:
        text = tr(
            "The latest {name} is from {month}. The target looks at the last {months} months.",
            name=tr(name),
            month=month_long(pair.latest.date),
            months=STALE_MONTHS,
        )
        return Finding(Status.STALE, text, change, window=window)
    bound = broken
    if bound is None:
        bound = asked.bounds.low if change < 0 and asked.bounds.low is not None else asked.bounds.high
    figures = {
        "name": tr(name),
        "amount": f"{pair.latest.sign}{number(pair.latest.value)}",
        "unit": pair.latest.unit,
        "day": day_long(pair.baseline.date),
        "change": beside_noise(change, bound or Decimal(0)),
    }
    what = mark("{name} is {amount} {unit}, {change} above the baseline of {day}.")
    if change < 0:
        what = mark("{name} is {amount} {unit}, {change} below the baseline of {day}.")
    first = tr(what, **figures)
    if bound is None:
        return Finding(Status.MET, first, change, window=window)
    noise = percent(abs(bound), None)
    if broken is not None:
        after = tr("That is more than its measurement noise of {noise}; worth talking about.", noise=noise)
        return Finding(Status.ATTENTION, f"{first} {after}", change, broken, window=window)
    if abs(change) <= abs(bound):
        after = tr("That is within its measurement noise of {noise}.", noise=noise)
    elif change < 0:
        after = tr("That is more than its measurement noise of {noise}: a real fall.", noise=noise)
    else:
        after = tr("That is more than its measurement noise of {noise}: a real rise.", noise=noise)
    return Finding(Status.MET, f"{first} {after}", change, window=window)


def beside_noise(change: Decimal, noise: Decimal) -> str:
    """A change in percent without its sign, with the decimals it takes to tell it from the noise it is set against."""
    for places in range(_MOST_PLACES):
        if number(abs(change), places) != number(abs(noise), places):
            return percent(abs(change), places)
    return percent(abs(noise), None)


def _no_pair(asked: Asked, analyte: str) -> Finding:
    found = readings(asked.snapshot, analyte)
    if not found:
        return nothing_recorded()
    if left_out := [reading for reading in found if not comparable(reading)]:
        return Finding(Status.NO_DATA, why_left_out(left_out[-1]))
    return Finding(Status.NO_DATA, tr("Recorded. A comparison needs a result of the same lab to set it against."))


def why_left_out(reading: Reading) -> str:
    """Why a draw is not compared."""
    time, fasting = reading.panel.time, reading.panel.fasting
    if time is not None and fasting is False:
        return tr("Left out of the comparison: drawn at {time}, not fasting.", time=time.strftime("%H:%M"))
    if fasting is False:
        return tr("Left out of the comparison: not fasting.")
    at = time.strftime("%H:%M") if time is not None else ""
    return tr("Left out of the comparison: drawn at {time}.", time=at)
