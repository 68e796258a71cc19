"""Quick add of a visit: "dr okafor tuesday", "dentist 3 dec 10:30"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.line import Line
from bonejournal.domain.quick.understood import Guess, Understood, day_words, joined, judged
from bonejournal.domain.typeahead import WORDS_WITHIN, Index, fold
from bonejournal.domain.visit import Visit
from bonejournal.domain.words import mark, tr

_LED = re.compile(r"(?:visit|appointment|seeing|see|saw)\s+(?:(?:with|at|to|the|my)\s+)*", re.IGNORECASE)
_TITLED = re.compile(
    r"(?:dr|doctor|prof|professor|nurse|dentist|physio|physiotherapist|gp|rheumatologist|endocrinologist|gynaecologist)"
    r"(?:\.?\s+[^\W\d][\w'’.-]*){0,3}",
    re.IGNORECASE,
)
_ALONE = (mark("visit"), mark("appointment"))
"""By themselves they need no more than a day."""
_PAST = "saw"
_FORM = mark("doctor")
"""By itself it is the form."""
_WRITTEN_LARGE = ("dr", "doctor", "prof", "professor", "gp")
_SEEN = (mark("doctor"), mark("dentist"), mark("physiotherapist"), mark("nurse"))


def guesses(line: Line, known: Known) -> Iterator[Guess]:
    """A visit with somebody who is named by a title, or by a name that is known from other visits; or on a day."""
    if fold(line.words) in {*_ALONE, *(fold(tr(word)) for word in _ALONE)}:
        if line.dated:
            yield from _days(line, known, "", -12, past=False)
        return
    led = _LED.match(line.words)
    said = line.words[led.end() :] if led else line.words
    past = bool(led) and line.words.lower().startswith(_PAST)
    hers = _clinicians(known).fits(said, 2) if len(said) > 2 else []
    if who := next((name for rank, name in hers if rank < WORDS_WITHIN), ""):
        if line.dated or led or fold(who) == fold(said):
            yield from _days(line, known, who, -14, past=past)
        return
    if not line.dated and fold(said) in (_FORM, fold(tr(_FORM))):
        return
    titled = {fold(tr(word)) for word in _SEEN}
    if _TITLED.fullmatch(said) or fold(said) in titled or (led and line.dated and said.isalpha()):
        yield from _days(line, known, _name(said), -12, past=past)


def _clinicians(known: Known) -> Index[str]:
    """Whom she has seen, the latest first, each also by the last word of the name."""
    visits = sorted(known.of(Visit), key=lambda visit: visit.date, reverse=True)
    names = [visit.clinician for visit in visits] + [course.prescriber for course in known.of(Course)]
    return Index((name, (name, name.split()[-1])) for name in dict.fromkeys(filter(None, names)))


def _name(said: str) -> str:
    """A name as it is written: "dr smith" is Dr Smith, and a nurse is a nurse."""
    if not said.islower():
        return said
    first, *rest = said.split()
    names = [first.capitalize() if first.rstrip(".") in _WRITTEN_LARGE else first, *map(str.capitalize, rest)]
    return " ".join(names)


def _days(line: Line, known: Known, who: str, score: float, *, past: bool) -> Iterator[Guess]:
    """The days that can be meant: the coming weekday before the past one, for most visits are noted ahead; of a day
    without a year the nearer one first.
    """
    days = [line.day] if line.dated else []
    if line.coming is not None and line.coming != line.day:
        ahead, ago = line.coming - known.today, known.today - line.day
        first = not past and (ahead <= ago or ahead <= dt.timedelta(days=7))
        days.insert(0 if first else 1, line.coming)
    if not days:
        yield Guess(score, partial(_undated, line, who))
    for place, day in enumerate(days):
        yield Guess(score + 3 * place, partial(_visit, line, known, who, day, other=place > 0))


def _undated(line: Line, who: str) -> Understood:
    wanted = tr("On which day? Type it behind, such as {name} {example}.", name=who, example=tr("tuesday"))
    made = Understood(line.text, Visit.KIND.key, tr("Visit with {who}", who=who), tr("visit or appointment"))
    return replace(made, missing=wanted, start=Visit(date=line.day, time=line.time, clinician=who))


def _visit(line: Line, known: Known, who: str, day: dt.date, *, other: bool) -> Understood:
    name, when = tr("Visit with {who}", who=who) if who else tr("Visit"), day_words(day, known.today)
    at = tr("at {time}", time=f"{line.time:%H:%M}") if line.time else ""
    made = Understood(line.text, Visit.KIND.key, joined((name, when)) if other else name, tr("visit or appointment"))
    there = next((held for held in known.on_day(Visit, day) if not who or fold(held.clinician) == fold(who)), None)
    if there is not None:
        noted = tr("Visit with {who}", who=there.clinician) if there.clinician else name
        return replace(made, missing=tr("Noted already: {visit}.", visit=joined((noted, when))), there=there)
    return judged(
        replace(made, sentence=joined((name, when, at))), known, Visit(date=day, time=line.time, clinician=who)
    )
