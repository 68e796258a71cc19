"""Falls, fractures and what stands against them, taken together: the sentence, the measures, the tests, the checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bonejournal.domain.body import BodyMeasure, height_loss
from bonejournal.domain.dates import within_months
from bonejournal.domain.falls.events import (
    Assessed,
    Assessment,
    BrokenSite,
    Fall,
    FallKind,
    Fracture,
    FunctionTest,
    FunctionTestKind,
    Injury,
    RiskResult,
)
from bonejournal.domain.falls.function_tests import CutOff, cut_off, result_words
from bonejournal.domain.meaning.facts import anything_within_months
from bonejournal.domain.meaning.measures.common import Status
from bonejournal.domain.meaning.measures.falls import AREAS, MONTHS, falls_lately, last_assessed
from bonejournal.domain.meaning.targets import Gap, evaluate
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import capital, day_long, day_short, mark, month_short, number, together, tr, trn

_INJURIES = {
    Injury.NONE: mark("One fall in the last 12 months, without an injury."),
    Injury.BRUISE: mark("One fall in the last 12 months, with a bruise."),
    Injury.CUT: mark("One fall in the last 12 months, with a cut."),
    Injury.HEAD: mark("One fall in the last 12 months, with a blow to the head."),
    Injury.FRACTURE: mark("One fall in the last 12 months, with a fracture."),
    Injury.OTHER: mark("One fall in the last 12 months, with an injury."),
}
_INSIDE = {
    FunctionTestKind.CHAIR_STAND_30S: mark("chair stand"),
    FunctionTestKind.CHAIR_STAND_5X_S: mark("five chair stands"),
    FunctionTestKind.TUG_S: mark("timed up and go"),
    FunctionTestKind.SINGLE_LEG_STANCE_S: mark("balance on one leg"),
    FunctionTestKind.GRIP_KG: mark("grip"),
    FunctionTestKind.GAIT_SPEED_M_S: mark("walking speed"),
}
"""Tests inside a sentence; those without a limit are in none."""
CHECKS = {
    Assessed.STRENGTH: mark("Strength"),
    Assessed.BALANCE: mark("Balance"),
    Assessed.GAIT: mark("Gait"),
    Assessed.MEDICATION_REVIEW: mark("Sedating medicines reviewed"),
    Assessed.HOME_SAFETY: mark("Home safety"),
}
OPEN = (
    mark("All five checks were made in the last 12 months."),
    mark("One of the five checks is open."),
    mark("Two of the five checks are open."),
    mark("Three of the five checks are open."),
    mark("Four of the five checks are open."),
    mark("All five checks are open."),
)
"""What is said of the checks, by how many of them are open."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One of the five measures at the top: its mark ("" for none), name, figure, and a few words on it."""

    key: str
    mark: str
    title: str
    value: str
    caption: str


@dataclass(frozen=True, slots=True)
class FunctionHistory:
    """All results of one test, oldest first, by side; `limit` is that for the day of the latest."""

    kind: FunctionTestKind
    results: tuple[FunctionTest, ...]
    limit: CutOff | None

    @property
    def latest(self) -> tuple[FunctionTest, ...]:
        """The latest result of each side, those of the latest day."""
        last = self.results[-1].date
        return tuple(item for item in self.results if item.date == last)

    @property
    def status(self) -> Status:
        """How the latest results stand against the limit."""
        if self.limit is None:
            return Status.NOT_APPLICABLE
        beyond = any(item.value is not None and self.limit.beyond(item.value) for item in self.latest)
        if not beyond:
            return Status.MET
        return Status.ATTENTION if self.limit.hers else Status.NOT_APPLICABLE

    @property
    def said(self) -> str:
        """The latest results with their day: "Left 18 s, right 24 s on 3 October 2026."."""
        results = ", ".join(map(result_words, self.latest))
        day = day_long(self.results[-1].date)
        return tr("{results} on {day}.", results=capital(results), day=day)


@dataclass(frozen=True, slots=True)
class Check:
    """One of the five checks: when it was made last (None for never), and whether that is within 12 months."""

    area: Assessed
    day: dt.date | None
    recent: bool
    result: str

    @property
    def name(self) -> str:
        """What was looked at."""
        return tr(CHECKS[self.area])

    @property
    def mark(self) -> str:
        """The mark beside it."""
        return "met" if self.recent else "stale" if self.day else "no_data"


