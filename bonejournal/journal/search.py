"""Finding records by what they say, and the steps of a journal: what lists and the search need beyond single records.

What can be looked through are the journal's phrases, a few thousand also after thirty years. They are read once and
kept while the journal is open; which records have them, an index tells.
"""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from bonejournal.domain.finding import wanted
from bonejournal.domain.periods import split_period
from bonejournal.domain.record import Kind
from bonejournal.domain.step import Origin
from bonejournal.journal.errors import translated
from bonejournal.journal.readings import Entry
from bonejournal.journal.store import Journal
from bonejournal.journal.tables import BY_CODE, BY_KEY

_MANY = 1000
"""With more phrases than these, a kind's records are looked through by day instead of by phrase."""
_MOST_HELD = 2000
"""Row numbers of a list that are held; of a longer one they are read part by part."""
_FIRST, _LAST = "0000-01-01", "9999-12-31"


class Done(NamedTuple):
    """One step: what was done, when, where it came from, and how many records it touched."""

    step: int
    label: str
    at: dt.datetime
    origin: Origin
    records: int


class Group(NamedTuple):
    """The newest records of one kind that fit, and whether there are more."""

    kind: Kind
    entries: list[Entry]
    more: bool


class _Branch(NamedTuple):
    """One way to fit: a record with one of these phrases (None: any), on one of these days (None: any, or no day)."""

    phrases: dict[int, list[int]] | None
    days: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Found:
    """A list of records, newest day first, of which parts are read when they are looked at."""

    count: int
    _where: str = ""
    _values: tuple[object, ...] = ()
    _rows: Sequence[int] | None = None

    def numbers(self, journal: Journal, first: int, count: int) -> list[int]:
        """The row numbers of a part of the list, as `Journal.entries` takes them."""
        if self._rows is not None:
            return list(self._rows[first : first + count])
        sql = f"SELECT row {self._where} ORDER BY date DESC, kind, row DESC LIMIT ? OFFSET ?"
        return [row[0] for row in journal._file.rows(sql, (*self._values, count, first))]


class _Phrases:
    """The phrases of an open journal in memory."""

    def __init__(self) -> None:
        self.ids = array("q")
        self.codes = array("q")
        self.said: list[str] = []

    def look(self, journal: Journal) -> None:
        """Read those that are new."""
        last = self.ids[-1] if self.ids else 0
        sql = "SELECT phrase, kind, said FROM phrase WHERE phrase > ? ORDER BY phrase"
        for number, code, said in journal._file.rows(sql, (last,)):
            self.ids.append(number)
            self.codes.append(code)
            self.said.append(said)

    def holding(self, words: Sequence[str], codes: frozenset[int]) -> dict[int, list[int]]:
        """By the code of their kind, the phrases that hold all of `words`."""
        first, *rest = sorted(words, key=len, reverse=True)
        places = [place for place, said in enumerate(self.said) if first in said]
        for word in rest:
            places = [place for place in places if word in self.said[place]]
        found: dict[int, list[int]] = {}
        for place in places:
            if self.codes[place] in codes:
                found.setdefault(self.codes[place], []).append(self.ids[place])
        return found


_known: WeakKeyDictionary[Journal, _Phrases] = WeakKeyDictionary()


