"""What stands on the doctor's summary, chosen from a snapshot: a pure function, every word already in her language."""

from __future__ import annotations

from bonejournal.domain.body import HISTORICAL_LOSS_CM, PROSPECTIVE_LOSS_CM, BodyMeasure, height_loss
from bonejournal.domain.dates import age_on
from bonejournal.domain.density import DxaScan
from bonejournal.domain.profile import MenopauseKind, Profile, Smoking, age, years_since_menopause
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import day_long, day_short, mark, month_short, number, tr, trn
from bonejournal.report.density import Form, appendix_section, charts_section, density_section
from bonejournal.report.values import SECTIONS, Choices, Content, Head, Line, Run, Section
from bonejournal.report.verdicts import verdicts_section
from bonejournal.report.words import clipped, softened

__all__ = ["SECTIONS", "Choices", "Content", "content"]

_FORMS = (
    (Form(), 600),
    (Form(), 300),
    (Form(), 150),
    (Form(more_tables=2), 150),
    (Form(more_tables=2, more_scans=1), 150),
    (Form(more_tables=1), 150),
    (Form(more_tables=1, more_scans=1), 150),
    (Form(more_tables=0), 150),
    (Form(scans=3, more_tables=0), 150),
    (Form(scans=2, more_tables=0), 0),
    (Form(scans=1, more_tables=0), 0),
)
"""From the fullest to the smallest: the tables of scans, and how many characters of her notes."""

_MENOPAUSE = {
    MenopauseKind.NATURAL: mark("Natural menopause {when}"),
    MenopauseKind.SURGICAL: mark("Surgical menopause {when}"),
    MenopauseKind.PREMATURE: mark("Early menopause {when}"),
    MenopauseKind.MEDICAL: mark("Medically induced menopause {when}"),
}


def content(snapshot: Snapshot, choices: Choices | None = None) -> Content:
    """The summary of a snapshot; what was not ticked is not in it."""
    choices = choices or Choices()
    profile = snapshot.profile
    name = _name(profile, choices)
    on = day_short(snapshot.on)
    charts = charts_section(snapshot, choices)
    verdicts = verdicts_section(snapshot)
    forms = []
    for form, room in _FORMS:
        sections = [
            _height(snapshot),
            density_section(snapshot, choices, form),
            charts,
            verdicts,
            _facts(profile, choices),
            _her_notes(snapshot, choices, room),
        ]
        kept = tuple(part for part in sections if part is not None and part.key not in choices.without)
        if kept not in forms:
            forms.append(kept)
    all_scans = appendix_section(snapshot, choices) if choices.appendix else None
    return Content(
        title=tr("Bone health summary"),
        language=choices.language,
        paper=choices.paper,
        on=snapshot.on,
        watermark=tr("Sample, invented") if profile is not None and profile.today is not None else "",
        head=_head(snapshot, choices, name),
        footer=(
            tr("{name}, summary of {day}", name=clipped(name, 30), day=on) if name else tr("Summary of {day}", day=on),
            tr("A patient’s own record, not a report by a clinician"),
        ),
        page=tr("Page {n} of {m}"),
        forms=tuple(forms),
        appendix=(all_scans,) if all_scans is not None else (),
    )


def _name(profile: Profile | None, choices: Choices) -> str:
    """Her name, or its initials."""
    name = " ".join(profile.name.split()) if profile else ""
    if choices.show_name:
        return name
    return " ".join(f"{part[0].upper()}." for part in name.split()[:6])


def _head(snapshot: Snapshot, choices: Choices, name: str) -> Head:
    profile = snapshot.profile
    years = age(profile, snapshot.on)
    shown = softened(clipped(name, 60))
    what = tr("Bone health summary, {day}", day=day_short(snapshot.on))
    who = shown
    if years is not None:
        who = tr("{name}, {age}", name=shown, age=years) if shown else tr("Age {age}", age=years)
    sentences = [_born(profile, choices), _menopause(profile, snapshot), _measures(snapshot)]
    line = " ".join(filter(None, sentences))
    return Head(who, what, ((Run(line),),) if line else ())


def _born(profile: Profile | None, choices: Choices) -> str:
    if profile is None or profile.birth_date is None or not choices.birth_date:
        return ""
    return tr("Born {day}.", day=day_long(profile.birth_date))


def _menopause(profile: Profile | None, snapshot: Snapshot) -> str:
    """Kind and date of menopause, her age then, and how long ago: "Natural menopause June 2020 at 52, 6 years ago"."""
    if profile is None:
        return ""
    if profile.menopause_kind is MenopauseKind.NOT_YET:
        return tr("Before menopause.")
    if profile.menopause_date is None:
        return ""
    when = profile.menopause_date.said()
    kind = profile.menopause_kind
    said = tr(_MENOPAUSE[kind], when=when) if kind in _MENOPAUSE and kind else tr("Last period {when}", when=when)
    if profile.birth_date is not None:
        said = tr("{menopause} at {age}", menopause=said, age=age_on(profile.birth_date, profile.menopause_date.judged))
    years = years_since_menopause(profile, snapshot.on) or 0.0
    if years >= 1:
        ago = trn("{count} year ago", "{count} years ago", int(years))
        return tr("{menopause}, {ago}.", menopause=said, ago=ago)
    return tr("{menopause}, less than a year ago.", menopause=said) if years >= 0 else f"{said}."


