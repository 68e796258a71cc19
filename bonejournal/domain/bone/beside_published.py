"""Her own change of bone density beside what was published: a year's rate, and what treatment and training add.

Published ranges are of groups. What she does decides which of them is named as hers, never what will happen.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bonejournal.domain import said
from bonejournal.domain.bone.comparison import (
    RATE_DAYS,
    Comparison,
    Verdict,
    comparable_before,
    histories,
    yearly_rates,
)
from bonejournal.domain.bone.density import QUALIFYING, DxaScan, Site, in_order
from bonejournal.domain.bone.published import Published, rates, responses
from bonejournal.domain.dates import months_between
from bonejournal.domain.falls.events import Assessed, Assessment
from bonejournal.domain.meaning.facts import ANABOLIC, ANTIRESORPTIVE, acts, latest_started
from bonejournal.domain.meaning.measures.common import last_days
from bonejournal.domain.meaning.measures.training import STRENGTH_DAYS, exercises_of, resistance_days
from bonejournal.domain.meaning.targets import gaps_of
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.training.workouts import Workout
from bonejournal.domain.words import day_long, mark, month_short, number, percent, tr, trn

LEAST_MONTHS = 12
"""Published ranges are of a year or more: hers stands beside them from then on."""
_SESSIONS = "training.resistance.sessions"
"""The target that says how often strength is trained where it counts as done."""
_SITES = (Site.LUMBAR_SPINE, Site.TOTAL_HIP, Site.FEMORAL_NECK)
_DOES = {
    "lifestyle": mark("Lifestyle alone is on record"),
    "exercise": mark("Strength training is on record, and no bone medicine"),
    "medication": mark("A bone medicine is on record"),
    "combined": mark("A bone medicine and strength training are on record"),
}


@dataclass(frozen=True, slots=True)
class Hers:
    """A site's change in percent with its measurement noise (None where not known), and the pair it is of."""

    name: str
    value: float
    noise: float | None
    pair: Comparison

    @property
    def dates(self) -> str:
        """The months of both scans."""
        earlier, later = self.pair.earlier.scan.date, self.pair.later.scan.date
        return tr("{start} to {end}", start=month_short(earlier), end=month_short(later))

    @property
    def words(self) -> str:
        """The change and its verdict: "+3.4 %, real gain"."""
        return tr("{change}, {verdict}", change=percent(self.value, sign=True), verdict=_verdict(self.pair))


@dataclass(frozen=True, slots=True)
class Beside:
    """Published ranges, hers beside them (none where there is none to show), and what it comes to in a sentence.

    does: the id of the published range that is of what she does, "" where that is none of them.
    """

    sentence: str
    published: tuple[Published, ...]
    hers: tuple[Hers, ...]
    does: str = ""


def _verdict(pair: Comparison) -> str:
    words = {
        Verdict.GAIN: mark("real gain"),
        Verdict.LOSS: mark("real loss"),
        Verdict.WITHIN_ERROR: mark("within noise"),
    }
    return tr(words[pair.verdict]) if pair.verdict in words and pair.verdict else tr("no LSC known")


def yearly(snapshot: Snapshot) -> Beside | None:
    """The change in a year at each site beside the rates of the documents; None without scans far enough apart."""
    hers = []
    for pair in sorted(yearly_rates(snapshot.of(DxaScan)), key=_order):
        if pair.rate_percent_year is not None:
            years = Decimal(pair.days) / Decimal("365.25")
            noise = None if pair.lsc_percent is None else float(pair.lsc_percent / years)
            hers.append(Hers(pair.later.row.label, float(pair.rate_percent_year), noise, pair))
    if not hers:
        return None
    each = "; ".join(
        tr("{site} {rate} a year", site=said.site_words(one.pair.later), rate=percent(one.value, sign=True))
        for one in hers
    )
    real = any(one.pair.verdict in {Verdict.GAIN, Verdict.LOSS} for one in hers)
    words = (
        tr("Between the last two comparable scans: {each}.", each=each)
        if real
        else tr("Between the last two comparable scans: {each}; all within measurement noise.", each=each)
    )
    return Beside(words, rates(), tuple(hers))


