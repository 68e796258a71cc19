"""What stands on the doctor's summary, chosen from a snapshot: a pure function, every word already in her language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.dates import age_on
from bonejournal.domain.field import fields
from bonejournal.domain.meaning import insight
from bonejournal.domain.meaning.talk import Talk
from bonejournal.domain.meaning.targets import Gap, evaluate
from bonejournal.domain.profile import MenopauseKind, Profile, age, years_since_menopause
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.visit import Agenda, Visit, VisitQuestion, agenda
from bonejournal.domain.words import capital, day_long, day_short, mark, month_short, number, tr, trn
from bonejournal.report.appendix import appendix_sections
from bonejournal.report.blocks import present
from bonejournal.report.closing import gaps_block, reading_block, talk_block
from bonejournal.report.density import Form, charts_block, density_section
from bonejournal.report.fractures import fractures_block
from bonejournal.report.habits import habits_block
from bonejournal.report.herself import herself_blocks
from bonejournal.report.labs import labs_block
from bonejournal.report.lowest import lowest_lines
from bonejournal.report.medicines import bone_block, other_block, ticked
from bonejournal.report.redacted import initials, without_name
from bonejournal.report.risk import risk_block
from bonejournal.report.since import questions_block, since_block
from bonejournal.report.timeline import timeline_section
from bonejournal.report.values import HERSELF, SECTIONS, Block, Choices, Content, Head, Line, Run, Section
from bonejournal.report.words import clipped, softened

__all__ = ["SECTIONS", "Choices", "Content", "content"]

_DENSITY_FORMS = (
    Form(),
    Form(more_tables=2),
    Form(more_tables=2, more_scans=1),
    Form(more_tables=1),
    Form(more_tables=1, more_scans=1),
    Form(more_tables=0),
    Form(scans=3, more_tables=0),
    Form(scans=2, more_tables=0),
    Form(scans=1, more_tables=0),
)
"""From the fullest to the smallest."""
_NOTE_ROOMS = (600, 300, 150)
"""How many characters of her notes are printed, from the fullest to the smallest."""

_MENOPAUSE = {
    MenopauseKind.NATURAL: mark("Natural menopause {when}"),
    MenopauseKind.SURGICAL: mark("Surgical menopause {when}"),
    MenopauseKind.PREMATURE: mark("Early menopause {when}"),
    MenopauseKind.MEDICAL: mark("Medically induced menopause {when}"),
}


def content(snapshot: Snapshot, choices: Choices | None = None) -> Content:
    """The summary of a snapshot; what was not ticked is not in it.

    The doses of bone medicines have to be in it whole, as `gather` reads them; else only the recent ones are counted.
    """
    choices = choices or Choices()
    profile = snapshot.profile
    name = _name(profile, choices)
    short, on = softened(clipped(name, 20)), day_short(snapshot.on)
    plan = visit_plan(snapshot, choices.visit)
    gaps = evaluate(snapshot)
    timeline = timeline_section(snapshot, choices) if choices.timeline else None
    appendix = appendix_sections(snapshot, choices) if choices.appendix else ()
    made = Content(
        title=tr("My bone health") if choices.reader == HERSELF else tr("Bone health summary"),
        language=choices.language,
        paper=choices.paper,
        on=snapshot.on,
        watermark=tr("Sample, invented") if profile is not None and profile.today is not None else "",
        head=_head(snapshot, choices, name, plan.coming),
        name=short,
        footer=(
            tr("{name}, summary of {day}", name=short, day=on) if name else tr("Summary of {day}", day=on),
            tr("A patient’s own record, not a report by a clinician"),
        ),
        page=tr("Page {n} of {m}"),
        pages=_pages(snapshot, choices, plan, gaps),
        appendix=appendix if timeline is None else (timeline, *appendix),
    )
    return made if choices.show_name or profile is None else without_name(made, profile.name)


def _pages(snapshot: Snapshot, choices: Choices, plan: Agenda, gaps: Sequence[Gap]) -> tuple[tuple[Block, ...], ...]:
    """The doctor's two pages, or her own one.

    Blocks that most ticks leave as they are, and that take long, are kept beside the snapshot, each by what it is of.
    """
    shown = ticked(snapshot, choices)
    if choices.reader == HERSELF:
        return (herself_blocks(shown, plan, gaps),)
    language, pointed = choices.language, f"{choices.appendix} {choices.language}"
    first = (
        questions_block(plan),
        since_block(shown, choices.changes_since or choices.since or next(iter(plan.before), None), choices),
        fractures_block(snapshot),
        snapshot.once(f"density {choices.since} {pointed}", lambda: _density(snapshot, choices)),
        charts_block(snapshot, choices),
        bone_block(snapshot, choices),
    )
    second = (
        snapshot.once(f"labs {pointed}", lambda: labs_block(snapshot, choices)),
        other_block(snapshot, choices),
        risk_block(snapshot),
        snapshot.once(f"habits {language}", lambda: habits_block(snapshot, gaps)),
        gaps_block(gaps),
        talk_block(snapshot, _talk(snapshot, shown, gaps), choices),
        _her_notes(snapshot, choices),
        reading_block(),
    )
    return present(first, choices.without), present(second, choices.without)


def _talk(snapshot: Snapshot, shown: Snapshot, gaps: Sequence[Gap]) -> Sequence[Talk]:
    """The points to talk about that say the same of what is shown, without the medicines that are not ticked."""
    points = insight.talk(snapshot, gaps)
    if shown is snapshot:
        return points
    same = insight.talk(shown, evaluate(shown))
    return [point for point in points if point in same]


def visit_plan(snapshot: Snapshot, visit_id: str = "") -> Agenda:
    """The visit it is for with its questions: the chosen one, else the next."""
    visits, questions = snapshot.of(Visit), snapshot.of(VisitQuestion)
    chosen = next((visit for visit in visits if visit.id == visit_id), None)
    if chosen is None:
        return agenda(visits, questions, snapshot.on)
    mine = agenda([*visits], questions, snapshot.on)
    ordered = sorted(mine.questions, key=lambda one: (one.visit_id != chosen.id, one.position or 1001, one.date))
    return replace(mine, coming=chosen, questions=tuple(ordered))


def _density(snapshot: Snapshot, choices: Choices) -> Block:
    """The table of scans with the lowest T-score beneath, in all its sizes."""
    lowest = lowest_lines(snapshot)
    sizes = [density_section(snapshot, choices, form) for form in _DENSITY_FORMS]
    levels = dict.fromkeys(replace(section, paragraphs=(*section.paragraphs, *lowest)) for section in sizes)
    return Block("density", tuple(levels))


def _name(profile: Profile | None, choices: Choices) -> str:
    """Her name, or its initials."""
    name = " ".join(profile.name.split()) if profile else ""
    if choices.show_name:
        return name
    return initials(name)


def _head(snapshot: Snapshot, choices: Choices, name: str, visit: Visit | None) -> Head:
    profile = snapshot.profile
    years = age(profile, snapshot.on)
    shown = softened(clipped(name, 60))
    what = tr("Bone health summary, {day}", day=day_short(snapshot.on))
    if choices.reader == HERSELF:
        what = tr("My bone health, {day}", day=day_short(snapshot.on))
    elif visit is not None:
        who_for, day = clipped(visit.clinician, 40), day_short(visit.date)
        what = (
            tr("Bone health summary for {who}, {day}", who=who_for, day=day)
            if who_for
            else tr("Bone health summary for the visit of {day}", day=day)
        )
    who = shown
    if years is not None:
        who = tr("{name}, {age}", name=shown, age=years) if shown else tr("Age {age}", age=years)
    if profile is not None and profile.birth_date is not None and not choices.show_name:
        who = tr("{name}, born in {year}", name=who, year=profile.birth_date.year)
    sentences = [_born(profile, choices), _menopause(profile, snapshot), _measures(snapshot)]
    line = " ".join(filter(None, sentences))
    return Head(who, what, ((Run(line),),) if line else ())


def _born(profile: Profile | None, choices: Choices) -> str:
    if profile is None or profile.birth_date is None or not (choices.birth_date and choices.show_name):
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
    return f"{capital(said)}." if said else ""


def _her_notes(snapshot: Snapshot, choices: Choices) -> Block | None:
    """The notes she ticked, in all the sizes they can have."""
    levels = tuple(dict.fromkeys(_notes(snapshot, choices, room) for room in _NOTE_ROOMS))
    return Block("notes", levels) if levels != (None,) else None


def note_of(record: Record) -> str:
    """Her private note on a record, "" where its kind has none."""
    noted = [item.name for item in fields(type(record)) if item.private and item.name == "notes"]
    return str(getattr(record, noted[0])) if noted else ""


def _notes(snapshot: Snapshot, choices: Choices, room: int) -> Section | None:
    """The notes she ticked, as far as `room` characters go; the rest is counted."""
    noted = [
        (record.called(), note)
        for records in snapshot.records.values()
        for record in reversed(records)
        if record.id in choices.notes and (note := note_of(record))
    ]
    if not noted:
        return None
    lines: list[Line] = []
    for where, note in noted:
        if room < 40:
            break
        said = softened(clipped(note, room))
        lines.append((Run(tr("{where}:", where=where), bold=True), Run(f" {said}")))
        room -= len(said)
    missing = len(noted) - len(lines)
    counted = (trn("{count} note is not shown.", "{count} notes are not shown.", missing),) if missing else ()
    return Section("notes", tr("Notes"), paragraphs=tuple(lines), notes=counted)
