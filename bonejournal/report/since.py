"""What the doctor reads first: her questions, what happened since the last visit, fractures and height."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bonejournal.charts.change import main_places
from bonejournal.domain.body import BodyMeasure, below_tallest_cm, between_two_cm, height_loss
from bonejournal.domain.bone.comparison import Verdict, comparable_before, histories
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.dates import age_on
from bonejournal.domain.falls.events import Fall, Fracture, Fragility, Injury
from bonejournal.domain.labs.readings import readings
from bonejournal.domain.meaning.measures.markers import marker_pair
from bonejournal.domain.medicines.courses import Group, group_of
from bonejournal.domain.medicines.medication import Course, Dose, next_dose, taken_doses
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.visit import Agenda
from bonejournal.domain.words import day_short, mark, month_short, number, percent, tr, trn
from bonejournal.report.blocks import fixed, line, row, shortened
from bonejournal.report.values import Block, Choices, Line, Run, Section, Table
from bonejournal.report.words import clipped, listed, softened

MARKERS = ("ctx", "pinp")
_LONGEST_QUESTION = 180
_LABELS = (0.8, 4.0)


def questions_block(agenda: Agenda) -> Block | None:
    """Her questions, the first three."""
    if not agenda.top:
        return None
    lines = tuple(
        (Run(tr("{place}. {text}", place=place, text=softened(clipped(one.text, _LONGEST_QUESTION)))),)
        for place, one in enumerate(agenda.top, 1)
    )
    more = len(agenda.questions) - len(agenda.top)
    counted = trn("{count} more question is in her journal.", "{count} more questions are in her journal.", more)
    return fixed(Section("questions", tr("My questions"), paragraphs=lines, notes=(counted,) if more > 0 else ()))


def since_lines(snapshot: Snapshot, start: dt.date | None) -> list[tuple[str, str, str]]:
    """What happened since a day, None for all there is: key, name and words of each of the five lines."""
    day = start or dt.date.min
    return [
        ("fractures", tr("Fractures"), _fractures_since(snapshot, day)),
        ("falls", tr("Falls"), _falls_since(snapshot, day)),
        ("scan", tr("Scan"), _scan_since(snapshot, day)),
        ("medication", tr("Medication"), _medication_since(snapshot, day)),
        ("markers", tr("CTX, PINP"), _markers_since(snapshot, day)),
    ]


def since_block(snapshot: Snapshot, since: dt.date | None, choices: Choices) -> Block | None:
    """Always the same five lines, without those she unticked."""
    lines = [item for item in since_lines(snapshot, since) if item[0] not in choices.without_lines]
    if not lines:
        return None
    rows = tuple(row(name, said) for _, name, said in lines)
    if since is None:
        title, aside = tr("Latest of each"), tr("no earlier visit on record")
    elif since == dt.date.min:
        title, aside = tr("On record"), tr("to {end}", end=day_short(snapshot.on))
    else:
        title = tr("Since the last visit") if choices.changes_since is None else tr("Since {day}", day=day_short(since))
        aside = tr("{start} to {end}", start=day_short(since), end=day_short(snapshot.on))
    return fixed(Section("since", title, aside, tables=(Table((), rows, _LABELS),)))


def _none() -> str:
    return tr("None recorded.")


def _fractures_since(snapshot: Snapshot, start: dt.date) -> str:
    new = [one for one in snapshot.of(Fracture) if one.day is not None and one.day >= start]
    return " ".join(_fracture(one) for one in new[-2:]) or _none()


def _fracture(fracture: Fracture) -> str:
    when = fracture.date.said(short=True) if fracture.date else ""
    return tr("{day}: {what}.", day=when, what=_bone(fracture)) if when else f"{_bone(fracture)}."


def _bone(fracture: Fracture) -> str:
    """Side, bone and level: "left distal radius"."""
    side = tr(fracture.side.label) if fracture.side else ""
    bone = tr(fracture.site.label) if fracture.site else tr("bone not named")
    return " ".join(filter(None, (side, bone, fracture.level)))


def _falls_since(snapshot: Snapshot, start: dt.date) -> str:
    new = [fall for fall in snapshot.of(Fall) if fall.counts and fall.date >= start]
    if not new:
        return _none()
    latest = new[-1]
    return tr("{count}. {latest}", count=len(new), latest=fall_words(latest))


def fall_words(fall: Fall) -> str:
    """One fall: "22 Aug 2026, outdoors, walking; bruise, head not hit."."""
    where = tr(fall.place.label) if fall.place else ""
    first = ", ".join(filter(None, (day_short(fall.date), where, softened(clipped(fall.activity, 60)))))
    injury = tr(fall.injury.label) if fall.injury is not None and fall.injury is not Injury.NONE else ""
    if fall.injury is Injury.NONE:
        injury = tr("no injury")
    head = "" if fall.hit_head is None else tr("head hit") if fall.hit_head else tr("head not hit")
    came = ", ".join(filter(None, (injury, tr("a bone broke") if fall.fracture else "", head)))
    return tr("{fall}; {came}.", fall=first, came=came) if came else f"{first}."


def _scan_since(snapshot: Snapshot, start: dt.date) -> str:
    scans = [scan for scan in snapshot.of(DxaScan) if scan.date >= start]
    if not scans:
        return _none()
    latest = scans[-1]
    held = histories(snapshot.of(DxaScan))
    real, within, apart = [], [], []
    for place in main_places(snapshot):
        history = held[place]
        if history[-1].scan.id != latest.id or len(history) < 2:
            continue
        pair = comparable_before(history)
        name = tr(place[0].label).lower()
        if pair is None or pair.change_percent is None:
            apart.append(name)
        elif pair.verdict in (Verdict.GAIN, Verdict.LOSS):
            change = percent(pair.change_percent, sign=True)
            month = month_short(pair.earlier.scan.date)
            real.append(tr("{site} {change} since {month}, beyond LSC", site=name, change=change, month=month))
        elif pair.verdict is Verdict.WITHIN_ERROR:
            within.append(name)
        else:
            apart.append(name)
    parts = [*real]
    if within:
        parts.append(tr("{sites} within LSC", sites=listed(within)))
    if apart:
        parts.append(tr("{sites} not comparable", sites=listed(apart)))
    day = day_short(latest.date)
    return tr("{day}: {what}.", day=day, what="; ".join(parts)) if parts else tr("{day}: first scan.", day=day)


def _medication_since(snapshot: Snapshot, start: dt.date) -> str:
    sentences = []
    for course in snapshot.of(Course):
        if group_of(course) is not Group.BONE:
            continue
        given = taken_doses(course, snapshot.of(Dose), snapshot.on)
        name = clipped(course.name, 40)
        if course.timing is not None and course.timing.long and given and given[-1].date >= start:
            sentences.append(tr("{name} given {day}.", name=name, day=day_short(given[-1].date)))
        coming = next_dose(course, snapshot.of(Dose), snapshot.on)
        if course.timing is not None and course.timing.long and coming is not None and coming.day is not None:
            sentences.append(tr("Next due {day}.", day=day_short(coming.day)))
    begun = [
        course.name for course in snapshot.of(Course) if course.start and start <= course.start.judged <= snapshot.on
    ]
    ended = [
        course.name for course in snapshot.of(Course) if course.stop and start <= course.stop.judged <= snapshot.on
    ]
    if start != dt.date.min:
        if begun:
            sentences.append(tr("Started: {list}.", list=_names(begun)))
        if ended:
            sentences.append(tr("Stopped: {list}.", list=_names(ended)))
        if not begun and not ended:
            sentences.append(tr("Nothing started or stopped."))
    return " ".join(sentences) or _none()


def _names(names: Sequence[str]) -> str:
    shown = [softened(clipped(name, 30)) for name in names[:4]]
    if len(names) > len(shown):
        return tr("{list} and {count} more", list=", ".join(shown), count=len(names) - len(shown))
    return listed(shown)


def _markers_since(snapshot: Snapshot, start: dt.date) -> str:
    parts, days = [], set()
    for key in MARKERS:
        found = [reading for reading in readings(snapshot, key) if reading.date >= start]
        if not found:
            continue
        latest = found[-1]
        days.add(latest.date)
        said = latest.result.said()
        pair = marker_pair(snapshot, key, latest.unit)
        if pair is not None and pair.latest.result is latest.result:
            said = tr(
                "{marker} ({change} from baseline)", marker=said, change=percent(pair.change_percent, 0, sign=True)
            )
        parts.append(said)
    if not parts:
        return _none()
    return tr("{day}: {what}.", day=day_short(max(days)), what=", ".join(parts))


_FRAGILITY = {
    Fragility.YES: mark("from standing height or less"),
    Fragility.NO: mark("not from standing height"),
}


def fractures_block(snapshot: Snapshot) -> Block | None:
    """Every fracture, the latest first, and height now, at its peak and lost."""
    found = sorted(snapshot.of(Fracture), key=lambda one: one.day or dt.date.min, reverse=True)
    height = _height(snapshot)

    def make(rows: int) -> Section:
        lines: list[Line] = [_fracture_line(snapshot, one) for one in found[:rows]]
        if not found:
            lines.append((Run(tr("No fracture on record.")),))
        missing = len(found) - rows
        if missing > 0:
            counted = trn("{count} earlier fracture is on record.", "{count} earlier fractures are on record.", missing)
            lines.append((Run(counted),))
        if height is not None:
            lines.append(height)
        return Section("fractures", tr("Fractures and height"), tr("all on record"), paragraphs=tuple(lines))

    return shortened(max(len(found), 1), make, usual=3, least=2)


def _fracture_line(snapshot: Snapshot, fracture: Fracture) -> Line:
    when = fracture.date.said(short=True) if fracture.date else tr("Date not known")
    profile = snapshot.profile
    if fracture.date is not None and profile is not None and profile.birth_date is not None:
        when = tr("{day}, age {age}", day=when, age=age_on(profile.birth_date, fracture.date.judged))
    about = [
        _bone(fracture),
        softened(clipped(fracture.mechanism, 80)),
        tr(_FRAGILITY[fracture.fragility]) if fracture.fragility in _FRAGILITY else "",
        tr("confirmed by {who}", who=softened(clipped(fracture.confirmed_by, 40))) if fracture.confirmed_by else "",
    ]
    return line(when, f", {', '.join(filter(None, about))}.")


def _height(snapshot: Snapshot) -> Line | None:
    """Height now, at its peak, and what is lost; None without a measurement to compare."""
    lost = height_loss(snapshot.profile, snapshot.of(BodyMeasure))
    if lost is None or (lost.peak_cm is None and lost.prospective_cm is None):
        return None
    now = {"height": number(lost.now_cm, 1), "month": month_short(lost.measured.date)}
    runs = [Run(tr("Height {height} cm", **now), bold=True), Run(tr(" ({month})", **now))]
    if lost.peak_cm is not None and lost.historical_cm is not None:
        runs.append(Run(tr(", peak {cm} cm", cm=number(lost.peak_cm, 1))))
        if lost.historical_cm > 0:
            runs.append(Run(tr(": {cm} cm lost", cm=number(lost.historical_cm, 1)), bold=True))
    if lost.prospective_cm is not None and lost.prospective_cm > 0:
        runs.append(Run(tr("; {cm} cm below the highest earlier measurement", cm=number(lost.prospective_cm, 1))))
    runs.append(Run("."))
    if lost.notable:
        said = tr(
            " From {historical} cm below the peak, or {prospective} cm between measurements, spine imaging is "
            "considered (BHOF 2022).",
            historical=number(below_tallest_cm(), 1),
            prospective=number(between_two_cm(), 1),
        )
        runs.append(Run(said))
    return tuple(runs)
