"""Fracture risk as a clinician gave it, falls, function tests and checks, on the doctor's page."""

from __future__ import annotations

from bonejournal.domain.dates import months_after
from bonejournal.domain.falls.events import Assessed, FunctionTest, FunctionTestKind, RiskResult
from bonejournal.domain.falls.function_tests import cut_off
from bonejournal.domain.meaning.measures.falls import falls_lately, last_assessed
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import day_short, month_short, number, percent, together, tr, trn
from bonejournal.report.blocks import row, shortened
from bonejournal.report.values import Block, Cell, Section, Table
from bonejournal.report.words import clipped, softened

CHECKS = (
    Assessed.STRENGTH, Assessed.BALANCE, Assessed.GAIT, Assessed.MEDICATION_REVIEW, Assessed.HOME_SAFETY,
)  # fmt: skip


TOOLS = {"frax": "FRAX", "qfracture": "QFracture", "garvan": "Garvan"}
"""The tools' own names; any other is printed as it was typed."""


def risk_block(snapshot: Snapshot) -> Block | None:
    """FRAX as given, falls of a year, the latest of each function test, and which checks were made."""
    rows = [
        *_given(snapshot),
        *_falls(snapshot),
        *_tests(snapshot),
        *_checks(snapshot),
    ]

    def make(most: int) -> Section:
        table = Table((tr("What"), tr("Result"), tr("When, by whom")), tuple(rows[:most]), (0, 1, 0))
        missing = len(rows) - most
        counted = trn("{count} further result is on record.", "{count} further results are on record.", missing)
        notes = (counted,) if missing > 0 else ()
        return Section("risk", tr("Fracture risk, falls and function"), tables=(table,), notes=notes)

    return shortened(len(rows), make, usual=6) if rows else None


def _given(snapshot: Snapshot) -> list[tuple[Cell, ...]]:
    """The latest result of each tool, as the clinician gave it."""
    latest: dict[tuple[str, bool | None], RiskResult] = {}
    for given in snapshot.of(RiskResult):
        latest[given.tool.strip().lower(), given.with_bmd] = given
    rows = []
    for given in sorted(latest.values(), key=lambda one: one.date, reverse=True):
        name = TOOLS.get(given.tool.strip().lower(), clipped(given.tool, 24))
        if given.with_bmd is not None:
            name = tr("{tool} with BMD", tool=name) if given.with_bmd else tr("{tool} without BMD", tool=name)
        shares = []
        if given.major_percent is not None:
            shares.append(tr("major {share}", share=percent(given.major_percent, None)))
        if given.hip_percent is not None:
            shares.append(tr("hip {share}", share=percent(given.hip_percent, None)))
        said = tr("{shares} in 10 years", shares=", ".join(shares)) if shares else ""
        said = ", ".join(filter(None, (said, softened(clipped(given.model, 40)))))
        when = ", ".join(filter(None, (month_short(given.date), softened(clipped(given.given_by, 30)))))
        rows.append(row(name, said, when))
    return rows


def _falls(snapshot: Snapshot) -> list[tuple[Cell, ...]]:
    found = falls_lately(snapshot)
    if not found:
        return [row(tr("Falls, 12 months"), tr("None recorded."), "")]
    injured = sum(fall.injured for fall in found)
    said = trn("{count} fall", "{count} falls", len(found))
    if injured:
        said = tr("{falls}, {count} with an injury", falls=said, count=injured)
    return [row(tr("Falls, 12 months"), said, tr("latest {day}", day=day_short(max(fall.date for fall in found))))]


def _tests(snapshot: Snapshot) -> list[tuple[Cell, ...]]:
    """The latest day of each test; both sides where both were tested."""
    rows = []
    for kind in FunctionTestKind:
        done = [test for test in snapshot.of(FunctionTest) if test.test is kind and test.value is not None]
        if not done:
            continue
        day = max(test.date for test in done)
        said = together([_result(test) for test in done if test.date == day])
        if limit := cut_off(kind, snapshot.profile, day):
            said = tr("{result}; cut-off {limit}", result=said, limit=limit.label)
        rows.append(row(tr(kind.label), said, day_short(day)))
    return rows


def _result(test: FunctionTest) -> str:
    unit = test.test.unit if test.test is not None else ""
    figure = " ".join(filter(None, (number(test.value or 0), unit if unit != "stands" else "")))
    return tr("{side} {figure}", side=tr(test.side.label), figure=figure) if test.side else figure


def _checks(snapshot: Snapshot) -> list[tuple[Cell, ...]]:
    since = months_after(snapshot.on, -12)
    dates = last_assessed(snapshot)
    done = [tr(check.label).lower() for check in CHECKS if check in dates and dates[check] > since]
    if not done and not dates:
        return []
    open_ = [tr(check.label).lower() for check in CHECKS if check not in dates or dates[check] <= since]
    said = ", ".join(done) if done else tr("none")
    if open_:
        said = tr("{done}; not yet: {open}", done=said, open=", ".join(open_))
    return [row(tr("Checks, 12 months"), said, "")]
