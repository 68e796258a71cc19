"""JSON from a file, read member by member within limits, so that a long file needs little memory.

Numbers are read as decimals, with their digits. A name that stands twice, a number that is none, or values nested
without end are refused with a sentence.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any, NamedTuple, NoReturn

from bonejournal.domain.field import LONGEST_NUMBER
from bonejournal.domain.words import number, tr
from bonejournal.exchange.cells import quoted
from bonejournal.exchange.reader import ImportRefusedError
from bonejournal.exchange.sources import BROKEN_WHILE_READ, MOST_BYTES, Opener, reading_broken

LONGEST_VALUE = 40_000_000
"""Characters of one value: the largest attachment in base64 fits."""
_DEEPEST = 40
_LARGEST_EXPONENT = 400
"""Ten to the power of this is more than any binary number holds."""
_PIECE = 1 << 20
_SPACE = re.compile(r"[ \t\n\r]*")
_HEAD = 4096


class Member(NamedTuple):
    """A member of the object a file holds; of a list each item by itself, with its place from 0."""

    key: str
    place: int | None
    value: Any


def head(opener: Opener) -> str:
    """The beginning of a file that holds an object, "" where it begins otherwise."""
    try:
        with opener() as stream:
            text = stream.read(_HEAD).decode("utf-8-sig", "replace").lstrip(" \t\r\n")
    except BROKEN_WHILE_READ:
        return ""
    return text if text.startswith("{") else ""


def members(name: str, opener: Opener) -> Iterator[Member]:
    """The members of the object in a file, in their order. Raises ImportRefusedError naming the line."""
    try:
        with opener() as stream:
            yield from _Text(name, stream).members()
    except BROKEN_WHILE_READ as error:
        raise reading_broken(name, error) from error


class _Text:
    """A file's text, of which a part is held: `held` from `at` on is still to be read."""

    def __init__(self, name: str, stream: IO[bytes]) -> None:
        self.name = name
        self.stream = stream
        self.decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self.held = ""
        self.at = 0
        self.line = 1
        self.size = 0
        self.ended = False
        self.json = json.JSONDecoder(
            object_pairs_hook=self._object, parse_float=self._number, parse_int=self._number, parse_constant=self._word
        )

    def members(self) -> Iterator[Member]:
        self._take("{")
        if self._next() == "}":
            self._take("}")
        else:
            seen: set[str] = set()
            while True:
                key = self._value()
                if not isinstance(key, str):
                    self._torn()
                if key in seen:
                    self._twice(key)
                seen.add(key)
                self._take(":")
                if self._next() == "[":
                    yield from (Member(key, place, item) for place, item in enumerate(self._items()))
                else:
                    yield Member(key, None, self._value())
                if self._take(",}") == "}":
                    break
        if self._next():
            self._torn()

    def _items(self) -> Iterator[Any]:
        self._take("[")
        if self._next() == "]":
            self._take("]")
            return
        while True:
            yield self._value()
            if self._take(",]") == "]":
                return

    def _more(self) -> bool:
        """Read on; whether there was more."""
        self.line += self.held.count("\n", 0, self.at)
        piece = self.stream.read(max(_PIECE, len(self.held) - self.at))
        self.size += len(piece)
        if self.size > MOST_BYTES:
            size = MOST_BYTES // 1_000_000
            raise ImportRefusedError(
                tr("{name} is larger than {size} MB, too large to be read.", name=self.name, size=size)
            )
        self.ended = not piece
        self.held = self.held[self.at :] + self.decoder.decode(piece, final=self.ended)
        self.at = 0
        return not self.ended

    def _next(self) -> str:
        """The next sign that is no space, "" at the end."""
        while True:
            found = _SPACE.match(self.held, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.held):
                return self.held[self.at]
            if self.ended or not self._more():
                return self.held[self.at : self.at + 1]

    def _take(self, signs: str) -> str:
        sign = self._next()
        if not sign or sign not in signs:
            self._torn()
        self.at += 1
        return sign

    def _value(self) -> Any:
        self._next()
        while True:
            try:
                value, end = self.json.raw_decode(self.held, self.at)
            except json.JSONDecodeError:
                if self.ended:
                    self._torn()
            except RecursionError:
                self._deep()
            else:
                if end < len(self.held) or self.ended:  # else a number may go on
                    self._look(value)
                    self.at = end
                    return value
            if len(self.held) - self.at > LONGEST_VALUE:
                self._torn()
            self._more()

    def _look(self, value: Any) -> None:
        """Refuse what is nested deeper than anything we read."""
        level: list[Any] = [value]
        for _ in range(_DEEPEST):
            holders = [one for one in level if isinstance(one, dict | list)]
            if not holders:
                return
            level = [inner for one in holders for inner in (one.values() if isinstance(one, dict) else one)]
        self._deep()

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            keys = [key for key, _ in pairs]
            self._twice(next(key for key in keys if keys.count(key) > 1))
        return made

    def _number(self, text: str) -> Decimal:
        if len(text) > 2 * LONGEST_NUMBER:
            self._no_number(text)
        found = Decimal(text)
        if abs(found.adjusted()) > _LARGEST_EXPONENT:
            self._no_number(text)
        return found

    def _word(self, text: str) -> NoReturn:
        self._no_number(text)

    def _no_number(self, text: str) -> NoReturn:
        raise ImportRefusedError(
            tr(
                "{name} has “{text}” where a number stands, and that is none we can keep.",
                name=self.name,
                text=quoted(text),
            )
        )

    def _twice(self, key: str) -> NoReturn:
        raise ImportRefusedError(
            tr(
                "{name} says “{key}” twice in one place, and which is meant cannot be told.",
                name=self.name,
                key=quoted(key),
            )
        )

    def _deep(self) -> NoReturn:
        raise ImportRefusedError(tr("{name} is nested too deeply to be read.", name=self.name))

    def _torn(self) -> NoReturn:
        line = self.line + self.held.count("\n", 0, self.at)
        raise ImportRefusedError(
            tr("{name} cannot be read from line {line} on: it is not whole JSON.", name=self.name, line=number(line))
        )
