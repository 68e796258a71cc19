"""What one laboratory result comes to, in a mark and a few words: beside its field, and in tables.

A marker of turnover that can be compared is set against its baseline, and a change within its least significant
change is noise. Everything else is seen against the interval its own laboratory printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bonejournal.domain.field import as_printed
from bonejournal.domain.labs.panels import LabPanel, LabResult, beyond, converted
from bonejournal.domain.labs.readings import Reading, in_order
from bonejournal.domain.meaning.facts import ANABOLIC, ANTIRESORPTIVE, acts
from bonejournal.domain.meaning.measures.markers import MarkerPair, comparable, marker_pair
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import Said, day_short, mark, number, percent, tr


def verdict(panel: LabPanel, result: LabResult, others: Iterable[LabPanel], courses: Iterable[Course]) -> Said:
    """What `result` of `panel` comes to, seen on the day of the draw; `others` are all panels beside it.

    Nothing is said of what is missing, or cannot be.
    """
    if result.value is None or beyond(result):
        return Said("", "")
    reading = Reading(panel, result, result.value, result.ref_low, result.ref_high, result.unit)
    known = result.known
    if known is not None and known.lsc_percent is not None and result.own is not None:
        if not comparable(reading):
            return _left_out(panel)
        pair = change(panel, result.analyte, known.unit, others, courses)
        if pair is not None:
            return _marker(pair, known.lsc_percent)
    return against_interval(reading)


def change(
    panel: LabPanel, analyte: str, unit: str, others: Iterable[LabPanel], courses: Iterable[Course]
) -> MarkerPair | None:
    """A panel's result of a marker with its baseline, as on the day of the draw; None where nothing can be set
    against it.
    """
    earlier = (other for other in others if other.date <= panel.date and other.id != panel.id)
    records = {"labs": tuple(in_order((*earlier, panel))), "medications": tuple(courses)}
    pair = marker_pair(Snapshot(panel.date, records), analyte, unit)
    return pair if pair is not None and pair.latest.panel.id == panel.id else None


def against_interval(reading: Reading) -> Said:
    """Where a result lies against the interval of its own laboratory."""
    if not reading.has_interval:
        return Said("no_data", tr("no interval given"))
    if reading.below(reading.low):
        return Said("short", tr("below the lab’s interval"))
    if reading.above(reading.high):
        return Said("over", tr("above the lab’s interval"))
    return Said("met", tr("in the lab’s interval"))


def _left_out(panel: LabPanel) -> Said:
    if panel.fasting is False:
        return Said("not_comparable", tr("not compared: not fasting"))
    at = panel.time.strftime("%H:%M") if panel.time else ""
    return Said("not_comparable", tr("not compared: drawn at {time}", time=at))


_MOVED = {
    "within_error": (mark("Within noise"), mark("{change}, within noise")),
    "loss": (mark("Real fall"), mark("{change}, real fall")),
    "gain": (mark("Real rise"), mark("{change}, real rise")),
}
"""What a change comes to, alone and beside its figure."""


def moved(pair: MarkerPair, lsc: Decimal) -> Said:
    """What the change of a marker against its baseline comes to, without its figure.

    A fall under a medicine that slows the breaking down of bone is what it is for, and a rise under one that builds it.
    """
    change = pair.change_percent
    if abs(change) <= lsc:
        return Said("within_error", tr(_MOVED["within_error"][0]))
    slows = pair.course is not None and acts(pair.course, ANTIRESORPTIVE)
    builds = pair.course is not None and acts(pair.course, ANABOLIC)
    if change < 0:
        return Said("loss", tr(_MOVED["loss"][0]), "met" if slows else "text2")
    return Said("gain", tr(_MOVED["gain"][0]), "met" if builds else "talk" if slows else "text2")


def _marker(pair: MarkerPair, lsc: Decimal) -> Said:
    said = moved(pair, lsc)
    return said._replace(words=tr(_MOVED[said.mark][1], change=percent(pair.change_percent, 0, sign=True)))


def last_time(before: tuple[LabPanel, LabResult] | None, unit: str) -> str:
    """The result before, in `unit` where it can be told in it, with its day: "203, 11 May 2026"; "" for none."""
    if before is None or before[1].value is None:
        return ""
    panel, result = before
    return tr("{figure}, {day}", figure=told_in(result, unit), day=day_short(panel.date))


def three_figures(value: Decimal) -> str:
    """A converted figure: more digits than were measured would say too much."""
    return number(round(value, max(0, 2 - value.adjusted())))


def told_in(result: LabResult, unit: str) -> str:
    """A result's figure with its sign in `unit`, to three digits where it was converted; with its own unit where it
    cannot be told in that one.
    """
    value = result.value or Decimal(0)
    told = converted(result.analyte, value, result.unit, unit)
    if told is None:
        figure = f"{as_printed(value)} {result.unit}".strip()
    elif told == value:
        figure = as_printed(value)
    else:
        figure = three_figures(told)
    return f"{result.comparator or ''}{figure}"
