"""What the doctor reads first: her questions, and what happened since the last visit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from bonejournal.charts.change import main_places
from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.comparison import Verdict, comparable_before, histories
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.falls.events import Fall, Fracture, Injury
from bonejournal.domain.labs.analytes import analytes
from bonejournal.domain.labs.readings import Reading, latest_readings, readings
from bonejournal.domain.meaning.measures.markers import marker_pair
from bonejournal.domain.medicines.courses import Group, group_of, in_rows
from bonejournal.domain.medicines.medication import LATE_DAYS, Course, Dose, TimedDose, next_dose, timed_doses
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.visit import Agenda
from bonejournal.domain.words import day_short, exact, mark, month_short, number, percent, signed, together, tr, trn
from bonejournal.report.blocks import cut_short, row
from bonejournal.report.fractures import bone_words
from bonejournal.report.labs import interval_words
from bonejournal.report.values import Block, Choices, Run, Section, Table
from bonejournal.report.words import SOFT, clipped, softened

MARKERS = ("ctx", "pinp")
_QUESTIONS = (180, 100, 50)
_SAID = (2000, 180, 80)
"""How many signs a question and a line of what changed have, from the fullest to the smallest."""
_MOST_LABS = 3
_MOST_TOLD = 2
"""So many fractures, and doses that were left out, are told one by one; the rest is counted."""
_LABELS = (0.6, 4.2)
_REAL = (mark("{site} {change} since {month}, beyond LSC"), mark("{site} {change} since {month}, a real change"))
_NOISE = (mark("{sites} within LSC"), mark("{sites} within measurement noise"))
_BEYOND = (mark("beyond LSC"), mark("a real change"))
_WITHIN = (mark("within LSC"), mark("within measurement noise"))
_NOISE_SINCE = (mark("{site} within LSC since {month}"), mark("{site} within measurement noise since {month}"))
"""Each in a doctor's words, and in hers."""
_INJURED = {
    Injury.NONE: mark("no injury"),
    Injury.HEAD: mark("head injury"),
    Injury.OTHER: mark("another injury"),
}
"""What a sentence calls an injury where its word in a list does not do."""


def questions_block(agenda: Agenda) -> Block | None:
    """Her questions, the first three."""
    if not agenda.top:
        return None
    more = len(agenda.questions) - len(agenda.top)
    counted = trn("{count} more question is in her journal.", "{count} more questions are in her journal.", more)

    def made(longest: int) -> Section:
        lines = tuple(
            (Run(tr("{place}. {text}", place=place, text=softened(clipped(one.text, longest)))),)
            for place, one in enumerate(agenda.top, 1)
        )
        return Section("questions", tr("My questions"), paragraphs=lines, notes=(counted,) if more > 0 else ())

    return cut_short(made, _QUESTIONS)


_COMING = {
    (False, False): mark("{name} next due {day}."),
    (False, True): mark("Next due {day}."),
    (True, False): mark("{name} due since {day}, not on record as given."),
    (True, True): mark("Due since {day}, not on record as given."),
}
"""By whether the day is over, and whether the sentence before has named the medicine."""


class Changed(NamedTuple):
    """One line of what changed. news: whether there is something to say; `always` stands on paper without it too."""

    key: str
    name: str
    said: str
    news: bool = True
    always: bool = True


def since_lines(snapshot: Snapshot, start: dt.date | None, *, hers: bool = False) -> list[Changed]:
    """What happened since a day, None for all there is; `hers` says it in her words, not in a doctor's."""
    day = start or dt.date.min
    return [
        Changed("fractures", tr("Fractures"), _fractures_since(snapshot, day)),
        Changed("falls", tr("Falls"), _falls_since(snapshot, day)),
        Changed("scan", tr("Scan"), _scan_since(snapshot, day, hers)),
        Changed("medication", tr("Medication"), _medication_since(snapshot, day)),
        Changed("markers", tr("CTX, PINP"), _markers_since(snapshot, day, hers)),
        _labs_since(snapshot, day),
        _body_since(snapshot, day),
    ]


