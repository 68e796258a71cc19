"""What she means by the few letters she has typed: catalogues looked through by name, case- and accent-blind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

_APART = re.compile(r"[^\w+%]+")
_FIRST, _LAST = "\u1100", "\u1112"
"""The consonants a Korean syllable begins with, as `fold` leaves them when they are typed alone."""
_SYLLABLES, _PER_CONSONANT = range(0xAC00, 0xD7A4), 588
_SLIP_FROM = 4
"""Words shorter than this are too near to others to be taken for one with a slip of the keys."""
SHORTEST = 3
"""The shortest word in which a slip is looked for at all, where nothing else can be meant."""

WHOLE, BEGINS, WORDS, WORDS_WITHIN, INSIDE, SLIP = range(6)
"""How well a name fits what was typed, the best first."""


def fold(text: str) -> str:
    """Text as it is compared: without case, accents and punctuation, its words apart by one space."""
    if text.isascii():
        return _APART.sub(" ", text.lower()).strip()
    plain = unicodedata.normalize("NFKD", text).casefold()  # first plain, then small: a letter for mathematics is both
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return _APART.sub(" ", unicodedata.normalize("NFC", bare)).strip()


def has_initials(folded: str) -> bool:
    """Whether a folded text holds Korean consonants typed alone, as the first letters of syllables."""
    return not folded.isascii() and any(_FIRST <= sign <= _LAST for sign in folded)


def initials(folded: str) -> str:
    """A folded text with each Korean syllable as the consonant it begins with."""
    if folded.isascii():
        return folded
    return "".join(
        chr(ord(_FIRST) + (ord(sign) - _SYLLABLES.start) // _PER_CONSONANT) if ord(sign) in _SYLLABLES else sign
        for sign in folded
    )


@dataclass(frozen=True, slots=True)
class _Name(Generic[T]):
    folded: str
    spaced: str
    item: T
    place: int
    """Its place in the catalogue: hers go first."""


class Index(Generic[T]):
    """A catalogue to look through: items with their names, those to prefer first."""

    def __init__(self, named: Iterable[tuple[T, Sequence[str]]]) -> None:
        self._names: list[_Name[T]] = []
        self._initials: list[_Name[T]] = []
        self._beginnings: set[str] = set()
        self._whole: dict[str, T] = {}
        for place, (item, names) in enumerate(named):
            for name in dict.fromkeys(map(fold, names)):
                if name:
                    self._names.append(_Name(name, f" {name}", item, place))
                    self._whole.setdefault(name, item)
                    if not name.isascii() and (first := initials(name)) != name:
                        self._initials.append(_Name(first, f" {first}", item, place))

    def exactly(self, text: str) -> T | None:
        """The item that has this very name, None where none has."""
        return self._whole.get(fold(text))

    def best(self, text: str, limit: int = 8) -> list[T]:
        """The items that fit what was typed, the best first.

        Every word typed begins a word of the name, or stands inside it. A whole name goes before one that begins so,
        then one whose words begin so, then the rest; among equals the shorter name, then the earlier item. Where
        nothing fits, one slip of the keys in a word is allowed.
        """
        return [item for _, item in self.fits(text, limit)]

    def fits(self, text: str, limit: int = 8, slip_from: int | None = None) -> list[tuple[int, T]]:
        """As `best`, each item with how well it fits: from WHOLE to SLIP.

        slip_from: the length from which on a word may have a slip, where that is not the usual one; in so short a word
        only two letters may be mixed up.
        """
        said = fold(text)
        if not said:
            return []
        if has_initials(said):
            return _found(self._initials, initials(said), limit)
        return _found(self._names, said, limit) or self._slipped(said, limit, slip_from or _SLIP_FROM)

    def _slipped(self, said: str, limit: int, slip_from: int) -> list[tuple[int, T]]:
        """What fits if a key was left out, doubled, mixed up or hit beside the right one."""
        if not self._beginnings:
            self._beginnings = {
                word[:length]
                for name in self._names
                for word in name.folded.split(" ")
                for length in range(SHORTEST, len(word) + 1)
            }
        words = said.split(" ")
        items: list[T] = []
        for place, word in enumerate(words):
            if len(word) < slip_from or word in self._beginnings:
                continue
            near = _one_slip(word) if len(word) >= _SLIP_FROM else _mixed_up(word)
            for meant in sorted(near & self._beginnings, key=lambda other: (-len(other), other)):
                mended = " ".join([*words[:place], meant, *words[place + 1 :]])
                items += [item for rank, item in _found(self._names, mended, limit) if rank < INSIDE]
        unique = list({id(item): item for item in items}.values())
        return [(SLIP, item) for item in unique[:limit]]


def _found(names: Sequence[_Name[T]], said: str, limit: int) -> list[tuple[int, T]]:
    words = said.split(" ")
    starts = [" " + word for word in words]
    found: list[tuple[int, int, int, T]] = []
    for name in names:
        if not all(word in name.folded for word in words):
            continue
        if name.folded == said:
            rank = WHOLE
        elif name.folded.startswith(said):
            rank = BEGINS
        elif all(start in name.spaced for start in starts):
            rank = WORDS if name.spaced.startswith(starts[0]) else WORDS_WITHIN
        elif len(said) > 1:
            rank = INSIDE
        else:
            continue
        found.append((rank, len(name.folded), name.place, name.item))
    found.sort(key=lambda fit: fit[:3])
    items: dict[int, tuple[int, T]] = {}
    for rank, _, place, item in found:
        items.setdefault(place, (rank, item))
        if len(items) == limit:
            break
    return list(items.values())


def _mixed_up(word: str) -> set[str]:
    """All a word can be with two neighbours in the other order."""
    return {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}


def _one_slip(word: str) -> set[str]:
    """All a word can be with one letter left out, added, changed, or two neighbours mixed up."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    halves = [(word[:cut], word[cut:]) for cut in range(len(word) + 1)]
    made = {left + right[1:] for left, right in halves if right}
    made |= _mixed_up(word)
    made |= {left + letter + right[1:] for left, right in halves if right for letter in letters}
    made |= {left + letter + right for left, right in halves for letter in letters}
    return made
