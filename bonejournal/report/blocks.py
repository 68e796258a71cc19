"""Blocks of a page: one section in several sizes, so that a page holds what fits and counts the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bonejournal.report.values import Block, Cell, Line, Run, Section

SIZES = (40, 30, 24, 20, *range(16, 1, -1))
"""How many rows a table has, from the fullest to the smallest."""


def fixed(section: Section | None) -> Block | None:
    """A block of one size; None where there is nothing to show."""
    return None if section is None else Block(section.key, (section,))


def shortened(rows: int, make: Callable[[int], Section | None], *, usual: int, least: int = 3) -> Block | None:
    """A block whose section is made for a number of rows; `make` counts what it leaves out.

    usual: how many rows its share of the page holds; least: how few are the fewest.
    """
    full = make(rows)
    if full is None:
        return None
    sizes = [rows, *(size for size in SIZES if least <= size < rows)]
    levels = tuple(section for size in sizes if (section := make(size)) is not None)
    return Block(full.key, levels, next((place for place, size in enumerate(sizes) if size <= usual), 0))


def cut_short(make: Callable[[int], Section], longest: Sequence[int]) -> Block:
    """A block whose words are cut after fewer and fewer signs where the page has no room for all of them."""
    levels = tuple(dict.fromkeys(make(signs) for signs in longest))
    return Block(levels[0].key, levels, whole=0)


def forms(blocks: Sequence[Block]) -> list[tuple[Section, ...]]:
    """A page's sections from the fullest form to the smallest.

    What is longer than its share gives way first, down to its share, and then the lowest block before those above it;
    then words are cut short, and what is kept to the last gives way at the end.
    """
    sizes = [0] * len(blocks)
    found = [_form(blocks, sizes)]
    for turn in range(4):
        for place in reversed(range(len(blocks))):
            for size in range(sizes[place] + 1, blocks[place].stops[turn] + 1):
                sizes[place] = size
                found.append(_form(blocks, sizes))
    return found


def _form(blocks: Sequence[Block], sizes: Sequence[int]) -> tuple[Section, ...]:
    chosen = (block.levels[size] for block, size in zip(blocks, sizes, strict=True))
    return tuple(section for section in chosen if section is not None)


def cell(text: str, *, bold: bool = False) -> Cell:
    """A cell of one line; an empty text makes an empty cell."""
    return ((Run(text, bold=bold),),) if text else ()


def row(*texts: str) -> tuple[Cell, ...]:
    """A row whose first cell is bold."""
    return tuple(cell(text, bold=not place) for place, text in enumerate(texts))


def line(*texts: str) -> Line:
    """A line of bold and plain texts in turn, the first bold."""
    return tuple(Run(text, bold=not place % 2) for place, text in enumerate(texts) if text)


def emphasised(said: str) -> Line:
    """A sentence whose words between asterisks are bold. Nothing that she typed stands in it."""
    return tuple(Run(text, bold=place % 2 == 1) for place, text in enumerate(said.split("*")) if text)


def present(blocks: Iterable[Block | None], without: frozenset[str]) -> tuple[Block, ...]:
    """The blocks there are, without those that were not ticked."""
    return tuple(block for block in blocks if block is not None and block.key not in without)
