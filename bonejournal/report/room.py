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
NARROWEST, GUTTER = 13, 1.5
"""Signs of the narrowest column of those that share what others leave, and between two columns."""
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
        self._too_high: dict[int, float] = {}
        self.place = self._next()

    @property
    def done(self) -> bool:
        """Whether it is found."""
        return self._high - self._low <= 1

    def tell(self, *, fits: bool, height: float) -> None:
        """Whether the size at `place` fits, and how high it is in mm: so wrong are the guesses near it."""
        self._too_high[self.place] = self._guesses[self.place] - height
        if fits:
            self._high = self.place
        else:
            self._low = self.place
        self.place = self._next()

    def _next(self) -> int:
        """The first size that is expected to fit, of those that are not known."""
        if self.done:
            return self._high
        if len(self._too_high) >= _GUESSES:
            return (self._low + self._high) // 2
        between = range(self._low + 1, self._high)
        return next((place for place in between if self._expected(place) <= self._room), self._high - 1)

    def _expected(self, place: int) -> float:
        """How high a size is if its guess is as wrong as that of the nearest one tried, best of one that fits.

        What does not fit leaves the foot of a sheet empty, and so seems higher than it is.
        """
        tried = self._high if self._high in self._too_high else self._low
        return self._guesses[place] - self._too_high.get(tried, TOO_HIGH_MM)


@lru_cache(maxsize=512)  # the sizes of a page differ in one section
def _height(section: Section) -> float:
    tables = sum(_table(table) for table in section.tables)
    lines = sum(_lines(line, SIGNS) for line in section.paragraphs) + sum(_wrapped(len(note)) for note in section.notes)
    return (HEADING_MM if section.title else LINE_MM) + tables + lines * LINE_MM + bool(section.charts) * CHART_MM


def _table(table: Table) -> float:
    signs = _signs(table)
    rows = [max((_cell(cell, room) for cell, room in zip(row, signs, strict=False)), default=1) for row in table.rows]
    return (sum(rows) + bool(table.heads)) * LINE_MM + (len(rows) + 1) * ROW_MM


def _signs(table: Table) -> list[float]:
    """How many signs a line of each column has: as its text, and of what these leave its share."""
    heads = table.heads or ("",) * len(table.widths)
    columns = zip(table.widths, heads, *table.rows, strict=True)
    natural = [0 if width else max(len(head), *map(_longest, cells), 1) for width, head, *cells in columns]
    whole, shared = sum(table.widths), sum(map(bool, table.widths))
    rest = max(NARROWEST * shared, SIGNS - sum(natural) - GUTTER * (len(natural) - 1))
    return [rest * width / whole if width else own for width, own in zip(table.widths, natural, strict=True)]


def _longest(cell: Cell) -> int:
    return max((sum(len(run.text) for run in line) for line in cell), default=0)


def _cell(cell: Cell, signs: float) -> int:
    return sum(_lines(line, signs) for line in cell) or 1


def _lines(line: Line, signs: float) -> int:
    return _wrapped(sum(len(run.text) for run in line), signs)


def _wrapped(length: int, signs: float = SIGNS) -> int:
    return max(1, -(-length // max(1, int(signs))))
