"""The lines of Today: what is coming up, the sentence at the top, what to do next, and what happened meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bonejournal.domain import said
from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.comparison import Verdict
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.dates import months_after
from bonejournal.domain.falls.events import Fall
from bonejournal.domain.meaning.insight import Due, Summary, as_of, due_name, last_verdict, summary
from bonejournal.domain.meaning.measures.bone import last_full_scan
from bonejournal.domain.meaning.measures.common import Status
from bonejournal.domain.meaning.targets import JUDGED, UNMET, Gap, evaluate
from bonejournal.domain.medicines.doses import DueDose, due_doses
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.profile import MenopauseKind, Profile, Sex
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.training.workouts import Workout
from bonejournal.domain.visit import Visit, VisitKind, VisitQuestion
from bonejournal.domain.words import capital, day_and_month, day_long, mark, number, together, tr, trn, weekday

_PLANNED = {
    str(kind): (kind, action)
    for kind, action in ((VisitKind.VISIT, "visit"), (VisitKind.SCAN, "dxa"), (VisitKind.LAB, "labs"))
}
"""The things that a visit plans, and what is done about each."""
RETURN_DAYS = 14
"""An absence from which on Today says what happened meanwhile."""
RETURN_LINES = 5
HEIGHT_MONTHS = 12
"""Once a year is often enough to measure height (our choice)."""
SOON_DAYS = 14
MOST_NAMED = 3

SUGGESTED = ("assessment:", "lab:")
"""What is due by our own yearly suggestion only: listed, never the sentence at the top."""
HABITS = frozenset({"workouts", "intake"})
"""Kinds of record that a habit leaves; a target that reads one of them is about this week."""

_COMING = {
    1: mark("One date is coming up."),
    2: mark("Two dates are coming up."),
    3: mark("Three dates are coming up."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card on Today.

    mark: the key of the mark before it ("due", "overdue", "stale", "loss", ...; "" for none). action: what its
    button does: a command, "appointment:" with a day and the id of a course, or "" for none.
    """

    key: str
    mark: str
    title: str
    sub: str = ""
    action: str = ""


# The sentence


def today_sentence(snapshot: Snapshot, whole: Summary, gaps: Sequence[Gap]) -> str:
    """The sentence at the top: what is late, else the week, else a real change, else what to talk about."""
    late = [item for item in whole.due if item.overdue_days and not item.what.startswith(SUGGESTED)]
    if late:
        return late[0].text
    week = habits_sentence(whole, gaps)
    if week:
        return week
    if not snapshot.of(DxaScan):
        return said.no_scan()
    verdict = last_verdict(snapshot)
    if verdict is not None and verdict.verdict in (Verdict.GAIN, Verdict.LOSS):
        return said.comparison_sentence(verdict)
    if whole.talk:
        return trn(
            "There is {count} point to talk about at your next visit.",
            "There are {count} points to talk about at your next visit.",
            len(whole.talk),
        )
    return said.one_scan() if verdict is None else said.comparison_sentence(verdict)


def habits(gaps: Sequence[Gap]) -> list[Gap]:
    """The targets about this week of which something is known."""
    return [gap for gap in gaps if gap.status in JUDGED and HABITS & set(gap.target.reads)]


def habits_sentence(whole: Summary, gaps: Sequence[Gap]) -> str:
    """What is coming up, on target and short, where training or eating is recorded; "" where neither is."""
    known = habits(gaps)
    if not known:
        return ""
    soon = [item for item in whole.due if item.date is not None and 0 <= (item.date - whole.on).days <= SOON_DAYS]
    parts = [tr(_COMING[min(len(soon), max(_COMING))])] if soon else []
    unmet = sorted((gap for gap in known if gap.status in UNMET and gap.rank), key=lambda gap: gap.rank or 0)
    strength = any(gap.id == "training.resistance.sessions" and gap.status not in UNMET for gap in known)
    if not unmet:
        parts.append(tr("Nothing you record from week to week is short of its target."))
    elif strength:
        parts.append(tr("Strength is on target; short this week: {list}.", list=listed(unmet)))
    else:
        parts.append(tr("Short this week: {list}.", list=listed(unmet)))
    return " ".join(parts)


def listed(gaps: Sequence[Gap]) -> str:
    """The names of what is short, the most important first, and how many more there are."""
    names = [tr(gap.target.brief) for gap in gaps[:MOST_NAMED]]
    if len(gaps) > MOST_NAMED:
        return tr("{names} and {count} more", names=", ".join(names), count=len(gaps) - MOST_NAMED)
    return together(names)


