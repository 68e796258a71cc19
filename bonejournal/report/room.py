"""About how much room a section takes: a guess to begin with, so that few sizes are set to find the largest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bonejournal.report.values import PAPERS, Cell, Line, Section, Table

LINE_MM, ROW_MM, HEADING_MM, CHART_MM = 4.6, 0.9, 10.8, 52.0
MARGINS_MM, HEAD_MM = 15.0, 1.0
SIGNS = 100
"""Signs of a line that has the width of the page."""


def guessed(sizes: Sequence[tuple[Section, ...]], paper: str, *, head: bool) -> int:
    """Which of the sizes of a page is the first that may fit; head: whether her name stands on top."""
    room = PAPERS[paper][1] - MARGINS_MM - (HEAD_MM if head else 0)
    return next((place for place, size in enumerate(sizes) if sum(map(_height, size)) <= room), len(sizes) - 1)


def first_fitting(count: int, guess: int, fits: Callable[[int], bool]) -> int:
    """The first of so many sizes that fits, the last where none does; sizes near the guess are tried first."""
    low, high = -1, count - 1  # what does not fit, and what is taken to fit
    place, step = min(guess, count - 2), 1
    while low < place < high:
        if fits(place):
            high = place
            place -= step
        else:
            low = place
            place += step
        step *= 2
    while high - low > 1:
        middle = (low + high) // 2
        if fits(middle):
            high = middle
        else:
            low = middle
    return high


def _height(section: Section) -> float:
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
