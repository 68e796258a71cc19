"""Points to talk about at the visit: rules that open a conversation and are never a diagnosis.

Each names what is on record and leaves the question to her and her doctor; nothing here says to start, stop or delay a
medicine. The cut-offs that are not the documents' are named with their source where they stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bonejournal.domain import said
from bonejournal.domain.body import BodyMeasure, HeightLoss, height_loss
from bonejournal.domain.bone.comparison import Comparison, Verdict, comparable_before, histories
from bonejournal.domain.bone.density import NORMAL_FROM, OSTEOPOROSIS_FROM, DxaScan, Result, lowest_t, t_results
from bonejournal.domain.dates import within_months
from bonejournal.domain.falls.events import FunctionTest, FunctionTestKind
from bonejournal.domain.falls.function_tests import CutOff, cut_off
from bonejournal.domain.meaning.facts import (
    ANTIRESORPTIVE,
    active_courses,
    acts,
    anti_fracture,
    cleared_for_impact,
    fragility_fractures,
    lowest_in_osteoporosis_range,
    stopped,
    vertebral_fractures,
    weight_on,
)
from bonejournal.domain.meaning.measures import Status
from bonejournal.domain.meaning.measures.common import last_days
from bonejournal.domain.meaning.measures.falls import MONTHS, falls_within_a_year
from bonejournal.domain.meaning.measures.nutrition import eaten
from bonejournal.domain.meaning.measures.training import RECORDED_DAYS, STRENGTH_DAYS, exercises_of, resistance_days
from bonejournal.domain.meaning.targets import Gap
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose, Drug, taken_doses
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.profile import postmenopausal
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.training.exercises import IMPACT
from bonejournal.domain.training.workouts import Workout, WorkoutKind
from bonejournal.domain.words import day_long, number, tr, trn

DENOSUMAB = "denosumab_60"
GLUCOCORTICOID, GLUCOCORTICOID_DAYS = "glucocorticoid", 90
"""From three months on a glucocorticoid is one to talk about (ACR 2022)."""
LIFESTYLE_DAYS = 21
"""Counted days of 84 from which on eating is known well enough to say that targets were met (our choice)."""
GENTLE_IMPACT = frozenset({"stair_climbing", "dancing", "step_down"})
"""Exercises with impact that need no clearance."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A point to talk about at the visit; `sources` are keys of the five documents, empty where the rule is ours."""

    id: str
    text: str
    sources: tuple[str, ...]


def talk(snapshot: Snapshot, gaps: Sequence[Gap]) -> tuple[Talk, ...]:
    """The points to talk about, in a fixed order."""
    known = {gap.id: gap for gap in gaps}
    losses = real_losses(snapshot)
    points = (
        _t_score(snapshot),
        _fragility(snapshot),
        _frax(snapshot, known),
        _loss(losses),
        _lifestyle_limit(snapshot, losses, known),
        _denosumab(snapshot),
        _harmful(snapshot),
        _herbal(snapshot),
        _impact(snapshot),
        _height(snapshot),
        _function(snapshot),
        _falls(snapshot),
    )
    return tuple(point for point in points if point is not None)


def _t_score(snapshot: Snapshot) -> Talk | None:
    """Any qualifying T-score ever of −2.5 or below after menopause; a later better one does not undo it."""
    low = _lowest_in_range(snapshot)
    if low is None:
        return None
    figures = {
        "score": said.score_words(low),
        "site": said.site_words(low),
        "day": day_long(low.scan.date),
    }
    course = anti_fracture(snapshot)
    if course is not None:
        text = tr("T-score {score} on record ({site}, {day}); {course}.", **figures, course=said.course_since(course))
    else:
        text = tr(
            "T-score {score} on record ({site}, {day}), in the range the WHO calls osteoporosis. "
            "One of the five documents names this as a point to talk about treatment.",
            **figures,
        )
    return Talk("talk.t_score", text, ("clinical",))


def _lowest_in_range(snapshot: Snapshot) -> Result | None:
    low = [
        result
        for result in t_results(snapshot.of(DxaScan))
        if result.t is not None and result.t <= OSTEOPOROSIS_FROM and postmenopausal(snapshot.profile, result.scan.date)
    ]
    return min(low, key=lambda result: result.t or OSTEOPOROSIS_FROM, default=None)


def _fragility(snapshot: Snapshot) -> Talk | None:
    found = fragility_fractures(snapshot)
    if not found:
        return None
    text = tr(
        "{fractures} on record. One of the five documents names this as a point to talk about treatment, "
        "whatever the T-score.",
        fractures=", ".join(said.fracture_words(item) for item in found),
    )
    return Talk("talk.fragility", text, ("clinical",))


