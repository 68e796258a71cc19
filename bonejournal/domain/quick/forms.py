"""What can be added by name alone: the forms, each with words it is found by and a line that spares it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from bonejournal.domain.quick.line import Line
from bonejournal.domain.quick.understood import Guess, Understood
from bonejournal.domain.typeahead import INSIDE, Index
from bonejournal.domain.words import mark, tr


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the key of its kind, its title, a hint of what can be typed instead, and other words for it.

    command: the command that opens it, "" where it has none.
    """

    kind: str
    title: str
    hint: str
    words: tuple[str, ...] = ()
    command: str = ""


FORMS = (
    Form("dxa", mark("DXA report"), mark("type dxa"), ("bone density", "scan", "dexa", "bmd"), "dxa"),
    Form(
        "labs",
        mark("Lab results"),
        mark("type lab, or “vitamin d 82 nmol”"),
        ("lab", "blood test", "laboratory"),
        "labs",
    ),
    Form("workouts", mark("Workout"), mark("type squat 3×8×40"), ("training", "exercise", "session"), "workout"),
    Form("doses", mark("Dose or injection"), mark("type denosumab today"), ("injection", "dose", "medicine"), "dose"),
    Form("falls", mark("Fall or fracture"), mark("type fall"), ("fall", "fell", "accident"), "fall"),
    Form("intake", mark("Something eaten"), mark("type yogurt 200"), ("food", "meal", "eat", "nutrition"), "food"),
    Form("body", mark("Weight, height and waist"), mark("type weight 61.2"), ("body", "measures"), "body"),
    Form("sleep", mark("Sleep"), mark("type sleep 7.5"), ("hours slept",)),
    Form("activity", mark("Steps"), mark("type steps 8000"), ("activity",)),
    Form("fractures", mark("Fracture"), mark("type broke wrist"), ("broken bone",)),
    Form("visits", mark("Visit or appointment"), mark("type visit"), ("appointment", "doctor"), "visit"),
    Form("questions", mark("Question for the doctor"), mark("type ? and the question"), ("ask",), "question"),
    Form(
        "medications", mark("Medicine or supplement"), mark("type medicine"), ("course", "drug", "tablet"), "medicine"
    ),
    Form("function_tests", mark("Function test"), mark("type chair stand 15"), ("balance test", "strength test")),
    Form("assessments", mark("Assessment"), mark("type assessment"), ("check", "eyes", "home safety")),
    Form("risk", mark("Fracture risk as given"), mark("type frax"), ("frax", "garvan")),
    Form("foods", mark("A food of your own"), mark("type own food"), ("own food", "recipe")),
    Form("exercises", mark("An exercise of your own"), mark("type own exercise"), ("own exercise",)),
)


@cache
def _index() -> Index[Form]:
    return Index((form, (form.title, tr(form.title), *form.words)) for form in FORMS)


def guesses(line: Line) -> Iterator[Guess]:
    """The forms that are named."""
    for rank, form in _index().fits(line.words, 4):
        if rank < INSIDE and len(line.words) > 1:
            yield Guess(10.0 * rank + 2, partial(_form, line, form))


def _form(line: Line, form: Form) -> Understood:
    return Understood(line.text, form.kind, tr(form.title), tr("opens the form"), missing=tr("Enter opens the form."))