def since_block(snapshot: Snapshot, since: dt.date | None, choices: Choices) -> Block | None:
    """Always the same five lines, and labs, height and weight where they tell something; without those she unticked."""
    lines = [
        item
        for item in since_lines(snapshot, since)
        if item.key not in choices.without_lines and (item.news or item.always)
    ]
    if not lines:
        return None
    if since is None:
        title, aside = tr("Latest of each"), tr("no earlier visit on record")
    elif since == dt.date.min:
        title, aside = tr("On record"), tr("to {end}", end=day_short(snapshot.on))
    else:
        chosen = choices.changes_since or choices.since
        title = tr("Since the last visit") if chosen is None else tr("Since {day}", day=day_short(since))
        aside = tr("{start} to {end}", start=day_short(since), end=day_short(snapshot.on))

    def made(longest: int) -> Section:
        rows = tuple(row(item.name, _cut(item.said, longest)) for item in lines)
        return Section("since", title, aside, tables=(Table((), rows, _LABELS),))

    return cut_short(made, _SAID)


def _cut(said: str, longest: int) -> str:
    return said if len(said) <= longest else softened(clipped(said.replace(SOFT, ""), longest))


def _none() -> str:
    return tr("None recorded.")


def _fractures_since(snapshot: Snapshot, start: dt.date) -> str:
    new = [one for one in snapshot.of(Fracture) if (one.day or dt.date.min) >= start]
    told = [_fracture(one) for one in new[-_MOST_TOLD:]]
    if (more := len(new) - len(told)) > 0:
        told.append(trn("{count} more before.", "{count} more before.", more))
    return " ".join(told) or _none()


def _fracture(fracture: Fracture) -> str:
    when = fracture.date.said(short=True) if fracture.date else ""
    return tr("{day}: {what}.", day=when, what=bone_words(fracture)) if when else f"{bone_words(fracture)}."


def _falls_since(snapshot: Snapshot, start: dt.date) -> str:
    new = [fall for fall in snapshot.of(Fall) if fall.counts and fall.date >= start]
    if not new:
        return _none()
    latest = fall_words(new[-1])
    return trn("{count} fall, {latest}", "{count} falls, the latest {latest}", len(new), latest=latest)


def fall_words(fall: Fall) -> str:
    """One fall: "22 Aug 2026, outdoors, walking; bruise, head not hit."."""
    where = tr(fall.place.label) if fall.place else ""
    first = ", ".join(filter(None, (day_short(fall.date), where, softened(clipped(fall.activity, 60)))))
    came = came_words(fall)
    return tr("{fall}; {came}.", fall=first, came=came) if came else f"{first}."


def came_words(fall: Fall) -> str:
    """What came of a fall: "bruise, head not hit"; "" where nothing is recorded."""
    injury = tr(_INJURED.get(fall.injury, fall.injury.label)) if fall.injury is not None else ""
    head = "" if fall.hit_head is None else tr("head hit") if fall.hit_head else tr("head not hit")
    broke = tr("a bone broke") if fall.fracture and fall.injury is not Injury.FRACTURE else ""
    return ", ".join(filter(None, (injury, broke, head)))


def _scan_since(snapshot: Snapshot, start: dt.date, hers: bool) -> str:
    scans = [scan for scan in snapshot.of(DxaScan) if scan.date >= start]
    if not scans:
        return _none()
    latest = scans[-1]
    held = histories(snapshot.of(DxaScan))
    told, within, apart = [], [], []
    for place in main_places(snapshot):
        history = held[place]
        if history[-1].scan.id != latest.id or len(history) < 2:
            continue
        pair = comparable_before(history)
        name = tr(place[0].label).lower()
        if pair is None or pair.change_percent is None:
            apart.append(name)
            continue
        month = month_short(pair.earlier.scan.date)
        if pair.verdict in (Verdict.GAIN, Verdict.LOSS):
            change = percent(pair.change_percent, sign=True)
            told.append(tr(_REAL[hers], site=name, change=change, month=month))
        elif pair.verdict is Verdict.WITHIN_ERROR and pair.earlier is not history[-2]:
            told.append(tr(_NOISE_SINCE[hers], site=name, month=month))
        elif pair.verdict is Verdict.WITHIN_ERROR:
            within.append(name)
        else:
            apart.append(name)
    parts = [*told]
    if within:
        parts.append(tr(_NOISE[hers], sites=together(within) if hers else ", ".join(within)))
    if apart:
        parts.append(tr("{sites} not comparable", sites=together(apart)))
    day = day_short(latest.date)
    if parts:
        return tr("{day}: {what}.", day=day, what="; ".join(parts))
    if len(snapshot.of(DxaScan)) > 1:
        return tr("{day}: nothing at spine or hip to compare with.", day=day)
    return tr("{day}: first scan.", day=day)


