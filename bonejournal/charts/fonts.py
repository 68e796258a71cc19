"""The typeface of charts: Inter from its package, and a system font for characters that Inter does not have."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import fontpkg_inter
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ft2font import FT2Font

FAMILY = "Inter"
INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters that steer a line of text and are never drawn."""
_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})


def folder() -> Path:
    """The folder that holds Inter's files."""
    return Path(fontpkg_inter.__path__[0]) / "files"


@cache
def upright() -> Path:
    """The file of the upright Inter, made known to matplotlib the first time it is asked for."""
    path = next(item for item in sorted(folder().glob("Inter*.ttf")) if "Italic" not in item.name)
    fontManager.addfont(str(path))
    return path


@cache
def _characters(path: str) -> frozenset[int]:
    return frozenset(FT2Font(path).get_charmap())


def lacking(text: str) -> frozenset[str]:
    """The characters of `text` that would be drawn and that Inter does not have."""
    known = _characters(str(upright()))
    return frozenset(
        sign
        for sign in set(text)
        if ord(sign) not in known and sign not in INVISIBLE and unicodedata.category(sign) not in _CONTROL
    )


@cache
def _fallbacks(signs: frozenset[str]) -> tuple[str, ...]:
    """Families of installed fonts that together have as many of `signs` as can be had, the fewest first found."""
    wanted = {ord(sign) for sign in signs}
    found: list[str] = []
    for entry in sorted(
        fontManager.ttflist, key=lambda entry: ("Noto Sans" not in entry.name, entry.name, entry.fname)
    ):
        if not wanted:
            break
        if entry.style != "normal" or entry.name in {FAMILY, *found}:
            continue
        try:
            has = wanted & _characters(entry.fname)
        except (OSError, RuntimeError):
            continue
        if has:
            found.append(entry.name)
            wanted -= has
    return tuple(found)


def drawable(text: str) -> str:
    """`text` on one line, without the control characters that no font draws."""
    if text.isprintable():  # has neither, as nearly all texts
        return text
    return "".join(" " if unicodedata.category(sign) in _CONTROL else sign for sign in text if sign not in INVISIBLE)


def properties(texts: str | Iterable[str], points: float) -> FontProperties:
    """The font for a text at a size in points, with fallbacks where Inter does not reach. Not to be changed."""
    missing = lacking(texts if isinstance(texts, str) else "".join(texts))
    return _properties(_fallbacks(missing) if missing else (), points)


@cache
def _properties(fallbacks: tuple[str, ...], points: float) -> FontProperties:
    upright()
    return FontProperties(family=[FAMILY, *fallbacks], size=points)
