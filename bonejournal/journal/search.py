"""Finding records by what they say, and the steps of a journal: what a list of records needs beyond its pages.

The folded text of a version never changes, so it is made once for each row and kept while the journal is open.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from bonejournal.domain.field import Type, fields
from bonejournal.domain.record import Record
from bonejournal.domain.step import Origin
from bonejournal.domain.words import day_long, tr
from bonejournal.journal.errors import translated
from bonejournal.journal.store import Journal

_AT_ONCE = 2000


class Done(NamedTuple):
    """One step: what was done, when, where it came from, and how many records it touched."""

    step: int
    label: str
    at: dt.datetime
    origin: Origin
    records: int


class _Known(NamedTuple):
    """What is kept of a row: its folded text, and its day."""

    text: str
    day: dt.date | None


_known: WeakKeyDictionary[Journal, dict[int, _Known]] = WeakKeyDictionary()


def folded(text: str) -> str:
    """A text without accents and case, as it is compared."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def text_of(record: Record) -> str:
    """All a record says that she may look for: its name, its day in words and figures, its line, its texts."""
    said = [tr(record.KIND.label), record.said()]
    if record.day is not None:
        said += [day_long(record.day), record.day.isoformat()]
    said += [getattr(record, item.name) for item in fields(type(record)) if item.holds is Type.TEXT]
    return folded("\n".join(filter(None, said)))


def find(
    journal: Journal,
    words: str = "",
    kinds: Iterable[str] = (),
    since: dt.date | None = None,
) -> list[int]:
    """Row numbers of the live records that hold all of `words`, newest day first; `since` leaves older ones out."""
    numbers = journal.numbers(kinds)
    wanted = folded(words).split()
    if not wanted and since is None:
        return numbers
    known = learn(journal, numbers)
    return [
        number
        for number in numbers
        if (found := known.get(number)) is not None
        and (since is None or (found.day is not None and found.day >= since))
        and all(word in found.text for word in wanted)
    ]


def learn(journal: Journal, numbers: Sequence[int]) -> dict[int, _Known]:
    """The folded texts of rows, made for those that are new."""
    known = _known.setdefault(journal, {})
    fresh = [number for number in numbers if number not in known]
    for start in range(0, len(fresh), _AT_ONCE):
        some = fresh[start : start + _AT_ONCE]
        for number, entry in zip(some, journal.entries(some), strict=True):
            known[number] = _Known(text_of(entry.record), entry.record.day)
    return known


def steps(journal: Journal, most: int = 500) -> list[Done]:
    """The steps of a journal, the latest first."""
    file = journal._file
    with translated(journal.path):
        rows = file.rows(
            "SELECT s.step, s.label, s.at, s.origin,"
            " (SELECT count(*) FROM record r WHERE r.since = s.step OR (r.until = s.step AND NOT EXISTS"
            " (SELECT 1 FROM record n WHERE n.id = r.id AND n.since = s.step)))"
            " FROM step s ORDER BY s.step DESC LIMIT ?",
            (most,),
        )
    return [Done(row[0], row[1], dt.datetime.fromisoformat(row[2]), Origin(row[3]), row[4]) for row in rows]
