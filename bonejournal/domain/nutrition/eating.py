"""What the page of eating says: one day's sums with what is unknown, the week's averages, and the sentence above."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bonejournal.domain.dates import days_before
from bonejournal.domain.meaning.facts import weight_on
from bonejournal.domain.meaning.measures.common import ENOUGH_DAYS, WEEK_DAYS, Bounds, Status
from bonejournal.domain.meaning.measures.nutrition import IU_PER_UG, eaten
from bonejournal.domain.meaning.targets import JUDGED, UNMET, Gap
from bonejournal.domain.meaning.today import listed
from bonejournal.domain.nutrition.foods import unit_of
from bonejournal.domain.nutrition.intake import Intake, Sum, day_sums
from bonejournal.domain.nutrition.meals import Meal, meals
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import capital, day_and_month, days_named, mark, number, tr, trn, weekday

PROTEIN = "nutrition.protein"
"""The target whose bounds are for each kg."""
SHOWN = ("protein_g", "calcium_mg", "vitamin_d_ug", "magnesium_mg", "vitamin_k_ug")
"""The nutrients whose columns always stand in the table; the others can be added."""
HEADS = {
    "protein_g": mark("Protein g"),
    "calcium_mg": mark("Calcium mg"),
    "vitamin_d_ug": mark("D µg"),
    "magnesium_mg": mark("Mg mg"),
    "vitamin_k_ug": mark("K µg"),
    "vitamin_k2_ug": mark("K2 µg"),
    "omega3_mg": mark("Omega-3 mg"),
    "energy_kcal": mark("Energy kcal"),
}
NAMES = {
    "protein_g": mark("protein"),
    "calcium_mg": mark("calcium"),
    "vitamin_d_ug": mark("vitamin D"),
    "magnesium_mg": mark("magnesium"),
    "vitamin_k_ug": mark("vitamin K"),
    "vitamin_k2_ug": mark("vitamin K2"),
    "omega3_mg": mark("omega-3"),
    "energy_kcal": mark("energy"),
}
BARS = {
    PROTEIN: "protein_g",
    "nutrition.calcium": "calcium_mg",
    "nutrition.vitamin_d": "vitamin_d_ug",
    "nutrition.magnesium": "magnesium_mg",
    "nutrition.vitamin_k": "vitamin_k_ug",
}
"""The targets that ask for an amount, with the nutrient each is about."""
COUNTED = ("nutrition.vitamin_k2", "nutrition.omega3")
"""The targets that count days."""


def nutrient_name(nutrient: str) -> str:
    """A nutrient as a heading or a sentence begins with it."""
    return capital(tr(NAMES[nutrient]))


def amount_text(nutrient: str, amount: Decimal) -> str:
    """An amount as it stands in the table, without its unit: protein with a decimal, small amounts too."""
    if nutrient == "protein_g":
        return number(amount, 1)
    return number(round(amount, 1 if amount < 10 or nutrient == "vitamin_d_ug" else 0))


def day_name(day: dt.date, today: dt.date) -> str:
    """A day by its weekday: "Thursday 12 November"; with the year where it is another."""
    said = tr("{weekday} {day}", weekday=weekday(day), day=day_and_month(day))
    return said if day.year == today.year else tr("{day} {year}", day=said, year=day.year)


def day_title(day: dt.date, today: dt.date) -> str:
    """A day as it stands above its meals: "Today, Thursday 12 November"."""
    if day == today:
        return tr("Today, {day}", day=day_name(day, today))
    if day == days_before(today, 1):
        return tr("Yesterday, {day}", day=day_name(day, today))
    return day_name(day, today)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """One day of eating: its meals in their order, and what each nutrient comes to."""

    day: dt.date
    today: dt.date
    meals: tuple[Meal, ...]
    sums: Mapping[str, Sum]

    @property
    def rows(self) -> tuple[Intake, ...]:
        """All that was eaten and taken, in the order of the meals."""
        return tuple(row for meal in self.meals for row in meal.rows)

    @property
    def supplements(self) -> bool:
        """Whether any supplement was taken, so that the sum is told apart."""
        return any(row.supplement for row in self.rows)

    @property
    def total_name(self) -> str:
        """What stands before the sums."""
        return tr("So far today") if self.day == self.today else tr("In all")

    def unknown_note(self, nutrients: Sequence[str] = SHOWN) -> str:
        """Which of the sums may be more than they say, and why; "" where all is known."""
        lacking = {key: self.sums[key] for key in nutrients if self.sums[key].at_least}
        if not lacking:
            return ""
        if len(lacking) == 1:
            [(key, one)] = lacking.items()
            return trn(
                "* {nutrient} is unknown for {count} item, so the real total is higher. "
                "Unknown is never counted as zero.",
                "* {nutrient} is unknown for {count} items, so the real total is higher. "
                "Unknown is never counted as zero.",
                one.rows - one.rows_known,
                nutrient=nutrient_name(key),
            )
        each = ", ".join(
            trn(
                "{nutrient} of {count} item",
                "{nutrient} of {count} items",
                one.rows - one.rows_known,
                nutrient=tr(NAMES[key]),
            )
            for key, one in lacking.items()
        )
        return tr(
            "* Not known: {list}. The real totals are higher; unknown is never counted as zero.",
            list=each,
        )


def day_facts(rows: Sequence[Intake], day: dt.date, today: dt.date) -> DayFacts:
    """What is to be said of one day, of all rows at hand."""
    of_day = [row for row in rows if row.date == day]
    return DayFacts(day, today, meals(of_day), day_sums(of_day, day))


@dataclass(frozen=True, slots=True)
class Bar:
    """A week's average against its target, in the nutrient's unit.

    mark: the key of its status. food and tablets: what both gave, None where there are too few days. tick: the least
    that is asked for; band: the range that is; upper: the upper level, where it is near. full: where the bar ends.
    value, of, note: as they are read.
    """

    gap: Gap
    name: str
    mark: str
    value: str
    of: str
    note: str
    food: Decimal | None = None
    tablets: Decimal | None = None
    tick: Decimal | None = None
    band: tuple[Decimal, Decimal] | None = None
    upper: Decimal | None = None
    full: Decimal = Decimal(1)

    @property
    def said(self) -> str:
        """All of it, for whoever hears it."""
        figures = tr("{value} {of}", value=self.value, of=self.of).strip()
        return ". ".join(part for part in (tr("{name}: {figures}", name=self.name, figures=figures), self.note) if part)


@dataclass(frozen=True, slots=True)
class Days:
    """On how many days there was a source of something that the documents ask for without an amount."""

    gap: Gap
    name: str
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """The averages of the seven days until yesterday."""

    caption: str
    bars: tuple[Bar, ...]
    days: tuple[Days, ...]


def week_facts(snapshot: Snapshot, gaps: Sequence[Gap]) -> WeekFacts:
    """The averages, each against what is asked for."""
    known = {gap.id: gap for gap in gaps}
    bars = tuple(_bar(snapshot, known[id_], nutrient) for id_, nutrient in BARS.items())
    counted = tuple(_days(known[id_]) for id_ in COUNTED)
    end = days_before(snapshot.on, 1)
    start = days_before(end, WEEK_DAYS - 1)
    with_data = {row.date for row in snapshot.of(Intake) if start <= row.date <= end and not row.supplement}
    span = days_named(start, end)
    caption = trn("{span}, {count} day with data", "{span}, {count} days with data", len(with_data), span=span)
    return WeekFacts(caption, bars, counted)


def _days(gap: Gap) -> Days:
    name = capital(tr(gap.target.brief))
    if gap.status not in JUDGED:
        return Days(gap, name, str(gap.status), gap.text)
    days, of = number(gap.value or Decimal(0)), gap.window.days_with_data
    text = tr("a source on {days} of {count} days", days=days, count=of)
    return Days(gap, name, str(gap.status), text)


def daily_bounds(snapshot: Snapshot, gap: Gap) -> Bounds:
    """What is asked of her for a day: protein's bounds are for each kg she weighs; without a weight there are none."""
    if gap.id != PROTEIN:
        return gap.bounds
    weight = weight_on(snapshot, snapshot.on)
    return gap.bounds.times(weight) if weight is not None else replace(gap.bounds, low=None, high=None)