def split(text: str) -> tuple[str, str]:
    """The first sentence of a text without its full stop, and the rest."""
    first, dot, rest = text.partition(". ")
    return (first, rest) if dot else (text.removesuffix("."), "")


# What is coming up


def coming_up(snapshot: Snapshot, whole: Summary, limit: int = 3) -> tuple[Line, ...]:
    """What is due, each with one thing to do: the late first, then injections, then by date."""
    order = sorted(
        whole.due,
        key=lambda item: (not item.overdue_days, not item.what.startswith("dose:"), item.date or dt.date.max),
    )
    return tuple(_due_line(snapshot, item) for item in order[:limit])


def _due_line(snapshot: Snapshot, item: Due) -> Line:
    if item.what.startswith("dose:"):
        title, sub = split(item.text)
        dose = next((one for one in due_doses(snapshot) if one.coming.day == item.date), None)
        if dose is not None and item.date is not None and item.date > snapshot.on:
            title = tr("{name} is due on {day}", name=dose.course.called(), day=_weekday_and_day(item.date))
            noted = dose.visit is not None or dose.course.route == "oral"
            open_ = "" if noted else tr("No appointment noted yet.")  # how it is arranged stands with the medicine
            sub = " ".join(filter(None, (_in_days(item.date, snapshot), open_)))
        return Line(item.what, dose.mark if dose else "due", title, sub, _dose_action(dose, item))
    visit = next(
        (one for one in snapshot.of(Visit) if one.date == item.date and str(one.purpose_kind) == item.what), None
    )
    if visit is not None and visit.purpose_kind is VisitKind.VISIT:
        return Line(item.what, "due", _visit_title(visit), _visit_sub(snapshot, visit), "summary")
    if visit is None and item.what in _PLANNED and item.date is not None:
        return _planned_line(snapshot, item, item.date)
    action = {"dxa": "dxa", "lab": "labs", "assessment": "assessment"}.get(item.what.partition(":")[0], "")
    return Line(item.what, "due", due_name(item.what), item.text, "" if visit is not None else action)


def _planned_line(snapshot: Snapshot, item: Due, day: dt.date) -> Line:
    """What a visit planned and is not noted yet."""
    kind, action = _PLANNED[item.what]
    since = next((one.date for one in snapshot.of(Visit) if one.id == item.follows), None)
    noted = tr("Noted at the visit of {since}.", since=day_long(since)) if since is not None else ""
    title = tr("{what} planned for {day}", what=capital(tr(kind.label)), day=day_long(day))
    return Line(item.what, "due", title, noted, action)


def _dose_action(dose: DueDose | None, item: Due) -> str:
    """An appointment to note, unless there is one or it is late: then it may have been given already."""
    if dose is None or item.overdue_days or item.date is None:
        return "dose"
    return "" if dose.visit is not None else f"appointment:{item.date.isoformat()}:{dose.course.id}"


def _visit_title(visit: Visit) -> str:
    day = _weekday_and_day(visit.date)
    who = visit.clinician or visit.place
    return tr("Visit with {who}, {day}", who=who, day=day) if who else tr("Visit on {day}", day=day)


def _visit_sub(snapshot: Snapshot, visit: Visit) -> str:
    asked = sum(1 for one in snapshot.of(VisitQuestion) if one.visit_id == visit.id and not one.answered)
    noted = trn("{count} question written down.", "{count} questions written down.", asked) if asked else ""
    return " ".join(filter(None, (_in_days(visit.date, snapshot), noted)))


def _weekday_and_day(day: dt.date) -> str:
    return tr("{weekday} {day}", weekday=weekday(day), day=day_and_month(day))


def _in_days(day: dt.date, snapshot: Snapshot) -> str:
    days = (day - snapshot.on).days
    return tr("Today.") if not days else trn("Tomorrow.", "In {days} days.", days, days=days)


# Coming back


def since_last_here(snapshot: Snapshot, last_opened: dt.date | None, gaps: Sequence[Gap]) -> tuple[Line, ...]:
    """After two weeks away, in at most five lines: what is due, what became too old, and the last verdict."""
    if last_opened is None or (snapshot.on - last_opened).days < RETURN_DAYS:
        return ()
    lines = list(coming_up(snapshot, summary(snapshot, gaps)))
    before = {gap.id: gap.status for gap in evaluate(as_of(snapshot, last_opened))}
    lines.extend(
        Line(gap.id, "stale", tr(gap.target.title), gap.text, _records(gap))
        for gap in gaps
        if gap.status is Status.STALE and before[gap.id] is not Status.STALE
    )
    verdict = last_verdict(snapshot)
    if verdict is not None:
        title = tr(
            "{verdict}: {site}, {day}",
            verdict=said.verdict_words(verdict),
            site=said.site_words(verdict.later),
            day=day_long(verdict.later.scan.date),
        )
        stands = Line("verdict", said.verdict_mark(verdict), title, said.change_words(verdict), "density")
        lines = [*lines[: RETURN_LINES - 1], stands]
    return tuple(lines[:RETURN_LINES])


