"""Quick add of what stands in a template: "usual breakfast", "strength a"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.nutrition.meals import part_said
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.line import Line
from bonejournal.domain.quick.understood import Guess, Understood, day_words, joined, judged_all
from bonejournal.domain.record import new_id
from bonejournal.domain.template import Template, TemplateKind
from bonejournal.domain.training.workouts import Workout, WorkoutKind
from bonejournal.domain.typeahead import INSIDE, fold
from bonejournal.domain.words import mark, tr

_KINDS = {TemplateKind.WORKOUT: "workouts", TemplateKind.LABS: "labs", TemplateKind.BODY: "body"}
_SESSIONS = (mark("strength"), mark("workout"), mark("session"), mark("training"))
"""What sessions that are done again and again are called, with a letter or two behind it."""
_LETTERS = 2


def guesses(line: Line, known: Known) -> Iterator[Guess]:
    """Her templates of the name that is typed: eating is written, for all else the form is opened with it."""
    for rank, (template, records) in known.templates.fits(line.words, 4):
        if rank >= INSIDE or len(line.words) < 2:
            continue
        rows = [record for record in records if isinstance(record, Intake)]
        if template.kind is TemplateKind.INTAKE and rows:
            yield Guess(4.0 * rank - 7, partial(_eating, line, known, template, rows))
        elif template.kind in _KINDS:
            yield Guess(4.0 * rank - 7, partial(_form, line, template, _KINDS[template.kind]))
    yield from _not_saved(line, known)


def _not_saved(line: Line, known: Known) -> Iterator[Guess]:
    """A session by its letter of which there is no template; those there are, are offered."""
    first, *rest = line.tokens or [""]
    called = {fold(word) for one in _SESSIONS for word in (one, tr(one))}
    if fold(first) not in called or len(rest) != 1 or len(rest[0]) > _LETTERS or not rest[0].isalpha():
        return
    if known.templates.exactly(line.words) is not None:
        return
    yield Guess(2, partial(_unknown, line))
    for place, (_, (template, _rows)) in enumerate(known.templates.fits(first, 4)):
        if template.kind is TemplateKind.WORKOUT:
            yield Guess(6.0 + place, partial(_form, line, template, _KINDS[template.kind]))


def _unknown(line: Line) -> Understood:
    first, letter = line.tokens
    name = f"{first.capitalize()} {letter.upper()}"
    missing = tr(
        "No template is called “{name}” yet. Enter opens an empty workout; save it as a template there.", name=name
    )
    start = Workout(date=line.day, start=line.time, kind=WorkoutKind.RESISTANCE, title=name)
    return Understood(line.text, Workout.KIND.key, name, tr("a session"), missing=missing, start=start)


def _eating(line: Line, known: Known, template: Template, rows: Sequence[Intake]) -> Understood:
    first = known.position(line.day)
    made = [
        replace(
            row,
            id=new_id(),
            date=line.day,
            time=line.time or row.time,
            meal=line.meal or row.meal,
            position=None if first is None else first + place,
        )
        for place, row in enumerate(rows)
    ]
    items = "; ".join(map(part_said, made))
    sentence = tr("{name}: {items}", name=template.name, items=joined((items, day_words(line.day, known.today))))
    about = tr("eating, as you saved it")
    return judged_all(Understood(line.text, Intake.KIND.key, template.name, about, sentence), known, made)


def _form(line: Line, template: Template, kind: str) -> Understood:
    return Understood(
        line.text,
        kind,
        template.name,
        tr("opens the form with it"),
        missing=tr("Enter opens the form with {name}.", name=template.name),
        given=template.id,
    )
