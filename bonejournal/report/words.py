"""Small helpers for words on paper: lists, long words, and texts of which only the beginning has room."""

from __future__ import annotations

from bonejournal.charts.fonts import drawable

SOFT = "\u200b"
"""A place where a line may break."""
LONGEST_WORD = 16


def clipped(text: str, most: int) -> str:
    """The text on one line, cut after `most` characters with an ellipsis."""
    joined = " ".join(drawable(text[: most * 4]).split())
    return joined if len(joined) <= most else joined[: most - 1].rstrip() + "…"


def softened(text: str) -> str:
    """The text with places to break in words that are too long for a narrow column."""
    return " ".join(map(_softened, text.split(" ")))


def _softened(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    return SOFT.join(word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD))
