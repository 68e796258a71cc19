"""Rows of one CSV file, read as a stream within limits, each with the line it starts on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO

from bonejournal.domain.field import LONGEST_TEXT
from bonejournal.domain.words import number, tr
from bonejournal.exchange.reader import ImportRefusedError
from bonejournal.exchange.sources import BROKEN_WHILE_READ, Opener, reading_broken

MOST_LINES = 1_000_000
_LONGEST_LINE = 8 * LONGEST_TEXT
_LONGEST_HEADER = 20_000
_PIECE = 1 << 20

Row = tuple[int, list[str]]


def rows(name: str, opener: Opener) -> Iterator[Row]:
    """(line, cells) of each row that is not blank, the header first.

    Raises ImportRefusedError for what cannot be read, naming the line; `name` is what sentences call the file.
    """
    _count_lines(name, opener)
    csv.field_size_limit(LONGEST_TEXT + 100)
    at = 1
    try:
        with opener() as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            parsed = csv.reader(_lines(name, text), strict=True)
            for cells in parsed:
                if cells:
                    yield at, cells
                at = parsed.line_num + 1
    except csv.Error as error:
        raise _torn(name, at, str(error)) from error
    except BROKEN_WHILE_READ as error:
        raise reading_broken(name, error) from error


def header(opener: Opener) -> list[str] | None:
    """The names in the first row, None where the file does not begin as a table of text does."""
    try:
        with opener() as stream:
            text = stream.read(_LONGEST_HEADER).decode("utf-8-sig", "replace")
            first = next(csv.reader(io.StringIO(text, newline=""), strict=True), [])
    except (csv.Error, *BROKEN_WHILE_READ):
        return None
    return [cell.strip() for cell in first]


def _lines(name: str, text: io.TextIOWrapper) -> Iterator[str]:
    count = 0
    while line := text.readline(_LONGEST_LINE + 1):
        count += 1
        if len(line) > _LONGEST_LINE:
            raise ImportRefusedError(tr("{name} line {line} is too long to be read.", name=name, line=count))
        yield line


def _count_lines(name: str, opener: Opener) -> None:
    """Refuse a file of too many lines before any of it is kept."""
    feeds = returns = 0
    try:
        with opener() as stream:
            while piece := _piece(stream):
                feeds += piece.count(b"\n")
                returns += piece.count(b"\r")
    except BROKEN_WHILE_READ as error:
        raise reading_broken(name, error) from error
    if max(feeds, returns) > MOST_LINES:
        raise ImportRefusedError(
            tr("{name} goes on after line {count}, too long to be read.", name=name, count=number(MOST_LINES))
        )


def _piece(stream: IO[bytes]) -> bytes:
    return stream.read(_PIECE)


def _torn(name: str, line: int, said: str) -> ImportRefusedError:
    if "field larger" in said:
        sentence = tr("{name} line {line} has a cell that is too long to be kept.", name=name, line=line)
    else:
        sentence = tr(
            "{name} cannot be read from line {line} on: a quotation mark is not closed, or stands where none can.",
            name=name,
            line=line,
        )
    return ImportRefusedError(sentence)