def _bar(snapshot: Snapshot, gap: Gap, nutrient: str) -> Bar:
    found = eaten(snapshot.of(Intake), nutrient, days_before(snapshot.on, 1), WEEK_DAYS)
    name, unit = tr(gap.target.title), unit_of(nutrient)
    if gap.status is Status.NOT_APPLICABLE or len(found.days) < ENOUGH_DAYS:
        return Bar(gap, name, str(gap.status), "", "", gap.text)
    bounds = daily_bounds(snapshot, gap)
    low, high = bounds.low, bounds.high
    value, tablets = found.mean, found.taken(nutrient)
    upper = gap.bounds.upper if nutrient != "magnesium_mg" else None
    if upper is not None and low is not None and upper > max(2 * low, value / Decimal("0.6")):
        upper = None
    band = (low, high) if low is not None and high is not None and high > low else None
    asked = tr("of {amount} {unit}", amount=_range(low, band), unit=unit) if low is not None else ""
    return Bar(
        gap,
        name,
        str(gap.status),
        tr("{amount} {unit}", amount=whole(value), unit=unit),
        asked,
        _note(gap, nutrient, value, tablets),
        value - tablets,
        tablets,
        low,
        band,
        upper,
        max(value * Decimal("1.15"), *(bound * share for bound, share in _ends(low, high, upper)), Decimal(1)),
    )


