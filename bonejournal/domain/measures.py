"""How a journal is measured against the targets: one function for each measure that `targets.toml` names.

A measure reads a snapshot that holds at least one record of the kinds it is about, and the bounds that are asked for;
it answers with a `Finding`. Amounts are decimals, compared as they were typed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from bonejournal.domain import said
from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.comparison import Comparison, Verdict, last_scan_with, yearly_rates
from bonejournal.domain.dates import months_after, months_between
from bonejournal.domain.density import DxaScan, Site, lowest_t
from bonejournal.domain.profile import Profile, postmenopausal
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import day_long, exact, month_long, number, percent, tr


class Status(StrEnum):
    """How a journal stands against a target; `attention` is a rule's answer, not an amount's."""

    MET = "met"
    SHORT = "short"
    OVER = "over"
    ATTENTION = "attention"
    STALE = "stale"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"


class Basis(StrEnum):
    """Whose bound it is."""

    DOCUMENT = "document"
    PROFILE = "profile"
    OVERRIDE = "override"
    LAB = "lab"
    REFERENCE = "reference"
    DESIGN = "design"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is asked for, in the target's unit; None where there is no bound. `upper` is a reference's upper level."""

    low: Decimal | None = None
    high: Decimal | None = None
    upper: Decimal | None = None
    basis: Basis = Basis.DOCUMENT


