"""What the laboratories found over the years, test by test: what is on record, how each draw compares, in a sentence.

A marker of turnover is read against its baseline; everything else against the interval its own laboratory printed.
Nothing is compared across laboratories.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from bonejournal.domain.field import as_printed
from bonejournal.domain.labs.analytes import analytes
from bonejournal.domain.labs.panels import LabPanel, label
from bonejournal.domain.labs.readings import Reading, in_order, readings
from bonejournal.domain.labs.verdict import against_interval, moved, three_figures, told_in, verdict
from bonejournal.domain.meaning.facts import ANABOLIC, ANTIRESORPTIVE, acts, anti_fracture
from bonejournal.domain.meaning.measures.blood import SUGAR
from bonejournal.domain.meaning.measures.markers import (
    SETTLED_DAYS,
    Against,
    MarkerPair,
    beside_noise,
    comparable,
    marker_pair,
    pair_of_latest,
    same_lab,
    why_left_out,
)
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.said import inside
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import Said, day_long, day_short, mark, percent, tr

GROUPS = (
    (mark("Bone turnover"), ("turnover",)),
    (mark("Minerals and vitamin D"), ("minerals",)),
    (mark("Kidney, thyroid, metabolic"), ("kidney", "thyroid", "metabolism")),
    (mark("Hormones"), ("hormones",)),
    (mark("Inflammation"), ("inflammation",)),
    (mark("Other"), ("blood", "")),
)
"""The groups tests are listed in, and the groups of the catalogue in each; "" is what is not in the catalogue."""
MAIN = ("ctx", "pinp", "bone_alp", "25ohd", "calcium", "pth", "egfr", "tsh", "hba1c", "hs_crp")
"""What is listed even where it was never measured."""
BREAKDOWN = frozenset({"ctx", "ntx_creatinine", "trap5b"})
BUILDING = frozenset({"pinp", "bone_alp", "bone_alp_activity", "osteocalcin"})
_FASTING = frozenset(analyte for analyte, fasting in SUGAR if fasting)
MOST_UNITS = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """A test in the list: its latest figure with what that comes to; `day` is None where it was never measured."""

    analyte: str
    name: str
    day: dt.date | None
    figure: str
    said: Said


@dataclass(frozen=True, slots=True)
class Draw:
    """One result over time. `change` is in percent of its baseline, None without one.

    left_out: why it is not in the line, in a few words; "" where it is.
    """

    reading: Reading
    figure: str
    said: Said
    change: Decimal | None = None
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """One test over time, told in `unit`; `units` are those it can be told in.

    draws: oldest first. pair: the latest comparable result with its baseline, as of today; lsc: the change in percent
    a marker has to exceed, None where none is established.
    """

    analyte: str
    name: str
    what: str
    unit: str
    units: tuple[str, ...]
    draws: tuple[Draw, ...]
    pair: MarkerPair | None
    lsc: Decimal | None
    sentence: str

    @property
    def shown(self) -> tuple[Draw, ...]:
        """The draws that can be told in the unit."""
        return tuple(draw for draw in self.draws if draw.reading.unit == self.unit)


def listed(snapshot: Snapshot) -> list[tuple[str, list[Listed]]]:
    """All tests on record and the main ones, in their groups; groups without a test are left out."""
    latest: dict[str, Reading] = {}
    for panel in in_order(snapshot.of(LabPanel)):
        for result in panel.results:
            if result.value is not None:
                latest[result.analyte] = Reading(
                    panel, result, result.value, result.ref_low, result.ref_high, result.unit
                )
    known = analytes()
    keys = [key for key in known if key in latest or key in MAIN]
    keys += sorted((key for key in latest if key not in known), key=str.casefold)
    found: list[tuple[str, list[Listed]]] = []
    for title, groups in GROUPS:
        rows = [
            _listed(snapshot, key, latest.get(key))
            for key in keys
            if (known[key].group if key in known else "") in groups
        ]
        if rows:
            found.append((tr(title), rows))
    return found


def _listed(snapshot: Snapshot, analyte: str, latest: Reading | None) -> Listed:
    if latest is None:
        return Listed(analyte, tr(label(analyte)), None, "", Said("no_data", tr("never measured")))
    said = verdict(latest.panel, latest.result, snapshot.of(LabPanel), snapshot.of(Course))
    return Listed(analyte, latest.name, latest.date, _figure(latest, latest.unit), said)


def history(snapshot: Snapshot, analyte: str, unit: str = "") -> History | None:
    """One test over time, in a unit, the latest result's where none is named; None where it is not on record."""
    found = readings(snapshot, analyte)
    if not found:
        return None
    latest, known = found[-1], analytes().get(analyte)
    unit = unit or latest.unit
    found = readings(snapshot, analyte, unit)
    lsc = known.lsc_percent if known else None
    pair = marker_pair(snapshot, analyte, unit) if known and lsc is not None else None
    if lsc is None:
        draws = tuple(_draw(item, found[-1], unit) for item in found)
    else:
        draws = tuple(_marker_draws(snapshot, found, pair, lsc, unit))
    return History(
        analyte, latest.name, _what(analyte), unit, _units(analyte, unit, found), draws, pair, lsc,
        _sentence(snapshot, found, pair, lsc, unit),
    )  # fmt: skip


