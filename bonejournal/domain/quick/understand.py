"""A line of quick add, understood: each item by whatever fits it best, with what else it could be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bonejournal.domain.quick import body, eating, events, forms, labs, repeats, taking, training, visits
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.line import Line, read_line
from bonejournal.domain.quick.plainly import plainly
from bonejournal.domain.quick.understood import Guess, Understood, nothing
from bonejournal.domain.words import tr

MOST_ITEMS = 20
MOST_OTHERS = 7
_WORKED_OUT = 12
_FAR = 36
"""So much less likely than the best, something is not worth offering."""


def understand(text: str, known: Known, picks: Mapping[str, str] | None = None) -> list[Understood]:
    """The items of a line, apart by semicolons. Never raises, whatever is typed.

    picks: for the text of an item the name of what she chose among its others.
    """
    found: list[Understood] = []
    parts = [part.strip() for part in text.split(";") if part.strip()]
    for part in parts[:MOST_ITEMS]:
        item = _item(part, known, (picks or {}).get(part, ""))
        known = known.after(item.changes)
        found.append(item)
    if len(parts) > MOST_ITEMS:  # told, and nothing of the line is written: half of it would pass for the whole
        most = tr("A line holds {count} items at most; the rest can follow in a line of its own.", count=MOST_ITEMS)
        found.append(replace(nothing(parts[MOST_ITEMS]), missing=most))
    return found


def _item(text: str, known: Known, pick: str) -> Understood:
    meant = plainly(text)
    if meant.startswith("?"):
        return replace(events.question(meant, known), text=text)
    line = read_line(meant, known.today)
    if not any(sign.isalpha() for sign in line.words):
        return nothing(text)
    made = _likeliest(line, known)
    if not made:
        return nothing(text)
    if line.problem:  # a date that is none: nothing is written on another day instead
        made = [replace(item, changes=(), sentence="", missing=line.problem, questions=()) for item in made]
    place = next((place for place, item in enumerate(made) if pick and item.name == pick), 0)
    chosen = made.pop(place)
    return replace(chosen, text=text, others=tuple(made[:MOST_OTHERS]))


def _likeliest(line: Line, known: Known) -> list[Understood]:
    """What the line can be, the likeliest first; what cannot be written goes behind what can."""
    guesses = sorted(_guesses(line, known), key=lambda guess: guess.score)[:_WORKED_OUT]
    worked = [(guess.score + _cost(made), made) for guess in guesses for made in (guess.make(),)]
    worked.sort(key=lambda one: one[0])
    unique: dict[tuple[str, str], Understood] = {}
    for score, made in worked:
        if score > worked[0][0] + _FAR:
            break
        bare = not (made.sentence or made.start or made.given or made.there)
        if not (bare and any(kind == made.kind for kind, _ in unique)):  # the empty form says less than what is there
            unique.setdefault((made.kind, made.name), made)
    return list(unique.values())


def _cost(made: Understood) -> float:
    """What cannot be written, though a number was typed for it, is hardly meant."""
    if made.changes:
        return 2.0 * len(made.questions)
    return 30.0 if made.sentence else 0.0


def _guesses(line: Line, known: Known) -> Iterator[Guess]:
    yield from body.guesses(line, known)
    yield from events.guesses(line, known)
    yield from visits.guesses(line, known)
    yield from repeats.guesses(line, known)
    yield from taking.guesses(line, known)
    yield from eating.guesses(line, known)
    yield from labs.guesses(line, known)
    yield from training.guesses(line, known)
    yield from forms.guesses(line)
