"""About how much room a section takes: a guess to begin with, so that few sizes are set to find the largest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bonejournal.report.values import PAPERS, Cell, Line, Section, Table

LINE_MM, ROW_MM, HEADING_MM, CHART_MM = 4.6, 0.9, 10.8, 52.0
MARGINS_MM = 25.0
"""Above and below a page."""
TOO_HIGH_MM = 15.0
"""What is guessed of a whole page mostly comes out as much too high."""
SIGNS = 100
"""Signs of a line that has the width of the page."""
_GUESSES = 4
"""After so many the guesses are no help."""


def room_of(paper: str) -> float:
    """How high a page's sections may be together, in mm."""
    return PAPERS[paper][1] - MARGINS_MM


def guessed(sections: Sequence[Section]) -> float:
    """About how high they are together, in mm."""
    return sum(map(_height, sections))


class Search:
    """Looks for the first of some sizes of a page that fits; where none does, it is the last.

    guesses: about how high each is, in mm. `place` is the size to try next, and once it is `done` the one that was
    found: so several pages can be searched for at once, and each setting tries one size of each.
    """

    def __init__(self, guesses: Sequence[float], room: float) -> None:
        self._guesses, self._room = guesses, room
        self._low, self._high = -1, len(guesses) - 1  # what does not fit, and what is taken to fit
        self._tries = 0
        self.place = self._next(TOO_HIGH_MM)

    @property
    def done(self) -> bool:
        """Whether it is found."""
        return self._high - self._low <= 1

    def tell(self, *, fits: bool, height: float) -> None:
        """Whether the size at `place` fits, and how high it is in mm: so wrong are the guesses near it."""
        if fits:
            self._high = self.place
        else:
            self._low = self.place
        self._tries += 1
        self.place = self._next(self._guesses[self.place] - height)

    def _next(self, too_high: float) -> int:
        """The first size that fits if each is guessed as much too high, of those that are not known."""
        if self.done:
            return self._high
        if self._tries >= _GUESSES:
            return (self._low + self._high) // 2
        heights = (guess - too_high for guess in self._guesses)
        near = next((place for place, height in enumerate(heights) if height <= self._room), self._high)
        return min(max(near, self._low + 1), self._high - 1)


@lru_cache(maxsize=512)
def _height(section: Section) -> float:
    """Kept: the sizes of a page differ in one section."""
    tables = sum(_table(table) for table in section.tables)
    lines = sum(_lines(line, SIGNS) for line in section.paragraphs) + sum(_wrapped(len(note)) for note in section.notes)
    return (HEADING_MM if section.title else LINE_MM) + tables + lines * LINE_MM + bool(section.charts) * CHART_MM


def _table(table: Table) -> float:
    whole = sum(table.widths)
    signs = [SIGNS * width / whole if whole and width else SIGNS for width in table.widths]
    rows = [max((_cell(cell, room) for cell, room in zip(row, signs, strict=False)), default=1) for row in table.rows]
    return (sum(rows) + bool(table.heads)) * LINE_MM + (len(rows) + 1) * ROW_MM


def _cell(cell: Cell, signs: float) -> int:
    return sum(_lines(line, signs) for line in cell) or 1


def _lines(line: Line, signs: float) -> int:
    return _wrapped(sum(len(run.text) for run in line), signs)


def _wrapped(length: int, signs: float = SIGNS) -> int:
    return max(1, -(-length // max(1, int(signs))))
