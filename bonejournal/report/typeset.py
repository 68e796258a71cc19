"""How a summary becomes a PDF: one template, data that is never read as markup, no network and no other program."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import typst

from bonejournal.charts.drawn import write_private
from bonejournal.charts.fonts import folder, lacking
from bonejournal.domain.resources import resource
from bonejournal.domain.words import tr
from bonejournal.report.blocks import forms
from bonejournal.report.handed import STAND_IN, handed, signs_lacking
from bonejournal.report.room import Search, guessed, room_of
from bonejournal.report.values import Content, Section
from bonejournal.report.words import SOFT

STANDARD: Literal["ua-1"] = "ua-1"
_UNSHOWN = re.compile(r"the text `\"((?:[^\"\\]|\\.)+)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


@dataclass(frozen=True, slots=True)
class _Fitted:
    """The data of the form that fits by file, and what no font has."""

    files: Mapping[str, bytes]
    system_fonts: bool
    unshown: tuple[str, ...]


def typeset(content: Content) -> bytes:
    """The PDF: tagged, with its title and language, embedded fonts, and nothing about this computer."""
    fitted = _fit(content)
    stamp = dt.datetime(content.on.year, content.on.month, content.on.day, tzinfo=dt.UTC)
    return _whole(_compiler(fitted).compile(format="pdf", pdf_standards=[STANDARD], timestamp=stamp))[0]


def warnings(content: Content) -> tuple[str, ...]:
    """What the reader of the PDF will not see as it was typed; empty where all is well."""
    unshown = _fit(content).unshown
    if not unshown:
        return ()
    return (
        tr(
            "No font on this computer has {signs}; the PDF shows {stand_in} instead.",
            signs=" ".join(unshown),
            stand_in=STAND_IN,
        ),
    )


def write_pdf(content: Content, path: Path) -> tuple[str, ...]:
    """Write the PDF, readable by its owner alone, whole or not at all; returns `warnings`. Raises OSError."""
    write_private(path, typeset(content))
    return warnings(content)


def page_images(content: Content, ppi: float = 110) -> list[bytes]:
    """Each page as a PNG, for the preview; ppi: pixels an inch."""
    return _whole(_compiler(_fit(content)).compile(format="png", ppi=ppi))


def _whole(made: bytes | list[bytes] | None) -> list[bytes]:
    """What typst gave as a list: one PDF, or its pages as pictures."""
    return made if isinstance(made, list) else [made or b""]


def _compiler(fitted: _Fitted) -> typst.Compiler:
    """The template with its data as files that are nowhere on the disk.

    Not as its inputs: with another one of those nothing of what was set before would be used again.
    """
    root = resource("report")
    files: Any = {"main": root / "page.typ", **fitted.files}  # more than its types tell
    return typst.Compiler(input=files, root=root, font_paths=_fonts(system=fitted.system_fonts))


@cache
def _fonts(*, system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, font_paths=[folder()])


@lru_cache(maxsize=4)
def _fit(content: Content) -> _Fitted:
    """The largest form of each page that fits on it, in characters that can be shown."""
    sizes = [forms(blocks) for blocks in content.pages]
    fullest = [held[0] for held in sizes]
    missing = signs_lacking(content, [*chain.from_iterable(fullest), *content.appendix])
    unshown = _unshown(content, fullest) if missing else ()

    def fitted(pages: Sequence[tuple[Section, ...]], *, alone: bool = False) -> _Fitted:
        files = handed(content, pages, () if alone else content.appendix, unshown)
        return _Fitted(files, missing, unshown)

    room = room_of(content.paper)
    searches = [Search([guessed(size) for size in held], room) for held in sizes]

    def at_places() -> list[tuple[Section, ...]]:
        return [held[search.place] for held, search in zip(sizes, searches, strict=True)]

    while not all(search.done for search in searches):
        ends = _ends(fitted(at_places(), alone=True))
        for search, (sheets, height) in zip(searches, ends, strict=True):
            if not search.done:
                search.tell(fits=sheets == 1, height=(sheets - 1) * room + height)
    return fitted(at_places())


def _ends(fitted: _Fitted) -> list[tuple[int, float]]:
    """How many sheets each page of the summary takes, and how far the last of them is full, in mm."""
    ends = json.loads(_compiler(fitted).query("<page-end>", field="value"))
    sheets = [sheet for sheet, _ in ends]
    return [(sheet - before, full) for before, (sheet, full) in zip((0, *sheets), ends, strict=False)]


def _unshown(content: Content, pages: Sequence[tuple[Section, ...]]) -> tuple[str, ...]:
    """The characters that no font has: making a PDF/UA file names each of them as an error."""
    found: set[str] = set()
    while True:
        tried = _Fitted(handed(content, pages, content.appendix, tuple(found)), system_fonts=True, unshown=())
        try:
            _compiler(tried).compile(format="pdf", pdf_standards=[STANDARD])
        except typst.TypstError as error:
            named = {sign for said in _UNSHOWN.findall(error.diagnostic) for sign in _unescaped(said)}
            # A mark is named with the letter or space before it, which the font may well have.
            more = {sign for sign in named if lacking(sign)} - found or {
                sign for sign in named if not sign.isascii() and sign != SOFT
            } - found
            if not more:
                raise
            found |= more
        else:
            return tuple(sorted(found))


def _unescaped(said: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], said)
