"""When a conversation is opened: one function for each `when` that the rules of `targets.toml` name.

A condition is asked about a journal by the figures of its rule, and answers with the sentences in which it is said,
none where it does not hold. The rule has their words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bonejournal.domain import said
from bonejournal.domain.body import BodyMeasure, HeightLoss, height_loss
from bonejournal.domain.bone.comparison import Comparison, Verdict, comparable_before, histories
from bonejournal.domain.bone.density import DxaScan, lowest_t, t_results
from bonejournal.domain.dates import within_months
from bonejournal.domain.falls.events import FunctionTest, FunctionTestKind
from bonejournal.domain.falls.function_tests import CutOff, cut_off
from bonejournal.domain.meaning.facts import (
    active_courses,
    anti_fracture,
    cleared_for_impact,
    fragility_fractures,
    unfollowed,
    vertebral_fractures,
    weight_on,
)
from bonejournal.domain.meaning.measures.common import Status, last_days
from bonejournal.domain.meaning.measures.falls import falls_lately
from bonejournal.domain.meaning.measures.nutrition import eaten
from bonejournal.domain.meaning.measures.training import exercises_of, resistance_days
from bonejournal.domain.meaning.targets import Gap
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.profile import postmenopausal
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.training.exercises import IMPACT
from bonejournal.domain.training.workouts import Workout
from bonejournal.domain.words import day_long, number

Limit = Decimal | str | tuple[str, ...]
"""A figure a condition goes by, or a word, or several of them."""


@dataclass(frozen=True, slots=True)
class Case:
    """A journal, how it stands against the targets, and what one rule goes by: its limits, and the target it names."""

    snapshot: Snapshot
    gaps: Mapping[str, Gap]
    limits: Mapping[str, Limit]
    target: str

    def figure(self, name: str) -> Decimal:
        """A limit that is a figure. Raises KeyError without it, TypeError where it is none."""
        value = self.limits[name]
        if not isinstance(value, Decimal):
            raise TypeError(f"{name} is no figure")
        return value

    def whole(self, name: str) -> int:
        """A limit that is a number of days, months or times."""
        return int(self.figure(name))

    def word(self, name: str) -> str:
        """A limit that is a word."""
        return str(self.limits[name])

    def several(self, name: str) -> tuple[str, ...]:
        """A limit that is several words."""
        value = self.limits[name]
        return value if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence of a rule: its name there, what is filled in, and which of `sources_by` are behind it.

    count: chooses between the forms of a sentence that has two.
    """

    name: str = "known"
    values: Mapping[str, object] = field(default_factory=dict)
    because: frozenset[str] = frozenset()
    count: int = 1


Condition = Callable[[Case], Iterator[Part]]


def t_score_reached(case: Case) -> Iterator[Part]:
    """Any qualifying T-score ever that is low enough, after menopause; a later better one does not undo it."""
    snapshot, most = case.snapshot, case.figure("t_at_most")
    low = [
        (result.t, result)
        for result in t_results(snapshot.of(DxaScan))
        if result.t is not None and result.t <= most and postmenopausal(snapshot.profile, result.scan.date)
    ]
    if not low:
        return
    lowest = min(low, key=lambda found: found[0])[1]
    figures = {
        "score": said.score_words(lowest),
        "site": said.site_words(lowest),
        "day": day_long(lowest.scan.date),
    }
    course = anti_fracture(snapshot)
    yield Part(values=figures) if course is None else Part("treated", {**figures, "course": said.course_since(course)})


def fragility_fracture(case: Case) -> Iterator[Part]:
    """A fracture that says more than any score."""
    found = fragility_fractures(case.snapshot)
    if found:
        yield Part(values={"fractures": "; ".join(said.fracture_words(item) for item in found)})


def risk_with_low_bone_mass(case: Case) -> Iterator[Part]:
    """The lowest T-score between two limits, and a ten-year risk that its target looks at."""
    lowest = lowest_t(case.snapshot.of(DxaScan))
    if lowest is None or lowest.t is None or not case.figure("t_above") < lowest.t < case.figure("t_below"):
        return
    if case.gaps[case.target].status is Status.ATTENTION:
        yield Part(values={"score": said.score_words(lowest)})


def real_losses(snapshot: Snapshot) -> list[Comparison]:
    """The sites whose latest scan lost more than measurement noise against the last comparable one."""
    latest = (comparable_before(history) for history in histories(snapshot.of(DxaScan)).values())
    return [pair for pair in latest if pair is not None and pair.verdict is Verdict.LOSS]


def real_loss(case: Case) -> Iterator[Part]:
    """A loss beyond the least significant change, whatever its cause."""
    found = real_losses(case.snapshot)
    if found:
        yield Part(values={"losses": " ".join(said.comparison_sentence(pair) for pair in found)})


def loss_although_met(case: Case) -> Iterator[Part]:
    """A real loss, and what lifestyle asks for was met in the weeks before that scan."""
    if any(_lived_by_the_targets(case, pair.later.scan.date) for pair in real_losses(case.snapshot)):
        yield Part()


