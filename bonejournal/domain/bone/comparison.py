"""Which change of bone density is real: comparability, least significant change (LSC), verdicts, rate.

A change counts when it reaches the LSC (ISCD: 2.77 times the precision error). The clinic's own LSC is used where it
is on record, else the one that follows from ISCD's minimum acceptable precision, and it is said which.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from bonejournal.domain.bone.density import (
    JUDGED,
    QUALIFYING,
    DxaScan,
    Result,
    Side,
    Site,
    SiteResult,
    in_order,
    results,
)
from bonejournal.domain.record import Record
from bonejournal.domain.words import exact

DEFAULT_LSC_PERCENT = {
    Site.LUMBAR_SPINE: Decimal("5.3"),
    Site.TOTAL_HIP: Decimal("5.0"),
    Site.FEMORAL_NECK: Decimal("6.9"),
}
"""2.77 times ISCD's minimum acceptable precision (2019), in percent of the earlier BMD."""

RATE_DAYS = 270
"""Scans nearer than this say nothing of a yearly rate."""


class Verdict(StrEnum):
    """What a pair of results says."""

    GAIN = "gain"
    LOSS = "loss"
    WITHIN_ERROR = "within_error"
    NOT_COMPARABLE = "not_comparable"


class Reason(StrEnum):
    """Why a pair has no verdict."""

    DEVICE = "device"
    VERTEBRAE = "vertebrae"
    NO_LSC = "no LSC"


class LscSource(StrEnum):
    """Whose least significant change was used."""

    FACILITY = "facility"
    DEFAULT = "ISCD minimum precision"


def same_device(one: DxaScan, other: DxaScan) -> bool:
    """Whether two scans come from one scanner: make, model and serial; without a serial make, model and clinic."""
    if _bare(one.make) != _bare(other.make) or _bare(one.model) != _bare(other.model):
        return False
    if _bare(one.serial) and _bare(other.serial):
        return _bare(one.serial) == _bare(other.serial)
    named = _bare(one.make) and _bare(one.model) and _bare(one.facility)
    return bool(named) and _bare(one.facility) == _bare(other.facility)


def unnamed_device(one: DxaScan, other: DxaScan) -> bool:
    """Whether nothing on two reports says that their scanners differ: too little is on record to compare them."""
    differing = (
        _bare(a) and _bare(b) and _bare(a) != _bare(b)
        for a, b in ((one.make, other.make), (one.model, other.model), (one.serial, other.serial))
    )
    same_clinic = not (_bare(one.facility) and _bare(other.facility)) or _bare(one.facility) == _bare(other.facility)
    return same_clinic and not any(differing) and not same_device(one, other)


@lru_cache(maxsize=512)
def _bare(name: str) -> str:
    """A name as it is compared; every scan is compared with every other, and the names are few."""
    return "".join(name.split()).casefold()


def obstacle(earlier: Result, later: Result) -> Reason | None:
    """Why two results of one site and side cannot be compared; None when they can."""
    if not same_device(earlier.scan, later.scan):
        return Reason.DEVICE
    if earlier.row.vertebra_set != later.row.vertebra_set:
        return Reason.VERTEBRAE
    return None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results of one site and side, and what the difference says.

    change_g_cm2 and change_percent (of the earlier BMD) are None when not comparable; lsc_g_cm2 and lsc_percent
    where no LSC is known as well. verdict None means no LSC is known.
    """

    earlier: Result
    later: Result
    verdict: Verdict | None
    reason: Reason | None
    change_g_cm2: Decimal | None = None
    change_percent: Decimal | None = None
    lsc_g_cm2: Decimal | None = None
    lsc_percent: Decimal | None = None
    lsc_source: LscSource | None = None

    @property
    def days(self) -> int:
        """Days from the earlier to the later scan."""
        return (self.later.scan.date - self.earlier.scan.date).days

    @property
    def rate_percent_year(self) -> Decimal | None:
        """Change in percent a year, None where not comparable or on one day."""
        if self.change_percent is None or self.days == 0:
            return None
        return self.change_percent / (Decimal(self.days) / Decimal("365.25"))


def compare(earlier: Result, later: Result) -> Comparison:
    """The verdict of a pair of one site and side, both with a BMD."""
    if earlier.bmd is None or later.bmd is None:
        raise ValueError("a result without a BMD cannot be compared")
    if reason := obstacle(earlier, later):
        return Comparison(earlier, later, Verdict.NOT_COMPARABLE, reason)
    change = later.bmd - earlier.bmd
    percent = 100 * change / earlier.bmd
    lsc, source = lsc_of(earlier, later)
    if lsc is None:
        return Comparison(earlier, later, None, Reason.NO_LSC, change, percent)
    if abs(change) < lsc:
        verdict = Verdict.WITHIN_ERROR
    else:
        verdict = Verdict.GAIN if change > 0 else Verdict.LOSS
    reason = None
    return Comparison(earlier, later, verdict, reason, change, percent, lsc, 100 * lsc / earlier.bmd, source)


def lsc_of(earlier: Result, later: Result) -> tuple[Decimal | None, LscSource | None]:
    """The LSC of a pair in g/cm²: the later report's, else the earlier's, else ISCD's minimum precision."""
    for result in (later, earlier):
        if result.row.lsc_g_cm2 is not None:
            return exact(result.row.lsc_g_cm2), LscSource.FACILITY
    share = DEFAULT_LSC_PERCENT.get(earlier.row.site) if earlier.row.site else None
    if share is None or earlier.bmd is None:
        return None, None
    return share * earlier.bmd / 100, LscSource.DEFAULT