def _medication_since(snapshot: Snapshot, start: dt.date) -> str:
    sentences = []
    for course in snapshot.of(Course):
        if group_of(course) is Group.BONE and course.timing is not None and course.timing.long:
            sentences += _given_since(snapshot, course, start)
    begun = [
        course.name for course in snapshot.of(Course) if course.start and start <= course.start.judged <= snapshot.on
    ]
    ended = [
        course.name for course in snapshot.of(Course) if course.stop and start <= course.stop.judged <= snapshot.on
    ]
    if start == dt.date.min:
        if held := [course.name for course in in_rows(snapshot.of(Course), snapshot.on)]:
            sentences.append(tr("On record: {list}.", list=_names(held)))
    else:
        if begun:
            sentences.append(tr("Started: {list}.", list=_names(begun)))
        if ended:
            sentences.append(tr("Stopped: {list}.", list=_names(ended)))
        if not begun and not ended:
            sentences.append(tr("Nothing started or stopped."))
    return " ".join(sentences) or _none()


def _given_since(snapshot: Snapshot, course: Course, start: dt.date) -> list[str]:
    """The doses of long intervals: the last one given, those given late or not at all, and the next one."""
    name, doses = clipped(course.name, 40), snapshot.of(Dose)
    given = [timed for timed in timed_doses(course, doses, snapshot.on) if timed.dose.date >= start]
    sentences = [_given(name, timed) for timed in given if timed is given[-1] or _is_late(timed)]
    left_out = [
        dose
        for dose in doses
        if dose.medication_id == course.id and dose.taken is False and start <= dose.date <= snapshot.on
    ]
    if (more := len(left_out) - _MOST_TOLD) > 0:
        sentences.append(
            trn("{name} not given {count} more time.", "{name} not given {count} more times.", more, name=name)
        )
    for dose in left_out[-_MOST_TOLD:]:
        day, why = day_short(dose.date), softened(clipped(dose.reason, 40))
        sentences.append(
            tr("{name} not given {day}: {reason}.", name=name, day=day, reason=why.rstrip("."))
            if why
            else tr("{name} not given {day}.", name=name, day=day)
        )
    coming = next_dose(course, doses, snapshot.on)
    if coming is not None and coming.day is not None:
        day = day_short(coming.day)
        late = coming.day < snapshot.on
        said = tr(_COMING[late, bool(sentences)], name=name, day=day)
        sentences.append(said)
    return sentences


def _is_late(timed: TimedDose) -> bool:
    """Whether a dose came weeks after its day, counted from one that is on record."""
    return timed.before is not None and (timed.off or 0) > LATE_DAYS


def _given(name: str, timed: TimedDose) -> str:
    day = day_short(timed.dose.date)
    if not _is_late(timed):
        return tr("{name} given {day}.", name=name, day=day)
    weeks = (timed.off or 0) // 7
    return trn(
        "{name} given {day}, {count} week after its day.",
        "{name} given {day}, {count} weeks after its day.",
        weeks,
        name=name,
        day=day,
    )


def _names(names: Sequence[str]) -> str:
    shown = [softened(clipped(name, 30)) for name in names[:4]]
    if len(names) > len(shown):
        return tr("{list} and {count} more", list=", ".join(shown), count=len(names) - len(shown))
    return together(shown)


def _markers_since(snapshot: Snapshot, start: dt.date, hers: bool) -> str:
    drawn: dict[dt.date, list[tuple[str, str]]] = {}
    for key in MARKERS:
        found = [reading for reading in readings(snapshot, key) if reading.date >= start]
        if found:
            drawn.setdefault(found[-1].date, []).append(_marker(snapshot, key, found[-1], hers))
    return " ".join(_markers_of(day, drawn[day]) for day in sorted(drawn)) or _none()