def _frax(snapshot: Snapshot, gaps: dict[str, Gap]) -> Talk | None:
    lowest = lowest_t(snapshot.of(DxaScan))
    if lowest is None or lowest.t is None or not OSTEOPOROSIS_FROM < lowest.t < NORMAL_FROM:
        return None
    if gaps["fracture.risk"].status is not Status.ATTENTION:
        return None
    text = tr(
        "T-score {score} and a FRAX result that reaches a threshold used in the United States: "
        "one of the five documents names this as a point to talk about.",
        score=said.score_words(lowest),
    )
    return Talk("talk.frax", text, ("clinical",))


def real_losses(snapshot: Snapshot) -> list[Comparison]:
    """The sites whose latest scan lost more than measurement noise against the last comparable one."""
    latest = (comparable_before(history) for history in histories(snapshot.of(DxaScan)).values())
    return [pair for pair in latest if pair is not None and pair.verdict is Verdict.LOSS]


def _loss(losses: Sequence[Comparison]) -> Talk | None:
    if not losses:
        return None
    return Talk("talk.loss", " ".join(said.comparison_sentence(pair) for pair in losses), ())


def _lifestyle_limit(snapshot: Snapshot, losses: Sequence[Comparison], gaps: dict[str, Gap]) -> Talk | None:
    if not any(_lived_by_the_targets(snapshot, pair.later.scan.date, gaps) for pair in losses):
        return None
    text = tr(
        "A real loss although your targets were met. Two documents say lifestyle has limits here; "
        "bring it to your visit."
    )
    return Talk("talk.lifestyle_limit", text, ("clinical", "lifestyle"))


def _lived_by_the_targets(snapshot: Snapshot, scanned: dt.date, gaps: dict[str, Gap]) -> bool:
    """Whether strength, protein, calcium and vitamin D reached what is asked for in the 84 days before a scan."""
    trained = resistance_days(last_days(snapshot.of(Workout), scanned, STRENGTH_DAYS), exercises_of(snapshot))
    weeks = STRENGTH_DAYS // 7
    sessions = gaps["training.resistance.sessions"].bounds.low
    if sessions is not None and Decimal(len(trained)) / weeks < sessions:
        return False
    weight = weight_on(snapshot, scanned)
    if weight is None:
        return False
    for id_, nutrient, per in (
        ("nutrition.protein", "protein_g", weight),
        ("nutrition.calcium", "calcium_mg", Decimal(1)),
        ("nutrition.vitamin_d", "vitamin_d_ug", Decimal(1)),
    ):
        found, low = eaten(snapshot.of(Intake), nutrient, scanned, STRENGTH_DAYS), gaps[id_].bounds.low
        if len(found.days) < LIFESTYLE_DAYS or (low is not None and found.mean / per < low):
            return False
    return True


def unfollowed_denosumab(snapshot: Snapshot) -> list[Course]:
    """Denosumab courses that were stopped and that no other antiresorptive follows, the latest-stopped last."""
    found = [
        course
        for course in snapshot.of(Course)
        if DENOSUMAB in course.keys and _has_stopped(course, snapshot.on) and not _followed(course, snapshot)
    ]
    return sorted(found, key=lambda course: (stopped(course) or dt.date.min, course.id))


def _has_stopped(course: Course, on: dt.date) -> bool:
    day = stopped(course)
    return day is not None and day <= on


def _followed(course: Course, snapshot: Snapshot) -> bool:
    taken = taken_doses(course, snapshot.of(Dose), snapshot.on)
    since = taken[-1].date if taken else stopped(course) or snapshot.on
    return any(
        other.active(snapshot.on) or (other.day is not None and other.day > since)
        for other in snapshot.of(Course)
        if other.id != course.id and acts(other, ANTIRESORPTIVE)
    )


def _denosumab(snapshot: Snapshot) -> Talk | None:
    """After denosumab bone is lost fast, and vertebrae may break, unless another medicine follows (ECTS 2020)."""
    if not unfollowed_denosumab(snapshot):
        return None
    text = tr(
        "You recorded that denosumab stopped. What follows it matters; ask your doctor which date the next medicine "
        "starts (ECTS 2020, not from the five documents)."
    )
    return Talk("talk.denosumab", text, ())


def _harmful(snapshot: Snapshot) -> Talk | None:
    """What is taken that harms bone strongly or raises the risk of a fall; one point for all."""
    bone: dict[str, str] = {}
    falling: dict[str, str] = {}
    sources: set[str] = set()
    for course in active_courses(snapshot):
        for drug in course.drugs:
            if drug.weight == "strong" and _long_enough(course, drug, snapshot.on):
                bone[course.id] = course.called()
                if drug.group == GLUCOCORTICOID:
                    sources.add("clinical")
            if drug.fall_risk:
                falling[course.id] = course.called()
                sources.add("decade")
    if not bone and not falling:
        return None
    sentences = []
    if bone:
        sentences.append(tr("Known to take from bone: {names}.", names=", ".join(bone.values())))
    if falling:
        sentences.append(tr("Known to make falls more likely: {names}.", names=", ".join(falling.values())))
    sentences.append(tr("Worth asking about at your visit; changes to it are made with the doctor who prescribed it."))
    return Talk("talk.harmful", " ".join(sentences), tuple(sorted(sources)))