@dataclass(frozen=True, slots=True)
class Window:
    """The days that were looked at, and how much of them is recorded. No `start` means all that is recorded."""

    start: dt.date | None
    end: dt.date
    days_with_data: int = 0
    rows: int = 0
    rows_known: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What a measure found: the status, the value in the target's unit, a sentence.

    broken: the bound that is not kept. bounds: those in force where they follow from the records. window: the days
    looked at where they follow from the records.
    """

    status: Status
    text: str
    value: Decimal | None = None
    broken: Decimal | None = None
    bounds: Bounds | None = None
    window: Window | None = None


Measure = Callable[[Snapshot, Bounds], Finding]

_LEAN_LOW_PERCENT = {"dxa": Decimal(-2)}
_LEAN_LOW_OTHERWISE = Decimal(-3)
_PROTEIN_LOWER_CHOICE = Decimal("1.0")


def nothing_recorded(bounds: Bounds) -> Finding:
    """The answer of every measure to a journal without its records."""
    return Finding(Status.NO_DATA, tr("Nothing recorded yet."), bounds=bounds)


def protein_choice(bounds: Bounds, profile: Profile | None) -> Bounds:
    """Protein in g/kg: the amount chosen in the profile, else 1.2, the floor on which both documents agree."""
    if profile is None or profile.protein_target_g_kg is None:
        return bounds
    chosen = exact(profile.protein_target_g_kg)
    high = bounds.low if chosen == _PROTEIN_LOWER_CHOICE else bounds.high
    return replace(bounds, low=chosen, high=high, basis=Basis.PROFILE)


def dxa_due(snapshot: Snapshot, bounds: Bounds) -> Finding:
    """Completed months since spine and hip were last scanned, the older of the two."""
    last = last_full_scan(snapshot)
    if last is None:
        return Finding(Status.NO_DATA, tr("A scan of the spine and one of the hip are needed; one is not on record."))
    value = Decimal(months_between(last, snapshot.on))
    window = _window(snapshot, (scan.date for scan in snapshot.of(DxaScan)))
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


def t_score(snapshot: Snapshot, bounds: Bounds) -> Finding:
    """The lowest T-score that stands, in standard deviations (WHO 1994)."""
    lowest = lowest_t(snapshot.of(DxaScan))
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
    text = said.t_sentence(lowest)
    window = _window(snapshot, [day])
    if bounds.low is not None and lowest.t < bounds.low:
        return Finding(Status.ATTENTION, text, lowest.t, broken=bounds.low, window=window)
    return Finding(Status.MET, text, lowest.t, window=window)


def density_rate(snapshot: Snapshot, bounds: Bounds) -> Finding:
    """Change of BMD in percent a year: the fastest real loss if there is one, else the lowest rate of all."""
    del bounds  # shown beside the value; a loss is judged by the least significant change alone
    found = yearly_rates(snapshot.of(DxaScan))
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
        return Finding(Status.ATTENTION, text, _rate(slowest), window=_window(snapshot, days))
    text = tr("No real loss; the lowest rate is {rate} a year ({site}, {start} to {end}).", **figures)
    return Finding(Status.MET, text, _rate(slowest), window=_window(snapshot, days))


def _rate(pair: Comparison) -> Decimal:
    return pair.rate_percent_year or Decimal(0)


def lean_mass(snapshot: Snapshot, bounds: Bounds) -> Finding:
    """Change of lean mass in percent against about a year before, both from the same source."""
    measures = [measure for measure in snapshot.of(BodyMeasure) if measure.lean_mass_kg is not None]
    if not measures:
        return nothing_recorded(bounds)
    latest = measures[-1]
    source = _source(latest)
    bounds = replace(bounds, low=_LEAN_LOW_PERCENT.get(source, _LEAN_LOW_OTHERWISE))
    same = [measure for measure in measures[:-1] if _source(measure) == source]
    before = _nearest(same, latest.date, months=12, within=(6, 18))
    if before is None or latest.lean_mass_kg is None or before.lean_mass_kg is None or bounds.low is None:
        text = tr(
            "Lean mass of {day} is on record; another from the same source 6 to 18 months apart makes a comparison.",
            day=day_long(latest.date),
        )
        return Finding(Status.NO_DATA, text, bounds=bounds)
    now, then = exact(latest.lean_mass_kg), exact(before.lean_mass_kg)
    value = 100 * (now - then) / then
    window = _window(snapshot, [before.date, latest.date])
    if latest.date < months_after(snapshot.on, -12):
        text = tr(
            "The latest lean mass is from {month}. The target looks at the last 12 months.",
            month=month_long(latest.date),
        )
        return Finding(Status.STALE, text, value, bounds=bounds, window=window)
    short = value < bounds.low
    figures = {
        "then": number(then, 1),
        "now": number(now, 1),
        "change": percent(value, sign=True),
        "start": month_long(before.date),
        "end": month_long(latest.date),
        "low": percent(bounds.low, 0),
        "beyond": percent(abs(value - bounds.low)),
    }
    if short:
        text = tr(
            "Lean mass went from {then} to {now} kg ({change}) between {start} and {end}, "
            "{beyond} beyond the {low} that count as noise of the measurement.",
            **figures,
        )
    else:
        text = tr(
            "Lean mass went from {then} to {now} kg ({change}) between {start} and {end}; "
            "down to {low} counts as noise of the measurement.",
            **figures,
        )
    broken = bounds.low if short else None
    return Finding(Status.SHORT if short else Status.MET, text, value, broken, bounds, window)


def waist(snapshot: Snapshot, bounds: Bounds) -> Finding:
    """Change of the waist in cm against about half a year before."""
    measures = [measure for measure in snapshot.of(BodyMeasure) if measure.waist_cm is not None]
    if not measures:
        return nothing_recorded(bounds)
    latest = measures[-1]
    before = _nearest(measures[:-1], latest.date, months=6, within=(3, 12))
    if before is None or latest.waist_cm is None or before.waist_cm is None:
        text = tr(
            "A waist of {day} is on record; another 3 to 12 months apart makes a comparison.", day=day_long(latest.date)
        )
        return Finding(Status.NO_DATA, text)
    now = exact(latest.waist_cm)
    value = now - exact(before.waist_cm)
    window = _window(snapshot, [before.date, latest.date])
    if latest.date < months_after(snapshot.on, -6):
        text = tr(
            "The latest waist is from {month}. The target looks at the last 6 months.", month=month_long(latest.date)
        )
        return Finding(Status.STALE, text, value, window=window)
    over = bounds.high is not None and value > bounds.high
    figures = {
        "now": number(now),
        "change": number(abs(value)),
        "start": month_long(before.date),
        "noise": number(bounds.high or Decimal(0)),
    }
    if over:
        text = tr(
            "Your waist is {now} cm, {change} cm more than in {start}; up to {noise} cm counts as noise of measuring.",
            **figures,
        )
        return Finding(Status.ATTENTION, text, value, broken=bounds.high, window=window)
    if value > 0:
        text = tr("Your waist is {now} cm; the {change} cm more than in {start} are noise of measuring.", **figures)
    elif value < 0:
        text = tr("Your waist is {now} cm, {change} cm less than in {start}.", **figures)
    else:
        text = tr("Your waist is {now} cm, as in {start}.", **figures)
    return Finding(Status.MET, text, value, window=window)


def _source(measure: BodyMeasure) -> str:
    return " ".join(measure.source.casefold().split())


def _nearest(
    measures: Iterable[BodyMeasure], latest: dt.date, *, months: int, within: tuple[int, int]
) -> BodyMeasure | None:
    """The measure nearest to `months` before `latest`, among those `within` so many months; at a tie the later."""
    aim = months_after(latest, -months)
    newest, oldest = (months_after(latest, -count) for count in within)
    near = [measure for measure in measures if oldest <= measure.date <= newest]
    return min(reversed(near), key=lambda measure: abs((measure.date - aim).days), default=None)


def _window(snapshot: Snapshot, days: Iterable[dt.date]) -> Window:
    found = sorted(set(days))
    count = len(found)
    return Window(found[0] if found else None, snapshot.on, count, count, count)


MEASURES: dict[str, Measure] = {
    "dxa_due": dxa_due,
    "t_score": t_score,
    "density_rate": density_rate,
    "lean_mass": lean_mass,
    "waist": waist,
}
BOUNDS: dict[str, Callable[[Bounds, Profile | None], Bounds]] = {"protein_choice": protein_choice}
