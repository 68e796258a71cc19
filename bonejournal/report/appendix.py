"""The appendix of the doctor's summary, by choice: all scans, laboratory results, doses of bone medicines and falls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bonejournal.domain.bone.density import DxaScan, SiteResult, signed_t
from bonejournal.domain.falls.events import Fall
from bonejournal.domain.labs.panels import LabPanel, LabResult, label
from bonejournal.domain.labs.readings import in_order
from bonejournal.domain.medicines.courses import Group, group_of
from bonejournal.domain.medicines.medication import Course, Dose
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import day_short, number, tr
from bonejournal.report.blocks import cell, row
from bonejournal.report.density import shown_scans
from bonejournal.report.labs import bounds_words
from bonejournal.report.medicines import ticked
from bonejournal.report.since import came_words
from bonejournal.report.values import Cell, Choices, Run, Section, Table
from bonejournal.report.words import clipped, softened


def appendix_sections(snapshot: Snapshot, choices: Choices) -> tuple[Section, ...]:
    """Its tables, the newest first in each; what is left out of the pages is left out here too."""
    found = (
        ("density", _scans(snapshot, choices)),
        ("labs", snapshot.once(f"appendix labs {choices.language}", lambda: _labs(snapshot))),
        ("medicines", _doses(snapshot, choices)),
        ("risk", _falls(snapshot)),
    )
    return tuple(section for key, section in found if section is not None and key not in choices.without)


def _section(title: str, heads: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], *widths: float) -> Section | None:
    return Section("appendix", title, tables=(Table(heads, tuple(rows), widths),)) if rows else None


def _scans(snapshot: Snapshot, choices: Choices) -> Section | None:
    rows = [_scan(scan, row) for scan in shown_scans(snapshot, choices) for row in scan.sites if row.site is not None]
    heads = (
        tr("Date, scanner"), tr("Site"), tr("BMD, g/cm²"), tr("T"), tr("Z"), tr("Area, cm²"), tr("BMC, g"),
        tr("LSC, g/cm²"),
    )  # fmt: skip
    return _section(tr("Appendix: all scans"), heads, rows, 1.95, 1.85, 1.25, 0.6, 0.6, 1.05, 0.85, 1.15)


def _scan(scan: DxaScan, result: SiteResult) -> tuple[Cell, ...]:
    figures = (
        (result.bmd_g_cm2, 3), (result.t_score, None), (result.z_score, None), (result.area_cm2, 2), (result.bmc_g, 2),
        (result.lsc_g_cm2, 3),
    )  # fmt: skip
    said = [
        "" if value is None else signed_t(value) if places is None else number(value, places)
        for value, places in figures
    ]
    return (_first(day_short(scan.date), scan.place), cell(result.label), *map(cell, said))


def _first(day: str, beneath: str) -> Cell:
    """A row's day, and what stands beneath it in small letters."""
    quiet = softened(clipped(beneath, 60))
    return ((Run(day, bold=True),), *(((Run(quiet, quiet=True),),) if quiet else ()))


def _labs(snapshot: Snapshot) -> Section | None:
    rows = [
        (
            _drawn(panel),
            cell(softened(clipped(tr(label(one.analyte)), 60))),
            cell(_figure(one)),
            cell(bounds_words(one)),
        )
        for panel in reversed(in_order(snapshot.of(LabPanel)))
        for one in panel.results
        if one.value is not None
    ]
    heads = (tr("Date, laboratory"), tr("Test"), tr("Result"), tr("Lab’s interval"))
    return _section(tr("Appendix: all laboratory results"), heads, rows, 1.2, 1.4, 1.2, 0.8)


def _drawn(panel: LabPanel) -> Cell:
    """When and where a sample was drawn, and whether fasting."""
    time = panel.time.strftime("%H:%M") if panel.time is not None else ""
    fasting = "" if panel.fasting is None else tr("fasting") if panel.fasting else tr("not fasting")
    return _first(_joined(day_short(panel.date), time), _joined(clipped(panel.lab, 40), fasting))


def _figure(result: LabResult) -> str:
    return softened(clipped(result.said_figure(), 60))


def _doses(snapshot: Snapshot, choices: Choices) -> Section | None:
    """The doses of long intervals one by one, those of tablets counted by the year."""
    shown = ticked(snapshot, choices).of(Course)
    courses = {course.id: course for course in shown if group_of(course) is Group.BONE}
    doses = [dose for dose in snapshot.of(Dose) if dose.medication_id in courses and dose.taken is not None]
    single: dict[str, list[tuple[Cell, ...]]] = {}
    years: dict[tuple[int, str], Counter[bool]] = {}
    for dose in doses:
        course = courses[dose.medication_id]
        if course.timing is not None and not course.timing.long:
            years.setdefault((dose.date.year, course.id), Counter())[bool(dose.taken)] += 1
        else:
            told = row(day_short(dose.date), softened(clipped(course.name, 60)), _dose(dose))
            single.setdefault(dose.date.isoformat(), []).append(told)
    for (year, id_), counted in years.items():
        told = row(str(year), softened(clipped(courses[id_].name, 60)), _counted(counted))
        single.setdefault(f"{year}", []).append(told)
    rows = [told for when in sorted(single, reverse=True) for told in single[when]]
    heads = (tr("Date"), tr("Medicine"), tr("Taken"))
    return _section(tr("Appendix: doses of bone medicines"), heads, rows, 0.7, 1.5, 2.0)


def _dose(dose: Dose) -> str:
    if dose.taken:
        return softened(_joined(tr("taken"), clipped(dose.amount, 30), clipped(dose.site, 30)))
    reason = softened(clipped(dose.reason, 90))
    return tr("not taken: {reason}", reason=reason) if reason else tr("not taken")


def _counted(counted: Counter[bool]) -> str:
    taken = tr("{count} taken", count=number(counted[True]))
    return _joined(taken, tr("{count} not taken", count=number(counted[False])) if counted[False] else "")


def _falls(snapshot: Snapshot) -> Section | None:
    rows = [row(day_short(fall.date), softened(_how(fall)), came_words(fall)) for fall in reversed(snapshot.of(Fall))]
    heads = (tr("Date"), tr("Where, while doing what"), tr("What came of it"))
    return _section(tr("Appendix: all falls"), heads, rows, 0.7, 2.2, 1.3)


def _how(fall: Fall) -> str:
    near = "" if fall.counts or fall.kind is None else tr(fall.kind.label)
    cause = tr(fall.cause.label) if fall.cause is not None else ""
    return _joined(near, tr(fall.place.label) if fall.place else "", clipped(fall.activity, 90), cause)


def _joined(*texts: str) -> str:
    return ", ".join(filter(None, texts))
