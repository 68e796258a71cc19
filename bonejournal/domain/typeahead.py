"""What she means by the few letters she has typed: catalogues looked through by name, case- and accent-blind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

_APART = re.compile(r"[^\w+%]+")


def fold(text: str) -> str:
    """Text as it is compared: without case, accents and punctuation, its words apart by one space."""
    if text.isascii():
        return _APART.sub(" ", text.lower()).strip()
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return _APART.sub(" ", unicodedata.normalize("NFC", bare)).strip()


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
        self._whole: dict[str, T] = {}
        for place, (item, names) in enumerate(named):
            for name in dict.fromkeys(map(fold, names)):
                if name:
                    self._names.append(_Name(name, f" {name}", item, place))
                    self._whole.setdefault(name, item)

    def exactly(self, text: str) -> T | None:
        """The item that has this very name, None where none has."""
        return self._whole.get(fold(text))

    def best(self, text: str, limit: int = 8) -> list[T]:
        """The items that fit what was typed, the best first.

        Every word typed begins a word of the name, or stands inside it. A whole name goes before one that begins so,
        then one whose words begin so, then the rest; among equals the shorter name, then the earlier item.
        """
        said = fold(text)
        if not said:
            return []
        words = said.split(" ")
        starts = [" " + word for word in words]
        found: list[tuple[int, int, int, T]] = []
        for name in self._names:
            if not all(word in name.folded for word in words):
                continue
            if name.folded == said:
                rank = 0
            elif name.folded.startswith(said):
                rank = 1
            elif all(start in name.spaced for start in starts):
                rank = 2 if name.spaced.startswith(starts[0]) else 3
            elif len(said) > 1:
                rank = 4
            else:
                continue
            found.append((rank, len(name.folded), name.place, name.item))
        found.sort(key=lambda fit: fit[:3])
        items: dict[int, T] = {}
        for _, _, place, item in found:
            items.setdefault(place, item)
            if len(items) == limit:
                break
        return list(items.values())
