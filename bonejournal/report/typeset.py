"""How a summary becomes a PDF: one template, data that is never read as markup, no network and no other program."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from bonejournal.charts.drawn import write_private
from bonejournal.charts.fonts import folder, lacking
from bonejournal.domain.resources import resource
from bonejournal.domain.words import tr
from bonejournal.report.blocks import forms
from bonejournal.report.handed import STAND_IN, Setting, handed, signs_lacking
from bonejournal.report.room import Search, guessed, room_of
from bonejournal.report.values import Content, Head, Section
from bonejournal.report.words import SOFT

STANDARD: Literal["ua-1"] = "ua-1"
_UNSHOWN = re.compile(r"the text `\"((?:[^\"\\]|\\.)+)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


def typeset(content: Content) -> bytes:
    """The PDF: tagged, with its title and language, embedded fonts, and nothing about this computer."""
    stamp = dt.datetime(content.on.year, content.on.month, content.on.day, tzinfo=dt.UTC)
    return _whole(_compiler(_fit(content)).compile(format="pdf", pdf_standards=[STANDARD], timestamp=stamp))[0]


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


def page_images(content: Content, ppi: float = 110, most: int | None = None) -> list[bytes]:
    """Each page as a PNG, for the preview, or the first ones, at most so many; ppi: pixels an inch."""
    setting = _fit(content)
    if most is None or not content.appendix:
        return _pictures(setting, ppi)[:most]
    sheets = page_count(content)
    before, appendix = _apart(setting)
    summary = _pictures(replace(setting, appendix=(), sheets=sheets), ppi)
    return [*summary, *_kept_pictures(appendix.opening(most, sheets), ppi)[before:]][:most]


def page_count(content: Content) -> int:
    """How many pages it has."""
    before, appendix = _apart(_fit(content))
    return _last_sheet(appendix) if content.appendix else before


def _apart(setting: Setting) -> tuple[int, Setting]:
    """How many sheets the summary has, and its appendix behind as many empty ones: most ticks leave it as it is."""
    before = _ends(replace(setting, appendix=()))[-1][0]
    content = replace(setting.content, head=Head("", "", ()), pages=(), appendix=())
    return before, replace(setting, content=content, pages=((),) * before)


@lru_cache(maxsize=4)
def _last_sheet(setting: Setting) -> int:
    return _ends(setting)[-1][0]


@lru_cache(maxsize=4)
def _kept_pictures(setting: Setting, ppi: float) -> list[bytes]:
    return _pictures(setting, ppi)


def _pictures(setting: Setting, ppi: float) -> list[bytes]:
    return _whole(_compiler(setting).compile(format="png", ppi=ppi))


def _whole(made: bytes | list[bytes] | None) -> list[bytes]:
    """What typst gave as a list: one PDF, or its pages as pictures."""
    return made if isinstance(made, list) else [made or b""]


def _compiler(setting: Setting) -> typst.Compiler:
    """The template with its data as files that are nowhere on the disk.

    Not as its inputs: with another one of those nothing of what was set before would be used again.
    """
    root = resource("report")
    files: Any = {"main": root / "page.typ", **handed(setting)}  # more than its types tell
    return typst.Compiler(input=files, root=root, font_paths=_fonts(system=setting.system_fonts))


@cache
def _fonts(*, system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, font_paths=[folder()])


@lru_cache(maxsize=4)
def _fit(content: Content) -> Setting:
    """The largest form of each page that fits on it, in characters that can be shown."""
    sizes = [forms(blocks) for blocks in content.pages]
    fullest = Setting(content, tuple(held[0] for held in sizes), content.appendix)
    missing = signs_lacking(fullest)
    whole = replace(fullest, unshown=_unshown(fullest) if missing else (), system_fonts=missing)
    room = room_of(content.paper)
    searches = [Search([guessed(size) for size in held], room) for held in sizes]

    def at_places() -> tuple[tuple[Section, ...], ...]:
        return tuple(held[search.place] for held, search in zip(sizes, searches, strict=True))

    while not all(search.done for search in searches):
        ends = _ends(replace(whole, pages=at_places(), appendix=()))
        for search, (before, _), (sheet, full) in zip(searches, [(0, 0.0), *ends], ends, strict=False):
            if not search.done:
                search.tell(fits=sheet - before == 1, height=(sheet - before - 1) * room + full)
    return replace(whole, pages=at_places())


def _ends(setting: Setting) -> list[tuple[int, float]]:
    """The last sheet of each page of the summary, and of its appendix, and how far that is full, in mm."""
    ends = json.loads(_compiler(setting).query("<page-end>", field="value"))
    return [(sheet, full) for sheet, full in ends]


def _unshown(fullest: Setting) -> tuple[str, ...]:
    """The characters that no font has: making a PDF/UA file names each of them as an error."""
    found: set[str] = set()
    while True:
        tried = replace(fullest, unshown=tuple(found), system_fonts=True)
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