def _records(gap: Gap) -> str:
    """The command that records what a target looks at."""
    commands = {"body": "body", "labs": "labs", "dxa": "dxa", "assessments": "assessment"}
    return next((commands[kind] for kind in gap.target.reads if kind in commands), "")


def catch_up(snapshot: Snapshot) -> tuple[Line, ...]:
    """What may have happened while the journal was closed, each asked once; nothing that was missed is counted."""
    lines = []
    active = [course.name for course in snapshot.of(Course) if course.active(snapshot.on)]
    sub = tr("On record: {list}.", list=", ".join(active[:4])) if active else ""
    lines.append(
        Line("catch_up.medicines", "", tr("Any medicine started, stopped or given elsewhere?"), sub, "medications")
    )
    falls = snapshot.of(Fall)
    sub = tr("The latest on record is of {day}.", day=day_long(max(fall.date for fall in falls))) if falls else ""
    lines.append(Line("catch_up.fall", "", tr("Any fall or fracture?"), sub, "fall"))
    lines.append(Line("catch_up.body", "", tr("Weight and height today"), _last_measures(snapshot), "body"))
    if len(snapshot.of(Workout)) + len(snapshot.of(Intake)):
        sub = tr("Averages start again from today; nothing has to be filled in.")
        lines.append(Line("catch_up.habits", "", tr("Training and eating"), sub, "add"))
    return tuple(lines)


def _last_measures(snapshot: Snapshot) -> str:
    measures = snapshot.of(BodyMeasure)
    weight = next((one.weight_kg for one in reversed(measures) if one.weight_kg is not None), None)
    height = next((one.height_cm for one in reversed(measures) if one.height_cm is not None), None)
    if weight is None and height is None:
        return ""
    parts = [tr("{value} kg", value=number(weight, 1))] if weight is not None else []
    parts += [tr("{value} cm", value=number(height, 1))] if height is not None else []
    return tr("Last time: {values}.", values=", ".join(parts))


# What to do next


def next_steps(snapshot: Snapshot) -> tuple[Line, ...]:
    """What would make the journal say more: a scan, facts about her, a height. In an empty journal, where to begin."""
    scans, profile = snapshot.of(DxaScan), snapshot.profile
    lines: list[Line] = []
    if not scans:
        title = tr("Record your last DXA report")
        lines.append(Line("scan", "", title, tr("Three numbers from the printed page are enough."), "dxa"))
    elif last_full_scan(snapshot) is None:
        sub = tr("Spine and hip together show how bone is doing; one of them is not on record.")
        lines.append(Line("scan", "", tr("Add a scan of the other site"), sub, "dxa"))
    if profile is None or profile.birth_date is None:
        sub = tr("T-score ranges and ages follow from it.")
        lines.append(Line("birth", "", tr("Add your date of birth"), sub, "profile"))
    if _menopause_open(profile):
        sub = tr("The ten years after it are when keeping bone matters most.")
        lines.append(Line("menopause", "", tr("Add when your periods stopped"), sub, "profile"))
    measured = max((item.date for item in snapshot.of(BodyMeasure) if item.height_cm is not None), default=None)
    if measured is None:
        sub = tr("Height lost over the years can tell something about the spine.")
        lines.append(Line("height", "", tr("Measure your height"), sub, "body"))
    elif measured < months_after(snapshot.on, -HEIGHT_MONTHS):
        sub = tr("The last time was on {day}.", day=day_long(measured))
        lines.append(Line("height", "", tr("Measure your height again"), sub, "body"))
    if profile is not None and profile.birth_date is not None and profile.peak_height_cm is None:
        sub = tr("Then height lost since can be worked out.")
        lines.append(Line("peak_height", "", tr("Add the tallest you have been"), sub, "profile"))
    return tuple(lines)


def _menopause_open(profile: Profile | None) -> bool:
    if profile is None:
        return True
    return (
        profile.sex is not Sex.MALE
        and profile.menopause_date is None
        and profile.menopause_kind is not MenopauseKind.NOT_YET
    )
