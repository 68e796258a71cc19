"""Exercises: the catalogue, and her own beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from bonejournal.domain.field import Word, choice, text
from bonejournal.domain.record import Named, kind
from bonejournal.domain.resources import resource
from bonejournal.domain.typeahead import Index, fold
from bonejournal.domain.words import mark, tr

RESISTANCE, IMPACT, BALANCE, MOBILITY, CARDIO = "R", "I", "B", "M", "C"
"""The classes an exercise can be of."""
WORDS: Mapping[str, Mapping[str, str]] = {
    "classes": {
        RESISTANCE: mark("strength"),
        IMPACT: mark("impact"),
        BALANCE: mark("balance"),
        MOBILITY: mark("mobility"),
        CARDIO: mark("heart and lungs"),
    },
    "pattern": {
        "squat": mark("squat"),
        "hinge": mark("hinge, such as a deadlift"),
        "overhead_press": mark("overhead press"),
        "lunge": mark("lunge"),
        "push": mark("push"),
        "row": mark("row"),
        "pull": mark("pull"),
        "carry": mark("carry"),
        "core": mark("trunk"),
        "isolation": mark("one joint"),
        "balance": mark("balance"),
        "impact": mark("impact"),
    },
    "groups": {
        "hips": mark("hips"),
        "spine": mark("spine"),
        "legs": mark("legs"),
        "arms": mark("arms"),
        "core": mark("core"),
    },
    "bone_sites": {"spine": mark("spine"), "hip": mark("hip"), "wrist": mark("wrist")},
    "cautions": {
        "flexion": mark("bends the back"),
        "twist": mark("turns the back"),
        "overhead": mark("above the head"),
        "impact": mark("impact"),
        "fall_risk": mark("a fall is possible"),
        "grip": mark("loads the hands"),
    },
}
"""What she reads for the words that a column of the catalogue takes."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """What an exercise trains. `form` is a plain sentence on how it is done, "" where there is none.

    bone_sites: spine, hip, wrist. cautions: what to mind, such as flexion, twist, impact, overhead, grip, fall_risk.
    """

    key: str
    name: str
    classes: frozenset[str]
    compound: bool
    pattern: str
    groups: frozenset[str]
    bone_sites: frozenset[str]
    cautions: frozenset[str]
    form: str = ""


class Compound(Word):
    """Whether several joints work at once, as the catalogue writes it."""

    YES = "y", mark("yes")
    NO = "n", mark("no")


@kind("exercises", mark("Exercise"), 20)
@dataclass(frozen=True, slots=True)
class HerExercise(Named):
    """An exercise of her own; the columns are the catalogue's, several words in one apart by spaces."""

    NAMED: ClassVar[str] = "key"
    COLUMN: ClassVar[str] = "key"

    key: str = text(mark("Key"), required=True)
    name: str = text(mark("Name"), listed=True)
    classes: str = text(mark("Trains"), listed=True)
    compound: Compound | None = choice(mark("Several joints at once"), Compound)
    pattern: str = text(mark("Movement"), listed=True)
    groups: str = text(mark("Muscle groups"), listed=True)
    bone_sites: str = text(mark("Bones it loads"), listed=True)
    cautions: str = text(mark("To mind"))

    def called(self) -> str:
        """What a menu calls it."""
        return self.name or self.key

    def said(self) -> str:
        """What it is called and trains, in her words; a word that is none of the catalogue's stays as it is."""
        read = [
            tr(WORDS[name][key]) if key in WORDS[name] else key
            for name in ("classes", "pattern", "groups", "bone_sites")
            for key in getattr(self, name).split()
        ]
        return ", ".join(filter(None, (self.name, *read)))

    @property
    def exercise(self) -> Exercise:
        """What it trains."""
        return Exercise(
            self.key,
            self.called(),
            frozenset(self.classes.split()),
            self.compound is Compound.YES,
            self.pattern,
            frozenset(self.groups.split()),
            frozenset(self.bone_sites.split()),
            frozenset(self.cautions.split()),
        )


@cache
def catalogue() -> Mapping[str, Exercise]:
    """The bundled exercises, by key."""
    with resource("exercises.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: _exercise(row) for row in csv.DictReader(file)}


def _exercise(row: dict[str, str]) -> Exercise:
    return Exercise(
        row["key"],
        row["name"],
        frozenset(row["classes"].split()),
        row["compound"] == "y",
        row["pattern"],
        frozenset(row["groups"].split()),
        frozenset(row["bone_sites"].split()),
        frozenset(row["cautions"].split()),
        row["form"],
    )


class Exercises:
    """The catalogue with her own exercises, which go first and may stand in the place of a bundled one."""

    def __init__(self, own: Iterable[HerExercise] = ()) -> None:
        hers = {item.key: item.exercise for item in own}
        self._held = {**hers, **{key: item for key, item in catalogue().items() if key not in hers}}
        self._index: Index[Exercise] | None = None

    def get(self, key: str) -> Exercise | None:
        """The exercise that a workout names so: by its key, else by its name; None for any other text."""
        return self._held.get(key) or self.index.exactly(key)

    @property
    def index(self) -> Index[Exercise]:
        """The exercises to look through, by name and key."""
        if self._index is None:
            self._index = Index((item, (item.name, item.key.replace("_", " "))) for item in self._held.values())
        return self._index


def key_for(name: str, taken: Sequence[str] | Mapping[str, object] = ()) -> str:
    """A key for an exercise of her own by its name: "Wall sit" is "wall_sit", a second one "wall_sit_2"."""
    bare = fold(name).replace(" ", "_") or "exercise"
    key, count = bare, 1
    while key in taken:
        count += 1
        key = f"{bare}_{count}"
    return key
