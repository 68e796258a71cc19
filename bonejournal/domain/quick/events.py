"""Quick add of a fall, a broken bone, or a question: "fell in kitchen", "broke wrist", "? how long still"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import BrokenSite, Cause, Fall, FallKind, Fracture, Place
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.line import Line
from bonejournal.domain.quick.understood import Guess, Understood, day_words, joined, judged
from bonejournal.domain.typeahead import fold
from bonejournal.domain.visit import VisitQuestion
from bonejournal.domain.words import day_and_month, mark, tr

_FELL = re.compile(
    r"(?P<near>near[- ]?fall|nearly fell|almost fell|stumbled)|(?P<fell>falls?|fell|fallen|had a fall)"
    r"|(?P<trip>tripped|trip)|(?P<slip>slipped|slip)"
)
_PLACES = {
    Place.BATHROOM: (mark("bathroom"), mark("shower"), mark("bath"), mark("bathtub"), mark("toilet")),
    Place.STAIRS: (mark("stairs"), mark("stair"), mark("staircase"), mark("steps")),
    Place.OUTDOORS: (
        mark("outdoors"), mark("outside"), mark("garden"), mark("street"), mark("road"), mark("pavement"),
        mark("sidewalk"), mark("kerb"), mark("curb"), mark("park"), mark("ice"), mark("snow"),
    ),
    Place.INDOORS: (
        mark("indoors"), mark("inside"), mark("home"), mark("house"), mark("kitchen"), mark("bedroom"), mark("hall"),
        mark("hallway"), mark("living room"), mark("carpet"), mark("rug"), mark("office"), mark("shop"),
    ),
}  # fmt: skip
_CAUSES = {
    Cause.DIZZY: (mark("dizzy"), mark("giddy")),
    Cause.BLACKOUT: (mark("blacked out"), mark("fainted")),
    Cause.LEGS_GAVE_WAY: (mark("legs gave way"), mark("knee gave way")),
    Cause.TRIP: (mark("tripped"),),
    Cause.SLIP: (mark("slipped"),),
}
_BROKE = re.compile(r"(?:broke|broken|fractured?|cracked)\b", re.IGNORECASE)
_BONES = {
    BrokenSite.WRIST: (mark("forearm"), mark("radius")),
    BrokenSite.VERTEBRA: (mark("spine"), mark("back"), mark("vertebrae")),
    BrokenSite.HUMERUS: (mark("arm"), mark("humerus"), mark("shoulder")),
    BrokenSite.CLAVICLE: (mark("clavicle"),),
    BrokenSite.FOOT: (mark("toe"),),
    BrokenSite.HAND: (mark("finger"),),
    BrokenSite.RIB: (mark("ribs"),),
}


def guesses(line: Line, known: Known) -> Iterator[Guess]:
    """A fall, told by its verb; a broken bone, which its form asks more about."""
    said = line.words.lower()
    if found := _FELL.match(said):
        rest = line.words[found.end() :].strip()
        if found.end() == len(said) or not said[found.end()].isalnum():
            yield Guess(-20, partial(_fall, line, known, found, rest))
    elif line.words and len(line.words) > 2 and "fall".startswith(said):
        yield Guess(5, partial(_fall, line, known, None, ""))
    if found := _BROKE.match(said):
        yield Guess(-20, partial(_fracture, line, line.words[found.end() :]))


def _holds(text: str, words: tuple[str, ...]) -> bool:
    folded = f" {fold(text)} "
    return any(f" {fold(word)} " in folded for one in words for word in (one, tr(one)))


def _fall(line: Line, known: Known, found: re.Match[str] | None, rest: str) -> Understood:
    near = bool(found and found["near"])
    kind = FallKind.NEAR_FALL if near else FallKind.FALL
    place = next((place for place, words in _PLACES.items() if _holds(rest, words)), None)
    cause = next((cause for cause, words in _CAUSES.items() if _holds(line.words, words)), None)
    head = bool(re.search(r"\b(hit|bumped|banged|knocked)\b.*\bhead\b", rest, re.IGNORECASE)) or None
    fall = Fall(date=line.day, time=line.time, kind=kind, place=place, cause=cause, hit_head=head, notes=rest)
    made = Understood(
        line.text, Fall.KIND.key, tr("Near fall") if near else tr("Fall"), tr("where, how, and what came of it")
    )
    if not rest and cause is None:
        return replace(made, missing=tr("Where and how did it happen? Enter opens the form."), start=fall)
    sentence = joined(
        (
            tr("Near fall") if near else tr("Fall"),
            tr(place.label) if place else "",
            tr(cause.label) if cause else "",
            tr("the head was hit") if head else "",
            day_words(line.day, known.today),
            tr("at {time}", time=f"{line.time:%H:%M}") if line.time else "",
            tr("note: “{note}”", note=rest) if rest else "",
        )
    )
    detail = tr("Tab opens the form for more: injury, cause, what you were doing.")
    if head:
        detail = tr("If you have a headache, confusion or new pain, contact a doctor today.")
    return judged(replace(made, sentence=sentence, detail=detail), known, fall)


def _fracture(line: Line, rest: str) -> Understood:
    named = {site: (site.label, *_BONES.get(site, ())) for site in BrokenSite if site is not BrokenSite.OTHER}
    site = next((site for site, words in named.items() if _holds(rest, words)), None)
    start = Fracture(date=PartialDate(line.day.isoformat()), site=site)
    return Understood(
        line.text,
        Fracture.KIND.key,
        tr("Fracture: {bone}", bone=tr(site.label)) if site else tr("Fracture"),
        tr("which bone, how it happened, who confirmed it"),
        missing=tr("A fracture needs a few more answers. Enter opens the form."),
        start=start,
    )


def question(text: str, known: Known) -> Understood:
    """A question for the doctor: everything behind the question mark."""
    words = text.removeprefix("?").strip()
    agenda = known.agenda
    made = Understood(text, VisitQuestion.KIND.key, tr("Question for the doctor"), tr("type ? and the question"))
    if not words:
        return replace(made, missing=tr("Type the question behind the question mark."), start=None)
    ahead = [held.position or 0 for held in agenda.questions if agenda.coming and held.visit_id == agenda.coming.id]
    asked = VisitQuestion(
        date=known.today,
        text=words,
        visit_id=agenda.coming.id if agenda.coming else "",
        position=max(ahead, default=0.0) + 1 if agenda.coming else None,
    )
    detail = tr("No visit is noted yet; it waits on the Visits page.")
    if agenda.coming is not None:
        day = day_and_month(agenda.coming.date)
        who = agenda.coming.clinician
        detail = (
            tr("For the visit of {day}, {who}.", day=day, who=who) if who else tr("For the visit of {day}.", day=day)
        )
    return judged(
        replace(made, sentence=tr("Question for the doctor: “{text}”", text=words), detail=detail), known, asked
    )
