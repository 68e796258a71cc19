"""What a summary consists of, as values: words that are chosen already, and only have to be set."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

SECTIONS = (
    "questions", "since", "fractures", "density", "charts", "medicines", "labs", "other_medicines", "risk", "habits",
    "gaps", "talk",
)  # fmt: skip
"""The keys of the sections that can be left out, in the order of the pages."""
SINCE = ("fractures", "falls", "scan", "medication", "markers", "labs", "body")
"""The keys of the lines of "since the last visit", in their order; each can be left out."""
DOCTOR, HERSELF = "doctor", "herself"
"""Whom it is for: two pages for a doctor, or one in her own words."""
PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Width and height in mm by the paper's key."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What she chose to print. Private things are off until ticked, and what is left out is not mentioned.

    since: the first day of the scans shown. without: keys of SECTIONS. notes: ids of the records whose note is
    printed. birth_date and alcohol: whether they are printed. show_name: without it there are initials and the
    year of birth. visit: the id of the visit it is for, "" for the next.
    without_courses: ids of medicines that are not printed. changes_since: the day from which on changes are news, None
    for the last visit's, the first of all days for everything. without_lines: keys of SINCE. timeline: whether there is
    a page with everything on one axis. reader: whom it is for. language: of the words, as in "en".
    """

    paper: str = "a4"
    show_name: bool = True
    since: dt.date | None = None
    without: frozenset[str] = frozenset()
    appendix: bool = False
    timeline: bool = False
    notes: frozenset[str] = frozenset()
    birth_date: bool = False
    alcohol: bool = False
    visit: str = ""
    without_courses: frozenset[str] = frozenset()
    changes_since: dt.date | None = None
    without_lines: frozenset[str] = frozenset()
    reader: str = DOCTOR
    language: str = "en"

    def __post_init__(self) -> None:
        if self.paper not in PAPERS:
            raise ValueError(f"paper is one of {', '.join(PAPERS)}")
        if unknown := self.without - set(SECTIONS):
            raise ValueError(f"no section called {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line; `quiet` is small and grey."""

    text: str
    bold: bool = False
    quiet: bool = False


Line = tuple[Run, ...]
Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, with a header row where it has `heads`; widths are shares of the page's,
    0 for as wide as the column's text.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG, with what it shows in a sentence. wide: it has the width of the page."""

    title: str
    svg: str
    alt: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A block under a heading: tables, then paragraphs, then charts, then small notes."""

    key: str
    title: str
    aside: str = ""
    tables: tuple[Table, ...] = ()
    paragraphs: tuple[Line, ...] = ()
    charts: tuple[Picture, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The top of the first page: who ("" where not known), what this is, and the lines below."""

    who: str
    what: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One section in several sizes, the fullest first; each size counts what it leaves out.

    usual: the place of the largest size that the block has its share of the page for. whole: the place of the smallest
    in which no words are cut short, None for the last. kept: whether it gives way after all others.
    """

    key: str
    levels: tuple[Section | None, ...]
    usual: int = 0
    whole: int | None = None
    kept: bool = False

    @property
    def stops(self) -> tuple[int, int, int, int]:
        """The sizes it gives way to turn by turn: its share, what leaves words as they are, its least, and last."""
        last = len(self.levels) - 1
        if self.kept:
            return (0, 0, 0, last)
        return (self.usual, last if self.whole is None else self.whole, last, last)


@dataclass(frozen=True, slots=True)
class Content:
    """A summary: the blocks of each page, set in the largest sizes that fit on it. Equal contents make equal files.

    name: hers as it stands in the footer, "" where it does not.
    """

    title: str
    language: str
    paper: str
    on: dt.date
    watermark: str
    head: Head
    name: str
    footer: tuple[str, str]
    page: str
    pages: tuple[tuple[Block, ...], ...]
    appendix: tuple[Section, ...] = ()