def response(snapshot: Snapshot) -> Beside | None:
    """Her change beside what was published of what she does; None without two comparable scans."""
    pairs = [
        pair
        for (site, _), history in histories(snapshot.of(DxaScan)).items()
        if site in QUALIFYING and (pair := comparable_before(history, RATE_DAYS)) is not None
    ]
    if not pairs:
        return None
    pairs.sort(key=_order)
    latest = max(pair.later.scan.date for pair in pairs)
    course = latest_started(
        one for one in snapshot.of(Course) if acts(one, ANTIRESORPTIVE, ANABOLIC) and one.active(latest)
    )
    asked = gaps_of(snapshot, _SESSIONS).get(_SESSIONS)
    low = asked.bounds.low if asked is not None else None
    days = resistance_days(last_days(snapshot.of(Workout), latest, STRENGTH_DAYS), exercises_of(snapshot))
    trained = bool(days) and (low is None or Decimal(len(days)) / (STRENGTH_DAYS // 7) >= low)
    does = "combined" if course and trained else "medication" if course else "exercise" if trained else "lifestyle"
    own = next(one for one in responses() if one.id == f"response.{does}")
    months = max(pair.days for pair in pairs) * 12 // 365
    if course is not None:
        months = months_between(course.day, latest) if course.day is not None else LEAST_MONTHS
    parts = [
        tr("{what}; the published range is {low} to {high} {time}.", what=tr(_DOES[does]), low=_edge(own.low),
           high=_edge(own.high), time=tr(own.time))
    ]  # fmt: skip
    if months < LEAST_MONTHS:
        hers: tuple[Hers, ...] = ()
        parts.append(
            trn(
                "At the latest scan that was {count} month; ranges are of a year or more, so yours is not beside "
                "them yet.",
                "At the latest scan that was {count} months; ranges are of a year or more, so yours is not beside "
                "them yet.",
                months,
            )
        )
    else:
        hers = tuple(
            Hers(
                pair.later.row.label,
                float(pair.change_percent or 0),
                None if pair.lsc_percent is None else float(pair.lsc_percent),
                pair,
            )
            for pair in pairs
        )
        parts.append(tr("Ranges are of groups, and no forecast."))
    if does in {"lifestyle", "exercise"}:
        parts.append(tr("Most single pairs of scans cannot show a gain this small."))
    return Beside(" ".join(parts), responses(), hers, own.id)


@dataclass(frozen=True, slots=True)
class Structure:
    """What reports print of the fine structure of bone, oldest first: scans with a TBS, and HR-pQCT in words."""

    scores: tuple[tuple[DxaScan, float], ...]
    images: tuple[Assessment, ...]

    @property
    def sentence(self) -> str:
        """The latest of each."""
        parts = []
        if self.scores:
            scan, score = self.scores[-1]
            parts.append(
                tr("TBS {score} on {day}, as the report prints it.", score=number(score, 3), day=day_long(scan.date))
            )
            parts.append(tr("It tells of the fine structure of the spine and is read beside the T-score."))
        if self.images:
            last = self.images[-1]
            parts.append(
                tr("HR-pQCT on {day}: {result}", day=day_long(last.date), result=last.result)
                if last.result
                else tr("HR-pQCT on {day}, without a result noted.", day=day_long(last.date))
            )
        return " ".join(parts)


def structure(snapshot: Snapshot) -> Structure | None:
    """What is on record of the fine structure; None where nothing is."""
    scores = [(scan, row.tbs) for scan in in_order(snapshot.of(DxaScan)) for row in scan.sites if row.tbs is not None]
    images = [item for item in snapshot.of(Assessment) if item.kind is Assessed.HR_PQCT]
    return Structure(tuple(scores), tuple(images)) if scores or images else None


def _order(pair: Comparison) -> int:
    return _SITES.index(pair.later.row.site) if pair.later.row.site in _SITES else len(_SITES)


def _edge(value: float) -> str:
    return percent(value, 0, sign=value != 0)