def _what(analyte: str) -> str:
    """What a marker tells of, in a few words."""
    if analyte in BREAKDOWN:
        return tr("Bone breakdown")
    return tr("Bone building") if analyte in BUILDING else ""


def _units(analyte: str, unit: str, found: Sequence[Reading]) -> tuple[str, ...]:
    """Units of different size, those she used first."""
    known = analytes().get(analyte)
    if known is None:
        return (unit,)
    used = {item.result.unit for item in found}
    units = sorted(known.units, key=lambda item: item.name not in used)
    sizes: dict[tuple[Decimal, ...], str] = {}
    for item in units:
        sizes.setdefault((item.times / item.per, item.plus), item.name)
    here = known.unit_named(unit)
    if here is not None:
        sizes[here.times / here.per, here.plus] = unit
    return tuple(sizes.values())[:MOST_UNITS]


def _draw(reading: Reading, latest: Reading, unit: str) -> Draw:
    why = _left_out(reading, latest, marker=False) if reading.unit == unit else tr("another unit")
    return Draw(reading, _figure(reading, unit), against_interval(reading), left_out=why)


def _marker_draws(
    snapshot: Snapshot, found: Sequence[Reading], pair: MarkerPair | None, lsc: Decimal, unit: str
) -> Iterator[Draw]:
    """The draws of a marker of turnover, each with its change as it stood on its own day."""
    latest = pair.latest if pair is not None else found[-1]
    courses = [course for course in snapshot.of(Course) if acts(course, ANTIRESORPTIVE, ANABOLIC)]
    bone = {Course.KIND.key: tuple(courses)}
    until: list[Reading] = []
    for day, group in groupby(found, key=lambda reading: reading.date):
        drawn = list(group)
        until += filter(comparable, drawn)
        own = pair_of_latest(Snapshot(day, bone), until) if until and until[-1].date == day else None
        for reading in drawn:
            mine = own if own is not None and own.latest.panel.id == reading.panel.id else None
            yield _marker_draw(reading, latest, pair, mine, lsc, unit)


def _marker_draw(
    reading: Reading, latest: Reading, pair: MarkerPair | None, own: MarkerPair | None, lsc: Decimal, unit: str
) -> Draw:
    figure = _figure(reading, unit)
    if reading.unit != unit:
        return Draw(reading, figure, against_interval(reading), left_out=tr("another unit"))
    why = _left_out(reading, latest, marker=True)
    if not comparable(reading):
        return Draw(reading, figure, Said("not_comparable", tr("Not comparable: {why}", why=why)), left_out=why)
    if pair is not None and reading == pair.baseline:
        return Draw(reading, figure, Said("", tr("Baseline")), left_out=why)
    if own is None:
        return Draw(reading, figure, against_interval(reading), left_out=why)
    return Draw(reading, figure, moved(own, lsc), own.change_percent, why)


def _left_out(reading: Reading, latest: Reading, *, marker: bool) -> str:
    fasts = marker or reading.result.analyte in _FASTING
    if fasts and reading.panel.fasting is False:
        return tr("not fasting")
    if marker and not comparable(reading):
        return tr("at another hour")
    return "" if same_lab(reading, latest) else tr("another laboratory")


def _figure(reading: Reading, unit: str) -> str:
    """A result with its unit: "184 ng/L"; with its own where it cannot be told in that one."""
    shown = unit if reading.unit == unit else reading.result.unit
    return f"{told_in(reading.result, shown)} {shown}".strip()


# The sentence


