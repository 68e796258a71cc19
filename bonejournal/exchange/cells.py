"""One cell of the CSV bundle: from a field's value to its text, and back, strictly.

Numbers stand bare, with a point. Text that a spreadsheet would take for a formula gets one apostrophe in front,
which is taken away again on reading; text that starts so by itself gets one more, so that nothing is lost.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from bonejournal.domain.dates import DateError, PartialDate, parse_iso
from bonejournal.domain.field import LONGEST_NUMBER, Field, Type, as_printed
from bonejournal.domain.words import MINUS, exact, tr

_LONGEST_QUOTED = 40
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_NEEDS_GUARD = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


class CellError(ValueError):
    """A cell that cannot be read; the text says why."""


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + text if _NEEDS_GUARD.match(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` made the cell of."""
    return cell[1:] if _GUARDED.match(cell) else cell


def figure(value: float, decimals: int | None) -> str:
    """A number with at least `decimals` places, and otherwise as many as it has."""
    text = f"{exact(value + 0.0):f}"
    whole, _, places = text.partition(".")
    places = places.rstrip("0").ljust(decimals or 0, "0")
    return f"{whole}.{places}" if places else whole


def write_cell(item: Field, value: Any) -> str:
    """The cell of a field's value; empty when not recorded."""
    if value is None:
        return ""
    match item.holds:
        case Type.TEXT:
            return guarded(value)
        case Type.NUMBER:
            return figure(value, item.decimals)
        case Type.PRINTED:
            return as_printed(value)
        case Type.TIME:
            return str(value.isoformat("minutes"))
        case Type.FLAG:
            return "yes" if value else "no"
        case _:
            return str(value)


def read_cell(item: Field, cell: str) -> Any:
    """The value of a field's cell. Raises CellError naming the column."""
    if item.holds is Type.TEXT:
        return unguarded(cell)
    text = cell.strip()
    if not text:
        return None
    match item.holds:
        case Type.NUMBER:
            return float(_number(item, text)) + 0.0  # a negative zero becomes zero
        case Type.PRINTED:
            found = Decimal(_number(item, text))
            return found or abs(found)
        case Type.TIME:
            if not _TIME.fullmatch(text):
                raise CellError(
                    tr("{column}: “{text}” is not a time written like 08:30.", column=item.name, text=quoted(text))
                )
            return dt.time.fromisoformat(text)
        case Type.CHOICE:
            return _word(item, text)
        case Type.FLAG:
            if text not in ("yes", "no"):
                raise CellError(tr("{column}: “{text}” is neither yes nor no.", column=item.name, text=quoted(text)))
            return text == "yes"
    try:
        return parse_iso(text) if item.holds is Type.DAY else PartialDate(text)
    except DateError:
        raise CellError(_not_a_date(item, text)) from None


def _number(item: Field, text: str) -> str:
    plain = text.replace(MINUS, "-")
    if len(plain) > LONGEST_NUMBER or not _NUMBER.fullmatch(plain):
        if re.fullmatch(r"-?[0-9]+,[0-9]+", plain):
            said = tr("{column}: “{text}” has a decimal comma; a point is needed.", column=item.name, text=quoted(text))
        else:
            said = tr("{column}: “{text}” is not a number written like 0.826.", column=item.name, text=quoted(text))
        raise CellError(said)
    return plain


def _word(item: Field, text: str) -> Any:
    words = item.words or ()
    for word in words:
        if word == text:
            return word
    raise CellError(
        tr(
            "{column}: “{text}” is not one of the words for it: {words}.",
            column=item.name,
            text=quoted(text),
            words=", ".join(words),
        )
    )


def _not_a_date(item: Field, text: str) -> str:
    if item.holds is Type.DAY:
        return tr("{column}: “{text}” is not a day written like 2026-03-14.", column=item.name, text=quoted(text))
    return tr(
        "{column}: “{text}” is not a date such as 2020, 2020-06 or 2020-06-14.", column=item.name, text=quoted(text)
    )


def quoted(text: str) -> str:
    """A cell's text as a sentence shows it: one line, not long."""
    said = "".join(sign if sign.isprintable() else " " for sign in text[: _LONGEST_QUOTED + 1])
    return said if len(said) <= _LONGEST_QUOTED else said[:_LONGEST_QUOTED] + "…"
