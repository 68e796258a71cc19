"""What a record can be found by: all it says, as it is compared with what she types."""

from __future__ import annotations

from typing import Any

from bonejournal.domain.field import Part, Type, fields
from bonejournal.domain.record import Record, parts_field
from bonejournal.domain.typeahead import fold, initials
from bonejournal.domain.words import tr

_OURS = {"sha256", "media_type"}
"""Texts that nobody reads."""


def searched(record: Record) -> str:
    """All a record says but its day: its kind, its line, its texts and words, and those of its parts, folded.

    Korean is there twice, the second time by the consonants its syllables begin with.
    """
    said = [tr(record.KIND.label), record.called() if record.day is None else "", record.said(), *_texts(record)]
    inside = parts_field(type(record))
    for part in getattr(record, inside.name) if inside else ():
        said += _texts(part)
    text = "\n".join(dict.fromkeys(filter(None, map(fold, said))))
    first = initials(text)
    return text if first == text else f"{text}\n{first}"


def _texts(holder: Record | Part) -> list[str]:
    found: list[str] = []
    for item in fields(type(holder)):
        value: Any = getattr(holder, item.name)
        if not value or item.refers or item.name in _OURS:
            continue
        if item.holds is Type.TEXT:
            found.append(value.replace("_", " "))
        elif item.holds is Type.CHOICE:
            found.append(tr(value.label))
    return found


def wanted(words: str) -> list[str]:
    """The words she typed, as they are looked for in what `searched` says."""
    return [folded for word in words.split() if (folded := fold(word))]