def _marker(snapshot: Snapshot, key: str, latest: Reading, hers: bool) -> tuple[str, str]:
    """A result with its change from the baseline, and what that comes to; "" without one."""
    said = latest.result.said()
    pair, lsc = marker_pair(snapshot, key, latest.unit), analytes()[key].lsc_percent
    if pair is None or pair.latest.result is not latest.result:
        return said, ""
    changed = tr("{marker} ({change})", marker=said, change=percent(pair.change_percent, 0, sign=True))
    if lsc is None:
        return changed, ""
    return changed, tr(_BEYOND[hers] if abs(pair.change_percent) > lsc else _WITHIN[hers])


def _markers_of(day: dt.date, parts: Sequence[tuple[str, str]]) -> str:
    """What was drawn on a day: "5 Nov 2026: CTX 184 ng/L (−64 %); from baseline, beyond LSC."."""
    came = {verdict for _, verdict in parts}
    what = ", ".join(said for said, _ in parts)
    if came == {""}:
        return tr("{day}: {what}.", day=day_short(day), what=what)
    if len(came) == 1:
        return tr("{day}: {what}; from baseline, {verdict}.", day=day_short(day), what=what, verdict=came.pop())
    each = ", ".join(" ".join(filter(None, part)) for part in parts)
    return tr("{day}, change from baseline: {what}.", day=day_short(day), what=each)


def _labs_since(snapshot: Snapshot, start: dt.date) -> Changed:
    """The tests whose latest result lies outside the interval of its own laboratory."""
    found = [reading for reading in latest_readings(snapshot) if reading.date >= start]
    outside = [reading for reading in found if reading.outside]
    said = _none()
    if outside:
        parts = [_beyond(reading) for reading in outside[:_MOST_LABS]]
        if (more := len(outside) - _MOST_LABS) > 0:
            parts.append(trn("{count} more", "{count} more", more))
        said = tr("{list}.", list="; ".join(parts))
    elif any(reading.has_interval for reading in found):
        said = tr("Each inside its lab’s interval.")
    return Changed("labs", tr("Labs"), said, bool(outside), always=False)


def _beyond(reading: Reading) -> str:
    result, day = softened(clipped(reading.result.said(), 60)), day_short(reading.date)
    return tr("{result}, lab {interval} ({day})", result=result, interval=interval_words(reading), day=day)


def _body_since(snapshot: Snapshot, start: dt.date) -> Changed:
    """The latest height and weight, each against the last one before the day, or the first of all."""
    sentences = [
        said
        for field, both in _BODY.items()
        if (said := _moved(field, [one for one in snapshot.of(BodyMeasure) if getattr(one, field)], start, both))
    ]
    return Changed("body", tr("Body"), " ".join(sentences) or _none(), bool(sentences), always=False)


_BODY = {
    "height_cm": (
        mark("Height {now} cm ({month})."),
        mark("Height {now} cm, as in {before}."),
        mark("Height {now} cm, {step} cm since {before}."),
    ),
    "weight_kg": (
        mark("Weight {now} kg ({month})."),
        mark("Weight {now} kg, as in {before}."),
        mark("Weight {now} kg, {step} kg since {before}."),
    ),
}
"""What is said of a measure alone, and where it is the same or another one than before."""


def _moved(field: str, measures: Sequence[BodyMeasure], start: dt.date, said: tuple[str, str, str]) -> str:
    """One measure since a day; "" where it was not taken since."""
    if not measures or measures[-1].date < start:
        return ""
    latest = measures[-1]
    earlier = [one for one in measures if one.date < start] or measures[:1]
    now = exact(getattr(latest, field))
    month, before = month_short(latest.date), month_short(earlier[-1].date)
    if earlier[-1].date == latest.date:
        return tr(said[0], now=number(now, 1), month=month)
    if before == month:
        before = day_short(earlier[-1].date)
    step = now - exact(getattr(earlier[-1], field))
    return tr(said[2 if step else 1], now=number(now, 1), step=signed(step, 1), before=before)
