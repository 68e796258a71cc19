"""Quick add of what stands in a template: "usual breakfast", "strength a"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.nutrition.meals import part_said
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.line import Line
from bonejournal.domain.quick.understood import Guess, Understood, day_words, joined
from bonejournal.domain.record import Record, new_id, open_questions, problems
from bonejournal.domain.step import Change
from bonejournal.domain.template import Template, TemplateKind
from bonejournal.domain.typeahead import INSIDE
from bonejournal.domain.words import tr

_KINDS = {TemplateKind.WORKOUT: "workouts", TemplateKind.LABS: "labs", TemplateKind.BODY: "body"}


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
    understood = Understood(line.text, Intake.KIND.key, template.name, about, sentence)
    found = [problem.text for row in made for problem in problems(row)]
    if found:
        return replace(understood, missing=found[0])
    around = known.around(Intake)
    questions: list[Any] = [asked for row in made[-1:] for asked in open_questions(row, around)]
    changes: list[tuple[None, Record]] = [(None, row) for row in made]
    return replace(understood, changes=tuple(Change(*one) for one in changes), questions=tuple(questions))


def _form(line: Line, template: Template, kind: str) -> Understood:
    return Understood(
        line.text,
        kind,
        template.name,
        tr("opens the form with it"),
        missing=tr("Enter opens the form with {name}.", name=template.name),
        given=template.id,
    )
