"""The copy without her name: its initials stand wherever it was written, in what she typed too."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.report.values import Choices
from bonejournal.report.words import SOFT

T = TypeVar("T")
R = TypeVar("R", bound=Record)
_DRAWN = "svg"


def initials(name: str) -> str:
    """The first letters of a name: "H. M."."""
    return " ".join(f"{part[0].upper()}." for part in name.split()[:6])


def as_shown(records: tuple[R, ...], profile: Profile | None, choices: Choices) -> tuple[R, ...]:
    """Records as they are drawn: in a picture no name can be taken out any more."""
    return records if choices.show_name or profile is None else without_name(records, profile.name)


def without_name(value: T, name: str) -> T:
    """The same words with the initials of a name of several parts in its place, whatever its capitals and spaces."""
    parts = name.split()
    if len(parts) < 2:  # one word may be any word: May, Rose
        return value
    letters = [f"{SOFT}?".join(map(re.escape, part)) for part in parts]
    first, last = letters[:-1], letters[-1]
    # As she writes it, without the names between, and as a register has it: "Marlow, Helen".
    orders = ([*first, last], [first[0], last], [last, *first], [last, first[0]])
    said = "|".join(r"\s*,?\s+".join(order) for order in orders)
    written = re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE)
    redacted: T = _redacted(value, written, initials(name))
    return redacted


def _redacted(value: Any, written: re.Pattern[str], instead: str) -> Any:
    if type(value) is str:  # a word of a list is none of hers
        return written.sub(instead, value)
    if isinstance(value, tuple):
        return tuple(_redacted(item, written, instead) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value) if field.name != _DRAWN}
        return replace(value, **{key: _redacted(item, written, instead) for key, item in held.items()})
    return value