_AGAINST = {
    (Against.BEFORE_TREATMENT, False): mark("{name} is {figure}, {change} below your baseline from before {medicine}."),
    (Against.BEFORE_TREATMENT, True): mark("{name} is {figure}, {change} above your baseline from before {medicine}."),
    (Against.DURING_TREATMENT, False): mark("{name} is {figure}, {change} below your last result on {medicine}."),
    (Against.DURING_TREATMENT, True): mark("{name} is {figure}, {change} above your last result on {medicine}."),
    (Against.EARLIEST, False): mark("{name} is {figure}, {change} below your first result, of {day}."),
    (Against.EARLIEST, True): mark("{name} is {figure}, {change} above your first result, of {day}."),
}
_MORE = {
    ("loss", "breakdown"): mark("That is more than its measurement noise of {noise}: a real fall in bone breakdown."),
    ("gain", "breakdown"): mark("That is more than its measurement noise of {noise}: a real rise in bone breakdown."),
    ("loss", "building"): mark("That is more than its measurement noise of {noise}: a real fall in bone building."),
    ("gain", "building"): mark("That is more than its measurement noise of {noise}: a real rise in bone building."),
    ("loss", ""): mark("That is more than its measurement noise of {noise}: a real fall."),
    ("gain", ""): mark("That is more than its measurement noise of {noise}: a real rise."),
}


def _sentence(
    snapshot: Snapshot, found: Sequence[Reading], pair: MarkerPair | None, lsc: Decimal | None, unit: str
) -> str:
    latest = found[-1]
    if lsc is None:
        return _interval_sentence(latest, unit)
    if pair is None:
        return " ".join((_interval_sentence(latest, unit), _no_pair(snapshot, latest)))
    said = [_pair_sentence(pair, lsc, unit)]
    if pair.latest != latest:
        figure = _figure(latest, unit)
        said.append(tr("On {day} it was {figure}.", day=day_long(latest.date), figure=figure))
        if not comparable(latest):
            said.append(why_left_out(latest))
    return " ".join(said)


def _pair_sentence(pair: MarkerPair, lsc: Decimal, unit: str) -> str:
    moved_by = pair.change_percent
    first = tr(
        _AGAINST[pair.against, moved_by > 0],
        name=pair.latest.name,
        figure=_figure(pair.latest, unit),
        change=beside_noise(moved_by, lsc),
        medicine=inside(pair.course.called()) if pair.course else "",
        day=day_long(pair.baseline.date),
    )
    noise, verdict_ = percent(lsc, 0), moved(pair, lsc).mark
    if verdict_ == "within_error":
        second = tr(
            "That is within its measurement noise of {noise}: it may have gone up, down or stayed the same.",
            noise=noise,
        )
    else:
        analyte = pair.latest.result.analyte
        kind = "breakdown" if analyte in BREAKDOWN else "building" if analyte in BUILDING else ""
        second = tr(_MORE[verdict_, kind], noise=noise)
    return f"{first} {second}"


def _no_pair(snapshot: Snapshot, latest: Reading) -> str:
    if not comparable(latest):
        return why_left_out(latest)
    course = anti_fracture(snapshot)
    if course is None:
        return tr("A comparison needs another result of the same laboratory.")
    name = inside(course.called())
    if course.day is not None and (latest.date - course.day).days < SETTLED_DAYS:
        return tr("It is compared from eight weeks after the start of {medicine} on.", medicine=name)
    return tr("There is no result of this laboratory from before {medicine} to set it against.", medicine=name)


def _interval_sentence(reading: Reading, unit: str) -> str:
    said = {"name": reading.name, "figure": _figure(reading, unit), "day": day_long(reading.date)}
    if not reading.has_interval:
        return tr("{name} was {figure} on {day}. Your lab gave no interval.", **said)
    said["interval"] = interval_words(reading)
    if reading.below(reading.low):
        return tr("{name} was {figure} on {day}, below your lab’s interval of {interval}.", **said)
    if reading.above(reading.high):
        return tr("{name} was {figure} on {day}, above your lab’s interval of {interval}.", **said)
    return tr("{name} was {figure} on {day}, in your lab’s interval of {interval}.", **said)


def interval_words(reading: Reading) -> str:
    """The interval its laboratory printed, in the reading's unit: "50 to 125"; "" without one."""
    low, high = bound_words(reading.low, reading.result.ref_low), bound_words(reading.high, reading.result.ref_high)
    if low and high:
        return tr("{low} to {high}", low=low, high=high)
    if low:
        return tr("{low} and above", low=low)
    return tr("up to {high}", high=high) if high else ""


def bound_words(told: Decimal | None, printed: Decimal | None) -> str:
    """An end of an interval, as it was printed where it was not converted; "" without one."""
    if told is None or printed is None:
        return ""
    return as_printed(printed) if told == printed else three_figures(told)


def drawn_words(panel: LabPanel) -> str:
    """When a sample was drawn: "5 Nov 2026, 08:10"."""
    day = day_short(panel.date)
    return tr("{day}, {time}", day=day, time=panel.time.strftime("%H:%M")) if panel.time else day


def fasting_words(panel: LabPanel) -> str:
    """Whether she was fasting: "yes", "no", or nothing where it is not known."""
    return "" if panel.fasting is None else tr("yes") if panel.fasting else tr("no")
