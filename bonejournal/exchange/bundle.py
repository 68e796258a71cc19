"""The CSV bundle read: a folder, a zip archive, or one file of it.

What cannot be read is left out line by line, with the reason; what a later version writes is left out likewise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bonejournal.domain.attachment import Attachment
from bonejournal.domain.record import Kept, Record, Typed, problems
from bonejournal.domain.words import number, tr
from bonejournal.exchange import table
from bonejournal.exchange.attached import read_attached
from bonejournal.exchange.cells import CellError, quoted, unguarded
from bonejournal.exchange.reader import Found, ImportRefusedError, Reading, Settled, Skipped, not_ours
from bonejournal.exchange.sheet import (
    KEPT,
    OF_ANY_KIND,
    ORIGINALS,
    Sheet,
    at,
    id_meant,
    sheets,
    uuid_in,
)
from bonejournal.exchange.sources import BESIDE, Opener, Source, opened

_MOST_TOLD = 10_000
"""Lines of one file that are named one by one when they are left out."""


class Bundle:
    """The reader of our own format."""

    format = "csv"

    def recognises(self, path: Path) -> bool:
        """Whether there is a file of the bundle: by its name in a folder or archive, by its header alone."""
        with opened(path) as source:
            return bool(_ours(source)) or _semicolons(source) is not None

    def read(self, path: Path, settled: Settled) -> Reading:
        """All records of the bundle. It leaves nothing open, so `settled` is not needed."""
        with opened(path) as source:
            files = _ours(source)
            if not files:
                raise _semicolons(source) or not_ours(path)
            reading = _Bundle(source.name)
            for name, sheet in files.items():
                if sheet is not None:
                    reading.read(sheet, name, source.files[name])
            for name in OF_ANY_KIND:
                if name in files:
                    reading.read_beside(name, source.files[name])
            used = reading.read_attached(source.files)
            for name in sorted({*source.files, *source.aside} - files.keys() - used):
                if name.lower().endswith(".csv") or f"{BESIDE}/" in name:
                    reading.skip(quoted(name), tr("This is no file of a bundle, or it is not in its place."))
            return reading.done()


def _ours(source: Source) -> dict[str, Sheet | None]:
    """The bundle's files that are there, in order, each with its kind; None for a file that is not a kind's."""
    known = sheets()
    if len(source.files) == 1 and not source.aside:
        (name, opener), *_ = source.files.items()
        if name not in OF_ANY_KIND:
            head = table.header(opener) or []
            fitting = [sheet for sheet in known.values() if sheet.fits(head)]
            best = max(fitting, key=lambda sheet: len(set(sheet.columns) & set(head)), default=None)
            best = known.get(name) if known.get(name) in fitting else best
            return {name: best} if best else {}
    names = [*known, *OF_ANY_KIND]
    return {name: known.get(name) for name in names if name in source.files}


def _semicolons(source: Source) -> ImportRefusedError | None:
    """The sentence for one of our files that a spreadsheet has saved with other marks between its cells."""
    for opener in source.files.values() if len(source.files) == 1 else ():
        head = table.header(opener) or []
        for sign in (";", "\t"):
            split = [cell.strip().strip('"') for cell in ",".join(head).split(sign)]
            if any(sheet.fits(split) for sheet in sheets().values()):
                return ImportRefusedError(
                    tr(
                        "{name} has no commas between its cells. Save it as CSV with commas and try again.",
                        name=source.name,
                    )
                )
    return None


@dataclass(slots=True)
class _Row:
    """One row of a file: what it says of its record, and of a part of it; None where it says nothing.

    torn: it could not be read, and only keeps its place among the rows of its record.
    """

    line: int
    own: dict[str, Any]
    part: dict[str, Any] | None = None
    torn: bool = False


@dataclass(slots=True)
class _Group:
    """The rows of one record; `said` is what the file calls it."""

    said: str
    rows: list[_Row] = field(default_factory=list)


@dataclass(slots=True)
class _Held:
    """A record that can be stored, the line it begins on, and which part of the file each of its parts was."""

    record: Record
    where: str
    places: tuple[int, ...]
    typed: list[Typed] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)


class _Bundle:
    """What has been read of one bundle."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.held: dict[str, _Held] = {}
        self.called: dict[str, list[str]] = {}
        self.skipped: list[Skipped] = []
        self.warnings: list[str] = []
        self.silent: dict[str, frozenset[str]] = {}
        self.beside: set[str] = set()
        self.contents: dict[str, bytes] = {}
        self._told = 0

    def done(self) -> Reading:
        """The reading."""
        quiet = {"typed"} if ORIGINALS not in self.beside else set()
        quiet |= {"kept"} if KEPT not in self.beside else set()
        found = []
        for held in self.held.values():
            record = held.record
            if held.typed or held.kept:
                record = replace(record, typed=tuple(held.typed), kept=tuple(held.kept))
            found.append(Found(record, held.where))
        silent = {kind: fields | quiet for kind, fields in self.silent.items()}
        return Reading(
            self.name, Bundle.format, tuple(found), tuple(self.skipped), tuple(self.warnings), silent, self.contents
        )

    def skip(self, where: str, why: str) -> None:
        """Leave something out and say so."""
        self.skipped.append(Skipped(where, why))

    def skip_line(self, name: str, line: int, why: str) -> None:
        """Leave a line out; after many the rest is counted."""
        self._told += 1
        if self._told <= _MOST_TOLD:
            self.skip(_line(name, line), why)

    def _warn(self, said: str) -> None:
        if len(self.warnings) < _MOST_TOLD:
            self.warnings.append(said)

    def _end_of_file(self, name: str) -> None:
        if self._told > _MOST_TOLD:
            more = self._told - _MOST_TOLD
            self.skip(quoted(name), tr("{count} more lines could not be read either.", count=number(more)))
        self._told = 0

    def _table(self, name: str, opener: Opener, columns: Sequence[str]) -> Iterable[tuple[int, dict[str, str]]]:
        """(line, cells by column) of the rows that are whole; the columns nobody knows are named once."""
        rows = table.rows(quoted(name), opener)
        head = [cell.strip() for cell in next(rows, (1, []))[1]]
        if len(set(head)) < len(head):
            self.skip(quoted(name), tr("Its first line names a column twice."))
            return
        for unknown in [column for column in head if column not in columns]:
            self.skip(
                quoted(name),
                tr("This version of bonejournal does not know the column “{column}”.", column=quoted(unknown)),
            )
        for line, cells in rows:
            if len(cells) > len(head) and not any(cells[len(head) :]):
                cells = cells[: len(head)]
            if len(cells) != len(head):
                why = tr("The line has {count} cells where {named} are named.", count=len(cells), named=len(head))
                self.skip_line(name, line, why)
                continue
            yield line, {column: cell for column, cell in zip(head, cells, strict=True) if column in columns}

    def read(self, sheet: Sheet, name: str, opener: Opener) -> None:
        """Read the file of one kind."""
        head = table.header(opener) or []
        if not sheet.fits(head):
            self.skip(quoted(name), tr("Its first line does not name the columns of {file}.", file=sheet.file))
            return
        self.silent[sheet.kind.key] = frozenset(item.name for item in sheet.own if sheet.column(item) not in head)
        referring = {item.name: item for item in sheet.own if item.refers}
        groups: dict[str, _Group] = {}
        for line, cells in self._table(name, opener, sheet.columns):
            if not sheet.single and not any(cells.values()):
                continue
            said = unguarded(cells.get(sheet.id_column, "").strip())
            try:
                own, part = sheet.values(cells)
                for column in referring.keys() & own.keys():
                    own[column] = id_meant(referring[column], own[column], self.called)
                row = _Row(line, own, part if any(value not in (None, "") for value in part.values()) else None)
            except CellError as error:
                self.skip_line(name, line, str(error))
                if not said:
                    continue
                row = _Row(line, {}, torn=True)
            groups.setdefault(sheet.id_of(said, row.own), _Group(said)).rows.append(row)
        for id_, group in groups.items():
            if not all(row.torn for row in group.rows):
                self._keep(sheet, name, id_, group)
        self._end_of_file(name)

    def _keep(self, sheet: Sheet, name: str, id_: str, group: _Group) -> None:
        """Make one record of its rows, without those that cannot be stored."""
        whole = [row for row in group.rows if not row.torn]
        if id_ in self.held:
            for row in whole:
                self.skip_line(name, row.line, tr("This id belongs to another record of the bundle."))
            return
        own = self._agreed(sheet, name, whole)
        placed = [(place, row) for place, row in enumerate(group.rows) if row.part is not None]
        for _ in range(2):
            record = _record(sheet, id_, own, [row for _, row in placed])
            found = problems(record)
            bad = _by_part(sheet, found)
            if not bad:
                break
            for index, why in bad.items():
                self.skip_line(name, placed[index][1].line, why)
            placed = [pair for index, pair in enumerate(placed) if index not in bad]
            if not placed:
                return
        if found:
            why = " ".join(problem.text for problem in found)
            for row in whole if sheet.part else whole[:1]:
                self.skip_line(name, row.line, why)
            return
        held = _Held(record, _line(name, whole[0].line), tuple(place for place, _ in placed))
        self.held[id_] = held
        self.called.setdefault(group.said, []).append(id_)

    def _agreed(self, sheet: Sheet, name: str, rows: Sequence[_Row]) -> dict[str, Any]:
        """What the rows of one record say of the record itself: the first that says something is heard."""
        own = dict(rows[0].own)
        for row in rows[1:]:
            if not sheet.part and row.own == rows[0].own:
                self._warn(tr("{line} says the same as line {first}.", line=_line(name, row.line), first=rows[0].line))
            elif not sheet.part:
                why = tr("A record with this id stands on line {line}.", line=rows[0].line)
                self.skip_line(name, row.line, why)
            else:
                for column, value in row.own.items():
                    if own[column] in (None, ""):
                        own[column] = value
                    elif value not in (None, "", own[column]):
                        self._warn(
                            tr(
                                "{line} differs from line {first} in {column}; the first is kept.",
                                line=_line(name, row.line),
                                first=rows[0].line,
                                column=column,
                            )
                        )
        return own

    def read_attached(self, files: Mapping[str, Opener]) -> set[str]:
        """Read the bytes of the attachments, and leave out those that are not there; the names of the files taken."""
        said = {id_: called for called, ids in self.called.items() for id_ in ids}
        used = set()
        for id_, held in list(self.held.items()):
            if not isinstance(held.record, Attachment):
                continue
            content, why = read_attached(held.record, said[id_], files)
            used |= {f"{BESIDE}/{id_}", f"{BESIDE}/{said[id_]}"}
            if why:
                self.skip(held.where, why)
                del self.held[id_]
            else:
                self.contents[held.record.sha256] = content
        return used

    def read_beside(self, name: str, opener: Opener) -> None:
        """Read what was typed where values were converted, or the questions that were answered."""
        self.beside.add(name)
        columns = OF_ANY_KIND[name]
        if not set(columns) <= set(table.header(opener) or []):
            self.skip(name, tr("Its first line does not name the columns of {file}.", file=name))
            self.beside.discard(name)
            return
        for line, cells in self._table(name, opener, columns):
            if not any(cells.values()):
                continue
            said, *texts = (unguarded(cells[column]) for column in columns)
            held, path = self._meant(said, texts[0])
            if held is None or not _storable(texts):
                self.skip_line(name, line, tr("Its record or field is not in this file."))
            elif name == ORIGINALS:
                held.typed.append(Typed(path, texts[1]))
            else:
                held.kept.append(Kept(path, texts[1], texts[2]))
        self._end_of_file(name)

    def _meant(self, said: str, path: str) -> tuple[_Held | None, str]:
        """The record a row means, and the path of its field as it is now that parts may have been left out."""
        ids = [uuid_in(said)] if uuid_in(said) else self.called.get(said, [])
        held = self.held.get(ids[0]) if len(ids) == 1 else None
        if held is None:
            return None, ""
        name, _, inside = path.partition(".")
        place, _, inner = inside.partition(".")
        if inner:
            places = [str(number) for number in held.places]
            if place not in places:
                return None, ""
            path = f"{name}.{places.index(place)}.{inner}"
        try:
            at(held.record, path) if path else None
        except KeyError:
            return None, ""
        return held, path


def _record(sheet: Sheet, id_: str, own: dict[str, Any], rows: Sequence[_Row]) -> Record:
    values = dict(own)
    if sheet.part and sheet.part_class:
        values[sheet.part.name] = tuple(sheet.part_class(**(row.part or {})) for row in rows)
    return sheet.kind.record(id=id_, **values)


def _by_part(sheet: Sheet, found: Iterable[Any]) -> dict[int, str]:
    """What keeps single parts from being stored, by their position."""
    bad: dict[int, list[str]] = {}
    for problem in found:
        name, _, inside = problem.field.partition(".")
        if sheet.part and name == sheet.part.name and inside:
            bad.setdefault(int(inside.partition(".")[0]), []).append(problem.text)
    return {index: " ".join(texts) for index, texts in bad.items()}


def _storable(texts: Iterable[str]) -> bool:
    return not any("\0" in text for text in texts)


def _line(name: str, line: int) -> str:
    return tr("{file} line {line}", file=quoted(name), line=line)
