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
from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.labs.readings import readings
from bonejournal.domain.meaning.facts import active_courses, reduced_kidney_function
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.nutrition.foods import HerFood
from bonejournal.domain.resources import resource
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.typeahead import fold
from bonejournal.domain.words import mark, tr

VERIFIED = "verified"
VITAMIN_D = "25ohd"


@dataclass(frozen=True, slots=True)
class Interaction:
    """Two sides that are worth a word when both are there. A side is one or more of these:

    a drug of the catalogue by its key; `group:…` a group of it; `kind:…` a sort of course; `holds:…` a supplement
    with that nutrient on its label; `named:…` a course in no catalogue whose name holds that word; `has:…` something
    on record, such as reduced kidney function. fact: what was checked, "" where nothing was.
    """

    key: str
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
        if ones and beside:
            found.append(Together(rule, _names(ones), beside))
    return found


def due_reviews(snapshot: Snapshot) -> Iterator[tuple[Course, Review]]:
    """Courses that have been taken for as long as they are usually looked at again, with the rule that says so."""
    for course in active_courses(snapshot):
        for rule in reviews():
            began = course.start
            if began is None or not set(rule.drugs) & set(course.keys):
                continue
            if months_after(began.judged, rule.from_months) <= snapshot.on:
                yield course, rule


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


def _low_vitamin_d(snapshot: Snapshot) -> bool:
    found = readings(snapshot, VITAMIN_D)
    return bool(found) and found[-1].below(found[-1].low)


ON_RECORD: Mapping[str, tuple[str, Callable[[Snapshot], bool]]] = {
    "reduced_kidney": (mark("reduced kidney function"), reduced_kidney_function),
    "low_vitamin_d": (mark("vitamin D below the lab’s interval"), _low_vitamin_d),
    "blood_tests": (mark("blood tests"), lambda snapshot: bool(snapshot.of(LabPanel))),
    "scans": (mark("bone density scans"), lambda snapshot: bool(snapshot.of(DxaScan))),
}
"""What a side can be beside something taken: its name, and whether it is there."""