def _measures(snapshot: Snapshot) -> str:
    """The latest weight and height, each with its month."""
    measures = snapshot.of(BodyMeasure)
    weight = next((item for item in reversed(measures) if item.weight_kg is not None), None)
    height = next((item for item in reversed(measures) if item.height_cm is not None), None)
    parts = []
    if weight is not None and weight.weight_kg is not None:
        parts.append(tr("weight {kg} kg ({month})", kg=number(weight.weight_kg, 1), month=month_short(weight.date)))
    if height is not None and height.height_cm is not None:
        parts.append(tr("height {cm} cm ({month})", cm=number(height.height_cm, 1), month=month_short(height.date)))
    elif snapshot.profile is not None and snapshot.profile.height_cm is not None:
        parts.append(tr("height {cm} cm", cm=number(snapshot.profile.height_cm, 1)))
    said = ", ".join(parts)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _height(snapshot: Snapshot) -> Section | None:
    """Height now, at its peak, and what is lost; None without a measurement to compare."""
    lost = height_loss(snapshot.profile, snapshot.of(BodyMeasure))
    if lost is None or (lost.peak_cm is None and lost.prospective_cm is None):
        return None
    now = {"height": number(lost.now_cm, 1), "month": month_short(lost.measured.date)}
    runs = [Run(tr("{height} cm", **now), bold=True), Run(tr(" ({month})", **now))]
    if lost.peak_cm is not None and lost.historical_cm is not None:
        runs.append(Run(tr(", peak {cm} cm", cm=number(lost.peak_cm, 1))))
        if lost.historical_cm > 0:
            runs.append(Run(tr(": {cm} cm lost", cm=number(lost.historical_cm, 1)), bold=True))
    if lost.prospective_cm is not None and lost.prospective_cm > 0:
        runs.append(Run(tr("; {cm} cm below the highest earlier measurement", cm=number(lost.prospective_cm, 1))))
    runs.append(Run("."))
    if lost.notable:
        runs.append(
            Run(
                tr(
                    " From {historical} cm below the peak, or {prospective} cm between measurements, spine imaging is "
                    "considered (BHOF 2022).",
                    historical=number(HISTORICAL_LOSS_CM, 1),
                    prospective=number(PROSPECTIVE_LOSS_CM, 1),
                )
            )
        )
    return Section("height", tr("Height"), paragraphs=(tuple(runs),))


def _facts(profile: Profile | None, choices: Choices) -> Section | None:
    """What the profile knows that bears on bone; None where nothing was told."""
    if profile is None:
        return None
    said: list[str] = []
    if profile.parent_hip_fracture is not None:
        said.append(
            tr("A parent broke a hip.") if profile.parent_hip_fracture else tr("No hip fracture of a parent known.")
        )
    smoking = {
        Smoking.NEVER: mark("Never smoked."),
        Smoking.PAST: mark("Smoked in the past."),
        Smoking.CURRENT: mark("Smokes."),
    }
    if profile.smoking is not None:
        said.append(tr(smoking[profile.smoking]))
    if profile.alcohol_units_week is not None and choices.alcohol:
        said.append(tr("Alcohol {units} units a week.", units=number(profile.alcohol_units_week)))
    if profile.impact_cleared is not None:
        said.append(_impact(profile))
    line: Line = (Run(" ".join(said)),)
    return Section("facts", tr("Also relevant to bone"), paragraphs=(line,)) if said else None


def _impact(profile: Profile) -> str:
    if not profile.impact_cleared:
        return tr("Hops and jumps are not cleared by a clinician.")
    by = softened(clipped(profile.impact_cleared_by, 80))
    on = day_short(profile.impact_cleared_on) if profile.impact_cleared_on else ""
    if by and on:
        return tr("Hops and jumps cleared by {who}, {day}.", who=by, day=on)
    if by or on:
        return tr("Hops and jumps cleared by a clinician ({what}).", what=by or on)
    return tr("Hops and jumps cleared by a clinician.")


def _her_notes(snapshot: Snapshot, choices: Choices, room: int) -> Section | None:
    """The notes she ticked, as far as `room` characters go; the rest is counted."""
    noted = [
        (scan.called(), scan.notes)
        for scan in reversed(snapshot.of(DxaScan))
        if scan.id in choices.notes and scan.notes
    ]
    if snapshot.profile is not None and snapshot.profile.id in choices.notes and snapshot.profile.notes:
        noted.append((tr("Profile"), snapshot.profile.notes))
    if not noted:
        return None
    lines: list[Line] = []
    for where, note in noted:
        if room < 40:
            break
        said = softened(clipped(note, room))
        lines.append((Run(tr("{where}: ", where=where), bold=True), Run(said)))
        room -= len(said)
    missing = len(noted) - len(lines)
    counted = (trn("{count} note is not shown.", "{count} notes are not shown.", missing),) if missing else ()
    return Section("notes", tr("Notes"), paragraphs=tuple(lines), notes=counted)
