"""Eating: the mean of the seven days until yesterday, over the days of which something is known.

What is not known adds nothing and is never short: where a fifth of the foods has no figure, an amount below its
target is left open. Upper levels are looked at apart (IOM 2011; magnesium from supplements alone, DRI 1997).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from bonejournal.domain.dates import days_before
from bonejournal.domain.meaning.facts import reduced_kidney_function, weight_on
from bonejournal.domain.meaning.measures.common import (
    ENOUGH_DAYS,
    WEEK_DAYS,
    Asked,
    Basis,
    Bounds,
    Finding,
    Status,
    Window,
    distance,
    last_days,
    mean,
    nothing_recorded,
    too_few_days,
    without_own_bounds,
)
from bonejournal.domain.nutrition.intake import Eating, Intake, counting
from bonejournal.domain.profile import Profile
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import exact, mark, number, tr, trn

KNOWN_SHARE = Decimal("0.8")
"""Of the foods, how many need a figure before an amount can be short (our choice)."""
K2_UG = Decimal(5)
OMEGA3_MG = Decimal(100)
"""What makes a food a source (our choice: the documents give no figure)."""
IU_PER_UG = 40
"""Vitamin D: 1 µg is 40 IU."""
PARTNERS = ("nutrition.vitamin_d", "nutrition.vitamin_k2", "nutrition.magnesium")
"""What calcium is taken with."""
_PROTEIN_LOWER_CHOICE = Decimal("1.0")


@dataclass(frozen=True, slots=True)
class Eaten:
    """A nutrient over some days: the amount of each counted day, and of how many foods it is known.

    A day counts when it has food on record and at least one row, food or supplement, with a figure.
    """

    days: dict[dt.date, Decimal]
    window: Window
    counted: tuple[Eating, ...]

    @property
    def mean(self) -> Decimal:
        """The mean of the counted days; there is at least one."""
        return mean(list(self.days.values()))

    def taken(self, nutrient: str) -> Decimal:
        """The mean of what supplements gave on the counted days; there is at least one. The rest came from food."""
        known = (row.known(nutrient) or Decimal(0) for row in self.counted if row.supplement)
        return sum(known, Decimal(0)) / len(self.days)

    @property
    def unknown(self) -> bool:
        """Whether too many foods have no figure for an amount to be called short."""
        return self.window.rows_known < KNOWN_SHARE * self.window.rows


def eaten(rows: Iterable[Eating], nutrient: str, end: dt.date, days: int) -> Eaten:
    """A nutrient over the `days` days that end on `end`."""
    start = days_before(end, days - 1)
    by_day: dict[dt.date, list[Eating]] = {}
    for row in counting([row for row in rows if start <= row.date <= end]):
        by_day.setdefault(row.date, []).append(row)
    amounts: dict[dt.date, Decimal] = {}
    counted: list[Eating] = []
    for day, of_day in by_day.items():
        known = [amount for row in of_day if (amount := row.known(nutrient)) is not None]
        if known and any(not row.supplement for row in of_day):
            amounts[day] = sum(known, Decimal(0))
            counted.extend(of_day)
    food = [row for row in counted if not row.supplement]
    with_figure = sum(row.known(nutrient) is not None for row in food)
    window = Window(start, end, len(amounts), len(food), with_figure)
    return Eaten(amounts, window, tuple(counted))


def protein_choice(bounds: Bounds, profile: Profile | None) -> Bounds:
    """Protein in g/kg: the amount chosen in the profile, else 1.2, the floor on which both documents agree."""
    if profile is None or profile.protein_target_g_kg is None:
        return bounds
    chosen = exact(profile.protein_target_g_kg)
    high = bounds.low if chosen == _PROTEIN_LOWER_CHOICE else bounds.high
    return replace(bounds, low=chosen, high=high, basis=Basis.PROFILE)


def eating_week(asked: Asked, nutrient: str) -> Eaten:
    """A nutrient over the seven days until yesterday: a day that is still going on is not averaged."""
    return eaten(asked.snapshot.of(Intake), nutrient, days_before(asked.on, 1), WEEK_DAYS)


def protein(asked: Asked) -> Finding:
    """Protein in g a day and kg of body weight; told in the grams a day that are for her."""
    found = eating_week(asked, "protein_g")
    if _left_to_her_doctor(asked):
        return _kidney(found.window)
    weight = weight_on(asked.snapshot, asked.on)
    if weight is None and len(found.days) >= ENOUGH_DAYS:
        text = tr(
            "Protein averaged {amount} g a day; with your weight it can be set against the target.",
            amount=_round(found.mean),
        )
        return Finding(Status.NO_DATA, text, window=found.window)
    return _amount(asked, found, _PROTEIN, weight)


def _left_to_her_doctor(asked: Asked) -> bool:
    return not asked.bounds.hers and reduced_kidney_function(asked.snapshot)


def _kidney(window: Window | None = None) -> Finding:
    text = tr("Left open: with reduced kidney function your doctor sets this.")
    return Finding(Status.NOT_APPLICABLE, text, window=window)


@dataclass(frozen=True, slots=True)
class _Nutrient:
    """How a nutrient is said: its name, its unit, how exactly, and whether in international units as well."""

    name: str
    unit: str
    decimals: int = 0
    iu: bool = False

    def amount(self, figures: str) -> str:
        """Figures with the unit."""
        return tr("{amount} {unit}", amount=figures, unit=self.unit)

    def a_day(self, amount: Decimal) -> str:
        """An amount a day."""
        said = self.amount(_round(amount, self.decimals))
        if self.iu:
            return tr("{amount} ({units} IU) a day", amount=said, units=_round(amount * IU_PER_UG))
        return tr("{amount} a day", amount=said)

    def beyond(self, amount: Decimal) -> str:
        """How far from a bound."""
        return self.amount(distance(amount, self.decimals))


def _round(amount: Decimal, decimals: int = 0) -> str:
    """An amount for reading: a small one with a decimal, trailing noughts left out."""
    return number(round(amount, decimals or (0 if abs(amount) >= 10 else 1)))


_PROTEIN = _Nutrient(mark("Protein"), "g")
_CALCIUM = _Nutrient(mark("Calcium"), "mg")
_MAGNESIUM = _Nutrient(mark("Magnesium"), "mg")
_VITAMIN_K = _Nutrient(mark("Vitamin K"), "µg")
_VITAMIN_D = _Nutrient(mark("Vitamin D"), "µg", iu=True)


def calcium(asked: Asked) -> Finding:
    """Calcium in mg a day, from food and supplements."""
    return _with_upper(asked, eating_week(asked, "calcium_mg"), _CALCIUM, mark("IOM 2011"))


def vitamin_d(asked: Asked) -> Finding:
    """Vitamin D in µg a day, from food and supplements."""
    return _with_upper(asked, eating_week(asked, "vitamin_d_ug"), _VITAMIN_D, mark("IOM 2011"))


def _with_upper(asked: Asked, found: Eaten, said: _Nutrient, source: str) -> Finding:
    upper = asked.bounds.upper
    if len(found.days) >= ENOUGH_DAYS and upper is not None and found.mean > upper:
        text = tr(
            "{name} averaged {amount}, {beyond} above the upper level of {upper} "
            "({source}, not from the five documents).",
            name=tr(said.name),
            amount=said.a_day(found.mean),
            beyond=said.beyond(found.mean - upper),
            upper=said.amount(number(upper)),
            source=tr(source),
        )
        over = Finding(Status.OVER, text, found.mean, upper, window=found.window)
        low = asked.bounds.low
        return over if low is None or found.mean >= low else _amount(asked, found, said)
    return _amount(asked, found, said)


def magnesium(asked: Asked) -> Finding:
    """Magnesium in mg a day; the upper level is for what comes from supplements alone."""
    found = eating_week(asked, "magnesium_mg")
    if _left_to_her_doctor(asked):
        return _kidney(found.window)
    judged = _amount(asked, found, _MAGNESIUM)
    upper = asked.bounds.upper
    if judged.status is not Status.MET or upper is None:
        return judged
    supplements = found.taken("magnesium_mg")
    if supplements <= upper:
        return judged
    text = tr(
        "Magnesium from supplements averaged {amount}, {beyond} above the upper level of {upper} "
        "(DRI 1997, not from the five documents).",
        amount=_MAGNESIUM.a_day(supplements),
        beyond=_MAGNESIUM.beyond(supplements - upper),
        upper=_MAGNESIUM.amount(number(upper)),
    )
    return replace(judged, status=Status.OVER, text=text)


def vitamin_k(asked: Asked) -> Finding:
    """Vitamin K of all forms in µg a day; where most of it is a K2 supplement, the sentence says so."""
    found = eating_week(asked, "vitamin_k_ug")
    judged = _amount(asked, found, _VITAMIN_K)
    if judged.status is not Status.MET or 2 * found.taken("vitamin_k2_ug") <= found.mean:
        return judged
    beside = tr("Most of it is a K2 supplement; the document means leafy greens.")
    return replace(judged, text=f"{judged.text} {beside}")


def _amount(asked: Asked, found: Eaten, said: _Nutrient, per: Decimal | None = None) -> Finding:
    """Whether the mean of the counted days reaches the lower bound; the bounds are for each of `per`, such as kg."""
    if not asked.snapshot.of(Intake):
        return nothing_recorded()
    if len(found.days) < ENOUGH_DAYS:
        return too_few_days(len(found.days), found.window)
    value, low = found.mean / (per or 1), asked.bounds.low
    bounds = asked.bounds if per is None else _whole(asked.bounds.times(per))
    figures = {"name": tr(said.name), "amount": said.a_day(found.mean), "target": said.amount(bounds.said())}
    if low is None or value >= low:
        text = tr("{name} averaged {amount}. The target of {target} is met.", **figures)
        if low is None:
            text = tr("{name} averaged {amount}.", **figures)
        return Finding(Status.MET, text, value, window=found.window)
    if found.unknown:
        text = trn(
            "At least {amount}: {count} of {rows} foods has no figure.",
            "At least {amount}: {count} of {rows} foods have no figure.",
            _unknown(found.window),
            rows=found.window.rows,
            **figures,
        )
        return Finding(Status.NO_DATA, text, window=found.window)
    text = tr(
        "{name} averaged {amount}, {missing} below the {target} target.",
        **figures,
        missing=said.beyond(low * (per or 1) - found.mean),
    )
    return Finding(Status.SHORT, text, value, low, window=found.window)


def _whole(bounds: Bounds) -> Bounds:
    low, high = (None if bound is None else Decimal(round(bound)) for bound in (bounds.low, bounds.high))
    return replace(bounds, low=low, high=high)


def _unknown(window: Window) -> int:
    return window.rows - window.rows_known


def _source_days(asked: Asked, nutrient: str, least: Decimal, met: str, short: str, hers: str) -> Finding:
    """On how many of the counted days something held at least so much; more than half of them are asked for.

    met, short: what is said; hers: what is said of too few days where the number of days is her own.
    """
    found = eating_week(asked, nutrient)
    counted = len(found.days)
    if not asked.snapshot.of(Intake):
        return nothing_recorded(without_own_bounds(asked.bounds))
    if counted < ENOUGH_DAYS:
        return too_few_days(counted, found.window, without_own_bounds(asked.bounds))
    bounds = asked.bounds if asked.bounds.hers else replace(asked.bounds, low=Decimal(counted // 2 + 1))
    days = {row.date for row in found.counted if (amount := row.known(nutrient)) is not None and amount >= least}
    value = Decimal(len(days))
    if bounds.low is None or value >= bounds.low:
        return Finding(Status.MET, tr(met, days=len(days), counted=counted), value, None, bounds, found.window)
    if found.unknown:
        text = trn(
            "On at least {days} of {counted} days: {count} of {rows} foods has no figure.",
            "On at least {days} of {counted} days: {count} of {rows} foods have no figure.",
            _unknown(found.window),
            days=len(days),
            counted=counted,
            rows=found.window.rows,
        )
        return Finding(Status.NO_DATA, text, None, None, bounds, found.window)
    figures = {"days": len(days), "counted": counted, "missing": number(bounds.low - value)}
    text = tr(hers, **figures, asked=number(bounds.low)) if bounds.hers else tr(short, **figures)
    return Finding(Status.SHORT, text, value, bounds.low, bounds, found.window)


vitamin_k2_days = partial(
    _source_days,
    nutrient="vitamin_k2_ug",
    least=K2_UG,
    met=mark("A K2 source on {days} of {counted} days. The document gives no amount, so only days are counted."),
    short=mark(
        "A K2 source on {days} of {counted} days, {missing} fewer than most days. The document gives no amount."
    ),
    hers=mark("A K2 source on {days} of {counted} days, {missing} fewer than the {asked} asked for."),
)
omega3_days = partial(
    _source_days,
    nutrient="omega3_mg",
    least=OMEGA3_MG,
    met=mark("An omega-3 source on {days} of {counted} days. The document gives no amount, so only days are counted."),
    short=mark(
        "An omega-3 source on {days} of {counted} days, {missing} fewer than most days. The document gives no amount."
    ),
    hers=mark("An omega-3 source on {days} of {counted} days, {missing} fewer than the {asked} asked for."),
)


def synergy(asked: Asked) -> Finding:
    """How many of vitamin D, K2 and magnesium are met, where calcium is met or taken as a supplement."""
    if asked.status_of("nutrition.magnesium") is Status.NOT_APPLICABLE:
        return _kidney()
    snapshot, standing = asked.snapshot, asked.status_of("nutrition.calcium")
    if not snapshot.of(Intake):
        return nothing_recorded()
    if standing not in (Status.MET, Status.OVER) and not _calcium_taken(snapshot):
        if standing is Status.NO_DATA:
            return Finding(Status.NO_DATA, tr("With three days of calcium on record this can be told."))
        text = tr("This row is for days with enough calcium or a calcium supplement.")
        return Finding(Status.NOT_APPLICABLE, text)
    statuses = [asked.status_of(id_) for id_ in PARTNERS]
    if Status.NO_DATA in statuses:
        return Finding(Status.NO_DATA, tr("With vitamin D, K2 and magnesium all known this can be told."))
    met = statuses.count(Status.MET)
    value, low = Decimal(met), asked.bounds.low
    text = trn(
        "Of calcium’s partners vitamin D, K2 and magnesium, {count} of 3 is met.",
        "Of calcium’s partners vitamin D, K2 and magnesium, {count} of 3 are met.",
        met,
    )
    if low is not None and value < low:
        return Finding(Status.ATTENTION, text, value, low)
    return Finding(Status.MET, text, value)


def _calcium_taken(snapshot: Snapshot) -> bool:
    """Whether a supplement with calcium is on record in the seven days until yesterday."""
    rows = counting(last_days(snapshot.of(Intake), days_before(snapshot.on, 1), WEEK_DAYS))
    return any(row.supplement and (row.known("calcium_mg") or 0) > 0 for row in rows)
