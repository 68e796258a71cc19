"""What the template is handed: a summary as plain lists, in characters that can be shown, never read as markup.

A section is told once and kept: of most that is set, all but a section or two were set before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any

from bonejournal.charts.fonts import drawable, lacking
from bonejournal.domain.words import with_units
from bonejournal.report.values import Content, Section
from bonejournal.report.words import SOFT

STAND_IN = "\u25a1"
"""Shown for a character that no font has."""
_DRAWN = "svg"
_TYPST_PAPER = {"a4": "a4", "letter": "us-letter"}
_MOST_ROWS = 60
"""A sheet has room for fewer."""
_KEPT = 512
"""So many sections: all the sizes of all blocks, some times over."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is set of a summary: each page in one form, and an appendix.

    unshown: signs that have a stand-in, for no font has them. system_fonts: whether others than the program's own are
    needed. sheets: how many the whole summary has, 0 where this is all of it.
    """

    content: Content
    pages: tuple[tuple[Section, ...], ...]
    appendix: tuple[Section, ...]
    unshown: tuple[str, ...] = ()
    system_fonts: bool = False
    sheets: int = 0

    def opening(self, most: int, sheets: int) -> Setting:
        """What stands on the first sheets, at most so many of all; a little more does no harm."""
        kept: list[Section] = []
        rows = (most - len(self.pages)) * _MOST_ROWS
        for section in self.appendix:
            if rows <= 0:
                break
            kept.append(
                replace(section, tables=tuple(replace(table, rows=table.rows[:rows]) for table in section.tables))
            )
            rows -= sum(len(table.rows) for table in section.tables)
        return replace(self, appendix=tuple(kept), sheets=sheets)


def handed(setting: Setting) -> dict[str, bytes]:
    """The files the template reads: what is set, and apart from it what stands in every footer."""
    content, unshown = setting.content, setting.unshown
    data = {
        "title": _told(content.title, unshown),
        "language": content.language,
        "paper": _TYPST_PAPER[content.paper],
        "watermark": _told(content.watermark, unshown),
        "head": _told(content.head, unshown),
        "pages": [[_section(part, unshown) for part in sections] for sections in setting.pages],
        "appendix": [_section(part, unshown) for part in setting.appendix],
    }
    footer = {"name": content.name, "footer": content.footer, "page": content.page, "sheets": setting.sheets}
    return {
        "data.json": json.dumps(data).encode(),
        "footer.json": json.dumps({key: _told(value, unshown) for key, value in footer.items()}).encode(),
    }


def signs_lacking(setting: Setting) -> bool:
    """Whether something is drawn that the program's own font does not have."""
    content = setting.content
    words = (content.title, content.watermark, content.head, content.name, content.footer, content.page)
    return bool(lacking("".join(_texts(words)))) or any(map(_lacks, chain(*setting.pages, setting.appendix)))


@lru_cache(maxsize=_KEPT)
def _lacks(section: Section) -> bool:
    return bool(lacking("".join(_texts(section))))


@lru_cache(maxsize=_KEPT)
def _section(section: Section, unshown: tuple[str, ...]) -> Any:
    return _told(section, unshown)


def _texts(value: Any) -> Iterator[str]:
    """Every text that is set, without the pictures."""
    if isinstance(value, str):
        yield drawable(value)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != _DRAWN:
                yield from _texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)


def _told(value: Any, unshown: tuple[str, ...]) -> Any:
    """A value as lists and names, with a stand-in for what cannot be shown, and without control characters."""
    if isinstance(value, str):
        said = SOFT.join(drawable(with_units(piece)) for piece in value.split(SOFT))
        for sign in unshown:
            said = said.replace(sign, STAND_IN)
        return said
    if isinstance(value, tuple):
        return [_told(item, unshown) for item in value]
    if is_dataclass(value):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: item if name == _DRAWN else _told(item, unshown) for name, item in held.items()}
    return value
