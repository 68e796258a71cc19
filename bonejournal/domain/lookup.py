"""What can be looked up by name, beside what is recorded: medicines, foods, tests, exercises, targets, explanations,
documents.

Hers go first, and so do her own results of a test, with the days they are from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from bonejournal.domain.labs.analytes import analyte_index
from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.meaning.frames import frame_index
from bonejournal.domain.meaning.targets import load_sources, load_targets
from bonejournal.domain.medicines.courses import course_words, span_words
from bonejournal.domain.medicines.doses import dose_words
from bonejournal.domain.medicines.medication import Course, Dose, drug_index
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.nutrition.meals import amount_said, meal_name
from bonejournal.domain.periods import Period, split_period
from bonejournal.domain.quick.known import Known
from bonejournal.domain.record import Record
from bonejournal.domain.training.sessions import kind_of, session_brief, token
from bonejournal.domain.training.workouts import Workout
from bonejournal.domain.typeahead import INSIDE, WORDS, Index, fold
from bonejournal.domain.visit import VisitQuestion
from bonejournal.domain.words import day_long, mark, number, tr

MOST = 5


class Sort(Enum):
    """What was found, and the heading it stands under."""

    RESULT = mark("Your results")
    DRUG = mark("Medicines")
    FOOD = mark("Foods")
    ANALYTE = mark("Blood and urine tests")
    EXERCISE = mark("Exercises")
    TARGET = mark("Targets")
    EXPLAINED = mark("Explained")
    DOCUMENT = mark("What the documents say")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing found. key: the id of the record to open, else its key in the catalogue; own: whether it is a record
    of hers. rank: how well its name fits, as `Index.fits` has it.
    """

    sort: Sort
    key: str
    title: str
    note: str
    rank: int
    own: bool = False


def look_up(text: str, known: Known) -> Mapping[Sort, list[Entry]]:
    """What fits a text, at most five of each sort, the best first; a span of time in it narrows her results."""
    words, period = split_period(text, known.today)
    if not fold(words):
        return {}
    found = {
        Sort.RESULT: _results(words, known, period),
        Sort.DRUG: _drugs(words, known),
        Sort.FOOD: _foods(words, known),
        Sort.ANALYTE: _analytes(words),
        Sort.EXERCISE: _exercises(words, known),
        Sort.TARGET: _targets(words),
        Sort.EXPLAINED: _explained(words),
        Sort.DOCUMENT: _documents(words),
    }
    return {sort: entries[:MOST] for sort, entries in found.items() if entries}


def _results(words: str, known: Known, period: Period | None) -> list[Entry]:
    """Her results of the tests that are named, newest first."""
    ranks = {analyte.key: rank for rank, analyte in analyte_index().fits(words, 4) if rank <= WORDS}
    found = [
        (panel, result)
        for panel in known.of(LabPanel)
        for result in panel.results
        if result.analyte in ranks and (period is None or period.start <= panel.date <= period.end)
    ]
    found.sort(key=lambda one: one[0].date, reverse=True)
    return [
        Entry(
            Sort.RESULT,
            panel.id,
            result.said(),
            ", ".join(filter(None, (day_long(panel.date), panel.lab))),
            ranks[result.analyte],
            own=True,
        )
        for panel, result in found
    ]


def _drugs(words: str, known: Known) -> list[Entry]:
    courses = {key: course for course in known.of(Course) for key in course.keys}
    found = []
    for rank, drug in drug_index().fits(words, MOST):
        if rank >= INSIDE:
            continue
        course = courses.get(drug.key)
        note = ", ".join(filter(None, (drug.group, drug.examples)))
        if course is not None:
            note = tr("your course, {schedule}", schedule=course.timing.said() if course.timing else course.dose)
        found.append(Entry(Sort.DRUG, course.id if course else drug.key, drug.name, note, rank, own=course is not None))
    return found


def _foods(words: str, known: Known) -> list[Entry]:
    found = []
    for hers, index in zip((True, False), known.foods, strict=True):
        for rank, food in index.fits(words, MOST):
            if rank < INSIDE:
                note = tr("food you have eaten") if hers else food.group
                found.append(Entry(Sort.FOOD, food.name, food.name, note, rank))
    return found


def _analytes(words: str) -> list[Entry]:
    return [
        Entry(Sort.ANALYTE, analyte.key, tr(analyte.name), tr(analyte.sampling), rank)
        for rank, analyte in analyte_index().fits(words, MOST)
        if rank < INSIDE
    ]


def _exercises(words: str, known: Known) -> list[Entry]:
    return [
        Entry(Sort.EXERCISE, exercise.key, tr(exercise.name), tr(exercise.form) if exercise.form else "", rank)
        for rank, exercise in known.exercises.index.fits(words, MOST)
        if rank < INSIDE
    ]


def record_said(record: Record, known: Known | None) -> str:
    """A record in a line that reads better than its fields; "" for kinds that have none."""
    if isinstance(record, Intake):
        return ", ".join(filter(None, (amount_said(record), meal_name(record.meal) if record.meal else "")))
    if isinstance(record, Course):
        return ", ".join(filter(None, (course_words(record), span_words(record))))
    if isinstance(record, Dose):
        courses = known.of(Course) if known is not None else ()
        return dose_words(record, next((one.called() for one in courses if one.id == record.medication_id), ""))
    if isinstance(record, VisitQuestion):
        return record.text
    if isinstance(record, Workout) and known is not None:
        minutes = tr("{minutes} min", minutes=number(record.minutes)) if record.minutes is not None else ""
        name = record.title or token(kind_of(record, known.exercises))
        return ", ".join(filter(None, (name, minutes, session_brief(record, known.exercises, known.units))))
    return ""


@cache
def _target_index() -> Index[str]:
    return Index((target.id, (tr(target.title), target.title)) for target in load_targets())


def _targets(words: str) -> list[Entry]:
    held = {target.id: target for target in load_targets()}
    return [
        Entry(Sort.TARGET, id_, tr(held[id_].title), tr(held[id_].why), rank)
        for rank, id_ in _target_index().fits(words, MOST)
        if rank < INSIDE
    ]


def _explained(words: str) -> list[Entry]:
    return [
        Entry(Sort.EXPLAINED, one.id, tr(one.title), tr(one.lead), rank)
        for rank, one in frame_index().fits(words, MOST)
        if rank < INSIDE
    ]


@cache
def _facts() -> Index[tuple[str, str, str]]:
    """Each fact of a document to look through, by its words."""
    return Index(
        ((source.key, tr(source.title), tr(fact)), (tr(fact), tr(source.title)))
        for source in load_sources()
        for fact in source.facts or ("",)
    )


def _documents(words: str) -> list[Entry]:
    return [
        Entry(Sort.DOCUMENT, key, fact or title, title if fact else "", rank)
        for rank, (key, title, fact) in _facts().fits(words, MOST)
        if rank < INSIDE
    ]
