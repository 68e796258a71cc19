"""Quick add of training: "squat 3x8 40", "plank 2x40s", "hop 10", "walk 30 min"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

from bonejournal.domain.profile import Units
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.line import Line, quantity
from bonejournal.domain.quick.understood import Guess, Understood, day_words, joined, judged
from bonejournal.domain.record import Typed
from bonejournal.domain.training.exercises import BALANCE, IMPACT, MOBILITY, RESISTANCE, Exercise
from bonejournal.domain.training.sessions import load_said, token
from bonejournal.domain.training.workouts import SetsError, Workout, WorkoutKind, WorkoutSet, parse_sets
from bonejournal.domain.typeahead import INSIDE, Index
from bonejournal.domain.words import mark, number, tr, trn

_WORDS = {
    WorkoutKind.WALKING: (mark("walk"), mark("walked"), mark("nordic walking")),
    WorkoutKind.HIKING: (mark("hike"),),
    WorkoutKind.RUNNING: (mark("run"), mark("jog")),
    WorkoutKind.CYCLING: (mark("cycle"), mark("bike"), mark("ride")),
    WorkoutKind.SWIMMING: (mark("swim"), mark("swam")),
    WorkoutKind.DANCE: (mark("dancing"),),
}
_IN_ONE_LINE = [kind for kind in WorkoutKind if kind not in (WorkoutKind.RESISTANCE, WorkoutKind.OTHER)]
_MINUTES = re.compile(r"(?:min|mins|minutes?|m)?", re.ASCII | re.IGNORECASE)
_HOURS = re.compile(r"h|hrs?|hours?", re.ASCII | re.IGNORECASE)
_KINDS = {
    RESISTANCE: WorkoutKind.RESISTANCE,
    IMPACT: WorkoutKind.IMPACT,
    BALANCE: WorkoutKind.BALANCE,
    MOBILITY: WorkoutKind.MOBILITY,
}
_LB = re.compile(r"(\d+(?:[.,]\d+)?)\s*lbs?\b", re.ASCII | re.IGNORECASE)


@cache
def _sorts() -> Index[WorkoutKind]:
    names = ((kind, (kind.label, tr(kind.label), token(kind), *_WORDS.get(kind, ()))) for kind in _IN_ONE_LINE)
    return Index((kind, (*known, *map(tr, _WORDS.get(kind, ())))) for kind, known in names)


def guesses(line: Line, known: Known) -> Iterator[Guess]:
    """Sets of an exercise, or a session in one line."""
    name, sets, tail = _sets_of(line, known)
    held = quantity(line.words)
    if sets or held.number is None:
        for rank, exercise in known.exercises.index.fits(name, 12):
            if rank >= INSIDE and "x" not in _crossed(tail):
                continue
            done = known.trained[exercise.key]
            score = (4.0 * rank - 6 - min(done, 200) / 100 if done else 10.0 * rank) - (
                12 if "x" in _crossed(tail) else -4
            )
            yield Guess(score, partial(_sets, line, known, exercise, sets, tail))
    hours = bool(_HOURS.fullmatch(held.unit))
    if not _MINUTES.fullmatch(held.unit) and not hours:
        return
    minutes = held.number * 60 if held.number is not None and hours else held.number
    for rank, kind in _sorts().fits(held.name, 3):
        if rank < INSIDE and len(held.name) > 1:
            yield Guess(10.0 * rank - 2, partial(_session, line, known, kind, minutes))


def _crossed(tail: str) -> str:
    return tail.lower().replace("×", "x")


def _sets_of(line: Line, known: Known) -> tuple[str, list[WorkoutSet], str]:
    """The name of an exercise, its sets, and the text they were typed as; no sets where the rest is none."""
    tokens = line.tokens
    pounds = known.units is Units.US
    for place in range(1, len(tokens)):
        tail = " ".join(tokens[place:])
        if not tail[0].isdigit():
            continue
        try:
            return " ".join(tokens[:place]), parse_sets(tail, pounds=pounds), tail
        except SetsError:
            continue
    return line.words, [], ""


def _sets(line: Line, known: Known, exercise: Exercise, sets: Sequence[WorkoutSet], tail: str) -> Understood:
    done = known.trained[exercise.key]
    about = trn("exercise, {count} set lately", "exercise, {count} sets lately", done) if done else tr("exercise")
    made = Understood(line.text, Workout.KIND.key, tr(exercise.name), about)
    kind = next((_KINDS[sort] for sort in _KINDS if sort in exercise.classes), None)
    if not sets:
        start = Workout(date=line.day, kind=kind, sets=(WorkoutSet(exercise=exercise.key, set=1.0),))
        wanted = tr("Type sets, repetitions and load behind it, such as {example}.", example="3x8 40")
        return replace(made, missing=wanted, start=start)
    if (
        sets[0].reps is not None
        and sets[0].load_kg is None
        and exercise.classes & {IMPACT}
        and RESISTANCE not in exercise.classes
    ):
        sets = [replace(one, reps=None, impacts=one.reps) for one in sets]
    before = next((held for held in known.on_day(Workout, line.day) if kind is not None and held.kind is kind), None)
    workout = before or Workout(date=line.day, kind=kind)
    first = sum(one.exercise == exercise.key for one in workout.sets) + 1
    numbered = [replace(one, exercise=exercise.key, set=float(first + place)) for place, one in enumerate(sets)]
    pounds = _pounds(tail, known, numbered)
    count = len(numbered) if pounds else 0
    after = replace(
        workout,
        sets=(*workout.sets, *numbered),
        typed=(*workout.typed, *(Typed(f"sets.{len(workout.sets) + place}.load_kg", pounds) for place in range(count))),
    )
    words = token(kind).lower() if kind else tr("workout")
    return judged(
        replace(
            made,
            sentence=tr(
                "{exercise}: {sets}",
                exercise=made.name,
                sets=joined((_said(sets, known, pounds), day_words(line.day, known.today))),
            ),
            detail=(
                tr("Joins the {kind} session of that day.", kind=words)
                if before
                else tr("Begins a session: {kind}.", kind=words)
            ),
        ),
        known,
        after,
        before,
        Workout(date=line.day, kind=kind, sets=tuple(numbered)) if before else None,
    )


def _pounds(tail: str, known: Known, sets: Sequence[WorkoutSet]) -> str:
    """The load as it was typed, where that was in pounds."""
    if sets[0].load_kg is None:
        return ""
    found = _LB.search(tail)
    if found is None and known.units is Units.US and "kg" not in tail.lower():
        found = re.search(r"(\d+(?:[.,]\d+)?)\s*(?:@.*)?$", tail, re.ASCII)
    return f"{found[1]} lb" if found else ""


def _said(sets: Sequence[WorkoutSet], known: Known, pounds: str = "") -> str:
    """Sets in words: "3 sets of 8 at 40 kg"; pounds: the load as it was typed, where that was in pounds."""
    one, count = sets[0], len(sets)
    if one.seconds is not None:
        said = trn("{count} set of {seconds} s", "{count} sets of {seconds} s", count, seconds=number(one.seconds))
    else:
        counted = one.reps if one.reps is not None else one.impacts
        said = trn("{count} set of {reps}", "{count} sets of {reps}", count, reps=number(counted or 0))
    if one.load_kg is not None:
        load = load_said(one.load_kg, known.units)
        if pounds and known.units is not Units.US:
            load = tr("{value} ({stored})", value=pounds, stored=f"{number(one.load_kg, 1)} kg")
        said = tr("{sets} at {load}", sets=said, load=load)
    return tr("{sets}, effort {rpe}", sets=said, rpe=number(one.rpe)) if one.rpe is not None else said


def _session(line: Line, known: Known, kind: WorkoutKind, minutes: object) -> Understood:
    name = token(kind)
    made = Understood(line.text, Workout.KIND.key, name, tr("session in one line"))
    start = Workout(date=line.day, start=line.time, kind=kind)
    if minutes is None:
        wanted = tr("Type the minutes behind it, such as {name} {example}.", name=name.lower(), example="30")
        return replace(made, missing=wanted, start=start)
    length = float(str(minutes))
    sentence = joined(
        (
            tr("{kind}, {minutes} min", kind=name, minutes=number(length)),
            day_words(line.day, known.today),
            tr("at {time}", time=f"{line.time:%H:%M}") if line.time else "",
        )
    )
    return judged(replace(made, sentence=sentence), known, replace(start, minutes=length))
