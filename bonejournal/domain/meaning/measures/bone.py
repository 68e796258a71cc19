"""Bone density and fracture risk: when the last scan was, the lowest T-score, the yearly rate, FRAX as it was given."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bonejournal.domain import said
from bonejournal.domain.bone.comparison import Comparison, Verdict, last_scan_with, yearly_rates
from bonejournal.domain.bone.density import Category, DxaScan, Site, category, lowest_t
from bonejournal.domain.dates import months_after, months_between
from bonejournal.domain.falls.events import RiskResult
from bonejournal.domain.meaning.facts import anti_fracture, fragility_fractures
from bonejournal.domain.meaning.measures.common import Asked, Finding, Status, nothing_recorded, seen
from bonejournal.domain.meaning.tables import limit
from bonejournal.domain.profile import postmenopausal
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import day_long, exact, month_long, number, percent, tr

FRAX = "frax"
RISK_MONTHS = 24
"""An older result is not judged (our choice)."""


def dxa_due(asked: Asked) -> Finding:
    """Completed months since spine and hip were last scanned, the older of the two."""
    snapshot, bounds = asked.snapshot, asked.bounds
    last = last_full_scan(snapshot)
    if not snapshot.of(DxaScan):
        return nothing_recorded()
    if last is None:
        return Finding(Status.NO_DATA, tr("A scan of the spine and one of the hip are needed; one is not on record."))
    value = Decimal(months_between(last, snapshot.on))
    window = seen(asked.on, (scan.date for scan in snapshot.of(DxaScan)))
    if bounds.high is None:
        return Finding(Status.MET, tr("Your last scan was on {day}.", day=day_long(last)), value, window=window)
    text = said.scan_age(last, snapshot.on, int(bounds.high))
    if months_after(last, int(bounds.high)) < snapshot.on:
        return Finding(Status.ATTENTION, text, value, broken=bounds.high, window=window)
    return Finding(Status.MET, text, value, window=window)


def last_full_scan(snapshot: Snapshot) -> dt.date | None:
    """The day by which both spine and hip were last scanned: the older of the two; None where one never was."""
    scans = snapshot.of(DxaScan)
    spine = last_scan_with(scans, (Site.LUMBAR_SPINE,))
    hip = last_scan_with(scans, (Site.FEMORAL_NECK, Site.TOTAL_HIP))
    return min(spine, hip) if spine is not None and hip is not None else None


def t_score(asked: Asked) -> Finding:
    """The lowest T-score that stands, in standard deviations (WHO 1994)."""
    snapshot, bounds = asked.snapshot, asked.bounds
    lowest = lowest_t(snapshot.of(DxaScan))
    if not snapshot.of(DxaScan):
        return nothing_recorded()
    if lowest is None or lowest.t is None:
        return Finding(Status.NO_DATA, tr("No T-score is on record yet."))
    profile, day = snapshot.profile, lowest.scan.date
    if not postmenopausal(profile, day):
        known = profile is not None and (profile.birth_date is not None or profile.menopause_date is not None)
        text = (
            said.t_sentence(lowest, ranges_apply=False)
            if known
            else tr("With your date of birth and when your periods stopped, this T-score can be set in its range.")
        )
        return Finding(Status.NOT_APPLICABLE, text)
    text = _with_therapy(snapshot, said.t_sentence(lowest), category(lowest.t))
    window = seen(asked.on, [day])
    if bounds.low is not None and lowest.t < bounds.low:
        return Finding(Status.ATTENTION, text, lowest.t, broken=bounds.low, window=window)
    return Finding(Status.MET, text, lowest.t, window=window)


def _with_therapy(snapshot: Snapshot, text: str, range_: Category) -> str:
    """The sentence with the bone medicine taken; a normal score never stands there without a fragility fracture."""
    sentences = [text]
    fractures = fragility_fractures(snapshot)
    if fractures and range_ is Category.NORMAL:
        sentences.append(said.fracture_beside(fractures[-1]))
    course = anti_fracture(snapshot)
    if course is not None:
        sentences.append(said.taken_since(course))
    return " ".join(sentences)


def density_rate(asked: Asked) -> Finding:
    """Change of BMD in percent a year: the fastest real loss if there is one, else the lowest rate of all.

    A loss is judged by the least significant change alone; the bound is shown beside it.
    """
    found = yearly_rates(asked.snapshot.of(DxaScan))
    if not asked.snapshot.of(DxaScan):
        return nothing_recorded()
    if not found:
        text = tr("Two comparable scans at least nine months apart are needed for a yearly rate.")
        return Finding(Status.NO_DATA, text)
    losses = [pair for pair in found if pair.verdict is Verdict.LOSS]
    slowest = min(losses or found, key=_rate)
    days = {scan.date for pair in found for scan in (pair.earlier.scan, pair.later.scan)}
    figures = {
        "site": said.site_words(slowest.later),
        "rate": percent(_rate(slowest), sign=True),
        "start": month_long(slowest.earlier.scan.date),
        "end": month_long(slowest.later.scan.date),
    }
    if losses:
        text = tr(
            "Your {site} changed by {rate} a year between {start} and {end}, a real loss; "
            "ordinary ageing takes 0.5–1 % a year.",
            **figures,
        )
        return Finding(Status.ATTENTION, text, _rate(slowest), window=seen(asked.on, days))
    text = tr("No real loss; the lowest rate is {rate} a year ({site}, {start} to {end}).", **figures)
    return Finding(Status.MET, text, _rate(slowest), window=seen(asked.on, days))


def _rate(pair: Comparison) -> Decimal:
    return pair.rate_percent_year or Decimal(0)


def fracture_risk(asked: Asked) -> Finding:
    """The hip figure of the latest FRAX result, in percent; the thresholds are those used in the United States."""
    results = [item for item in asked.snapshot.of(RiskResult) if _frax(item)]
    if not results:
        return nothing_recorded()
    latest = results[-1]
    major = exact(latest.major_percent) if latest.major_percent is not None else None
    hip = exact(latest.hip_percent) if latest.hip_percent is not None else None
    window = seen(asked.on, [latest.date])
    if latest.date < months_after(asked.on, -RISK_MONTHS):
        text = tr(
            "The latest FRAX result is from {month}. The target looks at the last {months} months.",
            month=month_long(latest.date),
            months=RISK_MONTHS,
        )
        return Finding(Status.STALE, text, hip, window=window)
    high = asked.bounds.high
    figures = {"result": _risk_words(major, hip), "month": month_long(latest.date), "bound": _whole(high)}
    above_hip = hip is not None and high is not None and hip >= high
    if above_hip or (major is not None and major >= limit("fracture.risk", "major_percent")):
        text = tr("FRAX as given in {month}: {result}. That reaches a threshold used in the United States.", **figures)
        if above_hip and asked.bounds.hers:
            text = tr("FRAX as given in {month}: {result}. That reaches the {bound} set for the hip.", **figures)
        return Finding(Status.ATTENTION, text, hip, high if above_hip else None, window=window)
    text = tr(
        "FRAX as given in {month}: {result}, below the document’s threshold, used in the United States.", **figures
    )
    if asked.bounds.hers:
        text = tr("FRAX as given in {month}: {result}.", **figures)
        if hip is not None and high is not None:
            text = tr("FRAX as given in {month}: {result}, below the {bound} set for the hip.", **figures)
    return Finding(Status.MET, text, hip, window=window)


def _frax(result: RiskResult) -> bool:
    known = result.major_percent is not None or result.hip_percent is not None
    return result.tool.strip().casefold() == FRAX and known


def _risk_words(major: Decimal | None, hip: Decimal | None) -> str:
    if major is None:
        return tr("hip {hip}", hip=_whole(hip))
    if hip is None:
        return tr("major fractures {major}", major=_whole(major))
    return tr("major fractures {major}, hip {hip}", major=_whole(major), hip=_whole(hip))


def _whole(value: Decimal | None) -> str:
    return f"{number(value)}\u2009%" if value is not None else ""