def find(
    journal: Journal,
    words: str = "",
    kinds: Iterable[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Found:
    """The live records of `kinds` (all where empty) that hold all of `words`, newest day first, between two days.

    A span of time among the words, such as "2024" or "last spring", means the records of those days too.
    """
    codes = _codes(kinds)
    branches = _branches(journal, words, codes, since, until)
    if len(branches) == 1 and branches[0].phrases is None:
        where, values = _listed(codes, branches[0].days)
        return Found(_count(journal, where, values), where, values)
    parts = [_fitting(codes, branch) for branch in branches]
    counts = [_count(journal, f"FROM record WHERE {where}", values) for where, values in parts]
    if sum(counts) > _MOST_HELD:
        values = tuple(value for _, given in parts for value in given)
        where = (
            f"FROM record INDEXED BY record_live_day WHERE live = 1 AND ({') OR ('.join(part for part, _ in parts)})"
        )
        return Found(counts[0] if len(parts) == 1 else _count(journal, where, values), where, values)
    rows = {row for where, values in parts for row in _rows(journal, f"FROM record WHERE {where}", values)}
    ordered = sorted(rows, key=lambda row: (row[0] or "", -row[1], row[2]), reverse=True)
    return Found(len(ordered), _rows=array("q", [row[2] for row in ordered]))


def _count(journal: Journal, where: str, values: tuple[object, ...]) -> int:
    return int(journal._file.rows(f"SELECT count(*) {where}", values)[0][0])


def _rows(journal: Journal, where: str, values: tuple[object, ...]) -> list[tuple[str | None, int, int]]:
    return [(day, code, row) for day, code, row in journal._file.rows(f"SELECT date, kind, row {where}", values)]


def _fitting(codes: frozenset[int], branch: _Branch) -> tuple[str, tuple[object, ...]]:
    """The condition of one way to fit."""
    phrases, days = branch
    if phrases is None:
        return f"live = 1 AND kind IN ({', '.join(map(str, sorted(codes)))}) AND date BETWEEN ? AND ?", (*(days or ()),)
    held = json.dumps([number for some in phrases.values() for number in some])
    where = "phrase IN (SELECT value FROM json_each(?)) AND live = 1"
    return (f"{where} AND date BETWEEN ? AND ?", (held, *days)) if days else (where, (held,))


def best(
    journal: Journal,
    words: str,
    kinds: Iterable[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    most: int = 5,
) -> list[Group]:
    """Of each kind the newest records that fit, at most `most`; kinds without one are left out. See `find`."""
    codes = _codes(kinds)
    branches = _branches(journal, words, codes, since, until)
    chosen: dict[int, list[int]] = {}
    for code in sorted(codes):
        newest: set[tuple[str, int]] = set()
        for branch in branches:
            newest.update(_newest(journal, code, branch, most + 1))
        if newest:
            chosen[code] = [row for _, row in sorted(newest, reverse=True)[: most + 1]]
    held = journal.entries([row for rows in chosen.values() for row in rows[:most]])
    groups = []
    for code, rows in chosen.items():
        entries = [entry for entry in held if entry.record.KIND.code == code]
        groups.append(Group(BY_CODE[code].kind, entries, len(rows) > most))
    return groups


def _codes(kinds: Iterable[str]) -> frozenset[int]:
    return frozenset(BY_KEY[key].kind.code for key in kinds) or frozenset(BY_CODE)


def _branches(
    journal: Journal, words: str, codes: frozenset[int], since: dt.date | None, until: dt.date | None
) -> list[_Branch]:
    """The ways in which a record can fit: by all words, or by all but those that name a time, on its days."""
    days = None
    if since is not None or until is not None:
        days = (since.isoformat() if since else _FIRST, until.isoformat() if until else _LAST)
    if not wanted(words):
        return [_Branch(None, days)]
    known = _known.setdefault(journal, _Phrases())
    known.look(journal)
    branches = [_Branch(known.holding(wanted(words), codes), days)]
    rest, period = split_period(words, journal.today())
    if period is not None:
        first, last = days or (_FIRST, _LAST)
        meant = (max(first, period.start.isoformat()), min(last, period.end.isoformat()))
        branches.append(_Branch(known.holding(wanted(rest), codes) if wanted(rest) else None, meant))
    return branches


def _listed(codes: frozenset[int], days: tuple[str, str] | None) -> tuple[str, tuple[object, ...]]:
    """FROM and WHERE of all records of some kinds, read from an index alone."""
    index = "record_live_kind" if len(codes) == 1 else "record_live_day"
    where = f"FROM record INDEXED BY {index} WHERE live = 1"
    if len(codes) < len(BY_CODE):
        where += f" AND kind IN ({', '.join(map(str, sorted(codes)))})"
    return (f"{where} AND date BETWEEN ? AND ?", days) if days else (where, ())


def _newest(journal: Journal, code: int, branch: _Branch, most: int) -> list[tuple[str, int]]:
    """(day, row) of the newest records of one kind that fit one way."""
    phrases, days = branch
    numbers = phrases.get(code, []) if phrases is not None else []
    if phrases is not None and not numbers:
        return []
    between, values = (" AND date BETWEEN ? AND ?", days) if days else ("", ())
    end = "ORDER BY date DESC, row DESC LIMIT ?"
    if phrases is None or len(numbers) > _MANY:
        among = " AND phrase IN (SELECT value FROM json_each(?))" if numbers else ""
        sql = f"FROM record INDEXED BY record_live_kind WHERE live = 1 AND kind = {code}{between}{among} {end}"
        given = (*values, *((json.dumps(numbers),) if numbers else ()), most)
    else:
        one = f"SELECT row FROM record WHERE phrase = p.value AND live = 1{between} {end}"
        sql = f"FROM json_each(?) p CROSS JOIN record r ON r.row IN ({one}) {end}"
        given = (json.dumps(numbers), *values, most, most)
    return [(day or "", row) for day, row in journal._file.rows(f"SELECT date, row {sql}", given)]


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