def _long_enough(course: Course, drug: Drug, on: dt.date) -> bool:
    if drug.group != GLUCOCORTICOID or course.day is None:
        return True
    return (on - course.day).days >= GLUCOCORTICOID_DAYS


def _herbal(snapshot: Snapshot) -> Talk | None:
    herbal = [course for course in active_courses(snapshot) if course.kind is CourseKind.HERBAL]
    if not herbal or anti_fracture(snapshot) is not None or not lowest_in_osteoporosis_range(snapshot):
        return None
    text = tr(
        "A herbal formula is on record and no bone medicine. The document calls it a complement; "
        "worth mentioning at your visit."
    )
    return Talk("talk.herbal", text, ("decade",))


def _impact(snapshot: Snapshot) -> Talk | None:
    fractures = vertebral_fractures(snapshot)
    if cleared_for_impact(snapshot) or not (fractures or lowest_in_osteoporosis_range(snapshot)):
        return None
    exercises = exercises_of(snapshot)
    if not any(
        workout.kind in (WorkoutKind.IMPACT, WorkoutKind.RUNNING)
        or any(
            known is not None and IMPACT in known.classes and known.key not in GENTLE_IMPACT
            for known in (exercises.get(done.exercise) for done in workout.sets if done.exercise)
        )
        for workout in last_days(snapshot.of(Workout), snapshot.on, RECORDED_DAYS)
    ):
        return None
    text = tr(
        "Hops, jumps or running are on record in the last four weeks, and no clinician’s word on them since your "
        "T-score or fracture. Ask whether they are right for you."
    )
    return Talk("talk.impact", text, ("strength",))


def lost_height(snapshot: Snapshot) -> HeightLoss | None:
    """Height now against the tallest and against earlier measurements; None where it was never measured."""
    return height_loss(snapshot.profile, snapshot.of(BodyMeasure))


def _height(snapshot: Snapshot) -> Talk | None:
    lost = lost_height(snapshot)
    return Talk("talk.height", said.height_sentence(lost), ()) if lost is not None and lost.notable else None


def _function(snapshot: Snapshot) -> Talk | None:
    """A timed up and go of 12 s or more, or fewer chair stands than STEADI's number for her age."""
    sentences = []
    tug = _beyond(snapshot, FunctionTestKind.TUG_S)
    if tug is not None:
        test, limit = tug
        sentences.append(
            tr(
                "Timed up and go took {seconds} s on {day}; STEADI asks about it from {limit} s on.",
                seconds=number(test.value or 0),
                day=day_long(test.date),
                limit=number(limit.value),
            )
        )
    stands = _beyond(snapshot, FunctionTestKind.CHAIR_STAND_30S)
    if stands is not None:
        test, limit = stands
        sentences.append(
            tr(
                "{count} chair stands in 30 s on {day}; STEADI asks about fewer than {limit} at your age.",
                count=number(test.value or 0),
                day=day_long(test.date),
                limit=number(limit.value),
            )
        )
    return Talk("talk.function", " ".join(sentences), ("decade",)) if sentences else None


def _beyond(snapshot: Snapshot, kind: FunctionTestKind) -> tuple[FunctionTest, CutOff] | None:
    """The latest test of a kind within 12 months, where it lies beyond its limit for her age."""
    found = [item for item in snapshot.of(FunctionTest) if item.test is kind]
    if not found or found[-1].value is None or not within_months(found[-1].date, MONTHS, snapshot.on):
        return None
    limit = cut_off(kind, snapshot.profile, found[-1].date)
    hers = limit is not None and limit.hers and limit.beyond(found[-1].value)
    return (found[-1], limit) if limit is not None and hers else None


def _falls(snapshot: Snapshot) -> Talk | None:
    found = falls_within_a_year(snapshot)
    injured = [item for item in found if item.injured]
    if len(found) < 2 and not injured:
        return None
    days = ", ".join(day_long(item.date) for item in found)
    if injured:
        text = trn(
            "{count} fall in the last 12 months ({days}), with an injury. Worth talking about at your next visit.",
            "{count} falls in the last 12 months ({days}), {hurt} with an injury. "
            "Worth talking about at your next visit.",
            len(found),
            days=days,
            hurt=len(injured),
        )
    else:
        text = tr(
            "{count} falls in the last 12 months ({days}). Worth talking about at your next visit.",
            count=len(found),
            days=days,
        )
    return Talk("talk.falls", text, ("decade",))
