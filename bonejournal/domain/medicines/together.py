"""What is worth asking of two things taken together, and of one that has been taken for long.

Both are data (`interactions.csv`, `reviews.csv`) with their source and how sure it is. What was checked is said as a
fact; all else is put as a question. Neither says to start, stop or delay anything.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.dates import months_after
from bonejournal.domain.falls.events import BrokenSite, Fracture, Fragility
from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.labs.readings import readings
from bonejournal.domain.meaning.facts import active_courses, acts, reduced_kidney_function, vertebral_fractures
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.nutrition.foods import HerFood
from bonejournal.domain.resources import resource
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.typeahead import fold
from bonejournal.domain.words import mark, tr

VERIFIED = "verified"
VITAMIN_D = "25ohd"
CALCIUM = "calcium"
NOT_OF_WEAK_BONE = (BrokenSite.HAND, BrokenSite.FOOT, BrokenSite.ANKLE)
"""Bones that break in strong skeletons as well (IOF 2012 leaves them out)."""


@dataclass(frozen=True, slots=True)
class Interaction:
    """Two sides that are worth a word when both are there. A side is one or more of these:

    a drug of the catalogue by its key; `group:…` a group of it; `bone:…` what it does to bone; `kind:…` a sort of
    course; `holds:…` a supplement with that nutrient on its label; `named:…` a course in no catalogue whose name holds
    that word; `has:…` something on record, such as reduced kidney function; `broken_after:…` a bone that broke so many
    months after the course began, or later. The other side may be empty: then one alone is worth it, and
    `about` says what for. fact: what was checked, "" where nothing was.
    """

    key: str
    about: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    fact: str
    question: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Review:
    """Drugs that are looked at together once they have been taken for so many months."""

    key: str
    drugs: tuple[str, ...]
    from_months: int
    question: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Together:
    """Two sides that are both there, in words, and the rule that speaks of them."""

    rule: Interaction
    one: str
    other: str

    @property
    def fact(self) -> str:
        """What was checked, "" where it is only a question."""
        return tr(self.rule.fact) if self.rule.fact else ""

    @property
    def question(self) -> str:
        """What could be asked."""
        return tr(self.rule.question, one=self.one, other=self.other)


@cache
def interactions() -> tuple[Interaction, ...]:
    """All that is known of pairs, in the order of the file."""
    with resource("interactions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Interaction(
                row["key"],
                row["about"],
                tuple(row["one"].split()),
                tuple(row["other"].split()),
                row["fact"],
                row["question"],
                row["source"],
                row["confidence"],
            )
            for row in csv.DictReader(file)
        )


@cache
def reviews() -> tuple[Review, ...]:
    """All review times, in the order of the file."""
    with resource("reviews.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Review(
                row["key"],
                tuple(row["drugs"].split()),
                int(row["from_months"]),
                row["question"],
                row["source"],
                row["confidence"],
            )
            for row in csv.DictReader(file)
        )


def taken_together(snapshot: Snapshot) -> list[Together]:
    """The pairs that are both there now. One course never makes a pair with itself."""
    taken = active_courses(snapshot)
    held = {food.id: food for food in snapshot.of(HerFood)}
    found = []
    for rule in interactions():
        ones = _courses(rule.one, taken, held)
        others = [course for course in _courses(rule.other, taken, held) if course not in ones]
        beside = _names(others) if others else _on_record(rule.other, snapshot)
        if not beside:
            ones, beside = _broken(rule.other, ones, snapshot)
        if ones and (beside or not rule.other):
            found.append(Together(rule, _names(ones), beside))
    return found


def _broken(side: Sequence[str], ones: list[Course], snapshot: Snapshot) -> tuple[list[Course], str]:
    """The courses under which a bone broke late enough, and the latest of these bones; else all of them and nothing."""
    months = next((int(token.partition(":")[2]) for token in side if token.startswith("broken_after:")), None)
    if months is None:
        return ones, ""
    found = [
        (fracture.day, course, fracture)
        for course in ones
        for fracture in snapshot.of(Fracture)
        if course.day is not None
        and fracture.day is not None
        and months_after(course.day, months) <= fracture.day
        and fracture.fragility is not Fragility.NO
        and fracture.site not in NOT_OF_WEAK_BONE
    ]
    if not found:
        return [], ""
    latest = max(found, key=lambda one: one[0])[2]
    return list(dict.fromkeys(course for _, course, _ in found)), _broken_words(latest)


def _broken_words(fracture: Fracture) -> str:
    when = fracture.date.said() if fracture.date else ""
    if fracture.site in (None, BrokenSite.OTHER):
        return tr("a broken bone ({when})", when=when)
    return tr("a broken {bone} ({when})", bone=tr(fracture.site.label) if fracture.site else "", when=when)


def due_reviews(snapshot: Snapshot) -> Iterator[tuple[Course, Review]]:
    """Courses that have been taken for as long as they are usually looked at again, with the latest rule of that."""
    for course in active_courses(snapshot):
        due = [
            rule
            for rule in reviews()
            if course.day is not None
            and set(rule.drugs) & set(course.keys)
            and months_after(course.day, rule.from_months) <= snapshot.on
        ]
        if due:
            yield course, max(due, key=lambda rule: rule.from_months)


def review_question(course: Course, rule: Review) -> str:
    """What could be asked of a course at its review time."""
    since = course.start.said() if course.start else ""
    return tr(rule.question, name=course.called(), since=since)


def _names(courses: Sequence[Course]) -> str:
    names = list(dict.fromkeys(course.called() for course in courses))
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def _courses(side: Sequence[str], taken: Sequence[Course], held: Mapping[str, HerFood]) -> list[Course]:
    return [course for course in taken if any(_is(token, course, held) for token in side)]


def _is(token: str, course: Course, held: Mapping[str, HerFood]) -> bool:
    sort, _, what = token.rpartition(":")
    words = what.replace("_", " ")
    match sort:
        case "":
            return what in course.keys
        case "group":
            return any(drug.group == words for drug in course.drugs)
        case "bone":
            return acts(course, what)
        case "kind":
            return str(course.kind or "") == what
        case "holds":
            food = held.get(course.food_id)
            return food is not None and bool(getattr(food, what))
        case "named":
            return not course.drugs and fold(words) in fold(f"{course.name} {course.drug}".replace("_", " "))
    return False


def _on_record(side: Sequence[str], snapshot: Snapshot) -> str:
    """The first of these things that is on record, in words."""
    for token in side:
        sort, _, what = token.partition(":")
        if sort == "has" and ON_RECORD[what][1](snapshot):
            return tr(ON_RECORD[what][0])
    return ""


def _low(analyte: str) -> Callable[[Snapshot], bool]:
    """Whether the latest result of an analyte is below the lab's own interval."""

    def below(snapshot: Snapshot) -> bool:
        found = readings(snapshot, analyte)
        return bool(found) and found[-1].below(found[-1].low)

    return below


ON_RECORD: Mapping[str, tuple[str, Callable[[Snapshot], bool]]] = {
    "reduced_kidney": (mark("reduced kidney function"), reduced_kidney_function),
    "low_vitamin_d": (mark("vitamin D below the lab’s interval"), _low(VITAMIN_D)),
    "low_calcium": (mark("calcium in the blood below the lab’s interval"), _low(CALCIUM)),
    "broken_vertebra": (mark("a broken vertebra on record"), lambda snapshot: bool(vertebral_fractures(snapshot))),
    "blood_tests": (mark("blood tests"), lambda snapshot: bool(snapshot.of(LabPanel))),
    "scans": (mark("bone density scans"), lambda snapshot: bool(snapshot.of(DxaScan))),
}
"""What a side can be beside something taken: its name, and whether it is there."""
