"""Quick add of training: "squat 3x8 40", "plank 2x40s", "hop 10", "walk 30 min"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial

from bonejournal.domain.profile import Units
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.line import Line, quantity
from bonejournal.domain.quick.understood import Guess, Understood, day_words, joined, judged
from bonejournal.domain.record import Typed
from bonejournal.domain.training.exercises import BALANCE, IMPACT, MOBILITY, RESISTANCE, Exercise
from bonejournal.domain.training.sessions import load_said, token
from bonejournal.domain.training.workouts import SetsError, Workout, WorkoutKind, WorkoutSet, parse_sets
from bonejournal.domain.typeahead import INSIDE, SHORTEST, SLIP, WORDS_WITHIN, Index
from bonejournal.domain.words import mark, number, tr, trn

_WORDS = {
    WorkoutKind.WALKING: (mark("walk"), mark("walked"), mark("nordic walking")),
    WorkoutKind.HIKING: (mark("hike"),),
    WorkoutKind.RUNNING: (mark("run"), mark("jog")),
    WorkoutKind.CYCLING: (mark("cycle"), mark("bike"), mark("ride")),
    WorkoutKind.SWIMMING: (mark("swim"), mark("swam")),
    WorkoutKind.DANCE: (mark("dancing"),),
}
_OTHERS: Mapping[str, tuple[WorkoutKind, ...]] = {
    mark("Pilates"): (WorkoutKind.OTHER, WorkoutKind.MOBILITY),
    mark("Gardening"): (WorkoutKind.OTHER,),
    mark("Housework"): (WorkoutKind.OTHER,),
    mark("Gymnastics"): (WorkoutKind.OTHER, WorkoutKind.MOBILITY),
    mark("Stretching"): (WorkoutKind.MOBILITY,),
    mark("Physiotherapy"): (WorkoutKind.OTHER, WorkoutKind.MOBILITY, WorkoutKind.RESISTANCE),
    mark("Qigong"): (WorkoutKind.OTHER, WorkoutKind.BALANCE),
    mark("Aqua fitness"): (WorkoutKind.OTHER, WorkoutKind.SWIMMING),
    mark("Aerobics"): (WorkoutKind.OTHER, WorkoutKind.MIXED),
    mark("Zumba"): (WorkoutKind.DANCE,),
    mark("Rowing"): (WorkoutKind.OTHER,),
    mark("Golf"): (WorkoutKind.OTHER,),
    mark("Tennis"): (WorkoutKind.OTHER,),
    mark("Table tennis"): (WorkoutKind.OTHER,),
    mark("Skiing"): (WorkoutKind.OTHER,),
    mark("Bowling"): (WorkoutKind.OTHER,),
    mark("Gym"): (WorkoutKind.MIXED, WorkoutKind.OTHER),
}
"""What has a name but no kind of its own, with the kinds it can be noted as; the first claims the least."""
_LONGEST_HOLD_S = 600
_IN_ONE_LINE = [kind for kind in WorkoutKind if kind not in (WorkoutKind.RESISTANCE, WorkoutKind.OTHER)]
_MINUTES = re.compile(r"(?:min|mins|minutes?|m)?", re.ASCII | re.IGNORECASE)
_HOLD = re.compile(
    r"(?P<sets>\d{1,2}\s?[x\u00d7]\s?)?(?P<minutes>\d{1,2}(?:[.,]\d{1,2})?)\s?(?:m|min|mins|minutes?)",
    re.ASCII | re.IGNORECASE,
)
_ONE_SET = re.compile(r"[x\u00d7]\s?\d{1,3}(?:\s.*)?", re.ASCII | re.IGNORECASE)
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


@cache
def _named() -> Index[str]:
    return Index((name, (name, tr(name))) for name in _OTHERS)


def guesses(line: Line, known: Known) -> Iterator[Guess]:
    """Sets of an exercise, or a session in one line."""
    name, sets, tail = _sets_of(line, known)
    held = quantity(line.words)
    if sets or held.number is None:
        for rank, exercise in _exercises(name, tail, known):
            if rank >= INSIDE and _ONE_SET.fullmatch(tail):
                continue
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
    for rank, called in _named().fits(held.name, 2) if len(held.name) > 2 else ():
        if rank < WORDS_WITHIN or rank == SLIP:
            for place, kind in enumerate(_OTHERS[called]):
                yield Guess(10.0 * rank - 2 + 3 * place, partial(_session, line, known, kind, minutes, called))


def _exercises(name: str, tail: str, known: Known) -> list[tuple[int, Exercise]]:
    """The exercises of a name. Where sets follow it nothing but training is meant: the slip may be in a short word
    too, or in the word for several of it.
    """
    surely = "x" in _crossed(tail)
    index = known.exercises.index
    found = index.fits(name, 12, SHORTEST if surely else None)
    if not found and surely and name.endswith("s"):
        return index.fits(name.removesuffix("s"), 12, SHORTEST)
    return found


def _crossed(tail: str) -> str:
    return tail.lower().replace("×", "x")


def _sets_of(line: Line, known: Known) -> tuple[str, list[WorkoutSet], str]:
    """The name of an exercise, its sets, and the text they were typed as; no sets where the rest is none."""
    tokens = line.tokens
    pounds = known.units is Units.US
    for place in range(1, len(tokens)):
        tail = " ".join(tokens[place:])
        if not tail[0].isdigit() and not _ONE_SET.fullmatch(tail):
            continue
        try:
            sets = parse_sets(_spelled(tail), pounds=pounds)
        except SetsError:
            continue
        return " ".join(tokens[:place]), sets, tail
    return line.words, [], ""


def _spelled(tail: str) -> str:
    """Sets as they are read: minutes of a hold as its seconds (longer ones are a session's), "x8" as one set."""
    if _ONE_SET.fullmatch(tail):
        return f"1{tail}"
    found = _HOLD.fullmatch(tail)
    if found is None:
        return tail
    held = Decimal(found["minutes"].replace(",", ".")) * 60
    return f"{found['sets'] or ''}{held.normalize():f}s" if held <= _LONGEST_HOLD_S and held % 1 == 0 else tail


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


def _session(line: Line, known: Known, kind: WorkoutKind, minutes: object, called: str = "") -> Understood:
    """A session in one line; `called` where it goes by a name of its own."""
    name, title = token(kind), tr(called)
    about = tr("session in one line")
    if called:
        if kind is not WorkoutKind.OTHER:
            about = tr("session in one line, noted as {kind}", kind=tr(kind.label))
        name = title if kind is _OTHERS[called][0] else tr("{name}, as {kind}", name=title, kind=tr(kind.label))
    made = Understood(line.text, Workout.KIND.key, name, about)
    start = Workout(date=line.day, start=line.time, kind=kind, title=title)
    if minutes is None:
        wanted = tr("Type the minutes behind it, such as {name} {example}.", name=(title or name).lower(), example="30")
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
