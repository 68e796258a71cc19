"""Quick add of what was taken: "deno", "prolia 13 oct", "vitamin d3"; a drug that is no course yet is offered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.field import field_of
from bonejournal.domain.medicines.courses import course_words
from bonejournal.domain.medicines.doses import SITES, new_dose
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose, Drug, drug_index, next_dose
from bonejournal.domain.nutrition.foods import NUTRIENTS, HerFood
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.nutrition.meals import amount_said, part_said, rescaled
from bonejournal.domain.nutrition.supplements import Tick, portion, taken, ticks
from bonejournal.domain.quick.eating import contents_said
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.line import MEALS, TIMES, Line, Quantity, quantity
from bonejournal.domain.quick.understood import Guess, Understood, day_words, joined, judged, judged_all
from bonejournal.domain.typeahead import INSIDE, Index, fold
from bonejournal.domain.units import UnitError, parse_quantity
from bonejournal.domain.words import day_long, exact, mark, tr

_SKIPPED = re.compile(r"\b(?:skipped|forgot|forgotten|missed|not taken|not given|didn'?t take)\b", re.IGNORECASE)
_TAKEN = re.compile(
    r"\b(?:took|taken|given|had|dose of|injection of)\b|\b(?:dose|injection|shot|jab)$"
    r"|(?<=[a-z]\s)(?:tablet|capsule|pill)$",
    re.IGNORECASE,
)
_PIECES = re.compile(rf"{TIMES}|(?:tablet|capsule|pill|drop|softgel|sachet|tab|cap)s?", re.IGNORECASE)
_EVERY = re.compile(r"(?P<all>(?:all|both)\s+(?:of\s+)?)?(?:(?:my|the)\s+)?(?:supplements|vitamins)", re.IGNORECASE)
_ALL = mark("all my supplements")
_FEW = 12
_SHARES = (Decimal(0), Decimal("0.5"))
"""So many tablets at the most, whole or half, or something else is meant first."""


def guesses(line: Line, known: Known) -> Iterator[Guess]:
    """A dose of a course of hers, a supplement of hers; else the form of a new course."""
    skipped = bool(_SKIPPED.search(line.words))
    words = " ".join(_TAKEN.sub(" ", _SKIPPED.sub(" ", line.words)).split())
    if (every := _every(words)) and not skipped:
        yield Guess(-10 if every["all"] else -2, partial(_all, line, known))
    site, words = _site(words)
    held = quantity(words)
    if held.comparator or "/" in held.unit or len(held.name) < 2:
        return
    courses = _courses(known, line)
    found = courses.fits(held.name, 4)
    for rank, course in found:
        if rank >= INSIDE:
            continue
        worse = (0 if course.active(line.day) else 15) + (4 if held.number is not None and not held.unit else 0)
        if course.kind is CourseKind.SUPPLEMENT:
            few = held.number is None or (held.number <= _FEW and held.number % 1 in _SHARES)
            yield Guess(4.0 * rank - 6 + worse + (0 if few else 30), partial(_supplement, line, known, course, held))
        else:
            yield Guess(4.0 * rank - 8 + worse, partial(_dose, line, known, course, held, site, skipped))
    hers = {key for _, course in found for key in course.keys}
    for rank, drug in drug_index().fits(held.name, 3):
        if rank < INSIDE and drug.key not in hers and len(held.name) > 2:
            yield Guess(10.0 * rank + 6 + (12 if held.number is not None else 0), partial(_new, line, drug))


def _courses(known: Known, line: Line) -> Index[Course]:
    """Her courses by their names and those of their drugs, what is taken on the day first."""
    courses = sorted(known.of(Course), key=lambda course: not course.active(line.day))

    def names(course: Course) -> Iterator[str]:
        yield course.name
        for drug in course.drugs:
            yield from (drug.name, *drug.examples.split(","), *drug.names)

    return Index((course, tuple(names(course))) for course in courses)


def _site(words: str) -> tuple[str, str]:
    """Where it was given, and the words without it."""
    low = words.lower()
    for site in SITES:
        for said in (site, tr(site)):
            if low.endswith(" " + said.lower()):
                return site, words[: -len(said)].strip().removesuffix(" in the").removesuffix(" in").strip()
    return "", words


def _dose(line: Line, known: Known, course: Course, held: Quantity, site: str, skipped: bool) -> Understood:
    latest = [
        dose for dose in known.of(Dose) if dose.medication_id == course.id and dose.taken and dose.date <= line.day
    ]
    last = max(latest, key=lambda dose: (dose.date, dose.id), default=None)
    dose = replace(new_dose(course, line.day, last, taken=not skipped), time=line.time)
    if not skipped:
        typed = f"{held.figure} {held.unit}".strip() if held.number is not None else ""
        same = not held.unit and dose.amount.startswith(f"{typed} ")  # "75" is the 75 µg of its dose
        dose = replace(dose, site=site, amount=dose.amount if same or not typed else typed)
    made = Understood(line.text, Dose.KIND.key, course.called(), _about(course))
    sentence = joined(
        (
            course.called(),
            dose.amount,
            tr(site) if site and not skipped else "",
            tr("not taken") if skipped else "",
            day_words(line.day, known.today),
            tr("at {time}", time=f"{line.time:%H:%M}") if line.time else "",
        )
    )
    return judged(replace(made, sentence=sentence, detail=_then(course, dose, known)), known, dose)


def _about(course: Course) -> str:
    words = course_words(course).removeprefix(course.name).strip(", ")
    return tr("dose, {course}", course=words) if words else tr("dose")


def _then(course: Course, dose: Dose, known: Known) -> str:
    """When it was due, and when the next one is then; only what the interval says."""
    timing = course.timing
    if not dose.taken or timing is None or not timing.long:
        return ""
    due = next_dose(course, known.of(Dose), known.today)
    after = timing.after(dose.date)
    said = []
    if due is not None and due.day is not None and dose.date == known.today:
        sentence = mark("It was due on {day}.") if due.day < dose.date else mark("It is due on {day}.")
        said.append(tr(sentence, day=day_long(due.day)))
    if after is not None:
        said.append(tr("The next one is then due on {day}.", day=day_long(after)))
    return " ".join(said)


def _every(words: str) -> re.Match[str] | None:
    """Whether all supplements are meant, in English or in the language of the program."""
    return _EVERY.fullmatch(words) or (_EVERY.fullmatch("all vitamins") if fold(words) == fold(tr(_ALL)) else None)


def _all(line: Line, known: Known) -> Understood:
    """All supplements that are due on the day and not noted there yet, each a row as by its tick."""
    made = Understood(line.text, Intake.KIND.key, tr("All your supplements"), tr("those due that day"))
    rows = known.on_day(Intake, line.day)
    held = [tick for tick in ticks(known.of(Course), known.of(HerFood), rows, line.day) if _is_due(tick, known, line)]
    noted = ", ".join(tick.name for tick in held if tick.taken)
    if not held:
        return replace(made, missing=tr("No supplement is due on that day. They are added on the Medications page."))
    if all(tick.taken for tick in held):
        day = day_words(line.day, known.today)
        there = next((row for row in rows if row.course_id == held[0].course.id), None)
        return replace(made, missing=tr("Noted already, {day}: {names}.", day=day, names=noted), there=there)
    first = known.position(line.day)
    new = [
        replace(
            row,
            time=line.time,
            meal=line.meal or row.meal,
            position=None if first is None else first + place,
        )
        for place, row in enumerate(taken(tick, line.day) for tick in held if not tick.taken)
    ]
    made = replace(
        made,
        sentence=joined(
            (
                "; ".join(map(part_said, new)),
                day_words(line.day, known.today),
                tr("at {time}", time=f"{line.time:%H:%M}") if line.time else "",
            )
        ),
        detail=tr("Noted already: {names}.", names=noted) if noted else "",
    )
    return judged_all(made, known, new)


def _is_due(tick: Tick, known: Known, line: Line) -> bool:
    """Whether its schedule asks for it on the day; what is taken as needed is never all that is taken."""
    timing = tick.course.timing
    if tick.taken or timing is None:
        return True
    if timing.weekdays:
        return line.day.weekday() in timing.weekdays
    if not timing.recurs:
        return False
    before = [row.date for row in known.of(Intake) if row.course_id == tick.course.id and row.date < line.day]
    after = timing.after(max(before)) if before else None
    return after is None or after <= line.day


def _supplement(line: Line, known: Known, course: Course, held: Quantity) -> Understood:
    """One row of what was eaten: a supplement is taken there, as by its tick; a number is that many of it."""
    food = next((food for food in known.of(HerFood) if food.id == course.food_id), None)
    tick = Tick(course, food, ())
    row = taken(tick, line.day)
    missing = ""
    if held.number is not None and _PIECES.fullmatch(held.unit):
        row = rescaled(portion(tick, line.day), held.number)
    elif held.number is not None and not held.unit:
        row = portion(tick, line.day)
        row = rescaled(row, held.number if food is None else held.number * exact(row.amount or 1))
    elif held.number is not None:
        row = portion(tick, line.day)
        share = _portions(row, course, held, held.number)
        missing = "" if share else tr("How many are meant? Type a number alone, such as {name} 2.", name=held.name)
        row = rescaled(row, share * exact(row.amount)) if share and row.amount else row
    row = replace(row, position=known.position(line.day), time=line.time, meal=line.meal or row.meal)
    sentence = joined(
        (
            row.item,
            amount_said(row),
            day_words(line.day, known.today),
            tr("at {time}", time=f"{line.time:%H:%M}") if line.time else "",
            tr(MEALS[row.meal]) if row.meal in MEALS else row.meal,
        )
    )
    made = Understood(line.text, Intake.KIND.key, course.called(), tr("your supplement"))
    if missing:
        return replace(made, missing=missing, start=row)
    return judged(replace(made, sentence=sentence, detail=contents_said(row)), known, row)


def _portions(row: Intake, course: Course, held: Quantity, figure: Decimal) -> Decimal | None:
    """How many portions an amount with a unit is: by the unit of the portion, by what one holds, or by its name;
    None where that is not a whole or half number, or more than one is possible.
    """
    called = re.compile(rf"(?<![\d.,]){re.escape(held.figure)}\s*{re.escape(held.unit)}(?!\w)", re.IGNORECASE)
    if any(map(called.search, (course.name, course.dose))):
        return Decimal(1)
    if row.amount and fold(held.unit) == fold(row.unit):
        return figure / exact(row.amount)
    shares = set()
    for nutrient in NUTRIENTS:
        holds = getattr(row, nutrient)
        try:
            asked = parse_quantity(f"{held.figure} {held.unit}", field_of(Intake, nutrient)).value
        except UnitError:
            continue
        share = exact(asked) / exact(holds) if holds else Decimal(0)
        if 0 < share <= _FEW and share % 1 in _SHARES:
            shares.add(share)
    return shares.pop() if len(shares) == 1 else None


_KINDS: Mapping[str, CourseKind] = {
    "supplement": CourseKind.SUPPLEMENT,
    "herbal": CourseKind.HERBAL,
    "hormone therapy": CourseKind.HORMONE_THERAPY,
}


def _new(line: Line, drug: Drug) -> Understood:
    """A drug she has no course of: nothing is written before its form says how it is taken."""
    kind = next((kind for word, kind in _KINDS.items() if word in drug.group), CourseKind.MEDICINE)
    start = Course(
        name=drug.name,
        drug=drug.key,
        kind=kind,
        start=PartialDate(line.day.isoformat()) if line.dated else None,
    )
    return Understood(
        line.text,
        Course.KIND.key,
        drug.name,
        tr("not among your medicines yet"),
        missing=tr("{name} is not among your medicines yet. Enter opens its form.", name=drug.name),
        start=start,
    )