@dataclass(frozen=True, slots=True)
class FallHistory:
    """All that the page of falls and fractures shows, as of `on`. Falls and fractures stand oldest first."""

    on: dt.date
    sentence: str
    measures: tuple[Measure, ...]
    falls: tuple[Fall, ...]
    fractures: tuple[Fracture, ...]
    sedating: tuple[Course, ...]
    tests: tuple[FunctionHistory, ...]
    checks: tuple[Check, ...]
    risks: tuple[RiskResult, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing that belongs here is on record."""
        checked = any(check.day for check in self.checks)
        return not (self.falls or self.fractures or self.tests or self.risks or checked)


def fall_history(snapshot: Snapshot) -> FallHistory:
    """What a journal says of falls and fractures."""
    gaps = {gap.id: gap for gap in evaluate(snapshot)}
    tests, checks = _tests(snapshot), _checks(snapshot)
    fractures = tuple(sorted(snapshot.of(Fracture), key=lambda item: (item.day or dt.date.min, item.id)))
    return FallHistory(
        snapshot.on,
        _sentence(snapshot, tests, checks),
        _measures(snapshot, gaps, fractures, checks),
        snapshot.of(Fall),
        fractures,
        tuple(course for course in snapshot.of(Course) if any(drug.fall_risk for drug in course.drugs)),
        tests,
        checks,
        snapshot.of(RiskResult),
    )


def _tests(snapshot: Snapshot) -> tuple[FunctionHistory, ...]:
    found = []
    for kind in FunctionTestKind:
        results = tuple(item for item in snapshot.of(FunctionTest) if item.test is kind and item.value is not None)
        if results:
            results = tuple(sorted(results, key=lambda item: (item.date, item.side or "", item.id)))
            found.append(FunctionHistory(kind, results, cut_off(kind, snapshot.profile, results[-1].date)))
    return tuple(found)


def _checks(snapshot: Snapshot) -> tuple[Check, ...]:
    last = last_assessed(snapshot)
    results = {(item.kind, item.date): item.result for item in snapshot.of(Assessment)}
    return tuple(
        Check(
            area,
            day := last.get(area),
            day is not None and within_months(day, MONTHS, snapshot.on),
            results.get((area, day), "") if day else "",
        )
        for area in AREAS
    )


# The sentence


def _sentence(snapshot: Snapshot, tests: Sequence[FunctionHistory], checks: Sequence[Check]) -> str:
    parts = [_falls_sentence(snapshot), *_test_sentences(snapshot, tests)]
    if any(check.day for check in checks):
        left = sum(not check.recent for check in checks)
        parts.append(tr(OPEN[left]))
    return " ".join(filter(None, parts))


def _falls_sentence(snapshot: Snapshot) -> str:
    found = falls_lately(snapshot)
    if not found:
        known = anything_within_months(snapshot, MONTHS)
        return tr("No fall recorded in the last 12 months.") if known else ""
    if len(found) == 1:
        injury = found[0].injury
        return tr(_INJURIES[injury]) if injury else tr("One fall in the last 12 months.")
    hurt = sum(fall.injured for fall in found)
    if not hurt:
        return tr("{count} falls in the last 12 months, none with an injury on record.", count=len(found))
    return tr("{count} falls in the last 12 months, {hurt} with an injury.", count=len(found), hurt=hurt)


def _test_sentences(snapshot: Snapshot, tests: Sequence[FunctionHistory]) -> list[str]:
    recent = [test for test in tests if within_months(test.results[-1].date, MONTHS, snapshot.on)]
    clear = [tr(_INSIDE[test.kind]) for test in recent if test.status is Status.MET]
    beyond = [tr(_INSIDE[test.kind]) for test in recent if test.status is Status.ATTENTION]
    said = []
    if clear:
        said.append(
            trn(
                "Your {tests} is clear of its limit.",
                "Your {tests} are clear of their limits.",
                len(clear),
                tests=together(clear),
            )
        )
    if beyond:
        said.append(
            trn(
                "Your {tests} has reached a published limit: worth talking about at your next visit.",
                "Your {tests} have reached published limits: worth talking about at your next visit.",
                len(beyond),
                tests=together(beyond),
            )
        )
    return said


# The five measures


def _measures(
    snapshot: Snapshot, gaps: dict[str, Gap], fractures: Sequence[Fracture], checks: Sequence[Check]
) -> tuple[Measure, ...]:
    return (
        _falls_measure(snapshot, gaps["falls.count"]),
        _fractures_measure(snapshot, fractures),
        _height_measure(snapshot),
        _checks_measure(gaps["falls.assessment"], checks),
        _risk_measure(snapshot, gaps["fracture.risk"]),
    )


def _falls_measure(snapshot: Snapshot, gap: Gap) -> Measure:
    found = falls_lately(snapshot)
    near = sum(not item.counts and within_months(item.date, MONTHS, snapshot.on) for item in snapshot.of(Fall))
    known = gap.status is not Status.NO_DATA
    said = [day_long(found[-1].date)] if found else [tr("none recorded")]
    if near:
        said.append(trn("{count} near fall", "{count} near falls", near))
    return Measure("falls", gap.status, tr("Falls, 12 months"), str(len(found)) if known else "–", "; ".join(said))


def _fractures_measure(snapshot: Snapshot, fractures: Sequence[Fracture]) -> Measure:
    new = sum(item.day is not None and within_months(item.day, MONTHS, snapshot.on) for item in fractures)
    title = tr("New fractures")
    if not fractures:
        known = anything_within_months(snapshot, MONTHS)
        sign = Status.MET if known else Status.NO_DATA
        return Measure("fractures", sign, title, "0" if known else "–", tr("none on record"))
    caption = tr("in 12 months; {count} on record", count=len(fractures))
    return Measure("fractures", Status.ATTENTION if new else Status.MET, title, str(new), caption)


def _height_measure(snapshot: Snapshot) -> Measure:
    lost = height_loss(snapshot.profile, snapshot.of(BodyMeasure))
    if lost is None:
        return Measure("height", Status.NO_DATA, tr("Height"), "–", tr("not measured yet"))
    value = tr("{height} cm", height=number(lost.now_cm, 1))
    if lost.peak_cm is None or lost.historical_cm is None:
        caption = tr("on {day}", day=day_short(lost.measured.date))
    elif lost.historical_cm > 0:
        caption = tr("tallest {peak}, {lost} lost", peak=number(lost.peak_cm, 1), lost=number(lost.historical_cm, 1))
    else:
        caption = tr("tallest {peak}", peak=number(lost.peak_cm, 1))
    return Measure("height", Status.ATTENTION if lost.notable else Status.MET, tr("Height"), value, caption)


def _checks_measure(gap: Gap, checks: Sequence[Check]) -> Measure:
    done = sum(check.recent for check in checks)
    left = len(checks) - done
    caption = trn("{count} open, see below", "{count} open, see below", left) if left else tr("within 12 months")
    return Measure("checks", gap.status, tr("Five checks"), tr("{done} of 5", done=done), caption)


def _risk_measure(snapshot: Snapshot, gap: Gap) -> Measure:
    """FRAX as it was given. A risk never has a tick: below the threshold it has no mark."""
    results = [item for item in snapshot.of(RiskResult) if item.tool.strip().casefold() == "frax"]
    title = tr("FRAX, as given")
    if not results:
        return Measure("risk", Status.NO_DATA, title, "–", tr("none on record"))
    latest = results[-1]
    figures = [_percent(value) for value in (latest.major_percent, latest.hip_percent) if value is not None]
    names = [
        name
        for name, value in ((tr("major"), latest.major_percent), (tr("hip"), latest.hip_percent))
        if value is not None
    ]
    caption = tr("{names}, {month}", names=" · ".join(names), month=month_short(latest.date))
    sign = "" if gap.status is Status.MET else str(gap.status)
    return Measure("risk", sign, title, " · ".join(figures) or "–", caption)


def _percent(value: float) -> str:
    return f"{number(value)}\u2009%"


# Single records in words


def fall_kind_words(fall: Fall) -> str:
    """What it was: a fall, one with a fracture, or a near fall."""
    if fall.kind is FallKind.NEAR_FALL:
        return tr("Near fall")
    return tr("Fall and fracture") if fall.fracture or fall.injury is Injury.FRACTURE else tr("Fall")


def circumstances(fall: Fall) -> str:
    """Where, and while doing what: "Outdoors, stepping off a kerb"."""
    return capital(", ".join(filter(None, (tr(fall.place.label) if fall.place else "", fall.activity))))


def fall_beside(fall: Fall) -> str:
    """What stands beside a fall in the picture: "stepping off a kerb; bruise"."""
    hurt = tr(fall.injury.label) if fall.injury and fall.injured else ""
    what = fall.activity or (tr(fall.place.label) if fall.place else "")
    return "; ".join(filter(None, (what, hurt)))


def bone_words(fracture: Fracture) -> str:
    """Which bone broke: "left wrist, distal radius"."""
    bone = tr(fracture.site.label) if fracture.site else ""
    if fracture.site is BrokenSite.OTHER and fracture.level:
        bone = fracture.level
    sided = tr("{side} {bone}", side=tr(fracture.side.label), bone=bone) if fracture.side else bone
    return ", ".join(filter(None, (sided, fracture.level if bone != fracture.level else "")))


def fracture_words(fracture: Fracture) -> str:
    """A fracture in two words: "Wrist fracture"; "Fracture" where the bone is another one."""
    if fracture.site is None or fracture.site is BrokenSite.OTHER:
        return tr("Fracture")
    return tr("{bone} fracture", bone=capital(tr(fracture.site.label)))


def yes_or_no(value: bool | None) -> str:
    """A yes, a no, or nothing where it is not known."""
    return "" if value is None else tr("yes") if value else tr("no")
