"""The texts of the workout form, and the session they stand for.

A set is a row with a key of its own; its texts are named "3.count", "3.load", "3.rpe". What was counted, repetitions,
seconds or impacts, is the row's measure. Where a number is shown in another unit than it was typed in, the text as
typed is kept beside it under the same name with `WAS`, and that is what counts. `order` lists the keys.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bonejournal.domain.dates import DateError
from bonejournal.domain.entry import Habit, read, record_of, texts_of, write
from bonejournal.domain.field import field_of
from bonejournal.domain.record import Problem, Typed, new_id
from bonejournal.domain.training.exercises import Exercise, Exercises
from bonejournal.domain.training.sessions import LOAD, Last, lift_of
from bonejournal.domain.training.workouts import SetsError, SetType, Workout, WorkoutKind, WorkoutSet, parse_sets
from bonejournal.domain.units import UnitError, shown_unit, to_shown
from bonejournal.domain.words import tr

WAS = ".was"
ORDER, UNIT = "order", "unit"
KG, LB = "kg", "lb"
REPS, SECONDS, IMPACTS = "reps", "seconds", "impacts"
MEASURES = (REPS, IMPACTS, SECONDS)
OWN = ("date", "kind", "start", "minutes", "title", "notes")
"""The texts that are the session's own."""
CELLS = ("count", "load", "rpe")
"""The texts of a row that are typed; the others follow from where it came from."""
_STORED = {"load": "load_kg", "rpe": "rpe"}
_PLAIN = Habit(dt.date.min)
"""The stored units: what a set says hangs on no day."""
_MARKED = (SetType.WARMUP, SetType.DROP, SetType.FAILURE, SetType.WORKING)
"""The letter w is a warm-up: a working set needs no mark."""
_TIMED = re.compile(r"[\d.,]+\s*(?:s|sec|secs|seconds?|min|mins|minutes?)", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """The session of the texts, what could not be read, and the key of the row of each of its sets."""

    workout: Workout
    unread: list[Problem]
    keys: tuple[str, ...]


# From a session to texts


def measure_of(done: WorkoutSet) -> str:
    """What was counted in a set."""
    return next((measure for measure in MEASURES if getattr(done, measure) is not None), REPS)


def texts_of_workout(workout: Workout, habit: Habit, unit: str = "") -> dict[str, str]:
    """The texts of a session, its loads in `unit` (that of her habit where empty)."""
    unit = unit or shown_unit(LOAD, habit.units)
    own = texts_of(workout, habit)
    texts = {name: own[name] for name in OWN} | {UNIT: unit}
    typed = {kept.field: kept.text for kept in workout.typed}
    keys = [str(place) for place in range(1, len(workout.sets) + 1)]
    for place, (key, done) in enumerate(zip(keys, workout.sets, strict=True)):
        start = f"sets.{place}."
        mine = {field.removeprefix(start): text for field, text in typed.items() if field.startswith(start)}
        texts |= set_texts(key, done, unit, mine)
    return texts | {ORDER: " ".join(keys)}


def set_texts(key: str, done: WorkoutSet, unit: str, typed: Mapping[str, str] | None = None) -> dict[str, str]:
    """The texts of one set, its load in `unit`; typed: its fields that were converted, as they were typed."""
    measure = measure_of(done)
    originals = dict(typed or {})
    texts = {
        "exercise": done.exercise,
        "measure": measure,
        "count": _text(measure, getattr(done, measure)),
        "load": write(LOAD, done.load_kg, _PLAIN, unit),
        "rpe": _text("rpe", done.rpe),
        "set": _text("set", done.set),
        "type": tr(done.set_type.label) if done.set_type is not None else "",
    }
    texts |= {
        other: _text(other, getattr(done, other))
        for other in MEASURES
        if other != measure and getattr(done, other) is not None
    }
    if texts["load"] and unit != KG:
        originals.setdefault("load_kg", f"{write(LOAD, done.load_kg, _PLAIN)} {KG}")
    for cell, stored in (("count", measure), ("load", "load_kg")):
        if stored in originals:
            texts[cell + WAS] = originals[stored]
            if stored == "load_kg" and done.load_kg is not None:
                texts[cell] = _shown(done.load_kg, originals[stored], unit)
    return {f"{key}.{name}": text for name, text in texts.items()}


def _shown(load_kg: float, typed: str, unit: str) -> str:
    """A load as it was typed in this unit; one that was typed in another to a tenth."""
    if typed.endswith(f" {unit}"):
        return typed.removesuffix(f" {unit}")
    return write(LOAD, float(round(to_shown(LOAD, load_kg, unit), 1)), _PLAIN)


def _text(name: str, value: Any) -> str:
    return write(field_of(WorkoutSet, name), value, _PLAIN)


def rows_of(texts: Mapping[str, str]) -> list[str]:
    """The keys of the rows, in the order in which they are saved."""
    return texts.get(ORDER, "").split()


def in_unit(texts: Mapping[str, str], unit: str) -> dict[str, str]:
    """What changes where all loads are to be shown in another unit: their texts, and each load as it was typed."""
    changed: dict[str, str] = {UNIT: unit}
    now = texts.get(UNIT, KG)
    for key in rows_of(texts):
        name = f"{key}.load"
        original = texts.get(name + WAS) or f"{texts.get(name, '').strip()} {now}"
        try:
            value, _ = read(LOAD, original, _PLAIN)
        except UnitError:
            continue  # what cannot be read stays as it is, and is said where it stands
        changed[name] = _shown(value, original, unit)
        changed[name + WAS] = "" if original.endswith(f" {unit}") else original
    return changed


# From texts to a session


def read_workout(base: Workout, texts: Mapping[str, str], habit: Habit) -> Reading:
    """The session the texts stand for; a row in which nothing was counted is a set that was not done."""
    own = {name: texts[name] for name in OWN if name in texts}
    bare, unread = record_of(
        replace(base, typed=tuple(t for t in base.typed if not t.field.startswith("sets."))), own, habit
    )
    sets: list[WorkoutSet] = []
    keys: list[str] = []
    typed = list(bare.typed)
    numbers: dict[str, int] = {}
    for key in rows_of(texts):
        done, original, problems = _read_set(key, texts)
        unread += problems
        if done is None and not problems:
            continue
        if done is not None:
            numbers[done.exercise] = place = numbers.get(done.exercise, 0) + 1
            done = done if done.set is not None else replace(done, set=float(place))
            typed += [Typed(f"sets.{len(sets)}.{field}", text) for field, text in original.items()]
            sets.append(done)
            keys.append(key)
    workout = replace(bare, sets=tuple(sets), typed=tuple(sorted(typed)))
    return Reading(workout, unread, tuple(keys))


def _read_set(key: str, texts: Mapping[str, str]) -> tuple[WorkoutSet | None, dict[str, str], list[Problem]]:
    """The set of a row, None where it was not done; its numbers as typed; and what could not be read."""

    def said(name: str) -> str:
        return texts.get(f"{key}.{name}", "").strip()

    count = said("count" + WAS) or said("count")
    measure = measure_typed(count, said("measure"))
    sources = {measure: ("count", count), "load_kg": ("load", _load(key, texts)), "rpe": ("rpe", said("rpe"))}
    sources |= {other: (other, said(other)) for other in MEASURES if other != measure}
    if not any(sources[name][1] for name in MEASURES):
        return None, {}, []
    values: dict[str, Any] = {}
    original: dict[str, str] = {}
    problems: list[Problem] = []
    for name, (cell, text) in sources.items():
        try:
            values[name], typed = read(field_of(WorkoutSet, name), text, _PLAIN)
        except (UnitError, DateError) as error:
            problems.append(Problem(f"{key}.{cell}", str(error)))
            continue
        if typed:
            original[name] = typed
    number, _ = read(field_of(WorkoutSet, "set"), said("set"), _PLAIN)
    values |= {"exercise": said("exercise"), "set": number, "set_type": set_type_typed(said("type"))}
    if said("type") and values["set_type"] is None:
        problems.append(
            Problem(
                f"{key}.type",
                tr("A set is counted as it is, or marked: w for warm-up, d for drop set, t for to the limit."),
            )
        )
    return WorkoutSet(**values), original, problems


def measure_typed(count: str, measure: str) -> str:
    """What a text counts: "40 s" are seconds whatever the row counts otherwise."""
    if _TIMED.fullmatch(count.strip()):
        return SECONDS
    return measure or REPS


def set_type_typed(text: str) -> SetType | None:
    """What kind of set is meant: by its word, or the letters it begins with; None for any other text."""
    said = text.strip().casefold()
    found = (
        known for known in _MARKED if said and (known.startswith(said) or tr(known.label).casefold().startswith(said))
    )
    return next(found, None)


def _load(key: str, texts: Mapping[str, str]) -> str:
    """A row's load with its unit, as it was typed."""
    name = f"{key}.load"
    text = texts.get(name + WAS, "") or texts.get(name, "").strip()
    bare = bool(re.fullmatch(r"[\d.,]+", text, re.ASCII))
    return f"{text} {texts.get(UNIT, KG)}" if bare else text


# Names of texts, and fields of the record


def name_of(path: str, keys: Sequence[str]) -> str:
    """The text that a field of the record is typed in: "sets.0.reps" is "1.count"."""
    parts = path.split(".")
    if len(parts) != 3 or not parts[1].isdigit() or int(parts[1]) >= len(keys):
        return path
    column = next((cell for cell, stored in _STORED.items() if stored == parts[2]), "")
    column = column or ("count" if parts[2] in MEASURES else parts[2])
    return f"{keys[int(parts[1])]}.{column}"


def path_of(name: str, keys: Sequence[str], texts: Mapping[str, str]) -> str:
    """The field of the record that a text is about; "" for a row that is not saved."""
    key, dot, column = name.partition(".")
    if not dot:
        return name
    if key not in keys:
        return ""
    if column == "count":
        column = measure_typed(texts.get(name, ""), texts.get(f"{key}.measure", ""))
    return f"sets.{list(keys).index(key)}.{_STORED.get(column, column)}"


# What is typed in one line


@dataclass(frozen=True, slots=True)
class TypedLine:
    """An exercise typed with its sets: what stands for it, the sets (none where none were typed), the loads' unit."""

    name: str
    sets: tuple[WorkoutSet, ...] = ()
    unit: str = KG

    def texts(self, key: str, place: int, unit: str) -> dict[str, str]:
        """The texts of one of its sets in a form whose loads are in `unit`, by column; the load stays as typed."""
        done = self.sets[place]
        typed = {} if done.load_kg is None else {"load_kg": f"{_shown(done.load_kg, '', self.unit)} {self.unit}"}
        texts = set_texts(key, done, unit, typed if self.unit != KG or unit != KG else None)
        if self.unit == unit:
            texts.pop(f"{key}.load{WAS}", None)
        return {name.partition(".")[2]: text for name, text in texts.items()}


def parse_lines(text: str, *, pounds: bool = False) -> list[TypedLine]:
    """The exercises of "squat 3x8x40; plank 2x40s"; a name without numbers is an exercise without sets."""
    return [_parse_line(part.strip(), pounds=pounds) for part in text.split(";") if part.strip()]


def _parse_line(text: str, *, pounds: bool) -> TypedLine:
    for space in re.finditer(r"\s+", text):
        name, rest = text[: space.start()], text[space.end() :]
        try:
            sets = tuple(parse_sets(rest, pounds=pounds))
        except SetsError:
            continue
        said = re.search(r"(kg|lb)", rest, re.IGNORECASE)
        return TypedLine(name, sets, said[1].lower() if said else LB if pounds else KG)
    return TypedLine(text)


def fitting(text: str, exercises: Exercises, recent: Iterable[str] = (), limit: int = 8) -> list[Exercise]:
    """The exercises that a typed name can mean, those done lately first."""
    known = list(recent)
    found = exercises.index.best(text, 40)
    whole = exercises.index.exactly(text)

    def rank(item: Exercise) -> tuple[bool, int]:
        return (item is not whole, known.index(item.key) if item.key in known else len(known))

    return sorted(found, key=rank)[:limit]


def counted_in(sets: Iterable[WorkoutSet], known: Exercise | None) -> str:
    """What the sets of an exercise count, as they did last time; else by what kind of exercise it is."""
    for done in sets:
        return measure_of(done)
    return IMPACTS if known is not None and "impact" in known.pattern else REPS


# What a new session begins as

STARTER = (("goblet_squat", 2), ("overhead_press", 2), ("bird_dog", 2))
"""The exercises of a first strength session with the sets of each: a squat, a press, and the trunk."""


def again(workout: Workout, day: dt.date) -> Workout:
    """A session to be done again on a day: its numbers, without what is only known afterwards."""
    sets = tuple(replace(done, rpe=None) for done in workout.sets)
    return replace(workout, id=new_id(), date=day, start=None, sets=sets, notes="", kept=())


def with_last(workout: Workout, lasts: Mapping[str, Last], exercises: Exercises) -> Workout:
    """A session with the numbers each exercise had last time, so that progress since it was written is kept."""
    places: dict[tuple[str, bool], int] = {}
    sets = []
    for done in workout.sets:
        kind = (done.exercise, done.set_type is SetType.WARMUP)
        places[kind] = places.get(kind, -1) + 1
        last = lasts.get(lift_of(done.exercise, exercises))
        was = last.like(done.set_type, places[kind]) if last is not None else None
        if was is not None:
            done = replace(done, reps=was.reps, load_kg=was.load_kg, seconds=was.seconds, impacts=was.impacts)
        sets.append(done)
    return replace(workout, sets=tuple(sets), typed=())


def starter(day: dt.date) -> Workout:
    """A first strength session: its exercises, with nothing done yet."""
    sets = tuple(
        WorkoutSet(exercise=exercise, set=float(place)) for exercise, count in STARTER for place in range(1, count + 1)
    )
    return Workout(date=day, kind=WorkoutKind.RESISTANCE, title=tr("Strength A"), sets=sets)