Place = tuple[Site, Side | None]
"""A site and its side: what a history is kept of."""


def histories(scans: Sequence[DxaScan]) -> dict[Place, list[Result]]:
    """The results with a BMD of each judged site and side, oldest first; sites in their order."""
    found: dict[Place, list[Result]] = {}
    for scan in in_order(scans):
        for result in results(scan):
            if result.bmd is not None and result.row.site is not None:
                found.setdefault((result.row.site, result.row.side), []).append(result)
    return dict(sorted(found.items(), key=lambda item: (JUDGED.index(item[0][0]), str(item[0][1] or ""))))


def pairs(history: Sequence[Result]) -> list[Comparison]:
    """The comparisons shown for one site and side: each scan with the one before it, and the first comparable
    one with the latest where that is another pair.
    """
    shown = [compare(earlier, later) for earlier, later in pairwise(history)]
    if whole := since_first(history):
        shown.append(whole)
    return shown


def since_first(history: Sequence[Result]) -> Comparison | None:
    """The latest result against the earliest comparable one, where that is not the scan just before it."""
    if len(history) < 3:
        return None
    first = next((result for result in history[:-1] if obstacle(result, history[-1]) is None), None)
    return compare(first, history[-1]) if first is not None and first is not history[-2] else None


def comparable_before(history: Sequence[Result], days: int = 0) -> Comparison | None:
    """The latest result against the last earlier comparable one at least `days` before it."""
    if not history:
        return None
    latest = history[-1]
    for earlier in reversed(history[:-1]):
        if (latest.scan.date - earlier.scan.date).days >= days and obstacle(earlier, latest) is None:
            return compare(earlier, latest)
    return None


def yearly_rates(scans: Sequence[DxaScan]) -> list[Comparison]:
    """For spine, femoral neck and total hip, every side: the pair its yearly rate is taken from."""
    found = (
        comparable_before(history, RATE_DAYS) for (site, _), history in histories(scans).items() if site in QUALIFYING
    )
    return [comparison for comparison in found if comparison is not None]


def series(history: Sequence[Result]) -> list[list[Result]]:
    """A history cut into runs that may be joined by a line: one scanner and one set of vertebrae each."""
    runs: list[list[Result]] = []
    for result in history:
        run = next((run for run in runs if obstacle(run[-1], result) is None), None)
        if run is None:
            runs.append([result])
        else:
            run.append(result)
    return runs


def last_comparable(scan: DxaScan, row: SiteResult, scans: Iterable[Record]) -> Result | None:
    """The last result with a BMD before `scan` that its `row` can be compared with, None while it has no day yet."""
    if scan.day is None:
        return None
    latest = Result(scan, row)
    before: list[DxaScan] = [
        other for other in scans if isinstance(other, DxaScan) and other.id != scan.id and other.date < scan.date
    ]
    for other in reversed(in_order(before)):
        for result in results(other):
            same = result.row.site is row.site and result.row.side is row.side
            if same and result.bmd is not None and obstacle(result, latest) is None:
                return result
    return None


def last_scan_with(scans: Sequence[DxaScan], sites: Iterable[Site]) -> dt.date | None:
    """The day of the latest scan that measured any of `sites`."""
    wanted = set(sites)
    days = [scan.date for scan in scans if any(result.row.site in wanted for result in results(scan))]
    return max(days, default=None)