def _lived_by_the_targets(case: Case, scanned: dt.date) -> bool:
    """Whether strength, protein, calcium and vitamin D reached what is asked for in the days before a scan."""
    snapshot, days = case.snapshot, case.whole("days")
    trained = resistance_days(last_days(snapshot.of(Workout), scanned, days), exercises_of(snapshot))
    sessions = case.gaps["training.resistance.sessions"].bounds.low
    if sessions is not None and Decimal(len(trained)) / (days // 7) < sessions:
        return False
    weight = weight_on(snapshot, scanned)
    if weight is None:
        return False
    for id_, nutrient, per in (
        ("nutrition.protein", "protein_g", weight),
        ("nutrition.calcium", "calcium_mg", Decimal(1)),
        ("nutrition.vitamin_d", "vitamin_d_ug", Decimal(1)),
    ):
        found, low = eaten(snapshot.of(Intake), nutrient, scanned, days), case.gaps[id_].bounds.low
        if len(found.days) < case.whole("counted_days") or (low is not None and found.mean / per < low):
            return False
    return True


def stopped_unfollowed(case: Case) -> Iterator[Part]:
    """A drug after which bone is lost fast was stopped, and no other medicine follows."""
    if unfollowed(case.snapshot, case.word("drug")):
        yield Part()


def harmful_medicine(case: Case) -> Iterator[Part]:
    """What is taken that harms bone strongly or raises the risk of a fall; one point for all."""
    bone: dict[str, str] = {}
    falling: dict[str, str] = {}
    because = set()
    for course in active_courses(case.snapshot):
        for drug in course.drugs:
            of_group = drug.group == case.word("group")
            if drug.weight == case.word("weight") and (not of_group or _long_enough(case, course)):
                bone[course.id] = course.called()
                because |= {"group"} if of_group else set()
            if drug.fall_risk:
                falling[course.id] = course.called()
    if bone:
        yield Part("bone", {"names": ", ".join(bone.values())}, frozenset(because))
    if falling:
        yield Part("falls", {"names": ", ".join(falling.values())}, frozenset({"falls"}))
    if bone or falling:
        yield Part("ask")


def _long_enough(case: Case, course: Course) -> bool:
    return course.day is None or (case.snapshot.on - course.day).days >= case.figure("group_days")


def herbal_alone(case: Case) -> Iterator[Part]:
    """A herbal formula with a T-score that is low enough, and no bone medicine."""
    herbal = any(course.kind is CourseKind.HERBAL for course in active_courses(case.snapshot))
    if herbal and anti_fracture(case.snapshot) is None and _lowest_reaches(case):
        yield Part()


def _lowest_reaches(case: Case) -> bool:
    """Whether the lowest T-score that stands now is low enough."""
    lowest = lowest_t(case.snapshot.of(DxaScan))
    return lowest is not None and lowest.t is not None and lowest.t <= case.figure("t_at_most")


def impact_uncleared(case: Case) -> Iterator[Part]:
    """Hops, jumps or running lately, with a low T-score or a broken vertebra and no word of a clinician."""
    snapshot = case.snapshot
    if cleared_for_impact(snapshot) or not (vertebral_fractures(snapshot) or _lowest_reaches(case)):
        return
    exercises, gentle = exercises_of(snapshot), case.several("gentle")
    if any(
        str(workout.kind or "") in case.several("workouts")
        or any(
            known is not None and IMPACT in known.classes and known.key not in gentle
            for known in (exercises.get(done.exercise) for done in workout.sets if done.exercise)
        )
        for workout in last_days(snapshot.of(Workout), snapshot.on, case.whole("days"))
    ):
        yield Part()


def lost_height(snapshot: Snapshot) -> HeightLoss | None:
    """Height now against the tallest and against earlier measurements; None where it was never measured."""
    return height_loss(snapshot.profile, snapshot.of(BodyMeasure))


def height_lost(case: Case) -> Iterator[Part]:
    """More height lost than posture explains."""
    lost = lost_height(case.snapshot)
    if lost is not None and lost.notable:
        yield Part(values={"height": said.height_sentence(lost)})


_TESTS = {str(kind): kind for kind in FunctionTestKind}


def beyond_limit(case: Case) -> Iterator[Part]:
    """The latest test of strength or gait lies beyond its limit for her age."""
    for name in case.several("tests"):
        found = _beyond(case, _TESTS[name])
        if found is not None:
            test, limit = found
            figures = {"value": number(test.value or 0), "day": day_long(test.date), "limit": number(limit.value)}
            yield Part(name, figures)


def _beyond(case: Case, kind: FunctionTestKind) -> tuple[FunctionTest, CutOff] | None:
    """The latest test of a kind within the months looked at, where it lies beyond its limit for her age."""
    snapshot = case.snapshot
    found = [item for item in snapshot.of(FunctionTest) if item.test is kind]
    if not found or found[-1].value is None:
        return None
    if not within_months(found[-1].date, case.whole("months"), snapshot.on):
        return None
    limit = cut_off(kind, snapshot.profile, found[-1].date)
    hers = limit is not None and limit.hers and limit.beyond(found[-1].value)
    return (found[-1], limit) if limit is not None and hers else None


def falls_on_record(case: Case) -> Iterator[Part]:
    """So many falls lately, or so many with an injury."""
    found = falls_lately(case.snapshot, case.whole("months"))
    hurt = sum(item.injured for item in found)
    values: dict[str, object] = {"days": ", ".join(day_long(item.date) for item in found)}
    if hurt >= case.figure("with_injury"):
        yield Part("hurt", {**values, "hurt": hurt}, count=len(found))
    elif len(found) >= case.figure("falls"):
        yield Part(values={**values, "count": len(found)})


CONDITIONS: Mapping[str, Condition] = {
    made.__name__: made
    for made in (
        t_score_reached, fragility_fracture, risk_with_low_bone_mass, real_loss, loss_although_met, stopped_unfollowed,
        harmful_medicine, herbal_alone, impact_uncleared, height_lost, beyond_limit, falls_on_record,
    )
}  # fmt: skip
"""What a rule can name as its `when`."""