def _ends(low: Decimal | None, high: Decimal | None, upper: Decimal | None) -> list[tuple[Decimal, Decimal]]:
    shares = ((low, Decimal("1.5")), (high, Decimal("1.12")), (upper, Decimal("1.05")))
    return [(bound, share) for bound, share in shares if bound is not None]


def _range(low: Decimal | None, band: tuple[Decimal, Decimal] | None) -> str:
    if band is not None and band[1] <= Decimal("1.3") * band[0]:
        return tr("{low}–{high}", low=whole(band[0]), high=whole(band[1]))
    return whole(low or Decimal(0))


def _note(gap: Gap, nutrient: str, value: Decimal, tablets: Decimal) -> str:
    """The line beneath a bar: whose figure it is, where the amount came from, and of how much of it is known."""
    parts: list[str] = []
    if nutrient == "protein_g" and gap.bounds.low is not None and not gap.overridden:
        parts.append(tr("{chosen} g per kg; documents give 1.0–1.2 and 1.2–1.6", chosen=number(gap.bounds.low)))
    if gap.overridden:
        parts.append(tr("your own target; the document says {amount}", amount=gap.target.bounds.said() or tr("none")))
    if nutrient == "vitamin_d_ug":
        parts.append(tr("{units} IU", units=whole(value * IU_PER_UG)))
    if nutrient != "protein_g" or tablets:
        figures = {"food": whole(value - tablets), "tablets": whole(tablets)}
        parts.append(tr("food {food}, tablets {tablets}", **figures) if tablets else tr("all from food"))
    if nutrient == "calcium_mg" and gap.bounds.upper is not None:
        parts.append(tr("upper limit {amount}", amount=number(gap.bounds.upper)))
    window = gap.window
    if window.rows_known < window.rows:
        parts.append(tr("known for {known} of {count} foods", known=window.rows_known, count=window.rows))
    return "; ".join(parts)


def whole(amount: Decimal) -> str:
    """An amount for a sentence: without decimals, a small one with one."""
    return number(round(amount, 0 if amount >= 10 else 1))


def sentence(snapshot: Snapshot, gaps: Sequence[Gap]) -> str:
    """What the week comes to, and what to raise first."""
    if not snapshot.of(Intake):
        return ""
    about = [gap for gap in gaps if gap.id in BARS or gap.id in COUNTED]
    short = sorted((gap for gap in about if gap.status is Status.SHORT), key=lambda gap: gap.rank or 0)
    if len(short) == 1:
        return tr("Over the last 7 days {nutrient} was short.", nutrient=tr(short[0].target.brief))
    if short:
        first = capital(tr(short[0].target.brief))
        text = tr("Over the last 7 days {list} were short.", list=listed(short))
        return " ".join((text, tr("{nutrient} is the one to raise first.", nutrient=first)))
    over = [gap for gap in about if gap.status in UNMET]
    if over:
        return over[0].text
    if any(gap.status is Status.MET for gap in about):
        return tr("Over the last 7 days nothing that is known was short.")
    return next((gap.text for gap in about), "")
