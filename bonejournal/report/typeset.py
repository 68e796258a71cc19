"""How a summary becomes a PDF: one template, data that is never read as markup, no network and no other program."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from bonejournal.charts.drawn import write_private
from bonejournal.charts.fonts import drawable, folder, lacking
from bonejournal.domain.resources import resource
from bonejournal.domain.words import tr, with_units
from bonejournal.report.blocks import forms
from bonejournal.report.room import Search, guessed, room_of
from bonejournal.report.values import Content, Section
from bonejournal.report.words import SOFT

STANDARD: Literal["ua-1"] = "ua-1"
STAND_IN = "\u25a1"
"""Shown for a character that no font has."""
_TYPST_PAPER = {"a4": "a4", "letter": "us-letter"}
_UNSHOWN = re.compile(r"the text `\"((?:[^\"\\]|\\.)+)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


@dataclass(frozen=True, slots=True)
class _Fitted:
    """The data of the form that fits, and what no font has."""

    data: str
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
    root = resource("report")
    return typst.Compiler(
        input=root / "page.typ",
        root=root,
        font_paths=_fonts(system=fitted.system_fonts),
        sys_inputs={"data": fitted.data},
    )


@cache
def _fonts(*, system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, font_paths=[folder()])


@lru_cache(maxsize=4)
def _fit(content: Content) -> _Fitted:
    """The largest form of each page that fits on it, in characters that can be shown."""
    everything = _data(content, [forms(blocks)[0] for blocks in content.pages])
    missing = lacking("".join(_texts(everything)))
    unshown = _unshown(everything) if missing else ()

    def fitted(pages: Sequence[tuple[Section, ...]], *, alone: bool = False) -> _Fitted:
        data = _data(replace(content, appendix=()) if alone else content, pages)
        return _Fitted(json.dumps(_without(data, unshown)), bool(missing), unshown)

    sizes = [forms(blocks) for blocks in content.pages]
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


def _unshown(everything: dict[str, Any]) -> tuple[str, ...]:
    """The characters that no font has: making a PDF/UA file names each of them as an error."""
    found: set[str] = set()
    while True:
        tried = _Fitted(json.dumps(_without(everything, tuple(found))), system_fonts=True, unshown=())
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


def _data(content: Content, pages: Sequence[tuple[Section, ...]]) -> dict[str, Any]:
    return {
        "title": content.title,
        "language": content.language,
        "paper": _TYPST_PAPER[content.paper],
        "watermark": content.watermark,
        "head": asdict(content.head),
        "name": content.name,
        "footer": content.footer,
        "page": content.page,
        "pages": [[asdict(part) for part in sections] for sections in pages],
        "appendix": [asdict(part) for part in content.appendix],
    }


def _texts(value: Any) -> Iterator[str]:
    """Every text that is set, without the pictures."""
    if isinstance(value, str):
        yield drawable(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "svg":
                yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _without(value: Any, unshown: tuple[str, ...]) -> Any:
    """The same data with a stand-in for what cannot be shown, and without control characters."""
    if isinstance(value, str):
        said = SOFT.join(drawable(with_units(piece)) for piece in value.split(SOFT))
        for sign in unshown:
            said = said.replace(sign, STAND_IN)
        return said
    if isinstance(value, dict):
        return {key: item if key == "svg" else _without(item, unshown) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without(item, unshown) for item in value]
    return value
